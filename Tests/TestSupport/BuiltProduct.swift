import Glibc

/// The programs of this package, built beside the running tests.
public enum BuiltProduct {
  /// The path of a product, whatever the build directory is called.
  public static func path(of name: String) throws -> String {
    var buffer = [CChar](repeating: 0, count: 4096)
    let count = readlink("/proc/self/exe", &buffer, buffer.count)
    let own = String(
      decoding: buffer.prefix(max(0, count)).map { UInt8(bitPattern: $0) }, as: UTF8.self)
    for start in [own] + CommandLine.arguments {
      var folder = start[...]
      while let slash = folder.lastIndex(of: "/") {
        folder = folder[..<slash]
        let candidate = folder + "/" + name
        var status = stat()
        if stat(String(candidate), &status) == 0, status.st_mode & S_IFMT == S_IFREG {
          return String(candidate)
        }
      }
    }
    throw TimedOut("\(name) was not built beside \(own)")
  }
}

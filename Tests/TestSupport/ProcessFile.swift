import Glibc

/// What the system tells of a process in a file.
enum ProcessFile {
  static func text(_ name: String, of process: pid_t) throws -> String {
    let path = "/proc/\(process)/\(name)"
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw TimedOut("no \(path)") }
    defer { close(descriptor) }
    var buffer = [UInt8](repeating: 0, count: 16384)
    let count = read(descriptor, &buffer, buffer.count)
    return String(decoding: buffer[..<max(0, count)], as: UTF8.self)
  }
}

import Glibc
import TestSupport
import Testing

/// The handlers of `shim.h` call nothing that may not be called at any moment.
@Suite struct SignalHandlerTests {
  /// What POSIX calls async-signal-safe, as far as the handlers use it, and what compilers add.
  static let allowed: Set<String> = [
    "poll", "write", "tcsetattr", "tcgetpgrp", "getpgrp", "signal", "sigaction", "sigemptyset",
    "sigaddset", "sigprocmask", "raise", "_exit", "alarm", "clock_gettime", "__errno_location",
    "memcpy", "memset", "memmove", "strchr", "strlen", "_GLOBAL_OFFSET_TABLE_", "__stack_chk_fail",
  ]

  @Test func handlersCallSafeFunctionsOnly() throws {
    let header = try #require(Self.header, "shim.h lies beside the tests' sources")
    let object = "/tmp/jacobiscope-handlers-\(getpid()).o"
    let source = "/tmp/jacobiscope-handlers-\(getpid()).c"
    defer {
      unlink(object)
      unlink(source)
    }
    try write(
      """
      #include "\(header)"
      void (*const handlers[])(int) = {cn_on_fatal, cn_on_end, cn_on_alarm, cn_tell, cn_on_stop};
      """, to: source)
    let compiled = try Command("clang", ["-O1", "-c", source, "-o", object])
    #expect(compiled.end == .exited(0), "\(compiled.error)")
    let symbols = try Command("nm", ["--undefined-only", "--format=posix", object])
    let names = symbols.output.split(separator: "\n").compactMap { $0.split(separator: " ").first }
    #expect(names.contains("write") && names.contains("tcsetattr"))
    #expect(Set(names.map(String.init)).subtracting(Self.allowed) == [])
  }

  private static var header: String? {
    guard let range = #filePath.range(ofLast: "/Tests/") else { return nil }
    return String(#filePath[..<range]) + "/Sources/CNcurses/shim.h"
  }

  private func write(_ text: String, to path: String) throws {
    let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
    try #require(descriptor >= 0)
    let bytes = Array((text + "\n").utf8)
    #expect(Glibc.write(descriptor, bytes, bytes.count) == bytes.count)
    close(descriptor)
  }
}

extension String {
  fileprivate func range(ofLast text: String) -> Index? {
    indices.last { self[$0...].hasPrefix(text) }
  }
}

import Glibc

/// How often a process has begun to run, as the system counts it.
public enum ContextSwitches {
  public static func count(of process: pid_t) throws -> Int {
    let descriptor = open("/proc/\(process)/status", O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw TimedOut("no /proc/\(process)/status") }
    defer { close(descriptor) }
    var buffer = [UInt8](repeating: 0, count: 16384)
    let count = read(descriptor, &buffer, buffer.count)
    let lines = String(decoding: buffer[..<max(0, count)], as: UTF8.self).split(separator: "\n")
    return lines.filter { $0.contains("ctxt_switches") }
      .compactMap { $0.split(separator: "\t").last.flatMap { Int($0) } }.reduce(0, +)
  }
}

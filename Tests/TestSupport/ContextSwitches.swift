import Glibc

/// How often a process has begun to run, as the system counts it.
public enum ContextSwitches {
  public static func count(of process: pid_t) throws -> Int {
    try ProcessFile.text("status", of: process).split(separator: "\n")
      .filter { $0.contains("ctxt_switches") }
      .compactMap { $0.split(separator: "\t").last.flatMap { Int($0) } }.reduce(0, +)
  }
}

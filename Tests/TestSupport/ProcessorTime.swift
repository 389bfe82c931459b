import Glibc

/// The processor time of a process and of the system on its behalf.
public enum ProcessorTime {
  /// What a living process has used, as the system counts it, to a hundredth of a second.
  public static func used(by process: pid_t) throws -> Duration {
    let text = try ProcessFile.text("stat", of: process)
    // The second field is a name, which may hold anything but ends at the last parenthesis.
    let fields = text[(text.lastIndex(of: ")") ?? text.startIndex)...].split(separator: " ")
    guard fields.count > 13, let own = Int(fields[12]), let system = Int(fields[13]) else {
      throw TimedOut("no times in \(text)")
    }
    return .milliseconds((own + system) * 1000 / sysconf(Int32(_SC_CLK_TCK)))
  }

  static func of(_ usage: rusage) -> Duration {
    .seconds(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec)
      + .microseconds(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec)
  }
}

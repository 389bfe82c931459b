import Glibc

/// A program that is run to its end without a terminal, for what it prints.
public struct Command {
  public let end: PseudoTerminal.End
  public let output: String
  public let error: String

  /// Runs a program with files or nothing on its three streams.
  public init(
    _ program: String, _ arguments: [String] = [], environment: [String] = [],
    within duration: Duration = .seconds(30)
  ) throws {
    let (reading, writing) = try Self.makePipe()
    let (readingError, writingError) = try Self.makePipe()
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
    posix_spawn_file_actions_adddup2(&actions, writing, 1)
    posix_spawn_file_actions_adddup2(&actions, writingError, 2)
    SpawnAttributes.closeInherited(&actions)
    let words = CStrings([program] + arguments)
    let variables = CStrings(
      ["PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin", "LC_ALL=C.UTF-8"]
        + environment)
    var attributes = SpawnAttributes()
    defer { attributes.destroy() }
    var process: pid_t = 0
    let failure = posix_spawnp(
      &process, program, &actions, &attributes.value, words.pointers, variables.pointers)
    close(writing)
    close(writingError)
    defer {
      close(reading)
      close(readingError)
    }
    guard failure == 0 else { throw TimedOut("cannot start \(program): error \(failure)") }
    let texts = try Self.readAll([reading, readingError], within: duration) {
      kill(process, SIGKILL)
      waitpid(process, nil, 0)
    }
    var status: Int32 = 0
    waitpid(process, &status, 0)
    let signal = status & 0x7F
    end = signal == 0 ? .exited(status >> 8 & 0xFF) : .killed(signal)
    output = String(decoding: texts[0], as: UTF8.self)
    error = String(decoding: texts[1], as: UTF8.self)
  }

  private static func makePipe() throws -> (Int32, Int32) {
    var ends: [Int32] = [-1, -1]
    guard pipe(&ends) == 0 else { throw TimedOut("no pipe: error \(errno)") }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    return (ends[0], ends[1])
  }

  private static func readAll(
    _ descriptors: [Int32], within duration: Duration, giveUp: () -> Void
  ) throws -> [[UInt8]] {
    let deadline = Deadline(duration)
    var texts = descriptors.map { _ in [UInt8]() }
    var open = descriptors.map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
    var buffer = [UInt8](repeating: 0, count: 65536)
    while open.contains(where: { $0.fd >= 0 }) {
      if deadline.hasPassed {
        giveUp()
        throw TimedOut("the program did not end")
      }
      guard poll(&open, UInt(open.count), deadline.milliseconds) > 0 else { continue }
      for index in open.indices where open[index].revents != 0 {
        let count = read(open[index].fd, &buffer, buffer.count)
        if count > 0 { texts[index] += buffer[..<count] } else { open[index].fd = -1 }
      }
    }
    return texts
  }
}

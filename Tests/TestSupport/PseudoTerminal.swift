import Glibc

/// A terminal made of two descriptors, with a program on the other end and a log of all it wrote.
///
/// The program leads a session of its own and has the terminal as its controlling one, as after a
/// login. Nothing sleeps: whoever waits, reads.
public final class PseudoTerminal {
  public enum End: Equatable, Sendable {
    case exited(Int32)
    case killed(Int32)
  }

  /// All bytes the program wrote.
  public private(set) var log: [UInt8] = []
  public private(set) var process: pid_t = 0
  /// What a program that has ended used of the processor.
  public private(set) var processorTime = Duration.zero
  private var master: Int32 = -1
  private let slave: Int32
  private let path: String

  public init(columns: Int = 80, rows: Int = 24) throws {
    var size = winsize(
      ws_row: UInt16(rows), ws_col: UInt16(columns), ws_xpixel: 0, ws_ypixel: 0)
    var slave: Int32 = -1
    guard openpty(&master, &slave, nil, nil, &size) == 0, let name = ttyname(slave) else {
      throw TimedOut("no pseudo-terminal: error \(errno)")
    }
    self.slave = slave
    path = String(cString: name)
    _ = fcntl(master, F_SETFD, FD_CLOEXEC)
    _ = fcntl(slave, F_SETFD, FD_CLOEXEC)
  }

  deinit {
    if process > 0 {
      kill(process, SIGKILL)
      waitpid(process, nil, 0)
    }
    if master >= 0 { close(master) }
    close(slave)
  }

  /// Starts a program; `files` may stand in for the terminal at the descriptors 0, 1 and 2.
  public func start(
    _ program: String, _ arguments: [String] = [], environment: [String: String] = [:],
    files: [Int32: String] = [:], ignoring: [Int32] = []
  ) throws {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    // Opening makes it the controlling terminal; the copies share their flags with ours.
    posix_spawn_file_actions_addopen(&actions, 0, path, O_RDWR, 0)
    for stream in Int32(0)...2 {
      if let file = files[stream] {
        posix_spawn_file_actions_addopen(&actions, stream, file, O_RDWR | O_CREAT, 0o600)
      } else {
        posix_spawn_file_actions_adddup2(&actions, slave, stream)
      }
    }
    SpawnAttributes.closeInherited(&actions)
    var attributes = SpawnAttributes(leadsSession: true, inheriting: ignoring)
    defer { attributes.destroy() }
    let former = ignoring.map { ($0, Glibc.signal($0, SIG_IGN)) }
    defer { for (number, handler) in former { Glibc.signal(number, handler) } }
    let words = CStrings([program] + arguments)
    let variables = CStrings(Self.environment(environment))
    let failure = posix_spawn(
      &process, program, &actions, &attributes.value, words.pointers, variables.pointers)
    guard failure == 0 else { throw TimedOut("cannot start \(program): error \(failure)") }
  }

  /// Types on the keyboard.
  public func send(_ text: String) { send(Array(text.utf8)) }

  public func send(_ bytes: [UInt8]) {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.prefix(512).withUnsafeBytes { write(master, $0.baseAddress, $0.count) }
      if count <= 0 { return }
      rest = rest.dropFirst(count)
      pump(milliseconds: 0)
    }
  }

  /// Types a few keys and reads nothing meanwhile.
  public func sendAlone(_ text: String) { _ = write(master, text, text.utf8.count) }

  /// Gives the terminal another size, which sends SIGWINCH.
  public func resize(columns: Int, rows: Int) {
    var size = winsize(
      ws_row: UInt16(rows), ws_col: UInt16(columns), ws_xpixel: 0, ws_ypixel: 0)
    SystemCalls.control(master, UInt(TIOCSWINSZ), &size)
  }

  /// Takes the terminal away, as when its window is closed.
  public func hangUp() {
    close(master)
    master = -1
  }

  /// The modes of the terminal now.
  public var state: TerminalState { TerminalState(of: slave) }

  // MARK: Waiting

  /// Reads until `text` was written, at `mark` in the log or later; gives the place behind it.
  @discardableResult
  public func wait(
    for text: String, from mark: Int = 0, within duration: Duration = .seconds(10)
  ) throws -> Int {
    let wanted = Array(text.utf8)
    return try wait("\"\(text)\" to be written", within: duration) {
      self.log.firstRange(of: wanted, from: mark)?.upperBound
    }
  }

  /// Reads until `isDone` gives something.
  public func wait<Value>(
    _ what: String, within duration: Duration = .seconds(10), until isDone: () -> Value?
  ) throws -> Value {
    let deadline = Deadline(duration)
    while true {
      if let value = isDone() { return value }
      if deadline.hasPassed { throw TimedOut("waited for \(what) after \(visibleLog)") }
      pump(milliseconds: deadline.milliseconds)
    }
  }

  /// Reads until the program has ended and all that it wrote is in the log.
  public func waitForEnd(within duration: Duration = .seconds(10)) throws -> End {
    let end = try wait("the program to end", within: duration) { () -> End? in
      var status: Int32 = 0
      var usage = rusage()
      guard wait4(process, &status, WNOHANG, &usage) == process else { return nil }
      processorTime = ProcessorTime.of(usage)
      let signal = status & 0x7F
      return signal == 0 ? .exited(status >> 8 & 0xFF) : .killed(signal)
    }
    process = 0
    while pump(milliseconds: 0) {}
    return end
  }

  /// Reads whatever comes for a while; for showing that nothing does.
  public func read(for duration: Duration) {
    let deadline = Deadline(duration)
    while !deadline.hasPassed { pump(milliseconds: deadline.milliseconds) }
  }

  /// Reads nothing for a while, as a line that is slow.
  public func pause(for duration: Duration) {
    let deadline = Deadline(duration)
    while !deadline.hasPassed { poll(nil, 0, deadline.milliseconds) }
  }

  /// Reads so many bytes a second, as from a line that is slow.
  public func readSlowly(_ bytesPerSecond: Int, for duration: Duration) {
    let deadline = Deadline(duration)
    while !deadline.hasPassed {
      pump(milliseconds: 0, atMost: bytesPerSecond / 50)
      pause(for: .milliseconds(20))
    }
  }

  /// The bytes that were typed and that the program has not read yet.
  public var unread: Int {
    var count: Int32 = 0
    SystemCalls.control(slave, UInt(FIONREAD), &count)
    return Int(count)
  }

  /// Waits until the program has read all that was typed, and reads so many bytes a second meanwhile.
  public func waitUntilTaken(within duration: Duration, readingSlowly rate: Int) throws {
    let deadline = Deadline(duration)
    while unread > 0 {
      if deadline.hasPassed { throw TimedOut("\(unread) typed bytes are not read") }
      readSlowly(rate, for: .milliseconds(20))
    }
  }

  /// Kills the program by a signal.
  public func signal(_ number: Int32) { kill(process, number) }

  /// The log's end with control bytes made visible, for messages of tests.
  public var visibleLog: String {
    String(decoding: log.suffix(600), as: UTF8.self).unicodeScalars.map { scalar in
      scalar.value < 0x20 || scalar.value == 0x7F ? "^\(scalar.value)" : String(scalar)
    }.joined()
  }

  @discardableResult
  private func pump(milliseconds: Int32, atMost limit: Int = 65536) -> Bool {
    var ready = pollfd(fd: master, events: Int16(POLLIN), revents: 0)
    guard poll(&ready, 1, milliseconds) > 0, Int32(ready.revents) & POLLIN != 0 else {
      return false
    }
    var buffer = [UInt8](repeating: 0, count: limit)
    let count = Glibc.read(master, &buffer, buffer.count)
    if count > 0 { log += buffer[..<count] }
    return count > 0
  }

  /// A fixed environment, changed by `changes`.
  private static func environment(_ changes: [String: String]) -> [String] {
    var all = [
      "PATH": "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
      "TERM": "xterm-256color",
      "LC_ALL": "C.UTF-8", "TZ": "UTC", "HOME": "/nonexistent",
    ]
    all.merge(changes) { _, new in new }
    return all.filter { $0.value != unset }.map { $0.key + "=" + $0.value }
  }

  /// The value that takes a variable out of the environment.
  public static let unset = "\u{0}"
}

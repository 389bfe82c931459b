import CNcurses
import Glibc
import Screen

/// The terminal while the explorer has it: from the first changed mode to the last restored one.
///
/// There is at most one. Whatever way the program ends, the terminal is as it was: by `restore()`, by a
/// signal that asks the program to end (it restores and dies by that signal), or by a fault (the
/// handlers of `shim.h` write what was prepared).
package final class TerminalSession {
  package let capabilities: TerminalCapabilities
  package private(set) var size: Size

  private let keyboard: Int32
  private let screen: OpaquePointer
  private let rescue: TerminalRestore
  private var drawing: TerminalDrawing
  private var input: TerminalInput
  private var needsFullDraw = false
  private var isOpen = true

  /// Takes the terminal of standard output.
  package static func open(_ options: TerminalOptions) throws(TerminalError) -> TerminalSession {
    guard isatty(STDOUT_FILENO) == 1 else { throw .outputIsNotATerminal }
    return try TerminalSession(options)
  }

  private init(_ options: TerminalOptions) throws(TerminalError) {
    let description = try TerminalDescription(options: options)
    let (keyboard, stream) = try Self.openKeyboard()
    let size = TerminalDescription.size(of: STDOUT_FILENO)
    let rescue = try TerminalRestore(
      tty: keyboard, size: size, colours: description.capabilities.colours)
    if getenv("ESCDELAY") == nil { set_escdelay(25) }
    guard let screen = Self.start(description.name, size: size, stream) else {
      rescue.disarm()
      throw .terminalUnknown(name: SafeText(description.name))
    }
    cbreak()
    noecho()
    nonl()
    intrflush(cn_screen(), false)
    curs_set(0)
    leaveok(cn_screen(), true)
    Self.takeFlowControlKeys(keyboard)
    self.keyboard = keyboard
    self.screen = screen
    self.rescue = rescue
    self.size = size
    capabilities = description.capabilities
    drawing = TerminalDrawing(capabilities: capabilities)
    input = TerminalInput()
    rescue.beginPasteMarks()
  }

  /// Gives the terminal back as it was found; the second time does nothing.
  package func restore() {
    guard isOpen else { return }
    isOpen = false
    rescue.endPasteMarks()
    endwin()
    rescue.restoreModes()
    rescue.disarm()
  }

  /// Restores the terminal and dies by a signal, so that the parent sees which.
  package func die(by signal: Int32) -> Never {
    restore()
    TerminalRestore.die(by: signal)
  }

  /// Gives the signals of our own faults and of closed pipes the system's default.
  ///
  /// Called first of all, whatever the command: Swift's runtime would otherwise ask questions on the
  /// terminal for half a minute after a fault.
  package static func takeDefaultSignals() { TerminalRestore.takeDefaultSignals() }
}

// MARK: - Drawing

extension TerminalSession {
  /// Whether the terminal takes output now; on a slow line it may be behind.
  package var isWritable: Bool { Self.poll(STDOUT_FILENO, POLLOUT) & POLLOUT != 0 }

  /// Shows a frame, writing only what differs from the one before.
  package func draw(_ grid: Grid) {
    guard isOpen else { return }
    if needsFullDraw { rescue.renewPasteMarks() }
    drawing.draw(grid, afresh: needsFullDraw)
    needsFullDraw = false
  }

  /// Makes the next frame write every cell, whatever is on the screen.
  package func redrawFully() { needsFullDraw = true }
}

// MARK: - Events

extension TerminalSession {
  /// What has happened; waits for it at most `timeout`, without end where that is nil.
  ///
  /// With `takesText`, text from a clipboard is let through as keys: the program is at a prompt.
  package func events(timeout: Duration?, takesText: Bool = false) -> [TerminalEvent] {
    guard isOpen else { return [] }
    var events = input.drain(takesText: takesText).events
    let waiting = wait(events.isEmpty ? timeout : .zero)
    events += signalEvents()
    let (keys, hasRead) = input.drain(takesText: takesText)
    events += keys
    if waiting & (POLLHUP | POLLERR | POLLNVAL) != 0 { die(by: SIGHUP) }
    if waiting & POLLIN != 0, !hasRead, isAtEnd { die(by: SIGHUP) }
    return events
  }

  /// Nothing can be read, and yet reading does not wait: the other end is gone.
  private var isAtEnd: Bool {
    Self.poll(keyboard, POLLIN) & POLLIN != 0 && cn_waiting_bytes(keyboard) == 0
  }

  /// Waits for keys and signals; gives what poll says of the keyboard.
  private func wait(_ timeout: Duration?) -> Int32 {
    var descriptors = [
      pollfd(fd: keyboard, events: Int16(POLLIN), revents: 0),
      pollfd(fd: rescue.signals, events: Int16(POLLIN), revents: 0),
    ]
    let count = Glibc.poll(&descriptors, 2, Self.milliseconds(timeout))
    return count > 0 ? Int32(descriptors[0].revents) : 0
  }

  /// What the handlers wrote since.
  private func signalEvents() -> [TerminalEvent] {
    var numbers = [UInt8](repeating: 0, count: 4096)
    let count = read(rescue.signals, &numbers, numbers.count)
    guard count > 0 else { return [] }
    var events: [TerminalEvent] = []
    let arrived = Set(numbers[..<count].map(Int32.init))
    for number in [SIGTERM, SIGHUP, SIGQUIT] where arrived.contains(number) { die(by: number) }
    if arrived.contains(SIGINT) {
      rescue.served()
      // The terminal has thrown away what was still on its way to the screen.
      needsFullDraw = true
      events.append(.interrupted)
    }
    if arrived.contains(SIGCONT) {
      // ncurses saw no stop by SIGSTOP, after which the modes are the shell's.
      reset_prog_mode()
      needsFullDraw = true
      events.append(.resumed)
    }
    if arrived.contains(SIGWINCH) || arrived.contains(SIGCONT) { events += resize() }
    return events
  }

  private func resize() -> [TerminalEvent] {
    let new = TerminalDescription.size(of: STDOUT_FILENO)
    guard new != size else { return [] }
    size = new
    resizeterm(Int32(new.rows), Int32(new.columns))
    return [.resized(new)]
  }
}

// MARK: - Private

extension TerminalSession {
  /// Standard input where that is a terminal, else the controlling terminal.
  private static func openKeyboard() throws(TerminalError) -> (Int32, UnsafeMutablePointer<FILE>) {
    var descriptor = STDIN_FILENO
    if isatty(descriptor) == 0 {
      descriptor = Glibc.open("/dev/tty", O_RDWR | O_CLOEXEC | O_NOCTTY)
      guard descriptor >= 0 else { throw .noKeyboard }
    }
    guard let stream = fdopen(descriptor, "r") else { throw .refused(call: "fdopen", errno: errno) }
    return (descriptor, stream)
  }

  /// Ctrl-S and Ctrl-Q are keys like others: a program that a stray Ctrl-S stops looks hung.
  ///
  /// ncurses is told, so that it sets the same modes after a stop.
  private static func takeFlowControlKeys(_ keyboard: Int32) {
    var modes = termios()
    guard tcgetattr(keyboard, &modes) == 0 else { return }
    modes.c_iflag &= ~tcflag_t(IXON)
    tcsetattr(keyboard, TCSANOW, &modes)
    def_prog_mode()
  }

  /// Starts ncurses at a size of ours: it would trust LINES, and any size, more than we do.
  private static func start(
    _ name: String, size: Size, _ keyboard: UnsafeMutablePointer<FILE>
  ) -> OpaquePointer? {
    let given = ["LINES": "\(size.rows)", "COLUMNS": "\(size.columns)"]
    let former = given.keys.map { ($0, TerminalDescription.environment($0)) }
    for (variable, value) in given { setenv(variable, value, 1) }
    defer {
      for (variable, value) in former {
        if let value { setenv(variable, value, 1) } else { unsetenv(variable) }
      }
    }
    return newterm(name, cn_standard_output(), keyboard)
  }

  private static func poll(_ descriptor: Int32, _ events: Int32) -> Int32 {
    var one = pollfd(fd: descriptor, events: Int16(events), revents: 0)
    return Glibc.poll(&one, 1, 0) > 0 ? Int32(one.revents) : 0
  }

  /// For poll: rounded up, so that a wait is never cut into many of nothing; -1 is without end.
  private static func milliseconds(_ timeout: Duration?) -> Int32 {
    guard let timeout else { return -1 }
    let (seconds, attoseconds) = timeout.components
    let rounded = seconds * 1000 + (attoseconds + 999_999_999_999_999) / 1_000_000_000_000_000
    return Int32(clamping: max(0, rounded))
  }
}

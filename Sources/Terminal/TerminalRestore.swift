import CNcurses
import Glibc
import Screen

/// The terminal as it was found, and the signals that must put it back.
///
/// The bytes that leave the screen are computed before the first mode is changed and handed to the
/// handlers of `shim.h`, which can do no more than write them. The only file that uses `cn_rescue`.
struct TerminalRestore {
  private let tty: Int32
  private let modes: termios
  /// What the handlers write for the signals that do not end the program at once.
  let signals: Int32
  private let signalsIn: Int32

  /// Takes the modes of `tty` and installs the handlers.
  ///
  /// Terminfo of the terminal must be loaded.
  init(tty: Int32, size: Size, colours: TerminalCapabilities.Colours) throws(TerminalError) {
    var modes = termios()
    guard tcgetattr(tty, &modes) == 0 else { throw .refused(call: "tcgetattr", errno: errno) }
    var (reading, writing): (Int32, Int32) = (-1, -1)
    guard cn_pipe(&reading, &writing) != 0 else { throw .refused(call: "pipe", errno: errno) }
    self.tty = tty
    self.modes = modes
    signals = reading
    signalsIn = writing
    let bytes = Self.leavingBytes(size: size, colours: colours)
    let armed = bytes.withUnsafeBufferPointer { buffer in
      cn_rescue_arm(tty, signalsIn, &modes, buffer.baseAddress, Int32(buffer.count))
    }
    guard armed != 0 else { throw .refused(call: "terminfo", errno: ERANGE) }
  }

  /// Asks the terminal to mark what a clipboard sends, from now on and after every stop.
  ///
  /// ncurses must have been started: its handler of Ctrl-Z is called by ours.
  func beginPasteMarks() {
    guard Self.knowsPasteMarks else { return }
    Self.pasteMarks.on.withCString { on in
      Self.pasteMarks.off.withCString { off in cn_paste_arm(STDOUT_FILENO, on, off) }
    }
  }

  /// Asks again, for where a shell may have ended it.
  func renewPasteMarks() { cn_paste_begin() }

  /// Before the screen is left.
  func endPasteMarks() { cn_paste_disarm() }

  private static let pasteMarks = (on: "\u{1B}[?2004h", off: "\u{1B}[?2004l")

  /// Terminfo names the mode, or the terminal is of xterm's kin, which ignores a mode it does not know.
  private static var knowsPasteMarks: Bool {
    if cn_terminal_string("BE") != nil { return true }
    return cn_terminal_string("smcup").map { String(cString: $0).contains("[?1049h") } ?? false
  }

  /// The loop has seen the signal that was to end the program.
  func served() { cn_rescue_served() }

  /// Gives signals their defaults again; the terminal is as it was.
  func disarm() {
    cn_rescue_disarm()
    close(signals)
    close(signalsIn)
  }

  /// Puts the modes back, for where ncurses did not.
  func restoreModes() {
    var modes = modes
    tcsetattr(tty, TCSADRAIN, &modes)
  }

  /// Gives the signals of our own faults, and that of a closed pipe, the system's default.
  ///
  /// Swift's runtime would otherwise hold the terminal for half a minute after a trap, and a program
  /// whose parent ignores SIGPIPE would inherit that.
  static func takeDefaultSignals() {
    for number in [SIGPIPE, SIGSEGV, SIGBUS, SIGILL, SIGTRAP, SIGFPE, SIGABRT, SIGSYS, SIGQUIT] {
      signal(number, SIG_DFL)
    }
  }

  /// Dies by a signal, so that the parent sees which.
  static func die(by number: Int32) -> Never {
    cn_die(number)
    exit(128 + number)
  }

  /// What turns the keypad off, the looks and the cursor to normal, and leaves the screen.
  private static func leavingBytes(size: Size, colours: TerminalCapabilities.Colours) -> [CChar] {
    var names = ["rmkx", "sgr0"]
    if colours != .none { names.append("op") }
    names.append("cnorm")
    var bytes = names.flatMap { unpadded(cn_terminal_string($0)) }
    if knowsPasteMarks { bytes += pasteMarks.off.utf8.map(CChar.init) }
    if let leave = cn_terminal_string("rmcup") {
      bytes += unpadded(leave)
    } else {
      bytes += unpadded(cn_terminal_string("clear"))
      bytes += unpadded(cn_cursor_position(Int32(max(0, size.rows - 1)), 0))
    }
    return bytes + [CChar(UInt8(ascii: "\r"))]
  }

  /// A terminfo string without its `$<5>` delays.
  private static func unpadded(_ string: UnsafePointer<CChar>?) -> [CChar] {
    guard let string else { return [] }
    var bytes: [CChar] = []
    var at = string
    while at.pointee != 0 {
      if at.pointee == CChar(UInt8(ascii: "$")), at[1] == CChar(UInt8(ascii: "<")) {
        while at.pointee != 0, at.pointee != CChar(UInt8(ascii: ">")) { at += 1 }
        if at.pointee != 0 { at += 1 }
        continue
      }
      bytes.append(at.pointee)
      at += 1
    }
    return bytes
  }
}

import CNcurses
import Glibc
import Screen

/// Reads the keyboard through ncurses until nothing is left.
struct TerminalInput {
  /// Read less than this long ago, bytes may belong together.
  static let pause = Duration.milliseconds(100)
  /// A paste that is silent for so long has lost its end.
  private static let longestPause = Duration.seconds(2)

  /// A pad of its own, because reading from the screen's window would first show what is half drawn.
  private let pad = newpad(1, 1)
  private var decoder = KeyDecoder(codes: Self.codes)
  private var guardian = PasteGuard()
  private var lastRead: ContinuousClock.Instant?

  /// Teaches ncurses more sequences; it must have been started.
  init() {
    keypad(pad, true)
    nodelay(pad, true)
    // It would take the first bytes of a mouse report and leave the rest to look like keys.
    define_key(nil, KEY_MOUSE)
    for (sequence, code) in Self.alternatives where Self.codes[key_defined(sequence)] == nil {
      define_key(sequence, code)
    }
  }

  /// The events of all that has arrived, and whether anything had.
  mutating func drain(takesText: Bool) -> (events: [TerminalEvent], hasRead: Bool) {
    var input: [Int32] = []
    while true {
      let code = wgetch(pad)
      if code == ERR { break }
      input.append(code)
    }
    if input.isEmpty { return ([], false) }
    let now = ContinuousClock.now
    let silence = lastRead.map { now - $0 } ?? .seconds(3600)
    let isLate = silence > Self.pause
    lastRead = now
    let events = decoder.events(
      for: input, isLate: isLate, endsPaste: silence > Self.longestPause)
    return (takesText ? events : guardian.guarded(events, isLate: isLate), true)
  }

  /// The keys that ncurses has numbers for.
  private static let codes: [Int32: Key] = {
    var codes: [Int32: Key] = [
      KEY_UP: .up, KEY_DOWN: .down, KEY_LEFT: .left, KEY_RIGHT: .right, KEY_HOME: .home,
      KEY_END: .end, KEY_PPAGE: .pageUp, KEY_NPAGE: .pageDown, KEY_ENTER: .enter,
      KEY_BTAB: .backTab, KEY_BACKSPACE: .backspace, KEY_DC: .delete, KEY_A1: .home,
      KEY_A3: .pageUp, KEY_C1: .end, KEY_C3: .pageDown, KEY_FIND: .home, KEY_SELECT: .end,
      KEY_LL: .end,
    ]
    for number in 1...12 { codes[cn_key_f(Int32(number))] = .function(number) }
    return codes
  }()

  /// What terminals send whose description is not the one that TERM names.
  private static let alternatives: [(String, Int32)] =
    [
      ("A", KEY_UP), ("B", KEY_DOWN), ("C", KEY_RIGHT), ("D", KEY_LEFT), ("H", KEY_HOME),
      ("F", KEY_END),
    ].flatMap { [("\u{1B}[\($0.0)", $0.1), ("\u{1B}O\($0.0)", $0.1)] }
    + [
      (1, KEY_HOME), (7, KEY_HOME), (4, KEY_END), (8, KEY_END), (5, KEY_PPAGE), (6, KEY_NPAGE),
      (3, KEY_DC), (11, cn_key_f(1)), (12, cn_key_f(2)), (13, cn_key_f(3)), (14, cn_key_f(4)),
      (15, cn_key_f(5)),
    ].map { ("\u{1B}[\($0.0)~", $0.1) }
    + [("\u{1B}[Z", KEY_BTAB), ("\u{1B}OP", cn_key_f(1)), ("\u{1B}[[E", cn_key_f(5))]
}

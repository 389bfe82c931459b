import Glibc

/// The modes of a terminal and the flags of its descriptor, field by field.
public struct TerminalState: Equatable, Sendable {
  public let input: UInt32
  public let output: UInt32
  public let control: UInt32
  public let local: UInt32
  public let characters: [UInt8]
  public let flags: Int32

  init(of descriptor: Int32) {
    var modes = termios()
    tcgetattr(descriptor, &modes)
    input = modes.c_iflag
    output = modes.c_oflag
    control = modes.c_cflag
    local = modes.c_lflag
    characters = withUnsafeBytes(of: modes.c_cc) { Array($0) }
    flags = fcntl(descriptor, F_GETFL)
  }
}

/// What a program's output leaves a terminal in, read from its sequences.
public enum RestoredTerminal {
  /// Everything that is left changed, in words; empty where the terminal is as it was.
  public static func faults(in log: [UInt8]) -> [String] {
    var faults: [String] = []
    for (mode, isSet) in privateModes(in: log).sorted(by: { $0.key < $1.key }) {
      // 25 shows the cursor and 7 wraps lines: both are on to begin with.
      if isSet != ([7, 25].contains(mode)) { faults.append("mode ?\(mode) is left changed") }
    }
    if last("\u{1B}=", in: log) > last("\u{1B}>", in: log) {
      faults.append("the keypad is left on")
    }
    if let look = lastLook(in: log), !["", "0", "39;49"].contains(look) {
      faults.append("the look is left at \(look)")
    }
    if !endsAtColumnZero(log) { faults.append("the cursor is not left in column 0") }
    return faults
  }

  /// The last setting of each `CSI ? n h` and `CSI ? n l`.
  static func privateModes(in log: [UInt8]) -> [Int: Bool] {
    var modes: [Int: Bool] = [:]
    for sequence in controlSequences(in: log) {
      guard let last = sequence.last, sequence.first == "?", last == "h" || last == "l" else {
        continue
      }
      for number in sequence.dropFirst().dropLast().split(separator: ";") {
        if let number = Int(number) { modes[number] = last == "h" }
      }
    }
    return modes
  }

  /// What stands between `ESC [` and the byte that ends it, that byte included.
  public static func controlSequences(in log: [UInt8]) -> [String] {
    var sequences: [String] = []
    var at = 0
    while let start = log.firstRange(of: [0x1B, 0x5B], from: at) {
      let end = log[start.upperBound...].firstIndex { 0x40...0x7E ~= $0 } ?? log.count - 1
      if end < start.upperBound { break }
      sequences.append(String(decoding: log[start.upperBound...end], as: UTF8.self))
      at = end + 1
    }
    return sequences
  }

  private static func lastLook(in log: [UInt8]) -> String? {
    controlSequences(in: log).last { $0.last == "m" }.map { String($0.dropLast()) }
  }

  /// Nothing is shown after the cursor was last sent to column 0.
  private static func endsAtColumnZero(_ log: [UInt8]) -> Bool {
    let returns = max(last("\r", in: log), last("\n", in: log))
    return returns >= 0 && visibleText(in: Array(log[(returns + 1)...])).isEmpty
  }

  /// What is shown of a log: all but sequences and control bytes.
  public static func visibleText(in log: [UInt8]) -> String {
    var text: [UInt8] = []
    var rest = log[...]
    while let byte = rest.popFirst() {
      if byte != 0x1B {
        if byte >= 0x20, byte != 0x7F { text.append(byte) }
      } else if let kind = rest.popFirst() {
        switch kind {
        case UInt8(ascii: "["): rest = rest.drop { !(0x40...0x7E ~= $0) }.dropFirst()
        case UInt8(ascii: "("), UInt8(ascii: ")"): rest = rest.dropFirst()
        default: break
        }
      }
    }
    return String(decoding: text, as: UTF8.self)
  }

  private static func last(_ text: String, in log: [UInt8]) -> Int {
    let wanted = Array(text.utf8)
    var place = -1
    var at = 0
    while let range = log.firstRange(of: wanted, from: at) {
      place = range.lowerBound
      at = range.upperBound
    }
    return place
  }
}

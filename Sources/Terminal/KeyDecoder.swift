import Screen

/// Turns what ncurses reads (bytes, and codes above 255 for the keys it knows) into keys.
///
/// Pure, and total: whatever arrives, nothing is taken for a key that was not pressed as one. Sequences
/// that no table knows (focus reports, mouse reports, keys of newer protocols) are swallowed whole. What
/// stands between the marks of a bracketed paste is text. UTF-8 is put together here, so that a
/// character that arrives in two parts is not lost.
nonisolated struct KeyDecoder {
  private enum State: Equatable {
    case ground
    case escape
    /// Inside `ESC [`, with what came since.
    case control([UInt8])
    case single
    /// So many bytes belong to a mouse report.
    case skip(Int)
  }

  private var state = State.ground
  private var partial: [UInt8] = []
  /// The text since the mark that begins a paste; nil outside one.
  private var pasted: String.UnicodeScalarView?
  /// Scalars that are kept of a paste.
  private static let longestPaste = 4096
  private let codes: [Int32: Key]

  /// `codes` are the numbers of ncurses for keys.
  init(codes: [Int32: Key]) { self.codes = codes }

  /// The events of everything that was read at once.
  ///
  /// `isLate` where nothing was read for a while
  /// before it, so that nothing of it can be the rest of a sequence. A paste may pause; it is given up
  /// where the silence was so long that its end is not to come.
  mutating func events(
    for input: [Int32], isLate: Bool = false, endsPaste: Bool = false
  ) -> [TerminalEvent] {
    if endsPaste { pasted = nil }
    if isLate, pasted == nil {
      state = .ground
      partial = []
    }
    var events: [TerminalEvent] = []
    for code in input { take(code, &events) }
    if state == .escape, pasted == nil {
      state = .ground
      emit(.escape, &events)
    }
    return events
  }

  private mutating func emit(_ key: Key, _ events: inout [TerminalEvent]) {
    guard let count = pasted?.count else {
      events.append(.key(key))
      return
    }
    guard count < Self.longestPaste else { return }
    switch key {
    case .character(let scalar): pasted?.append(scalar)
    case .enter: pasted?.append("\n")
    case .tab: pasted?.append("\t")
    case .control, .up, .down, .left, .right, .home, .end, .pageUp, .pageDown, .backTab, .escape,
      .backspace, .delete, .function:
      break
    }
  }

  private mutating func take(_ code: Int32, _ events: inout [TerminalEvent]) {
    guard let byte = UInt8(exactly: code) else {
      if state == .escape { emit(.escape, &events) }
      state = .ground
      if let key = codes[code] { emit(key, &events) }
      return
    }
    switch state {
    case .ground: takeGround(byte, &events)
    case .escape: takeEscaped(byte, &events)
    case .control(let before): takeControl(before + [byte], &events)
    case .single: state = .ground
    case .skip(let count): state = count > 1 ? .skip(count - 1) : .ground
    }
  }

  private mutating func takeGround(_ byte: UInt8, _ events: inout [TerminalEvent]) {
    if byte >= 0x80 || !partial.isEmpty { return takeUTF8(byte, &events) }
    switch byte {
    case 0x1B: state = .escape
    case 0x0A, 0x0D: emit(.enter, &events)
    case 0x09: emit(.tab, &events)
    case 0x08, 0x7F: emit(.backspace, &events)
    case 0x01...0x1A: emit(.control(Unicode.Scalar(byte | 0x60)), &events)
    case 0x20..<0x7F: emit(.character(Unicode.Scalar(byte)), &events)
    default: break
    }
  }

  private mutating func takeUTF8(_ byte: UInt8, _ events: inout [TerminalEvent]) {
    let continues = byte & 0xC0 == 0x80
    if continues == partial.isEmpty {
      // A stray continuation, or a character that broke off: what comes next begins anew.
      partial = []
      if !continues { takeGround(byte, &events) }
      return
    }
    partial.append(byte)
    let length = partial[0] >= 0xF0 ? 4 : partial[0] >= 0xE0 ? 3 : 2
    guard partial.count == length else { return }
    let character = String(validating: partial, as: UTF8.self)
    partial = []
    if let scalar = character?.unicodeScalars.first, scalar.isShowable, scalar.columns > 0 {
      emit(.character(scalar), &events)
    }
  }

  private mutating func takeEscaped(_ byte: UInt8, _ events: inout [TerminalEvent]) {
    state = .ground
    switch byte {
    case UInt8(ascii: "["): state = .control([])
    case UInt8(ascii: "O"): state = .single
    default:
      emit(.escape, &events)
      takeGround(byte, &events)
    }
  }

  /// `sequence` is what came since `ESC [`, to the byte that ends it.
  private mutating func takeControl(_ sequence: [UInt8], _ events: inout [TerminalEvent]) {
    let last = sequence[sequence.count - 1]
    if sequence.count > 64 || last < 0x20 || last >= 0x7F {
      state = .ground
      if last == 0x1B { state = .escape }
      return
    }
    if last < 0x40 {
      state = .control(sequence)
      return
    }
    switch String(decoding: sequence, as: UTF8.self) {
    case "[": state = .single
    case "M": state = .skip(3)
    case "200~":
      state = .ground
      pasted = String.UnicodeScalarView()
    case "201~":
      state = .ground
      if let pasted, !pasted.isEmpty { events.append(.pastedText(String(pasted))) }
      pasted = nil
    default: state = .ground
    }
  }
}

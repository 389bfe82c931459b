import CNcurses
import Glibc
import Screen

/// Finds out which terminal this is, and what it and the locale can show, without writing to it.
struct TerminalDescription {
  let name: String
  let capabilities: TerminalCapabilities

  init(options: TerminalOptions) throws(TerminalError) {
    var notices: [SafeText] = []
    name = try Self.load(options: options, notices: &notices)
    for capability in ["cup", "clear"] where cn_terminal_string(capability) == nil {
      throw .terminalTooSimple(name: SafeText(name))
    }
    let glyphs = Self.glyphs(options: options, notices: &notices)
    let colours = TerminalCapabilities.colours(
      terminfo: Int(tigetnum("colors")), choice: options.colour,
      noColor: Self.environment("NO_COLOR"))
    capabilities = TerminalCapabilities(colours: colours, glyphs: glyphs, notices: notices)
  }

  /// The size that the terminal says, else LINES and COLUMNS, else 80×24; at most 1000 each way.
  static func size(of tty: Int32) -> Size {
    var columns: Int32 = 0
    var rows: Int32 = 0
    if cn_window_size(tty, &columns, &rows) == 0 {
      columns = environment("COLUMNS").flatMap { Int32($0) } ?? 0
      rows = environment("LINES").flatMap { Int32($0) } ?? 0
      if columns <= 0 || rows <= 0 { (columns, rows) = (80, 24) }
    }
    return Size(columns: min(1000, Int(columns)), rows: min(1000, Int(rows)))
  }

  static func environment(_ name: String) -> String? { getenv(name).map { String(cString: $0) } }

  /// Loads the description of the terminal that is asked for, or of one very like it.
  private static func load(
    options: TerminalOptions, notices: inout [SafeText]
  ) throws(TerminalError) -> String {
    if let name = options.name, !name.isEmpty {
      guard isKnown(name) else { throw .terminalUnknown(name: SafeText(name)) }
      return name
    }
    guard let name = environment("TERM"), !name.isEmpty else { throw .terminalNotNamed }
    if isKnown(name) { return name }
    for likely in ["xterm-256color", "xterm"] where isKnown(likely) {
      let unknown = SafeText(name).truncated(to: 40)
      notices.append("unknown terminal '" + unknown + "' in TERM; used " + SafeText(likely))
      return likely
    }
    throw .terminalUnknown(name: SafeText(name))
  }

  private static func isKnown(_ name: String) -> Bool {
    var error: Int32 = 0
    return name.withCString { setupterm($0, STDOUT_FILENO, &error) } == OK
  }

  /// Takes the locale's characters, and with them what ncurses can draw.
  private static func glyphs(options: TerminalOptions, notices: inout [SafeText]) -> GlyphSet {
    let known = setlocale(LC_CTYPE, "") != nil
    if !known { notices.append("the locale of LANG or LC_ALL is not installed; used plain ASCII") }
    if options.glyphs == .ascii { return .ascii }
    if String(cString: nl_langinfo(nl_item(CODESET))) == "UTF-8" { return .unicode }
    if options.glyphs == .unicode, setlocale(LC_CTYPE, "C.UTF-8") != nil { return .unicode }
    return .ascii
  }
}

import CNcurses
import Screen

/// Puts a frame on the screen by writing what differs from the frame before.
///
/// Rows are compared with the rows shown last; from a row that differs, one run of cells goes to
/// ncurses, which writes as few bytes as it can.
struct TerminalDrawing {
  private let capabilities: TerminalCapabilities
  private var shown: Grid?
  private var looks: [Style: (attributes: Int32, pair: Int32)] = [:]
  private var run: [cchar_t] = []

  /// Starts colours if there are any; ncurses must have been started.
  init(capabilities: TerminalCapabilities) {
    self.capabilities = capabilities
    if capabilities.colours != .none {
      start_color()
      use_default_colors()
    }
  }

  /// Draws a frame; with `afresh`, writes every cell of it.
  mutating func draw(_ grid: Grid, afresh: Bool = false) {
    let frame = grid.spelled(in: capabilities.glyphs)
    let screen = cn_screen()
    if afresh || shown?.size != frame.size {
      shown = nil
      wclear(screen)
    }
    for row in 0..<frame.size.rows {
      guard let columns = changed(row, of: frame) else { continue }
      fillRun(frame.row(row)[columns])
      let start = Int32(columns.lowerBound - row * frame.size.columns)
      wmove(screen, Int32(row), start)
      wadd_wchnstr(screen, run, Int32(run.count))
    }
    shown = frame
    cn_hold_stop(1)
    wrefresh(screen)
    cn_hold_stop(0)
  }

  /// The part of a row, as a range of `cells`, that is not yet on the screen; wide glyphs whole.
  private func changed(_ row: Int, of frame: Grid) -> Range<Int>? {
    let new = frame.row(row)
    guard let old = shown?.row(row) else { return new.isEmpty ? nil : new.indices }
    guard let first = new.indices.first(where: { new[$0] != old[$0] }),
      let last = new.indices.last(where: { new[$0] != old[$0] })
    else { return nil }
    return (new[first].kind == .tail ? first - 1 : first)..<last + 1
  }

  private mutating func fillRun(_ cells: ArraySlice<Cell>) {
    run.removeAll(keepingCapacity: true)
    var style = Style.plain
    var look = self.look(of: style)
    for cell in cells where cell.kind != .tail {
      if cell.style != style {
        style = cell.style
        look = self.look(of: style)
      }
      var character = cchar_t()
      cn_set_cell(
        &character, cell.scalar.value, cell.marks.x, cell.marks.y, look.attributes, look.pair)
      run.append(character)
    }
  }

  private mutating func look(of style: Style) -> (attributes: Int32, pair: Int32) {
    if let known = looks[style] { return known }
    var attributes: Int32 = 0
    if style.attributes.contains(.bold) { attributes |= Int32(cn_bold) }
    if style.attributes.contains(.underline) { attributes |= Int32(cn_underline) }
    if style.attributes.contains(.reverse) { attributes |= Int32(cn_reverse) }
    let look = (attributes: attributes, pair: pair(of: style))
    looks[style] = look
    return look
  }

  private func pair(of style: Style) -> Int32 {
    guard let foreground = style.foreground, let background = style.background else { return 0 }
    switch capabilities.colours {
    case .none: return 0
    case .full: return max(0, alloc_pair(Int32(foreground), Int32(background)))
    case .eight:
      let pair = ColourMap.eight(foreground: foreground, background: background)
      return max(0, alloc_pair(Int32(pair.foreground), Int32(pair.background)))
    }
  }
}

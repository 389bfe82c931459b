import Screen

/// The search for the best places of a picture's panels in a rectangle.
struct Placement {
  typealias Density = PanelLayout.Density

  /// Titles are given their width, or may be cut.
  private struct Way {
    var density: Density
    var cutsTitles: Bool

    static let all = [
      Way(density: .roomy, cutsTitles: false), Way(density: .close, cutsTitles: false),
      Way(density: .close, cutsTitles: true), Way(density: .tight, cutsTitles: true),
    ]
  }

  /// Fewer rows of the main panel than these are not worth the small panels above it.
  fileprivate static let mainRows = 5
  /// And other panels join it only where these are left.
  fileprivate static let spareRows = 6
  /// More columns of cells than these need not all be seen.
  private static let longRow = 8

  private let picture: Picture
  private let area: Rect
  private let way: Way

  static func best(_ picture: Picture, in area: Rect) -> [Arrangement.Placed] {
    guard !picture.panels.isEmpty, !area.isEmpty else { return [] }
    for chosen in picture.choices {
      if let placed = best(picture, chosen, in: area) {
        return joined(chosen, placed, picture, in: area)
      }
    }
    return []
  }

  /// The best way for these panels; nil where none of them leaves each enough of itself.
  private static func best(
    _ picture: Picture, _ chosen: PanelChoice, in area: Rect
  ) -> [Arrangement.Placed]? {
    var best: (clipped: Int, placed: [Arrangement.Placed])?
    for way in Way.all {
      let placement = Placement(picture: picture, area: area, way: way)
      let placed = placement.placed(chosen)
      guard placement.isGood(placed, of: chosen) || chosen.panels.count == 1 else { continue }
      let clipped = placement.clipped(placed)
      if clipped < best?.clipped ?? .max { best = (clipped, placed) }
      if clipped == 0 { break }
    }
    return best?.placed
  }

  /// As many of the other panels as fit beside those that are placed, the most wanted first.
  private static func joined(
    _ chosen: PanelChoice, _ placed: [Arrangement.Placed], _ picture: Picture, in area: Rect
  ) -> [Arrangement.Placed] {
    guard chosen.takesOthers else { return placed }
    var (chosen, placed) = (chosen, placed)
    for panel in picture.panels.indices.sorted(by: picture.isWantedBefore)
    where !chosen.panels.contains(panel) {
      var more = chosen
      more.panels = (chosen.panels + [panel]).sorted()
      more.mainRows = Placement.spareRows
      guard let better = best(picture, more, in: area) else { continue }
      (chosen, placed) = (more, better)
    }
    // Where the rest finds room under the panels at the right, nothing is missing any more.
    chosen.below = picture.panels.indices.filter { !chosen.panels.contains($0) }
    chosen.panels = Array(picture.panels.indices)
    return best(picture, chosen, in: area) ?? placed
  }
}

// MARK: - Which panels

/// Panels that are to be on the screen together.
private struct PanelChoice {
  /// In reading order.
  var panels: [Int]
  /// The one that takes the place of the main panel.
  var main: Int?
  /// Others may join where there is room.
  var takesOthers = false
  /// Small panels that stand at the right of the main one, below those that belong there.
  var below: [Int] = []
  /// Rows that are left to the main panel.
  var mainRows = Placement.mainRows
}

extension Picture {
  /// Sets of panels to be tried, the most wanted first; the last is the focused panel alone.
  fileprivate var choices: [PanelChoice] {
    let focus = focusedPanel.flatMap { panels.indices.contains($0) ? $0 : nil }
    let main = panels.indices.last { panels[$0].place == .main }
    let alone = PanelChoice(panels: [focus ?? main ?? 0], main: focus ?? main ?? 0)
    if isZoomed { return [alone] }
    var choices = [PanelChoice(panels: Array(panels.indices), main: main)]
    if let main {
      let sides = Array(panels.indices[(main + 1)...].prefix { panels[$0].place == .side })
      let wanted = Set([main, focus ?? main] + sides).sorted()
      choices.append(PanelChoice(panels: wanted, main: main, takesOthers: true))
      if let focus, focus != main, !sides.contains(focus) {
        choices.append(PanelChoice(panels: [focus] + sides, main: focus))
      }
    } else {
      // Fewer and fewer neighbours of the focused panel.
      for count in stride(from: panels.count - 1, to: 1, by: -1) {
        let first = max(0, min(alone.panels[0] - count / 2, panels.count - count))
        choices.append(PanelChoice(panels: Array(first..<first + count)))
      }
    }
    return choices + [alone]
  }

  /// What the step's formula reads comes first, then the reading order.
  fileprivate func isWantedBefore(_ left: Int, _ right: Int) -> Bool {
    (panels[left].isRead ? 0 : 1, left) < (panels[right].isRead ? 0 : 1, right)
  }
}

// MARK: - Bands

extension Placement {
  /// Panels side by side: a row of small ones, or a main one (`stack` false) with a column at its right.
  private struct Band {
    var panels: [Int]
    var sides: [Int] = []
    /// What fills the rows that the sides leave.
    var below: [Int] = []
    var isMain = false
    var height = 0
  }

  private func placed(_ chosen: PanelChoice) -> [Arrangement.Placed] {
    var bands = flowed(chosen)
    for (index, share) in heights(of: bands).enumerated() { bands[index].height = share }
    let edge =
      bands.filter { !$0.isMain }.map { $0.panels.reduce(0) { $0 + width($1) } }.max()
      ?? area.columns
    var row = area.row
    var placed: [Arrangement.Placed] = []
    for band in bands {
      let rect = Rect(row: row, column: area.column, rows: band.height, columns: area.columns)
      placed += band.isMain ? placedMain(band, in: rect, edge: edge) : placedRow(band, in: rect)
      row += band.height
    }
    return placed.sorted { $0.panel < $1.panel }
  }

  /// The rows of each band: small panels are whole where that leaves the main one enough, so that it is
  /// the one to scroll; else all give in.
  private func heights(of bands: [Band]) -> [Int] {
    let wanted = bands.map(height)
    let mains = bands.indices.filter { bands[$0].isMain }
    if mains.count == 1 {
      let main = mains[0]
      let least = Self.mainRows + layout(bands[main].panels[0]).headerRows + 2
      let left = area.rows - wanted.reduce(0, +) + wanted[main]
      if left >= min(least, wanted[main]) {
        return bands.indices.map { $0 == main ? min(left, wanted[$0]) : wanted[$0] }
      }
    }
    let weights = bands.map { !$0.isMain ? 2 : $0.below.isEmpty ? 3 : 4 }
    return Self.shares(of: area.rows, wanted: wanted, weights: weights)
  }

  /// The bands of the panels in reading order.
  private func flowed(_ chosen: PanelChoice) -> [Band] {
    var bands: [Band] = []
    var used = 0
    for panel in chosen.panels where !chosen.below.contains(panel) {
      let place = picture.panels[panel].place
      if place == .main || panel == chosen.main {
        bands.append(Band(panels: [panel], isMain: true))
      } else if place == .side, let last = bands.indices.last, bands[last].isMain {
        bands[last].sides.append(panel)
      } else if let last = bands.indices.last, !bands[last].isMain,
        used + width(panel) <= area.columns
      {
        bands[last].panels.append(panel)
        used += width(panel)
      } else {
        bands.append(Band(panels: [panel]))
        used = width(panel)
      }
    }
    if let main = bands.lastIndex(where: \.isMain) { bands[main].below = chosen.below }
    return bands
  }

  private func placedRow(_ band: Band, in rect: Rect) -> [Arrangement.Placed] {
    var column = rect.column
    var spare = rect.columns - band.panels.reduce(0) { $0 + width($1) }
    return band.panels.map { panel in
      let more = max(0, min(spare, natural(panel) - width(panel)))
      let size = (rows: min(rect.rows, height(panel)), columns: width(panel) + more)
      spare -= more
      defer { column += size.columns }
      return place(
        panel, Rect(row: rect.row, column: column, rows: size.rows, columns: size.columns))
    }
  }

  private func placedMain(_ band: Band, in rect: Rect, edge: Int) -> [Arrangement.Placed] {
    let sideWidth = min(band.sides.map(width).max() ?? 0, rect.columns / 2)
    let main = band.panels[0]
    // As far as the small panels above reach, unless most of it would be empty.
    let aligned = edge - sideWidth
    let least = max(width(main), min(titleWidth(main), aligned))
    let wanted = aligned <= 2 * least ? max(least, aligned) : least
    let mainWidth = min(wanted, rect.columns - sideWidth)
    var placed = [
      placeRoomily(
        main,
        Rect(
          row: rect.row, column: rect.column, rows: min(rect.rows, height(main)),
          columns: mainWidth))
    ]
    let own = min(rect.rows, band.sides.reduce(0) { $0 + height($1) })
    let shares =
      Self.shares(of: own, wanted: band.sides.map(height), weights: band.sides.map { _ in 1 })
      + Self.shares(
        of: rect.rows - own, wanted: band.below.map(height), weights: band.below.map { _ in 1 })
    var row = rect.row
    for (panel, rows) in zip(band.sides + band.below, shares) {
      let side = Rect(
        row: row, column: rect.column + mainWidth, rows: rows,
        columns: min(sideWidth, width(panel)))
      placed.append(placeRoomily(panel, side))
      row += rows
    }
    return placed
  }

  private func place(_ panel: Int, _ rect: Rect) -> Arrangement.Placed {
    Arrangement.Placed(panel: panel, rect: rect, layout: layout(panel))
  }

  /// As roomy as the rectangle lets it be: for panels that do not stand in a row with others.
  private func placeRoomily(_ panel: Int, _ rect: Rect) -> Arrangement.Placed {
    for density in Density.allCases where density < way.density {
      let layout = PanelLayout(picture.panels[panel], density: density)
      if layout.naturalWidth + 2 <= rect.columns {
        return Arrangement.Placed(panel: panel, rect: rect, layout: layout)
      }
    }
    return place(panel, rect)
  }
}

// MARK: - Sizes

extension Placement {
  private func layout(_ panel: Int) -> PanelLayout {
    PanelLayout(picture.panels[panel], density: way.density)
  }

  private func height(_ panel: Int) -> Int { layout(panel).naturalHeight }

  private func height(_ band: Band) -> Int {
    let first = band.panels.map(height).max() ?? 0
    return max(first, band.sides.reduce(0) { $0 + height($1) })
  }

  /// What a panel takes at least: all it wants, but a long row of cells lets others stand beside it.
  private func width(_ panel: Int) -> Int {
    let isLong = picture.panels[panel].place == .row && layout(panel).columnCount > Self.longRow
    return isLong ? min(natural(panel), max(24, area.columns / 3)) : natural(panel)
  }

  /// The width with borders that shows the title whole.
  private func titleWidth(_ panel: Int) -> Int {
    let content = picture.panels[panel]
    return max(content.titleRoom, SafeText(content.title.text).columns) + 6
  }

  private func natural(_ panel: Int) -> Int {
    let content = picture.panels[panel]
    let title = titleWidth(panel) - 2
    let shortest = content.shorterTitles.last.map { SafeText($0.text).columns + 4 } ?? 12
    let cells = layout(panel).naturalWidth
    let shown = way.cutsTitles ? min(title, max(cells, shortest)) : title
    return min(max(cells, shown) + 2, area.columns)
  }

  /// So much of `total` for each as it wants, as long as it lasts; then in proportion to the weights.
  static func shares(of total: Int, wanted: [Int], weights: [Int]) -> [Int] {
    var shares = [Int](repeating: 0, count: wanted.count)
    var open = Array(wanted.indices)
    var rest = total
    while !open.isEmpty {
      let weight = open.reduce(0) { $0 + weights[$1] }
      let content = open.filter { wanted[$0] * weight <= rest * weights[$0] }
      if content.isEmpty {
        for (place, index) in open.enumerated() {
          let left = open[place...].reduce(0) { $0 + weights[$1] }
          shares[index] = rest * weights[index] / left
          rest -= shares[index]
        }
        break
      }
      for index in content { shares[index] = wanted[index] }
      rest -= content.reduce(0) { $0 + wanted[$1] }
      open.removeAll(where: content.contains)
    }
    return shares
  }
}

// MARK: - Worth

extension Placement {
  /// Every panel is there with enough of itself to be worth its place.
  private func isGood(_ placed: [Arrangement.Placed], of chosen: PanelChoice) -> Bool {
    guard placed.count == chosen.panels.count else { return false }
    let hasMain = chosen.panels.contains { picture.panels[$0].place == .main }
    return placed.allSatisfy { place in
      let isMain = picture.panels[place.panel].place == .main
      let layout = place.layout
      let wanted =
        isMain ? chosen.mainRows : chosen.below.contains(place.panel) ? 2 : hasMain ? 3 : 4
      return place.visibleRows >= min(layout.rowCount, wanted)
        && place.rect.columns >= (chosen.below.contains(place.panel) ? width(place.panel) : 0)
        && place.visibleColumns(from: 0) >= min(layout.columnCount, 2)
    }
  }

  /// Cells that cannot be seen without scrolling.
  private func clipped(_ placed: [Arrangement.Placed]) -> Int {
    placed.reduce(0) { sum, place in
      let layout = place.layout
      let rows = min(layout.rowCount, 1 << 20)
      let columns = min(layout.columnCount, 1 << 20)
      guard !layout.isWhole else { return sum }
      let seenColumns = min(place.visibleColumns(from: 0), columns)
      return sum + rows * columns - min(place.visibleRows, rows) * seenColumns
    }
  }
}

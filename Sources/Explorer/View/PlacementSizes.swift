import Screen

/// How much room panels ask for, and what each gets of too little.
extension Placement {
  /// More columns of cells than these need not all be seen.
  private static let longRow = 8

  func layout(_ panel: Int) -> PanelLayout {
    PanelLayout(picture.panels[panel], density: way.density)
  }

  func height(_ panel: Int) -> Int { layout(panel).naturalHeight }

  func height(_ band: Band) -> Int {
    let first = band.panels.map(height).max() ?? 0
    return max(first, band.sides.reduce(0) { $0 + height($1) })
  }

  /// What a panel takes at least: all it wants, but a long row of cells lets others stand beside it.
  func width(_ panel: Int) -> Int {
    let isLong = picture.panels[panel].place == .row && layout(panel).columnCount > Self.longRow
    return isLong ? min(natural(panel), max(24, area.columns / 3)) : natural(panel)
  }

  /// The width with borders that shows the title whole.
  func titleWidth(_ panel: Int) -> Int {
    let content = picture.panels[panel]
    return max(content.titleRoom, SafeText(content.title.text).columns) + 6
  }

  func natural(_ panel: Int) -> Int {
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

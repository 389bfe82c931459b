import Screen

/// The search for the best places of a picture's panels in a rectangle.
struct Placement {
  typealias Density = PanelLayout.Density

  /// Titles are given their width, or may be cut.
  struct Way {
    var density: Density
    var cutsTitles: Bool

    static let all = [
      Way(density: .roomy, cutsTitles: false), Way(density: .close, cutsTitles: false),
      Way(density: .close, cutsTitles: true), Way(density: .tight, cutsTitles: true),
    ]
  }

  /// Fewer rows of the main panel than these are not worth the small panels above it.
  static let mainRows = 5
  /// And other panels join it only where these are left.
  static let spareRows = 6

  let picture: Picture
  let area: Rect
  let way: Way

  static func best(_ picture: Picture, in area: Rect) -> [Arrangement.Placed] {
    guard !picture.panels.isEmpty, !area.isEmpty else { return [] }
    for chosen in picture.panelChoices {
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

// MARK: - Worth

extension Placement {
  /// Every panel is there with enough of itself to be worth its place.
  func isGood(_ placed: [Arrangement.Placed], of chosen: PanelChoice) -> Bool {
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
  func clipped(_ placed: [Arrangement.Placed]) -> Int {
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

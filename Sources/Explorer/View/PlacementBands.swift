import Screen

/// The rows in which panels stand, one band below the other: small panels in reading order, and the main
/// panel with what is beside it.
extension Placement {
  /// Panels side by side: a row of small ones, or a main one (`stack` false) with a column at its right.
  struct Band {
    var panels: [Int]
    var sides: [Int] = []
    /// What fills the rows that the sides leave.
    var below: [Int] = []
    var isMain = false
    var height = 0
  }

  func placed(_ chosen: PanelChoice) -> [Arrangement.Placed] {
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

import Screen

/// The frame of a model: what the terminal, `render` and the tests show.
extension Model {
  /// Draws the model at a size, any size from 0×0 up.
  ///
  /// In ASCII where the settings say so, else in Unicode, with `Glyph.structuralZero` where a delta
  /// makes an entry zero; outlets spell it.
  package func frame(_ size: Size) -> Grid {
    let reading = reading
    var picture = scrolled(picture(of: reading), reading, to: size)
    if !picture.scalars.isEmpty { picture.scalarPlace = scalarPlace(of: picture, in: size) }
    let subjects = reading.map { reading in reading.subjects.map { SubjectReading(reading, $0) } }
    let grid = picture.frame(size) { panel, coordinates in
      guard let subjects, subjects.indices.contains(panel) else { return CellContent(.unknown) }
      // Colours show values alone, and a great many of them.
      if case .heat = picture.panels[panel].look {
        return CellContent(subjects[panel].value(at: coordinates))
      }
      return subjects[panel].cell(at: coordinates)
    }
    return settings.isASCII ? grid.spelled(in: .ascii) : grid
  }

  /// Where the scalars stand at every step of the link.
  ///
  /// The other steps are looked at as long as this one and those before leave room beside the panels.
  private func scalarPlace(of picture: Picture, in size: Size) -> Picture.ScalarPlace? {
    guard let link = stop?.link, !isZoomed else { return nil }
    let others = stops.indices.filter { stops[$0].link == link && $0 + 1 != stepNumber }
    let pictures = others.lazy.map { number in
      var other = self
      other.stepNumber = number + 1
      other.playback = nil
      return other.picture
    }
    return Picture.scalarPlace(of: picture, and: pictures, in: size)
  }

  /// The picture with every panel scrolled to the cell that belongs to the cursor, or to the product
  /// under way.
  ///
  /// Rows around it are seen on both sides. The offset follows from cell and size alone, so that a
  /// frame does not depend on the way that led to it.
  private func scrolled(_ picture: Picture, _ reading: StopReading?, to size: Size) -> Picture {
    guard let reading else { return picture }
    var picture = picture
    for place in Arrangement(picture, size: size).placed {
      let panel = picture.panels[place.panel]
      let subject = reading.subjects[place.panel]
      guard let position = panel.position(of: reading.cellInView(of: subject)) else {
        continue
      }
      let start = PanelContent.Offset(row: max(0, position.row - place.visibleRows / 2))
      picture.panels[place.panel].offset = place.offset(from: start, showing: position)
    }
    return picture
  }
}

extension StopReading {
  /// The cell of a panel that is to be seen: the cursor's own, a factor of the product under way, or
  /// the one that shares the cursor's letters.
  fileprivate func cellInView(of subject: Subject) -> [Int] {
    if let cell = underWay?.cells.first(where: { $0.variable == subject.variable }) {
      return cell.coordinates
    }
    return cursor.coordinates(in: subject)
  }
}

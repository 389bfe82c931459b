import Screen

/// Whether a step can be seen whole at a size, for those who prepare a lecture.
extension Model {
  /// The titles of panels of this step that are not on the screen, or of which cells must be scrolled
  /// to; empty where everything is seen.
  package func clippedPanels(at size: Size) -> [SafeText] {
    let picture = picture
    let arrangement = Arrangement(picture, size: size)
    return picture.panels.indices.filter { panel in
      guard let place = arrangement.placed.first(where: { $0.panel == panel }) else { return true }
      return place.visibleRows < place.layout.rowCount
        || place.visibleColumns(from: 0) < place.layout.columnCount
    }
    .map { SafeText(picture.panels[$0].title.text) }
  }
}

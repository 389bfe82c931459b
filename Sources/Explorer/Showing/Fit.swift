import Screen

/// How much of a step is seen at a size, for those who prepare a lecture.
package struct Fit: Equatable, Sendable {
  /// Panels that are not on the screen, by the names of their tensors.
  package let hidden: [SafeText]
  /// Panels of which some cells must be scrolled to.
  package let scrolling: [SafeText]
}

extension Model {
  /// What is seen of this step at a size.
  package func fit(_ size: Size) -> Fit {
    let picture = picture
    let arrangement = Arrangement(picture, size: size)
    var hidden: [SafeText] = []
    var scrolling: [SafeText] = []
    for (panel, content) in picture.panels.enumerated() {
      let name = SafeText(content.title.text.split(separator: " ").first.map(String.init) ?? "")
      guard let place = arrangement.placed.first(where: { $0.panel == panel }) else {
        hidden.append(name)
        continue
      }
      let isWhole =
        place.visibleRows >= place.layout.rowCount
        && place.visibleColumns(from: 0) >= place.layout.columnCount
      if !isWhole { scrolling.append(name) }
    }
    return Fit(hidden: hidden, scrolling: scrolling)
  }
}

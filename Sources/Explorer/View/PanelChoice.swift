/// Panels that are to be on the screen together.
struct PanelChoice {
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
  var panelChoices: [PanelChoice] {
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
  func isWantedBefore(_ left: Int, _ right: Int) -> Bool {
    (panels[left].isRead ? 0 : 1, left) < (panels[right].isRead ? 0 : 1, right)
  }
}

import Explorer
import MatrixCalculus

/// The default scene's pictures, built by hand from its numbers.
enum MatmulPicture {
  static let x: [[Double]] = [[1, 2, -1, 0], [0, 1, 3, 2], [-2, 1, 0, 1]]
  static let a: [[Double]] = [[1, 0], [2, -1], [0, 3], [1, 1]]
  static let y: [[Double]] = [[5, -5], [4, 10], [1, 0]]
  static let upstream: [[Double]] = [[1, -2], [0, 1], [-2, 0]]
  static let gradient: [[Double]] = [[5, -2], [0, -3], [-1, 5], [-2, 2]]

  /// Step 3, the cursor on ∂y₁₂/∂A₂₂: the example frame.
  static func sparsity(theme: Theme = .dark, depth: ColorDepth = .palette256) -> Picture {
    var picture = Picture(
      title: "Matrix product: where does dE/dA come from?",
      progress: Picture.Progress(step: 3, count: 8, name: "sparsity"), panels: panels,
      focusedPanel: 4, scalars: [Picture.Scalar(name: "E", text: "5")], keyBar: keyBar,
      theme: theme, depth: depth)
    picture.lines = [
      Picture.Line(
        .formula,
        "∂y/∂A[" + Phrase("i", .index("i")) + "," + Phrase("j", .index("j")) + ","
          + Phrase("k", .index("k")) + "," + Phrase("l", .index("l")) + "] = X["
          + Phrase("i", .index("i")) + "," + Phrase("k", .index("k")) + "]·"
          + Phrase("δ[j,l]", .delta)),
      Picture.Line(
        .reason,
        "∂y₁₂/∂A₂₂ = X₁₂ = " + Phrase("2", .value) + ", because " + Phrase("j", .index("j"))
          + " = " + Phrase("l", .index("l")) + " = 2"),
      Picture.Line(.spoken, "Only j = l survives."),
    ]
    return picture
  }

  /// Step 8: the closed form in its box.
  static func closedForm() -> Picture {
    var picture = sparsity()
    picture.progress = Picture.Progress(step: 8, count: 8, name: "closed form")
    picture.closedForm = Picture.ClosedForm(
      formula: "∂E/∂A = Xᵀ·∂E/∂y",
      certificate: "certified: three routes agree to 14 digits")
    picture.lines = [Picture.Line(.spoken, "One product instead of a 4-D tensor.")]
    picture.focusedPanel = 5
    return picture
  }

  static let keyBar = [
    Picture.KeyHint("←↑↓→", "cell"), Picture.KeyHint("Tab", "panel"),
    Picture.KeyHint("PgDn", "next", isEssential: true), Picture.KeyHint("PgUp", "back"),
    Picture.KeyHint("Space", "play"), Picture.KeyHint(":", "command", short: "cmd"),
    Picture.KeyHint("?", "help", isEssential: true),
    Picture.KeyHint("q", "quit", isEssential: true),
  ]

  static let panels: [PanelContent] = [
    matrix(Phrase("X", .name) + " " + Phrase("3×4", .faint), "i", 3, "k", 4),
    matrix(Phrase("A", .name) + " " + Phrase("4×2", .faint), "k", 4, "l", 2),
    matrix(Phrase("y = X·A", .name) + " " + Phrase("3×2", .faint), "i", 3, "j", 2),
    matrix(Phrase("∂E/∂y = y − T", .name) + " " + Phrase("3×2", .faint), "i", 3, "j", 2),
    jacobian,
    matrix(Phrase("∂E/∂A", .name) + " " + Phrase("4×2", .faint), "k", 4, "l", 2, place: .side),
  ]

  static let jacobian = PanelContent(
    title: Phrase("∂y/∂A", .name) + " " + Phrase("3×2×4×2", .faint) + " · nonzero where "
      + Phrase("j", .index("j")) + " = " + Phrase("l", .index("l")) + ": 24 of 48",
    place: .main,
    axes: [
      PanelContent.Axis(letter: "i", extent: 3), PanelContent.Axis(letter: "j", extent: 2),
      PanelContent.Axis(letter: "k", extent: 4), PanelContent.Axis(letter: "l", extent: 2),
    ], rows: [0, 2], columns: [1, 3], cursor: [0, 1, 1, 1], format: integers)

  static let integers = NumberFormat(for: [1, 2, -1, 0, 10])

  static func matrix(
    _ title: Phrase, _ rows: String, _ rowExtent: Int, _ columns: String, _ columnExtent: Int,
    place: PanelContent.Place = .row
  ) -> PanelContent {
    PanelContent(
      title: title, place: place,
      axes: [
        PanelContent.Axis(letter: rows, extent: rowExtent),
        PanelContent.Axis(letter: columns, extent: columnExtent),
      ], rows: [0], columns: [1], format: integers)
  }

  /// The cells of step 3.
  static func cell(_ panel: Int, _ at: [Int]) -> CellContent {
    let linked: [Int: [Int]] = [0: [0, 1], 1: [1, 1], 2: [0, 1], 3: [0, 1], 5: [1, 1]]
    let marks: CellContent.Marks = linked[panel] == at ? .linked : []
    switch panel {
    case 0: return CellContent(x[at[0]][at[1]], marks: marks)
    case 1: return CellContent(a[at[0]][at[1]], marks: marks)
    case 2: return CellContent(y[at[0]][at[1]], marks: marks)
    case 3: return CellContent(upstream[at[0]][at[1]], marks: marks)
    case 4:
      if at[1] != at[3] { return CellContent(.structuralZero) }
      return CellContent(x[at[0]][at[2]], marks: .pattern)
    default: return CellContent(.unknown, marks: marks)
    }
  }

  /// The same with the gradient known.
  static func solvedCell(_ panel: Int, _ at: [Int]) -> CellContent {
    panel == 5 ? CellContent(gradient[at[0]][at[1]]) : cell(panel, at)
  }
}

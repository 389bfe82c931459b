import Explorer
import MatrixCalculus
import Screen
import Testing

struct PictureFrameTests {
  static let pictures: [Picture] = {
    var pictures = [MatmulPicture.sparsity(), MatmulPicture.closedForm(), Picture()]
    var zoomed = MatmulPicture.sparsity()
    zoomed.isZoomed = true
    zoomed.spotlight = true
    pictures.append(zoomed)
    for overlay in overlays {
      var picture = MatmulPicture.sparsity(theme: .light, depth: .eight)
      picture.overlay = overlay
      pictures.append(picture)
    }
    var prompt = MatmulPicture.sparsity(theme: .highContrast)
    prompt.prompt = Picture.Prompt(mark: ":", text: "step 日本\u{1B}[2J 12", cursor: 7)
    pictures.append(prompt)
    var notice = MatmulPicture.sparsity(theme: .mono)
    notice.notice = Picture.Notice("no such name: 日本語 日本語 日本語", isWarning: true)
    notice.title = String(repeating: "日本", count: 60)
    pictures.append(notice)
    var blank = MatmulPicture.sparsity()
    blank.isBlank = true
    pictures.append(blank)
    pictures.append(huge)
    return pictures
  }()

  static let overlays: [Overlay] = [
    .help(
      sections: (1...4).map { section in
        Overlay.HelpSection(
          title: "Section \(section)",
          rows: (1...9).map { Overlay.HelpRow(keys: "PgDn \($0)", words: "does something") })
      }, offset: 5),
    .scenes(
      entries: (1...30).map { Overlay.SceneEntry(name: "scene\($0)", title: "A scene") },
      selected: 20),
    .report(
      title: "matmul.scene: 1 mistake",
      lines: ["matmul.scene:3:5: unknown name", "  y = Z @ A", "      ^"],
      offset: 0),
  ]

  /// An unfolding of 2⁶² rows and as many columns, scrolled far.
  static let huge: Picture = {
    let axes = ["i", "j", "k", "l"].map {
      PanelContent.Axis(letter: $0, name: "batch", extent: 1 << 31)
    }
    let panel = PanelContent(
      title: "J", place: .main, axes: axes, rows: [0, 2], columns: [1, 3],
      cursor: [1 << 30, 5, 7, 9], offset: PanelContent.Offset(row: 1 << 61, column: .max),
      format: NumberFormat(notation: .scientific(decimals: 2), width: 8))
    var empty = panel
    for axis in empty.axes.indices { empty.axes[axis].extent = 0 }
    return Picture(
      title: "huge", panels: [panel, empty, panel], focusedPanel: 0, keyBar: MatmulPicture.keyBar)
  }()

  @Test func nothingTrapsAtAnySize() {
    for picture in Self.pictures {
      for columns in [0, 1, 2, 3, 5, 8, 14, 20, 40, 41, 55, 79, 80, 81, 120, 300] {
        for rows in [0, 1, 2, 3, 4, 5, 8, 12, 13, 17, 23, 24, 25, 60, 100] {
          let size = Size(columns: columns, rows: rows)
          let grid = picture.frame(size) { panel, at in
            at.count == 4 && panel != 4 ? CellContent(1) : MatmulPicture.cell(panel, at)
          }
          grid.checkInvariants()
          if grid.size != size { Issue.record("\(size)") }
        }
      }
    }
  }

  /// Marks a cell is asked for lie inside its tensor, and no more are asked than can be seen.
  @Test func asksForVisibleCellsOnly() {
    var asked = 0
    _ = Self.huge.frame(Size(columns: 100, rows: 30)) { panel, at in
      asked += 1
      if !at.allSatisfy((0..<1 << 31).contains) { Issue.record("\(at)") }
      return CellContent(.structuralZero)
    }
    #expect(asked > 0 && asked < 300)
  }

  @Test func step3At100x30() {
    let grid = MatmulPicture.sparsity().frame(
      Size(columns: 100, rows: 30), cell: MatmulPicture.cell)
    #expect(grid.lines() == Self.step3)
  }

  @Test func looksOfTheFirstPatternRow() {
    let grid = MatmulPicture.sparsity().frame(
      Size(columns: 100, rows: 30), cell: MatmulPicture.cell)
    let palette = grid[0, 0].style
    // Row i = 1, k = 2 of the Jacobian: pattern, dots, cursor.
    #expect(grid[12, 18].style == Style(foreground: 255, background: 54, attributes: .bold))
    #expect(grid[12, 22].style == Style(foreground: 245, background: 233))
    #expect(grid[12, 37].style == Style(foreground: 16, background: 231, attributes: .bold))
    // ( 2) of X, and the letters of its axes.
    #expect(grid[3, 14].style == Style(foreground: 231, background: 24, attributes: .underline))
    #expect(grid[2, 8].style.foreground == 81)
    #expect(grid[3, 2].style.foreground == 36)
    #expect(palette.background == 233)
  }

  @Test func theClosedFormIsBoxedAndSaidOnce() {
    var picture = MatmulPicture.closedForm()
    picture.lines.insert(Picture.Line(.formula, "∂E/∂A = Xᵀ·∂E/∂y"), at: 0)
    picture.lines.insert(Picture.Line(.reason, "∂E/∂A₂₂ = −3"), at: 1)
    let lines = picture.frame(Size(columns: 100, rows: 30), cell: MatmulPicture.solvedCell).lines()
    #expect(
      Array(lines[23...28]) == [
        "└─────────────────────────────────────────────────────────────────┘",
        " ╔═════════════════════════════════════════════════════════════════╗",
        " ║  ∂E/∂A = Xᵀ·∂E/∂y   certified: three routes agree to 14 digits  ║",
        " ╚═════════════════════════════════════════════════════════════════╝",
        " ∂E/∂A₂₂ = −3",
        " One product instead of a 4-D tensor.",
      ])
    let tall = picture.frame(Size(columns: 100, rows: 45), cell: MatmulPicture.solvedCell).lines()
    #expect(tall[25] == " ║  ∂E/∂A = Xᵀ·∂E/∂y                            ║")
    #expect(tall[26] == " ║  certified: three routes agree to 14 digits  ║")
  }

  @Test func heldAndNamedAxesAreSaidAtTheBorder() {
    var picture = MatmulPicture.sparsity()
    (picture.panels[4].rows, picture.panels[4].columns) = ([2], [3])
    picture.panels[4].fixed = [0: 1, 1: 0]
    picture.panels[0].axes[0].name = "batch"
    let lines = picture.frame(Size(columns: 100, rows: 30), cell: MatmulPicture.cell).lines()
    #expect(lines.contains { $0.hasPrefix("╚═ i = 2 of 3  j = 1 of 2 ═") })
    #expect(lines[6].hasPrefix("└─ i batch ─"))
  }

  @Test func asciiKeepsEveryWidth() {
    let grid = MatmulPicture.closedForm().frame(
      Size(columns: 100, rows: 30), cell: MatmulPicture.cell)
    let (unicode, ascii) = (grid.lines(), grid.lines(.ascii))
    for (line, plain) in zip(unicode, ascii) {
      #expect(plain.utf8.allSatisfy { (0x20..<0x7F).contains($0) })
      #expect(plain.utf8.count == line.unicodeScalars.count)
    }
    #expect(ascii[24...].contains { $0.contains("dE/dA = X'*dE/dy") })
    #expect(ascii[11].contains("1   ."))
  }

  @Test func tooSmallIsSaidInTheMiddle() {
    let lines = MatmulPicture.sparsity().frame(
      Size(columns: 30, rows: 9), cell: MatmulPicture.cell
    ).lines()
    #expect(lines[4] == "  too small 30x9, need 40x12")
    #expect(lines.filter { !$0.isEmpty }.count == 1)
  }

  @Test func keyBars() {
    func bar(_ columns: Int, _ rows: Int = 20) -> String? {
      MatmulPicture.sparsity().frame(Size(columns: columns, rows: rows), cell: MatmulPicture.cell)
        .lines().last
    }
    #expect(
      bar(80, 24)
        == " ←↑↓→ cell  Tab panel  PgDn next  PgUp back  Space play  : cmd  ? help  q quit")
    #expect(bar(59) == " ←↑↓→ cell  PgDn next  ? help  q quit       +4 panels: Tab")
    #expect(bar(40) == " PgDn  ?  q              +4 panels: Tab")
  }

  @Test func scrolledPanelsKeepTheirLabels() {
    var picture = MatmulPicture.sparsity()
    picture.panels[4].offset = PanelContent.Offset(row: 3, column: 0)
    let lines = picture.frame(Size(columns: 80, rows: 24), cell: MatmulPicture.cell).lines()
    #expect(lines[9].contains("j = 1"))
    #expect(lines[11].hasPrefix("║ i = 1   k=4"))
    #expect(lines[12].hasPrefix("║ i = 2   k=1"))
    // Seven of twelve rows are seen.
    #expect(lines[18].contains(" ↑3 ↓2 "))
  }

  static let step3 = [
    " Matrix product: where does dE/dA come from?                        step 3 of 8  sparsity  ●●◉○○○○○",
    "┌1 X 3×4 ────────────────┐┌2 A 4×2 ────────┐┌3 y = X·A 3×2 ──┐┌4 ∂E/∂y = y − T 3×2 ─┐",
    "│       k=1   2   3   4  ││       l=1   2  ││       j=1   2  ││       j=1   2       │",
    "│ i=1     1 ( 2) -1   0  ││ k=1     1   0  ││ i=1     5 (-5) ││ i=1     1 (-2)      │     E = 5",
    "│   2     0   1   3   2  ││   2     2 (-1) ││   2     4  10  ││   2     0   1       │",
    "│   3    -2   1   0   1  ││   3     0   3  ││   3     1   0  ││   3    -2   0       │",
    "└────────────────────────┘│   4     1   1  │└────────────────┘└─────────────────────┘",
    "                          └────────────────┘",
    "╔5 ∂y/∂A 3×2×4×2 · nonzero where j = l: 24 of 48 ═════════════════╗┌6 ∂E/∂A 4×2 ────┐",
    "║                 j = 1           j = 2                           ║│       l=1   2  │",
    "║               l=1   2         l=1   2                           ║│ k=1     ?   ?  │",
    "║ i = 1   k=1     1   ·           ·   1                           ║│   2     ? ( ?) │",
    "║           2     2   ·           · [ 2]                          ║│   3     ?   ?  │",
    "║           3    -1   ·           ·  -1                           ║│   4     ?   ?  │",
    "║           4     0   ·           ·   0                           ║└────────────────┘",
    "║ i = 2   k=1     0   ·           ·   0                           ║",
    "║           2     1   ·           ·   1                           ║",
    "║           3     3   ·           ·   3                           ║",
    "║           4     2   ·           ·   2                           ║",
    "║ i = 3   k=1    -2   ·           ·  -2                           ║",
    "║           2     1   ·           ·   1                           ║",
    "║           3     0   ·           ·   0                           ║",
    "║           4     1   ·           ·   1                           ║",
    "╚═════════════════════════════════════════════════════════════════╝",
    " ∂y/∂A[i,j,k,l] = X[i,k]·δ[j,l]",
    " ∂y₁₂/∂A₂₂ = X₁₂ = 2, because j = l = 2",
    " Only j = l survives.",
    "",
    "",
    " ←↑↓→ cell  Tab panel  PgDn next  PgUp back  Space play  : command  ? help  q quit",
  ]
}

import Screen

/// Shows the key that arrived last and the size of the terminal: what `keytest` is for.
@MainActor
struct KeyProgram: LoopProgram {
  private(set) var isFinished = false
  let wantsTick: Duration? = nil
  let takesText = false
  private var last: SafeText = "none yet"
  private var count = 0

  mutating func update(_ event: LoopEvent) {
    switch event {
    case .key(.character("q")), .interrupted: isFinished = true
    case .key(let key):
      last = SafeText(key.name)
      count += 1
    case .pasted(let characters): last = SafeText("\(characters) pasted characters, ignored")
    case .pastedText(let text):
      last = SafeText("\(text.unicodeScalars.count) pasted characters, ignored")
    case .resized, .elapsed: break
    }
  }

  func frame(_ size: Size) -> Grid {
    var grid = Grid(size: size)
    let bold = Style(foreground: 16, background: 220, attributes: .bold)
    grid.write("jacobiscope keytest ∂E/∂A = Xᵀ·∂E/∂y", row: 0, column: 1, style: .plain)
    let column = 1 + grid.write("last key: ", row: 2, column: 1, style: .plain)
    grid.write(last, row: 2, column: column, style: bold)
    grid.write(SafeText("keys: \(count)"), row: 3, column: 1, style: .plain)
    grid.write(
      SafeText("size: \(size.columns)x\(size.rows)"), row: 4, column: 1, style: .plain)
    grid.write("q quits", row: size.rows - 1, column: 1, style: .plain)
    return grid
  }
}

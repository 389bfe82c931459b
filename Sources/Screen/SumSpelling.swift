/// Room for `S_k` in place of `Σₖ`, which would be read as a name in ASCII.
extension Grid {
  /// The frame with `_` between each sum sign and its index.
  ///
  /// What follows moves to the right, up to
  /// the next blanks of the row, one of which goes. Where there are none before a line of a box, the
  /// sum stays as it is.
  var withIndicesApart: Grid {
    var result = self
    for row in 0..<size.rows where self.row(row).contains(where: { $0.scalar == Self.sum }) {
      var cells = Array(self.row(row))
      for at in cells.indices.reversed() where Self.isSum(at, in: cells) {
        guard let blank = Self.spareBlank(after: at + 1, in: cells) else { continue }
        cells.remove(at: blank)
        cells.insert(Cell("_", style: cells[at + 1].style), at: at + 1)
      }
      result.replaceRow(row, by: cells)
    }
    return result
  }

  private static let sum: Unicode.Scalar = "Σ"
  private static let indices = Set("ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓ".unicodeScalars)

  private static func isSum(_ at: Int, in cells: [Cell]) -> Bool {
    cells[at].scalar == sum && at + 1 < cells.count && indices.contains(cells[at + 1].scalar)
  }

  /// The second of two blanks, or one that ends the row.
  private static func spareBlank(after start: Int, in cells: [Cell]) -> Int? {
    for at in cells.indices.dropFirst(start + 1) {
      if 0x2500...0x257F ~= cells[at].scalar.value { return nil }
      let isBlank = cells[at].scalar == " " && cells[at].kind == .narrow
      if isBlank, at + 1 == cells.count || cells[at - 1].scalar == " " { return at }
    }
    return nil
  }
}

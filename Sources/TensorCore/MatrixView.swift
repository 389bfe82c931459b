/// A matrix somewhere in memory: entry [i, j] is `start[i·rowStride + j·columnStride]`.
///
/// A transpose is another view of the same numbers. Whoever makes one keeps the memory alive.
struct MatrixView {
  var start: UnsafePointer<Double>
  var rowStride: Int
  var columnStride: Int

  var transposed: MatrixView {
    MatrixView(start: start, rowStride: columnStride, columnStride: rowStride)
  }

  /// The matrix from a row and a column on.
  func dropping(rows: Int, columns: Int) -> MatrixView {
    MatrixView(
      start: start + rows * rowStride + columns * columnStride, rowStride: rowStride,
      columnStride: columnStride)
  }

  /// Copies `rows` rows of `depth` entries into panels of `width` rows each.
  ///
  /// Row i, entry k goes to place k·width + i of its panel; a last panel is filled up with zero rows.
  func pack(rows: Int, depth: Int, width: Int, into panels: UnsafeMutablePointer<Double>) {
    for first in stride(from: 0, to: rows, by: width) {
      let count = min(width, rows - first)
      let source = start + first * rowStride
      let panel = panels + first * depth
      if count < width { panel.update(repeating: 0, count: width * depth) }
      if rowStride == 1 {
        for k in 0..<depth {
          (panel + k * width).update(from: source + k * columnStride, count: count)
        }
      } else {
        for row in 0..<count {
          copyRun(source + row * rowStride, columnStride, to: panel + row, width, count: depth)
        }
      }
    }
  }
}

private func copyRun(
  _ source: UnsafePointer<Double>, _ sourceStride: Int,
  to target: UnsafeMutablePointer<Double>, _ targetStride: Int, count: Int
) {
  for k in 0..<count { target[k &* targetStride] = source[k &* sourceStride] }
}

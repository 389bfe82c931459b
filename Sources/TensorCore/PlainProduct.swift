/// The product of small or thin matrices, as it is written.
///
/// Every entry is Σₖ A[i,k]·B[k,j] summed in the order of k with two roundings a product, so that the
/// numbers of a small example are the same on every processor.
struct PlainProduct {
  /// C += A·B, `[m, n] × [n, p] → [m, p]`, where C's rows begin `pitch` apart.
  static func add(
    _ a: MatrixView, _ b: MatrixView, to c: UnsafeMutablePointer<Double>, pitch: Int, m: Int,
    n: Int, p: Int
  ) {
    if b.columnStride == 1, p >= 4 {
      for i in 0..<m {
        for k in 0..<n {
          let factor = a.start[i * a.rowStride + k * a.columnStride]
          addRun(factor, b.start + k * b.rowStride, to: c + i * pitch, step: 1, count: p)
        }
      }
    } else if a.rowStride == 1, m >= 4 {
      for j in 0..<p {
        for k in 0..<n {
          let factor = b.start[k * b.rowStride + j * b.columnStride]
          addRun(factor, a.start + k * a.columnStride, to: c + j, step: pitch, count: m)
        }
      }
    } else {
      for j in 0..<p {
        let column = b.dropping(rows: 0, columns: j)
        for i in stride(from: 0, to: m, by: 4) {
          addDots(
            a.dropping(rows: i, columns: 0), column, to: c + i * pitch + j, min(4, m - i), n, pitch)
        }
      }
    }
  }

  /// A multiple of a run of numbers, added to numbers that are `step` apart.
  private static func addRun(
    _ factor: Double, _ run: UnsafePointer<Double>, to c: UnsafeMutablePointer<Double>, step: Int,
    count: Int
  ) {
    if step == 1 {
      for j in 0..<count { c[j] += factor * run[j] }
    } else {
      for j in 0..<count { c[j &* step] += factor * run[j] }
    }
  }

  /// Up to four rows times a column: four sums at a time do not wait for one another.
  private static func addDots(
    _ a: MatrixView, _ column: MatrixView, to c: UnsafeMutablePointer<Double>, _ rows: Int,
    _ n: Int,
    _ pitch: Int
  ) {
    let (step, down) = (a.columnStride, column.rowStride)
    guard rows == 4 else {
      for i in 0..<rows {
        let row = a.start + i * a.rowStride
        var sum = 0.0
        for k in 0..<n { sum += row[k &* step] * column.start[k &* down] }
        c[i * pitch] += sum
      }
      return
    }
    let (row0, row1) = (a.start, a.start + a.rowStride)
    let (row2, row3) = (row1 + a.rowStride, row1 + 2 * a.rowStride)
    var (sum0, sum1, sum2, sum3) = (0.0, 0.0, 0.0, 0.0)
    for k in 0..<n {
      let factor = column.start[k &* down]
      sum0 += row0[k &* step] * factor
      sum1 += row1[k &* step] * factor
      sum2 += row2[k &* step] * factor
      sum3 += row3[k &* step] * factor
    }
    c[0] += sum0
    c[pitch] += sum1
    c[2 * pitch] += sum2
    c[3 * pitch] += sum3
  }
}

/// The dense matrix product.
extension Tensor {
  /// C[i,j] = Σₖ A[i,k]·B[k,j] for each matrix of a stack: `[s, m, n] × [s, n, p] → [s, m, p]`.
  ///
  /// Both operands are of rank 3 with the same first extent. Cost: s·m·n·p multiplications.
  func stackProduct(_ other: Tensor) -> Tensor {
    let (stack, m, n) = (shape.extents[0], shape.extents[1], shape.extents[2])
    let p = other.shape.extents[2]
    precondition(other.shape.extents == [stack, n, p], "the inner extents agree")
    let result = Shape([stack, m, p])
    return Tensor(
      shape: result,
      elements: [Double](unsafeUninitializedCapacity: result.count) { buffer, count in
        buffer.initialize(repeating: 0)
        count = result.count
        elements.withUnsafeBufferPointer { a in
          other.elements.withUnsafeBufferPointer { b in
            for s in 0..<stack {
              addProduct(
                Matrix(a, s * m * n), Matrix(b, s * n * p),
                UnsafeMutableBufferPointer(rebasing: buffer[(s * m * p)..<((s + 1) * m * p)]),
                m: m, n: n, p: p)
            }
          }
        }
      })
  }
}

/// A matrix somewhere in a run of elements.
private struct Matrix {
  let elements: UnsafeBufferPointer<Double>
  let start: Int

  init(_ elements: UnsafeBufferPointer<Double>, _ start: Int) {
    self.elements = elements
    self.start = start
  }
}

/// C += A·B in tiles of four rows by eight columns.
///
/// Eight columns of B are packed beside each other, 256 rows at a time, so that they stay in the first
/// cache while the rows of A pass by; a tile of C stays in registers. Source: K. Goto, R. van de Geijn,
/// "Anatomy of High-Performance Matrix Multiplication" (ACM TOMS 34, 2008), sections 4 and 5.
private func addProduct(
  _ a: Matrix, _ b: Matrix, _ c: UnsafeMutableBufferPointer<Double>, m: Int, n: Int, p: Int
) {
  guard m > 0, n > 0, p > 0, let aBase = a.elements.baseAddress, let bBase = b.elements.baseAddress,
    let cBase = c.baseAddress
  else { return }
  let (left, right) = (aBase + a.start, bBase + b.start)
  let depth = min(n, 256)
  withUnsafeTemporaryAllocation(of: SIMD8<Double>.self, capacity: depth) { packed in
    guard let panel = packed.baseAddress else { return }
    for first in stride(from: 0, to: n, by: depth) {
      let count = min(depth, n - first)
      for column in stride(from: 0, to: p, by: 8) {
        let width = min(8, p - column)
        pack(right + first * p + column, into: panel, rows: count, width: width, stride: p)
        for row in stride(from: 0, to: m, by: 4) {
          let rows = min(4, m - row)
          let source = left + row * n + first
          let target = cBase + row * p + column
          if rows == 4 {
            addTile(source, n, panel, count, target, p, width)
          } else {
            for extra in 0..<rows {
              addRow(source + extra * n, panel, count, target + extra * p, width)
            }
          }
        }
      }
    }
  }
}

/// Eight columns of a matrix as one vector a row, zeros beyond `width`.
private func pack(
  _ source: UnsafePointer<Double>, into panel: UnsafeMutablePointer<SIMD8<Double>>, rows: Int,
  width: Int, stride: Int
) {
  for row in 0..<rows {
    let from = source + row * stride
    var vector = SIMD8<Double>.zero
    if width == 8 {
      vector = UnsafeRawPointer(from).loadUnaligned(as: SIMD8<Double>.self)
    } else {
      for lane in 0..<width { vector[lane] = from[lane] }
    }
    (panel + row).initialize(to: vector)
  }
}

/// Four rows of A, `stride` apart, times a packed panel, added to four rows of C.
private func addTile(
  _ a: UnsafePointer<Double>, _ stride: Int, _ panel: UnsafePointer<SIMD8<Double>>, _ depth: Int,
  _ c: UnsafeMutablePointer<Double>, _ pitch: Int, _ width: Int
) {
  var (s0, s1, s2, s3) = (
    SIMD8<Double>.zero, SIMD8<Double>.zero, SIMD8<Double>.zero, SIMD8<Double>.zero
  )
  let (a1, a2, a3) = (a + stride, a + 2 * stride, a + 3 * stride)
  for k in 0..<depth {
    let row = panel[k]
    s0 += row * a[k]
    s1 += row * a1[k]
    s2 += row * a2[k]
    s3 += row * a3[k]
  }
  add(s0, to: c, width)
  add(s1, to: c + pitch, width)
  add(s2, to: c + 2 * pitch, width)
  add(s3, to: c + 3 * pitch, width)
}

private func addRow(
  _ a: UnsafePointer<Double>, _ panel: UnsafePointer<SIMD8<Double>>, _ depth: Int,
  _ c: UnsafeMutablePointer<Double>, _ width: Int
) {
  var sum = SIMD8<Double>.zero
  for k in 0..<depth { sum += panel[k] * a[k] }
  add(sum, to: c, width)
}

private func add(_ sum: SIMD8<Double>, to c: UnsafeMutablePointer<Double>, _ width: Int) {
  guard width == 8 else {
    for lane in 0..<width { c[lane] += sum[lane] }
    return
  }
  let place = UnsafeMutableRawPointer(c)
  let old = UnsafeRawPointer(place).loadUnaligned(as: SIMD8<Double>.self)
  place.storeBytes(of: old + sum, as: SIMD8<Double>.self)
}

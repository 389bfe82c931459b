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

/// C += A·B, four rows of B at a time so that each pass over a row of C does four products.
///
/// B is walked in panels of 256 rows that stay in the cache while the rows of A pass by.
private func addProduct(
  _ a: Matrix, _ b: Matrix, _ c: UnsafeMutableBufferPointer<Double>, m: Int, n: Int, p: Int
) {
  guard m > 0, n > 0, p > 0, let aBase = a.elements.baseAddress, let bBase = b.elements.baseAddress,
    let cBase = c.baseAddress
  else { return }
  let panel = 64
  for first in stride(from: 0, to: n, by: panel) {
    let last = min(n, first + panel)
    for i in 0..<m {
      let row = aBase + a.start + i * n
      let out = cBase + i * p
      var k = first
      while k + 4 <= last {
        let (x0, x1, x2, x3) = (row[k], row[k + 1], row[k + 2], row[k + 3])
        let b0 = bBase + b.start + k * p
        let (b1, b2, b3) = (b0 + p, b0 + 2 * p, b0 + 3 * p)
        for j in 0..<p { out[j] += (x0 * b0[j] + x1 * b1[j]) + (x2 * b2[j] + x3 * b3[j]) }
        k += 4
      }
      while k < last {
        let x = row[k]
        let source = bBase + b.start + k * p
        for j in 0..<p { out[j] += x * source[j] }
        k += 1
      }
    }
  }
}

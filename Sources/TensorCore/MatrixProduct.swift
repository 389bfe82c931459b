/// A stack of matrix products, which can be computed a few rows at a time.
///
/// C[s,i,j] = Σₖ A[s,i,k]·B[s,k,j], `[s, m, n] × [s, n, p] → [s, m, p]`. The operands are read where they
/// are, along strides, so that a transpose costs no copy. Up to 4096 multiplications a matrix, and where a
/// matrix is thinner than four rows or columns, sums are plain loops (`PlainProduct`); above that they are
/// blocked (`PackedProduct`), and may differ in the last digits between processors. An entry has the same
/// bits whichever rows are computed together.
package struct MatrixProduct: Sendable {
  /// A tensor read as a stack of matrices: one stride an axis.
  struct Operand: Sendable {
    let tensor: Tensor
    /// Along the stack, along the rows, along the columns.
    let strides: [Int]
  }

  private let left: Operand
  private let right: Operand
  private let inner: Int
  /// `[s, m, p]`.
  package let shape: Shape

  init(_ left: Operand, _ right: Operand, stack: Int, rows: Int, inner: Int, columns: Int) {
    self.left = left
    self.right = right
    self.inner = inner
    shape = Shape([stack, rows, columns])
  }

  /// The rows of all matrices, one after the other: s·m.
  package var rowCount: Int { shape.extents[0] * shape.extents[1] }

  /// So many rows together, or a multiple, waste no work of a block.
  package static var rowBlock: Int { PackedProduct.rowBlock }

  package func evaluated() -> Tensor {
    Tensor(shape: shape, elements: elements(rows: 0..<rowCount))
  }

  /// The elements of some of the rows, in order: `rows.count`·p.
  ///
  /// All rows in slices, appended, are the elements of the product. Each slice of large matrices packs
  /// the right operand once more, which costs as much as about ten rows.
  package func elements(rows: Range<Int>) -> [Double] {
    elements(rows: rows, isPlain ? nil : PackedProduct.fastest)
  }

  /// The same in blocks, with a kernel of one's choice.
  package func elements(rows: Range<Int>, _ blocks: PackedProduct?) -> [Double] {
    let (m, p) = (shape.extents[1], shape.extents[2])
    precondition(rows.lowerBound >= 0 && rows.upperBound <= rowCount, "rows of the product")
    return [Double](unsafeUninitializedCapacity: rows.count * p) { buffer, count in
      buffer.initialize(repeating: 0)
      count = rows.count * p
      guard inner > 0, count > 0, let target = buffer.baseAddress else { return }
      var next = rows.lowerBound
      while next < rows.upperBound {
        let (matrix, row) = next.quotientAndRemainder(dividingBy: m)
        let here = min(m - row, rows.upperBound - next)
        add(matrix, row, here, blocks, to: target + (next - rows.lowerBound) * p)
        next += here
      }
    }
  }

  private var isPlain: Bool { Self.isPlain(shape.extents[1], inner, shape.extents[2]) }

  /// Whether a product `[m, n] × [n, p]` is done by plain loops.
  static func isPlain(_ m: Int, _ n: Int, _ p: Int) -> Bool {
    min(m, p) < 4 || saturatingProduct(saturatingProduct(m, n), p) <= 4096
  }

  private func add(
    _ matrix: Int, _ row: Int, _ rows: Int, _ blocks: PackedProduct?,
    to target: UnsafeMutablePointer<Double>
  ) {
    let p = shape.extents[2]
    left.withView(of: matrix) { a in
      right.withView(of: matrix) { b in
        let part = a.dropping(rows: row, columns: 0)
        if let blocks {
          blocks.add(part, b, to: target, pitch: p, m: rows, n: inner, p: p)
        } else {
          PlainProduct.add(part, b, to: target, pitch: p, m: rows, n: inner, p: p)
        }
      }
    }
  }
}

extension MatrixProduct.Operand {
  fileprivate func withView(of matrix: Int, _ body: (MatrixView) -> Void) {
    tensor.elements.withUnsafeBufferPointer { elements in
      guard let start = elements.baseAddress else { return }
      body(
        MatrixView(
          start: start + matrix * strides[0], rowStride: strides[1], columnStride: strides[2]))
    }
  }
}

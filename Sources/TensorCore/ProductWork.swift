/// Products of two dense tensors in slices, tile after tile.
extension TensorWork {
  /// Σ over every name that both operands have and `output` has not of left · right.
  ///
  /// Nil where it takes more than one stack of matrix products: where a name of one operand alone is
  /// summed, or where the output has the axes of the operands in another order than stack, rows, columns.
  public init?<Name: Hashable>(
    multiplying left: Tensor.Labelled<Name>, _ right: Tensor.Labelled<Name>, to output: [Name]
  ) {
    let shared = left.names.filter(right.names.contains)
    let stack = shared.filter(output.contains)
    let inner = shared.filter { !output.contains($0) }
    let rows = left.names.filter { !shared.contains($0) }
    let columns = right.names.filter { !shared.contains($0) }
    guard stack + rows + columns == output else { return nil }
    let kernel = ProductKernel(
      left: left.tensor.elements, right: right.tensor.elements,
      leftStack: left.offsets(stack), rightStack: right.offsets(stack),
      rows: .init(left.offsets(rows)), leftInner: .init(left.offsets(inner)),
      rightInner: .init(right.offsets(inner)), columns: .init(right.offsets(columns)))
    self.init(kernel, shape: Shape((stack + rows).map(left.extent) + columns.map(right.extent)))
  }
}

extension Tensor.Labelled {
  fileprivate func extent(_ name: Name) -> Int {
    names.firstIndex(of: name).map { tensor.shape.extents[$0] } ?? 1
  }

  /// How far each entry of some axes, run together in row-major order, is from the first.
  fileprivate func offsets(_ group: [Name]) -> [Int] {
    let strides = tensor.shape.strides
    return group.reduce([0]) { offsets, name in
      let stride = names.firstIndex(of: name).map { strides[$0] } ?? 0
      return offsets.flatMap { offset in (0..<extent(name)).map { offset + $0 * stride } }
    }
  }
}

/// A stack of matrix products in tiles of some millions of products each.
///
/// The sums of a band of rows wait in the scratch until its last tile is done. Operands are read where
/// they are as long as their entries are evenly spaced, and copied into a tile where they are not.
private struct ProductKernel: TensorKernel {
  let left: [Double]
  let right: [Double]
  let leftStack: [Int]
  let rightStack: [Int]
  let rows: Axis
  let leftInner: Axis
  let rightInner: Axis
  let columns: Axis

  /// How far the entries along an axis are from the first one.
  struct Axis: Sendable {
    let offsets: [Int]
    /// The distance from one entry to the next, where it is the same everywhere.
    let step: Int?

    init(_ offsets: [Int]) {
      self.offsets = offsets
      let step = offsets.count > 1 ? offsets[1] - offsets[0] : 1
      let isEven = offsets.indices.dropFirst().allSatisfy {
        offsets[$0] - offsets[$0 - 1] == step
      }
      self.step = isEven ? step : nil
    }

    var count: Int { offsets.count }
  }

  private static let tileProducts = 1 << 23

  private var height: Int { min(rows.count, 192) }
  private var width: Int { min(columns.count, 128) }
  /// A whole number of 256, the depth in which the dense product adds up.
  private var depth: Int {
    let area = max(1, height * width)
    let blocks = max(1, Self.tileProducts / area / PackedProduct.depth)
    return min(leftInner.count, blocks * PackedProduct.depth)
  }

  private func blocks(_ count: Int, _ size: Int) -> Int {
    size == 0 ? 0 : (count + size - 1) / size
  }
  private var bands: Int { blocks(rows.count, height) }
  private var strips: Int { blocks(columns.count, width) }
  private var layers: Int { max(1, blocks(leftInner.count, depth)) }

  var stepCount: Int { leftStack.count * bands * strips * layers }
  var stepCost: Int { max(1, height * width * max(1, depth)) }

  func perform(_ step: Int, _ elements: inout [Double], _ scratch: inout [Double]) {
    let layer = step % layers
    let strip = step / layers % strips
    let band = step / (layers * strips) % bands
    let stack = step / (layers * strips * bands)
    let bandRows = part(rows.count, band, height)
    if layer == 0, strip == 0 {
      scratch = [Double](repeating: 0, count: bandRows.count * columns.count)
    }
    let stripColumns = part(columns.count, strip, width)
    let inner = part(leftInner.count, layer, depth)
    left.withView(leftStack[stack], (rows, bandRows), (leftInner, inner)) { a in
      right.withView(rightStack[stack], (rightInner, inner), (columns, stripColumns)) { b in
        scratch.withUnsafeMutableBufferPointer { band in
          guard let start = band.baseAddress.map({ $0 + stripColumns.lowerBound }) else { return }
          let (m, n, p) = (bandRows.count, inner.count, stripColumns.count)
          if MatrixProduct.isPlain(rows.count, leftInner.count, columns.count) {
            PlainProduct.add(a, b, to: start, pitch: columns.count, m: m, n: n, p: p)
          } else {
            PackedProduct.fastest.add(a, b, to: start, pitch: columns.count, m: m, n: n, p: p)
          }
        }
      }
    }
    guard layer == layers - 1, strip == strips - 1 else { return }
    elements += scratch
  }

  private func part(_ count: Int, _ block: Int, _ size: Int) -> Range<Int> {
    block * size..<min(count, (block + 1) * size)
  }
}

extension [Double] {
  /// Some rows and columns of a matrix whose entry [i, j] is at start + rows[i] + columns[j].
  fileprivate func withView(
    _ start: Int, _ rows: (axis: ProductKernel.Axis, part: Range<Int>),
    _ columns: (axis: ProductKernel.Axis, part: Range<Int>), _ body: (MatrixView) -> Void
  ) {
    if let down = rows.axis.step, let across = columns.axis.step {
      withUnsafeBufferPointer { elements in
        guard let first = elements.baseAddress else { return }
        let view = MatrixView(start: first + start, rowStride: down, columnStride: across)
        body(view.dropping(rows: rows.part.lowerBound, columns: columns.part.lowerBound))
      }
    } else {
      let tile = rows.axis.offsets[rows.part].flatMap { row in
        columns.axis.offsets[columns.part].map { self[start + row + $0] }
      }
      tile.withUnsafeBufferPointer { elements in
        guard let first = elements.baseAddress else { return }
        body(MatrixView(start: first, rowStride: columns.part.count, columnStride: 1))
      }
    }
  }
}

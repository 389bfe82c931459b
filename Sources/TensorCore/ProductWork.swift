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
      leftStack: left.offsets(stack), rightStack: right.offsets(stack), rows: left.offsets(rows),
      leftInner: left.offsets(inner), rightInner: right.offsets(inner),
      columns: right.offsets(columns))
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

/// A stack of matrix products in tiles of about a million products each.
///
/// A tile's operands are copied beside each other, wherever the axes lie, and multiplied by the dense
/// product; the sums of a band of rows wait in the scratch until its last tile is done. Copying costs a
/// hundredth of the products of a large tile.
private struct ProductKernel: TensorKernel {
  let left: [Double]
  let right: [Double]
  let leftStack: [Int]
  let rightStack: [Int]
  let rows: [Int]
  let leftInner: [Int]
  let rightInner: [Int]
  let columns: [Int]

  private static let tileProducts = 1 << 21

  private var height: Int { min(rows.count, 128) }
  private var width: Int { min(columns.count, 64) }
  /// A whole number of 256, the depth in which the dense product adds up.
  private var depth: Int {
    let area = max(1, height * width)
    return min(leftInner.count, max(1, Self.tileProducts / area / 256) * 256)
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
    let a = tile(left, leftStack[stack], rows[bandRows], leftInner[inner])
    let b = tile(right, rightStack[stack], rightInner[inner], columns[stripColumns])
    let product = MatrixProduct(
      .init(tensor: a, strides: a.shape.strides), .init(tensor: b, strides: b.shape.strides),
      stack: 1, rows: bandRows.count, inner: inner.count, columns: stripColumns.count)
    add(product.evaluated(), at: stripColumns.lowerBound, to: &scratch)
    guard layer == layers - 1, strip == strips - 1 else { return }
    elements += scratch
  }

  private func part(_ count: Int, _ block: Int, _ size: Int) -> Range<Int> {
    block * size..<min(count, (block + 1) * size)
  }

  private func tile(
    _ source: [Double], _ start: Int, _ rows: ArraySlice<Int>, _ columns: ArraySlice<Int>
  ) -> Tensor {
    let shape = Shape([1, rows.count, columns.count])
    return source.withUnsafeBufferPointer { source in
      Tensor(
        shape: shape,
        elements: [Double](unsafeUninitializedCapacity: shape.count) { buffer, count in
          for row in rows {
            for column in columns {
              buffer.initializeElement(at: count, to: source[start + row + column])
              count += 1
            }
          }
        })
    }
  }

  private func add(_ tile: Tensor, at column: Int, to band: inout [Double]) {
    let (height, width) = (tile.shape.extents[1], tile.shape.extents[2])
    tile.elements.withUnsafeBufferPointer { tile in
      for row in 0..<height {
        let start = row * columns.count + column
        for place in 0..<width { band[start + place] += tile[row * width + place] }
      }
    }
  }
}

import TensorCore

/// Tensors of numbers that a formula holds, where some of them are 0.
///
/// What is not 0 is divided into boxes, each a product of deltas: [1, 2, 0] is what it is for i = n, n < 2, and
/// diag(1, 2) where i = j. Source: inclusion of indicator functions, Σ over boxes of 1[box]·C = C.
extension CommonFactors {
  /// A constant of more entries than this, or in more boxes, is taken for one that is 0 nowhere.
  private static let mostEntries = 4_096
  private static let mostBoxes = 6

  /// The constant tensor behind an expression without names; nil where it has none, or is large.
  static func constant(_ expression: Expression) -> Tensor? {
    guard expression.shape.count <= mostEntries else { return nil }
    if case .literal(let tensor) = expression { return tensor }
    return expression.variables.isEmpty ? Valuation().evaluate(expression) : nil
  }

  /// constant[subscripts] as a sum over boxes; nil where it is 0 nowhere, or in too many places.
  mutating func parts(
    of constant: Tensor, _ expression: Expression, at subscripts: [IndexForm]
  ) -> [Product]? {
    guard constant.elements.contains(0) else { return nil }
    let factor = Factor(expression, subscripts)
    if constant.isDiagonal {
      return [Product(deltas: [KroneckerDelta(subscripts[0], subscripts[1])], factors: [factor])]
    }
    guard let boxes = constant.boxes(atMost: Self.mostBoxes) else { return nil }
    return boxes.map { box in
      var product = Product(factors: [factor])
      for (axis, range) in box.enumerated() where range.count < constant.shape.extents[axis] {
        guard range.count > 1 else {
          product.deltas.append(
            KroneckerDelta(subscripts[axis], IndexForm(constant: range.lowerBound)))
          continue
        }
        let index = supply.index(extent: range.count, letter: "n")
        product.bound.append(index)
        product.deltas.append(
          KroneckerDelta(
            subscripts[axis], IndexForm(index) + IndexForm(constant: range.lowerBound)))
      }
      return product
    }
  }
}

extension Tensor {
  /// Whether it is a square matrix with zeros beside its diagonal and none on it.
  fileprivate var isDiagonal: Bool {
    guard shape.rank == 2, shape.extents[0] == shape.extents[1] else { return false }
    let n = shape.extents[0]
    return elements.enumerated().allSatisfy { ($1 != 0) == ($0 / n == $0 % n) }
  }

  /// Boxes that hold every entry that is not 0 once and no other; nil of more than `limit`.
  ///
  /// Each is grown from its first entry along the last axis first. Cost: O(entries · boxes).
  fileprivate func boxes(atMost limit: Int) -> [[Range<Int>]]? {
    var open = elements.map { $0 != 0 }
    var boxes: [[Range<Int>]] = []
    while let first = open.firstIndex(of: true) {
      guard boxes.count < limit else { return nil }
      var box = shape.coordinates(of: first).map { $0..<$0 + 1 }
      for axis in box.indices.reversed() {
        while box[axis].upperBound < shape.extents[axis] {
          var next = box
          next[axis] = box[axis].upperBound..<box[axis].upperBound + 1
          guard places(in: next).allSatisfy({ open[$0] }) else { break }
          box[axis] = box[axis].lowerBound..<box[axis].upperBound + 1
        }
      }
      for place in places(in: box) { open[place] = false }
      boxes.append(box)
    }
    return boxes
  }

  private func places(in box: [Range<Int>]) -> [Int] {
    zip(box, shape.strides).reduce([0]) { places, axis in
      places.flatMap { place in axis.0.map { place + $0 * axis.1 } }
    }
  }
}

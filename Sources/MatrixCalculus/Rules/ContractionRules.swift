import TensorCore

/// Rules of products that sum over shared axes.
extension Rule {
  /// NumPy's `@`: (a @ b)[s…, i, j] = Σₖ a[s…, i, k]·b[s…, k, j], an axis less for each vector.
  static let matrixProduct = Rule(
    name: "matrix product", source: "Petersen and Pedersen (2012), eq. 37",
    shape: { (shapes) throws(ShapeMismatch) in try matrixProductShape(shapes[0], shapes[1]) },
    value: { matrixProductValue($0[0], $0[1]) },
    derivative: .multilinear { shapes, out, supply in
      let (a, b) = (shapes[0], shapes[1])
      let summed = IndexForm(supply.index(extent: a.extents[a.rank - 1]))
      let matrixAxes = (a.rank > 1 ? 1 : 0) + (b.rank > 1 ? 1 : 0)
      let stack = Array(out.dropLast(matrixAxes))
      var left = aligned(stack, to: Shape(Array(a.extents.dropLast(2)))) + [summed]
      var right = aligned(stack, to: Shape(Array(b.extents.dropLast(2)))) + [summed]
      if a.rank > 1 { left.insert(IndexForm(out[stack.count]), at: left.count - 1) }
      if b.rank > 1 { right.append(IndexForm(out[out.count - 1])) }
      return [Term(factors: [Factor(0, left), Factor(1, right)], bound: summed.indices)]
    })

  /// (a ⊗ₙ b)[i…, k…] = Σ_j… a[i…, j…]·b[j…, k…] over n axes.
  static func contraction(axes n: Int) -> Rule {
    Rule(
      name: "generalized product", source: "Laue, Mitterreiter and Giesen (2018), section 3",
      shape: { (shapes) throws(ShapeMismatch) in try contractionShape(shapes[0], shapes[1], n) },
      value: { $0[0].contracted(with: $0[1], axes: n) },
      derivative: .multilinear { shapes, out, supply in
        let shared = shapes[1].extents.prefix(n).map { supply.index(extent: $0) }
        let kept = shapes[0].rank - n
        return [
          Term(
            factors: [
              Factor(0, indices: out.prefix(kept) + shared),
              Factor(1, indices: shared + out.dropFirst(kept)),
            ], bound: shared)
        ]
      })
  }

  /// Σ over the letters that the output does not name of the product of the operands.
  static func einsum(inputs: [String], output: String) -> Rule {
    Rule(
      name: "einsum", source: "Laue, Mitterreiter and Giesen (2020), section 2",
      shape: { (shapes) throws(ShapeMismatch) in
        let extents = try einsumExtents(inputs, shapes)
        return Shape(output.compactMap { extents[$0] })
      },
      value: { tensors in
        Tensor.contracted(
          zip(tensors, inputs).map { Tensor.Labelled($0, Array($1)) }, to: Array(output))
      },
      derivative: .multilinear { shapes, out, supply in
        var indices = Dictionary(
          zip(output, out).map { ($0, $1) }, uniquingKeysWith: { first, _ in first })
        var bound: [Index] = []
        for (letters, shape) in zip(inputs, shapes) {
          for (letter, extent) in zip(letters, shape.extents) where indices[letter] == nil {
            let index = supply.index(extent: extent)
            indices[letter] = index
            bound.append(index)
          }
        }
        return [
          Term(
            factors: inputs.enumerated().map { place, letters in
              Factor(place, indices: letters.compactMap { indices[$0] })
            }, bound: bound)
        ]
      })
  }

  /// outer(x, y)[i,j] = x[i]·y[j].
  static let outerProduct = Rule(
    name: "outer product", source: "Petersen and Pedersen (2012), eq. 70",
    shape: { (shapes) throws(ShapeMismatch) in
      guard shapes.allSatisfy({ $0.rank == 1 }) else {
        throw ShapeMismatch("outer takes two vectors, not \(shapes[0]) and \(shapes[1])")
      }
      return shapes[0].appending(shapes[1])
    },
    value: { $0[0].contracted(with: $0[1], axes: 0) },
    derivative: .multilinear { _, out, _ in
      [Term(factors: [Factor(0, indices: [out[0]]), Factor(1, indices: [out[1]])])]
    })

  /// E = g(y), known by its gradient only; its value stands for Σ gradient ⊙ y.
  static let rest = Rule(
    name: "rest of the network", source: "the chain rule",
    shape: { (shapes) throws(ShapeMismatch) in
      guard shapes[0] == shapes[1] else {
        throw ShapeMismatch(
          "the gradient is \(shapes[1]) and must have the shape \(shapes[0]) of what it is the gradient by",
          arguments: [1])
      }
      return .scalar
    },
    value: { $0[0].zipped($0[1], *).sum() },
    derivative: .multilinear { shapes, _, supply in
      let indices = supply.indices(for: shapes[0])
      return [
        Term(factors: [Factor(1, indices: indices), Factor(0, indices: indices)], bound: indices)
      ]
    })
}

private func matrixProductShape(_ a: Shape, _ b: Shape) throws(ShapeMismatch) -> Shape {
  guard a.rank > 0, b.rank > 0 else {
    throw ShapeMismatch(
      "@ takes no scalar; write * for a product with a number", arguments: [a.rank > 0 ? 1 : 0])
  }
  let inner = b.extents[max(0, b.rank - 2)]
  guard a.extents[a.rank - 1] == inner else {
    let own = a.extents[a.rank - 1]
    let left = a.rank == 1 ? counted(own, "entry", "entries") : counted(own, "column")
    let right = b.rank == 1 ? counted(inner, "entry", "entries") : counted(inner, "row")
    throw ShapeMismatch("{0} has \(left) but {1} has \(right)", arguments: [0, 1])
  }
  let stacks = [Shape(Array(a.extents.dropLast(2))), Shape(Array(b.extents.dropLast(2)))]
  let stack = try broadcastShape(stacks)
  let rows = a.rank > 1 ? [a.extents[a.rank - 2]] : []
  let columns = b.rank > 1 ? [b.extents[b.rank - 1]] : []
  do { return try Shape(checking: stack.extents + rows + columns) } catch {
    throw ShapeMismatch("the product would have more than 2⁶² entries", arguments: [0, 1])
  }
}

private func matrixProductValue(_ a: Tensor, _ b: Tensor) -> Tensor {
  let stackRank = max(a.shape.rank, b.shape.rank, 2) - 2
  func stack(_ tensor: Tensor, _ matrix: [Int]) -> Tensor.Labelled<Int> {
    let axes = tensor.shape.rank - matrix.count
    var names: [Int] = []
    var kept: [Int] = []
    for axis in 0..<axes {
      let name = stackRank - axes + axis
      if tensor.shape.extents[axis] == 1 { continue }
      names.append(name)
      kept.append(tensor.shape.extents[axis])
    }
    let squeezed = tensor.reshaped(to: Shape(kept + tensor.shape.extents.suffix(matrix.count)))
    return .init(squeezed, names + matrix)
  }
  let left = stack(a, a.shape.rank > 1 ? [-1, -2] : [-2])
  let right = stack(b, b.shape.rank > 1 ? [-2, -3] : [-2])
  let names =
    (0..<stackRank).filter { left.names.contains($0) || right.names.contains($0) }
    + [-1, -3].filter { left.names.contains($0) || right.names.contains($0) }
  let product = Tensor.contracted([left, right], to: names)
  do {
    return product.reshaped(to: try matrixProductShape(a.shape, b.shape))
  } catch {
    preconditionFailure("the shapes have been checked")
  }
}

private func contractionShape(_ a: Shape, _ b: Shape, _ n: Int) throws(ShapeMismatch) -> Shape {
  guard n >= 0, n <= a.rank, n <= b.rank else {
    throw ShapeMismatch(
      "⊗ over \(counted(n, "axis", "axes")) needs that many on both sides; {0} has \(a.rank), {1} has \(b.rank)",
      arguments: [0, 1])
  }
  let left = Array(a.extents.suffix(n))
  let right = Array(b.extents.prefix(n))
  guard left == right else {
    throw ShapeMismatch(
      "the last \(n) axes of {0} are \(Shape(left)) but the first \(n) of {1} are \(Shape(right))",
      arguments: [0, 1])
  }
  do {
    return try Shape(checking: a.extents.dropLast(n) + b.extents.dropFirst(n))
  } catch { throw ShapeMismatch("the product would have more than 2⁶² entries") }
}

/// The extent of every letter; throws where an operand does not fit its letters.
private func einsumExtents(
  _ inputs: [String], _ shapes: [Shape]
) throws(ShapeMismatch) -> [Character: Int] {
  var extents: [Character: Int] = [:]
  for (place, (letters, shape)) in zip(inputs, shapes).enumerated() {
    guard letters.count == shape.rank else {
      throw ShapeMismatch(
        "its subscripts name \(counted(letters.count, "axis", "axes")) but {\(place)} has \(shape.rank)",
        arguments: [place])
    }
    for (letter, extent) in zip(letters, shape.extents) {
      guard extents[letter] == nil || extents[letter] == extent else {
        throw ShapeMismatch(
          "the axis \(letter) has extent \(extent) in {\(place)} but \(extents[letter] ?? 0) before",
          arguments: [place])
      }
      extents[letter] = extent
    }
  }
  return extents
}

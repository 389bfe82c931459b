import TensorCore

/// Rules of functions of whole matrices.
extension Rule {
  /// B = A⁻¹; ∂B[i,j]/∂A[k,l] = −B[i,k]·B[l,j].
  static let inverse = Rule(
    name: "inverse", source: "Petersen and Pedersen (2012), eq. 60",
    shape: { (shapes) throws(ShapeMismatch) in
      try squareShape(shapes[0], "inv")
      return shapes[0]
    },
    value: { $0[0].inverse },
    derivative: .structured { node, arguments, out, supply in
      let read = supply.indices(for: arguments[0].shape)
      let term = Term(
        coefficient: -1,
        factors: [
          Factor(node, indices: [out[0], read[0]]), Factor(node, indices: [read[1], out[1]]),
        ], bound: read)
      return [[LocalTerm(term, at: read)]]
    },
    domain: { $0[0].isNearlySingular ? "the matrix is singular and has no inverse" : nil })

  /// ∂ det A / ∂A[k,l] = cof(A)[k,l], also where A is singular.
  static let determinant = Rule(
    name: "determinant", source: "Petersen and Pedersen (2012), eq. 49",
    shape: { (shapes) throws(ShapeMismatch) in
      try squareShape(shapes[0], "det")
      return .scalar
    },
    value: { Tensor(scalar: $0[0].determinant) },
    derivative: .structured { _, arguments, _, supply in
      let read = supply.indices(for: arguments[0].shape)
      let cofactors = Expression.known(.cofactors, arguments)
      let term = Term(factors: [Factor(cofactors, indices: read)], bound: read)
      return [[LocalTerm(term, at: read)]]
    })

  /// log |det A|; ∂/∂A[k,l] = A⁻¹[l,k].
  static let logDeterminant = Rule(
    name: "log-determinant", source: "Petersen and Pedersen (2012), eq. 51",
    shape: { (shapes) throws(ShapeMismatch) in
      try squareShape(shapes[0], "logdet")
      return .scalar
    },
    value: { Tensor(scalar: $0[0].logDeterminant) },
    derivative: .structured { _, arguments, _, supply in
      let read = supply.indices(for: arguments[0].shape)
      let inverse = Expression.known(.inverse, arguments)
      let term = Term(factors: [Factor(inverse, indices: read.reversed())], bound: read)
      return [[LocalTerm(term, at: read)]]
    },
    domain: { $0[0].isNearlySingular ? "the matrix is singular: the logarithm of 0" : nil })

  /// C = cof(A) = det(A)·A⁻ᵀ; with its factors P and Q, which are A⁻ᵀ and C/2 where A has an inverse,
  /// ∂C[i,j]/∂A[k,l] = P[i,j]·Q[k,l] + Q[i,j]·P[k,l] − P[i,l]·Q[k,j] − Q[i,l]·P[k,j], also where it has none.
  static let cofactors = Rule(
    name: "cofactors", source: "Horn and Johnson (2013), 0.8.10",
    shape: { (shapes) throws(ShapeMismatch) in
      try squareShape(shapes[0], "cof")
      return shapes[0]
    },
    value: { $0[0].cofactors },
    derivative: .structured { _, arguments, out, supply in
      let read = supply.indices(for: arguments[0].shape)
      return [secondCofactorTerms(1, arguments[0], out, read)]
    })

  /// P or Q, of which only the products in the rule above mean something where A has no inverse.
  ///
  /// Where it has one, ∂P[i,j]/∂A[k,l] = −P[i,l]·P[k,j], and Q is half of C.
  static func secondCofactors(_ part: SecondCofactors) -> Rule {
    Rule(
      name: "second cofactors", source: "Horn and Johnson (2013), 0.8.10",
      shape: { (shapes) throws(ShapeMismatch) in
        try squareShape(shapes[0], "cof")
        return shapes[0]
      },
      value: { part == .inverse ? $0[0].secondCofactors.p : $0[0].secondCofactors.q },
      derivative: .structured { node, arguments, out, supply in
        let read = supply.indices(for: arguments[0].shape)
        guard part == .inverse else { return [secondCofactorTerms(0.5, arguments[0], out, read)] }
        let term = Term(
          coefficient: -1,
          factors: [
            Factor(node, indices: [out[0], read[1]]), Factor(node, indices: [read[0], out[1]]),
          ], bound: read)
        return [[LocalTerm(term, at: read)]]
      })
  }

  private static func secondCofactorTerms(
    _ coefficient: Double, _ matrix: Expression, _ out: [Index], _ read: [Index]
  ) -> [LocalTerm] {
    let p = Expression.known(.secondCofactors(.inverse), [matrix])
    let q = Expression.known(.secondCofactors(.half), [matrix])
    return [(1, out[1], read[1]), (-1, read[1], out[1])].flatMap { sign, first, second in
      [(p, q), (q, p)].map { left, right in
        let term = Term(
          coefficient: sign * coefficient,
          factors: [
            Factor(left, indices: [out[0], first]), Factor(right, indices: [read[0], second]),
          ], bound: read)
        return LocalTerm(term, at: read)
      }
    }
  }

  /// ‖a‖ = √Σ a²; ∂‖a‖/∂a[k…] = a[k…]/‖a‖, and 0 where the norm is 0.
  static let norm = Rule(
    name: "norm", source: "Petersen and Pedersen (2012), eq. 129",
    shape: { (_) throws(ShapeMismatch) in .scalar },
    value: { Tensor(scalar: length($0[0])) },
    derivative: .structured { _, arguments, _, supply in
      let read = supply.indices(for: arguments[0].shape)
      let direction = Expression.known(.direction, arguments)
      let term = Term(factors: [Factor(direction, indices: read)], bound: read)
      return [[LocalTerm(term, at: read)]]
    },
    sides: { [length($0[0]) == 0 ? 0 : 1] })

  /// u = a/‖a‖; ∂u[i…]/∂a[k…] = (δ[i…,k…] − u[i…]·u[k…])/‖a‖.
  static let direction = Rule(
    name: "direction", source: "Petersen and Pedersen (2012), eq. 130",
    shape: { (shapes) throws(ShapeMismatch) in shapes[0] },
    value: { arguments in
      let length = length(arguments[0])
      return arguments[0].map { length == 0 ? 0 : $0 / length }
    },
    derivative: .structured { node, arguments, out, supply in
      let read = supply.indices(for: arguments[0].shape)
      let inverse = Factor<Expression>(1 / .known(.norm, arguments), [])
      let own = Term(factors: [inverse])
      let other = Term(
        coefficient: -1,
        factors: [inverse, Factor(node, indices: out), Factor(node, indices: read)], bound: read)
      return [[LocalTerm(own, at: out), LocalTerm(other, at: read)]]
    },
    sides: { [length($0[0]) == 0 ? 0 : 1] })

  /// (A ⊗ B)[p·i + r, q·j + s] = A[i,j]·B[r,s] for B of p×q; vectors likewise.
  static let kroneckerProduct = Rule(
    name: "Kronecker product", source: "Petersen and Pedersen (2012), section 10.2",
    shape: { (shapes) throws(ShapeMismatch) in
      guard shapes[0].rank == shapes[1].rank, (1...2).contains(shapes[0].rank) else {
        throw ShapeMismatch("kron takes two matrices or two vectors", arguments: [0, 1])
      }
      do {
        return try Shape(
          checking: zip(shapes[0].extents, shapes[1].extents).map(saturatingProduct))
      } catch { throw ShapeMismatch("the product would have more than 2⁶² entries") }
    },
    value: { kroneckerProductValue($0[0], $0[1]) },
    derivative: .multilinear { shapes, out, supply in
      let left = supply.indices(for: shapes[0])
      let right = supply.indices(for: shapes[1])
      let deltas = out.indices.map { axis in
        KroneckerDelta(
          IndexForm(out[axis]),
          IndexForm(left[axis]) * shapes[1].extents[axis] + IndexForm(right[axis]))
      }
      return [
        Term(
          deltas: deltas, factors: [Factor(0, indices: left), Factor(1, indices: right)],
          bound: left + right)
      ]
    })

  /// vec(A)[m·j + i] = A[i,j] for m rows.
  static let vec = Rule(
    name: "vec", source: "Petersen and Pedersen (2012), section 10.2.2",
    shape: { (shapes) throws(ShapeMismatch) in
      guard shapes[0].rank == 2 else {
        throw ShapeMismatch("vec takes a matrix, not \(shapes[0])", arguments: [0])
      }
      return Shape([shapes[0].count])
    },
    value: { $0[0].transposed.reshaped(to: Shape([$0[0].shape.count])) },
    derivative: .multilinear { shapes, out, supply in
      let read = supply.indices(for: shapes[0])
      let delta = KroneckerDelta(
        IndexForm(out[0]), IndexForm(read[1]) * shapes[0].extents[0] + IndexForm(read[0]))
      return [Term(deltas: [delta], factors: [Factor(0, indices: read)], bound: read)]
    })
}

private func squareShape(_ shape: Shape, _ name: String) throws(ShapeMismatch) {
  guard shape.rank == 2, shape.extents[0] == shape.extents[1] else {
    throw ShapeMismatch("\(name) takes a square matrix, not \(shape)", arguments: [0])
  }
}

/// √Σ a², scaled so that squares neither overflow nor vanish.
private func length(_ tensor: Tensor) -> Double {
  let greatest = Tensor.greatest(tensor.elements.map(\.magnitude))
  guard greatest > 0, greatest.isFinite else { return max(greatest, 0) }
  return greatest * tensor.map { ($0 / greatest) * ($0 / greatest) }.sum().elements[0].squareRoot()
}

private func kroneckerProductValue(_ a: Tensor, _ b: Tensor) -> Tensor {
  let rank = a.shape.rank
  let order = (0..<rank).flatMap { [$0, $0 + rank] }
  let shape = Shape(zip(a.shape.extents, b.shape.extents).map { $0 * $1 })
  return a.contracted(with: b, axes: 0).permuted(order).reshaped(to: shape)
}

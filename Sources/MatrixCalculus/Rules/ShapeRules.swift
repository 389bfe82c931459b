import TensorCore

/// Rules of operations that move, drop or sum axes, and of constants known by their shape.
extension Rule {
  /// Aᵀ[…, j, i] = A[i, j, …].
  static let transpose = Rule(
    name: "transpose", source: "Petersen and Pedersen (2012), eq. 44",
    shape: { (shapes) throws(ShapeMismatch) in shapes[0].reversed },
    value: { $0[0].transposed },
    derivative: .multilinear { _, out, _ in [Term(factors: [Factor(0, indices: out.reversed())])] })

  /// The sum, or the mean, over some axes.
  static func reduction(axes: [Int]?, keepingAxes: Bool, mean: Bool) -> Rule {
    Rule(
      name: mean ? "mean" : "sum", source: "linearity of the derivative",
      shape: { (shapes) throws(ShapeMismatch) in
        reducedShape(shapes[0], axes, keepingAxes)
      },
      value: { arguments in
        let sum = arguments[0].sum(over: axes, keepingAxes: keepingAxes)
        guard mean else { return sum }
        let count = Double(reducedCount(arguments[0].shape, axes))
        return sum.map { $0 / count }
      },
      derivative: .multilinear { shapes, out, supply in
        let fibre = Fibre(shapes[0], axes, keepingAxes, out, &supply)
        // Of no entries there is no mean, and nothing that it could be derived by.
        let coefficient = mean ? 1 / Double(max(1, reducedCount(shapes[0], axes))) : 1
        return [
          Term(
            coefficient: coefficient, factors: [Factor(0, indices: fibre.all)], bound: fibre.bound)
        ]
      })
  }

  /// The same entries in row-major order under another shape: δ[position of out, position of in].
  static func reshape(_ shape: Shape) -> Rule {
    Rule(
      name: "reshape", source: "row-major order",
      shape: { (shapes) throws(ShapeMismatch) in
        guard shapes[0].count == shape.count else {
          throw ShapeMismatch(
            "{0} has \(counted(shapes[0].count, "entry", "entries")), a \(shape) has \(shape.count)",
            arguments: [0])
        }
        return shape
      },
      value: { $0[0].reshaped(to: shape) },
      derivative: .multilinear { shapes, out, supply in
        let indices = supply.indices(for: shapes[0])
        let delta = KroneckerDelta(
          IndexForm(position: out.map(IndexForm.init), in: shape),
          IndexForm(position: indices.map(IndexForm.init), in: shapes[0]))
        return [Term(deltas: [delta], factors: [Factor(0, indices: indices)], bound: indices)]
      })
  }

  /// S[i…] = sₙ for the n-th scalar, where i… is the n-th entry in row-major order.
  static func stack(_ shape: Shape) -> Rule {
    Rule(
      name: "stack", source: "the derivative of each entry by itself",
      shape: { (shapes) throws(ShapeMismatch) in
        for place in shapes.indices where !shapes[place].isScalar {
          throw ShapeMismatch("entries are scalars, and {\(place)} is none", arguments: [place])
        }
        guard shapes.count == shape.count else {
          throw ShapeMismatch("a \(shape) has \(shape.count) entries, not \(shapes.count)")
        }
        return shape
      },
      value: { Tensor(shape: shape, elements: $0.map { $0[position: 0] }) },
      derivative: .multilinear { _, out, _ in
        (0..<shape.count).map { position in
          let deltas = zip(out, shape.coordinates(of: position)).map {
            KroneckerDelta(IndexForm($0), IndexForm(constant: $1))
          }
          return Term(deltas: deltas, factors: [Factor(position, indices: [])])
        }
      })
  }

  /// Basic indexing: an entry drops its axis, a run shifts it.
  static func slice(_ items: [SliceItem]) -> Rule {
    Rule(
      name: "slice", source: "basic indexing",
      shape: { (shapes) throws(ShapeMismatch) in
        guard items.count == shapes[0].rank else {
          throw ShapeMismatch(
            "\(counted(items.count, "index", "indices")) for \(counted(shapes[0].rank, "axis", "axes"))",
            arguments: [0])
        }
        return Shape(items.compactMap { if case .run(_, let count) = $0 { count } else { nil } })
      },
      value: { arguments in
        let strides = arguments[0].shape.strides
        var start = 0
        var kept: [(Int, Int)] = []
        for (item, stride) in zip(items, strides) {
          switch item {
          case .entry(let place): start += place * stride
          case .run(let first, let count):
            start += first * stride
            kept.append((count, stride))
          }
        }
        return arguments[0].gathered(
          shape: Shape(kept.map(\.0)), start: start, strides: kept.map(\.1))
      },
      derivative: .multilinear { _, out, _ in
        var rest = out[...]
        let subscripts = items.map { item in
          switch item {
          case .entry(let place): IndexForm(constant: place)
          case .run(let first, _): IndexForm(rest.removeFirst()) + IndexForm(constant: first)
          }
        }
        return [Term(factors: [Factor(0, subscripts)])]
      })
  }

  /// diag(x)[i,j] = x[i]·δ[i,j]; diag(A)[i] = A[i,i].
  static let diagonal = Rule(
    name: "diagonal", source: "Petersen and Pedersen (2012), section 9.1.4",
    shape: { (shapes) throws(ShapeMismatch) in
      switch shapes[0].rank {
      case 1: return shapes[0].appending(shapes[0])
      case 2 where shapes[0].extents[0] == shapes[0].extents[1]:
        return Shape([shapes[0].extents[0]])
      default:
        throw ShapeMismatch(
          "diag takes a vector or a square matrix, not \(shapes[0])", arguments: [0])
      }
    },
    value: { arguments in
      let shape = arguments[0].shape
      let n = shape.extents[0]
      guard shape.rank == 1 else {
        return arguments[0].gathered(shape: Shape([n]), start: 0, strides: [n + 1])
      }
      return Tensor(shape: Shape([n, n])) { $0 % (n + 1) == 0 ? arguments[0][position: $0 / n] : 0 }
    },
    derivative: .multilinear { shapes, out, _ in
      guard shapes[0].rank == 1 else {
        return [Term(factors: [Factor(0, indices: [out[0], out[0]])])]
      }
      return [
        Term(deltas: [KroneckerDelta(out[0], out[1])], factors: [Factor(0, indices: [out[0]])])
      ]
    })

  /// tr A = Σᵢ A[i,i].
  static let trace = Rule(
    name: "trace", source: "Petersen and Pedersen (2012), eq. 36",
    shape: { (shapes) throws(ShapeMismatch) in
      guard shapes[0].rank == 2, shapes[0].extents[0] == shapes[0].extents[1] else {
        throw ShapeMismatch("trace takes a square matrix, not \(shapes[0])", arguments: [0])
      }
      return .scalar
    },
    value: { arguments in
      let n = arguments[0].shape.extents[0]
      return arguments[0].gathered(shape: Shape([n]), start: 0, strides: [n + 1]).sum()
    },
    derivative: .multilinear { shapes, _, supply in
      let index = supply.index(extent: shapes[0].extents[0])
      return [Term(factors: [Factor(0, indices: [index, index])], bound: [index])]
    })

  static func ones(_ shape: Shape) -> Rule {
    Rule(
      name: "ones", source: "a constant",
      shape: { (_) throws(ShapeMismatch) in shape },
      value: { _ in Tensor(repeating: 1, shape: shape) },
      derivative: .multilinear { _, _, _ in [Term()] })
  }

  static func zeros(_ shape: Shape) -> Rule {
    Rule(
      name: "zeros", source: "a constant",
      shape: { (_) throws(ShapeMismatch) in shape },
      value: { _ in Tensor(repeating: 0, shape: shape) },
      derivative: .multilinear { _, _, _ in [] })
  }

  /// eye(n)[i,j] = δ[i,j].
  static func identity(_ extent: Int) -> Rule {
    Rule(
      name: "identity", source: "a constant",
      shape: { (_) throws(ShapeMismatch) in Shape([extent, extent]) },
      value: { _ in
        Tensor(shape: Shape([extent, extent])) { $0 % (extent + 1) == 0 ? 1 : 0 }
      },
      derivative: .multilinear { _, out, _ in
        [Term(deltas: [KroneckerDelta(out[0], out[1])])]
      })
  }
}

private func reducedCount(_ shape: Shape, _ axes: [Int]?) -> Int {
  (axes ?? Array(0..<shape.rank)).map { shape.extents[$0] }.reduce(1, *)
}

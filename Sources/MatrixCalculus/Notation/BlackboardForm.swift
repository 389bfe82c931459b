import TensorCore

/// A formula as linear algebra writes it: vectors are columns, rows are transposed columns, and only
/// scalars meet other shapes in silence.
///
/// NumPy's shapes 4 and 4×1 are one column here; what NumPy spreads over a matrix is said in products
/// with 1, the column of ones, or with a diagonal matrix. Scalars stand in front of what they multiply,
/// and products of matrices have no brackets. Source: K. B. Petersen and M. S. Pedersen, "The Matrix
/// Cookbook" (2012); J. R. Magnus and H. Neudecker, "Matrix Differential Calculus" (2019), chapter 1.
struct BlackboardForm {
  indirect enum Node {
    /// What is printed already: a name, a call, words of NumPy.
    case piece(ExpressionNotation.Piece)
    case number(Double)
    /// The column of ones.
    case ones
    case identity
    case sum([Addend])
    /// A product entry by entry.
    case entrywise([BlackboardForm])
    /// A quotient entry by entry, whose divisor is no scalar.
    case quotient(BlackboardForm, BlackboardForm)
    /// A product of matrices and vectors, none of them a scalar.
    case chain([BlackboardForm])
    /// A scalar, or what a scalar multiplies.
    case scaled(Scale, BlackboardForm?)
    case transposed(BlackboardForm)
    case inverse(BlackboardForm)
    /// The diagonal matrix of a column.
    case diagonal(BlackboardForm)
  }

  struct Addend {
    var isNegative: Bool
    var form: BlackboardForm
  }

  /// ±a·b / (c·d), scalars all of them.
  struct Scale {
    var isNegative = false
    var factors: [BlackboardForm] = []
    var divisors: [BlackboardForm] = []

    var isOne: Bool { !isNegative && factors.isEmpty && divisors.isEmpty }

    static func * (left: Scale, right: Scale) -> Scale {
      Scale(
        isNegative: left.isNegative != right.isNegative, factors: left.factors + right.factors,
        divisors: left.divisors + right.divisors)
    }

    /// The same without numbers that stand above and below.
    var reduced: Scale {
      var (above, below) = (factors, divisors)
      for factor in factors {
        guard case .number(let value) = factor.node,
          let own = above.firstIndex(where: { $0.isNumber(value) }),
          let other = below.firstIndex(where: { $0.isNumber(value) })
        else { continue }
        above.remove(at: own)
        below.remove(at: other)
      }
      return Scale(isNegative: isNegative, factors: above, divisors: below)
    }

    /// 1 / self.
    var inverted: Scale { Scale(isNegative: isNegative, factors: divisors, divisors: factors) }
  }

  let node: Node
  /// Scalar, n×1 for a column, m×n; tensors of higher rank as they are.
  let shape: Shape

  init(_ node: Node, _ shape: Shape) {
    self.node = node
    self.shape =
      shape.rank <= 2 && shape.count == 1
      ? .scalar : shape.rank == 1 ? Shape(shape.extents + [1]) : shape
  }

  var isScalar: Bool { shape.isScalar }
  /// Rows and columns; meaningless above rank two.
  var rows: Int { shape.extents.first ?? 1 }
  var columns: Int { shape.extents.last ?? 1 }

  func isNumber(_ value: Double) -> Bool {
    if case .number(value) = node { true } else { false }
  }

  static func number(_ value: Double) -> BlackboardForm {
    BlackboardForm(.number(value), .scalar)
  }

  /// 1, 1ᵀ or 1·1ᵀ.
  static func ones(_ shape: Shape) -> BlackboardForm {
    let column = BlackboardForm(.ones, Shape([shape.extents.first ?? 1]))
    guard shape.rank == 2 else { return shape.count == 1 ? number(1) : column }
    let row = BlackboardForm(.transposed(BlackboardForm(.ones, Shape([shape.extents[1]]))), shape)
    switch (shape.extents[0], shape.extents[1]) {
    case (1, 1): return number(1)
    case (_, 1): return column
    case (1, _): return row
    case (_, let width): return column.multiplied(by: .ones(Shape([1, width])))
    }
  }
}

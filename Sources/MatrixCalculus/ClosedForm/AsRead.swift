import TensorCore

/// Formulas as books write them where they have a value: x / norm(x), det(A)·A⁻ᵀ, [h > 0] for the share of a maximum.
extension Expression {
  /// x / norm(x) and det(A)·A⁻ᵀ for what has values where these have none, to be read.
  public var asRead: Expression {
    guard holdsUnreadable else { return self }
    var best = writtenAsRead
    guard size <= Self.shorteningLimit, holds(\.isProductAsRead) else { return best }
    for spelling: NormalForm.Spelling in [.asRead, [.asRead, .splitInverses]] {
      var form = NormalForm(spelling: spelling)
      for candidate in form.candidates(writtenAsRead)
      where candidate.shape == shape && !candidate.isMisfit && candidate.weight < best.weight {
        best = candidate
      }
    }
    return best
  }

  /// The greater of two as a plain comparison: as it is where no two are equal.
  var withoutTies: Expression {
    guard case .apply(let operation, let arguments, let shape) = self else { return self }
    let inner = arguments.map(\.withoutTies)
    switch operation {
    case .extremumShare(let extremum): return .known(.comparison(extremum.relation), inner)
    case .greatestShare(let axes):
      return .known(
        .comparison(.equal),
        [inner[0], .known(.greatest(axes: axes, keepingAxes: axes != nil), inner)])
    default: return .apply(operation, Arguments(inner), shape)
    }
  }

  /// How long the expression is to read as it is printed.
  var reading: Int { holdsUnreadable ? asRead.weight : weight }

  /// x / norm(x) and det(A)·A⁻ᵀ written out.
  private var writtenAsRead: Expression {
    guard case .apply(let operation, let arguments, let shape) = self else { return self }
    let inner = arguments.map(\.writtenAsRead)
    switch operation {
    case .direction: return inner[0] / (readingName ?? .known(.norm, inner))
    case .cofactors:
      return (readingName ?? .known(.determinant, inner))
        * .known(.inverse, [inner[0].transposed])
    case .secondCofactors(let part): return part.formula(inner[0])
    case .extremumShare(let extremum):
      guard let name = readingName else { break }
      return .known(.comparison(extremum.relation), [name, inner[1]])
    case .greatestShare:
      guard let name = readingName else { break }
      return .known(.comparison(.equal), [inner[0], name])
    case .product:
      guard let tensor = productOfOthers?.writtenAsRead else { break }
      let entries = tensor.reshaped(to: shape)
      let axes = shape.rank == 1 ? nil : [shape.rank - 1]
      return .known(.product(axes: axes, keepingAxes: axes != nil), [entries]) / entries
    default: break
    }
    return .apply(operation, Arguments(inner), shape)
  }

  /// The tensor of whose last axis this is the product of all entries but one.
  var productOfOthers: Expression? {
    guard case .apply(.product(.some(let axes), false), let choice, let shape) = self,
      case .apply(.choice, let parts, _) = choice[0], parts[0].isIdentity, parts[1] == .number(1),
      case .apply(.reshape, let inner, _) = parts[2], axes == [shape.rank],
      parts[2].shape.extents == shape.extents.dropLast() + [1, shape.extents[shape.rank - 1]]
    else { return nil }
    return inner[0]
  }

  private var holdsUnreadable: Bool {
    guard case .apply(_, let arguments, _) = self else { return false }
    return isUnreadable || arguments.contains { $0.holdsUnreadable }
  }

  /// Whether it is written as a shorter formula, which has no value everywhere.
  var isUnreadable: Bool {
    guard case .apply(let operation, _, _) = self else { return false }
    switch operation {
    case .extremumShare, .greatestShare: return readingName != nil
    default: return operation.isProductAsRead || productOfOthers != nil
    }
  }
}

extension Operation {
  /// Whether it takes a mean.
  var isMean: Bool { if case .mean = self { true } else { false } }

  /// Whether it is written as a product or a quotient, whose factors may cancel others.
  fileprivate var isProductAsRead: Bool {
    switch self {
    case .direction, .cofactors, .secondCofactors, .product: true
    default: false
    }
  }
}

extension Extremum {
  /// How the greater, or the smaller, compares with what was not chosen.
  var relation: Relation {
    switch self {
    case .maximum: .greater
    case .minimum: .less
    }
  }
}

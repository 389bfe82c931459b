import TensorCore

/// What a step costs when all entries of its subject are computed as it says: the one source of what the
/// explorer, `derive` and its data tell of it.
///
///     chain rule   ∂E/∂A[k,l] = Σᵢ Σⱼ ∂E/∂y[i,j]·∂y/∂A[i,j,k,l]   48 products, 24 struck out by δ
///     product      Xᵀ·∂E/∂y                                     24 multiplications
///
/// A product is one summand of the step's sums, whatever it is made of; multiplications are those of two
/// numbers, in the form that the step writes: a product of three factors takes two, one factor alone none,
/// and a matrix form may do several at once.
public struct StepCost: Hashable, Sendable {
  /// Saturates, as the others do.
  public let multiplications: Int
  public let products: Int
  /// Products that a delta makes 0.
  public let struck: Int
}

extension Step {
  /// What the step costs; nil where it computes nothing.
  public func cost(in link: Link) -> StepCost? {
    multiplications.map { multiplications in
      let (products, struck) = form.products(in: link)
      return StepCost(multiplications: multiplications, products: products, struck: struck)
    }
  }
}

extension StepCost {
  /// `48 products` and `, 24 struck out by δ`; where products are no multiplications both are told, the
  /// products as terms of a sum: `8 multiplications` and `, 6 terms`.
  public var words: (total: String, rest: String) {
    let struckOut = struck > 0 ? ", \(Self.large(struck)) struck out by δ" : ""
    guard products != multiplications else {
      return (Self.counted(products, "product"), struckOut)
    }
    return (Self.words(multiplications), ", \(Self.counted(products, "term"))\(struckOut)")
  }

  /// `1 multiplication`, `48 multiplications`.
  public static func words(_ multiplications: Int) -> String {
    counted(multiplications, "multiplication")
  }

  private static func counted(_ count: Int, _ noun: String) -> String {
    count == .max ? "\(large(count)) \(noun)s" : MatrixCalculus.counted(count, noun)
  }

  private static func large(_ count: Int) -> String {
    count == .max ? "more than 9·10¹⁸" : String(count)
  }
}

extension StructuredTensor<Expression> {
  /// The products of all entries' sums, and how many of them a delta strikes out: one of a term, or of the
  /// Jacobian that stands in it under its name.
  fileprivate func products(in link: Link) -> (all: Int, struck: Int) {
    var (all, struck) = (0, 0)
    for term in terms {
      let alternatives = term.written(in: link)
      let pattern = SparsityPattern(
        StructuredTensor(free: free + term.bound, terms: alternatives))
      let alive = alternatives.isEmpty ? 0 : pattern.nonzeroCount
      all = saturatingSum(all, pattern.entryCount)
      struck = saturatingSum(struck, max(0, pattern.entryCount - alive))
    }
    return (all, struck)
  }
}

extension Term<Expression> {
  /// The deltas of each term that this one stands for, once a Jacobian under its name is written out.
  fileprivate func written(in link: Link) -> [Term<Expression>] {
    for factor in factors {
      guard case .variable(let name) = factor.label,
        let contribution = link.contributions.first(where: { $0.jacobianName == name })
      else { continue }
      return contribution.jacobian.terms.map { inner in
        var read = zip(contribution.jacobian.free, factor.subscripts).reduce(inner) {
          $0.substituting($1.0, by: $1.1)
        }
        read.deltas = deltas + read.deltas
        return read
      }
    }
    return [Term(deltas: deltas)]
  }
}

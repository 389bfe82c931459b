import MatrixCalculus
import TensorCore

/// Which entries of a named tensor an entry of an expression is computed from.
struct Read {
  let variable: Variable
  /// A form an axis; nil where no form says it: a softmax reads its row, an inverse all.
  let forms: [IndexForm]?
}

extension Expression {
  /// What the entry at `forms` reads.
  func reads(at forms: [IndexForm]) -> [Read] {
    switch self {
    case .variable(let variable): [Read(variable: variable, forms: forms)]
    case .number, .literal: []
    case .apply(.transpose, let arguments, _): arguments[0].reads(at: forms.reversed())
    case .apply(let operation, let arguments, let shape) where operation.isEntrywise:
      arguments.indices.flatMap { place in
        let argument = arguments[place]
        if argument.shape == shape { return argument.reads(at: forms) }
        return argument.shape.isScalar ? argument.reads(at: []) : argument.readsSomewhere
      }
    case .apply: readsSomewhere
    }
  }

  private var readsSomewhere: [Read] { variables.map { Read(variable: $0, forms: nil) } }
}

extension Link.Contribution {
  /// The entries of a tensor that an entry of the output reads, an axis at a time; nil where it runs.
  ///
  /// Of the link's variable the Jacobian says it: what no delta ties runs.
  func places(
    ofAxesOf variable: Variable, in link: Link, for output: [Int]
  ) -> [Int?] {
    guard variable == link.variable else {
      return [Int?](repeating: nil, count: variable.shape.rank)
    }
    let rank = statement.variable.shape.rank
    return places(
      Array(jacobian.free.dropFirst(rank)), from: Array(jacobian.free.prefix(rank)), output)
  }

  /// The entries of the output that read an entry of a tensor, an axis at a time; nil where it runs.
  func places(ofOutputsBy entry: [Int], of variable: Variable, in link: Link) -> [Int?] {
    let rank = statement.variable.shape.rank
    guard variable == link.variable else { return [Int?](repeating: nil, count: rank) }
    return places(
      Array(jacobian.free.prefix(rank)), from: Array(jacobian.free.dropFirst(rank)), entry)
  }

  /// What the deltas say of some axes of the Jacobian where others are known; nil where terms differ.
  private func places(_ axes: [Index], from known: [Index], _ coordinates: [Int]) -> [Int?] {
    var found: [[Int?]] = []
    for term in jacobian.terms {
      var unification = Unification()
      unification.require(known, equal: coordinates)
      unification.require(term.deltas)
      guard unification.holds else { continue }
      found.append(axes.map { unification.value(of: IndexForm($0)) })
    }
    return axes.indices.map { axis in
      let values = Set(found.map { $0[axis] })
      return values.count == 1 ? values.first ?? nil : nil
    }
  }
}

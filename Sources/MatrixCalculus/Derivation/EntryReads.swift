import TensorCore

/// Entries of a variable that a value is computed from: those at `subscripts`, for all values of the
/// indices that the value's own entry does not fix, where the deltas hold.
///
/// softmax along rows reads S[i,n] for P[i,j], n running over the row.
public struct EntryReads: Hashable, Sendable {
  public let variable: Variable
  public let subscripts: [IndexForm]
  public let deltas: [KroneckerDelta]
}

extension Link.Contribution {
  /// What the entry of the statement's value at `forward.free` is computed from.
  ///
  /// Cost: the number of operations, never that of entries.
  public var entryReads: [EntryReads] {
    let ids = forward.terms.flatMap { $0.bound + $0.usedIndices } + forward.free
    var reader = EntryReader(
      supply: IndexSupply(startingAt: (ids.map(\.id).max() ?? 0) + 1))
    for term in forward.terms {
      for factor in term.factors { reader.read(factor.label, factor.subscripts, term.deltas) }
    }
    return reader.reads
  }
}

/// Walks an expression from an entry of its value down to the entries of its variables.
private struct EntryReader {
  var supply: IndexSupply
  var reads: [EntryReads] = []

  mutating func read(
    _ expression: Expression, _ subscripts: [IndexForm], _ deltas: [KroneckerDelta]
  ) {
    switch expression {
    case .number, .literal: return
    case .variable(let variable):
      let read = EntryReads(variable: variable, subscripts: subscripts, deltas: deltas)
      if !reads.contains(read) { reads.append(read) }
    case .apply(let operation, let arguments, let shape):
      let out = supply.indices(for: shape)
      func placed(_ forms: [IndexForm]) -> [IndexForm] {
        forms.map { form in
          zip(out, subscripts).reduce(form) { $0.substituting($1.0, by: $1.1) }
        }
      }
      func placed(_ own: [KroneckerDelta]) -> [KroneckerDelta] {
        deltas
          + own.map { delta in
            zip(out, subscripts).reduce(delta) { $0.substituting($1.0, by: $1.1) }
          }
      }
      switch operation.rule.derivative {
      case .multilinear(let form):
        for term in form(arguments.map(\.shape), out, &supply) {
          for factor in term.factors {
            read(arguments[factor.label], placed(factor.subscripts), placed(term.deltas))
          }
        }
      case .entrywise:
        for argument in arguments {
          read(
            argument, aligned(subscripts, extents: shape.extents, to: argument.shape), deltas)
        }
      case .structured(let local):
        let node = Expression.apply(operation, arguments, shape)
        for (argument, terms) in zip(arguments, local(node, arguments.elements, out, &supply)) {
          // What has no derivative is read all the same, by whichever entries.
          guard !terms.isEmpty else {
            read(argument, supply.indices(for: argument.shape).map(IndexForm.init), deltas)
            continue
          }
          for term in terms { read(argument, placed(term.at), placed(term.derivative.deltas)) }
        }
      }
    }
  }
}

import TensorCore

/// One term with deltas of one digit each and the axes in the order of its layout.
struct KroneckerTerm {
  let term: Term<Expression>
  /// The term as it was, each axis by itself.
  private let plain: Term<Expression>
  /// Without axes of one entry that nothing reads: they are no part of the product.
  let outputs: [Index]
  let inputs: [Index]
  /// The axes that a factor reads as one, slowest first.
  let digits: [Index: [Index]]
  /// The input that a delta makes equal to each paired output.
  private var partner: [Index: Index] = [:]
  /// The input that a delta says to be an output moved by a number, where that is not the same axis.
  private var shifts: [Index: (input: Index, offset: Int)] = [:]
  /// Axes that a delta leaves one place of.
  private var pins: [Index: Int] = [:]

  init?(_ term: Term<Expression>, outputs: [Index], inputs: [Index]) {
    let used = Set(term.usedIndices)
    self.outputs = outputs.filter { $0.extent > 1 || used.contains($0) }
    self.inputs = inputs.filter { $0.extent > 1 || used.contains($0) }
    plain = term
    (self.term, digits) = AxisRefinement.joined(term, [outputs, inputs])
    var seen: Set<Index> = []
    let isOutput: (Index) -> Bool = { [digits] in
      outputs.contains(digits[$0]?.first ?? $0)
    }
    let isInput: (Index) -> Bool = { [digits] in inputs.contains(digits[$0]?.first ?? $0) }
    for delta in self.term.deltas {
      for index in delta.indices {
        guard isOutput(index) || isInput(index), seen.insert(index).inserted else {
          return nil
        }
      }
      let form = delta.left - delta.right
      // A reshape of which a factor reads single axes stays apart.
      guard form.terms.count <= 2 else { return nil }
      guard let output = form.indices.first(where: isOutput),
        let input = form.indices.first(where: isInput)
      else {
        guard form.terms.count == 1, let only = form.terms.first else { return nil }
        pins[only.index] = -form.constant * only.coefficient
        continue
      }
      // input − output − offset = 0, up to its sign.
      let offset = -form.constant * form.coefficient(of: input)
      if offset == 0, output.extent == input.extent {
        partner[output] = input
      } else {
        shifts[output] = (input, offset)
      }
    }
  }

  /// The matrices of the product; `scaling` says that whatever reads rows alone, or columns alone, scales
  /// them, although no delta pairs them; `stacking` that a factor with several axes each way is one matrix.
  func factors(scaling: Bool, stacking: Bool = false) -> [KroneckerForm.Factor]? {
    var (rows, columns, rest) = split(scaling)
    // A vector of a scalar, or a scalar of a tensor: the factors are the entries themselves.
    if inputs.isEmpty || outputs.isEmpty { (rows, columns, rest) = ([], [], term.factors) }
    guard let groups = groups(of: rest, stacking: stacking) else { return nil }
    let arranged = KroneckerOrder(groups, outputs, inputs)
    guard let parts = parts(of: arranged.groups), let scalar = scalar(rest)
    else { return nil }
    var factors: [KroneckerForm.Factor] = scalar == 1 ? [] : [.scalar(scalar)]
    if !rows.isEmpty {
      guard let form = diagonal(rows, along: outputs) else { return nil }
      factors.append(.diagonal(form))
    }
    factors += arranged.left
    let isIdentity = parts.allSatisfy { if case .identity = $0 { true } else { false } }
    let isAlone = rows.isEmpty && columns.isEmpty && (arranged.left + arranged.right).isEmpty
    if !isIdentity || (isAlone && !parts.isEmpty) { factors.append(.kronecker(parts)) }
    factors += arranged.right
    if !columns.isEmpty {
      guard let form = diagonal(columns, along: inputs) else { return nil }
      factors.append(.diagonal(form))
    }
    return factors.isEmpty ? [.scalar(1)] : factors
  }

  /// All entries as one row, or one column, where one side has no axes.
  var vector: [KroneckerForm.Factor]? {
    guard inputs.isEmpty != outputs.isEmpty else { return nil }
    var entries = plain
    entries.coefficient = 1
    let axes = outputs + inputs
    guard let form = form(of: entries, along: axes.reversed()),
      axes.count <= 2 || form.isMatrixForm
    else { return nil }
    let part: KroneckerForm.Part = inputs.isEmpty ? .column(form) : .row(form)
    let scalar = Expression.number(plain.coefficient)
    return (scalar == 1 ? [] : [.scalar(scalar)]) + [.kronecker([part])]
  }

  /// Factors that scale rows, that scale columns, and the others.
  private func split(_ scaling: Bool) -> (
    rows: [Factor<Expression>], columns: [Factor<Expression>], rest: [Factor<Expression>]
  ) {
    var own = shifts.reduce(into: [:]) { own, shift in
      own[shift.value.input] = IndexForm(shift.key) - IndexForm(constant: -shift.value.offset)
    }
    for (output, input) in partner { own[input] = IndexForm(output) }
    let others = partner.mapValues(IndexForm.init)
    func scales(_ factor: Factor<Expression>, _ axes: [Index], _ paired: [Index]) -> Bool {
      let indices = Set(factor.indices)
      return indices.count > 1 && indices.isSubset(of: axes)
        && (scaling || !indices.isDisjoint(with: paired))
    }
    let paired = (outputs: Array(partner.keys) + shifts.keys, inputs: Array(partner.values))
    var (rows, columns, rest) = (
      [Factor<Expression>](), [Factor<Expression>](), [Factor<Expression>]()
    )
    for factor in term.factors {
      let onRows = factor.replacing(own)
      let onColumns = factor.replacing(others)
      if scales(onRows, outputs, paired.outputs) {
        rows.append(onRows)
      } else if scales(onColumns, inputs, paired.inputs) {
        columns.append(onColumns)
      } else {
        rest.append(onRows)
      }
    }
    return (rows, columns, rest)
  }

  /// Axes that share a delta or one of `factors`; nil where a factor reads a tied axis and another.
  private func groups(of factors: [Factor<Expression>], stacking: Bool) -> [KroneckerGroup]? {
    let whole = Dictionary(
      digits.flatMap { joined in joined.value.map { ($0, joined.key) } },
      uniquingKeysWith: { first, _ in first })
    func axes(_ axes: [Index]) -> [Index] {
      axes.reduce(into: []) { seen, axis in
        let axis = whole[axis] ?? axis
        if !seen.contains(axis) { seen.append(axis) }
      }
    }
    let (outputs, inputs) = (axes(outputs), axes(inputs))
    var sets: [Set<Index>] = (outputs + inputs).map { [$0] }
    func join(_ indices: some Sequence<Index>) {
      let own = Set(indices)
      guard !own.isEmpty else { return }
      let touched = sets.filter { !$0.isDisjoint(with: own) }
      sets.removeAll { !$0.isDisjoint(with: own) }
      sets.append(touched.reduce(own) { $0.union($1) })
    }
    for (output, input) in partner { join([output, input]) }
    for (output, shift) in shifts { join([output, shift.input]) }
    for factor in factors { join(factor.indices) }
    let own = sets.filter { set in (outputs + inputs).contains(where: set.contains) }
    let groups = own.map { set in
      KroneckerGroup(
        outputs: outputs.filter(set.contains), inputs: inputs.filter(set.contains), digits: digits,
        factors: factors.filter { !set.isDisjoint(with: $0.indices) },
        bound: term.bound.filter(set.contains), tie: tie(set))
    }
    return groups.allSatisfy { $0.isSound || stacking && $0.isStack } ? groups : nil
  }

  private func tie(_ indices: Set<Index>) -> KroneckerGroup.Tie {
    if let pin = pins.first(where: { indices.contains($0.key) }) { return .pinned(pin.value) }
    if let shift = shifts.first(where: { indices.contains($0.key) }) {
      return .shifted(shift.value.offset)
    }
    return partner.keys.contains(where: indices.contains) ? .paired : .none
  }
}

extension Factor<Expression> {
  var indices: [Index] { subscripts.flatMap(\.indices) }

  func replacing(_ other: [Index: IndexForm]) -> Factor {
    Factor(
      label,
      subscripts.map { form in
        form.indices.reduce(form) { form, index in
          other[index].map { form.substituting(index, by: $0) } ?? form
        }
      })
  }
}

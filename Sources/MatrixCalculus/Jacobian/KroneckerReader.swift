import TensorCore

/// Reads one term of a Jacobian as a product of Kronecker products.
///
/// Deltas pair an axis of the output with one of the variable. Factors that read several axes of the
/// output alone scale rows, those that read several of the variable alone scale columns; the rest must
/// fall apart into groups of at most one axis each, which are the parts.
struct KroneckerReader {
  let outputs: [Index]
  let inputs: [Index]
  let isByColumns: Bool
  /// Whether diagonal matrices may stand between Kronecker products.
  let isSandwiching: Bool

  func factors(of term: Term<Expression>) -> [KroneckerForm.Factor]? {
    guard let (term, outputs, inputs) = AxisRefinement.refined(term, outputs, inputs) else {
      return nil
    }
    return Self.factors(
      of: term, ordered(outputs), ordered(inputs), depth: isSandwiching ? Self.depth : 0)
  }

  /// More than this many diagonal matrices stand in no product.
  private static let depth = 3

  /// The product with the fewest words: one of Kronecker products; one vector; a stack of matrices as one;
  /// several with diagonal matrices between them.
  static func factors(
    of term: Term<Expression>, _ outputs: [Index], _ inputs: [Index], depth: Int
  ) -> [KroneckerForm.Factor]? {
    let tied = AxisRefinement.tied(term, outputs, inputs)
    guard let reading = KroneckerTerm(tied, outputs: outputs, inputs: inputs) else { return nil }
    return reading.factors(scaling: false) ?? reading.factors(scaling: true) ?? reading.vector
      ?? reading.factors(scaling: false, stacking: true)
      ?? (depth > 0 ? KroneckerSandwich(tied, outputs, inputs)?.factors(depth: depth) : nil)
  }

  /// The axes from the one that runs slowest to the fastest; the digits of one axis stay in order.
  private func ordered(_ axes: [[Index]]) -> [Index] {
    Array((isByColumns ? axes.reversed() : axes).joined())
  }
}

/// One term with deltas of one digit each and the axes in the order of its layout.
private struct KroneckerTerm {
  let term: Term<Expression>
  /// The term as it was, each axis by itself.
  private let plain: Term<Expression>
  /// Without axes of one entry that nothing reads: they are no part of the product.
  let outputs: [Index]
  let inputs: [Index]
  /// The axes that a factor reads as one, slowest first.
  private let digits: [Index: [Index]]
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

  private func parts(of groups: [KroneckerGroup]) -> [KroneckerForm.Part]? {
    var parts: [KroneckerForm.Part] = []
    for group in groups {
      guard let whole = part(of: group) else { return nil }
      for part in Self.split(whole) {
        if let last = parts.last, let joined = Self.joined(last, part) {
          parts[parts.count - 1] = joined
        } else {
          parts.append(part)
        }
      }
    }
    return parts
  }

  /// A Kronecker product of the program as its parts.
  private static func split(_ part: KroneckerForm.Part) -> [KroneckerForm.Part] {
    switch part {
    case .matrix(.apply(.kron, let factors, _)): factors.flatMap { split(.matrix($0)) }
    case .matrix(.apply(.identity(let extent), _, _)): [.identity(extent)]
    case .matrix, .identity, .column, .row, .selection, .commutation: [part]
    }
  }

  /// Two parts side by side as one: I ⊗ I = I, 1 ⊗ 1 = 1, and a column beside a row is a matrix.
  private static func joined(
    _ left: KroneckerForm.Part, _ right: KroneckerForm.Part
  ) -> KroneckerForm.Part? {
    switch (left, right) {
    case (.identity(let a), .identity(let b)): return .identity(a * b)
    case (.column(let a), .row(let b)), (.row(let b), .column(let a)):
      return a.shape.rank == 1 && b.shape.rank == 1 ? .matrix(.known(.outer, [a, b])) : nil
    case (.column(let a), .column(let b)): return ones(a, b).map { .column($0) }
    case (.row(let a), .row(let b)): return ones(a, b).map { .row($0) }
    default: return nil
    }
  }

  private static func ones(_ a: Expression, _ b: Expression) -> Expression? {
    guard case .apply(.ones, _, _) = a, case .apply(.ones, _, _) = b else { return nil }
    return .known(.ones(Shape([a.shape.count * b.shape.count])), [])
  }

  private func part(of group: KroneckerGroup) -> KroneckerForm.Part? {
    switch group.tie {
    case .paired:
      guard !group.factors.isEmpty else { return .identity(group.outputs[0].extent) }
      return form(group.factors, along: group.outputs, group.bound).map {
        .matrix(.known(.diagonal, [$0]))
      }
    case .shifted, .pinned: return group.selection
    case .none: return part(reading: group)
    }
  }

  private func part(reading group: KroneckerGroup) -> KroneckerForm.Part? {
    let axes = group.outputs + group.inputs
    let isVec = group.outputs.isEmpty || group.inputs.isEmpty
    guard axes.count <= 2 || isVec else { return stack(group) }
    // vec runs along the axes from the fastest to the slowest.
    guard
      let form = form(group.factors, along: isVec ? axes.reversed() : axes, group.bound),
      axes.count <= 2 || form.isMatrixForm
    else { return nil }
    if group.inputs.isEmpty { return .column(form) }
    return group.outputs.isEmpty ? .row(form) : .matrix(form)
  }

  /// A tensor with several axes each way as a matrix, its axes from the slowest to the fastest.
  private func stack(_ group: KroneckerGroup) -> KroneckerForm.Part? {
    let rows = group.outputs.map(\.extent).reduce(1, *)
    let columns = group.inputs.map(\.extent).reduce(1, *)
    return form(group.factors, along: group.outputs + group.inputs, []).map {
      .matrix($0.reshaped(to: Shape([rows, columns])))
    }
  }

  /// What scales rows or columns as a tensor that vec turns into the diagonal.
  private func diagonal(_ factors: [Factor<Expression>], along axes: [Index]) -> Expression? {
    let form = form(factors, along: axes.reversed(), [])
    return axes.count <= 2 || form?.isMatrixForm == true ? form : nil
  }

  private func form(
    _ factors: [Factor<Expression>], along axes: [Index], _ bound: [Index]
  ) -> Expression? {
    form(of: Term(factors: factors, bound: bound), along: axes)
  }

  private func form(of term: Term<Expression>, along axes: [Index]) -> Expression? {
    ClosedForm.summands(StructuredTensor(free: axes, terms: [term])).map {
      ClosedForm.sum(ClosedForm.factored($0), shape: Shape(axes.map(\.extent))).simplified
    }
  }

  /// What reads no axis.
  private func scalar(_ factors: [Factor<Expression>]) -> Expression? {
    let free = Set(outputs + inputs).union(digits.keys)
    var tied = free
    var grows = true
    while grows {
      let touched = factors.filter { !tied.isDisjoint(with: $0.indices) }.flatMap(\.indices)
      grows = !tied.isSuperset(of: touched)
      tied.formUnion(touched)
    }
    let own = factors.filter { tied.isDisjoint(with: $0.indices) }
    let bound = term.bound.filter { !tied.contains($0) }
    let term = Term(coefficient: self.term.coefficient, factors: own, bound: bound)
    return ClosedForm.summands(StructuredTensor(free: [], terms: [term])).map {
      let form = ClosedForm.sum(ClosedForm.factored($0), shape: .scalar).simplified
      // y / y goes; 1 / n stays the fraction that it is.
      return form.variables.isEmpty ? form : form.shortest()
    }
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

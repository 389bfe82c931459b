import TensorCore

/// The matrices of a Kronecker product, one a group of axes: what reads its rows, its columns, or both.
extension KroneckerTerm {
  func parts(of groups: [KroneckerGroup]) -> [KroneckerForm.Part]? {
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
  func diagonal(_ factors: [Factor<Expression>], along axes: [Index]) -> Expression? {
    let form = form(factors, along: axes.reversed(), [])
    return axes.count <= 2 || form?.isMatrixForm == true ? form : nil
  }

  private func form(
    _ factors: [Factor<Expression>], along axes: [Index], _ bound: [Index]
  ) -> Expression? {
    form(of: Term(factors: factors, bound: bound), along: axes)
  }

  func form(of term: Term<Expression>, along axes: [Index]) -> Expression? {
    ClosedForm.summands(StructuredTensor(free: axes, terms: [term])).map {
      ClosedForm.sum(ClosedForm.factored($0), shape: Shape(axes.map(\.extent))).simplified
    }
  }

  /// What reads no axis.
  func scalar(_ factors: [Factor<Expression>]) -> Expression? {
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

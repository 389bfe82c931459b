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

  /// Axes that share a delta or a factor.
  private struct Group {
    var outputs: [Index]
    var inputs: [Index]
    var factors: [Factor<Expression>] = []
    var bound: [Index] = []
    var isPaired = false
  }

  func factors(of term: Term<Expression>) -> [KroneckerForm.Factor]? {
    guard let (term, outputs, inputs) = AxisRefinement.refined(term, outputs, inputs) else {
      return nil
    }
    return Reading(term: term, outputs: ordered(outputs), inputs: ordered(inputs))?
      .factors(isByColumns: isByColumns)
  }

  /// The axes from the one that runs slowest to the fastest; the digits of one axis stay in order.
  private func ordered(_ axes: [[Index]]) -> [Index] {
    Array((isByColumns ? axes.reversed() : axes).joined())
  }

  /// One term with plain deltas and the axes in the order of its layout.
  private struct Reading {
    let term: Term<Expression>
    let outputs: [Index]
    let inputs: [Index]
    /// The input that a delta makes equal to each paired output.
    let partner: [Index: Index]

    init?(term: Term<Expression>, outputs: [Index], inputs: [Index]) {
      self.term = term
      self.outputs = outputs
      self.inputs = inputs
      var partner: [Index: Index] = [:]
      for delta in term.deltas {
        guard let left = delta.left.plain, let right = delta.right.plain else { return nil }
        let (output, input) = outputs.contains(left) ? (left, right) : (right, left)
        guard outputs.contains(output), inputs.contains(input), partner[output] == nil,
          !partner.values.contains(input), output.extent == input.extent
        else { return nil }
        partner[output] = input
      }
      self.partner = partner
    }

    func factors(isByColumns: Bool) -> [KroneckerForm.Factor]? {
      var (rows, columns, rest) = split()
      // A vector of a scalar, or a scalar of a tensor: the factors are the entries themselves.
      if inputs.isEmpty || outputs.isEmpty { (rows, columns, rest) = ([], [], term.factors) }
      guard let groups = groups(of: rest), let ordered = ordered(groups),
        let parts = parts(of: ordered), let scalar = scalar(rest)
      else { return nil }
      var factors: [KroneckerForm.Factor] = scalar == 1 ? [] : [.scalar(scalar)]
      if !rows.isEmpty {
        guard let form = diagonal(rows, along: outputs, isByColumns) else { return nil }
        factors.append(.diagonal(form))
      }
      let order = ordered.flatMap(\.inputs)
      let isIdentity = parts.allSatisfy { if case .identity = $0 { true } else { false } }
      let isNeeded = rows.isEmpty && columns.isEmpty && order == inputs
      if !isIdentity || (isNeeded && !parts.isEmpty) { factors.append(.kronecker(parts)) }
      if order != inputs {
        guard inputs.count == 2 else { return nil }
        factors.append(.commutation(inputs[1].extent, inputs[0].extent))
      }
      if !columns.isEmpty {
        guard let form = diagonal(columns, along: inputs, isByColumns) else { return nil }
        factors.append(.diagonal(form))
      }
      return factors.isEmpty ? [.scalar(1)] : factors
    }

    /// Factors that scale rows, that scale columns, and the others.
    private func split() -> (
      rows: [Factor<Expression>], columns: [Factor<Expression>], rest: [Factor<Expression>]
    ) {
      let own = Dictionary(
        partner.map { ($0.value, $0.key) }, uniquingKeysWith: { first, _ in first })
      var (rows, columns, rest) = (
        [Factor<Expression>](), [Factor<Expression>](), [Factor<Expression>]()
      )
      for factor in term.factors {
        let onRows = factor.replacing(own)
        let onColumns = factor.replacing(partner)
        if Set(onRows.indices).count > 1, onRows.indices.allSatisfy(outputs.contains) {
          rows.append(onRows)
        } else if Set(onColumns.indices).count > 1, onColumns.indices.allSatisfy(inputs.contains) {
          columns.append(onColumns)
        } else {
          rest.append(onRows)
        }
      }
      return (rows, columns, rest)
    }

    /// Axes that share a delta or one of `factors`; nil where a factor reads a paired axis and another.
    private func groups(of factors: [Factor<Expression>]) -> [Group]? {
      var sets: [Set<Index>] = (outputs + inputs).map { [$0] }
      func join(_ indices: some Sequence<Index>) {
        let own = Set(indices)
        guard !own.isEmpty else { return }
        let touched = sets.filter { !$0.isDisjoint(with: own) }
        sets.removeAll { !$0.isDisjoint(with: own) }
        sets.append(touched.reduce(own) { $0.union($1) })
      }
      for (output, input) in partner { join([output, input]) }
      for factor in factors { join(factor.indices) }
      let axes = sets.filter { set in (outputs + inputs).contains(where: set.contains) }
      let groups = axes.map { set in
        Group(
          outputs: outputs.filter(set.contains), inputs: inputs.filter(set.contains),
          factors: factors.filter { !set.isDisjoint(with: $0.indices) },
          bound: term.bound.filter(set.contains),
          isPaired: set.contains { partner[$0] != nil })
      }
      let areSound = groups.allSatisfy { group in
        group.isPaired
          ? group.outputs.count == 1 && group.inputs.count == 1
            && group.factors.allSatisfy { Set($0.indices) == Set(group.outputs) }
          : group.outputs.count + group.inputs.count == 1
            || (group.outputs.count <= 1 && group.inputs.count <= 1)
            || group.outputs.isEmpty || group.inputs.isEmpty
      }
      return areSound ? groups : nil
    }

    /// The groups in the order of the outputs; those of inputs alone where they disturb least.
    private func ordered(_ groups: [Group]) -> [Group]? {
      func place(_ axes: [Index], _ all: [Index]) -> Int {
        axes.first.flatMap { all.firstIndex(of: $0) } ?? all.count
      }
      var ordered = groups.filter { !$0.outputs.isEmpty }
        .sorted { place($0.outputs, outputs) < place($1.outputs, outputs) }
      for group in groups where group.outputs.isEmpty {
        let own = place(group.inputs, inputs)
        let next = ordered.firstIndex { !$0.inputs.isEmpty && place($0.inputs, inputs) > own }
        ordered.insert(group, at: next ?? ordered.endIndex)
      }
      return ordered.flatMap(\.outputs) == outputs ? ordered : nil
    }

    private func parts(of groups: [Group]) -> [KroneckerForm.Part]? {
      var parts: [KroneckerForm.Part] = []
      for group in groups {
        guard let part = part(of: group) else { return nil }
        if case .identity(let next) = part, case .identity(let extent)? = parts.last {
          parts[parts.count - 1] = .identity(extent * next)
        } else if case .row(let row) = part, row.shape.rank == 1,
          case .column(let column)? = parts.last,
          column.shape.rank == 1
        {
          parts[parts.count - 1] = .matrix(.known(.outer, [column, row]))
        } else if case .column(let column) = part, column.shape.rank == 1,
          case .row(let row)? = parts.last, row.shape.rank == 1
        {
          parts[parts.count - 1] = .matrix(.known(.outer, [column, row]))
        } else {
          parts.append(part)
        }
      }
      return parts
    }

    private func part(of group: Group) -> KroneckerForm.Part? {
      if group.isPaired {
        guard !group.factors.isEmpty else { return .identity(group.outputs[0].extent) }
        return form(group.factors, along: group.outputs, []).map {
          .matrix(.known(.diagonal, [$0]))
        }
      }
      // vec runs along the axes from the fastest to the slowest.
      let axes = group.outputs + group.inputs
      guard axes.count <= 2 else { return nil }
      let isVec = axes.count == 2 && (group.outputs.isEmpty || group.inputs.isEmpty)
      guard let form = form(group.factors, along: isVec ? axes.reversed() : axes, group.bound)
      else { return nil }
      if group.inputs.isEmpty { return .column(form) }
      return group.outputs.isEmpty ? .row(form) : .matrix(form)
    }

    /// What scales rows or columns as a tensor that vec turns into the diagonal.
    private func diagonal(
      _ factors: [Factor<Expression>], along axes: [Index], _ isByColumns: Bool
    ) -> Expression? {
      guard axes.count == 2 else { return nil }
      return form(factors, along: axes.reversed(), [])
    }

    private func form(
      _ factors: [Factor<Expression>], along axes: [Index], _ bound: [Index]
    ) -> Expression? {
      let term = Term(factors: factors, bound: bound)
      return ClosedForm.summands(StructuredTensor(free: axes, terms: [term])).map {
        ClosedForm.sum(ClosedForm.factored($0), shape: Shape(axes.map(\.extent))).simplified
      }
    }

    /// What reads no axis.
    private func scalar(_ factors: [Factor<Expression>]) -> Expression? {
      let free = Set(outputs + inputs)
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
        ClosedForm.sum(ClosedForm.factored($0), shape: .scalar).simplified
      }
    }
  }
}

extension Factor<Expression> {
  fileprivate var indices: [Index] { subscripts.flatMap(\.indices) }

  fileprivate func replacing(_ other: [Index: Index]) -> Factor {
    Factor(
      label,
      subscripts.map { form in
        form.indices.reduce(form) { form, index in
          other[index].map { form.substituting(index, by: IndexForm($0)) } ?? form
        }
      })
  }
}

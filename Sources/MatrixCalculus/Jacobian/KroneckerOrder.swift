import TensorCore

/// Axes of a Jacobian's term that share a delta or a factor: one part of a Kronecker product.
struct KroneckerGroup {
  /// What a delta says of its axes.
  enum Tie: Hashable {
    case none
    case paired
    /// The input is the output, moved by so much.
    case shifted(Int)
    /// The one axis is at this place.
    case pinned(Int)
  }

  var outputs: [Index]
  var inputs: [Index]
  /// The axes that one of them stands for, slowest first.
  var digits: [Index: [Index]]
  var factors: [Factor<Expression>]
  var bound: [Index]
  var tie: Tie

  var outputDigits: [Index] { outputs.flatMap { digits[$0] ?? [$0] } }
  var inputDigits: [Index] { inputs.flatMap { digits[$0] ?? [$0] } }

  /// Whether it is one part: a matrix has an axis each way, a delta has two and no other factor.
  var isSound: Bool {
    switch tie {
    case .none: (outputs.count <= 1 && inputs.count <= 1) || outputs.isEmpty || inputs.isEmpty
    case .paired:
      outputs.count == 1 && inputs.count == 1
        && factors.allSatisfy { Set($0.indices) == Set(outputs) }
    case .shifted: outputs.count == 1 && inputs.count == 1 && factors.isEmpty
    case .pinned: outputs.count + inputs.count == 1 && factors.isEmpty
    }
  }

  /// The rows or columns of I that a moved or a pinned axis selects; nil where they leave it.
  var selection: KroneckerForm.Part? {
    switch tie {
    case .none, .paired: return nil
    case .pinned(let place):
      let extent = (outputs + inputs)[0].extent
      guard (0..<extent).contains(place) else { return nil }
      return .selection(place..<place + 1, isTurned: inputs.isEmpty, of: extent)
    case .shifted(let offset):
      let (own, other) = (outputs[0].extent, inputs[0].extent)
      if offset >= 0, offset + own <= other {
        return .selection(offset..<offset + own, isTurned: false, of: other)
      }
      guard offset <= 0, other - offset <= own else { return nil }
      return .selection(-offset..<other - offset, isTurned: true, of: own)
    }
  }
}

/// The order of the parts of a Kronecker product, with the permutation beside it that the axes need.
///
/// The parts stand in the order of the outputs, and a commutation matrix on the right brings the inputs
/// into it; where outputs of one part stand apart, it is the other way about.
struct KroneckerOrder {
  let groups: [KroneckerGroup]
  let left: KroneckerForm.Factor?
  let right: KroneckerForm.Factor?

  /// Nil where no swap of neighbours makes one order of the other.
  init?(_ groups: [KroneckerGroup], _ outputs: [Index], _ inputs: [Index]) {
    let byOutputs = Self.ordered(groups, outputs, \.outputDigits, among: inputs, \.inputDigits)
    if byOutputs.flatMap(\.outputDigits) == outputs {
      let order = byOutputs.flatMap(\.inputDigits)
      guard let swap = Self.swap(from: inputs, to: order) else { return nil }
      (self.groups, left, right) = (byOutputs, nil, swap.factor)
      return
    }
    let first = groups.filter { $0.inputs.isEmpty && $0.outputDigits.first == outputs.first }
    let last = groups.filter { $0.inputs.isEmpty && $0.outputDigits.first != outputs.first }
    let own = groups.filter { !$0.inputs.isEmpty }
    let byInputs =
      first + Self.ordered(own, inputs, \.inputDigits, among: outputs, \.outputDigits) + last
    guard byInputs.flatMap(\.inputDigits) == inputs,
      let swap = Self.swap(from: byInputs.flatMap(\.outputDigits), to: outputs)
    else { return nil }
    (self.groups, left, right) = (byInputs, swap.factor, nil)
  }

  /// The groups in the order of the axes of one side; those of the other side alone where they disturb
  /// least.
  private static func ordered(
    _ groups: [KroneckerGroup], _ axes: [Index], _ own: KeyPath<KroneckerGroup, [Index]>,
    among others: [Index], _ other: KeyPath<KroneckerGroup, [Index]>
  ) -> [KroneckerGroup] {
    func place(_ indices: [Index], _ all: [Index]) -> Int {
      indices.first.flatMap { all.firstIndex(of: $0) } ?? all.count
    }
    var ordered = groups.filter { !$0[keyPath: own].isEmpty }
      .sorted { place($0[keyPath: own], axes) < place($1[keyPath: own], axes) }
    for group in groups where group[keyPath: own].isEmpty {
      let first = place(group[keyPath: other], others)
      let next = ordered.firstIndex {
        !$0[keyPath: other].isEmpty && place($0[keyPath: other], others) > first
      }
      ordered.insert(group, at: next ?? ordered.endIndex)
    }
    return ordered
  }

  /// What takes axes in one order, slowest first, to another that has two neighbouring blocks swapped.
  private struct Swap {
    let factor: KroneckerForm.Factor?
  }

  private static func swap(from old: [Index], to new: [Index]) -> Swap? {
    guard old != new else { return Swap(factor: nil) }
    func extent(_ axes: some Sequence<Index>) -> Int { axes.map(\.extent).reduce(1, *) }
    let before = zip(old, new).prefix { $0 == $1 }.count
    let after = zip(old.reversed(), new.reversed()).prefix { $0 == $1 }.count
    let (a, b) = (old[before..<old.count - after], new[before..<new.count - after])
    guard let cut = a.firstIndex(where: { $0 == b.first }),
      Array(a[cut...] + a[..<cut]) == Array(b)
    else { return nil }
    // From rows and columns of A, slowest last, to those of its transpose.
    let (slow, fast) = (extent(a[..<cut]), extent(a[cut...]))
    let (head, tail) = (extent(old[..<before]), extent(old[(old.count - after)...]))
    let outer = (head > 1, tail > 1)
    guard outer.0 || outer.1 else { return Swap(factor: .commutation(fast, slow)) }
    return Swap(
      factor: .kronecker(
        (outer.0 ? [.identity(head)] : []) + [.commutation(fast, slow)]
          + (outer.1 ? [.identity(tail)] : [])))
  }
}

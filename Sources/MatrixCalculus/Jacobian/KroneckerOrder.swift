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
        && factors.allSatisfy { Set($0.indices).subtracting(bound).isSubset(of: outputs) }
    case .shifted: outputs.count == 1 && inputs.count == 1 && factors.isEmpty
    case .pinned: outputs.count + inputs.count == 1 && factors.isEmpty
    }
  }

  /// Whether it is one tensor of which some axes are those of rows, and the others of columns.
  var isStack: Bool { tie == .none && factors.count == 1 && bound.isEmpty }

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

/// The order of the parts of a Kronecker product, with the permutations beside it that the axes need.
///
/// The parts stand in the order of the outputs, and commutation matrices on the right bring the inputs
/// into it; where outputs of one part stand apart, it is the other way about, or there are some on both sides.
struct KroneckerOrder {
  let groups: [KroneckerGroup]
  let left: [KroneckerForm.Factor]
  let right: [KroneckerForm.Factor]

  init(_ groups: [KroneckerGroup], _ outputs: [Index], _ inputs: [Index]) {
    let byOutputs = Self.ordered(groups, outputs, \.outputDigits, among: inputs, \.inputDigits)
    let first = groups.filter { $0.inputs.isEmpty && $0.outputDigits.first == outputs.first }
    let last = groups.filter { $0.inputs.isEmpty && $0.outputDigits.first != outputs.first }
    let own = groups.filter { !$0.inputs.isEmpty }
    let byInputs =
      first + Self.ordered(own, inputs, \.inputDigits, among: outputs, \.outputDigits) + last
    let isByOutputs = byOutputs.flatMap(\.outputDigits) == outputs
    let isByInputs = byInputs.flatMap(\.inputDigits) == inputs
    self.groups = isByInputs && !isByOutputs ? byInputs : byOutputs
    left = Self.swaps(from: self.groups.flatMap(\.outputDigits), to: outputs)
    right = Self.swaps(from: inputs, to: self.groups.flatMap(\.inputDigits))
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

  /// What takes axes in one order, slowest first, to another: one swap of neighbouring blocks where that does,
  /// else one for every axis that is not in its place, the last one in front.
  private static func swaps(from old: [Index], to new: [Index]) -> [KroneckerForm.Factor] {
    guard let place = zip(old, new).enumerated().first(where: { $1.0 != $1.1 })?.offset else {
      return []
    }
    let after = zip(old.reversed(), new.reversed()).prefix { $0 == $1 }.count
    let (a, b) = (Array(old[place..<old.count - after]), Array(new[place..<new.count - after]))
    let cut = a.firstIndex { $0 == b.first } ?? 0
    if Array(a[cut...] + a[..<cut]) == b {
      return [swap(old, place..<place + cut, place + cut..<old.count - after)]
    }
    var next = old
    next.remove(at: place + cut)
    next.insert(old[place + cut], at: place)
    return swaps(from: next, to: new)
      + [swap(old, place..<place + cut, place + cut..<place + cut + 1)]
  }

  /// Two blocks side by side, of axes from the slowest to the fastest, the other way about.
  private static func swap(
    _ axes: [Index], _ slow: Range<Int>, _ fast: Range<Int>
  ) -> KroneckerForm.Factor {
    func extent(_ range: Range<Int>) -> Int { axes[range].map(\.extent).reduce(1, *) }
    // From rows and columns of A, slowest last, to those of its transpose.
    let (head, tail) = (extent(0..<slow.lowerBound), extent(fast.upperBound..<axes.count))
    guard head > 1 || tail > 1 else { return .commutation(extent(fast), extent(slow)) }
    return .kronecker(
      (head > 1 ? [.identity(head)] : []) + [.commutation(extent(fast), extent(slow))]
        + (tail > 1 ? [.identity(tail)] : []))
  }
}

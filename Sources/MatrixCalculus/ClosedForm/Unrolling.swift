import TensorCore

/// A sum of products along neighbouring free axes that one delta reads as the digits of another number: what it
/// is with axes of those digits, and a reshape.
///
///     Σ G[i,k]·B[j,k]·δ[2·i + j, 3·a + b] at [a,b]      reshape(G·Bᵀ, 2×3)
///     Σ G[i]·δ[4·i, 3·a + b]                            reshape(diag(G), 3×3)
///     Σ G[i]·δ[2·i, 3·a + b]                            reshape(G·eᵀ, 2×3) for the first unit vector e
struct Unrolling {
  /// The term without the delta.
  let term: Term<Expression>
  /// Its free axes, the digits in the place of those that the delta reads.
  let axes: [Index]
  private let shape: Shape
  private let isTurned: Bool

  /// Nil where no delta reads free axes that nothing else does as other digits.
  init?(_ term: Term<Expression>, free: [Index]) {
    for place in term.deltas.indices {
      let delta = term.deltas[place]
      for (own, other) in [(delta.left, delta.right), (delta.right, delta.left)] {
        guard let unrolling = Self(term, free, place, own, other) else { continue }
        self = unrolling
        return
      }
    }
    return nil
  }

  private init?(
    _ term: Term<Expression>, _ free: [Index], _ place: Int, _ own: IndexForm, _ other: IndexForm
  ) {
    guard own.constant == 0, let old = own.digits, !old.isEmpty else { return nil }
    isTurned = old.count == 2 && free == old.reversed()
    let ordered = isTurned ? old : free
    shape = Shape(ordered.map(\.extent))
    guard let start = ordered.firstIndex(of: old[0]),
      Array(ordered[start...].prefix(old.count)) == old,
      let digits = AxisReading.digits(of: other, dividing: old.reduce(1) { $0 * $1.extent }),
      old.count + digits.count > 2
    else { return nil }
    var rest = term
    rest.deltas.remove(at: place)
    guard !rest.usedIndices.contains(where: old.contains),
      !other.indices.contains(where: old.contains)
    else { return nil }
    var supply = IndexSupply(
      startingAt: 1 + (free + term.bound + term.usedIndices).reduce(0) { max($0, $1.id) })
    var new: [Index] = []
    for digit in digits {
      if let index = digit.index, digit.radix == index.extent, rest.bound.contains(index) {
        rest.bound.removeAll { $0 == index }
        new.append(index)
      } else {
        let axis = supply.index(extent: digit.radix)
        rest.deltas.append(KroneckerDelta(digit.form, IndexForm(axis)))
        new.append(axis)
      }
    }
    self.term = rest
    axes = ordered[..<start] + new + ordered[(start + old.count)...]
  }

  /// The form with the axes that the delta read.
  func reshaped(_ form: Expression) -> Expression {
    let whole = form.simplified.reshaped(to: shape)
    return isTurned ? whole.transposed : whole
  }
}

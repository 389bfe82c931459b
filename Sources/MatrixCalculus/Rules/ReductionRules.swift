import TensorCore

/// Rules of nonlinear functions of all entries along some axes.
extension Rule {
  /// p[o] = Π_q a[o,q]; ∂p[o]/∂a[o,q] = the product of the others.
  ///
  /// The product of the others is itself a formula, Π_r (1 where r = q, else a[o,r]), so that it is right
  /// where entries are zero, and has a derivative in turn. It costs the square of the fibre's length.
  static func product(axes: [Int]?, keepingAxes: Bool) -> Rule {
    Rule(
      name: "product", source: "the product rule",
      shape: { (shapes) throws(ShapeMismatch) in
        reducedShape(shapes[0], axes, keepingAxes)
      },
      value: { $0[0].reduced(over: axes, keepingAxes: keepingAxes) { $0.reduce(1, *) } },
      derivative: .structured { _, arguments, out, supply in
        let shape = arguments[0].shape
        let fibre = Fibre(shape, axes, keepingAxes, out, &supply)
        let position = IndexForm(
          position: fibre.bound.map(IndexForm.init), in: Shape(fibre.bound.map(\.extent)))
        let others = productOfOthers(arguments[0], axes ?? Array(0..<shape.rank))
        let term = Term(
          factors: [Factor(others, fibre.kept.map(IndexForm.init) + [position])],
          bound: fibre.bound)
        return [[LocalTerm(term, at: fibre.all)]]
      })
  }

  /// m[o] = max_q a[o,q]; ∂m[o]/∂a[o,q] = 1 at the greatest, shared equally at a tie.
  static func greatest(axes: [Int]?, keepingAxes: Bool) -> Rule {
    Rule(
      name: "maximum along an axis", source: "Clarke (1983), proposition 2.3.12",
      shape: { (shapes) throws(ShapeMismatch) in
        let reduced = axes ?? Array(0..<shapes[0].rank)
        guard reduced.allSatisfy({ shapes[0].extents[$0] > 0 }) else {
          throw ShapeMismatch("{0} has no entries to take the maximum of", arguments: [0])
        }
        return reducedShape(shapes[0], axes, keepingAxes)
      },
      value: { $0[0].reduced(over: axes, keepingAxes: keepingAxes) { Tensor.greatest($0) } },
      derivative: .structured { _, arguments, out, supply in
        let fibre = Fibre(arguments[0].shape, axes, keepingAxes, out, &supply)
        let share = Expression.known(.greatestShare(axes: axes), arguments)
        let term = Term(factors: [Factor(share, indices: fibre.all)], bound: fibre.bound)
        return [[LocalTerm(term, at: fibre.all)]]
      },
      sides: { shares($0[0], axes).elements.map { $0 > 0 ? 1 : 0 } })
  }

  /// 1 at the greatest entry of each fibre, the same part of 1 at each of several, else 0.
  static func greatestShare(axes: [Int]?) -> Rule {
    Rule(
      name: "share of the maximum", source: "Clarke (1983), proposition 2.3.12",
      shape: { (shapes) throws(ShapeMismatch) in shapes[0] },
      value: { shares($0[0], axes) },
      derivative: .structured { _, _, _, _ in [[]] },
      sides: { shares($0[0], axes).elements.map { $0 > 0 ? 1 : 0 } })
  }

  /// l[o] = log Σ_q exp a[o,q]; ∂l[o]/∂a[o,q] = softmax(a)[o,q].
  static func logSumExp(axes: [Int]?, keepingAxes: Bool) -> Rule {
    Rule(
      name: "log-sum-exp", source: "Boyd and Vandenberghe (2004), section 3.1.5",
      shape: { (shapes) throws(ShapeMismatch) in reducedShape(shapes[0], axes, keepingAxes) },
      value: { $0[0].logSumExp(over: axes, keepingAxes: keepingAxes) },
      derivative: .structured { _, arguments, out, supply in
        let fibre = Fibre(arguments[0].shape, axes, keepingAxes, out, &supply)
        let softmax = Expression.known(.softmax(axes: axes), arguments)
        let term = Term(factors: [Factor(softmax, indices: fibre.all)], bound: fibre.bound)
        return [[LocalTerm(term, at: fibre.all)]]
      })
  }

  /// s[o,p] = exp a[o,p] / Σ_q exp a[o,q]; ∂s[o,p]/∂a[o,q] = s[o,p]·δ[p,q] − s[o,p]·s[o,q].
  static func softmax(axes: [Int]?) -> Rule {
    Rule(
      name: "softmax", source: "Goodfellow, Bengio and Courville (2016), section 6.2.2.3",
      shape: { (shapes) throws(ShapeMismatch) in shapes[0] },
      value: { $0[0].softmax(along: axes) },
      derivative: .structured { node, arguments, out, supply in
        let read = otherEntries(arguments[0].shape, axes, out, &supply)
        let own = Term(factors: [Factor(node, indices: out)])
        let other = Term(
          coefficient: -1, factors: [Factor(node, indices: out), Factor(node, indices: read.all)],
          bound: read.bound)
        return [[LocalTerm(own, at: out), LocalTerm(other, at: read.all)]]
      })
  }

  /// l = a − log Σ exp a; ∂l[o,p]/∂a[o,q] = δ[p,q] − softmax(a)[o,q].
  static func logSoftmax(axes: [Int]?) -> Rule {
    Rule(
      name: "log-softmax", source: "Goodfellow, Bengio and Courville (2016), section 6.2.2.3",
      shape: { (shapes) throws(ShapeMismatch) in shapes[0] },
      value: { arguments in
        arguments[0].zipped(arguments[0].logSumExp(over: axes, keepingAxes: true), -)
      },
      derivative: .structured { _, arguments, out, supply in
        let read = otherEntries(arguments[0].shape, axes, out, &supply)
        let softmax = Expression.known(.softmax(axes: axes), arguments)
        let other = Term(
          coefficient: -1, factors: [Factor(softmax, indices: read.all)], bound: read.bound)
        return [[LocalTerm(Term(), at: out), LocalTerm(other, at: read.all)]]
      })
  }
}

/// The indices by which a function of whole fibres reads its argument for one entry of its value.
struct Fibre {
  /// One an axis of the argument.
  let all: [Index]
  /// Those of the axes that stay.
  let kept: [Index]
  /// Those of the axes that the function runs over.
  let bound: [Index]

  init(
    _ shape: Shape, _ axes: [Int]?, _ keepingAxes: Bool, _ out: [Index],
    _ supply: inout IndexSupply
  ) {
    let reduced = Set(axes ?? Array(0..<shape.rank))
    var rest = out[...]
    var (all, kept, bound) = ([Index](), [Index](), [Index]())
    for (axis, extent) in shape.extents.enumerated() {
      guard reduced.contains(axis) else {
        let index = rest.removeFirst()
        all.append(index)
        kept.append(index)
        continue
      }
      if keepingAxes { rest.removeFirst() }
      let index = supply.index(extent: extent)
      all.append(index)
      bound.append(index)
    }
    (self.all, self.kept, self.bound) = (all, kept, bound)
  }
}

/// The entries of the fibre that the entry at `out` stands in.
private func otherEntries(
  _ shape: Shape, _ axes: [Int]?, _ out: [Index], _ supply: inout IndexSupply
) -> (all: [Index], bound: [Index]) {
  let along = Set(axes ?? Array(0..<shape.rank))
  var bound: [Index] = []
  let all = out.enumerated().map { axis, index in
    guard along.contains(axis) else { return index }
    bound.append(supply.index(extent: index.extent))
    return bound[bound.count - 1]
  }
  return (all, bound)
}

/// The shape without the reduced axes, or with extent 1 each.
func reducedShape(_ shape: Shape, _ axes: [Int]?, _ keepingAxes: Bool) -> Shape {
  let reduced = Set(axes ?? Array(0..<shape.rank))
  let extents = shape.extents.enumerated()
  return keepingAxes
    ? Shape(extents.map { reduced.contains($0.offset) ? 1 : $0.element })
    : Shape(extents.filter { !reduced.contains($0.offset) }.map(\.element))
}

/// others[o,q] = Π_r (1 where r = q, else a[o,r]), the fibre as one last axis.
private func productOfOthers(_ argument: Expression, _ axes: [Int]) -> Expression {
  let shape = argument.shape
  let kept = (0..<shape.rank).filter { !axes.contains($0) }
  let order = kept + (0..<shape.rank).filter(axes.contains)
  let length = axes.map { shape.extents[$0] }.reduce(1, *)
  let rows = kept.map { shape.extents[$0] }
  let fibres = argument.permuted(order).reshaped(to: Shape(rows + [1, length]))
  let others = Expression.known(
    .choice, [.known(.identity(length), []), 1, fibres])
  return .known(.product(axes: [rows.count + 1], keepingAxes: false), [others])
}

private func shares(_ tensor: Tensor, _ axes: [Int]?) -> Tensor {
  tensor.mapFibres(along: axes) { fibre in
    let greatest = Tensor.greatest(fibre)
    let count = fibre.count { $0 == greatest }
    return fibre.map { greatest.isNaN ? .nan : $0 == greatest ? 1 / Double(count) : 0 }
  }
}

import MatrixCalculus
import TensorCore
func v(_ n: String, _ s: [Int], _ r: Variable.Role = .input) -> Variable {
  Variable(n, shape: Shape(s), role: r)
}
func show(_ d: Derivation) {
  for link in d.links {
    print(
      "== link", link.variable.name,
      link.letters.map { "\($0.key.name)[\($0.value.joined())]" }.sorted())
    for s in link.steps {
      print(" ", s.rule.rawValue, "|", s.formula.text, "|", s.words, "|", s.multiplications ?? -1)
    }
  }
  print(
    "closed:", d.closedForm.map { ExpressionNotation.unicode.text($0).text } ?? "nil", "|",
    d.closedForm.map { ExpressionNotation.numpy.text($0).text } ?? "nil", "|",
    d.closedForm.map { ExpressionNotation.latex.text($0).text } ?? "nil")
  if let j = d.jacobian {
    let p = SparsityPattern(j);
    print("J:", j.terms.count, p.condition.text, p.nonzeroCount, p.entryCount)
  }
  print("")
}
let X = v("X", [3, 4]), A = v("A", [4, 2]), T = v("T", [3, 2]), y = v("y", [3, 2], .assigned),
  E = v("E", [], .assigned)
let eX = Expression.variable(X), eA = Expression.variable(A), eT = Expression.variable(T),
  ey = Expression.variable(y)
let p1 = Program(
  inputs: [X, A, T],
  statements: [.init(y, eX.matrixProduct(eA)), .init(E, (ey - eT).power(2).summed(axes: nil) / 2)])
show(.deriving(E, by: A, in: p1))
show(.deriving(E, by: X, in: p1))
show(.deriving(y, by: A, in: p1))
let b = v("b", [2])
let p2 = Program(
  inputs: [X, A, b, T],
  statements: [
    .init(y, .function("relu", eX.matrixProduct(eA) + .variable(b))),
    .init(E, (ey - eT).power(2).summed(axes: nil) / 2),
  ])
show(.deriving(E, by: A, in: p2))
show(.deriving(E, by: b, in: p2))
show(.deriving(y, by: b, in: p2))
let R = v("R", [3, 4]), K = v("K", [4, 4], .assigned), eR = Expression.variable(R)
show(
  .deriving(
    K, by: R, in: Program(inputs: [R], statements: [.init(K, eR.transposed.matrixProduct(eR))])))
let x = v("x", [2]), yv = v("y", [4], .assigned), bb = v("b", [4])
let p3 = Program(inputs: [A, x], statements: [.init(yv, eA.matrixProduct(.variable(x)))])
show(.deriving(yv, by: x, in: p3)); show(.deriving(yv, by: A, in: p3))
show(
  .deriving(
    E, by: x,
    in: Program(
      inputs: [A, x, bb],
      statements: [
        .init(E, (eA.matrixProduct(.variable(x)) - .variable(bb)).power(2).summed(axes: nil))
      ])))
let W1 = v("W1", [4, 5]), W2 = v("W2", [5, 2]), h = v("h", [3, 5], .assigned)
let p4 = Program(
  inputs: [X, W1, W2, T],
  statements: [
    .init(h, .function("tanh", eX.matrixProduct(.variable(W1)))),
    .init(y, Expression.variable(h).matrixProduct(.variable(W2))),
    .init(E, (ey - eT).power(2).summed(axes: nil) / 2),
  ])
show(.deriving(E, by: W1, in: p4))
let S = v("S", [3, 3]), q = v("q", [3])
show(
  .deriving(
    E, by: q,
    in: Program(
      inputs: [S, q],
      statements: [
        .init(E, Expression.variable(q).matrixProduct(.variable(S)).matrixProduct(.variable(q)))
      ])))

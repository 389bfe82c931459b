import MatrixCalculus
import TensorCore
import Testing

/// The expected names follow from y = A·X·B ⇒ ∂vec(y)/∂vec(X) = A ⊗ Bᵀ in row-major order.
@Suite struct JacobianStructureTests {
  private func input(_ name: String, _ extents: Int...) -> Variable {
    Variable(name, shape: Shape(extents))
  }

  private func structure(of expression: Expression, by variable: Variable) -> String {
    let output = Variable("y", shape: expression.shape, role: .assigned)
    let program = Program(
      inputs: expression.variables, statements: [.init(output, expression)])
    guard let jacobian = Derivation.deriving(output, by: variable, in: program).jacobian else {
      return "no Jacobian"
    }
    return JacobianStructure(jacobian, outputRank: output.shape.rank).text
  }

  @Test func matrixProductsAreKroneckerProducts() {
    let (X, A, B) = (input("X", 3, 4), input("A", 4, 2), input("B", 2, 5))
    let (x, a, b) = (Expression.variable(X), Expression.variable(A), Expression.variable(B))
    #expect(structure(of: x.matrixProduct(a), by: A) == "X ⊗ I")
    #expect(structure(of: x.matrixProduct(a), by: X) == "I ⊗ Aᵀ")
    #expect(structure(of: x.matrixProduct(a).matrixProduct(b), by: A) == "X ⊗ Bᵀ")
    #expect(structure(of: 2 * x.matrixProduct(a), by: A) == "2·(X ⊗ I)")
  }

  @Test func vectorsAreRowsAndColumns() {
    let (A, x, b, X) = (input("A", 3, 4), input("x", 4), input("b", 4), input("X", 3, 4))
    let (a, v) = (Expression.variable(A), Expression.variable(x))
    #expect(structure(of: a.matrixProduct(v), by: A) == "I ⊗ xᵀ")
    #expect(structure(of: a.matrixProduct(v), by: x) == "dense")
    #expect(structure(of: .variable(X) + .variable(b), by: b) == "1 ⊗ I")
    #expect(structure(of: a.summed(axes: nil), by: A) == "dense")
  }

  @Test func entryByEntryFunctionsAreDiagonal() {
    let (Z, X, A) = (input("Z", 3, 2), input("X", 3, 4), input("A", 4, 2))
    let z = Expression.variable(Z)
    #expect(structure(of: .function("relu", z), by: Z) == "diagonal")
    #expect(structure(of: z + 1, by: Z) == "I")
    #expect(structure(of: 3 * z, by: Z) == "3·I")
    #expect(structure(of: -z, by: Z) == "−I")
    let layer = Expression.function("relu", Expression.variable(X).matrixProduct(.variable(A)))
    #expect(structure(of: layer, by: X) == "block-diagonal over i")
    #expect(structure(of: layer, by: A) == "block-diagonal over j")
  }

  @Test func movedEntriesArePermutations() {
    let Z = input("Z", 3, 2)
    let z = Expression.variable(Z)
    #expect(structure(of: z.transposed, by: Z) == "permutation")
  }

  @Test func sumsOfPatternsAreSparseOrDense() {
    let R = input("R", 3, 4)
    let r = Expression.variable(R)
    #expect(structure(of: r.transposed.matrixProduct(r), by: R) == "sparse")
    #expect(structure(of: .number(1) * .variable(input("c")), by: R) == "zero")
  }
}

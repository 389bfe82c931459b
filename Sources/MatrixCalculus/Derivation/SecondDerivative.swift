import TensorCore

extension Derivation {
  /// The Hessian of a scalar output: the derivation of its gradient's closed form by the same variable.
  ///
  /// H[k…, l…] = ∂(∂E/∂x[k…])/∂x[l…] is the Jacobian of that derivation. Nil where the output is no
  /// scalar, or the gradient has no closed form; `program` is the one that this derivation is of.
  /// Source: Laue, Mitterreiter and Giesen (2018), section 4.
  public func second(in program: Program) -> (derivation: Derivation, program: Program)? {
    guard output.shape.isScalar, let closedForm else { return nil }
    let gradient = Variable(
      "∂\(output.name)/∂\(variable.name)", shape: variable.shape,
      role: .contraction)
    let extended = Program(
      inputs: program.inputs,
      statements: program.statements + [Program.Statement(gradient, closedForm.withoutReadingNames)]
    )
    // Its Jacobian is what is read; its own gradient serves the certificate alone, unless the two are one.
    let second = Derivation.deriving(
      gradient, by: variable, in: extended, rules: .standard,
      isShortest: gradient.shape.isScalar)
    return (second, extended)
  }
}

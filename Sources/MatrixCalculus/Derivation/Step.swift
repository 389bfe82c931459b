import TensorCore

/// The name of a step of a derivation: step titles, `rule` in JSON, places in scenes.
public enum StepRule: String, CaseIterable, Hashable, Sendable {
  case forward
  case jacobian
  case sparsity
  case chainRule = "chain rule"
  case distribute
  case delta
  case factorOut = "factor out"
  case collect
  case product
  case hadamard
  case trace
  case sum
  case diagonal
  case einsum
  case transpose
  case closedForm = "closed form"
}

/// One line of a derivation: what is said, and the sum of products that it says it of.
public struct Step: Hashable, Sendable {
  public let rule: StepRule
  /// The tensor whose entries the step is about: y, then ∂y/∂A, then ∂E/∂A.
  public let subject: Variable
  /// The whole line: `∂y/∂A[i,j,k,l] = X[i,k]·δ[j,l]`.
  public let formula: FormulaText
  /// What the line says, for any notation.
  public let equation: Equation
  /// The rule in a sentence, which counts from one.
  public let words: String
  /// The subject's entries as a sum of products; its free indices are the axes as this step has them,
  /// which a product may have turned over ([l,k] until the transpose).
  public let form: StructuredTensor<Expression>
  /// The matrix form of the subject, once a product, a transpose or the closed form has given one.
  public let matrixForm: Expression?
  /// Multiplications for all entries of the subject when it is computed as this step says.
  ///
  /// Nil where the step computes nothing.
  public let multiplications: Int?
  /// What a delta step did.
  public let collapse: Term<Expression>.Collapse?

  /// The words where the rule's name does not stand beside them: `chain rule, ∂E/∂y ⊗₂ ∂y/∂A`.
  ///
  /// `link` is the one that the step is of; indices count from `base`.
  public func sentence(in link: Link, countingFrom base: Int) -> String {
    switch rule {
    case .chainRule: return "\(rule.rawValue), \(words)"
    case .sparsity:
      let told = link.contributions.first { $0.jacobianName == subject }
      return told.map { Words.sparsity($0, countingFrom: base) } ?? words
    case .delta: return collapse.map { Words.delta($0, countingFrom: base) } ?? words
    case .forward, .jacobian, .distribute, .factorOut, .collect, .product, .hadamard, .trace, .sum,
      .diagonal, .einsum, .transpose, .closedForm:
      return words
    }
  }

  init(
    rule: StepRule, subject: Variable, equation: Equation, words: String,
    form: StructuredTensor<Expression>, matrixForm: Expression?, multiplications: Int?,
    collapse: Term<Expression>.Collapse?
  ) {
    self.rule = rule
    self.subject = subject
    self.equation = equation
    formula = equation.text(in: .unicode)
    self.words = words
    self.form = form
    self.matrixForm = matrixForm
    self.multiplications = multiplications
    self.collapse = collapse
  }
}

/// One link of a derivation: the gradient of the scalar by one variable, from the gradients by the
/// variables that are computed from it directly.
public struct Link: Hashable, Sendable {
  /// A statement that reads the link's variable, with its Jacobian.
  public struct Contribution: Hashable, Sendable {
    public let statement: Program.Statement
    /// ∂y/∂A as a name, with the axes of y first.
    public let jacobianName: Variable
    /// Its entries; free indices: the axes of the output, then those of the variable.
    public let jacobian: StructuredTensor<Expression>
    /// Where they are zero whatever the numbers are.
    public let pattern: SparsityPattern
    /// ∂E/∂y; nil where y is the scalar itself.
    public let upstream: Variable?
    /// The value in index form: y[i,j] = Σₖ X[i,k]·A[k,j].
    public let forward: StructuredTensor<Expression>

    /// `|B` where the Jacobian is the part with B held fixed; empty else.
    public var bar: String {
      let name = jacobianName.name
      return name.firstIndex(of: "|").map { String(name[$0...]) } ?? ""
    }
  }

  /// What the link ends in.
  public let variable: Variable
  /// ∂E/∂A.
  public let gradient: Variable
  public let contributions: [Contribution]
  public let steps: [Step]
  /// The gradient in a matrix form, in terms of the program's names and of the gradients of later
  /// links; nil where none was found.
  public let closedForm: Expression?
  /// The index letters of the axes of every tensor that the link shows.
  public let letters: [Variable: [String]]
}

/// The derivative of one variable by an earlier one, as a list of links from the output back.
public struct Derivation: Hashable, Sendable {
  /// The program, with unnamed contractions named.
  public let program: Program
  public let output: Variable
  public let variable: Variable
  /// The scalar's name: that of the output where it is one, else `E`, of which only ∂E/∂output is known.
  public let scalar: String
  /// ∂E/∂output where the output is no scalar.
  public let upstream: Variable?
  /// From the output back to the variable; the last one is the story, those before it are folded.
  public let links: [Link]
  /// The Jacobian of the output by the variable through everything in between; nil where it has too
  /// many terms to be useful.
  public let jacobian: StructuredTensor<Expression>?
  /// Where the Jacobian is zero whatever the numbers are; nil where it was not composed.
  public let pattern: SparsityPattern?
  /// The gradient in a matrix form, in terms of inputs, assigned names and ∂E/∂output.
  public let closedForm: Expression?
}

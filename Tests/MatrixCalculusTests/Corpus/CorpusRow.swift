import Testing

/// A published identity: what is derived by what, on which shapes, and what the book says it is.
///
/// `book` and `jacobian` are formulas of the language over the inputs, the assigned names and `dE_dY` (the
/// gradient by the output Y, where Y is no scalar). They are parsed as they stand and never simplified.
struct CorpusRow: Sendable, CustomTestStringConvertible {
  let id: String
  /// Author, year and equation, or the section where the number is not certain.
  let source: String
  let program: String
  let variable: String
  /// `A=4x2 x=2:positive s=scalar`: shapes, and how numbers are drawn where not standard normal.
  let inputs: String
  /// The gradient.
  let book: String
  /// The Jacobian, where output and variable have two axes together.
  var jacobian: String?
  /// The second derivative of a scalar output.
  var hessian: String?
  /// Whether the book's form is in matrices, so that ours must be too.
  var hasMatrixForm = true
  /// Jacobian entries that no delta makes zero, counted by hand.
  var nonzeros: Int?
  /// How many of these are zero on all numbers, because terms cancel.
  var cancelling = 0
  /// How much longer our closed form is than the book's, where that is more than an operator.
  ///
  /// Such a form is still right, and still a matrix form; only its length is excused.
  var known: Excess?

  init(
    _ id: String, _ source: String, _ program: String, by variable: String, _ inputs: String,
    _ book: String, jacobian: String? = nil, hessian: String? = nil, hasMatrixForm: Bool = true,
    nonzeros: Int? = nil, cancelling: Int = 0, known: Excess? = nil
  ) {
    self.id = id
    self.source = source
    self.program = program
    self.variable = variable
    self.inputs = inputs
    self.book = book
    self.jacobian = jacobian
    self.hessian = hessian
    self.hasMatrixForm = hasMatrixForm
    self.nonzeros = nonzeros
    self.cancelling = cancelling
    self.known = known
  }

  var testDescription: String { "\(id): \(program) by \(variable)" }
}

/// A closed form that is longer than the book's: its operators as they are now, so that a test notices
/// both a longer and a shorter one, and why: what the book knows of the inputs, or prefers.
struct Excess: Sendable {
  let operators: Int
  let reason: String

  init(_ operators: Int, _ reason: String) {
    self.operators = operators
    self.reason = reason
  }
}

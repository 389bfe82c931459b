import MatrixCalculus
import TensorCore

/// Which entries of a named tensor an entry of an expression is computed from.
struct Read {
  let variable: Variable
  /// A form an axis; nil where no form says it: a softmax reads its row, an inverse all.
  let forms: [IndexForm]?
}

extension Expression {
  /// What the entry at `forms` reads.
  func reads(at forms: [IndexForm]) -> [Read] {
    switch self {
    case .variable(let variable): [Read(variable: variable, forms: forms)]
    case .number, .literal: []
    case .apply(.transpose, let arguments, _): arguments[0].reads(at: forms.reversed())
    case .apply(let operation, let arguments, let shape) where operation.isEntrywise:
      arguments.indices.flatMap { place in
        let argument = arguments[place]
        if argument.shape == shape { return argument.reads(at: forms) }
        return argument.shape.isScalar ? argument.reads(at: []) : argument.readsSomewhere
      }
    case .apply: readsSomewhere
    }
  }

  private var readsSomewhere: [Read] { variables.map { Read(variable: $0, forms: nil) } }
}

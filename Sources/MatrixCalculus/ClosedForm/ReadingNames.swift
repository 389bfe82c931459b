import TensorCore

/// Names that the program gave to what a form is read by.
///
///     (x − y) / d   where d = norm(x − y)      y·X⁻ᵀ   where y = det(A·X·B)      [h > 0]   where h = max(z, 0)
///
/// A node that is written as a shorter formula holds such a name behind its arguments: its value does not depend
/// on it, and is right where the formula has none, or another one (x = y, a singular A, z = 0).
extension NormalForm {
  /// The form, a node that is read by the value of a function holding the name of that.
  func namingReadings(_ form: Expression) -> Expression {
    guard !names.isEmpty || !multiples.isEmpty else { return form }
    func named(_ node: Expression) -> Expression {
      guard case .apply(let operation, let arguments, let shape) = node else { return node }
      var inner = arguments.map(named)
      if let name = readingName(operation, arguments, shape, in: form) { inner.append(name) }
      return .apply(operation, Arguments(inner), shape)
    }
    return named(form)
  }

  private func readingName(
    _ operation: Operation, _ arguments: Arguments, _ shape: Shape, in form: Expression
  ) -> Expression? {
    switch operation {
    case .cofactors: return scalarName(.determinant, of: arguments[0], in: form)
    case .direction: return scalarName(.norm, of: arguments[0], in: form)
    case .extremumShare(let extremum):
      let values = [arguments.elements, arguments.reversed()].map {
        Expression.known(.extremum(extremum), $0)
      }
      return values.lazy.compactMap { name(of: $0, in: form) }.first.flatMap {
        $0.shape == shape && arguments[0].size > 0 ? $0 : nil
      }
    case .greatestShare(let axes):
      // Without axes that are kept it stands beside the tensor only where the first ones are gone.
      let isAligned = axes.map { $0 == Array($0.indices) } ?? true
      return (isAligned ? [true, false] : [true]).lazy.compactMap {
        name(of: .known(.greatest(axes: axes, keepingAxes: $0), arguments.elements), in: form)
      }.first
    default: return nil
    }
  }

  /// The name of a function of a whole tensor; that of the output, det(A) of a single letter, saves nothing
  /// unless it stands in the form anyway.
  private func scalarName(
    _ function: Operation, of tensor: Expression, in form: Expression
  ) -> Expression? {
    let values = [tensor, tensor.transposed].map { Expression.known(function, [$0]) }
    guard let name = values.lazy.compactMap({ self.name(of: $0, in: form) }).first else {
      return nil
    }
    let isUseful =
      tensor.size > 0 || name.variables.contains { $0 != lastName || form.contains($0) }
    return isUseful ? name : nil
  }

  /// What the program calls the expression: f / 2 where it calls twice that f, r·r where it calls the root r.
  private func name(of expression: Expression, in form: Expression) -> Expression? {
    let own = names[expression].map(Expression.variable)
    for square in [own, expression] {
      guard let square, let root = names[.function("sqrt", square)] else { continue }
      if own == nil || form.contains(root) { return .variable(root) * .variable(root) }
    }
    return own ?? multiples[expression].map { .variable($0.name) * .number($0.factor) }
  }
}

extension Expression {
  /// How many arguments the value of a node has that may hold a name behind them; nil for other nodes.
  private var readArguments: Int? {
    guard case .apply(let operation, _, _) = self else { return nil }
    switch operation {
    case .cofactors, .direction, .greatestShare: return 1
    case .extremumShare: return 2
    default: return nil
    }
  }

  /// The name by which the node is read.
  var readingName: Expression? {
    guard case .apply(_, let arguments, _) = self, let count = readArguments else { return nil }
    return arguments.count > count ? arguments[count] : nil
  }

  /// The expression without names by which it is read.
  var withoutReadingNames: Expression {
    guard case .apply(let operation, let arguments, let shape) = self else { return self }
    let own = arguments.prefix(readArguments ?? arguments.count)
    return .apply(operation, Arguments(own.map(\.withoutReadingNames)), shape)
  }
}

import MatrixCalculus
import TensorCore

/// A tensor that the story of a link is about: what one panel shows.
struct Subject: Hashable, Sendable {
  enum Role: Hashable, Sendable {
    case operand
    /// What the link ends in, where a statement reads it.
    case variable
    case output
    /// ∂E/∂y: the gradient that the link before ended in.
    case upstream
    case jacobian(contribution: Int)
    case gradient
  }

  let variable: Variable
  let role: Role
  /// One an axis, no two alike: cells of tensors that share a letter move together.
  let letters: [String]
}

extension Link {
  /// The tensors of the link in reading order; what has no entry is none.
  ///
  /// A scalar is none either, unless it is an input, which has a panel to be edited in, or a gradient, which
  /// the formulas speak of.
  /// Without a scalar at the end there is no gradient to speak of, and the Jacobian is the last.
  func subjects(hasScalar: Bool) -> [Subject] {
    var subjects: [Subject] = []
    func add(_ variable: Variable, _ role: Subject.Role) {
      let isGradient = role == .gradient || role == .upstream
      let isShown = variable.role == .input || isGradient || !variable.shape.isScalar
      guard isShown, variable.shape.count > 0,
        !subjects.contains(where: { $0.variable == variable })
      else { return }
      subjects.append(Subject(variable: variable, role: role, letters: letters(of: variable)))
    }
    for contribution in contributions {
      for operand in contribution.statement.expression.variables {
        add(operand, operand == variable ? .variable : .operand)
      }
    }
    for contribution in contributions { add(contribution.statement.variable, .output) }
    if hasScalar {
      for contribution in contributions { contribution.upstream.map { add($0, .upstream) } }
    }
    for (number, contribution) in contributions.enumerated() where !isGradientItself(contribution) {
      add(contribution.jacobianName, .jacobian(contribution: number))
    }
    if hasScalar { add(gradient, .gradient) }
    return subjects
  }

  /// Whether the Jacobian of a contribution is the gradient, and one panel is enough for both.
  func isGradientItself(_ contribution: Contribution) -> Bool {
    contribution.upstream == nil && contributions.count == 1 && !endsInJacobian
  }

  /// Scalars that the link reads or computes, besides inputs, which have panels.
  var scalars: [Variable] {
    var scalars: [Variable] = []
    for contribution in contributions {
      let names = contribution.statement.expression.variables + [contribution.statement.variable]
      for name in names
      where name.shape.isScalar && name.role != .input && !scalars.contains(name) {
        scalars.append(name)
      }
    }
    return scalars
  }

  /// The link's letters for a tensor, with spare ones where some are missing or stand twice.
  private func letters(of variable: Variable) -> [String] {
    var taken: Set<String> = []
    let spare = ["i", "j", "k", "l", "m", "n", "p", "q", "r", "s", "t", "u"]
    let known = letters[variable] ?? []
    return variable.shape.extents.indices.map { axis in
      let own = axis < known.count ? known[axis] : ""
      let letter =
        own.isEmpty || own == "?" || taken.contains(own)
        ? spare.first { !taken.contains($0) && !known.contains($0) } ?? "\(axis)" : own
      taken.insert(letter)
      return letter
    }
  }
}

import MatrixCalculus
import TensorCore

/// What a Jacobian is called and what it is as a matrix in the layout at hand.
struct LayoutWords {
  let contribution: Link.Contribution
  let variable: Variable
  let layout: JacobianLayout
  let base: Int

  /// `∂vec(y)/∂vec(A)ᵀ`; a Hessian keeps its name, it is its own transpose.
  var name: String {
    contribution.statement.variable.role == .gradient
      ? contribution.jacobianName.name
      : layout.name(of: contribution.statement.variable, by: variable).text + contribution.bar
  }

  /// `2×3×2×2`, in the layouts of vec `6×4`.
  var size: String {
    let shape = contribution.jacobianName.shape
    let rank = contribution.statement.variable.shape.rank
    switch layout {
    case .numerator: return "\(shape)"
    case .denominator:
      return "\(Shape(Array(shape.extents.dropFirst(rank) + shape.extents.prefix(rank))))"
    case .vecColumn, .vecRow:
      guard let size = layout.size(of: shape, outputRank: rank) else { return "\(shape)" }
      return "\(size.rows)×\(size.columns)"
    }
  }

  /// `I ⊗ X`, `(Rᵀ ⊗ I)·K(3,2) + I ⊗ Rᵀ`; nil in layouts that are none of vec.
  var kroneckerForm: FormulaText? {
    switch layout {
    case .numerator, .denominator: return nil
    case .vecColumn, .vecRow:
      let rank = contribution.statement.variable.shape.rank
      return KroneckerForm(
        contribution.jacobian, outputRank: rank, isByColumns: layout == .vecColumn,
        isSandwiching: false
      )?.text(in: .unicode.counting(from: base))
    }
  }
}

extension Model {
  /// `vec-column: ∂vec(y)/∂vec(A)ᵀ = I ⊗ X; ∂y₁₂/∂A₂₂ stands in row 3, column 4`.
  var layoutWords: String? {
    guard let reading else { return nil }
    let jacobians = reading.subjects.compactMap { subject -> (Subject, Int)? in
      if case .jacobian(let number) = subject.role { (subject, number) } else { nil }
    }
    guard
      let (subject, number) = jacobians.first(where: { $0.0 == reading.focus }) ?? jacobians.first
    else { return "layout: \(layout.rawValue)" }
    let contribution = reading.link.contributions[number]
    let words = LayoutWords(
      contribution: contribution, variable: reading.link.variable, layout: layout,
      base: base)
    let form = words.kroneckerForm.map { " = \($0.text)" } ?? ""
    let coordinates = reading.cursor.coordinates(in: subject)
    let entry = EntryReason.derivativeName(
      of: contribution.statement.variable, by: reading.link.variable, coordinates, base: base,
      bar: contribution.bar)
    let panel = Panels(
      reading: reading, view: view, layout: layout, base: base,
      formats: formats[reading.stop.link] ?? [:]
    ).content(of: subject)
    let place = panel.position(of: coordinates).map {
      "; \(entry) stands in row \($0.row + 1), column \($0.column + 1)"
    }
    return "\(layout.rawValue): \(words.name)\(form)\(place ?? "")"
  }
}

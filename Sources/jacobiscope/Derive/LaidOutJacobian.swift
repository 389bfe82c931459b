import MatrixCalculus
import TensorCore

/// A Jacobian in a layout, as every format of `derive` says it: its name, its entries, its Kronecker form.
struct LaidOutJacobian {
  let report: DerivationReport
  let jacobian: StructuredTensor<Expression>
  let layout: JacobianLayout
  /// What places are counted from: 1 where people read it, 0 in data.
  let base: Int
  /// The scalar of which the Jacobian is the Hessian; nil for any other.
  private let hessianOf: Variable?

  /// Nil where the Jacobian was not composed.
  init?(
    _ report: DerivationReport, _ layout: JacobianLayout, hessianOf scalar: Variable? = nil,
    countingFrom base: Int = 1
  ) {
    guard let jacobian = report.derivation.jacobian else { return nil }
    self.report = report
    self.jacobian = jacobian
    self.layout = layout
    self.base = base
    hessianOf = scalar
  }

  private var outputRank: Int { report.output.shape.rank }

  /// The formula of the array with its axes as they are titled, turned in denominator layout; with it the
  /// shorter one that holds on these numbers.
  ///
  /// Cost: a search for the shortest form where the certificate compared none.
  func forms() -> (general: Expression, special: SpecialForm?)? {
    guard let form = report.jacobianForm else { return nil }
    let special = report.specialForm(of: form).map {
      SpecialForm(form: turned($0.form), facts: $0.facts)
    }
    return (turned(form), special)
  }

  /// What the formula is a formula of: `∂y/∂A`, in denominator layout `(∂y/∂A)ᵀ`, and its shape.
  ///
  /// The layouts of vec name a matrix of their own, which has a Kronecker form.
  func title(in notation: ExpressionNotation = .unicode) -> FormulaText {
    isTurned ? name(in: notation) : notation.text(.variable(numerator))
  }

  var titledShape: Shape { isTurned ? shape : numerator.shape }

  /// Whether it is the gradient of a scalar, as that is printed.
  var isGradient: Bool { !isVec && numerator.name == report.gradientName.name }

  /// A Hessian is its own transpose, and of a scalar, or by one, nothing is turned.
  private var isTurned: Bool {
    layout == .denominator && hessianOf == nil && outputRank > 0
      && outputRank < jacobian.free.count
  }

  private func turned(_ form: Expression) -> Expression {
    isTurned ? form.inDenominatorLayout(outputRank: outputRank) : form
  }

  /// What it is called without a layout.
  var numerator: Variable {
    hessianOf.map { .hessian(of: $0.name, by: report.variable) }
      ?? .jacobian(of: report.output, by: report.variable)
  }

  /// `∂vec(y)/∂vec(A)ᵀ`, `∂²E/∂x²`.
  func name(in notation: ExpressionNotation = .unicode) -> FormulaText {
    hessianOf.map { layout.hessianName(of: $0, by: report.variable, in: notation) }
      ?? layout.name(of: report.output, by: report.variable, in: notation)
  }

  /// `∂vec(y)/∂vec(A)ᵀ[3·(j − 1) + i, 4·(l − 1) + k] = X[i,k]·δ[j,l]`.
  func entries(in notation: ExpressionNotation = .unicode) -> FormulaText {
    if layout == .numerator {
      return Equation.entries(of: numerator, jacobian).text(in: notation.counting(from: base))
    }
    let sum = jacobian.formula(sorted: true, countingFrom: base, in: notation)
    guard notation.isLaTeX else {
      return name(in: notation) + FormulaText("\(subscripts(isLaTeX: false)) = ") + sum
    }
    return FormulaText("\\left[") + name(in: notation)
      + FormulaText("\\right]\(subscripts(isLaTeX: true)) = ") + sum
  }

  /// `∂vec(y)/∂vec(A)ᵀ = I ⊗ X`; nil in other layouts, and where the Jacobian has no such form.
  func kronecker(in notation: ExpressionNotation = .unicode) -> FormulaText? {
    kroneckerForm.map {
      name(in: notation) + " = " + $0.text(in: report.free(notation).counting(from: base))
    }
  }

  /// The matrix of a layout of vec in Kronecker products; nil where it has no such form, and where the
  /// certificate failed.
  var kroneckerForm: KroneckerForm? {
    report.certificate.verdict == .failed ? nil : report.kroneckerForm(layout)
  }

  /// What is said beside or instead of the Kronecker form; empty in other layouts.
  var remarks: [String] {
    guard isVec, report.certificate.verdict != .failed else { return [] }
    guard let form = kroneckerForm else {
      return ["\(name().text) has no Kronecker form that is known"]
    }
    return form.hasCommutation ? [report.free(.unicode).commutationWords] : []
  }

  /// Whether the layout makes a matrix of the Jacobian, whatever its axes.
  var isVec: Bool { layout == .vecColumn || layout == .vecRow }

  /// The axes of the Jacobian in the order of the layout.
  var axes: [Int] {
    switch layout {
    case .numerator: Array(jacobian.free.indices)
    case .denominator:
      Array(jacobian.free.indices.dropFirst(outputRank)) + jacobian.free.indices.prefix(outputRank)
    case .vecColumn, .vecRow: matrixAxes.rows + matrixAxes.columns
    }
  }

  /// What the layout makes of the shape: `6×8`, or the axes in their order.
  var shape: Shape {
    let extents = jacobian.shape.extents
    guard isVec else { return Shape(axes.map { extents[$0] }) }
    return Shape([matrixAxes.rows, matrixAxes.columns].map { $0.reduce(1) { $0 * extents[$1] } })
  }

  /// The entry of the Jacobian that stands at a position of `shape`, row by row.
  func coordinates(at position: Int) -> [Int] {
    let extents = jacobian.shape.extents
    let places = Shape(axes.map { extents[$0] }).coordinates(of: position)
    var coordinates = [Int](repeating: 0, count: extents.count)
    for (axis, place) in zip(axes, places) { coordinates[axis] = place }
    return coordinates
  }

  private var matrixAxes: (rows: [Int], columns: [Int]) {
    layout.axes(outputRank: outputRank, rank: jacobian.shape.rank)
  }

  /// `[i,j,k,l]`, `[3·(j − 1) + i, 4·(l − 1) + k]`; in LaTeX `_{i j k l}`.
  private func subscripts(isLaTeX: Bool) -> String {
    let places =
      isVec
      ? [matrixAxes.rows, matrixAxes.columns].map { position($0, isLaTeX) }
      : axes.map { jacobian.free[$0].letter }
    guard !places.isEmpty else { return "" }
    guard isLaTeX else { return "[\(places.joined(separator: isVec ? ", " : ","))]" }
    return "_{\(places.joined(separator: isVec ? ", " : " "))}"
  }

  /// The place along rows or columns, counted as the letters are.
  private func position(_ axes: [Int], _ isLaTeX: Bool) -> String {
    var stride = 1
    var pieces: [String] = []
    for index in axes.reversed().map({ jacobian.free[$0] }) {
      let factor = stride == 1 ? "" : isLaTeX ? "\(stride) " : "\(stride)·"
      let steps =
        base == 0 ? index.letter : isLaTeX ? "(\(index.letter) - 1)" : "(\(index.letter) − 1)"
      pieces.insert(pieces.isEmpty ? index.letter : factor + steps, at: 0)
      stride = stride.multipliedReportingOverflow(by: index.extent).partialValue
    }
    return pieces.isEmpty ? "\(base)" : pieces.joined(separator: " + ")
  }
}

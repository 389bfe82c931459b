import MatrixCalculus
import TensorCore

/// The numbers behind one derivation, ready to be read entry by entry.
///
/// Two are equal where they were made from the same derivation and inputs; what is compiled from them
/// is not compared.
struct TourNumbers: Equatable, Sendable {
  let derivation: Derivation
  let inputs: [Variable: Tensor]
  let valuation: Valuation
  /// The Jacobians of each link, in the order of its contributions.
  private let jacobians: [[EntryEvaluator]]

  init(derivation: Derivation, inputs: [Variable: Tensor]) {
    self.derivation = derivation
    self.inputs = inputs
    var valuation = Valuation(derivation.program, inputs: inputs)
    if derivation.upstream == nil { valuation.setGradients(of: derivation, upstream: nil) }
    self.valuation = valuation
    jacobians = derivation.links.map { link in
      link.contributions.map { valuation.evaluator(of: $0.jacobian, in: link) }
    }
  }

  static func == (left: TourNumbers, right: TourNumbers) -> Bool {
    left.derivation == right.derivation && left.inputs == right.inputs
  }

  /// What stands behind a factor of the forms of a link.
  func source(of label: Expression, inLink link: Int) -> EntryEvaluator.Source {
    if let number = jacobianNumber(of: label, inLink: link) {
      return .structured(jacobians[link][number])
    }
    return .dense(valuation.evaluate(label))
  }

  /// The contribution of the link whose Jacobian the label names; nil for any other label.
  func jacobianNumber(of label: Expression, inLink link: Int) -> Int? {
    guard case .variable(let variable) = label, variable.role == .jacobian else { return nil }
    return derivation.links[link].contributions.firstIndex { $0.jacobianName == variable }
  }

  func jacobian(ofContribution number: Int, inLink link: Int) -> EntryEvaluator {
    jacobians[link][number]
  }
}

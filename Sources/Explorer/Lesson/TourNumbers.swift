import MatrixCalculus
import TensorCore

/// The numbers behind one derivation, computed in slices and read entry by entry.
///
/// Two are equal where they were made from the same derivation and inputs and have come equally far;
/// what is compiled from them is not compared.
struct TourNumbers: Equatable, Sendable {
  let derivation: Derivation
  let inputs: [Variable: InputNumbers]
  private var evaluation: Evaluation
  /// The links as they are told.
  private let links: [Link]
  /// The Jacobians of each link, in the order of its contributions.
  private var jacobians: [[EntryEvaluator]] = []

  /// Nothing is computed yet; inputs and patterns can be read.
  init(derivation: Derivation, inputs: [Variable: InputNumbers]) {
    self.derivation = derivation
    self.inputs = inputs
    links = derivation.told
    evaluation = Evaluation(of: derivation, inputs: inputs)
    compile()
  }

  static func == (left: TourNumbers, right: TourNumbers) -> Bool {
    left.derivation == right.derivation && left.inputs == right.inputs
      && left.evaluation.done == right.evaluation.done
  }

  /// What is known by now.
  var valuation: Valuation { evaluation.values }
  var isComplete: Bool { evaluation.isComplete }
  /// How much is computed, from 0 to 1.
  var fraction: Double { evaluation.cost > 0 ? evaluation.done / evaluation.cost : 1 }
  /// What is being computed.
  var target: Expression? { evaluation.target }

  /// Computes until about `budget` multiplications are spent; gives what was spent.
  @discardableResult
  mutating func advance(by budget: Int) -> Int {
    let target = evaluation.target
    let spent = evaluation.advance(by: budget)
    if evaluation.target != target { compile() }
    return spent
  }

  /// The entry of a named tensor; nil where it is not known yet.
  func entry(of variable: Variable, at coordinates: [Int]) -> Double? {
    if let tensor = evaluation.values[variable] { return tensor[coordinates] }
    if let input = inputs[variable] { return input[coordinates] }
    return evaluation.entry(
      of: .variable(variable), at: variable.shape.offset(of: coordinates))
  }

  /// What stands behind a factor of the forms of a link.
  func source(of label: Expression, inLink link: Int) -> EntryEvaluator.Source {
    if let number = jacobianNumber(of: label, inLink: link) {
      return .structured(jacobians[link][number])
    }
    return source(of: label)
  }

  /// The contribution of the link whose Jacobian the label names; nil for any other label.
  func jacobianNumber(of label: Expression, inLink link: Int) -> Int? {
    guard case .variable(let variable) = label, variable.role == .jacobian else { return nil }
    return links[link].contributions.firstIndex { $0.jacobianName == variable }
  }

  func jacobian(ofContribution number: Int, inLink link: Int) -> EntryEvaluator {
    jacobians[link][number]
  }

  private func source(of label: Expression) -> EntryEvaluator.Source {
    if let tensor = evaluation[label] { return .dense(tensor) }
    if case .variable(let variable) = label, case .generated(let tensor)? = inputs[variable] {
      return .generated(tensor)
    }
    let isKnown = label.variables.allSatisfy { evaluation.values[$0] != nil }
    return isKnown && evaluation.isComplete
      ? .dense(evaluation.values.evaluate(label)) : .pending(label.shape)
  }

  private mutating func compile() {
    jacobians = links.map { link in
      link.contributions.map { contribution in
        EntryEvaluator(contribution.jacobian, pattern: contribution.pattern, source: source)
      }
    }
  }
}

import TensorCore

/// How much there is to compare, and whether all of it is.
struct CertificatePlan {
  /// The statements between the variable and the output.
  let statements: [Program.Statement]
  /// Every entry is compared, not a sample.
  let isWhole: Bool
  /// What moving one entry of the variable costs, where every entry is moved.
  let costOfEntry: Double
  /// What all costs, in multiplications of a matrix product, about.
  let cost: Double
  /// The closed form, and every gradient by loops over the terms, matrix forms unused.
  let routes: [Evaluation.Assignment]
  /// The matrix form of a tensor's Jacobian, where every entry is compared.
  let jacobianForm: Expression?

  private static let budget = 1e8
  /// What may be moved at once without holding a key up.
  private static let slice = 8e6
  /// Sums of more products are not gone through by their deltas.
  private static let loop = 2_000_000

  init(_ derivation: Derivation) {
    let dependents = derivation.program.dependents(on: derivation.variable)
    let sources = derivation.program.sources(of: derivation.output)
    let statements = derivation.program.statements.filter {
      dependents.contains($0.variable) && sources.contains($0.variable)
        && $0.variable != derivation.variable
    }
    self.statements = statements
    let entries = Double(derivation.variable.shape.count)
    // Functions of entries are no multiplications, and cost more.
    costOfEntry = 8 * statements.reduce(entries) { $0 + $1.expression.cost }
    isWhole = costOfEntry * entries <= Self.budget && costOfEntry <= Self.slice
    jacobianForm =
      isWhole && !derivation.output.shape.isScalar ? derivation.jacobianClosedForm : nil
    routes =
      Self.routes(of: derivation)
      + (jacobianForm.map { [.init(.jacobianForm($0), .expression($0))] } ?? [])
    let probe = statements.reduce(4 * entries) { $0 + $1.expression.cost }
    let links = derivation.links.compactMap(\.closedForm).reduce(0) { $0 + $1.cost }
    let shared = routes.reduce(links) { $0 + $1.cost }
    cost =
      shared
      + (isWhole ? costOfEntry * entries : probe * Double(1 + 8 * DirectionProbes.directions))
  }

  private static func routes(of derivation: Derivation) -> [Evaluation.Assignment] {
    var assignments: [Evaluation.Assignment] = []
    if let form = derivation.closedForm {
      assignments.append(.init(.closedForm(form), .expression(form)))
    }
    for link in derivation.links {
      guard let last = link.steps.last?.form else { continue }
      let chain = link.steps.first { $0.rule == .chainRule }?.form
      let source: Evaluation.Source =
        if let chain, chain.multiplications <= loop / link.productsPerJacobianEntry {
          .entries(chain, link)
        } else {
          .form(last)
        }
      assignments.append(.init(.variable(link.gradient), source))
    }
    return assignments
  }
}

extension Expression {
  /// The name under which the value of a closed form is kept.
  static func closedForm(_ form: Expression) -> Expression {
    .variable(Variable("closed form", shape: form.shape))
  }

  /// The name under which the value of a Jacobian's matrix form is kept.
  static func jacobianForm(_ form: Expression) -> Expression {
    .variable(Variable("Jacobian", shape: form.shape, role: .jacobian))
  }
}

extension Link {
  /// Products summed for one entry of the link's costliest Jacobian, at least one.
  fileprivate var productsPerJacobianEntry: Int {
    contributions.reduce(1) { most, contribution in
      max(most, contribution.jacobian.productsPerEntry)
    }
  }

  /// Random gradients of the outputs, and the closed form that reads them.
  func randomUpstream(
    _ form: Expression, _ random: inout SeededNumbers
  ) -> [Evaluation.Assignment] {
    var assignments: [Evaluation.Assignment] = []
    for upstream in contributions.compactMap(\.upstream) {
      assignments.append(.init(.variable(upstream), .generated(random.tensor(upstream.shape))))
    }
    return assignments + [.init(.closedForm(form), .expression(form))]
  }
}

extension SeededNumbers {
  /// A tensor of numbers between −1 and 1.
  mutating func tensor(_ shape: Shape) -> GeneratedTensor {
    GeneratedTensor(.uniform(RandomNumbers(seed: next()), low: -1, high: 1), shape: shape)
  }
}

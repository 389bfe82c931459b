import MatrixCalculus
import Scenes
import TensorCore

/// The values by which the format of a panel's numbers is chosen.
enum FormatChoice {
  /// Values looked at; of a larger tensor a smaller sample, evenly spread.
  static let most = 2048
  private static let sample = 512

  /// `digits` are the decimals that the scene allows at most; `columns` stand side by side.
  static func format(
    for values: [Double], areComputed: Bool, digits: Int?, columns: Int
  ) -> NumberFormat {
    // Few columns leave room for whole numbers.
    let format = NumberFormat(
      for: values, areComputed: areComputed, roomyWidth: columns <= 2 ? 14 : columns <= 4 ? 11 : 8)
    guard let digits, case .fixed(let decimals) = format.notation, decimals > max(0, digits) else {
      return format
    }
    let fewer = NumberFormat.Notation.fixed(decimals: max(0, digits))
    let width = values.reduce(2) { max($0, NumberFormat.text($1, in: fewer).utf8.count) }
    return NumberFormat(notation: fewer, width: width, noise: format.noise)
  }

  /// A tensor's values, or a sample of them.
  static func values(of tensor: Tensor) -> [Double] {
    positions(tensor.shape.count).map { tensor[position: $0] }
  }

  /// All positions, or some of them evenly spread.
  static func positions(_ count: Int) -> [Int] {
    count > most ? (0..<sample).map { $0 * count / sample } : Array(0..<count)
  }

  /// The format of numbers that nobody knows yet.
  static let pending = NumberFormat(notation: .fixed(decimals: 2), width: 7)

  /// The values of a Jacobian's terms: where a term is one factor, the factor's; where it is a product,
  /// the products of the greatest and of the least.
  static func values(
    of tensor: StructuredTensor<Expression>, _ value: (Expression) -> [Double]
  ) -> [Double] {
    var all: [Double] = [0]
    for term in tensor.terms {
      var products = [term.coefficient]
      for factor in term.factors {
        let values = value(factor.label)
        products =
          products.count == 1
          ? values.map { $0 * products[0] }
          : [values.min() ?? 0, values.max() ?? 0, values.first ?? 0].flatMap { factor in
            [products.min() ?? 0, products.max() ?? 0, products.first ?? 0].map { $0 * factor }
          }
      }
      let spread = term.bound.reduce(1.0) { $0 * Double($1.extent) }
      all += products.map { $0 * spread }
    }
    return all
  }
}

extension StopReading {
  /// Values of a panel, all of them where they are few.
  func sampledValues(of subject: Subject) -> [Double] {
    guard case .jacobian(let number) = subject.role else {
      return sampledValues(of: .variable(subject.variable))
    }
    let shape = subject.variable.shape
    let evaluator = numbers.jacobian(ofContribution: number, inLink: stop.link.link)
    guard shape.count > FormatChoice.most else {
      return (0..<shape.count).map { evaluator.entry(at: shape.coordinates(of: $0)) }
    }
    return FormatChoice.values(
      of: link.contributions[number].jacobian, sampledValues)
  }

  private func sampledValues(of label: Expression) -> [Double] {
    switch numbers.source(of: label, inLink: stop.link.link) {
    case .dense(let tensor): FormatChoice.values(of: tensor)
    case .generated(let tensor):
      FormatChoice.positions(tensor.shape.count).map { tensor[position: $0] }
    case .pending, .structured: []
    }
  }

  /// The format of a panel's numbers.
  func format(of subject: Subject) -> NumberFormat {
    FormatChoice.format(
      for: sampledValues(of: subject), areComputed: numbers.inputs[subject.variable] == nil,
      digits: lesson.scene.options.digits, columns: columns(of: subject))
  }

  /// Columns of a panel in blocks, whatever way it is looked at: a number keeps its look.
  private func columns(of subject: Subject) -> Int {
    let extents = subject.variable.shape.extents
    guard extents.count > 1, let last = extents.last else { return 1 }
    guard case .jacobian = subject.role else { return last }
    let outputs = extents.count - link.variable.shape.rank
    let (product, overflow) = last.multipliedReportingOverflow(
      by: outputs > 1 ? extents[outputs - 1] : 1)
    return overflow ? .max : product
  }

  /// Whether all numbers of a panel are at hand.
  func isComputed(_ subject: Subject) -> Bool {
    if case .jacobian(let number) = subject.role {
      return !numbers.jacobian(ofContribution: number, inLink: stop.link.link).isPending
    }
    return !numbers.source(of: .variable(subject.variable), inLink: stop.link.link).isPending
  }
}

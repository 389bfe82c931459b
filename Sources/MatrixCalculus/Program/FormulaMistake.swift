import TensorCore

/// What can be wrong with a formula whose syntax is right.
public enum FormulaMistake: Equatable, Sendable {
  case unknownName(String, nearest: String?)
  case unknownFunction(String, nearest: String?)
  /// A function of NumPy or another library, with what to write in its place.
  case foreignFunction(String, advice: String)
  /// Shapes that do not fit: the operation as it is written, what is wrong, and the shapes at hand.
  case shapes(formula: String, sentence: String, shapes: String)
  /// An argument that is missing, too many, or of another kind.
  case argument(String)
  /// A form of the syntax that is no tensor where a tensor is expected.
  case notATensor(String)
  case nameTaken(String)
  case functionAssigned(String)
  /// An operation that NumPy does with True and False as logic, or not at all.
  case truthAsNumber
}

extension FormulaMistake: Explained {
  public var sentence: String {
    switch self {
    case .unknownName(let name, _): "`\(name)` is not known here"
    case .unknownFunction(let name, _): "there is no function `\(name)`"
    case .foreignFunction(let name, let advice): "there is no function `\(name)`: \(advice)"
    case .shapes(let formula, let sentence, _): "\(formula): \(sentence)"
    case .argument(let sentence): sentence
    case .notATensor(let sentence): sentence
    case .nameTaken(let name): "`\(name)` has a value already; a name is assigned once"
    case .functionAssigned(let name): "`\(name)` is a function and cannot be assigned"
    case .truthAsNumber: "in NumPy a comparison is True or False, which is no number here"
    }
  }

  public var label: String {
    if case .shapes(_, _, let shapes) = self { shapes } else { "" }
  }

  public var notes: [String] {
    switch self {
    case .unknownName(_, let nearest?), .unknownFunction(_, let nearest?):
      ["did you mean `\(nearest)`?"]
    case .unknownName(_, nil): ["an input gets its numbers before it is used"]
    case .truthAsNumber: ["write `1*(a > b)` for a number"]
    default: []
    }
  }
}

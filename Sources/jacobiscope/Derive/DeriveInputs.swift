import MatrixCalculus
import Scenes
import Screen
import TensorCore

/// The inputs that `derive` is given: shapes to be filled with random numbers, and numbers.
struct DeriveInputs {
  private(set) var shapes: [String: Shape] = [:]
  private var values: [String: Tensor] = [:]
  private let seed: Int
  private static let rankLimit = 6

  /// Reads options of the form `NAME=2x3` and `NAME=[[1, 2], [3, 4]]` or `NAME=file.csv`.
  init(shapes: [String], values: [String], seed: Int, limit: Int) throws(Failure) {
    self.seed = seed
    for option in shapes {
      let (name, text) = try Self.assignment(option, "--shape", "X=3x4")
      try add(name, try Self.shape(text, option))
    }
    for option in values {
      let (name, text) = try Self.assignment(option, "--value", "X=[[1,2],[3,4]]")
      let tensor = try Self.numbers(text, for: "--value \(name)")
      try add(name, tensor.shape)
      self.values[name] = tensor
    }
    let total = self.shapes.values.map(\.count).reduce(0, saturatingSum)
    guard total <= limit else {
      throw .arguments(
        "the inputs have \(total) elements in all, more than the limit of \(limit); --limit raises it"
      )
    }
  }

  /// Refuses a name that the program does not read: it is a misspelt one, or a forgotten formula.
  ///
  /// A name of `--wrt` is left to whoever looks that up.
  func checkNames(of program: Program, besides others: [String]) throws(Failure) {
    let known = program.inputs.map(\.name)
    for name in shapes.keys.sorted() where !known.contains(name) && !others.contains(name) {
      let option = values[name] == nil ? "--shape" : "--value"
      let advice = Failure.suggestion(nearestName(to: name, among: known), among: known)
      throw .arguments("\(option) \(name): the program does not read \(name)\(advice)")
    }
  }

  /// The numbers of the program's inputs; those of a shape alone are seeded standard normal.
  func tensors(for inputs: [Variable]) -> [Variable: Tensor] {
    inputs.reduce(into: [:]) { tensors, input in
      tensors[input] = values[input.name] ?? Self.random(input.name, input.shape, seed: seed)
    }
  }

  /// Standard normal numbers that depend on the seed and on the name.
  static func random(_ name: String, _ shape: Shape, seed: Int) -> Tensor {
    // FNV-1a, so that two inputs of one shape do not hold the same numbers.
    let key = name.utf8.reduce(UInt64(0xCBF2_9CE4_8422_2325)) {
      ($0 ^ UInt64($1)) &* 0x0000_0100_0000_01B3
    }
    let random = RandomNumbers(seed: UInt64(bitPattern: Int64(seed)), stream: key)
    return Tensor(shape: shape) { random.normal(at: $0) }
  }

  /// The numbers of `--value` and `--upstream`: a nested list, or a file.
  static func numbers(_ text: String, for name: String) throws(Failure) -> Tensor {
    let isTable = text.hasSuffix(".csv")
    guard !isTable, !text.hasSuffix(".npy") else {
      let bytes = try SceneFile.file(text)
      do {
        return isTable ? try CSVTable(bytes).tensor() : try NPYFile.tensor(bytes)
      } catch {
        throw Failure(.badScene, "\(text): \(error.sentence)")
      }
    }
    let source = SourceText(name: name, text: text)
    let parsed = Parser.expression(source)
    var report = MistakeReport(source)
    for mistake in parsed.diagnostics { report.add(mistake) }
    try report.finish(.wrongArguments)
    guard let syntax = parsed.expression else { throw .arguments("\(name) has no numbers") }
    do throws(Elaboration.Mistake) {
      let tensor = try LiteralTensor.tensor(syntax, allowsSpecialNumbers: true)
      guard tensor.shape.rank <= rankLimit else {
        throw Elaboration.Mistake(
          .argument("a tensor has at most \(rankLimit) axes, not \(tensor.shape.rank)"),
          at: syntax.range)
      }
      return tensor
    } catch {
      report.add(error)
      try report.finish(.wrongArguments)
      throw .arguments("\(name) is no list of numbers")
    }
  }

  /// `NAME=…` as its two parts.
  static func assignment(
    _ option: String, _ flag: String, _ example: String
  ) throws(Failure) -> (name: String, text: String) {
    guard let sign = option.firstIndex(of: "="), sign != option.startIndex else {
      throw .arguments("\(flag) \(option): expected a name and `=`, such as \(example)")
    }
    let name = option[..<sign].filter { $0 != " " }
    return (String(name), String(option[option.index(after: sign)...]))
  }

  private mutating func add(_ name: String, _ shape: Shape) throws(Failure) {
    guard shapes[name] == nil else { throw .arguments("\(name) is given twice") }
    shapes[name] = shape
  }

  /// `2x3`, `2×3`, `5` or `scalar`.
  private static func shape(_ text: String, _ option: String) throws(Failure) -> Shape {
    if text == "scalar" { return .scalar }
    let parts = text.split(omittingEmptySubsequences: false) { "xX×*".contains($0) }
    var extents: [Int] = []
    for part in parts {
      let digits = part.utf8.allSatisfy { (0x30...0x39).contains($0) }
      guard digits, let extent = Int(part) else {
        throw .arguments("--shape \(option): a shape is 2x3, 5 or scalar")
      }
      extents.append(extent)
    }
    guard extents.count <= rankLimit else {
      throw .arguments(
        "--shape \(option): a tensor has at most \(rankLimit) axes, not \(extents.count)")
    }
    do {
      return try Shape(checking: extents)
    } catch {
      throw .arguments("--shape \(option): more than 2⁶² entries")
    }
  }
}

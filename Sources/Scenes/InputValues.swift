import MatrixCalculus
import TensorCore

/// Numbers that a scene gives to a name: literals, files, random and regular numbers.
extension SceneReader {
  /// The numbers that the syntax gives, or nil where it is a formula.
  func inputValue(_ syntax: Syntax) throws(SceneDiagnostic) -> InputNumbers? {
    if let value = syntax.numericValue { return .dense(Tensor(scalar: value)) }
    switch syntax.kind {
    case .list:
      return .dense(
        try formula { () throws(Elaboration.Mistake) in try LiteralTensor.tensor(syntax) })
    case .call(let name, let arguments):
      let call = SceneCall(name: name, arguments: arguments, syntax: syntax)
      return try generated(call)
    default: return nil
    }
  }

  private func generated(_ call: SceneCall) throws(SceneDiagnostic) -> InputNumbers? {
    switch call.name.text {
    case "load": return .dense(try loaded(call))
    case "normal":
      try call.check(positional: 1...1, keywords: ["seed"])
      let shape = try shape(call)
      let random = RandomNumbers(seed: try seed(call))
      return .generated(GeneratedTensor(.normal(random), shape: shape))
    case "uniform":
      try call.check(positional: 1...1, keywords: ["low", "high", "seed"])
      let (low, high) = try bounds(call, low: 0, high: 1)
      let shape = try shape(call)
      let random = RandomNumbers(seed: try seed(call))
      return .generated(GeneratedTensor(.uniform(random, low: low, high: high), shape: shape))
    case "integers":
      try call.check(positional: 1...1, keywords: ["low", "high", "seed"])
      let (low, high) = try bounds(call, low: -3, high: 3)
      guard let first = Int(exactly: low), let last = Int(exactly: high) else {
        throw mistake("`low=` and `high=` of integers are whole numbers", call.syntax)
      }
      let shape = try shape(call)
      let random = RandomNumbers(seed: try seed(call))
      guard first < last else {
        throw mistake("integers lie below `high=`, so that it must be above `low=`", call.syntax)
      }
      return .generated(
        GeneratedTensor(.integers(random, low: first, high: last), shape: shape))
    case "zeros", "ones":
      try call.check(positional: 1...1, keywords: [])
      let value: Double = call.name.text == "ones" ? 1 : 0
      return .generated(GeneratedTensor(.constant(value), shape: try shape(call)))
    case "eye":
      try call.check(positional: 1...1, keywords: [])
      let n = try call.integer(call.positional[0], "the extent of eye", in: 0...(1 << 20))
      let shape = try checked([n, n], call.syntax)
      return .generated(GeneratedTensor(.identity(n), shape: shape))
    case "arange":
      try call.check(positional: 1...3, keywords: [])
      return try progression(call)
    case "linspace":
      try call.check(positional: 3...3, keywords: [])
      let first = try real(call.positional[0], call)
      let last = try real(call.positional[1], call)
      let count = try call.integer(
        call.positional[2], "the number of linspace", in: 1...elementLimit)
      let step = count > 1 ? (last - first) / Double(count - 1) : 0
      let shape = try checked([count], call.syntax)
      return .dense(
        Tensor(shape: shape) { $0 > 0 && $0 == count - 1 ? last : first + Double($0) * step })
    default: return nil
    }
  }

  /// `arange(stop)`, `arange(start, stop)`, `arange(start, stop, step)`.
  private func progression(_ call: SceneCall) throws(SceneDiagnostic) -> InputNumbers {
    var numbers: [Double] = []
    for syntax in call.positional { numbers.append(try real(syntax, call)) }
    let (first, last) = numbers.count == 1 ? (0, numbers[0]) : (numbers[0], numbers[1])
    let step = numbers.count == 3 ? numbers[2] : 1
    let quotient = ((last - first) / step).rounded(.up)
    guard step != 0, let count = Int(exactly: max(0, quotient)), count <= elementLimit else {
      throw mistake("arange would have more than \(elementLimit) entries", call.syntax)
    }
    // NumPy goes on by the distance of the first two numbers.
    let distance = (first + step) - first
    let shape = try checked([count], call.syntax)
    return .generated(GeneratedTensor(.progression(first: first, step: distance), shape: shape))
  }

  private func real(_ syntax: Syntax, _ call: SceneCall) throws(SceneDiagnostic) -> Double {
    guard let value = syntax.numericValue else {
      throw mistake("\(call.name.text) takes numbers", syntax)
    }
    return value
  }

  private func seed(_ call: SceneCall) throws(SceneDiagnostic) -> UInt64 {
    UInt64(
      try call["seed"].map { (syntax) throws(SceneDiagnostic) in
        try call.integer(syntax, "`seed=`", in: 0...(1 << 53))
      } ?? 1)
  }

  private func bounds(_ call: SceneCall, low: Double, high: Double) throws(SceneDiagnostic) -> (
    Double, Double
  ) {
    let low =
      try call["low"].map { (syntax) throws(SceneDiagnostic) in try real(syntax, call) } ?? low
    let high =
      try call["high"].map { (syntax) throws(SceneDiagnostic) in try real(syntax, call) } ?? high
    guard low <= high, low.magnitude <= 1e15, high.magnitude <= 1e15 else {
      throw mistake("`low=` lies below `high=`, and both within 1e15", call.syntax)
    }
    return (low, high)
  }

  /// The shape in the first argument: `(4, 2)`, or `4` for a vector.
  private func shape(_ call: SceneCall) throws(SceneDiagnostic) -> Shape {
    let syntax = call.positional[0]
    var parts = [syntax]
    if case .tuple(let elements) = syntax.kind { parts = elements }
    var extents: [Int] = []
    for part in parts { extents.append(try call.integer(part, "an extent", in: 0...(1 << 40))) }
    return try checked(extents, syntax)
  }

  /// The shape, where it is within the limits of a scene.
  func checked(_ extents: [Int], _ syntax: Syntax) throws(SceneDiagnostic) -> Shape {
    guard extents.count <= rankLimit else {
      throw mistake("a tensor has at most \(rankLimit) axes, not \(extents.count)", syntax)
    }
    guard let shape = try? Shape(checking: extents), shape.count <= elementLimit else {
      throw mistake(
        "\(extents.map(String.init).joined(separator: "×")) is more than the limit of "
          + "\(elementLimit) elements", syntax, notes: ["`--limit` raises it"])
    }
    try checkTotal(shape, at: syntax.range)
    return shape
  }
}

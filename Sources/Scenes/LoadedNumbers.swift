import MatrixCalculus
import TensorCore

/// `load("file.csv", columns=…, rows=…, onehot=True)`.
extension SceneReader {
  func loaded(_ call: SceneCall) throws(SceneDiagnostic) -> Tensor {
    try call.check(positional: 1...1, keywords: ["columns", "rows", "onehot"])
    let pathSyntax = call.positional[0]
    let path = try call.string(pathSyntax, "the name of the file")
    let bytes: [UInt8]
    do { bytes = try load(path) } catch { throw mistake("\(path): \(error.sentence)", pathSyntax) }
    do {
      guard path.hasSuffix(".npy") else { return try table(bytes, call) }
      guard call.arguments.count == 1 else {
        throw mistake("a .npy file is taken whole; its call has the name alone", call.syntax)
      }
      return try NPYFile.tensor(bytes, limit: elementLimit)
    } catch let error as NumberFileMistake {
      throw SceneDiagnostic(.scene("\(path): \(error.sentence)"), at: pathSyntax.range)
    } catch let error as SceneDiagnostic {
      throw error
    } catch {
      preconditionFailure("no other error is thrown here")
    }
  }

  private func table(_ bytes: [UInt8], _ call: SceneCall) throws -> Tensor {
    let table = try CSVTable(bytes)
    var selection = CSVSelection()
    if let syntax = call["rows"] { selection.rows = try rows(syntax, count: table.rowCount) }
    if let syntax = call["columns"] { selection.columns = try columns(syntax, call) }
    if let syntax = call["onehot"] {
      selection.isOneHot = try call.boolean(syntax, "`onehot=`")
    }
    return try table.tensor(selection, limit: elementLimit)
  }

  /// `[0, 1]`, `["length", "width"]`, or one of either.
  private func columns(_ syntax: Syntax, _ call: SceneCall) throws(SceneDiagnostic)
    -> CSVSelection.Columns
  {
    guard case .list(let parts) = syntax.kind else { return .one(try column(syntax, call)) }
    var columns: [CSVSelection.Column] = []
    for part in parts { columns.append(try column(part, call)) }
    return .several(columns)
  }

  private func column(_ syntax: Syntax, _ call: SceneCall) throws(SceneDiagnostic)
    -> CSVSelection.Column
  {
    if let number = syntax.integerValue { return .number(number) }
    return .name(try call.string(syntax, "a column"))
  }

  /// `range(start, stop, step)`, as in Python.
  private func rows(_ syntax: Syntax, count: Int) throws(SceneDiagnostic) -> [Int] {
    guard case .call(let name, let arguments) = syntax.kind, name.text == "range" else {
      throw mistake("`rows=` is a range, such as range(0, 150, 3)", syntax)
    }
    let call = SceneCall(name: name, arguments: arguments, syntax: syntax)
    try call.check(positional: 1...3, keywords: [])
    var numbers: [Int] = []
    for part in call.positional {
      numbers.append(try call.integer(part, "a number of range", in: 0...(1 << 40)))
    }
    let (first, last) = numbers.count == 1 ? (0, numbers[0]) : (numbers[0], numbers[1])
    let step = numbers.count == 3 ? numbers[2] : 1
    guard step > 0 else { throw mistake("the step of a range is at least 1", syntax) }
    guard last <= count else {
      throw mistake("the range ends at \(last), and the file has \(count) rows", syntax)
    }
    return Array(stride(from: first, to: last, by: step))
  }
}

import MatrixCalculus
import TensorCore

/// Reading `load("file.csv", columns=…, rows=…, onehot=True)` and `load("file.npy")`.
extension SceneReader {
  func loaded(_ call: SceneCall) throws(SceneDiagnostic) -> Tensor {
    try call.check(positional: 1...1, keywords: ["columns", "rows", "onehot"])
    let path = try call.string(call.positional[0], "the name of the file")
    guard let format = NumberFileFormat(path: path) else {
      throw mistake("load reads files that end in .csv or .npy", call.positional[0])
    }
    let bytes = try bytes(path, call.positional[0])
    guard format == .csv, call.arguments.count > 1 else {
      if let argument = call.arguments.first(where: { $0.label != nil }) {
        throw mistake("columns, rows and onehot choose from a .csv file", argument.value)
      }
      return try numbers(path, call) { () throws(NumberFileMistake) in
        try format.tensor(bytes, limit: elementLimit)
      }
    }
    let table = try numbers(path, call) { () throws(NumberFileMistake) in try CSVTable(bytes) }
    let selection = try selection(call, rowCount: table.rowCount)
    return try numbers(path, call) { () throws(NumberFileMistake) in
      try table.tensor(selection, limit: elementLimit)
    }
  }

  /// The bytes of a file in the scene's folder or below it.
  private func bytes(_ path: String, _ syntax: Syntax) throws(SceneDiagnostic) -> [UInt8] {
    let parts = path.split(separator: "/", omittingEmptySubsequences: false)
    guard !path.hasPrefix("/"), !parts.contains(".."), !path.unicodeScalars.contains("\0") else {
      throw mistake("a scene loads files of its own folder and below it", syntax)
    }
    do { return try load(path) } catch { throw mistake("\(path): \(error.sentence)", syntax) }
  }

  /// Runs what may find a mistake in a file of numbers.
  private func numbers<Value>(
    _ path: String, _ call: SceneCall, _ body: () throws(NumberFileMistake) -> Value
  ) throws(SceneDiagnostic) -> Value {
    do { return try body() } catch {
      throw mistake("\(path): \(error.sentence)", call.positional[0])
    }
  }

  private func selection(
    _ call: SceneCall, rowCount: Int
  ) throws(SceneDiagnostic) -> CSVSelection {
    var selection = CSVSelection()
    if let syntax = call["columns"] { selection.columns = try columns(syntax, call) }
    if let syntax = call["rows"] { selection.rows = try rows(syntax, count: rowCount) }
    if let syntax = call["onehot"] {
      selection.isOneHot = try call.boolean(syntax, "`onehot=`")
    }
    return selection
  }

  /// `[0, 1]` and `["length", "width"]` are columns of a matrix, `0` and `"length"` a vector.
  private func columns(
    _ syntax: Syntax, _ call: SceneCall
  ) throws(SceneDiagnostic) -> CSVSelection.Columns {
    guard case .list(let elements) = syntax.kind else { return .one(try column(syntax, call)) }
    var columns: [CSVSelection.Column] = []
    for element in elements { columns.append(try column(element, call)) }
    guard !columns.isEmpty else { throw mistake("`columns=` chooses at least one", syntax) }
    return .several(columns)
  }

  private func column(
    _ syntax: Syntax, _ call: SceneCall
  ) throws(SceneDiagnostic) -> CSVSelection.Column {
    if let number = syntax.integerValue { return .number(number) }
    return .name(try call.string(syntax, "a column that is no whole number"))
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
      numbers.append(try call.integer(part, "a number of range", in: -(1 << 40)...(1 << 40)))
    }
    let (first, end) = numbers.count == 1 ? (0, numbers[0]) : (numbers[0], numbers[1])
    let step = numbers.count == 3 ? numbers[2] : 1
    guard step != 0 else { throw mistake("the step of a range is not 0", syntax) }
    let rows = stride(from: first, to: end, by: step)
    if let outside = rows.prefix(count + 1).first(where: { !(0..<count).contains($0) }) {
      throw mistake(
        "there is no row \(outside); the file has \(counted(count, "row")), from 0 on", syntax)
    }
    return Array(rows)
  }
}

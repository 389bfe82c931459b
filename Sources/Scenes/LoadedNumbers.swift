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
    var table: NumberTable
    do {
      table = try NumberTable(csv: bytes)
    } catch {
      throw mistake("\(path): \(error.sentence)", pathSyntax)
    }
    let rows = try call["rows"].map { (syntax) throws(SceneDiagnostic) in
      try self.rows(syntax, count: table.rowCount)
    }
    do {
      if let syntax = call["columns"] {
        table = try table.selecting(columns: try columns(syntax, call))
      }
      let oneHot =
        try call["onehot"].map { (syntax) throws(SceneDiagnostic) in
          try call.boolean(syntax, "`onehot=`")
        } ?? false
      return try oneHot ? table.oneHot(rows: rows) : table.tensor(rows: rows)
    } catch let error as NumberTable.Failure {
      throw mistake("\(path): \(error.sentence)", call.syntax)
    } catch let error as SceneDiagnostic {
      throw error
    } catch {
      preconditionFailure("no other error is thrown here")
    }
  }

  /// `[0, 1]`, `["length", "width"]`, or one of either.
  private func columns(_ syntax: Syntax, _ call: SceneCall) throws(SceneDiagnostic)
    -> [NumberTable.Column]
  {
    var parts = [syntax]
    if case .list(let elements) = syntax.kind { parts = elements }
    var columns: [NumberTable.Column] = []
    for part in parts {
      if let number = part.integerValue {
        columns.append(.number(number))
      } else {
        columns.append(.named(try call.string(part, "a column")))
      }
    }
    return columns
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

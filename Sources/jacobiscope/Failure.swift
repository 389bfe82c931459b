import Screen

/// Why a command ends early: the status, and the lines that say it on standard error.
struct Failure: Error {
  let status: ExitStatus
  let lines: [SafeText]

  init(_ status: ExitStatus, lines: [SafeText]) {
    self.status = status
    self.lines = lines
  }

  /// One sentence, which may hold whatever a person or a file said.
  init(_ status: ExitStatus, _ sentence: String) {
    self.init(status, lines: [SafeText("jacobiscope: " + sentence)])
  }

  static func arguments(_ sentence: String) -> Failure { Failure(.wrongArguments, sentence) }
}

extension Failure {
  /// The advice that names the nearest known name, or all of them where they are few.
  static func suggestion(_ nearest: String?, among names: [String]) -> String {
    if let nearest { return "; did you mean \(nearest)?" }
    guard !names.isEmpty, names.count <= 20 else { return "" }
    return "; known: \(names.joined(separator: ", "))"
  }
}

import MatrixCalculus
import Scenes
import TensorCore

/// What if this number were another: everything follows at once, and can be taken back.
extension Model {
  /// Asks for a number where the cursor is on an input.
  mutating func beginEdit() {
    guard let lesson, let reading, let subject = reading.focus,
      lesson.inputs[subject.variable] != nil
    else {
      let names = lesson?.scene.program.inputs.map(\.name).joined(separator: ", ") ?? ""
      warn(names.isEmpty ? "nothing to edit" : "only inputs can be edited: \(names)")
      return
    }
    prompt = Prompt(
      purpose: .edit(subject.variable, reading.cursor.coordinates(in: subject)))
  }

  /// Sets the number that was typed.
  mutating func edit(_ variable: Variable, _ coordinates: [Int], to text: String) {
    let typed = text.filter { $0 != " " }
    guard let value = Self.number(typed), let before = lesson?.inputs[variable]?[coordinates] else {
      if !typed.isEmpty { warn("\(typed) is no number; 3, -0.5 and 1e-3 are") }
      return
    }
    guard value != before else { return }
    guard !isRefused(variable, coordinates, value) else { return }
    let edit = EditHistory.Edit(
      variable: variable, coordinates: coordinates, before: before, after: value)
    edits.done.append(edit)
    edits.undone = []
    apply(variable, coordinates, value)
  }

  /// Says why where a number would leave a formula without a value.
  private mutating func isRefused(
    _ variable: Variable, _ coordinates: [Int], _ value: Double
  ) -> Bool {
    var changed = lesson
    changed?.edit(variable, at: coordinates, to: value)
    guard let changed,
      let singular = changed.scene.program.singularInverse(
        changed.inputs, budget: singularityBudget)
    else { return false }
    let entry = "\(Spelling.entry(variable, coordinates, base: base)) = \(Spelling.number(value))"
    let matrix = ExpressionNotation.unicode.text(singular.matrix).text
    warn("\(entry) is refused: \(matrix) would be singular, without an inverse")
    return true
  }

  mutating func undo() {
    guard let edit = edits.done.popLast() else {
      notice = Picture.Notice("nothing to take back")
      return
    }
    edits.undone.append(edit)
    apply(edit.variable, edit.coordinates, edit.before)
  }

  mutating func redo() {
    guard let edit = edits.undone.popLast() else {
      notice = Picture.Notice("nothing to do again")
      return
    }
    edits.done.append(edit)
    apply(edit.variable, edit.coordinates, edit.after)
  }

  private mutating func apply(_ variable: Variable, _ coordinates: [Int], _ value: Double) {
    lesson?.edit(variable, at: coordinates, to: value)
    forgetWhatNumbersSay()
    refreshNumbers()
    let name = Spelling.entry(variable, coordinates, base: base)
    notice = Picture.Notice("\(name) = \(Spelling.number(value))")
  }

  /// Digits with a point or an exponent; no nan, no infinity, no hexadecimals.
  private static func number(_ text: String) -> Double? {
    let isPlain = text.unicodeScalars.allSatisfy {
      "0"..."9" ~= $0 || $0 == "." || $0 == "-" || $0 == "e" || $0 == "E"
    }
    guard isPlain, let value = Double(text), value.isFinite else { return nil }
    return value
  }
}

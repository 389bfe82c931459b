import MatrixCalculus
import TensorCore

/// Where the reader looks: a tensor, and one value for every index letter.
///
/// Cells are named by their letters, so that X[i,k], y[i,j] and ∂y/∂A[i,j,k,l] are one place: moving
/// in one panel moves in all that share the letter. Values count from zero.
struct Cursor: Equatable, Sendable {
  /// The tensor that has the keys; nil for the one that the step is about.
  var focus: Variable?
  var indices: [String: Int] = [:]

  /// The cell of a tensor that the cursor stands for.
  func coordinates(in subject: Subject) -> [Int] {
    zip(subject.letters, subject.variable.shape.extents).map { letter, extent in
      max(0, min(indices[letter] ?? 0, extent - 1))
    }
  }

  mutating func move(to coordinates: [Int], in subject: Subject) {
    focus = subject.variable
    for (letter, value) in zip(subject.letters, coordinates) { indices[letter] = value }
  }
}

import MatrixCalculus
import Scenes
import TensorCore

/// Entries that a scene's author names in a remark, `y_12`, spelled as in every other line: y₁₂, and y₀₁ for
/// a reader who counts from zero.
///
/// An entry is a name of the program, an underscore, and a digit an axis, counted as the scene counts;
/// `x_ij`, `v_7` where v has six entries, and whatever else is no entry stay as they were typed.
struct EntryNames {
  private let shapes: [String: Variable]
  /// What the scene's own digits count from, and what the reader's do.
  private let sceneBase: Int
  private let base: Int

  init(_ scene: Scene, base: Int) {
    let variables = scene.program.inputs + scene.program.statements.map(\.variable)
    shapes = Dictionary(
      variables.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
    sceneBase = scene.options.base
    self.base = base
  }

  /// The text with its entries spelled.
  func spelled(_ text: String) -> String {
    var spelled = ""
    var word = ""
    for character in text {
      if Self.isPart(character) {
        word.append(character)
      } else {
        spelled += entry(word) ?? word
        spelled.append(character)
        word = ""
      }
    }
    return spelled + (entry(word) ?? word)
  }

  private static func isPart(_ character: Character) -> Bool {
    character.isLetter || character.isNumber || character == "_"
  }

  /// `K_11` as K₁₁; nil for what is no entry.
  private func entry(_ word: String) -> String? {
    guard let mark = word.lastIndex(of: "_"), let variable = shapes[String(word[..<mark])] else {
      return nil
    }
    let digits = word[word.index(after: mark)...]
    let coordinates = digits.compactMap(\.wholeNumberValue).map { $0 - sceneBase }
    let extents = variable.shape.extents
    guard !extents.isEmpty, coordinates.count == digits.count, coordinates.count == extents.count,
      zip(coordinates, extents).allSatisfy({ (0..<$1).contains($0) })
    else { return nil }
    return Spelling.entry(variable, coordinates, base: base)
  }
}

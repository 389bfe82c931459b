import MatrixCalculus
import TensorCore

/// What a Jacobian is as a matrix and what it costs, told where a tour ends with it.
struct StructureWords {
  private let jacobian: StructuredTensor<Expression>
  private let pattern: SparsityPattern?
  private let cost: JacobianCost
  private let closedForm: Expression?
  private let outputRank: Int
  /// The Jacobian's name where the last link's own is another, whose panel is the one that is seen.
  private let name: Phrase
  private let layout: JacobianLayout
  private let notation: ExpressionNotation

  /// Nil where the derivation ends in a gradient, or its Jacobian was not composed.
  init?(_ derivation: Derivation, layout: JacobianLayout = .numerator) {
    let endsInJacobian = derivation.upstream != nil || derivation.links.last?.endsInJacobian == true
    guard endsInJacobian, let jacobian = derivation.jacobian else { return nil }
    self.jacobian = jacobian
    pattern = derivation.pattern
    closedForm = derivation.jacobianClosedForm
    outputRank = derivation.output.shape.rank
    cost = JacobianCost(jacobian, pattern: pattern, outputRank: outputRank)
    let whole = Variable.jacobian(of: derivation.output, by: derivation.variable)
    let own = derivation.links.last?.contributions.map(\.jacobianName) ?? []
    name = own == [whole] ? Phrase() : Phrase(whole.name, .name) + " "
    self.layout = layout
    let program = derivation.program
    notation = .unicode.avoiding((program.inputs + program.statements.map(\.variable)).map(\.name))
  }

  /// A reverse pass gives a row, a forward pass a column.
  private var rows: Int { cost.reversePasses }
  private var columns: Int { cost.forwardPasses }

  /// `as a matrix 6×8: X ⊗ I`, `as a matrix 2×3: A, dense`; a shorter wording after it.
  ///
  /// Column by column the same Jacobian is I ⊗ X. In denominator layout it is no such matrix.
  var names: [Phrase] {
    guard layout != .denominator else { return [] }
    let byColumns =
      layout == .vecColumn
      ? KroneckerForm(
        jacobian, outputRank: outputRank, isByColumns: true, isSandwiching: false) : nil
    let structure =
      byColumns?.text(in: notation).text
      ?? JacobianStructure(jacobian, pattern: pattern, outputRank: outputRank).text(in: notation)
    let form = closedForm.map { Phrase(ExpressionNotation.unicode.text($0)) + ", " } ?? Phrase()
    let size = "\(Self.large(rows))×\(Self.large(columns)): "
    let name = form + Phrase(structure, .strong)
    let whole = self.name + "as a matrix " + Phrase(size) + name
    let told =
      byColumns?.hasCommutation == true
      ? [whole + ", " + Phrase(notation.commutationEquation)] : []
    return told + [whole, self.name + Phrase(size) + name, name]
  }

  /// `24 of 48 entries, kept as X: 96, not 384 bytes`.
  var counts: Phrase {
    let dense = Self.bytes(cost.entries)
    let kept = Self.bytes(keptNumbers)
    let entries = "\(Self.large(cost.nonzeros)) of \(Self.large(cost.entries)) entries"
    guard keptNumbers < cost.entries else { return Phrase("\(entries), \(dense)") }
    guard !labels.isEmpty else { return Phrase("\(entries), no number is kept of \(dense)") }
    let names = labels.map { Phrase(ExpressionNotation.unicode.text($0)) }
    let listed = names.dropFirst().reduce(names[0]) { $0 + " and " + $1 }
    let unit = dense.split(separator: " ").last.map { " " + $0 } ?? ""
    let short = kept.hasSuffix(unit) ? String(kept.dropLast(unit.count)) : kept
    return Phrase("\(entries), kept as ") + listed + Phrase(": \(short), not \(dense)")
  }

  /// `6 reverse or 8 forward passes`: one an output, one an input.
  var passes: Phrase {
    Phrase("\(Self.large(rows)) reverse or \(Self.large(columns)) forward passes")
  }

  /// Numbers that the factors of its terms hold together.
  private var keptNumbers: Int { labels.map(\.shape.count).reduce(0, saturatingSum) }

  /// What its terms read, in their order.
  private var labels: [Expression] {
    var labels: [Expression] = []
    for factor in jacobian.terms.flatMap(\.factors) where !labels.contains(factor.label) {
      labels.append(factor.label)
    }
    return labels
  }

  private static func large(_ count: Int) -> String {
    count == .max ? "more than 9·10¹⁸" : String(count)
  }

  /// The bytes of so many doubles: `96 bytes`, `128 MiB`, `2 PiB`.
  static func bytes(_ numbers: Int) -> String {
    guard numbers >= 128 else { return "\(numbers * 8) bytes" }
    let units = ["KiB", "MiB", "GiB", "TiB", "PiB", "EiB", "ZiB"]
    var value = Double(numbers) / 128
    var unit = 0
    while value >= 1024, unit + 1 < units.count {
      value /= 1024
      unit += 1
    }
    return Spelling.number((value * 10).rounded() / 10) + " " + units[unit]
  }
}

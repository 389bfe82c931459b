import MatrixCalculus
import TensorCore

/// Which cells belong to the cell under the cursor, for every panel of a link.
///
/// Two cells belong together where one term of the link's sums can speak of both: the term
/// X[i,k]·δ[j,l] of ∂y/∂A[i,j,k,l] speaks of a cell of each of y, A, X, ∂E/∂y and ∂E/∂A. Which of
/// them a cursor asks for is the table `Sentence.relates`; nothing here knows a formula.
struct LinkedCells {
  /// Each mention of the cursor's cell, with what it says of the term's indices.
  private let starts: [(sentence: Sentence, part: Mention.Part, known: Unification)]
  private let focus: Variable
  /// The cursor is on an entry of a Jacobian that a delta makes zero.
  let isStruck: Bool

  init(
    cursor coordinates: [Int], in subject: Subject, of link: Link, numbers: TourNumbers,
    linkNumber: Int
  ) {
    focus = subject.variable
    var struck = false
    if case .jacobian(let number) = subject.role {
      struck = numbers.jacobian(ofContribution: number, inLink: linkNumber)
        .isStructuralZero(at: coordinates)
    }
    isStruck = struck
    var starts: [(sentence: Sentence, part: Mention.Part, known: Unification)] = []
    for sentence in Sentence.all(of: link) {
      for mention in sentence.mentions where mention.variable == subject.variable {
        // The variable's own row of the table speaks of its fibre, not of the entries equal to it.
        if subject.role == .variable, sentence.kind == .term, mention.part == .factor { continue }
        var known = Unification()
        known.require(mention.forms, equal: coordinates)
        if known.holds { starts.append((sentence, mention.part, known)) }
      }
    }
    self.starts = starts
  }

  /// Whether a cell of another tensor, or another cell of the same, belongs to the cursor's.
  func contains(_ coordinates: [Int], of variable: Variable) -> Bool {
    starts.contains { sentence, part, known in
      sentence.mentions.contains { mention in
        guard mention.variable == variable, sentence.relates(part, mention.part) else {
          return false
        }
        var known = known
        known.require(mention.forms, equal: coordinates)
        known.require(sentence.deltas)
        return known.holds
      }
    }
  }
}

/// A tensor read or meant by a term at these subscripts.
private struct Mention {
  enum Part { case output, variable, upstream, gradient, jacobian, factor }

  let part: Part
  let variable: Variable
  let forms: [IndexForm]
}

/// What one term mentions, and the deltas that must hold for it to.
private struct Sentence {
  enum Kind {
    /// y[i,j] and what is read for it.
    case forward
    /// ∂y/∂A[i,j,k,l] and the cells that it is named after, whatever the deltas say.
    case block
    /// A term of ∂y/∂A with all that it mentions.
    case term
  }

  let kind: Kind
  let deltas: [KroneckerDelta]
  let mentions: [Mention]

  /// The table of linked selection: whether a cursor on one part lights another.
  func relates(_ cursor: Mention.Part, _ other: Mention.Part) -> Bool {
    switch (kind, cursor, other) {
    case (.forward, .output, .factor), (.forward, .factor, .output): true
    case (.block, .jacobian, _), (.block, .output, .jacobian), (.block, .variable, .jacobian),
      (.block, .upstream, .jacobian):
      other != cursor
    case (.term, .jacobian, .factor), (.term, .factor, .jacobian): true
    case (.term, .variable, .output), (.term, .variable, .gradient): true
    case (.term, .upstream, .gradient): true
    case (.term, .gradient, .jacobian), (.term, .gradient, .upstream), (.term, .gradient, .factor):
      true
    default: false
    }
  }

  static func all(of link: Link) -> [Sentence] {
    link.contributions.flatMap { forward($0, of: link) + derivative($0, of: link) }
  }

  private static func forward(_ contribution: Link.Contribution, of link: Link) -> [Sentence] {
    let output = Mention(
      part: .output, variable: contribution.statement.variable,
      forms: contribution.forward.free.map(IndexForm.init))
    return contribution.entryReads.map { read in
      let factor = Mention(part: .factor, variable: read.variable, forms: read.subscripts)
      return Sentence(kind: .forward, deltas: read.deltas, mentions: [output, factor])
    }
  }

  private static func derivative(_ contribution: Link.Contribution, of link: Link) -> [Sentence] {
    let free = contribution.jacobian.free.map(IndexForm.init)
    let rank = contribution.statement.variable.shape.rank
    let (out, axes) = (Array(free.prefix(rank)), Array(free.dropFirst(rank)))
    let isGradient = link.isGradientItself(contribution)
    let whole = Mention(
      part: .jacobian, variable: isGradient ? link.gradient : contribution.jacobianName,
      forms: free)
    var mentions = [
      whole,
      Mention(part: .output, variable: contribution.statement.variable, forms: out),
      Mention(part: .variable, variable: link.variable, forms: axes),
    ]
    if !isGradient {
      mentions.append(Mention(part: .gradient, variable: link.gradient, forms: axes))
    }
    if let upstream = contribution.upstream {
      mentions.append(Mention(part: .upstream, variable: upstream, forms: out))
    }
    return [Sentence(kind: .block, deltas: [], mentions: mentions)]
      + contribution.jacobian.terms.map {
        Sentence(kind: .term, deltas: $0.deltas, mentions: mentions + factors(of: $0))
      }
  }

  private static func factors(of term: Term<Expression>) -> [Mention] {
    term.factors.flatMap { factor in
      factor.label.reads(at: factor.subscripts).compactMap { read in
        read.forms.map { Mention(part: .factor, variable: read.variable, forms: $0) }
      }
    }
  }
}

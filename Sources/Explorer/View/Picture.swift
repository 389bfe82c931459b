/// Everything that one frame shows, before it has a size.
///
/// The model makes a `Picture`; `Arrangement` places it; `frame(_:cell:)` draws it. Numbers are not in
/// it: a panel may unfold into 2⁶² cells, so the frame asks for those it shows.
package struct Picture: Equatable, Sendable {
  package var title: String
  package var progress: Progress?
  /// In reading order; panel n is shown with the number n + 1.
  package var panels: [PanelContent]
  /// The panel that has the keys.
  package var focusedPanel: Int?
  /// The focused panel has the whole screen.
  package var isZoomed: Bool
  package var scalars: [Scalar]
  /// Where they stand, whatever the step; nil for wherever this picture has room.
  package var scalarPlace: ScalarPlace?
  package var lines: [Line]
  package var closedForm: ClosedForm?
  package var keyBar: [KeyHint]
  /// Shown at the right of the key bar: a count being typed, a locked keyboard.
  package var status: String
  package var notice: Notice?
  package var prompt: Prompt?
  package var overlay: Overlay?
  /// Nothing is shown at all.
  package var isBlank: Bool
  package var theme: Theme
  package var depth: ColorDepth
  /// Dims every cell that is not linked.
  package var spotlight: Bool

  package init(
    title: String = "", progress: Progress? = nil, panels: [PanelContent] = [],
    focusedPanel: Int? = nil, isZoomed: Bool = false, scalars: [Scalar] = [], lines: [Line] = [],
    closedForm: ClosedForm? = nil, keyBar: [KeyHint] = [], status: String = "",
    notice: Notice? = nil, prompt: Prompt? = nil, overlay: Overlay? = nil, isBlank: Bool = false,
    theme: Theme = .dark, depth: ColorDepth = .palette256, spotlight: Bool = false
  ) {
    self.title = title
    self.progress = progress
    self.panels = panels
    self.focusedPanel = focusedPanel
    self.isZoomed = isZoomed
    self.scalars = scalars
    self.lines = lines
    self.closedForm = closedForm
    self.keyBar = keyBar
    self.status = status
    self.notice = notice
    self.prompt = prompt
    self.overlay = overlay
    self.isBlank = isBlank
    self.theme = theme
    self.depth = depth
    self.spotlight = spotlight
  }
}

extension Picture {
  /// `step 3 of 8  sparsity  ●●◉○○○○○`.
  package struct Progress: Equatable, Sendable {
    /// From 1 to `count`.
    package var step: Int
    package var count: Int
    package var name: String

    package init(step: Int, count: Int, name: String) {
      self.step = step
      self.count = count
      self.name = name
    }
  }

  /// One place for all steps of a link, so that a number does not jump.
  package enum ScalarPlace: Equatable, Sendable {
    /// At the right of the first row of panels, from this column on.
    case beside(column: Int)
    /// In the row of the title.
    case title
  }

  /// `E = 5`, shown beside the panels, or in the title's row.
  package struct Scalar: Equatable, Sendable {
    package var name: String
    package var text: String

    package init(name: String, text: String) {
      self.name = name
      self.text = text
    }
  }

  /// One line under the panels.
  package struct Line: Equatable, Sendable {
    package enum Kind: Hashable, Sendable {
      case formula, reason, spoken, status
    }

    package var kind: Kind
    package var text: Phrase
    /// Said to the right of the text, all asides of a frame from one column: the fullest wording
    /// first, then shorter ones for where it does not fit.
    package var asides: [Phrase]
    /// An aside that fits nowhere is left out, and takes no row of its own.
    package var isAsideOptional: Bool

    package init(
      _ kind: Kind, _ text: Phrase, asides: [Phrase] = [], isAsideOptional: Bool = false
    ) {
      self.kind = kind
      self.text = text
      self.asides = asides.filter { !$0.isEmpty }
      self.isAsideOptional = isAsideOptional
    }
  }

  /// The answer in a box, and how far it was checked, in plain words.
  package struct ClosedForm: Equatable, Sendable {
    package var formula: Phrase
    /// The formula with more said, for where it fits in one line.
    package var whole: Phrase?
    /// A shorter one in terms of another gradient, for where the formula has no room.
    package var link: Phrase?
    /// What the formula assumes of the inputs; nil where it holds for all.
    package var assumption: Assumption?
    package var certificate: String

    package init(
      formula: Phrase, whole: Phrase? = nil, link: Phrase? = nil, assumption: Assumption? = nil,
      certificate: String
    ) {
      self.formula = formula
      self.whole = whole
      self.link = link
      self.assumption = assumption
      self.certificate = certificate
    }
  }

  /// `where T is symmetric, as here`, and the formula that holds without it.
  package struct Assumption: Equatable, Sendable {
    package var words: String
    package var general: Phrase

    package init(words: String, general: Phrase) {
      self.words = words
      self.general = general
    }
  }

  /// A key of the key bar and what it does in one word.
  package struct KeyHint: Equatable, Sendable {
    package var key: String
    package var words: String
    /// A shorter word for it, for where not all fit; nil where there is none.
    package var short: String?
    /// Stays where there is room for few.
    package var isEssential: Bool

    package init(_ key: String, _ words: String, short: String? = nil, isEssential: Bool = false) {
      self.key = key
      self.words = words
      self.short = short
      self.isEssential = isEssential
    }
  }

  /// Something to be told once, in place of the key bar.
  package struct Notice: Equatable, Sendable {
    package var text: String
    /// A mistake or a warning, and not news.
    package var isWarning: Bool

    package init(_ text: String, isWarning: Bool = false) {
      self.text = text
      self.isWarning = isWarning
    }
  }

  /// A line being typed, in place of the key bar.
  package struct Prompt: Equatable, Sendable {
    /// `:` or `/`.
    package var mark: String
    package var text: String
    /// Scalars of `text` before the cursor.
    package var cursor: Int

    package init(mark: String, text: String, cursor: Int) {
      self.mark = mark
      self.text = text
      self.cursor = cursor
    }
  }
}

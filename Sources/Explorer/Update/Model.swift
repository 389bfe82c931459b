import MatrixCalculus
import Scenes
import Screen
import TensorCore

/// The whole state of the explorer: a scene, where the reader is in it, and how it is looked at.
///
/// Step k of a scene is a pure function of (scene, edits, k): a cursor that was moved stays with the
/// stretch of steps it was moved in, so that going forward and back leads to where one was.
package struct Model: Equatable, Sendable {
  // MARK: The scene
  var sceneName: String
  /// Nil where the scene could not be read.
  var lesson: Lesson?
  /// The numbers of the tour that the reader is in.
  var numbers: TourNumbers?
  /// The certificate of the same tour, as far as it has been made: that of a Hessian has two parts.
  var certification: [Certification]?
  /// The comparisons of its claims, as far as they have come; nil where none has begun.
  var judging: [ClaimWork?]?
  /// What is computed was stopped, and waits for `:compute`.
  var isStopped = false
  /// A certificate that takes long was asked for.
  var certificateIsWanted = false
  /// The number formats of links that have been shown.
  var formats: [LinkPlace: [Variable: NumberFormat]] = [:]
  /// Certificates of tours whose closed form has been reached.
  var certificates: [Int: Certificate] = [:]
  /// Shorter closed forms of certified tours, because of what is true of the numbers as they are.
  var specialForms: [Int: SpecialForm] = [:]
  /// What of the inputs would make the form shorter and was not looked for, because there are too many numbers.
  var unsoughtFacts: [Int: [InputFact]] = [:]
  /// Verdicts on the claims of tours whose end has been reached.
  var verdicts: [Int: [ClaimVerdict?]] = [:]
  var edits = EditHistory()
  /// What was wrong with the file that was read last; nil once it is mended.
  var failure: SceneFailure?

  // MARK: The place
  var stops: [Stop] = []
  /// From 1; 0 is the overview, in which everything is shown.
  var stepNumber = 1
  var unfolded: Set<LinkPlace> = []
  /// Where a reader moved the cursor to, by the stretch of steps.
  var cursors: [Stretch: Cursor] = [:]
  var jumps: [Jump] = []
  var playback: Playback?
  /// Seconds since the step was complete, for autoplay.
  var rested = 0.0

  // MARK: How it is looked at
  var settings: Settings
  var theme: Theme
  var base: Int
  var speed: Double
  var motion: Bool
  var autoplay: Bool
  var chosenView = TensorView.blocks
  /// What the reader chose at steps at which the scene has a view of its own.
  var views: [Stop: TensorView] = [:]
  /// How Jacobians are laid out, chosen in the same way.
  var chosenLayout = JacobianLayout.numerator
  var layouts: [Stop: JacobianLayout] = [:]
  var isZoomed = false
  var spotlight = false
  var isBlank = false
  var isBare = false
  var isLocked = false
  var size = Size(columns: 80, rows: 24)

  // MARK: What is being typed or read
  var overlay: OpenOverlay?
  var prompt: Prompt?
  /// Digits of a step number.
  var typedCount = ""
  /// `w` was pressed: the next digit is a panel.
  var awaitsPanel = false
  var notice: Picture.Notice?

  /// A scene that was read.
  package init(scene: Scene, name: String, settings: Settings = Settings()) {
    self.init(name: name, settings: settings)
    open(scene, named: name)
  }

  /// A scene that could not be read: the report lies over the shipped scenes.
  package init(report: [String], name: String, settings: Settings = Settings()) {
    self.init(name: name, settings: settings)
    failure = SceneFailure(name: name, report: report)
    showReport()
  }

  private init(name: String, settings: Settings) {
    sceneName = name
    self.settings = settings
    theme = settings.theme ?? .dark
    base = settings.base ?? 1
    speed = settings.speed
    motion = settings.motion
    autoplay = settings.autoplay ?? false
  }
}

// MARK: - Parts

/// Steps between two at which the scene moves the cursor; the cursor belongs to the stretch.
struct Stretch: Hashable, Sendable {
  var link: LinkPlace
  /// The step with the remark that moved it; nil before the first.
  var start: Int?
}

/// A place to come back to.
struct Jump: Equatable, Sendable {
  var stepNumber: Int
  var stretch: Stretch
  var cursor: Cursor?
}

/// Ways to unfold a tensor of three axes or more.
enum TensorView: String, CaseIterable, Equatable, Sendable {
  /// An outer grid of outputs, each a block over the inputs.
  case blocks
  /// Two axes, the others held where the cursor is.
  case slice
  /// Outputs downwards, inputs to the right.
  case matrix
  /// The whole matrix, a dot for what no delta makes zero.
  case pattern
  /// The whole matrix, values as colours.
  case heat
}

enum OpenOverlay: Equatable, Sendable {
  case help(offset: Int)
  case scenes(selected: Int)
  case report(title: String, lines: [String], offset: Int)
}

/// A scene that could not be read, and why, line by line.
struct SceneFailure: Equatable, Sendable {
  var name: String
  var report: [String]
}

/// A line that is being typed.
struct Prompt: Equatable, Sendable {
  enum Purpose: Equatable, Sendable {
    case command
    /// A new number for a cell of an input.
    case edit(Variable, [Int])
  }

  var purpose: Purpose
  /// As scalars, so that the cursor counts what is seen.
  var text: [Unicode.Scalar] = []
  var cursor = 0
  /// What Tab found possible, until the next key.
  var choices: [Overlay.HelpRow] = []

  var string: String {
    var view = String.UnicodeScalarView()
    view.append(contentsOf: text)
    return String(view)
  }
}

/// Numbers that a reader changed, to be taken back and done again.
struct EditHistory: Equatable, Sendable {
  struct Edit: Equatable, Sendable {
    var variable: Variable
    var coordinates: [Int]
    var before: Double
    var after: Double
  }

  var done: [Edit] = []
  var undone: [Edit] = []
}

// MARK: - What the program asks

extension Model {
  /// Whether a line is being typed, where text from a clipboard is welcome.
  package var isTyping: Bool { prompt != nil }
}

import MatrixCalculus
import TensorCore

/// A lesson: numbers, formulas, and what to say at which step.
package struct Scene: Equatable, Sendable {
  /// The first line of the string at the head of the file; empty where there is none.
  package var title: String
  /// The rest of that string.
  package var description: String
  package var program: Program
  /// The numbers of every input of the program.
  package var inputs: [Variable: InputNumbers]
  /// Names of the axes of some inputs, one an axis.
  package var axisNames: [Variable: [String]]
  /// At least one, in order.
  package var tours: [Tour]
  package var options: SceneOptions

  package init(
    title: String = "", description: String = "", program: Program,
    inputs: [Variable: InputNumbers],
    axisNames: [Variable: [String]] = [:], tours: [Tour], options: SceneOptions = SceneOptions()
  ) {
    self.title = title
    self.description = description
    self.program = program
    self.inputs = inputs
    self.axisNames = axisNames
    self.tours = tours
    self.options = options
  }
}

/// One derivative that a scene is about, with what is said of it.
package struct Tour: Equatable, Sendable {
  package var output: Variable
  package var variable: Variable
  /// 1, or 2 for the Hessian of a scalar.
  package var order: Int
  package var claims: [SceneClaim]
  package var remarks: [StepRemark]

  package init(
    output: Variable, variable: Variable, order: Int = 1, claims: [SceneClaim] = [],
    remarks: [StepRemark] = []
  ) {
    self.output = output
    self.variable = variable
    self.order = order
    self.claims = claims
    self.remarks = remarks
  }
}

extension Tour {
  /// What the tour tells, and what certifies it; nil where there is no Hessian to be told.
  package func derivations(in program: Program) -> (told: Derivation, certified: [Derivation])? {
    let first = Derivation.deriving(output, by: variable, in: program)
    guard order == 2 else { return (first, [first]) }
    return first.hessian(in: program).map { ($0.told, [$0.first, $0.second]) }
  }
}

/// What is said, and how the picture stands, at one step of a tour.
package struct StepRemark: Equatable, Sendable {
  /// A step by its name, counted among those of one name, or by its number from 1.
  package enum Place: Hashable, Sendable {
    /// `link` is the variable that a link ends in, nil for the last link.
    case named(StepRule, occurrence: Int, link: String?)
    case numbered(Int)
  }

  package var place: Place
  package var text: String
  /// For the speaker only.
  package var notes: String
  /// Where the cursor stands, counted from zero.
  package var selection: [Int]?
  /// The name of the tensor that `selection` speaks of, the Jacobian where nil.
  package var focus: String?
  package var view: String?
  package var layout: String?
  package var asksForPrediction: Bool
  package var speed: Double?
  /// Seconds before auto-play goes on.
  package var hold: Double?

  package init(
    place: Place, text: String, notes: String = "", selection: [Int]? = nil, focus: String? = nil,
    view: String? = nil, layout: String? = nil, asksForPrediction: Bool = false,
    speed: Double? = nil, hold: Double? = nil
  ) {
    self.place = place
    self.text = text
    self.notes = notes
    self.selection = selection
    self.focus = focus
    self.view = view
    self.layout = layout
    self.asksForPrediction = asksForPrediction
    self.speed = speed
    self.hold = hold
  }
}

/// How a scene likes to be shown; the user's own flags win.
package struct SceneOptions: Equatable, Sendable {
  /// What indices count from, 0 or 1.
  package var base: Int
  package var theme: String?
  /// Decimals shown at most.
  package var digits: Int?
  package var columns: Int?
  package var rows: Int?
  package var autoplay: Bool

  package init(
    base: Int = 1, theme: String? = nil, digits: Int? = nil, columns: Int? = nil, rows: Int? = nil,
    autoplay: Bool = false
  ) {
    self.base = base
    self.theme = theme
    self.digits = digits
    self.columns = columns
    self.rows = rows
    self.autoplay = autoplay
  }
}

import MatrixCalculus
import Scenes
import TensorCore

/// A scene made ready to be walked: its derivations, and the numbers as they are now.
///
/// What a reader edited is in `inputs`; everything else follows from it.
struct Lesson: Equatable, Sendable {
  let scene: Scene
  /// One a tour of the scene.
  let derivations: [Derivation]
  /// The links of each tour as they are told.
  let links: [[Link]]
  /// The numbers of the inputs, edits included.
  private(set) var inputs: [Variable: InputNumbers]

  init(_ scene: Scene) {
    self.scene = scene
    derivations = scene.tours.map {
      Derivation.deriving($0.output, by: $0.variable, in: scene.program)
    }
    links = derivations.map(\.told)
    inputs = scene.inputs
  }

  /// Changes one number of an input.
  mutating func edit(_ variable: Variable, at coordinates: [Int], to value: Double) {
    inputs[variable]?[coordinates] = value
  }
}

extension Lesson {
  /// The numbers of one tour: values of every name, and the gradient of every link.
  func numbers(ofTour tour: Int) -> TourNumbers {
    TourNumbers(derivation: derivations[tour], inputs: inputs)
  }

  /// The stops of all tours in a row; folded links take none.
  func stops(unfolded: Set<LinkPlace>) -> [Stop] {
    scene.tours.indices.flatMap { tour in
      links[tour].indices.flatMap { link -> [Stop] in
        let place = LinkPlace(tour: tour, link: link)
        guard isUnfolded(place, unfolded) else { return [] }
        return steps(of: place).map { Stop(link: place, step: $0) }
      }
    }
  }

  /// The steps of a link that its tour tells: without a scalar the story ends with the Jacobian.
  func steps(of place: LinkPlace) -> [Int] {
    let derivation = derivations[place.tour]
    let steps = link(place).steps
    guard derivation.upstream != nil else { return Array(steps.indices) }
    return steps.indices.filter { [.forward, .jacobian, .sparsity].contains(steps[$0].rule) }
  }

  /// The last link is the story; one before it is told where a reader or a remark asks for it, or
  /// where no gradient stands for it.
  func isUnfolded(_ place: LinkPlace, _ unfolded: Set<LinkPlace>) -> Bool {
    let derivation = derivations[place.tour]
    guard place.link < derivation.links.count - 1 else { return true }
    let name = derivation.links[place.link].variable.name
    return unfolded.contains(place) || derivation.upstream != nil
      || scene.tours[place.tour].remarks.contains { $0.place.linkName == name }
  }

  func link(_ place: LinkPlace) -> Link { links[place.tour][place.link] }
  func subjects(of place: LinkPlace) -> [Subject] {
    link(place).subjects(hasScalar: derivations[place.tour].upstream == nil)
  }

  func step(_ stop: Stop) -> Step { link(stop.link).steps[stop.step] }
}

extension StepRemark.Place {
  var linkName: String? {
    guard case .named(_, _, let link) = self else { return nil }
    return link
  }
}

/// A link of a tour.
struct LinkPlace: Hashable, Sendable {
  var tour: Int
  var link: Int
}

/// A step of a tour, told at one place of the walk.
struct Stop: Hashable, Sendable {
  var link: LinkPlace
  /// Among the steps of the link.
  var step: Int
}

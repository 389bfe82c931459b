import MatrixCalculus
import Scenes
import TensorCore

/// What takes long is done in slices, whenever no key waits: values, then what is told of them.
///
/// Slices are measured in multiplications, so that the same messages lead to the same model.
extension Model {
  /// What is done before a key is answered: all of a small scene.
  static let quickWork = 4_000_000
  /// A slice while no key waits: a few thousandths of a second.
  static let slice = 4_000_000
  /// A certificate that takes more multiplications waits until it is asked for.
  private static let longCertificate = 1e11

  /// Whether there is something to compute: then the program says when it is idle.
  package var isWorking: Bool { !isStopped && hasWork }

  private var hasWork: Bool {
    guard let numbers else { return false }
    return !numbers.isComplete || claimsAreOpen || certificateIsDue
  }

  /// Computes all that is to be computed, however long it takes.
  package mutating func finishWork() {
    while isWorking { work(by: .max) }
  }

  /// Computes until about `budget` multiplications are spent or nothing is left.
  mutating func work(by budget: Int) {
    guard isWorking else { return }
    let target = numbers?.target
    var left = budget - (numbers?.advance(by: budget) ?? 0)
    if numbers?.target != target { chooseFormats() }
    guard numbers?.isComplete == true else { return }
    while claimsAreOpen, left > 0 { left -= judgeClaims(by: left) }
    if certificateIsDue, !claimsAreOpen, left > 0 { certify(by: left) }
  }

  /// Esc and Ctrl-C: what is known stays, and the rest waits for `:compute`.
  mutating func stopWork() {
    isStopped = true
    notice = Picture.Notice("stopped; :compute goes on")
  }

  /// `:compute`.
  mutating func resumeWork() {
    isStopped = false
    if !hasWork { notice = Picture.Notice("everything here is computed") }
  }

  /// `∂E/∂A [####      ] 42%  Esc stops`; empty where nothing is computed.
  var progress: String {
    guard isWorking, let numbers else { return "" }
    let fraction =
      !numbers.isComplete ? numbers.fraction : claimsAreOpen ? 0 : certifiedFraction
    let done = Int(fraction * 10)
    let bar = String(repeating: "#", count: done) + String(repeating: " ", count: 10 - done)
    return "\(workName) [\(bar)] \(Int(fraction * 100))%  Esc stops"
  }

  private var workName: String {
    guard let target = numbers?.target else { return claimsAreOpen ? "claims" : "certificate" }
    if case .variable(let variable) = target { return variable.name }
    return ExpressionNotation.unicode.text(target).text
  }

  // MARK: Formats

  /// The formats of panels whose numbers have come.
  mutating func chooseFormats() {
    guard let stop, let reading else { return }
    var known = formats[stop.link] ?? [:]
    for subject in reading.subjects where known[subject.variable] == nil {
      guard reading.isComputed(subject) else { continue }
      known[subject.variable] = reading.format(of: subject)
    }
    formats[stop.link] = known
  }

  // MARK: Claims

  /// Verdicts on the claims are made at the end of a tour, where they are told.
  private var claimsAreOpen: Bool {
    guard let stop, isLastOfTour(stop) else { return false }
    return verdicts[stop.link.tour] == nil
  }

  /// Goes on with the first claim that has no verdict; gives what was spent.
  private mutating func judgeClaims(by budget: Int) -> Int {
    guard let numbers, let stop, let lesson else { return budget }
    if judging == nil {
      judging = lesson.scene.tours[stop.link.tour].claims.map { $0.work(numbers) }
    }
    guard let open = judging?.firstIndex(where: { $0?.isJudged == false }) else {
      verdicts[stop.link.tour] = judging?.map { $0?.verdict }
      judging = nil
      return 1
    }
    return max(1, judging?[open]?.advance(by: budget) ?? budget)
  }

  // MARK: The certificate

  /// The certificate is made where the closed form is told; a very long one is asked for by `:check`.
  private var certificateIsDue: Bool {
    guard let numbers, let stop, let lesson, certificates[stop.link.tour] == nil,
      numbers.derivation.upstream == nil, lesson.step(stop).rule == .closedForm
    else { return false }
    let costs =
      certification?.map(\.cost) ?? lesson.certified[stop.link.tour].map(Certification.cost)
    return certificateIsWanted || costs.reduce(0, +) <= Self.longCertificate
  }

  /// How much of the certificate is made, from 0 to 1.
  private var certifiedFraction: Double {
    guard let parts = certification, !parts.isEmpty else { return 0 }
    return parts.reduce(0) { $0 + $1.fraction } / Double(parts.count)
  }

  /// `:check`.
  mutating func wantCertificate() {
    certificateIsWanted = true
    isStopped = false
    work(by: Self.quickWork)
  }

  private mutating func certify(by budget: Int) {
    guard let numbers, let stop, let lesson else { return }
    let tour = stop.link.tour
    var parts = certification ?? lesson.certifications(ofTour: tour, numbers.valuation)
    for part in parts.indices where parts[part].certificate == nil {
      parts[part].advance(by: budget)
      if parts[part].certificate == nil { break }
    }
    let made = parts.compactMap(\.certificate)
    let isMade = made.count == parts.count
    certification = isMade ? nil : parts
    guard isMade, let first = made.first else { return }
    let certificate = made.dropFirst().reduce(first) { $0.joined(with: $1) }
    certificates[tour] = certificate
    specialForms[tour] = specialForm(certificate, numbers)
    let inputs = lesson.scene.program.inputs
    unsoughtFacts[tour] =
      certificate.scope.isEmpty ? [] : numbers.derivation.shorteningFacts(of: inputs)
  }

  /// A closed form that is shorter because of what is true of an input, as `derive` looks for it; where only
  /// a sample is certified the numbers are too many to be looked through at once.
  private func specialForm(_ certificate: Certificate, _ numbers: TourNumbers) -> SpecialForm? {
    guard certificate.scope.isEmpty, let inputs = lesson?.scene.program.inputs,
      let general = numbers.derivation.boxedForm
    else { return nil }
    let derivation = numbers.derivation
    return derivation.closedForm == nil
      ? derivation.specialForm(
        of: general, inputs, on: numbers.valuation, certifiedBy: certificate)
      : derivation.specialForm(of: inputs, on: numbers.valuation, certifiedBy: certificate)
  }
}

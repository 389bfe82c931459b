import Explorer
import MatrixCalculus
import Scenes
import Screen
import TensorCore

/// What `check` finds out about one scene.
struct SceneCheck {
  /// One derivative of the scene, with its claims and their verdicts.
  struct Line {
    let report: DerivationReport
    /// The gradient derived once more, where the tour tells a Hessian.
    let second: DerivationReport?
    let claims: [(claim: SceneClaim, verdict: ClaimVerdict?)]

    /// What is derived: `∂E/∂A`, `∂y/∂A`, `∂²E/∂x²`.
    var name: String {
      let derivation = report.derivation
      if second != nil { return Variable.hessian(of: derivation.scalar, by: report.variable).name }
      return derivation.upstream == nil
        ? report.gradientName.name
        : Variable.jacobian(of: report.output, by: report.variable).name
    }

    var certificate: Certificate {
      second.map { report.certificate.joined(with: $0.certificate) } ?? report.certificate
    }

    /// Names and patterns of what the last link is made of.
    var jacobians: [(name: String, pattern: SparsityPattern)] {
      if let pattern = second?.derivation.pattern { return [(name, pattern)] }
      return (report.derivation.links.last?.contributions ?? []).map {
        ($0.jacobianName.name, $0.pattern)
      }
    }

    var closedForm: Expression? {
      guard let second else { return report.closedForm }
      return certificate.verdict == .failed ? nil : second.jacobianForm
    }
  }

  let name: String
  let size: Size
  let lines: [Line]
  /// The steps of which a panel is not on the screen, by number.
  let clipped: [(step: Int, panels: [SafeText])]
  /// Panels that scroll at some step.
  let scrolling: [SafeText]

  init(_ scene: Scene, name: String, size: Size, seed: Int) {
    self.name = name
    self.size = size
    lines = scene.tours.map { Self.line(of: $0, in: scene, seed: seed) }
    (clipped, scrolling) = Self.fit(of: scene, name: name, size: size)
  }

  var isRight: Bool { lines.allSatisfy { $0.certificate.verdict != .failed } }

  private static func line(of tour: Tour, in scene: Scene, seed: Int) -> Line {
    let derivation = Derivation.deriving(tour.output, by: tour.variable, in: scene.program)
    let report = DerivationReport(
      derivation, of: scene.program, inputs: scene.inputs.mapValues(\.tensor),
      upstream: DeriveInputs.random("∂E/∂\(tour.output.name)", tour.output.shape, seed: seed),
      seed: seed)
    let claims = tour.claims.map { claim in
      switch claim {
      case .gradient(_, let formula):
        (claim, ClaimVerdict.ofGradient(formula, derivation, report.values))
      case .entry(let entries):
        (claim, ClaimVerdict.ofEntries(entries, derivation, report.values))
      }
    }
    return Line(
      report: report, second: tour.order == 2 ? report.second(seed: seed) : nil, claims: claims)
  }

  private static func fit(
    of scene: Scene, name: String, size: Size
  ) -> (clipped: [(step: Int, panels: [SafeText])], scrolling: [SafeText]) {
    var model = Model(scene: scene, name: name, settings: Settings(autoplay: false))
    _ = update(&model, .resized(size))
    var clipped: [(step: Int, panels: [SafeText])] = []
    var scrolling: [SafeText] = []
    for step in 1...max(1, model.stepCount) {
      model.finishWork()
      let fit = model.fit(size)
      if !fit.hidden.isEmpty { clipped.append((step, fit.hidden)) }
      for panel in fit.scrolling where !scrolling.contains(panel) { scrolling.append(panel) }
      _ = update(&model, .key(.pageDown))
    }
    return (clipped, scrolling)
  }
}

// MARK: - Text

extension SceneCheck {
  /// Names stand in a column as wide as the longest of several checks.
  func write(_ output: inout Output, nameWidth: Int) {
    let name = SafeText(name).padded(to: nameWidth)
    for line in lines {
      output.line(
        name + " " + SafeText(line.name).padded(to: 8)
          + SafeText(Self.summary(of: line)))
      if line.certificate.verdict != .passed, let check = line.certificate.deciding {
        output.line("  " + SafeText(Self.reason(of: check)))
      }
      for (claim, verdict) in line.claims {
        let words = verdict?.words(
          on: claim.subject, of: line.report.derivation, countingFrom: 1, NumberColumn.exact)
        output.line(
          "  " + SafeText("claim \(claim.text): \(words ?? ClaimVerdict.wordsOfNone)"))
      }
    }
    output.line(name + " " + fitText)
  }

  private var fitText: SafeText {
    let shown = "\(size.columns)x\(size.rows)"
    guard let first = clipped.first else {
      let scrolled = scrolling.isEmpty ? SafeText() : ", scrolling in " + Self.listed(scrolling)
      return SafeText("fits \(shown)") + scrolled
    }
    let steps = clipped.count == 1 ? "" : "\(clipped.count) steps, "
    return SafeText("does not fit \(shown): \(steps)step \(first.step) without ")
      + Self.listed(first.panels)
  }

  private static func listed(_ texts: [SafeText]) -> SafeText {
    texts.dropFirst().reduce(texts.first ?? SafeText()) { $0 + ", " + $1 }
  }

  /// `∂y/∂A 48 entries, 24 not struck out; routes differ by 3e-13  ok`.
  private static func summary(of line: Line) -> String {
    let jacobians = line.jacobians.map { name, pattern in
      "\(name) \(counted(pattern.entryCount, "entry", "entries")), "
        + "\(pattern.nonzeroCount) not struck out"
    }
    let errors = line.certificate.checks.compactMap(\.maxRelativeError)
    let worst = errors.max().map { "routes differ by \(NumberColumn.rough($0))" }
    return ([jacobians.joined(separator: "; ")] + [worst ?? "nothing compared"]).joined(
      separator: "; ") + "  " + line.certificate.verdict.word
  }

  private static func reason(of check: Certificate.Check) -> String {
    var text = check.title
    if let reason = check.reason { text += ": \(reason)" }
    if check.verdict == .failed, let worst = check.worst {
      let place = worst.coordinates.map { String($0 + 1) }.joined(separator: ",")
      text +=
        ", worst at [\(place)]: \(NumberColumn.exact(worst.first)) "
        + "against \(NumberColumn.exact(worst.second))"
    }
    return text
  }
}

// MARK: - JSON

extension SceneCheck {
  func write(_ json: inout JSONWriter) {
    json.object { json in
      json.field("scene", name)
      json.field(
        "derivatives",
        array: { json in
          for line in lines {
            json.element()
            json.object { write(line, &$0) }
          }
        })
      json.field("size", [size.columns, size.rows])
      json.field("fits", clipped.isEmpty)
      json.field("scrolling", array: { Self.write(scrolling, &$0) })
      json.field(
        "clipped",
        array: { json in
          for (step, panels) in clipped {
            json.element()
            json.object { json in
              json.field("step", step)
              json.field("panels", array: { Self.write(panels, &$0) })
            }
          }
        })
    }
  }

  private static func write(_ texts: [SafeText], _ json: inout JSONWriter) {
    for text in texts {
      json.element()
      json.string(text.string)
    }
  }

  private func write(_ line: Line, _ json: inout JSONWriter) {
    let report = line.report
    json.field("of", report.output.name)
    json.field("wrt", report.variable.name)
    json.field("order", line.second == nil ? 1 : 2)
    json.field("verdict", line.certificate.verdict.word)
    json.field("closed_form", line.closedForm.map { ExpressionNotation.unicode.text($0).text })
    json.field(
      "jacobians",
      array: { json in
        for (name, pattern) in line.jacobians {
          json.element()
          json.object { json in
            json.field("name", name)
            json.field("entries", pattern.entryCount)
            json.field("nonzeros", pattern.nonzeroCount)
          }
        }
      })
    json.field("checks", array: { DerivationJSON.checks(line.certificate, &$0) })
    json.field(
      "claims",
      array: { json in
        for (claim, verdict) in line.claims {
          guard let verdict else { continue }
          json.element()
          json.object { DerivationJSON.claim(claim.text, verdict, &$0) }
        }
      })
  }
}

extension Certificate {
  /// The check that decides a verdict other than passed.
  var deciding: Check? { judged.first { $0.verdict == verdict } }
}

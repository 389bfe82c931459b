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
    let claims: [(text: String, verdict: ClaimVerdict?)]
  }

  let name: String
  let size: Size
  let lines: [Line]
  /// The steps that do not fit the size, by number, with the panels that are cut.
  let clipped: [(step: Int, panels: [SafeText])]

  init(_ scene: Scene, name: String, size: Size, seed: Int) {
    self.name = name
    self.size = size
    lines = scene.tours.map { Self.line(of: $0, in: scene, seed: seed) }
    clipped = Self.clipped(scene, name: name, size: size)
  }

  var isRight: Bool { lines.allSatisfy { $0.report.certificate.verdict != .failed } }

  private static func line(of tour: Tour, in scene: Scene, seed: Int) -> Line {
    let derivation = Derivation.deriving(tour.output, by: tour.variable, in: scene.program)
    let report = DerivationReport(
      derivation, of: scene.program, inputs: scene.inputs,
      upstream: DeriveInputs.random("∂E/∂\(tour.output.name)", tour.output.shape, seed: seed),
      seed: seed)
    let claims = tour.claims.map { claim -> (text: String, verdict: ClaimVerdict?) in
      switch claim {
      case .gradient(let text, let formula):
        (text, ClaimVerdict.ofGradient(formula, derivation, report.values))
      case .entry(let claim):
        (claim.text, ClaimVerdict.ofEntries(claim, derivation, report.values))
      }
    }
    return Line(report: report, claims: claims)
  }

  private static func clipped(
    _ scene: Scene, name: String, size: Size
  ) -> [(step: Int, panels: [SafeText])] {
    var model = Model(scene: scene, name: name, settings: Settings(autoplay: false))
    _ = update(&model, .resized(size))
    var clipped: [(step: Int, panels: [SafeText])] = []
    for step in 1...max(1, model.stepCount) {
      let panels = model.clippedPanels(at: size)
      if !panels.isEmpty { clipped.append((step, panels)) }
      _ = update(&model, .key(.pageDown))
    }
    return clipped
  }
}

// MARK: - Text

extension SceneCheck {
  func write(_ output: inout Output) {
    for line in lines {
      let report = line.report
      output.line(
        SafeText(name).padded(to: 14) + " " + SafeText(report.gradientName.name).padded(to: 8)
          + SafeText(Self.summary(of: report)))
      if report.certificate.verdict != .passed, let check = report.certificate.deciding {
        output.line("  " + SafeText(Self.reason(of: check)))
      }
      for claim in line.claims {
        output.line("  " + SafeText("claim \(claim.text): \(Self.words(claim.verdict))"))
      }
    }
    let shown = "\(size.columns)x\(size.rows)"
    if let first = clipped.first {
      let steps = clipped.count == 1 ? "step \(first.step)" : "\(clipped.count) steps"
      var line = SafeText(name).padded(to: 14)
      line.append(
        SafeText(" does not fit \(shown): \(steps), at step \(first.step) one scrolls in "))
      for (number, panel) in first.panels.enumerated() {
        if number > 0 { line.append(", ") }
        line.append(panel)
      }
      output.line(line)
    } else {
      output.line(SafeText(name).padded(to: 14) + SafeText(" fits \(shown)"))
    }
  }

  /// `∂y/∂A 24 of 48 nonzero  differs by 3e-13  ok`.
  private static func summary(of report: DerivationReport) -> String {
    let jacobians = (report.derivation.links.last?.contributions ?? []).map { contribution in
      let pattern = SparsityPattern(contribution.jacobian)
      return "\(contribution.jacobianName.name) \(pattern.entryCount) entries, "
        + "\(pattern.nonzeroCount) nonzero"
    }
    let errors = report.certificate.checks.compactMap(\.maxRelativeError)
    let worst = errors.max().map { "differs by at most \(NumberColumn.printed("%.0e", $0))" }
    return ([jacobians.joined(separator: "; ")] + [worst ?? "nothing compared"]).joined(
      separator: "; ") + "  " + report.certificate.verdict.word
  }

  private static func reason(of check: Certificate.Check) -> String {
    var text = check.name
    if let reason = check.reason { text += ": \(reason)" }
    if check.verdict == .failed, let worst = check.worst {
      let place = worst.coordinates.map { String($0 + 1) }.joined(separator: ",")
      text += ", worst at [\(place)]: \(worst.first) against \(worst.second)"
    }
    return text
  }

  private static func words(_ verdict: ClaimVerdict?) -> String {
    switch verdict {
    case nil: "not compared"
    case .holds: "right"
    case .wrong(let place, let claimed, let actual):
      "wrong, first at [\(place.map { String($0 + 1) }.joined(separator: ","))]: "
        + "\(claimed.map { "\($0)" } ?? "outside the tensor") for \(actual)"
    case .wrongShape(let claimed, let actual): "wrong, it is \(claimed) and not \(actual)"
    }
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
      json.field(
        "clipped",
        array: { json in
          for (step, panels) in clipped {
            json.element()
            json.object { json in
              json.field("step", step)
              json.field("panels", panels.map(\.string).joined(separator: ", "))
            }
          }
        })
    }
  }

  private func write(_ line: Line, _ json: inout JSONWriter) {
    let report = line.report
    json.field("of", report.output.name)
    json.field("wrt", report.variable.name)
    json.field("verdict", report.certificate.verdict.word)
    json.field("closed_form", report.closedForm.map { ExpressionNotation.unicode.text($0).text })
    json.field(
      "jacobians",
      array: { json in
        for contribution in report.derivation.links.last?.contributions ?? [] {
          let pattern = SparsityPattern(contribution.jacobian)
          json.element()
          json.object { json in
            json.field("name", contribution.jacobianName.name)
            json.field("entries", pattern.entryCount)
            json.field("nonzeros", pattern.nonzeroCount)
          }
        }
      })
    json.field("checks", array: { DerivationJSON.checks(report.certificate, &$0) })
    json.field(
      "claims",
      array: { json in
        for claim in line.claims {
          guard let verdict = claim.verdict else { continue }
          json.element()
          json.object { DerivationJSON.claim(claim.text, verdict, &$0) }
        }
      })
  }
}

extension Certificate {
  /// The check that decides a verdict other than passed.
  var deciding: Check? { checks.first { $0.verdict == verdict } }
}

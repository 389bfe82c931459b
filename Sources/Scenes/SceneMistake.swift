import MatrixCalculus

/// What can be wrong with a scene.
package enum SceneMistake: Equatable, Sendable {
  case syntax(SyntaxMistake)
  case formula(FormulaMistake)
  /// Anything that is about scenes alone, as a sentence, with what else helps.
  case scene(String, notes: [String] = [])
}

extension SceneMistake: Explained {
  package var sentence: String {
    switch self {
    case .syntax(let mistake): mistake.sentence
    case .formula(let mistake): mistake.sentence
    case .scene(let sentence, _): sentence
    }
  }

  package var label: String {
    switch self {
    case .syntax(let mistake): mistake.label
    case .formula(let mistake): mistake.label
    case .scene: ""
    }
  }

  package var notes: [String] {
    switch self {
    case .syntax(let mistake): mistake.notes
    case .formula(let mistake): mistake.notes
    case .scene(_, let notes): notes
    }
  }
}

/// A mistake of a scene and its place.
package typealias SceneDiagnostic = Diagnostic<SceneMistake>

/// What became of a scene's text.
package enum SceneReading: Equatable, Sendable {
  case scene(Scene)
  /// At most 20, in the order of the text, at least one.
  case mistakes([SceneDiagnostic])
}

import ArgumentParser

/// Writes a commented starter scene.
struct NewCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "new",
    abstract: "Write a commented starter scene.",
    discussion: "Example: jacobiscope new lesson.scene && jacobiscope lesson.scene")

  @Argument(help: "The file to write.")
  var file: String
  @Flag(help: "Write over a file that exists.") var force = false

  func run() throws {
    try Destination.file(path: file, mayReplace: force).write { $0.bytes(Self.starter.utf8) }
  }

  private static let starter = #"""
    """A title of your own

    What the lesson is about, in a sentence or two."""

    # Numbers: typed, seeded, or load("file.csv", columns=[0, 1]).
    X = [[1, 2, 0],
         [0, 1, 3]]
    A = normal((3, 2), seed=7)
    T = [[1, 0],
         [0, 1]]

    # Formulas, as in NumPy; what has a name has a panel.
    Z = X @ A
    y = relu(Z)
    E = sum((y - T)**2) / 2

    # Which derivative the lesson is about: here the story is Z, and ∂E/∂Z is there already.
    show(E, wrt=A)

    # What is said at a step. `notes` are for the speaker: `:notes` shows them.
    step("forward", "Each Z_ij reads row i of X and column j of A.",
         notes="Ask: which entries of A does Z_12 never read?")
    step("sparsity", "Z_ij reads column j of A and no other: only j = l survives.")
    step("closed form", "One line in place of a 4-D tensor.")

    """#
}

import TestSupport
import Testing

/// Programs that are none: each ends with status 3, a placed mistake and nothing that a terminal obeys.
struct MalformedProgramTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let name: String
    let program: String
    /// Stands in standard error.
    let sentence: String
    var testDescription: String { name }

    init(_ name: String, _ program: String, _ sentence: String) {
      self.name = name
      self.program = program
      self.sentence = sentence
    }
  }

  private static let many = 100_000

  static let cases = [
    Case("shapes", "y = X @ X", "1:5: error: X @ X: X has 4 columns but X has 3 rows"),
    Case("nearest name", "values = X; y = exp(valuse)", "did you mean `values`?"),
    Case("nearest function", "y = sofmtax(X)", "did you mean `softmax`?"),
    Case("axis", "y = sum(X, axis=2)", "1:17: error: there is no axis 2"),
    Case("huge axis", "y = sum(X, axis=9223372036854775807)", "1:17: error: "),
    Case("axis twice", "y = sum(X, axis=(0, 0))", "named twice"),
    Case("inverse", "y = inv(X)", "1:5: error: inv(X): inv takes a square matrix, not 3×4"),
    Case("chain", "y = (X < 1 < 2) * X", "comparisons are not chained; write `(a < b) * (b < c)`"),
    Case("truth", "y = (X > 0) + (X > 1)", "write `1*(a > b)` for a number"),
    Case("nothing", "", "formula:1:1: error: the formula assigns no name"),
    Case("a comment", "# y = X", "formula:1:1: error: the formula assigns no name"),
    Case("brackets", "y = " + run("(", 60_000) + "X" + run(")", 60_000), "error:"),
    Case("lists", "y = " + run("["), "error:"),
    Case("a long name", "y = " + run("a"), "error:"),
    Case("a long input", run("a") + " = X", "error:"),
    Case("signs", "y = " + run("-") + "X", "error:"),
    Case("powers", "y = X" + run("**2", 40_000), "error:"),
    Case("powers of powers", "y = " + run("X**", 40_000) + "X", "error:"),
    Case("transposes", "y = X" + run(".T", 60_000), "error:"),
    Case("calls", "y = " + run("exp(", 20_000) + "X" + run(")", 20_000), "error:"),
    Case("sums", "y = X" + run(" + X", 30_000), "error:"),
    Case("letters", "y = einsum('" + run("i", 60_000) + "->i', X)", "error:"),
    Case("Kronecker products", "y = " + run("kron(X, ", 25) + "X" + run(")", 25), "error:"),
    Case("entries", "y = ones((100000, 100000)) * X[0, 0]", "error:"),
    Case("overflow", "y = reshape(X, (99999999999, 99999999999))", "error:"),
    Case("control", "y = X\u{1B}[2J\u{7}\u{9B}31m + ", "error:"),
    Case("directions", "y = X \u{202E}+ X\u{200B}", "error:"),
    Case("names of control", "y = '\u{1B}]0;x\u{7}' @ X", "error:"),
  ]

  private static func run(_ text: String, _ count: Int = many) -> String {
    String(repeating: text, count: count)
  }

  @Test(arguments: cases) func endsInAPlacedMistake(example: Case) throws {
    let run = try Program.run("derive", example.program, "--wrt", "X", "--shape", "X=3x4")
    #expect(run.end == .exited(3), "\(run.end)")
    #expect(run.output == "")
    #expect(run.error.hasPrefix("formula:1:"), "\(run.error.prefix(200))")
    #expect(run.error.contains(example.sentence), "\(run.error.prefix(400))")
    #expect(run.error.utf8.count < 10_000)
    #expect(run.error.unicodeScalars.allSatisfy(Self.isHarmless))
  }

  private static func isHarmless(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .control: scalar == "\n"
    case .format, .surrogate, .privateUse, .lineSeparator, .paragraphSeparator: false
    default: true
    }
  }
}

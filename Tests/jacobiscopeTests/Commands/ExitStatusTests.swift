import TestSupport
import Testing

/// The table of exit statuses, and one clear sentence for every mistake.
struct ExitStatusTests {
  struct Case: CustomTestStringConvertible, Sendable {
    let arguments: [String]
    let status: Int32
    /// Stands in standard error.
    let sentence: String

    init(_ status: Int32, _ sentence: String, _ arguments: String...) {
      self.arguments = arguments
      self.status = status
      self.sentence = sentence
    }

    var testDescription: String { arguments.joined(separator: " ") }
  }

  static let cases: [Case] = [
    Case(0, "", "--help"), Case(0, "", "--version"), Case(0, "", "scenes"),
    Case(0, "", "help", "derive"), Case(0, "", "check", "matmul"),
    Case(2, "Unknown option", "--bogus"),
    Case(2, "Missing expected argument", "derive"),
    Case(2, "Missing expected argument", "render"),
    Case(2, "derive needs --wrt", "derive", "y = X @ A", "--shape", "X=3x4", "--shape", "A=4x2"),
    Case(
      2, "--wrt B: the program has no such name", "derive", "y = X @ A", "--wrt", "B", "--shape",
      "X=3x4", "--shape", "A=4x2"),
    Case(
      2, "--of z: the program has no such name", "derive", "y = X @ A", "--wrt", "A", "--of", "z",
      "--shape", "X=3x4", "--shape", "A=4x2"),
    Case(2, "a shape is 2x3, 5 or scalar", "derive", "y = a", "--wrt", "a", "--shape", "a=2y"),
    Case(
      2, "a shape is 2x3, 5 or scalar", "derive", "y = a", "--wrt", "a", "--shape", "a=-1"),
    Case(
      2, "more than the limit", "derive", "y = a", "--wrt", "a", "--shape", "a=99999x99999"),
    Case(
      2, "more than 2⁶² entries", "derive", "y = a", "--wrt", "a", "--shape",
      "a=9999999999x9999999999"),
    Case(
      2, "a is given twice", "derive", "y = a", "--wrt", "a", "--shape", "a=2", "--shape", "a=3"),
    Case(2, "expected a name and `=`", "derive", "y = a", "--wrt", "a", "--shape", "2x3"),
    Case(2, "rows differ", "derive", "y = a", "--wrt", "a", "--value", "a=[[1,2],[3]]"),
    Case(2, "error:", "derive", "y = a", "--wrt", "a", "--value", "a=[1,"),
    Case(
      2, "--upstream y is 3", "derive", "y = 2*a", "--wrt", "a", "--shape", "a=2",
      "--upstream", "y=[1,2,3]"),
    Case(
      2, "order 1 or 2", "derive", "E = sum(a)", "--wrt", "a", "--shape", "a=2", "--order", "3"),
    Case(
      2, "a Hessian is of a scalar", "derive", "y = 2*a", "--wrt", "a", "--shape", "a=2",
      "--order", "2"),
    Case(2, "is the output itself", "derive", "y = 2*a", "--wrt", "y", "--shape", "a=2"),
    Case(
      2, "not a regular file", "render", "matmul", "--output", "/dev/null", "--force"),
    Case(2, "invalid for '--size", "render", "matmul", "--size", "wide"),
    Case(2, "the scene has steps 1 to 8", "render", "matmul", "--step", "9"),
    Case(2, "no key is called Foo", "render", "matmul", "--keys", "PgDn Foo"),
    Case(2, "from 0 to 3600 seconds", "render", "matmul", "--at=-1"),
    Case(2, "from 0 to 3600 seconds", "render", "matmul", "--at", "-1"),
    Case(2, "from 0 to 3600 seconds", "render", "matmul", "--at", "0x10"),
    Case(2, "from 0 to 3600 seconds", "render", "matmul", "--keys", "wait:0x10"),
    Case(2, "from 0, the overview", "render", "matmul", "--step", "-1"),
    Case(2, "from 1 to 2⁶²", "render", "matmul", "--limit", "-1"),
    Case(2, "from 1 to 2⁶²", "check", "matmul", "--limit", "0"),
    Case(2, "from 1 to 2⁶²", "explore", "matmul", "--limit", "many"),
    Case(2, "from 0 to 9223372036854775807", "check", "matmul", "--seed", "-1"),
    Case(
      2, "from 0 to 9223372036854775807", "derive", "y = a", "--wrt", "a", "--shape", "a=2",
      "--seed", "-1"),
    Case(2, "each from 1 to 1000", "render", "matmul", "--size", "0x0"),
    Case(2, "each from 1 to 1000", "render", "matmul", "--size", "1001x20"),
    Case(2, "each from 1 to 1000", "render", "matmul", "--keys", "resize:80x0"),
    Case(2, "each from 1 to 1000", "check", "matmul", "--size", "-80x24"),
    Case(
      2, "--value q: the program does not read q; known: a", "derive", "y = 2*a", "--wrt", "a",
      "--shape", "a=2", "--value", "q=4"),
    Case(
      2, "--shape Bias: the program does not read Bias; did you mean bias?", "derive",
      "y = 2*bias", "--wrt", "bias", "--value", "bias=[1,2]", "--shape", "Bias=2"),
    Case(
      2, "--value a:1:1: error: a tensor has at most 6 axes, not 7", "derive", "y = a", "--wrt",
      "a", "--value", "a=[[[[[[[1]]]]]]]"),
    Case(2, "cannot write", "render", "matmul", "--output", "/nonexistent/frame.txt"),
    Case(3, "did you mean matmul?", "matmull"),
    Case(3, "No such file", "check", "nowhere.scene"),
    Case(3, "not a regular file", "check", "/dev/zero"),
    Case(3, "not a regular file", "check", "/"),
    Case(
      3, "X has 3 columns but A has 4 rows", "derive", "y = X @ A", "--wrt", "A", "--shape",
      "X=2x3", "--shape", "A=4x2"),
    Case(
      3, "formula:1:5: error: A is singular on these numbers", "derive", "y = inv(A) @ x", "--wrt",
      "x", "--shape", "x=2", "--value", "A=[[1,2],[2,4]]"),
    Case(3, "`X` has no shape", "derive", "y = X @ A", "--wrt", "A", "--shape", "A=4x2"),
    Case(3, "there is no function", "derive", "y = exq(a)", "--wrt", "a", "--shape", "a=2"),
    Case(
      3, "formula:1:11: error: `axis=` is given twice", "derive", "y=sum(X,0,axis=1)", "--wrt",
      "X", "--shape", "X=2x3"),
    Case(3, "error:", "derive", "y = (a", "--wrt", "a", "--shape", "a=2"),
    Case(3, "the formula assigns no name", "derive", "", "--wrt", "a"),
    Case(3, "No such file", "derive", "y = a", "--wrt", "a", "--value", "a=none.npy"),
    Case(4, "standard output is not a terminal; use jacobiscope render", "matmul"),
    Case(4, "standard output is not a terminal; use jacobiscope render"),
  ]

  @Test(arguments: cases) func everyStatus(_ example: Case) throws {
    let run = try Program.run(example.arguments)
    #expect(run.end == .exited(example.status), "\(run.error)")
    #expect(run.error.contains(example.sentence), "\(run.error)")
    #expect((example.status == 0) == run.error.isEmpty)
    if example.status > 1 { #expect(run.output.isEmpty) }
  }

  /// Controls, layout tricks and lies of direction in arguments come out spelled.
  @Test(arguments: ["\u{1B}[2J", "\u{1B}]0;title\u{7}", "\u{9D}52;c;x", "\r\n\u{8}", "\u{202E}abc"])
  func argumentsAreNeverPrintedRaw(_ hostile: String) throws {
    for arguments in [
      ["derive", "y = a\(hostile)", "--wrt", "a", "--shape", "a=2"],
      ["derive", "y = a", "--wrt", "b\(hostile)", "--shape", "a=2"],
      ["derive", "y = a", "--wrt", "a", "--shape", "a=\(hostile)"],
      ["check", "no\(hostile).scene"], ["--\(hostile)"], ["render", "matmul", "--keys", hostile],
    ] {
      let run = try Program.run(arguments)
      #expect(run.end != .exited(0) || arguments[0] == "render")
      for scalar in run.error.unicodeScalars where scalar != "\n" {
        #expect(scalar.value >= 0x20 && !(0x7F...0x9F ~= scalar.value) && scalar != "\u{202E}")
      }
    }
  }

  @Test func largeNonsenseEndsSoon() throws {
    for text in [
      String(repeating: "(", count: 100_000), String(repeating: "[", count: 100_000),
      String(repeating: "a", count: 100_000), "y = " + String(repeating: "-", count: 100_000) + "a",
    ] {
      let run = try Program.run("derive", text, "--wrt", "a", "--shape", "a=2")
      #expect(run.end == .exited(3))
      #expect(run.error.utf8.count < 20_000)
    }
  }

  @Test func aClosedPipeEndsSilently() throws {
    let run = try Program.shell(
      """
      trap '' PIPE
      $J derive 'y = X @ A' --wrt A --shape X=60x60 --shape A=60x60 --format json | head -c 10 > /dev/null
      echo "${PIPESTATUS[0]}"
      """)
    #expect(run.error == "")
    #expect(run.output == "141\n")
  }

  /// Whatever prints ends without a word when nobody reads on, also where the parent ignores the signal (R14).
  @Test(arguments: [
    "render matmul --size 1000x1000", "check matmul matmul matmul matmul", "scenes", "--help",
    "help derive", "render iris --format ansi --size 400x300",
  ])
  func aClosedPipeIsNoMistake(arguments: String) throws {
    let run = try Program.shell(
      """
      trap '' PIPE
      $J \(arguments) | head -c 1 > /dev/null
      echo "${PIPESTATUS[0]}"
      """)
    #expect(run.error == "")
    #expect(["0\n", "141\n"].contains(run.output), "\(run.output)")
  }

  /// One sentence, and a status that is no fault of the program.
  @Test(arguments: [
    ("> /dev/full", "No space left on device"), (">&-", "it is closed"),
    ("<&- >&-", "it is closed"),
  ])
  func whatCannotBeWrittenIsTold(redirection: String, why: String) throws {
    for command in ["scenes", "--help", "render matmul", "check matmul"] {
      let run = try Program.shell("$J \(command) \(redirection)")
      #expect(run.end == .exited(74), "\(command)")
      #expect(run.error == "jacobiscope: cannot write to standard output: \(why)\n")
    }
  }

  /// The file that is opened first would be standard error else, and hold what is said there.
  @Test func closedStreamsAreNoFiles() throws {
    try Program.withFolder { folder in
      let run = try Program.shell(
        """
        cd '\(folder)'
        $J render matmul --output a.txt <&- >&- 2>&-; echo $?
        $J render matmul --output a.txt <&- 2>&-; echo $?
        $J render matmul | cmp - a.txt; echo $?
        """)
      #expect(run.output == "0\n2\n0\n")
    }
  }

  /// What an option is where nobody says it stands in the help.
  @Test(arguments: [
    ("render", "100x30 unless"), ("check", "80x24 unless"), ("derive", "67108864 unless"),
    ("check", "1 unless said"), ("explore", "67108864 unless"),
  ])
  func defaultsAreTold(command: String, words: String) throws {
    let help = try Program.run("help", command).output.split(whereSeparator: \.isWhitespace)
    #expect(help.joined(separator: " ").contains(words))
  }

  /// Of nine thousand mistakes the first twenty are printed, and none of the others is looked for.
  @Test(arguments: ["x=X;", "y#=z#;"])
  func manyMistakesAreSummedUp(statement: String) throws {
    let text = (0..<9000).map { statement.replacing("#", with: String($0)) }.joined()
    let run = try Program.run("derive", text + "y = X", "--wrt", "X", "--shape", "X=2x3")
    #expect(run.end == .exited(3))
    let lines = run.error.split(separator: "\n")
    #expect(lines.count { $0.contains(": error: ") } == 20)
    #expect(lines.last == "formula: the first 20 mistakes are shown; there may be more")
  }

  @Test func aNumberThatIsNoneHasNoSign() throws {
    let run = try Program.run(
      "derive", "E = sum(a)", "--wrt", "a", "--shape", "a=2", "--claim", "log(-1 + 0*a)")
    #expect(run.output.contains("∂E/∂a₁ is 1.0 and not nan"))
  }

  /// A claim may begin with a minus.
  @Test func aClaimIsNoOption() throws {
    let run = try Program.run(
      "derive", "E = sum(a)", "--wrt", "a", "--shape", "a=2", "--claim", "-ones((2,))")
    #expect(run.end == .exited(1))
  }
}

import Glibc
import TestSupport
import Testing

extension EndToEnd {
  /// The explorer on odd terminals, at odd sizes, in odd locales (R12, R21, R23, R25 to R33, R35, R42).
  @Suite(.serialized) struct ExplorerEnvironmentTests {
    /// Twenty keys as different terminals send them; the last ones lead to step 3.
    static let keys = [
      "\u{1B}[5~", "\u{1B}[15~", "\u{1B}[15~", "\u{1B}[A", "\u{1B}OB", "\u{1B}[C", "\u{1B}OD",
      "\u{1B}[H", "\u{1B}[4~", "\u{1B}[1~", "\u{1B}OF", "\u{1B}[Z", "\t", "j", "k", "b", "\u{1B}",
      "\u{1B}[5~", "\u{1B}[6~", "\r",
    ]

    @Test(arguments: EnvironmentTests.terminals.filter { $0 != "vt52" })
    func everyUsualTerminalShowsTheScene(term: String) throws {
      let run = try Run(.explore, environment: ["TERM": term]).ready()
      for key in Self.keys {
        run.terminal.send(key)
        run.terminal.read(for: .milliseconds(8))
      }
      // Written in one piece by a full redraw, at step 3 alone.
      try run.type("\u{0C}", until: "sparsity")
      run.terminal.send("q")
      try run.expectEnd(.exited(0))
    }

    /// Its sequences are not those that the log is read by.
    @Test func evenAVT52IsLeftAsItWas() throws {
      let run = try Run(.explore, environment: ["TERM": "vt52"])
      try run.waitForMore(than: 0)
      run.terminal.send("q")
      try #expect(run.terminal.waitForEnd() == .exited(0))
      #expect(run.terminal.state == run.before)
    }

    /// Through every kind of screen, each drawn.
    func tour(_ runs: [Run]) {
      for key in ["?", "q", "S", "q", ":", "s", "\u{1B}", "4", "\r", " ", "z", "z", "b", "b"] {
        for run in runs { run.terminal.send(key) }
        for run in runs { run.terminal.read(for: .milliseconds(8)) }
      }
      for run in runs { run.terminal.send("q") }
    }

    @Test(arguments: ["C", "POSIX", PseudoTerminal.unset])
    func withoutUTF8EveryByteIsASCII(locale: String) throws {
      let run = try Run(.explore, environment: ["LC_ALL": locale, "LANG": PseudoTerminal.unset])
        .ready()
      tour([run])
      try run.expectEnd(.exited(0))
      #expect(run.terminal.log.allSatisfy { $0 < 0x80 })
      #expect(run.terminal.log.contains("dE/dy"))
    }

    @Test func asciiAndUnicodeCanBeForced() throws {
      let ascii = try Run(.explore, ["--ascii"]).ready()
      let unicode = try Run(.explore, ["--unicode"], environment: ["LC_ALL": "C"]).ready()
      tour([ascii, unicode])
      for run in [ascii, unicode] { try run.expectEnd(.exited(0)) }
      #expect(ascii.terminal.log.allSatisfy { $0 < 0x80 })
      #expect(unicode.terminal.log.contains("∂E/∂y") && unicode.terminal.log.contains("┌"))
    }

    @Test func noColorIsHeard() throws {
      for (value, options, isColoured) in [
        ("1", [], false), ("", [], true), ("1", ["--color=always"], true),
        (PseudoTerminal.unset, ["--color=never"], false),
      ] {
        let run = try Run(.explore, options, environment: ["NO_COLOR": value]).ready()
        tour([run])
        try run.expectEnd(.exited(0))
        let log = run.terminal.log
        #expect(EnvironmentTests.colours(in: log).isEmpty != isColoured, "\(value) \(options)")
        let looks = RestoredTerminal.controlSequences(in: log).filter { $0.hasSuffix("m") }
        let attributes = Set(looks.flatMap { $0.dropLast().split(separator: ";") })
        // Bold, underlined, reversed: what is left where there are no colours.
        let wanted: Set<Substring> = isColoured ? ["1", "4"] : ["1", "4", "7"]
        #expect(attributes.isSuperset(of: wanted), "\(attributes)")
      }
    }

    @Test func theTerminalIsAskedNothingAndToldNoTitle() throws {
      let run = try Run(.explore).ready()
      tour([run])
      try run.expectEnd(.exited(0))
      #expect(!run.terminal.log.contains("\u{1B}]"))
      let asked = RestoredTerminal.controlSequences(in: run.terminal.log).filter {
        $0.hasSuffix("c") || $0.hasSuffix("n")
      }
      #expect(asked == [])
    }

    /// A sample of the sizes at which all screens are drawn without a terminal.
    @Test func everySizeIsDrawn() throws {
      let sizes = [
        (1, 1), (1, 100), (2, 3), (3, 1), (5, 5), (8, 60), (14, 8), (20, 2), (40, 12), (40, 11),
        (39, 12), (79, 23), (80, 25), (81, 24), (120, 4), (300, 1), (300, 100), (65535, 65535),
      ]
      for start in stride(from: 0, to: sizes.count, by: Batch.width) {
        let runs = try sizes[start...].prefix(Batch.width).map { columns, rows in
          try Run(.explore, columns: columns, rows: rows)
        }
        for run in runs { try run.waitForMore(than: 0) }
        tour(runs)
        for run in runs { try run.expectEnd(.exited(0)) }
      }
    }

    /// The rows that scroll are all rows, as ncurses says once at the start.
    @Test(arguments: [([:], "1;24r"), (["COLUMNS": "100", "LINES": "30"], "1;30r")])
    func aTerminalWithoutASizeHasOne(environment: [String: String], rows: String) throws {
      let run = try Run(.explore, columns: 0, rows: 0, environment: environment).ready()
      #expect(RestoredTerminal.controlSequences(in: run.terminal.log).contains(rows))
      run.terminal.send("q")
      try run.expectEnd(.exited(0))
    }

    @Test func keysComeFromTheTerminalWhereStandardInputIsAScene() throws {
      let run = try Run(.explore, ["-"], files: [0: "/dev/null"])
      // An empty text is no scene; the report can be left as everywhere.
      try run.waitForMore(than: 0)
      run.terminal.read(for: .milliseconds(100))
      run.terminal.send("\u{3}")
      run.terminal.read(for: .milliseconds(100))
      run.terminal.send("q")
      try run.expectEnd(.exited(0))
    }

    /// Mistakes of all kinds are told on the message line, and standard error stays empty (R15).
    @Test func nothingIsSaidBesideTheScreen() throws {
      try Program.withFolder { folder in
        let errors = folder + "/errors"
        let run = try Run(.explore, files: [2: errors]).ready()
        try run.type(":nonsense\r", until: "no command")
        try run.type(":scene nowhere\r", until: "nowhere: matmul")
        try run.type("w1e0x5\r", until: "is no number")
        try run.type("99\r", until: "there is no step")
        try run.type("\u{13}\u{0C}", until: EndToEnd.lastKeys)
        run.terminal.send("q")
        try run.expectEnd(.exited(0))
        #expect(try Command("cat", [errors]).output == "")
      }
    }

    /// Where the picture would go elsewhere, the terminal is not touched (R29).
    @Test(arguments: [["explore"], ["matmul"], ["--play"], ["explore", "-"]])
    func outputThatIsNoTerminalIsRefused(arguments: [String]) throws {
      let terminal = try PseudoTerminal()
      let before = terminal.state
      try terminal.start(
        BuiltProduct.path(of: "jacobiscope"), arguments, files: [1: "/dev/null"])
      if arguments.last == "-" { terminal.send("x = [1]\ny = x * 2\n\u{4}") }
      #expect(try terminal.waitForEnd() == .exited(4))
      #expect(!terminal.log.contains("\u{1B}"))
      #expect(terminal.log.contains("standard output is not a terminal; use jacobiscope render"))
      #expect(terminal.state == before)
    }

    @Test func noHomeIsNeeded() throws {
      let run = try Run(.explore, environment: ["HOME": PseudoTerminal.unset]).ready()
      run.terminal.send("q")
      try run.expectEnd(.exited(0))
      #expect(run.afterwards == "")
    }

    /// Bad files are told before the terminal is touched.
    @Test(arguments: ["/nonexistent.scene", "/", "/dev/zero", "matmull"])
    func whatCannotBeReadIsToldWithoutAnEscape(path: String) throws {
      let run = try Run(.explore, [path])
      try #expect(run.terminal.waitForEnd() == .exited(3))
      #expect(!run.terminal.log.contains("\u{1B}") && run.terminal.log.contains("jacobiscope: "))
      #expect(run.terminal.state == run.before)
    }
  }
}

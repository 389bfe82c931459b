import Glibc
import TestSupport
import Testing

extension EndToEnd {
  /// Odd terminals, locales and streams (R12, R14, R26 to R38).
  @Suite(.serialized) struct EnvironmentTests {
    struct Refusal: Sendable, CustomTestStringConvertible {
      let term: String
      let says: String
      var testDescription: String { "TERM=\(term)" }
    }

    @Test(
      arguments: [
        Refusal(term: PseudoTerminal.unset, says: "TERM is not set"),
        Refusal(term: "", says: "TERM is not set"),
        Refusal(term: "dumb", says: "cannot move the cursor"),
      ], [Run.Kind.keytest, .explore])
    func aTerminalThatCannotIsRefusedInOneLine(refusal: Refusal, kind: Run.Kind) throws {
      let run = try Run(kind, environment: ["TERM": refusal.term])
      try #expect(run.terminal.waitForEnd() == .exited(4))
      let text = String(decoding: run.terminal.log, as: UTF8.self)
      #expect(text.contains(refusal.says) && text.contains("--term xterm-256color"))
      #expect(text.contains("jacobiscope render") && !text.contains("\u{1B}"))
      #expect(text.split(separator: "\r\n").count == 1)
      #expect(run.terminal.state == run.before)
    }

    @Test(arguments: [Run.Kind.keytest, .explore])
    func anUnknownTerminalIsTakenForXterm(kind: Run.Kind) throws {
      let run = try Run(kind, environment: ["TERM": "bogus\u{1B}[2J"]).ready()
      run.terminal.send("q")
      try run.expectEnd(.exited(0))
      #expect(run.afterwards.contains("unknown terminal 'bogus^[[2J' in TERM; used xterm-256color"))
    }

    @Test func anUnknownNameThatWasAskedForIsRefused() throws {
      let run = try Run(.keytest, ["--term=bogus"])
      try #expect(run.terminal.waitForEnd() == .exited(4))
      #expect(!run.terminal.log.contains("\u{1B}") && run.terminal.log.contains("'bogus'"))
    }

    @Test func aNameThatWasAskedForIsUsed() throws {
      let run = try Run(.keytest, ["--term=xterm-256color"], environment: ["TERM": "dumb"]).ready()
      run.terminal.send("q")
      try run.expectEnd(.exited(0))
    }

    static let terminals = [
      "xterm-256color", "tmux-256color", "screen-256color", "screen", "linux", "vt100", "vt52",
      "rxvt-unicode-256color", "alacritty", "xterm",
    ]

    @Test(arguments: terminals) func everyUsualTerminalWorks(term: String) throws {
      let run = try Run(environment: ["TERM": term])
      if term == "vt52" {
        run.terminal.send("q")
        try #expect(run.terminal.waitForEnd() == .exited(0))
        #expect(run.terminal.state == run.before)
        return
      }
      try run.ready()
      let keys = [
        ("\u{1B}[5~", "PgUp"), ("\u{1B}[6~", "PgDn"), ("\u{1B}[15~", "F5"), ("\u{1B}[A", "Up"),
        ("\u{1B}OB", "Down"), ("\u{1B}[C", "Right"), ("\u{1B}OD", "Left"), ("\u{1B}[H", "Home"),
        ("\u{1B}[4~", "End"), ("\u{1B}[1~", "Home"), ("\u{1B}OF", "End"), ("\u{1B}[Z", "Shift-Tab"),
        ("\t", "Tab"), ("\r", "Enter"), ("\u{7F}", "Backspace"), (" ", "Space"), (".", "."),
      ]
      for (bytes, name) in keys {
        run.terminal.send(bytes)
        let mark = run.terminal.log.count
        run.terminal.send("\u{0C}")
        // A full redraw writes the name in one piece.
        try run.terminal.wait(for: name, from: mark)
      }
      run.terminal.send("q")
      try run.expectEnd(.exited(0))
    }

    @Test func withoutAKeyboardOfItsOwnItReadsTheTerminals() throws {
      let run = try Run(files: [0: "/dev/null"]).ready()
      run.terminal.send("q")
      try run.expectEnd(.exited(0))
    }

    @Test func outputThatIsNoTerminalIsRefused() throws {
      let result = try Command(BuiltProduct.path(of: "jacobiscope"), ["keytest"])
      #expect(result.end == .exited(4))
      #expect(
        result.error
          == "jacobiscope: standard output is not a terminal; use jacobiscope render\n")
      #expect(result.output == "")
    }

    @Test(arguments: ["C", "POSIX", PseudoTerminal.unset])
    func withoutUTF8EveryByteIsASCII(locale: String) throws {
      let run = try Run(environment: ["LC_ALL": locale, "LANG": PseudoTerminal.unset]).ready()
      #expect(run.terminal.log.contains("dE/dA = X'*dE/dy"))
      run.terminal.send("\u{0C}q")
      try run.expectEnd(.exited(0))
      #expect(run.terminal.log.allSatisfy { $0 < 0x80 })
    }

    @Test func asciiAndUnicodeCanBeForced() throws {
      for (option, locale, shows) in [
        ("--ascii", "C.UTF-8", "X'*dE/dy"), ("--unicode", "C", "Xᵀ·∂E/∂y"),
      ] {
        let run = try Run(.keytest, [option], environment: ["LC_ALL": locale]).ready()
        run.terminal.send("q")
        try run.expectEnd(.exited(0))
        #expect(run.terminal.log.contains(shows))
      }
    }

    @Test func aMissingLocaleIsToldAfterwards() throws {
      let run = try Run(environment: ["LC_ALL": "xx_YY.UTF-8"]).ready()
      run.terminal.send("q")
      try run.expectEnd(.exited(0))
      #expect(run.afterwards.contains("locale"))
      #expect(run.terminal.log.allSatisfy { $0 < 0x80 })
    }

    /// SGR parameters that set a colour.
    static func colours(in log: [UInt8]) -> [String] {
      RestoredTerminal.controlSequences(in: log).filter { $0.hasSuffix("m") }
        .flatMap { $0.dropLast().split(separator: ";").map(String.init) }
        .filter { code in Int(code).map { 30...49 ~= $0 || 90...107 ~= $0 } ?? false }
    }

    @Test func noColorIsHeard() throws {
      for (value, options, isColoured) in [
        ("1", [], false), ("", [], true), ("1", ["--color=always"], true),
        (PseudoTerminal.unset, ["--color=never"], false),
      ] {
        let run = try Run(.keytest, options, environment: ["NO_COLOR": value]).ready()
        run.terminal.send("q")
        try run.expectEnd(.exited(0))
        #expect(
          Self.colours(in: run.terminal.log).isEmpty != isColoured, "NO_COLOR=\(value) \(options)")
        #expect(
          RestoredTerminal.controlSequences(in: run.terminal.log).contains {
            $0 == "1m" || $0.hasPrefix("1;") || $0.hasSuffix(";1m")
          })
      }
    }

    @Test func theTerminalIsAskedNothingAndToldNoTitle() throws {
      let run = try Run().ready()
      run.terminal.send("\u{1B}[Aj\u{0C}q")
      try run.expectEnd(.exited(0))
      #expect(!run.terminal.log.contains("\u{1B}]"))
      let asked = RestoredTerminal.controlSequences(in: run.terminal.log).filter {
        $0.hasSuffix("c") || $0.hasSuffix("n")
      }
      #expect(asked == [])
    }

    @Test func aPipeThatClosesIsASilentEndAgain() throws {
      let run = try Run(ignoring: [SIGPIPE]).ready()
      run.terminal.signal(SIGPIPE)
      try #expect(run.terminal.waitForEnd() == .killed(SIGPIPE))
    }
  }
}

import Glibc
import Screen
import Terminal

/// What the loop runs: a program that is told events and asked for frames.
@MainActor
protocol LoopProgram {
  /// Takes an event and says nothing; what has changed is seen in the next frame.
  mutating func update(_ event: LoopEvent)
  /// What is to be seen now, at any size.
  func frame(_ size: Size) -> Grid
  /// How often the program wants to be told the time; nil while nothing moves, zero while it works.
  var wantsTick: Duration? { get }
  /// Whether the program is at a prompt, where text from a clipboard is welcome.
  var takesText: Bool { get }
  var isFinished: Bool { get }
}

/// What happens to a program.
enum LoopEvent: Equatable {
  case key(Key)
  case resized(Size)
  /// So much time went by, at most a quarter of a second.
  case elapsed(Duration)
  /// Ctrl-C; a program that has nothing to cancel finishes.
  case interrupted
  /// A clipboard sent so many characters; none of them is a key.
  case pasted(Int)
  /// The terminal says that a clipboard sent this text.
  case pastedText(String)
}

/// Connects a program with a terminal until the program is finished.
///
/// One thread, one wait. Keys come first: all that have arrived are taken before a frame is drawn, and
/// frames that a slow terminal could not take are left out, though never the last one. While nothing
/// moves the loop waits without end and costs nothing.
@MainActor
struct ExplorerLoop<Program: LoopProgram> {
  private let session: TerminalSession
  private var program: Program
  private var pacing = FramePacing()
  private var debt = FramePacing.Debt.answer
  private var wasInterrupted = false

  init(_ program: Program, on session: TerminalSession) {
    self.program = program
    self.session = session
  }

  /// Runs to the end and restores the terminal; dies by SIGINT if that was what ended the program.
  mutating func run() {
    program.update(.resized(session.size))
    while !program.isFinished {
      draw()
      let wait = pacing.wait(at: .now, tick: program.wantsTick, owes: debt)
      for event in session.events(timeout: wait, takesText: program.takesText) {
        take(event)
        if program.isFinished { break }
      }
      // A key that can be answered is answered first.
      if debt == .answer, pacing.mayDraw(debt, at: .now) { continue }
      if let time = pacing.tick(at: .now, tick: program.wantsTick) {
        program.update(.elapsed(time))
        if debt == .none { debt = .frame }
      }
    }
    if wasInterrupted { session.die(by: SIGINT) }
    session.restore()
  }

  private mutating func draw() {
    let start = ContinuousClock.now
    guard pacing.mayDraw(debt, at: start) else { return }
    guard session.isWritable else {
      pacing.couldNotDraw(at: start)
      return
    }
    session.draw(program.frame(session.size))
    pacing.drew(from: start, to: .now)
    debt = .none
  }

  private mutating func take(_ event: TerminalEvent) {
    if case .key = event { debt = .answer } else if debt == .none { debt = .frame }
    switch event {
    case .key(.control("l")): session.redrawFully()
    case .key(let key):
      #if DEBUG
        if key == .character("X") { CrashSwitch.fire() }
      #endif
      program.update(.key(key))
    case .resized(let size): program.update(.resized(size))
    case .interrupted:
      program.update(.interrupted)
      wasInterrupted = program.isFinished
    case .pasted(let count): program.update(.pasted(count))
    case .pastedText(let text): program.update(.pastedText(text))
    case .resumed: pacing.resume(at: .now)
    }
  }
}

/// A terminal emulator for tests: a private tmux server with one pane, and what is to be seen in it.
public final class Tmux {
  private let socket: String

  /// Starts a shell in a pane of the size given.
  public init(
    columns: Int = 80, rows: Int = 24, shell: String = "PS1='ready$ ' exec bash --norc -i"
  )
    throws
  {
    socket = "jacobiscope-\(UInt64.random(in: 0...UInt64.max))"
    try run([
      "-f", "/dev/null", "new-session", "-d", "-x", "\(columns)", "-y", "\(rows)", shell,
    ])
    try run(["set-option", "-g", "default-terminal", "tmux-256color"])
    try waitForText("ready$")
  }

  deinit { _ = try? Command("tmux", ["-L", socket, "kill-server"]) }

  /// Types a line and Enter.
  public func type(_ line: String) throws {
    try run(["send-keys", "-l", line])
    try run(["send-keys", "Enter"])
  }

  /// Presses keys by tmux's names, such as `PPage`, `F5`, `C-z`.
  public func press(_ keys: String...) throws { try run(["send-keys"] + keys) }

  public func resize(columns: Int, rows: Int) throws {
    try run(["resize-window", "-x", "\(columns)", "-y", "\(rows)"])
  }

  /// The rows of the pane.
  public func screen(escapes: Bool = false) throws -> String {
    try run(["capture-pane", "-p"] + (escapes ? ["-e"] : []))
  }

  /// A format of tmux, such as `#{alternate_on}`.
  public func value(_ format: String) throws -> String {
    try run(["display-message", "-p", format]).filter { $0 != "\n" }
  }

  /// The program that the shell of the pane started last.
  public func program() throws -> Int32 {
    let found = try Command("pgrep", ["-n", "-P", value("#{pane_pid}")]).output
    guard let process = Int32(found.filter { $0 != "\n" }) else {
      throw TimedOut("the shell has started nothing")
    }
    return process
  }

  /// Looks at the pane until `text` is on it.
  @discardableResult
  public func waitForText(_ text: String, within duration: Duration = .seconds(10)) throws -> String
  {
    try waitForScreen("\"\(text)\"", within: duration) { $0.contains(text) }
  }

  @discardableResult
  public func waitForScreen(
    _ what: String, within duration: Duration = .seconds(10), where isThere: (String) throws -> Bool
  ) throws -> String {
    let deadline = Deadline(duration)
    while true {
      let screen = try screen()
      if try isThere(screen) { return screen }
      if deadline.hasPassed { throw TimedOut("waited for \(what) on\n\(screen)") }
    }
  }

  @discardableResult
  private func run(_ arguments: [String]) throws -> String {
    let command = try Command(
      "tmux", ["-L", socket] + arguments, environment: ["TERM=xterm-256color", "HOME=/nonexistent"])
    guard command.end == .exited(0) else {
      throw TimedOut("tmux \(arguments.joined(separator: " ")): \(command.error)")
    }
    return command.output
  }
}

/// What the program's exit status says, in one place.
enum ExitStatus: Int32 {
  case fine = 0
  /// A derivative failed its certificate, or the claim of `derive --claim` is wrong.
  case checkFailed = 1
  /// Arguments that do not fit, unknown names among them; never the argument library's own 64.
  case wrongArguments = 2
  /// A scene, a formula or a file of numbers with mistakes, or one that cannot be read.
  case badScene = 3
  case noTerminal = 4
  /// A result that could not be written: a full disk, a closed standard output.
  case cannotWrite = 74
  /// Our own fault.
  case internalError = 70
}

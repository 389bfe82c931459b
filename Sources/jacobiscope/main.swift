import Glibc
import Screen
import Terminal

TerminalSession.takeDefaultSignals()

var options = TerminalOptions()
for argument in CommandLine.arguments.dropFirst() {
  switch argument {
  case "--ascii": options.glyphs = .ascii
  case "--unicode": options.glyphs = .unicode
  case "--color=always": options.colour = .always
  case "--color=never": options.colour = .never
  default: if argument.hasPrefix("--term=") { options.name = String(argument.dropFirst(7)) }
  }
}

do {
  let session = try TerminalSession.open(options)
  var loop = ExplorerLoop(KeyProgram(), on: session)
  loop.run()
  for notice in session.capabilities.notices { StandardError.say(notice) }
} catch {
  StandardError.say(error.sentence)
  exit(4)
}

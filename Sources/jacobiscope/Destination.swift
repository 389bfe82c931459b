import Glibc
import Screen

/// Where a result goes: standard output, or a file that is written whole or not at all.
enum Destination {
  case standardOutput
  case file(path: String, mayReplace: Bool)

  init(_ path: String?, mayReplace: Bool) {
    self = path.map { .file(path: $0, mayReplace: mayReplace) } ?? .standardOutput
  }

  /// Lets `body` write and puts the result in its place.
  func write(_ body: (inout Output) throws(Failure) -> Void) throws(Failure) {
    switch self {
    case .standardOutput:
      var output = Output(descriptor: Output.standardOutput)
      try body(&output)
      if let error = output.finish() {
        let why = error == EBADF ? "it is closed" : systemError(error)
        throw Failure(.cannotWrite, "cannot write to standard output: \(why)")
      }
    case .file(let path, let mayReplace):
      try write(path, mayReplace, body)
    }
  }

  /// A file beside the target, renamed onto it at the end.
  private func write(
    _ path: String, _ mayReplace: Bool, _ body: (inout Output) throws(Failure) -> Void
  ) throws(Failure) {
    if !mayReplace, access(path, F_OK) == 0 { throw Self.exists(path) }
    var status = stat()
    if stat(path, &status) == 0, status.st_mode & S_IFMT != S_IFREG {
      throw .arguments("\(path) is not a regular file")
    }
    var template = Array((path + ".XXXXXX").utf8CString)
    let descriptor = mkstemp(&template)
    guard descriptor >= 0 else {
      throw .arguments("\(path): cannot write: \(systemError(errno))")
    }
    let temporary = String(
      decoding: template.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
    do {
      try fill(descriptor, path, body)
      try place(temporary, at: path, mayReplace)
    } catch {
      unlink(temporary)
      throw error
    }
  }

  private func fill(
    _ descriptor: Int32, _ path: String, _ body: (inout Output) throws(Failure) -> Void
  ) throws(Failure) {
    let mask = umask(0)
    umask(mask)
    fchmod(descriptor, 0o644 & ~mask)
    defer { close(descriptor) }
    var output = Output(descriptor: descriptor)
    try body(&output)
    if let error = output.finish() {
      throw Failure(.cannotWrite, "\(path): cannot write: \(systemError(error))")
    }
  }

  private func place(
    _ temporary: String, at path: String, _ mayReplace: Bool
  ) throws(Failure) {
    if mayReplace {
      guard rename(temporary, path) == 0 else {
        throw .arguments("\(path): cannot write: \(systemError(errno))")
      }
      return
    }
    // A link is made only where nothing stands, even if it came there a moment ago.
    guard link(temporary, path) == 0 else {
      throw errno == EEXIST
        ? Self.exists(path) : .arguments("\(path): cannot write: \(systemError(errno))")
    }
    unlink(temporary)
  }

  private static func exists(_ path: String) -> Failure {
    .arguments("\(path) exists; --force writes over it")
  }
}

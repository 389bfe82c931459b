import Glibc
import Screen

/// Bytes on their way to a file descriptor, written in blocks so that nothing large is ever held.
///
/// Text comes in as `SafeText` or as bytes that a format made safe (JSON escapes what a terminal would
/// obey). A closed pipe ends the program by its signal, silently; any other failure is told by `finish`.
struct Output {
  private let descriptor: Int32
  private var buffer: [UInt8] = []
  /// The error number of the first write that failed; nothing is written after it.
  private var failure: Int32 = 0

  private static let blockSize = 1 << 16

  init(descriptor: Int32) {
    self.descriptor = descriptor
    buffer.reserveCapacity(Self.blockSize + 4096)
  }

  static let standardInput: Int32 = 0
  static let standardOutput: Int32 = 1
  static let standardError: Int32 = 2

  /// Gives the standard streams that are closed something that refuses: the next file that is opened
  /// would take their place, and be read or written in it.
  static func fillClosedStreams() {
    for stream in standardInput...standardError where fcntl(stream, F_GETFD) < 0 {
      _ = open("/dev/null", stream == standardInput ? O_WRONLY : O_RDONLY)
    }
  }

  /// Writes one line and its end.
  mutating func line(_ text: SafeText) {
    bytes(text.string.utf8)
    byte(0x0A)
  }

  mutating func line() { byte(0x0A) }

  mutating func bytes(_ bytes: some Collection<UInt8>) {
    buffer.append(contentsOf: bytes)
    if buffer.count >= Self.blockSize { flush() }
  }

  mutating func byte(_ byte: UInt8) {
    buffer.append(byte)
    if buffer.count >= Self.blockSize { flush() }
  }

  /// Writes what is left; the error number where something could not be written.
  mutating func finish() -> Int32? {
    flush()
    return failure == 0 ? nil : failure
  }

  private mutating func flush() {
    var start = 0
    while start < buffer.count, failure == 0 {
      let written = buffer[start...].withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
      if written >= 0 {
        start += written
      } else if errno == EAGAIN {
        var request = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
        poll(&request, 1, -1)
      } else if errno != EINTR {
        failure = errno
      }
    }
    buffer.removeAll(keepingCapacity: true)
  }
}

/// What the system says of an error number.
func systemError(_ number: Int32) -> String { String(cString: strerror(number)) }

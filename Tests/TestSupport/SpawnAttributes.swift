import Glibc

/// How a program is started: with no signal blocked, which the threads of tests do not hold to, and
/// with the default for every signal.
struct SpawnAttributes {
  var value = posix_spawnattr_t()

  /// `inheriting` are the signals whose treatment stays that of the parent.
  init(leadsSession: Bool = false, inheriting: [Int32] = []) {
    posix_spawnattr_init(&value)
    // The flag for a session of one's own has a name in C only.
    let session: Int16 = leadsSession ? 0x80 : 0
    posix_spawnattr_setflags(
      &value, session | Int16(POSIX_SPAWN_SETSIGMASK) | Int16(POSIX_SPAWN_SETSIGDEF))
    var none = sigset_t()
    sigemptyset(&none)
    posix_spawnattr_setsigmask(&value, &none)
    var defaults = sigset_t()
    sigfillset(&defaults)
    for signal in inheriting { sigdelset(&defaults, signal) }
    posix_spawnattr_setsigdefault(&value, &defaults)
  }

  /// Closes what the tests' own parents left open, such as a lock that a server would hold for ever.
  ///
  /// The C library does not mind closing what is closed.
  static func closeInherited(_ actions: inout posix_spawn_file_actions_t) {
    for descriptor in Int32(3)..<256 { posix_spawn_file_actions_addclose(&actions, descriptor) }
  }

  mutating func destroy() { posix_spawnattr_destroy(&value) }
}

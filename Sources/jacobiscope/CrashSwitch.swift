#if DEBUG
  import Glibc

  /// Ends a test's program in every way a program can end badly, when the key `X` is pressed.
  ///
  /// In debug builds alone, and only where the environment says how.
  @MainActor
  enum CrashSwitch {
    private struct Uncaught: Error {}

    static func fire() {
      guard let way = getenv("JACOBISCOPE_TEST_CRASH").map({ String(cString: $0) }) else { return }
      let none: [Int] = []
      switch way {
      case "fatal": fatalError("asked for by a test")
      case "overflow": print(Int.max - none.count + Int(getpid()))
      case "index": print(none[Int(getpid())])
      case "throw":
        // swift-format-ignore: NeverUseForceTry
        try! uncaught()
      case "abort": abort()
      case "stack": print(deeper(1))
      case "segv": UnsafeMutablePointer<Int>(bitPattern: 8)?.pointee = 1
      case "hang": hang()
      default: return
      }
    }

    /// Rings first: whoever sends a signal must know that the loop hangs by now.
    private static func hang() -> Never {
      write(STDOUT_FILENO, "\u{7}", 1)
      while true {}
    }

    private static func uncaught() throws { throw Uncaught() }

    private static func deeper(_ depth: Int) -> Int {
      depth == .max ? depth : deeper(depth + 1) + depth % 3
    }
  }
#endif

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// What NumPy takes for Xᵀ·G on one thread, where there is a python3 with NumPy.
enum NumPyProducts {
  /// The seconds of several runs for each size, sorted; empty where there is no NumPy.
  static func seconds(sizes: [Int]) -> [Int: [Double]] {
    let threads = ["OPENBLAS", "OMP", "MKL"].map { "\($0)_NUM_THREADS=1" }
    // Somebody may have told OpenBLAS to take this processor for an older one.
    let command =
      ["env -u OPENBLAS_CORETYPE VECLIB_MAXIMUM_THREADS=1"] + threads
      + ["python3 -c '\(program)'"] + sizes.map(String.init) + ["2>/dev/null"]
    var result: [Int: [Double]] = [:]
    for line in output(of: command.joined(separator: " ")).split(separator: "\n") {
      let words = line.split(separator: " ")
      let seconds = words.dropFirst().compactMap { Double($0) }
      if let size = words.first.flatMap({ Int($0) }), !seconds.isEmpty {
        result[size] = seconds.sorted()
      }
    }
    return result
  }

  /// Like `Measurement`: a run to warm up, then a fifth of a second, at least five runs.
  private static let program = """
    from sys import argv
    from time import perf_counter as now
    from numpy import random
    for n in map(int, argv[1:]):
        X, G = random.default_rng(1).standard_normal((2, n, n))
        X.T @ G
        seconds, start = [], now()
        while len(seconds) < 5 or now() - start < 0.2 and len(seconds) < 1000:
            before = now()
            X.T @ G
            seconds.append(now() - before)
        print(n, *seconds)
    """

  private static func output(of command: String) -> String {
    guard let pipe = popen(command, "r") else { return "" }
    var bytes: [UInt8] = []
    while case let byte = fgetc(pipe), byte >= 0 { bytes.append(UInt8(byte)) }
    return pclose(pipe) == 0 ? String(decoding: bytes, as: UTF8.self) : ""
  }
}

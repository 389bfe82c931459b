/// The scalar functions of the C library, brought in by this file alone.
///
/// Everything above it names them here, so that no other file knows which library they are from.
#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// Functions of one or two real numbers, with the values of IEEE 754 outside their domains.
public enum ScalarFunction {
  public static func exp(_ x: Double) -> Double { libraryExp(x) }
  public static func log(_ x: Double) -> Double { libraryLog(x) }
  public static func log1p(_ x: Double) -> Double { libraryLog1p(x) }
  public static func sin(_ x: Double) -> Double { librarySin(x) }
  public static func cos(_ x: Double) -> Double { libraryCos(x) }
  public static func tan(_ x: Double) -> Double { libraryTan(x) }
  public static func arctan(_ x: Double) -> Double { libraryAtan(x) }
  public static func sinh(_ x: Double) -> Double { librarySinh(x) }
  public static func cosh(_ x: Double) -> Double { libraryCosh(x) }
  public static func tanh(_ x: Double) -> Double { libraryTanh(x) }
  public static func erf(_ x: Double) -> Double { libraryErf(x) }
  public static func power(_ x: Double, _ y: Double) -> Double { libraryPow(x, y) }

  /// 1 / (1 + e⁻ˣ), without overflow on either side.
  public static func sigmoid(_ x: Double) -> Double {
    guard x < 0 else { return 1 / (1 + exp(-x)) }
    let e = exp(x)
    return e / (1 + e)
  }

  /// log(1 + eˣ), without overflow.
  public static func softplus(_ x: Double) -> Double {
    max(x, 0) + log1p(exp(-abs(x)))
  }
}

private func libraryExp(_ x: Double) -> Double { exp(x) }
private func libraryLog(_ x: Double) -> Double { log(x) }
private func libraryLog1p(_ x: Double) -> Double { log1p(x) }
private func librarySin(_ x: Double) -> Double { sin(x) }
private func libraryCos(_ x: Double) -> Double { cos(x) }
private func libraryTan(_ x: Double) -> Double { tan(x) }
private func libraryAtan(_ x: Double) -> Double { atan(x) }
private func librarySinh(_ x: Double) -> Double { sinh(x) }
private func libraryCosh(_ x: Double) -> Double { cosh(x) }
private func libraryTanh(_ x: Double) -> Double { tanh(x) }
private func libraryErf(_ x: Double) -> Double { erf(x) }
private func libraryPow(_ x: Double, _ y: Double) -> Double { pow(x, y) }

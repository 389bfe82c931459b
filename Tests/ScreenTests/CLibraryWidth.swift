import Glibc
import Testing

/// The C library's own width function, which Swift's view of the library leaves out.
struct CLibraryWidth {
  private let function: @convention(c) (wchar_t) -> CInt

  init() throws {
    try #require(setlocale(LC_CTYPE, "C.UTF-8") != nil)
    let symbol = try #require(dlsym(nil, "wcwidth"))
    function = unsafeBitCast(symbol, to: (@convention(c) (wchar_t) -> CInt).self)
  }

  /// 0, 1 or 2; -1 for what the library does not know or calls a control.
  func columns(of scalar: Unicode.Scalar) -> Int { Int(function(wchar_t(scalar.value))) }
}

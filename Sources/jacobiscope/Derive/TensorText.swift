import MatrixCalculus
import Screen
import TensorCore

/// A tensor as NumPy prints it: nested brackets, columns aligned, the middle left out where it is large.
struct TensorText {
  private let tensor: Tensor
  private let column: NumberColumn
  private let width: Int
  private let isSummarised: Bool

  /// More entries than this are not all shown.
  private static let threshold = 1000
  /// The places shown at each end of a long axis.
  private static let edge = 3

  init(_ tensor: Tensor) {
    self.tensor = tensor
    isSummarised = tensor.shape.count > Self.threshold
    var shown: [Double] = []
    Self.forEachShown(tensor.shape, isSummarised) { shown.append(tensor[position: $0]) }
    column = NumberColumn(shown)
    width = shown.reduce(0) { [column] in max($0, column.text($1).count) }
  }

  /// The lines, the brackets of all but the last axis opened on the first.
  var lines: [SafeText] {
    var lines: [String] = []
    var line = ""
    write(axis: 0, start: 0, &lines, &line)
    return (lines + [line]).map { SafeText($0) }
  }

  private func write(axis: Int, start: Int, _ lines: inout [String], _ line: inout String) {
    let shape = tensor.shape
    guard axis < shape.rank else {
      let text = column.text(tensor[position: start])
      line += String(repeating: " ", count: max(0, width - text.count)) + text
      return
    }
    let stride = shape.strides[axis]
    let isLast = axis == shape.rank - 1
    line += "["
    for (number, place) in Self.places(shape.extents[axis], isSummarised).enumerated() {
      if number > 0 {
        line += isLast ? ", " : ","
        if !isLast { breakLine(axis, &lines, &line) }
      }
      if let place {
        write(axis: axis + 1, start: start + place * stride, &lines, &line)
      } else {
        line += "…"
      }
    }
    line += "]"
  }

  private func breakLine(_ axis: Int, _ lines: inout [String], _ line: inout String) {
    lines.append(line)
    line = String(repeating: " ", count: axis + 1)
  }

  /// The places of an axis that are shown, nil for those left out.
  private static func places(_ extent: Int, _ isSummarised: Bool) -> [Int?] {
    guard isSummarised, extent > 2 * edge else { return Array(0..<extent) }
    return Array(0..<edge) + [nil] + Array(extent - edge..<extent)
  }

  private static func forEachShown(_ shape: Shape, _ isSummarised: Bool, _ body: (Int) -> Void) {
    let strides = shape.strides
    func walk(_ axis: Int, _ start: Int) {
      guard axis < shape.rank else { return body(start) }
      for case let place? in places(shape.extents[axis], isSummarised) {
        walk(axis + 1, start + place * strides[axis])
      }
    }
    walk(0, 0)
  }
}

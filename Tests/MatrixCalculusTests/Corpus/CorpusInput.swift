import TensorCore
import Testing

/// An input of a row: its name, its shape, and how its numbers are drawn.
struct CorpusInput {
  /// Where the numbers of an input lie, so that they are inside every domain and away from kinks.
  enum Sampling: String {
    /// Standard normal.
    case normal
    /// Between 0.5 and 1.5.
    case positive
    /// Between 0.1 and 0.9.
    case unit
    /// Normal with deviation 0.4, plus 2·I: far from singular.
    case regular
    /// B·Bᵀ/n + I for a normal B, symmetric to the last bit.
    case spd
    /// Normal, with the last row the sum of the others.
    case singular
    /// 0 and 1 in turns.
    case labels
    /// One 1 in each row, at column 2·row + 1 modulo the width.
    case onehot
    /// Normal, with one zero, whose place depends on the seed.
    case zeros
  }

  let name: String
  let shape: Shape
  let sampling: Sampling

  /// Reads `X=3x4:positive`.
  init(_ text: Substring) throws {
    let parts = text.split(separator: "=")
    try #require(parts.count == 2, "an input is NAME=SHAPE or NAME=SHAPE:SAMPLING, not \(text)")
    let words = parts[1].split(separator: ":")
    name = String(parts[0])
    shape =
      words[0] == "scalar"
      ? .scalar : Shape(try words[0].split(separator: "x").map { try #require(Int($0)) })
    sampling = try #require(words.count > 1 ? Sampling(rawValue: String(words[1])) : .normal)
  }

  static func reading(_ text: String) throws -> [CorpusInput] {
    try text.split(separator: " ").map { try CorpusInput($0) }
  }

  /// The numbers of a seed: those of `RandomNumbers`, whose stream is the sum of the name's bytes
  /// weighted by their places.
  func tensor(seed: UInt64) -> Tensor {
    let stream = name.utf8.enumerated().reduce(0) {
      $0 + UInt64($1.offset + 1) * UInt64($1.element)
    }
    let random = RandomNumbers(seed: seed, stream: stream)
    let normal = Tensor.normal(shape, random)
    let width = shape.extents.last ?? 1
    switch sampling {
    case .normal: return normal
    case .positive: return Tensor(shape: shape) { random.uniform(at: $0, low: 0.5, high: 1.5) }
    case .unit: return Tensor(shape: shape) { random.uniform(at: $0, low: 0.1, high: 0.9) }
    case .regular:
      return Tensor(shape: shape) {
        0.4 * normal[position: $0] + ($0 / width % width == $0 % width ? 2 : 0)
      }
    case .spd:
      return Tensor(shape: shape) { position in
        let (row, column) = (position / width, position % width)
        let product = (0..<width).reduce(0) {
          $0 + normal[position: row * width + $1] * normal[position: column * width + $1]
        }
        return product / Double(width) + (row == column ? 1 : 0)
      }
    case .singular:
      return Tensor(shape: shape) { position in
        guard position >= shape.count - width else { return normal[position: position] }
        return stride(from: position % width, to: shape.count - width, by: width)
          .reduce(0) { $0 + normal[position: $1] }
      }
    case .labels: return Tensor(shape: shape) { Double($0 % 2) }
    case .onehot:
      return Tensor(shape: shape) { ($0 / width * 2 + 1) % width == $0 % width ? 1 : 0 }
    case .zeros:
      return Tensor(shape: shape) {
        $0 == Int(seed % UInt64(shape.count)) ? 0 : normal[position: $0]
      }
    }
  }
}

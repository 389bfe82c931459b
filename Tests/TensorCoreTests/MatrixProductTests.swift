import TensorCore
import Testing

/// Packed, plain and sliced products against three loops, on every kernel that the processor has.
struct MatrixProductTests {
  /// Whole numbers, so that sums are exact in any order: every shape with extents 0 to 9.
  @Test(arguments: Layout.allCases) func everySmallShape(layout: Layout) {
    for m in 0...9 {
      for n in 0...9 {
        for p in 0...9 {
          let problem = Problem(m, n, p, layout)
          let expected = problem.loops()
          #expect(problem.product.evaluated().elements == expected, "\(m) \(n) \(p)")
          for blocks in PackedProduct.available {
            #expect(
              problem.product.elements(rows: 0..<m, blocks) == expected, "\(m) \(n) \(p) packed")
          }
        }
      }
    }
  }

  /// One less, as many, and one more than a tile, and than a block of rows, of depth, of columns.
  @Test(arguments: Layout.allCases) func blockEdges(layout: Layout) {
    let extents = [
      (95, 3, 17), (96, 5, 16), (97, 2, 15), (193, 4, 33), (5, 255, 7), (9, 256, 31), (13, 257, 8),
      (6, 513, 18), (3, 2, 2047), (7, 1, 2048), (8, 3, 2049), (97, 257, 25), (24, 11, 48),
    ]
    for (m, n, p) in extents {
      let problem = Problem(m, n, p, layout)
      let expected = problem.loops()
      #expect(problem.product.evaluated().elements == expected, "\(m) \(n) \(p)")
      for blocks in PackedProduct.available {
        #expect(
          problem.product.elements(rows: 0..<m, blocks) == expected, "\(m) \(n) \(p) packed")
      }
    }
  }

  /// 0·inf is nan, and what fills a panel up touches no entry.
  @Test(arguments: [Double.nan, .infinity, -.infinity]) func specialValuesGoWhereTheyMust(
    value: Double
  ) {
    for (m, n, p) in [(5, 3, 7), (8, 2, 16), (9, 4, 17)] {
      for layout in Layout.allCases {
        for place in 0..<max(m * n, n * p) {
          var problem = Problem(m, n, p, layout)
          if place < m * n { problem.left[position: place] = value }
          if place < n * p { problem.right[position: n * p - 1 - place] = value }
          let expected = problem.loops().map(Kind.init)
          #expect(problem.product.evaluated().elements.map(Kind.init) == expected)
          for blocks in PackedProduct.available {
            let packed = problem.product.elements(rows: 0..<m, blocks)
            #expect(packed.map(Kind.init) == expected, "\(m) \(n) \(p) at \(place)")
          }
        }
      }
    }
  }

  /// Rounding stays below n·2⁻⁵²·Σₖ|A|·|B|, with sums and products of any size.
  @Test func roundingIsBounded() {
    var problem = Problem(41, 300, 35, .plain)
    problem.left = .normal(problem.left.shape, RandomNumbers(seed: 5))
    problem.right = .normal(problem.right.shape, RandomNumbers(seed: 6))
    let expected = problem.loops()
    var sizes = problem
    sizes.left = problem.left.map(\.magnitude)
    sizes.right = problem.right.map(\.magnitude)
    let bounds = sizes.loops().map { $0 * 300 * 0x1p-52 }
    for blocks in PackedProduct.available {
      for (place, value) in problem.product.elements(rows: 0..<41, blocks).enumerated() {
        #expect((value - expected[place]).magnitude <= bounds[place])
      }
    }
  }

  /// Slices of rows, appended, are the product to the last bit: plain, packed, and over a stack.
  @Test(arguments: [(1, 7, 5, 6), (3, 7, 5, 6), (2, 101, 40, 19), (2, 101, 40, 2)])
  func slicesAreTheWhole(stack: Int, m: Int, n: Int, p: Int) {
    let left = Tensor.normal(Shape([stack, m, n]), RandomNumbers(seed: 7))
    let right = Tensor.normal(Shape([stack, n, p]), RandomNumbers(seed: 8))
    let product = Tensor.Labelled(left, ["s", "i", "k"])
      .matrixProduct(with: .init(right, ["s", "k", "j"]), keeping: ["s", "i", "j"]).0
    #expect(product.rowCount == stack * m)
    let whole = product.evaluated().elements
    #expect(left.stackProduct(right).elements == whole)
    for size in [1, 4, 13, MatrixProduct.rowBlock] {
      var slices: [Double] = []
      for first in stride(from: 0, to: product.rowCount, by: size) {
        slices += product.elements(rows: first..<min(first + size, product.rowCount))
      }
      #expect(slices == whole, "slices of \(size)")
    }
  }

  /// A large transpose, which is read eight columns at a time.
  @Test(arguments: [(182, 183), (8, 5000), (5001, 7)]) func largeTransposes(rows: Int, columns: Int)
  {
    let tensor = Tensor(shape: Shape([rows, columns])) { Double($0) }
    let turned = tensor.transposed
    #expect(turned.shape == Shape([columns, rows]))
    let expected = (0..<(rows * columns)).map { Double($0 % rows * columns + $0 / rows) }
    #expect(turned.elements == expected)
  }
}

/// Which operands are stored with their axes the other way round.
enum Layout: CaseIterable {
  case plain, leftTransposed, rightTransposed, bothTransposed

  var turnsLeft: Bool { self == .leftTransposed || self == .bothTransposed }
  var turnsRight: Bool { self == .rightTransposed || self == .bothTransposed }
}

/// A product of small whole numbers.
private struct Problem {
  let m: Int
  let n: Int
  let p: Int
  let layout: Layout
  var left: Tensor
  var right: Tensor

  init(_ m: Int, _ n: Int, _ p: Int, _ layout: Layout) {
    (self.m, self.n, self.p, self.layout) = (m, n, p, layout)
    let random = RandomNumbers(seed: 3)
    left = Tensor(shape: Shape(layout.turnsLeft ? [n, m] : [m, n])) {
      Double(random.integer(at: $0, low: -4, high: 4))
    }
    right = Tensor(shape: Shape(layout.turnsRight ? [p, n] : [n, p])) {
      Double(random.integer(at: $0 + 7919, low: -4, high: 4))
    }
  }

  var product: MatrixProduct {
    Tensor.Labelled(left, layout.turnsLeft ? ["k", "i"] : ["i", "k"])
      .matrixProduct(
        with: .init(right, layout.turnsRight ? ["j", "k"] : ["k", "j"]), keeping: ["i", "j"]
      ).0
  }

  func loops() -> [Double] {
    let (a, b) = (left.elements, right.elements)
    let (row, across) = layout.turnsLeft ? (1, m) : (n, 1)
    let (down, column) = layout.turnsRight ? (1, n) : (p, 1)
    var result = [Double](repeating: 0, count: m * p)
    for i in 0..<m {
      for j in 0..<p {
        for k in 0..<n { result[i * p + j] += a[i * row + k * across] * b[k * down + j * column] }
      }
    }
    return result
  }
}

/// A number up to what nan it is.
private enum Kind: Equatable {
  case nan
  case number(Double)

  init(_ value: Double) { self = value.isNaN ? .nan : .number(value) }
}

import CKernels

/// The product of large matrices, in blocks that fit the caches.
///
/// A block of the right operand, 256 rows deep, is packed into panels as wide as a tile of C, a block of
/// the left one into panels as high: a tile stays in registers, its right panel in the first cache, the
/// left block in the second. Zeros that fill a last panel up meet numbers in entries of the tile that
/// are thrown away, never in C, so that inf and nan go where IEEE 754 sends them. An entry is the sum, over
/// blocks of 256, of sums in order, each product added with one rounding or two as the processor does.
/// Source: K. Goto, R. van de Geijn, "Anatomy of High-Performance Matrix Multiplication" (ACM TOMS 34,
/// 2008), sections 4 to 6.
package struct PackedProduct {
  private let kernel: ck_kernel
  private var rows: Int { kernel.rows }
  private var columns: Int { kernel.columns }

  /// The summed extent of a block.
  static let depth = 256
  /// Rows of C a block: a multiple of the tile's rows, whatever kernel.
  package static let rowBlock = 96
  private static let columnBlock = 2048

  /// One for each kernel that this processor can run, the fastest first; there is always one.
  package static var available: [PackedProduct] {
    (0...).lazy.map { ck_kernel_at($0) }.prefix { $0.rows > 0 }.map(PackedProduct.init(kernel:))
  }

  /// That with the fastest kernel.
  static var fastest: PackedProduct { PackedProduct(kernel: ck_kernel_at(0)) }

  private init(kernel: ck_kernel) { self.kernel = kernel }

  /// C += A·B, `[m, n] × [n, p] → [m, p]`, where C's rows begin `pitch` apart.
  func add(
    _ a: MatrixView, _ b: MatrixView, to c: UnsafeMutablePointer<Double>, pitch: Int, m: Int,
    n: Int, p: Int
  ) {
    guard m > 0, n > 0, p > 0 else { return }
    let depth = min(n, Self.depth)
    let left = depth * roundedUp(min(m, Self.rowBlock), rows)
    let right = depth * roundedUp(min(p, Self.columnBlock), columns)
    withDoubles(right + roundedUp(left, 8) + rows * columns) { memory in
      let space = Space(
        right: memory, left: memory + right, tile: memory + right + roundedUp(left, 8))
      for column in stride(from: 0, to: p, by: Self.columnBlock) {
        for first in stride(from: 0, to: n, by: depth) {
          addBlock(
            a.dropping(rows: 0, columns: first), b.dropping(rows: first, columns: column),
            Target(
              start: c + column, pitch: pitch, rows: m, columns: min(Self.columnBlock, p - column)),
            depth: min(depth, n - first), space)
        }
      }
    }
  }

  /// A part of C.
  private struct Target {
    var start: UnsafeMutablePointer<Double>
    let pitch: Int
    var rows: Int
    var columns: Int
  }

  /// Room for what is packed, and for a tile that is not whole.
  private struct Space {
    let right: UnsafeMutablePointer<Double>
    let left: UnsafeMutablePointer<Double>
    let tile: UnsafeMutablePointer<Double>
  }

  /// C += A·B for a B that fits the space, A a block of rows at a time.
  private func addBlock(_ a: MatrixView, _ b: MatrixView, _ c: Target, depth: Int, _ space: Space) {
    b.transposed.pack(rows: c.columns, depth: depth, width: columns, into: space.right)
    for row in stride(from: 0, to: c.rows, by: Self.rowBlock) {
      var part = c
      part.start += row * c.pitch
      part.rows = min(Self.rowBlock, c.rows - row)
      a.dropping(rows: row, columns: 0)
        .pack(rows: part.rows, depth: depth, width: rows, into: space.left)
      addPanels(part, depth: depth, space)
    }
  }

  /// All tiles of the product of what is packed.
  private func addPanels(_ c: Target, depth: Int, _ space: Space) {
    for column in stride(from: 0, to: c.columns, by: columns) {
      for row in stride(from: 0, to: c.rows, by: rows) {
        let (a, b) = (space.left + row * depth, space.right + column * depth)
        let target = c.start + row * c.pitch + column
        let (height, width) = (min(rows, c.rows - row), min(columns, c.columns - column))
        if height == rows, width == columns {
          kernel.add(depth, a, b, target, c.pitch)
        } else {
          space.tile.update(repeating: 0, count: rows * columns)
          kernel.add(depth, a, b, space.tile, columns)
          for i in 0..<height {
            for j in 0..<width { target[i * c.pitch + j] += space.tile[i * columns + j] }
          }
        }
      }
    }
  }
}

/// Runs `body` with room for `count` numbers that begins at a multiple of 64 bytes.
private func withDoubles(_ count: Int, _ body: (UnsafeMutablePointer<Double>) -> Void) {
  withUnsafeTemporaryAllocation(
    byteCount: count * MemoryLayout<Double>.stride, alignment: 64
  ) { bytes in
    if let start = bytes.bindMemory(to: Double.self).baseAddress { body(start) }
  }
}

private func roundedUp(_ count: Int, _ multiple: Int) -> Int {
  (count + multiple - 1) / multiple * multiple
}

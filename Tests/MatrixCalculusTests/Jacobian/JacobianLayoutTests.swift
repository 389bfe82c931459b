import MatrixCalculus
import TensorCore
import Testing

/// Places of entries, by hand for the lesson (y 3×2 by A 4×2) and there and back for every rank.
struct JacobianLayoutTests {
  private let lesson = Shape([3, 2, 4, 2])

  @Test(arguments: [
    // ∂y₁₂/∂A₂₂, from zero [0,1,1,1].
    (JacobianLayout.numerator, 1, 3), (.denominator, 3, 3), (.vecColumn, 3, 5), (.vecRow, 1, 3),
  ])
  func theSelectedEntryOfTheLesson(layout: JacobianLayout, row: Int, column: Int) {
    let place = layout.place(of: [0, 1, 1, 1], in: lesson, outputRank: 2)
    #expect(place == JacobianLayout.Place(row: row, column: column))
  }

  @Test(arguments: [
    (JacobianLayout.numerator, 12, 4), (.denominator, 12, 4), (.vecColumn, 6, 8), (.vecRow, 6, 8),
  ])
  func theSizeOfTheLesson(layout: JacobianLayout, rows: Int, columns: Int) throws {
    let size = try #require(layout.size(of: lesson, outputRank: 2))
    #expect(size == (rows, columns))
  }

  @Test func namesOfTheLesson() {
    let (y, a) = (Variable("y", shape: Shape([3, 2])), Variable("A", shape: Shape([4, 2])))
    let (x, s) = (Variable("x", shape: Shape([2])), Variable("s", shape: .scalar))
    #expect(
      JacobianLayout.allCases.map { $0.name(of: y, by: a).text }
        == ["∂y/∂A", "(∂y/∂A)ᵀ", "∂vec(y)/∂vec(A)ᵀ", "∂vec(yᵀ)/∂vec(Aᵀ)ᵀ"])
    #expect(JacobianLayout.vecColumn.name(of: y, by: x).text == "∂vec(y)/∂xᵀ")
    #expect(JacobianLayout.vecRow.name(of: x, by: s).text == "∂x/∂s")
  }

  @Test func vectorsByVectors() {
    let shape = Shape([2, 3])
    for (layout, row, column) in [
      (JacobianLayout.numerator, 1, 2), (.denominator, 2, 1), (.vecColumn, 1, 2), (.vecRow, 1, 2),
    ] {
      #expect(
        layout.place(of: [1, 2], in: shape, outputRank: 1)
          == JacobianLayout.Place(row: row, column: column), "\(layout)")
    }
  }

  /// Every entry has a place of its own in the table, and the place leads back to it.
  @Test(arguments: JacobianLayout.allCases) func thereAndBack(layout: JacobianLayout) throws {
    let extents = [2, 3, 1, 4, 2, 3]
    for outputRank in 0...3 {
      for inputRank in 0...3 {
        let shape = Shape(Array(extents.prefix(outputRank) + extents.suffix(inputRank)))
        let size = try #require(layout.size(of: shape, outputRank: outputRank))
        #expect(size.rows * size.columns == shape.count)
        var seen: Set<JacobianLayout.Place> = []
        for position in 0..<shape.count {
          let entry = shape.coordinates(of: position)
          let place = layout.place(of: entry, in: shape, outputRank: outputRank)
          #expect((0..<size.rows).contains(place.row) && (0..<size.columns).contains(place.column))
          #expect(layout.coordinates(of: place, in: shape, outputRank: outputRank) == entry)
          seen.insert(place)
        }
        #expect(seen.count == shape.count)
      }
    }
  }

  /// vec runs along columns: [i,j] of m×n stands at m·j + i.
  @Test func vecOfTheTextbook() {
    for (i, j, k, l) in [(0, 0, 0, 0), (2, 0, 3, 1), (1, 1, 0, 1)] {
      let place = JacobianLayout.vecColumn.place(of: [i, j, k, l], in: lesson, outputRank: 2)
      #expect(place == JacobianLayout.Place(row: 3 * j + i, column: 4 * l + k))
    }
  }

  @Test func tablesBeyondCountingHaveNoSize() {
    let shape = Shape([1 << 16, 1 << 16, 1 << 15, 1 << 15])
    #expect(JacobianLayout.vecRow.size(of: shape, outputRank: 2)?.rows == 1 << 32)
  }
}

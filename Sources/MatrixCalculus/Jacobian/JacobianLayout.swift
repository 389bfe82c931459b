import TensorCore

/// How the entries of a Jacobian stand in a table of rows and columns.
///
/// All layouts show the same entries ∂y[i,j]/∂A[k,l]; they differ in where each stands. The axes of the
/// output come first in the Jacobian, those of the variable after them; places count from zero.
///
/// Source: K. B. Petersen, M. S. Pedersen, "The Matrix Cookbook" (2012), section 10.2, for vec;
/// J. R. Magnus, H. Neudecker, "Matrix Differential Calculus" (2019), sections 5.4 and 9.3, for
/// ∂vec(y)/∂vec(A)ᵀ and for the transposed convention.
public enum JacobianLayout: String, CaseIterable, Hashable, Sendable {
  /// A grid of outputs, each a block over the inputs; a vector by a vector has a row an output.
  case numerator
  /// A grid of inputs, each a block over the outputs: the transpose.
  case denominator
  /// ∂vec(y)/∂vec(A)ᵀ, both column by column: row i + m·j, column k + n·l.
  case vecColumn = "vec-column"
  /// The same, both row by row.
  case vecRow = "vec-row"

  /// A place of the table.
  public struct Place: Hashable, Sendable {
    public var row: Int
    public var column: Int

    public init(row: Int, column: Int) {
      self.row = row
      self.column = column
    }
  }

  /// The axes down and across, the one that runs slowest first.
  public func axes(outputRank: Int, rank: Int) -> (rows: [Int], columns: [Int]) {
    let outputs = Array(0..<outputRank)
    let inputs = Array(outputRank..<rank)
    switch self {
    case .numerator: return Self.grid(outer: outputs, inner: inputs)
    case .denominator: return Self.grid(outer: inputs, inner: outputs)
    case .vecColumn: return (outputs.reversed(), inputs.reversed())
    case .vecRow: return (outputs, inputs)
    }
  }

  /// The rows and columns of the table of a Jacobian of shape `shape`; nil where either overflows.
  public func size(of shape: Shape, outputRank: Int) -> (rows: Int, columns: Int)? {
    let axes = axes(outputRank: outputRank, rank: shape.rank)
    guard let rows = try? Shape(checking: axes.rows.map { shape.extents[$0] }),
      let columns = try? Shape(checking: axes.columns.map { shape.extents[$0] })
    else { return nil }
    return (rows.count, columns.count)
  }

  /// Where the entry at `coordinates` of a Jacobian of shape `shape` stands.
  ///
  ///     vec-column, y 3×2 by A 4×2:   [i,j,k,l] stands in row 3·j + i, column 4·l + k
  ///
  /// Cost: the number of axes.
  public func place(of coordinates: [Int], in shape: Shape, outputRank: Int) -> Place {
    let axes = axes(outputRank: outputRank, rank: shape.rank)
    func position(_ axes: [Int]) -> Int {
      axes.reduce(0) { $0 * shape.extents[$1] + coordinates[$1] }
    }
    return Place(row: position(axes.rows), column: position(axes.columns))
  }

  /// The entry that stands at `place`, the inverse of `place(of:in:outputRank:)`.
  public func coordinates(of place: Place, in shape: Shape, outputRank: Int) -> [Int] {
    let axes = axes(outputRank: outputRank, rank: shape.rank)
    var coordinates = [Int](repeating: 0, count: shape.rank)
    for (axes, position) in [(axes.rows, place.row), (axes.columns, place.column)] {
      var rest = position
      for axis in axes.reversed() where shape.extents[axis] > 0 {
        coordinates[axis] = rest % shape.extents[axis]
        rest /= shape.extents[axis]
      }
    }
    return coordinates
  }

  /// The last axis of each runs across; of the outer one only where it has another.
  private static func grid(outer: [Int], inner: [Int]) -> (rows: [Int], columns: [Int]) {
    let across = outer.count > 1 || inner.isEmpty ? outer.suffix(1) : []
    let isColumn = inner.isEmpty && outer.count == 1
    let columns = isColumn ? [] : Array(across) + inner.suffix(1)
    return (outer.filter { !columns.contains($0) } + inner.dropLast(1), columns)
  }
}

import MatrixCalculus

/// Which axes of a tensor run downwards, which to the right, and which are held.
struct Unfolding: Equatable {
  var rows: [Int]
  var columns: [Int]
  var fixed: [Int] = []

  /// A tensor of its own: the last two axes are a block's rows and columns, those before them the
  /// grid of blocks, and so on outwards; a vector runs downwards.
  init(rank: Int) {
    let axes = Array(0..<rank)
    rows = axes.filter { (rank - $0) % 2 == 0 || rank == 1 }
    columns = axes.filter { (rank - $0) % 2 == 1 && rank > 1 }
    // Three axes: a column of blocks, and not a row of them.
    if rank % 2 == 1, rank > 1, columns.contains(0) {
      columns.removeFirst()
      rows.insert(0, at: 0)
    }
  }

  /// A Jacobian: a grid of outputs, each a block over the inputs; two vectors make a matrix.
  init(outputs: Int, inputs: Int, view: TensorView) {
    let out = Array(0..<outputs)
    let axes = Array(outputs..<outputs + inputs)
    switch view {
    case .matrix, .pattern, .heat:
      self.init(rows: out, columns: axes)
    case .blocks where outputs == 1 && inputs == 1:
      self.init(rows: out, columns: axes)
    case .blocks:
      let outer = Unfolding(rank: outputs)
      let inner = Unfolding(rank: inputs)
      self.init(
        rows: outer.rows + inner.rows.map { $0 + outputs },
        columns: outer.columns + inner.columns.map { $0 + outputs })
    case .slice:
      self.init(sliceOfRank: outputs + inputs)
    }
  }

  /// The last two axes, the others held.
  init(sliceOfRank rank: Int) {
    self.init(rank: min(rank, 2))
    let held = rank - min(rank, 2)
    rows = rows.map { $0 + held }
    columns = columns.map { $0 + held }
    fixed = Array(0..<held)
  }

  private init(rows: [Int], columns: [Int], fixed: [Int] = []) {
    self.rows = rows
    self.columns = columns
    self.fixed = fixed
  }

  /// Rows for columns and columns for rows.
  var turned: Unfolding { Unfolding(rows: columns, columns: rows, fixed: fixed) }
}

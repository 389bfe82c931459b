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
  ///
  /// In denominator layout a grid of inputs, each a block over the outputs; the layouts of vec are those
  /// of a matrix, and a slice has none.
  init(outputs: Int, inputs: Int, view: TensorView, layout: JacobianLayout) {
    let out = Array(0..<outputs)
    let axes = Array(outputs..<outputs + inputs)
    switch (view, layout) {
    case (.slice, _): self.init(sliceOfRank: outputs + inputs)
    case (_, .vecColumn): self.init(rows: out.reversed(), columns: axes.reversed())
    case (_, .vecRow), (.matrix, .numerator), (.pattern, .numerator), (.heat, .numerator):
      self.init(rows: out, columns: axes)
    case (.matrix, .denominator), (.pattern, .denominator), (.heat, .denominator):
      self.init(rows: axes, columns: out)
    case (.blocks, .numerator): self.init(outer: out, inner: axes)
    case (.blocks, .denominator): self.init(outer: axes, inner: out)
    }
  }

  /// A grid over some axes, each of its places a block over others.
  private init(outer: [Int], inner: [Int]) {
    guard outer.count != 1 || inner.count != 1 else {
      self.init(rows: outer, columns: inner)
      return
    }
    let (grid, block) = (Unfolding(rank: outer.count), Unfolding(rank: inner.count))
    self.init(
      rows: grid.rows.map { outer[$0] } + block.rows.map { inner[$0] },
      columns: grid.columns.map { outer[$0] } + block.columns.map { inner[$0] })
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

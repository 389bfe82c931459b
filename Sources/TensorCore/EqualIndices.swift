extension [KroneckerDelta] {
  /// What the deltas make equal: indices in classes of two and more, each in the order in which it occurs, and
  /// the deltas that are not of two plain indices.
  ///
  /// Of δ[i,k]·δ[j,k]·δ[l,2] the class i, k, j and the delta δ[l,2].
  package var equalIndices: (classes: [[TensorCore.Index]], others: [KroneckerDelta]) {
    var classes: [[TensorCore.Index]] = []
    var others: [KroneckerDelta] = []
    for delta in self {
      guard let left = delta.left.plain, let right = delta.right.plain else {
        others.append(delta)
        continue
      }
      func isTouched(_ indices: [TensorCore.Index]) -> Bool {
        indices.contains(left) || indices.contains(right)
      }
      var joined = classes.filter(isTouched).flatMap { $0 }
      for index in [left, right] where !joined.contains(index) { joined.append(index) }
      classes.removeAll(where: isTouched)
      classes.append(joined)
    }
    return (classes, others)
  }
}

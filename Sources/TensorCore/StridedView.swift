/// Dense tensors read along other axes: transposes, broadcasts and slices in one pass.
extension Tensor {
  /// The tensor whose entry at `coordinates` is the element at `start + Σ coordinate·stride`.
  ///
  /// Every axis permutation, broadcast (stride 0), diagonal (summed strides) and slice of a dense
  /// tensor is of this form. Cost: one read an entry of the result.
  public func gathered(shape result: Shape, start: Int, strides: [Int]) -> Tensor {
    precondition(strides.count == result.rank, "one stride an axis")
    guard result.count > 0 else { return Tensor(shape: result, elements: []) }
    guard let inner = result.extents.last, let step = strides.last else {
      return Tensor(scalar: elements[start])
    }
    if let turned = turned(shape: result, start: start, strides: strides) { return turned }
    let outerExtents = result.extents.dropLast()
    var counter = [Int](repeating: 0, count: outerExtents.count)
    var position = start
    return Tensor(
      shape: result,
      elements: [Double](unsafeUninitializedCapacity: result.count) { buffer, count in
        elements.withUnsafeBufferPointer { source in
          while count < result.count {
            var read = position
            for _ in 0..<inner {
              buffer.initializeElement(at: count, to: source[read])
              read += step
              count += 1
            }
            advance(&counter, &position, extents: outerExtents, strides: strides)
          }
        }
      })
  }

  /// A large matrix read down its columns: eight of them at a time, which lie side by side in memory.
  ///
  /// One after the other they would miss the cache at every entry. Nil where it is no such matrix.
  private func turned(shape result: Shape, start: Int, strides: [Int]) -> Tensor? {
    guard result.rank == 2, result.count >= 32768, strides[0] == 1, strides[1] > 1 else {
      return nil
    }
    let (rows, columns) = (result.extents[0], result.extents[1])
    return Tensor(
      shape: result,
      elements: [Double](unsafeUninitializedCapacity: result.count) { buffer, count in
        elements.withUnsafeBufferPointer { source in
          for first in stride(from: 0, to: rows, by: 8) {
            for column in 0..<columns {
              for row in first..<min(first + 8, rows) {
                buffer[row * columns + column] = source[start + row + column * strides[1]]
              }
            }
          }
        }
        count = result.count
      })
  }

  /// The tensor with its axes in the order `axes`: axis n of the result is axis `axes[n]` of this.
  public func permuted(_ axes: [Int]) -> Tensor {
    let own = shape.strides
    return gathered(
      shape: Shape(axes.map { shape.extents[$0] }), start: 0, strides: axes.map { own[$0] })
  }

  /// The axes in the opposite order: Aᵀ[j,i] = A[i,j].
  public var transposed: Tensor { shape.rank < 2 ? self : permuted((0..<shape.rank).reversed()) }

  /// The tensor stretched to `result` by NumPy's rule; the shapes must be compatible.
  public func broadcast(to result: Shape) -> Tensor {
    guard result != shape else { return self }
    return gathered(shape: result, start: 0, strides: shape.broadcastStrides(to: result))
  }
}

extension Shape {
  /// The strides that read a tensor of this shape as one of shape `result`: 0 along stretched axes.
  func broadcastStrides(to result: Shape) -> [Int] {
    let missing = result.rank - rank
    precondition(missing >= 0, "a broadcast adds axes")
    let own = strides
    return result.extents.indices.map { axis in
      guard axis >= missing else { return 0 }
      let extent = extents[axis - missing]
      precondition(extent == result.extents[axis] || extent == 1, "the shapes do not broadcast")
      return extent == 1 ? 0 : own[axis - missing]
    }
  }

  /// The shape that `self` and `other` broadcast to by NumPy's rule, or nil.
  ///
  /// Trailing axes are aligned; an axis of extent 1, or a missing one, stretches.
  public func broadcast(with other: Shape) -> Shape? {
    let rank = max(self.rank, other.rank)
    var extents: [Int] = []
    for axis in 0..<rank {
      let left = axis - (rank - self.rank)
      let right = axis - (rank - other.rank)
      let a = left < 0 ? 1 : self.extents[left]
      let b = right < 0 ? 1 : other.extents[right]
      guard a == b || a == 1 || b == 1 else { return nil }
      extents.append(a == 1 ? b : a)
    }
    return try? Shape(checking: extents)
  }
}

/// Moves an odometer over the outer axes one place on, and the read position with it.
private func advance(
  _ counter: inout [Int], _ position: inout Int, extents: ArraySlice<Int>, strides: [Int]
) {
  for axis in stride(from: extents.count - 1, through: 0, by: -1) {
    counter[axis] += 1
    position += strides[axis]
    guard counter[axis] == extents[axis] else { return }
    position -= strides[axis] * extents[axis]
    counter[axis] = 0
  }
}

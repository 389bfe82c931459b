/// An index that runs along an axis: 0, …, extent − 1.
///
/// Two indices are the same only where they are one: `id` tells them apart, the letter is for
/// people, and several indices may carry the same one in different terms.
public struct Index: Hashable, Sendable {
  public let id: Int
  public let extent: Int
  public let letter: String

  public init(id: Int, extent: Int, letter: String) {
    self.id = id
    self.extent = extent
    self.letter = letter
  }

  /// The same index under another letter.
  public func lettered(_ letter: String) -> Index { Index(id: id, extent: extent, letter: letter) }

  public static func == (left: Index, right: Index) -> Bool { left.id == right.id }
  public func hash(into hasher: inout Hasher) { hasher.combine(id) }
}

/// Hands out indices that differ from all that it handed out before.
public struct IndexSupply: Hashable, Sendable {
  private var next: Int

  public init(startingAt first: Int = 0) { next = first }

  public mutating func index(extent: Int, letter: String = "?") -> Index {
    defer { next += 1 }
    return Index(id: next, extent: extent, letter: letter)
  }

  /// A fresh index an axis of `shape`.
  public mutating func indices(for shape: Shape, letters: [String] = []) -> [Index] {
    shape.extents.enumerated().map { axis, extent in
      index(extent: extent, letter: axis < letters.count ? letters[axis] : "?")
    }
  }
}

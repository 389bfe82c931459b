// Which known name somebody may have meant.

/// The known name nearest to a misspelt one; nil where none is near enough to be worth saying.
///
/// Distance is Damerau and Levenshtein's with adjacent transpositions (F. J. Damerau 1964): insertions,
/// deletions, substitutions, and two neighbours exchanged, one each. Near enough is a third of the letters, or
/// one edit behind a common beginning (`W3` and `W2`); another case of the same letters is always near, which is
/// all that one letter can have. Of two at the same distance, the one that begins alike for longer is nearer.
public func nearestName(to name: String, among names: some Sequence<String>) -> String? {
  let letters = Array(name.unicodeScalars.prefix(Lexer.nameLimit))
  var best: (name: String, distance: Int, beginning: Int)?
  for candidate in names where candidate != name {
    let isSameLetters = candidate.lowercased() == name.lowercased()
    let distance = isSameLetters ? 0 : editDistance(letters, Array(candidate.unicodeScalars))
    let beginning = candidate.commonPrefix(with: name)
    let isNear =
      isSameLetters || distance == 1 && beginning > 0
      || 3 * distance <= max(letters.count, candidate.unicodeScalars.count)
    let isNearer = best.map { (distance, $0.beginning) < ($0.distance, beginning) } ?? true
    if isNear, isNearer { best = (candidate, distance, beginning) }
  }
  return best?.name
}

/// The number of edits between two words, in O(m·n).
func editDistance(_ left: [Unicode.Scalar], _ right: [Unicode.Scalar]) -> Int {
  var twoBack: [Int] = []
  var oneBack = Array(0...right.count)
  for i in left.indices {
    var row = [i + 1]
    for j in right.indices {
      let substitution = oneBack[j] + (left[i] == right[j] ? 0 : 1)
      var cost = min(substitution, oneBack[j + 1] + 1, row[j] + 1)
      if i > 0, j > 0, left[i] == right[j - 1], left[i - 1] == right[j] {
        cost = min(cost, twoBack[j - 1] + 1)
      }
      row.append(cost)
    }
    twoBack = oneBack
    oneBack = row
  }
  return oneBack[right.count]
}

extension String {
  /// How many letters two words begin with in common.
  fileprivate func commonPrefix(with other: String) -> Int {
    zip(unicodeScalars, other.unicodeScalars).prefix { $0 == $1 }.count
  }
}

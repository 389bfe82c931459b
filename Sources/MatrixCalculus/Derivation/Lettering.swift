import TensorCore

/// The letters of indices: outputs carry i, j, …, the variable k, l, …; a bound index takes the letter
/// of the variable's axis that it runs along, else a spare one.
///
/// Every letter has a Unicode subscript, so that it can stand under a sum sign.
enum Lettering {
  static let output = ["i", "j", "h", "a", "e", "o"]
  static let variable = ["k", "l", "m", "n", "p", "r"]
  static let spare = ["n", "p", "r", "s", "t", "u", "v", "x", "m", "h", "a", "e", "o", "l", "k"]

  /// The term with a letter for each bound index that has none yet.
  ///
  /// `variable` and `letters` say which axes have which letters already.
  static func lettered(
    _ term: Term<Expression>, free: [Index], variable: Variable, letters: [String]
  ) -> Term<Expression> {
    var result = term
    var taken = Set(free.map(\.letter))
    taken.formUnion(term.bound.map(\.letter))
    for index in term.bound where index.letter == "?" {
      let own = axis(of: variable, along: index, in: term).map { letters[$0] }
      let letter =
        own.flatMap { taken.contains($0) ? nil : $0 }
        ?? spare.first { !taken.contains($0) } ?? "?"
      taken.insert(letter)
      result = result.lettering(index, letter)
    }
    return result
  }

  static func lettered(
    _ tensor: StructuredTensor<Expression>, variable: Variable, letters: [String]
  ) -> StructuredTensor<Expression> {
    StructuredTensor(
      free: tensor.free,
      terms: tensor.terms.map {
        lettered($0, free: tensor.free, variable: variable, letters: letters)
      })
  }

  /// The letters of the axes of `variable` as a factor that is it, or holds it, reads them.
  static func letters(of variable: Variable, in factor: Factor<Expression>) -> [String] {
    let own = factor.subscripts.map { $0.indices.first?.letter ?? "" }
    let missing = own.count - variable.shape.rank
    guard missing >= 0 else { return Array(spare.prefix(variable.shape.rank)) }
    return variable.shape.extents.indices.map { axis in
      let letter = own[axis + missing]
      return letter.isEmpty ? spare[axis] : letter
    }
  }

  /// The axis of `variable` along which `index` runs in a factor that is the variable itself.
  private static func axis(
    of variable: Variable, along index: Index, in term: Term<Expression>
  ) -> Int? {
    for factor in term.factors where factor.label == .variable(variable) {
      if let axis = factor.subscripts.firstIndex(where: { $0.plain == index }) { return axis }
    }
    return nil
  }
}

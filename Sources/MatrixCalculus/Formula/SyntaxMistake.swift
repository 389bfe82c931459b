// What can be wrong with a formula before anybody asks about names and shapes.

/// A mistake of grammar, as facts.
public enum SyntaxMistake: Equatable, Sendable {
  // Characters and words
  case invalidUTF8(byteOffset: Int)
  case unexpectedCharacter(Unicode.Scalar)
  /// Something that people write out of habit, with what to write in its place.
  case habit(found: String, advice: String)
  case nameTooLong(count: Int, limit: Int)
  case numberMalformed(String)
  case numberTooLarge(String)
  case stringUnclosed(quote: String)
  case escapeUnknown(String)
  case escapeOutOfRange(String)

  // Brackets and depth
  case bracketsTooDeep(limit: Int)
  case expressionTooDeep(limit: Int)
  case bracketUnclosed(String)
  case bracketMismatched(open: String, close: String)
  case bracketClosesNothing(String)

  // Order of words
  case expected(String, found: String)
  case indented
  case unnamedValue
  case notAssignable(String)
  case comparisonChained
  case keywordRepeated(String)
}

// The sentences of `SyntaxMistake`, a row each.

extension SyntaxMistake: Explained {
  public var sentence: String {
    switch self {
    case .invalidUTF8(let byteOffset):
      "this is not UTF-8 text (byte \(byteOffset) of the file)"
    case .unexpectedCharacter(let scalar):
      "the character \(Self.nameOfCharacter(scalar)) has no meaning in a formula"
    case .habit(let found, let advice): "`\(found)`: \(advice)"
    case .nameTooLong(let count, let limit):
      "a name has at most \(limit) characters, and this one has \(count)"
    case .numberMalformed(let text): "`\(Self.shortened(text))` is not a number of the language"
    case .numberTooLarge(let text):
      "\(Self.shortened(text)) is too large for a double, which ends at 1.8e308"
    case .stringUnclosed(let quote): "this string is never closed; its end \(quote) is missing"
    case .escapeUnknown(let text): "the escape \(text) has no meaning; write \\\(text)"
    case .escapeOutOfRange(let text): "the escape \(text) names no character"
    case .bracketsTooDeep(let limit): "brackets are nested more than \(limit) deep"
    case .expressionTooDeep(let limit):
      "more than \(limit) operations lie within each other; give a part of them a name"
    case .bracketUnclosed(let open): "`\(open)` is never closed"
    case .bracketMismatched(let open, let close): "`\(close)` cannot close `\(open)`"
    case .bracketClosesNothing(let close): "`\(close)` closes nothing"
    case .expected(let expected, let found): "expected \(expected), found \(found)"
    case .indented: "a statement begins in the first column"
    case .unnamedValue: "this value has no name; write `name = …`"
    case .notAssignable(let reason): reason
    case .comparisonChained: "comparisons are not chained; write `(a < b) * (b < c)`"
    case .keywordRepeated(let name): "`\(name)=` is given twice"
    }
  }

  /// A character by itself where it can be seen, and by its number.
  private static func nameOfCharacter(_ scalar: Unicode.Scalar) -> String {
    let digits = String(scalar.value, radix: 16, uppercase: true)
    let code = "U+" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
    let isVisible = scalar.isASCII ? ("!"..."~").contains(scalar) : scalar.properties.isAlphabetic
    return isVisible ? "`\(scalar)` (\(code))" : code
  }

  private static func shortened(_ text: String) -> String {
    text.unicodeScalars.count <= 32 ? text : "\(text.prefix(30))…"
  }
}

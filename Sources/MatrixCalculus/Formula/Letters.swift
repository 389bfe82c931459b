// Which characters a name may hold.
//
// Python reads `ﬁ` as `fi` and `𝐀` as `A` (normal form NFKC). A name here holds only letters that such
// folding leaves alone, so that two names are the same here exactly when they are the same there. The few
// letters of the Greek keyboard and of TeX that Python folds are folded as it does.

extension Unicode.Scalar {
  /// Whether a name may begin with it: a letter, not a modifier letter such as `ᵀ`, nor one that only
  /// looks different from another.
  var beginsName: Bool {
    if isASCII { return ("a"..."z").contains(self) || ("A"..."Z").contains(self) }
    switch properties.generalCategory {
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .otherLetter:
      return properties.isXIDStart && !isCompatibilityLetter
    default: return false
    }
  }

  /// Whether a name may go on with it: a letter, a digit or `_`.
  var continuesName: Bool {
    if isASCII { return beginsName || ("0"..."9").contains(self) || self == "_" }
    if properties.generalCategory == .decimalNumber {
      return properties.isXIDContinue && !properties.changesWhenNFKCCaseFolded
    }
    return beginsName
  }

  /// The letter that Python takes it for.
  var foldedLetter: Unicode.Scalar { Self.foldedLetters[self] ?? self }

  /// Whether NFKC turns it into something else; its own case does not count, nor do ß and ς.
  private var isCompatibilityLetter: Bool {
    if Self.foldedLetters[self] != nil || self == "ß" || self == "ς" { return false }
    guard properties.changesWhenNFKCCaseFolded else { return false }
    let lower = properties.lowercaseMapping.unicodeScalars
    guard let only = lower.first, lower.count == 1, only != self else { return true }
    return only.properties.changesWhenNFKCCaseFolded
  }

  /// The micro sign and the Greek variants that keyboards and TeX give.
  private static let foldedLetters: [Unicode.Scalar: Unicode.Scalar] = [
    "\u{B5}": "μ", "\u{3D0}": "β", "\u{3D1}": "θ", "\u{3D5}": "φ", "\u{3D6}": "π",
    "\u{3F0}": "κ", "\u{3F1}": "ρ", "\u{3F5}": "ε",
  ]
}

import Testing

@testable import Explorer

/// Entries in remarks are spelled as in every other line, counted as the reader counts.
struct EntryNamesTests {
  private static let text = """
    "\""Gram

    Look at R_32 first.\"""
    R = [[1, 2], [0, -1], [3, 1]]
    K = R.T @ R
    E = sum(K**2) / 2
    show(E, wrt=R)
    step("forward", "K_11 reads R_11, R_21 and R_31: 2 R_11 by R_ij, K_13 and T_11 are none.")
    """

  private static func said(_ keys: String, _ text: String = text) throws -> [String] {
    try Lessons.model(text).pressing(keys).picture.lines.map(\.text.text)
  }

  @Test func entriesAreSpelledAsEverywhere() throws {
    #expect(
      try Self.said("1 Enter").contains(
        "K₁₁ reads R₁₁, R₂₁ and R₃₁: 2 R₁₁ by R_ij, K_13 and T_11 are none."))
    #expect(try Self.said("0 Enter").contains("Look at R₃₂ first."))
  }

  @Test func whoCountsFromZeroReadsZero() throws {
    #expect(
      try Self.said(": b a s e Space 0 Enter 1 Enter").contains(
        "K₀₀ reads R₀₀, R₁₀ and R₂₀: 2 R₀₀ by R_ij, K_13 and T_11 are none."))
  }

  /// A scene that counts from zero means R₀₀ by R_00, and shows it so.
  @Test func aSceneCountsAsItSays() throws {
    let text = """
      R = [[1, 2], [0, -1], [3, 1]]
      K = R.T @ R
      E = sum(K**2) / 2
      options(base=0)
      show(E, wrt=R)
      step("forward", "K_11 and R_20.")
      """
    #expect(try Self.said("1 Enter", text).contains("K₁₁ and R₂₀."))
    #expect(try Self.said(": b a s e Space 1 Enter 1 Enter", text).contains("K₂₂ and R₃₁."))
  }

  /// The rules' own sentences too: of the second row of X the entries are X[1,l] or X[2,l].
  @Test func theRulesCountAsTheReaderDoes() throws {
    let text = """
      X = [[1, 2], [3, 4], [5, 6]]
      y = X[1, :] * X[2, :]
      E = sum(y**2)
      show(E, wrt=X)
      """
    let fromOne = try Self.said("3 Enter", text).joined()
    #expect(fromOne.contains("k = 2") && fromOne.contains("k = 3"))
    let fromZero = try Self.said(": b a s e Space 0 Enter 3 Enter", text).joined()
    #expect(fromZero.contains("k = 1") && fromZero.contains("k = 2"))
    #expect(!fromZero.contains("k = 3"))
  }
}

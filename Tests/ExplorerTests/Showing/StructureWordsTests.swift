import MatrixCalculus
import Screen
import Testing

@testable import Explorer

struct StructureWordsTests {
  private func words(_ text: String) throws -> [String] {
    let derivation = try #require(try Lessons.model(text).lesson?.derivations.first)
    let words = try #require(StructureWords(derivation))
    return [words.names[0].text, words.counts.text, words.passes.text]
  }

  /// Counted by hand: y has 3·2 entries and A 4·2; a double has 8 bytes, and X 12 of them.
  @Test func aKroneckerProduct() throws {
    #expect(
      try words("X = ones((3, 4))\nA = ones((4, 2))\ny = X @ A\nshow(y, wrt=A)") == [
        "as a matrix 6×8: X ⊗ I", "24 of 48 entries, kept as X: 96, not 384 bytes",
        "6 reverse or 8 forward passes",
      ])
  }

  @Test func theMatrixItself() throws {
    #expect(
      try words("A = ones((2, 3))\nx = ones(3)\ny = A @ x\nshow(y, wrt=x)") == [
        "as a matrix 2×3: A, dense", "6 of 6 entries, 48 bytes", "2 reverse or 3 forward passes",
      ])
  }

  /// vec(Xᵀ) is a permutation of vec(X): no number has to be kept.
  @Test func aPermutation() throws {
    #expect(
      try words("X = ones((2, 3))\ny = X.T\nshow(y, wrt=X)") == [
        "as a matrix 6×6: permutation", "6 of 36 entries, no number is kept of 288 bytes",
        "6 reverse or 6 forward passes",
      ])
  }

  @Test func aDiagonalOfABatch() throws {
    #expect(
      try words("Z = ones((3, 2))\ny = relu(Z)\nshow(y, wrt=Z)")[0]
        == "as a matrix 6×6: diagonal")
  }

  @Test func bytesOfManyNumbers() {
    #expect(StructureWords.bytes(127) == "1016 bytes")
    #expect(StructureWords.bytes(128) == "1 KiB")
    #expect(StructureWords.bytes(4096 * 4096) == "128 MiB")
    // 2⁴⁸ doubles of 2³ bytes: 2⁵¹ bytes.
    #expect(StructureWords.bytes(1 << 48) == "2 PiB")
    #expect(StructureWords.bytes(.max) == "64 EiB")
  }

  @Test func aTourWithoutAScalarEndsWithIt() throws {
    var model = try ShippedScenes.model("erratum")
    model.go(toStep: 2)
    #expect(!model.text(100, 30).contains("reverse"))
    model.go(toStep: 3)
    let text = model.text(100, 30)
    #expect(text.contains("as a matrix 6×8: X ⊗ I"))
    #expect(text.contains("24 of 48 entries, kept as X: 96, not 384 bytes"))
    #expect(text.contains("6 reverse or 8 forward passes"))
    model = try ShippedScenes.model("matmul")
    model.go(toStep: 8)
    #expect(!model.text(100, 30).contains("reverse"))
  }
}

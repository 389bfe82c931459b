import MatrixCalculus
import Screen
import TensorCore
import Testing

@testable import Explorer

struct SumReadingTests {
  /// The sum of all of a row: y = A·x with 20000 products, of which every one is 1·1.
  private static let long = """
    A = ones((2, 20000))
    x = ones(20000)
    y = A @ x
    show(y, wrt=A)
    """

  /// The lines of the frame after so many parts of the sum of step 1.
  private func text(parts: Int) throws -> String {
    var model = try Lessons.model(Self.long)
    let timeline = try #require(model.reading?.timeline)
    model.playback = Playback(time: timeline.time(ofParts: parts), isPlaying: false)
    return model.text(100, 30)
  }

  @Test func aLongSumShowsEightProductsAndHurriesToItsEnd() throws {
    let model = try Lessons.model(Self.long)
    let sum = try #require(model.reading?.sum)
    let timeline = try #require(model.reading?.timeline)
    #expect(sum.count == 20000 && timeline.duration <= 4)
    #expect((0...8).map(sum.products(ofParts:)) == Array(0...8))
    let later = (8...timeline.count).map(sum.products(ofParts:))
    #expect(zip(later, later.dropFirst()).allSatisfy { $0 < $1 } && later.last == 20000)
    // Parts of the hurry differ by one product at most.
    let steps = Set(zip(later, later.dropFirst()).map { $1 - $0 })
    #expect(steps.count <= 2 && steps.allSatisfy { (19...20).contains($0) })
  }

  /// 8 + 1024 parts; one in the middle is 8 + 19992·512/1024 = 10004 products, one late 8 + 19992·900/1024
  /// = 17579, more than are added up for a frame.
  @Test func theRunningSumIsTrueOrLeftOut() throws {
    #expect(try text(parts: 8).contains("sum 8    term 8 of 20000"))
    #expect(try text(parts: 520).contains("sum 10004    term 10004 of 20000"))
    #expect(try text(parts: 908).contains("sum at the end    term 17579 of 20000"))
    #expect(try text(parts: 1032).contains("sum 20000    term 20000 of 20000"))
  }
}

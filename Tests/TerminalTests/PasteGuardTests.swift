import Screen
import Testing

@testable import Terminal

@Suite struct PasteGuardTests {
  func keys(_ text: String) -> [TerminalEvent] {
    text.unicodeScalars.map { .key($0 == "\n" ? .enter : .character($0)) }
  }

  @Test func aHeldKeyIsNoPaste() {
    var guardian = PasteGuard()
    let held = keys(String(repeating: "j", count: 500) + "llll")
    #expect(guardian.guarded(held, isLate: true) == held)
  }

  @Test func aHundredArrowsAreNoPaste() {
    var guardian = PasteGuard()
    let arrows = (0..<100).map { TerminalEvent.key($0 % 2 == 0 ? .left : .right) }
    #expect(guardian.guarded(arrows, isLate: true) == arrows)
  }

  @Test func theLimitIsThirtyTwoChanges() {
    var guardian = PasteGuard()
    let most = keys(String("abababababababababababababababababab".prefix(33)))
    #expect(guardian.guarded(most, isLate: true) == most)
    let more = keys(String("abababababababababababababababababab".prefix(34)))
    #expect(guardian.guarded(more, isLate: true) == [.pasted(34)])
  }

  @Test func theTailOfAPasteBelongsToIt() {
    var guardian = PasteGuard()
    let text = keys("the quick brown fox jumps over the lazy dog\n:q\n")
    #expect(guardian.guarded(text, isLate: true) == [.pasted(text.count)])
    #expect(guardian.guarded(keys("q"), isLate: false) == [])
    #expect(guardian.guarded([.interrupted] + keys("q"), isLate: false) == [.interrupted])
    #expect(guardian.guarded(keys("q"), isLate: true) == keys("q"))
  }
}

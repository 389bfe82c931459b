import Screen
import Testing

@testable import Explorer

/// Nothing that the shipped scenes say is cut.
struct WholeLinesTests {
  /// Every step, complete, with each panel focused: neither titles nor lines nor keys end in `…`, and
  /// no text stands where another begins.
  @Test(arguments: [Size(columns: 80, rows: 24), Size(columns: 100, rows: 30)])
  func noTextIsCut(size: Size) throws {
    for name in ShippedScenes.names {
      var model = try ShippedScenes.model(name)
      for step in 0...model.stepCount {
        model.go(toStep: step)
        for panel in 1...model.picture.panels.count {
          let frame = try model.pressing("w \(panel)").frame(size).lines()
          let cut = frame.filter { $0.contains("…") }
          #expect(cut.isEmpty, "\(name) step \(step), panel \(panel): \(cut)")
        }
      }
    }
  }

  /// While a sum is under way the products that have passed are `…`, and nothing else is.
  @Test func ofASumUnderWayOnlyProductsAreLeftOut() throws {
    for name in ShippedScenes.names {
      var model = try ShippedScenes.model(name)
      for step in 1...model.stepCount {
        model.go(toStep: step)
        let frame = try model.pressing("; ; ; ;").frame(Size(columns: 80, rows: 24)).lines()
        let cut = frame.filter { $0.contains("…") && !$0.contains("  …") && !$0.contains("…  ") }
        #expect(cut.isEmpty, "\(name) step \(step): \(cut)")
      }
    }
  }

  @Test func theKeyBarLeavesKeysOutAndNoneHalf() throws {
    let model = try ShippedScenes.model("matmul")
    let bar = { (columns: Int, rows: Int) in
      model.frame(Size(columns: columns, rows: rows)).lines().last
    }
    let first = " ←↑↓→ cell  Tab panel  PgDn next  PgUp back  Space play"
    #expect(bar(84, 24) == first + "  : command  ? help  q quit")
    #expect(bar(80, 24) == first + "  : cmd  ? help  q quit")
    #expect(bar(60, 40) == " ←↑↓→ cell  Tab panel  PgDn next  PgUp back  ? help  q quit")
  }

  /// Panels without room are counted, and Tab leads to them; one that fills the screen hides none.
  @Test func theBarCountsThePanelsThatAreNotSeen() throws {
    let model = try ShippedScenes.model("matmul")
    let size = Size(columns: 60, rows: 20)
    func bar(_ keys: String) throws -> String {
      try model.pressing(keys).frame(size).lines().last ?? ""
    }
    let seen = try model.pressing("3 Enter").text(60, 20)
    // Six panels, whose numbers stand in their corners.
    let count = (1...6).count { number in
      !["┌", "╔"].contains { seen.contains("\($0)\(number) ") }
    }
    #expect(count > 1)
    #expect(try bar("3 Enter").hasSuffix("+\(count) panels: Tab"))
    #expect(try bar("3 Enter").contains("q"))
    #expect(try !bar("3 Enter z").contains("panels:"))
    #expect(model.frame(Size(columns: 100, rows: 30)).lines().last?.contains("panels:") == false)
  }
}

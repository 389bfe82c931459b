import Foundation
import Testing

/// The shipped scenes are shown as they were when somebody last looked at every frame.
///
/// `JACOBISCOPE_RECORD=1 swift test --filter GoldenFrameTests` writes the files anew and fails, so that
/// nothing is recorded unseen: look at each change before it is committed.
struct GoldenFrameTests {
  static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appendingPathComponent("Golden")

  @Test(arguments: GoldenFrame.all) func theFrameIsTheOneInTheFile(golden: GoldenFrame) throws {
    let file = Self.folder.appendingPathComponent(golden.name + ".txt")
    let text = try golden.text()
    let kept = try? String(contentsOf: file, encoding: .utf8)
    guard kept != text else { return }
    if ProcessInfo.processInfo.environment["JACOBISCOPE_RECORD"] != nil {
      try text.write(to: file, atomically: true, encoding: .utf8)
      Issue.record("\(golden.name) was recorded; look at it")
    } else if let kept {
      Issue.record("\(golden.name) has changed:\n\(Self.difference(kept, text))")
    } else {
      Issue.record("\(golden.name).txt is missing:\n\(text)")
    }
  }

  @Test func everyFileIsAFrame() throws {
    let files = try FileManager.default.contentsOfDirectory(atPath: Self.folder.path)
    #expect(Set(files) == Set(GoldenFrame.all.map { $0.name + ".txt" }))
  }

  /// The lines that differ, the kept one first.
  private static func difference(_ kept: String, _ text: String) -> String {
    let old = kept.split(separator: "\n", omittingEmptySubsequences: false)
    let new = text.split(separator: "\n", omittingEmptySubsequences: false)
    return (0..<max(old.count, new.count)).compactMap { row in
      let (before, after) = (row < old.count ? old[row] : "", row < new.count ? new[row] : "")
      return before == after ? nil : "\(row + 1) - \(before)\n\(row + 1) + \(after)"
    }.joined(separator: "\n")
  }
}

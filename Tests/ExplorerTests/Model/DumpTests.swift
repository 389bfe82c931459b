import Screen
import Testing

@testable import Explorer

@Test func dump() throws {
  for (name, lesson) in Lessons.all {
    let model = try Lessons.model(lesson)
    for step in 0...model.stepCount {
      print("=====", name, step)
      print(try model.pressing("\(String(step).map(String.init).joined(separator: " ")) Enter").text(100, 30))
      if name == "matmul" || name == "gram" || name == "relu" {
      print("-----", name, step)
      print(try model.pressing("\(String(step).map(String.init).joined(separator: " ")) Enter ; ; ; ;").text(100, 30))}
    }
  }
}

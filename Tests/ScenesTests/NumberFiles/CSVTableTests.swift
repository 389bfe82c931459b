import MatrixCalculus
import Scenes
import TensorCore
import Testing

struct CSVTableTests {
  private func tensor(_ text: String, _ selection: CSVSelection = CSVSelection()) throws -> Tensor {
    try CSVTable(Array(text.utf8)).tensor(selection)
  }

  private let flowers = "len,wid,kind\r\n5.1,3.5,b\r\n4.9,3,a\r\n7,3.2,\"b\"\r\n6,2,c\r\n"

  @Test func readsAMatrixWithAndWithoutHeader() throws {
    let expected = Tensor(shape: Shape([2, 2]), elements: [1, -2.5, 3e2, 0.25])
    #expect(try tensor("a,b\n1,-2.5\n3e2,.25\n") == expected)
    #expect(try tensor("1,-2.5\r\n3e2,.25") == expected)
    #expect(try tensor("\u{FEFF}a,b\r1, -2.5 \r\r3e2,\t.25\r\r") == expected)
    #expect(try tensor("\"a,\"\"b\",c\n\"1\",-2.5\n3e2,\"0.25\"\n") == expected)
  }

  @Test func aSingleRowOfNumbersIsNoHeader() throws {
    #expect(try tensor("1,2,3").elements == [1, 2, 3])
    #expect(try CSVTable(Array("a,b".utf8)).rowCount == 0)
  }

  @Test func choosesColumnsByNumberAndName() throws {
    let one = CSVSelection(columns: .one(.name("wid")))
    #expect(try tensor(flowers, one) == Tensor(shape: Shape([4]), elements: [3.5, 3, 3.2, 2]))
    let two = CSVSelection(columns: .several([.name("wid"), .number(0)]), rows: [3, 0])
    #expect(
      try tensor(flowers, two) == Tensor(shape: Shape([2, 2]), elements: [2, 6, 3.5, 5.1]))
  }

  /// The classes are those of the whole column, sorted, whatever rows are taken.
  @Test func labelsBecomeOnesAndZeros() throws {
    let selection = CSVSelection(columns: .one(.name("kind")), rows: [0, 1], isOneHot: true)
    #expect(
      try tensor(flowers, selection)
        == Tensor(shape: Shape([2, 3]), elements: [0, 1, 0, 1, 0, 0]))
  }

  @Test func classesThatAreNumbersAreSortedAsNumbers() throws {
    let table = try CSVTable(Array("digit\n10\n9\n-1\n9".utf8))
    #expect(try table.classes(ofColumn: 0) == ["-1", "9", "10"])
  }

  @Test func wordsAloneHaveAHeaderUnlessItRecurs() throws {
    #expect(try CSVTable(Array("kind\na\nb\na\n".utf8)).header == ["kind"])
    #expect(try CSVTable(Array("a\nb\na\n".utf8)).header == nil)
  }

  /// Numbers that are read from their bytes are those that are read from their text, to the last bit.
  @Test func everySpellingIsTheNearestDouble() throws {
    var texts = [
      "0", "-0", "5.", ".5", "-.5", "0.1", "0.3", "1e3", "123456789012345", "1234567890123456",
      "0.000000000000001", "0.0000000000000001", "99999999999999.9", "9007199254740993",
      "179769313486231570000", "4.9e-324", "000000000000000000001", "1.10",
    ]
    var state: UInt64 = 11
    for _ in 0..<4000 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      let digits = String(state >> (state & 0x1F + 8))
      let point = digits.index(digits.startIndex, offsetBy: Int(state >> 60) % digits.count)
      texts.append((state & 64 == 0 ? "-" : "") + digits[..<point] + "." + digits[point...])
    }
    let read = try tensor(texts.joined(separator: "\n"))
    for (text, number) in zip(texts, read.elements) {
      #expect(number.bitPattern == Double(text)?.bitPattern, "\(text)")
    }
  }

  /// Rows by the hundred thousand, and the place of the only mistake.
  @Test func aLongTableIsReadWhole() throws {
    let rows = (0..<100_000).map { "\($0),\($0).5" }
    let numbers = try tensor("a,b\n" + rows.joined(separator: "\n") + "\n")
    #expect(numbers.shape == Shape([100_000, 2]))
    #expect(numbers[[99_999, 1]] == 99_999.5 && numbers[[31_415, 0]] == 31_415)
    let wrong = "a,b\n" + rows.dropLast().joined(separator: "\n") + "\n1,x\n"
    let mistake = #expect(throws: NumberFileMistake.self) { try tensor(wrong) }
    #expect(mistake?.sentence == "line 100001, column 3: `x` in column `b` is no number")
  }

  struct Case: Sendable, CustomTestStringConvertible {
    let text: String
    let selection: CSVSelection
    let sentence: String
    init(_ text: String, _ sentence: String, selecting selection: CSVSelection = CSVSelection()) {
      self.text = text
      self.selection = selection
      self.sentence = sentence
    }
    var testDescription: String { sentence }
  }

  @Test(arguments: [
    Case("", "the file has no rows"), Case("\n\n", "the file has no rows"),
    Case("1,2\n3", "line 2, column 1: this row has 1 field, the first has 2"),
    Case("1,2\n3,x", "line 2, column 3: `x` in column 1 is no number"),
    Case("a,b\n1,2\n3,x", "line 3, column 3: `x` in column `b` is no number"),
    Case("1,2\n3,", "line 2, column 3: column 1 has no entry here"),
    Case("1,nan", "line 1, column 3: `nan` in column 1 is no number"),
    Case("1,inf", "line 1, column 3: `inf` in column 1 is no number"),
    Case("1,0x1p3", "line 1, column 3: `0x1p3` in column 1 is no number"),
    Case("1,1e400", "line 1, column 3: `1e400` in column 1 is no number"),
    Case("1,+2", "line 1, column 3: `+2` in column 1 is no number"),
    Case("1,1_0", "line 1, column 3: `1_0` in column 1 is no number"),
    Case("1,.", "line 1, column 3: `.` in column 1 is no number"),
    Case("λ,\"a\n1,2", "line 1, column 3: this quoted field is never closed"),
    Case("1,\"2\"3", "line 1, column 6: text follows the closing quote of a field"),
    Case(
      "1,2", "there is no column 2; the file has 2 columns, from 0 on",
      selecting: CSVSelection(columns: .one(.number(2)))),
    Case(
      "1,2", "there is no column `a`; the file has no header",
      selecting: CSVSelection(columns: .one(.name("a")))),
    Case(
      "width,kind\n1,2", "there is no column `widht`; did you mean `width`?",
      selecting: CSVSelection(columns: .one(.name("widht")))),
    Case(
      "1,2", "there is no row 1; the file has 1 row without the header, from 0 on",
      selecting: CSVSelection(rows: [0, 1])),
    Case(
      "1,2", "onehot=True takes one column of labels, not 2",
      selecting: CSVSelection(columns: .all, isOneHot: true)),
  ])
  func saysWhatIsWrong(_ example: Case) {
    let mistake = #expect(throws: NumberFileMistake.self) {
      _ = try tensor(example.text, example.selection)
    }
    #expect(mistake?.sentence == example.sentence)
  }

  @Test func bytesThatAreNoTextAreAMistake() {
    let mistake = #expect(throws: NumberFileMistake.self) {
      _ = try CSVTable([0x31, 0x2C, 0xFF]).tensor()
    }
    #expect(mistake?.sentence == "line 1, column 3: this field is not UTF-8 text")
  }

  @Test func theLimitHoldsBeforeAnythingIsFilled() throws {
    let table = try CSVTable(Array((0..<100).map { "\($0)\n" }.joined().utf8))
    #expect(try table.tensor(limit: 100).shape == Shape([100]))
    #expect(throws: NumberFileMistake.self) { try table.tensor(limit: 99) }
    let labels = CSVSelection(isOneHot: true)
    #expect(try table.tensor(labels, limit: 10_000).shape == Shape([100, 100]))
    #expect(throws: NumberFileMistake.self) { try table.tensor(labels, limit: 9_999) }
  }
}

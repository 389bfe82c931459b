import MatrixCalculus

// The sentences of `NumberFileMistake`, a row each.

extension NumberFileMistake: Explained {
  package var sentence: String {
    switch place {
    case .byte(let offset): "byte \(offset): \(kind.sentence)"
    case .line(let line, let column): "line \(line), column \(column): \(kind.sentence)"
    case .wholeFile: kind.sentence
    }
  }
}

extension NumberFileMistake.Kind {
  var sentence: String {
    switch self {
    case .notNPY: "this is no .npy file; it does not begin with \\x93NUMPY"
    case .versionUnknown(let major, let minor):
      "version \(major).\(minor) of the .npy format is not known; 1.0, 2.0 and 3.0 are"
    case .headerCutOff: "the file ends within its header"
    case .headerUnreadable(let reason): "the header cannot be read: \(reason)"
    case .typeUnknown(let type):
      "entries of type \(type) are not read; f4, f8, i1 to i8, u1 to u8 and b1 are"
    case .dataCutOff(let expected, let found):
      "the shape asks for \(expected) bytes of entries, the file has \(found)"
    case .dataTooLong(let extra):
      "\(extra) \(extra == 1 ? "byte follows" : "bytes follow") the last entry"
    case .empty: "the file has no rows"
    case .tooLong(let bytes): "a table has less than 2³¹ bytes, and this one has \(bytes)"
    case .quoteUnclosed: "this quoted field is never closed"
    case .textAfterQuote: "text follows the closing quote of a field"
    case .fieldCount(let expected, let found):
      "this row has \(found) \(found == 1 ? "field" : "fields"), the first has \(expected)"
    case .notANumber(let text, let column):
      text.isEmpty
        ? "column \(column) has no entry here"
        : "`\(text.unicodeScalars.count > 40 ? "\(text.prefix(38))…" : text)` in column \(column) is no number"
    case .notText: "this field is not UTF-8 text"
    case .columnUnknown(let name, let known): unknownColumn(name, known)
    case .columnOutside(let column, let count):
      "there is no column \(column); the file has \(counted(count, "column")), from 0 on"
    case .rowOutside(let row, let count):
      "there is no row \(row); the file has \(counted(count, "row")) without the header, from 0 on"
    case .oneHotColumns(let count): "onehot=True takes one column of labels, not \(count)"
    case .tooManyElements(let count, let limit):
      "\(count.map(String.init).joined(separator: "×")) entries are more than the limit of \(limit)"
    case .tooManyAxes(let count, let limit): "\(count) axes are more than the limit of \(limit)"
    }
  }

  private func unknownColumn(_ name: String, _ known: [String]) -> String {
    guard !known.isEmpty else { return "there is no column `\(name)`; the file has no header" }
    let nearest = nearestName(to: name, among: known).map { "; did you mean `\($0)`?" }
    let all = known.prefix(8).map { "`\($0)`" }.joined(separator: ", ")
    return "there is no column `\(name)`" + (nearest ?? "; the columns are \(all)")
  }
}

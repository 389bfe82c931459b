import TensorCore

/// A table of comma-separated values: fields by row and column, with the names of a header.
package struct NumberTable: Equatable, Sendable {
  /// Why a table, or a part of it, cannot be read as numbers.
  package struct Failure: Error, Equatable, Sendable {
    package let sentence: String
  }

  package enum Column: Equatable, Sendable {
    /// From zero; negative ones count from the last.
    case number(Int)
    case named(String)
  }

  /// The names of the columns; empty where the first line is numbers.
  package let header: [String]
  private let rows: [[String]]

  package var rowCount: Int { rows.count }

  /// Reads a table; a first line with a field that is no number is a header where another line follows.
  package init(csv bytes: [UInt8]) throws(Failure) {
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw Failure(sentence: "the file is not UTF-8 text")
    }
    var rows: [[String]] = []
    for (number, line) in text.split(whereSeparator: \.isNewline).enumerated() {
      guard let fields = Self.fields(line) else {
        throw Failure(sentence: "line \(number + 1): a quote is not closed")
      }
      if let first = rows.first, first.count != fields.count {
        throw Failure(
          sentence: "line \(number + 1) has \(fields.count) fields, the first has \(first.count)")
      }
      rows.append(fields)
    }
    guard let first = rows.first else { throw Failure(sentence: "the file holds no numbers") }
    let isHeader = rows.count > 1 && first.allSatisfy { Self.number($0) == nil }
    header = isHeader ? first : []
    self.rows = isHeader ? Array(rows.dropFirst()) : rows
  }

  private init(header: [String], rows: [[String]]) {
    self.header = header
    self.rows = rows
  }

  package func selecting(columns: [Column]) throws(Failure) -> NumberTable {
    let width = rows.first?.count ?? header.count
    var places: [Int] = []
    for column in columns {
      switch column {
      case .number(let number):
        guard number >= -width, number < width else {
          throw Failure(sentence: "there is no column \(number); the file has \(width)")
        }
        places.append(number < 0 ? number + width : number)
      case .named(let name):
        guard let place = header.firstIndex(of: name) else {
          let known =
            header.isEmpty ? "it has no header" : "it has \(header.joined(separator: ", "))"
          throw Failure(sentence: "there is no column \"\(name)\"; \(known)")
        }
        places.append(place)
      }
    }
    return NumberTable(
      header: header.isEmpty ? [] : places.map { header[$0] },
      rows: rows.map { row in places.map { row[$0] } })
  }

  /// The numbers of some rows, all where nil: a matrix, or a vector where there is one column.
  package func tensor(rows chosen: [Int]?) throws(Failure) -> Tensor {
    var elements: [Double] = []
    let places = chosen ?? Array(rows.indices)
    for place in places {
      for (column, field) in rows[place].enumerated() {
        guard let number = Self.number(field) else {
          let name = header.isEmpty ? "column \(column)" : header[column]
          throw Failure(
            sentence:
              "row \(place), \(name): \"\(field)\" is not a number; `columns=` chooses columns")
        }
        elements.append(number)
      }
    }
    let width = rows.first?.count ?? 0
    let shape = width == 1 ? Shape([places.count]) : Shape([places.count, width])
    return Tensor(shape: shape, elements: elements)
  }

  /// A column of labels as ones and zeros, a column a class; the classes are those of all rows, sorted.
  package func oneHot(rows chosen: [Int]?) throws(Failure) -> Tensor {
    guard rows.first?.count == 1 else {
      throw Failure(sentence: "`onehot=True` takes one column of labels; `columns=` chooses it")
    }
    let labels = rows.map { $0[0] }
    let numbers = labels.compactMap(Self.number)
    let classes: [String]
    if numbers.count == labels.count {
      classes = Dictionary(grouping: labels) { Self.number($0) ?? 0 }.sorted { $0.key < $1.key }
        .map { $0.value[0] }
    } else {
      classes = Set(labels).sorted()
    }
    let places = chosen ?? Array(rows.indices)
    return Tensor(shape: Shape([places.count, classes.count])) { position in
      let label = labels[places[position / classes.count]]
      return label == classes[position % classes.count] ? 1 : 0
    }
  }

  /// A number of a file, in the grammar of the language with an optional sign.
  private static func number(_ field: String) -> Double? {
    let isPlain = field.utf8.allSatisfy {
      (0x30...0x39).contains($0) || $0 == 0x2E || $0 == 0x2D || $0 == 0x2B || $0 == 0x65
        || $0 == 0x45
    }
    guard isPlain, let value = Double(field), value.isFinite else { return nil }
    return value
  }

  /// The fields of a line; a quoted one may hold commas and doubled quotes. Nil where a quote stays open.
  private static func fields(_ line: Substring) -> [String]? {
    var fields: [String] = []
    var field = ""
    var isQuoted = false
    var rest = line[...]
    while let character = rest.popFirst() {
      switch character {
      case "\"" where isQuoted && rest.first == "\"":
        field.append("\"")
        rest.removeFirst()
      case "\"": isQuoted.toggle()
      case "," where !isQuoted:
        fields.append(trimmed(field))
        field = ""
      default: field.append(character)
      }
    }
    fields.append(trimmed(field))
    return isQuoted ? nil : fields
  }

  private static func trimmed(_ field: String) -> String {
    String(field.drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed())
  }
}

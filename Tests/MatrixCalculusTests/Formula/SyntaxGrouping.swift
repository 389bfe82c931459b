import MatrixCalculus

/// A tree in Lisp's notation, so that its grouping can be read and compared: `a @ b * c` is `(* (@ a b) c)`.
func grouping(_ syntax: Syntax) -> String {
  switch syntax.kind {
  case .number(let number): return grouping(number.value)
  case .string(let literal): return grouping(literal.value)
  case .boolean(let value): return value ? "True" : "False"
  case .none: return "None"
  case .name(let name): return name
  case .list(let elements): return "[" + elements.map(grouping).joined(separator: " ") + "]"
  case .tuple(let elements): return "(tuple" + elements.map { " " + grouping($0) }.joined() + ")"
  case .unary(let symbol, let operand):
    let names: [UnaryOperator: String] = [.minus: "neg", .plus: "pos", .not: "not"]
    return "(\(names[symbol] ?? "?") \(grouping(operand)))"
  case .binary(let symbol, let left, let right):
    return "(\(symbol.rawValue) \(grouping(left)) \(grouping(right)))"
  case .transposed(let base): return "(T \(grouping(base)))"
  case .subscripted(let base, let parts):
    return "(at \(grouping(base)) " + parts.map(grouping).joined(separator: " ") + ")"
  case .call(let name, let arguments):
    return "(call \(name.text)" + arguments.map(grouping).joined() + ")"
  case .conditional(let then, let condition, let otherwise):
    return "(if \(grouping(condition)) \(grouping(then)) \(grouping(otherwise)))"
  }
}

private func grouping(_ part: Syntax.Subscript) -> String {
  switch part {
  case .index(let index): grouping(index)
  case .slice(let from, let to, _):
    "(slice \(from.map(grouping) ?? "_") \(to.map(grouping) ?? "_"))"
  }
}

private func grouping(_ argument: Syntax.Argument) -> String {
  " " + (argument.label.map { $0.text + "=" } ?? "") + grouping(argument.value)
}

/// A whole number below 2⁵³ in digits, any other by its bits.
private func grouping(_ value: Double) -> String {
  if value == value.rounded(), abs(value) < 9_007_199_254_740_992 { return String(Int(value)) }
  let digits = String(value.bitPattern, radix: 16)
  return "f" + String(repeating: "0", count: 16 - digits.count) + digits
}

private func grouping(_ value: String) -> String {
  let scalars = value.unicodeScalars.map { scalar in
    (" "..."~").contains(scalar) && scalar != "\"" && scalar != "\\"
      ? String(scalar) : "\\u{\(String(scalar.value, radix: 16))}"
  }
  return "\"" + scalars.joined() + "\""
}

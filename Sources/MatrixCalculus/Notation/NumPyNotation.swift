import TensorCore

/// The NumPy side of the notation: what NumPy evaluates to the same value.
extension ExpressionNotation {
  func numpy(_ operation: Operation, _ arguments: [Expression], _ shape: Shape) -> Piece {
    func plain(_ place: Int) -> FormulaText { text(arguments[place]) }
    switch operation {
    case .add: return infix(arguments, " + ", .sum, .sum)
    case .subtract: return infix(arguments, " - ", .sum, .product)
    case .multiply: return infix(arguments, " * ", .product, .negation)
    case .divide: return infix(arguments, " / ", .product, .negation)
    case .matrixProduct: return infix(arguments, " @ ", .product, .negation)
    case .power:
      return Piece(
        argument(arguments[0], .atom) + "**" + argument(arguments[1], .negation), .power)
    case .negate: return Piece(FormulaText("-") + argument(arguments[0], .negation), .negation)
    case .function(let name):
      guard let pattern = ScalarRule.named(name).numpy else { return call(name, [plain(0)]) }
      let parts = pattern.split(separator: "{x}", omittingEmptySubsequences: false)
      return Piece(
        FormulaText(String(parts[0])) + argument(arguments[0], .sum)
          + FormulaText(String(parts[1])),
        .atom)
    case .transpose: return Piece(argument(arguments[0], .atom) + ".T", .atom)
    case .sum(let axes, let keeping): return reduction("sum", plain(0), axes, keeping)
    case .mean(let axes, let keeping): return reduction("mean", plain(0), axes, keeping)
    case .contraction(let axes):
      return call("tensordot", [plain(0), plain(1), FormulaText("axes=\(axes)")])
    case .einsum(let inputs, let output):
      let subscripts = FormulaText("\"\(inputs.joined(separator: ","))->\(output)\"")
      return call("einsum", [subscripts] + arguments.indices.map(plain))
    case .outer: return call("outer", [plain(0), plain(1)])
    case .reshape(let shape): return call("reshape", [plain(0), tuple(shape.extents)])
    case .slice(let items):
      let pieces = items.map { item -> FormulaText in
        switch item {
        case .entry(let place): FormulaText(String(place))
        case .run(let start, let count): FormulaText("\(start):\(start + count)")
        }
      }
      return Piece(
        argument(arguments[0], .atom) + "[" + IndexNotation.joined(pieces, ", ") + "]", .atom)
    case .diagonal: return call("diag", [plain(0)])
    case .trace: return call("trace", [plain(0)])
    case .ones(let shape): return call("ones", [tuple(shape.extents)])
    case .identity(let extent): return call("eye", [FormulaText(String(extent))])
    case .rest: return call("sum", [plain(0) + " * " + plain(1)])
    }
  }

  private func reduction(
    _ name: String, _ argument: FormulaText, _ axes: [Int]?, _ keeping: Bool
  ) -> Piece {
    var arguments = [argument]
    if let axes {
      arguments.append(
        axes.count == 1
          ? FormulaText("axis=\(axes[0])") : FormulaText("axis=") + tuple(axes))
    }
    if keeping { arguments.append("keepdims=True") }
    return call(name, arguments)
  }

  private func tuple(_ numbers: [Int]) -> FormulaText {
    let inner = numbers.map(String.init).joined(separator: ", ")
    return FormulaText(numbers.count == 1 ? "(\(inner),)" : "(\(inner))")
  }
}

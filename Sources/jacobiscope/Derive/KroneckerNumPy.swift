import MatrixCalculus
import TensorCore

/// Kronecker forms as expressions that NumPy evaluates, with the functions of the formula language:
/// `kron(eye(2), X)`, `2 * (kron(R.T, eye(3)) @ …)`.
extension KroneckerForm {
  /// The form as one expression, the tensors by their names; `0` where no term is left.
  func numPy(_ values: Valuation) -> String {
    let terms = terms.map { Self.product($0, values) }
    return terms.isEmpty ? "0" : terms.joined(separator: " + ")
  }

  /// Numbers in front, then the matrix product.
  private static func product(_ factors: [Factor], _ values: Valuation) -> String {
    var (numbers, matrices): ([String], [String]) = ([], [])
    for factor in factors {
      if case .scalar = factor {
        numbers.append(text(factor, values))
      } else {
        matrices.append(text(factor, values))
      }
    }
    let product = matrices.joined(separator: " @ ")
    guard !numbers.isEmpty else { return product }
    return (numbers + (matrices.isEmpty ? [] : ["(\(product))"])).joined(separator: " * ")
  }

  private static func text(_ factor: Factor, _ values: Valuation) -> String {
    switch factor {
    case .scalar(let scalar): bracketed(values.numPyText(scalar).text)
    case .diagonal(let form):
      "diag(\(form.shape.rank == 1 ? values.numPyText(form).text : vec(form, values)))"
    case .commutation(let rows, let columns): commutation(rows, columns)
    case .kronecker(let parts): kron(parts.map { text($0, values) })
    }
  }

  private static func text(_ part: Part, _ values: Valuation) -> String {
    switch part {
    case .identity(let size): "eye(\(size))"
    case .matrix(let form): bracketed(values.numPyText(form).text)
    case .column(let form): "reshape(\(vec(form, values)), (-1, 1))"
    case .row(let form): "reshape(\(vec(form, values)), (1, -1))"
    case .selection(let range, let isTurned, let size):
      "eye(\(size))[\(isTurned ? ":, " : "")\(range.lowerBound):\(range.upperBound)]"
    case .commutation(let rows, let columns): commutation(rows, columns)
    }
  }

  /// K(m,n): row n·i + j is the unit vector of place i + m·j.
  private static func commutation(_ rows: Int, _ columns: Int) -> String {
    let size = saturatingProduct(rows, columns)
    return "reshape(transpose(reshape(eye(\(size)), (\(columns), \(rows), \(size))), (1, 0, 2)), "
      + "(\(size), \(size)))"
  }

  /// kron takes two at a time.
  private static func kron(_ parts: [String]) -> String {
    guard let first = parts.first else { return "eye(1)" }
    return parts.count == 1 ? first : "kron(\(first), \(kron(Array(parts.dropFirst()))))"
  }

  /// Brackets around what is made of several words.
  private static func bracketed(_ text: String) -> String {
    text.contains(" ") ? "(\(text))" : text
  }

  private static func vec(_ form: Expression, _ values: Valuation) -> String {
    let text = values.numPyText(form).text
    return form.shape.rank == 1 ? text : "vec(\(text))"
  }
}

import TensorCore

/// Products and sums written as expressions again.
extension NormalForm {
  /// The sum, what is subtracted last.
  mutating func expression(_ sum: Polynomial) -> Expression {
    var summands: [Expression] = []
    for term in sum.terms { summands.append(expression(term)) }
    let whole = ClosedForm.sum(summands, shape: sum.shape)
    return whole.shape == sum.shape ? whole : whole * .known(.ones(sum.shape), [])
  }

  /// The product: number, scalars, word, and divisors last; `misfit` where the word is none.
  mutating func expression(_ product: Monomial) -> Expression {
    guard product.isWellFormed else { return .misfit }
    if let constant = product.constant { return .literal(constant) }
    var product = product
    if takesMeans { product.meanTaken() }
    product.constantsTaken()
    var numerators = product.scalars.filter { $0.exponent > 0 }.map(Expression.entries)
    var divisors = product.scalars.filter { $0.exponent < 0 }.map(\.divisor)
    if product.word.count == 1, product.word[0].kind != .diagonal {
      let factors = product.word[0].factors
      numerators += factors.filter { $0.exponent > 0 }.map(Expression.entries)
      divisors = factors.filter { $0.exponent < 0 }.map(\.divisor) + divisors
    } else if !product.word.isEmpty {
      numerators.append(chain(product.word))
    }
    guard let first = numerators.first else {
      return divisors.dropFirst().reduce(
        divisors.first.map { .number(product.coefficient) / $0 } ?? .number(product.coefficient)
      ) { $0 / $1 }
    }
    let numerator = numerators.dropFirst().reduce(first) { $0 * $1 }
    if product.coefficient < 0 {
      let positive = Recognition.scaled(numerator, by: -product.coefficient)
      return -divisors.reduce(positive) { $0 / $1 }
    }
    return divisors.reduce(Recognition.scaled(numerator, by: product.coefficient)) { $0 / $1 }
  }

  /// The letter's tensor by itself.
  func expression(entries letter: Letter) -> Expression {
    if let upright = letter.upright { return .known(.transpose, [expression(entries: upright)]) }
    let numerators = letter.factors.filter { $0.exponent > 0 }.map(Expression.entries)
    let divisors = letter.factors.filter { $0.exponent < 0 }.map(\.divisor)
    let numerator = numerators.first.map { first in
      numerators.dropFirst().reduce(first) { $0 * $1 }
    }
    return divisors.reduce(numerator ?? 1) { $0 / $1 }
  }

  /// A word as a matrix product.
  mutating func chain(_ word: [Letter]) -> Expression {
    guard word.count > 1 else {
      let entries = expression(entries: word[0])
      if word[0].kind == .diagonal, word[0].isIdentity {
        return .known(.identity(entries.shape.count), [])
      }
      return word[0].kind == .diagonal ? .known(.diagonal, [entries]) : entries
    }
    if let row = word.firstIndex(where: { $0.kind == .row }), row > 0 {
      return outer(Array(word[..<row]), Array(word[row...]))
    }
    if word[0].kind == .row, word.last?.kind != .row { return chain(transposed(word)) }
    if word[0].kind == .diagonal {
      let rest = chain(Array(word.dropFirst()))
      return rest.scaled(by: word[0].factors, standing: rest.shape.rank == 2)
    }
    if let last = word.last, last.kind == .diagonal {
      return chain(Array(word.dropLast())).scaled(by: last.factors, standing: false)
    }
    var operands: [Expression] = []
    for letter in word {
      let entries = expression(entries: letter)
      if letter.kind == .diagonal, let left = operands.popLast() {
        operands.append(left * entries)
      } else {
        operands.append(entries)
      }
    }
    let product = Expression.cheapestProduct(operands)
    guard let sum = sumOfQuotients(word), sum.weight < product.weight else { return product }
    return sum
  }

  /// M·(1/d) as the sum of the rows of Mᵀ, each divided by an entry of d; nil for other words.
  private mutating func sumOfQuotients(_ word: [Letter]) -> Expression? {
    guard word.count == 2, word[0].kind == .matrix, word[1].kind == .column,
      word[1].factors.allSatisfy({ $0.exponent < 0 })
    else { return nil }
    let rows = expression(Monomial(word: transposed([word[0]])))
    return rows.scaled(by: word[1].factors, standing: true).summed(axes: [0])
  }

  /// …·u·vᵀ·…: the outer product of two vectors, or the matrices around one, whichever is shorter.
  private mutating func outer(_ left: [Letter], _ right: [Letter]) -> Expression {
    let vectors = Expression.known(.outer, [chain(left), chain(transposed(right))])
    guard let column = left.last, let row = right.first else { return vectors }
    let middle = Expression.known(
      .outer, [expression(entries: column), expression(entries: row)])
    let around = left.dropLast() + right.dropFirst()
    guard !around.isEmpty, around.allSatisfy({ $0.kind == .matrix }) else { return vectors }
    var operands = left.dropLast().map { expression(entries: $0) }
    operands.append(middle)
    operands += right.dropFirst().map { expression(entries: $0) }
    let matrices = Expression.cheapestProduct(operands)
    return matrices.weight < vectors.weight ? matrices : vectors
  }
}

extension Letter {
  /// The product of which this is the transpose, where all its factors are transposed.
  fileprivate var upright: Letter? {
    guard kind == .matrix, factors.count > 1 else { return nil }
    var result = self
    for place in factors.indices {
      guard case .apply(.transpose, let inner, _) = factors[place].base else { return nil }
      result.factors[place].base = inner[0]
    }
    return result
  }
}

extension Power {
  /// What one divides by, for a negative exponent.
  fileprivate var divisor: Expression { base.power(.number(-exponent)) }
}

extension Monomial {
  /// √2 and its powers with the number in front, where that is no simple fraction anyway.
  fileprivate mutating func constantsTaken() {
    guard NumberText.fraction(coefficient) == nil else { return }
    for power in scalars {
      guard case .apply(.function("sqrt"), let arguments, _) = power.base,
        case .number(let value) = arguments[0]
      else { continue }
      coefficient *= ScalarFunction.power(value, power.exponent / 2)
      scalars = scalars.divided(by: [power])
    }
  }

  /// Σ a / n over n entries is the mean of a.
  fileprivate mutating func meanTaken() {
    guard let fraction = NumberText.fraction(coefficient), fraction.denominator > 1 else { return }
    func mean(_ power: Power) -> Expression? {
      guard power.exponent == 1,
        case .apply(.sum(let axes, let keeping), let arguments, let shape) = power.base,
        arguments[0].shape.count == fraction.denominator * shape.count
      else { return nil }
      return .known(.mean(axes: axes, keepingAxes: keeping), arguments.elements)
    }
    for place in scalars.indices {
      guard let mean = mean(scalars[place]) else { continue }
      scalars[place].base = mean
      coefficient = Double(fraction.numerator)
      return
    }
    for place in word.indices {
      for (number, factor) in word[place].factors.enumerated() {
        guard let mean = mean(factor) else { continue }
        word[place].factors[number].base = mean
        coefficient = Double(fraction.numerator)
        return
      }
    }
  }
}

extension Expression {
  /// The rows, or the columns, of a matrix times the entries of vectors.
  fileprivate func scaled(by factors: [Power], standing: Bool) -> Expression {
    func product(_ powers: [Power]) -> Expression? {
      let entries = powers.map(Expression.entries)
      return entries.first.map { first in entries.dropFirst().reduce(first) { $0 * $1 } }
    }
    func placed(_ powers: [Power]) -> Expression? {
      guard standing else { return product(powers) }
      // What was a column before stands by itself.
      let columns = powers.filter(\.base.isFlattened).map {
        Power(base: $0.base.standing, exponent: $0.exponent)
      }
      let vector = product(powers.filter { !$0.base.isFlattened })?.standing
      guard let column = product(columns) else { return vector }
      return vector.map { $0 * column } ?? column
    }
    let divisors = factors.filter { $0.exponent < 0 }.map {
      Power(base: $0.base, exponent: -$0.exponent)
    }
    let scaled = placed(factors.filter { $0.exponent > 0 }).map {
      standing ? $0 * self : self * $0
    }
    return placed(divisors).map { (scaled ?? self) / $0 } ?? scaled ?? self
  }

  private var isFlattened: Bool {
    guard case .apply(let operation, let arguments, _) = self else { return false }
    if case .reshape = operation { return arguments[0].shape.rank == 2 }
    switch operation {
    case .sum(.some, false), .mean(.some, false): return arguments[0].shape.rank == 2
    default: return false
    }
  }

  /// A vector as a column that scales the rows of a matrix.
  var standing: Expression {
    Expression.known(.reshape(Shape([shape.count, 1])), [self]).simplified
  }

  /// The matrix product with the fewest multiplications; from left to right where several have as few.
  static func cheapestProduct(_ factors: [Expression]) -> Expression {
    let count = factors.count
    guard count > 2, count <= 24 else {
      return factors.dropFirst().reduce(factors[0]) { $0.matrixProduct($1) }
    }
    func extent(_ place: Int) -> Double {
      let shape = factors[min(place, count - 1)].shape
      return Double(place < count ? shape.extent(0) : shape.rank == 2 ? shape.extent(1) : 1)
    }
    var cost = [[Double]](repeating: [Double](repeating: 0, count: count), count: count)
    var best = [[Expression]](repeating: factors, count: count)
    for length in 2...count {
      for start in 0...(count - length) {
        let end = start + length - 1
        var least = Double.infinity
        for middle in stride(from: end - 1, through: start, by: -1) {
          let own =
            cost[start][middle] + cost[middle + 1][end] + extent(start) * extent(middle + 1)
            * extent(end + 1)
          guard own < least else { continue }
          least = own
          let left = middle == start ? factors[start] : best[start][middle]
          let right = middle + 1 == end ? factors[end] : best[middle + 1][end]
          best[start][end] = left.matrixProduct(right)
        }
        cost[start][end] = least
      }
    }
    return best[0][count - 1]
  }
}

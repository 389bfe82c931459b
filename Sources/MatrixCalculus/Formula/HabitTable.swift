// What people write out of habit from Python, MATLAB or paper, and what a formula says instead.
// One habit a row: what was found, the advice, and what it is read as, so that reading goes on.

/// The rows of advice.
package enum HabitTable {
  package struct Row: Sendable {
    package let found: String
    package let advice: String
    let readAs: Token.Kind

    init(_ found: String, _ advice: String, readAs: Token.Kind = .invalid) {
      self.found = found
      self.advice = advice
      self.readAs = readAs
    }

    var mistake: SyntaxMistake { .habit(found: found, advice: advice) }
  }

  /// Operators that other languages have, longest first.
  static let operators: [Row] = [
    Row("**=", assignedOnce), Row("//=", assignedOnce), Row("...", "write a `:` for every axis"),
    Row("+=", assignedOnce), Row("-=", assignedOnce), Row("*=", assignedOnce),
    Row("/=", assignedOnce), Row("@=", assignedOnce),
    Row(":=", "write `name = expression` in a statement of its own"),
    Row("->", "there are no functions to define"),
    Row(".*", "`*` is elementwise", readAs: .operator(.multiply)),
    Row("./", "`/` is elementwise", readAs: .operator(.divide)),
    Row(".^", "write `**`, which is elementwise", readAs: .operator(.power)),
    Row("//", "there is no integer division; write `/`", readAs: .operator(.divide)),
    Row("&&", "write `and`", readAs: .operator(.and)),
    Row("||", "write `or`", readAs: .operator(.or)),
    Row("<<", "there are no bits here"), Row(">>", "there are no bits here"),
    Row("^", "write `**` for a power", readAs: .operator(.power)),
    Row("%", "there is no remainder, and a comment begins with `#`"),
    Row("&", "write `*` of two comparisons", readAs: .operator(.multiply)),
    Row("|", "write `maximum` of two comparisons"),
    Row("~", "write `1 - a` for the opposite of a comparison"),
    Row("!", "write `!=`, or `not` in a claim's entry"),
    Row("{", "write `[…]` for numbers"), Row("}", "write `[…]` for numbers"),
    Row("\\", "a line goes on inside open brackets"), Row("_", "a name begins with a letter"),
    Row("$", "write the formula as text, without TeX"),
  ]

  /// Characters from paper or from a word processor.
  static let characters: [Row] = [
    Row("−", "write `-`", readAs: .operator(.subtract)),
    Row("–", "write `-`", readAs: .operator(.subtract)),
    Row("×", "write `*`, or `@` for a matrix product", readAs: .operator(.multiply)),
    Row("·", "write `*`, or `@` for a matrix product", readAs: .operator(.multiply)),
    Row("⋅", "write `*`, or `@` for a matrix product", readAs: .operator(.multiply)),
    Row("⊙", "write `*` for the elementwise product", readAs: .operator(.multiply)),
    Row("∘", "write `*` for the elementwise product", readAs: .operator(.multiply)),
    Row("⊗", "write `kron(A, B)`, or `tensordot(a, b, axes=n)`"),
    Row("÷", "write `/`", readAs: .operator(.divide)),
    Row("≤", "write `<=`", readAs: .operator(.lessOrEqual)),
    Row("≥", "write `>=`", readAs: .operator(.greaterOrEqual)),
    Row("≠", "write `!=`", readAs: .operator(.notEqual)),
    Row("ᵀ", "write `.T`", readAs: .transposeHabit),
    Row("⊤", "write `.T`", readAs: .transposeHabit),
    Row("²", "write `**2`"), Row("³", "write `**3`"), Row("⁻", "write `inv(A)` or `**-1`"),
    Row("√", "write `sqrt(a)`"), Row("∑", "write `sum(a)`"), Row("∏", "write `prod(a)`"),
    Row("∂", "derivatives are asked for with `wrt=`; in a name write `dE_dy`"),
    Row("‖", "write `norm(a)`"), Row("∞", "there is no infinity in the language"),
    Row("“", "write `\"`"), Row("”", "write `\"`"), Row("„", "write `\"`"),
    Row("‘", "write `'`"), Row("’", "write `.T` for a transpose, `'` around a string"),
    Row("′", "write `.T` for a transpose"), Row("…", "write every number"),
    Row("\u{A0}", "this blank is a no-break space; write an ordinary one"),
  ]

  /// The words that Python reserves, as far as a formula cannot use them.
  static let words: [Row] = [
    Row("lambda", "write `lam` or `λ` for a name; there are no functions to define"),
    Row("import", noPrograms), Row("from", noPrograms), Row("def", noPrograms),
    Row("class", noPrograms), Row("return", noPrograms), Row("yield", noPrograms),
    Row("for", "there are no loops; a formula speaks of whole tensors"),
    Row("while", "there are no loops; a formula speaks of whole tensors"),
    Row("break", "there are no loops"), Row("continue", "there are no loops"),
    Row("if", "there are no branches; write `where(c, a, b)`"),
    Row("elif", "there are no branches; write `where(c, a, b)`"),
    Row("else", "there are no branches; write `where(c, a, b)`"),
    Row("in", "choose another name, such as `inp`"), Row("is", "write `==`"),
    Row("as", otherName), Row("assert", "write `claim(…)` for a formula to be checked"),
    Row("async", otherName), Row("await", otherName), Row("del", otherName),
    Row("except", otherName), Row("finally", otherName), Row("global", otherName),
    Row("nonlocal", otherName), Row("pass", "leave it out"), Row("raise", otherName),
    Row("try", otherName), Row("with", otherName),
  ]

  /// The words that Python reserves and a formula uses; `and` and `or` are operators.
  static let usedWords: Set<String> = ["True", "False", "None", "not", "if", "else"]

  /// Words after which a block follows in Python; its lines belong to the same mistake.
  static let blockWords: Set<String> = [
    "for", "while", "if", "elif", "else", "def", "class", "try", "except", "finally", "with",
    "async",
  ]

  /// Names before a point that stand for a library there.
  static let modules: Set<String> = [
    "np", "numpy", "linalg", "jnp", "jax", "torch", "tf", "math", "scipy", "special", "random",
  ]

  /// What libraries have and formulas do not, by the name after the prefix.
  package static let functions: [Row] =
    rows("asarray matrix mat tensor Tensor float64 float32", theNumbersThemselves)
    + rows("matmul mm bmm mv", "write `A @ B`")
    + rows("multiply", "write `a * b`") + rows("divide true_divide", "write `a / b`")
    + rows("add", "write `a + b`") + rows("subtract", "write `a - b`")
    + rows("negative", "write `-a`") + rows("pow power float_power", "write `a ** c`")
    + rows("inner vdot", "write `dot(x, y)`") + rows("absolute fabs", "write `abs(a)`")
    + rows("identity", "write `eye(n)`") + rows("full", "write `c * ones((m, n))`")
    + rows("ones_like", "write `ones((m, n))`") + rows("zeros_like", "write `zeros((m, n))`")
    + rows("amax", "write `max(a)`") + rows("min amin", "write `-max(-a)`")
    + rows("var", "write `mean((a - mean(a))**2)`")
    + rows("std", "write `sqrt(mean((a - mean(a))**2))`")
    + rows("log2", "write `log(a) / log(2)`") + rows("log10", "write `log(a) / log(10)`")
    + rows("exp2", "write `2**a`") + rows("expm1", "write `exp(a) - 1`")
    + rows("ravel flatten", "write `reshape(a, (n,))`, or `vec(A)` column by column")
    + rows("solve", "write `inv(A) @ b`") + rows("pinv", "write `inv(A.T @ A) @ A.T`")
    + rows("slogdet", "write `logdet(A)`") + rows("matrix_power", "write `A @ A`")
    + rows("swapaxes moveaxis permute", "write `a.T`, or an `einsum`")
    + rows("expand_dims newaxis squeeze", "write `reshape(a, (m, 1))`")
    + rows("concatenate hstack vstack stack block cat", "tensors are not put together here")
    + rows(
      "tile repeat", "write `kron(ones((m, n)), A)`; sums and products broadcast by themselves")
    + rows("argmax argmin argsort sort", "it has no derivative; `max(a)` has one")
    + rows("floor ceil round rint", "it has no derivative but 0 and is not in the language")
    + rows("randn standard_normal", "write `X = normal((m, n), seed=1)` in a scene")
    + rows("rand", "write `X = uniform((m, n), seed=1)` in a scene")
    + rows("randint", "write `X = integers((m, n), low=-3, high=3, seed=1)` in a scene")
    + rows("pi", "write 3.141592653589793") + rows("e", "write `exp(1)`")
    + rows("inf", "there is no infinity in the language")
    + rows("nan", "there is no nan in the language")

  private static func rows(_ names: String, _ advice: String) -> [Row] {
    names.split(separator: " ").map { Row(String($0), advice) }
  }

  /// Letters before a quote that change what a string means in Python.
  static let stringPrefixes: Set<String> = ["r", "b", "f", "u", "rb", "br", "rf", "fr"]

  /// The row of a word, where there is advice about it.
  static let rowOfWord = dictionary(words, by: \.found)

  /// The row of a function that is not in the language.
  static let rowOfFunction = dictionary(functions, by: \.found)

  /// The row of a character from paper.
  static let rowOfCharacter = dictionary(characters) { Unicode.Scalar($0.found) ?? " " }

  /// The rows of operators by their first byte.
  static let rowsOfOperators = Dictionary(grouping: operators) { $0.found.utf8.first ?? 0 }

  private static func dictionary<Key>(_ rows: [Row], by key: (Row) -> Key) -> [Key: Row] {
    Dictionary(rows.map { (key($0), $0) }, uniquingKeysWith: { first, _ in first })
  }

  private static let assignedOnce = "a name is assigned once; write `new = old …`"
  private static let noPrograms = "nothing runs here but formulas"
  private static let theNumbersThemselves = "write the numbers themselves: `[[1, 2], [3, 4]]`"
  private static let otherName = "it is a word of Python; choose another name"
}

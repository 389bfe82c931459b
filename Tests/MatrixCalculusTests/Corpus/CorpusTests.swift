import MatrixCalculus
import TensorCore
import Testing

/// Published identities, each asked the same questions; the tables stand beside this file, one a source.
struct CorpusTests {
  static let rows: [CorpusRow] =
    CookbookScalarForms.rows + CookbookDeterminants.rows + CookbookTraces.rows
    + CookbookNorms.rows + KroneckerRows.rows + MachineLearningBook.rows
    + BackpropagationNotes.rows + AttentionRows.rows + ElementwiseRows.rows
    + CookbookStructured.rows + NetworkRows.rows + StatisticsRows.rows + EdgeRows.rows
    + SpelledRegression.rows + SpelledMatrices.rows + SpelledDerivatives.rows
    + SpelledNetworks.rows + NamedIntermediates.rows + CourseRows.rows + Respellings.rows
    + ReshapedRows.rows

  /// Ours, the book's and the differences' gradient: three routes to the same numbers.
  @Test(arguments: rows) func gradientIsTheBooksAndTheDifferences(row: CorpusRow) throws {
    let derived = try DerivedRow(row)
    let gradient = try derived.gradient
    let book = derived.values.evaluate(try derived.expression(row.book))
    let differences = derived.gradient(from: try derived.differenceJacobian())
    #expect(book.isClose(to: differences, within: 1e-8), "the book's form is not the derivative")
    #expect(gradient.isClose(to: differences, within: 1e-8))
    #expect(gradient.isClose(to: book, within: 1e-11))
  }

  /// Jacobian entries are the differences', and what a delta makes zero is zero.
  @Test(arguments: rows) func jacobianIsTheDifferences(row: CorpusRow) throws {
    let derived = try DerivedRow(row)
    let entries = try derived.jacobian()
    let differences = try derived.differenceJacobian()
    #expect(entries.isClose(to: differences, within: 1e-8))
    let evaluator = try derived.jacobianEvaluator()
    let zeros = (0..<entries.shape.count).map {
      evaluator.isStructuralZero(at: entries.shape.coordinates(of: $0))
    }
    #expect(zip(zeros, differences.elements).allSatisfy { !$0 || $1.magnitude < 1e-9 })
    let pattern = try derived.pattern
    #expect(zeros.count { !$0 } == pattern.nonzeroCount)
  }

  /// The pattern counts what is nonzero on some numbers: kinks and zeros in the data take turns.
  @Test(arguments: rows) func patternCountsWhatIsNonzero(row: CorpusRow)
    throws
  {
    let expected = try DerivedRow(row).pattern.nonzeroCount
    if let nonzeros = row.nonzeros { #expect(expected == nonzeros, "counted by hand") }
    var seen: Set<Int> = []
    for seed in 1...60 as ClosedRange<UInt64> where seen.count + row.cancelling < expected {
      let differences = try DerivedRow(row, seed: seed).differenceJacobian()
      let scale = differences.elements.reduce(1e-3) { max($0, $1.magnitude) }
      seen.formUnion(
        differences.elements.indices.filter {
          differences.elements[$0].magnitude > 1e-8 * scale
        })
    }
    #expect(seen.count + row.cancelling == expected)
  }

  /// The book's Jacobian, where it is a matrix or a vector.
  @Test(arguments: rows.filter { $0.jacobian != nil }) func jacobianIsTheBooks(row: CorpusRow)
    throws
  {
    let derived = try DerivedRow(row)
    let book = try derived.expression(try #require(row.jacobian))
    let form = try #require(derived.derivation.jacobianClosedForm)
    let differences = try derived.differenceJacobian()
    #expect(derived.values.evaluate(book).isClose(to: differences, within: 1e-8))
    #expect(derived.values.evaluate(form).isClose(to: differences, within: 1e-8))
    let text = ExpressionNotation.numpy.text(form).text
    let parsed = try derived.expression(text)
    #expect(derived.values.evaluate(parsed).isClose(to: differences, within: 1e-8), "\(text)")
    #expect(form.operatorCount <= book.operatorCount + 1, "\(text)")
  }

  /// The book's second derivative is the differences' of the book's first.
  @Test(arguments: rows.filter { $0.hessian != nil }) func bookHessianIsTheDifferences(
    row: CorpusRow
  ) throws {
    let derived = try DerivedRow(row)
    let book = derived.values.evaluate(try derived.expression(try #require(row.hessian)))
    let gradient = try derived.expression(row.book)
    #expect(book.isClose(to: try derived.differenceJacobian(of: gradient), within: 1e-7))
  }

  /// The Hessian's own form is at most one operator longer than the book's.
  @Test(arguments: rows.filter { $0.hessian != nil && $0.known == nil })
  func hessianIsAsShortAsTheBooks(
    row: CorpusRow
  ) throws {
    let derived = try DerivedRow(row)
    let (second, extended) = try #require(derived.derivation.second(in: derived.program))
    guard let form = second.jacobianClosedForm else { return }
    let book = try derived.expression(try #require(row.hessian))
    let values = Valuation(extended, inputs: derived.inputs)
    let text = values.numPyText(form).text
    #expect(values.evaluate(form).isClose(to: derived.values.evaluate(book), within: 1e-10))
    let ours = try derived.expression(text)
    #expect(ours.operatorCount <= book.operatorCount + 1, "ours: \(ours.operatorCount) \(text)")
  }

  /// A matrix form wherever the book has one, at most one operator longer, or as long as the row says.
  @Test(arguments: rows.filter { $0.hasMatrixForm && $0.isReadable })
  func closedFormIsAsShortAsTheBooks(
    row: CorpusRow
  ) throws {
    let derived = try DerivedRow(row)
    let text = derived.values.numPyText(try #require(derived.derivation.closedForm)).text
    let form = try derived.expression(text)
    #expect(form.isMatrixForm, "\(text)")
    let book = try derived.expression(row.book)
    let limit = book.operatorCount + 1
    guard let known = row.known else {
      #expect(form.operatorCount <= limit, "ours: \(text)")
      return
    }
    #expect(known.operators > limit, "no excuse is needed: \(row.id)")
    #expect(form.operatorCount == known.operators, "ours: \(form.operatorCount) \(text)")
  }

  /// Nor is a form longer where the book has no matrices either.
  @Test(arguments: rows.filter { !$0.hasMatrixForm && $0.isReadable && $0.known == nil })
  func otherFormIsAsShortAsTheBooks(row: CorpusRow) throws {
    let derived = try DerivedRow(row)
    let text = derived.values.numPyText(try #require(derived.derivation.closedForm)).text
    let (ours, book) = (try derived.expression(text), try derived.expression(row.book))
    #expect(ours.operatorCount <= book.operatorCount + 1, "ours: \(text)")
  }

  /// What is printed for NumPy is a formula of the language with the same value.
  @Test(arguments: rows.filter(\.isReadable)) func numPyTextReadsBack(row: CorpusRow)
    throws
  {
    let derived = try DerivedRow(row)
    let form = try #require(derived.derivation.closedForm)
    let text = derived.values.numPyText(form).text
    let value = derived.values.evaluate(try derived.expression(text))
    #expect(value.isClose(to: try derived.gradient, within: 1e-11), "\(text)")
  }

  /// Every Jacobian has a formula for NumPy, whatever its rank, and it is what differences say.
  @Test(arguments: rows) func jacobianFormReadsBack(row: CorpusRow) throws {
    let derived = try DerivedRow(row)
    let form = try #require(derived.derivation.jacobianForm)
    let differences = try derived.differenceJacobian()
    #expect(derived.values.evaluate(form).isClose(to: differences, within: 1e-8))
    guard row.isReadable else { return }
    let text = derived.values.numPyText(form).text
    let value = derived.values.evaluate(try derived.expression(text))
    #expect(value.isClose(to: differences, within: 1e-8), "\(text)")
  }

  /// So has every Hessian: differences of the book's gradient, of which no rule of ours has a part.
  @Test(arguments: rows.filter { $0.isReadable }) func hessianFormReadsBack(row: CorpusRow) throws {
    let derived = try DerivedRow(row)
    guard derived.output.shape.isScalar else { return }
    let (second, extended) = try #require(derived.derivation.second(in: derived.program))
    let form = try #require(second.jacobianForm)
    let differences = try derived.differenceJacobian(of: try derived.expression(row.book))
    let text = Valuation(extended, inputs: derived.inputs).numPyText(form).text
    let value = derived.values.evaluate(try derived.expression(text))
    #expect(value.isClose(to: differences, within: 1e-7), "\(text)")
  }

  @Test(arguments: rows) func certificatePasses(row: CorpusRow)
    throws
  {
    let derived = try DerivedRow(row)
    let certificate = Certificate.certifying(derived.derivation, derived.values)
    #expect(certificate.verdict == .passed, "\(certificate.words)")
  }

  /// From the chain rule on, every step of every link is the gradient.
  @Test(arguments: rows) func everyStepEvaluatesToTheSameNumbers(row: CorpusRow) throws {
    let derived = try DerivedRow(row)
    for link in derived.derivation.links {
      let expected = try #require(derived.values[link.gradient])
      for step in link.steps.drop(while: { $0.subject != link.gradient }) {
        let evaluator = derived.values.evaluator(of: step.form, in: link)
        let shape = step.form.shape
        let entries = Tensor(shape: shape) { evaluator.entry(at: shape.coordinates(of: $0)) }
        let turned = step.form.free.map(\.letter) != link.letters[link.variable]
        let upright = turned ? entries.transposed : entries
        #expect(upright.isClose(to: expected, within: 1e-11), "\(step.formula.text)")
        guard let form = step.matrixForm else { continue }
        let value = derived.values.evaluate(form)
        #expect(
          (turned ? value.transposed : value).isClose(to: expected, within: 1e-11),
          "\(step.formula.text)")
      }
    }
  }
}

extension CorpusRow {
  /// Whether its NumPy text is a formula of the language: at a singular matrix it holds the determinant of
  /// a stack of matrices, which is NumPy's alone.
  var isReadable: Bool { !inputs.contains("singular") }
}

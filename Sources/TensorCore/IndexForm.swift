/// An affine form of indices: constant + Σ coefficient·index.
///
/// What subscripts a factor or stands in a Kronecker delta. A plain index is the common case; slices
/// add a constant (`k + 2`), reshapes and Kronecker products mix radices (`6·i + j`).
public struct IndexForm: Hashable, Sendable {
  public struct Scaled: Hashable, Sendable {
    public var coefficient: Int
    public var index: Index
  }

  /// Ordered by index, no index twice, no coefficient zero.
  public private(set) var terms: [Scaled]
  public private(set) var constant: Int

  public init(_ index: Index) {
    terms = [Scaled(coefficient: 1, index: index)]
    constant = 0
  }

  public init(constant: Int) {
    terms = []
    self.constant = constant
  }

  /// The row-major position Σ subscript·stride of an entry of a tensor of this shape.
  public init(position subscripts: [IndexForm], in shape: Shape) {
    self.init(constant: 0)
    for (form, stride) in zip(subscripts, shape.strides) { self = self + form * stride }
  }

  /// The index, where the form is nothing but one.
  public var plain: Index? {
    guard constant == 0, terms.count == 1, terms[0].coefficient == 1 else { return nil }
    return terms[0].index
  }

  /// The number, where the form has no index.
  public var number: Int? { terms.isEmpty ? constant : nil }

  public var indices: [Index] { terms.map(\.index) }

  public func coefficient(of index: Index) -> Int {
    terms.first { $0.index == index }?.coefficient ?? 0
  }

  /// The least and greatest value that the form takes while its indices run.
  public var range: ClosedRange<Int> {
    var low = constant
    var high = constant
    for term in terms {
      let reach = term.coefficient * max(0, term.index.extent - 1)
      if reach < 0 { low += reach } else { high += reach }
    }
    return low...high
  }

  /// The form with `replacement` in the place of `index`.
  public func substituting(_ index: Index, by replacement: IndexForm) -> IndexForm {
    let factor = coefficient(of: index)
    guard factor != 0 else { return self }
    var rest = self
    rest.terms.removeAll { $0.index == index }
    return rest + replacement * factor
  }

  public static func + (left: IndexForm, right: IndexForm) -> IndexForm {
    var sum = left
    sum.constant += right.constant
    for term in right.terms { sum.add(term) }
    return sum
  }

  public static func - (left: IndexForm, right: IndexForm) -> IndexForm { left + right * -1 }

  public static func * (form: IndexForm, factor: Int) -> IndexForm {
    var product = IndexForm(constant: form.constant * factor)
    guard factor != 0 else { return product }
    product.terms = form.terms.map {
      Scaled(coefficient: $0.coefficient * factor, index: $0.index)
    }
    return product
  }

  private mutating func add(_ term: Scaled) {
    let position = terms.firstIndex { $0.index.id >= term.index.id } ?? terms.endIndex
    guard position < terms.endIndex, terms[position].index == term.index else {
      terms.insert(term, at: position)
      return
    }
    terms[position].coefficient += term.coefficient
    if terms[position].coefficient == 0 { terms.remove(at: position) }
  }
}

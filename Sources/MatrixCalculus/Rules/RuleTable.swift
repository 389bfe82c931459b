/// The rows by which a derivation is made, as a value that is passed to it.
///
/// Shapes and values of an operation are those of its own row always; what a table can change is the
/// derivative. A test breaks every row in turn and sees that the certificate fails.
public struct RuleTable: Sendable {
  /// The rows of `Operation.rule`.
  public static let standard = RuleTable { $0.rule.derivative }

  let derivative: @Sendable (Operation) -> Rule.Derivative

  /// The table with another derivative where `isReplaced` holds, made from the one that stood there.
  package func replacing(
    where isReplaced: @escaping @Sendable (Operation) -> Bool,
    by replacement: @escaping @Sendable (Rule.Derivative) -> Rule.Derivative
  ) -> RuleTable {
    RuleTable { operation in
      let own = derivative(operation)
      return isReplaced(operation) ? replacement(own) : own
    }
  }
}

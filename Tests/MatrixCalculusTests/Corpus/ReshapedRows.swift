/// Reshapes with something done to them, and sums of products that people write as an einsum.
///
/// A reshape is turned back by a reshape: what is inside is derived as if there were none.
enum ReshapedRows {
  static let rows: [CorpusRow] = slices + functions + einsums

  private static let slices = [
    CorpusRow(
      "reshape-then-column", "Golub and Van Loan (2013), section 1.3.7",
      "y = reshape(Q, (3, 2))[:, 0]", by: "Q", "Q=2x3",
      "reshape(outer(dE_dy, eye(2)[0]), (2, 3))", nonzeros: 3),
    CorpusRow(
      "reshape-then-part-of-a-column", "Golub and Van Loan (2013), section 1.3.7",
      "y = reshape(Q, (3, 2))[1:, 0]", by: "Q", "Q=2x3",
      "reshape(outer(eye(3)[1:].T @ dE_dy, eye(2)[0]), (2, 3))", nonzeros: 2),
    CorpusRow(
      "reshape-then-rows", "Golub and Van Loan (2013), section 1.3.7",
      "y = reshape(Q, (3, 2))[1:]", by: "Q", "Q=2x3",
      "reshape(eye(3)[1:].T @ dE_dy, (2, 3))", nonzeros: 4),
    CorpusRow(
      "reshape-then-middle", "Golub and Van Loan (2013), section 1.3.7",
      "y = reshape(Q, (3, 2, 2))[:, 1, :]", by: "Q", "Q=4x3",
      "reshape(dE_dy @ eye(4)[2:4], (4, 3))", nonzeros: 6),
    CorpusRow(
      "reshape-then-squared-column", "Golub and Van Loan (2013), section 1.3.7",
      "c = reshape(Q, (3, 2))[:, 1]; E = sum(c**2)/2", by: "Q", "Q=2x3",
      "reshape(outer(c, eye(2)[1]), (2, 3))", nonzeros: 3),
  ]

  private static let functions = [
    CorpusRow(
      "reshape-to-its-own-shape", "Golub and Van Loan (2013), section 1.3.7",
      "y = diag(reshape(A, (3, 3)))", by: "A", "A=3x3", "diag(dE_dy)", nonzeros: 3),
    CorpusRow(
      "reshape-then-diagonal", "Golub and Van Loan (2013), section 1.3.7",
      "y = diag(reshape(A, (3, 3)))", by: "A", "A=9", "reshape(diag(dE_dy), (9,))", nonzeros: 3),
    CorpusRow(
      "diagonal-then-reshape", "Golub and Van Loan (2013), section 1.3.7",
      "y = reshape(diag(a), (2, 8))", by: "a", "a=4", "diag(reshape(dE_dy, (4, 4)))", nonzeros: 4),
    CorpusRow(
      "reshape-then-trace", "Golub and Van Loan (2013), section 1.3.7",
      "E = trace(reshape(a, (3, 3)))", by: "a", "a=9", "reshape(eye(3), (9,))", nonzeros: 3),
    CorpusRow(
      "reshape-then-product", "Golub and Van Loan (2013), section 1.3.7",
      "y = C @ reshape(A, (3, 2)) @ B", by: "A", "A=2x3 B=2x4 C=2x3",
      "reshape(C.T @ dE_dy @ B.T, (2, 3))", nonzeros: 48),
    CorpusRow(
      "reshape-then-column-sums", "Golub and Van Loan (2013), section 1.3.7",
      "y = sum(reshape(A, (3, 2)), axis=0)", by: "A", "A=2x3",
      "reshape(outer(ones((3,)), dE_dy), (2, 3))", nonzeros: 6),
    CorpusRow(
      "reshape-then-column-products", "Golub and Van Loan (2013), section 1.3.7",
      "y = prod(reshape(A, (3, 2)), axis=0)", by: "A", "A=2x3:positive",
      "reshape(dE_dy * prod(reshape(A, (3, 2)), axis=0) / reshape(A, (3, 2)), (2, 3))", nonzeros: 6,
      known: Excess(9, "products run along the last axis: columns are turned twice")),
  ]

  private static let einsums = [
    CorpusRow(
      "einsum-matrix-product", "Bishop (2006), section 3.1.5",
      "L = sum((einsum(\"ni,ij->nj\", P, W) - T)**2)/2", by: "W", "P=4x3 W=3x2 T=4x2",
      "P.T @ (P @ W - T)"),
    CorpusRow(
      "einsum-gram", "Petersen and Pedersen (2012), eq. 54",
      "N = einsum(\"ki,kj->ij\", M, M); E = logdet(N)", by: "M", "M=4x3", "2 * M @ inv(N)"),
    CorpusRow(
      "einsum-scalar-product", "Petersen and Pedersen (2012), eq. 100",
      "E = log(einsum(\"ij,ij->\", A, B))", by: "A", "A=3x2:positive B=3x2:positive",
      "B / sum(A * B)"),
    CorpusRow(
      "einsum-trace", "Petersen and Pedersen (2012), eq. 99", "E = exp(einsum(\"ii->\", A))/2",
      by: "A", "A=3x3", "E * eye(3)"),
    CorpusRow(
      "einsum-outer-product", "Petersen and Pedersen (2012), eq. 119",
      "L = sum((einsum(\"i,j->ij\", a, b) - T)**2)/2", by: "a", "a=3 b=2 T=3x2",
      "(outer(a, b) - T) @ b"),
    CorpusRow(
      "einsum-attention", "Vaswani et al. (2017), eq. 1",
      "S = einsum(\"id,jd->ij\", Q, K); P = softmax(S, axis=1); O = einsum(\"ij,jd->id\", P, V)",
      by: "Q", "Q=3x2 K=4x2 V=4x2",
      "(P * (dE_dO @ V.T - sum(dE_dO * O, axis=1, keepdims=True))) @ K"),
  ]
}

/// Traces, inverses and determinants, as people write them who have not read the manual: `x.T @ A @ x`, `norm(A@x-b)**2`,
/// `0.5*sum(…)`, with names in between or none.
enum SpelledMatrices {
  static let rows: [CorpusRow] = [
    CorpusRow(
      "spelled-t1-X", "Petersen and Pedersen (2012), eq. 100 to 118", "E = trace(A.T @ X @ B)",
      by: "X", "A=3x2 X=3x4 B=4x2", "A@B.T"),
    CorpusRow(
      "spelled-t2-X", "Petersen and Pedersen (2012), eq. 100 to 118", "E = trace(X @ A @ X.T)",
      by: "X", "X=3x4 A=4x4", "X@(A+A.T)"),
    CorpusRow(
      "spelled-t3-X", "Petersen and Pedersen (2012), eq. 119", "E = trace((A@X - B).T @ (A@X - B))",
      by: "X", "A=5x3 X=3x2 B=5x2", "2*A.T@(A@X-B)"),
    CorpusRow(
      "spelled-t4-X", "Petersen and Pedersen (2012), eq. 119", "E = norm(A@X@B - C)**2", by: "X",
      "A=4x3 X=3x2 B=2x5 C=4x5", "2*A.T@(A@X@B-C)@B.T"),
    CorpusRow(
      "spelled-t4-A", "Petersen and Pedersen (2012), eq. 119", "E = norm(A@X@B - C)**2", by: "A",
      "A=4x3 X=3x2 B=2x5 C=4x5", "2*(A@X@B-C)@B.T@X.T"),
    CorpusRow(
      "spelled-t5-X", "Magnus and Neudecker (2019), section 9.9", "E = trace(X.T @ X @ X.T @ X)",
      by: "X", "X=4x3", "4*X@X.T@X"),
    CorpusRow(
      "spelled-t6-X", "Petersen and Pedersen (2012), eq. 100 to 118", "E = trace(X @ X.T @ A)",
      by: "X", "X=3x4 A=3x3", "(A+A.T)@X"),
    CorpusRow(
      "spelled-t7-X", "Petersen and Pedersen (2012), eq. 100 to 118",
      "E = trace(A @ X @ B @ X.T @ C)", by: "X", "A=3x4 X=4x2 B=2x2 C=4x3", "A.T@C.T@X@B.T+C@A@X@B"),
    CorpusRow(
      "spelled-t8-X", "Petersen and Pedersen (2012), eq. 121 and 122", "E = trace(X @ X)", by: "X",
      "X=3x3", "2*X.T"),
    CorpusRow(
      "spelled-t9-X", "Petersen and Pedersen (2012), eq. 121 and 122", "E = trace(X @ X @ X @ A)",
      by: "X", "X=3x3 A=3x3", "(X@X@A+X@A@X+A@X@X).T"),
    CorpusRow(
      "spelled-t10-X", "Petersen and Pedersen (2012), eq. 100 to 118", "E = sum(A * (B @ X @ C))",
      by: "X", "A=3x2 B=3x4 X=4x5 C=5x2", "B.T@A@C.T"),
    CorpusRow(
      "spelled-t11-X", "Magnus and Neudecker (2019), section 9.9", "E = sum((A @ X) * (B @ X))",
      by: "X", "A=3x4 X=4x2 B=3x4", "(A.T@B+B.T@A)@X"),
    CorpusRow(
      "spelled-t12-X", "Petersen and Pedersen (2012), eq. 61 to 64", "E = trace(inv(X) @ A)",
      by: "X", "X=3x3:regular A=3x3", "-(inv(X)@A@inv(X)).T"),
    CorpusRow(
      "spelled-t13-X", "Petersen and Pedersen (2012), eq. 61 to 64", "E = trace(inv(X + A))",
      by: "X", "X=3x3:regular A=3x3", "-(inv(X+A)@inv(X+A)).T"),
    CorpusRow(
      "spelled-t14-X", "Petersen and Pedersen (2012), eq. 61 to 64", "E = trace(A @ inv(X) @ B)",
      by: "X", "A=2x3 X=3x3:regular B=3x2", "-(inv(X)@B@A@inv(X)).T"),
    CorpusRow(
      "spelled-t15-X", "Petersen and Pedersen (2012), eq. 61 to 64", "E = a.T @ inv(X) @ b",
      by: "X", "a=3 X=3x3:regular b=3", "-outer(inv(X).T@a,inv(X)@b)"),
    CorpusRow(
      "spelled-t17-X", "Magnus and Neudecker (2019), section 9.9", "E = trace(kron(X, X))", by: "X",
      "X=3x3", "2*trace(X)*eye(3)"),
    CorpusRow(
      "spelled-t18-X", "Magnus and Neudecker (2019), section 9.9", "E = trace(X)**2", by: "X",
      "X=3x3", "2*trace(X)*eye(3)"),
    CorpusRow(
      "spelled-t19-X", "Petersen and Pedersen (2012), eq. 132", "E = sqrt(trace(X.T @ X))", by: "X",
      "X=3x4", "X/norm(X)"),
    CorpusRow(
      "spelled-t20-X", "Magnus and Neudecker (2019), section 9.9",
      "E = trace(X.T @ A @ X @ B) - 2*trace(C @ X)", by: "X", "X=4x2 A=4x4:spd B=2x2:spd C=2x4",
      "A@X@B+A.T@X@B.T-2*C.T"),
    CorpusRow(
      "spelled-t21-X", "Koren, Bell and Volinsky (2009), eq. 2", "K = X @ X.T; E = sum((K - A)**2)",
      by: "X", "X=3x2 A=3x3", "2*(2*K-A-A.T)@X"),
    CorpusRow(
      "spelled-t22-U", "Koren, Bell and Volinsky (2009), eq. 2", "E = norm(X - U @ V.T)**2",
      by: "U", "X=4x3 U=4x2 V=3x2", "-2*(X-U@V.T)@V"),
    CorpusRow(
      "spelled-t22-V", "Koren, Bell and Volinsky (2009), eq. 2", "E = norm(X - U @ V.T)**2",
      by: "V", "X=4x3 U=4x2 V=3x2", "-2*(X-U@V.T).T@U"),
    CorpusRow(
      "spelled-t22-X", "Koren, Bell and Volinsky (2009), eq. 2", "E = norm(X - U @ V.T)**2",
      by: "X", "X=4x3 U=4x2 V=3x2", "2*(X-U@V.T)"),
    CorpusRow(
      "spelled-t23-U", "Koren, Bell and Volinsky (2009), eq. 2", "E = sum(M * (X - U @ V.T)**2)",
      by: "U", "M=4x3:labels X=4x3 U=4x2 V=3x2", "-2*(M*(X-U@V.T))@V"),
    CorpusRow(
      "spelled-t23-V", "Koren, Bell and Volinsky (2009), eq. 2", "E = sum(M * (X - U @ V.T)**2)",
      by: "V", "M=4x3:labels X=4x3 U=4x2 V=3x2", "-2*(M*(X-U@V.T)).T@U"),
    CorpusRow(
      "spelled-t24-X", "Petersen and Pedersen (2012), eq. 132", "E = norm(X.T @ X - eye(3))**2",
      by: "X", "X=4x3", "4*X@(X.T@X-eye(3))"),
    CorpusRow(
      "spelled-t25-A", "Koren, Bell and Volinsky (2009), eq. 2",
      "E = norm(X - D @ A)**2/2 + lam*sum(abs(A))", by: "A", "X=4x5 D=4x3 A=3x5 lam=scalar",
      "D.T@(D@A-X)+lam*sign(A)"),
    CorpusRow(
      "spelled-t25-D", "Koren, Bell and Volinsky (2009), eq. 2",
      "E = norm(X - D @ A)**2/2 + lam*sum(abs(A))", by: "D", "X=4x5 D=4x3 A=3x5 lam=scalar",
      "(D@A-X)@A.T"),
    CorpusRow(
      "spelled-d1-X", "Petersen and Pedersen (2012), eq. 49 to 57", "E = log(det(X))", by: "X",
      "X=3x3:spd", "inv(X).T"),
    CorpusRow(
      "spelled-d2-X", "Petersen and Pedersen (2012), eq. 49 to 57", "E = logdet(X @ X.T + eye(3))",
      by: "X", "X=3x4", "2*inv(X@X.T+eye(3))@X"),
    CorpusRow(
      "spelled-d3-x", "Minka (2000), \"Old and new matrix algebra useful for statistics\"",
      "E = -log(det(S))/2 - (x-m) @ inv(S) @ (x-m)/2", by: "x", "S=3x3:regular x=3 m=3",
      "-(inv(S)+inv(S).T)@(x-m)/2"),
    CorpusRow(
      "spelled-d4-P", "Minka (2000), \"Old and new matrix algebra useful for statistics\"",
      "E = n*logdet(P)/2 - trace(P @ C)/2", by: "P", "P=3x3:regular C=3x3 n=scalar",
      "(n*inv(P).T-C.T)/2"),
    CorpusRow(
      "spelled-d5-X", "Petersen and Pedersen (2012), eq. 49 to 57", "E = logdet(A + X.T @ B @ X)",
      by: "X", "A=2x2:spd X=4x2 B=4x4:spd", "(B+B.T)@X@inv(A+X.T@B@X)",
      known: Excess(17, "the book knows that A and B are symmetric")),
    CorpusRow(
      "spelled-d6-X", "Petersen and Pedersen (2012), eq. 49 to 57", "E = det(A @ X)", by: "X",
      "A=3x3:regular X=3x3:regular", "det(A@X)*inv(X).T"),
    CorpusRow(
      "spelled-d7-x", "Petersen and Pedersen (2012), section 2.8", "E = log(det(diag(x)))", by: "x",
      "x=4:positive", "1/x"),
    CorpusRow(
      "spelled-d8-x", "Petersen and Pedersen (2012), section 2.8", "E = det(diag(x))", by: "x",
      "x=4:positive", "prod(x)/x"),
    CorpusRow(
      "spelled-d9-x", "Petersen and Pedersen (2012), section 2.8", "E = trace(inv(diag(x)))",
      by: "x", "x=4:positive", "-1/x**2"),
    CorpusRow(
      "spelled-d10-x", "Petersen and Pedersen (2012), section 2.8", "E = y @ inv(diag(x)) @ y",
      by: "x", "x=4:positive y=4", "-y**2/x**2"),
    CorpusRow(
      "spelled-d10-y", "Petersen and Pedersen (2012), section 2.8", "E = y @ inv(diag(x)) @ y",
      by: "y", "x=4:positive y=4", "2*y/x"),
    CorpusRow(
      "spelled-d11-x", "Petersen and Pedersen (2012), section 2.8", "E = logdet(diag(x) + U @ U.T)",
      by: "x", "x=4:positive U=4x2", "diag(inv(diag(x)+U@U.T))"),
    CorpusRow(
      "spelled-d11-U", "Petersen and Pedersen (2012), section 2.8", "E = logdet(diag(x) + U @ U.T)",
      by: "U", "x=4:positive U=4x2", "2*inv(diag(x)+U@U.T)@U"),
    CorpusRow(
      "spelled-d12-b", "Petersen and Pedersen (2012), section 2.8", "y = diag(diag(X)) @ b",
      by: "b", "X=3x3 b=3", "diag(X)*dE_dy"),
    CorpusRow(
      "spelled-d13-X", "Petersen and Pedersen (2012), eq. 49 to 57", "E = 1/det(X)", by: "X",
      "X=3x3:regular", "-inv(X).T/det(X)"),
    CorpusRow(
      "spelled-d14-X", "Petersen and Pedersen (2012), eq. 49 to 57", "E = det(X)**0.5", by: "X",
      "X=3x3:spd", "sqrt(det(X))*inv(X).T/2"),
    CorpusRow(
      "spelled-d15-x", "Petersen and Pedersen (2012), section 2.8", "E = prod(x)", by: "x",
      "x=4:positive", "prod(x)/x"),
    CorpusRow(
      "spelled-d16-X", "Petersen and Pedersen (2012), eq. 49 to 57", "E = logdet(X) - trace(X)",
      by: "X", "X=3x3:spd", "inv(X).T-eye(3)"),
    CorpusRow(
      "spelled-d17-X", "Petersen and Pedersen (2012), eq. 49 to 57", "E = trace(A @ X) - logdet(X)",
      by: "X", "X=3x3:spd A=3x3", "A.T-inv(X).T"),
  ]
}

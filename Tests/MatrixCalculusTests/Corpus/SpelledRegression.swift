/// Regressions, quadratic forms and the exercises of a textbook, as people write them who have not read the manual: `x.T @ A @ x`, `norm(A@x-b)**2`,
/// `0.5*sum(…)`, with names in between or none.
enum SpelledRegression {
  static let rows: [CorpusRow] = [
    CorpusRow(
      "spelled-n1-x", "Deisenroth, Faisal and Ong (2020), section 9.2", "E = norm(A@x-b)**2",
      by: "x", "A=5x3 x=3 b=5", "2*A.T@(A@x-b)"),
    CorpusRow(
      "spelled-n1-A", "Deisenroth, Faisal and Ong (2020), section 9.2", "E = norm(A@x-b)**2",
      by: "A", "A=5x3 x=3 b=5", "2*outer(A@x-b,x)"),
    CorpusRow(
      "spelled-n1-b", "Deisenroth, Faisal and Ong (2020), section 9.2", "E = norm(A@x-b)**2",
      by: "b", "A=5x3 x=3 b=5", "2*(b-A@x)"),
    CorpusRow(
      "spelled-n2-x", "Deisenroth, Faisal and Ong (2020), section 9.2",
      "E = 0.5*norm(A@x-b)**2 + 0.5*lam*norm(x)**2", by: "x", "A=5x3 x=3 b=5 lam=scalar",
      "A.T@(A@x-b)+lam*x"),
    CorpusRow(
      "spelled-n3-x", "Petersen and Pedersen (2012), eq. 78 to 83", "E = x.T @ A @ x - 2*b.T @ x",
      by: "x", "A=3x3 x=3 b=3", "(A+A.T)@x-2*b", hessian: "A+A.T"),
    CorpusRow(
      "spelled-n4-x", "Petersen and Pedersen (2012), eq. 78 to 83", "E = dot(x - m, S @ (x - m))",
      by: "x", "x=4 m=4 S=4x4", "(S+S.T)@(x-m)"),
    CorpusRow(
      "spelled-n4-S", "Petersen and Pedersen (2012), eq. 78 to 83", "E = dot(x - m, S @ (x - m))",
      by: "S", "x=4 m=4 S=4x4", "outer(x-m,x-m)"),
    CorpusRow(
      "spelled-n5-w", "Deisenroth, Faisal and Ong (2020), section 9.2",
      "r = y - X @ w; E = r.T @ r", by: "w", "X=6x3 y=6 w=3", "-2*X.T@r"),
    CorpusRow(
      "spelled-n5-X", "Deisenroth, Faisal and Ong (2020), section 9.2",
      "r = y - X @ w; E = r.T @ r", by: "X", "X=6x3 y=6 w=3", "-2*outer(r,w)"),
    CorpusRow(
      "spelled-n6-w", "Deisenroth, Faisal and Ong (2020), section 9.2", "E = mean((X @ w - y)**2)",
      by: "w", "X=6x3 y=6 w=3", "X.T@(X@w-y)/3", hessian: "X.T@X/3"),
    CorpusRow(
      "spelled-n7-w", "Deisenroth, Faisal and Ong (2020), section 9.2",
      "E = sum((X @ w + b - y)**2)/12", by: "w", "X=6x3 y=6 w=3 b=scalar", "X.T@(X@w+b-y)/6"),
    CorpusRow(
      "spelled-n7-b", "Deisenroth, Faisal and Ong (2020), section 9.2",
      "E = sum((X @ w + b - y)**2)/12", by: "b", "X=6x3 y=6 w=3 b=scalar", "mean(X@w+b-y)"),
    CorpusRow(
      "spelled-n8-w", "Petersen and Pedersen (2012), eq. 84", "E = sum(v * (X @ w - y)**2)",
      by: "w", "X=6x3 y=6 w=3 v=6:positive", "2*X.T@(v*(X@w-y))", hessian: "2*X.T@diag(v)@X"),
    CorpusRow(
      "spelled-n9-w", "Petersen and Pedersen (2012), eq. 84",
      "E = (y - X@w).T @ diag(v) @ (y - X@w)", by: "w", "X=6x3 y=6 w=3 v=6:positive",
      "2*X.T@(v*(X@w-y))"),
    CorpusRow(
      "spelled-n10-w",
      "Minka (2003), \"A comparison of numerical optimizers for logistic regression\"",
      "E = sum(log(1+exp(-t*(X@w))))", by: "w", "X=6x3 t=6 w=3", "-X.T@(t*sigmoid(-t*(X@w)))",
      hessian: "X.T@diag(t**2*sigmoid(t*(X@w))*sigmoid(-t*(X@w)))@X"),
    CorpusRow(
      "spelled-n11-w",
      "Minka (2003), \"A comparison of numerical optimizers for logistic regression\"",
      "p = sigmoid(X @ w); E = -sum(y*log(p) + (1-y)*log(1-p))", by: "w", "X=6x3 y=6:labels w=3",
      "X.T@(p-y)", hessian: "X.T@diag(p*(1-p))@X"),
    CorpusRow(
      "spelled-n12-w",
      "Minka (2003), \"A comparison of numerical optimizers for logistic regression\"",
      "E = sum(softplus(X @ w)) - y @ X @ w", by: "w", "X=6x3 y=6:labels w=3",
      "X.T@(sigmoid(X@w)-y)"),
    CorpusRow(
      "spelled-n13-w",
      "Minka (2003), \"A comparison of numerical optimizers for logistic regression\"",
      "E = -mean(y*log(sigmoid(X@w)) + (1-y)*log(sigmoid(-(X@w)))) + lam*dot(w,w)/2", by: "w",
      "X=6x3 y=6:labels w=3 lam=scalar", "X.T@(sigmoid(X@w)-y)/6+lam*w"),
    CorpusRow(
      "spelled-n14-w", "McCullagh and Nelder (1989), section 6.2",
      "E = sum(exp(X @ w) - y * (X @ w))", by: "w", "X=6x3 y=6:positive w=3", "X.T@(exp(X@w)-y)",
      hessian: "X.T@diag(exp(X@w))@X"),
    CorpusRow(
      "spelled-n17-X", "Petersen and Pedersen (2012), eq. 70 to 77", "E = a.T @ X @ b", by: "X",
      "a=3 b=4 X=3x4", "outer(a,b)"),
    CorpusRow(
      "spelled-n17-a", "Petersen and Pedersen (2012), eq. 70 to 77", "E = a.T @ X @ b", by: "a",
      "a=3 b=4 X=3x4", "X@b"),
    CorpusRow(
      "spelled-n17-b", "Petersen and Pedersen (2012), eq. 70 to 77", "E = a.T @ X @ b", by: "b",
      "a=3 b=4 X=3x4", "X.T@a"),
    CorpusRow(
      "spelled-n18-X", "Petersen and Pedersen (2012), eq. 70 to 77", "E = (a @ X) @ (X.T @ b)",
      by: "X", "a=3 b=3 X=3x4", "outer(a,b)@X+outer(b,a)@X"),
    CorpusRow(
      "spelled-n18-a", "Petersen and Pedersen (2012), eq. 70 to 77", "E = (a @ X) @ (X.T @ b)",
      by: "a", "a=3 b=3 X=3x4", "X@X.T@b"),
    CorpusRow(
      "spelled-n19-X", "Petersen and Pedersen (2012), eq. 70 to 77", "E = norm(X @ a)**2", by: "X",
      "a=4 X=3x4", "2*outer(X@a,a)"),
    CorpusRow(
      "spelled-n19-a", "Petersen and Pedersen (2012), eq. 70 to 77", "E = norm(X @ a)**2", by: "a",
      "a=4 X=3x4", "2*X.T@X@a"),
    CorpusRow(
      "spelled-n20-x", "Petersen and Pedersen (2012), eq. 78 to 83",
      "E = (B@x + b).T @ C @ (D@x + d)", by: "x", "B=4x3 x=3 b=4 C=4x4 D=4x3 d=4",
      "B.T@C@(D@x+d)+D.T@C.T@(B@x+b)"),
    CorpusRow(
      "spelled-n21-x", "Magnus and Neudecker (2019), section 17.2",
      "E = sum(x * (A @ x)) / sum(x * x)", by: "x", "A=3x3 x=3", "((A+A.T)@x-2*E*x)/(x@x)"),
    CorpusRow(
      "spelled-n22-x", "Magnus and Neudecker (2019), section 17.2", "E = (x @ A @ x) / (x @ B @ x)",
      by: "x", "A=3x3:spd B=3x3:spd x=3", "((A+A.T)@x-E*(B+B.T)@x)/(x@B@x)"),
    CorpusRow(
      "spelled-m1-x", "Deisenroth, Faisal and Ong (2020), exercises 5.1 to 5.3",
      "f = log(x**4) * sin(x**3)", by: "x", "x=scalar:positive",
      "4/x*sin(x**3)+3*x**2*log(x**4)*cos(x**3)"),
    CorpusRow(
      "spelled-m2-x", "Deisenroth, Faisal and Ong (2020), exercises 5.1 to 5.3",
      "f = 1/(1+exp(-x))", by: "x", "x=scalar", "f*(1-f)"),
    CorpusRow(
      "spelled-m3-x", "Deisenroth, Faisal and Ong (2020), exercises 5.1 to 5.3",
      "f = exp(-(x-m)**2/(2*s**2))", by: "x", "x=scalar m=scalar s=scalar:positive", "-f*(x-m)/s**2"
    ),
    CorpusRow(
      "spelled-m5-x", "Deisenroth, Faisal and Ong (2020), exercise 5.5", "f = dot(x,y)", by: "x",
      "x=3 y=3", "y"),
    CorpusRow(
      "spelled-m7-x", "Deisenroth, Faisal and Ong (2020), exercise 5.7 and 5.9",
      "z = A @ x + b; f = tanh(z); E = sum(f)", by: "x", "A=3x4 x=4 b=3", "A.T@(1-f**2)"),
    CorpusRow(
      "spelled-m7-A", "Deisenroth, Faisal and Ong (2020), exercise 5.7 and 5.9",
      "z = A @ x + b; f = tanh(z); E = sum(f)", by: "A", "A=3x4 x=4 b=3", "outer(1-f**2,x)"),
    CorpusRow(
      "spelled-m8-x", "Deisenroth, Faisal and Ong (2020), exercise 5.8",
      "f = trace(x @ x.T + s*eye(3))", by: "x", "x=3x2 s=scalar", "2*x"),
    CorpusRow(
      "spelled-m8-s", "Deisenroth, Faisal and Ong (2020), exercise 5.8",
      "f = trace(x @ x.T + s*eye(3))", by: "s", "x=3x2 s=scalar", "3"),
    CorpusRow(
      "spelled-m9-x", "Deisenroth, Faisal and Ong (2020), exercise 5.8",
      "y = inv(S) @ (x - m); E = exp(-0.5 * (x - m) @ y)", by: "x", "S=3x3:spd x=3 m=3",
      "-E*(inv(S)+inv(S).T)@(x-m)/2"),
    CorpusRow(
      "spelled-m10-x", "Deisenroth, Faisal and Ong (2020), exercise 5.7 and 5.9",
      "f = tanh(A @ x + b)", by: "x", "A=3x4 x=4 b=3", "A.T@(dE_df*(1-f**2))"),
    CorpusRow(
      "spelled-m10-A", "Deisenroth, Faisal and Ong (2020), exercise 5.7 and 5.9",
      "f = tanh(A @ x + b)", by: "A", "A=3x4 x=4 b=3", "outer(dE_df*(1-f**2),x)"),
    CorpusRow(
      "spelled-m11-b", "Deisenroth, Faisal and Ong (2020), exercise 5.7 and 5.9",
      "E = norm(y - tanh(A @ x + b))**2", by: "b", "A=3x4 x=4 b=3 y=3",
      "-2*(y-tanh(A@x+b))*(1-tanh(A@x+b)**2)"),
    CorpusRow(
      "spelled-m12-x", "Petersen and Pedersen (2012), section 2.6", "h = x/norm(x)", by: "x", "x=4",
      "(dE_dh-h*(h@dE_dh))/norm(x)"),
    CorpusRow(
      "spelled-m13-x", "Petersen and Pedersen (2012), section 2.6", "E = x @ y/(norm(x)*norm(y))",
      by: "x", "x=4 y=4", "(y/norm(y)-E*x/norm(x))/norm(x)"),
    CorpusRow(
      "spelled-m14-x", "Petersen and Pedersen (2012), section 2.6", "E = exp(-norm(x-y)**2/2/s**2)",
      by: "x", "x=4 y=4 s=scalar:positive", "E*(y-x)/s**2"),
    CorpusRow(
      "spelled-m14-s", "Petersen and Pedersen (2012), section 2.6", "E = exp(-norm(x-y)**2/2/s**2)",
      by: "s", "x=4 y=4 s=scalar:positive", "E*norm(x-y)**2/s**3"),
  ]
}

/// Products, norms and convex functions, as people write them who have not read the manual: `x.T @ A @ x`, `norm(A@x-b)**2`,
/// `0.5*sum(…)`, with names in between or none.
enum SpelledDerivatives {
  static let rows: [CorpusRow] = [
    CorpusRow(
      "spelled-k1-X", "Magnus and Neudecker (2019), section 9.13", "F = A @ X @ B + C @ X.T @ D",
      by: "X", "A=2x3 X=3x4 B=4x5 C=2x4 D=3x5", "A.T@dE_dF@B.T+D@dE_dF.T@C"),
    CorpusRow(
      "spelled-k2-X", "Magnus and Neudecker (2019), section 9.13", "F = X.T @ A @ X", by: "X",
      "A=3x3 X=3x2", "A@X@dE_dF.T+A.T@X@dE_dF"),
    CorpusRow(
      "spelled-k2-A", "Magnus and Neudecker (2019), section 9.13", "F = X.T @ A @ X", by: "A",
      "A=3x3 X=3x2", "X@dE_dF@X.T"),
    CorpusRow(
      "spelled-k3-X", "Magnus and Neudecker (2019), section 9.13", "F = X @ X.T @ X", by: "X",
      "X=3x2", "dE_dF@X.T@X+X@dE_dF.T@X+X@X.T@dE_dF"),
    CorpusRow(
      "spelled-k5-y", "Magnus and Neudecker (2019), section 13.4", "w = inv(X.T @ X) @ (X.T @ y)",
      by: "y", "X=5x3 y=5", "X@inv(X.T@X)@dE_dw"),
    CorpusRow(
      "spelled-k6-y", "Magnus and Neudecker (2019), section 13.4",
      "w = inv(X.T @ X + lam*eye(3)) @ X.T @ y", by: "y", "X=5x3 y=5 lam=scalar:positive",
      "X@inv(X.T@X+lam*eye(3))@dE_dw"),
    CorpusRow(
      "spelled-k6-lam", "Magnus and Neudecker (2019), section 13.4",
      "w = inv(X.T @ X + lam*eye(3)) @ X.T @ y", by: "lam", "X=5x3 y=5 lam=scalar:positive",
      "-w@inv(X.T@X+lam*eye(3))@dE_dw"),
    CorpusRow(
      "spelled-k7-X", "Magnus and Neudecker (2019), section 9.14", "F = X * X", by: "X", "X=3x4",
      "2*dE_dF*X"),
    CorpusRow(
      "spelled-k10-A", "Magnus and Neudecker (2019), section 9.13", "F = X @ inv(A) @ X.T", by: "A",
      "X=2x3 A=3x3:regular", "-(inv(A)@X.T@dE_dF.T@X@inv(A)).T"),
    CorpusRow(
      "spelled-k10-X", "Magnus and Neudecker (2019), section 9.13", "F = X @ inv(A) @ X.T", by: "X",
      "X=2x3 A=3x3:regular", "dE_dF.T@X@inv(A)+dE_dF@X@inv(A).T"),
    CorpusRow(
      "spelled-k11-X", "Magnus and Neudecker (2019), section 9.10", "E = norm(inv(X))**2", by: "X",
      "X=3x3:regular", "-2*inv(X).T@inv(X)@inv(X).T"),
    CorpusRow(
      "spelled-k12-X", "Magnus and Neudecker (2019), section 9.13", "E = sum(diag(A @ X @ B))",
      by: "X", "A=3x4 X=4x2 B=2x3", "A.T@B.T"),
    CorpusRow(
      "spelled-k13-x", "Magnus and Neudecker (2019), section 9.14", "E = x @ diag(a) @ x", by: "x",
      "x=4 a=4", "2*a*x", hessian: "2*diag(a)"),
    CorpusRow(
      "spelled-k13-a", "Magnus and Neudecker (2019), section 9.14", "E = x @ diag(a) @ x", by: "a",
      "x=4 a=4", "x**2"),
    CorpusRow(
      "spelled-k14-x", "Magnus and Neudecker (2019), section 9.14", "y = diag(a) @ x", by: "x",
      "a=4 x=4", "a*dE_dy"),
    CorpusRow(
      "spelled-k14-a", "Magnus and Neudecker (2019), section 9.14", "y = diag(a) @ x", by: "a",
      "a=4 x=4", "dE_dy*x"),
    CorpusRow(
      "spelled-k15-X", "Magnus and Neudecker (2019), section 9.14", "Y = diag(a) @ X @ diag(b)",
      by: "X", "a=3 X=3x4 b=4", "outer(a,b)*dE_dY"),
    CorpusRow(
      "spelled-k15-a", "Magnus and Neudecker (2019), section 9.14", "Y = diag(a) @ X @ diag(b)",
      by: "a", "a=3 X=3x4 b=4", "(dE_dY*X)@b"),
    CorpusRow(
      "spelled-k15-b", "Magnus and Neudecker (2019), section 9.14", "Y = diag(a) @ X @ diag(b)",
      by: "b", "a=3 X=3x4 b=4", "(dE_dY*X).T@a"),
    CorpusRow(
      "spelled-k16-X", "Magnus and Neudecker (2019), section 9.14", "y = sum(X * W, axis=1)",
      by: "X", "X=3x4 W=3x4", "reshape(dE_dy,(3,1))*W"),
    CorpusRow(
      "spelled-k17-X", "Magnus and Neudecker (2019), section 9.14",
      "E = ones((3,)) @ X @ ones((4,))", by: "X", "X=3x4", "ones((3,4))"),
    CorpusRow(
      "spelled-k18-X", "Magnus and Neudecker (2019), section 9.10", "E = exp(trace(A @ X))",
      by: "X", "A=3x3 X=3x3", "E*A.T"),
    CorpusRow(
      "spelled-k19-x", "Boyd and Vandenberghe (2004), appendix A.4", "E = log(x @ A @ x)", by: "x",
      "A=3x3:spd x=3", "(A+A.T)@x/(x@A@x)"),
    CorpusRow(
      "spelled-k20-x", "Boyd and Vandenberghe (2004), appendix A.4", "E = sqrt(x @ A @ x)", by: "x",
      "A=3x3:spd x=3", "(A+A.T)@x/(2*E)"),
    CorpusRow(
      "spelled-k21-w", "Boyd and Vandenberghe (2004), appendix A.4",
      "E = 1/(1 + exp(-(w @ x + b)))", by: "w", "w=3 x=3 b=scalar", "E*(1-E)*x"),
    CorpusRow(
      "spelled-k21-b", "Boyd and Vandenberghe (2004), appendix A.4",
      "E = 1/(1 + exp(-(w @ x + b)))", by: "b", "w=3 x=3 b=scalar", "E*(1-E)"),
    CorpusRow(
      "spelled-k22-x", "Boyd and Vandenberghe (2004), appendix A.4", "E = (a @ x)**3", by: "x",
      "a=3 x=3", "3*(a@x)**2*a", hessian: "6*(a@x)*outer(a,a)"),
    CorpusRow(
      "spelled-k23-x", "Boyd and Vandenberghe (2004), appendix A.4", "E = (a @ x) * (b @ x)",
      by: "x", "a=3 b=3 x=3", "(b@x)*a+(a@x)*b", hessian: "outer(a,b)+outer(b,a)"),
    CorpusRow(
      "spelled-k24-x", "Boyd and Vandenberghe (2004), appendix A.4", "E = sum(x**3)/3", by: "x",
      "x=4", "x**2", hessian: "2*diag(x)"),
    CorpusRow(
      "spelled-k25-x", "Boyd and Vandenberghe (2004), appendix A.4", "E = logsumexp(A @ x + b)",
      by: "x", "A=5x3 x=3 b=5", "A.T@softmax(A@x+b)"),
    CorpusRow(
      "spelled-k26-x", "Petersen and Pedersen (2012), section 2.6", "E = norm(x)", by: "x", "x=4",
      "x/norm(x)"),
    CorpusRow(
      "spelled-k27-x", "Petersen and Pedersen (2012), section 2.6", "E = norm(A @ x)", by: "x",
      "A=4x3 x=3", "A.T@A@x/norm(A@x)"),
    CorpusRow(
      "spelled-k28-x", "Petersen and Pedersen (2012), section 2.6", "E = norm(x - a) + norm(x - b)",
      by: "x", "x=4 a=4 b=4", "(x-a)/norm(x-a)+(x-b)/norm(x-b)"),
    CorpusRow(
      "spelled-k29-u", "Minka (2000)", "E = sum((X - reshape(u,(3,1)) - v)**2)", by: "u",
      "X=3x4 u=3 v=4", "-2*sum(X-reshape(u,(3,1))-v,axis=1)"),
    CorpusRow(
      "spelled-k29-v", "Minka (2000)", "E = sum((X - reshape(u,(3,1)) - v)**2)", by: "v",
      "X=3x4 u=3 v=4", "-2*sum(X-reshape(u,(3,1))-v,axis=0)"),
    CorpusRow(
      "spelled-k31-w", "Boyd and Vandenberghe (2004), section 6.1",
      "d = X @ w - y; E = sum(sqrt(1 + d**2) - 1)", by: "w", "X=6x3 y=6 w=3", "X.T@(d/sqrt(1+d**2))"
    ),
    CorpusRow(
      "spelled-k32-w", "Boyd and Vandenberghe (2004), section 6.1", "E = sum(log(cosh(X @ w - y)))",
      by: "w", "X=6x3 y=6 w=3", "X.T@tanh(X@w-y)"),
    CorpusRow(
      "spelled-k33-x", "Halmos (1958), section 61", "E = (x+y)@(x+y)/4 - (x-y)@(x-y)/4", by: "x",
      "x=4 y=4", "y"),
    CorpusRow(
      "spelled-k34-x", "Halmos (1958), section 61", "E = (norm(x+y)**2 - norm(x-y)**2)/4", by: "x",
      "x=4 y=4", "y"),
    CorpusRow(
      "spelled-k36-X", "Petersen and Pedersen (2012), eq. 88",
      "E = trace((X - A) @ inv(S) @ (X - A).T)", by: "X", "X=4x3 A=4x3 S=3x3:regular",
      "(X-A)@(inv(S)+inv(S).T)"),
  ]
}

/// What courses set as exercises beyond the books' tables: quotients that cancel, graphs, norms of rows, tensors of
/// three axes and attention of several heads, each spelled as its notes spell it.
enum CourseRows {
  private static let heads =
    "Q = reshape(X @ Wq, (4, 2, 3)); K = reshape(X @ Wk, (4, 2, 3)); V = reshape(X @ Wv, (4, 2, 3)); "
    + "S = softmax(einsum('ihd,jhd->hij', Q, K) / sqrt(3)); "
    + "O = reshape(einsum('hij,jhd->ihd', S, V), (4, 6)); Y = O @ Wo"
  private static let headInputs = "X=4x5 Wq=5x6 Wk=5x6 Wv=5x6 Wo=6x5"

  static let rows: [CorpusRow] = quotients + graphs + tensors + attention

  private static let quotients = [
    CorpusRow(
      "course-softsign", "Glorot and Bengio (2010), section 2", "y = x/(1 + abs(x))", by: "x",
      "x=5", "dE_dy/(1+abs(x))**2"),
    CorpusRow(
      "course-softsign-sum", "Glorot and Bengio (2010), section 2", "E = sum(x/(1 + abs(x)))",
      by: "x", "x=5", "1/(1+abs(x))**2"),
    CorpusRow(
      "course-saturation", "Michaelis and Menten (1913)", "y = x/(a + x)", by: "x",
      "x=5:positive a=scalar:positive", "dE_dy*a/(a+x)**2"),
    CorpusRow(
      "course-hill", "Hill (1910)", "y = x**2/(1 + x**2)", by: "x", "x=5",
      "2*dE_dy*x/(1+x**2)**2"),
    CorpusRow(
      "course-cayley", "Golub and Van Loan (2013), section 5.1", "y = (1 - x)/(1 + x)", by: "x",
      "x=5:positive", "-2*dE_dy/(1+x)**2"),
    CorpusRow(
      "course-fisher", "Fisher (1915)", "y = log((1 + x)/(1 - x))/2", by: "x", "x=5:unit",
      "dE_dy/(1-x**2)"),
    CorpusRow(
      "course-isru", "Carlile et al. (2017), eq. 1", "y = x/sqrt(1 + x**2)", by: "x", "x=5",
      "dE_dy/sqrt(1+x**2)**3"),
    CorpusRow(
      "course-signed-square", "Boyd and Vandenberghe (2004), appendix A", "y = x*abs(x)", by: "x",
      "x=5", "2*dE_dy*abs(x)"),
    CorpusRow(
      "course-likelihood", "CS231n notes, linear classification",
      "P = softmax(S); E = -sum(log(sum(P*Y, axis=1)))", by: "S", "S=4x3 Y=4x3:unit",
      "P*(1-Y/sum(P*Y,axis=1,keepdims=True))"),
    CorpusRow(
      "course-kl-factors-H", "Lee and Seung (2001), eq. 3", "E = sum(W @ H - X*log(W @ H))",
      by: "H", "X=4x3 W=4x2:positive H=2x3:positive", "W.T@(1-X/(W@H))"),
    CorpusRow(
      "course-kl-factors-W", "Lee and Seung (2001), eq. 3", "E = sum(W @ H - X*log(W @ H))",
      by: "W", "X=4x3 W=4x2:positive H=2x3:positive", "(1-X/(W@H))@H.T"),
    CorpusRow(
      "course-poisson", "McCullagh and Nelder (1989), section 6.2",
      "E = sum(exp(X @ w)) + sum(X @ w)", by: "w", "X=4x3 w=3", "X.T@(1+exp(X@w))"),
    CorpusRow(
      "course-batch-norm-unnamed", "Ioffe and Szegedy (2015), section 3",
      "mu = mean(x, axis=0); var = mean((x-mu)**2, axis=0); y = g*(x-mu)/sqrt(var+eps)+b",
      by: "x", "x=5x3 g=3 b=3 eps=scalar:positive",
      "g/sqrt(var+eps)*(dE_dy-mean(dE_dy,axis=0)-(x-mu)*mean(dE_dy*(x-mu),axis=0)/(var+eps))"),
    CorpusRow(
      "course-rms-gain", "Zhang and Sennrich (2019), eq. 4",
      "r = sqrt(mean(x**2, axis=1, keepdims=True)); y = x/r*g", by: "g", "x=3x4 g=4",
      "sum(dE_dy*x/r,axis=0)"),
    CorpusRow(
      "course-rms-gain-unnamed", "Zhang and Sennrich (2019), eq. 4",
      "y = x/sqrt(mean(x**2, axis=1, keepdims=True) + 0.1)*g", by: "g", "x=3x4 g=4",
      "sum(dE_dy*x/sqrt(mean(x**2,axis=1,keepdims=True)+0.1),axis=0)"),
  ]

  private static let graphs = [
    CorpusRow(
      "course-laplacian", "von Luxburg (2007), proposition 1",
      "E = sum(W*(outer(x, ones(4)) - outer(ones(4), x))**2)/2", by: "x", "W=4x4 x=4",
      "sum(W+W.T,axis=1)*x-(W+W.T)@x"),
    CorpusRow(
      "course-laplacian-columns", "von Luxburg (2007), proposition 1",
      "E = sum(W*(reshape(x, (4, 1)) - x)**2)/4", by: "x", "W=4x4 x=4",
      "(sum(W+W.T,axis=1)*x-(W+W.T)@x)/2"),
    CorpusRow(
      "course-complete-graph", "von Luxburg (2007), proposition 1",
      "E = sum((outer(x, ones(4)) - outer(ones(4), x))**2)", by: "x", "x=4", "4*(4*x-sum(x))"),
    CorpusRow(
      "course-biases", "Koren, Bell and Volinsky (2009), eq. 4",
      "E = sum(W*(R - reshape(u, (3, 1)) - v)**2)/2", by: "u", "W=3x4 R=3x4 u=3 v=4",
      "-sum(W*(R-reshape(u,(3,1))-v),axis=1)"),
  ]

  private static let tensors = [
    CorpusRow(
      "course-cubic-x", "Kolda and Bader (2009), section 2.5",
      "E = einsum('ijk,i,j,k->', T, x, x, x)", by: "x", "T=3x3x3 x=3",
      "einsum('ijk,j,k->i',T,x,x)+einsum('ijk,i,k->j',T,x,x)+einsum('ijk,i,j->k',T,x,x)",
      hasMatrixForm: false),
    CorpusRow(
      "course-cubic-T", "Kolda and Bader (2009), section 2.5",
      "E = einsum('ijk,i,j,k->', T, x, x, x)", by: "T", "T=3x3x3 x=3",
      "einsum('i,j,k->ijk',x,x,x)", hasMatrixForm: false),
    CorpusRow(
      "course-bilinear-W", "Tenenbaum and Freeman (2000), eq. 1",
      "y = einsum('i,kij,j->k', x, W, z)", by: "W", "x=3 W=2x3x4 z=4",
      "einsum('k,i,j->kij',dE_dy,x,z)", hasMatrixForm: false),
    CorpusRow(
      "course-bilinear-x", "Tenenbaum and Freeman (2000), eq. 1",
      "y = einsum('i,kij,j->k', x, W, z)", by: "x", "x=3 W=2x3x4 z=4",
      "einsum('k,kij,j->i',dE_dy,W,z)", hasMatrixForm: false),
  ]

  private static let attention = [
    CorpusRow(
      "course-pooling-q", "Bahdanau, Cho and Bengio (2015), eq. 5",
      "a = softmax(K @ q); c = V.T @ a", by: "q", "K=4x3 q=3 V=4x2", "K.T@(a*(V@dE_dc-dE_dc@c))"),
    CorpusRow(
      "course-pooling-K", "Bahdanau, Cho and Bengio (2015), eq. 5",
      "a = softmax(K @ q); c = a @ V", by: "K", "K=4x3 q=3 V=4x2", "outer(a*(V@dE_dc-dE_dc@c),q)"),
    CorpusRow(
      "course-pooling-v", "Bahdanau, Cho and Bengio (2015), eq. 6",
      "e = tanh(H @ W + s @ U) @ v; a = softmax(e); c = a @ H", by: "v",
      "H=4x3 W=3x5 U=2x5 s=2 v=5", "tanh(H@W+s@U).T@(a*(H@dE_dc-dE_dc@c))"),
    CorpusRow(
      "course-head-scores-Wq", "Vaswani et al. (2017), section 3.2.2",
      "s = einsum('ihd,jhd->hij', reshape(X @ Wq, (4, 2, 3)), K)", by: "Wq", "X=4x5 Wq=5x6 K=4x2x3",
      "X.T@reshape(einsum('hij,jhd->ihd',dE_ds,K),(4,6))", hasMatrixForm: false),
    CorpusRow(
      "course-head-scores-X", "Vaswani et al. (2017), section 3.2.2",
      "Q = reshape(X @ Wq, (4, 2, 3)); s = einsum('ihd,jhd->hij', Q, K)", by: "X",
      "X=4x5 Wq=5x6 K=4x2x3", "reshape(einsum('hij,jhd->ihd',dE_ds,K),(4,6))@Wq.T",
      hasMatrixForm: false),
    CorpusRow(
      "course-head-values-Wv", "Vaswani et al. (2017), section 3.2.2",
      "O = reshape(einsum('hij,jhd->ihd', S, reshape(X @ Wv, (4, 2, 3))), (4, 6))", by: "Wv",
      "X=4x5 Wv=5x6 S=2x4x4",
      "X.T@reshape(einsum('hij,ihd->jhd',S,reshape(dE_dO,(4,2,3))),(4,6))", hasMatrixForm: false),
    CorpusRow(
      "course-head-values-S", "Vaswani et al. (2017), section 3.2.2",
      "O = reshape(einsum('hij,jhd->ihd', S, reshape(X @ Wv, (4, 2, 3))), (4, 6))", by: "S",
      "X=4x5 Wv=5x6 S=2x4x4",
      "einsum('ihd,jhd->hij',reshape(dE_dO,(4,2,3)),reshape(X@Wv,(4,2,3)))", hasMatrixForm: false),
    CorpusRow(
      "course-heads-Wo", "Vaswani et al. (2017), section 3.2.2", heads, by: "Wo", headInputs,
      "O.T@dE_dY"),
    CorpusRow(
      "course-heads-Wv", "Vaswani et al. (2017), section 3.2.2", heads, by: "Wv", headInputs,
      "X.T@reshape(einsum('hij,ihd->jhd',S,reshape(dE_dY@Wo.T,(4,2,3))),(4,6))",
      hasMatrixForm: false),
    CorpusRow(
      "course-heads-Wq", "Vaswani et al. (2017), section 3.2.2", heads, by: "Wq", headInputs,
      "X.T@reshape(einsum('hij,jhd->ihd',S*(einsum('ihd,jhd->hij',reshape(dE_dY@Wo.T,(4,2,3)),V)"
        + "-sum(S*einsum('ihd,jhd->hij',reshape(dE_dY@Wo.T,(4,2,3)),V),axis=2,keepdims=True)),K)"
        + ",(4,6))/sqrt(3)", hasMatrixForm: false),
    CorpusRow(
      "course-heads-Wk", "Vaswani et al. (2017), section 3.2.2", heads, by: "Wk", headInputs,
      "X.T@reshape(einsum('hij,ihd->jhd',S*(einsum('ihd,jhd->hij',reshape(dE_dY@Wo.T,(4,2,3)),V)"
        + "-sum(S*einsum('ihd,jhd->hij',reshape(dE_dY@Wo.T,(4,2,3)),V),axis=2,keepdims=True)),Q)"
        + ",(4,6))/sqrt(3)", hasMatrixForm: false),
  ]
}

/// Layers, losses and normalizations, as people write them who have not read the manual: `x.T @ A @ x`, `norm(A@x-b)**2`,
/// `0.5*sum(…)`, with names in between or none.
enum SpelledNetworks {
  static let rows: [CorpusRow] = [
    CorpusRow(
      "spelled-c1-W", "CS231n notes, backpropagation", "Y = X @ W + b", by: "W", "X=4x3 W=3x2 b=2",
      "X.T@dE_dY"),
    CorpusRow(
      "spelled-c1-X", "CS231n notes, backpropagation", "Y = X @ W + b", by: "X", "X=4x3 W=3x2 b=2",
      "dE_dY@W.T"),
    CorpusRow(
      "spelled-c1-b", "CS231n notes, backpropagation", "Y = X @ W + b", by: "b", "X=4x3 W=3x2 b=2",
      "sum(dE_dY,axis=0)"),
    CorpusRow(
      "spelled-c2-W2", "CS231n notes, backpropagation",
      "H = maximum(0, X @ W1 + b1); S = H @ W2 + b2", by: "W2", "X=4x3 W1=3x5 b1=5 W2=5x2 b2=2",
      "H.T@dE_dS"),
    CorpusRow(
      "spelled-c3-W", "CS231n notes, linear classification",
      "S = X @ W; P = softmax(S, axis=1); E = -sum(Y*log(P))/4", by: "W",
      "X=4x3 W=3x5 Y=4x5:onehot", "X.T@(P-Y)/4",
      known: Excess(6, "the book knows that labels add up to 1")),
    CorpusRow(
      "spelled-c4-W", "CS231n notes, linear classification",
      "S = X @ W; E = mean(logsumexp(S, axis=1) - sum(Y*S, axis=1))", by: "W",
      "X=4x3 W=3x5 Y=4x5:onehot", "X.T@(softmax(S)-Y)/4"),
    CorpusRow(
      "spelled-c5-S", "CS231n notes, linear classification",
      "P = exp(S)/sum(exp(S), axis=1, keepdims=True); E = -sum(Y*log(P))", by: "S",
      "S=4x5 Y=4x5:onehot", "P-Y", known: Excess(3, "the book knows that labels add up to 1")),
    CorpusRow(
      "spelled-c6-gamma", "Ioffe and Szegedy (2015), section 3",
      "mu = mean(x, axis=0); var = mean((x-mu)**2, axis=0); xhat = (x-mu)/sqrt(var+1e-5); out = gamma*xhat+beta",
      by: "gamma", "x=5x3 gamma=3 beta=3", "sum(dE_dout*xhat,axis=0)"),
    CorpusRow(
      "spelled-c6-beta", "Ioffe and Szegedy (2015), section 3",
      "mu = mean(x, axis=0); var = mean((x-mu)**2, axis=0); xhat = (x-mu)/sqrt(var+1e-5); out = gamma*xhat+beta",
      by: "beta", "x=5x3 gamma=3 beta=3", "sum(dE_dout,axis=0)"),
    CorpusRow(
      "spelled-c6-x", "Ioffe and Szegedy (2015), section 3",
      "mu = mean(x, axis=0); var = mean((x-mu)**2, axis=0); xhat = (x-mu)/sqrt(var+1e-5); out = gamma*xhat+beta",
      by: "x", "x=5x3 gamma=3 beta=3",
      "gamma/sqrt(var+1e-5)*(dE_dout-mean(dE_dout,axis=0)-xhat*mean(dE_dout*xhat,axis=0))"),
    CorpusRow(
      "spelled-c7-x", "Ba, Kiros and Hinton (2016), eq. 3",
      "mu = mean(x, axis=1, keepdims=True); std = sqrt(mean((x-mu)**2, axis=1, keepdims=True)); h = (x-mu)/std",
      by: "x", "x=4x3",
      "(dE_dh-mean(dE_dh,axis=1,keepdims=True)-h*mean(dE_dh*h,axis=1,keepdims=True))/std"),
    CorpusRow(
      "spelled-c8-x", "Ba, Kiros and Hinton (2016), eq. 3",
      "mu = mean(x); std = sqrt(mean((x-mu)**2)); h = (x-mu)/std; y = g*h+b", by: "x",
      "x=5 g=5 b=5", "(g*dE_dy-mean(g*dE_dy)-h*mean(g*dE_dy*h))/std"),
    CorpusRow(
      "spelled-c8-g", "Ba, Kiros and Hinton (2016), eq. 3",
      "mu = mean(x); std = sqrt(mean((x-mu)**2)); h = (x-mu)/std; y = g*h+b", by: "g",
      "x=5 g=5 b=5", "dE_dy*h"),
    CorpusRow(
      "spelled-c9-x", "Ba, Kiros and Hinton (2016), eq. 3",
      "m = mean(x); c = x - m; v = mean(c**2); y = c/sqrt(v + 1e-5)", by: "x", "x=5",
      "(dE_dy-mean(dE_dy)-y*mean(dE_dy*y))/sqrt(v+1e-5)"),
    CorpusRow(
      "spelled-c10-V", "Vaswani et al. (2017), eq. 1",
      "S = Q @ K.T / sqrt(2); A = softmax(S); O = A @ V", by: "V", "Q=3x2 K=4x2 V=4x5", "A.T@dE_dO"),
    CorpusRow(
      "spelled-c10-Q", "Vaswani et al. (2017), eq. 1",
      "S = Q @ K.T / sqrt(2); A = softmax(S); O = A @ V", by: "Q", "Q=3x2 K=4x2 V=4x5",
      "A*(dE_dO@V.T-sum(A*(dE_dO@V.T),axis=1,keepdims=True))@K/sqrt(2)"),
    CorpusRow(
      "spelled-c10-K", "Vaswani et al. (2017), eq. 1",
      "S = Q @ K.T / sqrt(2); A = softmax(S); O = A @ V", by: "K", "Q=3x2 K=4x2 V=4x5",
      "(A*(dE_dO@V.T-sum(A*(dE_dO@V.T),axis=1,keepdims=True))).T@Q/sqrt(2)"),
    CorpusRow(
      "spelled-c11-V", "Vaswani et al. (2017), eq. 1", "O = softmax(Q @ K.T) @ V", by: "V",
      "Q=3x2 K=4x2 V=4x5", "softmax(Q@K.T).T@dE_dO"),
    CorpusRow(
      "spelled-c12-W", "CS224n notes, recurrent networks", "h = tanh(W @ x + U @ s + b); y = V @ h",
      by: "W", "W=4x3 x=3 U=4x4 s=4 b=4 V=2x4", "outer(V.T@dE_dy*(1-h**2),x)"),
    CorpusRow(
      "spelled-c12-U", "CS224n notes, recurrent networks", "h = tanh(W @ x + U @ s + b); y = V @ h",
      by: "U", "W=4x3 x=3 U=4x4 s=4 b=4 V=2x4", "outer(V.T@dE_dy*(1-h**2),s)"),
    CorpusRow(
      "spelled-c13-x", "CS224n assignments, gradients of networks and word vectors",
      "h = sigmoid(x @ W1 + b1); yh = softmax(h @ W2 + b2); E = -sum(y*log(yh))", by: "x",
      "x=3 W1=3x4 b1=4 W2=4x5 b2=5 y=5:onehot", "W1@((W2@(yh-y))*h*(1-h))",
      known: Excess(8, "the book knows that labels add up to 1")),
    CorpusRow(
      "spelled-c14-v", "CS224n assignments, gradients of networks and word vectors",
      "yh = softmax(U.T @ v); E = -log(yh) @ y", by: "v", "U=3x5 v=3 y=5:onehot", "U@(yh-y)",
      known: Excess(4, "the book knows that labels add up to 1")),
    CorpusRow(
      "spelled-c14-U", "CS224n assignments, gradients of networks and word vectors",
      "yh = softmax(U.T @ v); E = -log(yh) @ y", by: "U", "U=3x5 v=3 y=5:onehot", "outer(v,yh-y)",
      known: Excess(4, "the book knows that labels add up to 1")),
    CorpusRow(
      "spelled-c15-v", "CS224n assignments, gradients of networks and word vectors",
      "E = -log(sigmoid(o @ v)) - sum(log(sigmoid(-N @ v)))", by: "v", "o=3 v=3 N=4x3",
      "(sigmoid(o@v)-1)*o+N.T@sigmoid(N@v)"),
    CorpusRow(
      "spelled-c15-o", "CS224n assignments, gradients of networks and word vectors",
      "E = -log(sigmoid(o @ v)) - sum(log(sigmoid(-N @ v)))", by: "o", "o=3 v=3 N=4x3",
      "(sigmoid(o@v)-1)*v"),
    CorpusRow(
      "spelled-c16-x", "Ramachandran et al. (2017)", "y = x * sigmoid(x)", by: "x", "x=5",
      "dE_dy*(sigmoid(x)+y*(1-sigmoid(x)))"),
    CorpusRow(
      "spelled-c17-x", "Hendrycks and Gimpel (2016), section 2", "y = 0.5*x*(1+tanh(0.8*x))",
      by: "x", "x=5", "dE_dy*(0.5*(1+tanh(0.8*x))+0.4*x*(1-tanh(0.8*x)**2))"),
    CorpusRow(
      "spelled-c18-x", "CS231n notes, activation functions", "y = where(x > 0, x, 0.1*x)", by: "x",
      "x=5", "where(x>0,dE_dy,0.1*dE_dy)"),
    CorpusRow(
      "spelled-c19-z", "Cover and Thomas (2006), section 2.3", "p = softmax(z); E = -sum(p*log(p))",
      by: "z", "z=5", "-p*(log(p)+E)"),
    CorpusRow(
      "spelled-c20-z", "Cover and Thomas (2006), section 2.3",
      "p = softmax(z); E = sum(p*log(p/q))", by: "z", "z=5 q=5:unit", "p*(log(p/q)-E)"),
    CorpusRow(
      "spelled-c21-z", "CS224n notes, softmax", "y = log_softmax(z)", by: "z", "z=5",
      "dE_dy-softmax(z)*sum(dE_dy)"),
    CorpusRow(
      "spelled-c22-Z", "CS224n notes, softmax", "Y = log_softmax(Z)", by: "Z", "Z=3x5",
      "dE_dY-softmax(Z)*sum(dE_dY,axis=1,keepdims=True)"),
    CorpusRow(
      "spelled-c23-z", "CS224n notes, softmax", "y = z - logsumexp(z)", by: "z", "z=5",
      "dE_dy-softmax(z)*sum(dE_dy)"),
    CorpusRow(
      "spelled-c24-X", "CS231n notes, normalization", "Y = X / norm(X)", by: "X", "X=3x4",
      "(dE_dY-Y*sum(dE_dY*Y))/norm(X)"),
    CorpusRow(
      "spelled-c25-X", "CS231n notes, normalization",
      "n = sqrt(sum(X**2, axis=1, keepdims=True)); Y = X/n", by: "X", "X=3x4",
      "(dE_dY-Y*sum(dE_dY*Y,axis=1,keepdims=True))/n"),
    CorpusRow(
      "spelled-c26-X", "CS231n notes, normalization",
      "Y = X / sqrt(sum(X*X, axis=1, keepdims=True))", by: "X", "X=3x4",
      "(dE_dY-Y*sum(dE_dY*Y,axis=1,keepdims=True))/sqrt(sum(X*X,axis=1,keepdims=True))"),
    CorpusRow(
      "spelled-c28-A", "CS231n notes, normalization", "Y = A / sum(A, axis=1, keepdims=True)",
      by: "A", "A=3x4:positive",
      "(dE_dY-sum(dE_dY*Y,axis=1,keepdims=True))/sum(A,axis=1,keepdims=True)"),
    CorpusRow(
      "spelled-c29-A", "CS231n notes, normalization", "Y = A / sum(A, axis=0)", by: "A",
      "A=3x4:positive", "(dE_dY-sum(dE_dY*Y,axis=0))/sum(A,axis=0)"),
    CorpusRow(
      "spelled-c30-x", "CS231n notes, normalization", "p = x / sum(x)", by: "x", "x=4:positive",
      "(dE_dp-dE_dp@p)/sum(x)"),
    CorpusRow(
      "spelled-c31-X", "Minka (2000), \"Old and new matrix algebra useful for statistics\"",
      "Y = X - mean(X, axis=0); C = Y.T @ Y / 4", by: "X", "X=4x3", "Y@(dE_dC+dE_dC.T)/4"),
    CorpusRow(
      "spelled-c32-m", "Minka (2000), \"Old and new matrix algebra useful for statistics\"",
      "D = sum((X - m)**2, axis=1)", by: "m", "X=4x3 m=3", "-2*(X-m).T@dE_dD"),
    CorpusRow(
      "spelled-c33-m", "Minka (2000), \"Old and new matrix algebra useful for statistics\"",
      "E = sum((X - m) @ P * (X - m))", by: "m", "X=5x3 m=3 P=3x3", "-(P+P.T)@sum(X-m,axis=0)"),
    CorpusRow(
      "spelled-c33-X", "Minka (2000), \"Old and new matrix algebra useful for statistics\"",
      "E = sum((X - m) @ P * (X - m))", by: "X", "X=5x3 m=3 P=3x3", "(X-m)@(P+P.T)"),
    CorpusRow(
      "spelled-c33-P", "Minka (2000), \"Old and new matrix algebra useful for statistics\"",
      "E = sum((X - m) @ P * (X - m))", by: "P", "X=5x3 m=3 P=3x3", "(X-m).T@(X-m)"),
    CorpusRow(
      "spelled-c34-m", "Minka (2000), \"Old and new matrix algebra useful for statistics\"",
      "D = X - m; E = trace(D @ P @ D.T)", by: "m", "X=5x3 m=3 P=3x3", "-(P+P.T)@sum(D,axis=0)"),
    CorpusRow(
      "spelled-c35-W", "Dauphin et al. (2017), eq. 1", "H = X @ W; Y = H * g + b", by: "W",
      "X=4x3 W=3x5 g=5 b=5", "X.T@(dE_dY*g)"),
    CorpusRow(
      "spelled-c35-g", "Dauphin et al. (2017), eq. 1", "H = X @ W; Y = H * g + b", by: "g",
      "X=4x3 W=3x5 g=5 b=5", "sum(dE_dY*H,axis=0)"),
    CorpusRow(
      "spelled-c35-X", "Dauphin et al. (2017), eq. 1", "H = X @ W; Y = H * g + b", by: "X",
      "X=4x3 W=3x5 g=5 b=5", "dE_dY*g@W.T"),
    CorpusRow(
      "spelled-c36-W", "Dauphin et al. (2017), eq. 1", "Y = (X @ W) * sigmoid(X @ V + c)", by: "W",
      "X=4x3 W=3x5 V=3x5 c=5", "X.T@(dE_dY*sigmoid(X@V+c))"),
    CorpusRow(
      "spelled-c37-W", "Deisenroth, Faisal and Ong (2020), section 9.2",
      "E = mean(sum((Y - X @ W)**2, axis=1))", by: "W", "Y=4x2 X=4x3 W=3x2", "-X.T@(Y-X@W)/2"),
    CorpusRow(
      "spelled-c38-W2", "CS231n notes, backpropagation", "E = sum((Y - relu(X @ W1) @ W2)**2)/2",
      by: "W2", "Y=4x2 X=4x3 W1=3x5 W2=5x2", "-relu(X@W1).T@(Y-relu(X@W1)@W2)"),
    CorpusRow(
      "spelled-c38-W1", "CS231n notes, backpropagation", "E = sum((Y - relu(X @ W1) @ W2)**2)/2",
      by: "W1", "Y=4x2 X=4x3 W1=3x5 W2=5x2", "-X.T@((Y-relu(X@W1)@W2)@W2.T*(X@W1>0))"),
    CorpusRow(
      "spelled-c39-b", "CS231n notes, backpropagation", "Z = X @ W + b; E = sum(Z**2)/8", by: "b",
      "X=4x3 W=3x2 b=2", "sum(Z,axis=0)/4"),
    CorpusRow(
      "spelled-c39-W", "CS231n notes, backpropagation", "Z = X @ W + b; E = sum(Z**2)/8", by: "W",
      "X=4x3 W=3x2 b=2", "X.T@Z/4"),
    CorpusRow(
      "spelled-dice", "Milletari, Navab and Ahmadi (2016), section 3",
      "E = 1 - 2*sum(p*t)/(sum(p) + sum(t))", by: "p", "p=5:unit t=5:labels",
      "(1 - E - 2*t)/(sum(p) + sum(t))"),
    CorpusRow(
      "spelled-dice-smooth", "Milletari, Navab and Ahmadi (2016), section 3",
      "E = 1 - (2*sum(p*t) + 1)/(sum(p) + sum(t) + 1)", by: "p", "p=5:unit t=5:labels",
      "(1 - E - 2*t)/(sum(p) + sum(t) + 1)"),
    CorpusRow(
      "spelled-dice-squared", "Milletari, Navab and Ahmadi (2016), section 3",
      "E = 1 - 2*sum(p*t)/(sum(p**2) + sum(t**2))", by: "p", "p=5:unit t=5:labels",
      "2*((1 - E)*p - t)/(sum(p**2) + sum(t**2))"),
    CorpusRow(
      "spelled-iou", "Rahman and Wang (2016), eq. 3",
      "E = 1 - sum(p*t)/(sum(p) + sum(t) - sum(p*t))", by: "p", "p=5:unit t=5:labels",
      "((1 - E)*(1 - t) - t)/(sum(p) + sum(t) - sum(p*t))"),
    CorpusRow(
      "spelled-rms-unnamed", "Zhang and Sennrich (2019), eq. 4", "y = x/sqrt(mean(x**2) + e)",
      by: "x", "x=5 e=scalar:positive", "(dE_dy - y*mean(dE_dy*y))/sqrt(mean(x**2) + e)"),
  ]
}

#if canImport(_Differentiation)
  import Foundation
  import MatrixCalculus
  import TensorCore
  import Testing
  import _Differentiation

  /// Gradients against those that the Swift compiler derives from the function's own body: a route that
  /// shares with ours neither a rule nor a step size.
  ///
  /// Every function reads a vector x of four numbers.
  struct CompilerDerivativeTests {
    struct Case: Sendable, CustomTestStringConvertible {
      let program: String
      /// How x is drawn, as in the corpus.
      let sampling: String
      let gradient: @Sendable (Vector) -> Vector

      init(
        _ program: String, _ sampling: String = "normal",
        _ gradient: @escaping @Sendable (Vector) -> Vector
      ) {
        self.program = program
        self.sampling = sampling
        self.gradient = gradient
      }

      var testDescription: String { program }
    }

    typealias Vector = SIMD4<Double>

    static let cases: [Case] = scalar + vector + matrix

    private static let scalar: [Case] = [
      Case("E = exp(x[0]) * sin(x[1]) + x[2] / (1 + x[3]**2)") {
        gradient(at: $0) { (x: Vector) -> Double in
          let (a, b) = (exp(x[0]) * sin(x[1]), 1 + x[3] * x[3])
          return a + x[2] / b
        }
      },
      Case("E = log(x[0]**4) * sin(x[1]**3) - x[2] * x[3]", "positive") {
        gradient(at: $0) { (x: Vector) -> Double in
          let (a, b) = (x[0] * x[0], x[1] * x[1] * x[1])
          return log(a * a) * sin(b) - x[2] * x[3]
        }
      },
      Case("E = 1 / (1 + exp(-x[0])) * tanh(x[1] - x[2]) + cos(x[3])") {
        gradient(at: $0) { (x: Vector) -> Double in
          let (a, b) = (1 / (1 + exp(-x[0])), tanh(x[1] - x[2]))
          return a * b + cos(x[3])
        }
      },
      Case("E = sqrt(x[0] + exp(x[1])) + cos(x[2] + exp(x[3]))", "positive") {
        gradient(at: $0) { (x: Vector) -> Double in
          (x[0] + exp(x[1])).squareRoot() + cos(x[2] + exp(x[3]))
        }
      },
      Case("E = arctan(x[0] / x[1]) + sinh(x[2]) * cosh(x[3])", "positive") {
        gradient(at: $0) { (x: Vector) -> Double in atan(x[0] / x[1]) + sinh(x[2]) * cosh(x[3]) }
      },
      Case("E = erf(x[0]) * log1p(x[1]**2) + tan(x[2]) * x[3]", "unit") {
        gradient(at: $0) { (x: Vector) -> Double in
          let (a, b) = (erf(x[0]), log1p(x[1] * x[1]))
          return a * b + tan(x[2]) * x[3]
        }
      },
      Case("E = x[0]**x[1] + x[2]**2.5 * x[3]**-1.5", "positive") {
        gradient(at: $0) { (x: Vector) -> Double in
          pow(x[0], x[1]) + pow(x[2], 2.5) * pow(x[3], -1.5)
        }
      },
      Case("E = exp(-(x[0] - x[1])**2 / (2 * x[2]**2)) / x[3]", "positive") {
        gradient(at: $0) { (x: Vector) -> Double in
          let z = (x[0] - x[1]) / x[2]
          return exp(-z * z / 2) / x[3]
        }
      },
      Case("E = -log(x[3]) - (x[0] - x[1])**2 / (2 * x[3]**2) + x[2]", "positive") {
        gradient(at: $0) { (x: Vector) -> Double in
          let z = (x[0] - x[1]) / x[3]
          return -log(x[3]) - z * z / 2 + x[2]
        }
      },
      Case("a = x[0]**2; b = exp(a); E = sqrt(a + b) + cos(a + b) + x[1] * x[2] * x[3]", "unit") {
        gradient(at: $0) { (x: Vector) -> Double in
          let a = x[0] * x[0]
          let b = exp(a)
          return (a + b).squareRoot() + cos(a + b) + x[1] * x[2] * x[3]
        }
      },
      Case("E = softplus(x[0]) * sigmoid(x[1]) * x[2] - x[3]") {
        gradient(at: $0) { (x: Vector) -> Double in
          let (a, b) = (log(1 + exp(x[0])), 1 / (1 + exp(-x[1])))
          return a * b * x[2] - x[3]
        }
      },
      Case("E = (1 - x[0])**2 + 100 * (x[1] - x[0]**2)**2 + (1 - x[2])**2 * x[3]") {
        gradient(at: $0) { (x: Vector) -> Double in
          let (a, b, c) = (1 - x[0], x[1] - x[0] * x[0], 1 - x[2])
          return a * a + 100 * b * b + c * c * x[3]
        }
      },
    ]

    private static let vector: [Case] = [
      Case("E = x @ x") { gradient(at: $0) { (x: Vector) -> Double in (x * x).sum() } },
      Case("E = sum(x**3)") { gradient(at: $0) { (x: Vector) -> Double in (x * x * x).sum() } },
      Case("E = norm(x)") {
        gradient(at: $0) { (x: Vector) -> Double in (x * x).sum().squareRoot() }
      },
      Case("E = prod(x)") {
        gradient(at: $0) { (x: Vector) -> Double in x[0] * x[1] * x[2] * x[3] }
      },
      Case("E = logsumexp(x)") {
        gradient(at: $0) { (x: Vector) -> Double in log(exponentialSum(x)) }
      },
      Case("E = softmax(x)[1]") {
        gradient(at: $0) { (x: Vector) -> Double in exp(x[1]) / exponentialSum(x) }
      },
      Case("E = mean((x - mean(x))**2)") {
        gradient(at: $0) { (x: Vector) -> Double in
          let mean = x.sum() / 4
          return (x * x).sum() / 4 - mean * mean
        }
      },
      Case("E = sum(x * log(x))", "positive") {
        gradient(at: $0) { (x: Vector) -> Double in
          let (a, b) = (x[0] * log(x[0]), x[1] * log(x[1]))
          let (c, d) = (x[2] * log(x[2]), x[3] * log(x[3]))
          return a + b + c + d
        }
      },
      Case("E = sum((x[1:] - x[:-1])**2) / 2") {
        gradient(at: $0) { (x: Vector) -> Double in
          let (a, b, c) = (x[1] - x[0], x[2] - x[1], x[3] - x[2])
          return (a * a + b * b + c * c) / 2
        }
      },
      Case("E = exp(-(x @ x) / 2)") {
        gradient(at: $0) { (x: Vector) -> Double in exp(-(x * x).sum() / 2) }
      },
      Case("E = log_softmax(x) @ [0.1, 0.2, 0.3, 0.4]") {
        gradient(at: $0) { (x: Vector) -> Double in
          let weighted = 0.1 * (x[0] + 2 * x[1] + 3 * x[2] + 4 * x[3])
          return weighted - log(exponentialSum(x))
        }
      },
    ]

    private static let matrix: [Case] = [
      Case("E = det(reshape(x, (2, 2)))") {
        gradient(at: $0) { (x: Vector) -> Double in x[0] * x[3] - x[1] * x[2] }
      },
      Case("E = logdet(reshape(x, (2, 2)) + 3 * eye(2))", "unit") {
        gradient(at: $0) { (x: Vector) -> Double in log((x[0] + 3) * (x[3] + 3) - x[1] * x[2]) }
      },
      Case("E = [1, 2] @ inv(reshape(x, (2, 2)) + 3 * eye(2)) @ [3, 4]", "unit") {
        gradient(at: $0) { (x: Vector) -> Double in
          let (a, b, c, d) = (x[0] + 3, x[1], x[2], x[3] + 3)
          let adjugate: Double = 3 * d - 4 * b - 6 * c + 8 * a
          return adjugate / (a * d - b * c)
        }
      },
      Case("M = reshape(x, (2, 2)); E = trace(M @ M @ M)") {
        gradient(at: $0) { (x: Vector) -> Double in
          let (a, b, c, d) = (x[0], x[1], x[2], x[3])
          let mixed: Double = 3 * b * c * (a + d)
          return a * a * a + d * d * d + mixed
        }
      },
      Case("M = reshape(x, (2, 2)); E = sum(tanh(M @ [[1, -1], [2, 0.5]])**2)") {
        gradient(at: $0) { (x: Vector) -> Double in
          let (p, q) = (tanh(x[0] + 2 * x[1]), tanh(-x[0] + 0.5 * x[1]))
          let (r, s) = (tanh(x[2] + 2 * x[3]), tanh(-x[2] + 0.5 * x[3]))
          return p * p + q * q + r * r + s * s
        }
      },
      Case("M = reshape(x, (2, 2)); E = trace(M.T @ M) * trace(M)") {
        gradient(at: $0) { (x: Vector) -> Double in (x * x).sum() * (x[0] + x[3]) }
      },
    ]

    @Test(arguments: cases) func gradientIsTheCompilers(example: Case) throws {
      let row = CorpusRow(
        "compiler", "the Swift compiler", example.program, by: "x", "x=4:\(example.sampling)", "")
      for seed: UInt64 in 1...5 {
        let derived = try DerivedRow(row, seed: seed)
        let point = try #require(derived.values[derived.variable]).elements
        let expected = example.gradient(SIMD4(point[0], point[1], point[2], point[3]))
        let tensor = Tensor(shape: Shape([4])) { expected[$0] }
        #expect(try derived.gradient.isClose(to: tensor, within: 1e-12))
      }
    }
  }

  /// Σᵢ exp(xᵢ), a function that the compiler derives too.
  @differentiable(reverse)
  private func exponentialSum(_ x: SIMD4<Double>) -> Double {
    let (a, b) = (exp(x[0]) + exp(x[1]), exp(x[2]) + exp(x[3]))
    return a + b
  }
#endif

// swift-tools-version: 6.2
import PackageDescription

/// Every target: warnings are errors, imports are what they say, `any` is spelled out.
let strict: [SwiftSetting] = [
  .treatAllWarnings(as: .error),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableUpcomingFeature("ExistentialAny"),
]

/// The room that holds the terminal runs on the main thread and nowhere else.
///
/// `jacobiscope` says so of its loop only: the argument library's protocols are for any thread.
let mainThread: [SwiftSetting] = strict + [.defaultIsolation(MainActor.self)]

let package = Package(
  name: "jacobiscope",
  products: [
    .executable(name: "jacobiscope", targets: ["jacobiscope"]),
    .executable(name: "jacobiscope-bench", targets: ["jacobiscope-bench"]),
    .library(name: "TensorCore", targets: ["TensorCore"]),
    .library(name: "MatrixCalculus", targets: ["MatrixCalculus"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.5.0")
  ],
  targets: [
    .systemLibrary(name: "CKernels"),
    .target(name: "TensorCore", dependencies: ["CKernels"], swiftSettings: strict),
    .target(name: "MatrixCalculus", dependencies: ["TensorCore"], swiftSettings: strict),
    .target(name: "Scenes", dependencies: ["MatrixCalculus", "TensorCore"], swiftSettings: strict),
    .target(name: "Screen", swiftSettings: strict),
    .target(
      name: "Explorer", dependencies: ["Scenes", "MatrixCalculus", "TensorCore", "Screen"],
      swiftSettings: strict),
    .target(name: "Export", dependencies: ["Screen"], swiftSettings: strict),
    .systemLibrary(name: "CNcurses", providers: [.apt(["libncursesw5-dev"]), .brew(["ncurses"])]),
    .target(name: "Terminal", dependencies: ["Screen", "CNcurses"], swiftSettings: mainThread),
    .target(
      name: "SceneLibrary", path: "scenes",
      resources: [
        .embedInCode("matmul.scene"),
        .embedInCode("matmul-dX.scene"),
        .embedInCode("matvec.scene"),
        .embedInCode("matvec-dA.scene"),
        .embedInCode("jacobian.scene"),
        .embedInCode("layouts.scene"),
        .embedInCode("batch-relu.scene"),
        .embedInCode("linear-layer.scene"),
        .embedInCode("gram.scene"),
        .embedInCode("tensor-product.scene"),
        .embedInCode("square-trap.scene"),
        .embedInCode("erratum.scene"),
        .embedInCode("least-squares.scene"),
        .embedInCode("iris.scene"),
        .embedInCode("hessian.scene"),
        .embedInCode("trace-tricks.scene"),
        .embedInCode("inverse-determinant.scene"),
        .embedInCode("softmax-cross-entropy.scene"),
        .embedInCode("two-layer.scene"),
        .embedInCode("attention.scene"),
        .embedInCode("data/iris.csv"),
      ],
      swiftSettings: strict),
    .executableTarget(
      name: "jacobiscope",
      dependencies: [
        "TensorCore", "MatrixCalculus", "Scenes", "Screen", "Explorer", "Export", "Terminal",
        "SceneLibrary", .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: strict),
    .executableTarget(
      name: "jacobiscope-bench",
      dependencies: [
        "TensorCore", "MatrixCalculus", "Scenes", "Screen", "Explorer", "Export", "SceneLibrary",
      ],
      swiftSettings: strict),
    .testTarget(name: "RoomsTests", swiftSettings: strict),
    .testTarget(name: "TensorCoreTests", dependencies: ["TensorCore"], swiftSettings: strict),
    .testTarget(
      name: "ScenesTests", dependencies: ["Scenes", "MatrixCalculus", "TensorCore"],
      swiftSettings: strict),
    .testTarget(
      name: "MatrixCalculusTests", dependencies: ["MatrixCalculus", "TensorCore"],
      swiftSettings: strict),
    .testTarget(name: "ScreenTests", dependencies: ["Screen"], swiftSettings: strict),
    .testTarget(name: "ExportTests", dependencies: ["Export", "Screen"], swiftSettings: strict),
    .testTarget(
      name: "ExplorerTests",
      dependencies: [
        "Explorer", "Export", "Scenes", "SceneLibrary", "MatrixCalculus", "TensorCore", "Screen",
      ],
      exclude: ["Golden"], swiftSettings: strict),
    .target(name: "TestSupport", path: "Tests/TestSupport", swiftSettings: strict),
    .testTarget(
      name: "TerminalTests", dependencies: ["Terminal", "Screen", "TestSupport"],
      swiftSettings: strict),
    .testTarget(
      name: "jacobiscopeTests", dependencies: ["jacobiscope", "TestSupport"],
      swiftSettings: strict),
  ],
  swiftLanguageModes: [.v6]
)

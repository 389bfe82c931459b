import Explorer
import Export
import MatrixCalculus
import Scenes
import Screen

/// What a reader waits for: a scene opened, a key answered, a frame written.
enum ExplorerRows {
  static func series() -> [Series] {
    let shipped = ShippedScene.all
    let growing = [4, 16, 64, 256, 1024].compactMap { n in
      ShippedScene(squares(n)).map { (n, $0) }
    }
    return [
      Series(
        name: "text to the first frame", rows: shipped.map { first($0, $0.name, nil) },
        expectations: [.time(atMost: 0.030)]),
      Series(
        name: "a key to its frame", rows: shipped.map { key($0, $0.name, nil) },
        expectations: [.time(atMost: 0.005)]),
      Series(
        name: "text to the first frame, all n×n",
        rows: growing.map { n, scene in first(scene, String(n), n) },
        expectations: [.growth(atMost: 3.1)]),
      Series(
        name: "a key to its frame, all n×n",
        rows: growing.map { n, scene in key(scene, String(n), n) },
        expectations: [.growth(atMost: 0.2), .time(atMost: 0.005)]),
    ] + whole() + frames(shipped) + large()
  }

  private static let size = Size(columns: 200, rows: 50)

  /// y = X·A with random n×n matrices and the sum of squares of y.
  private static func squares(_ n: Int) -> SourceText {
    SourceText(
      name: "squares",
      text: """
        X = normal((\(n), \(n)), seed=1)
        A = normal((\(n), \(n)), seed=2)
        y = X @ A
        E = sum(y**2) / 2
        show(E, wrt=A)

        """)
  }

  private static func opened(_ scene: Scene) -> Model {
    var model = Model(scene: scene, name: "scene")
    _ = update(&model, .resized(size))
    return model
  }

  private static func first(_ shipped: ShippedScene, _ label: String, _ n: Int?) -> Measurement {
    Measurement(label, size: n) {
      guard let scene = ShippedScene.read(shipped.source) else { return }
      keep(Double(opened(scene).frame(size).size.rows))
    }
  }

  /// A scene of which nothing is ready when it opens: 2048×2048 matrices.
  ///
  /// The slices are those of the values up to the gradient; what is said of one is said by the slowest.
  private static func large() -> [Series] {
    guard let shipped = ShippedScene(squares(2048)) else { return [] }
    var model = opened(shipped.scene)
    let key = Measurement("2048", size: nil) {
      _ = update(&model, .key(.down))
      keep(Double(model.frame(size).size.rows))
    }
    let slices = Measurement("2048", while: { model.isWorking }, { _ = update(&model, .idled) })
    return [
      Series(
        name: "a key to its frame, at work", rows: [key], expectations: [.time(atMost: 0.005)]),
      Series(name: "a slice of work", rows: [slices], expectations: [.everyRun(atMost: 0.016)]),
    ]
  }

  /// The cursor of the Jacobian to and fro, so that every frame is another one.
  private static func key(_ shipped: ShippedScene, _ label: String, _ n: Int?) -> Measurement {
    var model = opened(shipped.scene)
    _ = update(&model, .key(.pageDown))
    _ = model.frame(size)
    var isDown = false
    return Measurement(label, size: n) {
      isDown.toggle()
      _ = update(&model, .key(isDown ? .down : .up))
      keep(Double(model.frame(size).size.rows))
    }
  }

  /// The Jacobian of a 4096×4096 scene seen whole: as a pattern, as colours.
  private static func whole() -> [Series] {
    guard let shipped = ShippedScene(squares(4096)) else { return [] }
    let rows = ["pattern", "heat"].map { view in
      var model = opened(shipped.scene)
      _ = update(&model, .key(.pageDown))
      _ = update(&model, .key(.pageDown))
      for key in ":view \(view)".unicodeScalars { _ = update(&model, .key(.character(key))) }
      _ = update(&model, .key(.enter))
      return Measurement(view, size: nil) {
        _ = update(&model, .key(.down))
        keep(Double(model.frame(size).size.rows))
      }
    }
    return [
      Series(
        name: "a key to its frame, ∂y/∂A 4096⁴ seen whole", rows: rows,
        expectations: [.time(atMost: 0.005)])
    ]
  }

  /// Frames of growing size, in cells, to the bytes of a file with colours.
  private static func frames(_ shipped: [ShippedScene]) -> [Series] {
    guard let model = shipped.first.map({ opened($0.scene) }) else { return [] }
    let rows = [(80, 24), (120, 40), (200, 50), (400, 100)].map { columns, rows in
      let grid = model.frame(Size(columns: columns, rows: rows))
      return Measurement("\(columns)×\(rows)", size: columns * rows) {
        keep(Double(FrameFormat.ansi.document(of: grid).utf8.count))
      }
    }
    return [
      Series(name: "a frame to bytes", rows: rows, expectations: [.growth(atMost: 1.1)])
    ]
  }
}

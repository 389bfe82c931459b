/// What the user asked for before the first frame; what is nil is left to the scene.
package struct Settings: Equatable, Sendable {
  package var theme: Theme?
  package var depth: ColorDepth
  /// What indices count from, 0 or 1.
  package var base: Int?
  package var isASCII: Bool
  /// Whether anything moves by itself.
  package var motion: Bool
  package var autoplay: Bool?
  package var speed: Double
  /// The shipped scenes, in the order in which they are gone through.
  package var library: [Overlay.SceneEntry]

  package init(
    theme: Theme? = nil, depth: ColorDepth = .palette256, base: Int? = nil, isASCII: Bool = false,
    motion: Bool = true, autoplay: Bool? = nil, speed: Double = 1,
    library: [Overlay.SceneEntry] = []
  ) {
    self.theme = theme
    self.depth = depth
    self.base = base
    self.isASCII = isASCII
    self.motion = motion
    self.autoplay = autoplay
    self.speed = speed
    self.library = library
  }
}

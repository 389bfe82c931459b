import Glibc
import MatrixCalculus
import SceneLibrary
import Screen

/// The only one that reads the disk: scenes, their data, and files named on the command line.
///
/// A file is opened without waiting and must be a regular one; it is read up to a limit, whatever size
/// it claims. What a scene loads lies in its own folder and below. Shipped scenes are in the program.
struct SceneFile {
  /// Where the data of a scene may lie.
  enum Folder: Equatable {
    /// Inside the program.
    case shipped
    case disk(String)
  }

  /// What errors begin with: the path as it was given, or `standard input`.
  let name: String
  let bytes: [UInt8]
  let folder: Folder

  static let sceneLimit = 1 << 20
  static let dataLimit = 1 << 30

  /// The scene of that path or shipped name; `-` is standard input.
  static func scene(_ argument: String) throws(Failure) -> SceneFile {
    if argument == "-" {
      let bytes = try read(descriptor: 0, limit: sceneLimit, named: "standard input")
      return SceneFile(name: "standard input", bytes: bytes, folder: .disk("."))
    }
    if let bytes = shipped(argument + ".scene") {
      return SceneFile(name: argument + ".scene", bytes: bytes, folder: .shipped)
    }
    do {
      let bytes = try file(argument, limit: sceneLimit)
      return SceneFile(name: argument, bytes: bytes, folder: .disk(folder(of: argument)))
    } catch {
      let isName = !argument.contains("/") && !argument.contains(".")
      guard isName, access(argument, F_OK) != 0 else { throw error }
      let advice = Failure.suggestion(
        nearestName(to: argument, among: sceneNames), among: sceneNames)
      throw Failure(.badScene, "\(argument): no such file and no shipped scene\(advice)")
    }
  }

  /// The names of the shipped scenes, in teaching order.
  static var sceneNames: [String] {
    SceneLibrary.files.map(\.path).filter { $0.hasSuffix(".scene") }
      .map { String($0.dropLast(6)) }
  }

  /// A file named on the command line.
  static func file(_ path: String, limit: Int = dataLimit) throws(Failure) -> [UInt8] {
    try read(path, flags: 0, limit: limit, named: path)
  }

  /// The bytes of what a scene loads, or why it may not or cannot.
  func load(_ path: String) -> Result<[UInt8], LoadRefusal> {
    let parts = path.split(separator: "/", omittingEmptySubsequences: false)
    guard !path.isEmpty, !path.hasPrefix("/"), !path.utf8.contains(0) else {
      return .failure(.outside("an absolute path"))
    }
    guard !parts.contains("..") else { return .failure(.outside("a path with `..`")) }
    switch folder {
    case .shipped:
      return Self.shipped(path).map(Result.success)
        ?? .failure(.unreadable("is no shipped file"))
    case .disk(let folder):
      guard let root = Self.resolved(folder), let target = Self.resolved(folder + "/" + path) else {
        return .failure(.unreadable(systemError(errno)))
      }
      guard target.hasPrefix(root == "/" ? root : root + "/") else {
        return .failure(.outside("a link that leaves it"))
      }
      do {
        return .success(
          try Self.read(target, flags: O_NOFOLLOW, limit: Self.dataLimit, named: path))
      } catch {
        return .failure(.unreadable(error.lines.first?.string ?? ""))
      }
    }
  }

  /// Why a scene does not get a file.
  enum LoadRefusal: Error {
    /// The path leaves the scene's folder, by what it is.
    case outside(String)
    case unreadable(String)

    var sentence: String {
      switch self {
      case .outside(let what): "\(what) is not loaded: data stays in the scene's folder and below"
      case .unreadable(let why): why
      }
    }
  }

  private static func shipped(_ path: String) -> [UInt8]? {
    SceneLibrary.files.first { $0.path == path }?.bytes
  }

  private static func folder(of path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }

  private static func resolved(_ path: String) -> String? {
    guard let pointer = realpath(path, nil) else { return nil }
    defer { free(pointer) }
    return String(cString: pointer)
  }

  private static func read(
    _ path: String, flags: Int32, limit: Int, named name: String
  ) throws(Failure) -> [UInt8] {
    guard !path.utf8.contains(0) else { throw Failure(.badScene, "\(name): no such file") }
    let descriptor = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC | flags)
    guard descriptor >= 0 else {
      // A socket cannot be opened at all.
      let reason = errno == ENXIO ? "not a regular file" : systemError(errno)
      throw Failure(.badScene, "\(name): \(reason)")
    }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
      throw Failure(.badScene, "\(name): not a regular file")
    }
    return try read(descriptor: descriptor, limit: limit, named: name)
  }

  /// Everything up to the limit, whatever size the file claims to have.
  private static func read(
    descriptor: Int32, limit: Int, named name: String
  ) throws(Failure) -> [UInt8] {
    var bytes: [UInt8] = []
    var block = [UInt8](repeating: 0, count: 1 << 16)
    while bytes.count <= limit {
      let count = block.withUnsafeMutableBytes { Glibc.read(descriptor, $0.baseAddress, $0.count) }
      if count == 0 { return bytes }
      if count > 0 {
        bytes.append(contentsOf: block[..<count])
      } else if errno == EAGAIN {
        var request = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        poll(&request, 1, -1)
      } else if errno != EINTR {
        throw Failure(.badScene, "\(name): \(systemError(errno))")
      }
    }
    throw Failure(.badScene, "\(name): larger than the limit of \(sizeText(limit))")
  }

  private static func sizeText(_ bytes: Int) -> String {
    bytes >= 1 << 30 ? "\(bytes >> 30) GiB" : "\(bytes >> 20) MiB"
  }
}

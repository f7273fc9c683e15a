public import Foundation

/// Writes a scene as PDF or PNG through `rsvg-convert` of librsvg, from the same SVG that a page shows.
public struct RasterRenderer: Sendable {
  /// What is written.
  public enum Format: Hashable, Sendable {
    /// Vectors with selectable text, in the size of the scene. Set `SOURCE_DATE_EPOCH` for the same bytes every time.
    case pdf
    /// Pixels, in dots per inch of the scene's points; 300 is what journals ask for.
    case png(dotsPerInch: Int = 300)
  }

  /// Why nothing was written.
  public enum Failure: Error, Hashable, Sendable, CustomStringConvertible, LocalizedError {
    /// `rsvg-convert` is not in the search path.
    case converterMissing
    /// `rsvg-convert` failed with a status and these words.
    case converterFailed(status: Int32, message: String)

    /// What is wrong and what helps.
    public var description: String {
      switch self {
      case .converterMissing:
        return """
          PDF and PNG are written by rsvg-convert, which is not installed. \
          Debian and Ubuntu: apt install librsvg2-bin. macOS: brew install librsvg.
          """
      case .converterFailed(let status, let message):
        return "rsvg-convert failed with status \(status): \(message)"
      }
    }

    /// What is wrong and what helps.
    public var errorDescription: String? { description }
  }

  /// Where the converter is.
  public let converter: URL

  /// Looks for the converter in the folders of a search path, by default that of the environment.
  public init(searchPath: String? = ProcessInfo.processInfo.environment["PATH"]) throws(Failure) {
    let folders = (searchPath ?? "").split(separator: ":").filter { $0.hasPrefix("/") }
    let found = folders.map { "\($0)/rsvg-convert" }.first { FileManager.default.isExecutableFile(atPath: $0) }
    guard let found else { throw .converterMissing }
    self.converter = URL(fileURLWithPath: found)
  }

  /// Writes a scene to a file. The file appears at once when it is complete, in place of one that was there before.
  public func write(_ scene: Scene, to file: URL, format: Format) throws {
    let folder = file.deletingLastPathComponent()
    let name = ".\(file.lastPathComponent).\(UUID().uuidString)"
    let source = folder.appendingPathComponent(name + ".svg")
    let target = folder.appendingPathComponent(name + ".part")
    defer {
      try? FileManager.default.removeItem(at: source)
      try? FileManager.default.removeItem(at: target)
    }
    try Data(SVGRenderer().render(scene).utf8).write(to: source)
    try convert(source, to: target, format: format)
    try Data(contentsOf: target).write(to: file, options: .atomic)
  }

  private func convert(_ source: URL, to target: URL, format: Format) throws {
    let process = Process()
    process.executableURL = converter
    switch format {
    case .pdf: process.arguments = ["--format", "pdf"]
    case .png(let density):
      process.arguments = ["--format", "png", "--dpi-x", "\(density)", "--dpi-y", "\(density)"]
    }
    process.arguments?.append(contentsOf: ["--output", target.path, source.path])
    let messages = Pipe()
    process.standardError = messages
    process.standardOutput = FileHandle.nullDevice
    process.standardInput = FileHandle.nullDevice
    try process.run()
    let message = try messages.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else {
      throw Failure.converterFailed(
        status: process.terminationStatus,
        message: String(decoding: message, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines))
    }
  }
}

// SPDX-License-Identifier: Apache-2.0

public import Foundation
import Plain

/// Writes a scene as PDF or PNG through `rsvg-convert` of librsvg, from the same SVG that a page shows, and as TIFF of the pixels of that PNG through Netpbm.
public struct RasterRenderer: Sendable {
  /// What is written.
  public enum Format: Hashable, Sendable {
    /// Vectors with selectable text, in the size of the scene. Set `SOURCE_DATE_EPOCH` for the same bytes every time.
    case pdf
    /// Pixels, in dots per inch of the scene's points; 300 is what journals ask for.
    case png(dotsPerInch: Int = 300)
    /// The same pixels as TIFF 6.0, packed without loss (LZW), with the dots per inch in the file.
    case tiff(dotsPerInch: Int = 300)
  }

  /// Why nothing was written.
  public enum Failure: Error, Hashable, Sendable, CustomStringConvertible, LocalizedError {
    /// `rsvg-convert` is not in the search path.
    case converterMissing
    /// `rsvg-convert` could not be run, or not be waited for.
    case converterUnusable(String)
    /// `rsvg-convert` failed with a status and these words.
    case converterFailed(status: Int32, message: String)
    /// A program of Netpbm, by which TIFF is written, is not in the search path.
    case tiffMissing(String)
    /// A program of Netpbm failed.
    case tiffFailed(String)

    /// What is wrong and what helps.
    public var description: String {
      switch self {
      case .converterMissing:
        return """
          PDF and PNG are written by rsvg-convert, which is not installed. \
          Debian and Ubuntu: apt install librsvg2-bin. macOS: brew install librsvg.
          """
      case .converterUnusable(let reason): return "rsvg-convert: \(reason)"
      case .tiffMissing(let program):
        return """
          TIFF is written by \(program) of Netpbm, which is not installed. \
          Debian and Ubuntu: apt install netpbm. macOS: brew install netpbm.
          """
      case .tiffFailed(let words): return words
      case .converterFailed(let status, let message):
        return "rsvg-convert failed with status \(status): \(message)"
      }
    }

    /// What is wrong and what helps.
    public var errorDescription: String? { description }
  }

  /// Where the converter is.
  public let converter: URL
  private let searchPath: String

  /// Looks for the converter in the folders of a search path, by default that of the environment.
  public init(searchPath: String? = ProcessInfo.processInfo.environment["PATH"]) throws(Failure) {
    guard let found = Filter.path(of: "rsvg-convert", in: searchPath ?? "") else { throw .converterMissing }
    self.converter = URL(fileURLWithPath: found)
    self.searchPath = searchPath ?? ""
  }

  /// The bytes of a scene in a format. Nothing is written to the disk: the converter reads and writes through pipes.
  public func bytes(_ scene: Scene, format: Format) throws(Failure) -> [UInt8] {
    var arguments: [String]
    switch format {
    case .pdf: arguments = ["--format", "pdf"]
    case .png(let density), .tiff(let density):
      arguments = ["--format", "png", "--dpi-x", "\(density)", "--dpi-y", "\(density)"]
    }
    // Without this a picture of more than 10 MB of text is refused.
    arguments.append("--unlimited")
    let printed: [UInt8]
    do {
      printed = try Filter.run(
        converter.path, arguments, input: Array(SVGRenderer().render(scene).utf8), seconds: Self.secondsAFigure,
        limit: 500_000_000)
    } catch {
      switch error {
      case .system(let reason): throw .converterUnusable("\(reason)")
      case .timeLimit(let seconds): throw .converterUnusable("it took longer than \(seconds) s and was ended")
      case .sizeLimit(let bytes): throw .converterUnusable("it printed more than \(bytes) bytes and was ended")
      case .status(let status, let message):
        throw .converterFailed(status: status, message: message.trimmingCharacters(in: .whitespacesAndNewlines))
      }
    }
    if case .tiff(let density) = format { return try tiff(printed, density) }
    return printed
  }

  /// The pixels of a PNG file as TIFF: where the page is clear, it is white.
  private func tiff(_ png: [UInt8], _ density: Int) throws(Failure) -> [UInt8] {
    let pixels = try netpbm("pngtopnm", ["-mix", "-background=white"], png)
    return try netpbm(
      "pamtotiff", ["-lzw", "-xresolution=\(density)", "-yresolution=\(density)", "-resolutionunit=inch"], pixels)
  }

  private func netpbm(_ program: String, _ arguments: [String], _ input: [UInt8]) throws(Failure) -> [UInt8] {
    guard let path = Filter.path(of: program, in: searchPath) else { throw .tiffMissing(program) }
    do {
      return try Filter.run(path, arguments, input: input, seconds: Self.secondsAFigure, limit: 500_000_000)
    } catch {
      switch error {
      case .system(let reason): throw .tiffFailed("\(program): \(reason)")
      case .timeLimit(let seconds): throw .tiffFailed("\(program) took longer than \(seconds) s and was ended")
      case .sizeLimit(let bytes): throw .tiffFailed("\(program) printed more than \(bytes) bytes and was ended")
      case .status(let status, let message):
        throw .tiffFailed(
          "\(program) failed with status \(status): \(message.trimmingCharacters(in: .whitespacesAndNewlines))")
      }
    }
  }

  /// The time a figure may take; the slowest known takes under two seconds.
  static let secondsAFigure = 60
}

// SPDX-License-Identifier: Apache-2.0

public import Foundation

/// Writes pixels as PNG by `pnmtopng` of Netpbm: with the parts that pixels need, and no other.
public struct ImageWriter: Sendable {
  private let searchPath: String?

  /// A writer that looks for its converter in the folders of a search path, by default that of the environment.
  public init(searchPath: String? = ProcessInfo.processInfo.environment["PATH"]) { self.searchPath = searchPath }

  /// The picture as PNG.
  public func png(_ image: PixelImage) throws(ImageFailure) -> [UInt8] {
    let printed = try Converter.run(
      try Converter.path("pnmtopng", searchPath), [], input: PortableMap.bytes(image), seconds: ImageLimits.seconds,
      limit: image.width * image.height * 4 + 100_000)
    guard let bytes = PNGChunks(printed).stripped else { throw .unreadable("pnmtopng printed no whole picture") }
    return bytes
  }
}

// SPDX-License-Identifier: Apache-2.0

import Plain

/// What was found in the folder `images` of a study, file by file, so that a review can tell it without the files.
public struct KeptImages: Sendable, Hashable {
  /// What a file is.
  public enum State: Sendable, Hashable {
    /// A picture, with its digest and size; `extras` stand in it beside pixels.
    case readable(digest: String, width: Int, height: Int, extras: [String])
    /// No picture can be read of it; without a digest where its bytes could not be had.
    case unreadable(digest: String?, String)
    /// It was not read, since the program that reads it is not installed.
    case notRead(digest: String, String)

    /// The SHA-256 digest of the file; nil where none was taken.
    public var digest: String? {
      switch self {
      case .readable(let digest, _, _, _), .notRead(let digest, _): digest
      case .unreadable(let digest, _): digest
      }
    }

    /// What stands in it beside pixels; nil where it was not read.
    public var extras: [String]? { if case .readable(_, _, _, let extras) = self { extras } else { nil } }
  }

  /// The files by their names in the folder.
  public var files: [String: State]

  /// Files that somebody has looked at.
  public init(_ files: [String: State]) { self.files = files }

  /// What stands in a PNG file beside pixels, without a program that reads it: nothing for a clean one, nil for what is no PNG file or has not its end.
  public static func extras(ofPNG bytes: [UInt8]) -> [String]? {
    guard ImageFormat(bytes) == .png, PNGChunks(bytes).isWhole else { return nil }
    return ImageExtent(bytes, .png)?.extras
  }

  /// Looks at a file.
  public static func state(of bytes: [UInt8], reader: ImageReader = ImageReader()) -> State {
    let digest = Hexadecimal.text(SHA256.digest(bytes))
    guard ImageFormat(bytes) == .png else {
      return .unreadable(digest: digest, "no PNG file; `verlauf images add` makes one of it")
    }
    do throws(ImageFailure) {
      let picture = try reader.read(bytes)
      return .readable(
        digest: digest, width: picture.pixels.width, height: picture.pixels.height, extras: picture.extras)
    } catch {
      if case .converterMissing = error { return .notRead(digest: digest, error.description) }
      return .unreadable(digest: digest, error.description)
    }
  }
}

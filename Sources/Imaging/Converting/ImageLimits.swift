// SPDX-License-Identifier: Apache-2.0

/// How large a picture may be that is read.
public enum ImageLimits {
  /// A picture has at most so many pixels: 180 mm at 600 dots per inch are 18 million in a square.
  public static let pixels = 36_000_000
  /// A picture has at most so many pixels a side.
  public static let side = 20_000
  /// A file has at most so many bytes.
  public static let bytes = 400_000_000
  /// A converter has so many seconds.
  static let seconds = 60
}

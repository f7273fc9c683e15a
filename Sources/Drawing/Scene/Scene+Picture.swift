// SPDX-License-Identifier: Apache-2.0

extension Scene {
  /// A picture of pixels, such as a scan, stretched over a rectangle.
  public struct Picture: Hashable, Sendable {
    /// Where it lies, in points.
    public var box: Box
    /// The bytes of a PNG file.
    public var png: [UInt8]
    /// Its pixels across and down, by which its dots per inch in print follow.
    public var pixels: (width: Int, height: Int) { (width, height) }
    private var width: Int
    private var height: Int
    /// The CSS class, a hook for themes.
    public var cssClass: String?

    /// A picture; `box` is in points.
    public init(_ box: Box, png: [UInt8], width: Int, height: Int, cssClass: String? = nil) {
      self.box = box
      self.png = png
      self.width = width
      self.height = height
      self.cssClass = cssClass
    }

    /// The dots per inch in print, of the direction in which there are fewer.
    public var dotsPerInch: Double {
      guard box.width > 0, box.height > 0 else { return 0 }
      return min(Double(width) / (box.width / 72), Double(height) / (box.height / 72))
    }
  }
}

extension Scene {
  /// Whether it has a picture of pixels, which needs a page that allows one.
  public var hasPicture: Bool { Self.hasPicture(nodes) }

  private static func hasPicture(_ nodes: [Node]) -> Bool {
    nodes.contains { node in
      switch node {
      case .picture: true
      case .group(let group): hasPicture(group.nodes)
      case .rect, .line, .polyline, .path, .text: false
      }
    }
  }
}

// SPDX-License-Identifier: Apache-2.0

/// Looks for text that a reader could not read: outside the canvas, or on other text.
///
///     #expect(SceneAudit(scene).isClean)
public struct SceneAudit: Hashable, Sendable, CustomStringConvertible {
  /// A text with where it lies on the canvas.
  public struct PlacedText: Hashable, Sendable {
    /// What it says.
    public let string: String
    /// The measured rectangle on the canvas in points.
    public let box: Box
  }

  /// Two texts whose rectangles overlap.
  public struct Overlap: Hashable, Sendable {
    /// The text that is drawn first.
    public let lower: PlacedText
    /// The text that is drawn later.
    public let upper: PlacedText
  }

  /// All texts in the order they are drawn.
  public let texts: [PlacedText]
  /// Texts that leave the canvas by more than the tolerance.
  public let outside: [PlacedText]
  /// Pairs of texts that overlap by more than the tolerance in both directions.
  public let overlaps: [Overlap]

  /// Audits a scene; the tolerance is in points.
  public init(_ scene: Scene, tolerance: Double = 0.25) {
    var texts: [PlacedText] = []
    SceneAudit.collect(scene.nodes, offset: .zero, into: &texts)
    self.texts = texts
    self.outside = texts.filter { !scene.canvas.contains($0.box, tolerance: tolerance) }
    self.overlaps = texts.indices.flatMap { index in
      texts[(index + 1)...].filter { $0.box.overlaps(texts[index].box, tolerance: tolerance) }
        .map { Overlap(lower: texts[index], upper: $0) }
    }
  }

  /// Whether every text can be read.
  public var isClean: Bool { outside.isEmpty && overlaps.isEmpty }

  /// What is wrong, one text or pair a line; empty when nothing is.
  public var description: String {
    (outside.map { "\"\($0.string)\" leaves the canvas: \($0.box)" }
      + overlaps.map { "\"\($0.lower.string)\" overlaps \"\($0.upper.string)\"" }).joined(separator: "\n")
  }

  private static func collect(_ nodes: [Scene.Node], offset: Point, into texts: inout [PlacedText]) {
    for node in nodes {
      switch node {
      case .group(let group): collect(group.nodes, offset: offset + group.offset, into: &texts)
      case .text(let text): texts.append(PlacedText(string: text.string, box: text.box.moved(by: offset)))
      case .rect, .line, .polyline, .path: break
      }
    }
  }
}

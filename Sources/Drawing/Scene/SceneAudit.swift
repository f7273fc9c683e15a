// SPDX-License-Identifier: Apache-2.0

/// Looks for text that a reader could not read: outside the canvas, on other text, struck through by a leader, or painted over.
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

  /// Texts through which a leader or a pole of something else runs.
  public let struck: [PlacedText]
  /// Texts that something opaque is painted over later.
  public let covered: [PlacedText]

  /// Audits a scene; the tolerance is in points.
  public init(_ scene: Scene, tolerance: Double = 0.25) {
    var found = Found()
    found.collect(scene.nodes, offset: .zero)
    let texts = found.texts.map(\.text)
    self.texts = texts
    let leaders = Bands(found.leaders) { leader in
      let (top, bottom) = (min(leader.from.y, leader.to.y), max(leader.from.y, leader.to.y))
      return Box(x: 0, y: top, width: 0, height: bottom - top)
    }
    let areas = Bands(found.areas, \.box)
    struck = found.texts.filter { item in
      let core = item.text.core
      return leaders.near(core).contains { LabelPlacing.meets($0.from, $0.to, core) }
    }.map(\.text)
    covered = found.texts.filter { item in
      let core = item.text.core
      return areas.near(core).contains { $0.order > item.order && $0.box.overlaps(core, tolerance: tolerance) }
    }.map(\.text)
    self.outside = texts.filter { !scene.canvas.contains($0.box, tolerance: tolerance) }
    let all = Bands(Array(texts.enumerated())) { $0.element.box }
    self.overlaps = texts.enumerated().flatMap { index, text in
      all.near(text.box).filter { $0.offset > index && $0.element.box.overlaps(text.box, tolerance: tolerance) }
        .map { Overlap(lower: text, upper: $0.element) }
    }
  }

  /// Things by the lying bands of the canvas that they reach into, so that what is near is found without looking at all.
  private struct Bands<Thing> {
    private var bands: [Int: [(number: Int, thing: Thing)]] = [:]
    private static func range(_ box: Box) -> ClosedRange<Int> {
      func band(_ y: Double) -> Int { y.isFinite ? Int((min(max(y, -1e6), 1e6) / 24).rounded(.down)) : 0 }
      return band(box.y)...max(band(box.y), band(box.bottom))
    }

    init(_ things: [Thing], _ box: (Thing) -> Box) {
      for (number, thing) in things.enumerated() {
        for band in Self.range(box(thing)) { bands[band, default: []].append((number, thing)) }
      }
    }

    /// What reaches into the bands of a rectangle, each once.
    func near(_ box: Box) -> [Thing] {
      let range = Self.range(box)
      guard range.count > 1 else { return (bands[range.lowerBound] ?? []).map(\.thing) }
      var seen: Set<Int> = []
      return range.flatMap { bands[$0] ?? [] }.filter { seen.insert($0.number).inserted }.map(\.thing)
    }
  }

  /// Whether every text can be read.
  public var isClean: Bool { outside.isEmpty && overlaps.isEmpty && struck.isEmpty && covered.isEmpty }

  /// What is wrong, one text or pair a line; empty when nothing is.
  public var description: String {
    (outside.map { "\"\($0.string)\" leaves the canvas: \($0.box)" }
      + overlaps.map { "\"\($0.lower.string)\" overlaps \"\($0.upper.string)\"" }
      + struck.map { "\"\($0.string)\" is struck through by a leader" }
      + covered.map { "\"\($0.string)\" is painted over" }).joined(separator: "\n")
  }

  /// What of a scene is audited, in the order in which it is drawn.
  private struct Found {
    var texts: [(text: PlacedText, order: Int)] = []
    var leaders: [(from: Point, to: Point)] = []
    var areas: [(box: Box, order: Int)] = []
    private var order = 0

    mutating func collect(_ nodes: [Scene.Node], offset: Point) {
      for node in nodes {
        order += 1
        switch node {
        case .group(let group): collect(group.nodes, offset: offset + group.offset)
        case .text(let text):
          texts.append((PlacedText(string: text.string, box: text.box.moved(by: offset)), order))
        case .line(let line) where line.cssClass == "leader" || line.cssClass == "pole":
          leaders.append((line.start + offset, line.end + offset))
        case .rect(let rectangle) where Self.hides(rectangle.fill):
          areas.append((rectangle.box.moved(by: offset), order))
        case .path(let path) where Self.hides(path.fill):
          if let box = Self.box(path.segments) { areas.append((box.moved(by: offset), order)) }
        case .picture(let picture): areas.append((picture.box.moved(by: offset), order))
        case .rect, .line, .polyline, .path: break
        }
      }
    }

    private static func hides(_ fill: Fill) -> Bool {
      switch fill {
      case .none: false
      case .solid(_, let opacity): opacity > 0.5
      case .hatch(let hatch): hatch.ground != nil
      }
    }

    private static func box(_ segments: [Scene.Path.Segment]) -> Box? {
      let points = segments.flatMap { segment -> [Point] in
        switch segment {
        case .move(let point), .line(let point), .curve(_, _, let point): [point]
        case .close: []
        }
      }
      guard let x = points.map(\.x).min(), let y = points.map(\.y).min(), let right = points.map(\.x).max(),
        let bottom = points.map(\.y).max()
      else { return nil }
      return Box(x: x, y: y, width: right - x, height: bottom - y)
    }
  }
}

extension SceneAudit.PlacedText {
  /// Where its letters are: without the room above and below them, which a line may touch.
  fileprivate var core: Box {
    let inset = min(0.3, box.width / 4)
    return Box(x: box.x + inset, y: box.y + box.height * 0.2, width: box.width - 2 * inset, height: box.height * 0.6)
  }
}

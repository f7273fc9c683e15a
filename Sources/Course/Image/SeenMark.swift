// SPDX-License-Identifier: Apache-2.0

/// What of a mark is seen in the part of its picture that is printed, in pixels of the whole file from its upper left corner.
public struct SeenMark: Sendable, Hashable {
  /// A place between pixels: the middle of pixel 3 is 3.5.
  public struct Place: Sendable, Hashable {
    /// From the left edge.
    public var x: Double
    /// From the upper edge.
    public var y: Double

    /// A place.
    public init(x: Double, y: Double) { (self.x, self.y) = (x, y) }

    /// The middle of a pixel.
    init(_ point: ImagePoint) { (x, y) = (Double(point.x) + 0.5, Double(point.y) + 0.5) }
  }

  /// Its shape, clipped.
  public enum Shape: Sendable, Hashable {
    /// From the tail, or the edge where that lies outside, to the tip.
    case arrow(from: Place, to: Place)
    /// A line with the ends of it that are seen.
    case line(from: Place, to: Place, startIsSeen: Bool, endIsSeen: Bool)
    /// A whole circle: its middle, and its radius across.
    case circle(Place, radius: Double)
    /// Parts of a circle, each through many places.
    case arcs([[Place]])
  }

  /// Its shape.
  public var shape: Shape
  /// Whether nothing of it is cut off.
  public var isWhole: Bool
}

extension ImageMark {
  /// Of an arrow so much of the lesser side must be seen: less would be no arrow in print.
  private static let leastShare = 0.04
  /// A circle is cut through so many places.
  private static let circlePlaces = 180

  /// What of the mark is seen in a part of the picture; nil for nothing, and for an arrow whose tip is not.
  ///
  /// - Parameters:
  ///   - part: what is printed.
  ///   - aspect: the height of a pixel over its width; a circle is round in print.
  public func seen(in part: ImageCrop, aspect: Double = 1) -> SeenMark? {
    let frame = Frame(part)
    switch self {
    case .arrow(let from, let to):
      let (tail, tip) = (SeenMark.Place(from), SeenMark.Place(to))
      guard frame.holds(tip), let cut = frame.clip(tail, tip) else { return nil }
      let isWhole = frame.holds(tail)
      let least = Self.leastShare * Double(min(part.width, part.height))
      guard isWhole || Frame.length(cut.0, cut.1) >= least else { return nil }
      return SeenMark(shape: .arrow(from: cut.0, to: cut.1), isWhole: isWhole)
    case .line(let from, let to):
      let (start, end) = (SeenMark.Place(from), SeenMark.Place(to))
      guard let cut = frame.clip(start, end), cut.0 != cut.1 else { return nil }
      let (startIsSeen, endIsSeen) = (frame.holds(start), frame.holds(end))
      return SeenMark(
        shape: .line(from: cut.0, to: cut.1, startIsSeen: startIsSeen, endIsSeen: endIsSeen),
        isWhole: startIsSeen && endIsSeen)
    case .circle(let centre, let radius):
      let middle = SeenMark.Place(centre)
      let (across, down) = (Double(radius), Double(radius) / (aspect.isFinite && aspect > 0 ? aspect : 1))
      if frame.holds(SeenMark.Place(x: middle.x - across, y: middle.y - down)),
        frame.holds(SeenMark.Place(x: middle.x + across, y: middle.y + down))
      {
        return SeenMark(shape: .circle(middle, radius: across), isWhole: true)
      }
      let places = (0...Self.circlePlaces).map { step in
        let (x, y) = Frame.direction(Double(step) / Double(Self.circlePlaces))
        return SeenMark.Place(x: middle.x + across * x, y: middle.y + down * y)
      }
      let arcs = frame.arcs(places)
      return arcs.isEmpty ? nil : SeenMark(shape: .arcs(arcs), isWhole: false)
    }
  }

  /// The edges of what is printed.
  private struct Frame {
    let left: Double
    let top: Double
    let right: Double
    let bottom: Double

    init(_ part: ImageCrop) {
      (left, top) = (Double(part.corner.x), Double(part.corner.y))
      (right, bottom) = (left + Double(part.width), top + Double(part.height))
    }

    static func length(_ one: SeenMark.Place, _ other: SeenMark.Place) -> Double {
      let (x, y) = (other.x - one.x, other.y - one.y)
      return (x * x + y * y).squareRoot()
    }

    /// The point of the unit circle at a share of its way round: by halves of angles, so that no library of functions is asked.
    static func direction(_ share: Double) -> (x: Double, y: Double) {
      let quarter = (share * 4).rounded(.down)
      // The tangent of half the angle, by the rational way round: t from 0 to 1 is a quarter.
      let t = share * 4 - quarter
      let (x, y) = ((1 - t * t) / (1 + t * t), 2 * t / (1 + t * t))
      switch Int(quarter) % 4 {
      case 0: return (x, y)
      case 1: return (-y, x)
      case 2: return (-x, -y)
      default: return (y, -x)
      }
    }

    func holds(_ place: SeenMark.Place) -> Bool {
      place.x >= left && place.x <= right && place.y >= top && place.y <= bottom
    }

    /// The part of a line within (Liang and Barsky 1984); nil for none.
    func clip(_ start: SeenMark.Place, _ end: SeenMark.Place) -> (SeenMark.Place, SeenMark.Place)? {
      let (dx, dy) = (end.x - start.x, end.y - start.y)
      var (first, last) = (0.0, 1.0)
      for (step, room) in [
        (-dx, start.x - left), (dx, right - start.x), (-dy, start.y - top), (dy, bottom - start.y),
      ] {
        if step == 0 {
          if room < 0 { return nil }
        } else if step < 0 {
          first = max(first, room / step)
        } else {
          last = min(last, room / step)
        }
      }
      guard first <= last else { return nil }
      func place(_ share: Double) -> SeenMark.Place {
        SeenMark.Place(x: start.x + share * dx, y: start.y + share * dy)
      }
      return (first == 0 ? start : place(first), last == 1 ? end : place(last))
    }

    /// The parts of a way through places that lie within.
    func arcs(_ places: [SeenMark.Place]) -> [[SeenMark.Place]] {
      var arcs: [[SeenMark.Place]] = []
      for (one, other) in zip(places, places.dropFirst()) {
        guard let (start, end) = clip(one, other), start != end else { continue }
        if let last = arcs.last?.last, last == start {
          arcs[arcs.count - 1].append(end)
        } else {
          arcs.append([start, end])
        }
      }
      return arcs
    }
  }
}

extension AssessmentImage {
  /// The height of a pixel over its width; 1 where it is not known.
  public var pixelAspect: Double { spacing.map { $0.down / $0.across } ?? 1 }

  /// What is printed of a file of a size; nil where the crop lies outside of it.
  public func printed(ofWidth width: Int, height: Int) -> ImageCrop? {
    guard let crop else { return ImageCrop(corner: ImagePoint(x: 0, y: 0), width: width, height: height) }
    return ImageCrop(
      corner: crop.corner, width: min(crop.width, width - crop.corner.x),
      height: min(crop.height, height - crop.corner.y))
  }

  /// A scale bar is at most so much of the width that is printed.
  public static let longestScale = 0.6

  /// The longest scale bar in a printed width, in mm; nil where the size of a pixel is not known.
  public func longestScaleMillimetres(inWidth width: Int) -> Double? {
    spacing.map { Double(width) * $0.across * Self.longestScale }
  }
}

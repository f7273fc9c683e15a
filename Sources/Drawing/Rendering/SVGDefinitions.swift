// SPDX-License-Identifier: Apache-2.0

import Plain

/// The ids, gradients, masks and patterns of one SVG; equal ones are written once.
struct SVGDefinitions {
  /// Where the fading sides of a rectangle end, in percent of its width.
  struct Stops: Hashable {
    let left: Double
    let right: Double

    /// Nothing where no side fades.
    init?(_ rectangle: Scene.Rectangle) {
      let fade = rectangle.fade
      let left = max(0, fade.left)
      let right = max(0, fade.right)
      guard left + right > 0, rectangle.box.width > 0 else { return nil }
      let span = max(rectangle.box.width, left + right)
      self.left = Stops.rounded(left / span)
      self.right = Stops.rounded(1 - right / span)
    }

    /// As it is written, so that equal gradients are seen as equal.
    private static func rounded(_ share: Double) -> Double { (share * 10000).rounded() / 100 }
  }

  private enum Definition: Hashable {
    case gradient(Ink, opacity: Double, Stops)
    case mask(Stops, gradient: String)
    case pattern(Hatch)
  }

  private let prefix: String
  private var used: Set<String> = []
  private var ids: [Definition: String] = [:]
  private var ordered: [(definition: Definition, id: String)] = []

  init(prefix: String) {
    self.prefix = prefix
  }

  /// An id that starts with the prefix and has not been given before.
  mutating func unique(_ name: String) -> String {
    let base = prefix + "-" + Self.identifier(name)
    var id = base
    var number = 2
    while !used.insert(id).inserted {
      id = "\(base)-\(number)"
      number += 1
    }
    return id
  }

  /// The name with everything but letters, digits, hyphens and underscores of ASCII replaced by hyphens.
  static func identifier(_ name: String) -> String {
    let allowed = name.unicodeScalars.map { scalar -> Character in
      let kept = scalar.isASCII && (scalar.properties.isAlphabetic || ("0"..."9").contains(scalar) || scalar == "_")
      return kept ? Character(scalar) : "-"
    }
    guard let first = allowed.first, first.isLetter else { return "f" + String(allowed) }
    return String(allowed)
  }

  /// A reference to a gradient of opacity.
  mutating func gradient(_ ink: Ink, opacity: Double, stops: Stops) -> String {
    reference(.gradient(ink, opacity: opacity, stops), name: "fade")
  }

  /// A reference to a mask whose sides fade.
  mutating func mask(stops: Stops) -> String {
    let gradient = gradient(.white, opacity: 1, stops: stops)
    return reference(.mask(stops, gradient: gradient), name: "mask")
  }

  /// A reference to a pattern.
  mutating func pattern(_ hatch: Hatch) -> String {
    reference(.pattern(hatch), name: "hatch")
  }

  private mutating func reference(_ definition: Definition, name: String) -> String {
    if let id = ids[definition] { return "url(#\(id))" }
    let id = unique(name)
    ids[definition] = id
    ordered.append((definition, id))
    return "url(#\(id))"
  }

  /// Writes all definitions in the order of their first use.
  func write(to writer: inout XMLWriter) {
    guard !ordered.isEmpty else { return }
    writer.element("defs", []) { writer in
      for (definition, id) in ordered {
        switch definition {
        case .gradient(let ink, let opacity, let stops):
          Self.write(gradient: id, ink: ink, opacity: opacity, stops: stops, to: &writer)
        case .mask(_, let gradient):
          writer.element("mask", [("id", id), ("maskContentUnits", "objectBoundingBox")]) { writer in
            writer.empty("rect", [("width", "1"), ("height", "1"), ("fill", gradient)])
          }
        case .pattern(let hatch): Self.write(pattern: id, hatch, to: &writer)
        }
      }
    }
  }

  private static func write(
    gradient id: String, ink: Ink, opacity: Double, stops: Stops, to writer: inout XMLWriter
  ) {
    writer.element("linearGradient", [("id", id)]) { writer in
      func stop(_ percent: Double, _ opacity: Double) {
        writer.empty(
          "stop",
          [
            ("offset", Numbers.short(percent) + "%"), ("stop-color", ink.hex),
            ("stop-opacity", opacity == 1 ? nil : Numbers.short(opacity)),
          ])
      }
      if stops.left > 0 { stop(0, 0) }
      stop(stops.left, opacity)
      if stops.right > stops.left { stop(stops.right, opacity) }
      if stops.right < 100 { stop(100, 0) }
    }
  }

  private static func write(pattern id: String, _ hatch: Hatch, to writer: inout XMLWriter) {
    let size = hatch.spacing
    let turn: String?
    switch hatch.pattern {
    case .rising, .crossed: turn = "rotate(45)"
    case .falling: turn = "rotate(-45)"
    case .horizontal, .vertical, .grid, .dots: turn = nil
    }
    let side = Numbers.short(size)
    let half = Numbers.short(size / 2)
    writer.element(
      "pattern",
      [
        ("id", id), ("patternUnits", "userSpaceOnUse"), ("width", side), ("height", side), ("patternTransform", turn),
      ]
    ) { writer in
      if let ground = hatch.ground {
        writer.empty("rect", [("width", side), ("height", side), ("fill", ground.hex)])
      }
      let data: String
      switch hatch.pattern {
      case .rising, .falling, .vertical: data = "M\(half) 0V\(side)"
      case .horizontal: data = "M0 \(half)H\(side)"
      case .crossed, .grid: data = "M\(half) 0V\(side)M0 \(half)H\(side)"
      case .dots:
        writer.empty(
          "circle",
          [("cx", half), ("cy", half), ("r", Numbers.short(hatch.lineWidth * 1.5)), ("fill", hatch.ink.hex)])
        return
      }
      writer.empty(
        "path",
        [("d", data), ("stroke", hatch.ink.hex), ("stroke-width", Numbers.short(hatch.lineWidth)), ("fill", "none")])
    }
  }
}

// SPDX-License-Identifier: Apache-2.0

import Drawing
import Outcomes

/// One colour a combination of drugs, the same in every lane. All are light enough for dark letters.
///
/// The ten most frequent combinations have a colour; the rest share a grey and are told by their letters.
struct TherapyColours: Sendable {
  /// The combinations in the order of the legend: their drugs as first recorded, and their colour.
  let entries: [(drugs: [String], ink: Ink)]
  /// Whether some combinations share the grey.
  let hasOthers: Bool

  private let inks: [Set<String>: Ink]

  /// Best supportive care.
  static let supportiveCare = Ink(0xD9D9D9)
  /// Combinations beyond those with a colour.
  static let other = Ink(0xA6A6A6)
  /// The red of maintenance.
  static let maintenance = Ink(0xC1121F)

  private static let palette: [Ink] = [
    0x8CC5E8, 0xF2B24C, 0x66C2A4, 0xDDA0C6, 0xDFD26E, 0xA7A6DB, 0xC9B38C, 0x7FCDD4, 0xF0A58F, 0xB5CC6B,
  ].map { Ink($0) }

  init(_ layouts: [CourseLayout]) {
    var counts: [Set<String>: Int] = [:]
    var order: [[String]] = []
    for bar in layouts.flatMap(\.bars) {
      guard case .therapy(let drugs, _) = bar.kind else { continue }
      if counts[Set(drugs)] == nil { order.append(drugs) }
      counts[Set(drugs), default: 0] += 1
    }
    let limit = Self.palette.count
    let frequent = Set(
      order.indices.sorted { one, other in
        let (first, second) = (counts[Set(order[one])] ?? 0, counts[Set(order[other])] ?? 0)
        return first == second ? one < other : first > second
      }.prefix(limit))
    let shown = order.indices.filter { frequent.contains($0) }.map { order[$0] }
    entries = zip(shown, Self.palette).map { ($0, $1) }
    hasOthers = order.count > limit
    inks = Dictionary(entries.map { (Set($0.drugs), $0.ink) }) { first, _ in first }
  }

  func ink(of kind: CourseLayout.Bar.Kind) -> Ink {
    switch kind {
    case .supportiveCare: Self.supportiveCare
    case .therapy(let drugs, _): inks[Set(drugs)] ?? Self.other
    }
  }

  /// A plain area, or hatched where the length is not known.
  func fill(of bar: CourseLayout.Bar, spacing: Double = 3) -> Fill {
    let ink = ink(of: bar.kind)
    return bar.hasKnownLength ? .solid(ink) : Self.hatch(ink, spacing: spacing)
  }

  static func hatch(_ ink: Ink, spacing: Double = 3) -> Fill {
    .hatch(Hatch(.rising, ink: ink, ground: ink.lightened(by: 0.62), spacing: spacing, lineWidth: spacing / 3))
  }
}

extension Ink {
  /// The colour mixed with white; 1 is white.
  func lightened(by share: Double) -> Ink {
    func mix(_ channel: UInt8) -> UInt8 { UInt8((Double(channel) + (255 - Double(channel)) * share).rounded()) }
    return Ink(red: mix(red), green: mix(green), blue: mix(blue))
  }
}

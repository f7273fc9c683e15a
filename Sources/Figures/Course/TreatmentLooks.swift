// SPDX-License-Identifier: Apache-2.0

public import Dosing
import Course
import Drawing
public import Outcomes
import Plain

/// The look of every treatment of a study, the same in all of its figures.
///
/// A treatment is a set of drugs: neither their order nor by which of their names they are called makes another one. The most frequent
/// comes first, and of equally frequent ones the first by name. Drugs that are given only with others have looks of their own behind
/// these, for figures of single drugs.
public struct TreatmentLooks: Sendable {
  private let looks: [Set<String>: TreatmentLook]
  private let library: RegimenLibrary

  /// The looks of a study.
  public init(_ outcomes: StudyOutcomes) {
    library = outcomes.library
    var counts: [Set<String>: Int] = [:]
    for entry in outcomes.patients.lazy.flatMap({ $0.patient.entries }) {
      guard case .therapy(let therapy) = entry.content else { continue }
      counts[Self.key(therapy.drugs, outcomes.library), default: 0] += 1
    }
    let ordered = counts.keys.map { (key: $0, name: $0.sorted().joined(separator: " + "), count: counts[$0] ?? 0) }
      .sorted { $0.count == $1.count ? NaturalOrder.precedes($0.name, $1.name) : $0.count > $1.count }
    let alone = Set(counts.keys.flatMap { $0 }).sorted().map { Set([$0]) }.filter { counts[$0] == nil }
    let all = ordered.map(\.key) + alone
    looks = Dictionary(all.enumerated().map { ($0.element, TreatmentLook(index: $0.offset)) }) { first, _ in first }
  }

  private static func key(_ drugs: [String], _ library: RegimenLibrary) -> Set<String> {
    Set(drugs.map { library.generic($0) ?? $0.lowercased() })
  }

  /// What a set of drugs is, whatever they are called.
  func key(_ drugs: [String]) -> Set<String> { Self.key(drugs, library) }

  /// The look of a set of drugs; nil for one that nobody in the study has.
  public func look(of drugs: [String]) -> TreatmentLook? { looks[key(drugs)] }
}

/// What bars of courses look like.
struct BarLook: Sendable {
  let looks: TreatmentLooks
  let print: Palette.Print

  /// Best supportive care.
  static let supportiveCare = Ink(0xE2E2E2)
  /// An area that stands for any treatment in a legend.
  static let any = Ink(0xA6A6A6)
  /// The red of maintenance.
  static let maintenance = Ink(0xC1121F)

  /// The ink below the letters of a bar.
  func ground(_ kind: CourseLayout.Bar.Kind) -> Ink {
    switch kind {
    case .supportiveCare: Self.supportiveCare
    case .therapy(let drugs, _): looks.look(of: drugs)?.ground(print) ?? Self.any
    }
  }

  func fill(_ kind: CourseLayout.Bar.Kind, scale: Double = 1) -> Fill {
    switch kind {
    case .supportiveCare: .solid(Self.supportiveCare)
    case .therapy(let drugs, _): looks.look(of: drugs)?.fill(print, scale: scale) ?? .solid(Self.any)
    }
  }

  /// Whether letters on it need a ground of their own.
  func isHatched(_ kind: CourseLayout.Bar.Kind) -> Bool {
    if case .hatch = fill(kind) { true } else { false }
  }

  /// What lies over a bar whose length is not known: broad rising stripes that let its look show between them.
  static func unknown(over ground: Ink, scale: Double = 1) -> Fill {
    let isPale = ground.luminance > 0.72
    return .hatch(
      Hatch(
        .rising, ink: isPale ? Ink(0x777777) : .white, ground: nil, spacing: 5 * scale,
        lineWidth: (isPale ? 0.7 : 1.9) * scale))
  }
}

// SPDX-License-Identifier: Apache-2.0

import Plain

/// How a patient manages daily life, by a scale.
public struct PerformanceStatus: Sendable, Hashable {
  /// The scale with the value on it.
  public var score: Score
  /// The therapy during which it was judged.
  public var of: Entry.ID?

  /// A performance status.
  public init(_ score: Score, of: Entry.ID? = nil) {
    self.score = score
    self.of = of
  }

  /// The scales.
  public enum Scale: String, Sendable, Hashable, CaseIterable {
    /// Eastern Cooperative Oncology Group, which is also called WHO or Zubrod: 0 (unrestricted) to 5 (dead). Oken et al., Am J Clin Oncol 1982;5:649-655.
    case ecog = "ECOG"
    /// Karnofsky: 100 % (no complaints) to 0 (dead), in tens.
    case karnofsky = "Karnofsky"
    /// Lansky, for children: 100 % to 0, in tens.
    case lansky = "Lansky"

    /// The values that the scale has.
    var values: ClosedRange<Int> { self == .ecog ? 0...5 : 0...100 }
    /// Between two neighbouring values.
    var step: Int { self == .ecog ? 1 : 10 }
    /// For messages.
    var words: String { self == .ecog ? "ECOG 0 to 5" : "\(rawValue) 0 to 100 in tens" }
  }

  /// A value of a scale, or the values between which a source leaves it: `ECOG 0-1`.
  public struct Score: Sendable, Hashable {
    /// The scale.
    public let scale: Scale
    /// The least and the greatest value that it can be.
    public let range: ClosedRange<Int>

    /// A value of a scale; nil for one that the scale does not have.
    public init?(_ scale: Scale, _ range: ClosedRange<Int>) {
      guard scale.values.contains(range.lowerBound), scale.values.contains(range.upperBound),
        range.lowerBound % scale.step == 0, range.upperBound % scale.step == 0
      else { return nil }
      self.scale = scale
      self.range = range
    }

    /// ECOG 0: no restriction.
    public static let unrestricted = Score(value: 0)

    private init(value: Int) {
      scale = .ecog
      range = value...value
    }

    /// Reads `ECOG 1`, `ECOG 0-1`, `Karnofsky 80 %`, `KPS 80`.
    public init(parsing text: String) throws(ValueSyntaxError) {
      let expected = "the scale and the value: `ECOG 1`, `ECOG 0-1` or `Karnofsky 80 %`"
      let words = text.split { " =:".contains($0) }.map(String.init).filter {
        !["PS", "ps", "status", "%"].contains($0)
      }
      guard let last = words.last else { throw ValueSyntaxError(text, expected: expected) }
      let number = last.hasSuffix("%") ? String(last.dropLast()) : last
      let ends = number.map { $0 == "–" ? "-" : $0 }.split(separator: "-", omittingEmptySubsequences: false)
        .map { WholeNumber.parse(String($0)) }
      guard ends.count <= 2, let first = ends.first.flatMap({ $0 }), let second = ends.last.flatMap({ $0 }),
        first <= second
      else { throw ValueSyntaxError(text, expected: expected) }
      let name = words.dropLast().joined(separator: " ").lowercased()
      let names: [String: Scale] = [
        "ecog": .ecog, "who": .ecog, "zubrod": .ecog, "ecog/who": .ecog, "who/ecog": .ecog, "karnofsky": .karnofsky,
        "kps": .karnofsky, "karnofsky index": .karnofsky, "karnofsky-index": .karnofsky, "ki": .karnofsky,
        "lansky": .lansky,
      ]
      guard let scale = names[name] else { throw ValueSyntaxError(text, expected: expected) }
      guard let score = Score(scale, first...second) else {
        throw ValueSyntaxError(text, expected: scale.words)
      }
      self = score
    }

    /// As it is read back: `ECOG 1`, `Karnofsky 80 %`.
    public var text: String {
      let values = range.count == 1 ? "\(range.lowerBound)" : "\(range.lowerBound)-\(range.upperBound)"
      return scale == .ecog ? "ECOG \(values)" : "\(scale.rawValue) \(values) %"
    }
  }
}

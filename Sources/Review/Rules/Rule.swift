// SPDX-License-Identifier: Apache-2.0

/// A rule of the review: one idea, one file. A rule knows the field, never a particular paper.
public struct Rule: Sendable, Identifiable {
  /// Identifier in kebab-case: `contradiction-in-time`.
  public var id: String
  /// What it finds, in a sentence.
  public var summary: String
  /// Why that matters and how it decides, with literature where there is any.
  public var explanation: String
  /// Finds.
  public var check: @Sendable (ReviewContext) -> [Finding]

  /// All rules, in the order in which findings of one severity are shown.
  public static let all: [Rule] = [
    .contradictionInTime, .onlyByRounding, .claims, .cyclesAgainstTime, .segmentsAgainstTotal, .doseDays,
    .supportSpacing, .doseLevels, .cumulativeLimit, .shortInterval, .givenWhileHeld, .absoluteDose,
    .lesionSelection, .judgedAgainstMeasured, .comparatorRates, .toxicityWords, .gradeWords, .firstDetection,
    .missingFacts,
  ]
}

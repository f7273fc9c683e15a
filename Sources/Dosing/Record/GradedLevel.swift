// SPDX-License-Identifier: Apache-2.0

import Course

/// What a graded laboratory value says of the highest one, where none was recorded: ALT increased of grade 3 is above 5 and up to 20 times the upper limit of normal.
struct GradedLevel {
  var analyte: Analyte
  /// Bounds of the value in upper limits of normal.
  var overLimit: ValueSpan

  /// The bounds of an adverse event; nil where it is none of these by a version of which the limits are these, for a value that was normal before.
  ///
  /// Common Terminology Criteria for Adverse Events v5.0, investigations: alanine and aspartate aminotransferase, alkaline phosphatase, blood bilirubin and CPK increased; the grades 1 to 4 of
  /// v4.03 begin at the same limits.
  init?(_ toxicity: Toxicity) {
    let words = toxicity.term.lowercased()
    guard !toxicity.isAbsence, let version = toxicity.version.value, let grades = toxicity.grade.value,
      ["4", "5"].contains(version.filter { $0.isNumber || $0 == "." }.prefix(1)), let least = grades.range.first,
      ["increas", "elevat", "high", "erhöh", "hyper", "anstieg", "steiger"].contains(where: words.contains)
    else { return nil }
    let all: [(Analyte, [String], [Double])] = [
      (.alt, ["alanine", "alt ", "gpt", "alat"], [1, 3, 5, 20]),
      (.ast, ["aspartate", "ast ", "got", "asat"], [1, 3, 5, 20]),
      (.alp, ["alkaline phosph", "alkalische phosph", "alp ", "alkalischen phosph"], [1, 2.5, 5, 20]),
      (.bilirubin, ["bilirubin"], [1, 1.5, 3, 10]),
      (.cpk, ["cpk", "creatine phosphokinase", "kreatinkinase", "creatine kinase", "ck "], [1, 2.5, 5, 10]),
    ]
    guard
      let (analyte, _, limits) = all.first(where: { _, names, _ in
        names.contains { (words + " ").contains($0) }
      }), (1...4).contains(least)
    else { return nil }
    self.analyte = analyte
    let lower = limits[least - 1]
    let isOpen = grades.range.count > 1 || least == 4
    overLimit = isOpen ? ValueSpan(.more, lower) : ValueSpan(above: lower, to: limits[least])
  }
}

extension Observations {
  /// Adds a highest value that follows from a grade to those that were measured.
  mutating func addHighest(_ level: GradedLevel) {
    var own = values[level.analyte] ?? Values()
    own.peakOverLimit = own.peakOverLimit.map { ValueSpan.greatest($0, level.overLimit) } ?? level.overLimit
    values[level.analyte] = own
  }

  /// Adds one that may be of this interval: the highest may have been so high.
  mutating func addPossibleHighest(_ level: GradedLevel) {
    var own = values[level.analyte] ?? Values()
    possibleHighest[level.analyte] =
      possibleHighest[level.analyte].map { ValueSpan.greatest($0, level.overLimit) } ?? level.overLimit
    let possible = ValueSpan(from: 0, to: level.overLimit.upper)
    own.peakOverLimit = own.peakOverLimit.map { ValueSpan.greatest($0, possible) } ?? possible
    values[level.analyte] = own
  }
}

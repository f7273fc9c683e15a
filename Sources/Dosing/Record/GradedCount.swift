// SPDX-License-Identifier: Apache-2.0

import Chronology
import Course

/// What a graded cytopenia says of the lowest count, where no count was recorded: neutropenia of grade 4 by CTCAE 4 and 5 is below 0.5 × 10⁹/L.
struct GradedCount {
  var analyte: Analyte
  /// Bounds of the count in 10⁹/L.
  var value: ValueSpan

  /// The bounds of an adverse event; nil where it is no neutropenia or thrombocytopenia of grade 3 or 4 by a version of which the limits are these.
  ///
  /// Common Terminology Criteria for Adverse Events v4.03 and v5.0, investigations: neutrophil count decreased, platelet count decreased.
  init?(_ toxicity: Toxicity) {
    let words = toxicity.term.lowercased()
    let isOther = ["leuko", "lympho"].contains { words.contains($0) }
    guard !toxicity.isAbsence, !isOther, let version = toxicity.version.value, let grades = toxicity.grade.value,
      ["4", "5"].contains(version.filter { $0.isNumber || $0 == "." }.prefix(1)), let least = grades.range.first
    else { return nil }
    let isRange = grades.range.count > 1
    func names(_ syndromes: [String], _ cells: [String]) -> Bool {
      let isLow = ["decreas", "low", "reduc", "erniedrig", "verminder", "niedrig", "mangel", "abfall", "abgefallen"]
        .contains { words.contains($0) }
      return syndromes.contains { words.contains($0) } || (isLow && cells.contains { words.contains($0) })
    }
    if names(
      ["neutropen", "granulozytopen", "granulocytopen", "agranulo"], ["neutrophil", "granulozyt", "granulocyt"])
    {
      analyte = .neutrophils
      guard let span = Self.span(least, isRange, [3: (0.5, 1.0), 4: (0, 0.5)]) else { return nil }
      value = span
    } else if names(
      ["thrombopen", "thrombozytopen", "thrombocytopen"], ["platelet", "thrombozyt", "thrombocyt", "plättchen"])
    {
      analyte = .platelets
      guard let span = Self.span(least, isRange, [3: (25, 50), 4: (0, 25)]) else { return nil }
      value = span
    } else {
      return nil
    }
  }

  /// Grade 3 is from its lower limit to below its upper one, grade 4 below its own; of `3-4` only the upper limit of 3 is known.
  private static func span(_ grade: Int, _ isRange: Bool, _ limits: [Int: (Double, Double)]) -> ValueSpan? {
    guard let own = limits[grade] else { return nil }
    return grade == 4 || isRange ? ValueSpan(.less, own.1) : ValueSpan(from: own.0, below: own.1)
  }
}

extension Observations {
  /// Adds a lowest count that may be of this interval: the lowest may have been so low.
  mutating func addPossibleLowest(_ count: GradedCount) {
    var own = values[count.analyte] ?? Values()
    possibleLowest[count.analyte] =
      possibleLowest[count.analyte].map { ValueSpan.least($0, count.value) } ?? count.value
    own.nadir = ValueSpan(from: count.value.lower, to: (own.nadir ?? own.today)?.upper ?? .infinity)
    values[count.analyte] = own
  }

  /// Adds a lowest count that follows from a grade to those that were measured; without a day, where it is not known on which it was.
  mutating func addLowest(_ count: GradedCount, on day: Day?) {
    var own = values[count.analyte] ?? Values()
    own.nadir = own.nadir.map { ValueSpan.least($0, count.value) } ?? count.value
    if let day {
      own.series = (own.series + [DayValue(day: Double(day.number), value: count.value)]).sorted { $0.day < $1.day }
    }
    values[count.analyte] = own
  }
}

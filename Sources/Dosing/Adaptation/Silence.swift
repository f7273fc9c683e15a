// SPDX-License-Identifier: Apache-2.0

import Course
import Plain

/// Where conditions are silent. What they read in one range they must read in every worse one: a row for a creatinine clearance of 15 to 50 mL/min and
/// none below says nothing of 10, and that is no full dose.
enum Silence {
  /// What is known and lies beyond the conditions that read it, in words; what may, by the bounds that are known; and the classes of the liver among the first.
  static func of(
    _ conditions: [Condition], _ observations: Observations
  ) -> (certain: [String], possible: [String], classes: Set<String>) {
    let (classes, known) = unmatchedClasses(conditions, observations)
    var certain = classes.map { "no row for \($0), only for \(known.joined(separator: ", "))" }
    var possible: [String] = []
    for scale in Scale.all(in: conditions) {
      guard let value = scale.comparison(0).value(observations) else { continue }
      let gaps = scale.gaps(in: conditions)
      guard !gaps.isEmpty else { continue }
      let points = value.point.map { [$0] } ?? scale.points(in: conditions).filter { value.mayBe($0) }
      let hits = points.map { point in gaps.contains { $0.contains(point) } }
      guard hits.contains(true) else { continue }
      let words =
        "\(scale.subject.words) \(value.text)\(scale.unit): no row \(gaps.map(\.words).joined(separator: ", "))"
      if hits.contains(false) { possible.append(words) } else { certain.append(words) }
    }
    return (certain, possible, Set(classes))
  }

  /// Every range that conditions do not read though they read a better one, in words: `creatinine clearance below 15 mL/min`, `Child-Pugh C`.
  static func all(in conditions: [Condition]) -> [String] {
    let ranges = Scale.all(in: conditions).flatMap { scale in
      scale.gaps(in: conditions).map { "\(scale.subject.words) \($0.words)" }
    }
    let read = facts(conditions)
    let classes = hepaticClasses.flatMap { scale in
      scale.enumerated().filter { index, word in
        !read.contains(word) && scale[..<index].contains(where: read.contains)
      }.map(\.element)
    }
    return ranges + classes
  }

  // MARK: classes of the liver

  /// Classifications of the liver, each from the least to the worst impairment. One does not follow from the other.
  private static let hepaticClasses = [
    ["Child-Pugh A", "Child-Pugh B", "Child-Pugh C"], ["moderate hepatic impairment", "severe hepatic impairment"],
  ]

  /// Whether a fact is a class of the liver.
  static func isLiverClass(_ word: String) -> Bool { hepaticClasses.contains { $0.contains(word) } }

  private static func facts(_ conditions: [Condition]) -> Set<String> {
    Set(
      conditions.flatMap(\.leaves).compactMap { leaf -> String? in
        if case .fact(let word) = leaf { word } else { nil }
      })
  }

  /// The classes of the liver that are told and have no row, being worse than those that have one or of another classification; and those that have one.
  private static func unmatchedClasses(
    _ conditions: [Condition], _ observations: Observations
  ) -> (unmatched: [String], known: [String]) {
    let read = facts(conditions)
    let known = hepaticClasses.flatMap { $0 }.filter(read.contains)
    guard !known.isEmpty else { return ([], []) }
    let unmatched = hepaticClasses.flatMap { scale in
      scale.enumerated().filter { index, word in
        observations.facts[word] == true && !read.contains(word)
          && (!scale.contains(where: read.contains) || scale[..<index].contains(where: read.contains))
      }.map(\.element)
    }
    return (unmatched, known)
  }
}

extension RuleSet {
  /// What is known of a patient and lies beyond the rows that read it.
  func silences(
    _ observations: Observations, drug: String
  ) -> (certain: [String], possible: [String], classes: Set<String>) {
    Silence.of(conditions(for: drug, on: observations.day), observations)
  }

  /// Every range of what the set reads for a drug in which it has no row, though it has one for better values; in words.
  public func silences(for drug: String) -> [String] { Silence.all(in: conditions(for: drug, on: nil)) }

  private func conditions(for drug: String, on day: Int?) -> [Condition] {
    rows.filter { ($0.drug == nil || $0.drug == drug) && $0.days.holds(day) != false }.map(\.condition)
      + events.map(\.condition)
  }
}

/// A value on which better and worse are known, in one unit: platelets of the day in 10⁹/L, peak ALT in ULN, the grade of a term.
private struct Scale: Hashable {
  var subject: Comparison.Subject
  var isMultipleOfLimit: Bool

  /// A range that is open at an end where nothing bounds it.
  struct Range {
    var lower: Double?
    var upper: Double?
    var includesLower = false
    var includesUpper = false
    var unit: String

    func contains(_ value: Double) -> Bool {
      (lower.map { (includesLower ? Comparison.Relation.atLeast : .more).holds(value, $0) } ?? true)
        && (upper.map { (includesUpper ? Comparison.Relation.atMost : .less).holds(value, $0) } ?? true)
    }

    var words: String {
      let low = lower.map { "\(includesLower ? "from" : "above") \(Numbers.text($0, decimals: 3))" }
      let high = upper.map { "\(includesUpper ? "up to" : "below") \(Numbers.text($0, decimals: 3))" }
      return [low, high].compactMap(\.self).joined(separator: " and ") + unit
    }
  }

  /// The scales that conditions read, in order, each once.
  static func all(in conditions: [Condition]) -> [Scale] {
    conditions.flatMap(\.leaves).reduce(into: []) { scales, leaf in
      guard case .comparison(let comparison) = leaf else { return }
      switch comparison.subject {
      case .analyte, .grade: break
      case .cycleDelay, .dosesHeld, .bodySurface, .age: return
      }
      let scale = Scale(subject: comparison.subject, isMultipleOfLimit: comparison.isMultipleOfLimit)
      if !scales.contains(scale) { scales.append(scale) }
    }
  }

  var unit: String {
    let unit = isMultipleOfLimit ? "ULN" : subject.unit
    return unit.isEmpty ? "" : " \(unit)"
  }

  private var isWorseLow: Bool {
    if case .analyte(let analyte, _) = subject { analyte.isWorseLow } else { false }
  }

  func comparison(_ threshold: Double) -> Comparison {
    Comparison(
      subject: subject, relation: .equal, threshold: threshold, isMultipleOfLimit: isMultipleOfLimit,
      forMoreThanDays: nil)
  }

  private func isHere(_ leaf: Condition) -> Double? {
    guard case .comparison(let comparison) = leaf, comparison.subject == subject,
      comparison.isMultipleOfLimit == isMultipleOfLimit
    else { return nil }
    return comparison.threshold
  }

  /// Each threshold, a point between each two, and one beyond either end, ascending: conditions are the same all the way between them.
  func points(in conditions: [Condition]) -> [Double] {
    if case .grade = subject { return (0...5).map(Double.init) }
    let thresholds = Set(conditions.flatMap(\.leaves).compactMap(isHere)).sorted()
    guard let first = thresholds.first, let last = thresholds.last else { return [] }
    let between = zip(thresholds, thresholds.dropFirst()).map { ($0 + $1) / 2 }
    return (thresholds + between + [first / 2, last * 2 + 1]).sorted().reduce(into: []) {
      if $0.last != $1 { $0.append($1) }
    }
  }

  /// The ranges that no condition reads, though one reads a better value.
  func gaps(in conditions: [Condition]) -> [Range] {
    let readers = conditions.filter { $0.leaves.contains { isHere($0) != nil } }
    let points = points(in: conditions)
    let thresholds = Set(conditions.flatMap(\.leaves).compactMap(isHere))
    let ordered = isWorseLow ? points.reversed() : points
    var hasRead = false
    var gaps: [Range] = []
    var isOpen = false
    for (index, point) in ordered.enumerated() {
      let isRead = readers.contains { $0.truth(alone(point)) != .no }
      hasRead = hasRead || isRead
      guard hasRead, !isRead else {
        isOpen = false
        continue
      }
      // A point that is no threshold stands for all between its neighbours.
      let isGrade = if case .grade = subject { true } else { false }
      let isPoint = isGrade || thresholds.contains(point)
      let better = isPoint ? point : index > 0 ? ordered[index - 1] : nil
      let worse = isPoint ? point : index + 1 < ordered.count ? ordered[index + 1] : nil
      var range =
        isOpen ? gaps.removeLast() : Range(lower: nil, upper: nil, unit: unit)
      if isWorseLow {
        if !isOpen { (range.upper, range.includesUpper) = (better, isPoint) }
        (range.lower, range.includesLower) = (worse, isPoint)
      } else {
        if !isOpen { (range.lower, range.includesLower) = (better, isPoint) }
        (range.upper, range.includesUpper) = (worse, isPoint)
      }
      gaps.append(range)
      isOpen = true
    }
    return gaps
  }

  /// A patient of whom nothing is known but this.
  private func alone(_ value: Double) -> Observations {
    var observations = Observations()
    switch subject {
    case .analyte(let analyte, let when):
      var values = Observations.Values(upperLimit: isMultipleOfLimit ? 1 : nil)
      switch when {
      case .today: values.today = ValueSpan(value)
      case .nadir: values.nadir = ValueSpan(value)
      case .peak: values.peak = ValueSpan(value)
      }
      observations.values[analyte] = values
    case .grade(let term): observations.grades[term] = Int(value)
    case .cycleDelay, .dosesHeld, .bodySurface, .age: break
    }
    return observations
  }
}

extension ValueSpan {
  /// Whether the value may be a number.
  fileprivate func mayBe(_ number: Double) -> Bool {
    (number > lower || (includesLower && number == lower)) && (number < upper || (includesUpper && number == upper))
  }
}

// SPDX-License-Identifier: Apache-2.0

import Plain
import Trials

extension TrialQuestion {
  /// What a published arm states of the median that is named as control: months, and the events that are known of it.
  static func control(_ key: String, in comparators: [Assumption]) -> (
    arm: Assumption, median: Double, events: Double?
  )? {
    // A median of survival is none of progression: a control that only dies would make any treatment look harmful, and one of another end point says nothing.
    guard let arm = comparators.first(where: { $0.id == key && $0.isMedianWithoutProgression }),
      let median = arm.value?.lower,
      arm.value?.upper == median
    else { return nil }
    // What may be any of several numbers says of none how sure the median is.
    let weight = arm.effectivePatients
    return (arm, median, weight?.lower == weight?.upper ? weight?.lower : nil)
  }

  private static func check(_ value: Double, _ field: QuestionField, of control: String) throws(DesignProblem) {
    let range = field.range.range
    guard !range.contains(value) else { return }
    throw DesignProblem(
      "control", found: "\(Quantity.digits(value)) of `\(control.prefix(80))`",
      expected:
        "\(Quantity.digits(range.lowerBound)) to \(Quantity.digits(range.upperBound)), as --\(field.rawValue) takes"
    )
  }

  /// The question with the median of the arm that it names as control.
  func withControl(of comparators: [Assumption]) throws(DesignProblem) -> TrialQuestion {
    guard let control else { return self }
    guard let found = Self.control(control, in: comparators) else {
      if let arm = comparators.first(where: { $0.id == control }), case .notDetermined(let why, _) = arm.standing {
        throw DesignProblem(
          "control", found: "`\(control.prefix(80))`: \(why)",
          expected: "a median that the arm itself does not contradict")
      }
      let known = comparators.filter { Self.control($0.id, in: comparators) != nil }.map { "`\($0.id)`" }
      throw DesignProblem(
        "control", found: "`\(control.prefix(80))`",
        expected: known.isEmpty
          ? "a median of progression-free survival that a published arm of the study states: none does"
          : "the key of a median of progression-free survival that a published arm states: \(known.joined(separator: ", "))"
      )
    }
    var question = self
    // What an option would not take, a published arm cannot bring in.
    try Self.check(found.median, .median, of: control)
    question.median = Months(found.median)
    guard design == .oneSample, let events = found.events else { return question }
    try Self.check(events, .historicalEvents, of: control)
    if let stated = historicalEvents, stated != events {
      throw DesignProblem(
        "events behind the control", found: Quantity.digits(stated),
        expected: "\(Quantity.digits(events)), as the published arm states them")
    }
    question.historicalEvents = events
    return question
  }
}

extension Assumption {
  /// Whether it is a median of progression-free survival that a published arm states.
  package var isMedianWithoutProgression: Bool {
    guard case .comparator = origin, unit == .months, isDetermined else { return false }
    return quantity.hasSuffix(ComparatorReading.medianWithoutProgression)
  }
}

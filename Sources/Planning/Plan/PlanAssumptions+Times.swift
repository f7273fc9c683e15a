// SPDX-License-Identifier: Apache-2.0

import Plain
import Trials

/// What designs of a time to an event, and of the growth modulation index, rest on.
extension PlanAssumptions {
  /// The median of the control: stated, of a published arm that is named, or what arms propose.
  var median: Assumption {
    let (id, quantity) = ("median", "median progression-free survival of the control")
    let clock = "its time has to count from the end of induction"
    if let key = question.control, let found = TrialQuestion.control(key, in: comparators.assumptions) {
      var own = found.arm
      own.id = id
      own.quantity = quantity
      own.standing = .given
      own.remark = "\(found.arm.quantity), \(own.remark); from when its time counts is not stated, and \(clock)"
      return own
    }
    if let median = question.median {
      return stated(
        id, quantity, .months, median.value, source: question.ratesSource,
        remark: question.ratesSource == nil ? "whose number it is, is not stated; \(clock)" : clock)
    }
    let arms = comparators.assumptions.filter(\.isMedianWithoutProgression)
    guard arms.count == 1, let arm = arms.first else {
      return open(
        id, quantity, .months,
        arms.isEmpty
          ? "no published arm of the study states a median of progression-free survival"
          : "\(arms.count) published arms state one, and are not pooled", "--median",
        remark: arms.isEmpty ? clock : arms.map { "\($0.quantity) \($0.printedValue) months" }.joined(separator: ", "))
    }
    var proposed = arm
    proposed.id = id
    proposed.quantity = quantity
    proposed.standing = .proposedBy(
      "\(arm.quantity), if its time counts from the end of induction, which is not stated",
      option: "--control \(arm.id)")
    return proposed
  }

  /// Events behind the control's curve.
  var historicalEvents: Assumption {
    let (id, quantity) = ("historical-events", "events behind the control's median")
    if let events = question.historicalEvents {
      return stated(
        id, quantity, .events, events,
        source: question.control.flatMap { TrialQuestion.control($0, in: comparators.assumptions) }.flatMap {
          $0.events == nil ? nil : $0.arm.source
        })
    }
    return open(
      id, quantity, .events, "without them the design takes the control's curve as known, which it is not",
      "--historical-events")
  }

  var hazardRatio: Assumption {
    let isIndex = question.design == .growthModulation
    let (id, quantity) = (
      "hazard-ratio",
      isIndex
        ? "hazard under the line with maintenance over that of the line before, worth going on with"
        : "hazard under maintenance over that of the control, worth going on with"
    )
    if let ratio = question.hazardRatio {
      let isNamed = question.ratesSource != nil && question.control == nil
      return stated(
        id, quantity, .ratio, ratio, source: isNamed ? question.ratesSource : nil,
        remark: isNamed ? "" : "whose number it is, is not stated")
    }
    return open(id, quantity, .ratio, "what is worth going on with is a decision", "--hazard-ratio")
  }

  /// How long patients come in and are followed, where the design asks for it.
  var times: [Assumption] {
    let fields = question.design.fields
    var all: [Assumption] = []
    if fields.contains(.accrual) {
      let (id, quantity) = ("accrual", "time in which patients come in, evenly")
      if let accrual = question.accrual {
        all.append(stated(id, quantity, .months, accrual.value))
      } else if question.perMonth == nil {
        all.append(
          open(
            id, quantity, .months, "how long patients come in is a decision, or follows from how many come in a month",
            "--accrual"))
      }
    }
    if fields.contains(.followUp) {
      let (id, quantity) = ("follow-up", "follow-up after the last patient")
      all.append(
        question.followUp.map { stated(id, quantity, .months, $0.value) }
          ?? open(id, quantity, .months, "how long the last patient is followed is a decision", "--follow-up"))
    }
    return all
  }
}

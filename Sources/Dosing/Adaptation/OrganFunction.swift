// SPDX-License-Identifier: Apache-2.0

import Course

// Rows by the function of liver and kidney: they lower the dose as long as that is so. A dose that was lowered for it is not lowered again.
extension Condition {
  /// Whether it reads nothing but the function of an organ.
  var isOfOrganFunction: Bool {
    leaves.allSatisfy { leaf in
      switch leaf {
      case .fact(let word): Silence.isLiverClass(word)
      case .comparison(let comparison):
        switch comparison.subject {
        case .analyte(.bilirubin, .today), .analyte(.creatinineClearance, .today), .analyte(.creatinine, .today),
          .analyte(.albumin, .today):
          true
        case .analyte, .grade, .cycleDelay, .dosesHeld, .bodySurface, .age: false
        }
      case .all, .any, .not: false
      }
    }
  }
}

extension RuleSet.Row {
  /// Whether a dose that is below the full one is the share of it already that this row leaves, or less.
  func isFollowed(by planned: Posology?, of full: Posology?) -> Bool {
    guard case .percent(let percent) = action, percent < 100, condition.isOfOrganFunction, let planned, let full,
      planned.dose.unit == full.dose.unit
    else { return false }
    // Doses are rounded to what can be drawn up.
    return planned.perDay <= full.perDay * percent / 100 * 1.02
  }
}

// SPDX-License-Identifier: Apache-2.0

/// What a kind of design is, in the words of a protocol (ICH M11, 1.1.2).
extension DesignKind {
  var phase: String {
    switch self {
    case .twoStage, .singleStage, .oneSample, .milestone: "phase 2: one arm, activity of a known drug"
    case .growthModulation: "phase 2: one arm, each patient compared with the line before"
    case .randomised: "phase 2, randomised"
    }
  }

  var interventionModel: String {
    switch self {
    case .twoStage: "one arm, two stages"
    case .singleStage: "one arm, one stage"
    case .oneSample, .milestone, .growthModulation: "one arm"
    case .randomised: "two arms in parallel"
    }
  }

  var control: String {
    switch self {
    case .twoStage, .singleStage, .milestone: "none within the trial: a stated rate (10.11)"
    case .oneSample: "none within the trial: a historical curve (10.11)"
    case .growthModulation: "none within the trial: the line before of the same patient"
    case .randomised: "observation, within the trial"
    }
  }

  var assignment: String { isRandomised ? "at random, after induction, in the stated ratio" : "none: one arm" }
  var stratification: String? { isRandomised ? nil : "none" }
  var arms: String { isRandomised ? "2" : "1" }

  var adaptive: String {
    self == .twoStage
      ? "one look that can end the trial for futility; nothing else is adapted" : "no look before the end"
  }

  /// Who stands in the first box of the schema.
  var arm: String { isRandomised ? "Maintenance" : "Maintenance, one arm" }
}

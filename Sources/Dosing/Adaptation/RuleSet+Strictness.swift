// SPDX-License-Identifier: Apache-2.0

import Course

extension RuleSet {
  /// Order of strictness, the strictest lowest.
  func rank(_ outcome: RuleDecision.Outcome, drug: String, planned: Posology?) -> Double {
    switch outcome {
    case .stop: -3
    case .delay: -2
    case .hold: -1
    case .give(let percent): percent
    case .giveDose(let dose): percentage(dose, of: planned ?? levels.first?[drug]) ?? 99
    case .undecided: .infinity
    }
  }

  func rank(_ action: RuleAction, from level: Int?, drug: String, planned: Posology?) -> Double {
    switch action {
    case .percent(let percent): return percent
    case .dose(let dose, _): return rank(.giveDose(dose), drug: drug, planned: planned)
    case .levelDown:
      guard let level else { return 99 }
      // A level down is stricter than the level above it, though the amount of a day may be the same.
      return level + 1 < levels.count
        ? min(
          99, rank(levels[level + 1][drug].map { .giveDose($0) } ?? .give(percent: 99), drug: drug, planned: planned))
        : rank(.stop, drug: drug, planned: planned)
    case .hold: return -1
    case .delay: return -2
    case .stop: return -3
    // Below every dose: where the text is silent, none of them follows.
    case .undetermined: return -0.5
    }
  }

  func percentage(_ dose: Posology, of planned: Posology?) -> Double? {
    guard let planned, planned.dose.unit == dose.dose.unit, planned.perDay > 0 else { return nil }
    // What states no frequency keeps that of the plan.
    let times = Double(dose.timesADay ?? planned.timesADay ?? 1)
    return dose.dose.amount * times / planned.perDay * 100
  }

  /// The stricter of what is still open and what lasts; a percentage that is open is of the dose that lasts.
  func stricter(
    _ open: RuleDecision.Outcome?, _ lasting: RuleDecision.Outcome?, drug: String, planned: Posology?
  ) -> RuleDecision.Outcome? {
    guard let open, let lasting else { return open ?? lasting }
    if case .give(let percent) = open {
      switch lasting {
      case .giveDose(let dose): return .giveDose(dose.times(percent: percent))
      case .give(let part): return .give(percent: part * percent / 100)
      default: return lasting
      }
    }
    return rank(lasting, drug: drug, planned: planned) < rank(open, drug: drug, planned: planned) ? lasting : open
  }
}

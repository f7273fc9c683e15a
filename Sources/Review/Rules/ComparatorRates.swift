// SPDX-License-Identifier: Apache-2.0

import Course
import Plain

/// Published rates that no number of patients gives.
struct ComparatorRates: Rule {
  let id = "comparator-rates"
  let severity = Severity.warning
  let summary = Phrase(
    "A published rate that no number of its patients gives, or not the one that is stated",
    "Eine publizierte Rate, die keine Zahl ihrer Patienten ergibt oder nicht die angegebene")
  let explanation =
    "A percentage with its decimals and a number of patients leave few counts, or none: 18.4 % of 133 lies between 24 and 25. Then some "
    + "patients were not counted, or a number is wrong; so too where the stated number of patients is another share than the printed rate. The arm is shown without an interval."
  let needs = "`comparators.csv` with `n` and `rate %`"
  let source = "arithmetic (Brown & Heathers, Soc Psychol Personal Sci 2017;8:363-9, for means)"

  let fires = RuleExample(
    "18.4 % of 133: 24 are 18.05 %, 25 are 18.80 %",
    files: [.init("comparators.csv", "name,endpoint,n,rate %,source\nArm,response,133,18.4,paper")])
  let passes = RuleExample(
    "18.8 % of 133", files: [.init("comparators.csv", "name,endpoint,n,rate %,source\nArm,response,133,18.8,paper")])

  func find(in context: ReviewContext) -> [Found] {
    context.study.comparators.enumerated().filter { $0.element.isUnattainable && !isTold(of: $0.element, context) }.map
    {
      index, arm in
      let rate = arm.rate.map { Phrase.number($0.percent, decimals: $0.decimals) } ?? .none
      let count = arm.count ?? 0
      let share = min(max((arm.rate?.percent ?? 0) / 100, 0), 1)
      let below = Int((Double(count) * share).rounded(.down))
      func printed(_ events: Int) -> Phrase {
        Phrase(same: "\(events)/\(count) = ") + Phrase.number(Double(events) / Double(max(count, 1)) * 100, decimals: 2)
          + Phrase(same: " %")
      }
      if case .otherCount(let readings) = arm.rateFault {
        let stated = arm.free ?? arm.events ?? 0
        let ending =
          readings.count > 1
          ? Phrase(
            ", whether these are with the event or without it.", ", ob es die mit dem Ereignis sind oder die ohne.")
          : Phrase(same: ".")
        return Found(
          patient: nil, about: "\(arm.name)-\(arm.endpoint.rawValue)",
          Phrase(
            "\(arm.name): \(rate) % and \(stated) of \(count) patients do not agree",
            "\(arm.name): \(rate) % und \(stated) von \(count) Patienten passen nicht zusammen") + ending,
          arithmetic: readings.map(printed).joined(separator: ", "),
          evidence: [Evidence(.quoted(arm.source), record: .comparator(index))],
          settledBy: Phrase(
            "The number of patients and the rate in the publication.",
            "Die Zahl der Patienten und die Rate in der Publikation."))
      }
      return Found(
        patient: nil, about: "\(arm.name)-\(arm.endpoint.rawValue)",
        Phrase(
          "\(arm.name): \(rate) % of \(count) patients is not attainable",
          "\(arm.name): \(rate) % von \(count) Patienten ist nicht möglich")
          + Phrase(same: "."),
        arithmetic: [printed(below), printed(below + 1)].joined(separator: ", "),
        evidence: [Evidence(.quoted(arm.source), record: .comparator(index))],
        settledBy: Phrase(
          "The number of evaluable patients in the publication.",
          "Die Zahl der auswertbaren Patienten in der Publikation."))
    }
  }

  /// Whether a claim of the paper with the same numbers is told already: one fault, one finding.
  private func isTold(of arm: Comparator, _ context: ReviewContext) -> Bool {
    context.claims.contains { judged in
      guard judged.verdict == .contradicted,
        case .percentage(let printed, let denominator, _) = judged.claim.assertion
      else { return false }
      return denominator.value == arm.count && Double(printed) == arm.rate?.percent
    }
  }
}

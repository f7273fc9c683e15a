// SPDX-License-Identifier: Apache-2.0

import Course
import Plain

/// Published medians that their own rates or events contradict.
struct ComparatorMedian: Rule {
  let id = "comparator-median"
  let severity = Severity.warning
  let summary = Phrase(
    "A published median that a rate or the events of the same arm contradict",
    "Ein publizierter Median, dem eine Rate oder die Ereignisse desselben Arms widersprechen")
  let explanation =
    "By the median half of the patients are without the event: more are at a time before it, and not more at a time after it, beyond what rounding leaves. Without an event no median "
    + "is reached. A rate that counts patients who were lost as progressed can lie below half before the median; then it is another estimate, and the source has to say so. The median is shown, and no trial is designed from it."
  let needs = "`comparators.csv` with `median months`, and `rate %` or `free` at `at months`, or `events`"
  let source = "definition of the median of a survival curve (Brookmeyer & Crowley, Biometrics 1982;38:29)"

  let fires = RuleExample(
    "90 % free of progression at 3 months, and a median of 2",
    files: [
      .init(
        "comparators.csv",
        "name,endpoint,n,rate %,at months,median months,source\nArm,progression-free,50,90,3,2,paper")
    ])
  let passes = RuleExample(
    "90 % at 3 months, and a median of 12",
    files: [
      .init(
        "comparators.csv",
        "name,endpoint,n,rate %,at months,median months,source\nArm,progression-free,50,90,3,12,paper")
    ])

  func find(in context: ReviewContext) -> [Found] {
    // By name, so that a file of many arms is not walked once for each of them.
    let all = Dictionary(grouping: context.study.comparators, by: \.name)
    return context.study.comparators.enumerated().compactMap { index, arm in
      guard let median = arm.medianMonths, let fault = arm.medianFault(among: all[arm.name] ?? []) else { return nil }
      let months = Phrase.number(median)
      let (summary, settledBy): (Phrase, Phrase)
      switch fault {
      case .withoutEvents:
        summary = Phrase(
          "\(arm.name): a median of \(months) months without an event.",
          "\(arm.name): ein Median von \(months) Monaten ohne ein Ereignis.")
        settledBy = Phrase("The number of events in the publication.", "Die Zahl der Ereignisse in der Publikation.")
      case .lessThanHalfBefore(let percent, let time), .moreThanHalfAfter(let percent, let time):
        let (share, at) = (Phrase.number(percent, decimals: 1), Phrase.number(time))
        let without =
          arm.endpoint == .survival
          ? Phrase("alive", "am Leben") : Phrase("free of progression", "frei von Progress")
        summary = Phrase(
          "\(arm.name): \(share) % \(without) at \(at) months and a median of \(months) months do not agree.",
          "\(arm.name): \(share) % \(without) nach \(at) Monaten und ein Median von \(months) Monaten passen nicht zusammen."
        )
        settledBy = Phrase(
          "The curve in the publication, and how patients who were lost are counted in the rate.",
          "Die Kurve in der Publikation, und wie verlorene Patienten in der Rate gezählt sind.")
      }
      return Found(
        patient: nil, about: "\(arm.name)-\(arm.endpoint.rawValue)", summary,
        arithmetic: nil, evidence: [Evidence(.quoted(arm.source), record: .comparator(index))], settledBy: settledBy)
    }
  }
}

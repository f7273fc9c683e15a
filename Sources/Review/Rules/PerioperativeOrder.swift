// SPDX-License-Identifier: Apache-2.0

import Course
import Outcomes

/// Adjuvant before the surgery, neoadjuvant after it.
struct PerioperativeOrder: Rule {
  let id = "perioperative-order"
  let severity = Severity.error
  let summary =
    "An adjuvant treatment that began before every surgery, or a neoadjuvant one that began after every surgery"
  let explanation =
    "Neoadjuvant is before the surgery that it prepares, adjuvant after the one that it follows. Only what certainly began on the wrong side of every recorded surgery is told: with several of them one may be the one that is meant."
  let needs = "`intent: adjuvant` or `neoadjuvant`, and a `surgery`, whose order is known"
  let source = "NCI Dictionary of Cancer Terms: adjuvant therapy, neoadjuvant therapy"

  let fires = RuleExample("adjuvant doxorubicin a month before the excision", course: Self.course("2020-01-15"))
  let passes = RuleExample("a month after", course: Self.course("2020-03-15"))
  private static func course(_ when: String) -> String {
    """
    - surgery: excision
      id: surgery
      when: 2020-02-15
    - therapy: doxorubicin
      id: dox
      intent: adjuvant
      when: \(when)
    """
  }

  func find(in context: ReviewContext) -> [Found] {
    context.outcomes.patients.flatMap { outcome -> [Found] in
      let surgeries = outcome.patient.entries.filter { if case .surgery = $0.content { true } else { false } }
      guard !surgeries.isEmpty else { return [] }
      return outcome.patient.entries.compactMap { entry -> Found? in
        guard let intent = Self.intent(entry), intent == .adjuvant || intent == .neoadjuvant else { return nil }
        let wrong: PatientTimeline.Order = intent == .adjuvant ? .before : .after
        guard surgeries.allSatisfy({ outcome.timeline.order(of: entry.id, to: $0.id) == wrong }) else { return nil }
        let names = surgeries.map(\.id).joined(separator: ", ")
        return Found(
          patient: outcome.patient.id, about: entry.id,
          "\(entry.id) is called \(intent.rawValue), but began \(intent == .adjuvant ? "before" : "after") the only surgery that is recorded (\(names)).",
          evidence: [Evidence(entry, "\(entry.id): \(intent.rawValue)")] + surgeries.map { Evidence($0, $0.id) },
          settledBy: "The operation report, and the date of the first dose.")
      }
    }
  }

  private static func intent(_ entry: Entry) -> Intent? {
    switch entry.content {
    case .therapy(let therapy): therapy.intent
    case .radiotherapy(let radiation): radiation.intent
    default: nil
    }
  }
}

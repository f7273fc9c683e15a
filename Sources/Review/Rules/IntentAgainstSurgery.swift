// SPDX-License-Identifier: Apache-2.0

import Course
import Outcomes
import Plain

/// Adjuvant treatment before every operation, or neoadjuvant treatment after it.
struct IntentAgainstSurgery: Rule {
  let id = "intent-against-surgery"
  let severity = Severity.warning
  let summary = Phrase(
    "Adjuvant treatment before the operation, or neoadjuvant treatment after it",
    "Adjuvante Behandlung vor der Operation, oder neoadjuvante danach")
  let explanation =
    "Adjuvant treatment follows the local treatment that it adds to, neoadjuvant treatment precedes it. An adjuvant therapy or radiotherapy that began before every operation, and after no other "
    + "local treatment, has a wrong intent or a wrong date. A neoadjuvant one after every operation is a note: an operation that was planned may not have been done."
  let needs = "a therapy or radiotherapy with `intent: adjuvant` or `neoadjuvant`, a `surgery`, and their order"
  let source = "NCI Dictionary of Cancer Terms: adjuvant therapy, neoadjuvant therapy"

  let fires = RuleExample("adjuvant radiotherapy before the excision", course: Self.course("2020-03-02"))
  let passes = RuleExample("after it", course: Self.course("2020-05-11"))
  private static func course(_ when: String) -> String {
    """
    - diagnosis: leiomyosarcoma
      when: 2020-02-03
    - radiotherapy: left thigh
      intent: adjuvant
      when: \(when)
    - surgery: wide excision
      when: 2020-04-06
    """
  }

  func find(in context: ReviewContext) -> [Found] {
    context.outcomes.patients.flatMap { outcome -> [Found] in
      let (patient, timeline) = (outcome.patient, outcome.timeline)
      let surgeries = patient.entries.filter { if case .surgery = $0.content { true } else { false } }
      guard let first = timeline.sorted(surgeries).first, let last = timeline.sorted(surgeries).last else { return [] }
      return patient.entries.compactMap { entry -> Found? in
        guard let (intent, words) = Self.intent(entry) else { return nil }
        let orders = surgeries.map { timeline.order(of: entry.id, to: $0.id) }
        switch intent {
        case .adjuvant:
          let isBeforeAll = orders.allSatisfy { [.before, .notAfter].contains($0) }
          let followsOther = patient.entries.contains { other in
            other.id != entry.id && Self.isLocal(other) && timeline.order(of: other.id, to: entry.id) != .after
          }
          guard isBeforeAll, !followsOther else { return nil }
          return found(
            entry, first, patient,
            Phrase(
              "\(words) (\(entry.id)) is recorded as adjuvant, but it began before \(first.id), the first operation.",
              "\(words) (\(entry.id)) ist als adjuvant dokumentiert, begann aber vor \(first.id), der ersten Operation."
            ))
        case .neoadjuvant:
          guard orders.allSatisfy({ [.after, .notBefore].contains($0) }) else { return nil }
          var note = found(
            entry, last, patient,
            Phrase(
              "\(words) (\(entry.id)) is recorded as neoadjuvant, but no operation after it is recorded; the last is \(last.id).",
              "\(words) (\(entry.id)) ist als neoadjuvant dokumentiert, danach ist aber keine Operation dokumentiert; die letzte ist \(last.id)."
            )
          )
          note.severity = .note
          return note
        default: return nil
        }
      }
    }
  }

  private func found(_ entry: Entry, _ surgery: Entry, _ patient: Patient, _ summary: Phrase) -> Found {
    Found(
      patient: patient.id, about: entry.id, summary,
      evidence: [Evidence(entry, same: entry.id), Evidence(surgery, same: surgery.id)],
      settledBy: Phrase(
        "The dates of both, and what the treatment was meant for.",
        "Die Daten beider, und wofür die Behandlung gedacht war."))
  }

  private static func intent(_ entry: Entry) -> (Intent, Phrase)? {
    switch entry.content {
    case .therapy(let therapy): therapy.intent.map { ($0, Phrase(same: therapy.name.capitalisedFirst)) }
    case .radiotherapy(let radiotherapy): radiotherapy.intent.map { ($0, Phrase("Radiotherapy", "Strahlentherapie")) }
    default: nil
    }
  }

  /// Local treatment other than an operation that adjuvant treatment may add to.
  private static func isLocal(_ entry: Entry) -> Bool {
    switch entry.content {
    case .ablation, .transplant: true
    case .radiotherapy(let radiotherapy): radiotherapy.intent != .neoadjuvant && radiotherapy.intent != .palliative
    default: false
    }
  }
}

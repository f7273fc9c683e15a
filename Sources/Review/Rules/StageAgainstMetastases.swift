// SPDX-License-Identifier: Apache-2.0

import Plain
import Chronology
import Course
import Outcomes

/// A stage with M0 beside metastases of the same time, or with M1 beside none.
struct StageAgainstMetastases: Rule {
  let id = "stage-against-metastases"
  let severity = Severity.warning
  let summary = Phrase(
    "A stage that says otherwise than the metastases of the same time",
    "Ein Stadium, das anderes sagt als die Metastasen derselben Zeit")
  let explanation =
    "The stage of a diagnosis is that of its time. M0 beside distant metastases that were found then or before, or M1 beside `metastases: none` of that time, cannot both be true. Metastases of a "
    + "later time contradict nothing. M1 without `metastases` of that time is told too: what counts is the entry, and the survival from the first metastasis has no beginning, or a later one."
  let needs = "a `stage` with M0 or M1, and `metastases` at the time of the diagnosis, or M1 and none"
  let source = "TNM classification: M0, no distant metastasis; M1, distant metastasis"

  let fires = RuleExample("M0, and lung metastases at diagnosis", course: Self.course("at diagnosis"))
  let passes = RuleExample("found a year later", course: Self.course("2020-12-01"))
  private static func course(_ when: String) -> String {
    "- diagnosis: leiomyosarcoma\n  when: 2019-12-01\n  stage: pT2 N0 M0\n- metastases: [lung]\n  when: \(when)"
  }

  func find(in context: ReviewContext) -> [Found] {
    context.outcomes.patients.flatMap { outcome -> [Found] in
      let patient = outcome.patient
      return patient.entries.flatMap { entry -> [Found] in
        guard case .diagnosis(let diagnosis) = entry.content, let stage = diagnosis.stage.value,
          let hasMetastases = Self.hasMetastases(stage)
        else { return [] }
        return [hasMetastases ? unrecorded(stage, entry, outcome) : nil].compactMap(\.self)
          + patient.entries.compactMap { other -> Found? in
            guard case .metastases(let metastases) = other.content,
              metastases.presence == (hasMetastases ? .absent : .found),
              isMeant(other, entry, hasMetastases, outcome.timeline)
            else { return nil }
            let words =
              metastases.presence == .absent
              ? Phrase("no metastases", "keine Metastasen")
              : Phrase("metastases (\(metastases.siteWords))", "Metastasen (\(metastases.siteWords))")
            return Found(
              patient: patient.id, about: "\(entry.id)-\(other.id)",
              Phrase(
                "The stage of \(entry.id) is \(stage), but \(other.id) states \(words) of the same time.",
                "Das Stadium von \(entry.id) ist \(stage), \(other.id) nennt aber \(words) derselben Zeit."),
              evidence: [Evidence(entry, Phrase("stage: \(stage)", "Stadium: \(stage)")), Evidence(other, words)],
              settledBy: Phrase("The staging at diagnosis.", "Das Staging bei Diagnose."))
          }
      }
    }
  }

  /// M1 of a diagnosis at whose time no metastases are recorded, nor denied.
  private func unrecorded(_ stage: String, _ entry: Entry, _ outcome: PatientOutcomes) -> Found? {
    let timeline = outcome.timeline
    let all = outcome.patient.entries.filter { if case .metastases = $0.content { true } else { false } }
    // What may be of that time, or was then denied, is not missing.
    let isTold = all.contains { other in
      guard case .metastases(let metastases) = other.content else { return false }
      if metastases.presence == .absent { return isMeant(other, entry, true, timeline) }
      // Of no time, or perhaps of this one.
      guard other.when.contains(where: \.isTold), !isMeant(other, entry, false, timeline) else { return true }
      return timeline.order(of: other.id, to: entry.id) != .after
    }
    guard !isTold else { return nil }
    let first = timeline.sorted(
      all.filter { if case .metastases(let metastases) = $0.content { metastases.presence == .found } else { false } }
    ).first
    let consequence =
      first.map {
        Phrase(
          "the survival from the first distant metastasis begins with \($0.id)",
          "das Überleben ab der ersten Fernmetastase beginnt mit \($0.id)")
      }
      ?? Phrase(
        "there is no survival from the first distant metastasis",
        "ein Überleben ab der ersten Fernmetastase gibt es nicht")
    return Found(
      patient: outcome.patient.id, about: entry.id,
      Phrase(
        "The stage of \(entry.id) is \(stage), but no metastases of that time are recorded: \(consequence).",
        "Das Stadium von \(entry.id) ist \(stage), Metastasen dieser Zeit sind aber nicht dokumentiert: \(consequence)."
      ),
      evidence: [Evidence(entry, Phrase("stage: \(stage)", "Stadium: \(stage)"))]
        + (first.map { [Evidence($0, Phrase("metastases", "Metastasen"))] } ?? []),
      settledBy: Phrase(
        "`metastases:` with the sites at diagnosis.", "`metastases:` mit den Orten bei Diagnose."))
  }

  /// Whether metastases are of the time of a diagnosis: on its day, dated by the same words, or, for M0, before it.
  private func isMeant(_ metastases: Entry, _ diagnosis: Entry, _ hasMetastases: Bool, _ timeline: PatientTimeline)
    -> Bool
  {
    let dates = diagnosis.when.compactMap { $0.date?.text }
    if metastases.when.contains(where: { $0.date.map { dates.contains($0.text) } ?? false }) { return true }
    switch timeline.order(of: metastases.id, to: diagnosis.id) {
    case .same: return true
    case .before, .notAfter: return !hasMetastases
    default: return false
    }
  }

  /// What a stage says of distant metastases by its category M; nil where it has none, or MX.
  static func hasMetastases(_ stage: String) -> Bool? {
    let letters = Array(stage)
    for (index, letter) in letters.enumerated() where letter == "M" {
      guard index + 1 < letters.count, letters[index + 1] == "0" || letters[index + 1] == "1" else { continue }
      if index + 2 < letters.count, letters[index + 2].isNumber { continue }
      // A letter before it is the prefix of a category (`cM0`), or M is the end of another word.
      if index > 0, letters[index - 1].isLetter, !"cpyra".contains(letters[index - 1]) { continue }
      return letters[index + 1] == "1"
    }
    return nil
  }
}

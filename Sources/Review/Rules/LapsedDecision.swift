// SPDX-License-Identifier: Apache-2.0

import Course
import Plain

/// Decisions that hold for nothing that the review finds.
struct LapsedDecision: Rule {
  let id = "lapsed-decision"
  let severity = Severity.note
  let summary = Phrase(
    "A decision on a finding that is not found any more, or that reads otherwise now",
    "Eine Entscheidung zu einem Befund, den es nicht mehr gibt, oder der jetzt anders lautet")
  let explanation =
    "A decision holds for the finding as it read. Where the record or the definitions have changed and the finding reads otherwise, it is open again, and that is a warning. A decision on something that is not found is a note: it was mended, or its identifier is misspelled."
  let needs = "`decisions.yaml`"
  let source = "a decision is made on what was read; ICH E6(R3), section 4.2: changes leave a trail"

  let fires = RuleExample(
    "decided when the first diagnosis was another", course: Self.course, files: Self.files(reads: "liposarcoma"))
  let passes = RuleExample("decided as it reads", course: Self.course, files: Self.files(reads: "sarcoma"))
  private static let course = "- diagnosis: sarcoma\n- diagnosis: leiomyosarcoma\n  id: second"
  private static func files(reads: String) -> [RuleExample.File] {
    [
      .init(
        "decisions.yaml",
        """
        - finding: second-diagnosis/1/second
          reads: >-
            leiomyosarcoma (second) is a second diagnosis beside \(reads): it counts as another tumour, not as progression.
          decision: accepted
          reason: The second reading is the one of the reference pathologist.
          by: data management
        """)
    ]
  }

  func find(in context: ReviewContext) -> [Found] {
    let found = Dictionary(context.findings.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    // Differences between two entries are found where the two are compared, not here.
    return context.study.decisions.enumerated().filter { !$1.isOfSecondEntry }.compactMap { index, decision in
      guard let finding = found[decision.finding] else {
        let nearest = Spelling.nearest(to: decision.finding, among: found.keys.sorted())
        return Found(
          patient: nil, about: decision.finding,
          Phrase(
            "A finding “\(decision.finding)” was \(decision.verdict.phrase), and nothing of that name is found now.",
            "Ein Befund „\(decision.finding)“ wurde \(decision.verdict.phrase), unter diesem Namen wird aber nichts mehr gefunden."
          ),
          evidence: [Evidence(decision, at: index)],
          settledBy: nearest.map {
            Phrase(
              "If it was mended, the list without it; or is “\($0)” meant?",
              "Wenn er behoben ist, die Liste ohne ihn; oder ist „\($0)“ gemeint?")
          }
            ?? Phrase("If it was mended, the list without it.", "Wenn er behoben ist, die Liste ohne ihn."))
      }
      guard !decision.holds(for: finding) else { return nil }
      return Found(
        patient: finding.patient, about: decision.finding, severity: .warning,
        Phrase(
          "The finding “\(decision.finding)” was \(decision.verdict.phrase) when it read otherwise; it is open again. It reads now: \(finding.summary)",
          "Der Befund „\(decision.finding)“ wurde \(decision.verdict.phrase), als er anders lautete; er ist wieder offen. Er lautet jetzt: \(finding.summary)"
        ),
        evidence: [Evidence(decision, at: index)],
        settledBy: Phrase("A decision on what it says now.", "Eine Entscheidung zu dem, was er jetzt sagt."))
    }
  }
}

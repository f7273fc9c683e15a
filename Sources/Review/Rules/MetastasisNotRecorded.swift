// SPDX-License-Identifier: Apache-2.0

import Course
import Outcomes
import Plain

/// Metastases in words, or a stage that has them, of a patient of whom no metastases are recorded.
struct MetastasisNotRecorded: Rule {
  let id = "metastasis-not-recorded"
  let severity = Severity.warning
  let summary = Phrase(
    "Metastases that are named, and recorded nowhere", "Metastasen, die genannt und nirgends dokumentiert sind")
  let explanation =
    "The survival from the first distant metastasis begins with an entry `metastases:`, and nothing else. Where local treatment, a biopsy or an assessment names metastases in words, or the stage is IV, "
    + "and the record has neither metastases nor their absence, it says that none is recorded, although the source has them. Words that deny or doubt them say nothing here; nor do those of lymph nodes, which may be regional. Stage IV can be nodal or local disease in "
    + "some classifications, and so is asked."
  let needs =
    "words of surgery, radiotherapy, ablation, a biopsy or an assessment, or a `stage` of a diagnosis, and no `metastases:`"
  let source = "AJCC Cancer Staging Manual, 8th edition: stage IV; CARE 2013, item 8"

  let fires = RuleExample("resection of lung metastases", course: Self.course(recorded: ""))
  let passes = RuleExample(
    "the metastases are recorded", course: Self.course(recorded: "\n- metastases: [lung]\n  when: 2020-08-10"))
  private static func course(recorded: String) -> String {
    """
    - diagnosis: leiomyosarcoma
      when: 2019-12-01
    - surgery: resection of lung metastases
      when: 2020-09-01
    """ + recorded
  }

  func find(in context: ReviewContext) -> [Found] {
    context.outcomes.patients.flatMap { outcome -> [Found] in
      let patient = outcome.patient
      let isRecorded = patient.entries.contains { if case .metastases = $0.content { true } else { false } }
      guard !isRecorded else { return [] }
      return patient.entries.compactMap { entry in
        Self.words(of: entry).map { words in
          Found(
            patient: patient.id, about: entry.id,
            Phrase(
              "\(entry.id) states “\(words)”, but no metastases are recorded: there is no survival from the first distant metastasis.",
              "\(entry.id) nennt „\(words)“, Metastasen sind aber nicht dokumentiert: ein Überleben ab der ersten Fernmetastase gibt es nicht."
            ),
            evidence: [Evidence(entry, .quoted(words))],
            settledBy: Phrase(
              "`metastases:` with the sites and when they were found, or `metastases: none`.",
              "`metastases:` mit den Orten und wann sie gefunden wurden, oder `metastases: none`."))
        }
      }
    }
  }

  /// What an entry says of metastases; nil where it says nothing, or denies or doubts them.
  private static func words(of entry: Entry) -> String? {
    switch entry.content {
    case .diagnosis(let diagnosis): diagnosis.stage.value.flatMap { isStageFour($0) ? $0 : nil }
    case .assessment(let assessment):
      [assessment.newLesions.value, assessment.finding].compactMap(\.self).first(where: names)
    default: entry.content.wordsOfProcedure.first(where: names)
    }
  }

  private static func names(_ text: String) -> Bool {
    let plain = text.lowercased()
    guard ["metastas", "filia"].contains(where: plain.contains), !ChartDoubt.isDenied(text), !ChartDoubt.isDoubted(text)
    else { return false }
    return !["lymph", "node", "nodal", "lk-", "risk of", "regional"].contains(where: plain.contains)
  }

  /// `IV`, `stage IVB`: without a category M, which is held against the metastases elsewhere.
  static func isStageFour(_ stage: String) -> Bool {
    guard StageAgainstMetastases.hasMetastases(stage) == nil else { return false }
    return stage.split { !$0.isLetter && !$0.isNumber }.contains {
      ["IV", "IVA", "IVB", "IVC"].contains($0.uppercased())
    }
  }
}

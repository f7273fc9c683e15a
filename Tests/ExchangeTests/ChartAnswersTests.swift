// SPDX-License-Identifier: Apache-2.0

import Course
import Testing

@testable import Exchange

/// Words of charts that are answered with the right form.
@Suite struct ChartAnswersTests {
  private func problems(_ entry: String, when: String? = "2020-05-01") -> [String] {
    let time = when.map { "    when: \($0)\n" } ?? ""
    return StudyFolder.read(files: folder(patient: "patient: 1\ncourse:\n  - \(entry)\n\(time)")).problems
      .map(\.description)
  }

  /// `keine` of a toxicity is an absence, as `none` is.
  @Test func noToxicityInGerman() {
    for term in ["keine", "keine Neuropathie", "kein Fieber", "no", "none", "None"] {
      #expect(Toxicity(term: term).isAbsence, "\(term)")
    }
    for term in ["nephropathy", "non-haematological toxicity", "nicht-hämatologische Toxizität"] {
      #expect(!Toxicity(term: term).isAbsence, "\(term)")
    }
  }

  /// What is no drug opens no line.
  @Test(arguments: [
    ("BSC", "best supportive care: true"), ("watch and wait", "follow-up: watch and wait"),
    ("Radiotherapie", "radiotherapy: …"), ("surgery", "surgery: …"), ("OP", "surgery: …"), ("RFA", "ablation: …"),
    ("gemcitabine + radiotherapy", "radiotherapy: …"),
  ])
  func noDrug(therapy: String, entry: String) {
    let told = problems("therapy: \(therapy)")
    #expect(told.count == 1 && told[0].hasSuffix("for a drug; expected an entry of its own: `\(entry)`"), "\(told)")
  }

  /// Responses in German, and with their criteria beside them.
  @Test(arguments: [
    ("partielle Remission", "PR"), ("PR (RECIST)", "PR"), ("Progredienz", "PD"), ("stabile Erkrankung", "SD"),
    ("komplette Remission (CT)", "CR"), ("CMR (PERCIST)", "CMR"),
  ])
  func responses(words: String, meant: String) {
    let told = problems("assessment: CT\n    response: \(words)")
    #expect(told.count == 1 && told[0].hasSuffix("did you mean `\(meant)`?"), "\(told)")
  }

  @Test func anAgeThatIsABound() {
    let told = StudyFolder.read(files: folder(patient: "patient: 1\nage: '>60'\n")).problems.map(\.description)
    #expect(
      told == [
        "patients/1.yaml:2:6: error: `>60` for an age; expected completed years and the event: `73 at diagnosis`; of a small child months: `8 mo at diagnosis`; `≥ 90` for so many or more; of another age that is not known to the year `not stated`, perhaps with `year of birth`"
      ])
  }

  @Test func aDateBehindBeforeIsNoEvent() {
    let told = problems("surgery: excision", when: "before 2020")
    #expect(
      told == [
        "patients/1.yaml:4:18: error: there is no `2020` in this patient; expected the id of an entry or dose phase; of a time before or after a date an interval: `../2019-12-31`, `2020/..`"
      ])
  }
}

// SPDX-License-Identifier: Apache-2.0

import Notation
import Testing

@testable import Exchange

/// A date, a denial or a doubt behind the word of an entry is no value of it.
@Suite struct EntryValueTests {
  private func problems(_ entry: String, when: String? = "2020-05-01") -> [String] {
    let time = when.map { "    when: \($0)\n" } ?? ""
    return StudyFolder.read(files: folder(patient: "patient: 1\ncourse:\n  - \(entry)\n\(time)")).problems
      .map(\.description)
  }

  @Test func whatIsTold() {
    #expect(
      problems("death: 2021-05-01", when: nil) == [
        "patients/1.yaml:3:12: error: `2021-05-01` for a death; expected `death: true` and `when: 2021-05-01`"
      ])
    #expect(
      problems("surgery: 01.05.2021", when: nil) == [
        "patients/1.yaml:3:14: error: `01.05.2021` for a surgery; expected what it was (`surgery: …`), and `when: …`"
      ])
    #expect(
      problems("metastases: keine") == [
        "patients/1.yaml:3:17: error: `keine` for metastases; expected a list of organs, or `none`, `site not stated` or `unknown`; did you mean `none`?"
      ])
    #expect(
      problems("local relapse: V. a. Lokalrezidiv") == [
        "patients/1.yaml:3:20: error: `V. a. Lokalrezidiv` for a local relapse; expected `event: V. a. Lokalrezidiv`, or an assessment with it as its `finding:`; as a local relapse it would count as progression"
      ])
  }

  /// Every kind whose value is text, whatever date it is.
  @Test(arguments: EntryKind.words.filter { !["lab", "performance status"].contains($0) })
  func noKindTakesADate(kind: String) {
    for date in ["2021-05-01", "2021-05", "2021", "15.03.2021", "03.04.2021", "May 2021", "am 15.03.2021", "ca. 2021"] {
      let told = problems("\(kind): \(date)", when: nil)
      #expect(told.count == 1 && told[0].contains("`when: "), "\(kind): \(date): \(told)")
    }
  }

  /// Denials and doubts of what counts as progression; `none` of metastases states their absence.
  @Test(arguments: [
    "metastases: keine", "metastases: no", "metastases: kein Nachweis", "metastases: M0", "metastases: false",
    "metastases: [suspected liver]", "metastases: ['V. a. Leber']", "metastases: [no bone]", "metastases: [liver?]",
    "metastases: true", "local relapse: none", "local relapse: false", "local relapse: kein Rezidiv",
    "local relapse: V. a. Lokalrezidiv", "local relapse: 'DD: Narbe'", "local relapse: no evidence of relapse",
    "surgery: none", "surgery: keine Operation", "radiotherapy: keine", "ablation: no", "therapy: keine Therapie",
    "best supportive care: none", "follow-up: keine", "last contact: none", "decision: none", "plan: keiner",
    "event: none", "assessment: keine", "last contact: lost to follow-up",
    "metastases: Lebermetastasen nicht nachweisbar", "metastases: [Lunge ausgeschlossen]", "metastases: Leber frei",
    "metastases: bislang keine Lebermetastasen", "metastases: ['Lunge, am ehesten Metastase']",
    "local relapse: am ehesten Lokalrezidiv", "local relapse: unklarer Befund im Resektionsbett",
    "local relapse: Lokalrezidiv ausgeschlossen",
    "surgery: Resektion nicht durchgeführt", "surgery: Hysterektomie geplant", "surgery: resection cancelled",
    "surgery: keine Tumorresektion", "radiotherapy: Becken abgesagt", "biopsy: Leber nicht erfolgt",
    "therapy: Doxorubicin abgelehnt", "therapy: 'Ifosfamid, geplant'", "therapy: Trabectedin nicht begonnen",
    "therapy: gemcitabine + docetaxel (planned)", "therapy: kein Doxorubicin",
    "diagnosis: Leiomyosarkom ausgeschlossen",
    "diagnosis: 'Mutter: Mammakarzinom'", "assessment: CT abgesagt", "assessment: MRI planned",
    "best supportive care: abgelehnt",
    "last contact: nicht erschienen", "last contact: Termin abgesagt", "last contact: no-show", "death: verneint",
    "death: nicht eingetreten", "death: Tod der Mutter",
    "death: fraglich", "toxicity: 'Mutter: Neutropenie'",
  ])
  func refused(entry: String) {
    let told = problems(entry)
    #expect(told.count == 1 && told[0].contains("error"), "\(entry): \(told)")
  }

  /// What did not occur has no grade.
  @Test(arguments: [
    "toxicity: sepsis\n    absent: true", "toxicity: Neutropenie ausgeblieben", "toxicity: keine",
    "complication: keine Nachblutung",
  ])
  func gradesOfNothing(entry: String) {
    let told = problems("\(entry)\n    grade: \(entry.hasPrefix("toxicity") ? "4" : "IIIa")")
    #expect(told.count == 1 && told[0].contains("with a grade"), "\(told)")
  }

  @Test(arguments: [
    "metastases: none", "metastases: [lung]", "metastases: [left lung, lymph node]", "local relapse: thigh",
    "local relapse: true", "surgery: R0 resection", "surgery: no residual tumour", "decision: no further chemotherapy",
    "event: no-show", "toxicity: no serious complications", "toxicity: none", "toxicity: keine", "death: true",
    "last contact: true", "last contact: by phone", "event: V. a. Lokalrezidiv", "assessment: CT",
    "event: second opinion", "plan: CT in May", "metastases: [Nicht-regionäre Lymphknoten]",
    "local relapse: Becken, nicht resektabel", "surgery: Resektion ohne Lymphadenektomie",
    "surgery: Resektion, Rand negativ", "surgery: Planned relaparotomy", "surgery: kein Resttumor",
    "therapy: Doxorubicin ohne Dosisreduktion", "therapy: 'Gemcitabin, 6 Zyklen geplant'", "therapy: placebo",
    "diagnosis: Nicht-kleinzelliges Bronchialkarzinom", "diagnosis: 'Leiomyosarkom, Metastasen ausgeschlossen'",
    "diagnosis: carcinoma of unknown primary", "assessment: CT without contrast", "assessment: clinical (no CT)",
    "assessment: 'CT: keine neuen Läsionen'", "last contact: alive, missed the last visit",
    "death: no autopsy was done", "death: not tumour-related",
    "death: probably of the tumour", "toxicity: Neutropenie nicht aufgetreten", "toxicity: suspected pneumonitis",
  ])
  func read(entry: String) { #expect(problems(entry) == []) }
}

// SPDX-License-Identifier: Apache-2.0

import Chronology
import Course
import Notation
import Testing

@testable import Exchange

@Suite("Fields of the study's own")
struct StudyFieldTests {
  private static let declared = """
    study: Test
    fields:
      - {name: smoker, type: yes/no, about: within ten years}
      - {name: LDH, type: number, unit: U/L}
      - {name: care, type: choice, choices: [Regensburg, Munich]}
      - {name: signed, type: date}
      - {name: referred by, type: text}

    """

  private func read(_ values: String, study: String = declared) -> (patient: Patient?, problems: [String]) {
    let reading = StudyFolder.read(files: [
      "study.yaml": study, "patients/1.yaml": "patient: 1\nfields: {\(values)}\ncourse: [{diagnosis: x}]\n",
    ])
    return (reading.study?.patients.first, reading.problems.map(\.description))
  }

  @Test("have values of their types")
  func values() throws {
    let (patient, problems) = read("smoker: yes, LDH: 250 U/L, care: Munich, signed: 2020-03, referred by: unknown")
    #expect(problems == [])
    #expect(
      patient?.fields == [
        "smoker": .stated(.yesNo(true)), "LDH": .stated(.number(250)), "care": .stated(.choice("Munich")),
        "signed": .stated(.date(try StatedDate(parsing: "2020-03"))), "referred by": .unknown,
      ])
    #expect(read("LDH: 1.1250").patient?.fields["LDH"] == .stated(.number(1.125)))
    #expect(read("LDH: \"2,5\"").patient?.fields["LDH"] == .stated(.number(2.5)))
    #expect(read("LDH: -3.5").patient?.fields["LDH"] == .stated(.number(-3.5)))
    #expect(read("smoker: not stated").patient?.fields["smoker"] == .notStated)
  }

  @Test(
    "what is none of them is told at its place",
    arguments: [
      ("smokr: yes", "16: error: unknown field `smokr`; did you mean `smoker`?"),
      ("smoker: ja", "18: error: `ja` for `smoker`; expected `yes` or `no`; did you mean `yes`?"),
      ("LDH: high", "15: error: `high` for `LDH`; expected a number in U/L"),
      ("LDH: 250 mg", "15: error: `250 mg` for `LDH`; expected a number in U/L"),
      ("LDH: \"2,5,1\"", "15: error: `2,5,1` for `LDH`; expected a number in U/L"),
      (
        "LDH: 1.250",
        "15: error: `1.250` for `LDH`; expected `1250` or `1.25`: a mark before three digits can mean thousands or a decimal"
      ),
      (
        "LDH: 1.125",
        "15: error: `1.125` for `LDH`; expected `1125` or `1.1250`: a mark before three digits can mean thousands or a decimal"
      ),
      ("care: munich", "16: error: `munich` for `care`; expected `Regensburg`, `Munich`; did you mean `Munich`?"),
      (
        "smoker: NA",
        "18: error: `NA` for a missing value; expected a value, `not stated` or `unknown`; did you mean `unknown`?"
      ),
    ])
  func faults(value: String, words: String) {
    let place = value.hasPrefix("smokr") ? words.replacing("16:", with: "17:") : words
    #expect(read(value).problems == ["patients/1.yaml:2:\(place)"])
    #expect(read("signed: 03.04.2020").problems.count == 1)
  }

  @Test("a declaration says what its type needs")
  func declarations() {
    func problems(_ field: String) -> [String] {
      read("", study: "study: Test\nfields:\n  - {\(field)}\n").problems.filter { $0.contains("study.yaml") }
    }
    #expect(problems("name: a, type: text") == [])
    #expect(
      problems("name: a, type: choice") == [
        "study.yaml:3:5: error: a choice without `choices`; expected `choices: [one, other]`"
      ])
    #expect(problems("name: a, type: text, unit: mg").first?.contains("`unit` of a field of type `text`") == true)
    #expect(
      problems("name: a, type: text, choices: [b]").first?.contains("`choices` of a field of type `text`") == true)
    #expect(
      problems("name: a, type: boolean").first?.contains("expected `text`, `number`, `date`, `choice` or `yes/no`")
        == true)
    #expect(problems("name: a, type: text}\n  - {name: a, type: date").first?.contains("is there twice") == true)
    #expect(problems("name: a") == ["study.yaml:3:5: error: a field of the study without `type`; expected `type: …`"])
  }

  @Test("a study without any refuses values")
  func undeclared() {
    #expect(
      read("smoker: yes", study: "study: Test\n").problems == [
        "patients/1.yaml:2:18: error: unknown field `smoker`; expected a field that `fields` of study.yaml declares"
      ])
  }

  @Test("come back from the folder and from JSON")
  func roundTrip() throws {
    let files = [
      "study.yaml": Self.declared,
      "patients/1.yaml":
        "patient: 1\nfields: {smoker: no, LDH: 1.1250, care: Munich, signed: 2020-03, referred by: \"yes\"}\n",
    ]
    let study = try #require(StudyFolder.read(files: files).study)
    #expect(study.patients[0].fields["referred by"] == .stated(.text("yes")))
    #expect(StudyFolder.read(files: try StudyFolder.write(study)).study == study)
    let json = StudyJSON.text(of: study)
    #expect(json.contains("\"LDH\": 1.125"))
    let log = ProblemLog(text: SourceText(file: "study.json", text: json))
    let root = try #require(JSONDocument.parse(log))
    #expect(StudyJSON.read(root, log) == study && log.problems.isEmpty)
  }
}

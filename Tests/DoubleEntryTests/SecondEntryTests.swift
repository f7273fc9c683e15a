// SPDX-License-Identifier: Apache-2.0

import Chronology
import Course
import DoubleEntry
import Exchange
import Statistics
import StudyTesting
import Testing
import VerlaufTesting

@Suite("Two entries of a study")
struct SecondEntryTests {
  static func study(_ course: String, head: String = "", rows: [String: String] = [:]) throws -> Study {
    var files = ["study.yaml": "study: Two entries\n", "patients/1.yaml": "patient: 1\n\(head)course:\n\(course)\n"]
    for (name, text) in rows { files[name] = text }
    let reading = StudyFolder.read(files: files)
    let study = reading.study
    return try #require(study, "\(reading.problems.map(\.words))")
  }

  static func compare(_ first: String, _ second: String, heads: (String, String) = ("", "")) throws -> SecondEntry {
    SecondEntry(try study(first, head: heads.0), try study(second, head: heads.1))
  }

  static let first = """
    - diagnosis: leiomyosarcoma
      when: 2015-03-10
      grade: G2
    - therapy: gemcitabine + docetaxel
      id: gem-doc
      intent: first-line
      when: 2016-01-12
      ends: 2016-07-01
      cycles: 6
    - assessment: CT
      of: gem-doc
      when: 2016-04-02
      response: PR
    - toxicity: neutropenia
      grade: 3
      when: 2016-02-01
    """

  @Test func theSameIsTheSame() throws {
    let comparison = try Self.compare(Self.first, Self.first)
    #expect(comparison.differences.isEmpty)
    // Of the four entries: diagnosis 3 fields (value, when, grade), therapy 5, assessment 4, toxicity 3.
    #expect(comparison.fields.reduce(0) { $0 + $1.count } == 15)
    #expect(comparison.fields.allSatisfy { $0.agreement == 1 })
  }

  /// The order of the file, names of entries, capitals and blanks of words are no difference; what refers to an entry refers to the same one.
  @Test func whatIsNoDifference() throws {
    let second = """
      - assessment: CT
        of: first-line
        when: 2016-04-02
        response: PR
      - toxicity: Neutropenia
        grade: 3
        when: 2016-02-01
      - therapy: gemcitabine + docetaxel
        id: first-line
        intent: first-line
        when: 2016-01-12
        ends: 2016-07-01
        cycles: 6
      - diagnosis: Leiomyosarcoma
        when: 2015-03-10
        grade: G2
      """
    let comparison = try Self.compare(Self.first, second)
    #expect(comparison.differences.map(\.reads) == [])
    #expect(comparison.patients[0].same.contains { $0 == ("gem-doc", "first-line") })
  }

  @Test func whatDiffers() throws {
    let second = """
      - diagnosis: leiomyosarcoma
        when: 2015-03
        grade: G3
      - therapy: gemcitabine + docetaxel
        id: gem-doc
        intent: first-line
        when: 2016-01-21
        ends: 2016-07-01
        cycles: not stated
      - assessment: CT
        of: gem-doc
        when: 2016-04-02
        response: SD
      - death: tumour-related
        when: 2018-05-01
      """
    let all = try Self.compare(Self.first, second).differences
    func one(_ id: String) throws -> EntryDifference { try #require(all.first { $0.id == "second-entry/1/" + id }) }
    #expect(
      all.map(\.id) == [
        "second-entry/1/diagnosis/grade", "second-entry/1/diagnosis/when", "second-entry/1/gem-doc/when",
        "second-entry/1/gem-doc/cycles", "second-entry/1/assessment/response", "second-entry/1/toxicity",
        "second-entry/1/+death",
      ])
    // A day within the month that the other says: both can be true.
    let diagnosis = try one("diagnosis/when")
    #expect(!diagnosis.isDisagreement)
    guard case .compatible(.days(let exact, let month)) = diagnosis.relation else {
      Issue.record("\(diagnosis.relation)")
      return
    }
    #expect(exact.isExact && month.earliest?.description == "2015-03-01" && month.latest?.description == "2015-03-31")
    #expect(
      try one("diagnosis/grade").reads == "grade of diagnosis (leiomyosarcoma): G2 in the first entry, G3 in the second"
    )
    // 12 and 21 January.
    guard case .apart = try one("gem-doc/when").relation else {
      Issue.record("apart")
      return
    }
    #expect(try one("gem-doc/cycles").secondSays == "not stated")
    #expect(try one("toxicity").secondSays == nil)
    #expect(try one("toxicity").relation == .onlyOne)
    #expect(try one("+death").firstSays == nil)
    #expect(try one("+death").second == "death")
  }

  /// Times in other words: 10 months after the diagnosis of March 2015 and January 2016 can both be true; 20 months cannot.
  @Test func timesInOtherWords() throws {
    func second(_ when: String) -> String {
      "- diagnosis: leiomyosarcoma\n  when: 2015-03-10\n- surgery: resection\n  when: \(when)"
    }
    let may = try Self.compare(second("2016-01"), second("10 mo after diagnosis")).differences
    #expect(may.map(\.isDisagreement) == [false])
    let cannot = try Self.compare(second("2016-01"), second("20 mo after diagnosis")).differences
    #expect(cannot.map(\.isDisagreement) == [true])
    // Of nothing but an order nobody can say how far it is.
    let order = try Self.compare(
      "- surgery: resection\n  when: before a\n- event: fall\n  id: a",
      "- surgery: resection\n  when: 2016\n- event: fall\n  id: a"
    ).differences
    #expect(order.first?.relation == .unknown)
  }

  /// Two courses of the same drugs go together by their time, not by their place in the file.
  @Test func repeatedLines() throws {
    let one =
      "- therapy: doxorubicin\n  when: 2015-01-10\n  cycles: 6\n- therapy: doxorubicin\n  when: 2018-01-10\n  cycles: 4"
    let other =
      "- therapy: doxorubicin\n  when: 2018-01-10\n  cycles: 4\n- therapy: doxorubicin\n  when: 2015-01-10\n  cycles: 6"
    #expect(try Self.compare(one, other).differences.isEmpty)
  }

  /// A slip of a day is the same visit, and what is missing is the one that nothing is near: progression of 10 and of 11 May, and no response of March.
  @Test func aSlipOfADayIsTheSameVisit() throws {
    func visits(_ all: [(String, String)]) -> String {
      all.map { "- assessment: CT\n  when: \($0.0)\n  response: \($0.1)" }.joined(separator: "\n")
    }
    let comparison = try Self.compare(
      visits([("2020-01-10", "SD"), ("2020-03-10", "PR"), ("2020-05-10", "PD")]),
      visits([("2020-01-10", "SD"), ("2020-05-11", "PD")]))
    #expect(comparison.differences.filter { $0.field == nil }.compactMap(\.firstSays).allSatisfy { $0.contains("PR") })
    #expect(comparison.entries["assessment"] == .init(both: 2, onlyFirst: 1, onlySecond: 0))
    let response = try #require(comparison.fields.first { $0.field == "response" })
    #expect(response.count == 2 && response.agreement == 1)
    // Two courses of one drug, of which the second person has the later one alone, a day off.
    let lines = try Self.compare(
      "- therapy: doxorubicin\n  when: 2018-01-05\n  cycles: 2\n- therapy: doxorubicin\n  when: 2020-01-05\n  cycles: 6",
      "- therapy: doxorubicin\n  when: 2020-01-06\n  cycles: 6")
    #expect(lines.fields.first { $0.field == "cycles" }?.agreement == 1)
    // A value of a laboratory a day off is paired, and its day is the difference.
    let value = try Self.compare(
      "- lab: neutrophils\n  value: 1.2 10^9/L\n  when: 2016-02-01",
      "- lab: neutrophils\n  value: 1.2 10^9/L\n  when: 2016-02-02")
    #expect(value.differences.map(\.field) == ["when"])
  }

  @Test func drugsInAnyOrder() throws {
    let (one, other) = (
      "- therapy: gemcitabine + docetaxel\n  when: 2016", "- therapy: docetaxel + gemcitabine\n  when: 2016"
    )
    #expect(try Self.compare(one, other).differences.isEmpty)
    let third = try Self.compare(one, "- therapy: docetaxel + pazopanib\n  when: 2016").differences
    #expect(third.map(\.firstSays) == ["gemcitabine + docetaxel"])
  }

  /// A value of one analyte is never held against one of another, and a forgotten one is told.
  @Test func laboratoryValues() throws {
    let one =
      "- lab: neutrophils\n  value: 1.2 10^9/L\n  when: 2016-02-01\n- lab: platelets\n  value: 90 10^9/L\n  when: 2016-02-01"
    let other = "- lab: platelets\n  value: 99 10^9/L\n  when: 2016-02-01"
    let comparison = try Self.compare(one, other)
    #expect(comparison.differences.map(\.id) == ["second-entry/1/lab", "second-entry/1/lab-2/value"])
    #expect(comparison.entries["lab"] == .init(both: 1, onlyFirst: 1, onlySecond: 0))
  }

  /// Two values at one time, typed in another order, are the same two.
  @Test func severalValuesAtOneTime() throws {
    func values(_ all: [String]) -> String {
      all.map { "- lab: neutrophils\n  value: \($0) 10^9/L\n  when: 2016-02-01" }.joined(separator: "\n")
    }
    #expect(try Self.compare(values(["1.2", "1.4", "0.9"]), values(["0.9", "1.2", "1.4"])).differences.isEmpty)
    let one = try Self.compare(values(["1.2", "1.4"]), values(["1.4", "2.1"])).differences
    #expect(one.map { [$0.firstSays, $0.secondSays] } == [["1.2 10^9/L", "2.1 10^9/L"]])
  }

  /// An age is at an event, whatever the two call it.
  @Test func agesAtAnEntry() throws {
    let (one, other) = (
      "- diagnosis: sarcoma\n  id: first\n  when: 2015", "- diagnosis: sarcoma\n  id: dx\n  when: 2015"
    )
    #expect(try Self.compare(one, other, heads: ("age: 61 at first\n", "age: 61 at dx\n")).differences.isEmpty)
    let differs = try Self.compare(one, other, heads: ("age: 61 at first\n", "age: 16 at dx\n")).differences
    #expect(differs.map(\.field) == ["age"])
  }

  @Test func phasesAndFactsOfThePatient() throws {
    let one = """
      - therapy: gemcitabine
        when: 2016-01-12
        phases:
          - cycles: 1-2
            dose: 900 mg/m2
            days: [1, 8]
          - cycles: 3-6
            dose: 675 mg/m2
            days: [1, 8]
      """
    let other = one.replacing("675", with: "765")
    let comparison = try Self.compare(one, other, heads: ("sex: female\nage: 61\n", "sex: male\nage: 61\n"))
    #expect(comparison.differences.map(\.id) == ["second-entry/1/patient/sex", "second-entry/1/therapy/phases-2-dose"])
    let dose = try #require(comparison.fields.first { $0.field == "phases dose" })
    #expect(dose.count == 2 && dose.same == 1 && dose.different == 1 && dose.kappa == nil)
  }

  @Test func rowsGoTogetherByDay() throws {
    let rows = "patient,date,lesion,role,finding\n1,2016-01-10,liver,target,32 mm\n1,2016-04-10,liver,target,20 mm\n"
    let one = try Self.study(Self.first, rows: ["lesions.csv": rows])
    let other = try Self.study(
      Self.first, rows: ["lesions.csv": "patient,date,lesion,role,finding\n1,2016-04-10,liver,target,26 mm\n"])
    let all = SecondEntry(one, other).differences
    #expect(
      all.map(\.id) == ["second-entry/1/lesions/2016-01-10-liver", "second-entry/1/lesions/2016-04-10-liver/finding"])
    #expect(all.last?.firstSays?.hasPrefix("20") == true && all.last?.secondSays?.hasPrefix("26") == true)
  }

  /// Three responses: PR and PR, SD and PD, PD and PD. By hand: two of three agree; by chance (1·1 + 1·0 + 1·2)/9 = 1/3; κ = (2/3 − 1/3)/(2/3) = 1/2.
  @Test func agreementByHand() throws {
    func course(_ responses: [String]) -> String {
      responses.enumerated().map { "- assessment: CT\n  when: 201\($0 + 5)-04-02\n  response: \($1)" }.joined(
        separator: "\n")
    }
    let comparison = try Self.compare(course(["PR", "SD", "PD"]), course(["PR", "PD", "PD"]))
    let response = try #require(comparison.fields.first { $0.kind == "assessment" && $0.field == "response" })
    #expect(response.isCoded && response.count == 3 && response.same == 2)
    let kappa = try #require(response.kappa)
    #expect(abs(kappa.value - 0.5) < 1e-12)
    // The method is free text of a kind: it has no κ.
    #expect(comparison.fields.first { $0.field == "when" }?.kappa == nil)
  }

  @Test func patientsThatOnlyOneHas() throws {
    var one = try Self.study(Self.first)
    var other = one
    one.patients.append(Patient(id: "2"))
    one.patients[1].sex = .stated(.female)
    other.patients.append(Patient(id: "3"))
    other.patients.insert(Patient(id: "2"), at: 0)
    let comparison = SecondEntry(one, other)
    #expect(comparison.onlyFirst == [] && comparison.onlySecond == ["3"])
    // Nothing entered yet is no difference.
    #expect(comparison.notBegun == ["2"] && comparison.patients.map(\.patient) == ["1"])
  }

  /// What the second is given says nothing of what the first entered.
  @Test func theSecondSeesNothing() throws {
    for seed in UInt64(1)...40 {
      var random = RandomStudy(seed: seed)
      let study = random.study(patients: 2)
      let blank = SecondEntry.blank(of: study)
      #expect(blank.patients == study.patients.map { Patient(id: $0.id) })
      let text = try StudyFolder.write(blank)
      #expect(text["claims.yaml"] == nil && text["references.yaml"] == nil && text["decisions.yaml"] == nil)
      #expect(text["lesions.csv"] == nil && text["labs.csv"] == nil && text["administrations.csv"] == nil)
    }
  }

  /// Of any study: no difference from itself; the differences the other way round are the same fields; counts add up.
  @Test func randomStudies() throws {
    for seed in UInt64(1)...30 {
      var random = RandomStudy(seed: seed)
      let one = random.study(patients: 2)
      let same = SecondEntry(one, one)
      #expect(same.differences.isEmpty, "\(seed): \(same.differences.map(\.reads))")
      var other = one
      for index in other.patients.indices where !other.patients[index].entries.isEmpty {
        other.patients[index].entries.removeLast()
        other.patients[index].entries.reverse()
      }
      let there = SecondEntry(one, other), back = SecondEntry(other, one)
      for (kind, counts) in there.entries {
        #expect(
          back.entries[kind]?.both == counts.both && back.entries[kind]?.onlySecond == counts.onlyFirst,
          "\(seed) \(kind)")
      }
      for field in there.fields {
        #expect(
          field.count
            == field.same + field.compatible + field.different + field.onlyFirst + field.onlySecond + field.unknown)
      }
    }
  }
}

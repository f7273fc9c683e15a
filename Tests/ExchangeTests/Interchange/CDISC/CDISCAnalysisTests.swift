// SPDX-License-Identifier: Apache-2.0

import Chronology
import Course
import Exchange
import Foundation
import Testing

@testable import Interchange

/// Analysis datasets held against those of pharmaverse (`Tests/TumourResponseTests/Fixtures/README.md`): the same subjects as a study, written as ADaM.
@Suite("An analysis dataset")
struct CDISCAnalysisTests {
  /// The rows of a table of the peer.
  private static func records(_ name: String) throws -> [[String: String]] {
    let url = PythonReader.root.appendingPathComponent(
      "Tests/TumourResponseTests/Fixtures/recist_pharmaverse/\(name)")
    let lines = try String(contentsOf: url, encoding: .utf8).split(separator: "\n").map { line in
      line.split(separator: ",", omittingEmptySubsequences: false).map {
        $0.replacing("\"", with: "").trimmingCharacters(in: .whitespaces)
      }
    }
    let header = try #require(lines.first)
    return lines.dropFirst().map { Dictionary(uniqueKeysWithValues: zip(header, $0)) }
  }

  /// The subjects with the responses of the investigator; a month is its first day, as the peer takes it.
  private static func study() throws -> Study {
    var visits: [String: [[String: String]]] = [:]
    for record in try records("expected_rs_timepoint.csv") where record["READER"] == "INVESTIGATOR" {
      visits[record["USUBJID"] ?? "", default: []].append(record)
    }
    var files = ["study.yaml": "study: Pharmaverse\ndata cut-off: 2035-12-31\n"]
    for record in try records("input_subjects_all_os.csv") {
      let id = record["USUBJID"] ?? ""
      var course = "  - therapy: drug\n    id: drug\n    when: \(record["RANDDT"] ?? "")\n"
      for (index, visit) in (visits[id] ?? []).enumerated() {
        let date = visit["RSDTC"].map { $0.count == 7 ? $0 + "-01" : $0 } ?? ""
        let response = visit["RSSTRESC"] == "NON-CR/NON-PD" ? "non-CR/non-PD" : visit["RSSTRESC"] ?? ""
        course +=
          "  - assessment: CT\n    id: visit-\(index + 1)\n    response: \(response)\n    of: drug\n    when: \(date)\n"
      }
      if let day = record["LSTALVDT"], !day.isEmpty { course += "  - last contact: alive\n    when: \(day)\n" }
      if let day = record["DTHDT"], !day.isEmpty { course += "  - death: disease\n    when: \(day)\n" }
      files["patients/\(id).yaml"] = "patient: \(id)\ncourse:\n" + course
    }
    let reading = StudyFolder.read(files: files)
    return try #require(reading.study, "\(reading.problems.prefix(3))")
  }

  private static func rows(_ text: String) throws -> [[String: String]] {
    var outcome = TableOutcome()
    let dataset = try DatasetJSONReading.read("x.json", Array(text.utf8), &outcome)
    return dataset.rows.map { row in
      Dictionary(uniqueKeysWithValues: zip(dataset.columns, row).map { ($0.name, $1.words ?? "") })
    }
  }

  @Test("of times to an event equals what admiralonco makes of the same subjects")
  func times() throws {
    let writing = CDISCWritingTests.write(try Self.study())
    let own = try Self.rows(try #require(writing.files["adtte.json"]))
    func key(_ row: [String: String]) -> String { "\(row["USUBJID"] ?? "") \(row["PARAMCD"] ?? "")" }
    let made = Dictionary(own.map { (key($0), $0) }, uniquingKeysWith: { first, _ in first })
    #expect(made.count == own.count)
    var checked = 0
    for record in try Self.records("stored_adtte_onco.csv") {
      // A duration of response where there is none is no row here.
      guard let row = made[key(record)] else {
        Issue.record("\(record)")
        continue
      }
      // One subject was seen on 2013-02-01, nine days after the peer's last day alive, of which ADSL knows: the record says alive to the visit.
      if key(record) == "01-701-1115 OS" {
        #expect(
          record["ADT"] == "2013-01-23" && row["ADT"] == "2013-02-01" && row["AVAL"] == "64" && row["CNSR"] == "1")
        continue
      }
      for name in ["STARTDT", "ADT", "AVAL", "CNSR"] { #expect(row[name] == record[name], "\(record) \(row)") }
      checked += 1
    }
    #expect(checked > 130, "\(checked)")
  }

  /// Responses of visits as they were judged.
  @Test("of responses has each visit once, with its day and its number")
  func responses() throws {
    let writing = CDISCWritingTests.write(try Self.study())
    let rows = try Self.rows(try #require(writing.files["adrs.json"]))
    let visits = rows.filter { $0["PARAMCD"] == "OVR" }
    let expected = try Self.records("expected_rs_timepoint.csv").filter { $0["READER"] == "INVESTIGATOR" }
    #expect(visits.count == expected.count)
    let codes = ["CR": "1", "PR": "2", "SD": "3", "NON-CR/NON-PD": "4", "PD": "5", "NE": "6"]
    for row in visits { #expect(codes[row["AVALC"] ?? ""] == row["AVAL"]) }
    let subjects = try Self.rows(try #require(writing.files["adsl.json"]))
    #expect(subjects.count == (try Self.records("input_subjects_all_os.csv").count))
    for record in try Self.records("input_subjects_all_os.csv") {
      let own = try #require(subjects.first { $0["USUBJID"] == record["USUBJID"] })
      #expect(own["TRTSDT"] == record["RANDDT"] && own["DTHDT"] == record["DTHDT"])
    }
  }

  /// By hand: 40 mm at baseline, 28 mm after (-30 %), 35 mm then (nadir 28).
  @Test("of lesions has the sums, their change and the nadir")
  func sums() throws {
    let files = [
      "study.yaml": "study: Sums\n",
      "patients/1.yaml": "patient: 1\ncourse:\n  - therapy: drug\n    when: 2020-01-10\n",
      "lesions.csv":
        "patient,date,lesion,role,site,finding\n1,2020-01-05,T1,target,liver,30\n1,2020-01-05,T2,target,lung,10\n1,2020-03-05,T1,target,liver,20\n1,2020-03-05,T2,target,lung,8\n1,2020-05-05,T1,target,liver,27\n1,2020-05-05,T2,target,lung,8\n",
    ]
    let study = try #require(StudyFolder.read(files: files).study)
    let rows = try Self.rows(try #require(CDISCWritingTests.write(study).files["adtr.json"]))
    let later = rows.filter { $0["ADT"] != "2020-01-05" }
    #expect(later.map { $0["AVAL"] } == ["28", "35"] && later.map { $0["BASE"] } == ["40", "40"])
    #expect(later.map { $0["CHG"] } == ["-12", "-5"] && later.map { $0["PCHG"] } == ["-30", "-12.5"])
    #expect(later.map { $0["NADIR"] } == ["40", "28"])
  }

  /// From 2020-01-10 to 2020-01-12 are 3 days with both counted, however the study counts its own times.
  @Test("counts the last day once, also where the study counts it", arguments: ["exclusive", "inclusive"])
  func days(_ definition: String) throws {
    let study = try #require(
      StudyFolder.read(files: [
        "study.yaml": "study: Days\ndefinitions:\n  days: \(definition)\n",
        "patients/1.yaml":
          "patient: 1\ncourse:\n  - therapy: drug\n    when: 2020-01-10\n  - death: disease\n    when: 2020-01-12\n",
      ]).study)
    let rows = try Self.rows(try #require(CDISCWritingTests.write(study).files["adtte.json"]))
    let survival = try #require(rows.first { $0["PARAMCD"] == "OS" })
    #expect(
      survival["AVAL"] == "3" && survival["ADT"] == "2020-01-12" && survival["STARTDT"] == "2020-01-10"
        && survival["CNSR"] == "0")
  }

  /// A month is no day: no date is made up, and it is told.
  @Test("has no date of what is known between bounds")
  func bounds() throws {
    let study = try #require(
      StudyFolder.read(files: [
        "study.yaml": "study: Bounds\n",
        "patients/1.yaml":
          "patient: 1\ncourse:\n  - therapy: drug\n    when: 2020-01-10\n  - death: disease\n    when: 2021-03\n",
      ]).study)
    let writing = CDISCWritingTests.write(study)
    #expect(writing.files["adtte.json"]?.contains("\"OS\"") != true)
    #expect(writing.losses.lines.contains { $0.file == "ADTTE" && $0.column == "OS" && $0.outcome == .unplaced })
    #expect(try #require(writing.files["adsl.json"]).contains("\"2021-03") == false)
  }
}

// SPDX-License-Identifier: Apache-2.0

import Chronology
import Course
import Outcomes
import Testing
import TumourResponse

/// Lesions, readers and times of the pharmaverse test study.
@Suite("Readers of the pharmaverse study")
struct PharmaverseTests {
  /// The peer takes the first day of a month that it knows without a day; so does this test, and nothing else here.
  static func peerDay(_ text: String?) throws -> Day { try day(text.map { $0.count == 7 ? $0 + "-01" : $0 }) }

  static func readings() throws -> [String: [LesionReading]] {
    var sites: [String: String] = [:]
    for record in try records("recist_pharmaverse/input_tu.csv") {
      sites["\(record["USUBJID"] ?? "") \(record["TULNKID"] ?? "")"] = record["TULOC"]
    }
    var readings: [String: [LesionReading]] = [:]
    var seen: Set<String> = []
    for record in try records("recist_pharmaverse/input_tr.csv") {
      let patient = record["USUBJID"] ?? ""
      let id = record["TRLNKID"] ?? ""
      let reader = record["TREVALID"]?.isEmpty == false ? record["TREVALID"] : "INVESTIGATOR"
      let date = try peerDay(record["TRDTC"])
      // Non-target states are listed twice.
      guard seen.insert("\(patient) \(id) \(reader ?? "") \(date)").inserted else { continue }
      let isTarget = record["TRGRPID"] == "TARGET"
      let text = record["TRSTRESC"] ?? ""
      let state: LesionState =
        isTarget
        ? Millimetres(text).map { .measured($0) } ?? .notEvaluated
        : text == "ABSENT" ? .absent : text == "PRESENT" ? .present : .notEvaluated
      let site = sites["\(patient) \(id)"]
      readings[patient, default: []].append(
        LesionReading(
          lesion: id, role: isTarget ? .target : .nonTarget, site: site, isNode: site == "LYMPH NODE", date: date,
          state: state, reader: reader, location: SourceLocation(file: "input_tr.csv", line: 1, column: 1)))
    }
    return readings
  }

  @Test func timePointsOfEveryReader() throws {
    let readings = try Self.readings()
    var checked = 0
    for record in try records("recist_pharmaverse/expected_rs_timepoint.csv") {
      let course = try #require(TumourCourse(readings[record["USUBJID"] ?? ""] ?? [], reader: record["READER"]))
      let date = try Self.peerDay(record["RSDTC"])
      let point = try #require(RECIST.timePoints(course).first { $0.date == date }, "\(record)")
      #expect(point.overall.rawValue.uppercased() == record["RSSTRESC"], "\(record) \(point)")
      checked += 1
    }
    #expect(checked == 33)
  }

  @Test func bestResponsesAndTimes() throws {
    var visits: [String: [JudgedVisit]] = [:]
    for record in try records("recist_pharmaverse/expected_rs_timepoint.csv") {
      let name = record["RSSTRESC"] == "NON-CR/NON-PD" ? "non-CR/non-PD" : record["RSSTRESC"] ?? ""
      visits["\(record["USUBJID"] ?? "") \(record["READER"] ?? "")", default: []].append(
        JudgedVisit(date: try Self.peerDay(record["RSDTC"]), response: try #require(Response(rawValue: name))))
    }
    var subjects: [String: [String: String]] = [:]
    for record in try records("recist_pharmaverse/input_subjects_all_os.csv") {
      subjects[record["USUBJID"] ?? ""] = record
    }
    func facts(_ record: [String: String]) throws -> TrialFacts {
      let subject = try #require(subjects[record["USUBJID"] ?? ""])
      return TrialFacts(
        reference: try day(subject["RANDDT"]),
        visits: visits["\(record["USUBJID"] ?? "") \(record["reader"] ?? "")"] ?? [],
        death: subject["DTHDT"].flatMap { Day(iso: $0) }, lastAlive: subject["LSTALVDT"].flatMap { Day(iso: $0) })
    }
    var checked = 0
    for record in try records("recist_pharmaverse/expected_run_adrs_by_reader.csv") {
      let own = try facts(record)
      let param = record["param"] ?? ""
      let rule = BestResponseRule(confirmation: param.hasPrefix("C") && param != "CB" ? .init() : nil)
      let value: String
      let date: Day?
      switch param {
      case "BOR", "CBOR":
        let best = rule.best(own.visits, reference: own.reference)
        value = best.response?.rawValue.uppercased() ?? "MISSING"
        date = best.date
      case "RSP", "CRSP":
        date = rule.objectiveResponse(own.visits)
        value = date == nil ? "N" : "Y"
      case "CB", "CCB":
        date = rule.diseaseControl(own.visits, reference: own.reference)
        value = date == nil ? "N" : "Y"
      case "PD":
        date = rule.counted(own.visits).first { $0.response == .progressive }?.date
        value = date == nil ? "N" : "Y"
      default: continue
      }
      #expect(value == record["value"] && (date?.description ?? "") == record["date"], "\(record)")
      checked += 1
    }
    for record in try records("recist_pharmaverse/expected_run_adtte_by_reader.csv") {
      let found = try #require(EventTimeTests.time(record["param"] ?? "", try facts(record)), "\(record)")
      #expect(found.end.description == record["end"], "\(record)")
      #expect(String(found.inclusiveDays) == record["days_inclusive"], "\(record)")
      #expect((found.isEvent ? "0" : "1") == record["censored"], "\(record)")
      checked += 1
    }
    #expect(checked > 100)
    // Times of all 125 subjects and responses of the investigator as stored by the peer.
    for record in try records("recist_pharmaverse/stored_adtte_onco.csv") {
      let own = try facts(record.merging(["reader": "INVESTIGATOR"]) { _, new in new })
      let found = try #require(EventTimeTests.time(record["PARAMCD"] ?? "", own), "\(record)")
      #expect(
        String(found.inclusiveDays) == record["AVAL"] && (found.isEvent ? "0" : "1") == record["CNSR"], "\(record)")
      #expect(found.start.description == record["STARTDT"] && found.end.description == record["ADT"], "\(record)")
      checked += 1
    }
    for record in try records("recist_pharmaverse/stored_adrs_onco.csv") {
      let own = try facts(record.merging(["reader": "INVESTIGATOR"]) { _, new in new })
      let confirmed = BestResponseRule(confirmation: .init())
      let found: (value: String, date: Day?)
      switch record["PARAMCD"] {
      case "BOR", "CBOR":
        let best = (record["PARAMCD"] == "BOR" ? BestResponseRule() : confirmed).best(
          own.visits, reference: own.reference)
        found = (best.response?.rawValue.uppercased() ?? "MISSING", best.date)
      case "RSP", "CRSP":
        let date = (record["PARAMCD"] == "RSP" ? BestResponseRule() : confirmed).objectiveResponse(own.visits)
        found = (date == nil ? "N" : "Y", date)
      case "CB", "CCB":
        let date = (record["PARAMCD"] == "CB" ? BestResponseRule() : confirmed).diseaseControl(
          own.visits, reference: own.reference)
        found = (date == nil ? "N" : "Y", date)
      case "PD":
        let date = confirmed.counted(own.visits).first { $0.response == .progressive }?.date
        found = (date == nil ? "N" : "Y", date)
      default: continue
      }
      #expect(found.value == record["AVALC"], "\(record)")
      if record["ADT"]?.isEmpty == false, found.date != nil {
        #expect(found.date?.description == record["ADT"], "\(record)")
      }
      checked += 1
    }
    #expect(checked > 380)
  }

  /// Sums, baseline, nadir and changes of the investigator as stored by the peer.
  @Test func sumsOfTheInvestigator() throws {
    let readings = try Self.readings()
    var checked = 0
    for record in try records("recist_pharmaverse/stored_adtr_onco.csv")
    where record["PARAMCD"] == "SDIAM" && record["AVISIT"] != "BASELINE" {
      let course = try #require(TumourCourse(readings[record["USUBJID"] ?? ""] ?? [], reader: "INVESTIGATOR"))
      let date = try day(record["ADT"])
      let point = try #require(RECIST.timePoints(course).first { $0.date == date })
      func number(_ name: String) -> Double? { record[name].flatMap { Double($0) } }
      let place = Comment(rawValue: "\(record)")
      #expect(point.sum?.number == number("AVAL") && point.baselineSum?.number == number("BASE"), place)
      #expect(point.nadir?.number == number("NADIR"), place)
      // The peer gives changes of sums that lack a lesion too; they are none.
      #expect(point.isSumComplete == (record["ANL01FL"] == "Y"), place)
      if let own = point.percentFromBaseline { #expect(abs(own - (number("PCHG") ?? .nan)) < 1e-8 * 100, place) }
      if let own = point.percentFromNadir { #expect(abs(own - (number("PCHGNAD") ?? .nan)) < 1e-8 * 100, place) }
      checked += 1
    }
    #expect(checked == 9)
  }
}

// SPDX-License-Identifier: Apache-2.0

import Chronology
import Course
import Testing
import TumourResponse

/// Best responses of all sequences of up to four visits and of random ones, against admiralonco.
@Suite("Best response against admiralonco")
struct SequenceTests {
  struct Subject {
    var reference: Day
    var visits: [JudgedVisit] = []
  }

  static func subjects() throws -> [String: Subject] {
    var subjects: [String: Subject] = [:]
    for record in try records("recist_sequences/input_subjects.csv") {
      subjects[record["id"] ?? ""] = Subject(reference: try day(record["reference_date"]))
    }
    for record in try records("recist_sequences/input_visits.csv") {
      let name = record["response"] == "NON-CR/NON-PD" ? "non-CR/non-PD" : record["response"] ?? ""
      subjects[record["id"] ?? ""]?.visits.append(
        JudgedVisit(date: try day(record["date"]), response: try #require(Response(rawValue: name))))
    }
    return subjects
  }

  /// `fn_sdwin42_conf28_ne1_sd0` as a rule; `event_based` is the same with the defaults.
  static func rule(_ variant: String, confirms: Bool) -> BestResponseRule {
    var rule = BestResponseRule()
    var confirmation = BestResponseRule.Confirmation()
    for part in variant.split(separator: "_") {
      let number = Int(part.filter(\.isNumber)) ?? 0
      if part.hasPrefix("sdwin") { rule.leastStableDays = number }
      if part.hasPrefix("conf") { confirmation.days = number }
      if part.hasPrefix("ne") { confirmation.toleratedNotEvaluable = number }
      if part == "sd0" || part == "sd1" { confirmation.toleratesStable = number == 1 }
    }
    if confirms { rule.confirmation = confirmation }
    return rule
  }

  @Test func everyResponse() throws {
    let subjects = try Self.subjects()
    var checked = 0
    for record in try records("recist_sequences/expected_response.csv") {
      let subject = try #require(subjects[record["id"] ?? ""])
      let param = record["param"] ?? ""
      let rule = Self.rule(record["variant"] ?? "", confirms: param.hasPrefix("C") && param != "CB")
      let found: (value: String, date: Day?)
      switch param {
      case "BOR", "CBOR":
        let best = rule.best(subject.visits, reference: subject.reference)
        found = (best.response.map { $0.rawValue.uppercased() } ?? "MISSING", best.date)
      case "RSP", "CRSP":
        let date = rule.objectiveResponse(subject.visits)
        found = (date == nil ? "N" : "Y", date)
      case "CB", "CCB":
        let date = rule.diseaseControl(subject.visits, reference: subject.reference)
        found = (date == nil ? "N" : "Y", date)
      case "PD":
        let date = rule.counted(subject.visits).first { $0.response == .progressive }?.date
        found = (date == nil ? "N" : "Y", date)
      default: continue
      }
      let place = Comment(rawValue: "\(record) \(subject.visits.map { "\($0.date) \($0.response.rawValue)" })")
      #expect(found.value == record["value"], place)
      #expect((found.date?.description ?? "") == (record["date"] ?? ""), place)
      checked += 1
    }
    #expect(checked > 13_000)
  }
}

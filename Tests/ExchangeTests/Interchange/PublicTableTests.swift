// SPDX-License-Identifier: Apache-2.0

import Chronology
import Course
import Foundation
import Notation
import Testing

@testable import Interchange

/// A table that a package for swimmer plots brings (Fixtures/README.md): each response with its date and its study day, day 1 being the first.
@Suite("A public table of responses")
struct PublicTableTests {
  private struct Row {
    var (patient, date, day, response): (String, String, Int, String)
  }

  private static func text() throws -> String {
    let url = try #require(Bundle.module.url(forResource: "Fixtures/Swimmer/response-data", withExtension: "csv"))
    return try String(contentsOf: url, encoding: .utf8)
  }

  /// The rows by a split of our own: no field of this file has a comma or a quote.
  private static func rows() throws -> [Row] {
    try text().split(separator: "\n").dropFirst().map { line in
      let cells = line.split(separator: ",").map(String.init)
      return Row(patient: cells[0], date: cells[3], day: try #require(Int(cells[4])), response: cells[7])
    }
  }

  /// Responses with their time as a study day, or as a date; the other column stands in their notes.
  private func read(byDays: Bool) throws -> Study {
    let times =
      byDays
      ? "{column: RSDY, is: when, of: response, read as: time}\n      - {column: RSDT, is: note, of: response}"
      : "{column: RSDT, is: when, of: response, read as: date}\n      - {column: RSDY, is: note, of: response}"
    let mapping = """
      mapping: Responses of a package for swimmer plots
      study: Responses
      tables:
        - file: response-data.csv
          ignore other columns: true
          times: {from: start of treatment, is number: 1}
          entries:
            - {name: treatment, kind: therapy, once: true, where: {RSDY: ["1"]}, always: {therapy: not stated}}
            - {name: response, kind: assessment, every row: true, always: {assessment: true, of: treatment}}
          columns:
            - {column: USUBJID, is: patient}
            - {column: RSDT, is: starts, of: treatment, read as: date}
            - \(times)
            - {column: RSSTRESC, is: response, of: response}

      """
    let reading = readTable(["response-data.csv": try Self.text()], mapping)
    #expect(reading.misfits.map(\.description) == [])
    #expect(reading.losses.count(.unplaced) == 0)
    return try #require(reading.study)
  }

  /// The days from the first row of each patient, counted here by the calendar of Foundation from the dates and here from the study days, and the progressions: 53 rows, 8 patients.
  @Test(
    "gives the times and events of a direct calculation, by study days and by dates",
    arguments: [true, false])
  func timesAndEvents(byDays: Bool) throws {
    let study = try read(byDays: byDays)
    let byPatient = Dictionary(grouping: try Self.rows(), by: \.patient)
    #expect(study.patients.map(\.id) == byPatient.keys.sorted() && study.patients.count == 8)
    let calendar = Date.ISO8601FormatStyle(timeZone: .gmt).year().month().day()
    var (times, progressions) = (0, 0)
    for patient in study.patients {
      let rows = try #require(byPatient[patient.id])
      let timeline = PatientTimeline(patient, in: study)
      let start = try #require(timeline.start(of: "treatment"))
      let first = try calendar.parse(try #require(rows.first).date)
      let responses = patient.entries.filter { if case .assessment = $0.content { true } else { false } }
      #expect(responses.count == rows.count)
      for (entry, row) in zip(responses, rows) {
        let days = try calendar.parse(row.date).timeIntervalSince(first) / 86_400
        #expect(days == Double(row.day - 1), "\(row)")
        let length = timeline.length(from: start, to: try #require(timeline.start(of: entry.id)))
        #expect(length == LengthBounds(lower: TimeLength(days: days), upper: TimeLength(days: days)), "\(row)")
        guard case .assessment(let assessment) = entry.content else { continue }
        #expect(assessment.response.value?.rawValue == row.response)
        times += 1
        progressions += assessment.response.value == .progressive ? 1 : 0
      }
    }
    // `grep -c ,PD$` and `wc -l` of the file.
    #expect(times == 53 && progressions == 11)
  }
}

// SPDX-License-Identifier: Apache-2.0

import Chronology
import Course
import Dosing
import Outcomes
import Review
import Measuring

/// Courses of very many events. Behind each line stands what the same took with a matrix of all pairs (version 0.1, the same machine).
enum LargeCourseBenchmark {
  static func run() async throws {
    print("large courses")
    await chain(
      "  3,000 events in a chain, in order of time", Array(1..<3_000), before: "0.41 s, 122 MB, the network alone")
    var shuffled = Array(1..<3_000)
    var state: UInt64 = 11
    for index in shuffled.indices.dropFirst() {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      shuffled.swapAt(index, Int((state >> 33) % UInt64(index + 1)))
    }
    await chain("  3,000 events in a chain, in no order", shuffled, before: "0.92 s, 122 MB")
    await contradictions(before: "240 s, 25 MB")
    try await laboratory(rows: 26_000, before: "251 s, 7,945 MB, the network alone")
    try await laboratory(rows: 500_000, before: "more memory than there is")
  }

  private static func report(_ what: String, _ time: Double, before: String) {
    line(what, time, "s")
    print("    before: \(before); peak memory so far \(Int(peakMegabytes())) MB")
  }

  /// Each event 1 to 3 days after the one before, then a date of the first; the bounds of all, and between neighbours.
  private static func chain(_ what: String, _ order: [Int], before: String) async {
    let (time, sum) = await seconds { () -> Int in
      var network = TemporalNetwork()
      let events = (0...order.count).map { network.addEvent("e\($0)") }
      for index in order {
        network.constrain(
          from: events[index - 1], to: events[index], LengthBounds(lower: .days(1), upper: .days(3)),
          statement: StatementID(index: index))
      }
      network.constrain(events[0], DayBounds(earliest: Day(0), latest: Day(30)), statement: StatementID(index: 0))
      var sum = 0
      for (one, next) in zip(events, events.dropFirst()) {
        sum &+= network.bounds(of: next).latest?.number ?? 0
        sum &+= network.bounds(from: one, to: next).upper?.ticks ?? 0
      }
      return sum
    }
    precondition(sum != 0, "the chain has bounds")
    report(what, time, before: before)
  }

  /// A chain of 400 events of a fixed length each, that are dated by other lengths.
  private static func contradictions(before: String) async {
    let (time, count) = await seconds { () -> Int in
      var network = TemporalNetwork()
      let events = (0...400).map { network.addEvent("e\($0)") }
      network.constrain(events[0], DayBounds(earliest: Day(0), latest: Day(10)), statement: StatementID(index: 0))
      for index in 1...400 {
        network.constrain(
          from: events[index - 1], to: events[index], LengthBounds(lower: .days(10), upper: .days(12)),
          statement: StatementID(index: index))
      }
      for index in 1...400 {
        let day = Day(30 * index)
        network.constrain(
          events[index], DayBounds(earliest: day, latest: Day(day.number + 5)),
          statement: StatementID(index: 400 + index))
      }
      return network.conflicts.count + network.furtherConflicts
    }
    precondition(count > 390, "nearly every date contradicts the chain")
    report("  400 contradictions with a chain", time, before: before)
  }

  /// Outcomes and findings of a patient with so many dated laboratory values, whose therapy began in a month.
  private static func laboratory(rows: Int, before: String) async throws {
    var study = Study(title: "One patient")
    study.dataCutOff = .stated(try StatedDate(parsing: "2025-12-31"))
    var patient = Patient(id: "1")
    func add(_ id: String, _ content: Entry.Content, _ date: String) throws {
      var entry = Entry(id: id, content: content)
      entry.when = [try StatedTime(parsing: date)]
      patient.entries.append(entry)
    }
    try add("diagnosis", .diagnosis(Diagnosis(histology: "leiomyosarcoma")), "2000-01-03")
    try add("gem", .therapy(Therapy(drugs: ["gemcitabine"])), "2000-02")
    try add("death", .death(Death(cause: .stated("tumour"))), "2025-11-30")
    for row in 0..<rows {
      let value = Laboratory(analyte: "platelets", value: 200, unit: "10^9/L")
      try add("lab-\(row)", .laboratory(value), Day(11_000 + row % 9_000).description)
    }
    study.patients = [patient]
    let (time, findings) = await seconds { () -> Int in
      let outcomes = await StudyOutcomes(study, library: RegimenLibrary())
      return StudyReview(outcomes).findings.count
    }
    precondition(findings > 0, "something is missing in this record")
    report("  \(rows) dated laboratory values and one vague date", time, before: before)
  }
}

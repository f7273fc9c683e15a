// SPDX-License-Identifier: Apache-2.0

import Course
import Exchange
import Foundation
import Notation
import Outcomes
import Plain
import Report
import Review
import StudyTesting
import Testing

@testable import Registry

@Suite("Tables from lines of outcomes")
struct MergeTests {
  private static let library = BuiltInLibrary.read().library

  /// The tables that `verlauf cohort` prints.
  private static func tables(_ outcomes: StudyOutcomes, _ options: CohortOptions) -> [String] {
    CohortTables.all(CohortOutcomes(outcomes, options: options)).map {
      $0.csv + $0[.german].csv + $0.footnotes.map(\.english).joined()
    }
  }

  /// The tables of lines.
  private static func merged(
    _ parts: [String], _ study: Study, _ options: (SeriesCounts) -> CohortOptions, limit: Int = 10_000
  ) async throws -> [String] {
    let head = StudyHead(of: study)
    var run = MergeRun(limit: limit, grouping: options(SeriesCounts(limit: 0, grouping: nil)).group)
    for (index, part) in parts.enumerated() {
      try await Place.withFile(part) { path in
        let lines = LineBlocks(try ByteSource(path: path, searchPath: ""), limit: MergeRun.longestLine, size: 5000)
        try await run.add(lines, file: "part-\(index)") { _ in }
      }
    }
    #expect(run.problems.isEmpty, "\(run.problems)")
    let summary = CohortSummary(run.counts, in: head.study, options: options(run.counts), library: library)
    return CohortTables.all(summary).map { $0.csv + $0[.german].csv + $0.footnotes.map(\.english).joined() }
  }

  /// Holds the tables of lines against those of the study, cut into 1, 2 and 7 parts and shuffled.
  private static func compare(_ study: Study, _ change: @Sendable (inout CohortOptions) -> Void = { _ in }) async throws
  {
    let outcomes = await StudyOutcomes(study, library: library)
    var own = CohortOptions.suiting(outcomes)
    change(&own)
    let expected = tables(outcomes, own)
    let (text, counts, problems) = try await Derived.lines(
      Derived.patients(study), head: StudyHead(of: study), size: 3000)
    #expect(counts.unread == 0, "\(problems)")
    let lines = text.split(separator: "\n").map { String($0) + "\n" }
    var random = RandomStudy(seed: 11)
    for parts in [1, 2, 7] {
      let shuffled = parts == 1 ? lines : lines.shuffled(using: &random)
      let cut = (0..<parts).map { part in
        shuffled.enumerated().filter { $0.offset % parts == part }.map(\.element).joined()
      }
      let found = try await merged(cut, study) { counts in
        var options = CohortOptions(anchor: counts.suitingAnchor)
        change(&options)
        return options
      }
      #expect(found.count == expected.count)
      for (one, other) in zip(found, expected) { #expect(one == other) }
    }
  }

  @Test(
    "are those of the study: the examples", arguments: ["gemcitabine-maintenance", "invented-cohort", "full-record"])
  func examples(name: String) async throws {
    try await Self.compare(try await Place.study(name))
  }

  @Test("are those of the study, from every anchor and compared by groups")
  func choices() async throws {
    let study = try await Place.study("invented-cohort")
    for anchor in [CohortOptions.Anchor.diagnosis, .line(1), .advancedLine(2), .advancedLine(1)] {
      try await Self.compare(study) { options in
        options.anchor = anchor
        options.group = .sex
        options.testsSmallGroups = true
      }
    }
    try await Self.compare(study) { options in
      options.anchor = .advancedLine(1)
      options.group = .therapy
      options.uncertainty = .midpoint
    }
  }

  @Test("are those of the study: studies at random", arguments: 0..<4)
  func random(seed: Int) async throws {
    var random = RandomStudy(seed: UInt64(seed) + 4000)
    var study = random.study(patients: 4)
    for index in study.patients.indices { study.patients[index].lesions.removeAll { $0.reader == nil } }
    try await Self.compare(study)
    try await Self.compare(study) { $0.group = .histology }
  }

  @Test("name nobody where there are more patients than may be named, however they are cut")
  func limit() async throws {
    let study = try await Place.study("invented-cohort")
    let (text, _, _) = try await Derived.lines(Derived.patients(study), head: StudyHead(of: study))
    let lines = text.split(separator: "\n").map { String($0) + "\n" }
    let whole = try await Self.merged([lines.joined()], study, { CohortOptions(anchor: $0.suitingAnchor) }, limit: 3)
    let cut = try await Self.merged(
      lines.reversed(), study, { CohortOptions(anchor: $0.suitingAnchor) }, limit: 3)
    #expect(whole == cut)
    #expect(!whole.joined().contains("Times of each patient"))
  }

  @Test("are refused for lines that were derived otherwise, for patients who come twice, and for what is no line")
  func refusals() async throws {
    let study = try await Place.study("invented-cohort")
    let (text, _, _) = try await Derived.lines(Derived.patients(study), head: StudyHead(of: study))
    let lines = text.split(separator: "\n").map { String($0) + "\n" }
    func problems(_ text: String) async throws -> [String] {
      var run = MergeRun(limit: 10, grouping: nil)
      try await Place.withFile(text) { path in
        try await run.add(
          LineBlocks(try ByteSource(path: path, searchPath: ""), limit: MergeRun.longestLine), file: "lines"
        ) { _ in }
      }
      return run.problems.map(\.description)
    }
    #expect(
      try await problems(lines[0] + lines[1] + lines[0]) == [
        "lines:3:1: error: a patient who is there twice; first at lines:1; expected each once"
      ])
    let other = lines[1].replacing("\"censoring\":\"study\"", with: "\"censoring\":\"fda-a\"")
    #expect(try await problems(lines[0] + other).first?.contains("derived otherwise") == true)
    #expect(try await problems("{\"patient\":\"1\"}\n") == ["lines:1:1: error: no `series`; expected `\"series\": …`"])
    #expect(try await problems("nonsense\n").count == 1)

    // Ids that differ only in case are of one patient, as in a folder.
    let id = try #require(lines[0].firstMatch(of: #/"patient":"([^"]*)"/#)).1
    func named(_ other: String) -> String {
      lines[0].replacing("\"patient\":\"\(id)\"", with: "\"patient\":\"\(other)\"")
    }
    #expect(try await problems(named("Q1") + named("q1")).count == 1)
    // Of a patient with outcomes in one line and none in another nobody knows whose they are, whichever comes first.
    let reason = "{\"column\":1,\"found\":\"x\",\"expected\":\"y\"}"
    let unread = "{\"patient\":\"\(id)\",\"line\":2,\"unread\":[\(reason)]}\n"
    for text in [lines[0] + unread, unread + lines[0]] {
      #expect(try await problems(text).first?.contains("could not be read here") == true)
    }
    // What nobody derived: an age, a negative time, bounds the wrong way round, a time of ages, one start twice.
    let aged = lines[0].replacing(#/"age":[0-9.]+/#, with: "\"age\":-300")
    #expect(aged != lines[0])
    #expect(try await problems(aged).first?.contains("an age of 0 to 120 years") == true)
    let bounds = try #require(lines[0].firstMatch(of: #/"(?:OS|PFS|TTP)":\{"lower":[0-9.]+,"upper":[0-9.]+/#)).0
    for (low, high, words) in [
      ("-50", "10", "not negative"), ("5000", "10", "not below the lower one"),
      ("0", "1e30", "two dates of a calendar"),
    ] {
      let other = bounds.replacing(
        #/"lower":[0-9.]+,"upper":[0-9.]+/#, with: "\"lower\":\(low),\"upper\":\(high)")
      #expect(try await problems(lines[0].replacing(bounds, with: other)).first?.contains(words) == true, "\(words)")
    }
    let cohort = try #require(lines[0].firstMatch(of: #/"cohorts":\[(\{"from":\["diagnosis"\],)/#)?.1)
    let twice = lines[0].replacing(
      "\"cohorts\":[\(cohort)", with: "\"cohorts\":[\(cohort)\"times\":{}},\(cohort)")
    #expect(try await problems(twice).first?.contains("each start of time once") == true)
  }

  @Test("have the findings of the review that are of one patient")
  func findings() async throws {
    let study = try await Place.study("gemcitabine-maintenance")
    let review = StudyReview(await StudyOutcomes(study, library: Self.library))
    let whole = Set(
      (review.findings + review.decided).filter { $0.patient != nil }.map { "\($0.id): \($0.summary.english)" })
    let (text, _, _) = try await Derived.lines(Derived.patients(study), head: StudyHead(of: study))
    var found: Set<String> = []
    for line in text.split(separator: "\n") {
      let object = try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
      for finding in try #require(object["findings"] as? [[String: Any]]) {
        found.insert("\(finding["id"] as? String ?? ""): \(finding["summary"] as? String ?? "")")
      }
    }
    // What is missing of several patients, the review of a study says once.
    #expect(found.subtracting(whole).filter { !$0.hasPrefix("missing-fact/") } == [])
    #expect(whole.subtracting(found) == [])
  }
}

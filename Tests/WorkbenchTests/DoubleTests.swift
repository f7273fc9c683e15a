// SPDX-License-Identifier: Apache-2.0

import Course
import DoubleEntry
import Exchange
import Foundation
import Notation
import Outcomes
import Plain
import Report
import Review
import Store
import Testing

@testable import Workbench

/// A second abstractor enters the same chart without a look at the first entry; what differs is settled once, and both versions stay.
@Suite struct DoubleTests {
  private static let first = """
    patient: P1
    sex: female
    age: 61
    course:
      - diagnosis: leiomyosarcoma
        when: 2015-03-10
        grade: G2
      - therapy: gemcitabine + docetaxel
        id: alpha-line
        when: 2016-01-12
        ends: 2016-07-01
        cycles: 6
        note: only-of-the-first
      - assessment: CT
        of: alpha-line
        when: 2016-04-02
        response: PR
      - toxicity: neutropenia
        grade: 3
        when: 2016-02-01
    """

  /// A first entry that is open, and a second that was made of it and filled in.
  private func begun() async throws -> (client: Client, scratch: Scratch, store: Store, second: String, part: Int) {
    let scratch = try Scratch()
    let folder = scratch.path + "/series"
    try FileManager.default.createDirectory(atPath: folder + "/patients", withIntermediateDirectories: true)
    try Self.first.write(toFile: folder + "/patients/P1.yaml", atomically: true, encoding: .utf8)
    try "patient: P2\nsex: male\n".write(toFile: folder + "/patients/P2.yaml", atomically: true, encoding: .utf8)
    try "study: Twice entered\n".write(toFile: folder + "/study.yaml", atomically: true, encoding: .utf8)
    let client = try await Client.entered(Client.desk(scratch, opening: folder))
    let open = try #require(await client.desk.workplace.current)
    let made = try await client.post("/double", ["action": "begin", "file": "second.verlauf", "patients": ""])
    #expect(made.status == 303, "\(made.text)")
    let part = try #require(try await open.state().patient(id: "P1")).part
    return (client, scratch, open.store, scratch.path + "/second.verlauf", part)
  }

  /// Enters the chart of the first patient a second time, by forms as a person would.
  private func enter(_ second: String, _ scratch: Scratch) async throws {
    let other = try await Client.entered(Client.desk(scratch, opening: second, port: 8124), as: "B. Second")
    let open = try #require(await other.desk.workplace.current)
    let part = try #require(try await open.state().patient(id: "P1")).part
    #expect(await other.get("/s").text.contains("This file is a second entry"))
    // Nothing of the first entry is on any page of hers.
    for path in [
      "/s", "/p/\(part)", "/f", "/r", "/h", "/p/\(part)/summary", "/p/\(part)/new/therapy", "/p/\(part)/dose",
      "/p/\(part)/forecast",
    ] {
      let text = await other.get(path).text
      // Of drugs the page of forecasts cites papers, for everybody.
      let drugs = path.hasSuffix("/forecast") ? "docetaxel + " : "docetaxel, "
      for word in ["leiomyosarcoma", "alpha-line", "only-of-the-first", "female", "2016", drugs] {
        #expect(!text.contains(word), "\(word) on \(path)")
      }
    }
    let forms: [(String, [(String, String)])] = [
      ("diagnosis", [("v.diagnosis", "leiomyosarcoma"), ("v.when", "2015-03"), ("v.grade", "G3")]),
      (
        "therapy",
        [
          ("v.therapy", "gemcitabine + docetaxel"), ("v.id", "first-line"), ("v.when", "2016-01-12"),
          ("v.ends", "2016-08-01"), ("v.cycles", "8"),
        ]
      ),
      (
        "assessment",
        [
          ("v.assessment", "CT"), ("v.of", "first-line"), ("v.when", "3 mo after start of first-line"),
          ("v.response", "SD"),
        ]
      ),
      (
        "surgery",
        [("v.surgery", "resection"), ("v.when", "1 mo after end of first-line"), ("v.note", "second sees it")]
      ),
    ]
    for (kind, fields) in forms {
      let answer = try await other.post("/p/\(part)/new/\(kind)", pairs: fields + [("action", "save")])
      #expect(answer.status == 303, "\(kind): \(answer.text)")
    }
    await other.desk.workplace.close()
  }

  private func name(_ id: String) -> String {
    SHA256.digest(Array(id.utf8)).prefix(8).map { byte in
      let digits = String(byte, radix: 16)
      return digits.count == 1 ? "0" + digits : digits
    }.joined()
  }

  /// Settles a difference as the page has it.
  private func settle(
    _ client: Client, _ part: Int, _ id: String, _ verdict: String, _ reason: String = "chart, page 3"
  ) async throws -> Answer {
    let page = await client.get("/double/\(part)").text
    let own = try #require(page.range(of: "value=\"\(name(id))\""), "\(id) is not on the page")
    let reads = try #require(page[own.upperBound...].firstMatch(of: /name="reads" value="([0-9a-f]+)"/)?.1)
    return try await client.post(
      "/double/\(part)",
      pairs: [("difference", name(id)), ("reads", String(reads)), ("verdict", verdict), ("reason", reason)])
  }

  @Test("begun, entered blind, compared, settled; both versions stay")
  func whole() async throws {
    let (client, scratch, store, second, part) = try await begun()
    defer { withExtendedLifetime(scratch) {} }
    #expect(await client.get("/double").text.contains("nothing entered yet"))
    try await enter(second, scratch)
    let before = try Data(contentsOf: URL(fileURLWithPath: second))

    let overview = await client.get("/double").text
    #expect(overview.contains("B. Second") && overview.contains("nothing entered yet"))
    let page = await client.get("/double/\(part)")
    #expect(page.status == 200)
    Html.expectInert(page.text, "double")
    // Sex and age, which she did not enter; the diagnosis in March 2015 can be the 10th, and is no difference.
    for word in ["only one says it", "says nothing", "G2", "G3", "2016-08-01"] where word != "only one says it" {
      #expect(page.text.contains(word), "\(word)")
    }
    #expect(page.text.contains("8 open, 0 settled"))

    // The first holds: the record stays.
    #expect(try await settle(client, part, "second-entry/P1/diagnosis/grade", "first").status == 303)
    // The second holds: the record is changed, in one revision with the decision.
    #expect(try await settle(client, part, "second-entry/P1/alpha-line/cycles", "second").status == 303)
    // A decision without a reason, or without a choice, is none.
    let unsaid = try await settle(client, part, "second-entry/P1/alpha-line/ends", "second", " ")
    #expect(unsaid.status == 422 && unsaid.text.contains("A decision needs its reason"))
    // An entry that only the second has comes with its times, which refer to the therapy by the name that it has here.
    #expect(try await settle(client, part, "second-entry/P1/+resection", "second").status == 303)
    // One that only the first has goes.
    #expect(try await settle(client, part, "second-entry/P1/toxicity", "second").status == 303)
    #expect(try await settle(client, part, "second-entry/P1/assessment/response", "both").status == 303)

    let study = try #require(try await store.study().study)
    let patient = try #require(study.patients.first { $0.id == "P1" })
    #expect(patient.entries.map(\.id) == ["diagnosis", "alpha-line", "assessment", "resection"])
    guard case .therapy(let therapy) = patient.entries[1].content,
      case .diagnosis(let diagnosis) = patient.entries[0].content,
      case .assessment(let assessment) = patient.entries[2].content
    else {
      Issue.record("the course is another")
      return
    }
    #expect(therapy.cycles == .stated(8) && diagnosis.grade == .stated("G2"))
    #expect(assessment.response.value?.rawValue == "PR")
    #expect(patient.entries[3].when.map(\.text) == ["1 mo after end of alpha-line"])
    #expect(patient.entries[1].note == "only-of-the-first")
    #expect(study.decisions.count == 5)
    let cycles = try #require(study.decisions.first { $0.finding == "second-entry/P1/alpha-line/cycles" })
    #expect(cycles.reads == "cycles of therapy (gemcitabine + docetaxel): 6 in the first entry, 8 in the second")
    #expect(cycles.verdict == .second && cycles.by == "A. Author" && cycles.reason == "chart, page 3")

    // Settled is settled; agreement is still that of what was entered: of cycles 0 of 1.
    let after = await client.get("/double/\(part)").text
    #expect(after.contains("3 open, 5 settled"))
    let again = await client.get("/double").text
    let row = try #require(again.firstMatch(of: /Systemtherapie|Therapy · Cycles<\/th>((?:<td[^>]*>[^<]*<\/td>)+)/))
    #expect(row.1?.contains(">0 %<") == true, "\(row.1 ?? "")")
    // A file that is made of the settled study has nothing of the first entry as it was: agreement is not determined there, and not of what was settled.
    let folder = scratch.path + "/settled"
    for (name, text) in try await store.files() {
      let place = URL(fileURLWithPath: folder + "/" + name)
      try FileManager.default.createDirectory(at: place.deletingLastPathComponent(), withIntermediateDirectories: true)
      try text.write(to: place, atomically: true, encoding: .utf8)
    }
    let later = try await Client.entered(Client.desk(scratch, opening: folder, port: 8125))
    _ = try await later.post("/double", ["action": "compare", "with": second])
    let lost = await later.get("/double").text
    #expect(lost.contains("Agreement is not determined") && !lost.contains("id=\"agreement\""))
    // The second's file was read, and not a byte of it changed.
    #expect(try Data(contentsOf: URL(fileURLWithPath: second)) == before)
    // A reader of the report sees what both said and what holds.
    let state = try await #require(client.desk.workplace.current).state()
    let table = try #require(
      ReportTables(state.outcomes, state.review, CohortOutcomes(state.outcomes)).secondEntry.first)
    #expect(table.rows.count == 5)
    #expect(
      table.csv.contains(
        "P1,\"cycles of therapy (gemcitabine + docetaxel): 6 in the first entry, 8 in the second\",the second entry,\"chart, page 3\",A. Author,"
      ),
      "\(table.csv)")
    // Nobody is told that the review does not find them.
    #expect(
      try await #require(client.desk.workplace.current).state().review.findings.allSatisfy { !$0.id.contains("lapsed") }
    )
  }

  @Test("what the second says is not taken where it would come to mean something else")
  func obstacles() async throws {
    let (client, scratch, store, second, part) = try await begun()
    defer { withExtendedLifetime(scratch) {} }
    let other = try await Client.entered(Client.desk(scratch, opening: second, port: 8124), as: "B. Second")
    let open = try #require(await other.desk.workplace.current)
    let own = try #require(try await open.state().patient(id: "P1")).part
    for (kind, fields) in [
      ("diagnosis", [("v.diagnosis", "leiomyosarcoma"), ("v.when", "2015-03-10"), ("v.grade", "G2")]),
      ("event", [("v.event", "a fall"), ("v.id", "fall"), ("v.when", "2017-05")]),
      ("surgery", [("v.surgery", "resection"), ("v.when", "2 mo after fall")]),
      (
        "therapy",
        [("v.therapy", "pazopanib"), ("v.id", "paz"), ("v.when", "2018-01-10"), ("v.ends", "9 mo after start of paz")]
      ),
    ] {
      let answer = try await other.post("/p/\(own)/new/\(kind)", pairs: fields + [("action", "save")])
      #expect(answer.status == 303, "\(answer.text)")
    }
    await other.desk.workplace.close()
    // The surgery is counted from an event that the first does not have.
    let refused = try await settle(client, part, "second-entry/P1/+resection", "second")
    #expect(
      refused.status == 422 && refused.text.contains("fall") && refused.text.contains("only the second entry has"))
    #expect(try await store.lastRevision() == 1)
    #expect(try await settle(client, part, "second-entry/P1/+fall", "second").status == 303)
    #expect(try await settle(client, part, "second-entry/P1/+resection", "second").status == 303)
    let patient = try #require(try await store.study().study?.patients.first { $0.id == "P1" })
    #expect(patient.entries.last?.when.map(\.text) == ["2 mo after fall"])

    // What was read is what is decided on: the page is older than the record.
    let page = await client.get("/double/\(part)").text
    let name = name("second-entry/P1/alpha-line")
    let begin = try #require(page.range(of: "value=\"\(name)\""))
    let reads = try #require(page[begin.upperBound...].firstMatch(of: /name="reads" value="([0-9a-f]+)"/)?.1)
    let therapy = try #require(try await store.parts(of: "P1").first { $0.part.text.contains("alpha-line") })
    _ = try await store.save(
      [.replace(therapy.id, base: 3, text: therapy.part.text.replacing("cycles: 6", with: "cycles: 5"))], by: "C",
      why: "slip")
    let stale = try await client.post(
      "/double/\(part)",
      pairs: [("difference", name), ("reads", String(reads)), ("verdict", "first"), ("reason", "x")])
    #expect(stale.status == 422 && stale.text.contains("has changed this since"))
    // What is told from its own beginning comes as it is.
    #expect(try await settle(client, part, "second-entry/P1/+paz", "second").status == 303)
    let taken = try #require(try await store.study().study?.patients.first { $0.id == "P1" })
    #expect(taken.entry("paz")?.ends.map(\.text) == ["9 mo after start of paz"])
  }

  @Test("what cannot be a second entry is refused in words")
  func refusals() async throws {
    let (client, scratch, store, _, _) = try await begun()
    defer { withExtendedLifetime(scratch) {} }
    for (fields, words) in [
      ([("action", "begin"), ("file", "second.verlauf"), ("patients", "")], "second.verlauf"),
      ([("action", "begin"), ("file", "third.verlauf"), ("patients", "P1, p3")], "There is no patient"),
      ([("action", "compare"), ("with", store.path)], "is the study that is open"),
      ([("action", "compare"), ("with", "not-there.verlauf")], "not-there.verlauf"),
      ([("action", "compare"), ("with", " ")], "Type the file"),
    ] {
      let answer = try await client.post("/double", pairs: fields)
      #expect(answer.status == 422 && answer.text.contains(words), "\(answer.text)")
    }
    #expect(!FileManager.default.fileExists(atPath: scratch.path + "/third.verlauf"))
    // One patient alone.
    let one = try await client.post("/double", ["action": "begin", "file": "one.verlauf", "patients": "P2"])
    #expect(one.status == 303)
    #expect(await client.get("/double").text.contains("not in the second entry"))
  }

  /// What was settled stands in the folder as decisions; a word that is none there is refused, and so is one of the other kind.
  @Test("decisions on differences are read, and only on differences")
  func notation() throws {
    func decisions(_ finding: String, _ verdict: String) -> Reading {
      StudyFolder.read(files: [
        "study.yaml": "study: S\n", "patients/1.yaml": "patient: 1\n",
        "decisions.yaml": "- finding: \(finding)\n  reads: x\n  decision: \(verdict)\n  reason: y\n  by: z\n",
      ])
    }
    for verdict in ["first", "second", "both", "neither", "asked"] {
      #expect(decisions("second-entry/1/a/b", verdict).errors.isEmpty)
    }
    for verdict in ["accepted", "rejected"] { #expect(decisions("second-entry/1/a/b", verdict).errors.count == 1) }
    for verdict in ["first", "both"] {
      let error = decisions("claim/series/a", verdict).errors.first
      #expect(error?.location.line == 3 && error?.expected?.contains("accepted") == true)
    }
  }
}

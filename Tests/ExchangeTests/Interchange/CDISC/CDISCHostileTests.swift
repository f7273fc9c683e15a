// SPDX-License-Identifier: Apache-2.0

import Course
import Exchange
import Foundation
import Testing

@testable import Interchange

@Suite("A file of datasets that is none", .timeLimit(.minutes(60)))
struct CDISCHostileTests {
  private func refusal(_ text: String, name: String = "dm.json") -> String {
    let reading = CDISCTesting.read([InputFile(name: name, text: text)], keepsGoing: true)
    #expect(reading.study == nil)
    return reading.misfits.map(\.description).joined(separator: "\n")
  }

  private static let column = #"{"itemOID":"I","name":"USUBJID","label":"","dataType":"string"}"#

  @Test("is refused with its reason")
  func broken() {
    #expect(refusal("").contains("the end of the text"))
    #expect(refusal("[]").contains("no object"))
    #expect(refusal("{\n\"name\": \"DM\",\n}").contains("line 3"))
    #expect(refusal(#"{"clinicalData":{}}"#).contains("1.0"))
    #expect(refusal(#"{"name":"DM"}"#).contains("no `columns`"))
    #expect(refusal(#"{"name":"DM","columns":[]}"#).contains("no columns"))
    #expect(refusal(#"{"name":"DM","columns":[{"name":"A","dataType":"text"}]}"#).contains("`dataType` that is one"))
    #expect(refusal(#"{"name":"DM","datasetJSONVersion":"2.0","columns":[\#(Self.column)]}"#).contains("version 1.1"))
    #expect(refusal(#"{"name":"DM","columns":[\#(Self.column),\#(Self.column)]}"#).contains("twice"))
    #expect(refusal(#"{"name":"DM","columns":[\#(Self.column)],"rows":{}}"#).contains("no list"))
    #expect(refusal(#"{"name":"DM","columns":\#(String(repeating: "[", count: 100_000))"#).contains("deep"))
    #expect(refusal("A,A\n1,2\n", name: "dm.csv").contains("a name twice"))
    #expect(refusal("A,B\n\"1,2\n", name: "dm.csv").contains("never closed"))
    #expect(refusal("x", name: "dm.txt").contains("says nothing that is known"))
    #expect(refusal("x", name: "dm.xpt").contains("no header"))
  }

  /// A row of another length is told; `records` says how many there should be; numbers of more digits than a Double has stay as they stand.
  @Test("with rows that are none is told, and every value counted")
  func rows() {
    let head =
      #"{"datasetJSONCreationDateTime":"2024-01-01T00:00:00","datasetJSONVersion":"1.1.0","itemGroupOID":"I","records":3,"name":"DM","label":"","columns":[\#(Self.column),{"itemOID":"I","name":"AGE","label":"","dataType":"integer"}],"rows":"#
    let text = head + #"[["7",63],["7"],["8",123456789012345678901]]}"#
    let reading = CDISCTesting.read([InputFile(name: "dm.json", text: text)], keepsGoing: true)
    let messages = reading.misfits.map(\.message).joined(separator: "; ")
    #expect(messages.contains("1 values in this row") && messages.contains("123456789012345678901"))
    #expect(!messages.contains("records, and `records`"))
    // Understood: two USUBJID and AGE 63; kept: the long number; not placed: the row of one value.
    #expect(reading.losses.counts == [3, 1, 0, 1])
    let cut = CDISCTesting.read([InputFile(name: "dm.json", text: head + #"[["7",63]]}"#)])
    #expect(cut.misfits.map(\.message).contains { $0.contains("1 records, and `records` says 3") })
  }

  /// So many damaged files of each container; a longer run: VERLAUF_MUTANTS=10000.
  private static let rounds = ProcessInfo.processInfo.environment["VERLAUF_MUTANTS"].flatMap(Int.init) ?? 300

  /// What damage is done to: a file of each container, of records that become every kind of entry.
  static let container = ["xpt", "json", "ndjson", "csv"]

  @Test("damaged at random ends in a study or a refusal, and every value of it is counted", arguments: container)
  func mutants(_ container: String) throws {
    var samples: [InputFile] = []
    switch container {
    case "csv":
      samples = try ["tu_onco_recist.csv", "rs_onco_recist.csv"].map { try CDISCTesting.sample($0) }
    case "json": samples = try ["sdtm-dm.json", "sdtm-ds.json", "sdtm-dd.json"].map { try CDISCTesting.sample($0) }
    case "ndjson": samples = [try CDISCTesting.sample("adam-adtte.ndjson")]
    default: samples = []
    }
    // What this program writes has every domain.
    let written = try CDISCWritingTests.example(container == "csv" ? "json" : container)
    if container != "csv" { samples += written }
    let all = try samples.map { (name: $0.name, bytes: try $0.bytes(limit: .max)) }
    var (studies, counted) = (0, 0)
    for number in 0..<Self.rounds {
      var mutation = Mutation(seed: UInt64(number))
      let sample = all[number % all.count]
      let bytes = mutation.damaged(sample.bytes)
      let reading = CDISCTesting.read([InputFile(name: sample.name, bytes: bytes)], keepsGoing: number % 3 != 0)
      #expect(reading.study != nil || !reading.misfits.isEmpty, "\(number)")
      guard let study = reading.study else { continue }
      studies += 1
      #expect(throws: Never.self, "\(number)") { try StudyFolder.write(study) }
      var outcome = TableOutcome()
      let datasets = DatasetFiles.read([InputFile(name: sample.name, bytes: bytes)], &outcome)
      let count: Int? =
        container == "json" || container == "ndjson"
        ? CDISCTesting.count(bytes) : datasets.reduce(0) { $0 + $1.count } + outcome.losses.counts.reduce(0, +)
      counted += 1
      // An object over two lines is read, and counted by nobody else.
      guard let count else { continue }
      #expect(reading.losses.counts.reduce(0, +) == count, "\(number) \(sample.name)")
    }
    #expect(
      counted == studies && (container == "ndjson" || studies > Self.rounds / 50),
      "\(studies) studies, \(counted) counted")
  }
}

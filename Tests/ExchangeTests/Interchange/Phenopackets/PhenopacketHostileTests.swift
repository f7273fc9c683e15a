// SPDX-License-Identifier: Apache-2.0

import Course
import Exchange
import Foundation
import Testing

@testable import Interchange

@Suite("A file of phenopackets that is none", .timeLimit(.minutes(60)))
struct PhenopacketHostileTests {
  private func refusal(_ text: String) -> String { refusal(Array(text.utf8)) }

  private func refusal(_ bytes: [UInt8]) -> String {
    let reading = PhenopacketReading.read(
      StudyFormat.Request(files: [InputFile(name: "x.json", bytes: bytes)], keepsGoing: true))
    #expect(reading.study == nil)
    return reading.misfits.map(\.description).joined(separator: "\n")
  }

  @Test("is refused with its line")
  func broken() {
    #expect(refusal("").contains("the end of the text"))
    #expect(refusal("{\n\"id\": \"7\",\n}").contains("line 3"))
    #expect(refusal("{\n\"id\": \"7\",\n\"id\": \"8\"}").contains("line 3"))
    #expect(refusal([0xFF, 0xFE, 0x7B, 0x00]).contains("UTF-16"))
    #expect(refusal([0x7B, 0x22, 0x61, 0x22, 0x3A, 0x22, 0xFC, 0x22, 0x7D]).contains("no UTF-8"))
    #expect(refusal(#"{"id":"7","x":"# + String(repeating: "[", count: 100_000)).contains("48 deep"))
    #expect(refusal(#"{"resourceType":"Patient"}"#).contains("no phenopacket"))
    #expect(refusal("5").contains("no phenopacket"))
    #expect(refusal(#"{"members":{}}"#).contains("no list"))
    #expect(refusal(#"{"subject":{"id":"§"}}"#).contains("without an id"))
  }

  /// So many damaged files; a longer run: VERLAUF_MUTANTS=10000.
  private static let rounds = ProcessInfo.processInfo.environment["VERLAUF_MUTANTS"].flatMap(Int.init) ?? 400

  @Test("damaged at random ends in a study or a refusal, and every value of it is counted")
  func mutants() throws {
    let samples = try ["covid19", "mcahs1", "urothelial"].map {
      try PhenopacketTesting.sample($0).bytes(limit: .max)
    }
    var studies = 0
    for number in 0..<Self.rounds {
      var mutation = Mutation(seed: UInt64(number))
      let sample = samples[number % samples.count]
      let bytes = number % 2 == 0 ? mutation.damaged(sample) : damaged(sample, &mutation)
      let reading = PhenopacketReading.read(
        StudyFormat.Request(files: [InputFile(name: "x.json", bytes: bytes)], keepsGoing: number % 4 != 0))
      #expect(reading.study != nil || !reading.misfits.isEmpty, "\(number)")
      guard let study = reading.study else { continue }
      studies += 1
      #expect(throws: Never.self, "\(number)") { try StudyFolder.write(study) }
      if let count = FHIRTesting.count(bytes) {
        #expect(reading.losses.counts.reduce(0, +) == count, "\(number)")
      }
    }
    #expect(studies > Self.rounds / 8, "\(studies)")
  }

  /// Damage that leaves the document well-formed: values and names changed for others.
  private func damaged(_ bytes: [UInt8], _ mutation: inout Mutation) -> [UInt8] {
    var parts = String(decoding: bytes, as: UTF8.self).split(separator: "\"", omittingEmptySubsequences: false).map(
      String.init)
    let texts = parts.indices.filter { $0 % 2 == 1 && !parts[$0].contains("\\") }
    for _ in 0..<3 where !texts.isEmpty {
      parts[mutation.choice(texts)] = mutation.choice([
        "", "0", "DECEASED", "ALIVE", "excluded", "age", "ageRange", "timestamp", "interval", "ontologyClass",
        "2024-13-45", "2020-01-01T00:00:00Z", "P52Y2M", "P9999Y", "P-1Y", "k.A.", "unbekannt", "a + b", "ICDO3:8890/3",
        "icdo:C49.2", "UCUM:mg/kg", "LOINC:718-7", "LOINC:89247-1", "not stated", "keine", "ÄÖÜ 中文", "birth",
        "diagnosis",
        "therapeuticRegimen", "NCIT:C3261", "urn:verlauf:entry", "diseases/0", "diagnosis diagnosis", "VERLAUF:1",
        String(repeating: "lang ", count: 900), parts[mutation.choice(texts)],
      ])
    }
    return Array(parts.joined(separator: "\"").utf8)
  }
}

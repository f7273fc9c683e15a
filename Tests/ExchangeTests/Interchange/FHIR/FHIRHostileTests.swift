// SPDX-License-Identifier: Apache-2.0

import Course
import Exchange
import Foundation
import Testing

@testable import Interchange

@Suite("A file of resources that is none", .timeLimit(.minutes(60)))
struct FHIRHostileTests {
  private func refusal(_ text: String, name: String = "x.json") -> String {
    refusal(Array(text.utf8), name: name)
  }

  private func refusal(_ bytes: [UInt8], name: String = "x.json") -> String {
    let reading = FHIRTesting.read([InputFile(name: name, bytes: bytes)], keepsGoing: true)
    #expect(reading.study == nil)
    return reading.misfits.map(\.description).joined(separator: "\n")
  }

  @Test("is refused with its line for what is no JSON, no UTF-8, twice or too deep")
  func broken() {
    #expect(refusal("").contains("the end of the text"))
    #expect(refusal("{\n\"resourceType\": \"Patient\",\n\"id\": \"7\",\n}").contains("line 4"))
    #expect(
      refusal("{\n\"resourceType\": \"Patient\",\n\"id\": \"7\",\n\"id\": \"8\"}").contains(
        "line 4: the key `id` is there twice"))
    #expect(refusal([0x7B, 0x22, 0x61, 0x22, 0x3A, 0x22, 0xFC, 0x22, 0x7D]).contains("no UTF-8"))
    #expect(refusal([0xFF, 0xFE, 0x7B, 0x00]).contains("UTF-16"))
    #expect(
      refusal(#"{"resourceType":"Patient","id":"7","x":"# + String(repeating: "[", count: 100_000)).contains(
        "values more than 48 deep"))
    #expect(refusal("[]").contains("without `resourceType`"))
    #expect(refusal("<Patient/>").contains("`<`"))
    #expect(refusal(#"{"resourceType":"Bundle","type":"history","entry":[]}"#).contains("earlier versions"))
    #expect(refusal(#"{"resourceType":"Bundle","type":"collection","entry":{}}"#).contains("no list"))
    // A line that is none does not hide behind those that are.
    let lines =
      "{\"resourceType\":\"Patient\",\"id\":\"7\"}\n{\"resourceType\":\n{\"resourceType\":\"Patient\",\"id\":\"8\"}"
    #expect(refusal(lines, name: "x.ndjson").contains("line 2"))
    #expect(refusal(#"{"resourceType":"Patient","id":"../../etc"}"#).contains("a patient without an id"))
  }

  @Test("is refused when it is cut off, wherever it is")
  func cut() throws {
    let whole = try FHIRTesting.sample("mii/CarePlan-PatientKimMusterperson-Tumorkonferenz-1.json").bytes(limit: .max)
    for end in stride(from: 1, to: whole.count - 2, by: 97) {
      // The line that the cut lies on, counted here.
      let own = refusal(Array(whole[..<end]))
      #expect(
        own.contains("line \(1 + whole[..<(end - 1)].count { $0 == 0x0A })") || own.contains("line"), "\(end): \(own)")
    }
  }

  /// So many damaged files; a longer run: VERLAUF_MUTANTS=10000.
  private static let rounds = ProcessInfo.processInfo.environment["VERLAUF_MUTANTS"].flatMap(Int.init) ?? 400

  @Test("damaged at random ends in a study or a refusal, and every value of it is counted")
  func mutants() throws {
    let names =
      [
        "outcomeBundle.json", "treatmentBundle.json", "mcode-extraction-patient-1.json", "jenny-m-fullBundle.json",
        "bulk/AllergyIntolerance.000.ndjson",
      ]
      + FHIRSampleTests.mii + FHIRSampleTests.stu1
    let samples = try names.map { try FHIRTesting.sample($0) }.map { (name: $0.name, bytes: try $0.bytes(limit: .max)) }
    var (studies, counted) = (0, 0)
    for number in 0..<Self.rounds {
      var mutation = Mutation(seed: UInt64(number))
      // The large ones seldom.
      let sample = number % 20 == 0 ? samples[number / 20 % 5] : samples[5 + number % (samples.count - 5)]
      let bytes = number % 2 == 0 ? mutation.damaged(sample.bytes) : damaged(sample.bytes, &mutation)
      let reading = FHIRTesting.read([InputFile(name: sample.name, bytes: bytes)], keepsGoing: number % 3 != 0)
      #expect(reading.study != nil || !reading.misfits.isEmpty, "\(number)")
      guard let study = reading.study else { continue }
      studies += 1
      #expect(throws: Never.self, "\(number)") { try StudyFolder.write(study) }
      if let count = FHIRTesting.count(bytes) {
        counted += 1
        #expect(reading.losses.counts.reduce(0, +) == count, "\(number)")
      }
    }
    #expect(studies > Self.rounds / 8 && counted == studies, "\(studies) studies, \(counted) counted")
  }

  /// Damage that leaves the document well-formed: values changed for others, names for names of the file.
  private func damaged(_ bytes: [UInt8], _ mutation: inout Mutation) -> [UInt8] {
    var parts = String(decoding: bytes, as: UTF8.self).split(separator: "\"", omittingEmptySubsequences: false).map(
      String.init)
    let texts = parts.indices.filter { $0 % 2 == 1 && !parts[$0].contains("\\") }
    for _ in 0..<3 where !texts.isEmpty {
      let place = mutation.choice(texts)
      parts[place] = mutation.choice([
        "", "0", "entered-in-error", "refuted", "final", "2024-13-45", "2020", "2020-05-03T10:00:00Z", "k.A.",
        "unbekannt",
        "true", "a + b", "8890/3", "C49.2", "not stated", "keine", "ÄÖÜ 中文", "modifierExtension", "Patient/8",
        "urn:uuid:x",
        "valueInteger", "http://loinc.org", "http://snomed.info/sct", "89247-1", "718-7", "cT4",
        String(repeating: "lang ", count: 900),
        parts[mutation.choice(texts)],
      ])
    }
    return Array(parts.joined(separator: "\"").utf8)
  }
}

// SPDX-License-Identifier: Apache-2.0

import Course
import Foundation
import Testing

@testable import Interchange

/// What tests of phenopackets share: the published samples, packets made of a few elements, and what is read in words.
enum PhenopacketTesting {
  /// A published sample (Fixtures/README.md).
  static func sample(_ name: String) throws -> InputFile {
    let url = try #require(Bundle.module.url(forResource: "Fixtures/Phenopackets/\(name)", withExtension: "json"))
    return InputFile(name: name + ".json", bytes: Array(try Data(contentsOf: url)))
  }

  /// What is read of files; every value of them is counted once, by a walk of our own.
  static func read(_ files: [InputFile], keepsGoing: Bool = false) throws -> StudyReading {
    let reading = PhenopacketReading.read(StudyFormat.Request(files: files, keepsGoing: keepsGoing))
    let counts = try files.map { try #require(FHIRTesting.count(try $0.bytes(limit: .max))) }
    #expect(reading.losses.counts.reduce(0, +) == counts.reduce(0, +))
    return reading
  }

  /// A packet of a patient born in 1960, with what stands in it.
  static func packet(
    _ content: String, id: String = "7", subject: String = #""sex":"FEMALE","dateOfBirth":"1960-05-17T00:00:00Z""#
  )
    -> InputFile
  {
    let person = #"{"id":"\#(id)"\#(subject.isEmpty ? "" : "," + subject)}"#
    return InputFile(
      name: "packet.json",
      text:
        #"{"id":"p-\#(id)","subject":\#(person)\#(content.isEmpty ? "" : ",\n" + content),"metaData":{"created":"2024-01-01T00:00:00Z","createdBy":"A","phenopacketSchemaVersion":"2.0"}}"#
    )
  }

  /// The facts of the one patient of a packet.
  static func lines(_ content: String, keepsGoing: Bool = false, subject: String? = nil) throws -> [String] {
    let file = subject.map { packet(content, subject: $0) } ?? packet(content)
    let reading = try read([file], keepsGoing: keepsGoing)
    if !keepsGoing { #expect(reading.misfits.map(\.description) == []) }
    return OBDSTesting.lines(try #require(reading.study).patients[0])
  }

  static let tumour = #""diseases":[{"term":{"id":"NCIT:C7541","label":"Retinoblastoma"}}]"#
}

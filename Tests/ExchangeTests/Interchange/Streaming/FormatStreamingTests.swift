// SPDX-License-Identifier: Apache-2.0

import Course
import Foundation
import Plain
import Testing

@testable import Interchange

/// Datasets, tables and packets of files of which only where the rows and packets stand is kept.
@Suite("Formats that are read a patient at a time")
struct FormatStreamingTests {
  private func inFolder(_ body: (URL) throws -> Void) throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("verlauf-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try body(folder)
  }

  /// A format with the files of a sample of it.
  struct Sample: CustomTestStringConvertible {
    var format: StudyFormat
    var files: @Sendable () throws -> [InputFile]
    var testDescription: String
  }

  static let samples: [Sample] = [
    Sample(
      format: .cdisc, files: { try CDISCWritingTests.example("xpt") }, testDescription: "CDISC, XPT"),
    Sample(
      format: .cdisc, files: { try CDISCWritingTests.example("json") }, testDescription: "CDISC, Dataset-JSON"),
    Sample(
      format: .cdisc, files: { try CDISCWritingTests.example("ndjson") }, testDescription: "CDISC, NDJSON"),
    Sample(
      format: .cdisc,
      files: { try ["tu_onco_recist.csv", "rs_onco_recist.csv"].map { try CDISCTesting.sample($0) } },
      testDescription: "CDISC, CSV"),
    Sample(
      format: .omop, files: { try OMOPTesting.samples.map { try OMOPTesting.sample($0) } }, testDescription: "OMOP"),
    Sample(
      format: .phenopackets,
      files: { [PhenopacketTesting.packet(PhenopacketTesting.tumour), PhenopacketTesting.packet("", id: "5")] },
      testDescription: "phenopackets"),
  ]

  @Test("are read from disk, and in small parts, as from memory", arguments: samples)
  func disk(_ sample: Sample) throws {
    let files = try sample.files()
    let read = try #require(sample.format.read)
    let one = read(StudyFormat.Request(files: files, keepsGoing: true))
    #expect(one.study != nil)
    let small = try files.map { file in
      InputFile(name: file.name, parts: AskedParts().parts(try file.bytes(limit: .max), block: 97))
    }
    #expect(read(StudyFormat.Request(files: small, keepsGoing: true)) == one)
    try inFolder { folder in
      let onDisk = try files.enumerated().map { number, file in
        let own = folder.appendingPathComponent("\(number)")
        try FileManager.default.createDirectory(at: own, withIntermediateDirectories: true)
        let url = own.appendingPathComponent(file.name)
        try Data(file.bytes(limit: .max)).write(to: url)
        return InputFile(path: url.path)
      }
      #expect(read(StudyFormat.Request(files: onDisk, keepsGoing: true)) == one)
    }
  }

  /// Each part of a file is another one from the second time on that it is asked for.
  @Test("make no study of a file that is another one when its patients are read", arguments: samples)
  func changed(_ sample: Sample) throws {
    final class Times: @unchecked Sendable {
      private let lock = NSLock()
      private var count = 0
      func next() -> Int {
        lock.withLock {
          count += 1; return count
        }
      }
    }
    let files = try sample.files()
    let read = try #require(sample.format.read)
    // How often a file is asked for is of no interest: at some time its parts become others, and no study may come of it that is another one.
    let whole = read(StudyFormat.Request(files: files, keepsGoing: true))
    for limit in 1...12 {
      let times = Times()
      let changing = try files.map { file in
        let bytes = try file.bytes(limit: .max)
        return InputFile(
          name: file.name,
          parts: InputParts(count: bytes.count, block: 4096) { range throws(FileRefusal) in
            if times.next() <= limit { return Array(bytes[range]) }
            return bytes[range].map { $0 >= 0x30 && $0 <= 0x38 ? $0 + 1 : $0 }
          })
      }
      let reading = read(StudyFormat.Request(files: changing, keepsGoing: true))
      #expect(reading.study == nil || !reading.misfits.isEmpty || reading == whole, "\(limit)")
    }
  }

  @Test("keep of XPT no more than a window, and of NDJSON and CSV no more than a block")
  func parts() throws {
    let names = ["xpt", "ndjson"]
    for container in names {
      for file in try CDISCWritingTests.example(container) {
        let asked = AskedParts()
        let bytes = try file.bytes(limit: .max)
        var outcome = TableOutcome()
        let own = InputFile(name: file.name, parts: asked.parts(bytes, block: 512))
        let datasets = DatasetFiles.open([own], &outcome)
        #expect(datasets.count == 1 || file.name.hasPrefix("define"))
        #expect(asked.most <= 65_536 || bytes.count <= 65_536, "\(file.name)")
      }
    }
  }

  /// 10,000 patients of one packet each: descriptors are not kept open.
  @Test("of packets that are a file each are read, however many there are")
  func many() throws {
    try inFolder { folder in
      let files = try (0..<1500).map { number in
        let url = folder.appendingPathComponent("p\(number).json")
        let packet = PhenopacketTesting.packet("", id: "\(number)")
        try Data(packet.bytes(limit: .max)).write(to: url)
        return InputFile(path: url.path)
      }
      let reading = PhenopacketReading.read(StudyFormat.Request(files: files))
      #expect(reading.study?.patients.count == 1500 && reading.misfits.isEmpty)
    }
  }
}

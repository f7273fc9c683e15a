// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing
import VerlaufTesting

@testable import Interchange

@Suite("A SAS transport file")
struct TransportFileTests {
  /// By hand, of the layout in TS-140: 1 = 1/16 · 16¹ is 41 10 00…, −118.625 = −(7 + 6/16 + 10/256)·… is C2 76 A0 00…, 0.1 is 40 19 99 99 99 99 99 9A (rounded).
  @Test(
    "has numbers of base 16, exactly",
    arguments: [
      (1.0, [0x41, 0x10, 0, 0, 0, 0, 0, 0]), (-118.625, [0xC2, 0x76, 0xA0, 0, 0, 0, 0, 0]),
      (0.5, [0x40, 0x80, 0, 0, 0, 0, 0, 0]),
      (16.0, [0x42, 0x10, 0, 0, 0, 0, 0, 0]), (255.0, [0x42, 0xFF, 0, 0, 0, 0, 0, 0]), (0.0, [0, 0, 0, 0, 0, 0, 0, 0]),
      // The Double next to 0.1 is 0x1.999999999999ap-4: its 53 bits stand in 56.
      (0.1, [0x40, 0x19, 0x99, 0x99, 0x99, 0x99, 0x99, 0x9A]), (-1.0, [0xC1, 0x10, 0, 0, 0, 0, 0, 0]),
      // The greatest whole number of 53 bits: 2⁵³ − 1 has 14 digits of base 16.
      (9_007_199_254_740_991.0, [0x4E, 0x1F, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF]),
    ] as [(Double, [UInt8])])
  func numbers(number: Double, bytes: [UInt8]) {
    #expect(TransportNumber.bytes(number) == bytes)
    #expect(TransportNumber.value(bytes[...]) == .number(number))
  }

  @Test("keeps every number of its range, and refuses others")
  func range() {
    var random = SeededGenerator(seed: 4)
    for _ in 0..<20_000 {
      let number = Double(bitPattern: UInt64.random(in: 0...UInt64.max, using: &random))
      guard let bytes = TransportNumber.bytes(number) else {
        #expect(!number.isFinite || number.magnitude > 7.2e75 || number.magnitude < 5.4e-79, "\(number)")
        continue
      }
      #expect(bytes.count == 8 && TransportNumber.value(bytes[...]) == .number(number), "\(number)")
    }
    for number in [TransportNumber.greatest, TransportNumber.least, -TransportNumber.least] {
      #expect(TransportNumber.bytes(number).map { TransportNumber.value($0[...]) } == .number(number))
    }
    #expect(TransportNumber.bytes(TransportNumber.greatest.nextUp) == nil)
    #expect(TransportNumber.bytes(TransportNumber.least.nextDown) == nil)
    #expect(TransportNumber.bytes(.nan) == nil && TransportNumber.bytes(.infinity) == nil)
  }

  @Test("says by a letter why there is no value, and has short numbers")
  func missing() {
    #expect(TransportNumber.value([0x2E, 0, 0][...]) == .missing(nil))
    #expect(TransportNumber.value([0x41, 0, 0, 0][...]) == .missing("A"))
    #expect(TransportNumber.value([0x5F, 0, 0, 0, 0, 0, 0, 0][...]) == .missing("_"))
    #expect(TransportNumber.value([0x5A, 0, 0, 0, 0, 0, 0, 0][...]) == .missing("Z"))
    #expect(TransportNumber.missing("Q") == [0x51, 0, 0, 0, 0, 0, 0, 0] && TransportNumber.missing(nil)[0] == 0x2E)
    // Three bytes of 100 = 0x64: 42 64 00.
    #expect(TransportNumber.value([0x42, 0x64, 0][...]) == .number(100))
  }

  /// SAS: 1 January 1960 is day 0, 1 January 2000 day 14610; 2014-01-02 is day 19725.
  @Test("has times as days and seconds since 1960")
  func times() {
    #expect(TransportTime.text(0, .date) == "1960-01-01" && TransportTime.text(14_610, .date) == "2000-01-01")
    #expect(TransportTime.text(19_725, .date) == "2014-01-02" && TransportTime.text(-1, .date) == "1959-12-31")
    #expect(TransportTime.number("2014-01-02", .date) == 19_725 && TransportTime.number("2014-01", .date) == nil)
    #expect(
      TransportTime.text(86_399, .datetime) == "1960-01-01T23:59:59"
        && TransportTime.text(-1, .datetime) == "1959-12-31T23:59:59")
    #expect(TransportTime.number("1960-01-02T00:00:01", .datetime) == 86_401)
    #expect(TransportTime.text(3_661, .time) == "01:01:01" && TransportTime.text(86_400, .time) == nil)
    #expect(TransportTime.text(1.5, .date) == nil && TransportTime.text(1e300, .date) == nil)
    #expect(TransportTime.type(of: "DATE9.") == .date && TransportTime.type(of: "e8601dt19") == .datetime)
    #expect(TransportTime.type(of: "BEST12.") == nil && TransportTime.type(of: "") == nil)
  }

  /// The example that CDISC publishes in three containers is one dataset: 254 records of 26 variables, 6502 values (102 cells are empty).
  @Test("is the dataset that Dataset-JSON and NDJSON have")
  func published() throws {
    func datasets(_ name: String) throws -> Dataset {
      var outcome = TableOutcome()
      let all = DatasetFiles.read([try CDISCTesting.sample(name)], &outcome)
      #expect(outcome.misfits.sorted.map(\.description) == [] && outcome.warnings.isEmpty)
      return try #require(all.first)
    }
    let (json, lines, transport) = (
      try datasets("adam-adtte.json"), try datasets("adam-adtte.ndjson"), try datasets("adtte.xpt")
    )
    for own in [json, lines, transport] {
      #expect(own.name == "ADTTE" && own.rows.count == 254 && own.columns.count == 26 && own.count == 6502)
    }
    // The XPT file has no label of the dataset, and two other ones of variables.
    #expect(json.label == "AE Time To 1st Derm. Event Analysis" && lines.label == json.label && transport.label.isEmpty)
    #expect(json.rows == lines.rows && json.columns == lines.columns)
    #expect(transport.rows == json.rows)
    #expect(transport.columns.map(\.name) == json.columns.map(\.name))
    let others = zip(transport.columns, json.columns).filter { $0.label != $1.label }.map(\.0)
    #expect(others.map(\.name) == ["STARTDT", "SRCDOM"])
    #expect(others.map(\.label) == ["Time-to-Event Origin Date for Subject", "Source Data"])
    #expect(transport.columns.map { $0.type.isTime } == json.columns.map { $0.type.isTime })
    #expect(transport.columns[9].format == "DATE9." && transport.rows[0][9] == .text("2014-01-02"))
    // Written again and read again, it is the same.
    let written = try TransportWriting.bytes(transport, stamp: "16APR22:22:20:09")
    #expect(written.count % 80 == 0)
    let back = try TransportReading.read(written)
    #expect(
      back.count == 1 && back[0].rows == transport.rows && back[0].columns.map(\.name) == transport.columns.map(\.name))
    #expect(back[0].columns.map(\.format) == transport.columns.map(\.format))
    var outcome = TableOutcome()
    for isLines in [false, true] {
      let text = DatasetJSONWriting.text(json, time: "2024-11-11T15:09:14", study: "S", isLines: isLines)
      let again = try DatasetJSONReading.read("x", Array(text.utf8), &outcome)
      #expect(again.rows == json.rows && again.columns == json.columns && again.name == json.name)
    }
    #expect(outcome.misfits.isEmpty && outcome.warnings.isEmpty)
  }

  @Test("cannot hold a long name, a long text or a text that ends in a blank, and says so")
  func limits() throws {
    func fault(_ dataset: Dataset) -> String {
      do throws(DatasetFault) {
        _ = try TransportWriting.bytes(dataset, stamp: "01JAN60:00:00:00")
        return ""
      } catch { return error.message }
    }
    func dataset(_ value: Dataset.Value, name: String = "X", label: String = "", type: Dataset.DataType = .string)
      -> Dataset
    {
      Dataset(name: "D", label: "", columns: [.init(name: name, label: label, type: type)], rows: [[value]])
    }
    #expect(fault(dataset(.text("x"))) == "")
    #expect(fault(dataset(.text("x"), name: "ABCDEFGHI")).contains("the name `ABCDEFGHI`"))
    #expect(fault(dataset(.text("x"), label: String(repeating: "l", count: 41))).contains("label"))
    #expect(fault(dataset(.text(String(repeating: "x", count: 201)))).contains("201 bytes"))
    #expect(fault(dataset(.text(String(repeating: "x", count: 200)))) == "")
    #expect(fault(dataset(.text("x "))).contains("`x `") || fault(dataset(.text("x "))).contains("x "))
    #expect(fault(dataset(.number(1e76), type: .double)).contains("number"))
    #expect(fault(dataset(.none)).contains("last row"))
  }

  // MARK: what is none

  private func refusal(_ bytes: [UInt8]) -> String {
    do throws(DatasetFault) {
      return "read: \(try TransportReading.read(bytes).count)"
    } catch { return error.message }
  }

  @Test("that says more than it holds is refused before anything is made of it")
  func hostile() throws {
    let whole = try CDISCTesting.sample("adtte.xpt").bytes(limit: .max)
    #expect(refusal([]) == "no header of a library")
    #expect(refusal(Array("**COMPRESSED** **".utf8)).contains("CPORT"))
    #expect(refusal(Array("HEADER RECORD*******LIBV8   HEADER RECORD!!!!!!!".utf8)).contains("version 8"))
    func changed(_ offset: Int, _ bytes: [UInt8]) -> [UInt8] {
      var own = whole
      own.replaceSubrange(offset..<(offset + bytes.count), with: bytes)
      return own
    }
    // The number of variables stands at byte 614: 9999 of them would be 1.4 MB.
    #expect(String(decoding: whole[614..<618], as: UTF8.self) == "0026")
    #expect(refusal(changed(614, Array("9999".utf8))).contains("9999 variables"))
    #expect(refusal(changed(614, Array("0000".utf8))).contains("no number of variables"))
    #expect(refusal(changed(614, Array("-001".utf8))).contains("no number of variables"))
    // The width of the first variable, at byte 644: texts of 65535 bytes.
    #expect(refusal(changed(644, [0xFF, 0xFF])).contains("65535 bytes"))
    #expect(refusal(changed(644, [0x7F, 0xFF])).contains("at byte 12 of a row"))
    #expect(refusal(changed(640, [0, 3])).contains("of type 3"))
    // Rows are of a fixed width: a file that is cut off within one is refused, unless the rest is blank.
    #expect(refusal(Array(whole.dropLast(300))).contains("ends within record"))
    for end in stride(from: 0, to: whole.count - 400, by: 1013) {
      let own = refusal(Array(whole[..<end]))
      #expect(!own.isEmpty)
    }
  }
}

// SPDX-License-Identifier: Apache-2.0

import Course
import Foundation
import Plain
import Testing

@testable import Interchange

@Suite("Patients of a file of reports that is read in blocks")
struct ReportSplittingTests {
  private static let text = """
    <?xml version="1.0" encoding="UTF-8"?>
    <!-- <Patient Patient_ID="no"> -->
    <o:oBDS xmlns:o='http://www.basisdatensatz.de/oBDS/XML'
      Schema_Version="3.0.4">
      <o:Menge_Patient>
        <o:Patient Patient_ID="1"><a x="</o:Patient>" y='>">'/><!-- </o:Patient> --></o:Patient>
        <o:Patient
          Patient_ID = '2'><![CDATA[</o:Patient> ]]> ]]&gt;<b/>
        </o:Patient>
        <o:Patient Patient_ID="3"/>
        <o:Patient><o:Patienten_Stammdaten Patient_ID="4">ä</o:Patienten_Stammdaten></o:Patient>
        <o:Patient Patient_ID=""><o:Patient Patient_ID="no"/></o:Patient>
      </o:Menge_Patient>
      <o:Meldedatum>2024-01-02</o:Meldedatum>
    </o:oBDS>
    """

  /// The lines are counted in the text above.
  @Test("are found wherever a block ends, and nothing that only looks like one")
  func blocks() throws {
    let bytes = Array(Self.text.utf8)
    for block in Array(1...80) + [bytes.count] {
      let own = try ReportSplitting(InputParts(bytes), block: block)
      #expect(own.chunks.map(\.id) == ["1", "2", "3", "4", nil], "\(block)")
      #expect(own.chunks.map(\.line) == [6, 7, 10, 11, 12], "\(block)")
      #expect(own.chunks.allSatisfy { $0.isWhole })
      let texts = own.chunks.map { String(decoding: bytes[$0.range], as: UTF8.self) }
      #expect(texts.allSatisfy { $0.hasPrefix("<o:Patient") && $0.hasSuffix(">") }, "\(texts)")
      #expect(texts[2] == "<o:Patient Patient_ID=\"3\"/>")
      // What is around them is the rest, with the line end within the second one.
      let rest = texts.reduce(Self.text) { $0.replacingOccurrences(of: $1, with: String($1.filter { $0 == "\n" })) }
      #expect(String(decoding: own.frame, as: UTF8.self) == rest, "\(block)")
      #expect(own.openings.count == 1)
      let before = String(decoding: own.openings[0].before, as: UTF8.self)
      #expect(!before.contains("\n") && before.contains("Schema_Version=\"3.0.4\"><o:Menge_Patient>"))
      #expect(String(decoding: own.openings[0].behind, as: UTF8.self) == "</o:Menge_Patient></o:oBDS>")
    }
  }

  @Test("of a file that is cut off end with it")
  func cut() throws {
    let bytes = Array(Self.text.utf8)
    for end in stride(from: 1, to: bytes.count - 8, by: 3) {
      let own = try ReportSplitting(InputParts(Array(bytes[..<end])), block: 16)
      // All bytes are in a patient or around the patients.
      let inside = own.chunks.reduce(0) { $0 + $1.range.count }
      let lines = own.chunks.reduce(0) { $0 + bytes[$1.range].count { $0 == 0x0A } }
      #expect(inside + own.frame.count - lines == end, "\(end)")
    }
  }

  /// What a parser of the system says of the whole document.
  @Test("are those of the whole document, in all samples", arguments: ["obdsv3_verlauf", "File-1-ADT2_Testpatient"])
  func samples(_ name: String) throws {
    let bytes = try OBDSTesting.sample(name).bytes(limit: .max)
    let whole = try #require(String(validating: bytes, as: UTF8.self))
    for block in [64, 1000, bytes.count] {
      let own = try ReportSplitting(InputParts(bytes), block: block)
      let tags = ["<Patient ", "<Patient>"].map { whole.components(separatedBy: $0).count - 1 }
      #expect(own.chunks.count == tags[0] + tags[1])
      #expect(own.chunks.allSatisfy { $0.id != nil && $0.isWhole })
    }
  }

  @Test("of a file on disk are read as those of one in memory, in any order, one at a time")
  func disk() throws {
    let reports = try ["obdsv3_verlauf", "obdsv3_tod", "obdsv3_syst_1"].map { try OBDSTesting.sample($0) }
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("verlauf-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let files = try reports.map { report in
      let url = folder.appendingPathComponent(report.name)
      try Data(report.bytes(limit: .max)).write(to: url)
      return InputFile(path: url.path)
    }
    let (one, other) = (OBDSTesting.read(reports, keepsGoing: true), OBDSTesting.read(files, keepsGoing: true))
    #expect(one.study != nil && one == other)
  }

  /// A bracket in a value is looked at once: each of them a new look at all before it would take hours.
  @Test("with very many brackets in a value are refused in time", .timeLimit(.minutes(60)))
  func brackets() throws {
    let bytes = Array(
      ("<oBDS><Menge_Patient><Patient Patient_ID=\"1\" x=\"" + String(repeating: ">", count: 300_000) + "\"/>"
        + "</Menge_Patient></oBDS>").utf8)
    let reading = OBDSTesting.read([InputFile(name: "x.xml", bytes: bytes)], keepsGoing: true)
    #expect(reading.study == nil && reading.misfits.contains { $0.message.contains("longer than 10000 bytes") })
    let long = Array(("<oBDS><Menge_Patient><Patient x=\"" + String(repeating: "x", count: 5_000_000)).utf8)
    #expect(
      OBDSTesting.read([InputFile(name: "x.xml", bytes: long)]).misfits.contains {
        $0.message.contains("a tag of more than 4000000 bytes") && $0.place.row == 1
      })
  }
}

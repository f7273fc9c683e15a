// SPDX-License-Identifier: Apache-2.0

import Course
import Exchange
import Foundation
import Testing

@testable import Interchange

@Suite("A file of reports that is none", .timeLimit(.minutes(60)))
struct OBDSHostileTests {
  private static let head = "<?xml version=\"1.0\"?>"

  private func refusal(_ text: String) -> String {
    let reading = OBDSTesting.read([InputFile(name: "x.xml", bytes: Array(text.utf8))], keepsGoing: true)
    #expect(reading.study == nil)
    return reading.misfits.map(\.description).joined(separator: "\n")
  }

  @Test("is refused for a document type, wherever it stands")
  func documentType() {
    let bomb =
      "<!DOCTYPE oBDS [<!ENTITY a \"aaaaaaaaaa\">"
      + (1...9).map { "<!ENTITY a\($0) \"&a\($0 - 1 == 0 ? "" : "\($0 - 1)");&a;\">" }.joined() + "]>"
    #expect(refusal(Self.head + bomb + "<oBDS>&a9;</oBDS>").contains("document type"))
    let late = Self.head + "<!--" + String(repeating: "x", count: 100_000) + "-->" + bomb + "<oBDS>&a9;</oBDS>"
    #expect(refusal(late).contains("document type"))
    #expect(refusal(Self.head + "<!DOCTYPE oBDS SYSTEM \"file:///etc/passwd\"><oBDS/>").contains("document type"))
    // An entity that nobody defined is no text.
    #expect(refusal(Self.head + "<oBDS>&auml;</oBDS>").contains("line 1"))
  }

  @Test("is refused early for its depth, its texts, its attributes and its names")
  func sizes() {
    let deep = String(repeating: "<a>", count: 100_000)
    #expect(refusal("<oBDS>" + deep).contains("elements 32 deep"))
    let text = "<oBDS><Menge_Patient><Patient><a>" + String(repeating: "x", count: 1_100_000)
    #expect(refusal(text + "</a></Patient></Menge_Patient></oBDS>").contains("more than 1000000 bytes of text"))
    let attribute = "<oBDS><Menge_Patient><Patient x=\"" + String(repeating: "x", count: 20_000) + "\"/>"
    #expect(refusal(attribute + "</Menge_Patient></oBDS>").contains("longer than 10000 bytes"))
    let many = "<oBDS><Menge_Patient><Patient>" + String(repeating: "<a/>", count: 200_001)
    #expect(refusal(many + "</Patient></Menge_Patient></oBDS>").contains("more than 200000 elements"))
  }

  @Test("is refused with the line where it is cut off, or no UTF-8")
  func broken() throws {
    let whole = try OBDSTesting.sample("obdsv3_verlauf").bytes(limit: .max)
    // The line that the cut lies on, counted here.
    for end in [300, 1200, 2500, 4000] {
      let cut = Array(whole[..<end])
      let reading = OBDSTesting.read([InputFile(name: "x.xml", bytes: cut)], keepsGoing: true)
      #expect(reading.study == nil)
      let told = reading.misfits.map(\.description).joined()
      #expect(told.contains("line \(1 + cut.count { $0 == 0x0A })"), "\(end): \(told)")
    }
    var latin = Array(whole)
    let place = try #require(latin.firstRange(of: Array("Testweg".utf8))).lowerBound
    latin[place] = 0xFC
    let line = 1 + latin[..<place].count { $0 == 0x0A }
    let reading = OBDSTesting.read([InputFile(name: "x.xml", bytes: latin)])
    #expect(reading.misfits.map(\.message) == ["line \(line): no UTF-8, which it declares"])
    #expect(refusal("<table/>").contains("as the root of the document"))
    // The parser of some systems reads the first of two documents, and passes over a tag that closes another element.
    let second = 1 + whole.count { $0 == 0x0A }
    let twice = Array(whole) + Array(whole).drop { $0 != 0x0A }
    let two = OBDSTesting.read([InputFile(name: "x.xml", bytes: twice)], keepsGoing: true)
    #expect(two.study == nil)
    let lines = [second, second + 1].map { "line \($0): no well-formed XML" }
    #expect(two.misfits.contains { lines.contains($0.message) }, "\(two.misfits)")
    #expect(refusal("<oBDS><Menge_Patient/></oBDS>\n x").contains("line 2: no well-formed XML"))
    let text = String(decoding: whole, as: UTF8.self)
    for (own, other) in [
      ("</Meldung>", "</Menge_Meldung>"), ("Melder_ID=\"", "Melder_ID=\"<"), ("<Menge_Meldung>", "<Menge_Meldung"),
    ] {
      guard let range = text.range(of: own) else {
        Issue.record("no \(own) in the sample")
        continue
      }
      let line = 1 + text[..<range.lowerBound].utf8.count { $0 == 0x0A }
      let told = refusal(text.replacingCharacters(in: range, with: other))
      let isTold = [line, line + 1].contains { told.contains("line \($0): no well-formed XML") }
      #expect(isTold, "\(own): \(told)")
    }
    #expect(refusal("").contains("x.xml"))
    #expect(refusal("<oBDS><Menge_Patient/></oBDS>").contains("no patients"))
    #expect(
      refusal("<oBDS><Menge_Patient><Patient Patient_ID=\"../x\"/></Menge_Patient></oBDS>").contains(
        "for the id of a patient"))
  }

  @Test("keeps text of sections that are not parsed, and of comments nothing")
  func sections() throws {
    let remark =
      "<Tod><Sterbedatum>2021-01-02</Sterbedatum><Tod_tumorbedingt><!-- N -->J</Tod_tumorbedingt></Tod><Anmerkung><![CDATA[a < b & c]]></Anmerkung>"
    let study = try #require(OBDSTesting.read([OBDSTesting.document([remark])]).study)
    let death = try #require(study.patients[0].entries.last)
    #expect(death.note == "Anmerkung: a < b & c")
  }

  /// So many damaged files; a longer run: VERLAUF_MUTANTS=10000.
  private static let rounds = ProcessInfo.processInfo.environment["VERLAUF_MUTANTS"].flatMap(Int.init) ?? 1000

  @Test("damaged at random ends in a study or a refusal, and every value of it is counted")
  func mutants() throws {
    let names = ["File-1-ADT2_Testpatient", "obdsv3_verlauf", "obdsv3_syst_1", "obdsv2_verlauf", "obdsv3_histologie"]
    let samples = try names.map { try OBDSTesting.sample($0).bytes(limit: .max) }
    var (studies, counted) = (0, 0)
    for number in 0..<Self.rounds {
      var mutation = Mutation(seed: UInt64(number))
      // The large one seldom: it takes as long as ten others.
      let whole = number % 20 == 0 ? samples[0] : samples[1 + number % (samples.count - 1)]
      let bytes = number % 2 == 0 ? mutation.damaged(whole) : damaged(whole, &mutation)
      let reading = OBDSTesting.read([InputFile(name: "x.xml", bytes: bytes)], keepsGoing: number % 3 != 0)
      #expect(reading.study != nil || !reading.misfits.isEmpty, "\(number)")
      guard let study = reading.study else { continue }
      studies += 1
      #expect(throws: Never.self, "\(number)") { try StudyFolder.write(study) }
      if let count = OBDSTesting.count(bytes) {
        counted += 1
        #expect(reading.losses.counts.reduce(0, +) == count, "\(number)")
      }
    }
    #expect(studies > Self.rounds / 8 && counted == studies)
  }

  /// Damage that leaves the document well-formed: texts, names of elements and codes changed for others of the file.
  private func damaged(_ bytes: [UInt8], _ mutation: inout Mutation) -> [UInt8] {
    var parts = String(decoding: bytes, as: UTF8.self).split(separator: "<", omittingEmptySubsequences: false).map(
      String.init)
    let texts = parts.indices.filter { parts[$0].split(separator: ">").count == 2 && !parts[$0].hasPrefix("?") }
    for _ in 0..<3 where !texts.isEmpty {
      let place = mutation.choice(texts)
      guard let end = parts[place].firstIndex(of: ">") else { continue }
      let other = mutation.choice([
        "", "0", "X", "U", "R", "E", "2024-13-45", "00.00.2020", "k.A.", "unbekannt", "true", "a + b", "8890/3",
        "C49.2",
        "not stated", "2020-05-03", "&#x85;", "&#x2028;", "keine", "ÄÖÜ 中文", String(repeating: "lang ", count: 900),
        String(parts[mutation.choice(texts)].split(separator: ">").last ?? "").trimmingCharacters(
          in: .whitespacesAndNewlines),
      ])
      parts[place] = String(parts[place][...end]) + other
    }
    // Now and then an element comes twice.
    if mutation.happens(oneIn: 3), let place = texts.isEmpty ? nil : mutation.choice(texts),
      parts.indices.contains(place + 1)
    {
      parts.insert(contentsOf: [parts[place], parts[place + 1]], at: place)
    }
    return Array(parts.joined(separator: "<").utf8)
  }
}

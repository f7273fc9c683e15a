// SPDX-License-Identifier: Apache-2.0

import Course
import Foundation
import Notation
import Testing

@testable import Interchange

#if canImport(FoundationXML)
  import FoundationXML
#endif

/// What tests of oBDS share: the published samples, reports made of a few elements, and what is read in words.
enum OBDSTesting {
  /// A published sample (Fixtures/README.md).
  static func sample(_ name: String) throws -> InputFile {
    let url = try #require(Bundle.module.url(forResource: "Fixtures/OBDS/\(name)", withExtension: "xml"))
    return InputFile(name: name + ".xml", bytes: Array(try Data(contentsOf: url)))
  }

  static func read(_ files: [InputFile], keepsGoing: Bool = false) -> StudyReading {
    OBDSReading.read(StudyFormat.Request(files: files, keepsGoing: keepsGoing))
  }

  /// A document of oBDS 3 with one patient, whose reports are given by what stands behind the assignment of the tumour.
  static func document(_ reports: [String], patient: String = "7", birth: String? = nil) -> InputFile {
    let birth = birth ?? "<Geburtsdatum Datumsgenauigkeit=\"E\">1960-05-17</Geburtsdatum>"
    let all = reports.enumerated().map { index, content in
      """
      <Meldung Meldung_ID="M\(index + 1)" Melder_ID="X">
      <Meldebegruendung>I</Meldebegruendung><Eigene_Leistung>J</Eigene_Leistung>
      <Tumorzuordnung Tumor_ID="1"><Primaertumor_ICD><Code>C49.2</Code><Version>10 2021 GM</Version></Primaertumor_ICD>
      <Diagnosedatum Datumsgenauigkeit="E">2020-05-16</Diagnosedatum><Seitenlokalisation>L</Seitenlokalisation></Tumorzuordnung>
      \(content)
      </Meldung>
      """
    }
    return InputFile(
      name: "reports.xml",
      text: """
        <?xml version="1.0" encoding="UTF-8"?>
        <oBDS xmlns="http://www.basisdatensatz.de/oBDS/XML" Schema_Version="3.0.4">
        <Absender Absender_ID="A" Software_ID="S" Software_Version="1"/>
        <Meldedatum>2024-01-01</Meldedatum>
        <Menge_Patient><Patient Patient_ID="\(patient)">
        <Patienten_Stammdaten><Versichertendaten_Sonstige><Ersatzkode>970000099</Ersatzkode></Versichertendaten_Sonstige>
        <Nachname>A</Nachname><Vornamen>B</Vornamen><Geschlecht>W</Geschlecht>\(birth)<Adresse/></Patienten_Stammdaten>
        <Menge_Meldung>\(all.joined(separator: "\n"))</Menge_Meldung>
        </Patient></Menge_Patient>
        <Menge_Melder><Melder ID="X"/></Menge_Melder>
        </oBDS>
        """)
  }

  /// The facts of a patient on one line each: keys of the patient, then the entries with all that is no source and no note.
  static func lines(_ patient: Patient) -> [String] {
    guard case .fields(let fields) = patient.wholeDocument().content else { return [] }
    var lines: [String] = []
    for field in fields where !["patient", "source", "course"].contains(field.key) {
      lines.append("\(field.key): \(words(field.value))")
    }
    for field in fields where field.key == "course" {
      guard case .list(let entries) = field.value.content else { continue }
      for entry in entries {
        guard case .fields(let keys) = entry.content else { continue }
        lines.append(
          keys.filter { !["source", "note"].contains($0.key) }.map { "\($0.key): \(words($0.value))" }
            .joined(separator: "; "))
      }
    }
    return lines
  }

  private static func words(_ item: Item) -> String {
    switch item.content {
    case .empty: ""
    case .text(let text): text
    case .list(let items): "[" + items.map(words).joined(separator: ", ") + "]"
    case .fields(let fields):
      "{" + fields.filter { $0.key != "source" }.map { "\($0.key): \(words($0.value))" }.joined(separator: ", ") + "}"
    }
  }

  /// How many values a document has, by a walk of our own through Foundation's parser: texts of elements and attributes that are not empty.
  static func count(_ bytes: [UInt8]) -> Int? {
    let counter = Counter()
    let parser = XMLParser(data: Data(bytes))
    parser.shouldProcessNamespaces = true
    parser.delegate = counter
    // The parser of some systems goes on behind a fault, and says that it has parsed the document.
    return parser.parse() && parser.parserError == nil ? counter.count : nil
  }

  private final class Counter: NSObject, XMLParserDelegate {
    var count = 0
    private var texts: [String] = []

    private func isBlank(_ text: String) -> Bool { text.allSatisfy(\.isWhitespace) }

    func parser(
      _ parser: XMLParser, didStartElement elementName: String, namespaceURI: String?, qualifiedName: String?,
      attributes: [String: String]
    ) {
      texts.append("")
      count += attributes.count { !$0.key.hasPrefix("xmlns") && !$0.key.hasPrefix("xsi:") && !isBlank($0.value) }
    }

    func parser(_ parser: XMLParser, foundCharacters string: String) {
      if !texts.isEmpty { texts[texts.count - 1] += string }
    }

    func parser(_ parser: XMLParser, foundCDATA block: Data) {
      if !texts.isEmpty { texts[texts.count - 1] += String(decoding: block, as: UTF8.self) }
    }

    func parser(_ parser: XMLParser, didEndElement elementName: String, namespaceURI: String?, qualifiedName: String?) {
      if let text = texts.popLast(), !isBlank(text) { count += 1 }
    }
  }
}

extension LossReport {
  /// The counts of all outcomes: understood, kept, left out, not placed.
  var counts: [Int] { Outcome.allCases.map(count) }
}

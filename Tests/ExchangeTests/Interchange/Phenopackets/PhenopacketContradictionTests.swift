// SPDX-License-Identifier: Apache-2.0

import Course
import Testing

@testable import Interchange

/// Codes beside words of another thing, by the tables of codes; packets made here by hand.
@Suite("A phenopacket that contradicts itself")
struct PhenopacketContradictionTests {
  private static func treatment(_ agent: String, unit: String = #"{"id":"UCUM:mg/m2","label":"mg/m2"}"#) -> String {
    PhenopacketTesting.tumour
      + #","medicalActions":[{"treatment":{"agent":\#(agent),"doseIntervals":[{"quantity":{"unit":\#(unit),"value":75},"interval":{"start":"2020-09-02T00:00:00Z","end":"2020-09-02T00:00:00Z"}}]}}]"#
  }

  private static func tumour(_ term: String) -> String { #""diseases":[{"term":\#(term)}]"# }

  @Test(
    "is told and not read",
    arguments: [
      (treatment(#"{"id":"ATC:L01DB01","label":"docetaxel"}"#), "doxorubicin"),
      (treatment(#"{"id":"ATC:L01DB01","label":"doxorubicin"}"#, unit: #"{"id":"UCUM:mg/m2","label":"mg"}"#), "mg/m2"),
      (
        treatment(#"{"id":"ATC:L01DB01","label":"doxorubicin"}"#, unit: #"{"id":"UCUM:mg.m-2","label":"Milligram"}"#),
        "Milligram"
      ),
      (tumour(#"{"id":"ICDO3:8890/3","label":"Angiosarcoma"}"#), "angiosarcoma"),
      (tumour(#"{"id":"ICDO3:8890/3","label":"Angiosarcoma, NOS"}"#), "angiosarcoma"),
      (tumour(#"{"id":"ICDO3:9170/3","label":"Angiosarcoma"}"#), "lymphangiosarcoma"),
      (
        #""measurements":[{"assay":{"id":"LOINC:718-7","label":"neutrophils"},"value":{"quantity":{"unit":{"id":"UCUM:g/dL","label":"g/dL"},"value":9.4}}}]"#,
        "neutrophils"
      ),
      (
        #""phenotypicFeatures":[{"type":{"id":"NCIT:C3261","label":"Benign Neoplasm"}}]"#, "Benign Neoplasm"
      ),
      (treatment(#"{"id":"ATC:L01DB01","label":"doxorubicin NOT GIVEN"}"#), "may not say that the drug was given"),
      (treatment(#"{"id":"X:1","label":"doxorubicin (not given)"}"#), "may not say that the drug was given"),
    ])
  func told(_ content: String, _ words: String) throws {
    let strict = try PhenopacketTesting.read([PhenopacketTesting.packet(content)])
    #expect(strict.study == nil && strict.misfits.count == 1)
    #expect(strict.misfits.contains { $0.description.contains(words) }, "\(strict.misfits)")
    let kept = try PhenopacketTesting.lines(content, keepsGoing: true)
    for kind in ["therapy", "lab", "metastases"] { #expect(!kept.contains { $0.hasPrefix(kind) }, "\(kept)") }
    #expect(!kept.contains { $0.contains("/3; ") || $0.hasPrefix("diagnosis: leiomyosarcoma") }, "\(kept)")
  }

  @Test(
    "is none where one is the other, less exactly or in other words",
    arguments: [
      (#"{"id":"ICDO3:8890/3","label":"Sarcoma"}"#), (#"{"id":"ICDO3:8890/3","label":"Leiomyosarcoma"}"#),
      (#"{"id":"ICDO3:8890/3","label":"a tumour of smooth muscle"}"#),
    ])
  func same(_ term: String) throws {
    #expect(try PhenopacketTesting.lines(Self.tumour(term)).contains { $0.contains("morphology: 8890/3") })
  }

  /// The cells of an agent: its words say more than the name.
  @Test("keeps what stands beside the name of a drug in the note")
  func beside() throws {
    let file = PhenopacketTesting.packet(Self.treatment(#"{"id":"X:1","label":"doxorubicin 75 mg/m2"}"#))
    let reading = try PhenopacketTesting.read([file])
    let study = try #require(reading.study)
    #expect(OBDSTesting.lines(study.patients[0]).contains { $0.hasPrefix("therapy: doxorubicin; ") })
    #expect(study.patients[0].entries.contains { $0.note?.contains("doxorubicin 75 mg/m2") == true })
  }

  @Test("of no `subject.id` is called by its own id, and told")
  func nameless() throws {
    let file = InputFile(
      name: "p.json", text: #"{"id":"p1","subject":{"sex":"FEMALE"},"metaData":{"phenopacketSchemaVersion":"2.0"}}"#)
    let reading = try PhenopacketTesting.read([file])
    #expect(reading.study?.patients.map(\.id) == ["p1"])
    #expect(reading.warnings.contains { $0.message.contains("no `subject.id`") }, "\(reading.warnings)")
  }

  @Test("with a performance status that is none of its scale has it in a note, and told")
  func status() throws {
    let file = PhenopacketTesting.packet(
      #""measurements":[{"assay":{"id":"LOINC:89247-1","label":"ECOG"},"value":{"quantity":{"unit":{"id":"UCUM:{score}","label":"score"},"value":7}}}]"#
    )
    let reading = try PhenopacketTesting.read([file])
    #expect(reading.study?.patients.first?.entries.map(\.id) == ["measurements"])
    #expect(reading.warnings.contains { $0.message.contains("89247-1") }, "\(reading.warnings)")
  }

  @Test(
    "and what words say of a drug",
    arguments: [
      ("Doxorubicin", .name("doxorubicin")), ("doxorubicin 75 mg/m2", .described("doxorubicin")),
      ("doxorubicin hydrochloride", .described("doxorubicin")), ("doxorubicin 75 mg/m² d1", .described("doxorubicin")),
      ("ondansetron 8 mg", .described("ondansetron")), ("doxorubicin NOT GIVEN", .doubtful),
      ("doxorubicin (not given)", .doubtful), ("doxorubicin 0 mg", .doubtful), ("doxorubicin or docetaxel", .doubtful),
      ("DOXO-INJ-2", .other), ("a study drug", .other),
    ] as [(String, DrugWords)])
  func words(_ text: String, _ meant: DrugWords) { #expect(DrugWords(text) == meant) }
}

// SPDX-License-Identifier: Apache-2.0

import Course
import Testing

@testable import Interchange

/// The published samples (Fixtures/README.md), each with what it holds: counted and read by hand in the files, before the reader was written against them.
@Suite("A published report")
struct OBDSSampleTests {
  struct Expectation: CustomTestStringConvertible, Sendable {
    var name: String
    /// Values that are understood, kept in notes, left out, not placed. Together they are the texts and attributes of the file.
    var counts: [Int]
    /// What the patients are read as.
    var patients: [[String]]
    /// Words of the warnings, in the order of the file.
    var warnings: [String] = []
    var testDescription: String { name }
  }

  private static let method = "method: clinical, without a test that is specific for the tumour"
  private static let tester = [
    // Born 1980-01-01, diagnosed 2024-06-10.
    "sex: male", "age: 44 at diagnosis", "year of birth: 1980",
    "fields: {ICD-10: C17.1 (10 2015 GM), side: not applicable}",
  ]
  private static let testersCourse = [
    "diagnosis: ICD-10 C17.1; id: diagnosis; \(method); when: 2024-06-10",
    "performance status: ECOG 0; id: performance-status; when: at diagnosis",
  ]
  private static let visits = [
    "assessment: not stated; id: verlauf-v0001; response: MR; when: 2024-10-14",
    "performance status: ECOG 1; id: performance-status-2; when: 2024-10-14",
    "assessment: not stated; id: verlauf-v0002; response: MR; when: 2024-10-15",
    "performance status: ECOG 1; id: performance-status-3; when: 2024-10-15",
    "death: tumour-related; id: death; when: 2024-10-16",
  ]
  /// Born 1900-09-11, diagnosed at 120.
  private static let leukaemia = [
    "sex: male", "year of birth: 1900", "fields: {ICD-10: C91.00 (10 2021 GM), side: not applicable}",
    "diagnosis: ICD-10 C91.00; id: diagnosis; when: 2021-05-21",
    "therapy: methotrexate + cyclophosphamide + cytarabine + Mercaptopurin (6-MP, Purinethol); id: syst-39458; intent: curative; when: 2021-05-22; ends: 2021-07-20; stopped for: progression",
  ]
  private static let noAge = "born in 1900 and diagnosed in 2021: no age is stated"

  static let all: [Expectation] = [
    // Understood: id, sex, date of birth with precision, report, tumour, ICD with version, date with precision, side, certainty, ECOG.
    Expectation(name: "obdsv3_1", counts: [13, 0, 23, 0], patients: [tester + testersCourse]),
    // Two more values a year later: the material and the clinic, each with its kind.
    Expectation(name: "obdsv3_zusatzitems", counts: [13, 4, 23, 0], patients: [tester + testersCourse]),
    // The day of the histology with its precision is kept, its number left out; grade unknown; ECOG U says nothing.
    Expectation(
      name: "obdsv3_histologie", counts: [13, 7, 24, 0],
      patients: [
        tester + ["diagnosis: ICD-10 C17.1; id: diagnosis; grade: unknown; \(method); when: 2024-06-10"]
      ]),
    Expectation(
      name: "obdsv3_diagnose-zu-tumorzuordung", counts: [22, 4, 26, 0],
      patients: [
        [
          "sex: male", "age: 44 at diagnosis", "year of birth: 1980",
          "fields: {ICD-10: C17.1 (10 2015 GM), ICD-10 of diagnosis-2: C17.9 (10 2015 GM), side: not applicable, side of diagnosis-2: not applicable}",
        ] + testersCourse + [
          "diagnosis: ICD-10 C17.9; id: diagnosis-2; \(method); when: 2024-09-10",
          "performance status: ECOG 0; id: performance-status-2; when: at diagnosis-2",
        ]
      ], warnings: ["another tumour of the patient"]),
    Expectation(
      name: "obdsv3_tumorkonferenz", counts: [24, 1, 27, 0],
      patients: [
        tester + testersCourse + ["decision: tumour board after surgery; id: tumour-board-tk0001; when: 2024-10-16"]
      ]),
    // The cause of death with its version is kept in the note.
    Expectation(name: "obdsv3_verlauf", counts: [44, 2, 34, 0], patients: [tester + testersCourse + visits]),
    // The kind of therapy, its position to surgery and that side effects are unknown are kept.
    Expectation(name: "obdsv3_syst_1", counts: [21, 3, 20, 0], patients: [leukaemia], warnings: [noAge]),
    // Not valid: no day of death. Born 2000-01-01.
    Expectation(
      name: "obdsv3_tod", counts: [12, 0, 20, 0],
      patients: [
        [
          "sex: male", "age: 24 at diagnosis", "year of birth: 2000",
          "fields: {ICD-10: C17.1 (10 2015 GM), side: not applicable}",
          "diagnosis: ICD-10 C17.1; id: diagnosis; when: 2024-06-10", "death: unknown; id: death",
        ]
      ], warnings: ["a death without `Sterbedatum`"]),
    // Not valid: a report of nothing. Born 1900-01-01, diagnosed 2000-01-01.
    Expectation(
      name: "obdsv3_missing_meldungen", counts: [11, 0, 20, 0],
      patients: [
        [
          "sex: female", "age: 100 at diagnosis", "year of birth: 1900",
          "fields: {ICD-10: C50.8 (10 2000 GM), side: right}",
          "diagnosis: ICD-10 C50.8; id: diagnosis; when: 2000-01-01",
        ]
      ], warnings: ["which the data set demands"]),
    // Not valid: the insurance of the second patient has no number, and its own is none.
    Expectation(
      name: "obdsv3_invalid-kv", counts: [26, 0, 36, 0], patients: [tester + testersCourse, tester + testersCourse],
      warnings: ["no `GKV_Versichertennummer`", "a number of an insurance that is none"]),
    // Not valid: no earlier name where one is announced.
    Expectation(
      name: "obdsv3_invalid-schema", counts: [13, 0, 22, 0], patients: [tester + testersCourse],
      warnings: ["an empty `Menge_Frueherer_Name`"]),
    Expectation(name: "obdsv2_1", counts: [11, 1, 24, 0], patients: [tester + testersCourse]),
    Expectation(
      name: "obdsv2_invalid-schema", counts: [11, 1, 23, 0], patients: [tester + testersCourse],
      warnings: ["an empty `Menge_Frueherer_Name`"]),
    // Two kinds, position, and a side effect of grade U with its code and version.
    Expectation(name: "obdsv2_syst_1", counts: [18, 6, 20, 0], patients: [leukaemia], warnings: [noAge]),
    // The occasion of the report is the death, and nothing says more.
    Expectation(
      name: "obdsv2_tod", counts: [10, 0, 20, 0],
      patients: [
        [
          "sex: male", "age: 24 at diagnosis", "year of birth: 2000",
          "fields: {ICD-10: C17.1 (10 2015 GM), side: not applicable}",
          "diagnosis: ICD-10 C17.1; id: diagnosis; when: 2024-06-10", "death: not stated; id: death",
        ]
      ], warnings: ["the patient has died, and no report says when"]),
    // Three remarks, two causes of death with their version, the number of a visit that is a death.
    Expectation(name: "obdsv2_verlauf", counts: [21, 6, 24, 0], patients: [tester + testersCourse + visits]),
  ]

  @Test("comes out as it was read by hand", arguments: all)
  func sample(_ expected: Expectation) throws {
    let file = try OBDSTesting.sample(expected.name)
    let reading = OBDSTesting.read([file])
    #expect(reading.misfits.map(\.description) == [])
    #expect(reading.losses.counts == expected.counts)
    #expect(reading.losses.counts.reduce(0, +) == OBDSTesting.count(try file.bytes(limit: .max)))
    let study = try #require(reading.study)
    #expect(study.patients.map(OBDSTesting.lines) == expected.patients)
    #expect(reading.warnings.count == expected.warnings.count)
    for (warning, words) in zip(reading.warnings, expected.warnings) {
      #expect(warning.message.contains(words), "\(warning)")
    }
    // Names, numbers of insurances and addresses are nowhere.
    let text = "\(study)"
    for name in ["Tester", "Patrick", "Pimpelhuber", "E123456789", "103456789", "Testweg", "Johncity", "Musterhausen"] {
      #expect(!text.contains(name), "\(name)")
    }
  }

  @Test("that is no valid report of its version is told, and kept where that is asked")
  func old() throws {
    let file = try OBDSTesting.sample("File-1-ADT2_Testpatient")
    let total = try #require(OBDSTesting.count(try file.bytes(limit: .max)))
    #expect(total == 500)
    let strict = OBDSTesting.read([file])
    #expect(strict.study == nil)
    #expect(strict.losses.counts.reduce(0, +) == 500)
    // The samples of biomaterial, which the data set never had (39 values, counted by ElementTree), and twice a date of the year 1800.
    #expect(strict.misfits.count { $0.place.column?.hasPrefix("Biomaterial") == true } == 39)
    #expect(strict.misfits.filter { $0.message.contains("1800") }.count == 2)
    #expect(strict.misfits.count == 41)
    let reading = OBDSTesting.read([file], keepsGoing: true)
    let study = try #require(reading.study)
    #expect(reading.losses.counts.reduce(0, +) == 500)
    #expect(study.patients.map(\.id) == ["2345", "testpatient-ADT-1"])
    let lines = OBDSTesting.lines(study.patients[1])
    // Born 1980-07-03, diagnosed 2021-03-12: 40 years. Two histologies of the tumour stand side by side.
    #expect(lines[1] == "age: 40 at diagnosis")
    #expect(lines.contains { $0.contains("morphology: [{value: 8140/3}, {value: 8147/3}]") })
    #expect(lines.contains { $0.contains("value: yracT4e(2) yracN(sn)(mol+) yracM2(cy-) LX VX PnX SX") })
    let kinds = Dictionary(grouping: lines.dropFirst(4)) { $0.prefix { $0 != ":" } }.mapValues(\.count)
    // Metastases: brain, lung and bone at diagnosis, the lung at each of two visits. Side effects of grade 4: one of each radiotherapy and therapy.
    #expect(
      kinds == [
        "diagnosis": 1, "metastases": 5, "surgery": 2, "complication": 1, "radiotherapy": 4, "therapy": 2,
        "toxicity": 4, "assessment": 2, "performance status": 2, "death": 1,
      ])
    #expect(
      lines.filter { $0.hasPrefix("radiotherapy") } == [
        "radiotherapy: target area 1., left; id: st-1; intent: curative; dose: 50.5 Gy; when: 2021-04-10; ends: 2021-04-12",
        "radiotherapy: target area 1., left; id: st-1-2; intent: curative; dose: 50.5 Gy; when: 2021-04-15; ends: 2021-04-20",
        "radiotherapy: target area 1., left; id: st-2; intent: curative; dose: 50.5 Gy; when: 2021-05-01; ends: 2021-05-04",
        "radiotherapy: target area 1., left; id: st-2-2; intent: curative; dose: 50.5 Gy; when: 2021-05-09; ends: 2021-05-14",
      ])
    #expect(lines.last == "death: tumour-related; id: death; when: 2021-08-23")
    // The second patient's day of diagnosis is no day, and stays in a note.
    #expect(
      OBDSTesting.lines(study.patients[0]) == [
        "sex: male", "year of birth: 1992", "fields: {ICD-10: C61 (Sonstige)}", "diagnosis: ICD-10 C61; id: diagnosis",
      ])
    #expect(study.patients[0].entries[0].note?.contains("00.00.1800") == true)
  }
}

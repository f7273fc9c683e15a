// SPDX-License-Identifier: Apache-2.0

import Course
import Testing

@testable import Interchange

/// Elements of the oncology module of the Medical Informatics Initiative that no published sample has, after its profiles (kerndatensatzmodul-onkologie, `input/fsh/oBDS`, commit 2ed2c86).
@Suite("Resources of the oncology module")
struct FHIRModuleTests {
  private static let onko = "https://www.medizininformatik-initiative.de/fhir/ext/modul-onko"

  private func lines(_ resources: [String]) throws -> [String] {
    let file = FHIRTesting.bundle([FHIRTesting.tumour] + resources)
    let reading = FHIRTesting.read([file])
    #expect(reading.misfits.map(\.description) == [])
    #expect(reading.losses.counts.reduce(0, +) == FHIRTesting.count(try file.bytes(limit: .max)))
    return OBDSTesting.lines(try #require(reading.study).patients[0]).filter { line in
      !["sex", "year of birth", "age", "fields"].contains { line.hasPrefix($0) }
    }
  }

  private func coded(_ list: String, _ code: String) -> String {
    #"{"coding":[{"system":"\#(Self.onko)/CodeSystem/\#(list)","code":"\#(code)"}]}"#
  }

  private func snomed(_ code: String) -> String {
    #"{"coding":[{"system":"http://snomed.info/sct","code":"\#(code)"}]}"#
  }

  @Test("say death, performance status, metastases, side effects and radiotherapy by the lists of registries")
  func module() throws {
    func extended(_ name: String, _ value: String) -> String { #"{"url":"\#(name)",\#(value)}"# }
    let radiation = [
      extended("Zielgebiet", #""valueCodeableConcept":\#(coded("mii-cs-onko-strahlentherapie-zielgebiet", "3.4"))"#),
      extended(
        "Gesamtdosis", #""valueQuantity":{"value":5040,"unit":"cGy","system":"http://unitsofmeasure.org","code":"cGy"}"#
      ),
    ].joined(separator: ",")
    let own = try lines([
      #"Observation,"status":"final","code":\#(snomed("423690003")),"effectiveDateTime":"2020-05-20","component":[{"code":\#(snomed("423740007")),"valueCodeableConcept":\#(coded("mii-cs-onko-allgemeiner-leistungszustand-ecog", "1"))},{"code":\#(snomed("761869008")),"valueCodeableConcept":\#(coded("mii-cs-onko-allgemeiner-leistungszustand-karnofsky", "90%"))}]"#,
      #"Observation,"status":"final","code":\#(snomed("385421009")),"effectiveDateTime":"2020-06","valueCodeableConcept":\#(coded("mii-cs-onko-fernmetastasen", "PUL"))"#,
      #"Procedure,"status":"completed","extension":[{"url":"\#(Self.onko)/StructureDefinition/mii-ex-onko-strahlentherapie-bestrahlung","extension":[\#(radiation)]},{"url":"\#(Self.onko)/StructureDefinition/mii-ex-onko-strahlentherapie-intention","valueCodeableConcept":\#(coded("mii-cs-onko-intention", "P"))}],"code":{"coding":[{"system":"http://fhir.de/CodeSystem/bfarm/ops","code":"8-522"}]},"performedPeriod":{"start":"2020-07-01","end":"2020-08-10"},"outcome":\#(coded("mii-cs-therapie-grund-ende", "E"))"#,
      #"AdverseEvent,"actuality":"actual","event":{"coding":[{"system":"\#(Self.onko)/CodeSystem/mii-cs-onko-meddra-de","code":"10016256","display":"Fatigue"}]},"date":"2020-07-20","severity":\#(coded("mii-cs-onko-nebenwirkung-ctcae-grad", "3")),"suspectEntity":[{"instance":{"reference":"Procedure/r4"}}]"#,
      #"Observation,"status":"final","code":\#(snomed("184305005")),"effectiveDateTime":"2021-02-03","interpretation":[\#(coded("mii-cs-onko-tod", "J"))],"valueCodeableConcept":{"coding":[{"system":"http://fhir.de/CodeSystem/bfarm/icd-10-gm","code":"C49.2"}]}"#,
      #"Observation,"status":"final","code":\#(snomed("396432002")),"effectiveDateTime":"2020-12-01","component":[{"code":\#(snomed("277062004")),"valueCodeableConcept":\#(coded("mii-cs-onko-verlauf-primaertumor", "R"))}],"valueCodeableConcept":\#(coded("mii-cs-onko-verlauf-gesamtbeurteilung", "P"))"#,
      #"Observation,"status":"final","code":{"coding":[{"system":"http://loinc.org","code":"33732-9"}]},"valueCodeableConcept":\#(coded("mii-cs-onko-grading", "3"))"#,
      #"Observation,"status":"final","code":{"coding":[{"system":"http://loinc.org","code":"59847-4"}]},"valueCodeableConcept":{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/icd-o-3","code":"8890/3"}]}"#,
      #"Observation,"status":"final","code":{"extension":[{"url":"\#(Self.onko)/StructureDefinition/mii-ex-onko-tnm-cp-praefix","valueCodeableConcept":{"coding":[{"system":"https://www.uicc.org/resources/tnm","code":"p"}]}}],"coding":[{"system":"http://snomed.info/sct","code":"78873005"}]},"method":\#(coded("mii-cs-onko-tnm-version", "8")),"valueCodeableConcept":{"coding":[{"system":"https://www.uicc.org/resources/tnm","code":"T2a"}]}"#,
    ])
    #expect(
      own == [
        "diagnosis: leiomyosarcoma; id: r1; morphology: 8890/3; grade: G3; stage: pT2a; stage edition: UICC 8; when: 2020-05-16",
        "performance status: ECOG 1; id: r2; when: 2020-05-20",
        "performance status: Karnofsky 90 %; id: performance-status; when: 2020-05-20",
        "metastases: [lung]; id: r3; when: 2020-06",
        // 5040 cGy are 50.4 Gy.
        "radiotherapy: target area 3.4; id: r4; intent: palliative; dose: 50.4 Gy; stopped for: completed; when: 2020-07-01; ends: 2020-08-10",
        "toxicity: Fatigue; id: r5; grade: 3; when: 2020-07-20",
        "assessment: not stated; id: r7; response: PD; finding: local relapse; when: 2020-12-01",
        "local relapse: true; id: local-relapse; when: 2020-12-01",
        "death: tumour-related; id: death; when: 2021-02-03",
      ])
  }

  /// A hundredth is the same digits with another point.
  @Test(
    "have doses in cGy as Gy",
    arguments: [("5040", "50.4"), ("6000", "60"), ("5", "0.05"), ("50", "0.5"), ("4550.5", "45.505"), ("0", "0")])
  func hundredth(_ text: String, _ expected: String) {
    #expect(FHIRPatient.hundredth(text) == expected)
  }
}

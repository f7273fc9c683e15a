// SPDX-License-Identifier: Apache-2.0

import Course
import Testing

@testable import Interchange

/// The published samples (Fixtures/README.md), each with what it holds: read by hand in the files, before the reader was run on them.
@Suite("A published phenopacket")
struct PhenopacketSampleTests {
  /// He did not have diabetes. The device was implanted *at some point in 2016*, which the file has as the first of January.
  @Test("of a death of COVID-19 becomes one patient, and no tumour")
  func covid() throws {
    let reading = try PhenopacketTesting.read([try PhenopacketTesting.sample("covid19")])
    #expect(reading.misfits.map(\.description) == [])
    let study = try #require(reading.study)
    #expect(study.patients.map(\.id) == ["P123542"])
    #expect(
      OBDSTesting.lines(study.patients[0]) == [
        "sex: male",
        "comorbidity: [cardiomyopathy (MONDO:0004994), COVID-19 (MONDO:0100096), onset 2020-03-17T00:00:00Z]",
        "fields: {reference: DOI:10.1016/j.jaccas.2020.04.001, PMID:32292915, The Imperfect Cytokine Storm: Severe COVID-19 With ARDS in a Patient on Durable LVAD Support}",
        "event: birth; id: birth", "event: last encounter; id: last-encounter; when: 70-71 y after birth",
        "event: Left Ventricular Assist Device (NCIT:C80473); id: procedure; when: 2016",
        "event: Tracheal Intubation (NCIT:C116648); id: procedure-2; when: 2020-03-22",
        "death: COVID-19 (MONDO:0100096); id: death; when: 2020-03-28",
        "event: other drugs, in the note; id: other-drugs", "event: measurements, in the note; id: measurements",
        "event: phenotypic features, in the note; id: phenotypic-features",
      ])
    func notes(_ id: String) -> [String] {
      study.patients[0].entries.first { $0.id == id }?.note?.split(separator: "\n").map(String.init) ?? []
    }
    // Four drugs, two values, eleven features.
    #expect(notes("other-drugs").count == 4 && notes("measurements").count == 2)
    #expect(notes("phenotypic-features").count == 11)
    #expect(notes("measurements")[0].contains("1.4 Thousand Cells (NCIT:C67245)"))
    #expect(
      notes("other-drugs")[1].contains("450.0 mg (NCIT:C28253)") || notes("other-drugs")[1].contains("Twice Daily"))
    #expect(!"\(study)".contains("iabetes"))
    // `excluded`, and the two values of its term.
    #expect(reading.losses.lines.filter { $0.meaning.hasPrefix("excluded") }.map(\.count).reduce(0, +) == 3)
    #expect(reading.warnings.map(\.message).contains { $0.contains("2016-01-01") && $0.contains("the year") })
  }

  /// Eight days old, ten features, one interpretation; her id has a blank.
  @Test("of a child with a muscle disease becomes one patient")
  func muscle() throws {
    let reading = try PhenopacketTesting.read([try PhenopacketTesting.sample("mcahs1")])
    #expect(reading.misfits.map(\.description) == [])
    let study = try #require(reading.study)
    #expect(study.patients.map(\.id) == ["proband-A"])
    #expect(
      OBDSTesting.lines(study.patients[0]) == [
        "sex: female",
        "fields: {reference: PMID:30808312, COL6A1 mutation leading to Bethlem myopathy with recurrent hematuria: a case report}",
        "event: birth; id: birth", "event: last encounter; id: last-encounter; when: 8-9 d after birth",
        "event: phenotypic features, in the note; id: phenotypic-features",
        "event: interpretations, in the note; id: interpretations",
      ])
    #expect(reading.warnings.map(\.message).contains { $0.contains("`proband A`") })
  }

  /// T2b, N2, M1, stage IV; a node with a metastasis, taken at 52 years and 2 months, which is from 626 to 627 months.
  @Test("of a carcinoma of the bladder, with a field of the first version, is told, and kept where that is asked")
  func bladder() throws {
    let strict = try PhenopacketTesting.read([try PhenopacketTesting.sample("urothelial")])
    #expect(strict.study == nil)
    // Four values of `htsFiles`, and one of the map in it.
    #expect(strict.misfits.count == 5 && strict.misfits.allSatisfy { $0.message.contains("`htsFiles`") })
    let reading = try PhenopacketTesting.read([try PhenopacketTesting.sample("urothelial")], keepsGoing: true)
    let lines = OBDSTesting.lines(try #require(reading.study).patients[0])
    let entries = lines.filter { line in !["sex", "year", "fields"].contains { line.hasPrefix($0) } }
    #expect(
      entries == [
        "diagnosis: Infiltrating Urothelial Carcinoma; id: diagnosis; stage: pT2b pN2 M1 Stage IV",
        "event: birth; id: birth; when: 1964",
        "metastases: [pelvic lymph node]; id: metastases; when: 626-627 mo after birth",
        "event: biosamples, in the note; id: biosamples",
        "event: phenotypic features, in the note; id: phenotypic-features",
      ])
    #expect(lines.contains("sex: male") && lines.contains("year of birth: 1964"))
    #expect(lines.contains { $0.contains("disease term: NCIT:C39853") && $0.contains("reference: PMID:29221636") })
    // The prostate's grade is none of this tumour.
    #expect(!entries[0].contains("grade"))
    #expect(!"\(lines)".contains("03-15"))
  }
}

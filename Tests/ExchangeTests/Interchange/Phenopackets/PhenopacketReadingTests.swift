// SPDX-License-Identifier: Apache-2.0

import Course
import Testing

@testable import Interchange

/// What becomes of what, and what must never become a fact: packets made here, read by the schema (phenopacket-schema, version 2.0).
@Suite("A phenopacket")
struct PhenopacketReadingTests {
  private let person = ["sex: female", "year of birth: 1960"]

  private func lines(_ content: String) throws -> [String] { try PhenopacketTesting.lines(content) }

  // MARK: what is no fact

  @Test(
    "of what was excluded has no fact",
    arguments: [
      #""diseases":[{"term":{"id":"NCIT:C7541","label":"Retinoblastoma"},"excluded":true,"diseaseStage":[{"id":"X:1","label":"IV"}]}]"#,
      #""phenotypicFeatures":[{"type":{"id":"HP:0000790","label":"Hematuria"},"excluded":true}]"#,
      #""phenotypic_features":[{"type":{"id":"NCIT:C3261","label":"Metastatic Neoplasm"},"excluded":true}]"#,
    ])
  func excluded(_ content: String) throws { #expect(try lines(content) == person) }

  @Test(
    "that may mean something else is told, and makes no study",
    arguments: [
      (#""diseases":[{"term":{"id":"A:1","label":"sarcoma"},"negated":true}]"#, "`negated`"),
      (#""diseases":[{"term":{"id":"A:1","label":"sarcoma"},"excluded":"true"}]"#, "`true`"),
      (#""diseases":[{"term":"sarcoma"}]"#, "`sarcoma`"), (#""diseases":["sarcoma"]"#, "`sarcoma`"),
      (
        #""diseases":[{"term":{"id":"A:1","label":"sarcoma"},"onset":{"timestamp":"2020-01-02T00:00:00Z","age":{"iso8601duration":"P3Y"}}}]"#,
        "beside"
      ),
      (#""diseases":[{"term":{"id":"A:1"},"primary_site":{"id":"B:1"},"primarySite":{"id":"B:2"}}]"#, "twice"),
      (#""medicalActions":[{"treatmentIntent":{"id":"NCIT:C62220","label":"Cure"}}]"#, "without what was done"),
      (
        #""medicalActions":[{"procedure":{"code":{"id":"A:1","label":"x"}},"treatment":{"agent":{"id":"B:1","label":"y"}}}]"#,
        "beside"
      ),
      (#""measurements":[{"assay":{"id":"LOINC:718-7"},"value":{"quantity":{"value":"much"}}}]"#, "`much`"),
      (#""diseases":[{"term":{"id":"A:1"},"onset":{"timestamp":"03.05.2020"}}]"#, "`03.05.2020`"),
      (#""diseases":[{"term":{"id":"A:1"},"onset":{"age":{"iso8601duration":"52 years"}}}]"#, "52 years"),
      (#""genes":[{"id":"HGNC:9884"}]"#, "`genes`"),
    ])
  func told(_ content: String, _ words: String) throws {
    let strict = try PhenopacketTesting.read([PhenopacketTesting.packet(content)])
    #expect(strict.study == nil)
    #expect(strict.misfits.contains { $0.description.contains(words) }, "\(strict.misfits)")
    let kept = try PhenopacketTesting.lines(content, keepsGoing: true)
    #expect(!kept.contains { $0.hasPrefix("metastases") || $0.hasPrefix("therapy") })
  }

  @Test("of the first version is not read: its fields mean something else")
  func first() throws {
    let file = InputFile(
      name: "v1.json",
      text: #"{"id":"a","subject":{"id":"7"},"metaData":{"phenopacketSchemaVersion":"1.0.0"}}"#)
    let reading = try PhenopacketTesting.read([file], keepsGoing: true)
    #expect(reading.study == nil && reading.misfits.contains { $0.message.contains("1.0.0") })
  }

  // MARK: forms of the same

  /// Proto3's JSON: names in camel case or as in the schema, enumerations by name or number.
  @Test(
    "is the same in both spellings, and with names and numbers of enumerations",
    arguments: [
      #""sex":"MALE","vitalStatus":{"status":"DECEASED","timeOfDeath":{"timestamp":"2021-05-02T10:00:00Z"}}"#,
      #""sex":2,"vital_status":{"status":2,"time_of_death":{"timestamp":"2021-05-02T10:00:00+02:00"}}"#,
    ])
  func spellings(_ subject: String) throws {
    #expect(
      try PhenopacketTesting.lines("", subject: subject) == [
        "sex: male", "death: not stated; id: death; when: 2021-05-02",
      ])
  }

  @Test("whose enumerations say nothing has no facts of them")
  func silent() throws {
    #expect(
      try PhenopacketTesting.lines(
        "", subject: #""sex":0,"vitalStatus":{"status":"UNKNOWN_STATUS","survivalTimeInDays":0}"#)
        == [])
  }

  @Test("of somebody alive has a last contact only where its time is stated")
  func alive() throws {
    #expect(try PhenopacketTesting.lines("", subject: #""vitalStatus":{"status":"ALIVE"}"#) == [])
    #expect(
      try PhenopacketTesting.lines(
        "", subject: #""vitalStatus":{"status":"ALIVE"},"timeAtLastEncounter":{"timestamp":"2023-04-05T00:00:00Z"}"#)
        == ["last contact: true; id: last-contact; when: 2023-04-05"])
    // Alive 400 days after the diagnosis.
    #expect(
      try PhenopacketTesting.lines(
        PhenopacketTesting.tumour, subject: #""vitalStatus":{"status":"ALIVE","survivalTimeInDays":400}"#
      ).contains("last contact: true; id: last-contact; when: 400 d after diagnosis"))
    let dead = PhenopacketTesting.packet(
      "", subject: #""vitalStatus":{"status":"ALIVE","causeOfDeath":{"id":"A:1","label":"x"}}"#)
    #expect(try PhenopacketTesting.read([dead]).study == nil)
  }

  // MARK: times

  /// An age is in completed units: `P52Y2M` from 626 to 627 months, `P4M` from 4 to 5 months, `P8M2W` from 8 months of 30.4375 days and 14 days, less and more 3 days for months of unknown length: 257.5 − 3 to 264.5 + 3.
  @Test(
    "has ages as times after the birth, and other times as exact as they are",
    arguments: [
      (#"{"age":{"iso8601duration":"P52Y2M"}}"#, "626-627 mo after birth"),
      (#"{"age":{"iso8601duration":"P52Y"}}"#, "52-53 y after birth"),
      (#"{"age":{"iso8601duration":"P8M2W"}}"#, "254-268 d after birth"),
      (#"{"age":{"iso8601duration":"P10D"}}"#, "10-11 d after birth"),
      (#"{"ageRange":{"start":{"iso8601duration":"P45Y"},"end":{"iso8601duration":"P49Y"}}}"#, "45-50 y after birth"),
      (#"{"timestamp":"2020-05-03T23:59:59.5Z"}"#, "2020-05-03"), (#"{"timestamp":"2020-01-01T00:00:00Z"}"#, "2020"),
      (#"{"timestamp":"2020-01-01T08:00:00Z"}"#, "2020-01-01"),
      (#"{"timestamp":"2020-03-01T00:00:00Z"}"#, "2020-03-01"),
      (#"{"interval":{"start":"2020-02-01T00:00:00Z","end":"2020-02-29T00:00:00Z"}}"#, "2020-02"),
      (#"{"interval":{"start":"2021-01-01T00:00:00Z","end":"2021-12-31T00:00:00Z"}}"#, "2021"),
      (#"{"interval":{"start":"2020-02-03T00:00:00Z","end":"2020-03-04T00:00:00Z"}}"#, "2020-02-03/2020-03-04"),
    ])
  func times(_ time: String, _ words: String) throws {
    let lines = try lines(
      #""medicalActions":[{"procedure":{"code":{"id":"NCIT:C15189","label":"Biopsy"},"bodySite":{"id":"UBERON:1","label":"iliac bone"},"performed":\#(time)}}]"#
    )
    #expect(lines.last == "biopsy: iliac bone (UBERON:1); id: biopsy; when: \(words)")
  }

  @Test(
    "keeps a time that is a class or a time of pregnancy in the note",
    arguments: [
      (#"{"ontologyClass":{"id":"HP:0003577","label":"Congenital onset"}}"#, "Congenital onset (HP:0003577)"),
      (#"{"gestationalAge":{"weeks":33,"days":2}}"#, "33"),
    ])
  func classes(_ time: String, _ words: String) throws {
    let file = PhenopacketTesting.packet(
      #""medicalActions":[{"procedure":{"code":{"id":"A:1","label":"Biopsy"},"performed":\#(time)}}]"#)
    let study = try #require(try PhenopacketTesting.read([file]).study)
    let entry = try #require(study.patients[0].entries.first { $0.id == "biopsy" })
    #expect(entry.when.isEmpty && entry.note?.contains(words) == true)
  }

  // MARK: what becomes of what

  /// Aged 61 at the onset; born in May 1960.
  @Test("of a tumour has its histology, stage, site and side, and the age at its onset")
  func tumour() throws {
    let file = PhenopacketTesting.packet(
      #""diseases":[{"term":{"id":"ICDO3:8890/3","label":"Leiomyosarcoma, NOS"},"onset":{"age":{"iso8601duration":"P61Y"}},"diseaseStage":[{"id":"NCIT:C27966","label":"Stage I"}],"clinicalTnmFinding":[{"id":"NCIT:C48720","label":"cT1 TNM Finding"}],"primarySite":{"id":"icdo:C49.2","label":"leg"},"laterality":{"id":"HP:0012835","label":"Left"}},{"term":{"id":"MONDO:0005015","label":"diabetes mellitus"}}]"#
    )
    let reading = try PhenopacketTesting.read([file])
    let lines = OBDSTesting.lines(try #require(reading.study).patients[0])
    #expect(
      lines == [
        "sex: female", "age: 61 at diagnosis", "year of birth: 1960",
        "comorbidity: [diabetes mellitus (MONDO:0005015)]",
        "fields: {side: left}", "event: birth; id: birth; when: 1960",
        "diagnosis: leiomyosarcoma; id: diagnosis; morphology: 8890/3; site: leg; topography: C49.2; stage: cT1 Stage I; when: 61-62 y after birth",
      ])
    #expect(reading.warnings.contains { $0.message.contains("onset") })
  }

  /// 0.4 mg/kg once on 2 September 2020; then a regimen of three drugs at 7 to 8 months.
  @Test("of treatments has drugs, doses, regimens, radiotherapies and operations")
  func actions() throws {
    let content =
      PhenopacketTesting.tumour
      + #","medicalActions":[{"treatment":{"agent":{"id":"DrugCentral:1678","label":"melphalan"},"routeOfAdministration":{"id":"NCIT:C38222","label":"Intraarterial Route of Administration"},"doseIntervals":[{"quantity":{"unit":{"id":"UCUM:mg.kg-1","label":"milligram per kilogram"},"value":0.4},"scheduleFrequency":{"id":"NCIT:C64576","label":"Once"},"interval":{"start":"2020-09-02T00:00:00Z","end":"2020-09-02T00:00:00Z"}}]},"treatmentTarget":{"id":"NCIT:C7541","label":"Retinoblastoma"},"treatmentIntent":{"id":"NCIT:C62220","label":"Cure"},"adverseEvents":[{"id":"HP:0025637","label":"Vasospasm"}],"treatmentTerminationReason":{"id":"NCIT:C41331","label":"Adverse Event"}},{"therapeuticRegimen":{"ontologyClass":{"id":"NCIT:C10894","label":"Carboplatin/Etoposide/Vincristine"},"startTime":{"timestamp":"2020-10-05T00:00:00Z"},"endTime":{"timestamp":"2020-11-06T00:00:00Z"},"regimenStatus":"COMPLETED"},"responseToTreatment":{"id":"NCIT:C102560","label":"Favorable"}},{"radiationTherapy":{"modality":{"id":"NCIT:C28039","label":"Electron Beam"},"bodySite":{"id":"UBERON:0004548","label":"left eye"},"dosage":45,"fractions":25}},{"therapeuticRegimen":{"externalReference":{"id":"X:1","description":"a protocol"}}},{"treatment":{"agent":{"id":"DrugCentral:1","label":"aspirin"}}}]"#
    let study = try #require(try PhenopacketTesting.read([PhenopacketTesting.packet(content)]).study)
    let lines = OBDSTesting.lines(study.patients[0])
    #expect(
      Set(lines.dropFirst(2).filter { !$0.hasPrefix("therapy: melphalan") }) == [
        "fields: {disease term: NCIT:C7541}", "diagnosis: Retinoblastoma; id: diagnosis",
        "toxicity: Vasospasm; id: toxicity; of: therapy",
        "therapy: carboplatin + etoposide + vincristine; id: therapy-2; when: 2020-10-05; ends: 2020-11-06; effect: Favorable (NCIT:C102560); stopped for: completed",
        "radiotherapy: left eye (UBERON:0004548); id: radiotherapy; dose: 45 Gy; fractions: 25",
        "therapy: not stated; id: therapy-3", "event: other drugs, in the note; id: other-drugs",
      ])
    let melphalan = try #require(lines.first { $0.hasPrefix("therapy: melphalan; id: therapy; intent: curative; ") })
    for words in ["stopped for: Adverse Event", "dose: 0.4 mg/kg", "when: 2020-09-02", "; ends: 2020-09-02"] {
      #expect(melphalan.contains(words), "\(melphalan)")
    }
    let notes = study.patients[0].entries.compactMap(\.note).joined(separator: "\n")
    for words in ["Intraarterial Route", "Once (NCIT:C64576)", "Electron Beam (NCIT:C28039)", "a protocol", "aspirin"] {
      #expect(notes.contains(words), "\(words)")
    }
  }

  @Test("of measurements has laboratory values, performance status and sizes in units that the tables have")
  func measurements() throws {
    func one(_ assay: String, _ value: String, _ unit: String) -> String {
      #"{"assay":{"id":"LOINC:\#(assay)","label":"x"},"value":{"quantity":{"unit":{"id":"UCUM:\#(unit)","label":"a unit"},"value":\#(value)}},"timeObserved":{"timestamp":"2020-03-20T00:00:00Z"}}"#
    }
    let all = [
      one("718-7", "9.4", "g/dL"), one("777-3", "1.234", "10*9/L"), one("89247-1", "1.0", "{score}"),
      one("29463-7", "71.5", "kg"), one("718-7", "9.4", "[ft_i]"),
    ].joined(separator: ",")
    let lines = try lines(#""measurements":[\#(all)]"#)
    #expect(
      lines == [
        "sex: female", "year of birth: 1960", "weight: 71.5 kg",
        "lab: haemoglobin; id: lab; value: 9.4 g/dL; when: 2020-03-20",
        "lab: platelets; id: lab-2; value: 1.2340 10^9/L; when: 2020-03-20",
        "performance status: ECOG 1; id: performance-status; when: 2020-03-20",
        "event: measurements, in the note; id: measurements",
      ])
  }

  @Test("of a specimen has grade, pathological stage and markers of the one tumour")
  func specimen() throws {
    let lines = try lines(
      PhenopacketTesting.tumour
        + #","biosamples":[{"id":"s1","individualId":"7","histologicalDiagnosis":{"id":"NCIT:C7541","label":"Retinoblastoma"},"tumorGrade":{"id":"NCIT:C28079","label":"G3"},"pathologicalTnmFinding":[{"id":"NCIT:C140720","label":"Retinoblastoma pT3 TNM Finding v8"},{"id":"NCIT:C140711","label":"Retinoblastoma pN0 TNM Finding v8"}],"diagnosticMarkers":[{"id":"NCIT:C1","label":"RB1 lost"}]}]"#
    )
    #expect(
      lines.last
        == "diagnosis: Retinoblastoma; id: diagnosis; grade: G3; stage: pT3 pN0; biomarkers: [RB1 lost (NCIT:C1)]")
  }

  // MARK: cohorts and families

  @Test(
    "stands among others in a cohort, and among relatives in a family, of whom only those with a disease are patients")
  func groups() throws {
    func packet(_ id: String, _ content: String) -> String {
      #"{"id":"p\#(id)","subject":{"id":"\#(id)","sex":"FEMALE"}\#(content)}"#
    }
    let cohort = InputFile(
      name: "c.json", text: #"{"id":"c","description":"x","members":[\#(packet("2", "")),\#(packet("10", ""))]}"#)
    let reading = try PhenopacketTesting.read([cohort])
    #expect(reading.study?.patients.map(\.id) == ["2", "10"])
    let family = InputFile(
      name: "f.json",
      text:
        #"{"id":"f","proband":\#(packet("III:2", "")),"relatives":[\#(packet("II:1", "")),\#(packet("II:2", "," + PhenopacketTesting.tumour))],"pedigree":{"persons":[{"individual_id":"III:2","affected_status":"AFFECTED"}]}}"#
    )
    #expect(try PhenopacketTesting.read([family]).study?.patients.map(\.id) == ["II-2", "III-2"])
    // One behind the other, and as a list.
    let lines = InputFile(name: "l.json", text: packet("1", "") + "\n" + packet("2", "") + "\n")
    #expect(PhenopacketReading.read(StudyFormat.Request(files: [lines])).study?.patients.count == 2)
    let list = InputFile(name: "a.json", text: "[\(packet("1", "")),\(packet("1", ""))]")
    #expect(try PhenopacketTesting.read([list]).study?.patients.count == 1)
    let two = InputFile(name: "t.json", text: "[\(packet("1", "")),\(packet("1", "," + PhenopacketTesting.tumour))]")
    #expect(try PhenopacketTesting.read([two], keepsGoing: true).study == nil)
  }
}

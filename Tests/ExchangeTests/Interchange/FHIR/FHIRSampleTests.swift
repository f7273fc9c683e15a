// SPDX-License-Identifier: Apache-2.0

import Course
import Testing

@testable import Interchange

/// The published samples (Fixtures/README.md), each with what it holds: read by hand in the files, before the reader was run on them.
@Suite("A published file of resources")
struct FHIRSampleTests {
  static let mii = [
    "Patient-PatientKimMusterperson", "Condition-PatientKimMusterperson-Diagnosis-1",
    "Procedure-PatientKimMusterperson-Procedure-1", "Procedure-PatientKimMusterperson-Procedure-2",
    "Procedure-PatientKimMusterperson-Procedure-3", "Procedure-PatientKimMusterperson-Procedure-4",
    "Procedure-PatientKimMusterperson-SystemicTherapy-1", "Procedure-PatientKimMusterperson-SystemicTherapy-2",
    "Procedure-PatientKimMusterperson-SystemicTherapy-3",
    "MedicationStatement-PatientKimMusterperson-SystemicTherapyMedication-1",
    "MedicationStatement-PatientKimMusterperson-SystemicTherapyMedication-2a",
    "MedicationStatement-PatientKimMusterperson-SystemicTherapyMedication-2b",
    "MedicationStatement-PatientKimMusterperson-SystemicTherapyMedication-3",
    "Observation-PatientKimMusterperson-Verlauf-2022-01-22", "CarePlan-PatientKimMusterperson-Tumorkonferenz-1",
    "CarePlan-PatientKimMusterperson-Tumorkonferenz-2", "CarePlan-PatientKimMusterperson-Tumorkonferenz-3",
    "CarePlan-PatientKimMusterperson-Tumorkonferenz-4", "Specimen-PatientKimMusterperson-Specimen-1",
  ].map { "mii/\($0).json" }
  static let report = "mii/DiagnosticReport-PatientKimMusterperson-PathoReport-1.json"

  static let stu1 = [
    "Patient-mCODEPatientExample01", "Practitioner-mCODEPractitionerExample01",
    "Condition-mCODEComorbidConditionExample01", "Condition-mCODESecondaryCancerConditionExample01",
    "MedicationStatement-mCODECancerRelatedMedicationStatementExample01",
    "Observation-mCODECancerDiseaseStatusExample01", "Observation-mCODECancerGeneticVariantExample02",
    "Observation-mCODEGenomicRegionStudiedExample01",
    "Observation-mCODETNMClinicalDistantMetastasesCategoryExample01",
    "Observation-mCODETNMClinicalRegionalNodesCategoryExample01",
    "Observation-mCODETNMPathologicalDistantMetastasesCategoryExample01",
    "Observation-mCODETNMPathologicalRegionalNodesCategoryExample01", "Observation-mCODETumorMarkerExample01",
    "Procedure-mCODECancerRelatedSurgicalProcedureExample01",
  ].map { "stu1/\($0).json" }

  /// What is read of files together, with every value counted once.
  private func read(_ paths: [String], keepsGoing: Bool = false) throws -> StudyReading {
    let files = try paths.map { try FHIRTesting.sample($0) }
    let reading = FHIRTesting.read(files, keepsGoing: keepsGoing)
    let counts = try files.map { try #require(FHIRTesting.count(try $0.bytes(limit: .max))) }
    #expect(reading.losses.counts.reduce(0, +) == counts.reduce(0, +))
    return reading
  }

  /// Born on 1956-03-14, diagnosed on 2021-06-10: 65 years.
  @Test("of the oncology module of the Medical Informatics Initiative becomes one patient")
  func kim() throws {
    let reading = try read(Self.mii)
    #expect(reading.misfits.map(\.description) == [])
    let study = try #require(reading.study)
    #expect(study.patients.map(\.id) == ["PatientKimMusterperson"])
    #expect(
      OBDSTesting.lines(study.patients[0]) == [
        "age: 65 at diagnosis-patientkimmusterperson-diagnosis-1", "year of birth: 1956",
        "fields: {ICD-10: C48.2 (10 GM)}",
        "diagnosis: malignant neoplasm of the peritoneum; id: diagnosis-patientkimmusterperson-diagnosis-1; site: Ovar; topography: C56.9; method: clinical; when: 2021-06-10",
        "event: Computertomographie des Abdomens mit Kontrastmittel (OPS 3-222); id: procedure-patientkimmusterperson-procedure-1; when: 2021-06-10",
        "event: Aszitespunktion (OPS 1-853.2); id: procedure-patientkimmusterperson-procedure-2; when: 2021-06-15",
        "event: CT Thorax (OPS 1-853.2); id: procedure-patientkimmusterperson-procedure-3; when: 2021-06-22",
        "decision: tumour board before therapy: chemotherapy, surgery; id: tumour-board-patientkimmusterperson-tumorkonferenz-1; when: 2021-06-25",
        "therapy: not stated; id: therapy-patientkimmusterperson-systemictherapy-1; intent: neoadjuvant; when: 2021-07-05; ends: 2021-09-05",
        "therapy: paclitaxel + carboplatin; id: therapy-patientkimmusterperson-systemictherapymedication-1; when: 2021-07-05; ends: 2021-09-05",
        "decision: tumour board before therapy: surgery; id: tumour-board-patientkimmusterperson-tumorkonferenz-2; when: 2021-09-16",
        "surgery: resection of intraperitoneal tissue (OPS 5-547.0), hysterectomy (OPS 5-683), OPS 5-661, OPS 5-501; id: surgery-patientkimmusterperson-procedure-4; margin: R0; when: 2021-09-30",
        "decision: tumour board after surgery: chemotherapy; id: tumour-board-patientkimmusterperson-tumorkonferenz-3; when: 2021-10-25",
        "therapy: gemcitabine + carboplatin; id: therapy-patientkimmusterperson-systemictherapy-2; intent: adjuvant; when: 2021-11-08; ends: 2022-01-09",
        "decision: tumour board after surgery: targeted substances; id: tumour-board-patientkimmusterperson-tumorkonferenz-4; when: 2022-01-20",
        "assessment: not stated; id: assessment-patientkimmusterperson-verlauf-2022-01-22; response: CR; finding: residual tumour at the primary site; no distant metastases; when: 2022-01-22",
        "therapy: Niraparib; id: therapy-patientkimmusterperson-systemictherapy-3; intent: adjuvant; when: 2022-01-25",
        "event: records of the type Specimen, in the note; id: fhir-specimen",
      ])
    // Two drugs in one concept; a therapy that is not among the files.
    #expect(reading.warnings.map(\.message).filter { $0.contains("in one `medicationCodeableConcept`") }.count == 1)
    #expect(reading.warnings.map(\.message).filter { $0.contains("`SystemicTherapy1`") }.count == 1)
    // Names and numbers of specimens are nowhere; the day of birth neither.
    for text in ["\"Kim\"", "12345678", "03-14"] { #expect(!"\(study)".contains(text), "\(text)") }
  }

  /// `complete` is no code of the status of a report: `final`, `amended`, `corrected` and `appended` are.
  @Test("with a status that FHIR does not have is told, and kept where that is asked")
  func patho() throws {
    let strict = try read(Self.mii + [Self.report])
    #expect(strict.study == nil)
    #expect(strict.misfits.count == 1 && strict.misfits[0].message.contains("`complete`"))
    let reading = try read(Self.mii + [Self.report], keepsGoing: true)
    let event = try #require(
      reading.study?.patients[0].entries.first { $0.note?.contains("Seröses Adenokarzinom") == true })
    #expect(event.id.hasPrefix("not-read"))
  }

  @Test("of the first version of mCODE becomes one patient, whose tumour is not among the files")
  func john() throws {
    let reading = try read(Self.stu1)
    #expect(reading.misfits.map(\.description) == [])
    let study = try #require(reading.study)
    #expect(study.patients.map(\.id) == ["mCODEPatientExample01"])
    #expect(
      OBDSTesting.lines(study.patients[0]) == [
        "sex: male", "year of birth: 1951",
        "comorbidity: [SNOMED CT 44054006, clinicalStatus active, since 2018-04-01]",
        "surgery: SNOMED CT 359615001; id: surgery-mcodecancerrelatedsurgicalprocedureexample01; site: SNOMED CT 41224006; when: 2019-03-01",
        "therapy: RxNorm 349472; id: therapy-mcodecancerrelatedmedicationstatementexample01; intent: curative; when: 2019-04-01",
        "assessment: not stated; id: assessment-mcodecancerdiseasestatusexample01; finding: improved; when: 2019-04-01",
        "metastases: [brain]; id: metastases-mcodesecondarycancerconditionexample01; when: 2019-05-01",
        "event: records of the type Observation, in the note; id: fhir-observation",
      ])
    let note = try #require(study.patients[0].entries.first { $0.id == "fhir-observation" }?.note)
    for code in ["cM0", "cN3", "pM0", "pN3", "NG_005905.2:g.126148_126152GTAAA[1]", "10828004"] {
      #expect(note.contains(code), "\(code)")
    }
    for text in ["Anyperson", "555-555-5555", "m123", "Anydoc", "9988776655", "01-20"] {
      #expect(!"\(study)".contains(text), "\(text)")
    }
  }

  /// Thirteen patients of Synthea, three of whom have died; their days are those that stand in the times, whatever the zone.
  @Test("of a bulk export, one resource a line, brings patients and their allergies together")
  func bulk() throws {
    for order in [
      ["bulk/Patient.000.ndjson", "bulk/AllergyIntolerance.000.ndjson"],
      ["bulk/AllergyIntolerance.000.ndjson", "bulk/Patient.000.ndjson"],
    ] {
      let reading = try read(order)
      #expect(reading.misfits.map(\.description) == [])
      let study = try #require(reading.study)
      #expect(study.patients.count == 13)
      let lines = study.patients.map(OBDSTesting.lines)
      let own = { (id: String) in study.patients.first { $0.id.hasPrefix(id) }.map(OBDSTesting.lines) }
      #expect(lines.map { $0.contains { $0.hasPrefix("death") } }.count { $0 } == 3)
      #expect(
        own("129c6ac7") == ["sex: female", "year of birth: 1927", "death: not stated; id: death; when: 1989-05-09"])
      #expect(
        own("3af3708d") == ["sex: male", "year of birth: 1960", "death: not stated; id: death; when: 1971-10-01"])
      let allergies = ["a5cb8ce9", "cbc86e51"].compactMap { id in
        study.patients.first { $0.id.hasPrefix(id) }?.entries.first { $0.id == "fhir-allergyintolerance" }?.note
      }
      // Three of one patient, eight of another; each is a line.
      #expect(allergies.map { $0.split(separator: "\n").count } == [3, 8])
      for text in ["Medhurst46", "999-94-5397", "555-810-7203", "Emporia", "05-21", "VonRueden376"] {
        #expect(!"\(study)".contains(text), "\(text)")
      }
    }
  }

  @Test(
    "of a log of an export, or of definitions and of who treats, is no study",
    arguments: [
      "bulk/log.ndjson", "mii/ConceptMap-mii-cm-onko-intention-sct.json",
      "mii/ConceptMap-mii-cm-onko-therapie-ende-sct.json",
      "mii/ConceptMap-mii-cm-onko-verlauf-gesamtbeurteilung-sct.json",
      "mii/ConceptMap-mii-cm-onko-verlauf-primaertumor-sct.json", "stu1/Practitioner-mCODEPractitionerExample01.json",
    ])
  func none(_ path: String) throws {
    let reading = try read([path], keepsGoing: true)
    #expect(reading.study == nil)
    if path.hasSuffix("ndjson") {
      #expect(reading.misfits.count == 4 && reading.misfits.allSatisfy { $0.message.contains("`resourceType`") })
    } else {
      #expect(reading.misfits.map(\.message) == ["no patients"])
    }
  }

  /// Born on 1965-01-01; the tumour began on 2018-03-16, and no day of its diagnosis is stated: 53 years. Her weight is in pounds, her count of neutrophils 3,000 times 10^9/L, her stage IIB and IIIC.
  @Test("of the extended example of mCODE becomes one patient, and one of whom nothing but a structure is known")
  func jenny() throws {
    let reading = try read(["jenny-m-fullBundle.json"])
    #expect(reading.misfits.map(\.description) == [])
    let study = try #require(reading.study)
    #expect(study.patients.map(\.id) == ["cancer-patient-eve-anyperson", "cancer-patient-jenny-m"])
    #expect(
      OBDSTesting.lines(study.patients[0]) == [
        "event: records of the type BodyStructure, in the note; id: fhir-bodystructure"
      ])
    let markers =
      "PALB2: present (NM_024675.3(PALB2):c.3549C>A (p.Tyr1183Ter), NC_000016.10:g.23603471G>T, Somatic), Estrogen receptor Ag [Presence] in Breast cancer specimen by Immune stain (LOINC 85337-4): Positive (LOINC LA6576-8), Progesterone receptor Ag [Presence] in Breast cancer specimen by Immune stain (LOINC 85339-0): Negative (LOINC LA6577-6), HER2 [Interpretation] in Tissue (LOINC 48676-1): Negative (LOINC LA6577-6)"
    #expect(
      OBDSTesting.lines(study.patients[1]) == [
        "sex: female", "age: 53 at primary-cancer-condition-jenny-m", "year of birth: 1965",
        "event: Mammography (procedure) (SNOMED CT 71651007); id: us-core-procedure-mammogram-jenny-m; when: 2018-02-01",
        "event: Biopsy of breast using ultrasonographic guidance (procedure) (SNOMED CT 723990008); id: us-core-procedure-biopsy-jenny-m; when: 2018-03-06",
        "diagnosis: Adenocarcinoma, no subtype, intermediate grade (morphologic abnormality); id: primary-cancer-condition-jenny-m; stage: [{value: AJCC 3C}, {value: cT3 cN0 cM0 AJCC IIB}]; stage edition: AJCC 8; biomarkers: [\(markers)]; when: 2018-03-16",
        "surgery: Partial mastectomy (procedure) (SNOMED CT 64368001); id: cancer-related-surgical-procedure-jenny-m; site: Left breast structure (body structure); when: 2018-04-01",
        "plan: order of cyclophosphamide; id: order; when: 2018-04-12",
        "plan: order of doxorubicin; id: order-2; when: 2018-04-12",
        "plan: order of paclitaxel; id: order-3; when: 2018-04-12",
        "performance status: ECOG 0; id: ecog-performance-status-jenny-m; when: 2018-04-12",
        "radiotherapy: not stated; id: radiotherapy-treatment-summary-chest-wall-jenny-m; intent: curative; dose: 60 Gy; fractions: 30; when: 2018-08-15; ends: 2018-10-25",
        "radiotherapy: not stated; id: radiotherapy; intent: curative; dose: 50 Gy; fractions: 25; when: 2018-08-15; ends: 2018-10-25",
        "plan: order of anastrozole; id: order-4; when: 2018-09-30",
        "assessment: not stated; id: cancer-disease-status-jenny-m; finding: improved; when: 2018-11-01",
        "event: records of the type Observation, in the note; id: fhir-observation",
        "event: records of the type DiagnosticReport, in the note; id: fhir-diagnosticreport",
        "event: records of the type Specimen, in the note; id: fhir-specimen",
      ])
    let note = try #require(study.patients[1].entries.first { $0.id == "fhir-observation" }?.note)
    for text in [
      "155 lb", "3000 10*3/uL", "Smokes tobacco daily", "Uninvolved by invasive carcinoma", "47 Recurrence score",
    ] {
      #expect(note.contains(text), "\(text)")
    }
    // Fifteen values of the aunt and fourteen of the uncle, who are not her; nor is who treats.
    for text in ["ovary", "pancreas", "Oncologist", "MRN1234", "example@example.com", "Anytown", "White"] {
      #expect(!"\(study)".contains(text), "\(text)")
    }
    #expect(
      reading.losses.lines.contains { $0.outcome == .leftOut && $0.column == "FamilyMemberHistory" && $0.count == 29 })
  }

  /// The first resource is empty, and so are three others; two resources name patients who are not among the files.
  @Test("that is not valid is read, and told")
  func invalid() throws {
    let outcome = try read(["outcomeBundle.json"])
    #expect(outcome.misfits.map(\.description) == [])
    #expect(
      try #require(outcome.study).patients.map(\.id) == ["cancer-patient-eve-anyperson", "cancer-patient-jenny-m"])
    #expect(outcome.warnings.count { $0.message.contains("says nothing") } == 4)
    #expect(outcome.warnings.count { $0.message.contains("no `Patient` for") } == 2)
    let treatment = try read(["treatmentBundle.json"])
    #expect(treatment.misfits.map(\.description) == [])
    let patient = try #require(treatment.study?.patients.first)
    #expect(treatment.warnings.count { $0.message.contains("says nothing") } == 5)
    // The administration refers to an order, which is no therapy; the volume of the radiation is among the files, the other one is not.
    let lines = OBDSTesting.lines(patient)
    #expect(lines.contains { $0 == "event: doxorubicin given; id: administration; when: 2018-04-22" })
    #expect(lines.contains { $0.hasPrefix("radiotherapy: Chest Wall; ") && $0.contains("dose: 60 Gy; fractions: 30") })
    #expect(lines.contains { $0.hasPrefix("radiotherapy: not stated; ") && $0.contains("dose: 50 Gy; fractions: 25") })
  }

  /// Born on 1980-01-01; diagnosed on 2020-07-12. Four stages: of 2019-01-01 and 2020-01-01, 2020-02-01 clinical, of 2019-04-01 and later pathological.
  @Test("of an extraction brings the parts of stages together, and leaves out what is preliminary, a draft or a study")
  func extraction() throws {
    let reading = try read(["mcode-extraction-patient-1.json"])
    #expect(reading.misfits.map(\.description) == [])
    let patient = try #require(reading.study?.patients.first)
    #expect(patient.id == "123")
    let lines = OBDSTesting.lines(patient)
    #expect(
      Array(lines.prefix(4)) == [
        "sex: female", "age: 40 at diagnosis-conditionid-1", "year of birth: 1980", "fields: {side: left}",
      ])
    #expect(
      lines.contains {
        $0.contains("stage: [{value: AJCC 3C}, {value: pT3 pN3 pM0 AJCC 3C}]") && $0.contains("when: 2020-07-12")
      })
    #expect(
      lines.contains(
        "therapy: Triamcinolone Oral Paste; id: therapy-medicationid-1; intent: curative; when: 2020-01-01; ends: 2020-07-05"
      ))
    #expect(
      lines.contains("event: Brachytherapy (procedure) (SNOMED CT 152198000); id: procedure-id; when: 2020-01-01"))
    // What is preliminary is no assessment.
    #expect(!lines.contains { $0.hasPrefix("assessment") } && !lines.contains { $0.hasPrefix("decision") })
    #expect(reading.warnings.count { $0.message.hasPrefix("a later stage of the tumour") } >= 3)
    #expect(reading.warnings.count { $0.message.contains("a tumour that has come back") } == 1)
  }

  /// A file with what was counted in it by hand (Fixtures/FHIR/EXPECTED.tsv).
  struct Counted: CustomTestStringConvertible, Sendable {
    var path: String
    /// Understood, kept, left out, not placed.
    var counts: [Int]
    var result: String
    var testDescription: String { path }
  }

  static let counted: [Counted] = {
    guard let file = try? FHIRTesting.sample("EXPECTED.tsv"), let bytes = try? file.bytes(limit: .max) else {
      return []
    }
    return String(decoding: bytes, as: UTF8.self).split(separator: "\n").compactMap { line in
      let cells = line.split(separator: "\t").map(String.init)
      let counts = cells.dropFirst().prefix(4).compactMap { Int($0) }
      return cells.count == 6 && counts.count == 4 ? Counted(path: cells[0], counts: counts, result: cells[5]) : nil
    }
  }()

  @Test("alone has its values where they were counted by hand", arguments: counted)
  func alone(_ expected: Counted) throws {
    let reading = try read([expected.path])
    #expect(reading.losses.counts == expected.counts)
    if expected.result.hasPrefix("refused: ") {
      #expect(reading.study == nil && reading.misfits.allSatisfy { $0.message.contains(expected.result.dropFirst(9)) })
    } else {
      let kinds = OBDSTesting.lines(try #require(reading.study).patients[0]).map { String($0.prefix { $0 != ":" }) }
      let ofPatient: Set = ["sex", "age", "year of birth", "fields", "comorbidity"]
      #expect(kinds.filter { !ofPatient.contains($0) } == (expected.result == "-" ? [] : [expected.result]))
    }
  }

  @Test("is counted by hand, each but the large ones")
  func all() { #expect(Self.counted.count == 40) }
}

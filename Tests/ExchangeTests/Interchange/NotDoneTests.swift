// SPDX-License-Identifier: Apache-2.0

import Course
import Testing

@testable import Interchange

/// What a file denies, doubts or only plans is no fact of the record, and neither is what belongs to somebody else; what identifies a person is kept nowhere.
@Suite("What was not done, not found or not of the patient") struct NotDoneTests {
  // MARK: words

  @Test(arguments: [
    ("Docetaxel", ["docetaxel"], false), ("Docetaxel 75 mg/m²", ["docetaxel"], true),
    ("Gemcitabin + Docetaxel 75 mg/m²", ["gemcitabine", "docetaxel"], true),
    ("Studienmedikation", ["Studienmedikation"], false), ("Gemcitabin/Docetaxel", ["gemcitabine", "docetaxel"], false),
    ("Doxorubicin, Ifosfamid", ["doxorubicin", "ifosfamide"], false),
    ("Capecitabin, neoadjuvant", ["capecitabine"], true), ("Doxorubicin ratiopharm", ["doxorubicin"], true),
    ("pembrolizumab 25 MG/ML [Keytruda]", ["pembrolizumab"], true),
    ("Doxorubicin 75 mg/m² ohne Dosisreduktion", ["doxorubicin"], true),
    ("Docetaxel without premedication", ["docetaxel"], true), ("Doxorubicin (not liposomal)", ["doxorubicin"], true),
    ("Doxorubicin, 6 Zyklen geplant", ["doxorubicin"], true),
    ("Caelyx 50 mg/m²", ["pegylated liposomal doxorubicin"], true),
    ("doxorubicin (liposomal)", ["liposomal doxorubicin"], true),
    ("trastuzumab (deruxtecan)", ["trastuzumab deruxtecan"], true),
    // What may make it another drug stands as it is.
    ("Doxorubicin XY-7", ["Doxorubicin XY-7"], false),
    ("Nicht-pegyliertes liposomales Doxorubicin", ["Nicht-pegyliertes liposomales Doxorubicin"], false),
  ])
  func drugs(text: String, drugs: [String], holdsMore: Bool) {
    #expect(DrugWords.named(text) == DrugWords.Named(drugs: drugs, holdsMore: holdsMore))
  }

  @Test(arguments: [
    "kein Doxorubicin", "Ifosfamid abgelehnt", "Doxorubicin nicht gegeben", "geplant: Ifosfamid", "gemcitabine 0 mg/m2",
    "DOXORUBICIN NOT GIVEN", "Doxorubicin oder Trabectedin", "doxorubicin vs. observation", "Doxorubicin 0 mg",
    "Doxorubicin ggf.", "Empfehlung: Doxorubicin", "Verzicht auf Doxorubicin", "Statt Doxorubicin",
  ])
  func noDrug(text: String) { #expect(DrugWords.named(text) == nil) }

  @Test(arguments: [
    ("Resection", false), ("Resektion ohne Lymphadenektomie", false), ("wide excision, no reconstruction", false),
    ("PLANNED RESECTION", true), ("Resection cancelled", true), ("resection not done", true),
    ("Resektion nicht erfolgt", true), ("keine Operation", true),
  ])
  func procedures(text: String, isNotDone: Bool) {
    #expect((FactWords.objection(toTreatment: text) != nil) == isNotDone, "\(text)")
  }

  /// `g/l` is `g/L` and not `g/dL`; 145 in thousands a microlitre are not 145 in a microlitre.
  @Test(arguments: [
    ("g/l", "g/L", false), ("g/l", "g/dL", true), ("µmol/l", "umol/L", false), ("µmol/l", "mg/dL", true),
    ("/µl", "10*9/L", true), ("/µl", "/uL", false), ("Tsd./µl", "/uL", true), ("Tsd./µl", "10*3/uL", false),
    ("whatever", "g/dL", false),
  ])
  func units(words: String, code: String, isOther: Bool) {
    #expect(UnitWords.contradict(words, code: code) == isOther, "\(words) beside \(code)")
  }

  @Test(arguments: [
    ("Patient.name.family", true), ("Patient.birthDate", true), ("Patienten_Stammdaten/Geburtsdatum", true),
    ("BRTHDTC", true), ("year_of_birth", false), ("MedicationStatement.text.div", false),
    ("Condition.code.text", false),
    ("Substanz/Bezeichnung", false),
  ])
  func columns(column: String, isIdentifying: Bool) {
    #expect(IdentifyingColumns.holds(column) == isIdentifying, "\(column)")
  }

  // MARK: FHIR

  private static func certainty(_ code: String) -> String {
    #","extension":[{"url":"http://fhir.de/StructureDefinition/icd-10-gm-diagnosesicherheit","valueCoding":{"system":"https://fhir.kbv.de/CodeSystem/KBV_CS_SFHIR_ICD_DIAGNOSESICHERHEIT","code":"\#(code)"}}]"#
  }
  private static func metastasis(_ code: String, _ certainty: String = "", text: String = "") -> String {
    #"Condition,"code":{"coding":[{"system":"http://fhir.de/CodeSystem/bfarm/icd-10-gm","code":"\#(code)"\#(certainty)}]\#(text.isEmpty ? "" : #","text":"\#(text)""#)},"onsetDateTime":"2021-01-01""#
  }

  /// A: ausgeschlossen, V: Verdacht, G: gesichert.
  @Test(arguments: [("A", false), ("V", false), ("G", true)]) func certaintyOfADiagnosis(code: String, isFact: Bool)
    throws
  {
    let reading = FHIRTesting.read([
      FHIRTesting.bundle([FHIRTesting.tumour, Self.metastasis("C78.0", Self.certainty(code))])
    ])
    #expect(reading.misfits.isEmpty, "\(reading.misfits)")
    let patient = try #require(reading.study?.patients.first)
    #expect(OBDSTesting.lines(patient).contains { $0.contains("metastases") } == isFact)
  }

  @Test(arguments: [
    ("C78.7", "Ausschluss Lebermetastasen"), ("C78.7", "V.a. Lebermetastasen"), ("C78.7", "keine Lebermetastasen"),
    ("C77.3", "Axilläre Lymphknotenmetastasen"),
  ])
  func metastasesThatAreNone(code: String, text: String) {
    let reading = FHIRTesting.read([FHIRTesting.bundle([FHIRTesting.tumour, Self.metastasis(code, text: text)])])
    #expect(reading.study == nil && reading.misfits.count == 1, "\(reading.misfits)")
  }

  @Test func metastasesInWords() throws {
    let reading = FHIRTesting.read([
      FHIRTesting.bundle([FHIRTesting.tumour, Self.metastasis("C78.7", text: "Lebermetastasen, beide Lappen")])
    ])
    let patient = try #require(reading.study?.patients.first, "\(reading.misfits)")
    let lines = OBDSTesting.lines(patient)
    #expect(lines.contains { $0.hasPrefix("metastases: ") && $0.contains("liver") }, "\(lines)")
  }

  private static func drug(_ text: String) -> String {
    #"MedicationStatement,"status":"completed","effectiveDateTime":"2020-06-01","medicationCodeableConcept":{"text":"\#(text)"}"#
  }

  @Test(arguments: ["Doxorubicin nicht gegeben", "geplant: Trabectedin"]) func drugsThatNobodyGot(text: String) {
    let reading = FHIRTesting.read([FHIRTesting.bundle([FHIRTesting.tumour, Self.drug(text)])])
    #expect(reading.study == nil && reading.misfits.count == 1, "\(reading.misfits)")
  }

  /// A dose beside a name is no name, and stays in the note.
  @Test func aDoseBesideAName() throws {
    let reading = FHIRTesting.read([FHIRTesting.bundle([FHIRTesting.tumour, Self.drug("Docetaxel 75 mg/m²")])])
    let patient = try #require(reading.study?.patients.first, "\(reading.misfits)")
    let therapy = try #require(patient.therapies.first)
    #expect(therapy.therapy.drugs == ["docetaxel"])
    #expect(therapy.entry.note?.contains("Docetaxel 75 mg/m²") == true, "\(String(describing: therapy.entry.note))")
  }

  /// `focus` is what an observation is about, where that is not its subject (FHIR R4, Observation.focus).
  @Test func anObservationAboutSomebodyElse() {
    let text =
      #"Observation,"status":"final","focus":[{"reference":"Patient/8"}],"code":{"coding":[{"system":"http://loinc.org","code":"718-7"}]},"effectiveDateTime":"2020-06-01","valueQuantity":{"value":10,"unit":"g/dL","system":"http://unitsofmeasure.org","code":"g/dL"}"#
    let reading = FHIRTesting.read([FHIRTesting.bundle([FHIRTesting.tumour, text])])
    #expect(reading.study == nil && reading.misfits.first?.message.contains("Patient/8") == true, "\(reading.misfits)")
  }

  /// What is kept as it stands holds no name and no day of birth.
  @Test func keptWithoutNames() throws {
    let reading = FHIRTesting.read(
      [
        FHIRTesting.bundle(
          [FHIRTesting.tumour],
          patient:
            #""gender":"female","birthDate":"1960-05-17","name":[{"family":"Nachtigall","given":["Ute"]}],"deceasedBoolean":true,"deceasedDateTime":"2022-11-01""#
        )
      ], keepsGoing: true)
    let study = try #require(reading.study)
    let text = String(describing: study)
    #expect(!text.contains("Nachtigall") && !text.contains("Ute") && !text.contains("05-17"))
  }

  /// What an entry asks to delete is of no patient any more.
  @Test func deletedResources() throws {
    let whole = FHIRTesting.bundle([FHIRTesting.tumour, Self.drug("Docetaxel")])
    let text = String(decoding: try whole.bytes(limit: 1 << 20), as: UTF8.self)
    let deletion = text.replacing(
      #"{"resource":{"resourceType":"MedicationStatement""#,
      with:
        #"{"request":{"method":"DELETE","url":"MedicationStatement/r2"},"resource":{"resourceType":"MedicationStatement""#
    )
    let reading = FHIRTesting.read([InputFile(name: "bundle.json", text: deletion)])
    let patient = try #require(reading.study?.patients.first, "\(reading.misfits)")
    #expect(patient.therapies.isEmpty && reading.warnings.contains { $0.message.contains("delete") })
  }

  /// The first bytes of a file of gzip, by which nobody has to guess what is wrong.
  @Test func packedFiles() {
    let packed = InputFile(name: "a", bytes: [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3, 1, 2, 3])
    #expect(FHIRTesting.read([packed]).misfits.contains { $0.message.contains("gzip") })
    #expect(OBDSTesting.read([packed]).misfits.contains { $0.message.contains("gzip") })
  }

  // MARK: reports to registries

  private static func systemic(_ substances: String, id: String = "1") -> String {
    """
    <SYST SYST_ID="\(id)"><Meldeanlass>behandlungsende</Meldeanlass><Intention>P</Intention><Stellung_OP>O</Stellung_OP>
    <Therapieart>CH</Therapieart><Beginn Datumsgenauigkeit="E">2020-06-01</Beginn>
    <Menge_Substanz>\(substances)</Menge_Substanz><Ende_Grund>E</Ende_Grund><Ende>2020-09-01</Ende></SYST>
    """
  }
  private static func named(_ name: String) -> String {
    "<Substanz><Bezeichnung>\(name)</Bezeichnung></Substanz>"
  }

  @Test(arguments: ["kein Doxorubicin", "Ifosfamid abgelehnt", "geplant: Ifosfamid"])
  func substancesThatNobodyGot(name: String) {
    let reading = OBDSTesting.read([OBDSTesting.document([Self.systemic(Self.named(name))])])
    #expect(reading.study == nil && reading.misfits.count == 1, "\(reading.misfits)")
  }

  /// One substance with a code and another name is no combination; a name that its code has, with its dose, is one drug.
  @Test func aSubstanceWithACode() throws {
    func substance(_ name: String) -> String {
      "<Substanz><ATC><Code>L01DB01</Code><Version>2024</Version></ATC><Bezeichnung>\(name)</Bezeichnung></Substanz>"
    }
    let other = OBDSTesting.read([OBDSTesting.document([Self.systemic(substance("Docetaxel"))])])
    #expect(other.study == nil && other.misfits.count == 1, "\(other.misfits)")
    let same = OBDSTesting.read([OBDSTesting.document([Self.systemic(substance("Doxorubicin 75 mg/m²"))])])
    let therapy = try #require(same.study?.patients.first?.therapies.first, "\(same.misfits)")
    #expect(therapy.therapy.drugs == ["doxorubicin"] && therapy.entry.note?.contains("75 mg/m²") == true)
  }

  @Test func anUnknownSubstanceBesideAnother() throws {
    let reading = OBDSTesting.read([
      OBDSTesting.document([Self.systemic(Self.named("unbekannt") + Self.named("Doxorubicin"))])
    ])
    let therapy = try #require(reading.study?.patients.first?.therapies.first, "\(reading.misfits)")
    #expect(therapy.therapy.drugs == ["doxorubicin"])
  }

  /// A record does not say of which of two tumours an operation is; a report must, and nothing is guessed.
  @Test func reportsOfSeveralTumours() throws {
    let surgery =
      "<OP OP_ID=\"1\"><Intention>K</Intention><Datum>2020-07-01</Datum><Menge_OPS><OPS><Code>5-870.a1</Code><Version>2024</Version></OPS></Menge_OPS></OP>"
    let document = OBDSTesting.document([surgery, Self.systemic(Self.named("Doxorubicin"))])
    var text = String(decoding: try document.bytes(limit: 1 << 20), as: UTF8.self)
    // The operation is of the second tumour.
    let first = try #require(text.firstRange(of: "Tumor_ID=\"1\"><Primaertumor_ICD><Code>C49.2</Code>"))
    text.replaceSubrange(first, with: "Tumor_ID=\"2\"><Primaertumor_ICD><Code>C50.4</Code>")
    let study = try #require(OBDSTesting.read([InputFile(name: "r.xml", text: text)]).study)
    #expect(study.patients[0].entries.count { if case .diagnosis = $0.content { true } else { false } } == 2)
    let written = OBDSWriting.write(study, day: "2024-01-01")
    let report = try #require(written.files.values.first)
    #expect(!report.contains("<OP") && !report.contains("<SYST") && report.contains("C50.4"), "\(report)")
    #expect(written.remarks.contains { $0.contains("several tumours") }, "\(written.remarks)")
    #expect(written.losses.count(.unplaced) > 0)
  }

  // MARK: datasets

  private static let subject = "STUDYID,DOMAIN,USUBJID,SUBJID,SEX\nS,DM,S-1,1,F\n"

  @Test(arguments: ["PLANNED RESECTION", "RESECTION CANCELLED"]) func operationsThatWereNone(words: String) {
    let procedures =
      "STUDYID,DOMAIN,USUBJID,PRSEQ,PRTRT,PRCAT,PRSTDTC\nS,PR,S-1,1,\(words),SURGERY,2020-01-01\n"
    let reading = CDISCReading.read(
      StudyFormat.Request(files: [
        InputFile(name: "dm.csv", text: Self.subject), InputFile(name: "pr.csv", text: procedures),
      ]))
    #expect(reading.study == nil && reading.misfits.count == 1, "\(reading.misfits)")
  }

  /// 145.000 platelets a microlitre are 145 or 145 thousand.
  @Test(arguments: [("145.000", true), ("145", false), ("1.234", false)]) func perhapsThousands(
    text: String, isTold: Bool
  ) throws {
    let laboratory =
      "STUDYID,DOMAIN,USUBJID,LBSEQ,LBTESTCD,LBTEST,LBORRES,LBORRESU,LBDTC\nS,LB,S-1,1,PLAT,Platelets,\(text),10^9/L,2020-01-01\n"
    let reading = CDISCReading.read(
      StudyFormat.Request(files: [
        InputFile(name: "dm.csv", text: Self.subject), InputFile(name: "lb.csv", text: laboratory),
      ]))
    #expect(reading.study != nil, "\(reading.misfits)")
    #expect(reading.warnings.contains { $0.message.contains("thousands") } == isTold, "\(reading.warnings)")
  }

  /// A therapy of July 2020 is before one of 1 November 2021, though it has no day: no study day is counted from the latter.
  @Test(
    arguments: [
      (["2020-07", "2021-11-01"], "2020-07"), (["2021-11-01", "2020-07-03"], "2020-07-03"),
      (["2020-07", "2020-07-15"], nil), (["2021-11-01", nil], nil), ([], nil),
    ] as [([String?], String?)])
  func beginOfTheFirstTherapy(dates: [String?], reference: String?) {
    let rows = dates.map { date in
      FlatRows.Row(patient: "1", kind: "therapy", cells: date.map { ["when": [$0]] } ?? [:], name: "t")
    }
    #expect(CDISCDatasets.referenceStart(rows) == reference)
  }
}

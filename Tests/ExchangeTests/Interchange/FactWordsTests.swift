// SPDX-License-Identifier: Apache-2.0

import Chronology
import Codes
import Course
import Notation
import Testing

@testable import Interchange

/// What words deny, plan or say of a relative is no fact of the patient, in any format; what is read stands where it belongs.
@Suite("Words that deny what they name") struct FactWordsTests {
  /// Words that say no more than that nothing is known object to nothing; the reader has them as that.
  @Test(arguments: ["unknown", "ohne Angabe", "k.A.", "not stated"]) func silence(text: String) {
    #expect(FactWords.objection(toFinding: text) == nil && FactWords.objection(toTreatment: text) == nil, "\(text)")
  }

  @Test(arguments: [
    ("Doxorubicin empfohlen", "which may not say that it was done"), ("kein Doxorubicin", "which doubts or denies it"),
    ("Doxorubicin?", "which doubts or denies it"),
  ])
  func reasons(text: String, why: String) { #expect(FactWords.objection(toTreatment: text) == why, "\(text)") }

  // MARK: the same in every format

  @Test(arguments: [
    #"MedicationStatement,"status":"completed","effectiveDateTime":"2020-06-01","medicationCodeableConcept":{"coding":[{"system":"http://fhir.de/CodeSystem/bfarm/atc","code":"L01DB01"}],"text":"Doxorubicin empfohlen"}"#,
    #"Procedure,"status":"completed","performedDateTime":"2020-06-01","code":{"coding":[{"system":"http://fhir.de/CodeSystem/bfarm/ops","code":"5-683"}],"text":"Hysterektomie nicht durchgeführt"}"#,
    #"Condition,"code":{"coding":[{"system":"http://fhir.de/CodeSystem/bfarm/icd-10-gm","code":"C78.7"}],"text":"Lebermetastasen ausgeschlossen"}"#,
    #"AdverseEvent,"actuality":"actual","event":{"text":"Keine Neutropenie"},"severity":{"text":"grade 3"}"#,
  ])
  func resources(text: String) {
    let reading = FHIRTesting.read([FHIRTesting.bundle([FHIRTesting.tumour, text])])
    #expect(reading.study == nil && reading.misfits.count == 1, "\(reading.misfits)")
  }

  @Test(arguments: [
    ("MH", "MHSEQ,MHTERM,MHCAT", "1,No sarcoma,PRIMARY DIAGNOSIS"),
    ("MH", "MHSEQ,MHTERM,MHCAT,MHLOC", "1,Metastasis ruled out,METASTATIC DISEASE,LIVER"),
    ("AE", "AESEQ,AETERM,AETOXGR", "1,No nausea,3"), ("DS", "DSSEQ,DSTERM,DSDECOD", "1,Death of mother,DEATH"),
    ("EX", "EXSEQ,EXTRT,EXOCCUR", "1,GEMCITABINE,perhaps"), ("EC", "ECSEQ,ECTRT,ECMOOD", "1,GEMCITABINE,PLANNED"),
    ("EX", "EXSEQ,EXTRT,EXDECOD", "1,Doxorubicin,DOCETAXEL"),
    ("VS", "VSSEQ,VSTESTCD,VSORRES,VSORRESU,VSSTRESN,VSSTRESU", "1,HEIGHT,67,in,67,cm"),
    (
      "LB", "LBSEQ,LBTESTCD,LBTEST,LBORRES,LBORRESU,LBSTRESN,LBSTRESU",
      "1,HGB,Hemoglobin,12,g/dL,13,g/dL"
    ),
    ("LB", "LBSEQ,LBTESTCD,LBTEST,LBORRES,LBORRESU", "1,ALT,Aspartate Aminotransferase,30,U/L"),
    ("QS", "QSSEQ,QSTESTCD,QSORRES,QSSTRESC", "1,ECOG101,1,2"),
  ])
  func records(domain: String, header: String, record: String) {
    let reading = CDISCTesting.read([
      CDISCTesting.csv("DM", "SEX", "F"), CDISCTesting.csv(domain, header, record),
    ])
    #expect(reading.study == nil && reading.misfits.count == 1, "\(domain): \(reading.misfits)")
  }

  /// What says in any case that it did not happen is left out.
  @Test(arguments: ["n", "No", "FALSE"]) func occurrence(word: String) throws {
    let reading = CDISCTesting.read([
      CDISCTesting.csv("DM", "SEX", "F"), CDISCTesting.csv("EX", "EXSEQ,EXTRT,EXOCCUR", "1,GEMCITABINE,\(word)"),
    ])
    #expect(try #require(reading.study?.patients.first, "\(reading.misfits)").therapies.isEmpty)
  }

  /// A pound is 0.45359237 kg: 110 lb are 49.9 kg.
  @Test func sizesThatAgree() throws {
    let reading = CDISCTesting.read([
      CDISCTesting.csv("DM", "SEX", "F"),
      CDISCTesting.csv(
        "VS", "VSSEQ,VSTESTCD,VSORRES,VSORRESU,VSSTRESN,VSSTRESU", "1,WEIGHT,110,LB,49.9,kg"),
    ])
    #expect(try #require(reading.study?.patients.first, "\(reading.misfits)").weightKilograms.value == 49.9)
  }

  @Test func history() throws {
    let reading = CDISCTesting.read([
      CDISCTesting.csv("DM", "SEX", "F"),
      CDISCTesting.csv(
        "MH", "MHSEQ,MHTERM,MHCAT", "1,No metastases,GENERAL", "2,Breast cancer,FAMILY HISTORY", "3,Asthma,GENERAL"),
    ])
    let patient = try #require(reading.study?.patients.first, "\(reading.misfits)")
    #expect(patient.comorbidity == ["Asthma, MHCAT: GENERAL"], "\(patient.comorbidity)")
    #expect(reading.warnings.count { $0.message.contains("no comorbidity") } == 2, "\(reading.warnings)")
    // What they say is not lost.
    let note = try #require(patient.entries.compactMap(\.note).first)
    #expect(note.contains("No metastases") && note.contains("Breast cancer"), "\(note)")
  }

  @Test func conditions() throws {
    let reading = FHIRTesting.read([
      FHIRTesting.bundle([
        FHIRTesting.tumour, #"Condition,"code":{"text":"Keine Lebermetastasen"}"#,
        #"Condition,"code":{"text":"Asthma"}"#,
      ])
    ])
    let patient = try #require(reading.study?.patients.first, "\(reading.misfits)")
    #expect(patient.comorbidity == ["Asthma"], "\(patient.comorbidity)")
  }

  // MARK: exposures

  /// A dose that is no number may be a dose that nobody got; 0 is one that was left out.
  @Test(arguments: ["HELD", "about 900", "-1"]) func dosesThatAreNone(dose: String) {
    let reading = CDISCTesting.read([
      CDISCTesting.csv("DM", "SEX", "F"),
      CDISCTesting.csv("EX", "EXSEQ,EXTRT,EXDOSE,EXDOSU,EXSTDTC", "1,GEMCITABINE,\(dose),mg,2020-01-01"),
    ])
    #expect(reading.study == nil && reading.misfits.count == 1, "\(reading.misfits)")
    #expect(reading.misfits.first?.message.contains("EXDOSE") == true)
  }

  @Test func tabs() throws {
    let text = "STUDYID\tDOMAIN\tUSUBJID\tSEX\nS\tDM\t7\tF\n"
    for name in ["dm.csv", "dm.tsv"] {
      let reading = CDISCTesting.read([InputFile(name: name, text: text)])
      #expect(reading.study?.patients.map(\.id) == ["7"], "\(reading.misfits)")
    }
  }

  /// Of a format of a standard no mapping can say the encoding.
  @Test func encoding() {
    let latin = InputFile(name: "dm.csv", bytes: Array("STUDYID,DOMAIN,USUBJID\nS,DM,M".utf8) + [0xFC, 0x0A])
    let reading = CDISCTesting.read([latin])
    #expect(reading.study == nil)
    #expect(reading.misfits.allSatisfy { $0.expected?.contains("encoding:") == false }, "\(reading.misfits)")
  }

  /// A record of one domain with the variables of another, and a domain that is none.
  @Test(arguments: ["AE", "XYZ"]) func domains(domain: String) {
    let signs = "STUDYID,DOMAIN,USUBJID,VSSEQ,VSTESTCD,VSORRES,VSORRESU\nS,\(domain),S-1,1,WEIGHT,70,kg\n"
    let reading = CDISCTesting.read([CDISCTesting.csv("DM", "SEX", "F"), InputFile(name: "vs.csv", text: signs)])
    #expect(
      reading.misfits.contains { $0.message.contains("DOMAIN") && $0.message.contains(domain) }, "\(reading.misfits)")
  }

  @Test(arguments: [
    ("2020-01-09T25:00", false), ("2020-01-09T12:61", false), ("2020-01-09T12:30:61", false),
    ("2020-01-09T24:00", true),
    ("2020-01-09T12:30:60", true), ("2020-01-09T12", true), ("2020-01-09T-:30", true), ("2020-01-09T08:30+02:00", true),
  ])
  func times(text: String, isOne: Bool) { #expect(((try? CDISCDate.parse(text)) != nil) == isOne, "\(text)") }

  /// The code of no change beside words that doubt it or say progression.
  @Test(arguments: [
    ("K", "V. a. Progress", false), ("K", "Progress", false), ("K", "kein Anhalt für Progress", true),
    ("P", "Progress", true), ("P", "fraglicher Progress", false),
  ])
  func valuesOfObservations(code: String, text: String, isRead: Bool) {
    let observation =
      #"Observation,"status":"final","code":{"coding":[{"system":"http://snomed.info/sct","code":"396432002"}]},"effectiveDateTime":"2020-06-01","valueCodeableConcept":{"coding":[{"system":"https://www.medizininformatik-initiative.de/fhir/ext/modul-onko/CodeSystem/mii-cs-onko-verlauf-gesamtbeurteilung","code":"\#(code)"}],"text":"\#(text)"}"#
    let reading = FHIRTesting.read([FHIRTesting.bundle([FHIRTesting.tumour, observation])])
    #expect((reading.study != nil) == isRead, "\(reading.misfits)")
  }

  /// A note beside a code takes it back; another note does not.
  @Test(arguments: [("Kein Anhalt.", false), ("Keine Beschwerden", true)]) func notes(text: String, isRead: Bool) {
    let condition =
      #"Condition,"code":{"coding":[{"system":"http://fhir.de/CodeSystem/bfarm/icd-10-gm","code":"C78.7"}]},"note":[{"text":"\#(text)"}]"#
    let reading = FHIRTesting.read([FHIRTesting.bundle([FHIRTesting.tumour, condition])])
    #expect((reading.study != nil) == isRead, "\(reading.misfits)")
  }

  // MARK: notes and what stands beside

  private static let drug =
    #"MedicationStatement,"status":"completed","effectiveDateTime":"2020-06-01","medicationCodeableConcept":{"text":"Docetaxel"}"#
  private static let operation =
    #"Procedure,"status":"completed","performedDateTime":"2020-06-01","code":{"coding":[{"system":"http://fhir.de/CodeSystem/bfarm/ops","code":"5-683"}]}"#
  private static let count =
    #"Observation,"status":"final","code":{"coding":[{"system":"http://loinc.org","code":"718-7"}]},"effectiveDateTime":"2020-06-01","valueQuantity":{"value":12,"unit":"g/dL","system":"http://unitsofmeasure.org","code":"g/dL"}"#

  /// A note takes a record back, or it tells of something else.
  @Test(arguments: [
    (drug, "Nicht gegeben wegen Leukopenie", false), (drug, "gut vertragen", true), (drug, "pausiert", true),
    (drug, "2 mL verworfen", true), (drug, "versehentlich paravasal", true), (drug, "remaining 4 mL discarded", true),
    (drug, "storniert", false),
    (drug, "keine Nebenwirkungen", true), (operation, "Nicht durchgeführt, Pat. hat abgelehnt", false),
    (operation, "ohne Komplikationen", true), (operation, "falscher Patient, bitte löschen", false),
    (count, "Fehlbestimmung, bitte verwerfen", false),
    (count, "Probenverwechslung, gehört zu anderem Patienten", false),
    (count, "entered in error", false), (count, "nüchtern", true),
  ])
  func notesOfResources(resource: String, note: String, isRead: Bool) {
    let text = resource + #","note":[{"text":"\#(note)"}]"#
    let reading = FHIRTesting.read([FHIRTesting.bundle([FHIRTesting.tumour, text])])
    #expect((reading.study != nil) == isRead, "\(reading.misfits)")
  }

  @Test(arguments: [
    ("OP wurde nicht durchgeführt, Meldung bitte stornieren", false), ("Verlauf unauffällig", true),
    ("Falscher Patient", false),
  ])
  func remarksOfReports(remark: String, isRead: Bool) {
    let surgery =
      "<OP OP_ID=\"1\"><Intention>K</Intention><Datum>2020-07-01</Datum><Menge_OPS><OPS><Code>5-870.a1</Code><Version>2024</Version></OPS></Menge_OPS><Anmerkung>\(remark)</Anmerkung></OP>"
    let reading = OBDSTesting.read([OBDSTesting.document([surgery])])
    #expect((reading.study != nil) == isRead, "\(reading.misfits)")
  }

  /// Resources whose own parts, or what they refer to, say that they are no fact of the patient.
  @Test(arguments: [
    ##"MedicationStatement,"status":"completed","effectiveDateTime":"2020-06-01","contained":[{"resourceType":"Medication","id":"m","status":"entered-in-error","code":{"text":"Docetaxel"}}],"medicationReference":{"reference":"#m"}"##,
    #"Condition,"category":[{"text":"Familienanamnese"}],"code":{"coding":[{"system":"http://fhir.de/CodeSystem/bfarm/icd-10-gm","code":"C50.9"}]}"#,
    #"Condition,"code":{"coding":[{"system":"http://fhir.de/CodeSystem/bfarm/icd-10-gm","code":"C78.7V"}]}"#,
    #"Condition,"code":{"coding":[{"system":"http://fhir.de/CodeSystem/bfarm/icd-10-gm","code":"C78.7","display":"Sekundäre bösartige Neubildung der Lunge"}]}"#,
    #"AdverseEvent,"actuality":"actual","event":{"text":"Neutropenie"},"severity":{"coding":[{"system":"https://www.medizininformatik-initiative.de/fhir/ext/modul-onko/CodeSystem/mii-cs-onko-nebenwirkung-ctcae-grad","code":"K"}]}"#,
    count.replacing(#""718-7"}]"#, with: #""718-7"}],"text":"Thrombozyten""#),
    count + #","specimen":{"display":"Sammelurin, Urin"}"#,
    count.replacing(#""unit":"g/dL""#, with: #""unit":"mg/24h""#),
    #"Observation,"status":"final","code":{"coding":[{"system":"http://loinc.org","code":"29463-7"}]},"effectiveDateTime":"2020-06-01","valueQuantity":{"value":154,"unit":"lb","system":"http://unitsofmeasure.org","code":"kg"}"#,
  ])
  func noFacts(text: String) {
    let reading = FHIRTesting.read([FHIRTesting.bundle([FHIRTesting.tumour, text])])
    #expect(reading.study == nil && reading.misfits.count == 1, "\(reading.misfits)")
  }

  /// Codes of stages, residual tumour and responses beside words that say another one, and grades beside the grade in the words.
  @Test(arguments: [
    (#""code":"R0","display":"R1""#, false), (#""code":"R0","display":"R0 resection""#, true),
    (#""code":"R1","display":"R1, previously R0""#, true), (#""code":"T3","display":"T1""#, false),
    (#""code":"T3","display":"pT3 N0 M0""#, true), (#""code":"M1","display":"M0""#, false),
    (#""code":"12345","display":"R1""#, true),
  ])
  func numbersBesideCodes(coding: String, isRead: Bool) {
    let text = Self.operation + #","outcome":{"coding":[{"system":"http://example.org/list",\#(coding)}]}"#
    let reading = FHIRTesting.read([FHIRTesting.bundle([FHIRTesting.tumour, text])])
    #expect((reading.study != nil) == isRead, "\(reading.misfits)")
  }

  @Test(arguments: [
    ("Neutropenie Grad 4", 2, false), ("Neutropenie Grad 2", 2, true), ("Diarrhoe °3", 1, false),
    ("Neutropenia G2", 2, true), ("Grade 10 pain", 2, true), ("Vitamin G3 deficiency", 3, true),
  ])
  func gradesInWords(term: String, grade: Int, isRead: Bool) {
    let text =
      #"AdverseEvent,"actuality":"actual","event":{"text":"\#(term)"},"severity":{"coding":[{"system":"https://www.medizininformatik-initiative.de/fhir/ext/modul-onko/CodeSystem/mii-cs-onko-nebenwirkung-ctcae-grad","code":"\#(grade)"}]}"#
    let reading = FHIRTesting.read([FHIRTesting.bundle([FHIRTesting.tumour, text])])
    #expect((reading.study != nil) == isRead, "\(reading.misfits)")
  }

  /// Two stages of one kind stand side by side and are told; `c` and `p` are two kinds.
  @Test(
    arguments: [
      ("cT3 cT1", "cT"), ("cT3 cN0 cM0", nil), ("cT3 pT2", nil), ("UICC I UICC IV", "the stage group"),
      ("cT2 cT2", nil), ("M0 M1", "M"), ("UICC IIIB", nil),
    ] as [(String, String?)])
  func stages(text: String, twice: String?) { #expect(FHIRPatient.stageTwice(text) == twice) }

  /// A dose of nothing, whatever the status.
  @Test(arguments: [("0", false), ("-50", false), ("75", true)]) func doses(dose: String, isRead: Bool) {
    let text = Self.drug + #","dosage":[{"doseAndRate":[{"doseQuantity":{"value":\#(dose),"unit":"mg"}}]}]"#
    let reading = FHIRTesting.read([FHIRTesting.bundle([FHIRTesting.tumour, text])])
    #expect((reading.study != nil) == isRead, "\(reading.misfits)")
  }

  /// OPS 5-995 is an operation that was broken off; 1-502 is a biopsy.
  @Test(arguments: [("5-995", true), ("1-502.4", true), ("5-870.a1", false)]) func operations(
    code: String, isTold: Bool
  ) {
    let surgery =
      "<OP OP_ID=\"1\"><Intention>K</Intention><Datum>2020-07-01</Datum><Menge_OPS><OPS><Code>\(code)</Code><Version>2024</Version></OPS></Menge_OPS></OP>"
    let reading = OBDSTesting.read([OBDSTesting.document([surgery])], keepsGoing: true)
    #expect(reading.warnings.contains { $0.message.contains("for a surgery") } == isTold, "\(reading.warnings)")
  }

  /// FHIR R4 has 148 types of resources; those that are no fact of a course stop no file.
  @Test(arguments: ["DetectedIssue", "MolecularSequence", "Parameters", "SubstanceSpecification"])
  func typesOfResources(type: String) {
    let reading = FHIRTesting.read([FHIRTesting.bundle([FHIRTesting.tumour, "\(type),\"status\":\"final\""])])
    #expect(reading.study != nil, "\(reading.misfits)")
  }

  /// Two reports of one radiation with two doses are one radiation, and the doses are told.
  @Test func dosesOfOneRadiation() throws {
    func radiation(_ dose: String) -> String {
      """
      <ST ST_ID="1"><Meldeanlass>behandlungsende</Meldeanlass><Intention>K</Intention><Stellung_OP>O</Stellung_OP>
      <Menge_Bestrahlung><Bestrahlung><Beginn Datumsgenauigkeit="E">2020-07-01</Beginn>
      <Applikationsart><Perkutan><Zielgebiet><CodeVersion2021>5.12.</CodeVersion2021></Zielgebiet><Seite_Zielgebiet>L</Seite_Zielgebiet>
      <Strahlenart>UH</Strahlenart><Gesamtdosis><Dosis>\(dose)</Dosis><Einheit>Gy</Einheit></Gesamtdosis></Perkutan></Applikationsart>
      </Bestrahlung></Menge_Bestrahlung></ST>
      """
    }
    let reading = OBDSTesting.read([OBDSTesting.document([radiation("50.4"), radiation("60")])], keepsGoing: true)
    let patient = try #require(reading.study?.patients.first, "\(reading.misfits)")
    let lines = OBDSTesting.lines(patient).filter { $0.hasPrefix("radiotherapy") }
    #expect(lines.count == 1, "\(lines)")
    #expect(reading.warnings.contains { $0.message.contains("60") }, "\(reading.warnings)")
  }

  /// What names no tumour drug, and metastases beside the organ of the primary tumour.
  @Test(arguments: [("Influenza-Vac 2022", 0), ("FOLFOX", 1), ("Caelyx", 1), ("Vac", 0), ("Ramipril 5 mg", 0)])
  func otherDrugs(name: String, therapies: Int) throws {
    let text = Self.drug.replacing("Docetaxel", with: name)
    let reading = FHIRTesting.read([FHIRTesting.bundle([FHIRTesting.tumour, text])])
    #expect(try #require(reading.study?.patients.first, "\(reading.misfits)").therapies.count == therapies)
  }

  @Test(arguments: [
    ("C78.7", "Filiae hepatisch bei Primarius der Lunge", true), ("C78.2", "Pleurakarzinose, Lunge o. B.", true),
    ("C78.7", "Lungenmetastasen", false), ("C78.7", "Lebermetastasen", true),
  ])
  func organsOfMetastases(code: String, words: String, isRead: Bool) {
    let text =
      #"Condition,"code":{"coding":[{"system":"http://fhir.de/CodeSystem/bfarm/icd-10-gm","code":"\#(code)"}],"text":"\#(words)"}"#
    let reading = FHIRTesting.read([FHIRTesting.bundle([FHIRTesting.tumour, text])])
    #expect((reading.study != nil) == isRead, "\(reading.misfits)")
  }

  /// A blood sample taken during something is one.
  @Test func bloodDuringDialysis() {
    let text = Self.count + #","specimen":{"display":"Blood during dialysis"}"#
    #expect(FHIRTesting.read([FHIRTesting.bundle([FHIRTesting.tumour, text])]).study != nil)
  }

  /// Collected words of a performance status stand beside its number; another number contradicts it.
  @Test(arguments: [("Fully active, without restriction", true), ("Grade 3", false), ("not done", false)])
  func wordsOfScores(words: String, isRead: Bool) {
    let scores =
      "STUDYID,DOMAIN,USUBJID,QSSEQ,QSTESTCD,QSORRES,QSSTRESC,QSDTC\nS,QS,S-1,1,ECOG101,\"\(words)\",0,2020-01-01\n"
    let reading = CDISCTesting.read([CDISCTesting.csv("DM", "SEX", "F"), InputFile(name: "qs.csv", text: scores)])
    #expect((reading.study != nil) == isRead, "\(reading.misfits)")
  }

  /// A side effect of a therapy that may not have been given stays, of no therapy, and the therapy is told once.
  @Test func sideEffectOfNoTherapy() throws {
    let systemic = """
      <SYST SYST_ID="1"><Meldeanlass>behandlungsende</Meldeanlass><Intention>P</Intention><Stellung_OP>O</Stellung_OP>
      <Therapieart>CH</Therapieart><Beginn Datumsgenauigkeit="E">2020-06-01</Beginn>
      <Menge_Substanz><Substanz><Bezeichnung>Docetaxel</Bezeichnung></Substanz></Menge_Substanz><Ende_Grund>E</Ende_Grund>
      <Nebenwirkungen><Menge_Nebenwirkung><Nebenwirkung><Grad>4</Grad><Art><Bezeichnung>Neutropenie</Bezeichnung></Art>
      <Version>5.0</Version></Nebenwirkung></Menge_Nebenwirkung></Nebenwirkungen><Anmerkung>Falscher Patient</Anmerkung></SYST>
      """
    let reading = OBDSTesting.read([OBDSTesting.document([systemic])])
    #expect(reading.misfits.count == 1, "\(reading.misfits)")
  }

  /// A drug for another disease is no therapy of the tumour, whatever its group of ATC.
  @Test(arguments: [("M06.9", 0), ("C49.2", 1)]) func reasonsOfDrugs(code: String, therapies: Int) throws {
    let text =
      #"MedicationStatement,"status":"completed","effectiveDateTime":"2020-06-01","medicationCodeableConcept":{"coding":[{"system":"http://fhir.de/CodeSystem/bfarm/atc","code":"L01BA01"}]},"reasonCode":[{"coding":[{"system":"http://fhir.de/CodeSystem/bfarm/icd-10-gm","code":"\#(code)"}]}]"#
    let reading = FHIRTesting.read([FHIRTesting.bundle([FHIRTesting.tumour, text])])
    #expect(try #require(reading.study?.patients.first, "\(reading.misfits)").therapies.count == therapies)
  }

  /// By UCUM 10*9/L; what is the same amount in another spelling is the same unit.
  @Test(arguments: [
    ("/nl", "10*9/L", false), ("Tsd/µl", "10*9/L", false), ("Giga/l", "10*9/L", false), ("10⁹/l", "10*9/L", false),
    ("x 10^9/L", "10*9/L", false), ("1000/µl", "10*9/L", false), ("G/l", "10*3/uL", false), ("Mio/µl", "10*9/L", true),
    ("10^12/l", "10*9/L", true), ("Tpt/l", "10*9/L", true), ("/GF", "10*9/L", true), ("/µl", "10*9/L", true),
    ("IU/L", "U/L", false), ("U/ml", "U/L", true), ("ml/s", "mL/min", true), ("ml/min/1,73m²", "mL/min", false),
    ("mg/100 ml", "mg/dL", false), ("mg/24h", "mg/dL", true), ("lb", "kg", true), ("Pfund", "kg", true),
    ("inch", "cm", true), ("Kilogramm", "kg", false), ("mg/Tag", "mg/d", false),
  ])
  func unitsInWords(words: String, code: String, isOther: Bool) {
    #expect(UnitWords.contradict(words, code: code) == isOther, "\(words) beside \(code)")
  }

  /// Other spellings of a lack of a value say no more than that.
  @Test func silenceOfReasons() throws {
    let statement =
      #"MedicationStatement,"status":"stopped","statusReason":[{"text":"ohne Angabe"}],"effectiveDateTime":"2020-06-01","medicationCodeableConcept":{"text":"Docetaxel"}"#
    let reading = FHIRTesting.read([FHIRTesting.bundle([FHIRTesting.tumour, statement])])
    #expect(try #require(reading.study?.patients.first, "\(reading.misfits)").therapies.count == 1)
  }

  // MARK: ends

  /// What ends before it begins is told, and stands as it is stated; a month and a day of it do not contradict.
  @Test(arguments: [
    ("2020-06-01", "2020-05-31", false), ("2020-06-01", "2020-06-01", true), ("2020-06-15", "2020-06", true),
    ("2020-06", "2020-05-31", false), ("2021", "2020-12-31", false),
  ])
  func ends(begin: String, end: String, isInOrder: Bool) throws {
    #expect(PartialDate.isBefore(end, begin) == !isInOrder)
    let statement =
      #"MedicationStatement,"status":"completed","effectivePeriod":{"start":"\#(begin)","end":"\#(end)"},"medicationCodeableConcept":{"text":"Docetaxel"}"#
    let reading = FHIRTesting.read([FHIRTesting.bundle([FHIRTesting.tumour, statement])])
    #expect(reading.warnings.contains { $0.message.contains("the end of what begins") } == !isInOrder)
    let therapy = try #require(reading.study?.patients.first?.therapies.first, "\(reading.misfits)")
    #expect(therapy.entry.when.map(\.text) == [begin] && therapy.entry.ends.map(\.text) == [end])
  }

  // MARK: reports

  /// A begin that is no date is told of the therapy, and not of the tumour.
  @Test func beginThatIsNone() throws {
    let systemic = """
      <SYST SYST_ID="1"><Meldeanlass>behandlungsbeginn</Meldeanlass><Intention>P</Intention><Stellung_OP>O</Stellung_OP>
      <Therapieart>CH</Therapieart><Beginn Datumsgenauigkeit="E">2020-13-01</Beginn>
      <Menge_Substanz><Substanz><Bezeichnung>Docetaxel</Bezeichnung></Substanz></Menge_Substanz></SYST>
      """
    let reading = OBDSTesting.read([OBDSTesting.document([systemic])], keepsGoing: true)
    let patient = try #require(reading.study?.patients.first, "\(reading.misfits)")
    let therapy = try #require(patient.therapies.first)
    #expect(therapy.entry.note?.contains("2020-13-01") == true, "\(String(describing: therapy.entry.note))")
    #expect(patient.entries.count { $0.note?.contains("2020-13-01") ?? false } == 1)
  }

  /// A therapy that no reader would take for one is left out and told; everything else is written.
  @Test func plannedTherapy() throws {
    var patient = Patient(id: "1")
    var diagnosis = Entry(id: "diagnosis", content: .diagnosis(Diagnosis(histology: "leiomyosarcoma")))
    diagnosis.when = [try StatedTime(parsing: "2020-03-02")]
    var therapies = ["planned doxorubicin", "gemcitabine"].map {
      Entry(id: $0.replacing(" ", with: "-"), content: .therapy(Therapy(drugs: [$0])))
    }
    for index in therapies.indices { therapies[index].when = [try StatedTime(parsing: "2020-04-06")] }
    patient.entries = [diagnosis] + therapies
    var study = Study(title: "A study")
    study.patients = [patient]
    let writing = OBDSWriting.write(study, day: "2024-01-01")
    let text = try #require(writing.files["reports.xml"])
    let reading = OBDSTesting.read([InputFile(name: "reports.xml", text: text)])
    #expect(reading.study?.patients.first?.therapies.map(\.therapy.drugs) == [["gemcitabine"]], "\(reading.misfits)")
    #expect(
      writing.losses.lines.contains { $0.outcome == .unplaced && $0.examples.contains { $0.contains("planned") } })
  }

  /// A summary of side effects that one of them denies is told; the side effect stands.
  @Test(arguments: ["K", "2"]) func sideEffectsThatContradict(highest: String) throws {
    let systemic = """
      <SYST SYST_ID="1"><Meldeanlass>behandlungsende</Meldeanlass><Intention>P</Intention><Stellung_OP>O</Stellung_OP>
      <Therapieart>CH</Therapieart><Beginn Datumsgenauigkeit="E">2020-06-01</Beginn>
      <Menge_Substanz><Substanz><Bezeichnung>Docetaxel</Bezeichnung></Substanz></Menge_Substanz><Ende_Grund>E</Ende_Grund>
      <Nebenwirkungen><Grad_maximal2_oder_unbekannt>\(highest)</Grad_maximal2_oder_unbekannt><Menge_Nebenwirkung>
      <Nebenwirkung><Grad>4</Grad><Art><Bezeichnung>Neutropenie</Bezeichnung></Art><Version>5.0</Version></Nebenwirkung>
      </Menge_Nebenwirkung></Nebenwirkungen></SYST>
      """
    let document = OBDSTesting.document([systemic])
    #expect(OBDSTesting.read([document]).misfits.contains { $0.message.contains("highest grade") })
    let patient = try #require(OBDSTesting.read([document], keepsGoing: true).study?.patients.first)
    let toxicities = OBDSTesting.lines(patient).filter { $0.hasPrefix("toxicity") }
    #expect(toxicities.count == 1 && toxicities[0].contains("Neutropenie"), "\(toxicities)")
  }

  /// Two codes of one resource in one line are two values.
  @Test func twoDrugsInOneLine() throws {
    let text =
      #"MedicationStatement,"status":"completed","effectiveDateTime":"2020-06-01","medicationCodeableConcept":{"coding":[{"system":"http://fhir.de/CodeSystem/bfarm/atc","code":"L01CD01"},{"system":"http://fhir.de/CodeSystem/bfarm/atc","code":"L01XA02"}]}"#
    let reading = FHIRTesting.read([FHIRTesting.bundle([FHIRTesting.tumour, text])])
    #expect(reading.study?.patients.first?.therapies.map(\.therapy.drugs) == [["paclitaxel", "carboplatin"]])
    let column = "MedicationStatement.medicationCodeableConcept.coding.code"
    #expect(reading.losses.lines.filter { $0.column == column }.map(\.count).reduce(0, +) == 2)
  }

  /// Two drugs in one text are two, and the text is one value.
  @Test func twoDrugsInOneText() throws {
    let systemic = """
      <SYST SYST_ID="1"><Meldeanlass>behandlungsbeginn</Meldeanlass><Intention>P</Intention><Stellung_OP>O</Stellung_OP>
      <Therapieart>CH</Therapieart><Beginn Datumsgenauigkeit="E">2020-06-01</Beginn>
      <Menge_Substanz><Substanz><Bezeichnung>Gemcitabin/Docetaxel</Bezeichnung></Substanz></Menge_Substanz></SYST>
      """
    let reading = OBDSTesting.read([OBDSTesting.document([systemic])])
    #expect(reading.study?.patients.first?.therapies.map(\.therapy.drugs) == [["gemcitabine", "docetaxel"]])
    let counted = reading.losses.lines.filter { $0.column == "SYST/Substanz/Bezeichnung" }.map(\.count).reduce(0, +)
    #expect(counted == 1, "\(reading.losses.lines)")
  }

  /// The lists of oBDS: V complete remission, T partial, K no change, P progression; R relapse, T residual.
  @Test(arguments: [
    ("V", ["K", "K"], false), ("V", ["P"], true), ("V", ["T"], true), ("T", ["T", "K"], false), ("K", ["R"], true),
    ("P", ["K", "K"], true), ("P", ["P"], false), ("P", [], false), ("V", ["X", "U"], false), ("Y", ["R"], false),
  ])
  func parts(whole: String, parts: [String], isTold: Bool) {
    #expect((RegistryWords.contradiction(whole: whole, parts: parts) != nil) == isTold, "\(whole) \(parts)")
  }

  @Test func variantInWords() throws {
    let diagnosis = """
      <Diagnose><Diagnosesicherung>7</Diagnosesicherung><Menge_Genetik><Genetische_Variante><Bezeichnung>MYC</Bezeichnung>
      <Auspraegung>M</Auspraegung><Sonstige_Auspraegung>Amplifikation</Sonstige_Auspraegung></Genetische_Variante></Menge_Genetik>
      </Diagnose>
      """
    let reading = OBDSTesting.read([OBDSTesting.document([diagnosis])])
    let patient = try #require(reading.study?.patients.first, "\(reading.misfits)")
    #expect(OBDSTesting.lines(patient).contains { $0.contains("MYC: mutation/positive, Amplifikation") })
  }

  // MARK: laboratory

  /// `ANC 4.2 G/L` is 4.2 10*9/L of neutrophils, and comes back as that; the number never changes.
  @Test(arguments: [
    ("ANC", "4.2 G/L", "26499-4|751-8", "10*9/L"), ("PLT", "265 Tsd/µL", "777-3|26515-7", "10*3/uL"),
    ("creatinine", "88 µmol/l", "14682-9", "umol/L"), ("Hb", "7.9 mmol/l", "59260-0", "mmol/L"),
    ("neutrophils", "<0.1 10^9/L", "26499-4|751-8", "10*9/L"),
  ])
  func laboratory(name: String, value: String, codes: String, unit: String) throws {
    let coded = try #require(CodedLaboratory(name, value))
    #expect(codes.split(separator: "|").contains(Substring(coded.analyte.code.text)) && coded.unit.code.text == unit)
    #expect(value.contains(coded.amount))
  }

  /// No clearance was measured, no neutrophils were counted, and thousands are no millions.
  @Test(arguments: [("eGFR", "62 mL/min"), ("granulocytes", "2.1 G/L"), ("LDH", "4.1 µkat/L"), ("ANC", "4.2 furlong")])
  func noLaboratory(name: String, value: String) { #expect(CodedLaboratory(name, value) == nil) }

  @Test func sameUnits() throws {
    let written = try #require(CodedLaboratory("ANC", "4.2 G/L"))
    for (value, isSame) in [("4.2 10^9/L", true), ("4.20 G/L", true), ("4.2 10^6/L", false), ("4.3 G/L", false)] {
      #expect(
        written.isSame(as: try #require(CodedLaboratory("neutrophils", value))) == isSame, "\(value)")
    }
  }
}

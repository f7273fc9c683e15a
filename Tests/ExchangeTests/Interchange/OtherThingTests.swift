// SPDX-License-Identifier: Apache-2.0

import Course
import Testing

@testable import Interchange

/// A code beside words of another thing is neither, in any format; and words that say the same less exactly, or more, stay what they are.
@Suite("A code beside words of another thing") struct OtherThingTests {
  // MARK: histologies

  @Test(arguments: [
    ("8890/3", "Liposarkom"), ("8890/3", "Dedifferenziertes Liposarkom des Retroperitoneums"),
    ("8891/3", "Pleomorphic rhabdomyosarcoma"), ("8850/3", "Leiomyosarkoms"), ("9040/3", "Ewing-Sarkom"),
    ("9040/3", "Ewingsarkom"),
    ("8936/3", "Leiomyosarkom mit GIST-artigem Wachstum".replacing("GIST-artigem", with: "x")),
    // Ductal carcinoma of the breast, which the table does not have.
    ("8500/3", "Leiomyosarkom"), ("9180/3", "Chondrosarkom"), ("8815/3", "MPNST"),
  ])
  func otherHistology(code: String, words: String) {
    #expect(HistologyWords.other(than: code, in: words) != nil, "\(words) of \(code)")
  }

  @Test(arguments: [
    ("8890/3", "Leiomyosarkom"), ("8891/3", "Leiomyosarkom"), ("8890/3", "Epitheloides Leiomyosarkom, G2"),
    ("8890/3", "Sarkom"), ("8890/3", "Weichteilsarkom der Wade"), ("8890/3", "spindle cell sarcoma"),
    ("8801/3", "Leiomyosarkom"), ("8802/3", "Malignes fibröses Histiozytom"),
    ("8858/3", "Dedifferenziertes Liposarkom mit leiomyosarkomatöser Komponente"),
    ("8890/3", "Weichteiltumor, Leiomyosarkom, DD Liposarkom"), ("8811/3", "myxoid MFH"),
    ("9561/3", "MPNST"), ("9364/3", "Ewing-Sarkom"), ("9192/3", "Osteosarkom"), ("9170/3", "Angiosarcoma"),
    ("8832/3", "Fibrosarkomatöses Dermatofibrosarcoma protuberans"), ("8964/3", "Klarzellsarkom der Niere"),
    // A name that no list has, and a part of another tumour.
    ("8500/3", "Mammakarzinom"), ("8980/3", "Karzinosarkom mit Rhabdomyosarkom"), ("8240/3", "PNET des Pankreas"),
    ("9540/3", "Maligner peripherer Nervenscheidentumor bei Neurofibromatose"), ("8890/3", "nicht klassifiziert"),
  ])
  func sameHistology(code: String, words: String) {
    #expect(HistologyWords.other(than: code, in: words) == nil, "\(words) of \(code)")
  }

  private static func histology(_ code: String, _ words: String, in report: String = "Diagnose") -> String {
    "<\(report)><Primaertumor_Diagnosetext>\(words)</Primaertumor_Diagnosetext><Histologie><Morphologie_ICD_O><Code>\(code)</Code><Version>33</Version></Morphologie_ICD_O></Histologie></\(report)>"
  }

  @Test func reportOfTwoHistologies() throws {
    let file = OBDSTesting.document([Self.histology("8890/3", "Liposarkom")])
    let reading = OBDSTesting.read([file])
    #expect(reading.study == nil && reading.misfits.count == 1, "\(reading.misfits)")
    #expect(reading.misfits.first?.message.contains("8890/3 (leiomyosarcoma)") ?? false)
    // Kept as both stand, the tumour has neither histology.
    let kept = OBDSTesting.read([file], keepsGoing: true)
    let lines = OBDSTesting.lines(try #require(kept.study).patients[0])
    #expect(
      lines.contains { $0.hasPrefix("diagnosis: malignant neoplasm of soft tissue") && !$0.contains("8890") },
      "\(lines)")
    let same = OBDSTesting.read([OBDSTesting.document([Self.histology("8890/3", "Leiomyosarkom der Wade")])])
    #expect(same.misfits.isEmpty && same.study != nil, "\(same.misfits)")
  }

  /// A later report may know better: both stand, and it is told.
  @Test func reportsThatDiffer() throws {
    let reading = OBDSTesting.read([
      OBDSTesting.document([
        "<Diagnose><Primaertumor_Diagnosetext>Liposarkom</Primaertumor_Diagnosetext></Diagnose>",
        Self.histology("8890/3", "Leiomyosarkom"),
      ])
    ])
    #expect(reading.study != nil && reading.misfits.isEmpty, "\(reading.misfits)")
    #expect(reading.warnings.contains { $0.message.contains("Liposarkom") && $0.message.contains("side by side") })
  }

  @Test func benignTumourBesideMalignantCode() {
    let reading = OBDSTesting.read([OBDSTesting.document([Self.histology("8890/3", "Uterusleiomyom")])])
    #expect(reading.study == nil && reading.misfits.count == 1, "\(reading.misfits)")
    // By its behaviour of 1 a lipomatous tumour may be called so.
    let other = OBDSTesting.read([OBDSTesting.document([Self.histology("8850/1", "atypisches Lipom")])])
    #expect(other.study != nil, "\(other.misfits)")
  }

  private static func condition(_ histology: String, _ text: String, site: String = "") -> String {
    FHIRTesting.tumour.dropLast()
      + #",{"url":"http://hl7.org/fhir/us/mcode/StructureDefinition/mcode-histology-morphology-behavior","valueCodeableConcept":{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/icd-o-3","code":"\#(histology)"}],"text":"\#(text)"}}]\#(site)"#
  }

  @Test func resources() {
    let other = FHIRTesting.read([FHIRTesting.bundle([Self.condition("8890/3", "Liposarcoma")])])
    #expect(other.study == nil && other.misfits.count == 1, "\(other.misfits)")
    let same = FHIRTesting.read([FHIRTesting.bundle([Self.condition("8891/3", "Leiomyosarcoma")])])
    #expect(same.study != nil, "\(same.misfits)")
  }

  @Test func tables() throws {
    let concepts =
      "concept_id,concept_name,domain_id,vocabulary_id,concept_class_id,standard_concept,concept_code,valid_start_date,valid_end_date,invalid_reason\n1,NAME,Condition,ICDO3,x,S,8890/3-C49.2,1970-01-01,2099-12-31,\n"
    func read(_ name: String) throws -> StudyReading {
      try OMOPTesting.read(
        OMOPTesting.files([
          "PERSON": OMOPTesting.person,
          "CONDITION_OCCURRENCE": OMOPTesting.condition + "1,7,1,2020-05-16,0,8890/3-C49.2\n",
          "CONCEPT": concepts.replacing("NAME", with: name),
        ]))
    }
    let other = try read("Liposarcoma of soft tissue of leg")
    #expect(other.study == nil && other.misfits.count == 1, "\(other.misfits)")
    let same = try read("Leiomyosarcoma of soft tissue of leg")
    #expect(same.study != nil, "\(same.misfits)")
  }

  // MARK: metastases

  private static func metastasis(_ text: String) -> String {
    #"Condition,"code":{"coding":[{"system":"http://fhir.de/CodeSystem/bfarm/icd-10-gm","code":"C78.7"}],"text":"\#(text)"}"#
  }

  @Test(arguments: ["benignes Leberhämangiom", "Leberzysten", "Zyste", "Fibroadenom", "FNH der Leber", "benign lesion"])
  func benign(text: String) {
    let reading = FHIRTesting.read([FHIRTesting.bundle([FHIRTesting.tumour, Self.metastasis(text)])])
    #expect(reading.study == nil && reading.misfits.count == 1, "\(text): \(reading.misfits)")
  }

  @Test(arguments: [
    "Lebermetastasen", "zystische Lebermetastase", "Sekundäre bösartige Neubildung der Leber",
    "Lebermetastase neben einem Hämangiom", "Leberfiliae", "Metastase eines Adenokarzinoms",
  ])
  func malignant(text: String) {
    let reading = FHIRTesting.read([FHIRTesting.bundle([FHIRTesting.tumour, Self.metastasis(text)])])
    #expect(reading.study != nil, "\(text): \(reading.misfits)")
  }

  @Test func recordsOfMetastases() {
    func read(_ term: String) -> StudyReading {
      CDISCTesting.read([
        CDISCTesting.csv("DM", "SEX", "F"),
        CDISCTesting.csv("MH", "MHSEQ,MHTERM,MHCAT,MHLOC", "1,\(term),METASTATIC DISEASE,LIVER"),
      ])
    }
    #expect(read("Hepatic haemangioma").study == nil)
    #expect(read("Hepatic metastasis").study != nil)
  }

  // MARK: procedures

  @Test(arguments: [
    ("5-683", "Hysterektomie"), ("5-683", "R0-Resektion nach neoadjuvanter Chemotherapie"),
    ("8-522", "adjuvante Bestrahlung nach Hysterektomie"), ("8-542", "Chemotherapie mit Doxorubicin"),
    ("5-401.11", "Sentinel-Lymphknotenbiopsie"), ("5-399.5", "Port-Implantation zur Chemotherapie"),
    ("5-399.5", "Implantation eines Ports"), ("8-522", "Radiochemotherapie"), ("8-549.0", "HIPEC"),
    ("8-542", "adjuvant nach Hysterektomie"), ("1-586.0", "Exzision eines Lymphknotens"),
    ("5-683", "Eingriff am Uterus"),
    ("1-494.8", "Stanzbiopsie"),
  ])
  func oneKind(code: String, words: String) {
    #expect(ProcedureWords.disagreement([code, words]) == nil, "\(code), \(words)")
  }

  @Test(arguments: [
    ("5-683", "Bestrahlung Becken"), ("5-683", "Chemotherapie"), ("8-522", "Hysterektomie"), ("8-542", "Bestrahlung"),
    ("8-542", "Resektion"), ("5-787.0", "Stanzbiopsie"), ("8-522", "Doxorubicin mono"), ("1-494.8", "Hemikolektomie"),
    ("5-683", "Z.n. Hysterektomie; Bestrahlung"),
  ])
  func twoKinds(code: String, words: String) {
    #expect(ProcedureWords.disagreement([code, words]) != nil, "\(code), \(words)")
  }

  private static func procedure(_ code: String, _ text: String) -> String {
    #"Procedure,"status":"completed","performedDateTime":"2020-06-01","code":{"coding":[{"system":"http://fhir.de/CodeSystem/bfarm/ops","code":"\#(code)"}],"text":"\#(text)"}"#
  }

  @Test func proceduresOfFormats() throws {
    for (code, text, isRead) in [
      ("5-683", "Hysterektomie", true), ("5-683", "Bestrahlung", false), ("8-522", "Bestrahlung des Beckens", true),
      ("8-522", "Hysterektomie", false), ("8-542", "Chemotherapie", true), ("8-542", "Hysterektomie", false),
    ] {
      let reading = FHIRTesting.read([FHIRTesting.bundle([FHIRTesting.tumour, Self.procedure(code, text)])])
      #expect((reading.study != nil) == isRead, "\(code) \(text): \(reading.misfits)")
    }
    for (category, term, isRead) in [
      ("RADIOTHERAPY", "Hysterectomy", false), ("RADIOTHERAPY", "Pelvic irradiation", true),
      ("SURGERY", "Hysterectomy", true), ("SURGERY", "Irradiation of pelvis", false),
    ] {
      let reading = CDISCTesting.read([
        CDISCTesting.csv("DM", "SEX", "F"), CDISCTesting.csv("PR", "PRSEQ,PRTRT,PRCAT", "1,\(term),\(category)"),
      ])
      #expect((reading.study != nil) == isRead, "\(category) \(term): \(reading.misfits)")
    }
    let table =
      "procedure_occurrence_id,person_id,procedure_concept_id,procedure_date,procedure_type_concept_id,procedure_source_value\n"
    let concepts =
      "concept_id,concept_name,domain_id,vocabulary_id,concept_class_id,standard_concept,concept_code,valid_start_date,valid_end_date,invalid_reason\n4,Hysterectomy,Procedure,SNOMED,x,S,236886002,1970-01-01,2099-12-31,\n"
    for (source, isRead) in [("8-522", false), ("5-683", true)] {
      let reading = try OMOPTesting.read(
        OMOPTesting.files([
          "PERSON": OMOPTesting.person, "PROCEDURE_OCCURRENCE": table + "1,7,4,2020-06-01,0,\(source)\n",
          "CONCEPT": concepts,
        ]))
      #expect((reading.study != nil) == isRead, "\(source): \(reading.misfits)")
    }
  }

  // MARK: sides

  @Test(arguments: [
    ("left", "Oberschenkel rechts"), ("right", "left thigh"), ("left", "rechter Unterschenkel"), ("left", "Wade re."),
  ])
  func otherSide(side: String, words: String) { #expect(SideWords.contradict(words, side: side), "\(side), \(words)") }

  @Test(arguments: [
    ("left", "Oberschenkel links"), ("left", "Oberschenkel"), ("left", "beidseits, links führend"),
    ("both sides", "Lunge rechts"), ("midline", "rechts"), ("left", "re-exploration"), ("right", "links und rechts"),
  ])
  func sameSide(side: String, words: String) { #expect(!SideWords.contradict(words, side: side), "\(side), \(words)") }

  @Test func sidesOfFormats() throws {
    func report(_ words: String) -> StudyReading {
      OBDSTesting.read([
        OBDSTesting.document([
          "<Diagnose><Primaertumor_Topographie_Freitext>\(words)</Primaertumor_Topographie_Freitext></Diagnose>"
        ])
      ])
    }
    // The side of the tumour is left.
    #expect(report("Unterschenkel rechts").misfits.count == 1 && report("Unterschenkel rechts").study == nil)
    #expect(report("Unterschenkel links").study != nil && report("Unterschenkel").study != nil)
    func resource(_ text: String) -> StudyReading {
      FHIRTesting.read([
        FHIRTesting.bundle([
          FHIRTesting.tumour
            + #","bodySite":[{"coding":[{"system":"https://www.medizininformatik-initiative.de/fhir/ext/modul-onko/CodeSystem/mii-cs-onko-seitenlokalisation","code":"L"}],"text":"\#(text)"}]"#
        ])
      ])
    }
    #expect(resource("Unterschenkel rechts").study == nil)
    #expect(resource("Unterschenkel links").study != nil, "\(resource("Unterschenkel links").misfits)")
  }

  // MARK: genetics

  private static func variant(_ name: String, _ code: String) -> InputFile {
    OBDSTesting.document([
      "<Diagnose><Menge_Genetik><Genetische_Variante><Bezeichnung>\(name)</Bezeichnung><Auspraegung>\(code)</Auspraegung></Genetische_Variante></Menge_Genetik></Diagnose>"
    ])
  }

  @Test(arguments: [
    ("KRAS-Wildtyp", "M"), ("BRCA1 (Mutter)", "M"), ("BRAF wild-type", "M"), ("KIT mutiert", "W"),
    ("keine Mutation in TP53", "M"),
  ])
  func otherResult(name: String, code: String) throws {
    let reading = OBDSTesting.read([Self.variant(name, code)])
    #expect(reading.study == nil && reading.misfits.count == 1, "\(name): \(reading.misfits)")
    let kept = OBDSTesting.read([Self.variant(name, code)], keepsGoing: true)
    #expect(!OBDSTesting.lines(try #require(kept.study).patients[0]).contains { $0.contains("biomarkers") })
  }

  @Test(arguments: [
    ("KRAS-Wildtyp", "W"), ("KRAS", "M"), ("KRAS-Mutation", "W"), ("BRCA1 Keimbahn", "M"), ("KIT mutiert", "M"),
    ("KRAS-Wildtyp", "U"),
  ])
  func sameResult(name: String, code: String) throws {
    let reading = OBDSTesting.read([Self.variant(name, code)])
    #expect(OBDSTesting.lines(try #require(reading.study).patients[0]).contains { $0.contains("biomarkers") })
  }
}

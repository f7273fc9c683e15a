// SPDX-License-Identifier: Apache-2.0

import Course
import Exchange
import Testing

@testable import Interchange

@Suite("A report to a registry")
struct OBDSReadingTests {
  private func lines(_ reports: [String], birth: String? = nil) throws -> [String] {
    let reading = OBDSTesting.read([OBDSTesting.document(reports, birth: birth)])
    #expect(reading.misfits.map(\.description) == [])
    let study = try #require(reading.study)
    return OBDSTesting.lines(try #require(study.patients.first))
  }

  // MARK: dates

  /// The data set: E exact, T day estimated, M month estimated, V not even the year exact.
  @Test(
    "has dates as exact as it says",
    arguments: [("E", "2020-05-16"), ("T", "2020-05"), ("M", "2020"), ("V", nil)] as [(String, String?)])
  func accuracy(code: String, date: String?) throws {
    #expect(try PartialDate.iso("2020-05-16", accuracy: code)?.text == date)
    let conference =
      "<Tumorkonferenz Tumorkonferenz_ID=\"board\"><Meldeanlass>diagnose</Meldeanlass><Datum Datumsgenauigkeit=\"\(code)\">2021-06-17</Datum><Typ>praeth</Typ></Tumorkonferenz>"
    let stated = ["E": "; when: 2021-06-17", "T": "; when: 2021-06", "M": "; when: 2021", "V": ""][code] ?? "?"
    #expect(try lines([conference]).last == "decision: tumour board before therapy; id: board\(stated)")
  }

  @Test("has dates of ADT with zeros for what is not known")
  func german() throws {
    #expect(try PartialDate.german("10.06.2024").text == "2024-06-10")
    #expect(try PartialDate.german("00.06.2024").text == "2024-06")
    #expect(try PartialDate.german("00.00.2024").text == "2024")
    for none in ["00.00.1800", "10.00.2024", "31.06.2024", "1.6.2024", "06.2024", "2024", "10.06.24", "a0.06.2024", ""]
    {
      #expect(throws: PartialDate.Fault.self, "\(none)") { try PartialDate.german(none) }
    }
    for none in ["2024-02-30", "2024-6-10", "2024-06", "20240610", "2024-06-10T00:00", "1800-01-01", "２０２４-06-10"] {
      #expect(throws: PartialDate.Fault.self, "\(none)") { try PartialDate.iso(none, accuracy: "E") }
    }
    #expect(try PartialDate.iso("2024-06-10+02:00", accuracy: "E")?.text == "2024-06-10")
    #expect(throws: PartialDate.Fault.self) { try PartialDate.iso("2024-06-10", accuracy: "X") }
  }

  /// 1960-05-17 to 2020-05-16 is a day less than 60 years; a month or a year of birth leaves it open.
  @Test("states an age only where both dates are exact enough")
  func age() throws {
    #expect(try lines([""]).contains("age: 59 at diagnosis"))
    #expect(
      try lines([""], birth: "<Geburtsdatum Datumsgenauigkeit=\"E\">1960-05-16</Geburtsdatum>").contains(
        "age: 60 at diagnosis"))
    #expect(
      try lines([""], birth: "<Geburtsdatum Datumsgenauigkeit=\"T\">1960-04-15</Geburtsdatum>").contains(
        "age: 60 at diagnosis"))
    for open in ["T\">1960-05-01", "M\">1960-01-01"] {
      let lines = try lines([""], birth: "<Geburtsdatum Datumsgenauigkeit=\"\(open)</Geburtsdatum>")
      #expect(!lines.contains { $0.hasPrefix("age") } && lines.contains("year of birth: 1960"))
    }
    let whole = try lines([""], birth: "<Geburtsdatum Datumsgenauigkeit=\"V\">1960-01-01</Geburtsdatum>")
    #expect(!whole.contains { $0.hasPrefix("age") || $0.hasPrefix("year") })
    #expect(whole.contains { $0.contains("Geburtsdatum: 1960-01-01, estimated whole") })
  }

  @Test("without the precision of a date that may be estimated is told")
  func withoutAccuracy() {
    let reading = OBDSTesting.read([
      OBDSTesting.document([
        "<Tumorkonferenz><Meldeanlass>diagnose</Meldeanlass><Datum>2021-06-17</Datum><Typ>praeth</Typ></Tumorkonferenz>"
      ])
    ])
    #expect(reading.study == nil)
    #expect(reading.misfits.count == 1)
    #expect(reading.misfits.first?.message.contains("the day may be estimated") == true)
  }

  // MARK: several reports

  private static func systemic(_ occasion: String, _ rest: String, id: String = " SYST_ID=\"s1\"") -> String {
    "<SYST\(id)><Meldeanlass>\(occasion)</Meldeanlass><Intention>P</Intention><Stellung_OP>O</Stellung_OP><Therapieart>CH</Therapieart>\(rest)</SYST>"
  }
  private static let begin = "<Beginn Datumsgenauigkeit=\"E\">2020-06-01</Beginn>"
  private static let none =
    "<Nebenwirkungen><Grad_maximal2_oder_unbekannt>K</Grad_maximal2_oder_unbekannt></Nebenwirkungen>"

  @Test("of the begin of a therapy and one of its end are one therapy")
  func beginAndEnd() throws {
    let drugs =
      "<Menge_Substanz><Substanz><Bezeichnung>Gemcitabin</Bezeichnung></Substanz><Substanz><ATC><Code>L01CD02</Code><Version>2020</Version></ATC></Substanz></Menge_Substanz>"
    let lines = try lines([
      Self.systemic("behandlungsbeginn", Self.begin + Self.none),
      Self.systemic(
        "behandlungsende",
        Self.begin + drugs + "<Ende_Grund>P</Ende_Grund><Ende>2020-09-30</Ende>" + Self.none),
    ])
    #expect(
      lines.suffix(2) == [
        "therapy: gemcitabine + docetaxel; id: s1; intent: palliative; when: 2020-06-01; ends: 2020-09-30; stopped for: progression",
        "toxicity: no toxicity; id: toxicity; of: s1",
      ])
  }

  @Test("that says otherwise than another stands beside it, each with its source")
  func sideBySide() throws {
    let reading = OBDSTesting.read([
      OBDSTesting.document([
        Self.systemic("behandlungsende", Self.begin + "<Ende_Grund>P</Ende_Grund><Ende>2020-09-30</Ende>" + Self.none),
        Self.systemic("behandlungsende", Self.begin + "<Ende_Grund>A</Ende_Grund><Ende>2020-10-02</Ende>" + Self.none),
      ])
    ])
    let patient = try #require(reading.study?.patients.first)
    #expect(
      OBDSTesting.lines(patient)[5]
        == "therapy: not stated; id: s1; intent: palliative; when: 2020-06-01; ends: [2020-09-30, 2020-10-02]; stopped for: [{value: progression}, {value: toxicity}]"
    )
    // The ends, and why it ended.
    #expect(reading.warnings.count == 2)
    #expect(reading.warnings.allSatisfy { $0.message.contains("both stand side by side") })
    let therapy = try #require(patient.entries.first { $0.id == "s1" })
    #expect(therapy.sources.count == 2)
    #expect(therapy.sources.map { $0.section.contains("report M1") } == [true, false])
  }

  @Test("of a therapy without a number is its own, and told")
  func withoutNumber() throws {
    let report = Self.systemic("behandlungsbeginn", Self.begin + Self.none, id: "")
    let reading = OBDSTesting.read([OBDSTesting.document([report, report])])
    let lines = OBDSTesting.lines(try #require(reading.study?.patients.first))
    #expect(lines.count { $0.hasPrefix("therapy") } == 2)
    #expect(reading.warnings.map(\.message).filter { $0.hasPrefix("no `SYST_ID`") }.count == 1)
  }

  @Test("in another file adds to the patient, and a file again adds nothing")
  func severalFiles() throws {
    let first = OBDSTesting.document([Self.systemic("behandlungsbeginn", Self.begin + Self.none)])
    let second = OBDSTesting.document([
      "<Tod><Sterbedatum>2021-02-03</Sterbedatum><Tod_tumorbedingt>N</Tod_tumorbedingt></Tod>"
    ])
    let both = OBDSTesting.read([first, second])
    let study = try #require(both.study)
    #expect(study.patients.count == 1)
    #expect(OBDSTesting.lines(study.patients[0]).last == "death: not tumour-related; id: death; when: 2021-02-03")
    let twice = OBDSTesting.read([first, first])
    #expect(
      try #require(twice.study).patients.map(OBDSTesting.lines)
        == OBDSTesting.read([first]).study?.patients.map(OBDSTesting.lines))
    #expect(twice.losses.counts.reduce(0, +) == 2 * OBDSTesting.read([first]).losses.counts.reduce(0, +))
  }

  // MARK: what is of the record

  @Test("of an operation gives procedures, margin and complications")
  func surgery() throws {
    let report = """
      <OP OP_ID="OP-7"><Intention>K</Intention><Datum>2020-05-30</Datum>
      <Menge_OPS><OPS><Code>5-683</Code><Version>2020</Version></OPS><OPS><Code>5-852.a0L</Code><Version>2020</Version></OPS></Menge_OPS>
      <Residualstatus><Lokale_Beurteilung_Residualstatus>R1</Lokale_Beurteilung_Residualstatus><Gesamtbeurteilung_Residualstatus>R2</Gesamtbeurteilung_Residualstatus></Residualstatus>
      <Komplikationen><Menge_Komplikation><Komplikation><Kuerzel>LYE</Kuerzel></Komplikation></Menge_Komplikation></Komplikationen></OP>
      """
    let reading = OBDSTesting.read([OBDSTesting.document([report])])
    let patient = try #require(reading.study?.patients.first)
    #expect(
      OBDSTesting.lines(patient).suffix(2) == [
        "surgery: hysterectomy (OPS 5-683), OPS 5-852.a0L; id: op-op-7; margin: R1; when: 2020-05-30",
        "complication: Lymphozele (LYE); id: complication; of: op-op-7",
      ])
    // The state of the whole disease is no margin.
    #expect(
      patient.entries.first { $0.id == "op-op-7" }?.note?.contains("Gesamtbeurteilung_Residualstatus: R2") == true)
  }

  @Test("of a visit gives response, state of the disease, relapse and metastases")
  func visit() throws {
    let report = """
      <Verlauf Verlauf_ID="visit-1"><Meldeanlass>statusaenderung</Meldeanlass><Untersuchungsdatum_Verlauf>2021-01-10</Untersuchungsdatum_Verlauf>
      <Gesamtbeurteilung_Tumorstatus>Y</Gesamtbeurteilung_Tumorstatus><Verlauf_Lokaler_Tumorstatus>R</Verlauf_Lokaler_Tumorstatus>
      <Verlauf_Tumorstatus_Fernmetastasen>R</Verlauf_Tumorstatus_Fernmetastasen>
      <Menge_FM><Fernmetastase><Diagnosedatum Datumsgenauigkeit="T">2021-01-15</Diagnosedatum><Lokalisation>PUL</Lokalisation></Fernmetastase></Menge_FM>
      <Allgemeiner_Leistungszustand>80%</Allgemeiner_Leistungszustand></Verlauf>
      """
    #expect(
      try lines([report]).suffix(4) == [
        "metastases: [lung]; id: metastases; when: 2021-01",
        "assessment: not stated; id: visit-1; finding: recurrence; local relapse; new distant metastases; when: 2021-01-10",
        "local relapse: true; id: local-relapse; when: 2021-01-10",
        "performance status: Karnofsky 80 %; id: performance-status; when: 2021-01-10",
      ])
  }

  /// The list of the data set: V complete, T partial, K no change, P progression, D divergent, B minimal response, U impossible, X missing; R and Y are no response of the record.
  @Test(
    "has responses by the list of the data set",
    arguments: [
      ("V", "response: CR"), ("T", "response: PR"), ("K", "response: SD"), ("P", "response: PD"),
      ("D", "response: mixed"),
      ("B", "response: MR"), ("U", "response: NE"), ("X", "response: not stated"),
      ("R", "finding: complete remission with residual findings (CRr)"), ("Y", "finding: recurrence"),
    ])
  func response(code: String, words: String) throws {
    let report =
      "<Verlauf Verlauf_ID=\"v\"><Meldeanlass>statusmeldung</Meldeanlass><Untersuchungsdatum_Verlauf>2021-01-10</Untersuchungsdatum_Verlauf><Gesamtbeurteilung_Tumorstatus>\(code)</Gesamtbeurteilung_Tumorstatus><Allgemeiner_Leistungszustand>U</Allgemeiner_Leistungszustand></Verlauf>"
    #expect(try lines([report]).last == "assessment: not stated; id: v; \(words); when: 2021-01-10")
  }

  // MARK: what is not understood

  @Test("with an element or a code that is not known is told by its place, and kept where that is asked")
  func unknown() throws {
    let file = OBDSTesting.document([
      "<Diagnose><Diagnosesicherung>3</Diagnosesicherung><Neu Art=\"x\"><Tief>etwas</Tief></Neu><Allgemeiner_Leistungszustand>5</Allgemeiner_Leistungszustand></Diagnose>"
    ])
    let strict = OBDSTesting.read([file])
    #expect(strict.study == nil)
    #expect(
      strict.misfits.map { "\($0.place)" } == [
        "reports.xml, line 12, patient 7, report M1, Diagnose/Allgemeiner_Leistungszustand",
        "reports.xml, line 12, patient 7, report M1, Diagnose/Diagnosesicherung",
        "reports.xml, line 12, patient 7, report M1, Diagnose/Neu/Art",
        "reports.xml, line 12, patient 7, report M1, Diagnose/Neu/Tief",
      ])
    let kept = OBDSTesting.read([file], keepsGoing: true)
    let note = try #require(kept.study?.patients.first?.entries.first?.note)
    for words in ["Diagnosesicherung: 3", "Neu/Art: x", "Neu/Tief: etwas", "Leistungszustand: 5"] {
      #expect(note.contains(words), "\(words)")
    }
    #expect(kept.losses.count(.unplaced) == 0)
    #expect(throws: Never.self) { try kept.study.map { try StudyFolder.write($0) } }
  }

  @Test("has every fact with file, line, patient, report and element")
  func sources() throws {
    let study = try #require(OBDSTesting.read([OBDSTesting.document([""])]).study)
    let patient = try #require(study.patients.first)
    #expect(
      patient.sources.map(\.section) == [
        "reports.xml, line 7, patient 7: Patienten_Stammdaten/Geschlecht, Patienten_Stammdaten/Geburtsdatum, Patienten_Stammdaten/Geburtsdatum/Datumsgenauigkeit",
        "reports.xml, line 10, patient 7, report M1: Tumorzuordnung/Primaertumor_ICD/Code, Tumorzuordnung/Primaertumor_ICD/Version, Tumorzuordnung/Seitenlokalisation",
      ])
    #expect(patient.entries[0].sources.first?.section.hasPrefix("reports.xml, line 8, patient 7, report M1: ") == true)
  }
}

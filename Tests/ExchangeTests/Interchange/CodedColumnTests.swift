// SPDX-License-Identifier: Apache-2.0

import Codes
import Course
import Exchange
import Foundation
import Notation
import Plain
import Testing

@testable import Interchange

@Suite("Columns of codes")
struct CodedColumnTests {
  private static let mapping = """
    mapping: Codes
    tables:
      - file: a.csv
        missing: {k.A.: leave out}
        entries:
          - {name: diagnosis, kind: diagnosis}
          - {name: spread, kind: metastases}
          - {name: chemo, kind: therapy}
        columns:
          - {column: id, is: patient}
          - {column: Morphologie, is: diagnosis, of: diagnosis, read as: code, codes: ICD-O-3-M, words: {9999/3: a rare tumour}}
          - {column: Topographie, is: site, of: diagnosis, codes: ICD-O-3-T}
          - {column: Metastasen, is: metastases, of: spread, codes: ICD-10-GM, split: "+"}
          - {column: ATC, is: therapy, of: chemo, codes: ATC, split: "+"}

    """
  private static let head = "id,Morphologie,Topographie,Metastasen,ATC\n"

  /// The titles: 8890/3 Leiomyosarkom o.n.A., C49.2 Weichteile der unteren Extremität und der Hüfte, C78.0 Lunge, C79.9 nicht näher bezeichnet (BfArM); L01BC05 gemcitabine, L01CD02 docetaxel (WHO CC).
  @Test("are read as the words of the record, and the codes stay")
  func read() throws {
    let reading = readTable(
      ["a.csv": Self.head + "1,8890/3,C49.2,C78.0+C78.2,L01BC05+L01CD02\n2,9999/3,C48.0,C79.9,L01DB01\n3,k.A.,,,\n"],
      Self.mapping)
    #expect(reading.misfits == [])
    let study = try #require(reading.study)
    let first = study.patients[0]
    let diagnosis = try #require(first.diagnosis)
    #expect(diagnosis.diagnosis.histology == "leiomyosarcoma")
    #expect(diagnosis.diagnosis.site.value == "soft tissue of the lower limb and hip")
    #expect(
      diagnosis.diagnosis.morphologyICDO3.value == "8890/3" && diagnosis.diagnosis.topographyICDO3.value == "C49.2")
    #expect(
      diagnosis.entry.sources == [
        Source(section: "a.csv, row 2: Morphologie, Topographie", quote: "Morphologie 8890/3; Topographie C49.2")
      ])
    let spread = try #require(first.entry("spread"))
    #expect(spread.sources.first?.quote == "C78.0+C78.2")
    guard case .metastases(let metastases) = spread.content, case .therapy(let therapy)? = first.entry("chemo")?.content
    else {
      Issue.record("no metastases, or no therapy")
      return
    }
    #expect(metastases.sites == ["lung", "pleura"] && therapy.drugs == ["gemcitabine", "docetaxel"])
    // The word that the mapping states, with the code of the file.
    let second = study.patients[1]
    #expect(second.diagnosis?.diagnosis.histology == "a rare tumour")
    #expect(second.diagnosis?.diagnosis.morphologyICDO3.value == "9999/3")
    guard case .metastases(let unknown)? = second.entry("spread")?.content else { return }
    // `site not stated`: there were some.
    #expect(unknown.presence == .found && unknown.sites == [])
    // ATC has one code for doxorubicin and the pegylated liposomal one (the index gives both a daily dose): that is told, once.
    #expect(
      reading.warnings.map(\.message) == [
        "`L01DB01` is read as doxorubicin: the code is that of pegylated liposomal doxorubicin too"
      ])
    // Each cell is counted once: 3 patients, 2 morphologies, 2 topographies, 2 metastases, 2 therapies; `k.A.` is left out.
    #expect(reading.losses.count(.understood) == 11 && reading.losses.count(.leftOut) == 1)
    #expect(study.patients[2].entries.isEmpty)
    // What is written is read again, with codes and quotes.
    let files = try StudyFolder.write(study)
    #expect(StudyFolder.read(files: files).study == study)
  }

  @Test(
    "are told where they are none, where no table has them, and where they are of something else",
    arguments: [
      ("8890-3", "`8890-3` for a code of ICD-O-3-M: no code", "8890/3"),
      ("8140/3", "`8140/3`, a code of ICD-O-3-M that the table does not have", nil),
      ("C49.2", "`C49.2` for a code of ICD-O-3-M: no code", nil),
      ("8890/33", "`8890/33` for a code of ICD-O-3-M: no code", nil),
      ("=8890/3", "`=8890/3` for a code of ICD-O-3-M: no code", nil),
      ("٨٨٩٠/٣", "`٨٨٩٠/٣` for a code of ICD-O-3-M: no code", nil),
    ] as [(String, String, String?)])
  func told(cell: String, message: String, suggestion: String?) throws {
    let reading = readTable(["a.csv": Self.head + "1,\(cell),,,\n"], Self.mapping)
    #expect(reading.study == nil)
    #expect(reading.misfits.first?.message == message)
    #expect(reading.misfits.first?.suggestion == suggestion)
    #expect(reading.misfits.first?.place == CellPlace(file: "a.csv", row: 2, column: "Morphologie"))
    let kept = readTable(["a.csv": Self.head + "1,\(cell),C49.2,,\n"], Self.mapping, keepsGoing: true)
    let patient = try #require(kept.study?.patients.first)
    // A diagnosis without its histology is an event with the cells as its note.
    #expect(YAMLLayout.text(patient.written(), .table("patient")).contains(cell))
    #expect(kept.losses.count(.unplaced) == 0 && kept.losses.count(.kept) >= 1)
  }

  /// C77 of ICD-10 is secondary *and unspecified*: regional lymph nodes are no distant metastases.
  @Test("of lymph nodes are no distant metastases by themselves, and a state of the disease is no response")
  func kinds() throws {
    let nodes = readTable(["a.csv": Self.head + "1,8890/3,,C77.4,\n"], Self.mapping)
    #expect(
      nodes.misfits.map(\.message) == [
        "`C77.4`, which is lymph node metastases: lymph nodes of groin or lower limb"
      ])
    let response = """
      mapping: Responses
      tables:
        - file: a.csv
          entries: [{name: scan, kind: assessment, always: {assessment: CT}}]
          columns:
            - {column: id, is: patient}
            - {column: Status, is: response, of: scan, codes: SNOMED CT}

      """
    // 419835002: progression in the map of the MII; 268910001: condition improved, of mCODE, which is no response by RECIST.
    #expect(readTable(["a.csv": "id,Status\n1,419835002\n"], response).misfits == [])
    #expect(
      readTable(["a.csv": "id,Status\n1,268910001\n"], response).misfits.map(\.message) == [
        "`268910001`, which is disease status: improved"
      ])
    // One digit wrong is no identifier.
    #expect(
      readTable(["a.csv": "id,Status\n1,419835003\n"], response).misfits.map(\.message) == [
        "`419835003` for a code of SNOMED CT: no identifier: its check digit is wrong"
      ])
  }

  @Test("of rows and of own fields keep their codes in a field beside them")
  func rows() throws {
    let mapping = """
      mapping: Rows
      fields: [{name: tumour, type: text}]
      tables:
        - file: a.csv
          dates: [yyyy-mm-dd]
          entries:
            - {name: line-1, kind: therapy, once: true, always: {therapy: "doxorubicin + ifosfamide"}, every row: true}
            - {name: dose, kind: administration, always: {therapy: line-1}}
          columns:
            - {column: id, is: patient}
            - {column: Tumor, is: field, field: tumour, codes: ICD-O-3-M}
            - {column: ATC, is: drug, of: dose, codes: ATC}
            - {column: Cycle, is: cycle, of: dose}
            - {column: Day, is: day, of: dose}
            - {column: Date, is: date, of: dose, read as: date}
            - {column: Dose, is: dose, of: dose}

      """
    let reading = readTable(
      [
        "a.csv":
          "id,Tumor,ATC,Cycle,Day,Date,Dose\n1,9040/3,L01DB01,1,1,2020-01-01,75 mg/m2\n1,9040/3,L01AA06,1,1,2020-01-01,5000 mg/m2\n1,9040/3,L01DB01,2,1,2020-01-22,75 mg/m2\n"
      ], mapping)
    #expect(reading.misfits == [])
    let study = try #require(reading.study)
    let patient = study.patients[0]
    #expect(patient.fields["tumour"] == .stated(.text("synovial sarcoma")))
    #expect(patient.fields["Tumor (code)"] == .stated(.text("in the file: 9040/3 = synovial sarcoma")))
    #expect(patient.fields["ATC (code)"] == .stated(.text("in the file: L01DB01 = doxorubicin; L01AA06 = ifosfamide")))
    #expect(StudyFolder.read(files: try StudyFolder.write(study)).study == study)
  }

  /// 8832/3 was dermatofibrosarcoma protuberans in ICD-O-3.1 and is the fibrosarcomatous one in ICD-O-3.2 (BfArM, editions of 2014 and 2019): the word that holds in both, and a warning.
  @Test("of two editions are read as what both mean")
  func editions() throws {
    let reading = readTable(["a.csv": Self.head + "1,8832/3,,,\n2,8832/1,,,\n"], Self.mapping)
    #expect(
      reading.study?.patients.map { $0.diagnosis?.diagnosis.histology } == [
        "dermatofibrosarcoma protuberans", "dermatofibrosarcoma protuberans",
      ])
    #expect(
      reading.warnings.map(\.message) == [
        "`8832/3` is read as dermatofibrosarcoma protuberans: any kind in ICD-O-3.1; the fibrosarcomatous one in ICD-O-3.2"
      ])
  }

  @Test("hold a code itself where the key is one")
  func keyOfCodes() throws {
    let mapping = """
      mapping: Keys
      tables:
        - file: a.csv
          entries: [{name: diagnosis, kind: diagnosis}]
          columns:
            - {column: id, is: patient}
            - {column: Text, is: diagnosis, of: diagnosis}
            - {column: Code, is: morphology, of: diagnosis, codes: ICD-O-3-M}

      """
    let reading = readTable(
      ["a.csv": "id,Text,Code\n1,LMS,8890/3\n2,Adenokarzinom,8140/3\n3,x,8890\n"], mapping, keepsGoing: true)
    // A code that the table does not have is a code.
    #expect(reading.study?.patients.map { $0.diagnosis?.diagnosis.morphologyICDO3.value } == ["8890/3", "8140/3", nil])
    #expect(reading.misfits.count == 1)
  }

  @Test("need their system")
  func declarations() {
    func misfits(_ column: String) -> [String] {
      readTable(
        ["a.csv": "id,X\n1,a\n"],
        "mapping: M\ntables:\n  - file: a.csv\n    entries: [{name: d, kind: diagnosis}]\n    columns:\n      - {column: id, is: patient}\n      - \(column)\n"
      ).misfits.map(\.message)
    }
    #expect(misfits("{column: X, is: diagnosis, of: d, read as: code}") == ["`read as: code` without `codes`"])
    #expect(
      misfits("{column: X, is: diagnosis, of: d, read as: number, codes: ATC}") == [
        "`codes: ATC` beside `read as: number`"
      ])
    #expect(misfits("{column: X, is: diagnosis, of: d, codes: ICD-O-3}").count == 1)
  }

  // MARK: suggesting

  @Test("are proposed where all values are codes of one system, and asked where they are of two")
  func proposed() throws {
    let csv =
      "Patient,Histologie,Lokalisation,Substanz,Kode,Schlüssel\n1,8890/3,C49.2,L01BC05,8890/3,C49.2\n2,8858/3,C48.0,L01DB01,8140/3,C48.0\n3,k.A.,,,9040/3,C49.1\n"
    let proposal = MappingProposal.propose([InputFile(name: "a.csv", text: csv)])
    let text = try #require(proposal.text)
    #expect(
      text.contains("{column: Histologie, is: diagnosis, of: diagnosis, read as: code, codes: ICD-O-3-M}"), "\(text)")
    #expect(text.contains("{column: Substanz, is: therapy, of: treatment, read as: code, codes: ATC}"), "\(text)")
    // Of a header that nobody knows it is told, with what the column could be.
    #expect(text.contains("# All are codes of ICD-O-3-M; the table has 2 of 3 values. What they are of:"), "\(text)")
    #expect(
      text.contains("# All are codes of ICD-10-GM; the table has 3 of 3 values.")
        && text.contains("# All are codes of ICD-O-3-T; the table has 3 of 3 values."))
    #expect(TableMapping.read(InputFile(name: "mapping.yaml", text: text)).misfits == [])
  }

  @Test("are not seen in what only looks like codes")
  func lookalikes() throws {
    // Arms A and B are groups of ATC by their form; sizes and numbers of patients are no codes of a table.
    let csv = "Patient,Arm,Nr,Histologie\n1,A,123456,8890/3\n2,B,654321,LMS\n"
    let text = try #require(MappingProposal.propose([InputFile(name: "a.csv", text: csv)]).text)
    #expect(!text.contains("codes:") && !text.contains("All are codes"), "\(text)")
  }
}

@Suite("The page on codes")
struct CodePageTests {
  static let page = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent("Documentation/Codes.md")

  /// `script/tables` runs this with the variable, and it writes the page.
  @Test("has the codes of the tables")
  func tables() throws {
    let page = try String(contentsOf: Self.page, encoding: .utf8)
    let renewed = StudyPage.renewed(page, CodePage.tables)
    if ProcessInfo.processInfo.environment["VERLAUF_WRITE_TABLES"] != nil {
      try renewed.write(to: Self.page, atomically: true, encoding: .utf8)
      return
    }
    #expect(page == renewed, "run script/tables")
    for (name, text) in CodePage.tables { #expect(page.contains(text), "no table \(name)") }
  }
}

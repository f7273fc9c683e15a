// SPDX-License-Identifier: Apache-2.0

import Chronology
import Course
import Dosing
import Exchange
import Testing

@testable import Interchange

/// What tables of hospitals have beside the values: units in columns of their own, times of day, ids with signs, doses of a phase, and a row for each event.
@Suite("Tables of hospitals")
struct HospitalTableTests {
  private static let laboratory = """
    mapping: Laboratory
    tables:
      - file: labs.csv
        decimal: comma
        separator: semicolon
        dates: [dd.mm.yyyy]
        missing: {k.A.: leave out}
        entries: [{name: lab, kind: lab}]
        columns:
          - {column: ID, is: patient}
          - {column: Parameter, is: lab, of: lab, words: {Hb: haemoglobin, Neutrophile: neutrophils}}
          - {column: Wert, is: value, of: lab, read as: number, unit in: Einheit, units: {/nl: 10^9/L}}
          - {column: Datum, is: when, of: lab, read as: date}

    """

  /// A value has the unit of its row, as it stands or as the mapping says; a value whose unit cell is empty has none, and is none.
  @Test("have the unit of a value in a column of its own")
  func units() throws {
    let csv = "ID;Parameter;Wert;Einheit;Datum\n1;Hb;12,5;g/dL;01.02.2020\n1;Neutrophile;1,4;/nl;01.02.2020\n"
    let reading = readTable(["labs.csv": csv], Self.laboratory)
    #expect(reading.misfits == [])
    let values = try #require(reading.study?.patients.first).entries.compactMap { entry -> String? in
      guard case .laboratory(let lab) = entry.content else { return nil }
      return "\(lab.analyte) \(lab.value) \(lab.unit ?? "-")"
    }
    #expect(values == ["haemoglobin 12.5 g/dL", "neutrophils 1.4 10^9/L"])
    for missing in ["", "k.A.", "unbekannt"] {
      let told = readTable(["labs.csv": csv + "1;Hb;9,8;\(missing);02.02.2020\n"], Self.laboratory)
      #expect(told.study == nil)
      #expect(
        told.misfits.contains {
          $0.place.description == "labs.csv, row 4, column Wert" && $0.message.hasPrefix("`9,8` without a unit")
        })
    }
    // Where there is no value, nobody asks for its unit.
    let empty = readTable(["labs.csv": csv + "1;Hb;k.A.;;02.02.2020\n"], Self.laboratory)
    #expect(!empty.misfits.contains { $0.message.contains("without a unit") })
    // A value that is not stated has none either.
    let silent = readTable(
      ["labs.csv": csv + "1;Hb;k.A.;;02.02.2020\n"], Self.laboratory.replacing("leave out", with: "not stated"))
    #expect(!silent.misfits.contains { $0.message.contains("without a unit") })
    // The column that it names is one of the file.
    let other = readTable(["labs.csv": csv.replacing("Einheit", with: "Unit")], Self.laboratory)
    #expect(other.misfits.contains { $0.message == "no column `Einheit`" })
  }

  /// The hour of a scan is no part of a date; it is left out, and told.
  @Test("have times of day behind dates", arguments: ["2020-02-01 23:59", "2020-02-01T08:15:30", "2020-02-01 0:00"])
  func clocks(date: String) throws {
    let mapping = """
      mapping: Dates
      tables:
        - file: a.csv
          entries: [{name: scan, kind: assessment, always: {assessment: CT}}]
          columns: [{column: id, is: patient}, {column: day, is: when, of: scan, read as: date}]

      """
    let reading = readTable(["a.csv": "id,day\n1,\(date)\n"], mapping)
    #expect(reading.misfits == [])
    #expect(reading.study?.patients.first?.entries.first?.when.map(\.text) == ["2020-02-01"])
    let told = reading.losses.lines.filter { $0.meaning == "a time of day" }
    #expect(told.count == (date.hasSuffix("0:00") ? 0 : 1))
    for no in ["2020-02-01 24:00", "2020-02-01 8:75", "2020-02-01 morning"] {
      #expect(readTable(["a.csv": "id,day\n1,\(no)\n"], mapping).misfits.count == 1)
    }
  }

  /// An id names a file, so that `2019/12` is none; the mapping says what stands for the sign, and two ids that become one are refused.
  @Test("have ids with signs")
  func signs() throws {
    func mapping(_ replacing: String) -> String {
      "mapping: Ids\ntables:\n  - file: a.csv\n    columns: [{column: id, is: patient\(replacing)}, {column: sex, is: sex}]\n"
    }
    let csv = "id,sex\n2019/12,male\n2019/13,female\n"
    let none = readTable(["a.csv": csv], mapping(""))
    #expect(none.study == nil && none.misfits.first?.expected?.contains("replace: {\"/\": \"-\"}") == true)
    let read = readTable(["a.csv": csv], mapping(", replace: {/: \"-\"}"))
    #expect(read.misfits == [] && read.study?.patients.map(\.id) == ["2019-12", "2019-13"])
    let twice = readTable(["a.csv": csv + "2019-12,female\n"], mapping(", replace: {/: \"-\"}"), keepsGoing: true)
    #expect(twice.study == nil)
    #expect(twice.misfits.first?.message == "`2019-12` and `2019/12` become one patient `2019-12` by `replace`")
  }

  /// Doses of a line in columns beside it: a phase of each drug.
  @Test("have doses in the row of a line")
  func phases() throws {
    let mapping = """
      mapping: Doses
      tables:
        - file: a.csv
          entries:
            - {name: line-1, kind: therapy, always: {therapy: gemcitabine + docetaxel}}
            - {name: gem, kind: phase, always: {therapy: line-1, drug: gemcitabine}}
            - {name: doc, kind: phase, always: {therapy: line-1, drug: docetaxel}}
          columns:
            - {column: id, is: patient}
            - {column: start, is: starts, of: line-1, read as: date}
            - {column: gem, is: dose, of: gem, read as: number, unit: mg/m2}
            - {column: days, is: days, of: gem, split: "+"}
            - {column: every, is: every, of: gem}
            - {column: doc, is: dose, of: doc, read as: number, unit: mg/m2}

      """
    let csv = "id,start,gem,days,every,doc\n1,2020-01-06,900,1 + 8,21 d,75\n2,2020-02-03,675,1,21 d,\n"
    let reading = readTable(["a.csv": csv], mapping)
    #expect(reading.misfits == [])
    let phases = try #require(reading.study).patients.map { patient in
      patient.therapies[0].therapy.phases.map { "\($0.drug) \($0.dose.value?.text ?? "-") \($0.days)" }
    }
    #expect(phases == [["gemcitabine 900 mg/m2 [1, 8]", "docetaxel 75 mg/m2 []"], ["gemcitabine 675 mg/m2 [1]"]])
    let source = reading.study?.patients[0].therapies[0].therapy.phases[0].sources.first?.section
    #expect(source == "a.csv, row 2: gem, days, every")
    // A phase of no therapy is told, and nothing of it is lost.
    let lone = readTable(["a.csv": csv], mapping.replacing("therapy: line-1, drug: docetaxel", with: "drug: docetaxel"))
    #expect(lone.misfits.contains { $0.message == "a phase without its `therapy`" })
  }

  /// Rows that are events: what each makes follows from its word alone. No row makes a therapy that does not say so.
  @Test("have a row for each event, and each makes what its word says")
  func events() throws {
    let csv = """
      Patient;Geschlecht;Ereignis;Was;Von;Bis;Ergebnis
      S01;m;Therapie;Trabectedin;16.09.2018;02.12.2018;
      S01;m;Staging;CT;15.12.2018;;PD
      S01;m;Diagnose;Leiomyosarkom;01.05.2017;;
      S01;m;letzter Kontakt;;17.09.2019;;
      S01;m;Studienbesuch;;18.09.2019;;
      S02;w;Therapie;Doxorubicin;01.02.2016;03.10.2016;
      S02;w;Staging;CT;26.03.2016;;SD
      S02;w;Tod;;21.04.2017;;

      """
    let file = InputFile(name: "events.csv", text: csv)
    let text = try #require(MappingProposal.propose([file]).text)
    let lines = text.split(separator: "\n").map { $0.trimmingPrefix { $0 == " " } }
    for line in [
      "- {name: treatment, kind: therapy, always: {therapy: unknown}, where: {Ereignis: Therapie}}",
      "- {name: response, kind: assessment, always: {assessment: true}, where: {Ereignis: Staging}}",
      "- {column: Von, is: starts, of: treatment, read as: date}",
      "- {column: Von, is: when, of: death, read as: date}",
      "- {column: Bis, is: ends, of: treatment, read as: date}", "- {column: Ergebnis, is: response, of: response}",
      "# - {column: Was, is: therapy, of: treatment}", "# - {column: Was, is: diagnosis, of: diagnosis}",
    ] {
      #expect(lines.contains { $0 == line }, "\(line)")
    }
    #expect(text.contains("# Ereignis also has `Studienbesuch`"))
    // As proposed, without what is undecided.
    let reading = readTable(["events.csv": csv], text, keepsGoing: true)
    let entries = try #require(reading.study).patients.map { $0.entries.map(\.id) }
    #expect(entries == [["treatment", "response", "diagnosis", "last-contact"], ["treatment", "response", "death"]])
    #expect(reading.misfits.contains { $0.message == "`Studienbesuch`, for which no entry is stated" })
    // A row a patient is none of this, whatever its columns are called.
    let wide = InputFile(name: "w.csv", text: "Patient;Therapie;Tod\nS01;Staging;01.02.2020\nS02;Therapie;\n")
    #expect(MappingProposal.propose([wide]).text?.contains("where: {Therapie") == false)
  }

  /// The documented call takes every `data_*` file; what is not clinical is told and left, and the study is made of the others.
  @Test("of cBioPortal stand beside files of genes")
  func genes() throws {
    let clinical =
      "PATIENT_ID\tSEX\tOS_STATUS\tOS_MONTHS\nP1\tMale\t1:DECEASED\t14.5\nP2\tFemale\t0:LIVING\t30.0\n"
    let files = [
      InputFile(name: "data_clinical_patient.txt", text: clinical),
      InputFile(name: "data_mutations.txt", text: "Hugo_Symbol\nTP53\n"),
      InputFile(name: "meta_study.txt", text: "x: y\n"),
    ]
    let reading = try #require(StudyFormat.cBioPortal.read?(StudyFormat.Request(files: files)))
    #expect(reading.misfits == [] && reading.study?.patients.count == 2)
    #expect(reading.warnings.map(\.place.file) == ["data_mutations.txt", "meta_study.txt"])
    #expect(
      reading.losses.lines.filter { $0.outcome == .unplaced }.map(\.file) == ["data_mutations.txt", "meta_study.txt"])
    // Another name is a mistake.
    let strange = files + [InputFile(name: "notes.txt", text: "x")]
    #expect(StudyFormat.cBioPortal.read?(StudyFormat.Request(files: strange)).study == nil)
  }

  /// What nobody understood stays told, whoever reads the study later: cells with their units, rows without a patient, and nothing that stands in no cell.
  @Test("tell what was kept as it stands")
  func kept() throws {
    let csv =
      "ID;Parameter;Wert;Einheit;Datum\n1;Hb;12,5;g/dL;01.02.2020\n1;Neutrophile;viel;/nl;01.02.2020\n;Hb;9,5;g/dL;03.02.2020\n"
    let study = try #require(readTable(["labs.csv": csv], Self.laboratory, keepsGoing: true).study)
    #expect(study.unreadRows.map(\.text) == ["Parameter: Hb; Wert: 9,5; Einheit: g/dL; Datum: 03.02.2020"])
    #expect(study.patients[0].unreadCells.contains { $0.text.contains("viel /nl") }, "\(study.patients[0].unreadCells)")
    let doses = """
      mapping: Doses
      tables:
        - file: a.csv
          entries: [{name: line-1, kind: therapy, always: {therapy: gemcitabine}}, {name: gem, kind: phase, always: {therapy: line-1}}]
          columns:
            - {column: id, is: patient}
            - {column: start, is: starts, of: line-1, read as: date}
            - {column: gem, is: dose, of: gem}

      """
    let given = try #require(readTable(["a.csv": "id,start,gem\n1,2020-01-06,lots\n"], doses, keepsGoing: true).study)
    #expect(given.patients[0].unreadCells.map(\.text) == ["gem: lots"], "the therapy stands in no cell")
  }

  /// Where the mapping states the sign, three decimals are decimals.
  @Test("have numbers of three decimals where the mapping says what they are")
  func threeDecimals() throws {
    let csv = "ID;Parameter;Wert;Einheit;Datum\n1;Hb;12,345;g/dL;01.02.2020\n"
    let study = try #require(readTable(["labs.csv": csv], Self.laboratory).study)
    guard case .laboratory(let value) = try #require(study.patients[0].entries.first).content else { return }
    #expect(value.value == 12.345)
  }

  @Test("tell an id that only a later file has")
  func strangers() throws {
    let mapping = """
      mapping: Two files
      tables:
        - file: p.csv
          columns: [{column: id, is: patient}, {column: sex, is: sex}]
        - file: l.csv
          entries: [{name: hb, kind: lab, always: {lab: haemoglobin}}]
          columns: [{column: id, is: patient}, {column: hb, is: value, of: hb, unit: g/dL}]

      """
    let reading = readTable(
      ["p.csv": "id,sex\n2019-13,male\n", "l.csv": "id,hb\n2019-13,12.5\n2019-31,11.5\n"], mapping)
    #expect(reading.study?.patients.count == 2)
    #expect(reading.warnings.map(\.place.description) == ["l.csv, row 3"])
    #expect(reading.warnings.first?.suggestion == "2019-13")
  }
}

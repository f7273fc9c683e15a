// SPDX-License-Identifier: Apache-2.0

import Chronology
import Course
import Exchange
import Foundation
import Plain
import Testing

@testable import Interchange

/// A study that is read of texts.
func readTable(_ files: [String: String], _ mapping: String, keepsGoing: Bool = false) -> StudyReading {
  let inputs = files.sorted { $0.key < $1.key }.map { InputFile(name: $0.key, text: $0.value) }
  return TableReading.read(
    StudyFormat.Request(files: inputs, mapping: InputFile(name: "mapping.yaml", text: mapping), keepsGoing: keepsGoing))
}

@Suite("A study of tables")
struct TableReadingTests {
  static func tables() throws -> [String: String] { try example("spreadsheet") }

  /// Forty made-up patients: merged header cells, a header again in the middle, a sum at the end, decimal commas, three forms of dates, study days. What comes out is held against the
  /// file, read here by nothing but its semicolons.
  @Test("has the forty patients of a German spreadsheet")
  func forty() throws {
    let files = try Self.tables()
    let csv = try #require(files["patienten.csv"])
    let reading = readTable(["patienten.csv": csv], try #require(files["mapping.yaml"]))
    #expect(reading.misfits == [])
    let study = try #require(reading.study)
    #expect(study.patients.count == 40)
    var cohort = ""
    var rows = 0
    var deaths = 0
    for (number, line) in csv.split(separator: "\r\n").enumerated() {
      let cells = Self.cells(String(line))
      if !cells[0].isEmpty { cohort = cells[0] }
      guard cells[1].hasPrefix("P"), cells[1].count == 3 else { continue }
      rows += 1
      let patient = try #require(study.patients.first { $0.id == cells[1] })
      #expect(patient.sex == .stated(cells[2] == "m" ? .male : .female))
      #expect(patient.age.value?.years == Int(cells[3]))
      #expect(patient.weightKilograms.value == Double(cells[5].replacingOccurrences(of: ",", with: ".")))
      #expect(patient.fields["Kohorte"] == .stated(.choice(cohort)))
      #expect(patient.diagnosis?.diagnosis.histology == cells[6])
      let start = try #require(Self.day(cells[9]))
      let timeline = PatientTimeline(patient, in: study)
      #expect(timeline.conflicts.isEmpty)
      // The diagnosis: a day, a month or a year, as wide as it is written.
      let diagnosis = try #require(patient.diagnosis).entry
      switch cells[7].count {
      case 10: #expect(diagnosis.when.first?.date?.bounds.earliest == Self.day(cells[7]))
      case 7: #expect(diagnosis.when.first?.text == "\(cells[7].suffix(4))-\(cells[7].prefix(2))")
      default: #expect(diagnosis.when.first?.text == (cells[7] == "k.A." ? "not stated" : cells[7]))
      }
      // Day 1 is the day of the start: day n is n − 1 days later, and exact.
      func expectDay(_ id: String, _ cell: String, isEnd: Bool = false) throws {
        guard !cell.isEmpty else { return #expect(patient.entry(id) == nil) }
        let event = try #require(isEnd ? timeline.end(of: id) : timeline.start(of: id))
        let day = Day(start.number + (try #require(Int(cell))) - 1)
        #expect(timeline.bounds(of: event) == DayBounds(earliest: day, latest: day), "\(patient.id) \(id) \(cell)")
      }
      try expectDay("line-1", "1")
      try expectDay("line-1", cells[10], isEnd: true)
      try expectDay("maintenance", cells[12])
      if !cells[13].isEmpty { try expectDay("maintenance", cells[13], isEnd: true) }
      try expectDay("response", cells[15])
      try expectDay("progression", cells[16])
      let isDead = cells[17] == "verstorben"
      deaths += isDead ? 1 : 0
      try expectDay("death", isDead ? cells[18] : "")
      try expectDay("last-contact", isDead ? "" : cells[18])
      // Every fact has its row and columns.
      #expect(
        patient.entry("line-1")?.sources.map(\.section) == [
          "patienten.csv, row \(number + 1): Erstlinie Substanz, Erstlinie Beginn, Erstlinie Ende (Tag)"
        ])
      #expect(patient.entries.allSatisfy { !$0.sources.isEmpty } && !patient.sources.isEmpty)
    }
    #expect(rows == 40 && deaths > 0)
    // A header again, and a sum: told.
    #expect(reading.losses.lines.filter { $0.outcome == .leftOut }.map(\.meaning).contains("the header again"))
    #expect(reading.losses.lines.contains { $0.meaning == "a row that is to be skipped" && $0.count == 1 })
    #expect(reading.losses.count(.unplaced) == 0)
    #expect(reading.losses.lines.first { $0.column == "Gewicht (kg)" }?.count == 40)
    // What was read can be written as a folder, which reads as the same.
    let folder = try StudyFolder.write(study)
    #expect(StudyFolder.read(files: folder).study == study)
  }

  private static func cells(_ line: String) -> [String] {
    // No cell of the file has a semicolon or a quote within quotes.
    line.components(separatedBy: ";").map { $0.trimmingCharacters(in: CharacterSet(charactersIn: "\"")) }
  }

  private static func day(_ text: String) -> Day? {
    let parts = text.split(separator: ".").compactMap { Int($0) }
    return parts.count == 3 ? Day(year: parts[2], month: parts[1], day: parts[0]) : nil
  }

  static let small = """
    mapping: Small
    tables:
      - file: a.csv
        dates: [yyyy-mm-dd]
        entries:
          - {name: chemo, kind: therapy}
          - {name: death, kind: death, where: {status: dead}, always: {death: not stated}}
          - {name: alive, kind: last contact, where: {status: alive}, always: {last contact: true}}
        columns:
          - {column: id, is: patient}
          - {column: sex, is: sex, words: {m: male, f: female}}
          - {column: drug, is: therapy, of: chemo}
          - {column: start, is: starts, of: chemo, read as: date}
          - {column: last, is: when, of: death, read as: date}
          - {column: last, is: when, of: alive, read as: date}

    """

  @Test("tells all that is not understood at once, each with row and column, and makes no study")
  func misfits() {
    let csv = """
      id,sex,drug,start,last,status,remark
      1,m,gemcitabine,2020-01-06,2021-01-01,dead,
      2,x,gemcitabine,06.01.2020,2021-01-01,alive,
      ,m,gemcitabine,2020-01-06,2021-01-01,alive,
      4,f,gemcitabine,2020-01-06,2021-02-30,aliv,fell ill

      """
    let reading = readTable(["a.csv": csv], Self.small)
    #expect(reading.study == nil)
    #expect(
      reading.misfits.map(\.description) == [
        "a.csv, column remark: 1 value (`fell ill`, …) in a column that the mapping does not name; expected what it is, or `{column: remark, is: ignored}`",
        "a.csv, row 3, column sex: `x`; expected `m` or `f`",
        "a.csv, row 3, column start: `06.01.2020` for a date; expected a date as `yyyy-mm-dd`; as `dd.mm.yyyy`, which the mapping does not state, it would be one",
        "a.csv, row 4, column id: a row without a patient; expected an id; of merged cells `fill down`, of a heading or a sum `skip`",
        "a.csv, row 5, column last: `2021-02-30` in a row that makes no `death` or `alive`; expected an empty cell; or an entry whose `where` the row fits",
        "a.csv, row 5, column status: `aliv`, for which no entry is stated; expected `dead` or `alive`; did you mean `alive`?",
      ])
  }

  @Test("keeps it as it stands where that is asked for, and loses nothing")
  func keeping() throws {
    let csv = """
      id,sex,drug,start,last,status,remark
      1,m,gemcitabine,2020-01-06,2021-01-01,dead,
      2,x,gemcitabine,06.01.2020,2021-01-01,alive,fell ill

      """
    let reading = readTable(["a.csv": csv], Self.small, keepsGoing: true)
    let study = try #require(reading.study)
    #expect(reading.misfits.count == 3)
    let second = try #require(study.patients.last)
    #expect(second.fields["sex (as it stands)"] == .stated(.text("in the file: x")))
    #expect(second.fields["remark (as it stands)"] == .stated(.text("in the file: fell ill")))
    #expect(second.entry("chemo")?.note == "as it stands in the file: start: 06.01.2020")
    #expect(second.entry("chemo")?.when == [])
    #expect(second.sex == .notRecorded)
    #expect(reading.losses.count(.kept) == 3)
    // 5 values of the first row, 3 of the second, each id, and each status that decided.
    #expect(reading.losses.count(.understood) == 4 + 2 + 2 + 2)
    #expect(try StudyFolder.read(files: StudyFolder.write(study)).study == study)
  }

  /// What no patient can keep, the study does; a file that ends too early is never half a study.
  @Test("keeps rows of no patient, cells beyond the header and texts that decide nothing, and no half of a file")
  func keepingTheRest() throws {
    let head = "id,sex,drug,start,last,status\n"
    let csv = head + ",m,gemcitabine,2020-01-06,,dead\n1,m,gemcitabine,2020-01-06,2021-01-01,alife,see letter\n"
    let reading = readTable(["a.csv": csv], Self.small, keepsGoing: true)
    let study = try #require(reading.study)
    #expect(study.remarks.map(\.text) == ["sex: m; drug: gemcitabine; start: 2020-01-06; status: dead"])
    #expect(study.remarks.map { $0.sources.map(\.section) } == [["a.csv, row 2"]])
    let patient = try #require(study.patients.first)
    #expect(patient.fields["status (as it stands)"] == .stated(.text("in the file: alife")))
    #expect(patient.fields["7 (as it stands)"] == .stated(.text("in the file: see letter")))
    #expect(patient.fields["last (as it stands)"] == .stated(.text("in the file: 2021-01-01")))
    #expect(reading.misfits.count == 4)
    #expect(reading.losses.count(.kept) == 4 + 3 && reading.losses.count(.unplaced) == 0)
    #expect(try StudyFolder.read(files: StudyFolder.write(study)).study == study)
    let torn = head + "1,m,gemcitabine,2020-01-06,2021-01-01,dead\n2,m,\"gemcitabine,2020-01-06,2021-01-01,dead\n"
    #expect(readTable(["a.csv": torn], Self.small, keepsGoing: true).study == nil)
    #expect(readTable(["a.csv": csv, "b.csv": csv], Self.small, keepsGoing: true).study == nil)
  }

  @Test("tells what the notation does not take at its cell, and keeps other entries that refer to it")
  func notation() throws {
    let mapping = """
      mapping: Notation
      tables:
        - file: a.csv
          entries:
            - {name: chemo, kind: therapy}
            - {name: ct, kind: assessment, always: {assessment: CT, when: 6 wk after start of chemo}}
          columns:
            - {column: id, is: patient}
            - {column: weight, is: weight, unit: kg}
            - {column: drug, is: therapy, of: chemo}
            - {column: cycles, is: cycles, of: chemo}
            - {column: best, is: response, of: ct}

      """
    let csv = "id,weight,drug,cycles,best\n1,7000,gemcitabine,six,PR\n2,70,,,SD\n"
    let reading = readTable(["a.csv": csv], mapping)
    #expect(
      reading.misfits.map(\.place.description) == [
        "a.csv, row 2, column cycles", "a.csv, row 2, column weight", "a.csv, row 3",
      ])
    #expect(reading.misfits.last?.words.contains("chemo") == true)
    let kept = try #require(readTable(["a.csv": csv], mapping, keepsGoing: true).study)
    #expect(kept.patients[0].entry("chemo")?.note == "as it stands in the file: cycles: six")
    #expect(kept.patients[1].entry("ct")?.note == "as it stands in the file: best: SD")
  }

  @Test("has several rows and files of a patient, and both of two statements that differ")
  func severalRows() throws {
    let mapping = """
      mapping: Two files
      tables:
        - file: [a.csv, b.csv]
          columns:
            - {column: id, is: patient}
            - {column: sex, is: sex}
            - {column: arm, is: arm, optional: true}
        - file: labs.tsv
          separator: tab
          decimal: comma
          dates: [dd.mm.yyyy]
          entries: [{name: lab, kind: lab}]
          columns:
            - {column: id, is: patient}
            - {column: what, is: lab, of: lab}
            - {column: value, is: value, of: lab, read as: number, unit: 10^9/L}
            - {column: day, is: when, of: lab, read as: date}

      """
    let labs = "id\twhat\tvalue\tday\n1\tneutrophils\t4,1\t1.2.2020\n1\tneutrophils\t<0,8\t15.2.2020\n"
    let files = [
      "a.csv": "id,sex,arm\n1,male,A\n2,female,A\n", "b.csv": "id,sex\n1,female\n2,female\n", "labs.tsv": labs,
    ]
    let study = try #require(readTable(files, mapping).study)
    #expect(study.patients.map(\.id) == ["1", "2"])
    let statements = try #require(study.patients[0].statements.first)
    #expect(statements.all.map(\.value) == ["male", "female"])
    #expect(statements.all.map { $0.sources.map(\.section) } == [["a.csv, row 2: sex"], ["b.csv, row 2: sex"]])
    #expect(study.patients[1].statements.isEmpty)
    let values = study.patients[0].entries.compactMap { entry -> Laboratory? in
      if case .laboratory(let value) = entry.content { value } else { nil }
    }
    #expect(values.map(\.value) == [4.1, 0.8])
    #expect(values.map(\.relation) == [nil, .less])
    #expect(study.patients[0].entries.map(\.id) == ["lab", "lab-2"])
    // An arm has one value.
    let other = files.merging(["b.csv": "id,sex,arm\n1,male,B\n"]) { $1 }
    #expect(
      readTable(other, mapping).misfits.map(\.description) == [
        "b.csv, row 2, column arm: `B` for `arm`, which is `A` in a.csv, row 2, column arm; expected the same in all rows of a patient"
      ])
  }

  @Test("reads lesions and administrations into their tables")
  func rows() throws {
    let mapping = """
      mapping: Rows
      tables:
        - file: chemo.csv
          entries: [{name: chemo, kind: therapy}]
          columns: [{column: id, is: patient}, {column: drug, is: therapy, of: chemo}]
        - file: lesions.csv
          dates: [dd.mm.yyyy]
          decimal: comma
          entries: [{name: lesion, kind: lesion, always: {role: target}}]
          columns:
            - {column: id, is: patient}
            - {column: lesion, is: lesion, of: lesion}
            - {column: day, is: date, of: lesion, read as: date}
            - {column: mm, is: finding, of: lesion, read as: number}
        - file: given.csv
          dates: [dd.mm.yyyy]
          entries: [{name: dose, kind: administration, always: {therapy: chemo}}]
          columns:
            - {column: id, is: patient}
            - {column: cycle, is: cycle, of: dose}
            - {column: day, is: day, of: dose}
            - {column: date, is: date, of: dose, read as: date}
            - {column: mg/m2, is: dose, of: dose, unit: mg/m2}

      """
    let files = [
      "chemo.csv": "id,drug\n1,gemcitabine\n",
      "lesions.csv": "id;lesion;day;mm\n1;T1;1.2.2020;23,5\n1;T1;1.4.2020;12\n",
      "given.csv": "id,cycle,day,date,mg/m2\n1,1,1,3.2.2020,1000\n1,1,8,10.2.2020,750\n",
    ]
    let reading = readTable(files, mapping)
    #expect(reading.misfits == [])
    let patient = try #require(reading.study?.patients.first)
    #expect(patient.lesions.map(\.date.description) == ["2020-02-01", "2020-04-01"])
    let doses = patient.therapies[0].therapy.administrations
    #expect(doses.map(\.date.description) == ["2020-02-03", "2020-02-10"])
    #expect(doses.map(\.day) == [1, 8])
  }

  @Test("tells fifty misfits of a column and counts the rest")
  func many() {
    let rows = (1...200).map { "\($0),x,gemcitabine,2020-01-06,2021-01-01,dead\n" }.joined()
    let reading = readTable(["a.csv": "id,sex,drug,start,last,status\n" + rows], Self.small)
    #expect(reading.misfits.count == 51)
    #expect(reading.misfits.first?.description == "a.csv, column sex: 150 more of this column are not told")
    #expect(reading.losses.lines.first { $0.outcome == .unplaced && $0.column == "sex" }?.count == 200)
  }

  @Test("asks for a mapping that can be read, and tells what is wrong with it at its line")
  func wrongMapping() {
    let mapping = """
      mapping: Wrong
      tables:
        - file: a.csv
          entries:
            - {name: Chemo, kind: therapie}
          columns:
            - {column: id, is: patient}
            - {column: sex, is: sexe}
            - {column: day, is: when, of: chem, read as: date}

      """
    let reading = readTable(["a.csv": "id,sex\n1,m\n"], mapping)
    #expect(reading.study == nil)
    let told = reading.misfits.map(\.description).joined(separator: "\n")
    for words in [
      "mapping.yaml:5:", "did you mean `therapy`?", "did you mean `chemo`?", "did you mean `sex`?", "no entry `chem`",
    ] { #expect(told.contains(words), "\(words) in \(told)") }
    #expect(
      TableReading.read(StudyFormat.Request(files: [])).misfits.map(\.message) == [
        "no mapping: nothing says what the columns are"
      ])
  }
}

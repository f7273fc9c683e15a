// SPDX-License-Identifier: Apache-2.0

import Chronology
import Course
import Exchange
import Foundation
import Notation
import Plain
import StudyTesting
import Testing

@testable import Interchange

@Suite("A study as tables of OMOP", .timeLimit(.minutes(60)))
struct OMOPWritingTests {
  /// So many studies; a longer run: VERLAUF_OMOP_STUDIES=1000.
  private static let rounds = ProcessInfo.processInfo.environment["VERLAUF_OMOP_STUDIES"].flatMap(Int.init) ?? 60

  private static func write(_ study: Study, _ policy: PartialDatePolicy = .leaveOut) -> StudyWriting {
    OMOPWriting.write(study, policy, day: "2026-01-02")
  }

  private static func read(_ files: [String: String]) -> StudyReading {
    OMOPReading.read(
      StudyFormat.Request(files: files.sorted { $0.key < $1.key }.map { InputFile(name: $0.key, text: $0.value) }))
  }

  /// A random study whose patients have a year of birth and, of every second seed, words and days that tables can hold.
  private static func study(_ seed: UInt64) throws -> Study {
    var random = RandomStudy(seed: seed)
    var study = random.study(patients: 2)
    for index in study.patients.indices {
      if seed % 4 != 0 { study.patients[index].yearOfBirth = .stated(1950 + index) }
      guard seed % 2 == 1 else { continue }
      FHIRWritingTests.plain(&study.patients[index], &random)
      for entry in study.patients[index].entries.indices where entry % 3 != 0 {
        let day = try StatedTime(
          parsing: random.pick(["2020-02-03", "2021-11-30", "2020-04", "2021", "2020-03-01/2020-04-02"]))
        study.patients[index].entries[entry].when = [day]
        if study.patients[index].entries[entry].content.lasts {
          study.patients[index].entries[entry].ends = [try StatedTime(parsing: random.pick(["2022-05-06", "2022-07"]))]
        }
      }
    }
    return study
  }

  @Test(
    "comes back equal or is told, for studies at random, whatever becomes of partial dates",
    arguments: PartialDatePolicy.allCases)
  func roundTrip(_ policy: PartialDatePolicy) throws {
    var trip = RoundTrip()
    for seed in 0..<UInt64(Self.rounds) {
      let study = try Self.study(seed)
      let writing = Self.write(study, policy)
      guard !writing.files.isEmpty else { continue }
      try trip.hold(study, writing, Self.read(writing.files), seed)
    }
    if policy == .refuse { return }
    #expect(trip.files > Self.rounds / 4 && trip.held > 5 * Self.rounds && trip.told > 0, "\(trip)")
  }

  private func one(_ when: String, ends: String? = nil, born: Bool = true) throws -> Study {
    var patient = Patient(id: "12")
    if born { patient.yearOfBirth = .stated(1960) }
    patient.sex = .stated(.female)
    var therapy = Entry(id: "gem", content: .therapy(Therapy(drugs: ["gemcitabine", "docetaxel"])))
    therapy.when = [try StatedTime(parsing: when)]
    if let ends { therapy.ends = [try StatedTime(parsing: ends)] }
    patient.entries = [therapy]
    var study = Study(title: "A study")
    study.patients = [patient]
    return study
  }

  /// April 2020 begins on its first day and ends on its 30th.
  @Test("has of a partial date what is asked for, and the time as it was stated beside it")
  func policies() throws {
    let study = try one("2020-04", ends: "2020-09-07")
    let refused = Self.write(study, .refuse)
    #expect(refused.files.isEmpty && refused.refusal?.contains("12/gem: 2020-04") == true)
    let without = Self.write(study)
    #expect(
      without.losses.lines.contains { $0.file == "therapy" && $0.column == "when" && $0.meaning.contains("full date") })
    for (policy, day) in [(PartialDatePolicy.earliest, "2020-04-01"), (.latest, "2020-04-30")] {
      let writing = Self.write(study, policy)
      let episode = try #require(writing.files["EPISODE.csv"])
      #expect(episode.contains("32531,\(day),"))
      #expect(writing.files["DRUG_EXPOSURE.csv"]?.split(separator: "\n").count == 3)
      #expect(writing.files["VERLAUF_ENTRY.csv"]?.contains("2020-04") == true)
      #expect(
        OBDSTesting.lines(try #require(Self.read(writing.files).study).patients[0]) == [
          "sex: female", "year of birth: 1960",
          "therapy: gemcitabine + docetaxel; id: gem; when: 2020-04; ends: 2020-09-07",
        ])
    }
  }

  @Test(
    "has no exposure to a drug whose end nobody states, no patient without a year of birth, and no time that is counted"
  )
  func demanded() throws {
    let open = Self.write(try one("2020-04-02"))
    #expect(open.files["DRUG_EXPOSURE.csv"]?.split(separator: "\n").count == 1)
    #expect(open.files["EPISODE.csv"]?.contains("32531,2020-04-02,") == true)
    let unborn = Self.write(try one("2020-04-02", born: false))
    #expect(unborn.files.isEmpty)
    #expect(unborn.losses.lines.contains { $0.column == "year of birth" && $0.meaning.contains("demands") })
  }

  /// Who is 61 on 2023-11-20 was born from 1961-11-21 to 1962-11-20; on the last day of a year, 2023-12-31, in 1962; in 2023, from 1961-01-02 to 1962-12-31.
  /// 8 months on 2023-03-15: from 2022-06-16 to 2022-07-15.
  @Test(
    "has a bound of the year of birth of an age at a dated entry, where that is asked for, and the age comes back",
    arguments: [
      ("61 at gem", "2023-11-20", 1961, 1962), ("61 at gem", "2023-12-31", 1962, 1962),
      ("61 at gem", "2023", 1961, 1962), ("0 at gem", "2023-03-15", 2022, 2023),
      ("8 mo at gem", "2023-03-15", 2022, 2022),
    ])
  func birthOfAge(_ age: String, _ when: String, _ earliest: Int, _ latest: Int) throws {
    var study = try one(when, ends: "2024-02-01", born: false)
    study.patients[0].age = .stated(try StatedAge(parsing: age))
    for (policy, year) in [(PartialDatePolicy.earliest, earliest), (.latest, latest)] {
      let writing = Self.write(study, policy)
      let person = try #require(writing.files["PERSON.csv"])
      #expect(person.contains(",\(year),"), "\(person)")
      let back = try #require(Self.read(writing.files).study).patients[0]
      #expect(back.age == study.patients[0].age && back.yearOfBirth == .notRecorded)
    }
    if earliest < latest {
      #expect(Self.write(study, .refuse).refusal?.contains("age \(age)") == true)
      #expect(Self.write(study, .leaveOut).files.isEmpty)
    }
  }

  /// At least 90 has no first year; an age at nothing, or at an entry without a date, has no year at all.
  @Test("makes no year of birth of an age that leaves it open", arguments: ["≥ 90 at gem", "61", "61 at referral"])
  func noBirth(_ age: String) throws {
    var study = try one("2023-11-20", born: false)
    study.patients[0].age = .stated(try StatedAge(parsing: age))
    for policy in [PartialDatePolicy.earliest, .latest] { #expect(Self.write(study, policy).files.isEmpty) }
  }

  /// Nobody states a year of birth of the three patients, and the series has one date.
  @Test("of the published series is none, for want of years of birth")
  func series() async throws {
    let folder = PythonReader.root.appendingPathComponent("Examples/gemcitabine-maintenance")
    let writing = Self.write(try #require(await StudyFolder.read(folder.path).study))
    #expect(writing.files.isEmpty)
    #expect(
      writing.losses.lines.first { $0.meaning.contains("year of birth") || $0.column == "year of birth" }?.count == 3)
  }

  // MARK: an independent database

  private static let database = PythonReader("readers-omop", importing: "duckdb")

  /// Makes the tables of the field-level description, with types, required columns, primary and foreign keys, and loads the files into them.
  private static let program = """
    import csv, pathlib, sys
    import duckdb
    fields = list(csv.DictReader(open(sys.argv[2], encoding="utf-8-sig")))
    order = ["PERSON", "OBSERVATION_PERIOD", "CONDITION_OCCURRENCE", "EPISODE", "EPISODE_EVENT", "DRUG_EXPOSURE",
             "MEASUREMENT", "PROCEDURE_OCCURRENCE", "DEATH", "CDM_SOURCE"]
    count = 0
    for folder in sorted(pathlib.Path(sys.argv[1]).iterdir()):
        base = duckdb.connect()
        for table in order:
            columns = []
            for field in fields:
                if field["cdmTableName"].upper() != table:
                    continue
                kind = field["cdmDatatype"].lower().replace("varchar(max)", "varchar").replace("datetime", "timestamp")
                line = field["cdmFieldName"] + " " + kind
                if "varchar(" in kind:
                    limit = kind.split("(")[1].rstrip(")")
                    line += f" CHECK (length({field['cdmFieldName']}) <= {limit})"
                if field["isRequired"] == "Yes":
                    line += " NOT NULL"
                if field["isPrimaryKey"] == "Yes":
                    line += " PRIMARY KEY"
                if field["isForeignKey"] == "Yes" and field["fkTableName"].upper() in ("PERSON", "EPISODE"):
                    line += f" REFERENCES {field['fkTableName']}({field['fkFieldName']})"
                columns.append(line)
            base.execute(f"CREATE TABLE {table} (" + ", ".join(columns) + ")")
            try:
                base.execute(f"COPY {table} FROM '{folder}/{table}.csv' (HEADER, DELIMITER ',', QUOTE '\\"', ESCAPE '\\"')")
                count += base.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
            except Exception as error:
                print(folder.name, table, str(error)[:400])
        orphans = base.execute('''SELECT count(*) FROM EPISODE_EVENT e WHERE
            (episode_event_field_concept_id = 1147094 AND event_id NOT IN (SELECT drug_exposure_id FROM DRUG_EXPOSURE)) OR
            (episode_event_field_concept_id = 1147127 AND event_id NOT IN (SELECT condition_occurrence_id FROM CONDITION_OCCURRENCE))''').fetchone()[0]
        if orphans:
            print(folder.name, orphans, "events of nothing")
    print(count)
    """

  /// Rows of a file: the ends of lines that stand in no quoted text.
  private static func rows(_ text: String) -> Int {
    var isQuoted = false
    return text.utf8.reduce(0) { count, byte in
      if byte == UInt8(ascii: "\"") { isQuoted.toggle() }
      return byte == UInt8(ascii: "\n") && !isQuoted ? count + 1 : count
    }
  }

  @Test(
    "loads into the tables of the field-level description, by DuckDB",
    .enabled(if: database != nil, "DuckDB is not installed (script/bootstrap --readers)"))
  func loads() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("verlauf-omop-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    var count = 0
    for seed in 0..<UInt64(Self.rounds) {
      let files = Self.write(try Self.study(seed), seed % 2 == 0 ? .earliest : .latest).files
      if files.isEmpty { continue }
      let own = folder.appendingPathComponent("\(seed)")
      try FileManager.default.createDirectory(at: own, withIntermediateDirectories: true)
      for (name, text) in files {
        try text.write(to: own.appendingPathComponent(name), atomically: true, encoding: .utf8)
        if !name.hasPrefix("VERLAUF") { count += Self.rows(text) - 1 }
      }
    }
    let description = try #require(
      Bundle.module.url(forResource: "Fixtures/OMOP/OMOP_CDMv5.4_Field_Level", withExtension: "csv"))
    let verdict = try #require(Self.database).run(Self.program, [folder.path, description.path])
    #expect(count > Self.rounds && verdict == "\(count)\n", "\(verdict.prefix(2000))")
  }

  /// An invented patient of whom an age at a dated diagnosis is stated: the earliest year of birth stands for it, and every date that is not of a day is told. VERLAUF_EXAMPLES=1 writes it.
  @Test("of an invented record is the example")
  func example() async throws {
    let root = PythonReader.root
    let study = try #require(await StudyFolder.read(root.appendingPathComponent("Examples/full-record").path).study)
    let files = Self.write(study, .earliest).files
    let folder = root.appendingPathComponent("Examples/exchange/full-record.omop")
    if ProcessInfo.processInfo.environment["VERLAUF_EXAMPLES"] != nil {
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      for (name, text) in files {
        try text.write(to: folder.appendingPathComponent(name), atomically: true, encoding: .utf8)
      }
    }
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted() == files.keys.sorted())
    for (name, text) in files {
      #expect(try String(contentsOf: folder.appendingPathComponent(name), encoding: .utf8) == text, "\(name)")
    }
    let back = try #require(Self.read(files).study?.patients.first)
    // 61 at the diagnosis of November 2023: born in 1961 or 1962.
    #expect(back.yearOfBirth.value == 1961 || back.age.value?.years == 61)
    let own = try #require(study.patients.first)
    let counts = own.entries.filter { if case .laboratory = $0.content { true } else { false } }.count
    #expect(
      counts > 30 && back.entries.filter { if case .laboratory = $0.content { true } else { false } }.count == counts)
    #expect(back.therapies.map(\.therapy.drugs) == own.therapies.map(\.therapy.drugs))
  }

  /// The columns of the reader are those of the description.
  @Test("has the columns of the field-level description")
  func columns() throws {
    let url = try #require(
      Bundle.module.url(forResource: "Fixtures/OMOP/OMOP_CDMv5.4_Field_Level", withExtension: "csv"))
    var text = String(decoding: try Data(contentsOf: url), as: UTF8.self)
    if text.hasPrefix("\u{FEFF}") { text.removeFirst() }
    var tables: [String: [String]] = [:]
    for row in CSV.rows(text).dropFirst() where row.count > 3 {
      let type = row[3].lowercased().replacing("varchar(max)", with: "text")
      tables[row[0].uppercased(), default: []].append("\(row[1]) \(type)" + (row[2] == "Yes" ? "!" : ""))
    }
    for (name, columns) in OMOPSchema.tables where name != OMOPSchema.entries {
      let own = columns.map { column in
        "\(column.name) \(column.type)" + (column.limit.map { "(\($0))" } ?? "") + (column.isRequired ? "!" : "")
      }
      #expect(own == tables[name], "\(name)")
    }
    #expect(
      Set(tables.keys) == Set(OMOPSchema.tables.map(\.name)).union(OMOPSchema.others).subtracting([OMOPSchema.entries]))
  }
}

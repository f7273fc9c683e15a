// SPDX-License-Identifier: Apache-2.0

import Course
import Exchange
import Foundation
import Plain
import Testing

@testable import Interchange

/// Projects of REDCapR, whose records are held against the files, and what must be refused.
@Suite("A project of REDCap")
struct REDCapTests {
  private func read(
    _ project: String, _ mapping: String, keepsGoing: Bool = false, change: (inout [String: String]) -> Void = { _ in }
  )
    throws -> StudyReading
  {
    var files = try fixture("REDCap/\(project)").filter { ["data.csv", "dictionary.csv"].contains($0.key) }
    change(&files)
    let inputs = files.sorted { $0.key < $1.key }.map { InputFile(name: $0.key, text: $0.value) }
    let read = try #require(StudyFormat.redcap.read)
    return read(
      StudyFormat.Request(
        files: inputs, mapping: InputFile(name: "mapping.yaml", text: mapping), keepsGoing: keepsGoing))
  }

  static let repeating = """
    mapping: Blood pressure, an instrument that repeats
    fields:
      - {name: ethnicity, type: choice, choices: [Hispanic, other, refused]}
    tables:
      - file: data.csv
        entries:
          - {name: pressure, kind: event, where: {redcap_repeat_instrument: bp}}
        columns:
          - {column: record_id, is: patient}
          - {column: sex, is: sex, words: {0: female, 1: male}}
          - {column: ethnicity, is: field, field: ethnicity, words: {0: Hispanic, 1: other, 2: refused}}
          - {column: date_bp, is: when, of: pressure, read as: date}
          - {column: bp_systolic, is: event, of: pressure, as: "systolic pressure {} mmHg"}
          - {column: bp_diastolic, is: note, of: pressure, as: "diastolic pressure {} mmHg"}
          - {column: date_enrolled, is: ignored}
          - {column: first_name, is: ignored}
          - {column: dob, is: ignored}
          - {column: age, is: ignored}
          - {column: race, is: ignored}

    """

  /// A mapping that calls a code by another word than the dictionary does is wrong in one of the two.
  @Test("is held against its dictionary")
  func swapped() throws {
    let swapped = Self.repeating.replacing("{0: female, 1: male}", with: "{0: male, 1: female}")
    let reading = try read("repeating-instruments", swapped)
    #expect(reading.study == nil)
    #expect(
      reading.misfits.map(\.description) == [
        "mapping.yaml: `0` of `sex` is `Female` in the dictionary, and `male` in the mapping; expected `female`, or another dictionary",
        "mapping.yaml: `1` of `sex` is `Male` in the dictionary, and `female` in the mapping; expected `male`, or another dictionary",
      ])
  }

  @Test("has a row for each instance of an instrument")
  func instances() throws {
    let reading = try read("repeating-instruments", Self.repeating)
    #expect(reading.misfits == [])
    let study = try #require(reading.study)
    // data.csv: record 1 has three instances of `bp`, record 2 one.
    #expect(study.patients.map { $0.entries.map(\.id) } == [["pressure", "pressure-2", "pressure-3"], ["pressure"]])
    #expect(study.patients.map(\.sex) == [.stated(.female), .stated(.male)])
    #expect(study.patients[1].entries[0].when.map(\.text) == ["2004-04-04"])
    #expect(study.patients[0].entries[2].note == "diastolic pressure 102 mmHg")
    #expect(
      study.patients[0].entries[2].sources.map(\.section) == ["data.csv, row 5: date_bp, bp_systolic, bp_diastolic"])
    #expect(study.patients[1].fields["ethnicity"] == .stated(.choice("Hispanic")))
    #expect(reading.losses.count(.unplaced) == 0)
  }

  @Test("has the boxes that are checked as one list, and is told a box that is neither")
  func boxes() throws {
    let mapping = """
      mapping: Boxes
      fields: [{name: one, type: text}]
      tables:
        - file: data.csv
          missing: {NA: leave out}
          columns:
            - {column: record_id, is: patient}
            - {column: check_one, is: field, field: one, words: {1: one, 2: two, 3: three, 4: four}}
            - {column: check_two, is: comorbidity}
            - {column: desired_result, is: ignored}

      """
    let study = try #require(try read("checkboxes-1", mapping).study)
    // Record 1 has box 1, record 2 none, record 3 all four, record 4 none; of `check_two` a and c, b and d, none, none.
    #expect(
      study.patients.map { $0.fields["one"] } == [
        .stated(.text("one")), nil, .stated(.text("one; two; three; four")), nil,
      ])
    #expect(study.patients.map(\.comorbidity) == [["a", "c"], ["b", "d"], [], []])
    let wrong = try read("checkboxes-1", mapping) { files in
      files["data.csv"] = files["data.csv"]?.replacing("\n1,0,1,0", with: "\n1,0,7,0")
    }
    #expect(
      wrong.misfits.map(\.description) == [
        "data.csv, row 2, column check_one___1: `7` for a box; expected `0` or `1`; or a code of a missing value, under `missing`"
      ])
    #expect(wrong.study == nil)
  }

  @Test("is read by events, and leaves out what the mapping says that it leaves out")
  func longitudinal() throws {
    let mapping = """
      mapping: A longitudinal project
      fields: [{name: drug, type: text}]
      tables:
        - file: data.csv
          ignore other columns: true
          entries:
            - {name: creatinine, kind: lab, where: {redcap_event_name: [visit_1_arm_1, visit_2_arm_1]}, always: {lab: creatinine}}
            - {name: visit, kind: last contact, where: {redcap_event_name: [final_visit_arm_1]}, always: {last contact: true}}
          columns:
            - {column: study_id, is: patient}
            - {column: sex, is: sex, words: {0: female, 1: male}}
            - {column: height, is: height, unit: cm}
            - {column: weight, is: weight, unit: kg}
            - {column: meds, is: field, field: drug, words: {1: Lexapro, 2: Celexa, 3: Prozac, 4: Paxil, 5: Zoloft}}
            - {column: vld2, is: value, of: creatinine, read as: number, unit: mg/dL}
            - {column: date_visit_4, is: when, of: visit, read as: date}

      """
    let reading = try read("longitudinal", mapping)
    #expect(reading.misfits == [])
    let study = try #require(reading.study)
    #expect(study.patients.map(\.id) == ["100", "220", "304"])
    #expect(study.patients.map(\.weightKilograms.value) == [80, 66, 88])
    #expect(
      study.patients.map { $0.fields["drug"] } == [
        .stated(.text("Celexa")), .stated(.text("Lexapro; Celexa")), .stated(.text("Lexapro; Celexa")),
      ])
    let values = study.patients[1].entries.compactMap { entry -> Double? in
      if case .laboratory(let own) = entry.content { own.value } else { nil }
    }
    #expect(values == [38, 367.8])
    #expect(study.patients[0].entry("visit")?.when.map(\.text) == ["2015-02-02"])
    #expect(study.patients[2].entries.isEmpty)
    // What is left out is counted: names and telephone numbers among it.
    #expect(reading.losses.lines.contains { $0.outcome == .leftOut && $0.column == "first_name" && $0.count == 3 })
  }

  @Test("has every type of validation")
  func validations() throws {
    let mapping = """
      mapping: Types
      tables:
        - file: data.csv
          entries: [{name: note, kind: event, always: {event: seen}}]
          columns:
            - {column: record_id, is: patient}
            - {column: v_date_mdy, is: when, of: note, read as: date}
            - {column: v_number_comma_decimal, is: weight, read as: number, unit: kg}
            - {column: f_checkbox, is: comorbidity}

      """
    let study = try #require(try read("validation-types-1", mapping).study)
    #expect(study.patients.map(\.id) == ["1"] && study.patients[0].entries.isEmpty)
    // A record with a date, which REDCap exports as year, month and day whatever its order, and a number with a comma.
    let filled = try read("validation-types-1", mapping) { files in
      let header =
        files["data.csv"].map { $0.prefix { $0 != "\n" }.split(separator: ",", omittingEmptySubsequences: false) } ?? []
      let row = header.map { name in
        ["record_id": "2", "v_date_mdy": "2020-03-04", "v_number_comma_decimal": "\"70,5\"", "f_checkbox___2": "1"][
          String(name)] ?? ""
      }
      files["data.csv", default: ""] += row.joined(separator: ",") + "\n"
    }
    #expect(filled.misfits == [])
    let second = try #require(filled.study?.patients.last)
    #expect(second.weightKilograms.value == 70.5 && second.comorbidity == ["2"])
    #expect(second.entries.flatMap(\.when).map(\.text) == ["2020-03-04"])
  }

  @Test("is refused where labels stand for codes, where a code is none, and without its dictionary")
  func refused() throws {
    func told(_ change: (inout [String: String]) -> Void) throws -> [String] {
      let reading = try read("repeating-instruments", Self.repeating, change: change)
      #expect(reading.study == nil)
      return reading.misfits.map(\.description)
    }
    #expect(
      try told { $0["data.csv"] = "Record ID,Gender\n1,Female\n" } == [
        "data.csv, row 1: no column `record_id`, which is the record's id in the dictionary; expected the records as raw data: variables in the header, and codes, no labels"
      ])
    // Rows keep their numbers below one that is blank.
    let wrong = try told { files in
      files["data.csv"] = files["data.csv"]?.replacing(",8.9,1,4,0,2,", with: ",8.9,1,4,Female,2,")
        .replacing("\n2,,,2019-02-02,bbb,2010-02-02,9.6,0,6,1,", with: "\n\n2,,,2019-02-02,bbb,2010-02-02,9.6,0,6,9,")
    }
    #expect(
      wrong == [
        "data.csv, row 2, column sex: `Female`; expected `0` or `1`",
        "data.csv, row 7, column sex: `9`; expected `0` or `1`",
      ])
    // The codes are those of the dictionary, also where the mapping takes them as they are.
    let asIs = Self.repeating.replacing("{column: race, is: ignored}", with: "{column: race, is: arm}")
    let race = try read("repeating-instruments", asIs) { files in
      files["data.csv"] = files["data.csv"]?.replacing(",8.9,1,4,0,2,", with: ",8.9,1,44,0,2,")
    }
    #expect(
      race.misfits.map(\.description) == [
        "data.csv, row 2, column race: `44`; expected `0`, `1`, `2`, `3`, `4`, `5` or `6`; did you mean `4`?"
      ])
    #expect(try told { $0["dictionary.csv"] = nil }.first?.contains("no data dictionary; expected") == true)
    #expect(
      try told { $0["dictionary.csv"] = $0["dictionary.csv"]?.replacing("\nsex,", with: "\nSex!,") }.first?.contains(
        "`Sex!` for a variable") == true)
    #expect(
      try told { $0["dictionary.csv"] = $0["dictionary.csv"]?.replacing("\nsex,", with: "\nrace,") }.first?.contains(
        "a second variable `race`") == true)
  }

  /// Of a dictionary is proposed what labels and choices say, and the rest is asked.
  @Test("gets a mapping proposed by its labels")
  func proposal() throws {
    let head = try #require(try fixture("REDCap/checkboxes-1")["dictionary.csv"]?.split(separator: "\n").first)
    let dictionary = """
      \(head)
      record_id,base,,text,"Record ID",,,,,,,,,,,,,
      gender,base,,radio,Sex,"1, Male | 2, Female",,,,,,,,,,,,
      wt,base,,text,"Weight (kg)",,,number,,,,,,,,,,
      os,base,,radio,Status,"1, alive | 2, dead",,,,,,,,,,,,
      last_seen,base,,text,"Last contact",,,date_dmy,,,,,,,,,,
      agent,treatment,,text,Drug,,,,,,,,,,,,,
      begin,treatment,,text,Start,,,date_dmy,,,,,,,,,,

      """
    let records =
      "record_id,redcap_repeat_instrument,redcap_repeat_instance,gender,wt,os,last_seen,agent,begin\n1,,,2,70.5,1,2021-02-03,,\n1,treatment,1,,,,,gemcitabine,2020-03-04\n"
    let files = [InputFile(name: "dictionary.csv", text: dictionary), InputFile(name: "records.csv", text: records)]
    let proposal = REDCapProposal.propose(files)
    let text = try #require(proposal.text, "\(proposal.misfits)")
    for line in [
      "- {column: gender, is: sex, words: {1: male, 2: female}}",
      "- {column: wt, is: weight, read as: number, unit: kg}",
      "- {name: treatment, kind: therapy, where: {redcap_repeat_instrument: treatment}}",
      "- {column: begin, is: starts, of: treatment, read as: date}", "# - {column: os, is: ignored}",
    ] { #expect(text.contains("\n      " + line + "\n"), "\(line) in \(text)") }
    #expect(proposal.preview.contains("therapy: gemcitabine"))
    let decided = text.replacing("# - {column: os", with: "- {column: os")
    let read = try #require(StudyFormat.redcap.read)
    let reading = read(StudyFormat.Request(files: files, mapping: InputFile(name: "mapping.yaml", text: decided)))
    #expect(reading.misfits == [])
    #expect(reading.study?.patients.first?.therapies.first?.entry.when.map(\.text) == ["2020-03-04"])
  }

  // MARK: the dictionary that is written

  /// What REDCap asks of a dictionary that is uploaded, written out: the columns of one that it has downloaded; variables of small letters, digits and `_` that begin with a letter, each once and no longer than it advises;
  /// the record's id first; the fields of an instrument together; types, validations and choices that it has.
  @Test(
    "passes the rules of REDCap",
    arguments: ["Examples/full-record", "Examples/gemcitabine-maintenance", "Tests/ExchangeTests/Fixtures/every-key"])
  func rules(example: String) async throws {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent(example)
    let study = try #require(await StudyFolder.read(root.path).study)
    let writing = try #require(StudyFormat.redcap.write?(study))
    let rows = Self.rows(try #require(writing.files["dictionary.csv"]))
    let sample = Self.rows(try #require(try fixture("REDCap/checkboxes-1")["dictionary.csv"]))
    #expect(rows[0] == sample[0] && rows.allSatisfy { $0.count == 18 })
    let fields = rows.dropFirst()
    #expect(fields.first?[0] == "record_id" && fields.first?[3] == "text")
    func fits(_ text: String, _ pattern: String) -> Bool {
      text.range(of: "^(?:\(pattern))$", options: .regularExpression) != nil
    }
    let name = "[a-z][a-z0-9_]*"
    let code = "-?[A-Za-z0-9._]+"
    var seen: Set<String> = []
    var forms: [String] = []
    for field in fields {
      #expect(fits(field[0], name) && field[0].utf8.count <= 26 && !field[0].hasSuffix("_"), "\(field[0])")
      #expect(!field[0].contains("___"), "three `_` are those of a box: \(field[0])")
      #expect(seen.insert(field[0]).inserted, "\(field[0]) twice")
      #expect(fits(field[1], name) && field[1].utf8.count <= 64)
      if forms.last != field[1] { forms.append(field[1]) }
      #expect(["text", "notes", "radio", "dropdown", "yesno"].contains(field[3]), "\(field[3])")
      #expect(!field[4].isEmpty)
      #expect(["", "integer", "number", "date_ymd"].contains(field[7]) && (field[7].isEmpty || field[3] == "text"))
      if let least = Int(field[8]), let most = Int(field[9]) { #expect(least <= most) }
      #expect(["", "y"].contains(field[12]))
      guard ["radio", "dropdown"].contains(field[3]) else {
        #expect(field[5].isEmpty)
        continue
      }
      let choices = field[5].components(separatedBy: " | ").map { $0.components(separatedBy: ", ") }
      #expect(choices.allSatisfy { $0.count >= 2 && fits($0[0], code) && !$0[1].isEmpty }, "\(field[5])")
      #expect(Set(choices.map { $0[0] }).count == choices.count)
    }
    #expect(Set(forms).count == forms.count, "the fields of an instrument stand together")
    // The records have these variables, and no others but those of REDCap.
    let records = Self.rows(try #require(writing.files["records.csv"]))
    let own = ["redcap_repeat_instrument", "redcap_repeat_instance"] + forms.map { $0 + "_complete" }
    #expect(Set(records[0]) == seen.union(own) && records[0].count == seen.count + own.count)
    // Instances of an instrument are numbered from 1 in each record.
    var instances: [String: Int] = [:]
    for row in records.dropFirst() where !row[1].isEmpty {
      instances["\(row[0]) \(row[1])", default: 0] += 1
      #expect(forms.contains(row[1]) && row[2] == String(instances["\(row[0]) \(row[1])"] ?? 0))
    }
  }

  /// Rows of separated values, read by a few lines of their own.
  private static func rows(_ text: String) -> [[String]] {
    var (rows, row, cell, isQuoted): ([[String]], [String], String, Bool) = ([], [], "", false)
    for character in text {
      switch character {
      case "\"": isQuoted.toggle()
      case "," where !isQuoted: (row, cell) = (row + [cell], "")
      case "\n" where !isQuoted: (rows, row, cell) = (rows + [row + [cell]], [], "")
      default: cell.append(character)
      }
    }
    return cell.isEmpty && row.isEmpty ? rows : rows + [row + [cell]]
  }
}

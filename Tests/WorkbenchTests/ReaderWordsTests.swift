// SPDX-License-Identifier: Apache-2.0

import Course
import Exchange
import Notation
import Plain
import Testing

@testable import Workbench

/// What the reader says of a form is told in the language of the page.
@Suite("Messages of the reader in German")
struct ReaderWordsTests {
  /// What a person may type that is wrong somewhere: no number, too much, too little, two meanings, no such day, no such word, a denial, a piece of notation.
  static let typed = [
    "maybe", "-5", "0", "99999", "1,000", "1.000", "1.5.3", "31.02.2020", "2020-13-01", "2020-02-30", "03/12/2017",
    "true", "false", "geplant", "Mutter", "{a: b}", "[a, b]", "{read as: 6 mo}", "12 parsecs", "2, 1",
    "6 mo after nothing", "during cycle 0", "early 2019", "2019/2018", "NA", "ECOG 9", "Karnofsky 85", "tot", "8890",
    "2017 or 2018", "vor 2017", "t1", "ct", "radiotherapy", "gemcitabine +", "daily", "q21d", "..", "\u{7}",
    "4 weeks on, 2 off", "after ct-9", "120 %",
  ]

  /// The names of the fields of a table, groups with one entry each.
  static func names(_ table: KeyTable, _ prefix: String = "", depth: Int = 0) -> [String] {
    FormSheet.fields(table, prefix).flatMap { field -> [String] in
      switch field.control.shape {
      case .group(let own) where depth < 3: [field.name] + names(own, field.name + ".", depth: depth + 1)
      case .groups(let own, _) where depth < 3:
        [field.name + ".1"] + names(own, field.name + ".1.", depth: depth + 1)
      default: [field.name]
      }
    }
  }

  /// What the reader says of a sheet.
  static func problems(_ sheet: FormSheet, _ kind: EntryKind?) -> [Problem] {
    var sheet = sheet
    let item = sheet.item()
    let log = ProblemLog(text: sheet.text)
    if kind != nil {
      let root = Item(
        content: .fields([
          Item.Field("patient", Item(text: "A")), Item.Field("section", Item(text: "chart")),
          Item.Field("course", Item(content: .list([item]))),
        ]))
      _ = Patient.read(root, name: "A", log, known: ["t1": .therapy, "ct": .entry])
    } else if sheet.table.name == "patient" {
      _ = Patient.read(item, name: "A", log, known: ["t1": .therapy, "ct": .entry])
    } else {
      _ = Study.notation.read(item, Reader(log, section: nil))
    }
    return log.problems
  }

  /// Every wrong value in every field of every form, beside what the form needs.
  static let all: [(place: String, problem: Problem)] = {
    var told: [(String, Problem)] = []
    func ask(_ table: KeyTable, _ kind: EntryKind?, _ needed: [String: String]) {
      // Sources are the same everywhere: those of one kind are asked.
      for name in names(table) where kind == nil || kind?.word == "diagnosis" || !name.contains("source.") {
        for value in typed {
          var values = needed
          values[name] = value
          told += problems(FormSheet(table, values: values), kind).map { ("\(table.name) \(name) \(value)", $0) }
        }
      }
    }
    for kind in EntryKind.all {
      ask(
        kind.record.table, kind,
        [kind.word: kind.word == "therapy" ? "gemcitabine + docetaxel" : "true", "when": "2020-01-15"])
    }
    for (file, columns, row) in tables {
      for index in columns.indices {
        for value in typed {
          var cells = row
          cells[index] = value
          let text = [columns, cells].map { $0.map(Self.cell).joined(separator: ",") }.joined(separator: "\n")
          let files = [
            "study.yaml": "study: x\n", file: text,
            "patients/A.yaml":
              "patient: A\ncourse:\n  - {therapy: gemcitabine + docetaxel, id: t1, when: 2020-01-01}\n",
          ]
          told += StudyFolder.read(files: files).problems.filter { $0.location.file == file }.map {
            ("\(file) \(columns[index]) \(value)", $0)
          }
        }
      }
    }
    ask(Patient.notation.table, nil, [:])
    ask(Study.notation.table, nil, ["study": "x"])
    return told
  }()

  /// The tables of which rows are corrected and pasted, with a row that is right.
  static let tables: [(String, [String], [String])] = [
    (
      "administrations.csv", ["patient", "therapy", "drug", "cycle", "day", "date", "dose", "mg", "reason"],
      ["A", "t1", "gemcitabine", "1", "1", "2020-01-01", "900 mg/m2", "1600", ""]
    ),
    (
      "labs.csv", ["patient", "analyte", "when", "value", "unit"], ["A", "neutrophils", "2020-01-01", "1.2", "10^9/L"]
    ),
    (
      "lesions.csv",
      ["patient", "date", "lesion", "role", "site", "finding", "density HU", "slice mm", "certainty", "treated"],
      ["A", "2020-01-01", "T1", "target", "liver", "23", "", "", "", ""]
    ),
  ]

  private static func cell(_ text: String) -> String {
    text.contains { ",\"\n".contains($0) } ? "\"\(text)\"" : text
  }

  @Test("Every sentence that a form can reach has German words")
  func reached() {
    let all = Self.all
    // The forms were asked, and the reader answered.
    #expect(all.count > 10_000 && Set(all.map { ReaderWords.shape($0.problem.message).text }).count > 60)
    var missing: [String: String] = [:]
    for (place, problem) in all {
      for text in [problem.message, problem.expected ?? ""] where !text.isEmpty && ReaderWords.german(text) == nil {
        missing[ReaderWords.shape(text).text] = place
      }
    }
    #expect(
      missing.isEmpty,
      "\(missing.sorted { $0.key < $1.key }.map { "\($0.key)   [\($0.value)]" }.joined(separator: "\n"))")
  }

  /// Beside what is quoted, none of the words of the English messages is left.
  @Test("What is said in German has no English words but those that are quoted")
  func plain() {
    let english: Set = [
      "the", "for", "where", "with", "without", "should", "stand", "expected", "unknown", "key", "which", "leave",
      "and",
      "of", "or", "is", "value", "number", "whole", "such", "as", "did", "you", "mean", "there", "no", "each", "once",
      "day",
      "cycle", "date", "entry", "therapy", "given", "patient's", "words",
    ]
    for (place, problem) in Self.all {
      guard let german = ReaderWords.german(problem) else { continue }
      let bare = german.replacing(/`[^`]*`/, with: " ")
      let left = bare.lowercased().split { !$0.isLetter && $0 != "'" }.map(String.init).filter(english.contains)
      #expect(left.isEmpty, "\(place): \(german)")
    }
  }

  @Test("Quoted words and numbers stay where they were")
  func pieces() {
    #expect(
      ReaderWords.german("`99` for `grade`") == "`99` für `grade`"
        && ReaderWords.german("a whole number, 1 to 5, or `3-4`") == "eine ganze Zahl, 1 bis 5, oder `3-4`")
    #expect(
      ReaderWords.german("`x` for a surgery, which may not have been done")
        == "`x` für eine Operation: vielleicht nicht durchgeführt")
    #expect(ReaderWords.german("a list where a reason should stand") == "eine Liste, wo ein Grund stehen sollte")
    #expect(ReaderWords.german("`PR`, `SD` or `PD`") == "`PR`, `SD` oder `PD`")
    #expect(ReaderWords.german("a sentence that nobody wrote") == nil)
  }
}

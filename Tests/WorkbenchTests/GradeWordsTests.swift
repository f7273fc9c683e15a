// SPDX-License-Identifier: Apache-2.0

import Notation
import Plain
import Testing

@testable import Workbench

@Suite("Grades as charts write them")
struct GradeWordsTests {
  @Test(
    "All ways to write a grade by CTCAE are one number",
    arguments: [
      ("G2", "2"), ("g 2", "2"), ("Grad 2", "2"), ("Grade 2", "2"), ("grade II", "2"), ("CTCAE 2", "2"),
      ("CTCAE G2", "2"), ("CTC Grad 2", "2"), ("CTCAE Grade 3", "3"), ("NCI CTCAE 3", "3"), ("°2", "2"), ("2°", "2"),
      ("° 2", "2"), ("II", "2"), ("II°", "2"), ("IV", "4"), ("2", "2"), ("G3-4", "3-4"), ("3/4", "3-4"),
      ("Grad 3 bis 4", "3-4"), ("G3/G4", "3-4"), ("III–IV", "3-4"), ("3-4", "3-4"), ("Grad III/IV", "3-4"),
      ("GII", "2"),
    ])
  func read(_ typed: String, _ grade: String) { #expect(GradeWords.toxicity(typed) == .grade(grade), "\(typed)") }

  @Test(
    "What is no grade by CTCAE is not taken for one",
    arguments: [
      "G0", "0", "6", "G6", "22", "G2a", "4-3", "G", "Grad", "CTCAE", "gut", "geheilt", "2.5", "CTCAE v5", "VI",
      "G2 G3",
      "1-2-3", "{value: 2}", "not stated",
    ])
  func other(_ typed: String) { #expect(GradeWords.toxicity(typed) == .other, "\(typed)") }

  @Test(
    "A grade of another system, or a word, is asked about",
    arguments: [
      ("FNCLCC G2", []), ("FNCLCC 2", []), ("Grading 2", []), ("Clavien-Dindo IIIa", []), ("IIIa", []),
      ("leicht", ["1"]), ("moderate", ["2"]), ("schwer", ["3"]), ("severe", ["3"]), ("lebensbedrohlich", ["4"]),
    ] as [(String, [String])])
  func asked(_ typed: String, _ offers: [String]) {
    guard case .asked(let phrase, let own) = GradeWords.toxicity(typed) else {
      Issue.record("\(typed)")
      return
    }
    #expect(own == offers && phrase.english != phrase.german && phrase.german.contains(typed))
  }

  private func sheet(_ kind: String, _ grade: String) throws -> (grade: String?, problems: FormProblems) {
    let table = try #require(EntryKind.all.first { $0.word == kind }?.record.table)
    var sheet = FormSheet(table, values: ["grade": grade])
    var problems = FormProblems()
    GradeWords.settle(&sheet, &problems)
    return (sheet.values["grade"], problems)
  }

  @Test("The grade of a tumour stays as it is written, and is not confused with that of a side effect")
  func tumours() throws {
    #expect(try sheet("toxicity", "Grad 3").grade == "3")
    #expect(try sheet("toxicity", "leicht").problems.hasErrors)
    for grade in ["G2", "FNCLCC G2", "G2-3", "high grade"] {
      let own = try sheet("diagnosis", grade)
      #expect(own.grade == grade && own.problems.all.isEmpty, "\(grade)")
    }
    for grade in ["Grad 2", "2", "II"] {
      let own = try sheet("diagnosis", grade)
      #expect(own.grade == grade && !own.problems.hasErrors && own.problems.all.first?.offers == ["G2"], "\(grade)")
    }
    #expect(try sheet("diagnosis", "CTCAE 2").problems.hasErrors)
    // Of a complication the grade is by Clavien and Dindo.
    #expect(try sheet("complication", "IIIa").grade == "IIIa")
  }
}

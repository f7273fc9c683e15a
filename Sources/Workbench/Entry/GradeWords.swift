// SPDX-License-Identifier: Apache-2.0

import Course
import Notation
import Plain

/// Grades as charts write them. That of a toxicity is by CTCAE, and is stored as its number; that of a tumour is by FNCLCC, and stays as it is written.
enum GradeWords {
  /// What a text says of a grade by CTCAE.
  enum Reading: Equatable {
    /// A grade, or two between which it is left open, as the notation has it: `2`, `3-4`.
    case grade(String)
    /// It is none by its own words: what is wrong, and what may have been meant.
    case asked(Phrase, offers: [String])
    /// For the reader of the notation to judge.
    case other
  }

  /// Reads `G2`, `Grad 2`, `Grade 2`, `CTCAE 2`, `°2`, `2°`, `II`, `G2-3`, `3/4`.
  static func toxicity(_ text: String) -> Reading {
    let plain = text.trimmed.lowercased().replacing("–", with: "-").replacing("º", with: "°")
    if plain.contains("fnclcc") || plain.contains("grading") {
      return .asked(
        Phrase(
          "“\(text)” is a grade of the tumour (FNCLCC); that of a side effect is by CTCAE, 1 to 5.",
          "„\(text)“ ist ein Grad des Tumors (FNCLCC); der einer Nebenwirkung ist nach CTCAE, 1 bis 5."), offers: [])
    }
    if let number = severities.first(where: { $0.words.contains(plain) })?.grade {
      return .asked(
        Phrase(
          "“\(text)” is a word and no grade. By CTCAE it would be \(number), if the chart means that.",
          "„\(text)“ ist ein Wort und kein Grad. Nach CTCAE wäre es \(number), falls die Akte das meint."),
        offers: ["\(number)"])
    }
    if plain.contains("clavien") || plain.wholeMatch(of: /(?:grade?\s*)?(?:iii|iv)[ab]/) != nil {
      return .asked(
        Phrase(
          "“\(text)” is a grade by Clavien and Dindo, of a complication; that of a side effect is by CTCAE, 1 to 5.",
          "„\(text)“ ist ein Grad nach Clavien und Dindo, einer Komplikation; der einer Nebenwirkung ist nach CTCAE, 1 bis 5."
        ), offers: [])
    }
    var rest = plain[...]
    for head in ["nci", "ctcae", "ctc"] { strip(&rest, head) }
    // `CTCAE v5.0` is the version, which has a field of its own.
    for head in ["grades", "grade", "grad", "g", "°"] where strip(&rest, head) { break }
    strip(&rest, "°")
    let ends = rest.split(omittingEmptySubsequences: false) { "-/".contains($0) }.map(one)
    let joined = rest.split(separator: " bis ").map(one)
    let read = joined.count == 2 ? joined : ends
    guard (1...2).contains(read.count), let first = read.first.flatMap({ $0 }), let last = read.last.flatMap({ $0 }),
      let grade = first <= last ? ToxicityGrade(first...last) : nil
    else { return .other }
    return .grade(grade.description)
  }

  /// Takes a word off the front with what joins it; false where it is not there, or a longer word is.
  @discardableResult
  private static func strip(_ rest: inout Substring, _ head: String) -> Bool {
    guard rest.hasPrefix(head) else { return false }
    let after = rest.dropFirst(head.count)
    // `g` of `gering` is no `G`.
    if head.last?.isLetter ?? false, let next = after.first, next.isLetter,
      roman(String(after.split { "-/ ".contains($0) }.first ?? "")) == nil
    {
      return false
    }
    rest = after.drop { $0 == " " || $0 == "-" || $0 == "." || $0 == ":" || $0 == "=" }
    return true
  }

  private static func one(_ text: Substring) -> Int? {
    var plain = String(text).trimmed
    for mark in ["°", "g", "grad ", "grade "] where plain.hasPrefix(mark) {
      plain = String(plain.dropFirst(mark.count))
    }
    if plain.hasSuffix("°") { plain = String(plain.dropLast()) }
    if plain.count == 1, let digit = plain.first?.wholeNumberValue, plain.first?.isASCII ?? false { return digit }
    return roman(plain)
  }

  private static func roman(_ text: String) -> Int? {
    ["i", "ii", "iii", "iv", "v"].firstIndex(of: text).map { $0 + 1 }
  }

  /// CTCAE 5.0, page 2: grade 1 mild, 2 moderate, 3 severe, 4 life-threatening, 5 death.
  private static let severities: [(grade: Int, words: Set<String>)] = [
    (1, ["mild", "leicht", "gering", "geringgradig", "leichtgradig"]),
    (2, ["moderate", "mäßig", "mässig", "mittel", "mittelschwer", "moderat", "mittelgradig"]),
    (3, ["severe", "schwer", "hochgradig", "schwergradig"]),
    (4, ["life-threatening", "life threatening", "lebensbedrohlich"]), (5, ["fatal", "tödlich", "death", "tod"]),
  ]

  /// Puts the grades of a form of toxicities, and asks where one of another kind was typed.
  static func settle(_ sheet: inout FormSheet, _ problems: inout FormProblems) {
    for (name, value) in sheet.values where name == "grade" {
      switch sheet.table.name {
      case "entry-toxicity":
        let lines = value.split(whereSeparator: \.isNewline).map { line -> String in
          guard !line.trimmed.hasPrefix("{") else { return String(line) }
          switch toxicity(String(line)) {
          case .grade(let grade): return grade
          case .asked(let phrase, let offers):
            problems.all.append(.init(name: name, isError: true, words: "", offers: offers, phrase: phrase))
            return String(line)
          case .other: return String(line)
          }
        }
        sheet.values[name] = lines.joined(separator: "\n")
      case "entry-diagnosis": problems.all += tumour(value.trimmed).map { [$0] } ?? []
      default: continue
      }
    }
  }

  /// What is asked of the grade of a tumour: a grade of side effects is none, and a bare number is written as a code.
  private static func tumour(_ text: String) -> FormProblems.One? {
    let plain = text.lowercased()
    if plain.hasPrefix("ctc") || plain.hasPrefix("nci ctc") {
      return .init(
        name: "grade", isError: true, words: "",
        phrase: Phrase(
          "“\(text)” is a grade of a side effect; that of a tumour is by FNCLCC or another system, as in `G2`.",
          "„\(text)“ ist der Grad einer Nebenwirkung; der eines Tumors ist nach FNCLCC oder einem anderen System, wie `G2`."
        ))
    }
    guard let match = plain.wholeMatch(of: /(?:grade?|g|°)?\s*(?:([1-4])|(iv|i{1,3}))°?/), !plain.hasPrefix("g1"),
      !plain.hasPrefix("g2"), !plain.hasPrefix("g3"), !plain.hasPrefix("g4"),
      let number = match.1.flatMap({ Int($0) }) ?? match.2.flatMap({ roman(String($0)) })
    else { return nil }
    return .init(
      name: "grade", isError: false, words: "", offers: ["G\(number)"],
      phrase: Phrase(
        "Stored as it stands. The code of a tumour's grade is written `G\(number)`; grades by CTCAE are those of side effects.",
        "Gespeichert, wie es dasteht. Der Code eines Tumorgrads wird `G\(number)` geschrieben; Grade nach CTCAE sind die von Nebenwirkungen."
      ))
  }
}

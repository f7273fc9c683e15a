// SPDX-License-Identifier: Apache-2.0

import Course

/// How bad a toxicity was, and how much a statement of absence denies.
extension Toxicity {
  /// Least grade that CTCAE calls severe.
  static let leastSevereGrade = 3

  /// Severe by its grade, or by its word where there is no grade. Febrile neutropenia has no grade below 3.
  var isSevere: Bool {
    guard !isAbsence else { return false }
    if let grade = grade.value { return grade.range.lowerBound >= Self.leastSevereGrade }
    let words = Set(Words.plain(qualifiedTerm).split(separator: " ").map(String.init))
    guard words.isDisjoint(with: ["not", "non", "nicht", "no"]) else { return false }
    return isFebrileNeutropenia || !words.isDisjoint(with: Self.severeWords)
  }

  /// Certainly not severe: by its grade, or by its word where there is no grade.
  var isMild: Bool {
    guard !isAbsence else { return false }
    if let grade = grade.value { return grade.range.upperBound < Self.leastSevereGrade }
    return !Set(Words.plain(qualifiedTerm).split(separator: " ").map(String.init)).isDisjoint(with: Self.mildWords)
  }

  /// `severe neutropenia`
  var qualifiedTerm: String { ([qualifier.value].compactMap(\.self) + [term]).joined(separator: " ") }

  /// By CTCAE it begins with grade 3.
  var isFebrileNeutropenia: Bool {
    [
      "febrile neutropenia", "febrile neutropaenia", "neutropenic fever", "febrile neutropenie",
      "fieber bei neutropenie",
    ].contains(Words.plain(term))
  }

  /// Whether a statement of absence is of every toxicity, and of all that are severe: `no serious toxicity`; not `no nausea`, nor `no grade 4 toxicity`.
  var deniesSevere: Bool {
    guard isAbsence else { return false }
    let words = Words.plain(term).split(separator: " ").map(String.init)
    guard words.allSatisfy({ Self.general.contains($0) || Int($0) != nil }) else { return false }
    return words.compactMap { Int($0) }.first.map { $0 <= Self.leastSevereGrade } ?? true
  }

  private static let severeWords: Set<String> = [
    "severe", "severely", "threatening", "schwer", "schwere", "schwerer", "schweres", "schweren", "lebensbedrohlich",
    "lebensbedrohliche",
  ]
  private static let mildWords: Set<String> = [
    "mild", "minor", "slight", "moderate", "leicht", "leichte", "leichter", "mäßig", "mäßige", "moderat", "geringe",
    "geringer",
  ]
  private static let general: Set<String> = [
    "no", "none", "not", "any", "kein", "keine", "keinerlei", "keiner", "and", "or", "und", "oder", "of", "at", "all",
    "serious", "severe", "significant", "relevant", "clinically", "major", "high", "higher", "more", "grade", "grades",
    "grad", "schwere", "schweren", "schwerwiegende", "schwerwiegenden", "relevante", "relevanten", "nennenswerte",
    "höhergradige", "höhergradigen", "toxicity", "toxicities", "toxic", "toxizität", "toxizitäten", "adverse", "event",
    "events", "effect", "effects", "reaction", "reactions", "side", "complication", "complications", "komplikation",
    "komplikationen", "nebenwirkung", "nebenwirkungen", "unerwünschte", "unerwünschten", "ereignis", "ereignisse",
    "wirkung", "wirkungen", "reported", "recorded", "observed", "noted", "occurred", "documented", "beobachtet",
    "dokumentiert", "aufgetreten", "treatment", "therapy", "chemotherapy", "drug", "related",
  ]
}

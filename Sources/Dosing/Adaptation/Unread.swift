// SPDX-License-Identifier: Apache-2.0

import Course
import Plain

/// Something that is known of a patient and that no rule of a set reads for a drug.
enum Unread: Hashable {
  /// A fact that was told.
  case fact(String)
  /// The grade of a term.
  case grade(String)
  /// The grade of a term that an event may have which may be since the last dose.
  case possibleGrade(String)
  /// A fact of which the record says something, and not whether it is so since the last dose.
  case possibleFact(String)
  /// That the cycle is late.
  case delay
  /// An analyte of which nothing is read.
  case analyte(Analyte)
  /// One of the values of an analyte of which another is read.
  case value(Analyte, Comparison.When)

  /// In words: `febrile neutropenia`, `nadir platelets`, `grade of diarrhoea`.
  var words: String {
    switch self {
    case .fact(let word): word
    case .grade(let term): "grade of \(term)"
    case .possibleGrade(let term):
      "\(term == Observations.haematological ? term : "grade of \(term)") that may be since the last dose"
    case .possibleFact(let word): "\(word) that may be since the last dose"
    case .delay: "cycle delay"
    case .analyte(let analyte): analyte.rawValue
    case .value(let analyte, .today): "\(analyte.rawValue) of the day"
    case .value(let analyte, let when): "\(when.rawValue) \(analyte.rawValue)"
    }
  }

  /// In words with its value, where it is of such weight that no dose follows from a set which does not read it: something serious has happened, a grade
  /// of 3 or more, a value that is one of grade 3 or more. Nil for all else.
  ///
  /// - Parameter isAnyReaction: whether the set asks for adverse reactions of any kind: values of the blood and the liver that are over were some.
  func weight(_ observations: Observations, isAnyReaction: Bool = false) -> String? {
    switch self {
    case .possibleGrade, .possibleFact: nil
    // An infection of grade 1 or 2 is none that ends or lowers a treatment by itself.
    case .fact("fever or infection") where observations.isMildInfection: nil
    case .fact(let word): Self.light.contains(word) ? nil : word
    case .grade(let term):
      observations.grades[term].flatMap { grade in
        if grade >= 3 { return "\(words) \(observations.leastGrades.contains(term) ? "≥" : "")\(grade)" }
        return observations.ungraded.contains(term) ? "\(words), which nobody stated by a version of CTCAE" : nil
      }
    case .delay: nil
    case .analyte(let analyte):
      observations.values[analyte].flatMap { values in
        // A lowest or highest value that is over weighs where the value of the day is not known.
        (values.today.map { isAnyReaction ? [$0, values.nadir, values.peak].compactMap(\.self) : [$0] }
          ?? [values.nadir, values.peak].compactMap(\.self))
          .first { Self.isHeavy($0, analyte, values) }.map { Self.text($0, analyte, words) }
      }
    case .value(let analyte, let when):
      observations.values[analyte].flatMap { values in
        let value =
          switch when {
          case .today: values.today
          // The set has read the value of the day, where there is one: it says that the lowest is over.
          case .nadir: values.today == nil || isAnyReaction ? values.nadir : nil
          // That a liver has recovered says not with what dose it goes on.
          case .peak: values.today == nil || isAnyReaction || Self.isOfLiver(analyte) ? values.peak : nil
          }
        guard let value, Self.isHeavy(value, analyte, values) else { return nil }
        return Self.text(value, analyte, words)
      }
    }
  }

  /// Whether it would weigh if it were so: what may be since the last dose.
  func mayWeigh(_ observations: Observations) -> Bool {
    switch self {
    case .possibleGrade(let term): observations.possibleGrade(term).map { $0 >= 3 } ?? false
    case .grade(let term): observations.leastGrades.contains(term) && (observations.grades[term] ?? 0) < 3
    case .possibleFact(let word): !Self.light.contains(word)
    default: false
    }
  }

  private static func isOfLiver(_ analyte: Analyte) -> Bool {
    switch analyte {
    case .alt, .ast, .bilirubin, .alp, .ggt: true
    default: false
    }
  }

  private static func text(_ value: ValueSpan, _ analyte: Analyte, _ words: String) -> String {
    "\(words) \(value.text) \(analyte.printedUnit)"
  }

  /// What neither ends nor lowers a treatment by itself.
  private static let light: Set = [
    "Child-Pugh A", "haematuria", "prior pelvic radiotherapy", "growth factor given", "transfusion",
    "day 8 omitted or delayed",
    "resolved", Condition.delayForToxicity,
  ]

  /// Whether a value is certainly one of grade 3 or more by CTCAE 5, or of a moderate impairment of the liver (bilirubin above 1.5 ULN, National Cancer
  /// Institute). Where limits of normal are needed and not known it is not.
  private static func isHeavy(_ value: ValueSpan, _ analyte: Analyte, _ values: Observations.Values) -> Bool {
    // Of a bound the end that speaks least against treatment.
    let best = analyte.isWorseLow ? value.upper : value.lower
    guard best.isFinite else { return false }
    switch analyte {
    // Chronic kidney disease grade 3: below 30 mL/min.
    case .creatinineClearance: return best < 30
    // Hypoalbuminemia grade 3: below 20 g/L.
    case .albumin: return best < 20
    default:
      let reference = CTCAE.Reference(lowerLimit: values.lowerLimit, upperLimit: values.upperLimit)
      guard let grade = try? CTCAE.v5.grade(analyte, best, reference) else { return false }
      return grade.grade >= (analyte == .bilirubin ? 2 : 3)
    }
  }
}

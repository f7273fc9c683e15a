// SPDX-License-Identifier: Apache-2.0

public import Plain
public import Course

/// A condition of a rule: comparisons and yes/no facts, joined by `and`, `or` and `not`.
///
/// ```swift
/// try Condition(parsing: "neutrophils < 0.5 10^9/L or platelets < 50 10^9/L")
/// ```
public indirect enum Condition: Sendable, Hashable {
  /// A number against a threshold.
  case comparison(Comparison)
  /// A yes/no fact by its word: `febrile neutropenia`.
  case fact(String)
  /// All of them.
  case all([Condition])
  /// Any of them.
  case any([Condition])
  /// The opposite.
  case not(Condition)

  /// The yes/no words that conditions may use.
  public static let factWords = [
    "febrile neutropenia", "fever or infection", "haemolytic uraemic syndrome", "capillary leak syndrome",
    "posterior reversible encephalopathy", "severe pulmonary toxicity", "severe hepatic toxicity",
    "severe renal failure", "Child-Pugh A", "Child-Pugh B", "Child-Pugh C", "prior pelvic radiotherapy",
    "moderate hepatic impairment", "severe hepatic impairment", "growth factor given", "transfusion",
    "day 8 omitted or delayed",
    "worsening infection",
    "encephalopathy", "haematuria", "cardiac dysfunction",
    "reduction called for", "resolved", "strong CYP3A4 inhibitor", delayForToxicity,
  ]

  /// The yes/no word of why a cycle is late: texts count a delay that toxicity caused, and no other.
  public static let delayForToxicity = "delay for toxicity"

  /// All comparisons and facts, in order, each once.
  public var leaves: [Condition] {
    switch self {
    case .comparison, .fact: [self]
    case .all(let parts), .any(let parts):
      parts.flatMap(\.leaves).reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
    case .not(let part): part.leaves
    }
  }
}

/// A number against a threshold.
public struct Comparison: Sendable, Hashable {
  /// What is compared.
  public var subject: Subject
  /// How.
  public var relation: Relation
  /// The threshold, in the subject's unit, or in upper limits of normal.
  public var threshold: Double
  /// Whether the threshold is a multiple of the upper limit of normal.
  public var isMultipleOfLimit: Bool
  /// More than so many days: the comparison must have held so long.
  public var forMoreThanDays: Double?
  /// Whether exactly so many days are enough (`for >= 5 d`).
  public var includesThoseDays = false
  /// Of a grade: what began fewer than so many days before, whether it is over or not (`within 7 d`).
  public var withinDays: Double?

  /// What may be compared.
  public enum Subject: Sendable, Hashable {
    /// A laboratory value.
    case analyte(Analyte, When)
    /// The CTCAE grade of a term.
    case grade(String)
    /// Days by which the cycle is late.
    case cycleDelay
    /// Doses left out one after another for low counts, until now.
    case dosesHeld
    /// Body surface in m².
    case bodySurface
    /// Age in years.
    case age
  }

  /// Which value of a series.
  public enum When: String, Sendable, Hashable, CaseIterable {
    /// On the day of treatment.
    case today
    /// The lowest since the last dose.
    case nadir
    /// The highest since the last dose.
    case peak
  }

  /// Relations.
  public enum Relation: String, Sendable, Hashable, CaseIterable {
    /// Less than.
    case less = "<"
    /// At most.
    case atMost = "<="
    /// More than.
    case more = ">"
    /// At least.
    case atLeast = ">="
    /// Equal.
    case equal = "="

    /// Whether it holds. What differs by less than a part in 10¹² is equal: 4.2 at an upper limit of 1.4 is three times it, not more.
    @inlinable public func holds(_ value: Double, _ threshold: Double) -> Bool {
      let isEqual =
        value.isFinite && (value - threshold).magnitude <= 1e-12 * max(value.magnitude, threshold.magnitude)
      return switch self {
      case .less: value < threshold && !isEqual
      case .atMost: value <= threshold || isEqual
      case .more: value > threshold && !isEqual
      case .atLeast: value >= threshold || isEqual
      case .equal: isEqual
      }
    }

    /// Whether it holds for a value that may be known between bounds only.
    public func truth(_ value: ValueSpan, _ threshold: Double) -> Truth {
      if let point = value.point { return Truth(holds(point, threshold)) }
      func isBelow(_ bound: Double) -> Bool { Relation.less.holds(bound, threshold) }
      func isAt(_ bound: Double) -> Bool { Relation.equal.holds(bound, threshold) }
      let isAllBelow = isBelow(value.upper) || (isAt(value.upper) && !value.includesUpper)
      let isAllAbove = Relation.more.holds(value.lower, threshold) || (isAt(value.lower) && !value.includesLower)
      let isNoneAbove = isAllBelow || isAt(value.upper)
      let isNoneBelow = isAllAbove || isAt(value.lower)
      switch self {
      case .less: return isAllBelow ? .yes : isNoneBelow ? .no : .unknown
      case .atMost: return isNoneAbove ? .yes : isAllAbove ? .no : .unknown
      case .more: return isAllAbove ? .yes : isNoneAbove ? .no : .unknown
      case .atLeast: return isNoneBelow ? .yes : isAllBelow ? .no : .unknown
      case .equal: return isAllBelow || isAllAbove ? .no : .unknown
      }
    }

    /// For print.
    public var printed: String {
      switch self {
      case .atMost: "≤"
      case .atLeast: "≥"
      default: rawValue
      }
    }
  }

  /// Terms that may be graded.
  public static let gradeTerms = [
    "diarrhoea", "mucositis", "infection", "pneumonitis", "neuropathy", "skin reaction", "fatigue", "nausea",
    "vomiting", "hypertension", "hand-foot reaction", "hepatotoxicity", "haemorrhage", "proteinuria",
    "non-haematological toxicity", "non-haematological toxicity but nausea", "adverse reaction",
  ]
}

extension Comparison.Subject {
  /// For print: `nadir neutrophils`.
  public var words: String { phrase.english }

  /// The same in every language.
  public var phrase: Phrase {
    switch self {
    case .analyte(let analyte, let when):
      switch when {
      case .today: analyte.phrase
      case .nadir: Phrase("nadir \(analyte.phrase)", "Nadir \(analyte.phrase)")
      case .peak: Phrase("peak \(analyte.phrase)", "Höchstwert \(analyte.phrase)")
      }
    case .grade(let term): Phrase("grade of \(term)", "Grad „\(term)“")
    case .cycleDelay: Phrase("cycle delay", "Zyklusverzögerung")
    case .dosesHeld: Phrase("\(Self.dosesHeldWords)", "Gaben nacheinander ausgelassen:")
    case .bodySurface: Phrase("body surface", "Körperoberfläche")
    case .age: Phrase("age", "Alter")
    }
  }

  /// The unit of its values, for print.
  public var unit: String {
    switch self {
    case .analyte(let analyte, _): analyte.printedUnit
    case .grade, .dosesHeld: ""
    case .cycleDelay: "d"
    case .bodySurface: "m²"
    case .age: "y"
    }
  }

  /// How conditions name the doses left out in a row.
  static let dosesHeldWords = "doses held in a row"
}

extension Comparison: CustomStringConvertible {
  /// `nadir neutrophils < 0.5 10⁹/L for > 5 d`
  public var description: String {
    let unit = isMultipleOfLimit ? "ULN" : subject.unit
    return "\(subject.words) \(relation.printed) \(Numbers.text(threshold, decimals: 3))"
      + (unit.isEmpty ? "" : " \(unit)")
      + (forMoreThanDays.map { " for \(includesThoseDays ? "≥" : ">") \(Numbers.text($0)) d" } ?? "")
      + (withinDays.map { " within \(Numbers.text($0)) d" } ?? "")
  }
}

extension Condition: CustomStringConvertible {
  /// As it is written, with printed units.
  public var description: String {
    switch self {
    case .comparison(let comparison): comparison.description
    case .fact(let word): word
    case .all(let parts):
      parts.map { if case .any = $0 { "(\($0))" } else { $0.description } }.joined(separator: " and ")
    case .any(let parts): parts.map(\.description).joined(separator: " or ")
    case .not(let part):
      switch part {
      case .comparison, .fact: "not \(part)"
      default: "not (\(part))"
      }
    }
  }
}

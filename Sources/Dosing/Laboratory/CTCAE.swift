// SPDX-License-Identifier: Apache-2.0

import Plain
public import Course

/// Common Terminology Criteria for Adverse Events. The version belongs to every grade: neutrophils of 0.7 · 10⁹/L are grade 3 in
/// version 5 and grade 2 in version 6.
public enum CTCAE: String, Sendable, Hashable, CaseIterable {
  /// Version 5.0, NCI, 27 November 2017.
  case v5 = "5.0"
  /// Version 6.0, NCI, as in the grading criteria of pharmaverse/admiral.
  case v6 = "6.0"

  /// A grade with what it rests on.
  public struct Grade: Sendable, Hashable {
    /// 0 for no grade, 1–4.
    public var grade: Int
    /// The term, as the version names it.
    public var term: String
    /// The version.
    public var version: CTCAE
    /// The threshold that decided: `0.5 ≤ 0.7 < 1 10⁹/L`.
    public var reason: String
    /// What a number alone cannot tell.
    public var remark: String?
  }

  /// Limits of normal and the value before treatment.
  public struct Reference: Sendable, Hashable {
    /// Lower limit of normal, in the analyte's unit.
    public var lowerLimit: Double?
    /// Upper limit of normal.
    public var upperLimit: Double?
    /// Value before treatment.
    public var baseline: Double?

    /// Limits and baseline.
    public init(lowerLimit: Double? = nil, upperLimit: Double? = nil, baseline: Double? = nil) {
      self.lowerLimit = lowerLimit
      self.upperLimit = upperLimit
      self.baseline = baseline
    }
  }

  /// Why there is no grade.
  public enum Problem: Error, Sendable, Hashable, CustomStringConvertible {
    /// The version has no grades of this analyte, or none that are known here.
    case noTerm(Analyte, CTCAE)
    /// A limit of normal is needed.
    case needs(String)

    /// In words.
    public var description: String {
      switch self {
      case .noTerm(let analyte, let version):
        "CTCAE \(version.rawValue) has no grades of \(analyte.rawValue) that are confirmed here"
      case .needs(let what): "the grade needs \(what)"
      }
    }
  }

  /// The grade of a laboratory value in the analyte's unit.
  public func grade(
    _ analyte: Analyte, _ value: Double, _ reference: Reference = Reference()
  ) throws(Problem) -> Grade {
    if let low = low(analyte) { return try decreased(analyte, value, low, reference) }
    guard let term = term(analyte), let bounds = high(analyte) else { throw .noTerm(analyte, self) }
    if analyte == .creatinine { return try creatinine(value, reference) }
    guard let limit = reference.upperLimit, limit > 0 else { throw .needs("the upper limit of normal") }
    if self == .v6, analyte == .alp {
      guard let baseline = reference.baseline else { throw .needs("the value before treatment") }
      let isRaised = value > limit && value > baseline
      return Grade(grade: isRaised ? 1 : 0, term: term, version: self, reason: "above baseline and ULN: \(isRaised)")
    }
    if let baseline = reference.baseline, baseline > limit {
      let ratio = value / baseline
      let isFirst = bounds.firstIsIncluded ? ratio >= bounds.abnormal[0] : ratio > bounds.abnormal[0]
      let grade = bounds.abnormal.dropFirst().reduce(isFirst ? 1 : 0) { ratio > $1 ? $0 + 1 : $0 }
      return Grade(
        grade: grade, term: term, version: self,
        reason: "\(Numbers.text(ratio, decimals: 3)) × baseline (baseline above ULN); grades from "
          + bounds.abnormal.map { Numbers.text($0) }.joined(separator: ", "))
    }
    let ratio = value / limit
    let grade = bounds.normal.reduce(0) { ratio > $1 ? $0 + 1 : $0 }
    return Grade(
      grade: grade, term: term, version: self,
      reason: "\(Numbers.text(ratio, decimals: 3)) × ULN; grades above "
        + bounds.normal.map { Numbers.text($0) }.joined(separator: ", "),
      remark: reference.baseline == nil ? "Baseline taken as normal; none is given." : nil)
  }

  /// Febrile neutropenia: neutrophils below 1.0 · 10⁹/L with one temperature above 38.3 °C, or 38.0 °C or more for over an hour.
  ///
  /// - Returns: 3, or 0; grade 4 (life-threatening) is a clinical judgement.
  public func febrileNeutropenia(
    neutrophils: Double, temperatureCelsius: Double?, sustainedCelsius: Double? = nil, sustainedMinutes: Double? = nil
  ) -> Grade {
    let single = temperatureCelsius.map { $0 > 38.3 } ?? false
    let sustained = (sustainedCelsius.map { $0 >= 38 } ?? false) && (sustainedMinutes.map { $0 > 60 } ?? false)
    return Grade(
      grade: neutrophils < 1 && (single || sustained) ? 3 : 0, term: "Febrile neutropenia", version: self,
      reason: "neutrophils < 1 10⁹/L and one temperature > 38.3 °C or ≥ 38.0 °C for > 1 h",
      remark: "Grade 4 is a clinical judgement.")
  }

  /// Thresholds of a fall: grade 1 below the lower limit of normal (or the first number), 2 to 4 below the others.
  private func low(_ analyte: Analyte) -> (term: String, first: Double?, rest: [Double])? {
    switch (analyte, self) {
    case (.neutrophils, .v5): ("Neutrophil count decreased", nil, [1.5, 1.0, 0.5])
    case (.neutrophils, .v6): ("Neutrophil count decreased", 1.5, [1.0, 0.5, 0.1])
    case (.leukocytes, _): ("White blood cell decreased", nil, [3, 2, 1])
    case (.lymphocytes, .v5): ("Lymphocyte count decreased", nil, [0.8, 0.5, 0.2])
    case (.platelets, .v5): ("Platelet count decreased", nil, [75, 50, 25])
    case (.platelets, .v6): ("Thrombocytopenia", nil, [75, 50, 10])
    case (.haemoglobin, _): ("Anemia", nil, [10, 8])
    default: nil
    }
  }

  private func decreased(
    _ analyte: Analyte, _ value: Double, _ low: (term: String, first: Double?, rest: [Double]), _ reference: Reference
  ) throws(Problem) -> Grade {
    let severe = low.rest.reduce(0) { value < $1 ? $0 + 1 : $0 }
    var grade = severe > 0 ? severe + 1 : 0
    if grade == 0 {
      guard let limit = low.first ?? reference.lowerLimit else { throw .needs("the lower limit of normal") }
      grade = value < limit ? 1 : 0
    }
    let thresholds = ([low.first ?? reference.lowerLimit].compactMap(\.self) + low.rest)
      .map { Numbers.text($0, decimals: 2) }.joined(separator: ", ")
    return Grade(
      grade: grade, term: low.term, version: self,
      reason: "\(Numbers.text(value, decimals: 3)) \(analyte.printedUnit); grades below \(thresholds)",
      remark: analyte == .haemoglobin && grade == 3
        ? "Grade 4 is a clinical judgement, never from the number alone."
        : nil)
  }

  private func term(_ analyte: Analyte) -> String? {
    switch analyte {
    case .alt: "Alanine aminotransferase increased"
    case .ast: "Aspartate aminotransferase increased"
    case .bilirubin: "Blood bilirubin increased"
    case .alp: "Alkaline phosphatase increased"
    case .ggt: "GGT increased"
    case .cpk: "CPK increased"
    case .creatinine: "Creatinine increased"
    default: nil
    }
  }

  /// Thresholds of a rise: multiples of ULN, and of a baseline above ULN; whether the first of the latter is included.
  private func high(_ analyte: Analyte) -> (normal: [Double], abnormal: [Double], firstIsIncluded: Bool)? {
    switch (analyte, self) {
    case (.alt, .v5), (.ast, .v5): ([1, 3, 5, 20], [1.5, 3, 5, 20], true)
    case (.alt, .v6), (.ast, .v6): ([1, 3, 5, 20], [1, 1.5, 2, 4], true)
    case (.bilirubin, .v5): ([1, 1.5, 3, 10], [1, 1.5, 3, 10], false)
    case (.bilirubin, .v6): ([1, 1.5, 3, 10], [1, 1.5, 2.5, 10], true)
    case (.alp, .v5), (.ggt, .v5): ([1, 2.5, 5, 20], [2, 2.5, 5, 20], true)
    case (.ggt, .v6): ([1, 2.5, 5, 20], [1, 1.5, 3, 10], true)
    case (.alp, .v6): ([1], [1], false)
    case (.cpk, .v5): ([1, 2.5, 5, 10], [1, 2.5, 5, 10], false)
    case (.creatinine, _): ([1, 1.5, 3, 6], [], false)
    default: nil
    }
  }

  /// By multiples of ULN, or in version 5 of the baseline, whichever is higher.
  private func creatinine(_ value: Double, _ reference: Reference) throws(Problem) -> Grade {
    guard let limit = reference.upperLimit, limit > 0 else { throw .needs("the upper limit of normal") }
    var grade = [1, 1.5, 3, 6].reduce(0) { value / limit > $1 ? $0 + 1 : $0 }
    var reason = "\(Numbers.text(value / limit, decimals: 3)) × ULN; grades above 1, 1.5, 3, 6"
    if let baseline = reference.baseline, baseline > 0 {
      let counts = self == .v5 || (reference.lowerLimit.map { baseline < $0 } ?? false)
      let ratio = value / baseline
      if counts {
        let byBaseline = ratio > 3 ? 3 : ratio > 1.5 ? 2 : 0
        grade = max(grade, byBaseline)
        reason += "; \(Numbers.text(ratio, decimals: 3)) × baseline; grade 2 above 1.5, 3 above 3"
      }
    }
    return Grade(grade: grade, term: "Creatinine increased", version: self, reason: reason)
  }
}

// SPDX-License-Identifier: Apache-2.0

import Plain
import Course

/// What was given of one drug: so many administrations of so many mg/m².
public struct GivenCourse: Sendable, Hashable {
  /// Generic name.
  public var drug: String
  /// Number of administrations.
  public var administrations: Int
  /// Dose of each in mg/m².
  public var milligramsPerSquareMetre: Double
  /// Whether it is told as a sum: the number of administrations is not known.
  public var isSum: Bool

  /// A course.
  public init(drug: String, administrations: Int, milligramsPerSquareMetre: Double) {
    self.drug = drug
    self.administrations = administrations
    self.milligramsPerSquareMetre = milligramsPerSquareMetre
    isSum = false
  }

  /// A sum of a drug in mg/m², whatever the number of its administrations.
  public init(drug: String, sum: Double) {
    self.init(drug: drug, administrations: 1, milligramsPerSquareMetre: sum)
    isSum = true
  }
}

/// Why courses cannot be added up.
public enum AnthracyclineProblem: Error, Sendable, Hashable, CustomStringConvertible {
  /// A course of so many administrations, or of so many mg/m², cannot be.
  case course(GivenCourse)
  /// The factor of a drug is not above 0 and finite.
  case factor(drug: String)
  /// The limit is not above 0 and finite: no total would ever pass it.
  case limit

  /// In words.
  public var description: String {
    switch self {
    case .course(let course): "\(course.drug) \(course.administrations) × that dose cannot be"
    case .factor(let drug): "the factor of \(drug) must be above 0 and finite"
    case .limit: "a cumulative limit must be above 0 and finite"
    }
  }
}

/// Cumulative anthracycline in doxorubicin equivalents against a limit.
public struct AnthracyclineTotal: Sendable, Hashable {
  /// mg/m² of doxorubicin or its equivalent.
  public var milligramsPerSquareMetre: Double
  /// The limit in mg/m² that was chosen.
  public var limit: Double
  /// What was counted, a line a course.
  public var arithmetic: [String]
  /// What was given of each drug, in mg/m² of its own: held against limits of its own.
  public var byDrug: [String: Double]
  /// Drugs that were given and are not counted, since the scheme has no factor for them.
  public var uncounted: [String]

  /// mg/m² left to the limit, at least 0; at most this where something is not counted.
  public var remaining: Double { max(0, limit - milligramsPerSquareMetre) }
  /// Whether the limit is passed; reaching it exactly is not passing it. The last bits of a sum pass no limit.
  public var exceeds: Bool { milligramsPerSquareMetre > limit * (1 + 1e-12) }
  /// Whether all that was given is counted: else the sum is a least one.
  public var isComplete: Bool { uncounted.isEmpty }
  /// How many doses of so many mg/m² of doxorubicin fit below the limit; 0 for a dose that is not above 0.
  public func fullDosesLeft(of dose: Double) -> Int {
    guard dose > 0 else { return 0 }
    // A hundredth of a milligram forgives the last bits of sums such as 10 × 45.1. The limit is a public variable, and doses can be tiny:
    // what no whole number holds counts as a million.
    let count = ((remaining + 0.01) / dose).rounded(.down)
    return count < 1e6 ? Int(count) : 1_000_000
  }

  /// Adds up courses.
  ///
  /// - Parameters:
  ///   - courses: what was given, drug by drug.
  ///   - factors: mg/m² of doxorubicin for one mg/m² of a drug, by generic name; doxorubicin counts 1.
  ///   - limit: mg/m².
  /// - Throws: a problem where a number is not finite or cannot be: 1 to 10,000 administrations of above 0 to 50,000 mg/m².
  public init(
    _ courses: [GivenCourse], factors: [String: Double], limit: Double
  ) throws(AnthracyclineProblem) {
    guard limit > 0, limit.isFinite else { throw .limit }
    var total = 0.0
    var byDrug: [String: Double] = [:]
    var lines: [String] = []
    var uncounted: [String] = []
    for course in courses {
      guard (1...10_000).contains(course.administrations), course.milligramsPerSquareMetre > 0,
        DoseUnit.milligramsPerSquareMetre.possibleAmounts.contains(course.milligramsPerSquareMetre)
      else { throw .course(course) }
      byDrug[course.drug, default: 0] += Double(course.administrations) * course.milligramsPerSquareMetre
      let factor = course.drug == "doxorubicin" ? 1 : factors[course.drug]
      guard let factor else {
        uncounted.append(course.drug)
        continue
      }
      guard factor > 0, factor.isFinite else { throw .factor(drug: course.drug) }
      let part = Double(course.administrations) * course.milligramsPerSquareMetre * factor
      total += part
      lines.append(
        "\(course.drug) \(course.isSum ? "" : "\(course.administrations) × ")\(Numbers.text(course.milligramsPerSquareMetre, decimals: 2))"
          + (factor == 1 ? "" : " × \(Numbers.text(factor, decimals: 3))")
          + (course.isSum && factor == 1 ? " mg/m²" : " = \(Numbers.text(part, decimals: 2)) mg/m²"))
    }
    milligramsPerSquareMetre = total
    self.byDrug = byDrug
    self.limit = limit
    arithmetic = lines
    self.uncounted = uncounted
  }
}

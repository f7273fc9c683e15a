// SPDX-License-Identifier: Apache-2.0

import Chronology
import Course
public import Outcomes
import Plain
import Statistics

/// What the record of a series shows of maintenance, as numbers that a design may ask for, each with its interval, its weight and what it is good for.
///
/// Nothing is filled in: a patient whom the record leaves open widens value and interval, and what nobody stated is not determined.
public struct SeriesReading: Sendable {
  /// The cohort from the first dose of maintenance.
  public let cohort: CohortOutcomes
  /// Months at which freedom from progression is told, rising, each once.
  public let landmarks: [Double]
  /// When a share says enough alone.
  public let rule: AloneRule
  /// What the record shows.
  public let assumptions: [Assumption]

  /// Months at which freedom from progression is told whatever the design asks for.
  public static let usualLandmarks = [3.0, 4, 6, 12]

  /// Reads a series.
  ///
  /// - Parameters:
  ///   - outcomes: what was derived of the study.
  ///   - landmark: the landmark of the design in months, beside those that are told always.
  ///   - rule: when a share says enough alone.
  public init(_ outcomes: StudyOutcomes, landmark: Double? = nil, rule: AloneRule = AloneRule()) {
    var options = CohortOptions(anchor: .maintenance)
    options.level = rule.level
    // In one order whatever that of the study is: sums of an estimate may differ in their last digits.
    var outcomes = outcomes
    outcomes.patients.sort { NaturalOrder.precedes($0.patient.id, $1.patient.id) }
    let cohort = CohortOutcomes(outcomes, options: options)
    self.cohort = cohort
    self.rule = rule
    let own = landmark.map { Self.id(progressionFreeAt: $0) }
    landmarks =
      (Self.usualLandmarks.filter { Self.id(progressionFreeAt: $0) != own } + [landmark].compactMap(\.self)).sorted()
    let writer = SeriesWriter(cohort, rule)
    assumptions =
      landmarks.map(writer.progressionFree) + writer.times() + [writer.deaths(), writer.scans()] + writer.responses()
      + writer.doses() + [writer.severeToxicity(), writer.inductionControl(), writer.guaranteeTime(), writer.accrual()]
  }

  /// The assumption of a name.
  public func assumption(_ id: Assumption.ID) -> Assumption? { assumptions.first { $0.id == id } }

  /// Freedom from progression at a landmark of ``landmarks``.
  public func progressionFree(at months: Double) -> Assumption? { assumption(Self.id(progressionFreeAt: months)) }

  /// `progression-free-3`, `progression-free-2.76`
  public static func id(progressionFreeAt months: Double) -> Assumption.ID {
    "progression-free-\(Numbers.machine(months, decimals: 2))"
  }

  /// Patients of the study.
  public var patients: Int { cohort.outcomes.patients.count }
  /// Patients who had maintenance.
  public var members: Int { cohort.members.count }
}

/// Writes what a cohort shows as assumptions.
struct SeriesWriter {
  let cohort: CohortOutcomes
  let rule: AloneRule

  init(_ cohort: CohortOutcomes, _ rule: AloneRule) {
    self.cohort = cohort
    self.rule = rule
  }

  /// The patients' therapies from which time runs.
  var records: [RecordPath] { cohort.members.map { .entry($0.start.id, of: $0.patient.id) } }

  /// `record of 3 patients`
  var source: String {
    let count = cohort.members.count
    return "record of \(count) \(count == 1 ? "patient" : "patients") with maintenance"
  }

  /// What is said where nobody has maintenance; nil where somebody has.
  var nobody: String? {
    guard cohort.members.isEmpty else { return nil }
    return cohort.outcomes.patients.isEmpty ? "the study has no patient" : "no patient of the study has maintenance"
  }

  /// What is not determined.
  func open(
    _ id: String, _ quantity: String, _ unit: Assumption.Unit, _ why: String, option: String? = nil,
    remark: String = ""
  ) -> Assumption {
    Assumption(
      id, quantity, unit, origin: .series, source: source, records: records,
      standing: .notDetermined(nobody ?? why, option: option), remark: remark)
  }

  /// A share of patients, of whom some may be open.
  func share(
    _ id: String, _ quantity: String, _ found: CohortProportion, option: String? = nil, remark: String = "",
    undecided: String
  ) -> Assumption {
    guard found.total > 0 else { return open(id, quantity, .share, "no patient", option: option, remark: remark) }
    guard found.undecided < found.total else {
      return open(id, quantity, .share, undecided, option: option, remark: remark)
    }
    let interval = Assumption.Interval(
      lower: found.interval(undecidedAsYes: false)?.lower, upper: found.interval(undecidedAsYes: true)?.upper,
      level: found.level, method: found.method.rawValue)
    let counts =
      found.undecided == 0
      ? "\(found.yes) of \(found.total)"
      : "\(found.yes) to \(found.yes + found.undecided) of \(found.total), \(found.undecided) open: \(undecided)"
    return Assumption(
      id, quantity, .share,
      value: NumberBounds(lower: found.share(undecidedAsYes: false), upper: found.share(undecidedAsYes: true)),
      interval: interval,
      effectivePatients: NumberBounds(lower: Double(found.total - found.undecided), upper: Double(found.total)),
      origin: .series, source: source, records: records, standing: rule.standing(interval),
      remark: ([counts] + [remark]).filter { !$0.isEmpty }.joined(separator: "; "))
  }

  /// The same from what is known of each patient; nil where the record leaves it open.
  func share(_ values: [Bool?]) -> CohortProportion {
    CohortProportion(
      yes: values.count { $0 == true }, undecided: values.count { $0 == nil }, total: values.count,
      method: .clopperPearson, level: rule.level)
  }
}

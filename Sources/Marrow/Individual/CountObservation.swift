// SPDX-License-Identifier: Apache-2.0

/// A count of neutrophils of a patient at a time.
public struct CountObservation: Sendable, Hashable {
  /// When, on the clock of the course.
  public let time: Hours
  /// Neutrophils, 10⁹/L; where only a limit is known, the limit.
  public let count: Double
  /// Whether the count is only known to be below the limit.
  public let isBelow: Bool

  /// A count above 0, or a limit that it was below.
  public init(at time: Hours, _ count: Double, isBelow: Bool = false) throws(MarrowProblem) {
    guard time.value.isFinite, time.value.magnitude <= Infusion.longest else {
      throw MarrowProblem("time of a count", found: "\(time.value) h", expected: "a time within 20 years of the origin")
    }
    guard count.isFinite, count > 0, count <= 500 else {
      throw MarrowProblem(
        "neutrophils", found: "\(count)",
        expected: "a count above 0 and at most 500 in 10⁹/L; a count of 0 is one below the limit of the machine")
    }
    self.time = time
    self.count = count
    self.isBelow = isBelow
  }
}

/// What a patient got and which counts there are.
public struct PatientCounts: Sendable, Hashable {
  /// All infusions up to the last count.
  public let infusions: [Infusion]
  /// The counts in the order of their times.
  public let observations: [CountObservation]
  /// When the course begins, at rest.
  public let start: Hours

  /// Infusions and counts; the course begins with the first of them.
  public init(_ infusions: [Infusion], _ observations: [CountObservation]) {
    self.infusions = infusions
    self.observations = observations.sorted { $0.time < $1.time }
    start = ([infusions.map(\.start).min(), observations.map(\.time).min()].compactMap { $0 }).min() ?? .zero
  }
}

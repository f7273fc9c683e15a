// SPDX-License-Identifier: Apache-2.0

/// A count of neutrophils of a patient at a time.
public struct CountObservation: Sendable, Hashable {
  /// When, on the clock of the course; where only bounds are known, the first time that it can be.
  public let time: Hours
  /// The last time that it can be, each day between as likely as the others.
  public let latest: Hours
  /// Neutrophils, 10⁹/L; where only a limit is known, the limit.
  public let count: Double
  /// Whether the count is only known to be below the limit.
  public let isBelow: Bool

  /// Days between which a count of which only bounds are known can lie: over more, it says too little to be asked.
  public static let mostDays = 31

  /// A count above 0, or a limit that it was below.
  ///
  /// - Parameters:
  ///   - time: when, on the clock of the course, or the first time that it can be.
  ///   - latest: the last time that it can be; nil where the time is known.
  ///   - count: neutrophils in 10⁹/L, or the limit.
  ///   - isBelow: whether the count is only known to be below the limit.
  public init(at time: Hours, until latest: Hours? = nil, _ count: Double, isBelow: Bool = false) throws(MarrowProblem)
  {
    let latest = latest ?? time
    guard latest >= time, (latest - time).days <= Double(Self.mostDays) else {
      throw MarrowProblem(
        "time of a count", found: "\(time.value) to \(latest.value) h",
        expected: "a last time that is not before the first, and at most \(Self.mostDays) days after it")
    }
    guard time.value.isFinite, time.value.magnitude <= Infusion.longest else {
      throw MarrowProblem("time of a count", found: "\(time.value) h", expected: "a time within 20 years of the origin")
    }
    guard count.isFinite, count > 0, count <= 500 else {
      throw MarrowProblem(
        "neutrophils", found: "\(count)",
        expected: "a count above 0 and at most 500 in 10⁹/L; a count of 0 is one below the limit of the machine")
    }
    self.time = time
    self.latest = latest
    self.count = count
    self.isBelow = isBelow
  }

  /// The times that it can be: one, or one a day.
  var times: [Double] { Array(stride(from: time.value, through: latest.value, by: 24)) }
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

// SPDX-License-Identifier: Apache-2.0

/// The course of a count under infusions, of given parameters: no patient's unless the parameters are.
public struct CountCourse: Sendable, Hashable {
  /// A count at a time.
  public struct Point: Sendable, Hashable {
    /// When.
    public let time: Hours
    /// Neutrophils, 10⁹/L.
    public let count: Double
  }

  /// The least count of a stretch.
  public struct Nadir: Sendable, Hashable {
    /// The stretch.
    public let start: Hours
    /// Its end.
    public let end: Hours
    /// When the count is least; of a stretch that begins or ends in a fall that may be an edge.
    public let time: Hours
    /// The least count, 10⁹/L.
    public let count: Double
  }

  /// The counts that were asked for, in the order of their times.
  public let points: [Point]
  /// The least count of the whole.
  public let nadir: Nadir
  /// The least count of each stretch that was asked for.
  public let nadirs: [Nadir]
  /// Limits that were asked for, in 10⁹/L.
  public let limits: [Double]
  /// The time below each limit.
  public let below: [Hours]
  /// When the count first comes back to each limit after the nadir; nil where it was never below it, or does not come back.
  public let recovery: [Hours?]

  /// Solves the equations.
  ///
  /// - Parameters:
  ///   - parameters: of a structure.
  ///   - infusions: of the drugs of the structure, in any order.
  ///   - start: when the course begins, at rest; nothing is given before it.
  ///   - end: when it ends.
  ///   - times: when counts are asked for, from start to end.
  ///   - stretches: of which the least count is asked for.
  ///   - limits: for the time below them, in 10⁹/L.
  public init(
    _ parameters: MarrowParameters, _ infusions: [Infusion], from start: Hours = .zero, to end: Hours,
    at times: [Hours] = [], stretches: [(start: Hours, end: Hours)] = [], limits: [Double] = [1.5, 1, 0.5]
  ) throws(MarrowProblem) {
    try self.init(
      parameters, infusions, from: start, to: end, at: times, stretches: stretches, limits: limits, control: .exact)
  }

  init(
    _ parameters: MarrowParameters, _ infusions: [Infusion], from start: Hours, to end: Hours, at times: [Hours],
    stretches: [(start: Hours, end: Hours)], limits: [Double], control: StepControl
  ) throws(MarrowProblem) {
    guard start.value.isFinite, end.value.isFinite, end > start, (end - start).value <= Infusion.longest else {
      throw MarrowProblem(
        "course", found: "\(start.value) to \(end.value) h", expected: "an end after the start, within 20 years")
    }
    if let early = infusions.first(where: { $0.start < start }) {
      throw MarrowProblem(
        "infusions", found: "one at \(early.start.value) h",
        expected: "none before the course begins (\(start.value) h)")
    }
    guard times.allSatisfy({ $0 >= start && $0 <= end }), limits.allSatisfy({ $0.isFinite && $0 > 0 }) else {
      throw MarrowProblem("times and limits", found: "one outside", expected: "times of the course, limits above 0")
    }
    let plan = try DosePlan(parameters.structure, infusions)
    let simulator = Simulator<Double>(parameters.structure, control: control)
    simulator.begin(parameters.values, at: start.value)
    var wanted = PendingTimes<Double>(times.map(\.value).sorted())
    wanted.take(at: start.value, count: simulator.count)
    var watch = NadirWatch(from: start.value, to: end.value, limits: limits)
    var others = stretches.map { NadirWatch(from: $0.start.value, to: $0.end.value, limits: []) }
    let index = parameters.structure.countIndex
    try simulator.run(plan, to: end.value) { () throws(MarrowProblem) in
      let curve = simulator.solver.curve(of: index)
      wanted.take(curve)
      watch.take(curve)
      for place in others.indices { others[place].take(curve) }
    }
    points = wanted.taken.map { Point(time: Hours($0.time), count: $0.count) }
    func nadir(_ watch: NadirWatch) -> Nadir {
      Nadir(start: Hours(watch.start), end: Hours(watch.end), time: Hours(watch.leastTime), count: watch.least)
    }
    self.nadir = nadir(watch)
    nadirs = others.map(nadir)
    self.limits = limits
    below = watch.below.map { Hours($0) }
    recovery = limits.indices.map { watch.recovery($0).map { Hours($0) } }
  }
}

/// Times at which a value is wanted, filled as steps pass over them.
struct PendingTimes<Number: Scalar> {
  let times: [Double]
  private(set) var taken: [(time: Double, count: Number)] = []

  /// Times in order.
  init(_ times: [Double]) {
    self.times = times
    taken.reserveCapacity(times.count)
  }

  /// Whether there is one to be taken by a time.
  @inline(__always) func isDue(by end: Double) -> Bool { taken.count < times.count && times[taken.count] <= end }

  mutating func take(at time: Double, count: Number) {
    while isDue(by: time) { taken.append((times[taken.count], count)) }
  }

  mutating func take(_ curve: DenseCurve<Number>) {
    while isDue(by: curve.end) {
      let time = times[taken.count]
      taken.append((time, curve.value(at: time)))
    }
  }
}

// SPDX-License-Identifier: Apache-2.0

/// Times that are known only to lie in an interval: progression between two scans, an event stated as "5.5 to 6.5 months".
public struct IntervalSample: Sendable, Hashable {
  /// Where one time lies.
  public struct Observation: Sendable, Hashable {
    /// Earliest time.
    public var left: Double
    /// Latest time; infinite where the event had not happened by `left` and nothing is known after.
    public var right: Double
    /// Whether the time may be `left` itself. Between two scans it may not: the earlier one was still free of it.
    public var includesLeft: Bool

    /// An observation; `includesLeft` is needed where `left` and `right` are the same exact time.
    public init(left: Double, right: Double, includesLeft: Bool) {
      self.left = left
      self.right = right
      self.includesLeft = includesLeft
    }

    /// An exact time.
    public static func exactly(_ time: Double) -> Observation {
      Observation(left: time, right: time, includesLeft: true)
    }
    /// Free of the event at `time`, then lost: the event lies after it.
    public static func after(_ time: Double) -> Observation {
      Observation(left: time, right: .infinity, includesLeft: false)
    }
    /// Free of it at `left`, found at `right`.
    public static func between(_ left: Double, _ right: Double) -> Observation {
      Observation(left: left, right: right, includesLeft: left == right)
    }
  }

  /// The observations.
  public let observations: [Observation]

  /// A sample; throws for the first row whose interval is empty, negative or not a number.
  public init(_ observations: [Observation]) throws(SampleProblem) {
    guard !observations.isEmpty else { throw .empty }
    for (row, item) in observations.enumerated() {
      guard item.left >= 0, item.left.isFinite else { throw .time(row: row, item.left) }
      guard item.right > item.left || (item.right == item.left && item.includesLeft) else {
        throw .time(row: row, item.right)
      }
    }
    self.observations = observations
  }

  /// Kaplan and Meier's curves with every time at its earliest and at its latest, what is censored where it is censored. Wherever the times truly lie,
  /// their curve lies between the two.
  public var ends: [KaplanMeier] {
    [observations.map(\.left), observations.map { $0.right.isFinite ? $0.right : $0.left }].compactMap { times in
      let sample = try? SurvivalSample(times: times, events: observations.map { $0.right.isFinite })
      return sample.flatMap { try? KaplanMeier($0) }
    }
  }
}

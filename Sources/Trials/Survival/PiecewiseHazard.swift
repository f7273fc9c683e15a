// SPDX-License-Identifier: Apache-2.0

import Foundation

/// A hazard that is constant between times: from 0 on the first, from each break on the next.
public struct PiecewiseHazard: Sendable, Hashable {
  /// Where a piece begins, in months; the first is 0.
  let starts: [Double]
  /// Hazards of the pieces per month.
  let rates: [Double]

  /// A constant hazard.
  public init(_ hazard: Hazard) {
    starts = [0]
    rates = [hazard.perMonth]
  }

  /// Hazards with the times at which the next begins, one fewer than hazards.
  public init(_ hazards: [Hazard], breaks: [Months]) throws(DesignProblem) {
    guard !hazards.isEmpty, breaks.count == hazards.count - 1 else {
      throw DesignProblem(
        "breaks", found: "\(breaks.count) of \(hazards.count) hazards", expected: "one fewer than hazards")
    }
    let starts = [0] + breaks.map(\.value)
    guard zip(starts, starts.dropFirst()).allSatisfy({ $0 < $1 }), starts.allSatisfy(\.isFinite) else {
      throw DesignProblem("breaks", found: "\(breaks.map(\.value)) months", expected: "rising times above 0")
    }
    self.starts = starts
    rates = hazards.map(\.perMonth)
  }

  /// The same hazards times a ratio.
  public func times(_ ratio: Double) throws(DesignProblem) -> PiecewiseHazard {
    guard ratio > 0, ratio.isFinite else {
      throw DesignProblem("hazard ratio", found: "\(ratio)", expected: "a number above 0")
    }
    return PiecewiseHazard(starts: starts, rates: rates.map { $0 * ratio })
  }

  private init(starts: [Double], rates: [Double]) {
    self.starts = starts
    self.rates = rates
  }

  /// The cumulative hazard at a time.
  public func cumulative(at time: Months) -> Double { cumulative(time.value) }

  func cumulative(_ time: Double) -> Double {
    var sum = 0.0
    for (index, start) in starts.enumerated() where time > start {
      let end = index + 1 < starts.count ? min(time, starts[index + 1]) : time
      sum += rates[index] * (end - start)
    }
    return sum
  }

  /// The share without the event at a time.
  public func survival(at time: Months) -> Double { exp(-cumulative(time.value)) }

  /// The time at which so much hazard has been gone through; infinite where it never is.
  func time(ofCumulative target: Double) -> Double {
    var left = target
    for (index, start) in starts.enumerated() {
      let width = index + 1 < starts.count ? starts[index + 1] - start : .infinity
      let rate = rates[index]
      if rate > 0, left <= rate * width { return start + left / rate }
      if width.isFinite { left -= rate * width }
    }
    return .infinity
  }
}

/// An event that dropout competes with: how many have had it by a time, and the integral of that, both in closed form.
struct ObservedEvents: Sendable {
  private struct Piece {
    var start: Double
    var event: Double
    var all: Double
    /// Share at risk, share with the event and its integral at the start of the piece.
    var atRisk: Double
    var share: Double
    var integral: Double
  }
  private var pieces: [Piece] = []

  init(_ event: PiecewiseHazard, dropout: Hazard) {
    var (atRisk, share, integral) = (1.0, 0.0, 0.0)
    for (index, start) in event.starts.enumerated() {
      let all = event.rates[index] + dropout.perMonth
      let piece = Piece(
        start: start, event: event.rates[index], all: all, atRisk: atRisk, share: share, integral: integral)
      pieces.append(piece)
      guard index + 1 < event.starts.count else { break }
      let width = event.starts[index + 1] - start
      integral = Self.integral(piece, width)
      share = Self.share(piece, width)
      atRisk *= exp(-all * width)
    }
  }

  private static func share(_ piece: Piece, _ time: Double) -> Double {
    guard piece.all > 0 else { return piece.share }
    return piece.share - piece.atRisk * piece.event / piece.all * expm1(-piece.all * time)
  }

  private static func integral(_ piece: Piece, _ time: Double) -> Double {
    guard piece.all > 0 else { return piece.integral + piece.share * time }
    return piece.integral + piece.share * time
      + piece.atRisk * piece.event / piece.all * (time + expm1(-piece.all * time) / piece.all)
  }

  /// The share with an observed event after so long.
  func share(after time: Double) -> Double {
    guard time > 0, let piece = pieces.last(where: { $0.start <= time }) else { return 0 }
    return Self.share(piece, time - piece.start)
  }

  /// The integral of that share from 0.
  func integral(to time: Double) -> Double {
    guard time > 0, let piece = pieces.last(where: { $0.start <= time }) else { return 0 }
    return Self.integral(piece, time - piece.start)
  }

  /// The share with an event that is ever observed.
  var ever: Double {
    guard let last = pieces.last, last.all > 0 else { return pieces.last?.share ?? 0 }
    return last.share + last.atRisk * last.event / last.all
  }
}

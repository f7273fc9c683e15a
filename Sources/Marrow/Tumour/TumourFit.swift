// SPDX-License-Identifier: Apache-2.0

import Foundation
import Statistics

/// A sum of lesions at a day since the start of treatment.
public struct LesionSum: Sendable, Hashable {
  /// Days since the start; 0 or more.
  public let day: Double
  /// Millimetres, above 0.
  public let millimetres: Double

  /// A sum that was measured.
  public init(day: Double, millimetres: Double) throws(MarrowProblem) {
    guard day.isFinite, day >= 0, millimetres.isFinite, millimetres > 0 else {
      throw MarrowProblem(
        "sum of lesions", found: "\(millimetres) mm on day \(day)", expected: "more than 0 mm on a day from 0 on")
    }
    self.day = day
    self.millimetres = millimetres
  }
}

/// A curve of growth and shrinkage fitted to the sums of one line of treatment: a description of what was measured, to be compared between lines of the same patient. It advises no dose.
///
/// The logarithm of a sum scatters with one standard deviation; rates are fitted as logarithms and stay above 0. Intervals are Wald's on that scale with the t-distribution of what the sums leave.
public struct TumourFit: Sendable, Hashable {
  /// What is fitted.
  public enum Form: Sendable, Hashable {
    /// ``TumourCurve/stein(start:growth:shrinkage:)``: three parameters.
    case stein
    /// The same without shrinkage, y₀ e^(g t): two parameters (Wilkerson et al., Lancet Oncol 2017;18:143).
    case growthAlone
    /// The same without growth, y₀ e^(−d t): two parameters (as before).
    case shrinkageAlone
    /// ``TumourCurve/claret(start:growth:effect:resistance:_:)`` with the exposures that there were: four parameters.
    case claret([ExposureStretch])
    /// ``TumourCurve/zecchin(start:growth:effects:)`` with the exposures of one drug: three parameters.
    case zecchin([ExposureStretch])

    var parameters: [Parameter] {
      switch self {
      case .stein: [.start, .growth, .shrinkage]
      case .growthAlone: [.start, .growth]
      case .shrinkageAlone: [.start, .shrinkage]
      case .claret: [.start, .growth, .effect, .resistance]
      case .zecchin: [.start, .growth, .effect]
      }
    }
  }

  /// A parameter that is fitted.
  public enum Parameter: String, Sendable, Hashable {
    /// The sum at the start, mm.
    case start
    /// Growth, per day.
    case growth
    /// Shrinkage, per day.
    case shrinkage
    /// Effect, per day and unit of exposure.
    case effect
    /// Resistance, per day.
    case resistance
  }

  /// An estimate; its interval is nil where the sums do not determine one.
  public struct Estimate: Sendable, Hashable {
    /// Of what.
    public let parameter: Parameter
    /// In the unit of the parameter.
    public let value: Double
    /// 95 %.
    public let interval: ClosedRange<Double>?
    /// Standard error of its natural logarithm; nil where there is no interval.
    public let logError: Double?
  }

  /// The form.
  public let form: Form
  /// The estimates, in the order of the form.
  public let estimates: [Estimate]
  /// The curve with them.
  public let curve: TumourCurve
  /// Standard deviation of the logarithms of sums around the curve; nil where there are no more sums than parameters.
  public let scatter: Double?
  /// The least scatter that intervals are made with: ``precision(of:)`` in logarithms of the sums.
  public let leastScatter: Double
  /// How many sums there were.
  public let sums: Int
  /// Σ of the squared residuals of the logarithms.
  public let squares: Double
  /// What the sums leave beside the parameters.
  public var degreesOfFreedom: Int { sums - estimates.count }

  /// The estimate of a parameter; nil where the form has none of it.
  public func estimate(_ parameter: Parameter) -> Estimate? { estimates.first { $0.parameter == parameter } }

  /// A rate that may be more than so many times as large does not stand out of the scatter of the sums; no source.
  public static let mostTimes = 10.0

  /// Millimetres that a sum is known to, so that sums that lie on a curve do not determine its rates without an error: half a unit of the last digit, 0.5 mm of sums in whole millimetres and 0.05 mm of others, since nobody reads hundredths; no source.
  public static func precision(of sums: [LesionSum]) -> Double {
    sums.allSatisfy { abs($0.millimetres - $0.millimetres.rounded()) < 1e-6 } ? 0.5 : 0.05
  }

  /// Standard deviation that rounding to whole millimetres alone leaves, 1/√12 mm, over the sums: readings of lesions scatter more, as RECIST 1.1 measures them (Eisenhauer et al., Eur J Cancer 2009;45:228).
  public static func scatterOfRounding(_ sums: [LesionSum]) -> Double { root(sums, 1 / 12.0.squareRoot()) }

  /// A length in millimetres as a standard deviation of logarithms of sums.
  private static func root(_ sums: [LesionSum], _ millimetres: Double) -> Double {
    let squares = sums.reduce(0) { $0 + (millimetres / $1.millimetres) * (millimetres / $1.millimetres) }
    return (squares / Double(max(1, sums.count))).squareRoot()
  }

  /// Whether every parameter has an interval that says how large it is: less than ten times the estimate.
  public var isDetermined: Bool {
    estimates.allSatisfy { estimate in
      estimate.interval.map { $0.upperBound < Self.mostTimes * estimate.value } ?? false
    }
  }

  /// A fit. With fewer different days than parameters there is none.
  public init(_ form: Form, _ sums: [LesionSum]) throws(MarrowProblem) {
    let parameters = form.parameters
    let days = Set(sums.map(\.day)).count
    guard days >= parameters.count else {
      throw MarrowProblem(
        "sums of lesions", found: "\(days) days", expected: "at least \(parameters.count), one for each parameter")
    }
    guard let first = sums.min(by: { $0.day < $1.day }) else {
      throw MarrowProblem("sums of lesions", found: "none", expected: "some")
    }
    func residuals(_ logs: [Double]) -> [Double]? {
      // Beyond these a rate is 0 or the sum doubles within an hour.
      guard logs.allSatisfy({ $0 > -40 && $0 < 25 }), let curve = Self.curve(form, logs) else { return nil }
      var rest: [Double] = []
      for sum in sums {
        guard let size = curve.millimetres(day: sum.day), size > 1e-9 else { return nil }
        rest.append(log(size) - log(sum.millimetres))
      }
      return rest
    }
    var best: LeastSquares.Minimum?
    for growth in [0.0005, 0.002, 0.008] {
      for other in [0.001, 0.004, 0.02] {
        let start = [log(first.millimetres), log(growth), log(other), log(0.01)].prefix(parameters.count)
        guard let found = LeastSquares().minimise(from: Array(start), residuals) else { continue }
        if found.squares < best?.squares ?? .infinity { best = found }
      }
    }
    guard let best, let curve = Self.curve(form, best.place) else {
      throw MarrowProblem("growth", found: "no start from which the sums are fitted", expected: "sums of one course")
    }
    let freedom = sums.count - parameters.count
    let inverse = best.information.cholesky()?.inverse
    let scatter = freedom > 0 ? (best.squares / Double(freedom)).squareRoot() : nil
    self.form = form
    self.curve = curve
    self.scatter = scatter
    leastScatter = Self.root(sums, Self.precision(of: sums))
    let leastScatter = leastScatter
    self.sums = sums.count
    squares = best.squares
    estimates = parameters.enumerated().map { index, parameter in
      var (interval, error): (ClosedRange<Double>?, Double?)
      if let scatter, let variance = inverse?[index, index], variance > 0, variance.isFinite {
        let own = max(scatter, leastScatter) * variance.squareRoot()
        let width = Self.critical(Double(freedom)) * own
        // A rate that may be anything between a thousandth and a thousandfold is not determined.
        if width < log(1000) {
          interval = exp(best.place[index] - width)...exp(best.place[index] + width)
          error = own
        }
      }
      return Estimate(parameter: parameter, value: exp(best.place[index]), interval: interval, logError: error)
    }
  }

  /// t of a two-sided interval of 95 %: T²/(n + T²) is Beta(½, n/2).
  static func critical(_ freedom: Double) -> Double {
    let share = Beta.quantile(0.95, alpha: 0.5, beta: freedom / 2)
    return (freedom * share / (1 - share)).squareRoot()
  }

  private static func curve(_ form: Form, _ logs: [Double]) -> TumourCurve? {
    let values = logs.map { exp($0) }
    switch form {
    case .stein: return .stein(start: values[0], growth: PerDay(values[1]), shrinkage: PerDay(values[2]))
    case .growthAlone: return .stein(start: values[0], growth: PerDay(values[1]), shrinkage: PerDay(0))
    case .shrinkageAlone: return .stein(start: values[0], growth: PerDay(0), shrinkage: PerDay(values[1]))
    case .claret(let stretches):
      return .claret(
        start: values[0], growth: PerDay(values[1]), effect: values[2], resistance: PerDay(values[3]), stretches)
    case .zecchin(let stretches):
      return .zecchin(
        start: values[0], growth: PerDay(values[1]), effects: [.init(values[2], stretches)])
    }
  }
}

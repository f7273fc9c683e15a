// SPDX-License-Identifier: Apache-2.0

public import Chronology
import Course
public import Outcomes
public import Plain
import Statistics

extension Table {
  /// One cell: a value, what a reader must know of it, and why it is what it is.
  public struct Cell: Sendable, Hashable, ExpressibleByStringInterpolation {
    /// The value.
    public var value: Value
    /// What print says behind the value: `(part)`.
    public var note: String?
    /// Identifier of the trace that says why.
    public var trace: String?

    /// A cell.
    public init(_ value: Value, note: String? = nil, trace: String? = nil) {
      self.value = value
      self.note = note
      self.trace = trace
    }

    /// A cell of words.
    public init(stringLiteral value: String) { self.init(.words(value)) }

    /// As print shows it.
    public var text: String { value.text + (note.map { " \($0)" } ?? "") }
  }

  /// What a cell holds. Its text is one format of it; numbers and parts for programs are others.
  public enum Value: Sendable, Hashable {
    /// Text.
    case words(String)
    /// A number with its decimals in print; `isSigned` shows the plus too.
    case number(Double, decimals: Int, isSigned: Bool = false)
    /// A day.
    case day(Day)
    /// A number between bounds.
    case range(NumberBounds, decimals: Int)
    /// A number between bounds with its unit.
    case amount(NumberBounds, decimals: Int, unit: String)
    /// An area under the curve by Calvert, whose unit stands before it.
    case areaUnderCurve(Double)
    /// A length of time, printed in months.
    case length(LengthBounds)
    /// A time to an event or to censoring, printed in months; `withReason` says what the event was too.
    case time(TimeToEvent, withReason: Bool = false)
    /// So many of so many, of whom some are open: `1–2/3`.
    case share(yes: Int, open: Int, of: Int)
    /// So many with their percentage of so many: `1 (33.3)`.
    case count(Int, of: Int)
    /// A p-value, which print never shows as 0.
    case pValue(Double)
    /// An estimate with its limits.
    case estimate(Estimate)
    /// Limits alone.
    case interval(lower: Double?, upper: Double?)
    /// A day between bounds.
    case days(DayBounds)
    /// Nothing, with what print says instead.
    case missing(Missing)
  }

  /// What print says where there is no value.
  public enum Missing: Sendable, Hashable {
    /// A dash: there is none.
    case dash
    /// Nothing at all.
    case blank
    /// Why there is none: `not stated`.
    case because(String)
  }

  /// An estimate with its limits, in the unit of its column.
  public struct Estimate: Sendable, Hashable {
    /// The estimate, a range where the record leaves it open; nil if it is not reached.
    public var value: NumberBounds?
    /// Lower limit.
    public var lower: Double?
    /// Upper limit.
    public var upper: Double?
    /// Decimals in print.
    public var decimals: Int
    /// Unit that print shows behind the value.
    public var unit: String?
    /// What print says of limits that are not there.
    public var style: Style

    /// What print says of limits that are not there.
    public enum Style: Sendable, Hashable {
      /// A median: below the first limit nothing is determined, the last is not reached.
      case median
      /// A probability: neither limit is determined; without both nothing is said.
      case probability
      /// A mean or a share: `–`, and `n.d.` without both.
      case mean
      /// A ratio: `–`.
      case ratio
    }

    /// An estimate.
    public init(
      _ value: NumberBounds?, lower: Double?, upper: Double?, decimals: Int = 1, unit: String? = nil, style: Style
    ) {
      self.value = value
      self.lower = lower
      self.upper = upper
      self.decimals = decimals
      self.unit = unit
      self.style = style
    }

    /// `6.2 (3.1–n.r.)`, `not reached (4.4–n.r.)`
    var text: String {
      func limit(_ value: Double?, _ missing: String) -> String {
        value.map { Numbers.text($0, decimals: decimals) } ?? missing
      }
      let shown = (value?.text(decimals: decimals) ?? "not reached") + (unit.map { " \($0)" } ?? "")
      let (below, above): (String, String) =
        switch style {
        case .median: ("n.d.", "n.r.")
        case .probability: ("n.d.", "n.d.")
        case .mean, .ratio: ("–", "–")
        }
      if lower == nil, upper == nil {
        switch style {
        case .probability: return shown
        case .mean: return shown + " (n.d.)"
        case .median, .ratio: break
        }
      }
      return shown + " (\(limit(lower, below))–\(limit(upper, above)))"
    }
  }
}

extension Table.Cell {
  /// Nothing: a dash.
  public static let none = Table.Cell(.missing(.dash))
  /// Nothing, and nothing is printed.
  public static let blank = Table.Cell(.missing(.blank))
  /// Nothing, and why.
  public static func missing(_ reason: String) -> Table.Cell { .init(.missing(.because(reason))) }

  /// Text, or why there is none.
  public static func words(_ text: String?, or missing: Table.Missing = .dash, trace: String? = nil) -> Table.Cell {
    .init(text.map { .words($0) } ?? .missing(missing), trace: trace)
  }

  /// A number, or why there is none.
  public static func number(
    _ value: Double?, decimals: Int = 1, isSigned: Bool = false, or missing: Table.Missing = .dash
  ) -> Table.Cell {
    .init(value.map { .number($0, decimals: decimals, isSigned: isSigned) } ?? .missing(missing))
  }

  /// A count, or why there is none.
  public static func number(_ count: Int?, or missing: Table.Missing = .dash) -> Table.Cell {
    .number(count.map(Double.init), decimals: 0, or: missing)
  }

  /// A share as a number of percent.
  static func percent(_ share: Double?) -> Table.Cell { .number(share.map { $0 * 100 }) }

  /// A number with its unit, or why there is none.
  static func amount(_ value: Double?, decimals: Int = 1, unit: String, or missing: Table.Missing = .dash) -> Table.Cell
  {
    .init(value.map { .amount(NumberBounds($0), decimals: decimals, unit: unit) } ?? .missing(missing))
  }

  /// `900 mg/m²`, `AUC 5`
  static func dose(_ dose: Dose?, decimals: Int = 3, or missing: Table.Missing = .blank) -> Table.Cell {
    guard let dose else { return .init(.missing(missing)) }
    return dose.unit == .areaUnderCurve
      ? .init(.areaUnderCurve(dose.amount)) : .amount(dose.amount, decimals: decimals, unit: dose.unit.printed)
  }

  /// A derived time.
  static func time(_ derived: Derived<TimeToEvent>, withReason: Bool = false) -> Table.Cell {
    .init(.time(derived.value, withReason: withReason), trace: derived.trace.id)
  }

  /// Limits in percent.
  static func interval(_ interval: ConfidenceInterval?) -> Table.Cell {
    .init(.interval(lower: interval?.lower.map { $0 * 100 }, upper: interval?.upper.map { $0 * 100 }))
  }

  /// A quantile in months.
  static func quantile(_ quantile: SurvivalEstimate.Quantile?) -> Table.Cell {
    guard let quantile else { return .none }
    return .init(
      .estimate(
        .init(
          quantile.range, lower: quantile.interval.lower, upper: quantile.interval.upper, style: .median)))
  }

  /// A probability in percent with its limits; not determined beyond follow-up, nor at what is no time.
  static func probability(_ estimate: SurvivalEstimate, at months: Double) -> Table.Cell {
    guard let landmark = try? estimate.landmark(months), !landmark.isBeyondFollowUp else { return .missing("n.d.") }
    return .probability(landmark.survival, landmark.interval)
  }

  /// A probability in percent with its limits.
  static func probability(_ share: ClosedRange<Double>, _ interval: ConfidenceInterval) -> Table.Cell {
    .init(
      .estimate(
        .init(
          NumberBounds(lower: share.lowerBound * 100, upper: share.upperBound * 100),
          lower: interval.lower.map { $0 * 100 }, upper: interval.upper.map { $0 * 100 }, style: .probability)))
  }
}

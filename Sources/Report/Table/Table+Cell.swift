// SPDX-License-Identifier: Apache-2.0

public import Chronology
import Course
public import Outcomes
public import Plain
import Statistics

extension TableOf {
  /// One cell: a value, what a reader must know of it, and why it is what it is.
  public struct Cell: Sendable, Hashable {
    /// The value.
    public var value: Value
    /// What print says behind the value: `(part)`.
    public var note: Text?
    /// Identifier of the trace that says why.
    public var trace: String?

    /// A cell.
    public init(_ value: Value, note: Text? = nil, trace: String? = nil) {
      self.value = value
      self.note = note
      self.trace = trace
    }

    /// As print shows it.
    public func text(in language: Language) -> String {
      value.text(in: language) + (note.map { " \($0.text(in: language))" } ?? "")
    }
    /// The same in English.
    public var text: String { text(in: .english) }

    /// The same with its texts made others.
    func mapped<Other: TableText>(_ change: (Text) -> Other) -> TableOf<Other>.Cell {
      .init(value.mapped(change), note: note.map(change), trace: trace)
    }
  }

  /// What a cell holds. Its text is one format of it; numbers and parts for programs are others.
  public enum Value: Sendable, Hashable {
    /// Text.
    case words(Text)
    /// A number with its decimals in print; `isSigned` shows the plus too.
    case number(Double, decimals: Int, isSigned: Bool = false)
    /// A day.
    case day(Day)
    /// A number between bounds.
    case range(NumberBounds, decimals: Int)
    /// A number between bounds with its unit.
    case amount(NumberBounds, decimals: Int, unit: Text)
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
    /// A p-value between bounds, of which print shows none as 0.
    case pValues(ClosedRange<Double>)
    /// An estimate with its limits.
    case estimate(TableEstimate)
    /// Limits alone.
    case interval(lower: Double?, upper: Double?)
    /// A day between bounds.
    case days(DayBounds)
    /// Nothing, with what print says instead.
    case missing(Missing)

    func mapped<Other: TableText>(_ change: (Text) -> Other) -> TableOf<Other>.Value {
      switch self {
      case .words(let text): .words(change(text))
      case .number(let value, let decimals, let isSigned): .number(value, decimals: decimals, isSigned: isSigned)
      case .day(let day): .day(day)
      case .range(let bounds, let decimals): .range(bounds, decimals: decimals)
      case .amount(let bounds, let decimals, let unit): .amount(bounds, decimals: decimals, unit: change(unit))
      case .areaUnderCurve(let amount): .areaUnderCurve(amount)
      case .length(let length): .length(length)
      case .time(let time, let withReason): .time(time, withReason: withReason)
      case .share(let yes, let open, let all): .share(yes: yes, open: open, of: all)
      case .count(let count, let all): .count(count, of: all)
      case .pValue(let p): .pValue(p)
      case .pValues(let p): .pValues(p)
      case .estimate(let estimate): .estimate(estimate)
      case .interval(let lower, let upper): .interval(lower: lower, upper: upper)
      case .days(let days): .days(days)
      case .missing(.dash): .missing(.dash)
      case .missing(.blank): .missing(.blank)
      case .missing(.because(let reason)): .missing(.because(change(reason)))
      }
    }
  }

  /// What print says where there is no value.
  public enum Missing: Sendable, Hashable {
    /// A dash: there is none.
    case dash
    /// Nothing at all.
    case blank
    /// Why there is none: `not stated`.
    case because(Text)
  }
}

extension TableOf.Cell: ExpressibleByUnicodeScalarLiteral, ExpressibleByExtendedGraphemeClusterLiteral,
  ExpressibleByStringLiteral, ExpressibleByStringInterpolation
where Text == String {
  /// A cell of words.
  public init(stringLiteral value: String) { self.init(.words(value)) }
}

extension TableOf.Cell where Text == Phrase {
  /// As print shows it, in every language.
  var phrase: Phrase { Phrase("\(text(in: .english))", "\(text(in: .german))") }

  /// A cell of words in each language.
  static func words(_ english: Phrase.Sentence, _ german: Phrase.Sentence, trace: String? = nil) -> Self {
    .init(.words(Phrase(english, german)), trace: trace)
  }
}

extension TableOf.Cell {
  /// Nothing: a dash.
  public static var none: Self { Self(.missing(.dash)) }
  /// Nothing, and nothing is printed.
  public static var blank: Self { Self(.missing(.blank)) }
  /// Nothing, and why.
  public static func missing(_ reason: Text) -> Self { Self(.missing(.because(reason))) }

  /// Text, or why there is none.
  public static func words(_ text: Text?, or missing: TableOf<Text>.Missing = .dash, trace: String? = nil) -> Self {
    Self(text.map { .words($0) } ?? .missing(missing), trace: trace)
  }

  /// A name, a code or what a person wrote, which is the same in every language; or why there is none.
  static func same(_ text: String?, or missing: TableOf<Text>.Missing = .dash, trace: String? = nil) -> Self {
    words(text.map { Text(same: $0) }, or: missing, trace: trace)
  }

  /// A number, or why there is none.
  public static func number(
    _ value: Double?, decimals: Int = 1, isSigned: Bool = false, or missing: TableOf<Text>.Missing = .dash
  ) -> Self {
    Self(value.map { .number($0, decimals: decimals, isSigned: isSigned) } ?? .missing(missing))
  }

  /// A count, or why there is none.
  public static func number(_ count: Int?, or missing: TableOf<Text>.Missing = .dash) -> Self {
    .number(count.map(Double.init), decimals: 0, or: missing)
  }

  /// A share as a number of percent.
  static func percent(_ share: Double?) -> Self { .number(share.map { $0 * 100 }) }

  /// A number with its unit, or why there is none.
  static func amount(
    _ value: Double?, decimals: Int = 1, unit: Text, or missing: TableOf<Text>.Missing = .dash
  ) -> Self {
    Self(value.map { .amount(NumberBounds($0), decimals: decimals, unit: unit) } ?? .missing(missing))
  }

  /// `900 mg/m²`, `AUC 5`
  static func dose(_ dose: Dose?, decimals: Int = 3, or missing: TableOf<Text>.Missing = .blank) -> Self {
    guard let dose else { return Self(.missing(missing)) }
    return dose.unit == .areaUnderCurve
      ? Self(.areaUnderCurve(dose.amount))
      : .amount(dose.amount, decimals: decimals, unit: Text(same: dose.unit.printed))
  }

  /// A derived time.
  static func time(_ derived: Derived<TimeToEvent>, withReason: Bool = false) -> Self {
    Self(.time(derived.value, withReason: withReason), trace: derived.trace.id)
  }

  /// Limits in percent.
  static func interval(_ interval: ConfidenceInterval?) -> Self {
    Self(.interval(lower: interval?.lower.map { $0 * 100 }, upper: interval?.upper.map { $0 * 100 }))
  }

  /// A quantile in months.
  static func quantile(_ quantile: SurvivalEstimate.Quantile?) -> Self {
    guard let quantile else { return .none }
    return Self(
      .estimate(
        .init(quantile.range, lower: quantile.interval.lower, upper: quantile.interval.upper, style: .median)))
  }

  /// A probability in percent with its limits.
  static func probability(_ share: ClosedRange<Double>, _ interval: ConfidenceInterval) -> Self {
    Self(
      .estimate(
        .init(
          NumberBounds(lower: share.lowerBound * 100, upper: share.upperBound * 100),
          lower: interval.lower.map { $0 * 100 }, upper: interval.upper.map { $0 * 100 }, style: .probability)))
  }
}

extension TableOf.Cell where Text == Phrase {
  /// A probability in percent with its limits; not determined beyond follow-up, nor at what is no time.
  static func probability(_ estimate: SurvivalEstimate, at months: Double) -> Self {
    guard let landmark = try? estimate.landmark(months), !landmark.isBeyondFollowUp else {
      return .missing(.notDeterminedSign)
    }
    return .probability(landmark.survival, landmark.interval)
  }
}

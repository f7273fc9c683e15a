// SPDX-License-Identifier: Apache-2.0

import Plain

// Times from values, so that a study can be made in code. Each has the text that reads back as the same time.

extension StatedDate {
  /// A date that is exact to the day; nil outside the years 0000 to 9999, which is what a date can be written in.
  public init?(_ day: Day) {
    guard let date = try? StatedDate(parsing: day.description) else { return nil }
    self = date
  }

  /// A month (1–12), or a whole year where there is none; nil where the calendar has no such month.
  public init?(year: Int, month: Int? = nil) {
    guard (0...9999).contains(year) else { return nil }
    func padded(_ number: Int, _ width: Int) -> String {
      String(repeating: "0", count: max(0, width - String(number).utf8.count)) + String(number)
    }
    let text = padded(year, 4) + (month.map { "-" + padded($0, 2) } ?? "")
    guard month.map((1...12).contains) ?? true, let date = try? StatedDate(parsing: text) else { return nil }
    self = date
  }
}

extension StatedSpan {
  /// How a number of a span is meant.
  public enum Wording: String, Sendable, Hashable, CaseIterable {
    /// To half a unit of its last digit, as the study's tolerance has it: `6 mo`.
    case plain = ""
    /// As it reads: `exactly 6 mo`.
    case exactly = "exactly "
    /// Roughly: `about 6 mo`.
    case about = "about "
    /// `more than 6 mo`
    case moreThan = "more than "
    /// `less than 6 mo`
    case lessThan = "less than "
    /// `within 6 mo`
    case within = "within "
  }

  /// A number of units: `6 mo`, `about 2.5 y`; nil for a number that is not written so: below 0, from 1,000,000 on, or with more than
  /// six decimals.
  public init?(_ number: Double, _ unit: SpanUnit, _ wording: Wording = .plain) {
    guard number >= 0, number < 1_000_000,
      let span = try? StatedSpan(parsing: "\(wording.rawValue)\(Quantity.digits(number)) \(unit.rawValue)")
    else { return nil }
    self = span
  }

  /// Exactly a length, in days; nil for a negative one and from 1,000,000 days on.
  public init?(exactly length: TimeLength) {
    // Six decimals of a day are finer than the grid of lengths: the text reads back as the same length.
    let days = (length.days * 1e6).rounded() / 1e6
    self.init(days, .day, .exactly)
  }
}

extension StatedTime {
  /// A time of a form, with the text that reads as it: `6 mo after start of gem-doc`.
  public init(_ form: Form) {
    let text =
      switch form {
      case .date(let date): date.text
      case .at(let anchor): "at \(anchor.text)"
      case .after(let span, let anchor): (span.map { "\($0.text) " } ?? "") + "after \(anchor.text)"
      case .before(let span, let anchor): (span.map { "\($0.text) " } ?? "") + "before \(anchor.text)"
      case .during(let anchor): "during \(anchor.text)"
      case .cycle(let number, let anchor, let part):
        (part == .during ? "during" : "\(part.rawValue) of") + " cycle \(number)"
          + (anchor.map { " of \($0.text)" } ?? "")
      case .oneOf(let readings): readings.map(\.text).joined(separator: Self.separator)
      case .unknown: "not stated"
      }
    self.init(text: text, form: form)
  }

  /// On a day; nil outside the years 0000 to 9999.
  public init?(_ day: Day) {
    guard let date = StatedDate(day) else { return nil }
    self.init(.date(date))
  }

  /// On a date.
  public init(_ date: StatedDate) { self.init(.date(date)) }

  /// By a span after an event, or at any time after it.
  public static func after(_ anchor: Anchor, by span: StatedSpan? = nil) -> StatedTime {
    StatedTime(.after(span, anchor))
  }

  /// By a span before an event, or at any time before it.
  public static func before(_ anchor: Anchor, by span: StatedSpan? = nil) -> StatedTime {
    StatedTime(.before(span, anchor))
  }
}

extension Anchor {
  /// The start of an entry or dose phase.
  public static func start(of id: String) -> Anchor { Anchor(edge: .start, id: id) }
  /// The end of an entry or dose phase.
  public static func end(of id: String) -> Anchor { Anchor(edge: .end, id: id) }
  /// The event itself.
  public static func event(_ id: String) -> Anchor { Anchor(edge: .point, id: id) }
}

// SPDX-License-Identifier: Apache-2.0

/// What a numeric option or a number in a text takes: the least and the greatest value and their unit. Generous for any patient, and finite.
package struct NumberRange: Sendable {
  package let range: ClosedRange<Double>
  /// What is said of it, where more is read than is right so that a slip of the unit gets a better answer than a refusal.
  package let stated: ClosedRange<Double>
  /// The unit of the values, empty where they have none.
  package let unit: String
  /// Units that may stand behind the number, where they are not those of `unit` everywhere.
  private let ownUnits: [(name: String, factor: Double)]?

  /// A range in a unit.
  package init(
    _ range: ClosedRange<Double>, _ unit: String = "", stated: ClosedRange<Double>? = nil,
    units: [(name: String, factor: Double)]? = nil
  ) {
    self.range = range
    self.stated = stated ?? range
    self.unit = unit
    ownUnits = units
  }

  /// A share, which may be written as a percentage: `0.05`, `5 %`.
  package static func share(_ range: ClosedRange<Double>) -> NumberRange {
    NumberRange(range, units: [("%", 0.01), ("percent", 0.01), ("prozent", 0.01)])
  }

  /// A time in months of 30.4375 days, which may be written in weeks or days: `6`, `8 weeks`, `56 days`.
  package static func months(_ range: ClosedRange<Double>) -> NumberRange {
    let day = 1 / 30.4375
    return NumberRange(
      range, "months",
      units: [
        ("months", 1), ("month", 1), ("mo", 1), ("weeks", 7 * day), ("week", 7 * day), ("w", 7 * day), ("days", day),
        ("day", day), ("d", day), ("years", 12), ("year", 12), ("monate", 1), ("monat", 1), ("wochen", 7 * day),
        ("woche", 7 * day), ("wo", 7 * day), ("tage", day), ("tag", day), ("jahre", 12), ("jahr", 12),
      ])
  }

  /// `60 to 500 mm`
  package var words: String {
    "\(Self.text(stated.lowerBound)) to \(Self.text(stated.upperBound))" + (unit.isEmpty ? "" : " \(unit)")
  }

  /// Help that says the range, and the default where there is one.
  package func help(_ text: String, default number: Double? = nil) -> String {
    "\(text) \(words)." + (number.map { " (default: \(Self.text($0)))" } ?? "")
  }

  /// Units that may stand behind a number of this unit, each with how many of it one is: a length in metres is one in centimetres.
  private static let units: [String: [(name: String, factor: Double)]] = [
    "cm": [("cm", 1), ("m", 100), ("mm", 0.1), ("in", 2.54)],
    "kg": [("kg", 1), ("g", 0.001), ("lb", 0.453_592_37), ("lbs", 0.453_592_37)],
    "mg": [("mg", 1), ("g", 1000)], "mL": [("ml", 1), ("l", 1000)],
    "mL/min": [("ml/min", 1)], "%": [("%", 1), ("percent", 1), ("prozent", 1)],
    "m²": [("m²", 1), ("m2", 1), ("qm", 1)], "years": [("years", 1), ("year", 1), ("y", 1), ("a", 1), ("jahre", 1)],
    "mg/m²": [("mg/m²", 1), ("mg/m2", 1)], "mg/dL": [("mg/dl", 1)], "mm": [("mm", 1), ("cm", 10)],
    "days": [("days", 1), ("day", 1), ("d", 1), ("tage", 1)],
    "days late": [("days", 1), ("day", 1), ("d", 1), ("tage", 1)],
    "months": [("months", 1), ("month", 1), ("mo", 1), ("monate", 1), ("monat", 1)],
  ]

  /// A text without the unit behind its number, and how many of this range's unit one of that is: `1,75 m` is 1,75 and 100.
  private func withoutUnit(_ text: String) throws(NumberRefusal) -> (number: String, factor: Double) {
    let plain = text.trimmed
    let digits = plain.prefix { $0.isNumber || "+-.,'’ \u{a0}\u{202f}".contains($0) }
    let name = plain.dropFirst(digits.count).trimmed
    guard !digits.trimmed.isEmpty, name.first?.isLetter == true || name == "%" else { return (text, 1) }
    // An exponent is no unit.
    if name.lowercased().hasPrefix("e"), name.dropFirst().first.map({ $0.isNumber || "+-".contains($0) }) == true {
      return (text, 1)
    }
    guard let own = (ownUnits ?? Self.units[unit])?.first(where: { $0.name == name.lowercased() }) else {
      throw NumberRefusal(found: text, why: "has the unit “\(name.prefix(20))”", expected: words)
    }
    return (String(digits).trimmed, own.factor)
  }

  /// The number of a text, with its unit or without.
  package func number(_ text: String) throws(NumberRefusal) -> Double {
    let (plain, factor) = try withoutUnit(text)
    guard factor != 1 else { return try bare(plain) }
    do {
      // What was converted is held to the range; the last bits of a factor are none of the patient's.
      let value = try NumberText.double(plain) * factor
      let number = ownUnits == nil || unit.isEmpty ? (value * 1e6).rounded() / 1e6 : value
      guard range.contains(number) else { throw NumberRefusal(found: text, why: nil, expected: words) }
      return number
    } catch let refusal as NumberRefusal {
      throw refusal
    } catch {
      throw NumberRefusal(found: text, why: "\(error)", expected: words)
    }
  }

  /// The number of a text without a unit.
  private func bare(_ text: String) throws(NumberRefusal) -> Double {
    let number: Double
    if let readings = Quantity.thousandsOrDecimal(text) {
      // Where only one of its readings can be, that one is meant.
      let possible = [readings.whole, readings.decimal].compactMap { try? NumberText.double($0) }
        .filter(stated.contains)
      guard possible.count == 1 else {
        throw NumberRefusal(
          found: text, why: "can mean \(readings.whole) or \(readings.decimal)", expected: "one of them, \(words)")
      }
      return possible[0]
    }
    do {
      number = try NumberText.double(text)
    } catch {
      throw NumberRefusal(found: text, why: error.description, expected: words)
    }
    guard range.contains(number) else { throw NumberRefusal(found: text, why: nil, expected: words) }
    return number
  }

  /// The whole number of a text.
  package func whole(_ text: String) throws(NumberRefusal) -> Int {
    let (plain, factor) = try withoutUnit(text)
    guard factor == 1 else { throw NumberRefusal(found: text, why: nil, expected: "a whole number, \(words)") }
    let number: Int
    do {
      number = try NumberText.integer(plain)
    } catch {
      throw NumberRefusal(found: text, why: error.description, expected: "a whole number, \(words)")
    }
    guard range.contains(Double(number)) else {
      throw NumberRefusal(found: text, why: nil, expected: "a whole number, \(words)")
    }
    return number
  }

  static func text(_ value: Double) -> String { Numbers.text(value, decimals: 4) }
}

/// Why a text is not taken as a number: what was found, what is expected.
package struct NumberRefusal: Error, CustomStringConvertible {
  package var found: String
  /// What is wrong with it; nil where it is a number out of range.
  package var why: String?
  package var expected: String

  /// A refusal of a text.
  package init(found: String, why: String?, expected: String) {
    self.found = found
    self.why = why
    self.expected = expected
  }

  package var description: String {
    // A text of ten thousand characters is not repeated.
    let shown = found.count > 40 ? found.prefix(40) + "…" : found[...]
    return (why.map { "“\(shown)” \($0)" } ?? "found \(shown)") + "; expected \(expected)"
  }
}

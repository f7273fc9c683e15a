// SPDX-License-Identifier: Apache-2.0

import Course
import Plain

/// What a numeric option or a number in a text takes: the least and the greatest value and their unit. Generous for any patient, and finite.
struct NumberRange: Sendable {
  let range: ClosedRange<Double>
  /// What is said of it, where more is read than is right so that a slip of the unit gets a better answer than a refusal.
  let stated: ClosedRange<Double>
  /// The unit of the values, empty where they have none.
  let unit: String

  init(_ range: ClosedRange<Double>, _ unit: String = "", stated: ClosedRange<Double>? = nil) {
    self.range = range
    self.stated = stated ?? range
    self.unit = unit
  }

  /// `60 to 500 mm`
  var words: String {
    "\(Self.text(stated.lowerBound)) to \(Self.text(stated.upperBound))" + (unit.isEmpty ? "" : " \(unit)")
  }

  /// Help that says the range, and the default where there is one.
  func help(_ text: String, default number: Double? = nil) -> String {
    "\(text) \(words)." + (number.map { " (default: \(Self.text($0)))" } ?? "")
  }

  /// The number of a text.
  func number(_ text: String) throws(NumberRefusal) -> Double {
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
  func whole(_ text: String) throws(NumberRefusal) -> Int {
    let number: Int
    do {
      number = try NumberText.integer(text)
    } catch {
      throw NumberRefusal(found: text, why: error.description, expected: "a whole number, \(words)")
    }
    guard range.contains(Double(number)) else {
      throw NumberRefusal(found: text, why: nil, expected: "a whole number, \(words)")
    }
    return number
  }

  private static func text(_ value: Double) -> String { Numbers.text(value, decimals: 4) }
}

/// Why a text is not taken as a number: what was found, what is expected.
struct NumberRefusal: Error, CustomStringConvertible {
  var found: String
  /// What is wrong with it; nil where it is a number out of range.
  var why: String?
  var expected: String

  var description: String {
    // A text of ten thousand characters is not repeated.
    let shown = found.count > 40 ? found.prefix(40) + "…" : found[...]
    return (why.map { "“\(shown)” \($0)" } ?? "found \(shown)") + "; expected \(expected)"
  }
}

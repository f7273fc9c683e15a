// SPDX-License-Identifier: Apache-2.0

import Plain

extension Dose {
  /// Reads `1000 mg/m2`, `15 mg/kg`, `800 mg` or `5 AUC`, within what a dose of one administration can be.
  ///
  /// It is the one grammar of a dose: of the study folder, its tables, the regimen library, rules and the command line.
  public init(parsing text: String) throws(ValueSyntaxError) {
    let quantity = try ValueSyntaxError.quantity(text, expected: Self.expected)
    if let unit = DoseUnit(written: quantity.unit) {
      guard unit.possibleAmounts.contains(quantity.number) else {
        throw ValueSyntaxError(
          text, quantity.number > 0 ? .impossible : .other,
          expected: quantity.number > 0 ? unit.possibleText : Self.expected)
      }
      self.init(amount: quantity.number, unit: unit)
      return
    }
    let meant = quantity.number > 0 ? DoseUnit(meant: quantity.unit) : nil
    throw ValueSyntaxError(
      text, expected: Self.expected,
      suggestion: meant.map { Dose(amount: quantity.number, unit: $0).text })
  }

  /// As it is read: `1000 mg/m2`. An amount of more than 15 digits is no amount that a person wrote, and is not read back.
  public var text: String { Quantity(number: amount, unit: unit.rawValue).text }

  /// What a dose is, for messages.
  public static var expected: String {
    let units = DoseUnit.allCases.map { "`\($0.rawValue)`" }
    return "an amount in " + units.dropLast().joined(separator: ", ") + " or " + (units.last ?? "")
  }
}

extension DoseUnit {
  /// A unit as it may be written: `mg/m2` or `mg/m²`.
  public init?(written text: String) {
    self.init(rawValue: text == "mg/m²" ? "mg/m2" : text)
  }

  /// The unit that another spelling can only mean; nil for every other unit, however near its letters: `µg`, `g/m2`, `mg/L`.
  init?(meant text: String) {
    let plain = text.lowercased().filter { $0 != " " && $0 != "." && $0 != "^" && $0 != "*" }
    switch plain {
    case "mg/m2", "mg/m²", "mg/qm", "mg/sqm", "mg/m", "mgm2", "mgm-2", "mg/m2bsa", "mg/m²bsa":
      self = .milligramsPerSquareMetre
    case "mg/kg", "mg/kgbw", "mg/kgkg", "mg/kgkgkg", "mg/kilo", "mgkg-1": self = .milligramsPerKilogram
    case "mg", "mgs", "milligram", "milligrams", "milligramm": self = .milligrams
    case "auc": self = .areaUnderCurve
    default: return nil
    }
  }

  /// The amounts that a dose can have, in words: `0.0001 to 50,000 mg/m²`.
  public var possibleText: String {
    let range = possibleAmounts
    return "\(Numbers.text(range.lowerBound, decimals: 4)) to \(Numbers.text(range.upperBound)) \(printed)"
  }
}

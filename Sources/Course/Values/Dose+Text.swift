// SPDX-License-Identifier: Apache-2.0

public import Plain

extension Dose {
  /// Reads `1000 mg/m2`, `15 mg/kg`, `800 mg` or `5 AUC`, within what a dose of one administration can be. `AUC 5` is the same;
  /// grams and micrograms are read as the same amount in milligrams: `1.5 g/m2`, `300 µg`.
  ///
  /// It is the one grammar of a dose: of the study folder, its tables, the regimen library, rules and the command line.
  public init(parsing text: String) throws(ValueSyntaxError) {
    if let area = Self.areaUnderCurve(text) {
      self = try Dose(parsing: area)
      return
    }
    if let readings = Quantity.thousandsOrDecimal(text) {
      throw ValueSyntaxError(
        text,
        expected:
          "`\(readings.whole)` or `\(readings.decimal)`: before three digits a point or comma can mean thousands or a decimal"
      )
    }
    let quantity = try ValueSyntaxError.quantity(text, expected: Self.expected)
    if let (unit, amount) = DoseUnit.read(quantity) {
      guard unit.possibleAmounts.contains(amount) else {
        throw ValueSyntaxError(
          text, quantity.number > 0 ? .impossible : .other,
          expected: quantity.number > 0 ? unit.possibleText : Self.expected)
      }
      self.init(amount: amount, unit: unit)
      return
    }
    if let schedule = Self.schedule(quantity) { throw ValueSyntaxError(text, expected: schedule) }
    let meant = quantity.number > 0 ? DoseUnit(meant: quantity.unit) : nil
    throw ValueSyntaxError(
      text, expected: Self.expected,
      suggestion: meant.map { Dose(amount: quantity.number, unit: $0).text })
  }

  /// `AUC 5`, `AUC = 5` as the amount before its unit.
  private static func areaUnderCurve(_ text: String) -> String? {
    let name = text.trimmed
    guard name.prefix(3).uppercased() == "AUC" else { return nil }
    let rest = name.dropFirst(3).drop { $0 == " " || $0 == "=" }
    return rest.first?.isASCIIDigit == true ? "\(rest) AUC" : nil
  }

  /// What is right where a dose says how often it is given: `5 mg bid`.
  private static func schedule(_ quantity: Quantity) -> String? {
    var words = quantity.unit.split(separator: " ").map(String.init)
    guard let first = words.first, DoseUnit.read(Quantity(number: quantity.number, unit: first)) != nil else {
      return nil
    }
    words.removeFirst()
    let dose = Quantity(number: quantity.number, unit: first).text
    let rest = words.joined(separator: " ").lowercased().filter { $0 != "." && $0 != "," }
    if let times = DoseFrequency.timesADay(rest) {
      return times == 1
        ? "the dose of one administration, `\(dose)`, and `days: daily` beside it"
        : "the dose of one administration, `\(dose)`, and `times a day: \(times)` beside it"
    }
    let often = ["weekly", "every", "q1w", "q2w", "q3w", "q7d", "q14d", "q21d", "q28d", "d1", "day", "days", "on"]
    if let word = rest.split(separator: " ").first, often.contains(String(word)) {
      return "the dose of one administration, `\(dose)`, and its `days` and `every` beside it"
    }
    return nil
  }

  /// As it is read: `1000 mg/m2`. An amount of more than 15 digits is no amount that a person wrote, and is not read back. Three decimals get a
  /// fourth, since `1.125` could be eleven hundred.
  public var text: String {
    let plain = Quantity(number: amount, unit: unit.rawValue).text
    guard Quantity.thousandsOrDecimal(plain) != nil, let blank = plain.firstIndex(of: " ") else { return plain }
    return plain[..<blank] + "0" + plain[blank...]
  }

  /// What a dose is, for messages.
  public static var expected: String {
    let units = DoseUnit.allCases.map { "`\($0.rawValue)`" }
    return "an amount in " + units.dropLast().joined(separator: ", ") + " or " + (units.last ?? "")
  }
}

extension Dose {
  /// For print, in every language: `900 mg/m²`.
  public var phrase: Phrase { Phrase(printed: Numbers.unmistakable(amount)) + Phrase(same: " \(unit.printed)") }
}

extension DoseUnit {
  /// A unit as it may be written: `mg/m2` or `mg/m²`.
  public init?(written text: String) {
    self.init(rawValue: text == "mg/m²" ? "mg/m2" : text)
  }

  /// A unit and the amount in it; grams and micrograms are the same amount in milligrams. Nil for what is no unit of a dose.
  static func read(_ quantity: Quantity) -> (unit: DoseUnit, amount: Double)? {
    if let unit = DoseUnit(written: quantity.unit) { return (unit, quantity.number) }
    for (prefix, factor) in [("µg", 0.001), ("μg", 0.001), ("ug", 0.001), ("mcg", 0.001), ("g", 1000.0)]
    where quantity.unit.hasPrefix(prefix) {
      guard let unit = DoseUnit(written: "mg" + quantity.unit.dropFirst(prefix.count)) else { continue }
      // Division gives the number nearest to the decimal one; products are rounded to it.
      let amount = factor < 1 ? quantity.number / 1000 : (quantity.number * 1e9).rounded() / 1e6
      return (unit, amount)
    }
    return nil
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

  /// The amounts that a dose can have, in words: `0.0001 to 50 000 mg/m²`.
  public var possibleText: String {
    let range = possibleAmounts
    return "\(Numbers.text(range.lowerBound, decimals: 4)) to \(Numbers.text(range.upperBound)) \(printed)"
  }
}

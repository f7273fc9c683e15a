// SPDX-License-Identifier: Apache-2.0

public import Plain
public import Chronology

/// Why a laboratory value is not taken over.
public enum LaboratoryProblem: Error, Sendable, Hashable, CustomStringConvertible {
  /// No such analyte.
  case unknownAnalyte(String, suggestion: String?)
  /// The unit is none for this analyte.
  case unknownUnit(String, analyte: Analyte, expected: [String], suggestion: String?)
  /// Nobody has such a value. Which digit or unit is wrong, only the source can say.
  case impossible(String, analyte: Analyte)
  /// It has no exact day; with its times as stated.
  case noDay([String])
  /// Another value of the same analyte and day differs; with all of them as recorded.
  case contradicted(Day, [String])

  /// In words.
  public var description: String { phrase.english }

  /// In words of every language.
  public var phrase: Phrase {
    switch self {
    case .unknownAnalyte(let text, let suggestion):
      Phrase("unknown analyte `\(text)`", "unbekannter Laborwert `\(text)`") + Self.meant(suggestion)
    case .unknownUnit(let unit, let analyte, let expected, let suggestion):
      (unit.isEmpty
        ? Phrase("\(analyte.phrase) without a unit", "\(analyte.phrase) ohne Einheit")
        : Phrase("`\(unit)` is no unit of \(analyte.phrase)", "`\(unit)` ist keine Einheit (\(analyte.phrase))"))
        + Phrase(
          "; expected one of \(expected.joined(separator: ", "))",
          "; erwartet wird eine von \(expected.joined(separator: ", "))") + Self.meant(suggestion)
    case .impossible(let value, let analyte):
      Phrase(
        "\(analyte.phrase) \(value) cannot be; expected \(Phrase.number(analyte.possible.lowerBound, decimals: 2)) to \(Phrase.number(analyte.possible.upperBound)) \(analyte.unit): a digit or the unit is wrong",
        "\(analyte.phrase) \(value) kann nicht sein; erwartet wird \(Phrase.number(analyte.possible.lowerBound, decimals: 2)) bis \(Phrase.number(analyte.possible.upperBound)) \(analyte.unit): eine Ziffer oder die Einheit ist falsch"
      )
    case .noDay(let times):
      times.isEmpty
        ? Phrase("no day is stated", "kein Tag angegeben")
        : Phrase(
          "\(times.joined(separator: ", ")) is not exact to the day",
          "\(times.map(Phrase.written).joined(separator: ", ")) ist nicht auf den Tag genau")
    case .contradicted(let day, let values):
      Phrase(
        "\(values.count) values of one day, \(day), that differ",
        "\(values.count) verschiedene Werte an einem Tag, \(day)")
    }
  }

  private static func meant(_ suggestion: String?) -> Phrase {
    suggestion.map { Phrase("; did you mean `\($0)`?", "; ist `\($0)` gemeint?") } ?? .none
  }
}

extension Analyte {
  /// Units of this analyte with the factor to ``unit``, as they are spelled after ``LaboratoryUnit/folded(_:)``.
  var factors: [(unit: String, factor: Double)] { Self.factors[self] ?? [] }

  private static let factors = Dictionary(uniqueKeysWithValues: allCases.map { ($0, $0.listed) })

  private var listed: [(unit: String, factor: Double)] {
    switch self {
    case .neutrophils, .leukocytes, .lymphocytes, .platelets:
      [
        ("10^9/L", 1), ("G/L", 1), ("/nL", 1), ("10^3/uL", 1), ("10^3/mm3", 1), ("K/uL", 1), ("Tsd/uL", 1),
        ("/uL", 0.001), ("/mm3", 0.001), ("10^6/L", 0.001), ("M/L", 0.001), ("/L", 1e-9),
      ]
    case .haemoglobin:
      // 1 mmol/L of haemoglobin monomer (16.114 kg/mol) is 1.6114 g/dL.
      [("g/dL", 1), ("g/L", 0.1), ("mmol/L", 1.6114), ("g/100mL", 1)]
    case .bilirubin:
      // Molar mass 584.66 g/mol: 17.104 µmol/L in one mg/dL.
      [("mg/dL", 1), ("umol/L", 1 / 17.104), ("mg/L", 0.1), ("mmol/L", 1000 / 17.104)]
    case .creatinine:
      // Molar mass 113.12 g/mol: 88.42 µmol/L in one mg/dL.
      [("mg/dL", 1), ("umol/L", 1 / 88.42), ("mg/L", 0.1), ("mmol/L", 1000 / 88.42)]
    case .alt, .ast, .alp, .ggt, .cpk: [("U/L", 1), ("IU/L", 1), ("ukat/L", 60), ("nkat/L", 0.06)]
    case .albumin: [("g/L", 1), ("g/dL", 10), ("umol/L", 0.066_5)]
    case .creatinineClearance: [("mL/min", 1), ("mL/s", 60)]
    }
  }

  /// A value in ``unit``, converted from the unit as written; refused, never guessed, where the unit is not known.
  ///
  /// ```swift
  /// try Analyte.neutrophils.canonical(1800, unit: "/µL")  // 1.8
  /// ```
  public func canonical(_ value: Double, unit: String) throws(LaboratoryProblem) -> Double {
    let folded = LaboratoryUnit.folded(unit)
    guard let factor = factors.first(where: { $0.unit == folded })?.factor else {
      let names = factors.map(\.unit)
      // A unit that is near by its letters can be another by a factor of a thousand: only the same letters, or another name, are it.
      let bare = (folded.hasSuffix(".") ? String(folded.dropLast()) : folded).lowercased()
      let meant = LaboratoryUnit.meant[bare]?.lowercased() ?? bare
      throw .unknownUnit(
        unit, analyte: self, expected: names, suggestion: names.first { $0.lowercased() == meant })
    }
    let converted = value * factor
    guard converted.isFinite, possible.contains(converted) else {
      throw .impossible("\(Numbers.text(value, decimals: 4)) \(unit)", analyte: self)
    }
    return converted
  }

  /// What a number in a unit is multiplied by to be in ``unit``; nil for a unit that the analyte does not have.
  func factor(of unit: String) -> Double? {
    let folded = LaboratoryUnit.folded(unit)
    return factors.first { $0.unit == folded }?.factor
  }

  /// Units other than the one that is stated in which a number would be a usual value: the one that was stated may be wrong.
  public func unitsThatSuit(_ number: Double, but unit: String) -> [String] {
    guard let own = factor(of: unit) else { return [] }
    return factors.filter { $0.factor != own && usual.contains(number * $0.factor) }.map(\.unit)
  }

  /// A value of ``unit`` in another unit of this analyte; nil for a unit it does not have.
  public func value(_ canonical: Double, in unit: String) -> Double? {
    let folded = LaboratoryUnit.folded(unit)
    return factors.first { $0.unit == folded }.map { canonical / $0.factor }
  }
}

/// Spellings of laboratory units.
public enum LaboratoryUnit {
  /// Other names of units, in lower case: the giga particles of German laboratories.
  static let meant = ["gpt/l": "G/L", "gpt/liter": "G/L", "g/liter": "g/L", "iu/liter": "IU/L", "u/liter": "U/L"]

  /// A unit with its many spellings made one: `x10⁹/l`, `10*9/L` and `10e9/L` are `10^9/L`; `µ` and `μ` are `u`.
  public static func folded(_ text: String) -> String { known[text] ?? made(text) }

  /// The units of analytes, as they are spelled here and in UCUM, which are asked for most.
  private static let known: [String: String] = {
    let units = Set(Analyte.allCases.flatMap { $0.factors.map(\.unit) })
    let spellings = units.union(units.map { String($0.map { $0 == "^" ? "*" : $0 }) })
    return Dictionary(uniqueKeysWithValues: spellings.map { ($0, made($0)) })
  }()

  private static func made(_ text: String) -> String {
    var folded = ""
    for character in text {
      switch character {
      case " ", "\u{A0}", "\u{202F}", "×", "·": continue
      case "µ", "μ": folded.append("u")
      case "⁹": folded.append("^9")
      case "⁶": folded.append("^6")
      case "³": folded.append(folded.hasSuffix("mm") ? "3" : "^3")
      case "*": folded.append("^")
      default: folded.append(character)
      }
    }
    for prefix in ["x10", "X10"] where folded.hasPrefix(prefix) { folded = String(folded.dropFirst()) }
    for (from, to) in [("10e", "10^"), ("10E", "10^")] where folded.hasPrefix(from) {
      folded = to + folded.dropFirst(from.count)
    }
    for prefix in ["cells/", "Cells/", "cell/"] where folded.hasPrefix(prefix) {
      folded = "/" + folded.dropFirst(prefix.count)
    }
    if folded.hasSuffix("/l") { folded = folded.dropLast(1) + "L" }
    if folded.hasSuffix("/ul") { folded = folded.dropLast(2) + "uL" }
    for suffix in ["/mcl", "/mcL"] where folded.hasSuffix(suffix) { folded = folded.dropLast(suffix.count) + "/uL" }
    folded = folded.replacing("Tsd./", with: "Tsd/").replacing("tsd./", with: "tsd/").replacing("Mio./", with: "Mio/")
    if folded.hasSuffix("/nl") { folded = folded.dropLast(2) + "nL" }
    if folded.hasSuffix("/dl") { folded = folded.dropLast(2) + "dL" }
    if folded.hasSuffix("/mm^3") { folded = folded.dropLast(2) + "3" }
    if folded.lowercased() == "ml/min" { folded = "mL/min" }
    if ["tsd./ul", "tsd./mm3"].contains(folded.lowercased()) { return "Tsd/uL" }
    for gram in ["thou/uL", "k/uL", "10^3/uL", "tsd/uL"] where folded.lowercased() == gram.lowercased() {
      return gram == "10^3/uL" ? gram : gram == "tsd/uL" ? "Tsd/uL" : "K/uL"
    }
    return folded
  }
}

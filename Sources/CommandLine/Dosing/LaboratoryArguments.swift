// SPDX-License-Identifier: Apache-2.0

import Course
import Dosing
import Plain

/// Laboratory values on the command line: `neutrophils 0.9 10^9/L`, `ANC <0.5 G/L`, `bilirubin 0-21 µmol/L`. What is not understood is refused.
extension ArgumentProblems {
  /// A value with its unit, `0.9 10^9/L` or `<0.5 10^9/L`, in the analyte's unit.
  mutating func laboratory(_ analyte: Analyte, _ text: String, _ option: String) -> ValueSpan? {
    let bound = ValueRelation.prefix(of: text.trimmed)
    guard let number = amount(analyte, bound?.rest ?? text.trimmed, option) else { return nil }
    return ValueSpan(bound?.relation, number)
  }

  /// A number with its unit, `0.9 10^9/L`, in the analyte's unit. A point or comma before three digits is read where only one of its two readings can be.
  mutating func amount(_ analyte: Analyte, _ text: String, _ option: String) -> Double? {
    let text = NumberText.withoutGroups(text)
    let written = text.prefix { $0.isASCII && ($0.isNumber || ".,+-".contains($0)) }
    let unit = String(text.dropFirst(written.count)).trimmed
    do {
      if let readings = Quantity.thousandsOrDecimal(String(written)) {
        let possible = [readings.whole, readings.decimal].filter { reading in
          (try? NumberText.double(reading)).map { (try? analyte.canonical($0, unit: unit)) != nil } ?? false
        }
        guard possible.count != 2 else {
          note(
            "\(option): “\(written)” can mean \(readings.whole) or \(readings.decimal); expected one of them, without thousands marks"
          )
          return nil
        }
        let meant = try NumberText.double(possible.first ?? readings.decimal)
        return usual(analyte, value(try analyte.canonical(meant, unit: unit), option), text, option)
      }
      let value = try NumberText.double(written)
      guard value >= 0, written.first?.isNumber == true else { throw NumberText.Problem.noNumber }
      return usual(analyte, self.value(try analyte.canonical(value, unit: unit), option), text, option)
    } catch {
      let why = (error as? NumberText.Problem).flatMap { $0 == .noNumber || $0 == .empty ? nil : $0.description }
      note(
        "\(option): " + (why.map { "“\(written)” \($0); " } ?? "")
          + "expected a number and a unit, \"0.9 \(analyte.unit)\"")
      return nil
    }
  }

  /// A value as it is, after a warning where patients under treatment seldom have it: a unit may be another than was meant.
  private mutating func usual(_ analyte: Analyte, _ value: Double?, _ text: String, _ option: String) -> Double? {
    if let value, !analyte.isUsual(value) {
      let found = "\(Numbers.text(value, decimals: 3)) \(analyte.printedUnit)"
      warn(
        "\(option): \(analyte.rawValue) \(text) is \(found == text ? "" : "\(found), ")outside the \(Numbers.text(analyte.usual.lowerBound, decimals: 2)) to "
          + "\(Numbers.text(analyte.usual.upperBound, decimals: 2)) \(analyte.printedUnit) that are usual; is the unit right?"
      )
    }
    return value
  }

  /// The analyte of a name, or nil after noting the nearest.
  mutating func analyte(_ name: String, _ option: String) -> Analyte? {
    if let analyte = Analyte(named: name) { return analyte }
    let known = Dictionary(uniqueKeysWithValues: Analyte.allCases.map { ($0.rawValue, $0) })
    if name.isEmpty {
      note("\(option): expected the name of a value first, \"neutrophils 0.9 10^9/L\"")
    } else if let nearest = Spelling.nearest(to: name, among: known.keys.sorted()) {
      note("\(option): there is no laboratory value `\(name)`; did you mean `\(nearest)`?")
    } else {
      note(
        "\(option): there is no laboratory value `\(name)`; there are \(known.keys.sorted().joined(separator: ", "))")
    }
    return nil
  }

  /// A name with its value: `neutrophils 0.9 10^9/L`, `PLT < 100 G/L`.
  mutating func measured(_ text: String, _ option: String) -> (analyte: Analyte, value: ValueSpan)? {
    let option = "\(option) \"\(text)\""
    // The name ends where a relation, a sign or a number begins; `.9` is a number that begins with its separator, not 9.
    // A hyphen may be one of the name: `gamma-GT`.
    let split = text.indices.first { index in
      let character = text[index]
      if character.isNumber || "<>=≤≥~≈±".contains(character) { return true }
      let next = text[text.index(after: index)...].drop { $0 == " " }.first
      return "+-−".contains(character) && (next?.isNumber ?? true)
    }
    guard let split else {
      note("\(option): expected \"neutrophils 0.9 10^9/L\"")
      return nil
    }
    var start = split
    if start > text.startIndex, case let before = text.index(before: start), text[before] == "." || text[before] == ","
    {
      start = before
    }
    guard let analyte = analyte(text[..<start].trimmed, option),
      let value = laboratory(analyte, String(text[start...]), option)
    else { return nil }
    return (analyte, value)
  }

  /// Limits of normal: `ALT 5-40 U/L`, `bilirubin 0-21 µmol/L`, `ALT <45 U/L`; the lower is nil where only the upper is given.
  mutating func limits(_ text: String, _ option: String) -> (analyte: Analyte, lower: Double?, upper: Double)? {
    let option = "\(option) \"\(text)\""
    let text = text.replacing(" bis ", with: " ≤").replacing(" up to ", with: " ≤")
    let expected = "expected \"ALT 5-40 U/L\" or \"ALT <45 U/L\""
    guard let start = text.firstIndex(where: { $0.isNumber || "<≤".contains($0) }),
      let analyte = analyte(text[..<start].trimmed, option)
    else {
      if text.firstIndex(where: { $0.isNumber || "<≤".contains($0) }) == nil { note("\(option): \(expected)") }
      return nil
    }
    let rest = text[start...].trimmed
    if let bound = ValueRelation.prefix(of: rest) {
      guard bound.relation == .less || bound.relation == .atMost else {
        note("\(option): \(expected)")
        return nil
      }
      return amount(analyte, bound.rest, option).map { (analyte, nil, $0) }
    }
    let low = rest.prefix { $0.isNumber || $0 == "." || $0 == "," }
    let after = rest.dropFirst(low.count).drop { $0 == " " }
    guard let dash = after.first, dash == "-" || dash == "–" else {
      note("\(option): \(expected)")
      return nil
    }
    let high = after.dropFirst().drop { $0 == " " }
    let unit = high.drop { $0.isNumber || $0 == "." || $0 == "," }
    // A lower limit of 0 is one, though no value is 0.
    let lower = (try? NumberText.double(low)) == 0 ? 0 : amount(analyte, "\(low)\(unit)", option)
    guard let lower, let upper = amount(analyte, String(high), option) else { return nil }
    guard lower <= upper else {
      note("\(option): the lower limit is above the upper one; expected the lower first")
      return nil
    }
    return (analyte, lower, upper)
  }
}

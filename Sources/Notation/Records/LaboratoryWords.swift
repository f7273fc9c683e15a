// SPDX-License-Identifier: Apache-2.0

import Plain
import Course

/// What stands beside a laboratory value: its name and its unit, each alone.
///
/// `PLT <` for a name, or `G/L or so` for a unit, mean something else than the value says; such rows would be left out of every rule.
package enum LaboratoryWords {
  /// Tells what is more than a name or more than a unit.
  package static func check(_ analyte: String, _ mark: Mark, unit: String, _ unitMark: Mark, _ log: ProblemLog) {
    if let sign = analyte.first(where: { "<>=≤≥~≈±".contains($0) }) {
      let name = analyte.prefix { $0 != sign }.trimmed
      log.error(
        mark, "`\(sign)` in \(ProblemLog.quoted(analyte)) for an analyte", expected: "its name alone",
        suggestion: name.isEmpty ? nil : name)
      return
    }
    guard let known = Analyte(named: analyte), known.value(1, in: unit) == nil else { return }
    // A unit of the analyte, and then more.
    let words = unit.split(separator: " ")
    let longest = (1..<max(1, words.count)).reversed().map { words.prefix($0).joined(separator: " ") }
    guard let meant = longest.first(where: { known.value(1, in: $0) != nil }) else { return }
    log.error(
      unitMark, "text after the unit in \(ProblemLog.quoted(unit))", expected: "a unit of \(known.rawValue) alone",
      suggestion: meant)
  }

  /// Tells a number whose mark before exactly three digits can mean thousands or a decimal, unless only the decimal is a value that somebody can have:
  /// `145.000 /µl` is never read as 145 in silence, and neither is the `1.000 U/l` of an analyte whose values nobody has told.
  package static func checkThousands(
    _ text: String, _ analyte: String, _ unit: String, _ mark: Mark, _ log: ProblemLog
  ) {
    // With a comma it was refused already.
    guard text.utf8.contains(UInt8(ascii: ".")), !text.utf8.contains(UInt8(ascii: ",")),
      let readings = Quantity.thousandsOrDecimal(ValueRelation.prefix(of: text)?.rest ?? text)
    else { return }
    func canBe(_ text: String, _ known: Analyte) -> Bool {
      Double(text.prefix { $0.isASCIIDigit || $0 == "." }).map { (try? known.canonical($0, unit: unit)) != nil }
        ?? false
    }
    if let known = Analyte(named: analyte), canBe(readings.decimal, known), !canBe(readings.whole, known) { return }
    tellThousands(text, mark, log)
  }

  /// Tells both readings of such a number.
  package static func tellThousands(_ text: String, _ mark: Mark, _ log: ProblemLog) {
    let relation = ValueRelation.prefix(of: text)
    let readings = Quantity.thousandsOrDecimal(relation?.rest ?? text)
    let sign = relation?.relation.rawValue ?? ""
    let decimal = readings.flatMap { Double($0.decimal.prefix { $0.isASCIIDigit || $0 == "." }) }.map(
      Quantity.plainDigits)
    let rest = readings.map { $0.whole.drop { $0.isASCIIDigit } } ?? ""
    log.error(
      mark, "\(ProblemLog.quoted(text)) for a value",
      expected: readings.flatMap { readings in
        decimal.map {
          "`\(sign)\(readings.whole)` or `\(sign)\($0)\(rest)`: before three digits a point or comma can mean thousands or a decimal"
        }
      } ?? "a number and its unit")
  }
}

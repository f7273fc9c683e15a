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

  /// Tells a number that can mean thousands or a decimal, `120.000 /µL`, where the analyte can have both values. Where it can have only one, that one
  /// is meant.
  package static func checkThousands(
    _ text: String, _ analyte: String, _ unit: String, _ mark: Mark, _ log: ProblemLog
  ) {
    let number = ValueRelation.prefix(of: text)?.rest ?? text
    guard let readings = Quantity.thousandsOrDecimal(number), let known = Analyte(named: analyte) else { return }
    let both = [readings.whole, readings.decimal].compactMap { try? Quantity(parsing: $0).number }
    guard both.count == 2, both.allSatisfy({ (try? known.canonical($0, unit: unit)) != nil }) else { return }
    log.error(
      mark, "\(ProblemLog.quoted(text)) for a value",
      expected:
        "`\(readings.whole)` or `\(readings.decimal)`: before three digits a point or comma can mean thousands or a decimal"
    )
  }
}

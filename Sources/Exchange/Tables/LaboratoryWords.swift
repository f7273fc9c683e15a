// SPDX-License-Identifier: Apache-2.0

import Plain
import Course
import Dosing

/// What stands beside a laboratory value: its name and its unit, each alone.
///
/// `PLT <` for a name, or `G/L or so` for a unit, mean something else than the value says; such rows would be left out of every rule.
enum LaboratoryWords {
  /// Tells what is more than a name or more than a unit.
  static func check(_ analyte: String, _ mark: Mark, unit: String, _ unitMark: Mark, _ log: ProblemLog) {
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
}

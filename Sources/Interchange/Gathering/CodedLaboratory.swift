// SPDX-License-Identifier: Apache-2.0

import Codes
import Course

/// A laboratory value of a record with the codes that say the same: LOINC of the analyte under any of its names, UCUM of the unit in any of its spellings. The number is never converted.
struct CodedLaboratory {
  let analyte: CodeTable.Entry
  let unit: CodeTable.Entry
  /// `<`, `>` or nothing.
  let comparator: String
  /// The digits as the record has them.
  let amount: String
  /// The unit as the record spells it.
  let spelling: String

  /// - Parameters:
  ///   - name: the analyte as the record has it: `neutrophils`, `ANC`.
  ///   - value: its value with a unit: `<0.1 G/L`.
  init?(_ name: String, _ value: String) {
    guard let known = Analyte(named: name), !Self.isAnother(name),
      let match = value.wholeMatch(of: #/([<>]?) ?([0-9]{1,9}(?:\.[0-9]{1,6})?) ([^ ].*)/#),
      let unit = UnitWords.unit(String(match.3)),
      let analyte = CodeTables.table(.loinc).entries(for: known.rawValue).first(where: {
        $0.kind == .analyte && $0.word == known.rawValue && $0.property == unit.property
      })
    else { return nil }
    self.analyte = analyte
    self.unit = unit
    comparator = String(match.1)
    amount = String(match.2)
    spelling = String(match.3)
  }

  /// Whether a name that counts as an analyte here is one of its own in LOINC: granulocytes are more than neutrophils, and an estimated filtration rate is no clearance that was measured.
  private static func isAnother(_ name: String) -> Bool {
    let text = name.lowercased()
    return text.contains("granulo") || text == "agc" || text.contains("gfr")
  }

  /// Whether another value says the same in the same unit, which may be spelled otherwise.
  func isSame(as other: CodedLaboratory) -> Bool {
    analyte == other.analyte && unit == other.unit && comparator == other.comparator
      && Double(amount) == Double(other.amount)
  }
}

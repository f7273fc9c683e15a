// SPDX-License-Identifier: Apache-2.0

import Course
import Outcomes
import Plain

/// A laboratory value that would be usual in another unit.
struct LaboratoryUnitInQuestion: Rule {
  let id = "laboratory-unit-in-question"
  let severity = Severity.warning
  let summary = Phrase(
    "A laboratory value that would be usual in another unit",
    "Ein Laborwert, der in einer anderen Einheit üblich wäre")
  let explanation =
    "A value can be possible in its unit and yet far from what patients under treatment have, while the same number in another unit of the analyte is what they have: haemoglobin of 11.2 mmol/L is "
    + "18 g/dL, and 11.2 g/dL would be usual. It is used as it is stated; the unit should be looked at."
  let needs = "`labs.csv`, or `lab` in a course, with a unit"
  let source = "no source gives the bounds of what is usual: they are those of this program"

  let fires = RuleExample(
    "haemoglobin of 11.2 mmol/L",
    files: [.init("labs.csv", "patient,analyte,when,value,unit\n1,Hb,2024-01-08,11.2,mmol/L")])
  let passes = RuleExample(
    "haemoglobin of 7.1 mmol/L",
    files: [.init("labs.csv", "patient,analyte,when,value,unit\n1,Hb,2024-01-08,7.1,mmol/L")])

  func find(in context: ReviewContext) -> [Found] {
    context.study.patients.flatMap { patient -> [Found] in
      let doubtful = LaboratoryRecord(patient).values.filter {
        $0.relation == nil && !$0.analyte.isUsual($0.value)
      }
      guard !doubtful.isEmpty else { return [] }
      let entries = Dictionary(patient.entries.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
      // One finding an analyte and unit: a column with a wrong unit has many rows.
      var groups:
        [(key: String, found: [(value: LaboratoryRecord.Value, entry: Entry, stated: Laboratory, units: [String])])] =
          []
      for value in doubtful {
        guard let entry = entries[value.entry], case .laboratory(let stated) = entry.content else { continue }
        let units = value.analyte.unitsThatSuit(stated.value, but: stated.unit)
        guard !units.isEmpty else { continue }
        let key = "\(value.analyte.rawValue)-\(stated.unit)"
        if let index = groups.firstIndex(where: { $0.key == key }) {
          groups[index].found.append((value, entry, stated, units))
        } else {
          groups.append((key, [(value, entry, stated, units)]))
        }
      }
      return groups.compactMap { key, found in
        guard let first = found.first else { return nil }
        let analyte = first.value.analyte
        let number = Phrase.number(first.stated.value, decimals: 3)
        let amount = number + Phrase(same: " \(first.stated.unit)")
        let canonical = Phrase.number(first.value.value, decimals: 3) + Phrase(same: " \(analyte.printedUnit)")
        let isSame = analyte.value(first.value.value, in: first.stated.unit) == first.value.value
        let isWords =
          isSame ? Phrase("is", "ist") : Phrase(": that is \(canonical), which is", ": das sind \(canonical), was")
        let many =
          found.count > 1
          ? Phrase("\(found.count) values, the first ", "\(found.count) Werte, der erste ") : .none
        return Found(
          patient: patient.id, about: key,
          Phrase(
            "\(many)\(first.value.day), \(analyte.phrase) \(amount)\(isSame ? " " : "")\(isWords) unusual; \(number) \(first.units[0]) would be usual.",
            "\(many)\(first.value.day), \(analyte.phrase) \(amount)\(isSame ? " " : "")\(isWords) ungewöhnlich\(isSame ? "" : " ist"); \(number) \(first.units[0]) wären üblich."
          ),
          evidence: found.prefix(3).map {
            Evidence($0.entry, same: "\($0.stated.analyte) \($0.stated.value) \($0.stated.unit)")
          },
          settledBy: Phrase("The unit in the laboratory's report.", "Die Einheit im Laborbefund."))
      }
    }
  }
}

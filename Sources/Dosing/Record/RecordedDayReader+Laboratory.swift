// SPDX-License-Identifier: Apache-2.0

import Chronology
import Course
import Plain

// The laboratory values of a record, as they are told beside the decision.
extension RecordedDayReader {
  /// Tells each analyte's latest value, and the lowest and highest since the last dose.
  func readLaboratory(
    _ own: PatientTimeline.TherapyOnDay, _ rows: [Administration], _ day: Day, _ found: inout RecordedDay
  ) {
    let last = rows.last { !$0.isOmission && $0.date < day }?.date
    for analyte in Analyte.allCases {
      let all = laboratory.values.filter { $0.analyte == analyte && $0.day <= day }
      let doubts = laboratory.doubts.filter { doubt in
        doubt.analyte == analyte && (doubt.bounds.earliest.map { $0 <= day } ?? true)
      }
      let latest = all.max { one, other in one.day < other.day }
      for doubt in doubts {
        // An older value that cannot be used matters no more.
        if let latest, !doubt.mayBe(since: latest.day) { continue }
        found.facts.append(
          RecordedFact(
            analyte.rawValue, doubt.words, when: doubt.day.map { "\($0)" } ?? "no day stated",
            record: doubt.entries.first.map { .entry($0, of: patient.id) },
            sources: doubt.entries.first.flatMap { patient.entry($0)?.sources } ?? [],
            use: .notUsed(doubt.problem.description)))
      }
      guard let latest else { continue }
      let age = day.number - latest.day.number
      var use = RecordedFact.Use.used
      if age > window {
        use = .notUsed("\(age) d old (--oldest \(window))")
      } else if doubts.contains(where: {
        $0.mayBeOfToday(day, since: last, window: window) && $0.mayBe(since: latest.day)
      }) {
        use = .notUsed("another value of these days cannot be used")
      } else if let last, latest.day <= last {
        use = .notUsed("not after the last dose (\(last))")
      } else if latest.relation != nil {
        use = .questioned("a bound")
      }
      func fact(_ name: String, _ value: LaboratoryRecord.Value, _ use: RecordedFact.Use) -> RecordedFact {
        RecordedFact(
          name, "\(value.span.text) \(analyte.printedUnit)", when: "\(value.day)",
          record: .entry(value.entry, of: patient.id), sources: patient.entry(value.entry)?.sources ?? [], use: use)
      }
      found.facts.append(fact(analyte.rawValue, latest, use))
      guard let last else { continue }
      let since = all.filter { $0.day > last }
      if let lowest = since.min(by: { $0.value < $1.value }), lowest != latest {
        found.facts.append(fact("\(analyte.rawValue), lowest since \(last)", lowest, .used))
      }
      if let highest = since.max(by: { $0.value < $1.value }), highest != latest, !Self.isCount(analyte) {
        found.facts.append(fact("\(analyte.rawValue), highest since \(last)", highest, .used))
      }
    }
  }

  private static func isCount(_ analyte: Analyte) -> Bool {
    [.neutrophils, .leukocytes, .lymphocytes, .platelets, .haemoglobin].contains(analyte)
  }
}

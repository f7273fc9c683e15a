// SPDX-License-Identifier: Apache-2.0

import Plain
import Course
public import Outcomes
import Dosing
import Statistics

/// Who is in the cohort.
extension CohortTables {
  /// Who is in the cohort, as the first table of a paper.
  public static func characteristics(_ cohort: CohortOutcomes) -> Table {
    let groups = cohort.groups
    var table = Table(
      name: "cohort-1-characteristics", title: "Baseline characteristics",
      columns: ["Characteristic", "Value", .init("n", .number), .init("", .number, unit: "%")]
        + groups.map { .init($0, .share, remark: ", n (%)") })
    let members = cohort.members
    func size(_ group: String) -> Int { members.count { $0.group == group } }
    /// A row for those members of whom something is true.
    func row(_ characteristic: String, _ value: String, _ isTrue: (CohortOutcomes.Member) -> Bool) {
      let own = members.filter(isTrue)
      table.rows.append(
        [
          .words(characteristic), .words(value), .number(own.count),
          .percent(members.isEmpty ? nil : Double(own.count) / Double(members.count)),
        ] + groups.map { group in .init(.count(own.count { $0.group == group }, of: size(group))) })
    }
    func counts(_ characteristic: String, _ values: (CohortOutcomes.Member) -> [String]) {
      let sorted = Dictionary(grouping: members.flatMap(values)) { $0 }.mapValues(\.count).sorted {
        $0.value == $1.value ? $0.key < $1.key : $0.value > $1.value
      }
      for (value, _) in sorted { row(characteristic, value) { values($0).contains(value) } }
    }
    func age(_ member: CohortOutcomes.Member) -> Double? { member.patient.age.value.map { Double($0.years) } }
    row("Patients, time from", cohort.options.anchor.words) { _ in true }
    let ages = members.compactMap(age)
    if let median = Quantiles.value(ages, 0.5), let low = ages.min(), let high = ages.max() {
      row(
        "Age, years", "median \(Numbers.text(median)), range \(Numbers.text(low))–\(Numbers.text(high))"
      ) { age($0) != nil }
      for group in groups {
        let own = members.filter { $0.group == group }.compactMap(age)
        guard let middle = Quantiles.value(own, 0.5), let least = own.min(), let most = own.max() else { continue }
        row(
          "Age, years", "\(group): median \(Numbers.text(middle)), range \(Numbers.text(least))–\(Numbers.text(most))"
        ) { $0.group == group && age($0) != nil }
      }
    }
    if ages.count < members.count { row("Age, years", "not stated") { age($0) == nil } }
    counts("Sex") { [$0.patient.sex.value?.rawValue ?? "not stated"] }
    counts("Histology") { [$0.patient.diagnosis?.diagnosis.histology ?? "not stated"] }
    counts("Grade") {
      [$0.patient.diagnosis.flatMap { $0.diagnosis.grade.value ?? $0.diagnosis.gradeInWords.value } ?? "not stated"]
    }
    counts("Primary site") { [$0.patient.diagnosis?.diagnosis.site.value ?? "not stated"] }
    // A patient has several sites: shares do not add up to 100 %.
    counts("Metastases") { member in
      Set(member.metastasesAtStart.flatMap { $0.bodySites.map(\.organ) }).sorted()
    }
    if members.contains(where: { $0.therapy != nil }) {
      counts("Lines before") { [$0.therapy?.line.map { "\($0.value.number - 1)" } ?? "not stated"] }
    }
    table.footnotes = [
      "As recorded; metastatic sites found by \(CohortMember.baselineDays) d after the start, by organ, whatever it is called. Each patient counts once an organ, so that shares do not add up to 100 %."
    ]
    if !cohort.excluded.isEmpty {
      let all = cohort.members.count + cohort.excluded.count
      table.footnotes.insert(
        "\(cohort.members.count) of \(all) patients have \(cohort.options.anchor.words); the others are in no estimate.",
        at: 0)
      table.footnotes.append(method(cohort))
    }
    return table
  }
}

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
    func age(_ member: CohortOutcomes.Member) -> Double? { member.patient.age.value.map(\.number) }
    row("Patients, time from", cohort.options.anchor.words) { _ in true }
    /// Median and range of a number, over all and by group, and of whom it is not stated.
    /// `cap`: from which number on some are known to be that or more, so that no quantile above it is more than a least one.
    func numbers(
      _ characteristic: String, cap: Double = .infinity, _ value: (CohortOutcomes.Member) -> Double?
    ) {
      func text(_ number: Double) -> String { (number >= cap ? "≥ " : "") + Numbers.text(number) }
      func words(_ numbers: [Double]) -> String? {
        let numbers = numbers.map { min($0, cap) }
        guard let middle = Quantiles.value(numbers, 0.5), let least = numbers.min(), let most = numbers.max() else {
          return nil
        }
        // Half-way to one that is capped lies nobody knows where.
        let isOpen = middle < cap && numbers.contains { $0 >= cap } && !numbers.contains { $0 < cap && $0 >= middle }
        return "median \(isOpen ? "≥ " : "")\(text(middle)), range \(text(least))–\(text(most))"
      }
      if let all = words(members.compactMap(value)) {
        row(characteristic, all) { value($0) != nil }
        for group in groups {
          guard let own = words(members.filter { $0.group == group }.compactMap(value)) else { continue }
          row(characteristic, "\(group): \(own)") { $0.group == group && value($0) != nil }
        }
      }
      if members.contains(where: { value($0) == nil }) { row(characteristic, "not stated") { value($0) == nil } }
    }
    let cap = members.compactMap { $0.patient.age.value }.filter(\.isAtLeast).map(\.number).min()
    numbers("Age, years", cap: cap ?? .infinity, age)
    counts("Sex") { [$0.patient.sex.value?.rawValue ?? "not stated"] }
    if members.contains(where: { $0.patient.arm.value != nil }) {
      counts("Arm") { [$0.patient.arm.value ?? "not stated"] }
    }
    if members.contains(where: { performanceStatus($0) != nil }) {
      counts("Performance status at the start") { [performanceStatus($0) ?? "not stated"] }
    }
    counts("Histology") { [$0.patient.diagnosis?.diagnosis.histology ?? "not stated"] }
    counts("Grade") {
      [$0.patient.diagnosis.flatMap { $0.diagnosis.grade.value ?? $0.diagnosis.gradeInWords.value } ?? "not stated"]
    }
    counts("Primary site") { [$0.patient.diagnosis?.diagnosis.site.value ?? "not stated"] }
    if members.contains(where: { $0.patient.diagnosis?.diagnosis.stage.value != nil }) {
      counts("Stage") { [$0.patient.diagnosis?.diagnosis.stage.value ?? "not stated"] }
    }
    counts("Biomarkers") { $0.patient.diagnosis?.diagnosis.biomarkers ?? [] }
    counts("Comorbidity") { $0.patient.comorbidity }
    // A patient has several sites: shares do not add up to 100 %.
    counts("Metastases") { member in
      Set(
        member.metastasesAtStart.flatMap { found in
          found.sites.isEmpty ? ["site not stated"] : found.bodySites.map(\.organ)
        }
      ).sorted()
    }
    if members.contains(where: { $0.therapy != nil }) {
      counts("Lines before") { [$0.therapy?.line.map { "\($0.value.number - 1)" } ?? "not stated"] }
    }
    for field in cohort.study.fields {
      let name = field.name.capitalisedFirst + (field.kind == .number ? field.unit.map { ", \($0)" } ?? "" : "")
      if field.kind == .number {
        numbers(name) { $0.patient.fields[field.name]?.value?.number }
      } else {
        counts(name) { [$0.patient.fields[field.name]?.value.map(field.words) ?? "not stated"] }
      }
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

  /// The last performance status that was certainly recorded on or before the start; nil without one.
  private static func performanceStatus(_ member: CohortOutcomes.Member) -> String? {
    guard let start = member.therapy?.entry else { return nil }
    let timeline = member.outcomes.timeline
    let before = member.patient.entries.filter { entry in
      guard case .performanceStatus = entry.content else { return false }
      return [.before, .notAfter, .same].contains(timeline.order(of: entry.id, to: start.id))
    }
    guard case .performanceStatus(let status)? = timeline.sorted(before).last?.content else { return nil }
    return status.score.text
  }
}

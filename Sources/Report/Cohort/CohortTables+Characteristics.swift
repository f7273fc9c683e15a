// SPDX-License-Identifier: Apache-2.0

import Plain
import Course
public import Outcomes
import Dosing
import Statistics

/// Who is in the cohort.
extension CohortTables {
  /// Who is in the cohort, as the first table of a paper.
  public static func characteristics(_ cohort: CohortOutcomes) -> PhraseTable {
    let groups = cohort.groups
    var table = PhraseTable(
      name: "cohort-1-characteristics", title: Phrase("Baseline characteristics", "Ausgangsmerkmale"),
      columns: [
        .init("Characteristic", "Merkmal"), .init("Value", "Ausprägung"), .same("n", .number),
        .same("", .number, unit: .percentSign),
      ] + groups.map { .same($0, .share, remark: Phrase(same: ", n (%)")) })
    let members = cohort.members
    func size(_ group: String) -> Int { members.count { $0.group == group } }
    /// A row for those members of whom something is true.
    func row(_ characteristic: Phrase, _ value: Phrase, _ isTrue: (CohortOutcomes.Member) -> Bool) {
      let own = members.filter(isTrue)
      table.rows.append(
        [
          .words(characteristic), .words(value), .number(own.count),
          .percent(members.isEmpty ? nil : Double(own.count) / Double(members.count)),
        ] + groups.map { group in .init(.count(own.count { $0.group == group }, of: size(group))) })
    }
    func counts(_ characteristic: Phrase, _ values: (CohortOutcomes.Member) -> [Phrase]) {
      let sorted = Dictionary(grouping: members.flatMap(values)) { $0 }.mapValues(\.count).sorted {
        $0.value == $1.value ? $0.key.english < $1.key.english : $0.value > $1.value
      }
      for (value, _) in sorted { row(characteristic, value) { values($0).contains(value) } }
    }
    /// What is recorded as it was written, or that it is not.
    func stated(_ text: String?) -> Phrase { text.map { Phrase(same: $0) } ?? .notStated }
    func age(_ member: CohortOutcomes.Member) -> Double? { member.patient.age.value.map(\.number) }
    row(Phrase("Patients, time from", "Patienten, Zeit ab"), cohort.options.anchor.phrase) { _ in true }
    /// Median and range of a number, over all and by group, and of whom it is not stated.
    /// `cap`: from which number on some are known to be that or more, so that no quantile above it is more than a least one.
    func numbers(
      _ characteristic: Phrase, cap: Double = .infinity, _ value: (CohortOutcomes.Member) -> Double?
    ) {
      func text(_ number: Double) -> Phrase { Phrase(same: number >= cap ? "≥ " : "") + .number(number) }
      func words(_ numbers: [Double]) -> Phrase? {
        let numbers = numbers.map { min($0, cap) }
        guard let middle = Quantiles.value(numbers, 0.5), let least = numbers.min(), let most = numbers.max() else {
          return nil
        }
        // Half-way to one that is capped lies nobody knows where.
        let isOpen = middle < cap && numbers.contains { $0 >= cap } && !numbers.contains { $0 < cap && $0 >= middle }
        let median = Phrase(same: isOpen ? "≥ " : "") + text(middle)
        return Phrase(
          "median \(median), range \(text(least))–\(text(most))",
          "Median \(median), Spannweite \(text(least))–\(text(most))")
      }
      if let all = words(members.compactMap(value)) {
        row(characteristic, all) { value($0) != nil }
        for group in groups {
          guard let own = words(members.filter { $0.group == group }.compactMap(value)) else { continue }
          row(characteristic, Phrase("\(group): \(own)", "\(group): \(own)")) { $0.group == group && value($0) != nil }
        }
      }
      if members.contains(where: { value($0) == nil }) { row(characteristic, .notStated) { value($0) == nil } }
    }
    let cap = members.compactMap { $0.patient.age.value }.filter(\.isAtLeast).map(\.number).min()
    numbers(Phrase("Age, years", "Alter, Jahre"), cap: cap ?? .infinity, age)
    counts(Phrase("Sex", "Geschlecht")) { [$0.patient.sex.value?.phrase ?? .notStated] }
    if members.contains(where: { $0.patient.arm.value != nil }) {
      counts(Phrase(same: "Arm")) { [stated($0.patient.arm.value)] }
    }
    if members.contains(where: { performanceStatus($0) != nil }) {
      counts(Phrase("Performance status at the start", "Performance-Status bei Beginn")) {
        [stated(performanceStatus($0))]
      }
    }
    /// What is written in several ways, by the way that most write it.
    func counts(_ characteristic: Phrase, by key: (String) -> String, _ text: (CohortOutcomes.Member) -> String?) {
      let spellings = members.compactMap(text).commonSpellings(by: key)
      counts(characteristic) { [text($0).flatMap { spellings[key($0)] }.map { Phrase.organ($0) } ?? .notStated] }
    }
    counts(Phrase("Histology", "Histologie"), by: TumourNames.key) { $0.patient.diagnosis?.diagnosis.histology }
    counts(Phrase("Grade", "Grading")) {
      [stated($0.patient.diagnosis.flatMap { $0.diagnosis.grade.value ?? $0.diagnosis.gradeInWords.value })]
    }
    counts(Phrase("Primary site", "Primärlokalisation"), by: \.siteKey) { $0.patient.diagnosis?.diagnosis.site.value }
    if members.contains(where: { $0.patient.diagnosis?.diagnosis.stage.value != nil }) {
      counts(Phrase("Stage", "Stadium")) { [stated($0.patient.diagnosis?.diagnosis.stage.value)] }
    }
    counts(Phrase("Biomarkers", "Biomarker")) { ($0.patient.diagnosis?.diagnosis.biomarkers ?? []).map(stated) }
    counts(Phrase("Comorbidity", "Begleiterkrankung")) { $0.patient.comorbidity.map(stated) }
    // A patient has several sites: shares do not add up to 100 %.
    counts(Phrase("Metastases", "Metastasen")) { member in
      Set(
        member.metastasesAtStart.flatMap { found in
          found.sites.isEmpty
            ? [Phrase.siteNotStated] : found.bodySites.map { Phrase.organ($0.organ) }
        }
      ).sorted { $0.english < $1.english }
    }
    if members.contains(where: { $0.therapy != nil }) {
      counts(Phrase("Lines before", "Vorlinien")) { [stated($0.therapy?.line.map { "\($0.value.number - 1)" })] }
    }
    for field in cohort.study.fields {
      let name = field.name.capitalisedFirst + (field.kind == .number ? field.unit.map { ", \($0)" } ?? "" : "")
      if field.kind == .number {
        numbers(Phrase(same: name)) { $0.patient.fields[field.name]?.value?.number }
      } else {
        counts(Phrase(same: name)) { [stated($0.patient.fields[field.name]?.value.map(field.words))] }
      }
    }
    table.footnotes = [
      Phrase(
        "As recorded; metastatic sites found by \(CohortMember.baselineDays) d after the start, by organ, whatever it is called. Each patient counts once an organ, so that shares do not add up to 100 %.",
        "Wie dokumentiert; Metastasenorte, die bis \(CohortMember.baselineDays) Tage nach Beginn gefunden wurden, nach Organ, gleich wie es benannt ist. Jeder Patient zählt je Organ einmal, sodass die Anteile nicht 100 % ergeben."
      )
    ]
    for names in cohort.joinedHistologies {
      table.footnotes.append(
        Phrase(
          "Counted as one histology: \(names.joined(separator: ", ")).",
          "Als eine Histologie gezählt: \(names.joined(separator: ", "))."))
    }
    if !cohort.excluded.isEmpty {
      let all = cohort.members.count + cohort.excluded.count
      table.footnotes.insert(
        Phrase(
          "\(cohort.members.count) of \(all) patients have \(cohort.options.anchor.phrase); the others are in no estimate.",
          "\(cohort.members.count) von \(all) Patienten haben eine Zeit ab \(cohort.options.anchor.phrase); die übrigen gehen in keine Schätzung ein."
        ),
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

extension Phrase {
  /// Of metastases whose organ nobody recorded.
  static let siteNotStated = Phrase("site not stated", "Lokalisation nicht angegeben")
}

extension String {
  /// What the names of one site have in common: an organ in English or German, with what else is said of where it is.
  fileprivate var siteKey: String {
    let site = BodySite(self)
    return ([site.organ] + site.details.sorted()).joined(separator: " ")
  }
}

// SPDX-License-Identifier: Apache-2.0

import Plain
import Course
public import Outcomes
import Dosing
import Statistics

/// Who is in the cohort.
extension CohortTables {
  /// Who is in the cohort, as the first table of a paper.
  public static func characteristics(_ cohort: CohortSummary) -> PhraseTable {
    let groups = cohort.groups
    var table = PhraseTable(
      name: "cohort-1-characteristics", title: Phrase("Baseline characteristics", "Ausgangsmerkmale"),
      columns: [
        .init("Characteristic", "Merkmal"), .init("Value", "Ausprägung"), .same("n", .number),
        .same("", .number, unit: .percentSign),
      ] + groups.map { .same($0, .share, remark: Phrase(same: ", n (%)")) })
    /// A row for so many members, in all and by group.
    func row(_ characteristic: Phrase, _ value: Phrase, _ count: (String?) -> Int) {
      let own = count(nil)
      table.rows.append(
        [
          .words(characteristic), .words(value), .number(own),
          .percent(cohort.count == 0 ? nil : Double(own) / Double(cohort.count)),
        ] + groups.map { group in .init(.count(count(group), of: cohort.count(of: group))) })
    }
    /// A row for each value, the commonest first.
    func rows(_ characteristic: Phrase, _ counts: (String?) -> [Phrase: Int]) {
      let byGroup = Dictionary(uniqueKeysWithValues: ([nil] + groups.map(Optional.some)).map { ($0, counts($0)) })
      let sorted = (byGroup[nil] ?? [:]).sorted {
        $0.value == $1.value ? $0.key.english < $1.key.english : $0.value > $1.value
      }
      for (value, _) in sorted { row(characteristic, value) { byGroup[$0]?[value] ?? 0 } }
    }
    /// What is recorded as it was written, or that it is not.
    func stated(_ text: String?) -> Phrase { text.map { Phrase(same: $0) } ?? .notStated }
    func counts(_ name: Phrase, _ characteristic: Characteristic, _ words: (String?) -> Phrase) {
      rows(name) { group in
        cohort.values(of: characteristic, group: group).reduce(into: [:]) { $0[words($1.key), default: 0] += $1.value }
      }
    }
    /// Whether anybody's is stated.
    func isStated(_ characteristic: Characteristic) -> Bool {
      cohort.values(of: characteristic).keys.contains { $0 != nil }
    }
    row(Phrase("Patients, time from", "Patienten, Zeit ab"), cohort.options.anchor.phrase) { cohort.count(of: $0) }
    /// Median and range of a number, over all and by group, and of whom it is not stated.
    /// `cap`: from which number on some are known to be that or more, so that no quantile above it is more than a least one.
    func numbers(_ characteristic: Phrase, cap: Double = .infinity, _ values: (String?) -> [Double: Int]) {
      func text(_ number: Double) -> Phrase { Phrase(same: number >= cap ? "≥ " : "") + .number(number) }
      func words(_ values: [Double: Int]) -> Phrase? {
        let numbers = values.sorted { $0.key < $1.key }.flatMap { repeatElement(min($0.key, cap), count: $0.value) }
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
      let byGroup = Dictionary(uniqueKeysWithValues: ([nil] + groups.map(Optional.some)).map { ($0, values($0)) })
      func known(_ group: String?) -> Int { (byGroup[group] ?? [:]).values.reduce(0, +) }
      if let all = words(byGroup[nil] ?? [:]) {
        row(characteristic, all, known)
        for group in groups {
          guard let own = words(byGroup[group] ?? [:]) else { continue }
          row(characteristic, Phrase("\(group): \(own)", "\(group): \(own)")) {
            $0 == nil || $0 == group ? known(group) : 0
          }
        }
      }
      if known(nil) < cohort.count { row(characteristic, .notStated) { cohort.count(of: $0) - known($0) } }
    }
    numbers(Phrase("Age, years", "Alter, Jahre"), cap: cohort.ages().cap ?? .infinity) { cohort.ages(of: $0).numbers }
    counts(Phrase("Sex", "Geschlecht"), .sex) { $0.flatMap(Sex.init)?.phrase ?? .notStated }
    if isStated(.arm) { counts(Phrase(same: "Arm"), .arm, stated) }
    if isStated(.performanceStatus) {
      counts(Phrase("Performance status at the start", "Performance-Status bei Beginn"), .performanceStatus, stated)
    }
    /// What is written in several ways, by the way that most write it.
    func counts(_ name: Phrase, _ characteristic: Characteristic, by key: (String) -> String) {
      let spellings = cohort.values(of: characteristic).reduce(into: [String: Int]()) { found, item in
        if let text = item.key { found[text] = item.value }
      }.commonSpellings(by: key)
      counts(name, characteristic) { $0.flatMap { spellings[key($0)] }.map { Phrase.organ($0) } ?? .notStated }
    }
    counts(Phrase("Histology", "Histologie"), .histology, by: TumourNames.key)
    counts(Phrase("Grade", "Grading"), .grade, stated)
    counts(Phrase("Primary site", "Primärlokalisation"), .site, by: \.siteKey)
    if isStated(.stage) { counts(Phrase("Stage", "Stadium"), .stage, stated) }
    counts(Phrase("Biomarkers", "Biomarker"), .biomarker, stated)
    counts(Phrase("Comorbidity", "Begleiterkrankung"), .comorbidity, stated)
    // A patient has several sites: shares do not add up to 100 %.
    counts(Phrase("Metastases", "Metastasen"), .metastasis) { $0.map { Phrase.organ($0) } ?? .siteNotStated }
    if cohort.treatedCount > 0 { counts(Phrase("Lines before", "Vorlinien"), .linesBefore, stated) }
    for field in cohort.study.fields {
      let name = field.name.capitalisedFirst + (field.kind == .number ? field.unit.map { ", \($0)" } ?? "" : "")
      if field.kind == .number {
        numbers(Phrase(same: name)) { cohort.numbers(of: field.name, group: $0) }
      } else {
        rows(Phrase(same: name)) { group in
          var found = cohort.values(of: .field(field.name), group: group).reduce(into: [Phrase: Int]()) {
            $0[stated($1.key), default: 0] += $1.value
          }
          let missing = cohort.count(of: group) - found.values.reduce(0, +)
          if missing > 0 { found[.notStated, default: 0] += missing }
          return found
        }
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
    if cohort.excluded.count > 0 {
      let all = cohort.count + cohort.excluded.count
      table.footnotes.insert(
        Phrase(
          "\(cohort.count) of \(all) patients have \(cohort.options.anchor.phrase); the others are in no estimate.",
          "\(cohort.count) von \(all) Patienten haben eine Zeit ab \(cohort.options.anchor.phrase); die übrigen gehen in keine Schätzung ein."
        ),
        at: 0)
      table.footnotes.append(method(cohort))
    }
    return table
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

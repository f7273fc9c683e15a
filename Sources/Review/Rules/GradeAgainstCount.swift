// SPDX-License-Identifier: Apache-2.0

import Chronology
import Course
import Dosing
import Outcomes
import Plain

/// A grade, or the statement that there was no toxicity, beside a count that says otherwise.
struct GradeAgainstCount: Rule {
  let id = "grade-against-count"
  let severity = Severity.warning
  let summary = Phrase(
    "A toxicity that a count of the same time contradicts",
    "Eine Nebenwirkung, der ein Laborwert derselben Zeit widerspricht")
  let explanation =
    "Neutropenia, leukopenia, lymphopenia, thrombocytopenia and anaemia are graded by a count. A count of the day of the entry that gives another grade, or, beside the statement that there was "
    + "none, a count of its day or of the therapy that it is `of`, contradicts it; beside the statement that there was no toxicity at all, one of grade 3 or more. Of a grade only a lower one than the count gives is told, or a count that is hardly low: the nadir may come later. "
    + "Febrile neutropenia has no grade below 3. Without a `version` only what both versions of CTCAE say."
  let needs = "a `toxicity` of a blood count, and a count of the same day or therapy"
  let source = "CTCAE 5.0 and 6.0"

  let fires = RuleExample("no neutropenia, and neutrophils of 0.3", course: Self.course(value: "0.3"))
  let passes = RuleExample("and neutrophils of 3", course: Self.course(value: "3.0"))
  private static func course(value: String) -> String {
    """
    - therapy: gemcitabine
      id: gem
      when: 2020-01-15
      ends: 2020-05-20
    - toxicity: no neutropenia
      of: gem
    - lab: neutrophils
      value: \(value) 10^9/L
      when: 2020-02-05
    """
  }

  /// Febrile neutropenia of a grade that it does not have: by CTCAE it begins with 3.
  private static func impossible(_ patient: Patient) -> [Found] {
    patient.entries.compactMap { entry in
      guard case .toxicity(let toxicity) = entry.content, let grade = toxicity.grade.value, grade.range.upperBound < 3,
        toxicity.isFebrileNeutropenia
      else { return nil }
      return Found(
        patient: patient.id, about: "\(entry.id)-grade",
        Phrase(
          "\(entry.id) is \(toxicity.term) of grade \(grade): CTCAE has it from grade 3 on.",
          "\(entry.id) ist \(toxicity.term) vom Grad \(grade): nach CTCAE gibt es sie erst ab Grad 3."),
        evidence: [Evidence(entry, Phrase("\(toxicity.term), grade \(grade)", "\(toxicity.term), Grad \(grade)"))],
        settledBy: Phrase("The grade, or whether there was fever.", "Der Grad, oder ob Fieber bestand."))
    }
  }

  func find(in context: ReviewContext) -> [Found] {
    context.outcomes.patients.flatMap { outcome -> [Found] in
      let patient = outcome.patient
      let impossible = Self.impossible(patient)
      let events = patient.entries.compactMap { entry -> (entry: Entry, toxicity: Toxicity, analytes: Set<Analyte>)? in
        guard case .toxicity(let toxicity) = entry.content else { return nil }
        // Who denies all toxicity denies what counts grade as severe.
        if toxicity.deniesSevere { return (entry, toxicity, Set(Self.names.values)) }
        return Self.analyte(toxicity.term).map { (entry, toxicity, [$0]) }
      }
      guard !events.isEmpty else { return impossible }
      let values = LaboratoryRecord(patient).values
      return impossible
        + events.compactMap { entry, toxicity, analytes in
          let own = values.filter { analytes.contains($0.analyte) && isMeant($0, entry, toxicity, outcome.timeline) }
          let found = own.lazy.compactMap { value in self.contradiction(value, toxicity).map { (value, $0) } }
            .min { $0.0.value < $1.0.value }
          guard let (value, words) = found, let count = patient.entry(value.entry) else { return nil }
          let amount =
            value.analyte.phrase + Phrase(same: " ") + Phrase.number(value.value, decimals: 2)
            + Phrase(same: " \(value.analyte.printedUnit)")
          let stated =
            toxicity.grade.value.map { Phrase("\(toxicity.term), grade \($0)", "\(toxicity.term), Grad \($0)") }
            ?? Phrase(same: toxicity.term)
          return Found(
            patient: patient.id, about: entry.id,
            Phrase(
              "\(entry.id) states “\(stated)”, but \(amount) on \(value.day) \(words).",
              "\(entry.id) nennt „\(stated)“, aber \(amount) am \(value.day) \(words)."),
            evidence: [
              Evidence(entry, Phrase("\(stated)", "„\(stated)“")),
              Evidence(count, Phrase("\(amount) on \(value.day)", "\(amount) am \(value.day)")),
            ],
            settledBy: Phrase("The count of that day, and the grade.", "Der Wert dieses Tages und der Grad."))
        }
    }
  }

  /// Whether a count is of the time of a toxicity: of its day; or, beside the statement that there was none, of the therapy.
  private func isMeant(
    _ value: LaboratoryRecord.Value, _ entry: Entry, _ toxicity: Toxicity, _ timeline: PatientTimeline
  ) -> Bool {
    if let event = timeline.start(of: entry.id), entry.when.contains(where: \.isTold) {
      let bounds = timeline.bounds(of: event)
      return bounds.isExact && bounds.earliest == value.day
    }
    guard toxicity.isAbsence, let therapy = toxicity.of, let start = timeline.start(of: therapy),
      let end = timeline.end(of: therapy), let first = timeline.bounds(of: start).latest,
      let last = timeline.bounds(of: end).earliest
    else { return false }
    return value.day > first && value.day <= last
  }

  /// What a count says against a toxicity, in words; nil where it says nothing.
  private func contradiction(_ value: LaboratoryRecord.Value, _ toxicity: Toxicity) -> Phrase? {
    let versions = CTCAE.allCases.filter { version in
      toxicity.version.value.map {
        $0.hasPrefix(version.rawValue.prefix(1)) || $0.contains(" \(version.rawValue.prefix(1))")
      }
        ?? true
    }
    // Where only the limit of normal could tell, the grade is 0 or 1.
    let grades = versions.compactMap { version -> ClosedRange<Int>? in
      do throws(CTCAE.Problem) {
        let grade = try version.grade(value.analyte, value.value).grade
        return grade...grade
      } catch {
        if case .needs = error { return 0...1 }
        return nil
      }
    }
    guard let least = grades.map(\.lowerBound).min(), let most = grades.map(\.upperBound).max() else { return nil }
    let words =
      least == most
      ? Phrase("is grade \(least)", "ist Grad \(least)")
      : Phrase("is grade \(least) to \(most)", "ist Grad \(least) bis \(most)")
    let by = Phrase(" by CTCAE ", " nach CTCAE ") + versions.map(\.rawValue).joined(separator: Phrase.and)
    // Of a bound, as `<0.5`, only what lies on its side is known.
    let (isBelow, isAbove) = (
      value.relation == .less || value.relation == .atMost, value.relation == .more || value.relation == .atLeast
    )
    if toxicity.isAbsence, isAbove { return nil }
    if toxicity.isAbsence {
      // A low count that nobody thought worth a word may be the disease's: of all toxicity only what is severe contradicts.
      let denied = Self.deniedFrom(toxicity.term)
      return least >= (toxicity.deniesSevere ? max(denied, Toxicity.leastSevereGrade) : denied) ? words + by : nil
    }
    guard let stated = toxicity.grade.value?.range, stated.lowerBound <= 4 else { return nil }
    if stated.upperBound < least && !isAbove || stated.lowerBound >= 2 && most <= 1 && !isBelow { return words + by }
    return nil
  }

  /// The least grade that a denial denies: 3 for `no severe neutropenia`, and for `no grade 3-4 neutropenia`.
  static func deniedFrom(_ term: String) -> Int {
    let words = term.lowercased().split { !$0.isLetter && !$0.isNumber }
    if let grade = words.compactMap({ Int($0) }).first(where: { (1...5).contains($0) }) { return grade }
    let qualified: Set<Substring> = ["severe", "serious", "significant", "relevant", "high", "schwere", "relevante"]
    return words.contains(where: qualified.contains) ? 3 : 1
  }

  /// The count by which a toxicity is graded; nil for what no count grades. Febrile neutropenia is a diagnosis of its own.
  static func analyte(_ term: String) -> Analyte? {
    let words = term.lowercased().split { !$0.isLetter && !$0.isNumber }.map(String.init)
    guard !words.contains(where: { $0.hasPrefix("febril") || $0 == "prolonged" || $0 == "infection" }) else {
      return nil
    }
    let found = Set(
      words.compactMap { names[$0] } + (phrases.first { term.lowercased().contains($0.0) }.map { [$0.1] } ?? []))
    return found.count == 1 ? found.first : nil
  }

  private static let names: [String: Analyte] = [
    "neutropenia": .neutrophils, "neutropenie": .neutrophils, "granulocytopenia": .neutrophils,
    "granulozytopenie": .neutrophils, "agranulocytosis": .neutrophils, "agranulozytose": .neutrophils,
    "leukopenia": .leukocytes, "leucopenia": .leukocytes, "leukopenie": .leukocytes, "leukozytopenie": .leukocytes,
    "lymphopenia": .lymphocytes, "lymphocytopenia": .lymphocytes, "lymphopenie": .lymphocytes,
    "thrombocytopenia": .platelets, "thrombopenia": .platelets, "thrombozytopenie": .platelets,
    "thrombopenie": .platelets, "anaemia": .haemoglobin, "anemia": .haemoglobin, "anämie": .haemoglobin,
  ]
  private static let phrases: [(String, Analyte)] = [
    ("neutrophil count decreased", .neutrophils), ("white blood cell decreased", .leukocytes),
    ("lymphocyte count decreased", .lymphocytes), ("platelet count decreased", .platelets),
  ]
}

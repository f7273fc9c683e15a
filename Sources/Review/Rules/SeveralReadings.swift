// SPDX-License-Identifier: Apache-2.0

import Chronology
import Course
import Outcomes
import Plain

/// Times that can be read in more than one way.
struct SeveralReadings: Rule {
  let id = "several-readings"
  let severity = Severity.warning
  let summary = "A time that can be read in more than one way"
  let explanation =
    "“6 months after maintenance” may be counted from its start or from its end; other times say by `read as` and `could also be` how they can be read. The finding names the readings "
    + "that the course excludes, and what changes under the others. While none is chosen every value is as wide as all that are possible; a warning. A note where one was "
    + "chosen, where the course leaves one, and of an age."
  let needs = "a span after something that lasts, without `start of` or `end of`; or `could also be`"
  let source =
    "the tightest bounds that hold under every reading: Dechter, Meiri & Pearl, Artif Intell 1991;49:61-95 (disjunctions of constraints)"

  static let compared = Threshold(
    "times of a patient, for their outcomes to be compared", 8, "",
    why: "each is derived once for every reading, beside all readings of the others")
  static let shown = Threshold(
    "values that a finding names", 4, "", why: "`verlauf check --reading` shows them all")
  let thresholds = [Self.compared, Self.shown]

  let fires = RuleExample(
    "six months after maintenance: after its start (2021-07) or after its end (2022-01)",
    course: """
      - therapy: gemcitabine
        id: maintenance
        when: 2021-01-04
        ends: 2021-07-05
      - assessment: CT
        response: SD
        when: 6 mo after maintenance
      """)
  let passes = RuleExample(
    "it says after which",
    course: """
      - therapy: gemcitabine
        id: maintenance
        when: 2021-01-04
        ends: 2021-07-05
      - assessment: CT
        response: SD
        when: 6 mo after start of maintenance
      """)

  func find(in context: ReviewContext) -> [Found] {
    context.outcomes.patients.flatMap { outcome in
      outcome.timeline.readingPoints.enumerated().map { index, point in
        find(point, number: index, outcome, context.study)
      } + [age(of: outcome.patient)].compactMap(\.self)
    }
  }

  private func find(_ point: ReadingPoint, number: Int, _ outcome: PatientOutcomes, _ study: Study) -> Found {
    let statement = outcome.timeline.statement(point.statement).map { [Evidence($0)] } ?? []
    let stated = "“\(point.stated.text)” for \(point.label)"
    let settledBy = "Whoever wrote the sentence, or the date of \(point.label)."
    func found(_ severity: Severity?, _ summary: String, _ arithmetic: String? = nil) -> Found {
      Found(
        patient: outcome.patient.id, about: "\(point.label) \(number + 1)", severity: severity, summary,
        arithmetic: arithmetic, evidence: statement, settledBy: settledBy)
    }
    guard outcome.timeline.readingPoints.count <= Int(Self.compared.value) else {
      let readings = Self.list(point.options.map { "“\($0.text)”" }, "or")
      return found(point.isChosen ? .note : nil, "\(stated) can be read as \(readings).")
    }
    let readings = outcome.outcomes(underReadingsOf: point, in: study)
    let possible = readings.filter { !$0.isExcluded }
    let excluded = readings.filter(\.isExcluded).map { reading in
      let others = reading.contradiction.filter { !$0.text.hasPrefix("\(point.label): ") }.prefix(3).map {
        "“\($0.text)”"
      }
      return " The course excludes “\(reading.reading.text)”"
        + (others.isEmpty ? "." : ": it contradicts \(Self.list(Array(others), "and")).")
    }.joined()
    if possible.isEmpty {
      let conflict = outcome.timeline.conflicts.first {
        $0.rejected == point.statement || $0.statements.contains(point.statement)
      }
      return found(
        .error, "No reading of \(stated) agrees with the course.\(excluded)",
        conflict?.arithmetic(in: outcome.timeline))
    }
    let positions = possible.map { "\($0.reading.text): \($0.position)" }.joined(separator: "; ")
    guard possible.count > 1 else {
      let only = possible[0].reading.text
      let agrees = !point.isChosen || readings[0].reading == possible[0].reading
      return found(
        agrees ? .note : .error,
        agrees
          ? "\(stated) could be read in \(readings.count) ways; only “\(only)” agrees with the course.\(excluded)"
          : "\(stated) is the reading that was chosen; only “\(only)” agrees with the course.\(excluded)", positions
      )
    }
    let changes = Self.changes(PatientOutcomes.differences(between: possible), possible)
    if point.isChosen, !readings[0].isExcluded {
      let others = Self.list(possible.dropFirst().map { "“\($0.reading.text)”" }, "or")
      return found(
        .note, "\(stated) is the reading that was chosen; it could also be \(others).\(excluded)\(changes)", positions)
    }
    let all = Self.list(possible.map { "“\($0.reading.text)”" }, "or")
    if point.isChosen {
      return found(
        .error, "\(stated) is the reading that was chosen; only \(all) agree with the course.\(excluded)\(changes)",
        positions)
    }
    return found(nil, "\(stated) can be read as \(all), and none is chosen.\(excluded)\(changes)", positions)
  }

  /// ` Time to progression of maintenance is 6–7 mo or 12–13 mo, in this order; 3 more values change.`
  static func changes(_ differences: [ReadingDifference], _ readings: [ReadingOutcome]) -> String {
    guard !differences.isEmpty else { return " No outcome depends on it." }
    let most = Int(shown.value)
    // What has the same values under each reading is told once: a therapy and its line.
    var groups: [(titles: [String], values: [String])] = []
    for difference in differences {
      if let index = groups.firstIndex(where: { $0.values == difference.values }) {
        groups[index].titles.append(difference.title)
      } else {
        groups.append(([difference.title], difference.values))
      }
    }
    let named = groups.prefix(most).map { group in
      "\(Self.titles(group.titles)): \(group.values.joined(separator: " or "))"
    }
    let rest = groups.dropFirst(most).reduce(0) { $0 + $1.titles.count }
    return " On it depend, in this order of readings: " + named.joined(separator: "; ")
      + (rest > 0 ? "; and \(rest) more." : ".")
  }

  /// `Time to progression and progression-free survival of maintenance and line-1`: what is alike of several is told once.
  private static func titles(_ titles: [String]) -> String {
    var values: [(owner: String, names: [String])] = []
    for title in titles {
      let comma = title.firstRange(of: ", ")
      let name = comma.map { String(title[..<$0.lowerBound]) } ?? title
      let owner = comma.map { String(title[$0.upperBound...]) } ?? ""
      if let index = values.firstIndex(where: { $0.owner == owner }) {
        values[index].names.append(name)
      } else {
        values.append((owner, [name]))
      }
    }
    var groups: [(owners: [String], names: [String])] = []
    for (owner, names) in values {
      if let index = groups.firstIndex(where: { $0.names == names }), !owner.isEmpty {
        groups[index].owners.append(owner)
      } else {
        groups.append(([owner], names))
      }
    }
    let words = groups.map { owners, names in
      let rest = names.dropFirst().map { $0.prefix(1).lowercased() + $0.dropFirst() }
      let owners = owners.filter { !$0.isEmpty }
      return list(names.prefix(1) + rest, "and") + (owners.isEmpty ? "" : " of \(list(owners, "and"))")
    }
    return words.joined(separator: ", ")
  }

  private static func list(_ words: [String], _ last: String) -> String {
    words.count < 2 ? words.joined() : words.dropLast().joined(separator: ", ") + " \(last) " + (words.last ?? "")
  }

  /// An age whose event, or number, can be read in several ways.
  private func age(of patient: Patient) -> Found? {
    guard let age = patient.age.value, !age.others.isEmpty else { return nil }
    let others = Self.list(age.others.map { "“\($0.text)”" }, "or")
    return Found(
      patient: patient.id, about: "age", severity: .note,
      "The age is read as “\(age.text)”; it could also be \(others).",
      evidence: [Evidence("age: \(age.text)", sources: patient.sources, record: .patient(patient.id))],
      settledBy: "The year of birth.")
  }
}

// SPDX-License-Identifier: Apache-2.0

import Chronology
import Course
import Outcomes
import Plain

/// Times that can be read in more than one way.
struct SeveralReadings: Rule {
  let id = "several-readings"
  let severity = Severity.warning
  let summary = Phrase(
    "A time that can be read in more than one way",
    "Eine Zeit, die sich auf mehr als eine Weise lesen lässt")
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
    let label = Phrase.event(point.label)
    let stated = Phrase("“\(point.stated.text)” for \(point.label)", "„\(point.stated.text)“ für \(label)")
    let settledBy = Phrase(
      "Whoever wrote the sentence, or the date of \(point.label).",
      "Wer den Satz geschrieben hat, oder das Datum (\(label)).")
    func found(_ severity: Severity?, _ summary: Phrase, _ arithmetic: Phrase? = nil) -> Found {
      Found(
        patient: outcome.patient.id, about: "\(point.label) \(number + 1)", severity: severity, summary,
        arithmetic: arithmetic, evidence: statement, settledBy: settledBy)
    }
    guard outcome.timeline.readingPoints.count <= Int(Self.compared.value) else {
      let readings = point.options.map { Phrase.quote($0.text) }.listed(.or)
      return found(
        point.isChosen ? .note : nil,
        Phrase("\(stated) can be read as \(readings).", "\(stated) lässt sich lesen als \(readings)."))
    }
    let readings = outcome.outcomes(underReadingsOf: point, in: study)
    let possible = readings.filter { !$0.isExcluded }
    let excluded = readings.filter(\.isExcluded).map { reading in
      let others = reading.contradiction.filter { !$0.text.hasPrefix("\(point.label): ") }.prefix(3).map {
        Phrase("“\($0.text)”", "\($0.phrase)")
      }
      return Phrase(
        " The course excludes “\(reading.reading.text)”", " Der Verlauf schließt „\(reading.reading.text)“ aus")
        + (others.isEmpty
          ? Phrase(same: ".")
          : Phrase(": it contradicts \(others.listed(.and)).", ": im Widerspruch zu \(others.joined(separator: "; "))."))
    }.joined()
    if possible.isEmpty {
      let conflict = outcome.timeline.conflicts.first {
        $0.rejected == point.statement || $0.statements.contains(point.statement)
      }
      return found(
        .error,
        Phrase(
          "No reading of \(stated) agrees with the course.\(excluded)",
          "Keine Lesart passt zum Verlauf: \(stated).\(excluded)"),
        conflict?.arithmetic(in: outcome.timeline))
    }
    let positions = possible.map {
      Phrase("\($0.reading.text): \($0.place)", "\(Phrase.written($0.reading.text)): \($0.place)")
    }.joined(separator: "; ")
    guard possible.count > 1 else {
      let only = possible[0].reading.text
      let agrees = !point.isChosen || readings[0].reading == possible[0].reading
      return found(
        agrees ? .note : .error,
        agrees
          ? Phrase(
            "\(stated) could be read in \(readings.count) ways; only “\(only)” agrees with the course.\(excluded)",
            "\(stated) ließe sich auf \(readings.count) Weisen lesen; nur „\(only)“ passt zum Verlauf.\(excluded)")
          : Phrase(
            "\(stated) is the reading that was chosen; only “\(only)” agrees with the course.\(excluded)",
            "\(stated) ist die gewählte Lesart; nur „\(only)“ passt zum Verlauf.\(excluded)"), positions
      )
    }
    let changes = Self.changes(PatientOutcomes.differences(between: possible), possible)
    if point.isChosen, !readings[0].isExcluded {
      let others = possible.dropFirst().map { Phrase.quote($0.reading.text) }.listed(.or)
      return found(
        .note,
        Phrase(
          "\(stated) is the reading that was chosen; it could also be \(others).\(excluded)\(changes)",
          "\(stated) ist die gewählte Lesart; möglich ist auch \(others).\(excluded)\(changes)"), positions)
    }
    let all = possible.map { Phrase.quote($0.reading.text) }.listed(.or)
    if point.isChosen {
      return found(
        .error,
        Phrase(
          "\(stated) is the reading that was chosen; only \(all) agree with the course.\(excluded)\(changes)",
          "\(stated) ist die gewählte Lesart; nur \(all) passen zum Verlauf.\(excluded)\(changes)"),
        positions)
    }
    return found(
      nil,
      Phrase(
        "\(stated) can be read as \(all), and none is chosen.\(excluded)\(changes)",
        "\(stated) lässt sich lesen als \(all), und keine Lesart ist gewählt.\(excluded)\(changes)"), positions)
  }

  /// ` Time to progression of maintenance is 6–7 mo or 12–13 mo, in this order; 3 more values change.`
  static func changes(_ differences: [ReadingDifference], _ readings: [ReadingOutcome]) -> Phrase {
    guard !differences.isEmpty else {
      return Phrase(" No outcome depends on it.", " Kein Ergebnis hängt davon ab.")
    }
    let most = Int(shown.value)
    // What has the same values under each reading is told once: a therapy and its line.
    var groups: [(titles: [String], values: [Phrase])] = []
    for difference in differences {
      if let index = groups.firstIndex(where: { $0.values == difference.said }) {
        groups[index].titles.append(difference.title)
      } else {
        groups.append(([difference.title], difference.said))
      }
    }
    let named = groups.prefix(most).map { group in
      Self.titles(group.titles) + Phrase(same: ": ") + group.values.joined(separator: Phrase.or)
    }
    let rest = groups.dropFirst(most).reduce(0) { $0 + $1.titles.count }
    let told =
      Phrase(" On it depend, in this order of readings: ", " Davon hängen ab, in dieser Reihenfolge der Lesarten: ")
      + named.joined(separator: "; ")
      + (rest > 0 ? Phrase("; and \(rest) more", "; und \(rest) weitere") : .none)
    return told.ended
  }

  /// `Time to progression and progression-free survival of maintenance and line-1`: what is alike of several is told once.
  private static func titles(_ titles: [String]) -> Phrase {
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
      return (names.prefix(1) + rest).map(Phrase.derived).listed(.and)
        + (owners.isEmpty
          ? .none
          : Phrase(
            " of \(owners.map { Phrase(same: $0) }.listed(.and))",
            " (\(owners.map(Phrase.derived).joined(separator: ", ")))"))
    }
    return words.joined(separator: ", ")
  }

  /// An age whose event, or number, can be read in several ways.
  private func age(of patient: Patient) -> Found? {
    guard let age = patient.age.value, !age.others.isEmpty else { return nil }
    let others = age.others.map { Phrase.quote($0.text) }.listed(.or)
    return Found(
      patient: patient.id, about: "age", severity: .note,
      Phrase(
        "The age is read as “\(age.text)”; it could also be \(others).",
        "Das Alter ist als „\(age.text)“ gelesen; möglich ist auch \(others)."),
      evidence: [
        Evidence(
          Phrase("age: \(age.text)", "Alter: „\(age.text)“"), sources: patient.sources, record: .patient(patient.id))
      ],
      settledBy: Phrase("The year of birth.", "Das Geburtsjahr."))
  }
}

// SPDX-License-Identifier: Apache-2.0

import Chronology
import Course
import Outcomes
import Plain

/// An age that nobody reaches.
struct ImpossibleAge: Rule {
  let id = "impossible-age"
  let severity = Severity.error
  let summary = Phrase(
    "An event at an age that nobody has, or that the year of birth contradicts",
    "Ein Ereignis in einem Alter, das niemand hat, oder dem das Geburtsjahr widerspricht")
  let explanation =
    "The stated age and the time between the event that it is stated for and every other event give an age there, between bounds. Above the greatest that is possible, or below zero, "
    + "one of the dates or the age is wrong. With the year of birth, the stated age is the difference of the years, or one less."
  let needs = "`age` with its event, and dates"
  let source = "the oldest person with papers reached 122 years"
  static let greatest = Threshold("age", 120, "y", why: "the greatest that `age` takes")
  let thresholds = [Self.greatest]

  let fires = RuleExample(
    "60 years at a diagnosis in 1900, and treated in 2020", facts: "age: 60 at diagnosis",
    course: Self.course("1900-01-01"))
  let passes = RuleExample("at a diagnosis in 2019", facts: "age: 60 at diagnosis", course: Self.course("2019-01-01"))
  private static func course(_ date: String) -> String {
    "- diagnosis: leiomyosarcoma\n  when: \(date)\n- therapy: gemcitabine\n  id: gem\n  when: 2020-01-15"
  }

  func find(in context: ReviewContext) -> [Found] { context.outcomes.patients.flatMap { find($0) } }

  /// What certainly lies before the year of birth, and a year of birth that makes the patient older than anybody at all that is recorded.
  private func birth(_ outcome: PatientOutcomes) -> [Found] {
    guard let year = outcome.patient.yearOfBirth.value else { return [] }
    let dated = outcome.patient.entries.compactMap { entry -> (entry: Entry, first: Int, last: Int)? in
      if case .laboratory = entry.content { return nil }
      guard entry.when.contains(where: { $0.date != nil }), let event = outcome.timeline.start(of: entry.id),
        case let bounds = outcome.timeline.bounds(of: event), let first = bounds.earliest?.civil.year,
        let last = bounds.latest?.civil.year
      else { return nil }
      return (entry, first, last)
    }
    func found(_ about: String, _ entry: Entry, _ words: Phrase, _ arithmetic: Phrase) -> Found {
      Found(
        patient: outcome.patient.id, about: about, words, arithmetic: arithmetic,
        evidence: [
          Evidence(
            Phrase("year of birth: \(year)", "Geburtsjahr: \(year)"), sources: outcome.patient.sources,
            record: .patient(outcome.patient.id)), Evidence(entry, same: entry.id),
        ],
        settledBy: Phrase(
          "The date of birth, and the date of the event.", "Das Geburtsdatum und das Datum des Ereignisses."))
    }
    let before = dated.filter { $0.last < year }.min { $0.last < $1.last }.map { own in
      found(
        "before-birth", own.entry,
        Phrase(
          "Born in \(year), and \(own.entry.id) is of \(own.last): before birth.",
          "Geboren \(year), und \(own.entry.id) ist von \(own.last): vor der Geburt."),
        Phrase(same: "\(own.last) − \(year) = \(own.last - year)"))
    }
    let old = dated.filter { $0.first - year - 1 >= Self.oldest }.min { $0.first < $1.first }.map { own in
      found(
        "too-old", own.entry,
        Phrase(
          "Born in \(year): at least \(own.first - year - 1) years at \(own.entry.id). The year may stand for an unknown one.",
          "Geboren \(year): mindestens \(own.first - year - 1) Jahre bei \(own.entry.id). Das Jahr kann für ein unbekanntes stehen."
        ),
        Phrase(same: "\(own.first) − \(year) − 1 = \(own.first - year - 1)"))
    }
    return [before, old].compactMap(\.self)
  }

  /// Nobody who is treated for cancer is so old; registries write 1900 where they do not know the year.
  private static let oldest = 110

  private func find(_ outcome: PatientOutcomes) -> [Found] { birth(outcome) + ages(outcome) }

  private func ages(_ outcome: PatientOutcomes) -> [Found] {
    let patient = outcome.patient
    guard let age = patient.age.value, let anchor = age.anchor, let origin = outcome.timeline.event(anchor) else {
      return []
    }
    var over: [(entry: Entry, since: TimeLength)] = []
    var under: [(entry: Entry, since: TimeLength)] = []
    for entry in patient.entries {
      // Laboratory values are many, and each has a day that other rules look at.
      if case .laboratory = entry.content { continue }
      guard let event = outcome.timeline.start(of: entry.id) else { continue }
      let since = length(from: (origin, patient.entry(anchor.id)), to: (event, entry), outcome)
      // Completed years: the age is at least this one, and below the next.
      if let least = since.lower, least > .years(Self.greatest.value - Double(age.years)) {
        over.append((entry, least))
      }
      if !age.isAtLeast, let most = since.upper, most < .years(-Double(age.years + 1)) { under.append((entry, most)) }
    }
    return contradiction(outcome, age, anchor, origin)
      + [
        over.min { $0.since < $1.since }.map {
          found($0.entry, $0.since, over.count, age, anchor, patient, isOver: true)
        },
        under.max { $0.since < $1.since }.map {
          found($0.entry, $0.since, under.count, age, anchor, patient, isOver: false)
        },
      ].compactMap(\.self)
  }

  /// How long it was from one event to another by the dates as they are stated, also those that nobody believes and that place nothing in time: what they would make of the age is what is
  /// asked.
  private func length(
    from origin: (event: EventID, entry: Entry?), to other: (event: EventID, entry: Entry?), _ outcome: PatientOutcomes
  ) -> LengthBounds {
    func doubted(_ entry: Entry?) -> DayBounds? {
      entry?.when.compactMap(\.date).first { !$0.isBelieved }?.bounds
    }
    guard doubted(origin.entry) != nil || doubted(other.entry) != nil else {
      return outcome.timeline.length(from: origin.event, to: other.event)
    }
    let from = doubted(origin.entry) ?? outcome.timeline.bounds(of: origin.event)
    let to = doubted(other.entry) ?? outcome.timeline.bounds(of: other.event)
    func days(_ first: Day?, _ last: Day?) -> TimeLength? {
      first.flatMap { first in last.map { .days($0.number - first.number) } }
    }
    return LengthBounds(lower: days(from.latest, to.earliest), upper: days(from.earliest, to.latest))
  }

  /// The stated age against the year of birth: in a year of the calendar one has the difference of the years, or one less.
  private func contradiction(_ outcome: PatientOutcomes, _ age: StatedAge, _ anchor: Anchor, _ origin: EventID)
    -> [Found]
  {
    let patient = outcome.patient
    let bounds = outcome.timeline.bounds(of: origin)
    guard let birth = patient.yearOfBirth.value, !age.isAtLeast, let first = bounds.earliest?.civil.year,
      let last = bounds.latest?.civil.year, !((first - birth - 1)...(last - birth)).contains(age.years)
    else { return [] }
    let possible =
      first - birth - 1 < 0 && last == birth
      ? Phrase(same: "0")
      : Phrase("\(first - birth - 1) to \(last - birth)", "\(first - birth - 1) bis \(last - birth)")
    return [
      Found(
        patient: patient.id, about: "year-of-birth",
        Phrase(
          "\(age.phrase), and born in \(birth): \(possible) years at \(anchor.text).",
          "\(age.phrase), und geboren \(birth): \(possible) Jahre bei \(Phrase.event(anchor.text))."),
        arithmetic: Phrase(
          "\(first == last ? "\(first)" : "\(first) to \(last)") − \(birth)",
          "\(first == last ? "\(first)" : "\(first) bis \(last)") − \(birth)"),
        evidence: [
          Evidence(
            Phrase("age: \(age.phrase)", "Alter: \(age.phrase)"), sources: patient.sources, record: .patient(patient.id)
          )
        ]
          + [patient.entry(anchor.id)].compactMap { $0 }.map { Evidence($0, same: $0.id) },
        settledBy: Phrase(
          "The date of birth, and the date of \(anchor.text).",
          "Das Geburtsdatum und das Datum von \(Phrase.event(anchor.text))."))
    ]
  }

  private func found(
    _ entry: Entry, _ since: TimeLength, _ count: Int, _ age: StatedAge, _ anchor: Anchor, _ patient: Patient,
    isOver: Bool
  ) -> Found {
    let years = since.days / TimeLength.daysPerYear
    let others = count > 1 ? Phrase(", and \(count - 1) more", " (und \(count - 1) weitere)") : .none
    return Found(
      patient: patient.id, about: isOver ? "over" : "under",
      isOver
        ? Phrase(
          "\(age.phrase) is at least \(Phrase.number((Double(age.years) + years).rounded(.down))) years at \(entry.id)\(others).",
          "\(age.phrase), das sind mindestens \(Phrase.number((Double(age.years) + years).rounded(.down))) Jahre bei \(entry.id)\(others)."
        )
        : Phrase(
          "\(age.phrase), and \(entry.id) at least \(Phrase.number(-years)) years before\(others): before birth.",
          "\(age.phrase), und \(entry.id) mindestens \(Phrase.number(-years)) Jahre davor\(others): vor der Geburt."),
      arithmetic:
        Phrase(
          "\(age.years) y \(isOver ? "+" : "−") \(Phrase.number(abs(years), decimals: 2)) y from \(anchor.text) to \(entry.id)",
          "\(age.years) Jahre \(isOver ? "+" : "−") \(Phrase.number(abs(years), decimals: 2)) Jahre von \(Phrase.event(anchor.text)) bis \(entry.id)"
        ),
      evidence: [
        Evidence(
          Phrase("age: \(age.phrase)", "Alter: \(age.phrase)"), sources: patient.sources, record: .patient(patient.id)),
        Evidence(entry, same: entry.id),
      ] + [patient.entry(anchor.id)].compactMap { $0 }.filter { $0.id != entry.id }.map { Evidence($0, same: $0.id) },
      settledBy: Phrase(
        "The date of birth, and the dates of both events.", "Das Geburtsdatum und die Daten beider Ereignisse."))
  }
}

// SPDX-License-Identifier: Apache-2.0

import Plain
import Chronology
import Course
import Dosing
import Outcomes

/// Stated segments against a stated total.
struct SegmentsAgainstTotal: Rule {
  let id = "segments-against-total"
  let severity = Severity.note
  let summary = Phrase(
    "Stated segments leave little of a stated total for the rest",
    "Angegebene Abschnitte lassen wenig von einer angegebenen Gesamtzeit für den Rest")
  let explanation =
    "Numbers read to the letter. The total is the most that is stated from the diagnosis to death (or to the last entry). The segments are what everything but the total's own statement fills of it; cycles that "
    + "are counted without a length fill as many of the regimen's customary length. What remains has to hold every therapy without a length that can lie nowhere else. A warning where that is less than a month each, a note "
    + "below three."
  let needs = "a time from diagnosis to death or the last entry; lengths of some therapies, not of all"
  let source = "arithmetic; no cycle of the common regimens is much shorter than a month"

  static let least = Threshold(
    "time left for each segment without a length, for a warning", 1, "mo",
    why: "about one cycle: a therapy that was given has at least one")
  static let little = Threshold(
    "time left for each segment without a length, for a note", 3, "mo",
    why: "about the first assessment of a therapy, which comes after two or three cycles")
  let thresholds = [Self.least, Self.little]

  let fires = RuleExample(
    "12 mo at most in all; 1 mo, then 10.5 mo of gemcitabine, leave 0.5 mo for pazopanib (a warning; a note from 1 mo on)",
    course: """
      - diagnosis: leiomyosarcoma
      - therapy: gemcitabine
        id: gem
        when: 1 mo after diagnosis
        lasts: 10.5 mo
      - therapy: pazopanib
        id: pazo
        when: after end of gem
      - death: not stated
        when: < 1 y after diagnosis
      """)
  let passes = RuleExample(
    "each therapy has its length",
    course: """
      - diagnosis: leiomyosarcoma
      - therapy: gemcitabine
        id: gem
        when: 1 mo after diagnosis
        lasts: 10.5 mo
      - death: not stated
        when: < 1 y after diagnosis
      """)

  func find(in context: ReviewContext) -> [Found] {
    context.outcomes.patients.compactMap { find($0.timeline, context) }
  }

  /// A total with what its own statement leaves out.
  private struct Total {
    var last: Entry
    /// The most that is stated.
    var most: TimeLength
    /// What everything else fills of it, at least.
    var filled: TimeLength
    var rest: TimeLength { most - filled }
    var evidence: [Evidence]
  }

  private func total(_ timeline: PatientTimeline, in study: Study) -> Total? {
    let patient = timeline.patient
    guard let diagnosis = patient.diagnosis?.entry, let start = timeline.start(of: diagnosis.id),
      let last = patient.death ?? lastEntry(timeline), let end = timeline.start(of: last.id),
      let most = timeline.length(from: start, to: end).upper
    else { return nil }
    var others = patient
    for index in others.entries.indices where others.entries[index].id == last.id {
      others.entries[index].when.removeAll { time in
        time.readings.contains { reading in reading.date != nil || reading.anchors.contains { $0.id == diagnosis.id } }
      }
    }
    let rest = PatientTimeline(others, in: study, tolerance: .exact)
    guard let one = rest.start(of: diagnosis.id), let other = rest.start(of: last.id),
      let filled = rest.length(from: one, to: other).lower
    else { return nil }
    let statements = timeline.support(from: start, to: end) + rest.support(from: one, to: other)
    var seen = Set<String>()
    return Total(
      last: last, most: most, filled: filled,
      evidence: statements.filter { $0.kind == .stated && seen.insert($0.text).inserted }.map { Evidence($0) })
  }

  /// The last entry by its time, laboratory values left out.
  private func lastEntry(_ timeline: PatientTimeline) -> Entry? {
    let told = timeline.patient.entries.filter { entry in
      if case .laboratory = entry.content { return false }
      return entry.when.contains(where: \.isTold)
    }
    return timeline.sorted(Array(told.suffix(200))).last
  }

  private func find(_ stated: PatientTimeline, _ context: ReviewContext) -> Found? {
    let patient = stated.patient
    let timeline = stated.literal(in: context.study)
    guard let total = total(timeline, in: context.study), total.filled > .zero else { return nil }
    // A segment that has room elsewhere, between two dates, say, does not have to share what remains.
    let unstated = patient.entries.filter { entry in
      guard entry.content.lasts, !entry.isOngoing, let length = timeline.length(of: entry.id) else { return false }
      if case .followUp = entry.content { return false }
      return (length.lower ?? .zero) == .zero && length.upper.map { $0 <= total.rest } ?? false
    }
    var counted: [(entry: Entry, cycles: Int, days: Int)] = []
    for entry in unstated {
      guard case .therapy(let therapy) = entry.content, let cycles = therapy.cycles.value, cycles > 0,
        let days = customaryDays(therapy, context)
      else { continue }
      counted.append((entry, cycles, days))
    }
    let open = unstated.filter { entry in !counted.contains { $0.entry.id == entry.id } }
    guard !open.isEmpty else { return nil }
    let rest = counted.reduce(total.rest) { $0 - .days($1.cycles * $1.days) }
    guard rest < .months(Self.little.value * Double(open.count)) else { return nil }
    return found(total, counted, open, rest, patient)
  }

  private func found(
    _ total: Total, _ counted: [(entry: Entry, cycles: Int, days: Int)], _ open: [Entry], _ rest: TimeLength,
    _ patient: Patient
  ) -> Found {
    let text = { (length: TimeLength) in LengthBounds(exactly: length).phrase() }
    let names = open.map(\.id).joined(separator: ", ")
    let cycles = counted.map { "\($0.cycles) × \($0.days) d" }
    let isTight = rest < .months(Self.least.value * Double(open.count))
    let customary =
      counted.isEmpty
      ? .none
      : Phrase(
        ", and the counted cycles of \(counted.map(\.entry.id).joined(separator: ", ")) \(cycles.joined(separator: " + ")) by the customary length",
        ", und die gezählten Zyklen von \(counted.map(\.entry.id).joined(separator: ", ")) nach üblicher Länge \(cycles.joined(separator: " + "))"
      )
    let left =
      rest < .zero
      ? Phrase(
        "that is \(text(.zero - rest)) too much even without the",
        "das sind \(text(.zero - rest)) zu viel, auch ohne")
      : Phrase("at most \(text(rest)) remain for", "es bleiben höchstens \(text(rest)) für")
    return Found(
      patient: patient.id, about: total.last.id, severity: isTight ? .warning : .note,
      Phrase(
        "Of at most \(text(total.most)) from diagnosis to \(total.last.id), stated segments fill \(text(total.filled))\(customary); \(left) \(open.count) without a stated length (\(names)) and every pause.",
        "Von höchstens \(text(total.most)) zwischen Diagnose und \(total.last.id) füllen angegebene Abschnitte \(text(total.filled))\(customary); \(left) \(open.count) \(open.count == 1 ? "Abschnitt" : "Abschnitte") ohne angegebene Länge (\(names)) und jede Pause."
      ),
      arithmetic: ([text(total.most), text(total.filled)] + cycles.map { Phrase(same: $0) }).joined(separator: " − ")
        + Phrase(same: " = \(rest < .zero ? "−" : "")") + text(rest < .zero ? .zero - rest : rest),
      evidence: total.evidence
        + counted.map {
          Evidence(
            $0.entry,
            Phrase(
              "\($0.entry.id): \($0.cycles) cycles",
              "\($0.entry.id): \($0.cycles) \($0.cycles == 1 ? "Zyklus" : "Zyklen")"))
        },
      settledBy: Phrase("Start and end of \(names).", "Beginn und Ende von \(names)."))
  }

  /// The shortest cycle of the library's regimens of these drugs; nil where it has none.
  private func customaryDays(_ therapy: Therapy, _ context: ReviewContext) -> Int? {
    let library = context.outcomes.library
    let drugs = Set(therapy.drugs.map { Words.drug($0, library) })
    return library.regimens.values.filter { Set($0.drugs) == drugs && !$0.components.allSatisfy(\.isDaily) }.map(
      \.cycleDays
    ).min()
  }
}

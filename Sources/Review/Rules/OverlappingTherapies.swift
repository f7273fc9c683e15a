// SPDX-License-Identifier: Apache-2.0

import Chronology
import Course
import Outcomes
import Plain

/// Two lines of therapy at a time.
struct OverlappingTherapies: Rule {
  let id = "overlapping-therapies"
  let severity = Severity.warning
  let summary = Phrase(
    "Two lines of therapy at a time",
    "Zwei Therapielinien zur selben Zeit")
  let explanation =
    "Two lines that run at once, or begin on one day, are one combination recorded as two therapies, or a date is wrong. All times that another therapy "
    + "ends hang on it: a therapy of the same first day ends none. Maintenance that continues a line, and supportive drugs, overlap with nothing. "
    + "Overlaps of a patient that hang together are one finding."
  let needs = "dates of two therapies"
  let source = "Saini KS, Twelves C. Br J Cancer 2021;125:155-163 (lines of therapy)"

  let fires = RuleExample("the second begins before the first ends", course: Self.course(second: "2020-05-01"))
  let passes = RuleExample("it begins when the first ends", course: Self.course(second: "2020-08-20"))
  private static func course(second: String) -> String {
    """
    - therapy: gemcitabine
      id: t1
      when: 2020-01-15
      ends: 2020-08-20
    - therapy: docetaxel
      id: t2
      when: \(second)
      ends: 2020-12-20
    """
  }

  func find(in context: ReviewContext) -> [Found] {
    context.outcomes.patients.flatMap { outcome in
      let lines = outcome.lines.map(\.line)
      let pairs = lines.indices.flatMap { first in
        lines.indices.dropFirst(first + 1).compactMap { second in overlap(lines[first], lines[second], outcome) }
      }
      return Self.clusters(pairs).map { $0.count == 1 ? found($0[0], outcome) : found($0, outcome) }
    }
  }

  /// Two lines at a time.
  private struct Overlap {
    /// The therapy of the earlier line that runs on, or began on the same day, and the one that begins.
    var first: Entry.ID
    var second: Entry.ID
    /// The therapy that opens the earlier line.
    var opening: Entry.ID
    /// How long both run at least; nil where they begin on one day.
    var days: Double?
  }

  private func overlap(_ one: LineOfTherapy, _ other: LineOfTherapy, _ outcome: PatientOutcomes) -> Overlap? {
    let timeline = outcome.timeline
    guard let opening = one.therapies.first, let first = one.therapies.last, let second = other.therapies.first else {
      return nil
    }
    if timeline.order(of: opening, to: second) == .same {
      return Overlap(first: opening, second: second, opening: opening, days: nil)
    }
    guard let end = timeline.end(of: first), let start = timeline.start(of: second),
      let overlap = timeline.length(from: start, to: end).lower, overlap > .zero
    else { return nil }
    return Overlap(first: first, second: second, opening: opening, days: overlap.days)
  }

  /// Overlaps that hang together by a therapy, in the order of the first.
  private static func clusters(_ pairs: [Overlap]) -> [[Overlap]] {
    var clusters: [(therapies: Set<Entry.ID>, pairs: [Overlap])] = []
    for pair in pairs {
      let own: Set = [pair.first, pair.opening, pair.second]
      let near = clusters.indices.filter { !clusters[$0].therapies.isDisjoint(with: own) }
      guard let first = near.first else {
        clusters.append((own, [pair]))
        continue
      }
      for index in near.dropFirst().reversed() {
        clusters[first].therapies.formUnion(clusters[index].therapies)
        clusters[first].pairs += clusters[index].pairs
        clusters.remove(at: index)
      }
      clusters[first].therapies.formUnion(own)
      clusters[first].pairs.append(pair)
    }
    return clusters.map(\.pairs)
  }

  private func evidence(_ therapies: [Entry.ID], _ outcome: PatientOutcomes) -> [Evidence] {
    let timeline = outcome.timeline
    return therapies.compactMap(outcome.patient.entry).map { entry in
      Evidence(
        entry,
        Phrase(same: "\(entry.id): ")
          + (timeline.start(of: entry.id).map { timeline.bounds(of: $0).phrase } ?? Phrase("not dated", "nicht datiert"))
      )
    }
  }

  private func found(_ pair: Overlap, _ outcome: PatientOutcomes) -> Found {
    guard let days = pair.days else {
      return Found(
        patient: outcome.patient.id, about: "\(pair.first)-\(pair.second)",
        Phrase(
          "\(pair.first) and \(pair.second) begin on one day: one line or two?",
          "\(pair.first) und \(pair.second) beginnen am selben Tag: eine Linie oder zwei?"),
        evidence: evidence([pair.opening, pair.second], outcome),
        settledBy: Phrase("Whether they are one combination.", "Ob sie eine Kombination sind."))
    }
    return Found(
      patient: outcome.patient.id, about: "\(pair.first)-\(pair.second)",
      Phrase(
        "\(pair.second) begins at least \(Phrase.number(days, decimals: 0)) d before \(pair.first) ends: two lines at a time.",
        "\(pair.second) beginnt mindestens \(Phrase.days(days, decimals: 0)) vor dem Ende von \(pair.first): zwei Linien zur selben Zeit."
      ),
      evidence: evidence([pair.opening, pair.second], outcome),
      settledBy: Phrase(
        "The dates of both, or that they are one combination.", "Die Daten beider, oder dass sie eine Kombination sind."
      ))
  }

  /// Therapies named in one finding; more would not be read.
  private static let mostNamed = 12

  /// Several overlaps that hang together: one finding that names the therapies, and the longest.
  private func found(_ pairs: [Overlap], _ outcome: PatientOutcomes) -> Found {
    let all = Set(pairs.flatMap { [$0.first, $0.second] })
    let therapies = outcome.timeline.treatments.map(\.entry.id).filter(all.contains)
    let named = therapies.prefix(Self.mostNamed).joined(separator: ", ")
    let more =
      therapies.count > Self.mostNamed
      ? Phrase(" and \(therapies.count - Self.mostNamed) more", " und \(therapies.count - Self.mostNamed) weitere")
      : .none
    let sameDay = pairs.count { $0.days == nil }
    var parts = [Phrase("\(pairs.count) pairs", "\(pairs.count) Paare")]
    if sameDay > 0 {
      parts.append(
        Phrase(
          "\(sameDay) of them begin on one day",
          "\(sameDay) davon \(sameDay == 1 ? "beginnt" : "beginnen") am selben Tag"))
    }
    if let longest = pairs.max(by: { ($0.days ?? 0) < ($1.days ?? 0) }), let days = longest.days {
      parts.append(
        Phrase(
          "the longest \(longest.first) and \(longest.second), for at least \(Phrase.number(days, decimals: 0)) d",
          "das längste \(longest.first) und \(longest.second), mindestens \(Phrase.days(days, decimals: 0))"))
    }
    return Found(
      patient: outcome.patient.id, about: "\(therapies.first ?? "")-and-\(therapies.count - 1)-more",
      Phrase(
        "\(therapies.count) therapies of several lines run at a time (\(named)\(more)): \(parts.joined(separator: "; ")).",
        "\(therapies.count) Therapien mehrerer Linien laufen zur selben Zeit (\(named)\(more)): \(parts.joined(separator: "; "))."
      ),
      evidence: evidence(Array(therapies.prefix(Self.mostNamed)), outcome),
      settledBy: Phrase(
        "The dates of each, or which of them are one combination.",
        "Die Daten jeder, oder welche davon eine Kombination sind."))
  }
}

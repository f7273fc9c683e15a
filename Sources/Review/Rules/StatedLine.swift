// SPDX-License-Identifier: Apache-2.0

import Plain
import Course
import Outcomes

/// A line that its source numbers otherwise than the record.
struct StatedLine: Rule {
  let id = "stated-line"
  let severity = Severity.note
  let summary = Phrase(
    "A line that its source numbers otherwise than the record",
    "Eine Linie, die ihre Quelle anders zählt als die Akte")
  let explanation =
    "The number is a statement of the source. Where it is higher than the record counts, earlier lines are missing from the record: the number is used. "
    + "Where it is lower, the record holds lines that the source does not count: the record's count is used. Either is told. "
    + "So is an intent (`second-line`) that is the number neither among all lines nor without those around surgery or meant to cure, and a `line` of what continues another: the record's count is used."
  let needs = "`line` of a therapy, or an `intent` that numbers it"
  let source = "Saini KS, Twelves C. Br J Cancer 2021;125:155-163 (lines of therapy)"

  let fires = RuleExample(
    "the only therapy is numbered 2", course: "- therapy: gemcitabine\n  line: 2\n  when: 2020-01-15")
  let passes = RuleExample(
    "it is numbered 1", course: "- therapy: gemcitabine\n  line: 1\n  when: 2020-01-15")

  func find(in context: ReviewContext) -> [Found] {
    context.outcomes.patients.flatMap { outcome in
      // Treatment around surgery or meant to cure may be counted or not.
      var least = 1
      return outcome.lines.flatMap { line in
        defer {
          if let first = line.line.therapies.first.flatMap(outcome.therapy),
            first.therapy.intent?.isPerhapsUncounted != true
          {
            least += 1
          }
        }
        return line.line.therapies.enumerated().compactMap { place, id -> Found? in
          guard let therapy = outcome.therapy(id),
            let words = place == 0
              ? opening(line.line, therapy, least) : continuing(line.line, therapy, least)
          else { return nil }
          return Found(
            patient: outcome.patient.id, about: id, Phrase(same: "\(id): ") + words,
            evidence: [Evidence(therapy.entry, same: place == 0 ? line.line.name : therapy.name)],
            settledBy: Phrase(
              "The list of all therapies: one is missing, or the number is wrong.",
              "Die Liste aller Therapien: eine fehlt, oder die Nummer ist falsch."))
        }
      }
    }
  }

  /// How the source numbers the therapy that opens a line; nil where the record bears it.
  private func opening(_ line: LineOfTherapy, _ therapy: TherapyOutcome, _ least: Int) -> Phrase? {
    line.numbering?.words ?? intent(line, therapy.therapy, least)
  }

  private func intent(_ line: LineOfTherapy, _ therapy: Therapy, _ least: Int) -> Phrase? {
    guard let intent = therapy.intent, let stated = intent.line, stated > line.number || stated < least,
      stated != line.numberInAdvancedDisease
    else { return nil }
    return Phrase(
      "The source calls it \(intent.rawValue), but it is line \(line.number) by the record: the intent does not number it.",
      "Die Quelle nennt sie „\(intent.rawValue)“, nach der Akte ist sie aber Linie \(line.number): die Absicht zählt sie nicht."
    )
  }

  /// How the source numbers what continues a line; nil where it is that line.
  private func continuing(_ line: LineOfTherapy, _ therapy: TherapyOutcome, _ least: Int) -> Phrase? {
    if let stated = therapy.therapy.statedLine, stated != line.number, stated != line.numberInAdvancedDisease {
      return Phrase(
        "The source numbers it line \(stated), but it continues line \(line.number) by the record: that number is not used.",
        "Die Quelle zählt sie als Linie \(stated), nach der Akte setzt sie aber Linie \(line.number) fort: diese Nummer gilt nicht."
      )
    }
    return intent(line, therapy.therapy, least)
  }
}

extension Intent {
  /// Whether treatment of this intent may be left out where lines are counted.
  fileprivate var isPerhapsUncounted: Bool {
    [.neoadjuvant, .adjuvant, .curative, .consolidation].contains(self)
  }

  /// The line that an intent names; nil for one that names none.
  fileprivate var line: Int? {
    switch self {
    case .firstLine: 1
    case .secondLine: 2
    case .thirdLine: 3
    case .neoadjuvant, .adjuvant, .salvage, .curative, .consolidation, .maintenance, .palliative: nil
    }
  }
}

// SPDX-License-Identifier: Apache-2.0

import Plain
import Course
import Dosing
import Outcomes
import TumourResponse

/// Drugs that are given again without a progression in between.
struct ResumedTherapy: Rule {
  let id = "resumed-therapy"
  let severity = Severity.warning
  let summary = Phrase(
    "Drugs given again without progression, counted as another line",
    "Wirkstoffe, die ohne Progress erneut gegeben werden und als andere Linie zählen")
  let explanation =
    "A therapy of drugs that the line before it had already (under whatever name), with no progression recorded in between, goes on with that line after a pause, or keeps a part of a "
    + "combination. Without word of it it is counted as a line of its own: all numbers of lines after it, and the times that another therapy ends, hang on it. Where the record gives it an intent "
    + "of another line or a number, and around surgery, nothing is asked."
  let needs = "two therapies that follow each other"
  let source = "Saini KS, Twelves C. Br J Cancer 2021;125:155-163 (lines of therapy)"

  let fires = RuleExample("one brand after another of one drug", course: Self.course(between: ""))
  let passes = RuleExample(
    "progression in between", course: Self.course(between: "- assessment: CT\n  response: PD\n  when: 2020-05-20\n"))
  private static func course(between: String) -> String {
    "- therapy: Doxil\n  id: t1\n  when: 2020-01-15\n  ends: 2020-05-15\n\(between)- therapy: Caelyx\n  id: t2\n  when: 2020-09-01"
  }

  func find(in context: ReviewContext) -> [Found] {
    context.outcomes.patients.flatMap { outcome in
      let lines = outcome.lines.map(\.line)
      return zip(lines, lines.dropFirst()).compactMap { find($0, $1, outcome, context) }
    }
  }

  private func find(_ one: LineOfTherapy, _ next: LineOfTherapy, _ outcome: PatientOutcomes, _ context: ReviewContext)
    -> Found?
  {
    guard let first = one.therapies.first, let second = next.therapies.first,
      one.numberInAdvancedDisease != nil, next.numberInAdvancedDisease != nil,
      let resumed = outcome.therapy(second), let before = outcome.patient.entry(first),
      !isStatedAsALine(resumed.therapy)
    else { return nil }
    let library = context.outcomes.library
    func name(_ drug: String) -> String { library.generic(drug) ?? drug.lowercased() }
    let known = Set(one.therapies.compactMap(outcome.therapy).flatMap { $0.therapy.drugs.map(name) })
    guard !resumed.therapy.drugs.isEmpty, resumed.therapy.drugs.allSatisfy({ known.contains(name($0)) }),
      !hasProgressed(one, before: resumed.entry, outcome)
    else { return nil }
    return Found(
      patient: outcome.patient.id, about: second,
      Phrase(
        "\(second) (\(resumed.therapy.name)) gives again what \(first) (\(one.name)) gave, and no progression is recorded in between: it is counted as line \(next.number).",
        "\(second) (\(resumed.therapy.name)) gibt erneut, was \(first) (\(one.name)) gab, und dazwischen ist kein Progress dokumentiert: es zählt als Linie \(next.number)."
      ),
      evidence: [
        Evidence(before, same: "\(first): \(one.name)"),
        Evidence(resumed.entry, same: "\(second): \(resumed.therapy.name)"),
      ],
      settledBy:
        Phrase(
          "`continues: \(first)` where it goes on with that line; the progression in between, `line:` or `intent:` where it is another.",
          "`continues: \(first)`, wo es diese Linie fortführt; der Progress dazwischen, `line:` oder `intent:`, wo es eine andere ist."
        )
    )
  }

  private func isStatedAsALine(_ therapy: Therapy) -> Bool {
    if therapy.statedLine != nil { return true }
    switch therapy.intent {
    case .firstLine, .secondLine, .thirdLine, .salvage: return true
    default: return false
    }
  }

  /// Whether anything says that the disease may have progressed under a line before a therapy began.
  private func hasProgressed(_ line: LineOfTherapy, before next: Entry, _ outcome: PatientOutcomes) -> Bool {
    let timeline = outcome.timeline
    func isBetween(_ entry: Entry.ID) -> Bool {
      ![.after, .notBefore].contains(timeline.order(of: entry, to: next.id))
        && ![.before].contains(timeline.order(of: entry, to: line.therapies.first ?? ""))
    }
    let stops = line.therapies.compactMap(outcome.therapy).map(\.therapy.wordsOfStop)
    if stops.contains(where: { $0 == .progression || $0 == .open }) { return true }
    let judged = outcome.patient.assessments.filter { entry, assessment in
      assessment.response.value == .progressive
        && (assessment.of.map(line.therapies.contains) ?? isBetween(entry.id))
    }
    if !judged.isEmpty { return true }
    if outcome.newDisease.contains(where: { line.therapies.contains($0.therapy) && isBetween($0.entry.id) }) {
      return true
    }
    return outcome.lesionCourses.contains { course in
      course.therapies.contains(where: line.therapies.contains)
        && course.points().contains { $0.overall == .progressive }
    }
  }
}

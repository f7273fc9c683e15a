// SPDX-License-Identifier: Apache-2.0

import Plain
import Course
import Dosing

/// Dose days that do not fit the cycle.
struct DoseDays: Rule {
  let id = "dose-days"
  let severity = Severity.warning
  let summary = Phrase(
    "Dose days that do not fit the cycle, or leave no rest",
    "Dosistage, die nicht in den Zyklus passen oder keine Pause lassen")
  let explanation =
    "A dose day on or after the next day 1 cannot be: an error, if it holds for every length that is stated. Weekly doses that go on into the next cycle "
    + "leave no rest week: possible, but usually a slip of the cycle length (days 1, 8, 15 are usually repeated on day 29); a note, where it "
    + "depends on which of two lengths is meant. A dose every day is a schedule without rest by its nature."
  let needs = "a dose phase with `days` and `every`"
  let source = "schedules of the library; gemcitabine, US label: days 1, 8, 15 of 28"

  static let fewestDoses = Threshold(
    "doses in a cycle", 3, "", why: "two doses at an even interval are every other schedule")
  static let longestGap = Threshold(
    "interval between them", 7, "d", why: "with more than a week between all doses there is a rest")
  static let shortestGap = Threshold(
    "shortest interval between them", 2, "d", why: "a drug taken every day has no rest to miss")
  let thresholds = [Self.fewestDoses, Self.longestGap, Self.shortestGap]

  let fires = RuleExample(
    "days 1, 8 and 15, repeated every 21 d",
    course: """
      - therapy: gemcitabine
        phases:
          - {id: full, dose: 1000 mg/m2, days: [1, 8, 15], every: 21 d}
      """)
  let passes = RuleExample(
    "repeated every 28 d",
    course: """
      - therapy: gemcitabine
        phases:
          - {id: full, dose: 1000 mg/m2, days: [1, 8, 15], every: 28 d}
      """)

  func find(in context: ReviewContext) -> [Found] {
    context.eachTherapy { patient, _, therapy in
      (therapy.phases + therapy.planned).compactMap { find($0, of: patient.id) }
    }
  }

  private func find(_ phase: DosePhase, of patient: Patient.ID) -> Found? {
    guard let last = phase.days.last, let length = phase.cycleLength.value, let range = length.bounds else {
      return nil
    }
    let days = CyclePattern.text(phase.days)
    let evidence = [
      Evidence(
        Phrase(
          "\(phase.id): \(days), cycle \(length.days.map(String.init).joined(separator: Phrase.or)) d",
          "\(phase.id): \(days), Zyklus \(length.days.map(String.init).joined(separator: Phrase.or)) d"),
        sources: phase.sources, record: .phase(phase.id))
    ]
    if last > range.lowerBound {
      let isCertain = last > range.upperBound
      return Found(
        patient: patient, about: phase.id, severity: isCertain ? .error : .warning,
        Phrase(
          "Day \(last) of \(phase.id) is on or after the next day 1 (d\(range.lowerBound + 1)).",
          "Tag \(last) von \(phase.id) liegt am oder nach dem nächsten Tag 1 (d\(range.lowerBound + 1))."),
        arithmetic: Phrase(same: "\(last) ≥ \(range.lowerBound) + 1"), evidence: evidence,
        settledBy: Phrase("The cycle length and days of \(phase.id).", "Zykluslänge und Tage von \(phase.id)."))
    }
    let gaps = zip(phase.days.dropFirst(), phase.days).map { $0 - $1 }
    guard phase.days.count >= Int(Self.fewestDoses.value), let gap = gaps.first, gaps.allSatisfy({ $0 == gap }),
      gap <= Int(Self.longestGap.value), gap >= Int(Self.shortestGap.value)
    else { return nil }
    let closing = length.days.filter { $0 + 1 - last == gap }
    guard !closing.isEmpty else { return nil }
    let isCertain = closing.count == length.days.count
    return Found(
      patient: patient, about: phase.id, severity: isCertain ? .warning : .note,
      Phrase(
        "\(days) repeated every \(closing.map(String.init).joined(separator: " or ")) d leaves no rest week: a dose every \(gap) d without end\(isCertain ? "" : ", if the cycle is that long").",
        "\(days), alle \(closing.map(String.init).joined(separator: Phrase.or)) Tage wiederholt, lässt keine Pausenwoche: alle \(gap) Tage eine Gabe ohne Ende\(isCertain ? "" : ", wenn der Zyklus so lang ist")."
      ),
      arithmetic: Phrase(
        "d\(last) to the next day 1 (d\(closing[0] + 1)) is \(gap) d, the same as within the cycle",
        "d\(last) bis zum nächsten Tag 1 (d\(closing[0] + 1)) sind \(gap) d, so viel wie innerhalb des Zyklus"),
      evidence: evidence,
      settledBy: Phrase(
        "The cycle length that was meant (usually 28 d with these days).",
        "Die gemeinte Zykluslänge (mit diesen Tagen meist 28 d)."))
  }
}

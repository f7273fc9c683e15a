// SPDX-License-Identifier: Apache-2.0

import Course
import Outcomes
import Dosing

extension Rule {
  /// Dose days that do not fit the cycle.
  static let doseDays = Rule(
    id: "dose-days", summary: "Dose days that do not fit the cycle, or leave no rest",
    explanation:
      "A dose day on or after the next day 1 cannot be. Weekly doses that go on into the next cycle leave no rest "
      + "week: possible, but usually a slip of the cycle length (days 1, 8, 15 are usually repeated on day 29).",
    check: { context in
      context.study.patients.flatMap { patient in
        patient.therapies.flatMap { entry, therapy in
          (therapy.phases + therapy.planned).compactMap { doseDays($0, of: patient.id) }
        }
      }
    })

  private static func doseDays(_ phase: DosePhase, of patient: Patient.ID) -> Finding? {
    guard let last = phase.days.last, let length = phase.cycleLength.value, let range = length.bounds else {
      return nil
    }
    let days = phase.days.map { "d\($0)" }.joined(separator: ", ")
    let evidence = [
      Evidence(
        "\(phase.id): \(days), cycle \(length.days.map(String.init).joined(separator: " or ")) d",
        sources: phase.sources, location: phase.location)
    ]
    if last > range.lowerBound {
      let isCertain = last > range.upperBound
      return Finding(
        "dose-days", isCertain ? .error : .warning, patient: patient, about: phase.id,
        "Day \(last) of \(phase.id) is on or after the next day 1 (d\(range.lowerBound + 1)).",
        arithmetic: "\(last) ≥ \(range.lowerBound) + 1", evidence: evidence,
        settledBy: "The cycle length and days of \(phase.id).")
    }
    let gaps = zip(phase.days.dropFirst(), phase.days).map { $0 - $1 }
    guard gaps.count >= 2, let gap = gaps.first, gaps.allSatisfy({ $0 == gap }), gap <= 7 else { return nil }
    let closing = length.days.filter { $0 + 1 - last == gap }
    guard !closing.isEmpty else { return nil }
    let isCertain = closing.count == length.days.count
    return Finding(
      "dose-days", isCertain ? .warning : .note, patient: patient, about: phase.id,
      "\(days) repeated every \(closing.map(String.init).joined(separator: " or ")) d leaves no rest week: a dose every \(gap) d "
        + "without end\(isCertain ? "" : ", if the cycle is that long").",
      arithmetic: "d\(last) to the next day 1 (d\(closing[0] + 1)) is \(gap) d, the same as within the cycle",
      evidence: evidence, settledBy: "The cycle length that was meant (usually 28 d with these days).")
  }

  /// Growth factors too close to chemotherapy.
  static let supportSpacing = Rule(
    id: "support-spacing", summary: "Growth factor too close to a dose of chemotherapy",
    explanation:
      "The US label of pegfilgrastim: not between 14 days before and 24 hours after cytotoxic chemotherapy. Trial practice "
      + "gives it on day 9 of day-8 schedules all the same, hence a warning; and once a chemotherapy cycle. Filgrastim: not within 24 hours either way.",
    check: { context in
      context.study.patients.flatMap { patient in
        patient.therapies.flatMap { _, therapy in
          therapy.phases.flatMap { phase in phase.support.flatMap { spacing($0, phase, patient.id) } }
        }
      }
    })

  private static func spacing(_ support: SupportiveDrug, _ phase: DosePhase, _ patient: Patient.ID) -> [Finding] {
    guard let window = GrowthFactorWindow.of(support.drug) else { return [] }
    var found: [Finding] = []
    if let most = window.mostPerCycle, support.days.count > most {
      found.append(
        Finding(
          "support-spacing", .warning, patient: patient, about: "\(phase.id)-\(support.drug)-per-cycle",
          "\(support.drug) is given \(support.days.count) times a cycle; its label has \(most) a chemotherapy cycle.",
          arithmetic: "days \(support.days.map(String.init).joined(separator: ", ")) of each cycle",
          evidence: [
            Evidence(
              "\(support.drug) on days \(support.days.map(String.init).joined(separator: ", "))",
              sources: support.sources.isEmpty ? phase.sources : support.sources, location: phase.location)
          ], settledBy: "Whether each dose belongs to a chemotherapy of its own."))
    }
    var doses = phase.days
    if let first = phase.days.first, let length = phase.cycleLength.value?.bounds?.lowerBound {
      doses.append(length + first)
    }
    return found
      + support.days.compactMap { day -> Finding? in
        let next = doses.first { $0 > day }
        let previous = doses.last { $0 <= day }
        var problems: [String] = []
        if let next, next - day < window.daysBefore { problems.append("\(next - day) d before the dose of d\(next)") }
        if let previous, day - previous < window.daysAfter { problems.append("on the day of the dose of d\(previous)") }
        guard !problems.isEmpty else { return nil }
        return Finding(
          "support-spacing", .warning, patient: patient, about: "\(phase.id)-\(support.drug)-d\(day)",
          "\(support.drug) on day \(day) is \(problems.joined(separator: " and ")); its label asks for \(window.daysBefore) d before "
            + "and 24 h after.",
          arithmetic: "doses on \(doses.map { "d\($0)" }.joined(separator: ", ")); \(support.drug) on d\(day)",
          evidence: [
            Evidence(
              "\(support.drug) on days \(support.days.map(String.init).joined(separator: ", "))",
              sources: support.sources.isEmpty ? phase.sources : support.sources, location: phase.location)
          ], settledBy: "The dates on which it was given.")
      }
  }
}

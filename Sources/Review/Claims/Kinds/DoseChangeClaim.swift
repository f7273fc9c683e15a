// SPDX-License-Identifier: Apache-2.0

import Course
import Dosing
import Outcomes
import Plain

/// `dose change`: the fraction by which a dose was cut from one phase to another.
struct DoseChangeClaim: PatientClaimKind {
  let fraction: Double
  /// The fraction as the source says it: `two-thirds`.
  let cut: String
  let from: DosePhase.ID
  let to: DosePhase.ID

  static let tolerance = Threshold(
    "claimed change of a dose", 1, "percentage point", why: "“two-thirds” and “50 %” are said to the percent")

  var namesReadings: Bool { true }
  var words: String { "dose reduced by \(cut) from \(from) to \(to)" }
  var topics: [String] { DoseClaim.topics }

  /// What a change is relative to, what it is there, and whether the claim holds.
  private struct Reading {
    var basis: Phrase
    var change: Phrase
    var verdict: Verdict

    var words: Phrase {
      let judged =
        verdict == .supported
        ? Phrase("as the claim says", "wie die Aussage")
        : verdict == .contradicted
          ? Phrase("not what it says", "nicht, was sie sagt")
          : Phrase("open, the cycle length is not stated", "offen, die Zykluslänge ist nicht angegeben")
      return [basis, change, Phrase("(\(judged))", "(\(judged))")].joined(separator: " ")
    }
  }

  func judge(of outcome: PatientOutcomes, _ record: ClaimRecord) -> Judgement {
    guard let before = outcome.phase(from), let after = outcome.phase(to) else {
      return Judgement(
        .notDecidable,
        Phrase(
          "The phases \(from) and \(to) are not both recorded.",
          "Die Phasen \(from) und \(to) sind nicht beide dokumentiert."))
    }
    let planned = readings(DoseIntensity.change(from: before, to: after))
    let readings = planned + asGiven(outcome, before, after, record, beside: planned)
    guard !readings.isEmpty else {
      return Judgement(.notDecidable, Phrase("The doses are not recorded.", "Die Dosen sind nicht dokumentiert."))
    }
    let verdicts = Set(readings.map(\.verdict))
    let verdict: Verdict =
      verdicts == [.supported] ? .supported : verdicts == [.contradicted] ? .contradicted : .dependsOnReading
    let told = readings.map(\.words).joined(separator: "; ")
    return Judgement(
      verdict,
      Phrase(
        "From \(from) to \(to) the dose fell by: \(told). The claim says \(cut).",
        "Von \(from) zu \(to) sank die Dosis: \(told). Die Aussage sagt „\(cut)“."),
      arithmetic: [before, after].compactMap(Self.arithmetic).joined(separator: ". "),
      evidence: [Evidence(before), Evidence(after)],
      settledBy: Phrase(
        "Saying of what: per administration, per cycle or per week; and the cycle length of \(from).",
        "Zu sagen, wovon: je Gabe, je Zyklus oder je Woche; und die Zykluslänge von \(from)."))
  }

  private func readings(_ change: DoseIntensity.Change) -> [Reading] {
    // With room for the last digit of a quotient: 1 − 510 ÷ 1,000 is a hair more than a percent from a half.
    let tolerance = Self.tolerance.value / 100 + 1e-9
    let agrees = { (value: Double) in abs(value - fraction) <= tolerance }
    var readings: [Reading] = []
    for (basis, value) in [
      (Phrase("per administration", "je Gabe"), change.perAdministration),
      (Phrase("per cycle", "je Zyklus"), change.perCycle),
    ] {
      guard let value else { continue }
      readings.append(
        Reading(basis: basis, change: Words.percent(value), verdict: agrees(value) ? .supported : .contradicted))
    }
    if let bounds = change.perWeek, let low = bounds.lower, let high = bounds.upper {
      let isCertain = agrees(low) && agrees(high)
      let mayBe = low - tolerance <= fraction && fraction <= high + tolerance
      readings.append(
        Reading(
          basis: Phrase("per week", "je Woche"),
          change: isCertain || Words.percent(low) == Words.percent(high)
            ? Words.percent(low)
            : Phrase(
              "\(Words.percent(low)) to \(Words.percent(high))", "\(Words.percent(low)) bis \(Words.percent(high))"),
          verdict: isCertain ? .supported : mayBe ? .notDecidable : .contradicted))
    }
    return readings
  }

  /// The change by what single administrations gave, where both phases have them and it is another than that of the phases.
  private func asGiven(
    _ outcome: PatientOutcomes, _ before: DosePhase, _ after: DosePhase, _ record: ClaimRecord,
    beside planned: [Reading]
  ) -> [Reading] {
    guard let unit = (before.dose.value ?? after.dose.value)?.unit,
      let first = outcome.given(in: before, record.outcomes.library),
      let second = outcome.given(in: after, record.outcomes.library)
    else { return [] }
    var change = DoseIntensity.Change()
    func cut(_ from: Double?, _ to: Double?) -> Double? { from.flatMap { from in to.map { 1 - $0 / from } } }
    change.perAdministration = cut(first.perAdministration(unit), second.perAdministration(unit))
    change.perCycle = cut(first.perCycle(unit), second.perCycle(unit))
    return readings(change).compactMap { reading in
      guard !planned.contains(where: { $0.basis == reading.basis && $0.change == reading.change }) else { return nil }
      var reading = reading
      reading.basis = reading.basis + Phrase(", as given,", ", wie gegeben,")
      return reading
    }
  }

  private static func arithmetic(_ phase: DosePhase) -> Phrase? {
    guard let dose = phase.dose.value, let cycle = DoseIntensity.perCycle(phase) else { return nil }
    let unit = dose.unit.printed
    let week =
      DoseIntensity.perWeek(phase).map { Phrase("; \($0.phrase()) \(unit)/wk", "; \($0.phrase()) \(unit) je Woche") }
      ?? .none
    let sum = Phrase(
      "\(Phrase.number(dose.amount)) × \(phase.days.count * phase.timesADay) = \(Phrase.number(cycle))",
      "\(Phrase.number(dose.amount)) × \(phase.days.count * phase.timesADay) = \(Phrase.number(cycle))")
    return Phrase("\(phase.id): \(sum) \(unit) a cycle\(week)", "\(phase.id): \(sum) \(unit) je Zyklus\(week)")
  }
}

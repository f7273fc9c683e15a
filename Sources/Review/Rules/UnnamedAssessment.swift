// SPDX-License-Identifier: Apache-2.0

import Chronology
import Course
import Outcomes
import Plain

/// Responses of which the record does not say to which therapy they belong, where that is not plain from their times.
struct UnnamedAssessment: Rule {
  let id = "unnamed-assessment"
  let severity = Severity.warning
  let summary = Phrase(
    "A response that may belong to another therapy",
    "Ein Ansprechen, das zu einer anderen Therapie gehören kann")
  let explanation =
    "An assessment that names no therapy belongs to the one that began last before it. That is no more than a guess where times leave open which was the "
    + "last, where it was made so soon after the first dose that it rather shows what the therapy before has done, and where no therapy had begun: then it "
    + "counts for none. Where both are dated to a month and the therapy is listed after the assessment, the scan is taken to "
    + "come before its first dose, and is not asked about. One without a time is taken between those that it is listed among, which is asked. "
    + "Progression on the day of the first dose was there before it, and within days of it may have been. An assessment that names a therapy although another line has begun since counts for no best response of it."
  let needs = "an assessment with a `response`; therapies with times"
  let source = "custom of protocols: the first assessment under a therapy comes after six to eight weeks"

  static let soon = Threshold(
    "from the first dose to a response of the same therapy", 14, "d",
    why: "no protocol assesses sooner; what is seen by then was there before")
  let thresholds = [Self.soon]

  let fires = RuleExample(
    "progression three days after the first dose of the second line", course: Self.course(day: "2020-07-04"))
  let passes = RuleExample("after two months", course: Self.course(day: "2020-09-01"))
  private static func course(day: String) -> String {
    """
    - therapy: doxorubicin
      id: t1
      when: 2020-01-15
    - therapy: trabectedin
      id: t2
      when: 2020-07-01
    - assessment: CT
      id: ct
      response: PD
      when: \(day)
    """
  }

  func find(in context: ReviewContext) -> [Found] {
    context.outcomes.patients.flatMap { outcome in
      outcome.patient.assessments.compactMap { entry, assessment -> Found? in
        guard let response = assessment.response.value, !outcome.timeline.treatments.isEmpty,
          let words = question(entry, assessment, response, outcome)
        else { return nil }
        return Found(
          patient: outcome.patient.id, about: entry.id, words,
          evidence: [Evidence(entry, same: "\(response.rawValue) (\(entry.id))")],
          settledBy: Phrase(
            "`of:` of the assessment: the therapy that it judges.",
            "`of:` der Verlaufskontrolle: die Therapie, die sie beurteilt."))
      }
    }
  }

  /// Whether nothing but dates of a month leave open whether a therapy had begun, and the record lists it after the assessment: the scan of that month
  /// that ends one therapy and the first dose of the next. What it is taken for is in the trace of the response.
  private func isOpenByMonthAlone(_ entry: Entry, _ outcome: PatientOutcomes) -> Bool {
    let timeline = outcome.timeline
    let entries = outcome.patient.entries
    guard let place = entries.firstIndex(where: { $0.id == entry.id }), isDatedToAMonth(entry, timeline) else {
      return false
    }
    let open = timeline.treatments.map(\.entry).filter { timeline.order(of: $0.id, to: entry.id) == .open }
    return !open.isEmpty
      && open.allSatisfy { therapy in
        isDatedToAMonth(therapy, timeline) && entries[(place + 1)...].contains { $0.id == therapy.id }
      }
  }

  private func isDatedToAMonth(_ entry: Entry, _ timeline: PatientTimeline) -> Bool {
    guard let event = timeline.start(of: entry.id), case let bounds = timeline.bounds(of: event),
      let earliest = bounds.earliest, let latest = bounds.latest
    else { return false }
    return entry.when.contains { $0.date != nil } && latest.number - earliest.number < 31
  }

  private func question(_ entry: Entry, _ assessment: Assessment, _ response: Response, _ outcome: PatientOutcomes)
    -> Phrase?
  {
    let timeline = outcome.timeline
    if let named = assessment.of {
      if response == .progressive, timeline.order(of: named, to: entry.id) == .same {
        return Phrase(
          "\(entry.id) (PD) is of \(named) and was made on the day of its first dose: what is seen then was there before.",
          "\(entry.id) (PD) gehört zu \(named) und ist vom Tag der ersten Gabe: was dann zu sehen ist, war schon vorher da."
        )
      }
      guard let line = outcome.lines.first(where: { $0.line.therapies.contains(named) })?.line else { return nil }
      if response == .progressive, line.therapies.first == named, let days = soon(after: named, entry, timeline),
        // What certainly lies before the first dose contradicts its `of:`, and is told as that.
        days > 0
      {
        return Phrase(
          "\(entry.id) (PD) is of \(named) and was made at most \(Phrase.number(days, decimals: 0)) d after its first dose: what is seen then may have been there before.",
          "\(entry.id) (PD) gehört zu \(named) und ist von höchstens \(Phrase.days(days, decimals: 0)) nach der ersten Gabe: was dann zu sehen ist, kann schon vorher da gewesen sein."
        )
      }
      let later = outcome.lines.map(\.line).first { other in
        guard let first = other.therapies.first, !line.therapies.contains(first) else { return false }
        return timeline.order(of: named, to: first) == .before && timeline.order(of: first, to: entry.id) == .before
      }
      return later.map {
        Phrase(
          "\(entry.id) (\(response.rawValue)) is of \(named), but line \($0.number) (\($0.name)) had begun: it counts for no best response of \(named).",
          "\(entry.id) (\(response.rawValue)) gehört zu \(named), Linie \($0.number) (\($0.name)) hatte aber begonnen: für das beste Ansprechen von \(named) zählt es nicht."
        )
      }
    }
    if !entry.when.contains(where: \.isTold), timeline.treatments.count > 1 {
      return Phrase(
        "\(entry.id) (\(response.rawValue)) names neither a time nor a therapy: it is taken between the therapies that it is listed among, and its place in the list is all that says so.",
        "\(entry.id) (\(response.rawValue)) nennt weder Zeit noch Therapie: es gilt zwischen den Therapien, zwischen denen es steht, und nur sein Platz in der Liste sagt das."
      )
    }
    let membership = timeline.therapy(inForceAt: entry)
    if isOpenByMonthAlone(entry, outcome) { return nil }
    if let remark = membership.remark { return Phrase(same: "\(response.rawValue): ") + remark }
    guard let therapy = membership.therapies.first else {
      guard timeline.treatments.contains(where: { timeline.order(of: $0.entry.id, to: entry.id) == .same }) else {
        return nil
      }
      return Phrase(
        "\(entry.id) (\(response.rawValue)) names no therapy, and none had begun: it counts for none.",
        "\(entry.id) (\(response.rawValue)) nennt keine Therapie, und keine hatte begonnen: es zählt für keine.")
    }
    guard let days = soon(after: therapy, entry, timeline) else { return nil }
    if timeline.treatments.first?.entry.id == therapy {
      return response != .progressive
        ? nil
        : Phrase(
          "\(entry.id) (PD) names no therapy and is taken for \(therapy), at most \(Phrase.number(days, decimals: 0)) d after its first dose: what is seen then may have been there before.",
          "\(entry.id) (PD) nennt keine Therapie und gilt für \(therapy), höchstens \(Phrase.days(days, decimals: 0)) nach deren erster Gabe: was dann zu sehen ist, kann schon vorher da gewesen sein."
        )
    }
    return
      Phrase(
        "\(entry.id) (\(response.rawValue)) names no therapy and is taken for \(therapy), at most \(Phrase.number(days, decimals: 0)) d after its first dose: it may show what the therapy before has done.",
        "\(entry.id) (\(response.rawValue)) nennt keine Therapie und gilt für \(therapy), höchstens \(Phrase.days(days, decimals: 0)) nach deren erster Gabe: es kann zeigen, was die Therapie davor bewirkt hat."
      )
  }

  /// The most days that an assessment can lie after the first dose of a therapy, where these are few.
  private func soon(after therapy: Entry.ID, _ entry: Entry, _ timeline: PatientTimeline) -> Double? {
    guard let start = timeline.start(of: therapy), let event = timeline.start(of: entry.id),
      let most = timeline.length(from: start, to: event).upper, most <= TimeLength(days: Self.soon.value)
    else { return nil }
    return most.days
  }
}

// SPDX-License-Identifier: Apache-2.0

import Plain
import Chronology
import Course
import Outcomes

/// `response` on a therapy, and how long it held; `while` names a dose phase that is said to have been in force.
struct ResponseClaim: PatientClaimKind {
  let response: Response
  let on: TherapySelector
  let lasting: StatedSpan?
  let phase: DosePhase.ID?

  var therapies: TherapySelector? { on }
  var words: String {
    "\(response.rawValue) on \(on.words)" + (lasting.map { " for \($0.text)" } ?? "")
      + (phase.map { " at \($0)" } ?? "")
  }
  var topics: [String] { ["response"] }

  func judge(of outcome: PatientOutcomes, _ record: ClaimRecord) -> Judgement {
    guard let therapy = outcome.therapies(on, record.outcomes.library).first else {
      return Judgement(
        .notDecidable,
        Phrase("No therapy “\(on.phrase)” is recorded.", "Keine Therapie „\(on.phrase)“ ist dokumentiert."))
    }
    if let excluded = judgePhase(of: outcome, record) { return excluded }
    if let phase { return judge(in: phase, of: therapy, outcome, record) }
    let id = therapy.entry.id
    let evidence =
      therapy.judged?.bestResponse?.trace.inputs.map { Evidence($0.phrase, sources: $0.sources, record: $0.record) }
      ?? []
    guard let best = therapy.judged?.bestResponse, case .assessed = best.value.basis else {
      return Judgement(
        .notDecidable,
        Phrase(
          "No dated assessment of \(id) shows \(response.rawValue)",
          "Keine datierte Verlaufskontrolle zu \(id) zeigt \(response.rawValue)")
          + (evidence.isEmpty
            ? Phrase(same: ".") : Phrase("; the only ones show progression.", "; die einzigen zeigen einen Progress.")),
        evidence: evidence,
        settledBy: Phrase(
          "An assessment before the progression, with date, modality and result.",
          "Eine Verlaufskontrolle vor dem Progress, mit Datum, Verfahren und Ergebnis."))
    }
    let judged = outcome.timeline.assessments(judging: [id]).map(\.assessment.response.value)
    if response == .progressive, judged.contains(.progressive) {
      guard best.value.shown != .progressive else {
        return best.value.response == nil
          ? Judgement(
            .dependsOnReading,
            Phrase(
              "Progression is dated; the best response is \(best.value.phrase).",
              "Ein Progress ist datiert; das beste Ansprechen ist \(best.value.phrase)."), evidence: evidence,
            settledBy: Phrase("What the assessments before it showed.", "Was die Verlaufskontrollen davor zeigten."))
          : Judgement(.supported, Phrase("Progression is dated.", "Ein Progress ist datiert."), evidence: evidence)
      }
      return Judgement(
        .dependsOnReading,
        Phrase(
          "Progression is dated; the best response is \(best.value.phrase).",
          "Ein Progress ist datiert; das beste Ansprechen ist \(best.value.phrase)."),
        evidence: evidence,
        settledBy: Phrase(
          "Whether the best response or the last is meant.", "Ob das beste Ansprechen oder das letzte gemeint ist."))
    }
    if best.value.response == nil, best.value.isOne(of: [response]) != false {
      return Judgement(
        .notDecidable,
        Phrase(
          "The best dated assessment of \(id) is \(best.value.phrase).",
          "Die beste datierte Verlaufskontrolle zu \(id) ist \(best.value.phrase)."), evidence: evidence,
        settledBy: best.value.silent.isEmpty
          ? Phrase("The days of the assessments.", "Die Tage der Verlaufskontrollen.")
          : Phrase("What they showed.", "Was sie zeigten."))
    }
    guard best.value.response == response else {
      return Judgement(
        .contradicted,
        Phrase(
          "The best dated assessment of \(id) is \(best.value.phrase).",
          "Die beste datierte Verlaufskontrolle zu \(id) ist \(best.value.phrase)."), evidence: evidence,
        settledBy: Phrase("Lesion measurements and criteria.", "Läsionsmessungen und Kriterien."))
    }
    guard let lasting else {
      return Judgement(
        .supported, Phrase("A dated assessment shows it.", "Eine datierte Verlaufskontrolle zeigt es."),
        evidence: evidence)
    }
    guard let duration = therapy.responseDuration else {
      return Judgement(
        .notDecidable,
        Phrase(
          "A dated assessment shows it; how long it held is not recorded.",
          "Eine datierte Verlaufskontrolle zeigt es; wie lange es hielt, ist nicht dokumentiert."), evidence: evidence,
        settledBy: Phrase("The dates of the assessments.", "Die Daten der Verlaufskontrollen."))
    }
    return Judgement(
      record.compare(lasting, with: duration.value.length),
      Phrase(
        "\(response.rawValue) held \(duration.value.phrase())",
        "\(response.rawValue) hielt \(duration.value.phrase())"
      ).ended,
      arithmetic: Phrase(
        "stated \(record.bounds(lasting).phrase()); derived \(duration.value.phrase())",
        "angegeben \(record.bounds(lasting).phrase()); abgeleitet \(duration.value.phrase())"), evidence: evidence,
      settledBy: Phrase("The dates of the assessments.", "Die Daten der Verlaufskontrollen."))
  }

  /// By the assessments that certainly, or perhaps, lie in the dose phase: others show nothing of that dose.
  private func judge(
    in phase: DosePhase.ID, of therapy: TherapyOutcome, _ outcome: PatientOutcomes, _ record: ClaimRecord
  ) -> Judgement {
    let timeline = outcome.timeline
    guard let start = timeline.start(of: phase), let end = timeline.end(of: phase) else {
      return Judgement(
        .notDecidable,
        Phrase(
          "No dose phase “\(phase)” with a time is recorded.",
          "Keine Dosisphase „\(phase)“ mit einer Zeit ist dokumentiert."))
    }
    var inside: [(entry: Entry, response: Response)] = []
    var perhaps: [(entry: Entry, response: Response)] = []
    for (entry, assessment) in timeline.assessments(judging: [therapy.entry.id]) {
      guard let response = assessment.response.value, let event = timeline.start(of: entry.id) else { continue }
      let (since, until) = (timeline.length(from: start, to: event), timeline.length(from: event, to: end))
      if since.upper.map({ $0 < .zero }) ?? false || until.upper.map({ $0 < .zero }) ?? false { continue }
      if since.lower.map({ $0 >= .zero }) ?? false, until.lower.map({ $0 >= .zero }) ?? false {
        inside.append((entry, response))
      } else {
        perhaps.append((entry, response))
      }
    }
    func words(_ some: [(entry: Entry, response: Response)]) -> String {
      some.map { "\($0.entry.id) (\($0.response.rawValue))" }.joined(separator: ", ")
    }
    let evidence = (inside + perhaps).map { Evidence($0.entry, same: "\($0.entry.id): \($0.response.rawValue)") }
    let settling = Phrase(
      "The date of the first dose of \(phase), and of an assessment under it.",
      "Das Datum der ersten Gabe von \(phase), und einer Verlaufskontrolle darunter.")
    guard !inside.isEmpty else {
      let open =
        perhaps.isEmpty
        ? Phrase.none
        : Phrase("; whether these do is open: \(words(perhaps))", "; bei diesen ist es offen: \(words(perhaps))")
      return Judgement(
        .notDecidable,
        Phrase(
          "No assessment certainly lies in the time of \(phase)\(open).",
          "Keine Verlaufskontrolle liegt sicher in der Zeit von \(phase)\(open)."), evidence: evidence,
        settledBy: settling)
    }
    guard inside.contains(where: { $0.response == response }) else {
      return Judgement(
        perhaps.contains { $0.response == response } ? .notDecidable : .contradicted,
        Phrase(
          "In the time of \(phase) the assessments show \(words(inside)).",
          "In der Zeit von \(phase) zeigen die Verlaufskontrollen \(words(inside))."), evidence: evidence,
        settledBy: settling)
    }
    guard lasting == nil else {
      return Judgement(
        .notDecidable,
        Phrase(
          "\(words(inside.filter { $0.response == response })) in the time of \(phase) shows it; how long it held at that dose is not recorded.",
          "\(words(inside.filter { $0.response == response })) in der Zeit von \(phase) zeigt es; wie lange es bei dieser Dosis hielt, ist nicht dokumentiert."
        ),
        evidence: evidence, settledBy: settling)
    }
    return Judgement(
      .supported,
      Phrase(
        "\(words(inside.filter { $0.response == response })) lies in the time of \(phase).",
        "\(words(inside.filter { $0.response == response })) liegt in der Zeit von \(phase)."),
      evidence: evidence)
  }

  /// A dose cannot have held a response for longer than it was in force.
  private func judgePhase(of outcome: PatientOutcomes, _ record: ClaimRecord) -> Judgement? {
    guard let id = phase, let lasting, let phase = outcome.phase(id), let inForce = outcome.timeline.length(of: id),
      let most = inForce.upper, let least = record.bounds(lasting).lower, most < least
    else { return nil }
    return Judgement(
      .contradicted,
      Phrase(
        "\(phase.dose.value?.phrase ?? Phrase(same: id)) was in force for at most \(LengthBounds(exactly: most).phrase()) of the \(lasting.text).",
        "\(phase.dose.value?.phrase ?? Phrase(same: id)) war höchstens \(LengthBounds(exactly: most).phrase()) in Kraft, von „\(lasting.text)“."
      ),
      arithmetic: Phrase(
        "claimed \(record.bounds(lasting).phrase()); \(id) in force \(inForce.phrase())",
        "behauptet \(record.bounds(lasting).phrase()); \(id) in Kraft \(inForce.phrase())"),
      evidence: outcome.stated(from: outcome.timeline.start(of: id), to: outcome.timeline.end(of: id)),
      settledBy: Phrase("The date of the first dose of \(id).", "Das Datum der ersten Gabe von \(id)."))
  }
}

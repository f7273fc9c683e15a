// SPDX-License-Identifier: Apache-2.0

import Chronology
import Course
import Outcomes
import Plain

/// A death that a grade or words tell of, and that no entry records.
struct DeathNotRecorded: Rule {
  let id = "death-not-recorded"
  let severity = Severity.error
  let summary = Phrase(
    "A death by a grade or in words that no `death` records, or that life follows",
    "Ein Tod nach Grad oder Worten, den kein `death` dokumentiert, oder dem Leben folgt")
  let explanation =
    "Grade 5 of CTCAE is death related to the event, grade V of Clavien and Dindo death after an operation, and ECOG 5 and Karnofsky 0 % are the dead. Where one is recorded, or words of follow-up, supportive care, an event, or of why treatment was stopped tell of the patient's death, and no `death` is, every time takes the "
    + "patient as alive. Where a patient is seen long after such a grade, or the death recorded comes long after the treatment that it stopped, the grade, the reason or a date is wrong. Deaths of others say nothing."
  let needs =
    "a `toxicity` of grade 5, a `complication` of grade V, a `performance status` of the dead, or words (also `stopped for`) that tell of the patient's death"
  let source =
    "Common Terminology Criteria for Adverse Events (CTCAE) 5.0, 2017: grade 5, death related to adverse event; Dindo D, Demartines N, Clavien PA. Ann Surg 2004;240:205-213; Oken et al., Am J Clin Oncol 1982;5:649-655"

  static let illness = Threshold(
    "from a grade that is death, or treatment stopped by it, to a sign of life or the death", 30, "d",
    why: "the event may begin long before the patient dies of it, and the last dose may be a cycle before")
  let thresholds = [Self.illness]

  let fires = RuleExample("grade 5 and no death", course: Self.course(then: ""))
  let passes = RuleExample(
    "the death is recorded", course: Self.course(then: "\n- death: sepsis\n  when: 2020-05-06"))
  private static func course(then: String) -> String {
    """
    - therapy: gemcitabine
      id: gem
      when: 2020-01-15
    - toxicity: sepsis
      grade: 5
      of: gem
      when: 2020-05-01
    """ + then
  }

  func find(in context: ReviewContext) -> [Found] {
    context.outcomes.patients.flatMap { outcome in
      outcome.patient.entries.compactMap { entry -> Found? in
        switch entry.content {
        case .toxicity(let toxicity) where toxicity.grade.value?.range.lowerBound == 5 && !toxicity.isAbsence:
          fatal(Phrase("\(toxicity.term), grade 5", "\(toxicity.term), Grad 5"), entry, outcome)
        case .toxicity(let toxicity) where !toxicity.isAbsence && VitalStatus.tellsOfDeath(toxicity.term):
          told(toxicity.term, entry, outcome)
        case .complication(let complication) where complication.grade.value == .five && !complication.isAbsence:
          fatal(Phrase("\(complication.term), grade V", "\(complication.term), Grad V"), entry, outcome)
        case .performanceStatus(let status) where Self.isDead(status.score):
          fatal(Phrase(same: status.score.text), entry, outcome)
        case .followUp(let words?), .supportiveCare(let words?), .event(let words): told(words, entry, outcome)
        case .therapy(let therapy):
          stopped(therapy.stopReason.value, entry, outcome)
            ?? therapy.effect.flatMap { told($0, entry, outcome) }
        case .radiotherapy(let radiation): stopped(radiation.stopReason.value, entry, outcome)
        default: nil
        }
      }
    }
  }

  private func told(_ words: String, _ entry: Entry, _ outcome: PatientOutcomes) -> Found? {
    guard outcome.patient.death == nil, VitalStatus.tellsOfDeath(words) else { return nil }
    return Found(
      patient: outcome.patient.id, about: entry.id,
      Phrase(
        "\(entry.id) tells of death (“\(words)”), but no death is recorded: every time takes the patient as alive.",
        "\(entry.id) spricht vom Tod („\(words)“), ein Tod ist aber nicht dokumentiert: jede Zeit nimmt den Patienten als lebend."
      ),
      evidence: [Evidence(entry, .quoted(words))],
      settledBy: Phrase(
        "`death:` with its cause or `true`, and its date; what lasted until then `ends: at death`.",
        "`death:` mit Ursache oder `true` und Datum; was bis dahin dauerte, `ends: at death`."))
  }

  /// Treatment that death is said to have stopped.
  private func stopped(_ reason: String?, _ entry: Entry, _ outcome: PatientOutcomes) -> Found? {
    guard let reason, VitalStatus.tellsOfDeath(reason) else { return nil }
    let evidence = Evidence(entry, Phrase("stopped for \(reason)", "beendet wegen „\(reason)“"))
    let timeline = outcome.timeline
    let end = timeline.end(of: entry.id)
    guard let death = outcome.patient.death else {
      let words =
        end.flatMap { seenLater(than: $0, outcome) }.map {
          Phrase("; \($0.name) shows the patient alive \($0.day)", "; lebend am \($0.day) (\($0.name))")
        } ?? .none
      return Found(
        patient: outcome.patient.id, about: entry.id,
        Phrase(
          "\(entry.id) was stopped for “\(reason)”, but no death is recorded: every time takes the patient as alive\(words).",
          "\(entry.id) wurde wegen „\(reason)“ beendet, ein Tod ist aber nicht dokumentiert: jede Zeit nimmt den Patienten als lebend\(words)."
        ),
        evidence: [evidence],
        settledBy: Phrase(
          "`death:` with its date, and `ends: at death`; or why it was stopped.",
          "`death:` mit Datum, und `ends: at death`; oder warum beendet wurde."))
    }
    guard let end, let died = timeline.start(of: death.id), let least = timeline.length(from: end, to: died).lower,
      least > TimeLength(days: Self.illness.value)
    else { return nil }
    return Found(
      patient: outcome.patient.id, about: entry.id,
      Phrase(
        "\(entry.id) was stopped for “\(reason)” at least \(Phrase.number(least.days, decimals: 0)) d before the death that is recorded.",
        "\(entry.id) wurde wegen „\(reason)“ beendet, mindestens \(Phrase.days(least.days, decimals: 0)) vor dem Tod, der dokumentiert ist."
      ),
      evidence: [evidence, Evidence(death, Phrase("death", "Tod"))],
      settledBy: Phrase(
        "Why it was stopped, its last day, and the date of death.",
        "Warum beendet wurde, der letzte Tag und das Todesdatum."))
  }

  /// ECOG 5, or 0 % of Karnofsky and Lansky.
  private static func isDead(_ score: PerformanceStatus.Score) -> Bool {
    score.scale == .ecog ? score.range.lowerBound == 5 : score.range.upperBound == 0
  }

  private func fatal(_ grade: Phrase, _ entry: Entry, _ outcome: PatientOutcomes) -> Found? {
    let later = outcome.timeline.start(of: entry.id).flatMap { seenLater(than: $0, outcome) }
    let words =
      later.map {
        Phrase("; \($0.name) shows the patient alive \($0.day)", "; lebend am \($0.day) (\($0.name))")
      } ?? .none
    guard outcome.patient.death == nil || later != nil else { return nil }
    let missing =
      outcome.patient.death == nil
      ? Phrase(
        ", but no death is recorded: every time takes the patient as alive",
        ", ein Tod ist aber nicht dokumentiert: jede Zeit nimmt den Patienten als lebend") : .none
    return Found(
      patient: outcome.patient.id, about: entry.id,
      Phrase(
        "\(entry.id) (\(grade)) is death\(missing)\(words).", "\(entry.id) (\(grade)) heißt Tod\(missing)\(words)."),
      evidence: [Evidence(entry, grade)],
      settledBy: Phrase(
        "`death:` with its date; or the grade, or the date, as it was.",
        "`death:` mit Datum; oder der Grad, oder das Datum, wie es war."))
  }

  /// What shows the patient alive so long after an event that it cannot be of the illness that was fatal.
  private func seenLater(than event: EventID, _ outcome: PatientOutcomes) -> (name: Phrase, day: Day)? {
    let timeline = outcome.timeline
    guard let last = timeline.bounds(of: event).latest else { return nil }
    let contacts = outcome.lastContacts.compactMap { contact in
      timeline.start(of: contact.id).flatMap { timeline.bounds(of: $0).earliest }.map {
        (Phrase("last contact", "letzter Kontakt"), $0)
      }
    }
    let signs = outcome.lastSignOfLife.flatMap { sign in sign.bounds.earliest.map { (sign.fact.phrase, $0) } }
    return (contacts + [signs].compactMap(\.self)).filter { $0.1.number - last.number > Int(Self.illness.value) }
      .max { $0.1 < $1.1 }.map { (name: $0.0, day: $0.1) }
  }
}

// SPDX-License-Identifier: Apache-2.0

import Plain
import Chronology
import Course
import Outcomes
import TumourResponse

/// New lesions, or progression in words, beside a response that is none or another, as an event, or as the effect of a therapy.
struct UnjudgedProgression: Rule {
  let id = "unjudged-progression"
  let severity = Severity.warning
  let summary = Phrase(
    "New lesions or progression that are stated and not judged",
    "Neue Läsionen oder Progress, angegeben und nicht beurteilt")
  let explanation =
    "What counts of an assessment is its `response`: `new lesions` and `finding` are words, and no outcome reads them. New lesions are progression by RECIST 1.1, whatever the targets do. Where "
    + "they, or progression in the words of the finding, stand beside no response or beside another than PD, one of the two is wrong or missing. So is progression, or new disease, in the words of an `event`, a `decision`, local treatment, a biopsy, supportive care, follow-up or quality of life, or of the `effect` of a therapy, which no "
    + "outcome reads either. Words that deny or doubt them say nothing here, nor does an assessment that another of the same time judges PD, nor an event near a progression that is judged, nor the effect of a therapy of which progression is recorded."
  let needs =
    "an assessment with `new lesions`, or with a `finding` that says progression; another entry, or an `effect` of a therapy, that does"
  let source = "RECIST 1.1 (Eisenhauer et al., Eur J Cancer 2009;45:228-47), section 4.3.5 and Table 1"

  let fires = RuleExample("new lesions beside SD", course: Self.course("response: SD\n  new lesions: two in the liver"))
  let passes = RuleExample("beside PD", course: Self.course("response: PD\n  new lesions: two in the liver"))
  private static func course(_ seen: String) -> String {
    """
    - therapy: gemcitabine
      id: gem
      when: 2021-01-08
    - assessment: CT
      id: ct-1
      of: gem
      when: 2021-03-05
      \(seen)
    """
  }

  static let near = Threshold(
    "from an event to the progression that it tells of", 28, "d",
    why: "as long as a scan may come after the stop that it explains")
  let thresholds = [Self.near]

  func find(in context: ReviewContext) -> [Found] {
    context.outcomes.patients.flatMap { outcome in assessments(outcome) + events(outcome) + effects(outcome) }
  }

  private func events(_ outcome: PatientOutcomes) -> [Found] {
    outcome.patient.entries.compactMap { entry -> Found? in
      guard let words = Self.words(of: entry), isUnderTherapy(entry, nil, outcome), !isNearProgression(entry, outcome)
      else { return nil }
      return Found(
        patient: outcome.patient.id, about: entry.id,
        Phrase(
          "\(entry.id) states “\(words)”: it counts for no progression.",
          "\(entry.id) nennt „\(words)“: als Progress zählt das nicht."),
        evidence: [Evidence(entry, .quoted(words))],
        settledBy: Phrase(
          "The `assessment:` with `response: PD`, `metastases:` or `local relapse:` that it tells of.",
          "Das `assessment:` mit `response: PD`, `metastases:` oder `local relapse:`, wovon es spricht."))
    }
  }

  /// The words of an entry that is no judgement and names progression or new disease; nil where it names none.
  private static func words(of entry: Entry) -> String? {
    let words: [String?] =
      switch entry.content {
      case .event(let words), .decision(let words): [words]
      case .supportiveCare(let words), .followUp(let words): [words]
      case .qualityOfLife(let quality): [quality.statement]
      default: entry.content.wordsOfProcedure
      }
    return words.compactMap(\.self).first(where: StopWords.nameProgression)
  }

  /// Progression as the effect of a therapy of which none is recorded.
  private func effects(_ outcome: PatientOutcomes) -> [Found] {
    outcome.therapies.compactMap { therapy -> Found? in
      guard therapy.line != nil, let effect = therapy.therapy.effect, StopWords(effect) == .progression,
        !therapy.therapy.isStoppedForProgression, !isRecorded(of: therapy.entry.id, outcome)
      else { return nil }
      return Found(
        patient: outcome.patient.id, about: therapy.entry.id,
        Phrase(
          "\(therapy.entry.id) states “\(effect)” as its effect: it counts for no progression.",
          "\(therapy.entry.id) nennt „\(effect)“ als Wirkung: als Progress zählt das nicht."),
        evidence: [Evidence(therapy.entry, .quoted(effect))],
        settledBy: Phrase(
          "The `assessment:` with `response: PD`, `metastases:` or `local relapse:` that it tells of, or `stopped for: progression`.",
          "Das `assessment:` mit `response: PD`, `metastases:` oder `local relapse:`, wovon es spricht, oder `stopped for: progression`."
        ))
    }
  }

  /// Whether progression of a therapy is judged, measured or new disease.
  private func isRecorded(of therapy: Entry.ID, _ outcome: PatientOutcomes) -> Bool {
    outcome.newDisease.contains { $0.therapy == therapy }
      || outcome.timeline.assessments(judging: [therapy]).contains { $0.assessment.response.value == .progressive }
      || outcome.lesionCourses.contains { course in
        course.therapies.contains(therapy) && course.points().contains { $0.overall == .progressive }
      }
  }

  private func assessments(_ outcome: PatientOutcomes) -> [Found] {
    outcome.patient.assessments.compactMap { entry, assessment -> Found? in
      guard let words = Self.words(assessment), assessment.response.value != .progressive,
        isUnderTherapy(entry, assessment.of, outcome), !isJudged(entry, outcome)
      else { return nil }
      let judged = assessment.statedResponse.value?.word
      let consequence =
        judged.map {
          Phrase("and \($0) as the response: what counts is \($0)", "und als Ansprechen „\($0)“: es zählt „\($0)“")
        }
        ?? Phrase("and no response: it counts for no progression", "und kein Ansprechen: als Progress zählt das nicht")
      return Found(
        patient: outcome.patient.id, about: entry.id,
        Phrase(
          "\(entry.id) states \(words), \(consequence). By RECIST 1.1 new lesions and unequivocal progression are PD.",
          "\(entry.id) nennt \(words), \(consequence). Nach RECIST 1.1 sind neue Läsionen und eindeutiger Progress PD."),
        evidence: [Evidence(entry, words)]
          + (judged.map { [Evidence(entry, Phrase("response: \($0)", "Ansprechen: „\($0)“"))] } ?? []),
        settledBy: Phrase(
          "`response: PD`, or in words what was seen if it was no progression.",
          "`response: PD`, oder in Worten, was zu sehen war, wenn es kein Progress war."))
    }
  }

  /// What an assessment states of new lesions or progression; nil where it denies them, doubts them or says nothing.
  static func words(_ assessment: Assessment) -> Phrase? {
    if let new = assessment.newLesions.value, !isDeniedOrDoubted(new) {
      return Phrase("new lesions (“\(new)”)", "neue Läsionen („\(new)“)")
    }
    guard let finding = assessment.finding, StopWords(finding) == .progression else { return nil }
    return .quote(finding)
  }

  private static func isDeniedOrDoubted(_ text: String) -> Bool {
    ChartDoubt.isDenied(text) || ChartDoubt.isDoubted(text) || text.first == "0"
  }

  /// Whether a time to progression runs at an assessment: before any therapy, and in follow-up after surgery, a finding is no progression of one.
  private func isUnderTherapy(_ entry: Entry, _ therapy: Entry.ID?, _ outcome: PatientOutcomes) -> Bool {
    therapy != nil || !outcome.timeline.therapy(inForceAt: entry).therapies.isEmpty
  }

  /// Whether another assessment, a relapse or new metastases of the same time says it.
  private func isJudged(_ entry: Entry, _ outcome: PatientOutcomes) -> Bool {
    progressions(outcome).contains { $0 != entry.id && outcome.timeline.order(of: $0, to: entry.id) == .same }
  }

  private func progressions(_ outcome: PatientOutcomes) -> [Entry.ID] {
    outcome.patient.assessments.filter { $0.assessment.response.value == .progressive }.map(\.entry.id)
      + outcome.newDisease.map(\.entry.id)
  }

  /// Whether progression that counts may be the one that an event tells of.
  private func isNearProgression(_ entry: Entry, _ outcome: PatientOutcomes) -> Bool {
    let timeline = outcome.timeline
    let inForce = timeline.therapy(inForceAt: entry).therapies
    if inForce.contains(where: { outcome.therapy($0)?.therapy.isStoppedForProgression ?? false }) { return true }
    // Of what has no time nobody knows that it tells of another than the one that is recorded.
    guard let event = timeline.start(of: entry.id), entry.when.contains(where: \.isTold) else {
      return !progressions(outcome).isEmpty || outcome.therapies.contains { $0.therapy.isStoppedForProgression }
    }
    // What is done about a progression, or decided of it, comes after it.
    if case .event = entry.content {
    } else if progressions(outcome).contains(where: { timeline.order(of: $0, to: entry.id) != .after }) {
      return true
    }
    return progressions(outcome).compactMap { timeline.start(of: $0) }.contains { progression in
      let length = timeline.length(from: event, to: progression)
      guard let lower = length.lower, let upper = length.upper else { return false }
      return lower >= -TimeLength(days: Self.near.value) && upper <= TimeLength(days: Self.near.value)
    }
  }
}

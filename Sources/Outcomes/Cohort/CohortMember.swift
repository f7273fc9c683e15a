// SPDX-License-Identifier: Apache-2.0

import Chronology
public import Course
import Dosing
public import Plain

/// One patient of a cohort.
public struct CohortMember: Sendable {
  /// All outcomes of the patient.
  public var outcomes: PatientOutcomes
  /// The entry at whose beginning time starts.
  public var start: Entry
  /// The therapy at which time starts; nil for anchors without one.
  public var therapy: TherapyOutcome?
  /// Best response on it (over the line, for a line).
  public var best: Derived<BestResponse>?
  /// Growth modulation index of the line.
  public var growthIndex: Derived<NumberBounds>?
  /// Times by end point, each with why.
  public var times: [EndPoint: Derived<TimeToEvent>]
  /// The lesions as the first reader followed them under the therapy at which time starts; nil where none were followed under it.
  public var lesions: TherapyCourse?
  /// Whether response and progression are measured from these lesions.
  public var isMeasured: Bool
  /// The responses of the visits that count, in the order of the course; nil for an assessment without one.
  public var visits: [Response?]
  /// Visits that were judged after death or the data cut-off: they count for nothing.
  public var visitsOutside: [Entry.ID]
  /// Whether the disease was assessed before the start; nil where the record shows no assessment then.
  public var hasBaseline: Bool?
  /// The id of the rule by which times to progression are counted.
  var rule: String
  /// Progression-free survival by rules that were not chosen, by their ids, where these were asked for.
  var byRule: [String: TimeToEvent] = [:]
  /// The group that the patient is compared in; nil where patients are not compared, or the record does not state it.
  public var group: String?

  /// The patient.
  public var patient: Patient { outcomes.patient }

  /// Days after the start within which what is found was there at it: as long as before it (RECIST 1.1, section 4.2).
  public static let baselineDays = 28

  /// Metastases that were found before the start or soon after it: not those of the course that follows.
  public var metastasesAtStart: [Metastases] {
    let timeline = outcomes.timeline
    return patient.entries.compactMap { entry in
      guard case .metastases(let metastases) = entry.content, metastases.presence == .found else { return nil }
      guard let from = timeline.start(of: start.id), let found = timeline.start(of: entry.id),
        let least = timeline.length(from: from, to: found).lower
      else { return metastases }
      return least > .days(Self.baselineDays) ? nil : metastases
    }
  }

  /// The time to an end point that enters estimates: none that its statements contradict, or of which the record says nothing.
  public func time(_ endPoint: EndPoint) -> TimeToEvent? {
    times[endPoint].map(\.value).flatMap { $0.isKnown ? $0 : nil }
  }

  /// The traces of everything above, in the order of the end points.
  public var traces: [Trace] {
    EndPoint.allCases.compactMap { times[$0]?.trace } + [best?.trace, ownIndexTrace].compactMap(\.self)
  }
}

extension CohortMember {
  /// Of the index where it is the cohort's own, and not that of the patient's line.
  private var ownIndexTrace: Trace? {
    growthIndex.map(\.trace).flatMap { trace in
      outcomes.lines.contains { $0.growthModulationIndex?.trace.id == trace.id } ? nil : trace
    }
  }

  init(
    _ outcomes: PatientOutcomes, in study: Study, _ treatments: TreatmentNames, _ options: CohortOptions
  ) throws(CohortStart.Missing) {
    try self.init(
      outcomes, in: study, treatments, options,
      OutcomeDerivation(
        patient: outcomes.patient, study: study, timeline: outcomes.timeline, choice: options.judgement,
        lesionReaders: outcomes.lesionReaders))
  }

  init(
    _ outcomes: PatientOutcomes, in study: Study, _ treatments: TreatmentNames, _ options: CohortOptions,
    _ derivation: OutcomeDerivation, otherRules: [CensoringRule?] = []
  ) throws(CohortStart.Missing) {
    let start = try CohortStart(options.anchor, outcomes, firstMetastasis: derivation.firstMetastasis)
    self.outcomes = outcomes
    rule = (options.rule ?? .study(study.definitions)).id
    self.start = start.entry
    therapy = start.therapy
    growthIndex = start.line?.growthModulationIndex
    group = Self.group(outcomes.patient, start.therapy, options.group, treatments)
    times = [:]
    visits = []
    visitsOutside = []
    let names = CohortNames(patient: outcomes.patient.id, options: options, study: study)
    times[.survival] = derivation.survival(
      from: start.entry, origin: options.anchor.phrase, id: names.id(.survival, isRuled: false))
    guard start.therapy != nil else {
      isMeasured = false
      return
    }
    hasBaseline = derivation.hasBaseline(start.entry)
    let followed = MeasuredCourse(start.entry, through: start.therapies, derivation)
    lesions = followed?.lesions
    let measured = options.responses == .measured ? followed : nil
    isMeasured = measured != nil
    if let measured { hasBaseline = measured.hasBaseline }
    visitsOutside = derivation.judgedVisits(of: start.therapies).outside.map(\.entry.id)
    visits = measured?.responses ?? derivation.visits(of: start.therapies)
    let failing = names.naming(.treatmentFailure, .failure)
    times[.treatmentFailure] =
      measured?.timeToFailure(failing)
      ?? derivation.timeToFailure(from: start.entry, through: start.therapies, failing)
    times[.nextTreatment] = derivation.time(
      to: .nextTreatment, by: .alive, from: start.entry, through: start.therapies,
      names.naming(.nextTreatment, .alive))
    if let line = start.line?.line, options.responses != .measured || options.judgement != JudgementChoice() {
      growthIndex = derivation.growthIndex(
        line, isMeasured: options.responses == .measured, id: "cohort-\(options.anchor.name)")
    }
    let rule = options.rule ?? .study(study.definitions)
    for other in otherRules {
      let rule = other ?? .study(study.definitions)
      let naming = names.naming(.progressionFree, rule, isRuled: true)
      byRule[rule.id] =
        measured?.time(to: .progressionFree, by: rule, visitInterval: options.visitIntervalDays, naming)?.value
        ?? derivation.time(
          to: .progressionFree, by: rule, from: start.entry, through: start.therapies,
          visitInterval: options.visitIntervalDays, naming
        ).value
    }
    func naming(_ endPoint: EndPoint) -> OutcomeDerivation.Naming {
      names.naming(endPoint, rule, isRuled: true)
    }
    for endPoint in [EndPoint.progressionFree, .progression] {
      times[endPoint] =
        measured?.time(to: endPoint, by: rule, visitInterval: options.visitIntervalDays, naming(endPoint))
        ?? derivation.time(
          to: endPoint, by: rule, from: start.entry, through: start.therapies,
          visitInterval: options.visitIntervalDays, naming(endPoint))
    }
    if let measured {
      times[.responseDuration] = measured.responseDuration(
        by: rule, visitInterval: options.visitIntervalDays, naming(.responseDuration))
      best = measured.best(
        id: "\(outcomes.patient.id)/cohort-\(options.anchor.name)", title: Phrase(same: options.anchor.name))
    } else {
      times[.responseDuration] = derivation.responseDuration(
        by: rule, of: start.entry, through: start.therapies, visitInterval: options.visitIntervalDays,
        naming(.responseDuration))
      best = derivation.bestResponse(
        of: start.therapies,
        id: "\(outcomes.patient.id)/\(start.line.map { "line-\($0.line.number)" } ?? start.entry.id)",
        title: start.line.map { Phrase("line \($0.line.number)", "Linie \($0.line.number)") }
          ?? Phrase(same: start.entry.id))
    }
  }

  private static func group(
    _ patient: Patient, _ therapy: TherapyOutcome?, _ grouping: CohortOptions.Grouping?,
    _ treatments: TreatmentNames
  ) -> String? {
    // What a word such as `unknown` stands for is stated of nobody, whichever field holds it.
    func stated(_ text: String?) -> String? { text.flatMap { Silence.isMissing($0) ? nil : $0 } }
    return switch grouping {
    case nil: nil
    case .sex: patient.sex.value?.rawValue
    case .histology: stated(patient.diagnosis?.diagnosis.histology)
    case .therapy:
      // The order in which drugs are written, and by which of their names, makes no other regimen. One of which a drug is not known is none.
      therapy.flatMap { therapy in
        therapy.therapy.drugs.contains(where: Silence.isMissing)
          ? nil : treatments.generic(therapy.therapy.drugs).joined(separator: " + ")
      }
    case .arm: stated(patient.arm.value)
    case .field(let name): stated(patient.fields[name]?.value?.text)
    }
  }
}

/// What the numbers of a cohort's patient are called: `3/cohort-line-1/pfs`, `3/cohort-line-1/pfs-fda-a`. A cohort has one judgement of response, so
/// that its names need not say which.
struct CohortNames {
  let patient: Patient.ID
  let options: CohortOptions
  let study: Study

  private var origin: Phrase { options.anchor.phrase }

  /// Without the patient, which every derivation puts before it.
  func id(_ endPoint: EndPoint, isRuled: Bool) -> String {
    "cohort-\(options.anchor.name)/\(endPoint.rawValue.lowercased())"
      + (isRuled ? options.rule.map { "-\($0.id)" } ?? "" : "")
  }

  func title(_ what: Phrase) -> Phrase {
    Phrase("\(what), cohort from \(origin)", "\(what), Kohorte ab \(origin)")
  }

  func naming(_ endPoint: EndPoint, _ rule: CensoringRule, isRuled: Bool = false) -> OutcomeDerivation.Naming {
    OutcomeDerivation.Naming(
      id: "\(patient)/\(id(endPoint, isRuled: isRuled))", title: title(endPoint.phrase),
      definition: rule.definition(
        endPoint,
        origin: endPoint == .responseDuration ? Phrase("the first CR or PR", "der ersten CR oder PR") : origin,
        in: study.definitions))
  }
}

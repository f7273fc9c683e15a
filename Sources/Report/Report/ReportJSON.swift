// SPDX-License-Identifier: Apache-2.0

import Dosing
import Chronology
import Course
public import Outcomes
package import Plain
public import Review

/// The machine-readable files of a report; shapes in Documentation/Formats.md.
public enum ReportJSON {
  /// `outcomes.json`, schema `verlauf-outcomes/1`.
  public static func outcomes(_ outcomes: StudyOutcomes) -> String {
    JSON.object([
      ("schema", .string("verlauf-outcomes/1")), ("generator", .string("Verlauf \(ReportInfo.version)")),
      ("notice", .string(ReportInfo.notice)), ("study", .string(outcomes.study.title)),
      ("dataCutOff", outcomes.study.dataCutOff.value.map { .string($0.text) } ?? .null),
      ("patients", .array(outcomes.patients.map { patient($0, in: outcomes) })),
    ]).text() + "\n"
  }

  private static func patient(_ outcome: PatientOutcomes, in outcomes: StudyOutcomes) -> JSON {
    let doses = outcome.doses(outcomes.library).filter { $0.basis != .nothing }
    return .object(
      [("id", .string(outcome.patient.id))] + outcomeFields(outcome)
        + [
          ("doses", .array(doses.map(dose))), ("resections", .array(outcome.resections.map(resection))),
          ("traces", .array(outcomes.traces(of: outcome).map(trace))),
        ])
  }

  /// What was given of a drug over a therapy.
  private static func dose(_ dose: TherapyDose) -> JSON {
    .object([
      ("therapy", .string(dose.therapy.id)), ("drug", .string(dose.drug)),
      (
        "sums",
        .array(
          dose.sums.map {
            .object([
              ("unit", .string($0.unit.rawValue)), ("lower", .number($0.amount.lower)),
              ("upper", .number($0.amount.upper)),
            ])
          })
      ), ("trace", .string(dose.total.id)),
      (
        "relativeDoseIntensityPercent",
        dose.relativePercent.map { .object([("lower", .number($0.lower)), ("upper", .number($0.upper))]) } ?? .null
      ), ("relativeTo", dose.plan.map { .string($0.english) } ?? .null),
      ("intensityTrace", .string(dose.intensity.id)),
    ])
  }

  private static func resection(_ resection: ResectionOutcome) -> JSON {
    .object([
      ("id", .string(resection.entry.id)),
      ("margin", resection.surgery.margin.value.map { .string($0) } ?? .null),
      ("knownDiseaseLeft", .string(resection.left.phrase.english)),
      ("timeToRelapse", time(resection.time.map { Derived($0, resection.trace) })),
      ("trace", .string(resection.trace.id)),
    ])
  }

  /// What is derived of a patient, without why.
  package static func outcomeFields(_ outcome: PatientOutcomes) -> [(key: String, value: JSON)] {
    [
      ("therapies", .array(outcome.therapies.map { therapy($0, of: outcome) })),
      ("lines", .array(outcome.lines.map(line))),
      ("survivalFromDiagnosis", time(outcome.survivalFromDiagnosis)),
      ("survivalFromMetastasis", time(outcome.survivalFromMetastasis)),
    ]
  }

  private static func therapy(_ therapy: TherapyOutcome, of outcome: PatientOutcomes) -> JSON {
    .object([
      ("id", .string(therapy.entry.id)), ("drugs", .array(therapy.therapy.drugs.map { .string($0) })),
      ("intent", therapy.therapy.intent.map { .string($0.rawValue) } ?? .null),
      ("line", .number(therapy.line.map { Double($0.value.number) })),
      ("lineInAdvancedDisease", .number(therapy.line?.value.numberInAdvancedDisease.map(Double.init))),
      ("ongoing", .bool(outcome.timeline.isOngoing(therapy.entry))), ("duration", time(therapy.duration)),
      ("bestResponse", response(therapy.bestResponse)), ("responseDuration", time(therapy.responseDuration)),
      ("timeToProgression", time(therapy.timeToProgression)),
      ("progressionFreeSurvival", time(therapy.progressionFreeSurvival)),
      ("isMeasured", .bool(therapy.isMeasured)), ("asJudged", therapy.isMeasured ? judged(therapy.judged) : .null),
      ("phases", .array(therapy.phases.map(phase))),
    ])
  }

  /// What the source judged, beside what was measured.
  private static func judged(_ outcome: ResponseOutcome?) -> JSON {
    guard let outcome else { return .null }
    return .object([
      ("bestResponse", response(outcome.bestResponse)), ("timeToProgression", time(outcome.timeToProgression)),
      ("progressionFreeSurvival", time(outcome.progressionFreeSurvival)),
    ])
  }

  private static func response(_ best: Derived<BestResponse>?) -> JSON {
    guard let best else { return .null }
    let assessed = if case .assessed = best.value.basis { true } else { false }
    return .object([
      ("response", best.value.response.map { .string($0.rawValue) } ?? .null),
      ("possible", .array(([best.value.shown] + best.value.alternatives).map { .string($0.rawValue) })),
      ("words", .string(best.value.words)), ("assessed", .bool(assessed)),
      ("trace", .string(best.trace.id)),
    ])
  }

  private static func time(_ derived: Derived<TimeToEvent>?) -> JSON {
    guard let derived else { return .null }
    let end =
      switch derived.value.end {
      case .progression, .clinicalProgression, .newDisease, .progressionBeforeStop: "progression"
      case .death: "death"
      case .stop: "stop"
      case .nextTherapy: "next therapy"
      case .statedEnd: "end as stated"
      case .censored: "censored"
      case .open: "open"
      case .contradicted: "not determined"
      }
    return .object(length(derived.value.length) + [("end", .string(end)), ("trace", .string(derived.trace.id))])
  }

  private static func length(_ bounds: LengthBounds) -> [(key: String, value: JSON)] {
    [("lowerDays", .number(bounds.lower?.days)), ("upperDays", .number(bounds.upper?.days))]
  }

  private static func numbers(_ derived: Derived<NumberBounds>?) -> JSON {
    guard let derived else { return .null }
    return .object([
      ("lower", .number(derived.value.lower)), ("upper", .number(derived.value.upper)),
      ("trace", .string(derived.trace.id)),
    ])
  }

  private static func phase(_ phase: PhaseOutcome) -> JSON {
    .object([
      ("id", .string(phase.phase.id)), ("drug", .string(phase.phase.drug)),
      ("doseUnit", phase.phase.dose.value.map { .string($0.unit.rawValue) } ?? .null),
      ("dosePerAdministration", .number(phase.perAdministration?.amount)),
      ("days", .array(phase.phase.days.map { .number(Double($0)) })),
      ("cycleDays", .array((phase.phase.cycleLength.value?.days ?? []).map { .number(Double($0)) })),
      ("dosePerCycle", .number(phase.perCycle)), ("dosePerWeek", numbers(phase.perWeek)),
      ("relativeDoseIntensity", numbers(phase.relative)), ("relativeTo", phase.planName.map { .string($0) } ?? .null),
      ("cumulativeDose", numbers(phase.cumulative)),
      ("inForce", phase.duration.map { .object(length($0.value) + [("trace", .string($0.trace.id))]) } ?? .null),
    ])
  }

  private static func line(_ line: LineOutcome) -> JSON {
    .object([
      ("number", .number(Double(line.line.number))), ("therapies", .array(line.line.therapies.map { .string($0) })),
      ("bestResponse", response(line.bestResponse)), ("timeToProgression", time(line.timeToProgression)),
      ("progressionFreeSurvival", time(line.progressionFreeSurvival)),
      ("isMeasured", .bool(line.isMeasured)), ("asJudged", line.isMeasured ? judged(line.judged) : .null),
      ("growthModulationIndex", numbers(line.growthModulationIndex)),
    ])
  }

  private static func trace(_ trace: Trace) -> JSON {
    .object([
      ("id", .string(trace.id)), ("title", .string(trace.title)), ("value", .string(trace.value)),
      ("definition", .string(trace.definition.text)), ("source", .string(trace.definition.source)),
      ("arithmetic", trace.arithmetic.map { .string($0) } ?? .null),
      ("inputs", .array(trace.inputs.map { .object([("name", .string($0.name)), ("value", .string($0.value))]) })),
      ("statements", .array(trace.statements.map { .string($0.text) })),
      ("remarks", .array(trace.remarks.map { .string($0) })),
    ])
  }

  /// `findings.json`, schema `verlauf-findings/1`.
  public static func findings(_ review: StudyReview) -> String {
    JSON.object([
      ("schema", .string("verlauf-findings/1")), ("generator", .string("Verlauf \(ReportInfo.version)")),
      ("errors", .number(Double(review.count(.error)))), ("warnings", .number(Double(review.count(.warning)))),
      ("notes", .number(Double(review.count(.note)))),
      ("findings", .array(review.findings.map { finding($0, review.places) })),
      ("decided", .array(review.decided.map { finding($0, review.places) })),
    ]).text() + "\n"
  }

  private static func finding(_ finding: Finding, _ places: Places) -> JSON {
    .object([
      ("id", .string(finding.id)), ("rule", .string(finding.rule)), ("severity", .string(finding.severity.rawValue)),
      ("patient", finding.patient.map { .string($0) } ?? .null), ("summary", .string(finding.summary.english)),
      ("arithmetic", finding.arithmetic.map { .string($0.english) } ?? .null),
      ("settledBy", .string(finding.settledBy.english)), ("claim", finding.claim.map { .string($0) } ?? .null),
      ("evidence", .array(finding.evidence.map { evidence($0, places) })),
      ("decision", finding.decision.map(decision) ?? .null),
    ])
  }

  private static func decision(_ decision: FindingDecision) -> JSON {
    .object([
      ("decision", .string(decision.verdict.rawValue)), ("reason", .string(decision.reason)),
      ("by", .string(decision.by)), ("on", decision.on.value.map { .string($0.text) } ?? .null),
    ])
  }

  private static func evidence(_ evidence: Evidence, _ places: Places) -> JSON {
    .object([
      ("text", .string(evidence.text.english)),
      ("location", places[evidence.record].map { .string($0.description) } ?? .null),
      (
        "sources",
        .array(
          evidence.sources.map {
            .object([("section", .string($0.section)), ("quote", $0.quote.map { .string($0) } ?? .null)])
          })
      ),
    ])
  }
}

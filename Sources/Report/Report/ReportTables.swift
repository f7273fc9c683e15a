// SPDX-License-Identifier: Apache-2.0

import Plain
import Chronology
import Course
import Dosing
public import Outcomes
import TumourResponse
public import Review

/// The tables of a report, made once.
public struct ReportTables: Sendable {
  /// Who the patients are, how their therapies went, survival and dose intensity. A table without rows is left out.
  public let patients: [Table]
  /// Planned against given doses, and what rule sets say; none without single administrations.
  public let doses: [Table]
  /// The cohort; none where nobody has its anchor.
  public let cohort: [Table]
  /// Measured response; none without lesions.
  public let measured: [Table]
  /// What was decided on differences between two entries of the study; none where it was entered once.
  public let secondEntry: [Table]
  /// What the review found.
  public let findings: Table
  /// Claims and verdicts.
  public let claims: Table
  /// Coverage of the reporting guideline.
  public let care: Table

  /// The tables of a study with its review and a cohort of it.
  public init(_ outcomes: StudyOutcomes, _ review: StudyReview, _ cohort: CohortOutcomes) {
    func filled(_ tables: [Table]) -> [Table] { tables.filter { !$0.rows.isEmpty } }
    patients = filled([
      Self.regimens(outcomes), Self.characteristics(outcomes, review), Self.therapies(outcomes), Self.lines(outcomes),
      Self.survival(outcomes), Self.doseIntensity(outcomes),
    ])
    doses = filled([DosingTables.accounts(outcomes), DosingTables.audits(outcomes)])
    self.cohort = cohort.members.isEmpty ? [] : CohortTables.all(cohort)
    measured = filled([
      ResponseTables.timePoints(outcomes), ResponseTables.best(outcomes), ResponseTables.disagreements(outcomes),
    ])
    secondEntry = filled([Self.secondEntry(outcomes.study)])
    findings = Self.findings(review)
    claims = Self.claims(review)
    care = Self.care(outcomes.study, review)
  }

  /// All of them, in the order of the report.
  public var all: [Table] { patients + doses + cohort + measured + secondEntry + [findings, claims, care] }

  /// The maintenance regimen of each patient, as it was at last; no rows without maintenance.
  public static func regimens(_ outcomes: StudyOutcomes) -> Table {
    var table = Table(
      name: "maintenance-regimens", title: "Maintenance therapy regimen",
      columns: ["Pat. ID", "Drug", .init("Dose", .amount), "Days in cycle", "Repetition", "Comments"])
    for outcome in outcomes.patients {
      for therapy in outcome.maintenance {
        guard let last = therapy.phases.last else {
          table.rows += regimensAsGiven(therapy, outcome, outcomes.library)
          continue
        }
        let phase = last.phase
        let given = outcome.given(in: phase, outcomes.library)
        table.rows.append([
          .words(outcome.patient.id), .words(phase.drug), dose(phase, given, trace: last.perWeek?.trace.id),
          .words(DosingTables.days(phase)), .words(DosingTables.repetition(phase)),
          .words(
            [regimenComment(therapy), given.flatMap { asGiven($0, phase) } ?? ""].filter { !$0.isEmpty }
              .joined(separator: " ")),
        ])
      }
    }
    table.footnotes = [
      "The last dose phase; earlier ones are told under Comments. d22: the next day 1 is day 22, a cycle of 21 days."
        + (outcomes.patients.contains { $0.maintenance.contains { !$0.therapy.administrations.isEmpty } }
          ? " Doses are those of single administrations where these are recorded; how often each was given stands behind it."
          : ""),
      ReportInfo.notice,
    ]
    return table
  }

  /// The dose of a phase as it was given, where single administrations are recorded; else as the phase states it.
  private static func dose(_ phase: DosePhase, _ given: PhaseAccount?, trace: String?) -> Table.Cell {
    guard let given, let cell = dose(given) else { return DosingTables.dose(phase, trace: trace) }
    return .init(cell.value, note: cell.note, trace: trace)
  }

  /// The doses that were given: one, or from the least to the greatest; nil where their units differ.
  private static func dose(_ given: PhaseAccount) -> Table.Cell? {
    let doses = given.doses.map(\.dose)
    guard let first = doses.first, doses.allSatisfy({ $0.unit == first.unit }),
      let least = doses.map(\.amount).min(), let most = doses.map(\.amount).max()
    else { return nil }
    if least == most { return .dose(first) }
    return .init(.amount(NumberBounds(lower: least, upper: most), decimals: 3, unit: first.unit.printed))
  }

  /// What single administrations say of a phase that differs from it; nil where they agree.
  private static func asGiven(_ given: PhaseAccount, _ phase: DosePhase) -> String? {
    if let dose = phase.dose.value, given.isAs(dose) { return nil }
    let stated = phase.dose.value.map { "; stated as \(DosingTables.text($0))" } ?? ""
    return "Single administrations: \(given.words)\(stated)."
  }

  /// Maintenance of which no phase is recorded: from its single administrations, drug by drug, where there are any.
  private static func regimensAsGiven(
    _ therapy: TherapyOutcome, _ outcome: PatientOutcomes, _ library: RegimenLibrary
  ) -> [[Table.Cell]] {
    let notStated = Table.Cell.missing("not stated")
    let rows = therapy.therapy.drugs.compactMap { drug -> [Table.Cell]? in
      guard let given = outcome.counted(therapy).given(drug, isMeant: { library.isSame($0, drug) }) else { return nil }
      let lengths = given.cycleLengths.map { "d\($0 + 1)" }.joined(separator: " or ")
      return [
        .words(outcome.patient.id), .words(drug), dose(given) ?? .missing("in several units"),
        .words(CyclePattern.text(given.days)), .words(lengths.isEmpty ? "not stated" : lengths),
        .words("Single administrations: \(given.words)."),
      ]
    }
    return rows.isEmpty
      ? [[.words(outcome.patient.id), .words(therapy.name), notStated, notStated, notStated, .blank]] : rows
  }

  private static func regimenComment(_ therapy: TherapyOutcome) -> String {
    var parts: [String] = []
    for planned in therapy.therapy.planned {
      parts.append("Intended: \(DosingTables.words(planned)).")
    }
    for earlier in therapy.phases.dropLast() {
      let phase = earlier.phase
      let cycles = phase.firstCycle.map { first in
        phase.lastCycle.map { $0 == first ? "cycle \(first)" : "cycles \(first)–\($0)" } ?? "from cycle \(first)"
      }
      var text = [cycles, DosingTables.words(phase)].compactMap(\.self).joined(
        separator: ": ")
      if !phase.omittedDays.isEmpty {
        text += ", day \(phase.omittedDays.map(String.init).joined(separator: ", ")) omitted"
      }
      for drug in phase.support { text += ", \(drug.drug) \(drug.days.map { "d\($0)" }.joined(separator: ", "))" }
      if let reason = phase.reason.value { text += " (\(reason.words))" }
      parts.append(text.capitalisedFirst + ".")
    }
    if let last = therapy.phases.last?.phase {
      let start = last.when.first.map { "From \($0.text): " } ?? ""
      if let reason = last.reason.value {
        let text = "\(start)\(reason.words)."
        parts.append(text.capitalisedFirst)
      }
    }
    return parts.joined(separator: " ")
  }

  /// Who the patients are and, where there is maintenance, how they responded to it, from the dated facts.
  public static func characteristics(_ outcomes: StudyOutcomes, _ review: StudyReview) -> Table {
    let hasMaintenance = outcomes.patients.contains { !$0.maintenance.isEmpty }
    let hasResponse = outcomes.patients.contains { $0.therapies.contains { $0.bestResponse != nil } }
    var table = Table(
      name: "patients",
      title: "Patient characteristics" + (hasMaintenance ? " and response to maintenance therapy" : ""),
      columns: [
        "Pat. ID", "Sex", .init("Age", .amount), "Disease", "Metastases", hasMaintenance ? "Pretreatment" : "Treatment",
      ] + (hasMaintenance ? [.times("Duration")] : []) + (hasResponse ? ["Best response"] : [])
        + outcomes.study.fields.map { .init($0.name.capitalisedFirst) })
    for outcome in outcomes.patients {
      let patient = outcome.patient
      let maintenance = outcome.maintenance.first
      table.rows.append(
        [
          .words(patient.id), .words(patient.sex.value?.rawValue, or: .because("not stated")),
          .amount(
            patient.age.value.map { Double($0.months ?? $0.years) }, decimals: 0,
            unit: patient.age.value?.months == nil ? "y" : "mo", or: .because("not stated")),
          .words(disease(patient)), .words(metastases(patient)), .words(pretreatment(outcome)),
        ] + (hasMaintenance ? [maintenance.map { .time($0.duration) } ?? .missing("no maintenance")] : [])
          + (hasResponse ? [bestResponse(outcome)] : [])
          + outcomes.study.fields.map { field in
            .words(patient.fields[field.name]?.value.map(field.words), or: .because("not stated"))
          })
    }
    table.footnotes = [
      "Age as stated. Metastases with a dated finding in the record. Bounds follow from how times were stated; + is censored."
    ]
    if hasResponse { table.footnotes += judgement(outcomes, measuredTherapies) }
    table.footnotes += review.claims.filter { $0.verdict == .contradicted && isOfPatients($0.claim.assertion) }.map {
      "† \($0.claim.sources.first?.section ?? "The source") says: \($0.claim.assertion.words). \($0.explanation.english)"
        + (decision(on: $0.claim.id, review).map { " Decided: \($0)" } ?? "")
    }
    return table
  }

  /// The best response to maintenance and how long it held; of a patient without maintenance the best of each therapy, by its name.
  private static func bestResponse(_ outcome: PatientOutcomes) -> Table.Cell {
    guard let maintenance = outcome.maintenance.first else {
      let best = outcome.therapies.compactMap { therapy in
        therapy.bestResponse.map { "\(therapy.name): \($0.trace.value)" }
      }
      return .words(best.isEmpty ? nil : best.joined(separator: "; "), or: .because("not stated"))
    }
    let best = maintenance.bestResponse
    let held = maintenance.responseDuration.map { " (\($0.value.text()))" } ?? ""
    return .words(best.map { $0.trace.value + held }, or: .because("not stated"), trace: best?.trace.id)
  }

  /// Whether a claim asserts what a column of ``characteristics(_:_:)`` shows.
  private static func isOfPatients(_ assertion: Assertion) -> Bool {
    switch assertion {
    case .sex, .age, .diagnosis, .metastaticSites, .treatments, .duration, .response: true
    default: false
    }
  }

  static func disease(_ patient: Patient) -> String {
    guard let diagnosis = patient.diagnosis?.diagnosis else { return "not stated" }
    return [
      diagnosis.histology, diagnosis.site.value.map { "of \($0)" },
      diagnosis.grade.value ?? diagnosis.gradeInWords.value,
    ]
    .compactMap(\.self).joined(separator: " ")
  }

  static func metastases(_ patient: Patient) -> String {
    var sites: [String] = []
    for entry in patient.entries {
      if case .metastases(let metastases) = entry.content {
        if metastases.presence == .found, metastases.sites.isEmpty, !sites.contains("site not stated") {
          sites.append("site not stated")
        }
        for site in metastases.sites where !sites.contains(site) { sites.append(site) }
      }
    }
    return sites.isEmpty ? "none recorded" : sites.joined(separator: ", ")
  }

  private static func pretreatment(_ outcome: PatientOutcomes) -> String {
    var parts: [String] = []
    let treatments = outcome.patient.entries.filter { entry in
      switch entry.content {
      case .therapy, .surgery, .radiotherapy, .ablation, .transplant: true
      default: false
      }
    }
    for entry in outcome.timeline.sorted(treatments) {
      switch entry.content {
      case .therapy(let therapy):
        if therapy.intent == .maintenance { return parts.joined(separator: "; ") }
        parts.append(outcome.therapy(entry.id)?.name ?? therapy.name)
      case .surgery: parts.append("surgery")
      case .radiotherapy: parts.append("radiation")
      case .ablation: parts.append("ablation")
      case .transplant: parts.append("transplant")
      default: continue
      }
    }
    return parts.joined(separator: "; ")
  }

  /// Outcomes of each systemic therapy.
  public static func therapies(_ outcomes: StudyOutcomes) -> Table {
    Table(
      name: "outcomes", title: "Outcomes of each systemic therapy",
      columns: [
        "Pat. ID", "Therapy", "Line", "Intent", .times("Duration"), "Best response", .times("Response held"),
        .times("TTP"), .times("PFS"),
      ],
      rows: outcomes.patients.flatMap { outcome in
        outcome.therapies.map { therapy in
          [
            .words(outcome.patient.id), .words("\(therapy.name) (\(therapy.entry.id))"),
            therapy.line.map { .words($0.trace.value, trace: $0.trace.id) } ?? .words("none: supportive"),
            .words(therapy.therapy.intent?.rawValue, or: .because("not stated")), .time(therapy.duration),
            therapy.line == nil ? .blank : best(therapy.bestResponse),
            therapy.responseDuration.map { .time($0) } ?? .blank, therapy.timeToProgression.map { .time($0) } ?? .blank,
            therapy.progressionFreeSurvival.map { .time($0) } ?? .blank,
          ]
        }
      },
      footnotes: [
        "TTP, time to progression; PFS, progression-free survival, both from the first dose. Months of 30.4375 days."
      ] + judgement(outcomes, measuredTherapies))
  }

  /// Whose judgement these tables show, where lesions were measured.
  private static func judgement(_ outcomes: StudyOutcomes, _ names: (PatientOutcomes) -> [String]) -> [String] {
    let measured = outcomes.patients.flatMap { outcome in
      names(outcome).map { "\($0) of patient \(outcome.patient.id)" }
    }
    guard !measured.isEmpty else { return [] }
    let shown = measured.count > 12 ? "\(measured.count) of them" : measured.joined(separator: ", ")
    return [
      "Response and progression are measured from the lesions (\(LesionCriteria.recist.name), first reader) where these were followed under the treatment: \(shown); "
        + "else as judged by the source. `explain` has both."
    ]
  }

  private static func measuredTherapies(_ outcome: PatientOutcomes) -> [String] {
    outcome.therapies.filter(\.isMeasured).map(\.entry.id)
  }

  private static func best(_ response: Derived<BestResponse>?) -> Table.Cell {
    .words(response?.trace.value, or: .because("not stated"), trace: response?.trace.id)
  }

  /// Outcomes of each line.
  public static func lines(_ outcomes: StudyOutcomes) -> Table {
    Table(
      name: "lines", title: "Outcomes of each line of therapy",
      columns: [
        "Pat. ID", .init("Line", .number), "Therapies", "Best response", .times("TTP"), .times("PFS"),
        .init("GMI", .range),
      ],
      rows: outcomes.patients.flatMap { outcome in
        outcome.lines.map { line in
          [
            .words(outcome.patient.id), .number(line.line.number), .words(line.line.name), best(line.bestResponse),
            .time(line.timeToProgression), .time(line.progressionFreeSurvival),
            line.growthModulationIndex.map { .init(.range($0.value, decimals: 2), trace: $0.trace.id) } ?? .blank,
          ]
        }
      },
      footnotes: [
        "GMI, growth modulation index: TTP of the line over TTP of the line before, maintenance counted "
          + "\(outcomes.study.definitions.maintenance.rawValue)"
          + (outcomes.study.definitions.maintenance == .withInduction
            ? "." : ", so that it is not the ratio of the TTPs shown, which are of the whole line.")
      ] + judgement(outcomes) { $0.lines.filter(\.isMeasured).map { "line \($0.line.number)" } })
  }

  /// Survival.
  public static func survival(_ outcomes: StudyOutcomes) -> Table {
    Table(
      name: "survival", title: "Survival",
      columns: ["Pat. ID", .times("From diagnosis"), .times("From first distant metastasis")],
      rows: outcomes.patients.map { outcome in
        [
          .words(outcome.patient.id),
          outcome.survivalFromDiagnosis.map { .time($0) } ?? .missing("not determined"),
          outcome.survivalFromMetastasis.map { .time($0) } ?? .missing("no metastasis recorded"),
        ]
      })
  }

  /// Dose intensity of each phase.
  public static func doseIntensity(_ outcomes: StudyOutcomes) -> Table {
    var table = Table(
      name: "dose-intensity", title: "Dose intensity by phase",
      columns: [
        "Pat. ID", "Phase", .init("Dose", .amount), "Days", "Repeated", .init("Per cycle", .amount),
        .init("Per week", .amount), .init("Relative to plan", .amount), .times("In force", .length),
        .init("Cumulative", .amount),
      ], footnotes: [ReportInfo.notice])
    for outcome in outcomes.patients {
      for phase in outcome.therapies.flatMap(\.phases) {
        let unit = phase.phase.dose.value?.unit.printed ?? ""
        let unknown = Table.Missing.because("not determined")
        func amount(_ value: Derived<NumberBounds>?, unit: String) -> Table.Cell {
          value.map { .init(.amount($0.value, decimals: 1, unit: unit), trace: $0.trace.id) }
            ?? .init(.missing(unknown))
        }
        var relative = amount(phase.relative?.map { $0.scaled(by: 100) }, unit: "%")
        relative.note = phase.relative.flatMap { _ in phase.planName.map { "of \($0)" } }
        table.rows.append([
          .words(outcome.patient.id), .words("\(phase.phase.id): \(phase.phase.drug)"), DosingTables.dose(phase.phase),
          .words(DosingTables.days(phase.phase)), .words(DosingTables.repetition(phase.phase)),
          .amount(phase.perCycle, unit: unit, or: unknown), amount(phase.perWeek, unit: unit + "/wk"), relative,
          phase.duration.map { .init(.length($0.value), trace: $0.trace.id) } ?? .init(.missing(unknown)),
          amount(phase.cumulative, unit: unit),
        ])
      }
      table.footnotes += phasesAsGiven(outcome, outcomes.library)
    }
    return table
  }

  /// Phases whose single administrations say another dose or sum, each in a sentence.
  private static func phasesAsGiven(_ outcome: PatientOutcomes, _ library: RegimenLibrary) -> [String] {
    outcome.therapies.flatMap { therapy in
      therapy.phases.compactMap { phase -> String? in
        guard let given = outcome.given(in: phase.phase, library), let words = asGiven(given, phase.phase) else {
          return nil
        }
        let unit = phase.phase.dose.value?.unit
        let total = unit.flatMap { unit in given.total(unit).map { "\(Numbers.text($0, decimals: 1)) \(unit.printed)" }
        }
        return "Patient \(outcome.patient.id), \(phase.phase.id): \(words.dropLast())"
          + (total.map { "; in all \($0), and so it is accounted for under planned against given" } ?? "") + "."
      }
    }
  }

  /// Differences between two entries of the study, with what both said, which holds, and why.
  static func secondEntry(_ study: Study) -> Table {
    Table(
      name: "second-entry", title: "Second entry: differences and what was decided",
      columns: ["Pat. ID", "Difference", "What holds", "Reason", "Decided by", "On"],
      rows: study.decisions.filter(\.isOfSecondEntry).map { decision in
        let holds =
          switch decision.verdict {
          case .first: "the first entry"
          case .second: "the second entry"
          case .both: "both"
          case .neither: "neither; the record has what does"
          case .accepted, .rejected, .asked: "open: asked"
          }
        return [
          .words(decision.patient), .words(decision.reads), .words(holds),
          .words(decision.reason), .words(decision.by), .words(decision.on.value?.text, or: .blank),
        ]
      })
  }

  /// Findings, gravest first, and after those that are open those that were decided.
  public static func findings(_ review: StudyReview) -> Table {
    Table(
      name: "findings", title: "Findings of the review",
      columns: [
        "Severity", "Pat. ID", "Rule", "Finding", "Arithmetic", "What would settle it", "Stated in", "Decision",
        "Id",
      ],
      rows: (review.findings + review.decided).map { finding in
        [
          .words(finding.severity.rawValue), .words(finding.patient ?? "series"), .words(finding.rule),
          .words(finding.summary.english), .words(finding.arithmetic?.english, or: .blank),
          .words(finding.settledBy.english),
          .words(sections(finding)), .words(finding.decision?.words, or: .blank), .words(finding.id),
        ]
      })
  }

  private static func sections(_ finding: Finding) -> String {
    var seen: [String] = []
    for source in finding.evidence.flatMap(\.sources) where !seen.contains(source.section) {
      seen.append(source.section)
    }
    return seen.joined(separator: "; ")
  }

  /// What was decided on what the review found of a claim.
  private static func decision(on claim: Claim.ID, _ review: StudyReview) -> String? {
    review.decided.first { $0.claim == claim }?.decision?.words
  }

  /// Claims with their verdicts.
  public static func claims(_ review: StudyReview) -> Table {
    Table(
      name: "claims", title: "Claims and verdicts", columns: ["Stated in", "About", "Claim", "Verdict", "Why"],
      rows: review.claims.map { judged in
        let about =
          switch judged.claim.subject {
          case .patient(let id): "patient \(id)"
          case .series: "series"
          case .literature(let study): study
          }
        return [
          .words(judged.claim.sources.first?.section, or: .blank), .words(about), .words(judged.claim.assertion.words),
          .words(judged.verdict.rawValue),
          .words(judged.explanation.english + (decision(on: judged.claim.id, review).map { " Decided: \($0)" } ?? "")),
        ]
      })
  }
}

extension NumberBounds {
  /// Both bounds times a positive number.
  func scaled(by factor: Double) -> NumberBounds {
    NumberBounds(lower: lower.map { $0 * factor }, upper: upper.map { $0 * factor })
  }
}

extension Derived {
  /// Another value of the same trace.
  func map<Other>(_ change: (Value) -> Other) -> Derived<Other> { Derived<Other>(change(value), trace) }
}

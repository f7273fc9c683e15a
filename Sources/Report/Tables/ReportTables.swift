// SPDX-License-Identifier: Apache-2.0

import Plain
import Chronology
import Course
public import Outcomes
public import Review

/// The tables of a report.
public enum ReportTables {
  /// All of them, in the order of the report.
  public static func all(_ outcomes: StudyOutcomes, _ review: StudyReview) -> [Table] {
    // Single administrations are rarely recorded: without them there is nothing to account for, and no empty table.
    let doses = [DosingTables.accounts(outcomes), DosingTables.audits(outcomes)].filter { !$0.rows.isEmpty }
    let derived = [
      regimens(outcomes), characteristics(outcomes, review), therapies(outcomes), lines(outcomes), survival(outcomes),
      doseIntensity(outcomes),
    ]
    return derived + doses + cohort(outcomes) + responses(outcomes) + [
      findings(review), claims(review), care(outcomes.study, review),
    ]
  }

  /// The tables of the cohort, by the options that suit the study.
  static func cohort(_ outcomes: StudyOutcomes) -> [Table] {
    let cohort = CohortOutcomes(outcomes, options: .suiting(outcomes))
    return cohort.members.isEmpty ? [] : CohortTables.all(cohort, outcomes)
  }

  /// The tables of measured response; none without lesions.
  static func responses(_ outcomes: StudyOutcomes) -> [Table] {
    guard outcomes.patients.contains(where: { !$0.patient.lesions.isEmpty }) else { return [] }
    return [
      ResponseTables.timePoints(outcomes), ResponseTables.best(outcomes), ResponseTables.disagreements(outcomes),
    ].filter { !$0.rows.isEmpty }
  }

  /// Table 1: the maintenance regimen of each patient, as it was at last.
  public static func regimens(_ outcomes: StudyOutcomes) -> Table {
    var table = Table(
      name: "table-1-regimens", title: "Table 1. Maintenance therapy regimen",
      columns: ["Pat. ID", "Drug", "Dose", "Days in cycle", "Repetition", "Comments"])
    for outcome in outcomes.patients {
      for therapy in outcome.maintenance {
        guard let last = therapy.phases.last else {
          table.rows.append([
            Table.Cell(outcome.patient.id), Table.Cell(therapy.therapy.name), "not stated", "not stated", "not stated",
            "",
          ])
          continue
        }
        let phase = last.phase
        table.rows.append([
          Table.Cell(outcome.patient.id), Table.Cell(phase.drug),
          Table.Cell(dose(phase), trace: last.perWeek?.trace.id),
          Table.Cell(days(phase)), Table.Cell(repetition(phase)), Table.Cell(regimenComment(therapy)),
        ])
      }
    }
    table.footnotes = [
      "The last dose phase; earlier ones are told under Comments. d22: the next day 1 is day 22, a cycle of 21 days.",
      ReportInfo.notADevice,
    ]
    return table
  }

  static func dose(_ phase: DosePhase) -> String {
    guard let dose = phase.dose.value else { return "not stated" }
    return "\(Numbers.text(dose.amount, decimals: 2)) \(dose.unit.printed)" + (phase.doseIsImplied ? " (implied)" : "")
  }

  static func days(_ phase: DosePhase) -> String {
    phase.days.isEmpty ? "not stated" : phase.days.map { "d\($0)" }.joined(separator: ", ")
  }

  static func repetition(_ phase: DosePhase) -> String {
    guard let length = phase.cycleLength.value else { return "not stated" }
    return length.days.map { "d\($0 + 1)" }.joined(separator: " or ")
  }

  private static func regimenComment(_ therapy: TherapyOutcome) -> String {
    var parts: [String] = []
    for planned in therapy.therapy.planned {
      parts.append("Intended: \(dose(planned)) \(days(planned)), repeated \(repetition(planned)).")
    }
    for earlier in therapy.phases.dropLast() {
      let phase = earlier.phase
      let cycles = phase.firstCycle.map { first in
        phase.lastCycle.map { $0 == first ? "cycle \(first)" : "cycles \(first)–\($0)" } ?? "from cycle \(first)"
      }
      var text = [cycles, "\(dose(phase)) \(days(phase)), repeated \(repetition(phase))"].compactMap(\.self).joined(
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

  /// Table 2: who the patients are and how they responded, from the dated facts.
  public static func characteristics(_ outcomes: StudyOutcomes, _ review: StudyReview) -> Table {
    var table = Table(
      name: "table-2-patients", title: "Table 2. Patient characteristics and response to maintenance therapy",
      columns: ["Pat. ID", "Sex", "Age", "Disease", "Metastases", "Pretreatment", "Duration", "Best response"])
    for outcome in outcomes.patients {
      let patient = outcome.patient
      let maintenance = outcome.maintenance.first
      let best = maintenance?.bestResponse
      let held = maintenance?.responseDuration.map { " (\($0.value.text()))" } ?? ""
      table.rows.append([
        Table.Cell(patient.id), Table.Cell(patient.sex.value?.rawValue ?? "not stated"),
        Table.Cell(patient.age.value.map { "\($0.years) y" } ?? "not stated"), Table.Cell(disease(patient)),
        Table.Cell(metastases(patient)), Table.Cell(pretreatment(outcome)),
        Table.Cell(maintenance?.duration.value.text() ?? "no maintenance", trace: maintenance?.duration.trace.id),
        Table.Cell(best.map { $0.trace.value + held } ?? "not stated", trace: best?.trace.id),
      ])
    }
    table.footnotes = [
      "Age as stated. Metastases with a dated finding in the record. Bounds follow from how times were stated; + is censored."
    ]
    table.footnotes += review.claims.filter { $0.verdict == .contradicted && isTableTwo($0) }.map {
      "† \($0.claim.sources.first?.section ?? "The source") says: \($0.claim.assertion.words). \($0.explanation)"
    }
    return table
  }

  private static func isTableTwo(_ judged: JudgedClaim) -> Bool {
    guard judged.claim.sources.contains(where: { $0.section.hasPrefix("Table") }) else { return false }
    switch judged.claim.assertion {
    case .sex, .age, .diagnosis, .metastaticSites, .treatments, .duration, .response: return true
    default: return false
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
        for site in metastases.sites where !sites.contains(site) { sites.append(site) }
      }
    }
    return sites.isEmpty ? "none recorded" : sites.joined(separator: ", ")
  }

  private static func pretreatment(_ outcome: PatientOutcomes) -> String {
    var parts: [String] = []
    for entry in outcome.patient.entries {
      switch entry.content {
      case .therapy(let therapy):
        if therapy.intent == .maintenance { return parts.joined(separator: "; ") }
        parts.append(therapy.name)
      case .surgery: parts.append("surgery")
      case .radiotherapy: parts.append("radiation")
      case .ablation: parts.append("ablation")
      default: continue
      }
    }
    return parts.joined(separator: "; ")
  }

  /// Outcomes of each systemic therapy.
  public static func therapies(_ outcomes: StudyOutcomes) -> Table {
    var table = Table(
      name: "outcomes", title: "Outcomes of each systemic therapy",
      columns: ["Pat. ID", "Therapy", "Line", "Intent", "Duration", "Best response", "Response held", "TTP", "PFS"])
    for outcome in outcomes.patients {
      for therapy in outcome.therapies {
        table.rows.append([
          Table.Cell(outcome.patient.id), Table.Cell("\(therapy.therapy.name) (\(therapy.entry.id))"),
          Table.Cell(therapy.line.trace.value, trace: therapy.line.trace.id),
          Table.Cell(therapy.therapy.intent?.rawValue ?? "not stated"), cell(therapy.duration),
          Table.Cell(therapy.bestResponse?.trace.value ?? "not stated", trace: therapy.bestResponse?.trace.id),
          therapy.responseDuration.map(cell) ?? "", cell(therapy.timeToProgression),
          cell(therapy.progressionFreeSurvival),
        ])
      }
    }
    table.footnotes = [
      "TTP, time to progression; PFS, progression-free survival, both from the first dose. Months of 30.4375 days."
    ]
    return table
  }

  private static func cell(_ derived: Derived<TimeToEvent>) -> Table.Cell {
    Table.Cell(derived.value.text(), trace: derived.trace.id)
  }

  /// Outcomes of each line.
  public static func lines(_ outcomes: StudyOutcomes) -> Table {
    var table = Table(
      name: "lines", title: "Outcomes of each line of therapy",
      columns: ["Pat. ID", "Line", "Therapies", "Best response", "TTP", "PFS", "GMI"])
    for outcome in outcomes.patients {
      for line in outcome.lines {
        table.rows.append([
          Table.Cell(outcome.patient.id), Table.Cell("\(line.line.number)"), Table.Cell(line.line.name),
          Table.Cell(line.bestResponse?.trace.value ?? "not stated", trace: line.bestResponse?.trace.id),
          cell(line.timeToProgression), cell(line.progressionFreeSurvival),
          Table.Cell(line.growthModulationIndex?.trace.value ?? "", trace: line.growthModulationIndex?.trace.id),
        ])
      }
    }
    let counting = outcomes.study.definitions.maintenance.rawValue
    table.footnotes = [
      "GMI, growth modulation index: TTP of the line over TTP of the line before, maintenance counted \(counting)."
    ]
    return table
  }

  /// Survival.
  public static func survival(_ outcomes: StudyOutcomes) -> Table {
    var table = Table(
      name: "survival", title: "Survival", columns: ["Pat. ID", "From diagnosis", "From first distant metastasis"])
    for outcome in outcomes.patients {
      table.rows.append([
        Table.Cell(outcome.patient.id), outcome.survivalFromDiagnosis.map(cell) ?? "not determined",
        outcome.survivalFromMetastasis.map(cell) ?? "no metastasis recorded",
      ])
    }
    return table
  }

  /// Dose intensity of each phase.
  public static func doseIntensity(_ outcomes: StudyOutcomes) -> Table {
    var table = Table(
      name: "dose-intensity", title: "Dose intensity by phase",
      columns: [
        "Pat. ID", "Phase", "Dose", "Days", "Repeated", "Per cycle", "Per week", "Relative to plan", "In force",
        "Cumulative",
      ])
    for outcome in outcomes.patients {
      for therapy in outcome.therapies {
        for phase in therapy.phases {
          let unit = phase.phase.dose.value?.unit.printed ?? ""
          table.rows.append([
            Table.Cell(outcome.patient.id), Table.Cell("\(phase.phase.id): \(phase.phase.drug)"),
            Table.Cell(dose(phase.phase)),
            Table.Cell(days(phase.phase)), Table.Cell(repetition(phase.phase)),
            Table.Cell(phase.perCycle.map { "\(Numbers.text($0)) \(unit)" } ?? "not determined"),
            Table.Cell(phase.perWeek?.trace.value ?? "not determined", trace: phase.perWeek?.trace.id),
            Table.Cell(phase.relative?.trace.value ?? "not determined", trace: phase.relative?.trace.id),
            Table.Cell(phase.duration?.trace.value ?? "not determined", trace: phase.duration?.trace.id),
            Table.Cell(phase.cumulative?.trace.value ?? "not determined", trace: phase.cumulative?.trace.id),
          ])
        }
      }
    }
    table.footnotes = [ReportInfo.notADevice]
    return table
  }

  /// Findings, gravest first.
  public static func findings(_ review: StudyReview) -> Table {
    Table(
      name: "findings", title: "Findings of the review",
      columns: ["Severity", "Pat. ID", "Rule", "Finding", "Arithmetic", "What would settle it", "Stated in"],
      rows: review.findings.map { finding in
        [
          Table.Cell(finding.severity.rawValue), Table.Cell(finding.patient ?? "series"), Table.Cell(finding.rule),
          Table.Cell(finding.summary), Table.Cell(finding.arithmetic ?? ""), Table.Cell(finding.settledBy),
          Table.Cell(sections(finding)),
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
          Table.Cell(judged.claim.sources.first?.section ?? ""), Table.Cell(about),
          Table.Cell(judged.claim.assertion.words),
          Table.Cell(judged.verdict.rawValue), Table.Cell(judged.explanation),
        ]
      })
  }
}

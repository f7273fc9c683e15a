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
  public let patients: [PhraseTable]
  /// Planned against given doses, and what rule sets say; none without single administrations.
  public let doses: [PhraseTable]
  /// The cohort; none where nobody has its anchor.
  public let cohort: [PhraseTable]
  /// Measured response; none without lesions.
  public let measured: [PhraseTable]
  /// What was decided on differences between two entries of the study; none where it was entered once.
  public let secondEntry: [PhraseTable]
  /// What the review found.
  public let findings: PhraseTable
  /// Claims and verdicts.
  public let claims: PhraseTable
  /// Coverage of the reporting guideline.
  public let care: PhraseTable

  /// The tables of a study with its review and a cohort of it.
  public init(_ outcomes: StudyOutcomes, _ review: StudyReview, _ cohort: CohortOutcomes) {
    func filled(_ tables: [PhraseTable]) -> [PhraseTable] { tables.filter { !$0.rows.isEmpty } }
    patients = filled([
      Self.regimens(outcomes), Self.characteristics(outcomes, review), Self.therapies(outcomes), Self.lines(outcomes),
      Self.survival(outcomes), Self.doseIntensity(outcomes), DosingTables.totals(outcomes),
      Self.resections(outcomes),
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

  /// Of a section that was asked for.
  public internal(set) var added: [PhraseTable] = []

  /// All of them, in the order of the report.
  public var all: [PhraseTable] {
    patients + doses + cohort + measured + added + secondEntry + [findings, claims, care]
  }

  /// The maintenance regimen of each patient, as it was at last; no rows without maintenance.
  public static func regimens(_ outcomes: StudyOutcomes) -> PhraseTable {
    var table = PhraseTable(
      name: "maintenance-regimens", title: Phrase("Maintenance therapy regimen", "Schema der Erhaltungstherapie"),
      columns: [
        .patient, .drug, .init("Dose", "Dosis", .amount), .init("Days in cycle", "Tage im Zyklus"),
        .init("Repetition", "Wiederholung"), .init("Comments", "Bemerkungen"),
      ])
    for outcome in outcomes.patients {
      for therapy in outcome.maintenance {
        guard let last = therapy.phases.last else {
          table.rows += regimensAsGiven(therapy, outcome, outcomes.library)
          continue
        }
        let phase = last.phase
        let given = outcome.given(in: phase, outcomes.library)
        table.rows.append([
          .same(outcome.patient.id), .same(phase.drug), dose(phase, given, trace: last.perWeek?.trace.id),
          .words(DosingTables.days(phase)), .words(DosingTables.repetition(phase)),
          .words(
            [
              regimenComment(therapy),
              given.flatMap { asGiven($0, phase) }.map { $0 + Phrase(same: ".") } ?? Phrase.none,
            ].filter { !$0.isEmpty }
              .joined(separator: " ")),
        ])
      }
    }
    table.footnotes = [
      Phrase(
        "The last dose phase; earlier ones are told under Comments. d22: the next day 1 is day 22, a cycle of 21 days.",
        "Die letzte Dosisphase; frühere stehen unter Bemerkungen. d22: der nächste Tag 1 ist Tag 22, ein Zyklus von 21 Tagen."
      )
        + (outcomes.patients.contains { $0.maintenance.contains { !$0.therapy.administrations.isEmpty } }
          ? Phrase(
            " Doses are those of single administrations where these are recorded; how often each was given stands behind it.",
            " Die Dosen sind die der einzelnen Gaben, wo diese dokumentiert sind; dahinter steht, wie oft jede gegeben wurde."
          ) : .none),
      ReportInfo.noticePhrase,
    ]
    return table
  }

  /// The dose of a phase as it was given, where single administrations are recorded; else as the phase states it.
  private static func dose(_ phase: DosePhase, _ given: PhaseAccount?, trace: String?) -> PhraseTable.Cell {
    guard let given, let cell = dose(given) else { return DosingTables.dose(phase, trace: trace) }
    return .init(cell.value, note: cell.note, trace: trace)
  }

  /// The doses that were given: one, or from the least to the greatest; nil where their units differ.
  private static func dose(_ given: PhaseAccount) -> PhraseTable.Cell? {
    let doses = given.doses.map(\.dose)
    guard let first = doses.first, doses.allSatisfy({ $0.unit == first.unit }),
      let least = doses.map(\.amount).min(), let most = doses.map(\.amount).max()
    else { return nil }
    if least == most { return .dose(first) }
    return .init(.amount(NumberBounds(lower: least, upper: most), decimals: 3, unit: Phrase(same: first.unit.printed)))
  }

  /// What single administrations say of a phase that differs from it; nil where they agree.
  private static func asGiven(_ given: PhaseAccount, _ phase: DosePhase) -> Phrase? {
    if let dose = phase.dose.value, given.isAs(dose) { return nil }
    let stated =
      phase.dose.value.map {
        Phrase("; stated as \(DosingTables.phrase($0))", "; angegeben als \(DosingTables.phrase($0))")
      } ?? Phrase.none
    return Phrase("Single administrations: \(given.phrase)\(stated)", "Einzelne Gaben: \(given.phrase)\(stated)")
  }

  /// Maintenance of which no phase is recorded: from its single administrations, drug by drug, where there are any.
  private static func regimensAsGiven(
    _ therapy: TherapyOutcome, _ outcome: PatientOutcomes, _ library: RegimenLibrary
  ) -> [[PhraseTable.Cell]] {
    let notStated = PhraseTable.Cell.missing(.notStated)
    let rows = therapy.therapy.drugs.compactMap { drug -> [PhraseTable.Cell]? in
      guard let given = outcome.counted(therapy).given(drug, isMeant: { library.isSame($0, drug) }) else { return nil }
      let lengths = given.cycleLengths.map { "d\($0 + 1)" }.joined(separator: Phrase.or)
      return [
        .same(outcome.patient.id), .same(drug),
        dose(given) ?? .missing(Phrase("in several units", "in mehreren Einheiten")),
        .same(CyclePattern.text(given.days)), .words(lengths.isEmpty ? .notStated : lengths),
        .words("Single administrations: \(given.phrase).", "Einzelne Gaben: \(given.phrase)."),
      ]
    }
    return rows.isEmpty
      ? [[.same(outcome.patient.id), .same(therapy.name), notStated, notStated, notStated, .blank]] : rows
  }

  private static func regimenComment(_ therapy: TherapyOutcome) -> Phrase {
    var parts: [Phrase] = []
    for planned in therapy.therapy.planned {
      parts.append(
        Phrase("Intended: \(DosingTables.words(planned)).", "Vorgesehen: \(DosingTables.words(planned))."))
    }
    for earlier in therapy.phases.dropLast() {
      let phase = earlier.phase
      let cycles = phase.firstCycle.map { first in
        phase.lastCycle.map { last in
          last == first
            ? Phrase("cycle \(first)", "Zyklus \(first)")
            : Phrase("cycles \(first)–\(last)", "Zyklen \(first)–\(last)")
        } ?? Phrase("from cycle \(first)", "ab Zyklus \(first)")
      }
      var text = [cycles, DosingTables.words(phase)].compactMap(\.self).joined(separator: ": ")
      if !phase.omittedDays.isEmpty {
        let days = phase.omittedDays.map(String.init).joined(separator: ", ")
        text = text + Phrase(", day \(days) omitted", ", Tag \(days) ausgelassen")
      }
      for drug in phase.support {
        text = text + Phrase(same: ", \(drug.drug) \(drug.days.map { "d\($0)" }.joined(separator: ", "))")
      }
      if let reason = phase.reason.value {
        text = text + Phrase(" (\(reason.words))", " (\(Phrase.quoted(reason.words)))")
      }
      parts.append(text.capitalisedFirst + Phrase(same: "."))
    }
    if let last = therapy.phases.last?.phase {
      let start =
        last.when.first.map { Phrase("From \($0.text): ", "Ab \(Phrase.written($0.text)): ") } ?? Phrase.none
      if let reason = last.reason.value {
        parts.append(
          Phrase("\(start)\(reason.words).", "\(start)\(Phrase.quoted(reason.words)).").capitalisedFirst)
      }
    }
    return parts.joined(separator: " ")
  }

  /// Who the patients are and, where there is maintenance, how they responded to it, from the dated facts.
  public static func characteristics(_ outcomes: StudyOutcomes, _ review: StudyReview) -> PhraseTable {
    let hasMaintenance = outcomes.patients.contains { !$0.maintenance.isEmpty }
    let hasResponse = outcomes.patients.contains { $0.therapies.contains { $0.bestResponse != nil } }
    var table = PhraseTable(
      name: "patients",
      title: hasMaintenance
        ? Phrase(
          "Patient characteristics and response to maintenance therapy",
          "Patientenmerkmale und Ansprechen auf die Erhaltungstherapie")
        : Phrase("Patient characteristics", "Patientenmerkmale"),
      columns: [
        .patient, .init("Sex", "Geschlecht"), .init("Age", "Alter", .amount), .init("Disease", "Erkrankung"),
        .init("Metastases", "Metastasen"),
        hasMaintenance ? .init("Pretreatment", "Vorbehandlung") : .init("Treatment", "Behandlung"),
      ] + (hasMaintenance ? [.times("Duration", "Dauer")] : []) + (hasResponse ? [.bestResponse] : [])
        + outcomes.study.fields.map { .same($0.name.capitalisedFirst) })
    for outcome in outcomes.patients {
      let patient = outcome.patient
      let maintenance = outcome.maintenance.first
      table.rows.append(
        [
          .same(patient.id), .words(patient.sex.value?.phrase, or: .because(.notStated)),
          .amount(
            patient.age.value.map { Double($0.months ?? $0.years) }, decimals: 0,
            unit: patient.age.value?.months == nil ? Phrase("y", "J.") : .monthSign, or: .because(.notStated)),
          .words(disease(patient)), .words(metastases(patient)), .words(pretreatment(outcome)),
        ]
          + (hasMaintenance
            ? [maintenance.map { .time($0.duration) } ?? .missing(Phrase("no maintenance", "keine Erhaltung"))] : [])
          + (hasResponse ? [bestResponse(outcome)] : [])
          + outcomes.study.fields.map { field in
            .same(patient.fields[field.name]?.value.map(field.words), or: .because(.notStated))
          })
    }
    table.footnotes = [
      Phrase(
        "Age as stated. Metastases with a dated finding in the record. Bounds follow from how times were stated; + is censored.",
        "Alter wie angegeben. Metastasen mit datiertem Befund. Grenzen folgen aus der Art, wie Zeiten angegeben wurden; + ist zensiert."
      )
    ]
    if hasResponse { table.footnotes += judgement(outcomes, measuredTherapies) }
    table.footnotes += review.claims.filter { $0.verdict == .contradicted && isOfPatients($0.claim.assertion) }.map {
      let place = $0.claim.sources.first.map { Phrase(same: $0.section) } ?? Phrase("The source", "Die Quelle")
      let claim = $0.claim.assertion.words
      return Phrase(
        "† \(place) says: \(claim). \($0.explanation)", "† \(place) sagt: „\(claim)“. \($0.explanation)")
        + decided($0.claim.id, review)
    }
    return table
  }

  /// The best response to maintenance and how long it held; of a patient without maintenance the best of each therapy, by its name.
  private static func bestResponse(_ outcome: PatientOutcomes) -> PhraseTable.Cell {
    guard let maintenance = outcome.maintenance.first else {
      let best = outcome.therapies.compactMap { therapy in
        therapy.bestResponse.map {
          Phrase("\(therapy.name): \($0.trace.phrase)", "\(therapy.name): \($0.trace.phrase)")
        }
      }
      return .words(best.isEmpty ? nil : best.joined(separator: "; "), or: .because(.notStated))
    }
    let best = maintenance.bestResponse
    let held =
      maintenance.responseDuration.map { Phrase(" (\($0.value.phrase()))", " (\($0.value.phrase()))") } ?? Phrase.none
    return .words(best.map { $0.trace.phrase + held }, or: .because(.notStated), trace: best?.trace.id)
  }

  /// Whether a claim asserts what a column of ``characteristics(_:_:)`` shows.
  private static func isOfPatients(_ assertion: Assertion) -> Bool {
    switch assertion {
    case .sex, .age, .diagnosis, .metastaticSites, .treatments, .duration, .response: true
    default: false
    }
  }

  static func disease(_ patient: Patient) -> Phrase {
    guard let diagnosis = patient.diagnosis?.diagnosis else { return .notStated }
    return [
      Phrase(same: diagnosis.histology),
      diagnosis.site.value.map { Phrase("of \($0)", "(\(Phrase.organ($0)))") },
      (diagnosis.grade.value ?? diagnosis.gradeInWords.value).map { Phrase(same: $0) },
    ]
    .compactMap(\.self).joined(separator: " ")
  }

  static func metastases(_ patient: Patient) -> Phrase {
    var sites: [Phrase] = []
    for entry in patient.entries {
      if case .metastases(let metastases) = entry.content {
        if metastases.presence == .found, metastases.sites.isEmpty, !sites.contains(.siteNotStated) {
          sites.append(.siteNotStated)
        }
        for site in metastases.sites.map(Phrase.organ) where !sites.contains(site) { sites.append(site) }
      }
    }
    return sites.isEmpty ? Phrase("none recorded", "keine dokumentiert") : sites.joined(separator: ", ")
  }

  private static func pretreatment(_ outcome: PatientOutcomes) -> Phrase {
    var parts: [Phrase] = []
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
        parts.append(Phrase(same: outcome.therapy(entry.id)?.name ?? therapy.name))
      case .surgery: parts.append(Phrase("surgery", "Operation"))
      case .radiotherapy: parts.append(Phrase("radiation", "Bestrahlung"))
      case .ablation: parts.append(Phrase("ablation", "Ablation"))
      case .transplant: parts.append(Phrase("transplant", "Transplantation"))
      default: continue
      }
    }
    return parts.joined(separator: "; ")
  }

  /// Outcomes of each systemic therapy.
  public static func therapies(_ outcomes: StudyOutcomes) -> PhraseTable {
    PhraseTable(
      name: "outcomes", title: Phrase("Outcomes of each systemic therapy", "Ergebnisse jeder systemischen Therapie"),
      columns: [
        .patient, .therapy, .init("Line", "Linie"), .init("Intent", "Absicht"), .times("Duration", "Dauer"),
        .bestResponse, .times("Response held", "Ansprechdauer"), .times("TTP", "TTP"), .times("PFS", "PFS"),
      ],
      rows: outcomes.patients.flatMap { outcome in
        outcome.therapies.map { therapy in
          [
            .same(outcome.patient.id), .same("\(therapy.name) (\(therapy.entry.id))"),
            therapy.line.map { .words($0.trace.phrase, trace: $0.trace.id) }
              ?? .words("none: supportive", "keine: supportiv"),
            .words(therapy.therapy.intent?.phrase, or: .because(.notStated)), .time(therapy.duration),
            therapy.line == nil ? .blank : best(therapy.bestResponse),
            therapy.responseDuration.map { .time($0) } ?? .blank, therapy.timeToProgression.map { .time($0) } ?? .blank,
            therapy.progressionFreeSurvival.map { .time($0) } ?? .blank,
          ]
        }
      },
      footnotes: [
        Phrase(
          "TTP, time to progression; PFS, progression-free survival, both from the first dose. Months of 30.4375 days.",
          "TTP, Zeit bis zum Progress; PFS, progressionsfreies Überleben, beide ab der ersten Gabe. Monate zu 30,4375 Tagen."
        )
      ] + judgement(outcomes, measuredTherapies))
  }

  /// Whose judgement these tables show, where lesions were measured.
  private static func judgement(_ outcomes: StudyOutcomes, _ names: (PatientOutcomes) -> [Phrase]) -> [Phrase] {
    let measured = outcomes.patients.flatMap { outcome in
      names(outcome).map { Phrase.ofPatient($0, outcome.patient.id) }
    }
    guard !measured.isEmpty else { return [] }
    let shown =
      measured.count > 12
      ? Phrase("\(measured.count) of them", "\(measured.count) davon") : measured.joined(separator: ", ")
    return [
      Phrase(
        "Response and progression are measured from the lesions (\(LesionCriteria.recist.name), first reader) where these were followed under the treatment: \(shown); else as judged by the source. `explain` has both.",
        "Ansprechen und Progress sind aus den Läsionen gemessen (\(LesionCriteria.recist.name), erster Befunder), wo diese unter der Behandlung verfolgt wurden: \(shown); sonst wie von der Quelle beurteilt. `explain` hat beides."
      )
    ]
  }

  private static func measuredTherapies(_ outcome: PatientOutcomes) -> [Phrase] {
    outcome.therapies.filter(\.isMeasured).map { Phrase(same: $0.entry.id) }
  }

  private static func best(_ response: Derived<BestResponse>?) -> PhraseTable.Cell {
    .words(response?.trace.phrase, or: .because(.notStated), trace: response?.trace.id)
  }

  /// Outcomes of each line.
  public static func lines(_ outcomes: StudyOutcomes) -> PhraseTable {
    PhraseTable(
      name: "lines", title: Phrase("Outcomes of each line of therapy", "Ergebnisse jeder Therapielinie"),
      columns: [
        .patient, .init("Line", "Linie", .number), .init("Therapies", "Therapien"), .bestResponse,
        .times("TTP", "TTP"), .times("PFS", "PFS"), .same("GMI", .range),
      ],
      rows: outcomes.patients.flatMap { outcome in
        outcome.lines.map { line in
          [
            .same(outcome.patient.id), .number(line.line.number), .same(line.line.name), best(line.bestResponse),
            .time(line.timeToProgression), .time(line.progressionFreeSurvival),
            line.growthModulationIndex.map { .init(.range($0.value, decimals: 2), trace: $0.trace.id) } ?? .blank,
          ]
        }
      },
      footnotes: [
        Phrase(
          "GMI, growth modulation index: TTP of the line over TTP of the line before, maintenance counted \(outcomes.study.definitions.maintenance.phrase)",
          "GMI, Growth Modulation Index: TTP der Linie, geteilt durch die TTP der Linie davor, Erhaltung \(outcomes.study.definitions.maintenance.phrase) gezählt"
        )
          + (outcomes.study.definitions.maintenance == .withInduction
            ? Phrase(same: ".")
            : Phrase(
              ", so that it is not the ratio of the TTPs shown, which are of the whole line.",
              ", sodass er nicht der Quotient der gezeigten TTP ist, die für die ganze Linie gelten."))
      ]
        + judgement(outcomes) {
          $0.lines.filter(\.isMeasured).map { Phrase("line \($0.line.number)", "Linie \($0.line.number)") }
        })
  }

  /// Survival.
  public static func survival(_ outcomes: StudyOutcomes) -> PhraseTable {
    PhraseTable(
      name: "survival", title: Phrase("Survival", "Überleben"),
      columns: [
        .patient, .times("From diagnosis", "Ab Diagnose"),
        .times("From first distant metastasis", "Ab erster Fernmetastase"),
      ],
      rows: outcomes.patients.map { outcome in
        [
          .same(outcome.patient.id),
          outcome.survivalFromDiagnosis.map { .time($0) } ?? .missing(.notDetermined),
          outcome.survivalFromMetastasis.map { .time($0) }
            ?? .missing(Phrase("no metastasis recorded", "keine Metastase dokumentiert")),
        ]
      })
  }

  /// Dose intensity of each phase.
  public static func doseIntensity(_ outcomes: StudyOutcomes) -> PhraseTable {
    var table = PhraseTable(
      name: "dose-intensity", title: Phrase("Dose intensity by phase", "Dosisintensität nach Phase"),
      columns: [
        .patient, .same("Phase"), .init("Dose", "Dosis", .amount), .init("Days", "Tage"),
        .init("Repeated", "Wiederholt"), .init("Per cycle", "Pro Zyklus", .amount),
        .init("Per week", "Pro Woche", .amount), .init("Relative to plan", "Relativ zum Plan", .amount),
        .times("In force", "In Kraft", .length), .init("Cumulative", "Kumulativ", .amount),
      ], footnotes: [ReportInfo.noticePhrase])
    for outcome in outcomes.patients {
      for phase in outcome.therapies.flatMap(\.phases) {
        let unit = Phrase(same: phase.phase.dose.value?.unit.printed ?? "")
        let unknown = PhraseTable.Missing.because(.notDetermined)
        func amount(_ value: Derived<NumberBounds>?, unit: Phrase) -> PhraseTable.Cell {
          value.map { .init(.amount($0.value, decimals: 1, unit: unit), trace: $0.trace.id) }
            ?? .init(.missing(unknown))
        }
        var relative = amount(phase.relative?.map { $0.scaled(by: 100) }, unit: .percentSign)
        relative.note = phase.relative.flatMap { _ in phase.planName.map { Phrase("of \($0)", "von \($0)") } }
        table.rows.append([
          .same(outcome.patient.id), .same("\(phase.phase.id): \(phase.phase.drug)"), DosingTables.dose(phase.phase),
          .words(DosingTables.days(phase.phase)), .words(DosingTables.repetition(phase.phase)),
          .amount(phase.perCycle, unit: unit, or: unknown), amount(phase.perWeek, unit: unit + .perWeekSign), relative,
          phase.duration.map { .init(.length($0.value), trace: $0.trace.id) } ?? .init(.missing(unknown)),
          amount(phase.cumulative, unit: unit),
        ])
      }
      table.footnotes += phasesAsGiven(outcome, outcomes.library)
    }
    return table
  }

  /// Phases whose single administrations say another dose or sum, each in a sentence.
  private static func phasesAsGiven(_ outcome: PatientOutcomes, _ library: RegimenLibrary) -> [Phrase] {
    outcome.therapies.flatMap { therapy in
      therapy.phases.compactMap { phase -> Phrase? in
        guard let given = outcome.given(in: phase.phase, library), let words = asGiven(given, phase.phase) else {
          return nil
        }
        let unit = phase.phase.dose.value?.unit
        let total = unit.flatMap { unit in
          given.total(unit).map { Phrase.number($0) + Phrase(same: " \(unit.printed)") }
        }
        return Phrase(
          "Patient \(outcome.patient.id), \(phase.phase.id): \(words)",
          "Patient \(outcome.patient.id), \(phase.phase.id): \(words)")
          + (total.map {
            Phrase(
              "; in all \($0), and so it is accounted for under planned against given",
              "; insgesamt \($0), und so wird es unter „Geplant und gegeben“ gezählt")
          } ?? Phrase.none) + Phrase(same: ".")
      }
    }
  }

  /// Differences between two entries of the study, with what both said, which holds, and why.
  static func secondEntry(_ study: Study) -> PhraseTable {
    PhraseTable(
      name: "second-entry",
      title: Phrase(
        "Second entry: differences and what was decided", "Zweiteingabe: Unterschiede und Entscheidungen"),
      columns: [
        .patient, .init("Difference", "Unterschied"), .init("What holds", "Was gilt"), .init("Reason", "Begründung"),
        .init("Decided by", "Entschieden von"), .init("On", "Am"),
      ],
      rows: study.decisions.filter(\.isOfSecondEntry).map { decision in
        let holds =
          switch decision.verdict {
          case .first: Phrase("the first entry", "die erste Eingabe")
          case .second: Phrase("the second entry", "die zweite Eingabe")
          case .both: Phrase("both", "beide")
          case .neither: Phrase("neither; the record has what does", "keine; was gilt, steht in der Akte")
          case .accepted, .rejected, .asked: Phrase("open: asked", "offen: nachgefragt")
          }
        return [
          .same(decision.patient), .same(decision.reads), .words(holds),
          .same(decision.reason), .same(decision.by), .same(decision.on.value?.text, or: .blank),
        ]
      })
  }

  /// Findings, gravest first, and after those that are open those that were decided.
  public static func findings(_ review: StudyReview) -> PhraseTable {
    PhraseTable(
      name: "findings", title: Phrase("Findings of the review", "Ergebnisse der Prüfung"),
      columns: [
        .init("Severity", "Schwere"), .patient, .init("Rule", "Regel"), .init("Finding", "Feststellung"),
        .init("Arithmetic", "Rechnung"), .init("What would settle it", "Was es klären würde"),
        .statedIn, .init("Decision", "Entscheidung"), .init("Id", "Kennung"),
      ],
      rows: (review.findings + review.decided).map { finding in
        [
          .words(finding.severity.phrase),
          .words(finding.patient.map { Phrase(same: $0) } ?? Phrase("series", "Serie")),
          .same(finding.rule), .words(finding.summary), .words(finding.arithmetic, or: .blank),
          .words(finding.settledBy), .same(sections(finding)), .words(finding.decision?.phrase, or: .blank),
          .same(finding.id),
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
  private static func decision(on claim: Claim.ID, _ review: StudyReview) -> Phrase? {
    review.decided.first { $0.claim == claim }?.decision?.phrase
  }

  /// The same as it follows a sentence; nothing where nothing was decided.
  private static func decided(_ claim: Claim.ID, _ review: StudyReview) -> Phrase {
    decision(on: claim, review).map { Phrase(" Decided: \($0)", " Entschieden: \($0)") } ?? Phrase.none
  }

  /// Claims with their verdicts.
  public static func claims(_ review: StudyReview) -> PhraseTable {
    PhraseTable(
      name: "claims", title: Phrase("Claims and verdicts", "Geprüfte Aussagen"),
      columns: [
        .statedIn, .init("About", "Über"), .init("Claim", "Aussage"), .init("Verdict", "Urteil"),
        .init("Why", "Begründung"),
      ],
      rows: review.claims.map { judged in
        let about =
          switch judged.claim.subject {
          case .patient(let id): Phrase("patient \(id)", "Patient \(id)")
          case .series: Phrase("series", "Serie")
          case .literature(let study): Phrase(same: study)
          }
        return [
          .same(judged.claim.sources.first?.section, or: .blank), .words(about),
          .words(.quoted(judged.claim.assertion.words)),
          .words(judged.verdict.phrase), .words(judged.explanation + decided(judged.claim.id, review)),
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

extension Phrase {
  /// What a person wrote, in quotation marks where the sentence is in another language than it may be.
  static func quoted(_ text: String) -> Phrase { Phrase("\(text)", "„\(text)“") }
}

extension TableOf.Column where Text == Phrase {
  /// The column of where something is stated.
  fileprivate static var statedIn: Self { .init("Stated in", "Angegeben in") }
}

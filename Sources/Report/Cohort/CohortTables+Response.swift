// SPDX-License-Identifier: Apache-2.0

import Plain
import Course
public import Outcomes
import Dosing
import Statistics

/// Shares of the cohort: response, free of progression, growth modulation.
extension CohortTables {
  /// Best responses, response rate and disease control.
  public static func responses(_ cohort: CohortSummary) -> PhraseTable? {
    guard cohort.hasResponses else { return nil }
    var table = PhraseTable(
      name: "cohort-2-response", title: Phrase("Best response", "Bestes Ansprechen"),
      columns: [.init("Response", "Ansprechen")] + shares(cohort))
    let total = cohort.count
    for category in Response.allCases {
      let share = cohort.responding([category], isOfAll: false)
      if share.yes + share.undecided == 0, [.nonCompleteNonProgressive, .notEvaluable].contains(category) { continue }
      table.rows.append([.words(Phrase(same: category.rawValue) + stated(cohort, [category]))] + cells(share))
    }
    let missing = cohort.withoutResponse
    if missing > 0 {
      table.rows.append([
        .words("no judged response", "kein beurteiltes Ansprechen"), .init(.share(yes: missing, open: 0, of: total)),
        .percent(Double(missing) / Double(total)), .none,
      ])
    }
    table.rows.append(
      [
        .words(
          Phrase("Objective response (CR + PR)", "Objektives Ansprechen (CR + PR)")
            + stated(cohort, [.complete, .partial]))
      ] + cells(cohort.objectiveResponse))
    table.rows.append(
      [.words(cohort.diseaseControlWords.capitalisedFirst + stated(cohort, cohort.controlled))]
        + cells(cohort.diseaseControl))
    table.footnotes = [
      Phrase(
        "The best response from \(cohort.options.anchor.phrase) on; what was reached before is not in it.",
        "Das beste Ansprechen ab \(cohort.options.anchor.phrase); was davor erreicht wurde, ist nicht enthalten."),
      Phrase(
        "\(cohort.options.proportion.phrase) intervals. n–m/N: where the record leaves a patient open, the first number counts that patient as no, the second as yes, and the interval spans both.",
        "Konfidenzintervalle nach \(cohort.options.proportion.phrase). n–m/N: wo die Angaben einen Patienten offenlassen, zählt ihn die erste Zahl als nein, die zweite als ja, und das Intervall umfasst beides."
      ),
    ]
    table.footnotes.append(judgement(cohort))
    table.footnotes += [late(cohort), doubtful(cohort), outside(cohort)].compactMap(\.self)
    if cohort.claimed.count > 0 {
      let names = cohort.claimed.named { Phrase(same: "\($0) ") + bracketed($1) }
      table.footnotes.append(
        Phrase(
          "Without a dated assessment that shows it, as the source states it: \(names).",
          "Ohne datierte Untersuchung, die es zeigt, wie von der Quelle angegeben: \(names)."))
    }
    return table
  }

  /// `, 1 as stated`: how many of a count only the source states; nothing where there is none.
  static func stated(_ cohort: CohortSummary, _ responses: [Response]) -> Phrase {
    let count = cohort.statedOnly(responses)
    return count == 0 ? .none : Phrase(", \(count) as stated", ", \(count) wie angegeben")
  }

  /// Whose measured response stands against a baseline that was not measured in time; nil for nobody.
  static func late(_ cohort: CohortSummary) -> Phrase? {
    guard cohort.lateBaselines.count > 0 else { return nil }
    let names = cohort.lateBaselines.named { Phrase("\($0) \($1)", "\($0) \($1)") }
    return Phrase(
      "Not against a baseline in the four weeks before the first dose: \(names).",
      "Nicht gegen eine Baseline in den vier Wochen vor der ersten Gabe: \(names).")
  }

  /// The visits that the members' records judge after death or the data cut-off; nil for none.
  static func outside(_ cohort: CohortSummary) -> Phrase? {
    guard cohort.visitsOutside.count > 0 else { return nil }
    let names = cohort.visitsOutside.named { patient, visits in
      visits.map { Phrase.ofPatient(Phrase(same: $0), patient) }.joined(separator: ", ")
    }
    return Phrase(
      "Not counted, since recorded after death or the data cut-off: \(names).",
      "Nicht gezählt, da nach Tod oder Datenschnitt dokumentiert: \(names).")
  }

  /// Who was judged and has no best response, since no visit that was judged counts for the therapy; nil for nobody.
  static func withoutBest(_ cohort: CohortOutcomes) -> Phrase? {
    let found = cohort.members.filter { $0.best == nil && $0.visits.contains { $0 != nil } }.map(\.patient.id)
    guard !found.isEmpty else { return nil }
    let names = found.joined(separator: ", ")
    return Phrase(
      "No best response, since every visit that was judged lies before the first dose, after another therapy began, or after the first progression: \(names).",
      "Kein bestes Ansprechen, da jede beurteilte Kontrolle vor der ersten Gabe, nach Beginn einer anderen Therapie oder nach dem ersten Progress liegt: \(names)."
    )
  }

  /// Whose complete response as judged was followed by a visit that shows disease; nil for nobody.
  static func doubtful(_ cohort: CohortSummary) -> Phrase? {
    guard cohort.doubtful.count > 0 else { return nil }
    let all = cohort.doubtful.named(separator: " ") { Phrase("\($0): \($1)", "\($0): \($1)") }
    return Phrase("Complete responses in doubt: ", "Komplette Remissionen im Zweifel: ") + all
  }

  /// Free of progression at months, with the thresholds in use for sarcomas.
  public static func progressionFreeRates(_ cohort: CohortSummary) -> PhraseTable? {
    guard cohort.hasTimes(.progressionFree) else { return nil }
    var table = PhraseTable(
      name: "cohort-5-progression-free", title: Phrase("Free of progression", "Progressionsfrei"),
      columns: [.months] + shares(cohort) + [.init("Thresholds in use", "Gebräuchliche Schwellen")])
    for months in cohort.options.landmarkMonths {
      table.rows.append(
        [.number(months)] + cells(cohort.progressionFree(at: months)) + [.words(thresholds(months))])
    }
    table.footnotes = [
      Phrase(
        "Patients known to be alive and free of progression, of all. Censored before, or bounds that span the month: open (see the note on n–m/N). The estimates by Kaplan-Meier or Turnbull stand in the table of times.",
        "Patienten, die nachweislich leben und progressionsfrei sind, von allen. Davor zensiert, oder Grenzen um den Monat: offen (siehe die Anmerkung zu n–m/N). Die Schätzungen nach Kaplan-Meier oder Turnbull stehen in der Tabelle der Zeiten."
      ),
      Phrase(
        "Thresholds: Van Glabbeke M, et al. Eur J Cancer 2002;38:543-549 (EORTC, soft tissue sarcoma).",
        "Schwellen: Van Glabbeke M, et al. Eur J Cancer 2002;38:543-549 (EORTC, Weichteilsarkom)."),
    ]
    if cohort.recordsNoProgression { table.footnotes.insert(noProgression(cohort), at: 0) }
    return table
  }

  /// What the EORTC took from its trials as the mark of an active or inactive drug.
  private static func thresholds(_ months: Double) -> Phrase? {
    switch months {
    case 3:
      Phrase(
        "pretreated: activity from 40 %, inactivity to 20 %", "vorbehandelt: wirksam ab 40 %, unwirksam bis 20 %")
    case 6:
      Phrase("first line: reference 30 to 56 %, by histology", "Erstlinie: Referenz 30 bis 56 %, je nach Histologie")
    default: nil
    }
  }

  /// Growth modulation index over the cohort.
  public static func growth(_ cohort: CohortSummary) -> PhraseTable? {
    guard let share = cohort.growthModulation else { return nil }
    let threshold = Phrase.number(cohort.options.growthThreshold, decimals: 2)
    var table = PhraseTable(
      name: "cohort-7-growth-modulation", title: Phrase("Growth modulation index", "Growth Modulation Index (GMI)"),
      columns: [
        .same("Patient"), .same("Index", .range),
        .init("At or above \(threshold)", "Ab \(threshold)", .estimate, unit: .percentSign, cellsHaveUnit: true),
      ])
    for (patient, row) in cohort.rows.named {
      guard let index = row.growth else { continue }
      let low = index.lower ?? 0
      let verdict =
        low >= cohort.options.growthThreshold
        ? Phrase("yes", "ja")
        : (index.upper.map { $0 < cohort.options.growthThreshold } ?? false)
          ? Phrase("no", "nein") : Phrase("open", "offen")
      table.rows.append([
        .same(patient), .init(.range(index, decimals: 2), trace: row.traces?.growth), .words(verdict),
      ])
    }
    func row(_ name: Phrase, _ share: CohortProportion) {
      table.rows.append([.words(name), count(share), withInterval(share)])
    }
    row(Phrase("All, open from both ends", "Alle, Offene von beiden Seiten"), share)
    if share.undecided > 0 {
      row(
        Phrase("All, open as no", "Alle, Offene als nein"),
        CohortProportion(yes: share.yes, undecided: 0, total: share.total, method: share.method, level: share.level))
      if let decided = cohort.growthModulationDecided, decided.total > 0 {
        row(Phrase("Without open", "Ohne Offene"), decided)
      }
    }
    if let estimate = cohort.growthModulationEstimate {
      let median = estimate.median?.phrase(decimals: 2) ?? .notReached
      table.rows.append([
        .words("All, as censored ratios (\(estimate.method))", "Alle, als zensierte Quotienten (\(estimate.method))"),
        .words("median \(median)", "Median \(median)"),
        percentWithInterval(estimate.share, estimate.interval),
      ])
    }
    if cohort.measured.count > 0 {
      table.footnotes.append(
        Phrase(
          "Where lesions were followed under a line, its time is measured; each index says in its explanation what its times rest on.",
          "Wo Läsionen unter einer Linie verfolgt wurden, ist ihre Zeit gemessen; jeder Index sagt in seiner Begründung, worauf seine Zeiten beruhen."
        )
      )
    }
    table.footnotes += [
      Phrase(
        "Time to progression on the line over that on the line before (Von Hoff, Clin Cancer Res 1998;4:1079; 1.33). An index that is censored or known between bounds is open where it could lie on either side.",
        "Zeit bis zum Progress unter der Linie, geteilt durch die unter der Linie davor (Von Hoff, Clin Cancer Res 1998;4:1079; 1,33). Ein Index, der zensiert oder nur zwischen Grenzen bekannt ist, ist offen, wo er auf beiden Seiten liegen könnte."
      ),
      Phrase(
        "Proportions: \(cohort.options.proportion.phrase). As censored ratios: \(cohort.options.scale.phrase); censoring on the ratio may be informative (Texier et al. 2018, who advise a rank-based estimator; it is not here). Different visit schedules of the two lines bias the ratio.",
        "Anteile: \(cohort.options.proportion.phrase). Als zensierte Quotienten: \(cohort.options.scale.phrase); die Zensierung des Quotienten kann informativ sein (Texier et al. 2018, die einen rangbasierten Schätzer empfehlen; er ist hier nicht enthalten). Verschiedene Kontrollabstände der beiden Linien verzerren den Quotienten."
      ),
    ]
    return table
  }

  private static func withInterval(_ share: CohortProportion) -> PhraseTable.Cell {
    guard let low = share.share(undecidedAsYes: false), let high = share.share(undecidedAsYes: true) else {
      return .none
    }
    return percentWithInterval(
      low...high,
      ConfidenceInterval(
        lower: share.interval(undecidedAsYes: false)?.lower, upper: share.interval(undecidedAsYes: true)?.upper,
        level: share.level))
  }

  /// `33.3 % (0.8–90.6)`
  private static func percentWithInterval(_ share: ClosedRange<Double>, _ interval: ConfidenceInterval)
    -> PhraseTable.Cell
  {
    .init(
      .estimate(
        .init(
          NumberBounds(lower: share.lowerBound * 100, upper: share.upperBound * 100),
          lower: interval.lower.map { $0 * 100 }, upper: interval.upper.map { $0 * 100 }, unit: "%", style: .mean)))
  }

  private static func bracketed(_ phrase: Phrase) -> Phrase { Phrase("(\(phrase))", "(\(phrase))") }
}

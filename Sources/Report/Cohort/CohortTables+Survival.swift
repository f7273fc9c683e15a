// SPDX-License-Identifier: Apache-2.0

public import Plain
public import Course
public import Outcomes
import Dosing
import Statistics

/// Times to events.
extension CohortTables {
  /// Medians and landmark probabilities of every end point.
  public static func survival(_ cohort: CohortSummary) -> PhraseTable {
    let landmarks = cohort.options.landmarkMonths
    var table = PhraseTable(
      name: "cohort-3-survival", title: Phrase("Times to events", "Zeiten bis zu Ereignissen"),
      columns: [.endPoint] + (cohort.groups.isEmpty ? [] : [.group])
        + [.same("n", .number), .events(), .init("Method", "Methode"), medians(cohort)]
        + landmarks.map(probabilities))
    for endPoint in EndPoint.allCases {
      for group in [nil] + cohort.groups.map(Optional.some) {
        guard let estimate = cohort.estimate(endPoint, group: group) else { continue }
        table.rows.append(
          [.same(endPoint.rawValue)] + (cohort.groups.isEmpty ? [] : [.words(Self.group(group))]) + [
            .number(estimate.counted.count), .number(estimate.eventCount), .same(estimate.curve.shortName),
            .quantile(estimate.quantile(0.5)),
          ] + landmarks.map { .probability(estimate, at: $0) })
      }
    }
    if let followUp = cohort.followUp {
      table.rows.append(
        [.words("Follow-up", "Nachbeobachtung")] + (cohort.groups.isEmpty ? [] : [.words(Self.group(nil))]) + [
          .number(cohort.times(.survival).count), .none, .words("reverse KM", "umgekehrter KM"),
          .quantile(followUp),
        ] + landmarks.map { _ in .none })
    }
    table.footnotes = [
      EndPoint.allCases.map { endPoint in
        Phrase("\(endPoint.rawValue): \(endPoint.inSentence)", "\(endPoint.rawValue): \(endPoint.phrase)")
      }.joined(separator: "; ") + Phrase(same: "."),
      method(cohort),
      Phrase(
        "KM: Kaplan-Meier; Turnbull: for times that are intervals; reverse KM: follow-up, with events and censoring exchanged.",
        "KM: Kaplan-Meier; Turnbull: für Zeiten, die Intervalle sind; umgekehrter KM: mediane Nachbeobachtung, mit Ereignis und Zensierung vertauscht."
      ),
      Phrase(
        "n.r.: not reached; n.d.: not determined (beyond follow-up, or no limit on this scale). A range a–b: the record leaves open where between the two it lies.",
        "\(Phrase.notReachedSign): nicht erreicht; \(Phrase.notDeterminedSign): nicht bestimmt (jenseits der Nachbeobachtung, oder keine Grenze auf dieser Skala). Ein Bereich a–b: die Angaben lassen offen, wo zwischen beiden der Wert liegt."
      ),
    ]
    for endPoint in EndPoint.allCases {
      let left = cohort.leftOut(endPoint)
      guard left.count > 0 else { continue }
      let names = left.named(separator: "; ") { Phrase("\($0) (\($1))", "\($0) (\($1))") }
      table.footnotes.append(
        Phrase(
          "Not in the estimate of \(endPoint.rawValue): \(names).",
          "Nicht in der Schätzung von \(endPoint.rawValue): \(names)."))
    }
    if cohort.recordsNoProgression { table.footnotes.append(noProgression(cohort)) }
    if let open = withoutLatest(cohort) { table.footnotes.append(open) }
    if let unread = unread(cohort.unread, rows: cohort.study.unreadRows.count) { table.footnotes.append(unread) }
    if cohort.ungrouped.count > 0 { table.footnotes.append(ungrouped(cohort)) }
    if let refused = CohortFigures.refusal(groups: cohort.groups.count) { table.footnotes.append(refused) }
    if cohort.count < 10 {
      table.footnotes.append(
        Phrase(
          "\(cohort.count) \(cohort.count == 1 ? "patient" : "patients"): the intervals say how little such a series can show; read the single courses.",
          "\(cohort.count) \(cohort.count == 1 ? "Patient" : "Patienten"): die Intervalle zeigen, wie wenig eine solche Serie belegen kann; maßgeblich sind die einzelnen Verläufe."
        )
      )
    }
    return table
  }

  /// What a reader must know before a share that is free of progression.
  public static func noProgression(_ cohort: CohortSummary) -> Phrase {
    let count = cohort.count
    return Phrase(
      "No progression is recorded of \(count == 1 ? "the one patient" : "any of the \(count) patients"): free of it may mean no more than that nobody recorded it.",
      "\(count == 1 ? "Bei dem einen Patienten" : "Bei keinem der \(count) Patienten") ist \(count == 1 ? "kein" : "ein") Progress dokumentiert: „progressionsfrei“ heißt womöglich nur, dass niemand ihn dokumentiert hat."
    )
  }

  /// How events of which no latest day is known enter estimates; nil without any.
  public static func withoutLatest(_ cohort: CohortSummary) -> Phrase? {
    let open = EndPoint.allCases.map { ($0, cohort.withoutLatest($0)) }.filter { $0.1.count > 0 }
    let patients = Dictionary(grouping: open) { $0.1.isWhole ? $0.1.named.map(\.patient) : ["\($0.1.count)"] }
      .sorted { $0.value[0].0.rawValue < $1.value[0].0.rawValue }
    guard !patients.isEmpty else { return nil }
    let named = patients.map { _, ends in
      let who = ends[0].1
      let ends = ends.map { Phrase(same: $0.0.rawValue) }.listed
      let names = who.count > 12 ? Phrase("\(who.count) patients", "\(who.count) Patienten") : who.names
      return Phrase("\(ends): \(names)", "\(ends): \(names)")
    }.joined(separator: "; ")
    return Phrase(
      "The event happened, and nothing in the record says by when (\(named)): as an interval it has no end, and at its latest it lies beyond every other time. `midpoint`, hazards and cumulative incidences take it as censored when the patient was last known to be free of it.",
      "Das Ereignis ist eingetreten, und nichts in den Angaben sagt, bis wann (\(named)): als Intervall hat es kein Ende, und spätestens liegt es jenseits jeder anderen Zeit. Mitte der Grenzen, Hazards und kumulative Inzidenzen nehmen es als zensiert, als der Patient zuletzt nachweislich frei davon war."
    )
  }

  /// What of a study's tables nobody understood when they were read; nil for nothing.
  public static func unread(_ study: Study) -> Phrase? {
    unread(
      ListedPatients(study.patients.filter { !$0.unreadCells.isEmpty }.map(\.id)), rows: study.unreadRows.count)
  }

  private static func unread(_ patients: ListedPatients<Void>, rows: Int) -> Phrase? {
    let who =
      patients.count > 12 ? Phrase("\(patients.count) patients", "\(patients.count) Patienten") : patients.names
    let parts = [
      patients.count == 0 ? nil : Phrase("cells of \(who)", "Zellen von \(who)"),
      rows == 0
        ? nil
        : Phrase(
          "\(rows) \(rows == 1 ? "row" : "rows") without a patient",
          "\(rows) \(rows == 1 ? "Zeile" : "Zeilen") ohne Patient"),
    ].compactMap(\.self)
    guard !parts.isEmpty else { return nil }
    let words = parts.joined(separator: Phrase(", and ", " und "))
    return Phrase(
      "Not understood when tables were read, and in no number: \(words). An event, a response, a dose or a patient may be missing (`verlauf check` lists them).",
      "Beim Lesen der Tabellen nicht verstanden und in keiner Zahl: \(words). Ein Ereignis, ein Ansprechen, eine Dosis oder ein Patient kann fehlen (`verlauf check` listet sie auf)."
    )
  }

  /// Mean times up to the last landmark; nil where no end point has one.
  public static func restrictedMeans(_ cohort: CohortSummary) -> PhraseTable? {
    let horizon = cohort.options.landmarkMonths.max() ?? 12
    let months = Phrase.number(horizon)
    var table = PhraseTable(
      name: "cohort-4-means",
      title: Phrase("Mean times up to \(months) months", "Mittlere Zeiten bis zu \(months) Monaten"),
      columns: [
        .endPoint, .group, .same("n", .number),
        .init("Mean", "Mittelwert", .estimate, unit: .monthSign, remark: level(cohort)),
      ])
    for endPoint in EndPoint.allCases {
      for group in [nil] + cohort.groups.map(Optional.some) {
        guard let estimate = cohort.estimate(endPoint, group: group), case .kaplanMeier(let curve) = estimate.curve
        else { continue }
        table.rows.append([
          .same(endPoint.rawValue), .words(Self.group(group)), .number(estimate.counted.count),
          mean(try? curve.restrictedMean(to: horizon), estimate.level),
        ])
      }
    }
    table.footnotes = [
      Phrase(
        "Restricted mean: the area under Kaplan and Meier's curve. Not given for times that are intervals, whose curve is not determined, nor beyond follow-up.",
        "Eingeschränkter Mittelwert: die Fläche unter der Kaplan-Meier-Kurve. Nicht angegeben für Zeiten, die Intervalle sind, da ihre Kurve nicht bestimmt ist, und nicht jenseits der Nachbeobachtung."
      )
    ]
    return table.rows.isEmpty ? nil : table
  }

  /// Restricted mean with its interval; not determined beyond follow-up.
  private static func mean(_ mean: RestrictedMean?, _ level: Double) -> PhraseTable.Cell {
    guard let mean, !mean.isExtrapolated else { return .missing(.notDeterminedSign) }
    // Without an event before the horizon the variance is 0 by its formula, which is no certainty.
    let interval = (mean.standardError ?? 0) > 0 ? mean.interval(level: level) : nil
    return .init(
      .estimate(
        .init(NumberBounds(mean.estimate), lower: interval?.lower, upper: interval?.upper, style: .mean)))
  }

  /// The column of medians with their intervals.
  static func medians(_ cohort: CohortSummary) -> PhraseTable.Column {
    .same("Median", .estimate, unit: .monthSign, remark: level(cohort))
  }

  /// Progression, and death without it, as competing events; nil where nobody died without progression.
  public static func incidence(_ cohort: CohortSummary) -> PhraseTable? {
    let rows = cohort.incidences
    guard !rows.isEmpty else { return nil }
    var table = PhraseTable(
      name: "cohort-6-incidence",
      title: Phrase("Progression, and death without progression", "Progress und Tod ohne Progress"),
      columns: [
        .months, .init("Progression", "Progress", .estimate, unit: .percentSign),
        .init("Death without progression", "Tod ohne Progress", .estimate, unit: .percentSign),
        .init("Free of both", "Frei von beidem", .number, unit: .percentSign),
      ])
    table.rows = rows.map { row in
      [
        .number(row.months),
        .probability(row.progression.estimate...row.progression.estimate, row.progression.interval),
        .probability(row.death.estimate...row.death.estimate, row.death.interval),
        .percent(1 - row.progression.estimate - row.death.estimate),
      ]
    }
    table.footnotes = [
      Phrase(
        "Cumulative incidence (Aalen and Johansen 1978) with \(percent(cohort.options.level)) % intervals on the scale log(−log F), uncertain times at the middle of their bounds. Time to progression that censors deaths would put the share of progression too high (Gooley et al. 1999).",
        "Kumulative Inzidenz (Aalen und Johansen 1978) mit \(percent(cohort.options.level))-%-Konfidenzintervallen auf der Skala log(−log F), unsichere Zeiten in der Mitte ihrer Grenzen. Eine Zeit bis zum Progress, die Todesfälle zensiert, würde den Anteil mit Progress zu hoch ansetzen (Gooley et al. 1999)."
      )
    ]
    return table
  }

  /// Every patient's times, so that the estimates can be read back to the courses.
  public static func times(_ cohort: CohortSummary) -> PhraseTable {
    let endPoints = EndPoint.allCases.filter(cohort.hasTimes)
    return PhraseTable(
      name: "cohort-12-times", title: Phrase("Times of each patient", "Zeiten jedes Patienten"),
      columns: [.patient, .bestResponse] + endPoints.map { .same($0.rawValue, .time, unit: .monthSign) },
      rows: cohort.rows.named.map { patient, row in
        [.same(patient), .words(row.best, trace: row.traces?.best)]
          + endPoints.map { endPoint in
            row.times[endPoint].map { .init(.time($0, withReason: true), trace: row.traces?.times[endPoint]) } ?? .none
          }
      }, footnotes: [Phrase("+ is censored. ", "+ ist zensiert. ") + method(cohort)])
  }

  /// A group, or all patients.
  private static func group(_ name: String?) -> Phrase { name.map { Phrase(same: $0) } ?? Phrase("all", "alle") }
}

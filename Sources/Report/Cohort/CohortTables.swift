// SPDX-License-Identifier: Apache-2.0

import Plain
import Course
public import Outcomes
import Dosing
import Statistics
import TumourResponse

/// The tables of a cohort.
public enum CohortTables {
  /// All of them that have rows, in the order of a paper.
  public static func all(_ cohort: CohortSummary) -> [PhraseTable] {
    [
      characteristics(cohort), responses(cohort), survival(cohort), restrictedMeans(cohort),
      progressionFreeRates(cohort),
      incidence(cohort), growth(cohort),
      sensitivity(cohort), comparison(cohort), lines(cohort), comparators(cohort), times(cohort),
    ].compactMap(\.self).filter { !$0.rows.isEmpty }
  }

  /// What every table of a cohort says of itself.
  static func method(_ cohort: CohortSummary) -> Phrase {
    let options = cohort.options
    let own = cohort.study.definitions.censoring.phrase
    let rule =
      options.rule.map { Phrase("\($0.phrase) (\($0.sourcePhrase))", "\($0.phrase) (\($0.sourcePhrase))") }
      ?? Phrase("as the study defines (\(own))", "wie die Studie definiert (\(own))")
    let anchor = options.anchor.phrase
    let level = percent(options.level)
    var text = Phrase(
      "Time from \(anchor), in months of 30.4375 days. Events and censoring: \(rule). Uncertain times: \(words(options.uncertainty)). Intervals: \(level) %, \(options.scale.phrase) for survival, \(options.proportion.phrase) for proportions.",
      "Zeit ab \(anchor), in Monaten zu 30,4375 Tagen. Ereignisse und Zensierung: \(rule). Unsichere Zeiten: \(words(options.uncertainty)). Konfidenzintervalle: \(level) %, \(options.scale.phrase) für Überlebenszeiten, \(options.proportion.phrase) für Anteile."
    )
    func add(_ more: Phrase) { text = Phrase("\(text) \(more)", "\(text) \(more)") }
    if cohort.treatedCount > 0 { add(judgement(cohort)) }
    if options.rule?.missedVisits != nil, options.visitIntervalDays == nil {
      add(
        Phrase(
          "The interval of visits is not given, so that missed visits censor nobody.",
          "Der Abstand der Kontrollen ist nicht angegeben, sodass versäumte Kontrollen niemanden zensieren."))
    }
    if options.rule?.needsBaseline == true {
      let unknown = cohort.baselineUnknown
      if unknown.count > 0 {
        let names = unknown.names
        add(
          Phrase(
            "No assessment in the four weeks before the start is recorded, and taken as done: \(names).",
            "In den vier Wochen vor Beginn ist keine Untersuchung dokumentiert, sie gilt als erfolgt: \(names)."))
      }
    }
    if cohort.excluded.count > 0 {
      let names = cohort.excluded.named { Phrase("\($0) (\($1))", "\($0) (\($1))") }
      add(Phrase("Not in the cohort: \(names).", "Nicht in der Kohorte: \(names)."))
    }
    return text
  }

  /// Which judgement of response counts, in tables, figures and estimates alike, and of whom.
  static func judgement(_ cohort: CohortSummary) -> Phrase {
    let (measured, judged) = (cohort.measured, cohort.judged)
    if measured.count == 0 {
      return Phrase("Responses: as judged by the source.", "Ansprechen: wie von der Quelle beurteilt.")
    }
    let choice = cohort.options.judgement
    let who = choice.reader.map { Phrase("\($0)", "von \($0)") } ?? readers(cohort)
    let recist = Phrase(
      "by \(choice.criteria.phrase) from the lesions of \(who)",
      "nach \(choice.criteria.phrase) aus den Läsionsmessungen \(who)")
    if judged.count == 0 { return Phrase("Responses: \(recist).", "Ansprechen: \(recist).") }
    return judged.count < measured.count
      ? Phrase(
        "Responses: \(recist), but as judged by the source, without lesions under this therapy: \(judged.names).",
        "Ansprechen: \(recist), jedoch wie von der Quelle beurteilt, ohne Läsionsmessungen unter dieser Therapie: \(judged.names)."
      )
      : Phrase(
        "Responses: as judged by the source, but \(recist): \(measured.names).",
        "Ansprechen: wie von der Quelle beurteilt, jedoch \(recist): \(measured.names).")
  }

  /// The first reader of each patient, by name where these differ; in German with `von`.
  private static func readers(_ cohort: CohortSummary) -> Phrase {
    let byName = cohort.readers
    guard byName.count > 1 else { return Phrase("the first reader", "des ersten Befunders") }
    func named(_ name: String) -> Phrase {
      name.isEmpty ? Phrase("a reader without a name", "einem Befunder ohne Namen") : Phrase(same: name)
    }
    let all = byName.sorted { named($0.key).english < named($1.key).english }.map { name, members in
      named(name) + Phrase(" (\(members.names))", " (\(members.names))")
    }.joined(separator: Phrase.and)
    return Phrase("\(all)", "von \(all)")
  }

  static func words(_ uncertainty: CohortOptions.Uncertainty) -> Phrase {
    switch uncertainty {
    case .interval:
      Phrase(
        "as intervals (Turnbull 1976); exact times by Kaplan-Meier",
        "als Intervalle (Turnbull 1976); exakte Zeiten nach Kaplan-Meier")
    case .betweenVisits:
      Phrase(
        "progression between the last visit without it and the visit that found it (Turnbull 1976)",
        "Progress zwischen der letzten Kontrolle ohne und der Kontrolle mit Progress (Turnbull 1976)")
    case .midpoint: Phrase("at the middle of their bounds", "in der Mitte ihrer Grenzen")
    case .earliest: Phrase("at their earliest bound", "an ihrer frühesten Grenze")
    case .latest: Phrase("at their latest bound", "an ihrer spätesten Grenze")
    }
  }

  /// A level of intervals in percent, with all its digits: `95`, `99.99`.
  static func percent(_ share: Double) -> Phrase { .number(share * 100, decimals: 6) }

  /// The level of intervals as heads show it: ` (95 % interval)`, in German ` (95-%-KI)`.
  static func level(_ cohort: CohortSummary) -> Phrase {
    let level = percent(cohort.options.level)
    return Phrase(" (\(level) % interval)", " (\(level)-%-KI)")
  }

  /// A column of intervals in percent.
  static func intervals(_ cohort: CohortSummary) -> PhraseTable.Column {
    let level = percent(cohort.options.level)
    return .init("\(level) % interval", "\(level)-%-KI", .interval, unit: .percentSign, cellsHaveUnit: true)
  }

  /// A column of probabilities at a month.
  static func probabilities(at months: Double) -> PhraseTable.Column {
    let number = Phrase.number(months)
    return .init("At \(number) mo", "Nach \(number) Mon.", .estimate, unit: .percentSign)
  }

  /// Columns of ``cells(_:)``.
  static func shares(_ cohort: CohortSummary) -> [PhraseTable.Column] {
    [.same("n/N", .share), .same("%", .range), intervals(cohort)]
  }

  /// `1/3`, 33.3 %, 0.8–90.6; where patients are undecided, both ends: `1–2/3`.
  static func cells(_ share: CohortProportion) -> [PhraseTable.Cell] {
    guard let low = share.share(undecidedAsYes: false), let high = share.share(undecidedAsYes: true) else {
      return [count(share), .none, .none]
    }
    return [count(share), .init(.range(NumberBounds(lower: low * 100, upper: high * 100), decimals: 1)), limits(share)]
  }

  static func count(_ share: CohortProportion) -> PhraseTable.Cell {
    .init(.share(yes: share.yes, open: share.undecided, of: share.total))
  }

  /// The interval of a share; where patients are undecided, from the lower limit of all as no to the upper one of all as yes.
  static func limits(_ share: CohortProportion) -> PhraseTable.Cell {
    .interval(
      ConfidenceInterval(
        lower: share.interval(undecidedAsYes: false)?.lower, upper: share.interval(undecidedAsYes: true)?.upper,
        level: share.level))
  }
}

extension ListedPatients {
  /// Who they are, each in words; above the limit how many they are.
  func named(separator: String = ", ", _ words: (Patient.ID, Detail) -> Phrase) -> Phrase {
    isWhole
      ? named.map { words($0.patient, $0.detail) }.joined(separator: Phrase(same: separator))
      : Phrase("\(count) patients", "\(count) Patienten")
  }

  /// Who they are.
  var names: Phrase { named { patient, _ in Phrase(same: patient) } }
}

extension Phrase {
  /// `ct-2 of patient 3`, in German `ct-2 von Patient 3`.
  static func ofPatient(_ what: Phrase, _ patient: Patient.ID) -> Phrase {
    Phrase("\(what) of patient \(patient)", "\(what) von Patient \(patient)")
  }
}

extension TableOf.Column where Text == Phrase {
  /// The column of patients.
  static var patient: Self { .init("Pat. ID", "Pat.-Nr.") }
  /// The column of end points, by their letters.
  static var endPoint: Self { .init("End point", "Endpunkt") }
  /// The column of best responses.
  static var bestResponse: Self { .init("Best response", "Bestes Ansprechen") }
  /// The column of months.
  static var months: Self { .init("Months", "Monate", .number) }
  /// The column of groups.
  static var group: Self { .init("Group", "Gruppe") }
  /// The column of events.
  static func events(_ kind: TableKind = .number) -> Self { .init("Events", "Ereignisse", kind) }
}

// SPDX-License-Identifier: Apache-2.0

import Plain
public import Course
public import Outcomes
public import TumourResponse

/// The tables of measured response.
public enum ResponseTables {
  /// Criteria by which lesions are judged.
  public typealias Criteria = LesionCriteria

  /// The visits under a line of therapy judged by some criteria.
  static func judged(_ lesions: TherapyCourse, criteria: Criteria, options: RECISTOptions) -> [JudgedPoint] {
    criteria.judge(lesions.course, options: options).filter { lesions.isUnder($0.point.date) ?? true }
  }

  /// The response at every visit, with the rule that decided it.
  ///
  /// - Parameters:
  ///   - outcomes: the patients.
  ///   - patient: one of them alone; nil for all.
  ///   - reader: one reader alone; nil for all.
  ///   - criteria: RECIST or Choi.
  ///   - options: what RECIST leaves open.
  ///   - reasonsBelow: whether the reasons stand below the table, a line a visit: a terminal has no room for a column of sentences.
  public static func timePoints(
    _ outcomes: StudyOutcomes, patient: Patient.ID? = nil, reader: String? = nil, criteria: Criteria = .recist,
    options: RECISTOptions = RECISTOptions(), reasonsBelow: Bool = false
  ) -> PhraseTable {
    var table = PhraseTable(
      name: "response-1-time-points",
      title: Phrase(
        "Response at each visit (\(criteria.name))", "Ansprechen bei jeder Kontrolle (\(criteria.shortPhrase))"),
      columns: [
        .patient, .therapy, .reader, .init("Date", "Datum", .day),
        .init("Sum", "Summe", .number, unit: Phrase(same: "mm")),
        .init("From baseline", "Seit Baseline", .number, unit: .percentSign),
        .init("From smallest", "Seit Nadir", .number, unit: .percentSign), .init("Targets", "Zielläsionen"),
        .init("Non-targets", "Nicht-Zielläsionen"), .init("New", "Neu"), .response,
      ] + (reasonsBelow ? [] : [.init("Why", "Begründung")]))
    for outcome in outcomes.patients where patient == nil || outcome.patient.id == patient {
      for lesions in outcome.lesionCourses where reader == nil || lesions.reader == reader {
        let own = lesions.reader
        for visit in judged(lesions, criteria: criteria, options: options) {
          let point = visit.point
          let why = visit.steps.joined(separator: "; ")
          if reasonsBelow {
            let who = "\(outcome.patient.id), \(point.date)\(own.map { ", \($0)" } ?? "")"
            table.footnotes.append(Phrase("\(who): \(why).", "\(who): \(why)."))
          }
          table.rows.append(
            [
              .same(outcome.patient.id), .same(lesions.therapies.first), .same(own), .init(.day(point.date)),
              .init(
                PhraseTable.Cell.number(point.sum?.number, decimals: 2).value,
                note: point.sum != nil && !point.isSumComplete ? Phrase("(part)", "(Teil)") : nil),
              .number(point.percentFromBaseline, isSigned: true), .number(point.percentFromNadir, isSigned: true),
              .same(point.target?.rawValue), .same(point.nonTarget?.rawValue), .words(words(point.newLesion)),
              .init(PhraseTable.Cell.same(visit.response.rawValue).value, note: mark(lesions)),
            ] + (reasonsBelow ? [] : [.words(why)]))
        }
      }
    }
    table.footnotes += told(outcomes, patient)
    table.footnotes += [
      Phrase(
        "Each line of therapy has a baseline of its own: the last measurement on or before its first dose (RECIST 1.1, 4.2), else the first after it, which the response says. A visit on the first day of the next line belongs to the line before. Lengths are compared in hundredths of a millimetre.",
        "Jede Therapielinie hat ihre eigene Baseline: die letzte Messung am Tag der ersten Gabe oder davor (RECIST 1.1, 4.2), sonst die erste danach, was beim Ansprechen steht. Eine Kontrolle am ersten Tag der nächsten Linie gehört zur Linie davor. Längen werden in hundertstel Millimetern verglichen."
      ),
      source(criteria),
    ]
    return table
  }

  /// Best response with and without confirmation.
  public static func best(
    _ outcomes: StudyOutcomes, patient: Patient.ID? = nil, criteria: Criteria = .recist,
    options: RECISTOptions = RECISTOptions(), leastStableDays: Int = 42,
    confirmation: BestResponseRule.Confirmation = .init()
  ) -> PhraseTable {
    var table = PhraseTable(
      name: "response-2-best",
      title: Phrase("Best response (\(criteria.name))", "Bestes Ansprechen (\(criteria.shortPhrase))"),
      columns: [
        .patient, .therapy, .reader, .init("Best", "Bestes"), .init("Why", "Begründung"),
        .init("Best, confirmed", "Bestes, bestätigt"), .init("Why (confirmed)", "Begründung (bestätigt)"),
        .init("As judged by the source", "Wie von der Quelle beurteilt"),
      ])
    for outcome in outcomes.patients where patient == nil || outcome.patient.id == patient {
      for lesions in outcome.lesionCourses {
        func bests(_ confirmation: BestResponseRule.Confirmation?) -> [BestResponseRule.Best] {
          lesions.bests(leastStableDays: leastStableDays, confirmation: confirmation) {
            criteria.judge($0, options: options).map(\.visit)
          }
        }
        let plain = bests(nil)
        let confirmed = bests(confirmation)
        let stated = outcome.therapies.filter { lesions.therapies.isEmpty || lesions.therapies.contains($0.entry.id) }
          .compactMap { therapy in
            therapy.judged?.bestResponse.map {
              Phrase("\(therapy.entry.id): \($0.value.phrase)", "\(therapy.entry.id): \($0.value.phrase)")
            }
          }
        func response(_ bests: [BestResponseRule.Best]) -> PhraseTable.Cell {
          guard bests.count > 1 else {
            let response = bests.first?.response
            return .init(PhraseTable.Cell.same(response?.rawValue).value, note: response == nil ? nil : mark(lesions))
          }
          let words = bests.map { best in
            best.response.map { Phrase(same: $0.rawValue) } ?? Phrase("none", "keines")
          }.joined(separator: Phrase.or)
          return .init(PhraseTable.Cell.words(words).value, note: mark(lesions))
        }
        func why(_ bests: [BestResponseRule.Best]) -> Phrase {
          let reasons = bests.map(\.why).joined(separator: Phrase("; or ", "; oder "))
          guard bests.count > 1 else { return reasons }
          let open = lesions.openWords ?? Phrase("by the day of the first dose", "je nach dem Tag der ersten Gabe")
          return Phrase("\(reasons): \(open)", "\(reasons): \(open)")
        }
        table.rows.append([
          .same(outcome.patient.id), .same(lesions.therapies.first), .same(lesions.reader), response(plain),
          .words(why(plain)), response(confirmed), .words(why(confirmed)),
          .words(stated.isEmpty ? nil : stated.joined(separator: ", ")),
        ])
      }
    }
    let tolerated = confirmation.toleratedNotEvaluable
    table.footnotes = [
      Phrase(
        "SD counts from \(leastStableDays) days after the start of treatment; confirmation after \(confirmation.days) days or more, with \(tolerated == 1 ? "one visit" : "\(tolerated) visits") not evaluable in between at most. Up to the first progression and the first dose of the next line.",
        "SD zählt ab \(leastStableDays) Tagen nach Therapiebeginn; Bestätigung nach \(confirmation.days) Tagen oder mehr, mit höchstens \(tolerated == 1 ? "einer nicht beurteilbaren Kontrolle" : "\(tolerated) nicht beurteilbaren Kontrollen") dazwischen. Bis zum ersten Progress und zur ersten Gabe der nächsten Linie."
      )
    ]
    return table
  }

  /// Visits on which two readers, or RECIST and Choi where densities are recorded, or the source, disagree.
  public static func disagreements(_ outcomes: StudyOutcomes, patient: Patient.ID? = nil) -> PhraseTable {
    var table = PhraseTable(
      name: "response-3-disagreements",
      title: Phrase(
        "Where two judgements of a visit differ", "Wo zwei Beurteilungen einer Kontrolle auseinandergehen"),
      columns: [
        .patient, .init("Date", "Datum", .day), .init("One", "Eine"), .init("Other", "Andere"), .response,
        .init("Other response", "Anderes Ansprechen"), .init("Agreement", "Übereinstimmung", .amount),
      ])
    for outcome in outcomes.patients where patient == nil || outcome.patient.id == patient {
      let readers = outcome.patient.lesions.isEmpty ? [] : outcome.lesionReaders
      var judgements: [(name: Phrase, visits: [JudgedVisit])] = readers.map { reader in
        (
          Phrase(same: "RECIST 1.1" + (reader.map { ", \($0)" } ?? "")),
          visits(outcome, reader, .recist)
        )
      }
      if outcome.patient.lesions.contains(where: { $0.density != nil }), let reader = readers.first {
        judgements.append(
          (
            Phrase(same: "Choi"),
            visits(outcome, reader, .choi)
          ))
      }
      judgements += outcome.datedJudgementsByCriteria.map { criteria, visits in
        (
          criteria.isEmpty
            ? Phrase("as judged by the source", "wie von der Quelle beurteilt")
            : Phrase("the source, \(criteria)", "die Quelle, \(criteria)"), visits
        )
      }
      for (index, one) in judgements.enumerated() {
        for other in judgements[(index + 1)...] {
          let comparison = ReaderComparison(one.visits, other.visits)
          let agreement = PhraseTable.Cell.amount(comparison.agreement.map { $0 * 100 }, unit: .percentSign).value
          let kappa =
            comparison.kappa.map { kappa in
              let number = Phrase.number(kappa, decimals: 2)
              return Phrase(", kappa \(number)", ", Kappa \(number)")
            } ?? Phrase.none
          let both = comparison.judgedByBoth.count
          for visit in comparison.visits where visit.isDisagreement {
            table.rows.append([
              .same(outcome.patient.id), .init(.day(visit.date)), .words(one.name), .words(other.name),
              .same(visit.first?.rawValue), .same(visit.second?.rawValue),
              .init(agreement, note: Phrase("of \(both)\(kappa)", "von \(both)\(kappa)")),
            ])
          }
        }
      }
    }
    table.footnotes = [
      Phrase(
        "Only days that both judge. Kappa: Cohen, Educ Psychol Meas 1960;20:37.",
        "Nur Tage, die beide beurteilen. Kappa: Cohen, Educ Psychol Meas 1960;20:37.")
    ]
    return table
  }

  private static func visits(_ outcome: PatientOutcomes, _ reader: String?, _ criteria: Criteria) -> [JudgedVisit] {
    outcome.lesionCourses.filter { $0.reader == reader }.flatMap { lesions in
      judged(lesions, criteria: criteria, options: RECISTOptions()).map(\.visit)
    }
  }

  /// What a reader must know of the visits: those whose line is open, and rows that count for nothing.
  private static func told(_ outcomes: StudyOutcomes, _ patient: Patient.ID?) -> [Phrase] {
    outcomes.patients.filter { patient == nil || $0.patient.id == patient }.flatMap { outcome in
      let id = outcome.patient.id
      return Set(outcome.lesionCourses.flatMap(\.notes)).sorted { $0.english < $1.english }.map {
        Phrase("\(id): \($0)", "\(id): \($0)")
      }
        + outcome.misplacedReadings.map {
          Phrase(
            "\(id): not counted: \($0.reading.lesion) \($0.phrase).",
            "\(id): nicht gezählt: \($0.reading.lesion) \($0.phrase).")
        }
    }
  }

  private static func mark(_ lesions: TherapyCourse) -> Phrase? {
    lesions.baselineWords.map { Phrase("(\($0))", "(\($0))") }
  }

  private static func words(_ new: TimePoint.NewLesion) -> Phrase {
    switch new {
    case .none: Phrase("no", "nein")
    case .equivocal(let lesions):
      Phrase("equivocal: \(lesions.joined(separator: ", "))", "fraglich: \(lesions.joined(separator: ", "))")
    case .unequivocal(let lesions): Phrase(same: lesions.joined(separator: ", "))
    case .backDated(let lesions, let day):
      Phrase(
        "\(lesions.joined(separator: ", ")) (confirmed \(day))", "\(lesions.joined(separator: ", ")) (bestätigt \(day))"
      )
    }
  }

  private static func source(_ criteria: Criteria) -> Phrase {
    criteria == .recist
      ? Phrase(same: "RECIST 1.1: Eisenhauer EA, et al. Eur J Cancer 2009;45:228-247.")
      : Phrase(
        "Choi H, et al. J Clin Oncol 2007;25:1753-1759; made for GIST.",
        "Choi H, et al. J Clin Oncol 2007;25:1753-1759; für GIST entwickelt.")
  }
}

extension TableOf.Column where Text == Phrase {
  /// The column of who measured.
  fileprivate static var reader: Self { .init("Reader", "Befunder") }
  /// The column of responses.
  fileprivate static var response: Self { .init("Response", "Ansprechen") }
}

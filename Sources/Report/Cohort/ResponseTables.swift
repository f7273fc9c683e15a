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
  ) -> Table {
    var table = Table(
      name: "response-1-time-points", title: "Response at each visit (\(criteria.name))",
      columns: [
        "Pat. ID", "Therapy", "Reader", .init("Date", .day), .init("Sum", .number, unit: "mm"),
        .init("From baseline", .number, unit: "%"), .init("From smallest", .number, unit: "%"), "Targets",
        "Non-targets", "New", "Response",
      ] + (reasonsBelow ? [] : ["Why"]))
    for outcome in outcomes.patients where patient == nil || outcome.patient.id == patient {
      for lesions in outcome.lesionCourses where reader == nil || lesions.reader == reader {
        let own = lesions.reader
        for visit in judged(lesions, criteria: criteria, options: options) {
          let point = visit.point
          let why = visit.reasons.joined(separator: "; ")
          if reasonsBelow {
            table.footnotes.append("\(outcome.patient.id), \(point.date)\(own.map { ", \($0)" } ?? ""): \(why).")
          }
          table.rows.append(
            [
              .words(outcome.patient.id), .words(lesions.therapies.first), .words(own), .init(.day(point.date)),
              .init(
                Table.Cell.number(point.sum?.number, decimals: 2).value,
                note: point.sum != nil && !point.isSumComplete ? "(part)" : nil),
              .number(point.percentFromBaseline, isSigned: true), .number(point.percentFromNadir, isSigned: true),
              .words(point.target?.rawValue), .words(point.nonTarget?.rawValue), .words(words(point.newLesion)),
              .init(Table.Cell.words(visit.response.rawValue).value, note: lesions.baselineMark.map { "(\($0))" }),
            ] + (reasonsBelow ? [] : [.words(why)]))
        }
      }
    }
    table.footnotes += told(outcomes, patient)
    table.footnotes += [
      "Each line of therapy has a baseline of its own: the last measurement on or before its first dose (RECIST 1.1, 4.2), else the first after it, "
        + "which the response says. A visit on the first day of the next line belongs to the line before. Lengths are compared in hundredths of a "
        + "millimetre.",
      source(criteria),
    ]
    return table
  }

  /// Best response with and without confirmation.
  public static func best(
    _ outcomes: StudyOutcomes, patient: Patient.ID? = nil, criteria: Criteria = .recist,
    options: RECISTOptions = RECISTOptions(), leastStableDays: Int = 42,
    confirmation: BestResponseRule.Confirmation = .init()
  ) -> Table {
    var table = Table(
      name: "response-2-best", title: "Best response (\(criteria.name))",
      columns: [
        "Pat. ID", "Therapy", "Reader", "Best", "Why", "Best, confirmed", "Why (confirmed)",
        "As judged by the source",
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
            therapy.judged?.bestResponse.map { "\(therapy.entry.id): \($0.value.words)" }
          }
        func response(_ bests: [BestResponseRule.Best]) -> Table.Cell {
          let words =
            bests.count > 1
            ? bests.map { $0.response?.rawValue ?? "none" }.joined(separator: " or ") : bests.first?.response?.rawValue
          return .init(Table.Cell.words(words).value, note: words == nil ? nil : lesions.baselineMark.map { "(\($0))" })
        }
        func why(_ bests: [BestResponseRule.Best]) -> String {
          bests.map(\.reason).joined(separator: "; or ")
            + (bests.count > 1 ? lesions.openWords.map { ": \($0.english)" } ?? ", by the day of the first dose" : "")
        }
        table.rows.append([
          .words(outcome.patient.id), .words(lesions.therapies.first), .words(lesions.reader), response(plain),
          .words(why(plain)), response(confirmed), .words(why(confirmed)),
          .words(stated.isEmpty ? nil : stated.joined(separator: ", ")),
        ])
      }
    }
    table.footnotes = [
      "SD counts from \(leastStableDays) days after the start of treatment; confirmation after \(confirmation.days) days or more, with "
        + "\(confirmation.toleratedNotEvaluable == 1 ? "one visit" : "\(confirmation.toleratedNotEvaluable) visits") not evaluable in between at most. "
        + "Up to the first progression and the first dose of the next line."
    ]
    return table
  }

  /// Visits on which two readers, or RECIST and Choi where densities are recorded, or the source, disagree.
  public static func disagreements(_ outcomes: StudyOutcomes, patient: Patient.ID? = nil) -> Table {
    var table = Table(
      name: "response-3-disagreements", title: "Where two judgements of a visit differ",
      columns: [
        "Pat. ID", .init("Date", .day), "One", "Other", "Response", "Other response", .init("Agreement", .amount),
      ])
    for outcome in outcomes.patients where patient == nil || outcome.patient.id == patient {
      let readers = outcome.patient.lesions.isEmpty ? [] : outcome.lesionReaders
      var judgements: [(name: String, visits: [JudgedVisit])] = readers.map { reader in
        (
          "RECIST 1.1" + (reader.map { ", \($0)" } ?? ""),
          visits(outcome, reader, .recist)
        )
      }
      if outcome.patient.lesions.contains(where: { $0.density != nil }), let reader = readers.first {
        judgements.append(
          (
            "Choi",
            visits(outcome, reader, .choi)
          ))
      }
      judgements += outcome.datedJudgementsByCriteria.map { criteria, visits in
        (criteria.isEmpty ? "as judged by the source" : "the source, \(criteria)", visits)
      }
      for (index, one) in judgements.enumerated() {
        for other in judgements[(index + 1)...] {
          let comparison = ReaderComparison(one.visits, other.visits)
          let agreement = Table.Cell.amount(comparison.agreement.map { $0 * 100 }, unit: "%").value
          let kappa = comparison.kappa.map { ", kappa \(Numbers.text($0, decimals: 2))" } ?? ""
          for visit in comparison.visits where visit.isDisagreement {
            table.rows.append([
              .words(outcome.patient.id), .init(.day(visit.date)), .words(one.name), .words(other.name),
              .words(visit.first?.rawValue), .words(visit.second?.rawValue),
              .init(agreement, note: "of \(comparison.judgedByBoth.count)\(kappa)"),
            ])
          }
        }
      }
    }
    table.footnotes = ["Only days that both judge. Kappa: Cohen, Educ Psychol Meas 1960;20:37."]
    return table
  }

  private static func visits(_ outcome: PatientOutcomes, _ reader: String?, _ criteria: Criteria) -> [JudgedVisit] {
    outcome.lesionCourses.filter { $0.reader == reader }.flatMap { lesions in
      judged(lesions, criteria: criteria, options: RECISTOptions()).map(\.visit)
    }
  }

  /// What a reader must know of the visits: those whose line is open, and rows that count for nothing.
  private static func told(_ outcomes: StudyOutcomes, _ patient: Patient.ID?) -> [String] {
    outcomes.patients.filter { patient == nil || $0.patient.id == patient }.flatMap { outcome in
      Set(outcome.lesionCourses.flatMap(\.remarks)).sorted().map { "\(outcome.patient.id): \($0)" }
        + outcome.misplacedReadings.map { "\(outcome.patient.id): not counted: \($0.reading.lesion) \($0.words)." }
    }
  }

  private static func words(_ new: TimePoint.NewLesion) -> String {
    switch new {
    case .none: "no"
    case .equivocal(let lesions): "equivocal: \(lesions.joined(separator: ", "))"
    case .unequivocal(let lesions): lesions.joined(separator: ", ")
    case .backDated(let lesions, let day): "\(lesions.joined(separator: ", ")) (confirmed \(day))"
    }
  }

  private static func source(_ criteria: Criteria) -> String {
    criteria == .recist
      ? "RECIST 1.1: Eisenhauer EA, et al. Eur J Cancer 2009;45:228-247."
      : "Choi H, et al. J Clin Oncol 2007;25:1753-1759; made for GIST."
  }
}

// SPDX-License-Identifier: Apache-2.0

import Plain
public import Course
public import Outcomes
public import TumourResponse

/// The tables of measured response.
public enum ResponseTables {
  /// Criteria by which lesions are judged.
  public enum Criteria: String, Sendable, Hashable, CaseIterable {
    /// RECIST 1.1.
    case recist
    /// Choi: size or density.
    case choi
    /// Modified Choi: size and density.
    case modifiedChoi = "modified-choi"
  }

  /// A reader's visits judged by some criteria.
  static func judged(
    _ outcome: PatientOutcomes, reader: String?, criteria: Criteria, options: RECISTOptions
  ) -> [(point: TimePoint, response: Response, reasons: [String])] {
    guard let course = outcome.tumourCourse(reader: reader) else { return [] }
    let points = RECIST.timePoints(course, options: options)
    switch criteria {
    case .recist: return points.map { ($0, $0.overall, $0.reasons) }
    case .choi, .modifiedChoi:
      let choi = Choi.timePoints(course, options: .init(needsBoth: criteria == .modifiedChoi))
      return zip(points, choi).map { ($0, $1.response, $1.reasons) }
    }
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
      name: "response-1-time-points", title: "Response at each visit (\(name(criteria)))",
      columns: [
        "Pat. ID", "Reader", .init("Date", .day), .init("Sum", .number, unit: "mm"),
        .init("From baseline", .number, unit: "%"), .init("From smallest", .number, unit: "%"), "Targets",
        "Non-targets", "New", "Response",
      ] + (reasonsBelow ? [] : ["Why"]))
    for outcome in outcomes.patients where patient == nil || outcome.patient.id == patient {
      for own in outcome.lesionReaders where reader == nil || own == reader {
        for visit in judged(outcome, reader: own, criteria: criteria, options: options) {
          let point = visit.point
          let why = visit.reasons.joined(separator: "; ")
          if reasonsBelow {
            table.footnotes.append("\(outcome.patient.id), \(point.date)\(own.map { ", \($0)" } ?? ""): \(why).")
          }
          table.rows.append(
            [
              .words(outcome.patient.id), .words(own), .init(.day(point.date)),
              .init(
                Table.Cell.number(point.sum?.number, decimals: 2).value,
                note: point.sum != nil && !point.isSumComplete ? "(part)" : nil),
              .number(point.percentFromBaseline, isSigned: true), .number(point.percentFromNadir, isSigned: true),
              .words(point.target?.rawValue), .words(point.nonTarget?.rawValue), .words(words(point.newLesion)),
              .words(visit.response.rawValue),
            ] + (reasonsBelow ? [] : [.words(why)]))
        }
      }
    }
    table.footnotes += [
      "Baseline: the last measurement on or before the first dose of the therapy that follows, where that is an exact day; else the "
        + "first measurement. Lengths are compared in hundredths of a millimetre.",
      source(criteria),
    ]
    return table
  }

  /// Best response with and without confirmation.
  public static func best(
    _ outcomes: StudyOutcomes, patient: Patient.ID? = nil, criteria: Criteria = .recist,
    options: RECISTOptions = RECISTOptions(), leastStableDays: Int = 42, confirmationDays: Int = 28
  ) -> Table {
    var table = Table(
      name: "response-2-best", title: "Best response (\(name(criteria)))",
      columns: ["Pat. ID", "Reader", "Best", "Why", "Best, confirmed", "Why (confirmed)", "As judged by the source"])
    for outcome in outcomes.patients where patient == nil || outcome.patient.id == patient {
      for reader in outcome.lesionReaders {
        guard let course = outcome.tumourCourse(reader: reader) else { continue }
        let visits = judged(outcome, reader: reader, criteria: criteria, options: options).map {
          JudgedVisit(date: $0.point.date, response: $0.response)
        }
        let reference = outcome.lesionReference ?? course.baseline.date
        var rule = BestResponseRule(leastStableDays: leastStableDays, hasTargets: !course.targets.isEmpty)
        let plain = rule.best(visits, reference: reference)
        rule.confirmation = .init(days: confirmationDays)
        let confirmed = rule.best(visits, reference: reference)
        let stated = outcome.therapies.compactMap { therapy in
          therapy.bestResponse.map { "\(therapy.entry.id): \($0.value.response.rawValue)" }
        }
        table.rows.append([
          .words(outcome.patient.id), .words(reader), .words(plain.response?.rawValue), .words(plain.reason),
          .words(confirmed.response?.rawValue), .words(confirmed.reason),
          .words(stated.isEmpty ? nil : stated.joined(separator: ", ")),
        ])
      }
    }
    table.footnotes = [
      "SD counts from \(leastStableDays) days after the start of treatment; confirmation after \(confirmationDays) days or more, one visit in "
        + "between may be not evaluable. Up to the first progression."
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
          judged(outcome, reader: reader, criteria: .recist, options: RECISTOptions()).map {
            JudgedVisit(date: $0.point.date, response: $0.response)
          }
        )
      }
      if outcome.patient.lesions.contains(where: { $0.density != nil }), let reader = readers.first {
        judgements.append(
          (
            "Choi",
            judged(outcome, reader: reader, criteria: .choi, options: RECISTOptions()).map {
              JudgedVisit(date: $0.point.date, response: $0.response)
            }
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

  private static func words(_ new: TimePoint.NewLesion) -> String {
    switch new {
    case .none: "no"
    case .equivocal(let lesions): "equivocal: \(lesions.joined(separator: ", "))"
    case .unequivocal(let lesions): lesions.joined(separator: ", ")
    case .backDated(let lesions, let day): "\(lesions.joined(separator: ", ")) (confirmed \(day))"
    }
  }

  private static func name(_ criteria: Criteria) -> String {
    switch criteria {
    case .recist: "RECIST 1.1"
    case .choi: "Choi"
    case .modifiedChoi: "modified Choi"
    }
  }

  private static func source(_ criteria: Criteria) -> String {
    criteria == .recist
      ? "RECIST 1.1: Eisenhauer EA, et al. Eur J Cancer 2009;45:228-247."
      : "Choi H, et al. J Clin Oncol 2007;25:1753-1759; made for GIST."
  }
}

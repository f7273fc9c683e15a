// SPDX-License-Identifier: Apache-2.0

import Chronology
import Course
public import Outcomes
import Plain
import TumourResponse

/// Outcomes for a statistician's program: one row a patient and line of therapy, every value in a column of its own.
///
/// Times are bounds in days and in months with whether the event was seen and why time ended; nothing is formatted. A column is declared once, with its
/// meaning: the codebook is made of the same declarations as the rows.
public struct WideOutcomes: Sendable {
  /// The rows as CSV; empty where nothing is known or nothing applies.
  public let csv: String
  /// The columns as CSV: name, type, unit, meaning.
  public let codebook: String

  /// A column.
  private struct Column {
    var name: String
    /// `text`, `number`, `date`, or `0/1`.
    var type: String
    var unit: String = ""
    var meaning: String
    var field: (Row) -> CSVField
  }

  /// A patient with one of the lines, or with none.
  private struct Row {
    var outcome: PatientOutcomes
    var line: LineOutcome?
    /// The patient from the first dose of the line.
    var member: CohortMember?
    var visits: [Visit]
  }

  /// A response with its day and where it is from.
  private struct Visit {
    var response: Response
    var day: DayBounds
    var source: String
  }

  /// The rows of a study, by the rule of censoring and the judgement of responses that the options name; every line is an anchor of its own.
  public init(_ outcomes: StudyOutcomes, options: CohortOptions = CohortOptions()) {
    let last = outcomes.patients.flatMap { $0.lines.map(\.line.number) }.max() ?? 0
    var members: [Int: [Patient.ID: CohortMember]] = [:]
    for number in Set(outcomes.patients.flatMap { $0.lines.map(\.line.number) }) where number <= last {
      var own = options
      own.anchor = .line(number)
      members[number] = Dictionary(
        CohortOutcomes(outcomes, options: own).members.map { ($0.patient.id, $0) }, uniquingKeysWith: { one, _ in one })
    }
    let rows = outcomes.patients.flatMap { outcome -> [Row] in
      guard !outcome.lines.isEmpty else { return [Row(outcome: outcome, visits: [])] }
      return outcome.lines.map { line in
        let member = members[line.line.number]?[outcome.patient.id]
        return Row(
          outcome: outcome, line: line, member: member, visits: Self.visits(outcome, line, member, options))
      }
    }
    let columns = Self.columns(outcomes.study.fields, responses: rows.map(\.visits.count).max() ?? 0)
    csv = CSV.text([columns.map { .text($0.name) }] + rows.map { row in columns.map { $0.field(row) } })
    codebook = CSV.text(
      [["column", "type", "unit", "meaning"]]
        + columns.map { [.text($0.name), .text($0.type), .text($0.unit), .text($0.meaning)] })
  }

  private static func visits(
    _ outcome: PatientOutcomes, _ line: LineOutcome, _ member: CohortMember?, _ options: CohortOptions
  ) -> [Visit] {
    if let member, member.isMeasured, let lesions = member.lesions {
      let reader = lesions.reader.map { ", \($0)" } ?? ""
      return options.judgement.criteria.judge(lesions.course).filter { lesions.isUnder($0.point.date) ?? true }.map {
        Visit(
          response: $0.response, day: DayBounds(earliest: $0.point.date, latest: $0.point.date),
          source: "measured (\(options.judgement.criteria.name)\(reader))")
      }
    }
    return outcome.judgedVisits(of: line.line.therapies, options.judgement).visits.map { visit in
      let day = outcome.timeline.start(of: visit.entry.id).map { outcome.timeline.bounds(of: $0) }
      let source = visit.entry.sources.map(\.section).joined(separator: "; ")
      return Visit(
        response: visit.response, day: day ?? DayBounds(earliest: nil, latest: nil),
        source: "\(visit.entry.id)\(source.isEmpty ? "" : " (\(source))")")
    }
  }

  // MARK: columns

  private static func columns(_ fields: [StudyField], responses: Int) -> [Column] {
    patient + fields.map(field) + line + times + best
      + (1...max(1, responses)).prefix(responses).flatMap(response)
  }

  private static func text(_ name: String, _ meaning: String, _ value: @escaping (Row) -> String?) -> Column {
    Column(name: name, type: "text", meaning: meaning) { value($0).map { .text($0) } ?? .empty }
  }

  private static func number(
    _ name: String, _ unit: String = "", _ meaning: String, _ value: @escaping (Row) -> Double?
  ) -> Column {
    Column(name: name, type: "number", unit: unit, meaning: meaning) { .number(value($0)) }
  }

  private static func day(_ name: String, _ meaning: String, _ value: @escaping (Row) -> Day?) -> Column {
    Column(name: name, type: "date", unit: "ISO 8601", meaning: meaning) {
      value($0).map { .text($0.description) } ?? .empty
    }
  }

  private static var patient: [Column] {
    [
      text("patient", "Identifier of the patient in the study") { $0.outcome.patient.id },
      text("sex", "Sex as recorded: female, male or other") { $0.outcome.patient.sex.value?.rawValue },
      number("age", "years", "Age as stated: completed years, or a twelfth of completed months") {
        $0.outcome.patient.age.value?.number
      },
      text("histology", "Histology of the first diagnosis") { $0.outcome.patient.diagnosis?.diagnosis.histology },
      text("site", "Site of the primary tumour") { $0.outcome.patient.diagnosis?.diagnosis.site.value },
      text("grade", "Grade as recorded") {
        $0.outcome.patient.diagnosis.flatMap { $0.diagnosis.grade.value ?? $0.diagnosis.gradeInWords.value }
      },
      Column(name: "died", type: "0/1", meaning: "Whether a death is recorded; 0 says no more than that none is") {
        .number($0.outcome.patient.death == nil ? 0 : 1)
      },
    ]
  }

  /// A field of the study's own; a date may be no more than a year, so that it is text.
  private static func field(_ field: StudyField) -> Column {
    let meaning =
      "Field of the study: \(field.about ?? field.name)"
      + (field.choices.isEmpty ? "" : " (\(field.choices.joined(separator: ", ")))")
    let name = "field_" + field.name.split(whereSeparator: \.isWhitespace).joined(separator: "_")
    if field.kind == .number {
      return number(name, field.unit ?? "", meaning) { $0.outcome.patient.fields[field.name]?.value?.number }
    }
    return text(name, meaning) { $0.outcome.patient.fields[field.name]?.value?.text }
  }

  private static var line: [Column] {
    func first(_ row: Row) -> Entry? { row.member?.therapy?.entry }
    func bounds(_ row: Row) -> DayBounds? {
      first(row).flatMap { row.outcome.timeline.start(of: $0.id) }.map { row.outcome.timeline.bounds(of: $0) }
    }
    return [
      number("line", "", "Number of the line among all systemic therapies, from 1") {
        $0.line.map { Double($0.line.number) }
      },
      number("line_advanced", "", "Number of the line among those for advanced disease, from 1") {
        $0.line?.line.numberInAdvancedDisease.map(Double.init)
      },
      text("therapy", "Drugs of the line; → maintenance that continues it") { $0.line?.line.name },
      text("therapy_entries", "Entries of the record that the line is made of") {
        $0.line?.line.therapies.joined(separator: "; ")
      },
      text("intent", "Intent of the therapy that opens the line") { $0.member?.therapy?.therapy.intent?.rawValue },
      day("first_dose_from", "Earliest day of the first dose") { bounds($0)?.earliest },
      day("first_dose_to", "Latest day of the first dose") { bounds($0)?.latest },
    ]
  }

  private static var times: [Column] {
    time("duration", "Duration of the therapy that opens the line") { $0.member?.therapy?.duration.value }
      + EndPoint.allCases.flatMap { endPoint in
        time(
          endPoint.rawValue.lowercased(),
          endPoint.name
            + (endPoint == .responseDuration ? " from the first CR or PR" : " from the first dose of the line")
        ) { $0.member?.times[endPoint]?.value }
      }
      + time("os_diagnosis", "Overall survival from diagnosis") { $0.outcome.survivalFromDiagnosis?.value }
      + time("os_metastasis", "Overall survival from the first distant metastasis") {
        $0.outcome.survivalFromMetastasis?.value
      }
      + [
        number("gmi_lower", "", "Growth modulation index against the line before: at least") {
          $0.member?.growthIndex?.value.lower
        },
        number("gmi_upper", "", "Growth modulation index against the line before: at most; empty where censored") {
          $0.member?.growthIndex?.value.upper
        },
      ]
  }

  /// A time as bounds in days and in months, with how it ended.
  private static func time(
    _ name: String, _ meaning: String, _ value: @escaping (Row) -> TimeToEvent?
  ) -> [Column] {
    [
      number("\(name)_lower_days", "days", "\(meaning): at least") { value($0)?.length.lower?.days },
      number("\(name)_upper_days", "days", "\(meaning): at most; empty where nothing bounds it") {
        value($0)?.length.upper?.days
      },
      number("\(name)_lower_months", "months of 30.4375 days", "\(meaning): at least") {
        value($0)?.length.lower?.months
      },
      number("\(name)_upper_months", "months of 30.4375 days", "\(meaning): at most; empty where nothing bounds it") {
        value($0)?.length.upper?.months
      },
      Column(
        name: "\(name)_event", type: "0/1",
        meaning:
          "\(meaning): 1 ended by the event, 0 censored; empty where the record leaves it open or contradicts itself"
      ) { row in
        value(row)?.end.wasEvent.map { .number($0 ? 1 : 0) } ?? .empty
      },
      text("\(name)_reason", "\(meaning): what ended or censored it") { value($0)?.end.words },
    ]
  }

  private static var best: [Column] {
    [
      text(
        "best_response",
        "Best response over the line; empty where the record leaves it open, with what it can be in `best_response_open`"
      ) { $0.member?.best?.value.response?.rawValue },
      text("best_response_open", "What the best response can be where the record leaves it open") {
        $0.member?.best.flatMap { $0.value.response == nil ? $0.value.words : nil }
      },
      text(
        "best_response_basis",
        "What the best response rests on: measured lesions, a dated assessment with its entry, a progression before any visit that was judged with its entry, or the source's word alone"
      ) { row in
        switch row.member?.best?.value.basis {
        case .measured: "measured"
        case .assessed(let entry): "assessed: \(entry)"
        case .progression(let entry): "progression: \(entry)"
        case .statedOnly(let claim): "stated only: \(claim)"
        case nil: nil
        }
      },
      text(
        "responses_left_out",
        "Entries that judge the line and count for nothing, since they lie after death or the data cut-off"
      ) { row in
        let left = row.line.map { row.outcome.judgedVisits(of: $0.line.therapies).outside.map(\.entry.id) } ?? []
        return left.isEmpty ? nil : left.joined(separator: "; ")
      },
    ]
  }

  private static func response(_ number: Int) -> [Column] {
    func visit(_ row: Row) -> Visit? { row.visits.indices.contains(number - 1) ? row.visits[number - 1] : nil }
    return [
      text("response_\(number)", "Response at visit \(number) under the line") { visit($0)?.response.rawValue },
      day("response_\(number)_from", "Earliest day of visit \(number)") { visit($0)?.day.earliest },
      day("response_\(number)_to", "Latest day of visit \(number)") { visit($0)?.day.latest },
      text(
        "response_\(number)_source",
        "Where the response of visit \(number) is from: the entry with its sources, or measured by which criteria"
      ) { visit($0)?.source },
    ]
  }
}

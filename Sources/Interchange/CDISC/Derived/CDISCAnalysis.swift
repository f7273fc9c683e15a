// SPDX-License-Identifier: Apache-2.0

import Chronology
import Course
import Dosing
import Outcomes
import Plain
import TumourResponse

/// Analysis datasets (ADaM) of a study: what `Outcomes` derives of it, counted from the first dose of the first line under the rule `last-visit`.
///
/// Only what is known to the day is written: a time that the record bounds and no more is in no row, and told.
struct CDISCAnalysis {
  private let study: String
  private var rows: [String: [[String: Dataset.Value]]] = [:]
  /// What is not known to the day: dataset, parameter and subject.
  private(set) var open: [(dataset: String, parameter: String, patient: String)] = []

  init(_ own: Study, identifier: String) {
    study = identifier
    // ADaM counts the last day whatever the study does: it is added here once.
    var plain = own
    plain.definitions.inclusiveDays = false
    let outcomes = StudyOutcomes(oneByOne: plain, library: RegimenLibrary())
    var options = CohortOptions(anchor: .line(1))
    options.rule = .lastVisit
    let members = Dictionary(
      CohortOutcomes(outcomes, options: options).members.map { ($0.patient.id, $0) },
      uniquingKeysWith: { first, _ in first })
    for patient in outcomes.patients {
      addSubject(patient, members[patient.patient.id])
      addResponses(patient, members[patient.patient.id])
      addSums(patient)
      if let member = members[patient.patient.id] { addTimes(member) }
    }
  }

  /// The datasets that have records.
  var all: [Dataset] {
    Self.domains.compactMap { domain in
      guard let own = rows[domain.name], !own.isEmpty else { return nil }
      let columns = domain.variables.map { variable in
        var column = Dataset.Column(
          name: variable.name, label: variable.label, type: variable.isNumber ? .double : .string)
        if variable.name.hasSuffix("DT") {
          column.type = .date
          column.isStoredAsNumber = true
          column.format = "DATE9."
        }
        if column.type == .string {
          column.length = own.reduce(1) { max($0, $1[variable.name]?.words?.utf8.count ?? 0) }
        }
        column.key = domain.keys.firstIndex(of: variable.name).map { $0 + 1 }
        return column
      }
      return Dataset(
        name: domain.name, label: domain.label, columns: columns,
        rows: own.map { row in domain.variables.map { row[$0.name] ?? .none } })
    }
  }

  private mutating func add(_ dataset: String, _ patient: String, _ values: [String: Dataset.Value]) {
    var own = values
    own["STUDYID"] = .text(study)
    own["USUBJID"] = .text(patient)
    rows[dataset, default: []].append(own)
  }

  /// The day of an event; nil for one that is known between bounds.
  private static func day(_ timeline: PatientTimeline, _ event: EventID?) -> Day? {
    guard let event else { return nil }
    let bounds = timeline.bounds(of: event)
    return bounds.isExact ? bounds.earliest : nil
  }

  private static func date(_ day: Day?) -> Dataset.Value { day.map { .text($0.description) } ?? .none }

  // MARK: datasets

  private mutating func addSubject(_ outcomes: PatientOutcomes, _ member: CohortMember?) {
    let patient = outcomes.patient
    var values: [String: Dataset.Value] = ["SUBJID": .text(patient.id)]
    if let sex = patient.sex.value, let code = CDISCTerms.sex.code(sex.rawValue) { values["SEX"] = .text(code) }
    if let arm = patient.arm.value {
      values["ARM"] = CDISCDatasets.short(arm)
      values["TRT01P"] = CDISCDatasets.short(arm)
    }
    values["TRTSDT"] = Self.date(
      member.flatMap { Self.day(outcomes.timeline, outcomes.timeline.start(of: $0.start.id)) })
    if let death = patient.death {
      values["DTHFL"] = .text("Y")
      values["DTHDT"] = Self.date(Self.day(outcomes.timeline, outcomes.timeline.start(of: death.id)))
    }
    add("ADSL", patient.id, values)
  }

  static let parameters: [(code: String, endPoint: EndPoint, name: String)] = [
    ("OS", .survival, "Overall Survival"), ("PFS", .progressionFree, "Progression-Free Survival"),
    ("TTP", .progression, "Time to Progression"), ("RSD", .responseDuration, "Duration of Response"),
  ]

  /// A time with its days: the end counts, as ADaM counts (end − start + 1).
  private mutating func addTimes(_ member: CohortMember) {
    let id = member.patient.id
    let timeline = member.outcomes.timeline
    for (code, endPoint, name) in Self.parameters {
      guard let derived = member.times[endPoint] else { continue }
      // A response begins at the visit that shows it first.
      let start =
        endPoint == .responseDuration
        ? derived.trace.inputs.first { $0.name.hasPrefix("first shown") }.flatMap { Day(iso: $0.value) }
        : Self.day(timeline, timeline.start(of: member.start.id))
      let time = derived.value
      guard let start, time.isKnown, time.length.isExact, let days = time.length.lower?.days, days == days.rounded(),
        Self.isSingle(time.end)
      else {
        open.append(("ADTTE", code, id))
        continue
      }
      add(
        "ADTTE", id,
        [
          "PARAM": .text(name + " (days)"), "PARAMCD": .text(code), "STARTDT": Self.date(start),
          "ADT": Self.date(Day(start.number + Int(days))), "AVAL": .number(days + 1),
          "CNSR": .number(time.isEvent ? 0 : 1),
          "EVNTDESC": CDISCDatasets.short(time.end.words),
        ])
    }
  }

  /// Whether it is settled how a time ended.
  private static func isSingle(_ end: TimeToEvent.End) -> Bool {
    switch end {
    case .open, .contradicted: false
    default: true
    }
  }

  private static let codes: [(Response, Double)] = [
    (.complete, 1), (.partial, 2), (.stable, 3), (.nonCompleteNonProgressive, 4), (.progressive, 5), (.notEvaluable, 6),
  ]

  private mutating func addResponses(_ outcomes: PatientOutcomes, _ member: CohortMember?) {
    let id = outcomes.patient.id
    for (entry, assessment) in outcomes.patient.assessments {
      guard let response = assessment.response.value else { continue }
      guard let day = Self.day(outcomes.timeline, outcomes.timeline.start(of: entry.id)) else {
        open.append(("ADRS", "OVR", id))
        continue
      }
      var values = Self.response(response)
      values["PARAM"] = .text("Overall Response by Visit")
      values["PARAMCD"] = .text("OVR")
      values["ADT"] = Self.date(day)
      if let reader = assessment.judgedBy.value { values["EVAL"] = CDISCDatasets.short(reader) }
      add("ADRS", id, values)
    }
    guard let derived = member?.best?.value else { return }
    // What only a sentence of the source says is no record of the subject.
    guard let best = derived.response, derived.isShown else {
      open.append(("ADRS", "BOR", id))
      return
    }
    var values = Self.response(best)
    values["PARAM"] = .text("Best Overall Response")
    values["PARAMCD"] = .text("BOR")
    add("ADRS", id, values)
  }

  private static func response(_ own: Response) -> [String: Dataset.Value] {
    ["AVALC": .text(own.rawValue.uppercased()), "AVAL": codes.first { $0.0 == own }.map { .number($0.1) } ?? .none]
  }

  /// Sums of diameters of each reader, visit by visit, under each line.
  private mutating func addSums(_ outcomes: PatientOutcomes) {
    for course in outcomes.lesionCourses {
      // A change from one of several baselines is none.
      let hasBaseline = course.possible.isEmpty
      for point in course.points() {
        guard let amount = point.sum?.number else { continue }
        func number(_ length: Millimetres?) -> Dataset.Value { length.map { .number($0.number) } ?? .none }
        var values: [String: Dataset.Value] = [
          "PARAM": .text("Sum of Diameters of Target Lesions (mm)"), "PARAMCD": .text("SDIAM"),
          "ADT": Self.date(point.date),
          "AVAL": .number(amount), "BASE": number(hasBaseline ? point.baselineSum : nil),
          "NADIR": number(hasBaseline ? point.nadir : nil),
          "ANL01FL": point.isSumComplete ? .text("Y") : .none,
        ]
        // The change of a sum that lacks a lesion is none.
        if hasBaseline, point.isSumComplete, let sum = point.sum, let base = point.baselineSum {
          values["CHG"] = .number((sum - base).number)
          if let percent = point.percentFromBaseline { values["PCHG"] = .number(percent) }
        }
        if let reader = course.reader { values["EVAL"] = CDISCDatasets.short(reader) }
        if let name = course.name { values["LINE"] = CDISCDatasets.short(name) }
        add("ADTR", outcomes.patient.id, values)
      }
    }
  }
}

// SPDX-License-Identifier: Apache-2.0

import Course
import Outcomes
import Plain

/// What cohorts need of a patient, as it stands in a line by the key `series`.
enum SeriesLine {
  private typealias Fields = [(key: String, value: JSON)]

  private static func text(_ key: String, _ text: String?) -> Fields { text.map { [(key, .string($0))] } ?? [] }

  private static func texts(_ key: String, _ texts: [String]) -> Fields {
    texts.isEmpty ? [] : [(key, .array(texts.map { .string($0) }))]
  }

  private static func flag(_ key: String, _ isTrue: Bool) -> Fields { isTrue ? [(key, .bool(true))] : [] }

  static func json(_ entry: SeriesEntry) -> JSON {
    var fields: Fields = []
    fields += text("sex", entry.sex?.rawValue)
    if let age = entry.age { fields.append(("age", .number(age))) }
    fields += flag("ageIsAtLeast", entry.isAgeAtLeast)
    fields += text("arm", entry.arm)
    fields += text("histology", entry.histology)
    fields += text("grade", entry.grade)
    fields += text("site", entry.site)
    fields += text("stage", entry.stage)
    fields += texts("biomarkers", entry.biomarkers)
    fields += texts("comorbidity", entry.comorbidity)
    if !entry.fields.isEmpty {
      let values = entry.fields.sorted { $0.key < $1.key }.map { name, value in
        (
          key: name,
          value: JSON.object(text("text", value.text) + (value.number.map { [("number", .number($0))] } ?? []))
        )
      }
      fields.append(("fields", .object(values)))
    }
    fields += flag("unreadCells", entry.hasUnreadCells)
    fields += flag("progression", entry.recordsProgression)
    if !entry.treatments.isEmpty {
      fields.append(
        ("treatments", .array(entry.treatments.map { drugs in .array(drugs.map { .string($0) }) })))
    }
    fields += texts("judges", entry.judges.sorted())
    fields.append(("cohorts", .array(entry.cohorts.map(cohort))))
    return .object(fields)
  }

  private static func cohort(_ entry: CohortEntry) -> JSON {
    var fields: Fields = [("from", .array(entry.anchors.map { .string($0.name) }))]
    if entry.hasTherapy { fields.append(("drugs", .array(entry.drugs.map { .string($0) }))) }
    if let before = entry.linesBefore { fields.append(("linesBefore", .integer(before))) }
    fields += text("performanceStatus", entry.performanceStatus)
    if !entry.metastases.isEmpty {
      fields.append(("metastases", .array(entry.metastases.map { organ in organ.map { .string($0) } ?? .null })))
    }
    if let best = entry.best { fields.append(("best", response(best))) }
    if let growth = entry.growth { fields.append(("growth", bounds(growth))) }
    fields.append(
      (
        "times",
        .object(
          EndPoint.allCases.compactMap { endPoint in
            entry.times[endPoint].map { (endPoint.rawValue, TimeLine.json($0)) }
          })
      ))
    if !entry.byRule.isEmpty {
      fields.append(
        ("byRule", .object(entry.byRule.sorted { $0.key < $1.key }.map { ($0.key, TimeLine.json($0.value)) })))
    }
    fields += flag("isMeasured", entry.isMeasured)
    fields += flag("isFollowed", entry.isFollowed)
    fields += text("reader", entry.reader)
    if let late = entry.lateBaseline { fields.append(("lateBaseline", PhraseLine.json(late))) }
    if let baseline = entry.hasBaseline { fields.append(("hasBaseline", .bool(baseline))) }
    fields += texts("visitsOutside", entry.visitsOutside)
    if let doubt = entry.doubt { fields.append(("doubt", PhraseLine.json(doubt))) }
    return .object(fields)
  }

  private static func bounds(_ bounds: NumberBounds) -> JSON {
    .object(
      (bounds.lower.map { [("lower", .number($0))] } ?? []) + (bounds.upper.map { [("upper", .number($0))] } ?? []))
  }

  private static func response(_ best: BestResponse) -> JSON {
    let basis: Fields =
      switch best.basis {
      case .assessed(let id): [("assessed", .string(id))]
      case .progression(let id): [("progression", .string(id))]
      case .statedOnly(let id): [("statedOnly", .string(id))]
      case .measured: []
      }
    return .object(
      [("shown", .string(best.shown.rawValue))] + basis + texts("alternatives", best.alternatives.map(\.rawValue))
        + texts("silent", best.silent))
  }

  // MARK: reading

  private static func texts(_ value: TapeValue?) throws(LineFault) -> [String] {
    guard let value else { return [] }
    var all: [String] = []
    for item in try value.list() { all.append(try item.text()) }
    return all
  }

  static func read(_ value: TapeValue, of id: Patient.ID) throws(LineFault) -> SeriesEntry {
    var entry = SeriesEntry(id: id)
    entry.sex = try value.optional("sex").word(Sex.self)
    if let age = try value.optional("age") {
      let years = try age.number()
      guard (0...120).contains(years) else { throw age.fault("an age of 0 to 120 years") }
      entry.age = years
    }
    entry.isAgeAtLeast = try value.optional("ageIsAtLeast")?.flag() ?? false
    entry.arm = try value.optional("arm")?.text()
    entry.histology = try value.optional("histology")?.text()
    entry.grade = try value.optional("grade")?.text()
    entry.site = try value.optional("site")?.text()
    entry.stage = try value.optional("stage")?.text()
    entry.biomarkers = try texts(value.optional("biomarkers"))
    entry.comorbidity = try texts(value.optional("comorbidity"))
    if let fields = try value.optional("fields") {
      for (name, field) in try fields.fields() {
        entry.fields[name] = SeriesEntry.Field(
          text: try field.needed("text").text(), number: try field.optional("number")?.number())
      }
    }
    entry.hasUnreadCells = try value.optional("unreadCells")?.flag() ?? false
    entry.recordsProgression = try value.optional("progression")?.flag() ?? false
    if let treatments = try value.optional("treatments") {
      for drugs in try treatments.list() { entry.treatments.append(try texts(drugs)) }
    }
    entry.judges = Set(try texts(value.optional("judges")))
    var starts: Set<String> = []
    for item in try value.needed("cohorts").list() {
      let cohort = try self.cohort(item)
      guard cohort.anchors.allSatisfy({ starts.insert($0.name).inserted }) else {
        throw item.fault("each start of time once in a patient")
      }
      entry.cohorts.append(cohort)
    }
    return entry
  }

  private static func cohort(_ value: TapeValue) throws(LineFault) -> CohortEntry {
    var anchors: [CohortOptions.Anchor] = []
    for item in try value.needed("from").list() {
      guard let anchor = CohortOptions.Anchor(try item.text()) else {
        throw item.fault("maintenance, advanced-1, line-1, diagnosis or metastasis")
      }
      anchors.append(anchor)
    }
    var entry = CohortEntry(anchors: anchors)
    if let drugs = try value.optional("drugs") {
      entry.hasTherapy = true
      entry.drugs = try texts(drugs)
    }
    entry.linesBefore = try value.optional("linesBefore")?.integer()
    entry.performanceStatus = try value.optional("performanceStatus")?.text()
    if let organs = try value.optional("metastases") {
      for organ in try organs.list() { entry.metastases.append(organ.isNull ? nil : try organ.text()) }
    }
    if let best = try value.optional("best") { entry.best = try response(best) }
    if let growth = try value.optional("growth") {
      entry.growth = NumberBounds(
        lower: try growth.optional("lower")?.number(), upper: try growth.optional("upper")?.number())
    }
    for (name, time) in try value.needed("times").fields() {
      guard let endPoint = EndPoint(rawValue: name) else {
        throw time.fault("a time by one of \(EndPoint.allCases.map { "`\($0.rawValue)`" }.joined(separator: ", "))")
      }
      entry.times[endPoint] = try TimeLine.read(time)
    }
    if let rules = try value.optional("byRule") {
      for (rule, time) in try rules.fields() { entry.byRule[rule] = try TimeLine.read(time) }
    }
    entry.isMeasured = try value.optional("isMeasured")?.flag() ?? false
    entry.isFollowed = try value.optional("isFollowed")?.flag() ?? false
    entry.reader = try value.optional("reader")?.text()
    if let late = try value.optional("lateBaseline") { entry.lateBaseline = try PhraseLine.read(late) }
    entry.hasBaseline = try value.optional("hasBaseline")?.flag()
    entry.visitsOutside = try texts(value.optional("visitsOutside"))
    if let doubt = try value.optional("doubt") { entry.doubt = try PhraseLine.read(doubt) }
    return entry
  }

  private static func response(_ value: TapeValue) throws(LineFault) -> BestResponse {
    var alternatives: [Response] = []
    for item in try value.optional("alternatives")?.list() ?? [] { alternatives.append(try item.word(Response.self)) }
    let basis: BestResponse.Basis =
      if let id = try value.optional("assessed") {
        .assessed(try id.text())
      } else if let id = try value.optional("progression") {
        .progression(try id.text())
      } else if let id = try value.optional("statedOnly") {
        .statedOnly(try id.text())
      } else {
        .measured
      }
    return BestResponse(
      try value.needed("shown").word(Response.self), basis: basis, alternatives: alternatives,
      silent: try texts(value.optional("silent")))
  }
}

extension TapeValue? {
  /// A word of a list of words; nil where there is no value.
  fileprivate func word<Word: RawRepresentable<String> & CaseIterable>(
    _ type: Word.Type
  ) throws(LineFault) -> Word? {
    guard let self else { return nil }
    return try self.word(type)
  }
}

// SPDX-License-Identifier: Apache-2.0

import Plain
import Chronology
import Course

/// Reads `study.yaml`.
enum StudyDecoder {
  /// The study without patients and claims; with a title only if the file cannot be read further.
  static func decode(_ log: ProblemLog) -> Study? {
    guard let root = Document.parse(log) else { return nil }
    let section = Section.of(root)
    guard let fields = Fields(root, KeyTables.study, section: section, log: log) else { return nil }
    var study = Study(title: fields.text("study") ?? "")
    study.location = fields.location
    _ = fields.text("section")
    study.centre = fields.recorded("centre")
    study.citation = fields.recorded("citation")
    study.licence = fields.recorded("licence")
    study.design = fields.recorded("design")
    study.ethics = fields.recorded("ethics")
    study.consent = fields.recorded("consent")
    study.period = fields.recordedDate("period")
    study.dataCutOff = fields.recordedDate("data cut-off")
    study.guideline = fields.word("guideline", ReportingGuideline.self) ?? .care
    if let definitions = fields.fields("definitions", KeyTables.definitions) {
      study.definitions = Self.definitions(definitions)
    }
    study.abbreviations = abbreviations(fields)
    if let sources = fields.fields("sources", KeyTables.studySources) {
      for key in KeyTables.sourcedStudyFields {
        let list = sources.sources(key)
        if !list.isEmpty { study.sources[key] = list }
      }
    }
    study.remarks = fields.list("remarks", KeyTables.remark).compactMap { remark in
      guard let topic = remark.text("topic"), let text = remark.text("text") else { return nil }
      return Remark(topic: topic, text: text, sources: remark.sources(), location: remark.location)
    }
    return study
  }

  private static func definitions(_ fields: Fields) -> Definitions {
    var definitions = Definitions()
    if let item = fields.item("plain numbers"), let text = fields.text(of: item) {
      switch text {
      case "half last digit": definitions.tolerance = .standard
      case "exact": definitions.tolerance = Tolerance(plain: .exact)
      default:
        if let quantity = try? Quantity(parsing: text), quantity.unit == "%", quantity.number < 100 {
          definitions.tolerance = Tolerance(plain: .fraction(quantity.number / 100))
        } else {
          fields.log.error(
            item.mark, ProblemLog.quoted(text), expected: "`half last digit`, `exact` or a fraction such as `10 %`",
            suggestion: fields.log.nearest(to: text, in: ["half last digit", "exact"]))
        }
      }
    }
    definitions.treatmentEnd = fields.word("treatment ends", Definitions.TreatmentEnd.self) ?? definitions.treatmentEnd
    definitions.inclusiveDays = fields.word("days", Days.self) == .inclusive
    definitions.maintenance =
      fields.word("maintenance", Definitions.MaintenanceCounting.self) ?? definitions.maintenance
    definitions.censoring = fields.word("censoring", Definitions.Censoring.self) ?? definitions.censoring
    return definitions
  }

  private enum Days: String, CaseIterable {
    case exclusive, inclusive
  }

  private static func abbreviations(_ fields: Fields) -> [String: String] {
    guard let item = fields.item("abbreviations") else { return [:] }
    guard case .fields(let pairs) = item.content else {
      fields.log.error(item.mark, "\(item.kind) where abbreviations should stand", expected: "`gemcitabine: Gem`")
      return [:]
    }
    var abbreviations: [String: String] = [:]
    for pair in pairs { if let text = fields.text(of: pair.value) { abbreviations[pair.key] = text } }
    return abbreviations
  }
}

/// The section that a file opens with.
enum Section {
  /// The text of the key `section`; what is wrong with it is told by the reader of the file.
  static func of(_ root: Item) -> String? {
    guard case .fields(let fields) = root.content else { return nil }
    for field in fields where field.key == "section" {
      if case .text(let text) = field.value.content, !text.trimmed.isEmpty { return text.trimmed }
    }
    return nil
  }
}

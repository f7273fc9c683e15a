// SPDX-License-Identifier: Apache-2.0

import Notation
import Plain

/// A mapping that is proposed of a data dictionary: by the labels of its fields, and the labels of their choices. What is not sure stands in it as a comment.
enum REDCapProposal {
  static func propose(_ files: [InputFile]) -> MappingProposal {
    var proposal = MappingProposal()
    switch REDCapProject.open(files.filter { $0.name != "mapping.yaml" }) {
    case .failure(let refusal): proposal.misfits = refusal.misfits
    case .success(let project):
      var mapping = TableMapping(title: "Mapping of a project of REDCap")
      mapping.study = "Untitled"
      var lines = [
        "# Proposed by `verlauf read redcap --suggest`. Lines that begin with # are undecided: choose one and take the # away.",
        "mapping: \(YAMLText.quoted(mapping.title))", "study: Untitled                # the title of your series",
        "# data cut-off: 2024-12-31     # until when outcomes were tracked", "tables:",
      ]
      for records in project.records {
        var table = REDCapTableProposal(project.dictionary, records.file.name, records.rows)
        lines += table.lines()
        mapping.tables.append(table.table)
        proposal.openQuestions += table.questions
      }
      proposal.text = lines.joined(separator: "\n") + "\n"
      proposal.show(REDCapReading.read(files, by: mapping, keepsGoing: true))
    }
    return proposal
  }
}

/// What is proposed of one file of records.
private struct REDCapTableProposal {
  private(set) var table = TableMapping.Table()
  private(set) var questions = 0
  private let fields: [REDCapDictionary.Field]
  private let record: String
  private let header: [String]
  /// Instruments that repeat in the records.
  private let repeating: Set<String>
  private var taken: Set<String> = []

  init(_ dictionary: REDCapDictionary, _ file: String, _ rows: [FileRow]) {
    table.files = [file]
    record = dictionary.record
    let header = rows.first?.cells.map(\.text) ?? []
    self.header = header
    let column = header.firstIndex(of: "redcap_repeat_instrument")
    repeating = Set(
      rows.dropFirst().compactMap { row in
        column.flatMap { row.cells.indices.contains($0) ? row.cells[$0].text : nil }
      }.filter { !$0.isEmpty })
    fields = dictionary.fields.filter { field in
      header.contains(field.name) || field.isCheckbox && header.contains { $0.hasPrefix(field.name + "___") }
    }
  }

  mutating func lines() -> [String] {
    var columns: [String] = []
    var form = ""
    for field in fields {
      if field.form != form, field.name != record {
        form = field.form
        columns.append("      # Instrument \(form)\(repeating.contains(form) ? ", which repeats" : "")")
      }
      columns += self.columns(field)
    }
    var lines = ["  - file: \(YAMLText.quoted(table.files.first ?? ""))"]
    lines.append(
      "    # missing: {\"-99\": not stated}    # codes of missing values: `not stated`, `unknown` or `leave out`")
    lines.append("    # ignore other columns: true      # leaves out, and counts, what no line names")
    if header.contains("redcap_event_name") {
      lines.append("    # An entry of some events has `where: {redcap_event_name: [visit_1_arm_1]}`.")
    }
    if !table.entries.isEmpty {
      lines.append("    entries:")
      for plan in table.entries {
        lines += TableProposal.lines(TableMapping.EntryPlan.notation.write(plan, Writer())).map { "      \($0)" }
      }
    }
    return lines + ["    columns:"] + columns
  }

  private mutating func columns(_ field: REDCapDictionary.Field) -> [String] {
    if field.name == record { return sure(TableMapping.Column(name: field.name, key: "patient")) }
    let meanings = [field.label, field.name].map { HeaderWords.meanings($0) }.first { !$0.isEmpty } ?? []
    if meanings.count == 1, let meaning = meanings.first, meaning.key != "patient", let column = column(field, meaning),
      place(meaning, field.form)
    {
      return sure(column)
    }
    questions += 1
    let what =
      ([field.type, field.validation] + [
        field.choices.prefix(6).map { "\($0.text) \($0.meaning)" }.joined(separator: ", ")
      ])
      .filter { !$0.isEmpty }.joined(separator: ", ")
    var lines = ["      # \(field.name): \(ProblemLog.quoted(field.label)) (\(SheetHeader.oneLine(what))). Undecided:"]
    lines += TableProposal.lines(TableMapping.Column(name: field.name, key: TableMapping.ignored), comment: true)
    return lines
  }

  private mutating func sure(_ column: TableMapping.Column) -> [String] {
    table.columns.append(column)
    return TableProposal.lines(column, comment: false)
  }

  /// The column of a meaning; nil where the codes of a choice are not known to it, or a number stands for a time.
  private func column(_ field: REDCapDictionary.Field, _ meaning: HeaderWords.Meaning) -> TableMapping.Column? {
    var column = TableMapping.Column(name: field.name, key: meaning.key, entry: meaning.entry)
    column.form = meaning.form == .text ? nil : meaning.form
    column.pattern = meaning.pattern
    if meaning.form == .date, !field.validation.hasPrefix("date_") { return nil }
    if meaning.form == .number, !["number", "integer"].contains(where: { field.validation.hasPrefix($0) }) {
      return nil
    }
    if ["height", "weight"].contains(meaning.key) {
      guard let unit = HeaderWords.unit(field.label) else { return nil }
      column.unit = unit
    }
    guard field.codes != nil || field.isCheckbox else { return column }
    let codes = TableProposal.codes[meaning.key] ?? [:]
    let words = field.choices.compactMap { choice in
      codes[HeaderWords.fold(choice.meaning)].map { TableMapping.Word(choice.text, $0) }
    }
    guard !words.isEmpty, words.count == field.choices.count else { return nil }
    column.words = words
    return column
  }

  /// Takes the place of a meaning; false where another field has it, or the entry is one of another instrument.
  private mutating func place(_ meaning: HeaderWords.Meaning, _ form: String) -> Bool {
    guard let entry = meaning.entry else {
      return !repeating.contains(form) && taken.insert(meaning.key).inserted
    }
    var plan = HeaderWords.plan(entry)
    // What an entry is must be said by a field of its own; no dictionary says it of a date alone.
    guard
      plan.always.contains(where: { $0.text == plan.kind }) || meaning.key == plan.kind
        || table.entries.contains(where: { $0.name == entry })
    else { return false }
    if repeating.contains(form) {
      plan.conditions = [TableMapping.Condition(column: "redcap_repeat_instrument", texts: [form])]
    }
    if let known = table.entries.first(where: { $0.name == entry }) {
      guard known.conditions == plan.conditions else { return false }
    }
    guard taken.insert("\(entry) \(meaning.key)").inserted else { return false }
    if !table.entries.contains(where: { $0.name == entry }) { table.entries.append(plan) }
    return true
  }
}

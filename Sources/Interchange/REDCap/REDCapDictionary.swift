// SPDX-License-Identifier: Apache-2.0

import Exchange
import Notation
import Plain

/// The data dictionary of a REDCap project: its instruments with their fields, as the project downloads and uploads it.
struct REDCapDictionary {
  /// A field.
  struct Field: Equatable {
    /// The name of its variable.
    var name: String
    /// The instrument that it is of.
    var form: String
    /// `text`, `notes`, `radio`, `dropdown`, `checkbox`, `yesno`, `truefalse`, `calc`, `slider`, `file`, `sql` or `descriptive`.
    var type: String
    /// What is asked.
    var label: String
    /// Codes with their labels, of a choice.
    var choices: [TableMapping.Word] = []
    /// What stands below it.
    var note = ""
    /// How text is checked: `date_dmy`, `integer`.
    var validation = ""
    /// The least and the most that is expected.
    var least = ""
    var most = ""
    /// Whether a record should have it.
    var isRequired = false

    /// Whether its values are codes of a list, each in one column.
    var isChoice: Bool { ["radio", "dropdown"].contains(type) }
    /// Whether several choices can be checked, each in a column of its own.
    var isCheckbox: Bool { type == "checkbox" }
    /// The codes that a column can hold; nil for any text.
    var codes: [String]? {
      switch type {
      case "radio", "dropdown": choices.map(\.text)
      case "yesno", "truefalse": ["0", "1"]
      default: nil
      }
    }
  }

  var fields: [Field] = []

  /// The variable of the record's id.
  var record: String { fields.first?.name ?? "record_id" }

  /// The columns of a dictionary (REDCap, *Data Dictionary*).
  static let columns = [
    "Variable / Field Name", "Form Name", "Section Header", "Field Type", "Field Label",
    "Choices, Calculations, OR Slider Labels", "Field Note", "Text Validation Type OR Show Slider Number",
    "Text Validation Min", "Text Validation Max", "Identifier?", "Branching Logic (Show field only if...)",
    "Required Field?", "Custom Alignment", "Question Number (surveys only)", "Matrix Group Name", "Matrix Ranking?",
    "Field Annotation",
  ]
  /// The same columns as the interface of REDCap exports them.
  private static let exported = [
    "field_name", "form_name", "section_header", "field_type", "field_label",
    "select_choices_or_calculations", "field_note", "text_validation_type_or_show_slider_number",
    "text_validation_min", "text_validation_max", "identifier", "branching_logic",
    "required_field", "custom_alignment", "question_number", "matrix_group_name", "matrix_ranking",
    "field_annotation",
  ]

  init() {}

  // MARK: reading

  /// Whether a header is one of a dictionary.
  static func isHeader(_ cells: [String]) -> Bool {
    let names = cells.map { $0.lowercased() }
    return names.first == columns[0].lowercased() || names.first == exported[0] && names.contains("form_name")
  }

  /// Reads the rows of a dictionary, the first of which is its header; what is wrong is told.
  init(_ rows: [FileRow], file: String, _ misfits: inout MisfitLog) {
    guard let header = rows.first?.cells.map({ $0.text.lowercased() }) else { return }
    let places = zip(Self.columns, Self.exported).map { names in
      header.firstIndex { $0 == names.0.lowercased() || $0 == names.1 }
    }
    func tell(_ row: Int, _ column: Int, _ message: String, _ expected: String) {
      misfits.append(
        Misfit(CellPlace(file: file, row: row, column: Self.columns[column]), message, expected: expected))
    }
    for column in [0, 1, 3] where places[column] == nil {
      tell(1, column, "no such column", "the dictionary as REDCap downloads it")
    }
    if !misfits.isEmpty { return }
    var seen: Set<String> = []
    for row in rows.dropFirst() {
      func cell(_ column: Int) -> String {
        places[column].flatMap { row.cells.indices.contains($0) ? row.cells[$0].text : nil } ?? ""
      }
      let field = Field(
        name: cell(0), form: cell(1), type: cell(3), label: cell(4), choices: Self.choices(cell(5)), note: cell(6),
        validation: cell(7), least: cell(8), most: cell(9), isRequired: cell(12).lowercased() == "y")
      if !Self.isVariable(field.name) {
        tell(row.number, 0, "\(ProblemLog.quoted(field.name)) for a variable", "small letters, digits and `_`")
      } else if !seen.insert(field.name).inserted {
        tell(row.number, 0, "a second variable \(ProblemLog.quoted(field.name))", "a name of its own for each")
      }
      if (field.isChoice || field.isCheckbox) && field.choices.isEmpty {
        tell(row.number, 5, "a choice without choices", "`1, one | 2, two`")
      }
      fields.append(field)
    }
    if fields.isEmpty {
      misfits.append(Misfit(CellPlace(file: file), "a dictionary without fields", expected: "a row for each"))
    }
  }

  /// Whether a text can be the name of a variable, or of an instrument.
  static func isVariable(_ name: String) -> Bool {
    guard let first = name.utf8.first, first >= 0x61, first <= 0x7A, name.utf8.count <= 100 else { return false }
    return name.utf8.allSatisfy { ($0 >= 0x61 && $0 <= 0x7A) || ($0 >= 0x30 && $0 <= 0x39) || $0 == 0x5F }
  }

  /// `1, one | 2, two`
  private static func choices(_ text: String) -> [TableMapping.Word] {
    text.split(whereSeparator: { $0 == "|" || $0 == "\n" }).compactMap { part in
      let pieces = part.split(separator: ",", maxSplits: 1, omittingEmptySubsequences: false)
      guard pieces.count == 2 else { return nil }
      return TableMapping.Word(String(pieces[0]).trimmed, String(pieces[1]).trimmed)
    }
  }

  // MARK: writing

  /// The dictionary as a file.
  var text: String {
    SeparatedRows.text(
      [Self.columns]
        + fields.map { field in
          var cells = [String](repeating: "", count: Self.columns.count)
          cells[0] = field.name
          cells[1] = field.form
          cells[3] = field.type
          cells[4] = field.label
          cells[5] = field.choices.map { "\($0.text), \($0.meaning)" }.joined(separator: " | ")
          cells[6] = field.note
          cells[7] = field.validation
          cells[8] = field.least
          cells[9] = field.most
          cells[12] = field.isRequired ? "y" : ""
          return cells
        })
  }
}

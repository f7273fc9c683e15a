// SPDX-License-Identifier: Apache-2.0

package import Course
import Chronology
import Exchange
import Foundation
import Notation
package import Plain

/// A workbook of the whole record: a sheet for each kind of record with all its columns, lists of values and explanations, to be filled in or filled; and the mapping by which `verlauf read table` reads it, on a hidden sheet.
package enum RecordWorkbook {
  /// The file that is written.
  package static let file = "study.xlsx"

  /// A workbook of a study; what it cannot hold is told.
  package static func write(_ study: Study) -> StudyWriting { write(study, searchPath: searchPath) }

  static func write(_ study: Study, searchPath: String) -> StudyWriting {
    let forms = RecordForm.all(study.fields)
    return TableWriting.write(study, { study, flat in layout(study, flat, forms, searchPath) }) {
      TableReading.read($0, by: $1, told: .max)
    }
  }

  /// A workbook without a patient, for a study of this title.
  package static func empty(title: String) throws(ZipArchive.Failure) -> [UInt8] {
    let study = Study(title: title)
    let forms = RecordForm.all([])
    return try workbook(mapping(study, forms), forms.map { ($0, []) }).bytes(searchPath: searchPath)
  }

  /// The mapping that every such workbook of a study without fields of its own has.
  static var mapping: TableMapping { mapping(Study(title: "A study from a workbook"), RecordForm.all([])) }

  private static var searchPath: String { ProcessInfo.processInfo.environment["PATH"] ?? "" }

  private static func layout(_ study: Study, _ flat: FlatRows, _ forms: [RecordForm], _ searchPath: String)
    -> TableWriting.Layout
  {
    var layout = TableWriting.Layout(mapping: mapping(study, forms), files: [:], rows: [:])
    let filled = forms.map { form in (form, flat.rows.indices.filter { flat.rows[$0].kind == form.kind }) }
    for (form, own) in filled { layout.rows["\(file), sheet \(form.kind)"] = own }
    for column in forms.flatMap(\.columns) where column.head != column.key { layout.keys[column.head] = column.key }
    let workbook = workbook(layout.mapping, filled.map { form, own in (form, own.map { flat.rows[$0] }) })
    if let misfit = workbook.misfits.first {
      layout.refusal = misfit
      return layout
    }
    do throws(ZipArchive.Failure) { layout.binaries[file] = try workbook.bytes(searchPath: searchPath) } catch {
      layout.refusal = "\(error)"
    }
    return layout
  }

  private static func mapping(_ study: Study, _ forms: [RecordForm]) -> TableMapping {
    var mapping = TableWriting.emptyMapping(study, "A workbook of records, as Verlauf writes it")
    mapping.tables = forms.map { form in
      var table = TableMapping.Table()
      table.files = ["*"]
      table.sheet = form.kind
      table.isOptional = true
      let name = Identifier.slug(form.kind)
      if form.kind != RecordForm.patient {
        table.entries = [TableMapping.EntryPlan(name: name, kind: form.kind, isOfEveryRow: true)]
      }
      table.columns = [TableMapping.Column(name: "patient", key: "patient")]
      for own in form.columns {
        var column = TableMapping.Column(name: own.head, key: own.key)
        column.isOptional = true
        if form.kind != RecordForm.patient { column.entry = name }
        if let field = own.own { (column.key, column.field) = ("field", field) }
        if own.isList { column.split = FlatRows.separator }
        table.columns.append(column)
      }
      return table
    }
    return mapping
  }

  // MARK: pages

  /// So many rows of a sheet are ready to be filled in.
  private static let readyRows = 2000

  private static func workbook(_ mapping: TableMapping, _ filled: [(RecordForm, [FlatRows.Row])]) -> WorkbookFile {
    let pages = filled.map { form, rows in
      var patient = WorkbookPage.Column("patient", width: 12)
      patient.isText = true
      patient.isNeeded = true
      patient.prompt = "The patient whose record it is, by the name on the first sheet."
      var page = WorkbookPage(name: form.kind, columns: [patient] + form.columns.map(column))
      page.rows = rows.map { row in
        [.text(row.patient)] + form.columns.map { cell(row.cells[$0.key] ?? [], $0) }
      }
      page.readyRows = max(readyRows, rows.count + 1000)
      return page
    }
    return WorkbookFile(pages + [guide(filled.map(\.0)), page(mapping)])
  }

  private static func column(_ own: RecordForm.Column) -> WorkbookPage.Column {
    var column = WorkbookPage.Column(own.head, width: min(max(own.head.count + 2, 12), 28))
    column.isText = own.isText
    column.isNeeded = own.isNeeded
    column.choices = own.words
    let list = own.isList ? " Several values: with \(FlatRows.separator) between them." : ""
    column.prompt = "\(own.meaning)\(list)" + (own.words.isEmpty ? " What stands here: \(own.stands)." : "")
    return column
  }

  /// A cell of values: a number and a day as such, unless the column is one of texts.
  private static func cell(_ texts: [String], _ column: RecordForm.Column) -> WorkbookPage.Cell {
    let text = texts.joined(separator: FlatRows.separator)
    if text.isEmpty { return .empty }
    if column.isText { return .text(text) }
    if let day = day(text) { return .day(day) }
    return .value(text)
  }

  private static func day(_ text: String) -> Int? {
    guard text.utf8.count == 10, let date = try? StatedDate(parsing: text), date.precision == .day, date.text == text,
      !date.isApproximate, !date.isUncertain, let day = date.bounds.earliest, day.description == text,
      WorkbookFile.holds(day: day.number)
    else { return nil }
    return day.number
  }

  /// The page of a mapping.
  private static func page(_ mapping: TableMapping) -> WorkbookPage {
    var page = WorkbookPage(
      name: WorkbookMapping.sheet,
      columns: [.init(WorkbookMapping.header[0], width: 12), .init(WorkbookMapping.header[1], width: 120)],
      isHidden: true)
    page.columns[1].isText = true
    for line in mapping.text.split(separator: "\n", omittingEmptySubsequences: true) {
      let text = String(line.drop { $0 == " " })
      page.rows.append([.number(Double(line.count - text.count), decimals: 0), .text(text)])
    }
    return page
  }

  private static func guide(_ forms: [RecordForm]) -> WorkbookPage {
    var page = WorkbookPage(
      name: WorkbookMapping.guide,
      columns: [
        .init("sheet", width: 20), .init("column", width: 20), .init("needed", width: 9),
        .init("what stands there", width: 50), .init("meaning", width: 80),
      ])
    for form in forms {
      page.rows.append([
        .text(form.kind), .text("patient"), .text("yes"), .text("text"),
        .text(
          form.kind == RecordForm.patient ? "The name of a patient; a row each." : "\(form.summary) A row for each."),
      ])
      for column in form.columns {
        page.rows.append([
          .text(form.kind), .text(column.head), column.isNeeded ? .text("yes") : .empty, .text(column.stands),
          .text(column.meaning + (column.isList ? " Several values: with \(FlatRows.separator) between them." : "")),
        ])
      }
    }
    page.notes = [
      "Each sheet holds one kind of record, a row for each. Sheets and columns that you do not need may be deleted; a column of another name is told and not read.",
      "Times are dates as far as they are known (2021-05-03, 2021-05, 2021) or what the source says (6 mo after start of line-1, during line-1), with the ids of the sheets.",
      "An empty cell says nothing; not stated: you looked, and the source is silent; unknown: the source says that it is not known.",
      "Then: verlauf read table FILE.xlsx --into STUDY. What columns are says the hidden sheet Mapping, in which the study's title and its data cut-off stand too.",
    ]
    return page
  }
}

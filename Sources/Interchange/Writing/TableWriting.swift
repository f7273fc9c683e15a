// SPDX-License-Identifier: Apache-2.0

package import Course
import Exchange
import Notation
import Plain

/// Writes a study as files of rows, one a kind of record, with the mapping that reads them.
package enum TableWriting {
  /// The files, and what they cannot hold. They are read back before they are given out: a cell that would not come back as it was is lost, and told.
  package static func write(_ study: Study) -> StudyWriting {
    write(study, files) { TableReading.read($0, by: $1, told: .max) }
  }

  /// How records stand in files.
  struct Layout {
    /// What reads the files.
    var mapping: TableMapping
    /// The files by their names.
    var files: [String: String]
    /// Files that are no text.
    var binaries: [String: [UInt8]] = [:]
    /// Why the files cannot be made, whatever the study is.
    var refusal: String?
    /// The rows of the study in the order in which each file has them, below its header.
    var rows: [String: [Int]]
    /// The keys of columns that are not named as them.
    var keys: [String: String] = [:]
  }

  /// The files of a layout, and what they cannot hold, which the reader tells.
  static func write(
    _ study: Study, _ layout: (Study, FlatRows) -> Layout, reading read: ([InputFile], TableMapping) -> StudyReading
  ) -> StudyWriting {
    var flat = FlatRows(study)
    var losses = LossReport()
    for (part, key, count) in wholeLosses(study) {
      losses.add(.unplaced, file: part, column: key, meaning: "there is no table for it", count: count)
    }
    for loss in flat.losses { lose(loss.kind, loss.key, loss.row, loss.why, &losses) }
    var reason = ""
    for _ in 0..<rounds {
      let layout = layout(study, flat)
      if let refusal = layout.refusal { return StudyWriting(files: [:], refusal: refusal, losses: losses) }
      let inputs =
        layout.files.sorted { $0.key < $1.key }.map { InputFile(name: $0.key, text: $0.value) }
        + layout.binaries.map { InputFile(name: $0.key, bytes: $0.value) }
      let reading = read(inputs, layout.mapping)
      var bad: [(row: Int, key: String?)] = []
      if reading.misfits.isEmpty, let back = reading.study {
        bad = differences(flat, FlatRows(back))
        if bad.isEmpty {
          var all = layout.files
          // A workbook has its mapping in it.
          if layout.binaries.isEmpty { all["mapping.yaml"] = layout.mapping.text }
          count(flat, layout.rows, &losses)
          tellOrder(study, back, &losses)
          return StudyWriting(files: all, binaries: layout.binaries, losses: losses)
        }
      } else {
        reason = reading.misfits.first?.description ?? reason
        for misfit in reading.misfits {
          guard let number = misfit.place.row, let rows = layout.rows[misfit.place.file],
            rows.indices.contains(number - 2)
          else { continue }
          bad.append((rows[number - 2], misfit.place.column.map { layout.keys[$0] ?? $0 }))
        }
      }
      if bad.isEmpty { break }
      remove(bad, &flat, &losses)
    }
    losses.add(
      .unplaced, file: "study", column: "", meaning: "its tables would not be read back", count: study.patients.count,
      example: reason)
    return StudyWriting(files: [:], losses: losses)
  }

  private static let rounds = 100

  private static func lose(_ kind: String, _ key: String, _ row: String, _ why: String, _ losses: inout LossReport) {
    losses.add(.unplaced, file: kind, column: key, meaning: why, example: row)
  }

  /// What stands in no row of a patient: by part and key, with how many there are.
  static func wholeLosses(
    _ study: Study, but held: [String] = ["study", "data cut-off", "fields", "section"]
  ) -> [(String, String, Int)] {
    var lost: [(String, String, Int)] = []
    if case .fields(let fields) = Study.notation.write(study, Writer(holdsRows: true)).content {
      for field in fields where !held.contains(field.key) {
        lost.append(("study", field.key, 1))
      }
    }
    let parts = [
      ("claims", study.claims.count), ("references", study.references.count), ("decisions", study.decisions.count),
      ("comparators", study.comparators.count),
    ]
    return lost + parts.filter { $0.1 > 0 }.map { ($0.0, "", $0.1) }
  }

  // MARK: files

  private static func files(_ study: Study, _ flat: FlatRows) -> Layout {
    var layout = Layout(
      mapping: emptyMapping(study, "Tables of the study, as Verlauf writes them"), files: [:], rows: [:])
    for kind in ["patient"] + EntryKind.words + TableMapping.rowKinds {
      let own = flat.rows.indices.filter { flat.rows[$0].kind == kind }
      if own.isEmpty { continue }
      let file = kind == "patient" ? "patients.csv" : Identifier.slug(kind) + ".csv"
      let (table, text) = Self.table(kind, file, own.map { flat.rows[$0] }, study)
      layout.mapping.tables.append(table)
      layout.files[file] = text
      layout.rows[file] = own
    }
    return layout
  }

  /// A mapping of what a study has beside its tables.
  static func emptyMapping(_ study: Study, _ title: String) -> TableMapping {
    var mapping = TableMapping(title: title)
    mapping.study = study.title
    if case .fields(let fields) = Study.notation.write(study, Writer()).content,
      let cutOff = fields.first(where: { $0.key == "data cut-off" }), case .text(let text) = cutOff.value.content
    {
      mapping.dataCutOff = text
    }
    mapping.fields = study.fields
    return mapping
  }

  private static func table(_ kind: String, _ file: String, _ rows: [FlatRows.Row], _ study: Study)
    -> (TableMapping.Table, String)
  {
    let used = rows.reduce(into: Set<String>()) { $0.formUnion($1.cells.keys) }
    let lists = rows.reduce(into: Set<String>()) { $0.formUnion($1.lists) }
    let known = kind == "patient" ? Patient.notation.table.names : TableMapping.Table.table(of: kind)?.names ?? []
    let fields = kind == "patient" ? study.fields.map { FlatRows.fieldKey($0.name) } : []
    let keys = ((TableMapping.ownedKinds.contains(kind) ? ["therapy"] : []) + known + fields).filter {
      used.contains($0)
    }
    let name = Identifier.slug(kind)
    var table = TableMapping.Table()
    table.files = [file]
    table.separator = .comma
    table.isGuarded = true
    if kind != "patient" {
      table.entries = [TableMapping.EntryPlan(name: name, kind: kind, isOfEveryRow: true)]
    }
    table.columns = [TableMapping.Column(name: "patient", key: "patient")]
    for key in keys {
      // A column of the kind `patient` would be a second one of the name.
      var column = TableMapping.Column(name: key, key: key)
      if kind != "patient" { column.entry = name }
      if let field = study.fields.first(where: { FlatRows.fieldKey($0.name) == key }), kind == "patient",
        fields.contains(key)
      {
        column.key = "field"
        column.field = field.name
      }
      if lists.contains(key) { column.split = FlatRows.separator }
      table.columns.append(column)
    }
    let text = SeparatedRows.text(
      [["patient"] + keys]
        + rows.map { row in
          ([row.patient] + keys.map { (row.cells[$0] ?? []).joined(separator: FlatRows.separator) })
            .map(CSVField.guarded)
        })
    return (table, text)
  }

  // MARK: holding it against what it was

  /// Cells that would come back as others.
  private static func differences(_ flat: FlatRows, _ back: FlatRows) -> [(row: Int, key: String?)] {
    var found: [String: FlatRows.Row] = [:]
    for row in back.rows { found["\(row.patient)\u{1F}\(row.kind)\u{1F}\(row.name)"] = row }
    var bad: [(Int, String?)] = []
    for (index, row) in flat.rows.enumerated() {
      guard let other = found["\(row.patient)\u{1F}\(row.kind)\u{1F}\(row.name)"] else {
        bad.append((index, nil))
        continue
      }
      for (key, texts) in row.cells where other.cells[key] != texts { bad.append((index, key)) }
    }
    return bad
  }

  private static func remove(_ bad: [(row: Int, key: String?)], _ flat: inout FlatRows, _ losses: inout LossReport) {
    let why = "it would not come back as it is, or refers to what no table holds"
    var gone: Set<Int> = []
    for (index, key) in bad {
      let row = flat.rows[index]
      if let key, key != row.kind, key != "id", key != "patient" {
        if flat.clear(index, key) { lose(row.kind, key, "\(row.patient)/\(row.name)", why, &losses) }
      } else {
        gone.insert(index)
      }
    }
    // The row of a patient is its own: the cells go, the patient stays.
    for index in gone {
      let row = flat.rows[index]
      for key in row.cells.keys.sorted() { lose(row.kind, key, "\(row.patient)/\(row.name)", why, &losses) }
    }
    flat.drop(gone)
  }

  private static func count(_ flat: FlatRows, _ places: [String: [Int]], _ losses: inout LossReport) {
    for (file, rows) in places.sorted(by: { $0.key < $1.key }) {
      for index in rows {
        for key in flat.rows[index].cells.keys.sorted() {
          losses.add(.understood, file: file, column: key, meaning: key)
        }
      }
    }
  }

  /// Entries come back in the order of the files, kind by kind.
  private static func tellOrder(_ study: Study, _ back: Study, _ losses: inout LossReport) {
    for (patient, other) in zip(study.patients, back.patients) {
      let ids = Set(other.entries.map(\.id))
      if patient.entries.map(\.id).filter({ ids.contains($0) }) != other.entries.map(\.id) {
        lose("patient", "course", patient.id, "the order of entries is that of their kinds", &losses)
      }
    }
  }
}

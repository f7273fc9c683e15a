// SPDX-License-Identifier: Apache-2.0

import Chronology
public import Course
public import Notation
import Plain

/// A study that a folder cannot hold as it is: something in it has no notation, such as an empty text or an id with blanks.
public struct UnwritableStudy: Error, Sendable, Hashable, CustomStringConvertible {
  /// What the reader would say of the folder.
  public var problems: [Problem]
  /// The first record that would come back as another one, where all could be read.
  public var difference: String?

  /// In one line.
  public var description: String {
    "the study cannot be written as a folder: "
      + (problems.first.map(\.description) ?? difference.map { "\($0) would be read as another" }
        ?? "it would be read as another")
  }
}

extension StudyFolder {
  /// The files of a study by their paths, with their texts: what ``read(files:)`` reads as the same study.
  ///
  /// The same study gives the same files, byte for byte. Patients stand in the natural order of their ids, as a folder has them.
  ///
  /// - Throws: where the study would not come back as it is. Nothing is written in silence that reads as something else.
  public static func write(_ study: Study) throws(UnwritableStudy) -> [String: String] {
    let files = texts(of: study)
    let reading = read(files: files)
    guard let back = reading.study else { throw UnwritableStudy(problems: reading.errors) }
    guard back == study else { throw UnwritableStudy(problems: [], difference: difference(study, back)) }
    return files
  }

  private static func difference(_ study: Study, _ other: Study) -> String? {
    for (one, two) in zip(study.patients, other.patients) where one != two {
      for (entry, back) in zip(one.entries, two.entries) where entry != back { return "patient \(one.id), \(entry.id)" }
      return "patient \(one.id)"
    }
    for (one, two) in zip(study.claims, other.claims) where one != two { return "claim \(one.id)" }
    for (one, two) in zip(study.references, other.references) where one != two { return "reference \(one.number)" }
    for (one, two) in zip(study.decisions, other.decisions) where one != two { return "decision on \(one.finding)" }
    return study.patients.count == other.patients.count ? nil : "the list of patients"
  }

  /// `decisions.yaml` with these decisions.
  public static func text(of decisions: [FindingDecision]) -> String {
    let document = DecisionList.written(decisions).numbered()
    return YAMLLayout.text(document, StudySchema.decisions, comments: SourceComments(separating: document))
  }

  /// The lines of pictures as they stand under `images` of an assessment.
  public static func text(of images: [AssessmentImage]) -> String {
    let writer = Writer()
    let list = Item(content: .list(images.map { AssessmentImage.notation.write($0, writer) })).numbered()
    return YAMLLayout.text(list, .list(.table(AssessmentImage.notation.table.name)))
  }

  /// The files of a study, not held against what they read as.
  static func texts(of study: Study) -> [String: String] {
    var files: [String: String] = [:]
    files[FolderLayout.study] = YAMLLayout.text(study.written(), .table("study"))
    var tables = FolderTables()
    for patient in study.patients {
      var own = patient
      let values = patient.tableOfValues
      own.entries.removeLast(values.count)
      tables.add(patient, values: values)
      let document = own.written().numbered()
      files["patients/\(patient.id).yaml"] = YAMLLayout.text(
        document, .table("patient"), comments: SourceComments(separating: document.course))
    }
    if !study.claims.isEmpty {
      let document = ClaimList.written(study.claims).numbered()
      files[FolderLayout.claims] = YAMLLayout.text(
        document, StudySchema.claims, comments: SourceComments(separating: document))
    }
    if let own = referenceFile(of: study) { files[own.path] = own.text }
    if !study.decisions.isEmpty { files[FolderLayout.decisions] = text(of: study.decisions) }
    tables.add(study.comparators)
    for (path, text) in tables.texts { files[path] = text }
    return files
  }

  /// The list of references alone, as it stands in a folder; nil for a study without one.
  package static func referenceFile(of study: Study) -> (path: String, text: String)? {
    guard !study.references.isEmpty else { return nil }
    let document = ReferenceList.written(study.references).numbered()
    return (
      FolderLayout.references,
      YAMLLayout.text(document, StudySchema.references, comments: SourceComments(separating: document))
    )
  }
}

extension Patient {
  /// The laboratory values that stand in a table: those at the end of the course that have a time, a value and no more, and the ids that a
  /// table gives.
  fileprivate var tableOfValues: ArraySlice<Entry> {
    var start = entries.count
    var last: Int?
    while start > 0, let number = Self.number(ofTableRow: entries[start - 1]), last.map({ number < $0 }) ?? true {
      last = number
      start -= 1
    }
    guard start < entries.count, let most = Self.number(ofTableRow: entries[entries.count - 1]) else { return [] }
    // The table numbers its rows from 1 and passes over numbers that the file has taken: none may be left out.
    var names = Set(entries.map(\.id))
    for (_, therapy) in therapies { names.formUnion((therapy.planned + therapy.phases).map(\.id)) }
    guard (1...most).allSatisfy({ names.contains("lab-\($0)") }) else { return [] }
    return entries[start...]
  }

  private static func number(ofTableRow entry: Entry) -> Int? {
    guard case .laboratory = entry.content, entry.when.count == 1, entry.when[0].others.isEmpty, entry.ends.isEmpty,
      entry.lasts.isEmpty,
      !entry.isOngoing, entry.sources.isEmpty, entry.note == nil, entry.id.hasPrefix("lab-"),
      let number = WholeNumber.parse(String(entry.id.dropFirst(4))), number > 0, entry.id == "lab-\(number)"
    else { return nil }
    return number
  }
}

extension Item {
  /// The document with places of its own for all its parts, so that layout can be given to them.
  fileprivate func numbered() -> Item {
    var line = 0
    func number(_ item: Item) -> Item {
      line += 1
      var own = item
      own.mark = Mark(line: line, column: 1)
      switch item.content {
      case .fields(let fields):
        own.content = .fields(
          fields.map { field in
            line += 1
            let mark = Mark(line: line, column: 1)
            return Item.Field(key: field.key, mark: mark, value: number(field.value))
          })
      case .list(let items): own.content = .list(items.map(number))
      case .empty, .text: break
      }
      return own
    }
    return number(self)
  }

  /// The course of a patient's document.
  fileprivate var course: Item? {
    guard case .fields(let fields) = content else { return nil }
    return fields.first { $0.key == "course" }?.value
  }
}

/// Tables of a folder that are written.
struct FolderTables {
  private var laboratory: [[String]] = []
  private var administrations: [[String: String]] = []
  private var lesions: [[String: String]] = []
  private var comparators: [[String: String]] = []

  /// Adds the rows of a patient.
  mutating func add(_ patient: Patient, values: ArraySlice<Entry>) {
    for entry in values {
      guard case .laboratory(let value) = entry.content else { continue }
      laboratory.append(
        [
          patient.id, value.analyte, entry.when.first?.text ?? "",
          (value.relation?.rawValue ?? "") + Quantity.plainDigits(value.value), value.unit,
        ])
    }
    for entry in patient.entries {
      guard case .therapy(let therapy) = entry.content else { continue }
      for given in therapy.administrations {
        // A therapy of one drug does not repeat it in every row.
        var row = Self.cells(Administration.notation.write(given, Writer(drugs: therapy.drugs)))
        row["patient"] = patient.id
        row["therapy"] = entry.id
        administrations.append(row)
      }
    }
    for reading in patient.lesions {
      var row = Self.cells(LesionReading.notation.write(reading, Writer()))
      row["patient"] = patient.id
      lesions.append(row)
    }
  }

  /// Adds published arms.
  mutating func add(_ arms: [Comparator]) {
    comparators += arms.map { Self.cells(Comparator.notation.write($0, Writer())) }
  }

  /// The tables that have rows, by path.
  var texts: [String: String] {
    var texts: [String: String] = [:]
    if !laboratory.isEmpty { texts[FolderLayout.laboratory] = Self.text([LaboratoryTable.columns] + laboratory) }
    texts[FolderLayout.administrations] = Self.text(administrations, AdministrationTable.columns)
    texts[FolderLayout.lesions] = Self.text(lesions, LesionTable.columns)
    texts[FolderLayout.comparators] = Self.text(comparators, ComparatorTable.columns)
    return texts
  }

  private static func cells(_ item: Item) -> [String: String] {
    guard case .fields(let fields) = item.content else { return [:] }
    var cells: [String: String] = [:]
    for field in fields { if case .text(let text) = field.value.content { cells[field.key] = text } }
    return cells
  }

  /// The columns that must be there, and those in which some row has something.
  private static func text(_ rows: [[String: String]], _ columns: TableColumns) -> String? {
    guard !rows.isEmpty else { return nil }
    let used = rows.reduce(into: Set(columns.required)) { $0.formUnion($1.keys) }
    let names = columns.all.filter { used.contains($0) }
    return text([names] + rows.map { row in names.map { row[$0] ?? "" } })
  }

  /// Rows of separated values (RFC 4180) as people write them: one line end, quotes only where they are needed.
  static func text(_ rows: [[String]]) -> String {
    rows.map { row in row.map(field).joined(separator: ",") + "\n" }.joined()
  }

  private static func field(_ text: String) -> String {
    guard text.unicodeScalars.contains(where: { $0 == "," || $0 == "\"" || $0 == ";" || $0.breaksLine }) else {
      return text
    }
    return "\"" + text.map { $0 == "\"" ? "\"\"" : String($0) }.joined() + "\""
  }
}

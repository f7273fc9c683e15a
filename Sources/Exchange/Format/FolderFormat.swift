// SPDX-License-Identifier: Apache-2.0

import Course
public import Notation
import Plain

/// The files of a study folder in canonical order and layout: keys as the documentation has them, one way to break lines, comments where they
/// belong. What is said is not touched: every key and every text stays.
public enum FolderFormat {
  /// What comes of a folder.
  public struct Result: Sendable, Hashable {
    /// The files that change, by path, with their new texts.
    public var changed: [String: String]
    /// The files that are in canonical form already, or none of ours.
    public var unchanged: [String]
  }

  /// The files of a folder in canonical form. The folder is read before and after: nothing changes unless both are the same study.
  ///
  /// - Throws: the problems of a folder that has errors.
  public static func format(_ source: some FileSource) throws(Refusal) -> Result {
    let before = StudyFolder.readInOrder(from: source)
    guard let study = before.study else { throw Refusal(problems: before.errors) }
    var result = Result(changed: [:], unchanged: [])
    var files: [String: [UInt8]] = [:]
    for path in (try? source.paths()) ?? [] {
      guard let bytes = try? source.bytes(of: path, limit: FolderLayout.tableLimit) else { continue }
      files[path] = bytes
      guard let text = text(of: path, bytes), Array(text.utf8) != bytes else {
        result.unchanged.append(path)
        continue
      }
      result.changed[path] = text
      files[path] = Array(text.utf8)
    }
    let after = StudyFolder.readInOrder(from: MemoryFiles(files))
    guard after.study == study, after.warnings.count == before.warnings.count else {
      throw Refusal(problems: after.errors.isEmpty ? after.problems : after.errors, isOurs: true)
    }
    result.unchanged.sort(by: NaturalOrder.precedes)
    return result
  }

  /// Why a folder is left as it is.
  public struct Refusal: Error, Sendable, Hashable {
    /// What is wrong with it.
    public var problems: [Problem]
    /// Whether the fault is in the program: the formatted folder would not be the same study.
    public var isOurs = false
  }

  /// The text of a file in canonical form; nil for one that is none of ours.
  static func text(of path: String, _ bytes: [UInt8]) -> String? {
    guard case .success(let text) = SourceText.decode(bytes, file: path) else { return nil }
    switch path {
    case FolderLayout.study: return document(text, .table("study"))
    case FolderLayout.claims: return document(text, StudySchema.claims)
    case FolderLayout.laboratory:
      return table(text, TableColumns(required: LaboratoryTable.columns, optional: []))
    case FolderLayout.administrations: return table(text, AdministrationTable.columns)
    case FolderLayout.lesions: return table(text, LesionTable.columns)
    case FolderLayout.comparators: return table(text, ComparatorTable.columns)
    default:
      let isPatient = path.hasPrefix("patients/") && path.hasSuffix(".yaml") && !path.dropFirst(9).contains("/")
      return isPatient ? document(text, .table("patient")) : nil
    }
  }

  private static func document(_ text: SourceText, _ schema: Schema) -> String? {
    let log = ProblemLog(text: text)
    guard let root = Document.parse(log) else { return nil }
    return YAMLLayout.text(root.trimmedTexts, schema, comments: SourceComments(text, root))
  }

  /// A table with its columns in order; no cell is changed.
  private static func table(_ text: SourceText, _ columns: TableColumns) -> String? {
    let log = ProblemLog(text: text)
    var rows = DelimitedText(log)
    guard let header = rows.next(), let places = columns.places(header, log) else { return nil }
    let names = columns.all.filter { places[$0] != nil }
    var table = [names]
    while let row = rows.next() {
      guard row.cells.count == header.cells.count else { return nil }
      table.append(names.map { places[$0].map { row.cells[$0].text } ?? "" })
    }
    return log.problems.isEmpty ? FolderTables.text(table) : nil
  }
}

extension Item {
  /// The document with its texts as the reader takes them: without blanks at their ends.
  fileprivate var trimmedTexts: Item {
    var own = self
    switch content {
    case .text(let text): own.content = .text(text.trimmed)
    case .list(let items): own.content = .list(items.map(\.trimmedTexts))
    case .fields(let fields):
      own.content = .fields(
        fields.map { Item.Field(key: $0.key, mark: $0.mark, value: $0.value.trimmedTexts) })
    case .empty: break
    }
    return own
  }
}

// SPDX-License-Identifier: Apache-2.0

import Course
public import Notation
import Plain

/// The files of a study folder in canonical order and layout: keys as the documentation has them, one way to break lines, comments where they
/// belong. What is said is not touched: every key and every text stays.
public enum FolderFormat {
  /// What comes of a folder.
  public struct Result: Sendable, Hashable {
    /// The files that change, in natural order of their paths.
    public var changes: [Change]
    /// How many files are in canonical form already.
    public var unchanged: Int
  }

  /// A file that changes.
  public struct Change: Sendable, Hashable {
    /// Its path in the folder.
    public var path: String
    /// What it holds now.
    public var before: [UInt8]
    /// Its text in canonical form.
    public var text: String
  }

  /// The files of a folder in canonical form. Only files that the format knows are read.
  ///
  /// The formatted folder is read too: nothing is given back unless it is the same study with the same warnings, and has every comment.
  ///
  /// - Throws: the problems of a folder that has errors.
  public static func format(_ source: some FileSource) throws(Refusal) -> Result {
    let before = StudyFolder.readInOrder(from: source)
    guard let study = before.study else { throw Refusal(problems: before.errors) }
    var result = Result(changes: [], unchanged: 0)
    var files: [String: [UInt8]] = [:]
    for path in ((try? source.paths()) ?? []).sorted(by: NaturalOrder.precedes) {
      // Files of somebody else are not read; that they are there can be a warning.
      files[path] = []
      guard let kind = Kind(path) else { continue }
      guard let bytes = try? source.bytes(of: path, limit: FolderLayout.tableLimit) else {
        throw Refusal(problems: [fault(path, "the file cannot be read any more")])
      }
      files[path] = bytes
      guard case .success(let old) = SourceText.decode(bytes, file: path), let text = text(of: old, kind) else {
        throw Refusal(problems: [fault(path, "the file has changed while it was read")])
      }
      if Array(text.utf8) == bytes {
        result.unchanged += 1
        continue
      }
      guard comments(of: old, kind) == comments(of: SourceText(file: path, text: text), kind) else {
        throw Refusal(problems: [fault(path, "a comment would get lost")], isOurs: true)
      }
      result.changes.append(Change(path: path, before: bytes, text: text))
      files[path] = Array(text.utf8)
    }
    // What changes nothing needs no second look.
    guard !result.changes.isEmpty else { return result }
    let after = StudyFolder.readInOrder(from: MemoryFiles(files))
    guard after.study == study, after.warnings.map(\.message).sorted() == before.warnings.map(\.message).sorted() else {
      let difference = after.errors.isEmpty ? [fault(FolderLayout.study, "the study would be another")] : after.errors
      throw Refusal(problems: difference, isOurs: true)
    }
    return result
  }

  /// The files of a study in canonical form by their paths, and the study; files that the format does not know are left out.
  ///
  /// - Throws: the problems of a folder that has errors.
  package static func canonical(_ source: some FileSource) throws(Refusal) -> [String: String] {
    let changes = try format(source).changes
    var texts = Dictionary(changes.map { ($0.path, $0.text) }, uniquingKeysWith: { first, _ in first })
    for path in (try? source.paths()) ?? [] where texts[path] == nil && Kind(path) != nil {
      guard let bytes = try? source.bytes(of: path, limit: FolderLayout.tableLimit) else {
        throw Refusal(problems: [fault(path, "the file cannot be read any more")])
      }
      texts[path] = String(decoding: bytes, as: UTF8.self)
    }
    return texts
  }

  /// A YAML file in canonical form, whatever its values are, from its document; nil where it is none of a folder.
  static func canonical(_ path: String, _ text: SourceText, _ root: Item) -> String? {
    guard case .document(let schema) = Kind(path) else { return nil }
    return YAMLLayout.text(root.trimmedTexts, schema, comments: SourceComments(text, root))
  }

  /// The columns of a table, in canonical order.
  package static func columns(_ path: String) -> [String] {
    guard case .table(let columns) = Kind(path) else { return [] }
    return columns.all
  }

  /// The columns that a table must have.
  package static func requiredColumns(_ path: String) -> [String] {
    guard case .table(let columns) = Kind(path) else { return [] }
    return columns.required
  }

  private static func fault(_ path: String, _ words: String) -> Problem {
    Problem(.error, at: SourceLocation(file: path, line: 1, column: 1), words)
  }

  /// Why a folder is left as it is.
  public struct Refusal: Error, Sendable, Hashable {
    /// What is wrong with it.
    public var problems: [Problem]
    /// Whether the fault is in the program: the formatted folder would not be the same study.
    public var isOurs = false
  }

  /// What a file of a folder is.
  private enum Kind {
    case document(Schema)
    case table(TableColumns)

    /// nil for a file that is none of ours.
    init?(_ path: String) {
      switch path {
      case FolderLayout.study: self = .document(.table("study"))
      case FolderLayout.claims: self = .document(StudySchema.claims)
      case FolderLayout.references: self = .document(StudySchema.references)
      case FolderLayout.decisions: self = .document(StudySchema.decisions)
      case FolderLayout.laboratory: self = .table(TableColumns(required: LaboratoryTable.columns, optional: []))
      case FolderLayout.administrations: self = .table(AdministrationTable.columns)
      case FolderLayout.lesions: self = .table(LesionTable.columns)
      case FolderLayout.comparators: self = .table(ComparatorTable.columns)
      default:
        guard path.hasPrefix("patients/"), path.hasSuffix(".yaml"), !path.dropFirst(9).contains("/") else { return nil }
        self = .document(.table("patient"))
      }
    }
  }

  /// A text in canonical form; nil where it cannot be read.
  private static func text(of text: SourceText, _ kind: Kind) -> String? {
    switch kind {
    case .document(let schema):
      // A file that a shell has begun has comments, and nothing to put in order.
      guard text.holdsValues else {
        let count = text.lines.last?.isEmpty == true ? text.lines.count - 1 : text.lines.count
        return (0..<count).map { text.line($0 + 1) + "\n" }.joined()
      }
      let log = ProblemLog(text: text)
      guard let root = Document.parse(log) else { return nil }
      return YAMLLayout.text(root.trimmedTexts, schema, comments: SourceComments(text, root))
    case .table(let columns): return table(text, columns)
    }
  }

  /// The comments of a file; a table has none.
  private static func comments(of text: SourceText, _ kind: Kind) -> [String] {
    guard case .document = kind, let root = Document.parse(ProblemLog(text: text)) else { return [] }
    return SourceComments(text, root).all
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

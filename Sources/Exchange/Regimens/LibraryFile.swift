// SPDX-License-Identifier: Apache-2.0

import Dosing
import Notation

/// One file of a regimen library; the first key says what it holds.
enum LibraryFile: Sendable, Hashable {
  case drug(Drug)
  case regimen(Regimen)
  case rules(RuleSet)
  case bands(DoseBandTable)

  /// A kind of file: its first key, and how it is read.
  private struct Kind: Sendable {
    var key: String
    var read: @Sendable (Item, Reader) -> LibraryFile?

    init<Value: Described>(_ key: String, _ file: @escaping @Sendable (Value) -> LibraryFile) {
      self.key = key
      read = { item, reader in Value.notation.read(item, reader).map(file) }
    }
  }

  private static let kinds = [
    Kind("drug", LibraryFile.drug), Kind("regimen", LibraryFile.regimen), Kind("rules", LibraryFile.rules),
    Kind("bands", LibraryFile.bands),
  ]

  /// The first keys of library files.
  static var names: [String] { kinds.map(\.key) }

  /// Whether a file begins as one of a library does, or nearly so, or cannot be told from one.
  static func mayBeLibrary(_ text: SourceText) -> Bool {
    let log = ProblemLog(text: text)
    guard let root = Document.parse(log) else { return true }
    guard case .fields(let all) = root.content, let first = all.first else { return false }
    return names.contains(first.key) || log.nearest(to: first.key, in: names) != nil
  }

  /// What a file holds, or nil after telling what is wrong. A file with an error gives nothing.
  static func read(_ log: ProblemLog) -> LibraryFile? { Document.parse(log).flatMap { read($0, log) } }

  /// What a document holds, or nil after telling what is wrong.
  static func read(_ root: Item, _ log: ProblemLog) -> LibraryFile? {
    guard case .fields(let all) = root.content, let first = all.first else {
      log.error(root.mark, "\(root.kind) where a drug, regimen or rule set should stand", expected: "keys with values")
      return nil
    }
    guard let kind = kinds.first(where: { $0.key == first.key }) else {
      log.error(
        first.mark, "a library file that begins with \(ProblemLog.quoted(first.key))",
        expected: Wording.list(names), suggestion: log.nearest(to: first.key, in: names))
      return nil
    }
    let file = kind.read(root, Reader(log))
    return log.problems.contains { $0.severity == .error } ? nil : file
  }

  /// The document of the file: what ``read(_:_:)`` reads as the same.
  var written: Item {
    let writer = Writer()
    return switch self {
    case .drug(let drug): Drug.notation.write(drug, writer)
    case .regimen(let regimen): Regimen.notation.write(regimen, writer)
    case .rules(let set): RuleSet.notation.write(set, writer)
    case .bands(let table): DoseBandTable.notation.write(table, writer)
    }
  }
}

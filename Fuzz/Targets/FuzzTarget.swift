// SPDX-License-Identifier: Apache-2.0

/// What a reader promised and did not keep, with the words that show it.
public struct BrokenPromise: Error, CustomStringConvertible {
  /// In words.
  public let description: String

  init(_ description: String) { self.description = description }
}

/// A reader that takes any bytes, and the promises that it keeps for all of them.
public enum FuzzTarget: String, CaseIterable, Sendable {
  /// A whole study folder; see ``FileBundle``.
  case folder
  /// The tables of a sound study.
  case tables
  /// The grammars of one line: times, dates, spans, conditions, actions, cycle patterns.
  case grammars

  /// Reads the bytes and checks the promises; a crash and a hang break one too.
  public func check(_ bytes: [UInt8]) throws {
    switch self {
    case .folder: try FolderPromises.check(FileBundle.files(bytes, first: "study.yaml"))
    case .tables:
      let tables = FileBundle.files(bytes, first: "labs.csv").filter { $0.key.hasSuffix(".csv") }
      try FolderPromises.check(FolderPromises.study.merging(tables) { $1 })
    case .grammars: try GrammarPromises.check(String(decoding: bytes, as: UTF8.self))
    }
  }
}

func promise(_ isKept: Bool, _ words: @autoclosure () -> String) throws(BrokenPromise) {
  if !isKept { throw BrokenPromise(words()) }
}

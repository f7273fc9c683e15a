// SPDX-License-Identifier: Apache-2.0

public import Course
import GRDB
public import Notation

/// Why a store did not do what was asked for. Nothing was changed then.
public enum StoreError: Error, Sendable, Hashable, CustomStringConvertible {
  /// There is no such file.
  case missing(String)
  /// There is a file of this name already.
  case exists(String)
  /// The file is no SQLite file, or one of another program.
  case foreign(String, String)
  /// The file was written by a newer program.
  case newer(String, version: Int, known: Int)
  /// The file is damaged, with SQLite's words.
  case damaged(String, String)
  /// Nothing can be saved of a damaged file, and why.
  case lost(String, String)
  /// Another process holds the file for longer than was waited.
  case locked(String)
  /// The file, or its folder, may not be written to.
  case readOnly(String)
  /// No space is left.
  case full(String)
  /// The system failed, with its words.
  case system(String, String)
  /// The folder, or the change, has errors: the study could not be read.
  case unreadable([Problem])
  /// Two have changed the same.
  case conflict([Conflict])
  /// A recorded fact changes, and nobody says why.
  case reasonMissing([String])
  /// What the call names is not there, or the call cannot be done, with the reason.
  case refused(String)

  /// What is wrong and what helps.
  public var description: String {
    switch self {
    case .missing(let path): "\(path): there is no such file"
    case .exists(let path): "\(path): is there already; name another file"
    case .foreign(let path, let words): "\(path): \(words)"
    case .newer(let path, let version, let known):
      "\(path): was written by a newer Verlauf (tables of version \(version); this program knows \(known)); use that one"
    case .damaged(let path, let words):
      "\(path): the file is damaged (\(words)); `verlauf restore` saves what can be read into a new file"
    case .lost(let path, let words):
      "\(path): the file is damaged, and nothing of a study can be read in it (\(words)); only a copy can help"
    case .locked(let path): "\(path): another process is writing to it; try again when it is done"
    case .readOnly(let path): "\(path): the file or its folder may not be written to"
    case .full(let path): "\(path): no space is left; nothing was changed"
    case .system(let path, let words): "\(path): \(words)"
    case .unreadable(let problems):
      problems.map(\.description).joined(separator: "\n")
    case .conflict(let conflicts): conflicts.map(\.description).joined(separator: "\n")
    case .reasonMissing(let fields):
      "a recorded fact changes (\(fields.joined(separator: ", "))): say why"
    case .refused(let words): words
    }
  }

  /// What an error of SQLite means for the file.
  init(_ error: any Error, _ path: String) {
    if let error = error as? StoreError {
      // Who reads rows does not know of which file they are.
      if case .damaged("", let words) = error { self = .damaged(path, words) } else { self = error }
      return
    }
    if let error = error as? RowDecodingError {
      self = .damaged(path, "a column has a value that it cannot have (\(error))")
      return
    }
    guard let error = error as? DatabaseError else {
      self = .system(path, "\(error)")
      return
    }
    switch error.resultCode {
    case .SQLITE_BUSY, .SQLITE_LOCKED: self = .locked(path)
    case .SQLITE_FULL: self = .full(path)
    case .SQLITE_READONLY, .SQLITE_PERM, .SQLITE_AUTH: self = .readOnly(path)
    case .SQLITE_CORRUPT: self = .damaged(path, error.message ?? "malformed")
    case .SQLITE_NOTADB: self = .foreign(path, "this is no SQLite file")
    case .SQLITE_CANTOPEN: self = .system(path, "the file, or what SQLite keeps beside it, cannot be opened")
    case .SQLITE_IOERR:
      self = .system(path, "the disk failed, or the file is shorter than it should be (\(error.extendedResultCode))")
    default: self = .system(path, error.message ?? "\(error.extendedResultCode)")
    }
  }
}

/// A field that two have changed, each in its own way.
public struct Conflict: Sendable, Hashable, CustomStringConvertible {
  /// The part that both changed.
  public var part: Int
  /// What it is, in words.
  public var title: String
  /// The patient whose it is.
  public var patient: Patient.ID?
  /// The field; nil where one has removed the whole part and the other changed it.
  public var field: String?
  /// What it was when the edit began.
  public var base: String?
  /// What the edit makes of it; nil where it goes.
  public var mine: String?
  /// What somebody else has made of it; nil where it went.
  public var theirs: String?
  /// The revision with which theirs came.
  public var revision: Int
  /// Who made it.
  public var by: String

  /// In one line.
  public var description: String {
    let what = field.map { "`\($0)` of \(title)" } ?? title
    return
      "\(what) was changed by \(by) in revision \(revision) too: it is \(Self.words(theirs)), yours is \(Self.words(mine))"
  }

  private static func words(_ text: String?) -> String {
    text.map { ProblemLog.quoted(OneLine.text($0)) } ?? "removed"
  }
}

/// Text for one line of a message.
enum OneLine {
  static func text(_ text: String) -> String {
    text.split(whereSeparator: \.isNewline).map { $0.drop { $0 == " " } }.joined(separator: " ")
  }
}

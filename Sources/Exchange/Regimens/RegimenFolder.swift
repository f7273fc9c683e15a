// SPDX-License-Identifier: Apache-2.0

import Plain
import Course
public import Dosing
public import Notation

/// What comes of reading library files: what could be read, and everything that was found.
public struct LibraryReading: Sendable, Hashable {
  /// What could be read; files with an error are left out.
  public var library: RegimenLibrary
  /// All problems, by file, line and column.
  public var problems: [Problem]

  /// The problems that keep a file from being used.
  public var errors: [Problem] { problems.filter { $0.severity == .error } }
}

/// Regimens, drugs, rule sets and dose bands as files: one file, one thing.
///
/// ```swift
/// let reading = RegimenFolder.read("our-regimens", over: BuiltInLibrary.read().library)
/// ```
public enum RegimenFolder {
  /// A library may have so many entries, its folders' together.
  static let entryLimit = 2000

  /// Reads a file, or every `.yaml` file of a folder and of the folders in it, over another library.
  ///
  /// Folders further down are not looked into, and links to folders not followed: a path that was mistyped, such as `/`, costs a listing.
  public static func read(_ folder: String, over base: RegimenLibrary) -> LibraryReading {
    var reader = DiskReader(folder: folder)
    reader.read()
    var reading = read(files: reader.files, over: base)
    reading.problems = (reading.problems + reader.problems).sorted()
    // A path that was mistyped, or a study: what is wrong with each file in it would hide that.
    if reader.isFolder, reader.files.isEmpty || !reading.errors.isEmpty, areForeign(reader.files) {
      reading.problems = [nothing(in: folder, reader)]
    }
    return reading
  }

  /// Whether no file is one of a library, or may be meant to be.
  private static func areForeign(_ files: [String: [UInt8]]) -> Bool {
    files.allSatisfy { path, bytes in
      guard case .success(let text) = SourceText.decode(bytes, file: path) else { return false }
      return !LibraryFile.mayBeLibrary(text)
    }
  }

  /// The one error of a folder that is none of a library.
  private static func nothing(in folder: String, _ reader: DiskReader) -> Problem {
    // The folder itself was not looked through to its end.
    if let own = reader.problems.first(where: { $0.severity == .error && $0.location.file == folder }) { return own }
    func words(_ paths: [String], _ one: String, _ more: String) -> [String] {
      // What lies in the folder itself before what lies in a folder in it.
      let depths = Dictionary(grouping: paths) { $0.split(separator: "/").count }
      guard let first = depths[depths.keys.min() ?? 0]?.min(by: NaturalOrder.precedes) else { return [] }
      return [paths.count == 1 ? "\(first) \(one)" : "\(first) and \(paths.count - 1) more \(more)"]
    }
    let unread = reader.problems.filter { $0.severity == .error }.map(\.location.file)
    let reasons =
      words(reader.files.keys.sorted(), "holds something else", "hold something else")
      + words(unread, "cannot be read", "cannot be read")
    return Problem(
      .error, at: SourceLocation(file: folder, line: 1, column: 1),
      "there are no files of a library in this folder"
        + (reasons.isEmpty ? "" : ": \(reasons.joined(separator: "; "))"),
      expected: "files that end in `.yaml` and begin with \(Wording.list(LibraryFile.names))")
  }

  /// Reads files in memory, by path, over another library.
  public static func read(files: [String: [UInt8]], over base: RegimenLibrary = RegimenLibrary()) -> LibraryReading {
    var problems: [Problem] = []
    var drugs: [Drug] = []
    var regimens: [(regimen: Regimen, file: String)] = []
    var rules: [(set: RuleSet, file: String)] = []
    var bands: [DoseBandTable] = []
    var firstFiles: [String: String] = [:]
    for (path, bytes) in files.sorted(by: { NaturalOrder.precedes($0.key, $1.key) }) {
      switch SourceText.decode(bytes, file: path) {
      case .failure(let problem): problems.append(problem.problem)
      case .success(let text):
        let log = ProblemLog(text: text)
        let item = LibraryFile.read(log)
        problems += log.problems
        guard let item else { continue }
        let name: String
        switch item {
        case .drug(let drug):
          name = "drug \(drug.id)"
          drugs.append(drug)
        case .regimen(let regimen):
          name = "regimen \(regimen.id)"
          regimens.append((regimen, path))
        case .rules(let set):
          name = "rules \(set.id)"
          rules.append((set, path))
        case .bands(let table):
          name = "bands \(table.id)"
          bands.append(table)
        }
        if let first = firstFiles[name] {
          problems.append(
            Problem(
              .error, at: SourceLocation(file: path, line: 1, column: 1), "\(name) is there twice; first in \(first)",
              expected: "each once"))
        }
        firstFiles[name] = path
      }
    }
    let own = RegimenLibrary(drugs: drugs, regimens: regimens.map(\.regimen), rules: rules.map(\.set), bands: bands)
    let library = base.replacing(with: own)
    for (regimen, file) in regimens { problems += references(regimen, file, library) }
    for (set, file) in rules {
      for drug in set.drugs where library.drugs[drug] == nil {
        problems.append(unknown("drug", drug, file, library.drugs.keys))
      }
    }
    return LibraryReading(library: library, problems: problems.sorted())
  }

  /// Names of a regimen that the library does not have: a warning, since the regimen can be used without them.
  private static func references(_ regimen: Regimen, _ file: String, _ library: RegimenLibrary) -> [Problem] {
    let support = (regimen.premedication + regimen.support).map(\.drug)
    return Set(regimen.drugs + support).sorted().filter { library.drugs[$0] == nil }
      .map { unknown("drug", $0, file, library.drugs.keys) }
      + regimen.rules.filter { library.rules[$0] == nil }.map { unknown("rule set", $0, file, library.rules.keys) }
      + (regimen.alternatives + [regimen.followedBy].compactMap(\.self)).filter { library.regimens[$0] == nil }
      .map { unknown("regimen", $0, file, library.regimens.keys) }
  }

  private static func unknown(
    _ kind: String, _ name: String, _ file: String, _ known: some Sequence<String>
  ) -> Problem {
    Problem(
      .warning, at: SourceLocation(file: file, line: 1, column: 1), "the library has no \(kind) `\(name)`",
      suggestion: Wording.nearest(to: name, in: known.sorted()))
  }
}

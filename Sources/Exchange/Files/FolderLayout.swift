// SPDX-License-Identifier: Apache-2.0

import Plain
import Course
import Notation

/// Which file of a folder is what.
struct FolderLayout {
  static let study = "study.yaml"
  static let claims = "claims.yaml"
  static let references = "references.yaml"
  static let decisions = "decisions.yaml"
  static let laboratory = "labs.csv"
  static let administrations = "administrations.csv"
  static let lesions = "lesions.csv"
  static let comparators = "comparators.csv"

  /// Files of text may have so many bytes.
  static let textLimit = SourceText.limit
  /// Tables may have so many bytes.
  static let tableLimit = 64_000_000

  /// The patient files, by id in natural order.
  private(set) var patients: [(id: Patient.ID, path: String)] = []
  private(set) var hasClaims = false
  private(set) var hasReferences = false
  private(set) var hasDecisions = false
  private(set) var hasLaboratory = false
  private(set) var hasAdministrations = false
  private(set) var hasLesions = false
  private(set) var hasComparators = false
  private(set) var problems: [Problem] = []

  /// Sorts the paths of a folder. Not `whole`, its patients are elsewhere.
  init(_ paths: [String], isWhole: Bool = true) {
    let paths = paths.sorted(by: NaturalOrder.precedes)
    var ids: [String: String] = [:]
    for path in paths {
      if path.hasPrefix("patients/") {
        patient(path, &ids)
      } else if path == Self.claims {
        hasClaims = true
      } else if path == Self.references {
        hasReferences = true
      } else if path == Self.decisions {
        hasDecisions = true
      } else if path == Self.laboratory {
        hasLaboratory = true
      } else if path == Self.administrations {
        hasAdministrations = true
      } else if path == Self.lesions {
        hasLesions = true
      } else if path == Self.comparators {
        hasComparators = true
      } else if path != Self.study {
        other(path)
      }
    }
    // By path `P-1.yaml` stands before `P.yaml`.
    patients.sort { NaturalOrder.precedes($0.id, $1.id) }
    if !paths.contains(Self.study) {
      error(Self.study, "there is no study.yaml", expected: "a file with `study: TITLE`")
    }
    if isWhole, patients.isEmpty, !problems.contains(where: { $0.location.file.hasPrefix("patients/") }) {
      error("patients", "there are no patients", expected: "a file patients/ID.yaml for each")
    }
  }

  private mutating func patient(_ path: String, _ ids: inout [String: String]) {
    let name = path.dropFirst("patients/".count)
    guard !Litter.isLitter(String(name)) else { return }
    guard !name.contains("/") else {
      error(path, "a file in a folder below patients", expected: "one file a patient in patients/ itself")
      return
    }
    guard name.hasSuffix(".yaml") else {
      let stem = name.prefix { $0 != "." }
      let isMeant = [".yml", ".YAML", ".YML", ".yaml.txt", ".json", ".yaml~"].contains { name.hasSuffix($0) }
      error(
        path, "the name of a patient file", expected: "ID.yaml", suggestion: isMeant ? "patients/\(stem).yaml" : nil)
      return
    }
    let id = String(name.dropLast(".yaml".count))
    guard Identifier.isPatient(id) else {
      error(path, "\(ProblemLog.quoted(id)) for a patient's id", expected: "letters, digits, `-`, `_` and `.`")
      return
    }
    if let earlier = ids[id.lowercased()] {
      error(path, "a patient whose id differs from that of \(earlier) only in case", expected: "an id of its own")
    }
    ids[id.lowercased()] = path
    patients.append((id, path))
  }

  /// Other files are the author's own; but one that is nearly ours is told, and a table, which holds facts that nobody sees.
  private mutating func other(_ path: String) {
    let known = [
      Self.study, Self.claims, Self.references, Self.decisions, Self.laboratory, Self.administrations,
      Self.lesions, Self.comparators,
    ]
    guard !path.contains("/"), !Litter.isLitter(path) else { return }
    let location = SourceLocation(file: path, line: 1, column: 1)
    if let meant = Wording.nearest(to: path, in: known) {
      problems.append(Problem(.warning, at: location, "this file is not read", suggestion: meant))
    } else if [".csv", ".tsv"].contains(where: { path.lowercased().hasSuffix($0) }) {
      problems.append(
        Problem(
          .warning, at: location, "this table is not read",
          expected: Wording.list([Self.laboratory, Self.administrations, Self.lesions, Self.comparators])
            + "; a table of other columns becomes a study by `verlauf read table`"))
    }
  }

  private mutating func error(_ path: String, _ message: String, expected: String? = nil, suggestion: String? = nil) {
    let location = SourceLocation(file: path, line: 1, column: 1)
    problems.append(Problem(.error, at: location, message, expected: expected, suggestion: suggestion))
  }
}

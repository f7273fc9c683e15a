// SPDX-License-Identifier: Apache-2.0

import Notation
import Plain

/// Whose the rows of tables are, by their keys: what points to nothing, or to another person, joins nothing.
struct OMOPOwners {
  /// Why an event is none of an episode.
  enum Fault: Equatable {
    case none
    /// What cannot be read of these files.
    case unread(String)
    /// What contradicts them.
    case broken(String)
  }

  private static let tables = [
    "CONDITION_OCCURRENCE", "EPISODE", "DRUG_EXPOSURE", "PROCEDURE_OCCURRENCE", "MEASUREMENT", "OBSERVATION_PERIOD",
  ]

  /// The person of each row by its table and key.
  private var owners: [String: String] = [:]

  /// Reads the keys; one of two persons is told.
  init(_ files: OMOPFiles, _ outcome: inout TableOutcome) {
    for table in Self.tables {
      let file = files.names[table] ?? ""
      for (key, person, line) in files.values(of: "\(table.lowercased())_id", in: table) {
        guard let other = owners.updateValue(person, forKey: "\(table) \(key)"), other != person else { continue }
        outcome.misfits.append(
          Misfit(
            CellPlace(file: file, row: line, column: table, record: table),
            "the key \(table) \(key) for the persons \(other) and \(person)", expected: "each key once"))
      }
    }
  }

  /// Why a row of EPISODE_EVENT joins nothing.
  func fault(of field: String, _ event: String, in episode: String, _ files: OMOPFiles) -> Fault {
    guard let table = OMOPConcepts.table(ofField: field) else { return .unread("of which table, is not known here") }
    for name in ["EPISODE", table] where files.names[name] == nil {
      return .unread("the table \(name) is not among the files")
    }
    guard let person = owners["EPISODE \(episode)"] else {
      return .broken("an event of EPISODE \(episode), which is not there")
    }
    guard let other = owners["\(table) \(event)"] else {
      return .broken("the event \(table) \(event) of EPISODE \(episode), which is not there")
    }
    return other == person
      ? .none : .broken("the event \(table) \(event) of person \(other) in EPISODE \(episode) of person \(person)")
  }
}

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

  /// The place of the person of each row, by its table and key.
  private var owners: [String: [OMOPTable.Key: Int]] = [:]

  /// Reads the keys; one of two persons is told.
  init(_ files: OMOPFiles, _ outcome: inout TableOutcome) {
    for table in Self.tables {
      var own: [OMOPTable.Key: Int] = [:]
      var twice: [(key: String, other: Int, person: Int, line: Int)] = []
      files.forEachKey(in: table) { key, person, line in
        guard let other = own.updateValue(person, forKey: key), other != person else { return }
        twice.append((key.text, other, person, line))
      }
      owners[table] = own
      let file = files.names[table] ?? ""
      for (key, other, person, line) in twice {
        outcome.misfits.append(
          Misfit(
            CellPlace(file: file, row: line, column: table, record: table),
            "the key \(table) \(key) for the persons \(files.persons[other]) and \(files.persons[person])",
            expected: "each key once"))
      }
    }
  }

  /// Why a row of EPISODE_EVENT joins nothing.
  func fault(of field: String, _ event: String, in episode: String, _ files: OMOPFiles) -> Fault {
    guard let table = OMOPConcepts.table(ofField: field) else { return .unread("of which table, is not known here") }
    for name in ["EPISODE", table] where files.names[name] == nil {
      return .unread("the table \(name) is not among the files")
    }
    guard let person = owners["EPISODE"]?[OMOPTable.Key(episode)] else {
      return .broken("an event of EPISODE \(episode), which is not there")
    }
    guard let other = owners[table]?[OMOPTable.Key(event)] else {
      return .broken("the event \(table) \(event) of EPISODE \(episode), which is not there")
    }
    return other == person
      ? .none
      : .broken(
        "the event \(table) \(event) of person \(files.persons[other]) in EPISODE \(episode) of person \(files.persons[person])"
      )
  }
}

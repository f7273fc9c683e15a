// SPDX-License-Identifier: Apache-2.0

import Course
import Notation
import Plain

/// Reads tables of the OMOP common data model 5.4 (CSV), with its extension for oncology: episodes and their events.
package enum OMOPReading {
  /// Reads a study from tables.
  package static func read(_ request: StudyFormat.Request) -> StudyReading {
    var outcome = TableOutcome()
    var files = OMOPFiles()
    files.read(request.files, &outcome)
    let links = OMOPLinks(files, &outcome)
    var study = GatheredStudy("Tables of OMOP", request, about: "As the tables state it.")
    if !files.names.isEmpty, files.names["PERSON"] == nil {
      outcome.warnings.append(
        Misfit(
          CellPlace(file: files.names.values.sorted().first ?? "", record: ""),
          "no table PERSON among the files (\(files.names.keys.sorted().joined(separator: ", "))): sex and year of birth of \(files.persons.count) \(files.persons.count == 1 ? "person" : "persons") are not stated",
          expected: "PERSON.csv beside them"))
    }
    let persons = files.persons.map { (id: links.patients[$0] ?? $0, number: $0) }
    for (id, person) in persons.sorted(by: { NaturalOrder.precedes($0.id, $1.id) }) {
      let rows = files.rows(of: person, &outcome)
      guard let first = rows.first else { continue }
      guard Identifier.isPatient(id) else {
        outcome.isBroken = true
        outcome.misfits.append(
          Misfit(
            CellPlace(file: files.names[first.name] ?? "", row: first.line, record: ""),
            "\(ProblemLog.quoted(id)) as the id of a patient"))
        continue
      }
      let place = CellPlace(file: files.names[first.name] ?? "", row: first.line, record: "patient \(id)")
      if first.name != "PERSON", files.names["PERSON"] != nil {
        outcome.warnings.append(Misfit(place, "no row in PERSON for `\(person)`: sex and year of birth are not stated"))
      }
      var patient = OMOPPatient(id: id, place: place, files: files, links: links)
      swap(&patient.outcome, &outcome)
      patient.read(rows)
      let draft = patient.finished()
      swap(&patient.outcome, &outcome)
      study.add(draft, &outcome)
    }
    links.leaveOutRest(files, &outcome)
    return study.reading(&outcome, expected: "a row in PERSON")
  }
}

/// What rows say of rows: which events an episode has, and which entries of a record this program wrote rows of.
struct OMOPLinks {
  /// An entry of a record that a row was made of, and its times and words where the row could not say them.
  struct Mark {
    var kind: String
    var entry: String
    var key: String
    var stated: SourceValue?
  }

  /// The events of episodes: the field of their key, and the key.
  private(set) var events: [String: [(field: String, id: String)]] = [:]
  /// The ids of patients by the numbers of persons.
  private(set) var patients: [String: String] = [:]
  private(set) var marks: [String: [Mark]] = [:]
  private let eventRows: [FHIRElement]

  init(_ files: OMOPFiles, _ outcome: inout TableOutcome) {
    eventRows = files.rows(in: "EPISODE_EVENT")
    let owners = OMOPOwners(files, &outcome)
    var unread: [String: (count: Int, place: CellPlace)] = [:]
    for row in eventRows {
      let record = CellPlace(file: files.names["EPISODE_EVENT"] ?? "", record: "EPISODE_EVENT")
      guard row.has("episode_id"), row.has("event_id"), row.has("episode_event_field_concept_id"),
        let episode = row.leaf("episode_id", in: record), let event = row.leaf("event_id", in: record),
        let field = row.leaf("episode_event_field_concept_id", in: record)
      else {
        outcome.misfits.append(Misfit(row.place(record), "an event without its episode, its number or its table"))
        continue
      }
      let leaves = [episode, event, field]
      switch owners.fault(of: field.raw, event.raw, in: episode.raw, files) {
      case .none:
        events[episode.raw, default: []].append((field.raw, event.raw))
        for leaf in leaves {
          outcome.losses.add(
            .understood, file: leaf.place.file, column: leaf.place.column ?? "",
            meaning: "which event is of which episode")
        }
      case .unread(let why):
        unread[why, default: (0, row.place(record))].count += 1
        for leaf in leaves {
          outcome.losses.add(.leftOut, file: leaf.place.file, column: leaf.place.column ?? "", meaning: why)
        }
      case .broken(let what):
        outcome.misfits.append(Misfit(row.place(record), what, expected: "an episode and its event, of one person"))
        for leaf in leaves {
          outcome.losses.add(
            .unplaced, file: leaf.place.file, column: leaf.place.column ?? "", meaning: "an event of no episode")
        }
      }
    }
    for (why, found) in unread.sorted(by: { $0.key < $1.key }) {
      outcome.warnings.append(Misfit(found.place, "\(found.count) \(found.count == 1 ? "event" : "events"): \(why)"))
    }
    let name = files.names[OMOPSchema.entries] ?? ""
    for row in files.rows(in: OMOPSchema.entries) {
      let record = CellPlace(file: name, record: OMOPSchema.entries)
      let place = "\(row.peek("table_name") ?? "") \(row.peek("record_id") ?? "")"
      if row.peek("kind") == "patient", let id = row.peek("record_id") { patients[id] = row.peek("patient") }
      let stated = row.leaf("stated", in: record)
      marks[place, default: []].append(
        Mark(kind: row.peek("kind") ?? "", entry: row.peek("entry") ?? "", key: row.peek("key") ?? "", stated: stated))
      for leaf in row.rest(in: record) + [stated].compactMap({ $0 }) {
        outcome.losses.add(
          .understood, file: leaf.place.file, column: leaf.place.column ?? "",
          meaning: "which entry of a record a row is")
      }
    }
  }

  /// Whether the tables were written by this program.
  var isOwn: Bool { !marks.isEmpty }

  /// The source of the database.
  func leaveOutRest(_ files: OMOPFiles, _ outcome: inout TableOutcome) {
    for table in ["CDM_SOURCE", "EPISODE_EVENT"] {
      let record = CellPlace(file: files.names[table] ?? "", record: table)
      for row in files.rows(in: table) {
        if let version = row.peek("cdm_version"), !version.contains("5.4"), !version.contains("5.3") {
          outcome.warnings.append(
            Misfit(row.place(record), "the version \(ProblemLog.quoted(version)) of the model", expected: "5.4"))
        }
        for leaf in row.rest(in: record) {
          outcome.losses.add(
            .leftOut, file: leaf.place.file, column: leaf.place.column ?? "",
            meaning: "it is of the database, and not of a patient")
        }
      }
    }
  }
}

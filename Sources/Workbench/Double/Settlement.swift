// SPDX-License-Identifier: Apache-2.0

import Chronology
import Course
import DoubleEntry
import Exchange
import Foundation
import Notation
import Outcomes
import Plain
import Store

/// What a decision on a difference changes: the decision itself, which keeps what both said, and, where the second holds, the record.
struct Settlement {
  let state: StudyState
  let double: DoubleState
  let place: StudyState.Place
  let store: Store
  let second: SecondFile

  private var patient: Patient.ID { place.outcome.patient.id }

  /// Why the record cannot take what the second says; a person has to enter it.
  enum Obstacle: Error {
    /// It is a row of a table.
    case row
    /// It refers to an entry that only the second has, or that is not known to be the same.
    case refers(String)
    /// The part cannot be found, or read.
    case unreadable

    var words: Phrase {
      switch self {
      case .row:
        Phrase(
          "A row of a table is not taken over by itself: correct it in the table; then both say the same.",
          "Eine Tabellenzeile wird nicht von selbst übernommen: bitte in der Tabelle berichtigen; dann sagen beide dasselbe."
        )
      case .refers(let name):
        Phrase(
          "What the second says refers to “\(name)”, which only the second entry has. Settle that first, or enter the value by hand.",
          "Die Zweiteingabe bezieht sich auf „\(name)“, das nur sie hat. Bitte zuerst das klären oder den Wert von Hand eingeben."
        )
      case .unreadable:
        Phrase(
          "This cannot be taken over by itself; enter it by hand.",
          "Das lässt sich nicht von selbst übernehmen; bitte von Hand eingeben.")
      }
    }
  }

  /// The edits of a decision, in one revision.
  func edits(
    on difference: EntryDifference, _ verdict: FindingDecision.Verdict, reason: String, by: String
  ) async throws -> [Edit] {
    var edits = verdict == .second ? [try await taking(difference)] : []
    let decision = try DecisionPart.today(
      finding: difference.id, reads: difference.reads, verdict: verdict, reason: reason, by: by)
    edits.append(DecisionPart.edit(decision, among: try await store.parts(of: nil), base: state.revision))
    return edits
  }

  // MARK: what the second says

  /// The edit by which the record says what the second says.
  private func taking(_ difference: EntryDifference) async throws -> Edit {
    let mine = try await store.parts(of: patient)
    let theirs = try await second.store.parts(of: patient, at: second.revision)
    guard let other = second.study.patients.first(where: { $0.id == patient }) else { throw Obstacle.unreadable }
    guard let field = difference.field else {
      if let own = difference.first {
        // Only the first has it: it goes.
        return .remove(try part(of: own, place.outcome.patient, mine).id, base: state.revision)
      }
      guard let id = difference.second else { throw Obstacle.row }
      return .add(try added(part(of: id, other, theirs).part, id))
    }
    if difference.kind == "patient" {
      guard let own = mine.first(where: { $0.part.kind == .patient }),
        let new = theirs.first(where: { $0.part.kind == .patient })
      else { throw Obstacle.unreadable }
      return try replacing(own, new.part, key: field)
    }
    guard let first = difference.first, let second = difference.second else { throw Obstacle.row }
    // A part of a list comes with its list: `phases 2 dose`.
    let list = EntryDifference.list(of: field)
    return try replacing(
      part(of: first, place.outcome.patient, mine), part(of: second, other, theirs).part, key: list ?? field)
  }

  /// The part that an entry is; rows of tables are none.
  private func part(of id: Entry.ID, _ patient: Patient, _ parts: [StoredPart]) throws -> StoredPart {
    let own = parts.filter { $0.part.kind == .entry }
    guard let index = patient.entries.firstIndex(where: { $0.id == id }), own.indices.contains(index) else {
      throw Obstacle.row
    }
    return own[index]
  }

  private func replacing(_ own: StoredPart, _ other: StudyPart, key: String) throws -> Edit {
    guard var fields = try? PartFields(own.part), let theirs = try? PartFields(other) else { throw Obstacle.unreadable }
    // `starts` is another word for `when`.
    let keys = key == "when" ? ["when", "starts"] : [key]
    let texts = try theirs.fields.filter { keys.contains($0.name) }.map {
      PartFields.Field(name: $0.name, text: try named($0.text))
    }
    if let index = fields.fields.firstIndex(where: { keys.contains($0.name) }) {
      fields.fields.removeAll { keys.contains($0.name) }
      fields.fields.insert(contentsOf: texts, at: min(index, fields.fields.count))
    } else {
      fields.fields += texts
    }
    return .replace(own.id, base: state.revision, text: fields.text(own.part.kind))
  }

  /// An entry of the second as one of the first: with a name that the first has not yet.
  private func added(_ part: StudyPart, _ id: Entry.ID) throws -> StudyPart {
    guard var fields = try? PartFields(part) else { throw Obstacle.unreadable }
    let taken = Set(place.outcome.patient.entries.map(\.id))
    // An end may be told from its own beginning; by a name that the first uses for another entry it cannot.
    let own = taken.contains(id) ? nil : id
    for index in fields.fields.indices {
      if fields.fields[index].name == "id" {
        guard taken.contains(id) else { continue }
        let free = (2...).lazy.map { "\(id)-\($0)" }.first { !taken.contains($0) } ?? id
        fields.fields[index].text = "id: \(free)\n"
      } else {
        fields.fields[index].text = try named(fields.fields[index].text, but: own)
      }
    }
    return StudyPart(kind: .entry, patient: patient, text: fields.text(.entry))
  }

  /// A field of the second with the names of entries as the first has them. One that refers to an entry that is not known to be the same is not taken: it would come to
  /// mean another.
  private func named(_ text: String, but own: Entry.ID? = nil) throws -> String {
    guard let names = double.names(of: patient) else { throw Obstacle.unreadable }
    let found = names.inFirst(field: text)
    if let name = found.unknown.first(where: { $0 != own }) { throw Obstacle.refers(name) }
    return found.text
  }
}

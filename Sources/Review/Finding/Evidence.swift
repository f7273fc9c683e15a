// SPDX-License-Identifier: Apache-2.0

import Chronology
public import Course

/// One statement behind a finding.
public struct Evidence: Sendable, Hashable {
  /// What it says.
  public var text: String
  /// Where it is stated.
  public var sources: [Source]
  /// The record that says it; its place is in the places of the study.
  public var record: RecordPath?

  /// A statement.
  public init(_ text: String, sources: [Source] = [], record: RecordPath? = nil) {
    self.text = text
    self.sources = sources
    self.record = record
  }

  /// An entry of the course.
  init(_ entry: Entry, _ text: String) { self.init(text, sources: entry.sources, record: .entry(entry.id)) }

  /// What a claim says.
  init(_ claim: Claim) {
    self.init(claim.assertion.words, sources: claim.sources, record: .claim(claim.id))
  }

  /// A reference: its number and title.
  init(_ reference: Reference) {
    self.init("(\(reference.number)) \(reference.title)", record: .reference(reference.number))
  }

  /// A decision, by its place in the list.
  init(_ decision: FindingDecision, at index: Int) {
    self.init("\(decision.words): “\(decision.reads)”", record: .decision(index))
  }

  /// An administration of a therapy.
  init(_ given: Administration, of entry: Entry, _ patient: Patient) {
    var row: Int?
    if case .therapy(let therapy) = entry.content { row = therapy.administrations.firstIndex(of: given) }
    let dose = given.dose?.words ?? "omitted"
    self.init(
      "\(given.drug), cycle \(given.cycle) day \(given.day), \(given.date): \(dose)",
      record: row.map { .administration($0, of: entry.id, in: patient.id) })
  }

  /// The same evidence of a patient who is spoken of.
  func of(_ patient: Patient.ID) -> Evidence {
    var own = self
    own.record = record?.of(patient)
    return own
  }

  /// A statement on time.
  init(_ statement: Statement) {
    self.init(statement.text, sources: statement.sources, record: statement.record)
  }
}

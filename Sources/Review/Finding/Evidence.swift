// SPDX-License-Identifier: Apache-2.0

public import Plain
import Chronology
public import Course

/// One statement behind a finding.
public struct Evidence: Sendable, Hashable {
  /// What it says.
  public var text: Phrase
  /// Where it is stated.
  public var sources: [Source]
  /// The record that says it; its place is in the places of the study.
  public var record: RecordPath?

  /// A statement.
  public init(_ text: Phrase, sources: [Source] = [], record: RecordPath? = nil) {
    self.text = text
    self.sources = sources
    self.record = record
  }

  /// An entry of the course.
  init(_ entry: Entry, _ text: Phrase) { self.init(text, sources: entry.sources, record: .entry(entry.id)) }

  /// An entry of the course, by words that are the same in every language: its name, or what it says.
  init(_ entry: Entry, same text: String) { self.init(entry, Phrase(same: text)) }

  /// What a claim says: the folder's own words.
  init(_ claim: Claim) {
    self.init(.quoted(claim.assertion.words), sources: claim.sources, record: .claim(claim.id))
  }

  /// A reference: its number and title.
  init(_ reference: Reference) {
    self.init(
      Phrase("(\(reference.number)) \(reference.title)", "(\(reference.number)) „\(reference.title)“"),
      record: .reference(reference.number))
  }

  /// A decision, by its place in the list.
  init(_ decision: FindingDecision, at index: Int) {
    self.init(
      Phrase("\(decision.phrase): “\(decision.reads)”", "\(decision.phrase): „\(decision.reads)“"),
      record: .decision(index))
  }

  /// An administration of a therapy.
  init(_ given: Administration, of entry: Entry, _ patient: Patient) {
    var row: Int?
    if case .therapy(let therapy) = entry.content { row = therapy.administrations.firstIndex(of: given) }
    let dose = given.dose?.phrase ?? Phrase("omitted", "ausgelassen")
    self.init(
      Phrase(
        "\(given.drug), cycle \(given.cycle) day \(given.day), \(given.date): \(dose)",
        "\(given.drug), Zyklus \(given.cycle) Tag \(given.day), \(given.date): \(dose)"),
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
    self.init(statement.phrase, sources: statement.sources, record: statement.record)
  }
}

extension Phrase {
  /// Words of others, which stay as they are; in German they stand in quotation marks, so that nobody takes them for the program's.
  static func quoted(_ words: String) -> Phrase { Phrase("\(words)", "„\(words)“") }

  /// The same where English has quotation marks too: `“words”`, in German `„words“`.
  static func quote(_ words: String) -> Phrase { Phrase("“\(words)”", "„\(words)“") }

  /// A patient: `patient 3`.
  static func patient(_ id: Patient.ID) -> Phrase { Phrase("patient \(id)", "Patient \(id)") }
}

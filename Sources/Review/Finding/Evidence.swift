// SPDX-License-Identifier: Apache-2.0

import Chronology
public import Course

/// One statement behind a finding.
public struct Evidence: Sendable, Hashable {
  /// What it says.
  public var text: String
  /// Where it is stated.
  public var sources: [Source]
  /// Where it stands in the folder.
  public var location: SourceLocation?

  /// A statement.
  public init(_ text: String, sources: [Source] = [], location: SourceLocation? = nil) {
    self.text = text
    self.sources = sources
    self.location = location
  }

  /// An entry of the course.
  init(_ entry: Entry, _ text: String) { self.init(text, sources: entry.sources, location: entry.location) }

  /// What a claim says.
  init(_ claim: Claim) {
    self.init(claim.assertion.words, sources: claim.sources, location: claim.location)
  }

  /// An administration.
  init(_ given: Administration) {
    let dose = given.dose?.words ?? "omitted"
    self.init(
      "\(given.drug), cycle \(given.cycle) day \(given.day), \(given.date): \(dose)", location: given.location)
  }

  /// A statement on time.
  init(_ statement: Statement) {
    self.init(statement.text, sources: statement.sources, location: statement.location)
  }
}

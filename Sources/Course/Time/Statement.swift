// SPDX-License-Identifier: Apache-2.0

public import Plain
public import Chronology

/// One constraint on time with where it comes from: the answer to "why this bound?".
public struct Statement: Sendable, Hashable, Identifiable {
  /// Its number in the patient's network.
  public var id: StatementID
  /// What it says.
  var words: Words
  /// Whether the source states it or the way a course is built implies it.
  public var kind: Kind
  /// Where it is stated; empty for implied ones.
  public var sources: [Source]
  /// The record that says it.
  public var record: RecordPath
  /// The event whose own time it states; nil for any other statement.
  package var timed: EventID?

  /// What it says, in one line: `start of maintenance: 6 mo after start of gem-doc`.
  public var text: String {
    switch words {
    case .time(let event, let time): "\(event): \(time)"
    case .phrase(let phrase): phrase.english
    }
  }

  /// The same in every language; a time stays as it is written.
  public var phrase: Phrase {
    switch words {
    case .time(let event, let time): .event(event) + Phrase(": \(time)", ": \(Phrase.written(time))")
    case .phrase(let phrase): phrase
    }
  }

  /// What a statement says. A course has a time for every entry, laboratory values among them: these are put into words when somebody asks.
  enum Words: Sendable, Hashable {
    /// The time of an event, as it is written.
    case time(event: String, String)
    /// Anything else.
    case phrase(Phrase)
  }

  /// The kinds of statement.
  public enum Kind: Sendable, Hashable {
    /// Stated in the source.
    case stated
    /// Implied by how courses work; the rule in words: `what ends does not end before it starts`.
    case implied(String)
  }
}

// SPDX-License-Identifier: Apache-2.0

public import Course
public import Outcomes
import Plain
import TumourResponse

/// What a line of outcomes says of how it was derived: only lines that say the same are merged.
public struct DerivedBy: Sendable, Hashable {
  /// The digest of the head of the study (`StudyHead`).
  public var head: String
  /// The version of the program.
  public var version: String
  /// The rule of censoring: `study`, `fda-a` …
  public var censoring: String
  /// Whose responses count.
  public var responses: String
  /// The criteria that count.
  public var criteria: String
  /// The reader of lesions who counts; nil where none was chosen.
  public var reader: String?
  /// Days between scheduled visits; nil where none were given.
  public var visitInterval: Int?

  /// What options say of it.
  public init(head: String, version: String, options: CohortOptions) {
    self.head = head
    self.version = version
    censoring = options.rule?.id ?? "study"
    responses = options.responses.rawValue
    criteria = options.judgement.criteria.rawValue
    reader = options.judgement.reader
    visitInterval = options.visitIntervalDays
  }

  /// In words: `head 0123456789abcdef, fda-a, measured, recist`.
  public var words: String {
    (["head \(head)", "version \(version)", "censoring \(censoring)", "responses \(responses)", "criteria \(criteria)"]
      + [reader.map { "reader \($0)" }, visitInterval.map { "visit interval \($0)" }].compactMap(\.self))
      .joined(separator: ", ")
  }

  init(_ value: TapeValue) throws(LineFault) {
    head = try value.needed("head").text()
    version = try value.needed("version").text()
    censoring = try value.needed("censoring").text()
    responses = try value.needed("responses").text()
    criteria = try value.needed("criteria").text()
    reader = try value.optional("reader")?.text()
    visitInterval = try value.optional("visitInterval")?.integer()
  }

  var json: JSON {
    .object(
      [
        ("head", .string(head)), ("version", .string(version)), ("censoring", .string(censoring)),
        ("responses", .string(responses)), ("criteria", .string(criteria)),
      ] + (reader.map { [("reader", .string($0))] } ?? [])
        + (visitInterval.map { [("visitInterval", .integer($0))] } ?? []))
  }
}

/// What a line of outcomes holds for cohorts.
public enum OutcomeLine: Sendable {
  /// A patient who was derived.
  case derived(SeriesEntry, by: DerivedBy)
  /// A patient who could not be read, with the first reason.
  case unreadable(String, patient: Patient.ID?)
  /// Nothing.
  case blank
}

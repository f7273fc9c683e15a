// SPDX-License-Identifier: Apache-2.0

import Course
import Notation
import Plain

/// JSON Schema (draft 2020-12) of the files of a study folder, so that editors can complete keys and check values.
///
/// It is made from the tables of keys that the reader itself uses. What a schema cannot say (that a name exists, that
/// a date is one) only the reader checks.
public enum StudySchema {
  /// The files that have a schema.
  public enum Document: String, Sendable, CaseIterable {
    /// `study.yaml`
    case study
    /// `patients/ID.yaml`
    case patient
    /// `claims.yaml`
    case claims
    /// `references.yaml`
    case references
    /// `decisions.yaml`
    case decisions
  }

  /// One schema for all these files, each in `$defs`.
  public static func json() -> String {
    let entries = Document.allCases.map { JSON.object([("$ref", .string("#/$defs/\($0.rawValue)"))]) }
    return root("A file of a Verlauf study folder", ("anyOf", .array(entries))).text(.compact) + "\n"
  }

  /// The schema of one file.
  public static func document(for document: Document) -> String {
    root("Verlauf: \(document.rawValue)", ("$ref", .string("#/$defs/\(document.rawValue)"))).text(.compact) + "\n"
  }

  private static func root(_ title: String, _ rule: (key: String, value: JSON)) -> JSON {
    .object([
      ("$schema", "https://json-schema.org/draft/2020-12/schema"), ("title", .string(title)), rule,
      ("$defs", definitions),
    ])
  }

  /// The schema of the list of claims.
  static let claims = Schema.list(.either(ClaimKind.all.map { .table($0.table.name) }))

  /// The schema of the list of references.
  static let references = Schema.list(.table(Reference.notation.table.name))

  /// The schema of the list of decisions.
  static let decisions = Schema.list(.table(FindingDecision.notation.table.name))

  private static var definitions: JSON {
    let claims = JSON.object([
      ("description", "What a paper, abstract or report asserts."),
      ("type", "array"),
      ("items", Schema.either(ClaimKind.all.map { .table($0.table.name) }).json),
    ])
    let references = JSON.object([
      ("description", "The works that the source cites."),
      ("type", "array"),
      ("items", Schema.table(Reference.notation.table.name).json),
    ])
    let decisions = JSON.object([
      ("description", "What was decided on findings of the review."),
      ("type", "array"),
      ("items", Schema.table(FindingDecision.notation.table.name).json),
    ])
    return .object(
      StudyTables.all.map { (key: $0.name, value: schema($0)) }
        + [
          (key: "claims", value: claims), (key: "references", value: references), (key: "decisions", value: decisions),
        ])
  }

  private static func schema(_ table: KeyTable) -> JSON {
    let required = table.keys.filter(\.isRequired).map { JSON.string($0.name) }
    let properties = table.keys.map { key -> (key: String, value: JSON) in
      guard case .object(let fields) = key.schema.json else { return (key.name, key.schema.json) }
      let others = fields.filter { $0.key != "description" }
      return (key.name, .object([("description", .string(key.summary))] + others))
    }
    return .object(
      [
        ("description", .string(table.summary)), ("type", "object"), ("additionalProperties", .bool(false)),
      ] + (required.isEmpty ? [] : [("required", .array(required))]) + [("properties", .object(properties))])
  }
}

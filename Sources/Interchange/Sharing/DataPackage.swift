// SPDX-License-Identifier: Apache-2.0

import Chronology
import Course
import Notation
import Plain

/// The description of an archive that machines read: a Frictionless Data Package (version 2, which tools of version 1 read) with a Table Schema for each table.
enum DataPackage {
  static let name = "datapackage.json"

  /// What a cell says where there is no value.
  private static let silences = ["", Silence.notStated, Silence.unknown]

  /// The description of files.
  static func text(_ study: Study, _ terms: SharingTerms, _ files: [String: String]) -> String {
    let prefix = "tables/"
    let tables = Dictionary(
      uniqueKeysWithValues: files.filter { $0.key.hasPrefix(prefix) }.map {
        (String($0.key.dropFirst(prefix.count)), $0.value)
      })
    let resources =
      Codebook.tables(study, tables).map { table in
        resource(
          prefix + table.file, String(table.file.dropLast(4)), "Records of the kind `\(table.kind)`.",
          tables[table.file] ?? "",
          table.columns)
      } + [codebook(files["codebook.csv"] ?? "")]
    let described = Set(Codebook.tables(study, tables).map { prefix + $0.file } + ["codebook.csv"])
    let others = files.keys.filter { !described.contains($0) }.sorted(by: NaturalOrder.precedes).map { path in
      JSON.object([("path", .string(path))] + digest(files[path] ?? ""))
    }
    var licence: [(key: String, value: JSON)] = []
    if let id = terms.licence.id { licence.append(("name", .string(id))) }
    // What is no licence of a list stands where people read it.
    licence.append(("path", .string(terms.licence.address ?? "README.md")))
    licence.append(("title", .string(terms.licence.title)))
    let package: [(key: String, value: JSON)] = [
      ("$schema", "https://datapackage.org/profiles/2.0/datapackage.json"), ("name", "verlauf-study"),
      ("title", .string(study.title)),
      (
        "description",
        .string(
          terms.deidentification == nil
            ? "A case series. The record is not de-identified."
            : "A case series, pseudonymised and not anonymous: see \(DeidentificationReport.fileName).")
      ),
      ("licenses", .array([.object(licence)])), ("resources", .array(resources)),
      (
        "verlauf",
        .object([
          ("version", .string(terms.version)),
          ("schema", .string(hex(SHA256.digest(Array((files["record.schema.json"] ?? "").utf8))))),
          ("deidentified", .bool(terms.deidentification != nil)), ("patients", .integer(study.patients.count)),
          ("record", .string(SharedStudy.record)), ("files", .array(others)),
        ])
      ),
    ]
    return JSON.object(package).text() + "\n"
  }

  // MARK: resources

  private static func resource(
    _ path: String, _ name: String, _ about: String, _ text: String, _ columns: [Codebook.Column]
  ) -> JSON {
    let rows = CSV.rows(text).dropFirst()
    let fields = columns.enumerated().map { index, column in
      field(column, rows.map { index < $0.count ? $0[index] : "" })
    }
    var schema: [(key: String, value: JSON)] = [
      ("fields", .array(fields)), ("missingValues", .array(silences.map { .string($0) })),
    ]
    if name == "patients" {
      schema.append(("primaryKey", .array(["patient"])))
    } else {
      schema.append(
        (
          "foreignKeys",
          .array([
            .object([
              ("fields", .array(["patient"])),
              ("reference", .object([("resource", "patients"), ("fields", .array(["patient"]))])),
            ])
          ])
        ))
    }
    return .object(
      [
        ("name", .string(name)), ("type", "table"), ("path", .string(path)), ("description", .string(about)),
        ("format", "csv"), ("mediatype", "text/csv"), ("encoding", "utf-8"),
      ] + digest(text) + [("schema", .object(schema))])
  }

  private static func codebook(_ text: String) -> JSON {
    let fields = (CSV.rows(text).first ?? []).map { JSON.object([("name", .string($0)), ("type", "string")]) }
    return .object(
      [
        ("name", "codebook"), ("type", "table"), ("path", "codebook.csv"),
        ("description", "What every column and key means, its unit and its values."), ("format", "csv"),
        ("mediatype", "text/csv"), ("encoding", "utf-8"),
      ] + digest(text) + [("schema", .object([("fields", .array(fields))]))])
  }

  /// A column with its type. A type is given only where every cell is of it: a cycle may be `not stated`, a grade `3-4`.
  private static func field(_ column: Codebook.Column, _ cells: [String]) -> JSON {
    let values = cells.filter { !silences.contains($0) }
    var type = "string"
    var constraints: [(key: String, value: JSON)] = []
    if column.name == "patient" {
      constraints = [("required", .bool(true))]
    } else if !column.isList, !values.isEmpty {
      if column.words == ["true"], values.allSatisfy({ $0 == "true" }) {
        type = "boolean"
      } else if values.allSatisfy({ Int($0) != nil && !$0.hasPrefix("+") }) {
        type = "integer"
      } else if values.allSatisfy({ isPlainNumber($0) }) {
        type = "number"
      } else if values.allSatisfy({ Day(iso: $0) != nil }) {
        type = "date"
      } else if !column.words.isEmpty, values.allSatisfy(column.words.contains) {
        constraints = [("enum", .array(column.words.filter { !silences.contains($0) }.map { .string($0) }))]
      }
    }
    var field: [(key: String, value: JSON)] = [
      ("name", .string(column.name)), ("type", .string(type)), ("description", .string(column.meaning)),
    ]
    if let unit = column.unit { field.append(("unit", .string(unit))) }
    if !constraints.isEmpty { field.append(("constraints", .object(constraints))) }
    return .object(field)
  }

  private static func isPlainNumber(_ text: String) -> Bool {
    Double(text) != nil && text.allSatisfy { $0.isNumber || $0 == "." || $0 == "-" } && text.first != "."
  }

  // MARK: digests

  private static func digest(_ text: String) -> [(key: String, value: JSON)] {
    let bytes = Array(text.utf8)
    return [("bytes", .integer(bytes.count)), ("hash", .string("sha256:" + hex(SHA256.digest(bytes))))]
  }

  private static func hex(_ bytes: [UInt8]) -> String {
    bytes.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
  }
}

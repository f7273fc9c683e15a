// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

@testable import Exchange

@Suite("The schema")
struct SchemaTests {
  /// Validates documents by the reference implementation of JSON Schema for Python. Reads YAML as editors do: with
  /// numbers, without dates.
  private static let script = """
    import sys, json, os
    try:
        import yaml, jsonschema
        validator = jsonschema.Draft202012Validator
    except Exception:
        sys.exit(77)
    class Loader(yaml.SafeLoader):
        pass
    for start, rules in list(Loader.yaml_implicit_resolvers.items()):
        kept = [rule for rule in rules if rule[0] not in ('tag:yaml.org,2002:timestamp', 'tag:yaml.org,2002:bool')]
        Loader.yaml_implicit_resolvers[start] = kept
    import re
    Loader.add_implicit_resolver('tag:yaml.org,2002:bool', re.compile('^(true|false)$'), list('tf'))
    schema = json.load(open(sys.argv[1]))
    validator.check_schema(schema)
    faults = 0
    for path in sys.argv[2:]:
        for error in validator(schema).iter_errors(yaml.load(open(path), Loader)):
            faults += 1
            print(path, list(error.absolute_path), error.message[:300])
    sys.exit(1 if faults else 0)
    """

  /// The exit status and the output of the validator; nil where Python or its packages are not there.
  private func validate(_ document: StudySchema.Document, _ texts: [String]) throws -> (status: Int32, output: String)?
  {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("verlauf-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let schema = folder.appendingPathComponent("schema.json")
    try StudySchema.document(for: document).write(to: schema, atomically: true, encoding: .utf8)
    var arguments = ["python3", "-c", Self.script, schema.path]
    for (index, text) in texts.enumerated() {
      let path = folder.appendingPathComponent("\(index).yaml")
      try text.write(to: path, atomically: true, encoding: .utf8)
      arguments.append(path.path)
    }
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = arguments
    let pipe = Pipe()
    process.standardOutput = pipe
    process.standardError = pipe
    do { try process.run() } catch { return nil }
    let output = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    if process.terminationStatus == 77 || process.terminationStatus == 127 {
      print("skipped: python3 with jsonschema and yaml is not there")
      return nil
    }
    return (process.terminationStatus, output)
  }

  @Test("holds for the template, the folder with every key and a series")
  func documentsAreValid() throws {
    var files = try fixture("every-key")
    for (path, text) in try fixture("faultless") { files["faultless/" + path] = text }
    for (path, text) in StudyTemplate.files(title: "Schema") { files["template/" + path] = text }
    for document in StudySchema.Document.allCases {
      let texts = files.filter { path, _ in
        switch document {
        case .study: path.hasSuffix("study.yaml")
        case .claims: path.hasSuffix("claims.yaml")
        case .references: path.hasSuffix("references.yaml")
        case .decisions: path.hasSuffix("decisions.yaml")
        case .patient: path.contains("patients/")
        }
      }
      #expect(!texts.isEmpty)
      guard let result = try validate(document, Array(texts.values)) else { return }
      #expect(result.status == 0, "\(result.output)")
    }
  }

  @Test("refuses what the reader refuses")
  func faultsAreInvalid() throws {
    let faults: [(StudySchema.Document, String)] = [
      (.study, "centre: x\n"), (.study, "study: x\nguideline: CAR\n"), (.patient, "patient: 1\nsex: man\n"),
      (.patient, "patient: 1\ncourse:\n  - surgery: x\n    sit: y\n"),
      (.patient, "patient: 1\ncourse:\n  - toxicity: x\n    grade: 6\n"), (.claims, "- claim: sex\n  patient: 1\n"),
      (.claims, "claim: sex\n"), (.references, "- number: 1\n"), (.references, "- number: 0\n  title: x\n"),
      (.decisions, "- finding: a/b/c\n  reads: x.\n  decision: ignored\n  reason: y\n  by: z\n"),
    ]
    for (document, text) in faults {
      guard let result = try validate(document, [text]) else { return }
      #expect(result.status == 1, "\(text) \(result.output)")
    }
  }

  @Test("is one document for all files, and one for each")
  func documents() throws {
    for text in [StudySchema.json()] + StudySchema.Document.allCases.map({ StudySchema.document(for: $0) }) {
      let object = try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
      #expect(object["$schema"] as? String == "https://json-schema.org/draft/2020-12/schema")
      let definitions = try #require(object["$defs"] as? [String: Any])
      for document in StudySchema.Document.allCases { #expect(definitions[document.rawValue] != nil) }
    }
  }
}

// SPDX-License-Identifier: Apache-2.0

import Notation
import Plain
import Foundation
import Testing

@testable import Exchange
import VerlaufTesting

/// Our readers against Python's on the same seeded documents: its `csv` module, and PyYAML where it is installed.
@Suite("Beside other readers")
struct DifferentialTests {
  /// What another reader makes of a document; `null` stands for a refusal.
  private struct Answers<Value: Decodable>: Decodable {
    var values: [Value?]
  }

  /// A tree without types, as PyYAML's BaseLoader gives it.
  private indirect enum Tree: Codable, Equatable, CustomStringConvertible {
    case text(String)
    case list([Tree])
    case fields([[Tree]])

    init(_ item: Item) {
      switch item.content {
      case .empty: self = .text("")
      case .text(let text): self = .text(text)
      case .list(let items): self = .list(items.map(Tree.init))
      case .fields(let fields): self = .fields(fields.map { [.text($0.key), Tree($0.value)] })
      }
    }

    var description: String {
      switch self {
      case .text(let text): text.debugDescription
      case .list(let items): "\(items)"
      case .fields(let fields): "fields \(fields)"
      }
    }

    private enum CodingKeys: CodingKey { case text, list, fields }
  }

  /// Whether Python runs a line.
  private static func runs(_ line: String) -> Bool {
    (try? python(line, input: Data())) != nil
  }

  static let hasPython = runs("import csv, json, sys")
  static let hasYAML = runs("import yaml, json, sys")

  private struct Failed: Error {}

  /// The output of a program of Python for an input, through files: long output cannot block.
  private static func python(_ program: String, input: Data) throws -> Data {
    let files = FileManager.default
    let folder = files.temporaryDirectory.appendingPathComponent("verlauf-differential-\(UUID().uuidString)")
    try files.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? files.removeItem(at: folder) }
    let question = folder.appendingPathComponent("question")
    let answer = folder.appendingPathComponent("answer")
    try input.write(to: question)
    try Data().write(to: answer)
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["python3", "-c", program]
    process.standardInput = try FileHandle(forReadingFrom: question)
    process.standardOutput = try FileHandle(forWritingTo: answer)
    process.standardError = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else { throw Failed() }
    return try Data(contentsOf: answer)
  }

  // MARK: CSV

  private static let csvProgram = """
    import csv, io, json, sys
    def rows(document):
        separator, text = document
        try:
            rows = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
            return [[cell.replace("\\r\\n", "\\n").replace("\\r", "\\n") for cell in row] for row in rows]
        except csv.Error:
            return None
    json.dump({"values": [rows(document) for document in json.load(sys.stdin)]}, sys.stdout)
    """

  private static let csvPieces = [
    ",", ",", ",", ";", "\n", "\n", "\r\n", "\r", "\"", "\"", "\"\"", "a", "b c", " ", "1.5", "é", "👩‍⚕️", "'", "\t",
    "\"x,y\"", "\"x\ny\"", "\"x\"\"y\"", "-", "#", "\\",
  ]

  private static func table(_ random: inout SeededGenerator) -> String {
    var text = "h1,h2\n"
    if Bool.random(using: &random) { text = "h1;h2\n" }
    for _ in 0..<Int.random(in: 0...30, using: &random) { text += csvPieces.randomElement(using: &random) ?? "" }
    return text
  }

  @Test("CSV is split as Python's csv module splits it", .enabled(if: hasPython, "python3 is not installed"))
  func csv() throws {
    var random = SeededGenerator(seed: 20)
    let documents = (0..<20_000).map { _ in Self.table(&random) }
    let separators = documents.map {
      String(UnicodeScalar(DelimitedText(ProblemLog(text: SourceText(file: "x.csv", text: $0))).separator))
    }
    let question = try JSONEncoder().encode(zip(separators, documents).map { [$0, $1] })
    let answer = try Self.python(Self.csvProgram, input: question)
    let others = try JSONDecoder().decode(Answers<[[String]]>.self, from: answer).values
    #expect(others.count == documents.count)
    var (read, refused) = (0, 0)
    for (document, other) in zip(documents, others) {
      let log = ProblemLog(text: SourceText(file: "x.csv", text: document))
      var text = DelimitedText(log)
      var rows: [[String]] = []
      while let row = text.next() { rows.append(row.cells.map(\.text)) }
      guard let other else {
        // Blanks between a closing quote and the separator are the one thing that Python refuses and we take.
        #expect(!log.problems.isEmpty || document.contains("\" "), "Python refuses \(document.debugDescription)")
        refused += 1
        continue
      }
      #expect(log.problems.isEmpty, "Python reads \(document.debugDescription)")
      // We trim every cell and leave blank rows out.
      let expected = other.map { $0.map(\.trimmed) }.filter { $0.count > 1 || $0.first.map { !$0.isEmpty } == true }
      #expect(rows == expected, "\(document.debugDescription)")
      read += 1
    }
    #expect(read > 1_000 && refused > 1_000)
  }

  // MARK: YAML

  private static let yamlProgram = """
    import json, sys, yaml
    def tree(node):
        if isinstance(node, yaml.ScalarNode):
            plain = node.style is None and node.value in ("", "~", "null", "Null", "NULL")
            return {"text": {"_0": "" if plain else node.value}}
        if isinstance(node, yaml.SequenceNode):
            return {"list": {"_0": [tree(child) for child in node.value]}}
        return {"fields": {"_0": [[tree(key), tree(value)] for key, value in node.value]}}
    def read(text):
        try:
            node = yaml.compose(text, yaml.BaseLoader)
            return tree(node) if node else None
        except yaml.YAMLError:
            return None
    json.dump({"values": [read(text) for text in json.load(sys.stdin)]}, sys.stdout)
    """

  private static let scalars = [
    "a", "two words", "2017-03", "1.50", "yes", "null", "~", "\"q \\\" \\n \\u00e9\"", "'it''s'", "a: b", "- x", "é 日",
    "a #b", "a # comment", "'#'", "[1, 2]", "{k: v, l: w}", "[a, [b, {c: d}]]", "x:y", "\"a: b\"", "> 5", "%", "@x",
    "a\\b",
  ]

  /// A block of fields or items at a depth, mostly sound.
  private static func block(_ depth: Int, _ random: inout SeededGenerator) -> String {
    let indent = String(repeating: "  ", count: depth)
    let isList = Bool.random(using: &random)
    var text = ""
    for index in 0..<Int.random(in: 1...4, using: &random) {
      let head = isList ? "\(indent)-" : "\(indent)k\(index):"
      switch Int.random(in: 0..<8, using: &random) {
      case 0,
        1 where depth < 4:
        text += "\(head)\n" + block(depth + 1, &random)
      case 2: text += "\(head) |\n\(indent)    line\n\n\(indent)     more\n"
      case 3: text += "\(head) >-\n\(indent)    folded\n\(indent)    text\n"
      case 4: text += "\(head) plain text\n\(indent)    goes on\n"
      case 5: text += "\(head)\n"
      default: text += "\(head) \(scalars.randomElement(using: &random) ?? "")\n"
      }
    }
    return text
  }

  @Test("YAML is read as PyYAML reads it", .enabled(if: hasYAML, "PyYAML is not installed"))
  func yaml() throws {
    var random = SeededGenerator(seed: 21)
    let documents = (0..<3_000).map { _ in Self.block(0, &random) }
    let answer = try Self.python(Self.yamlProgram, input: try JSONEncoder().encode(documents))
    let others = try JSONDecoder().decode(Answers<Tree>.self, from: answer).values
    #expect(others.count == documents.count)
    var (read, refused) = (0, 0)
    for (document, other) in zip(documents, others) {
      let log = ProblemLog(text: SourceText(file: "x.yaml", text: document))
      let item = Document.parse(log)
      guard let other else {
        #expect(!log.problems.isEmpty, "PyYAML refuses \(document.debugDescription)")
        refused += 1
        continue
      }
      #expect(log.problems.isEmpty, "PyYAML reads \(document.debugDescription)")
      #expect(item.map(Tree.init) == other, "\(document.debugDescription)")
      read += 1
    }
    #expect(read > 500 && refused > 50)
  }
}

// SPDX-License-Identifier: Apache-2.0

import Course
import Dosing
import Exchange
import Foundation
import Outcomes
import Plain
import Review
import Testing

@testable import Report
import VerlaufTesting

/// Records whose numbers, dates and spans are the largest, smallest and strangest that the reader lets pass. Whatever is read can be derived, reviewed, drawn
/// and printed: no trap, no endless loop, and nothing printed that is no number.
@Suite("Extreme records") struct ExtremeRecordTests {

  private enum Kind: CaseIterable {
    case date, span, number

    var pattern: String {
      switch self {
      case .date: #"\b\d{4}-\d{2}(-\d{2})?\b"#
      case .span: #"\b\d+(\.\d+)? (d|wk|mo|y)\b"#
      case .number: #"(?<![-\w.])\d+(\.\d+)?\b(?![-\w])"#
      }
    }

    var extremes: [String] {
      switch self {
      case .date:
        [
          "0000-01-01", "9999-12-31", "9999", "0000~", "9999-12-31~", "20XX", "XXXX", "0000/9999", "../9999", "0000/..",
          "1970-01-01", "2020-02-29", "not stated", "0 d after diagnosis", "999999 y after diagnosis",
          "999999 y before diagnosis",
        ]
      case .span:
        [
          "0 d", "0.000001 d", "999999 y", ">999999 y", "<0 d", "~999999.999999 y", "0-999999 y", "nearly 0 d",
          "999999 cycles q999999y", "1 d or 999999 y", "½ d", "366 d", "1 d", "within 0 d",
        ]
      case .number:
        [
          "0", "1", "2", "5", "100", "366", "500", "10000", "999999", "999999999", "0.000001", "0.5", "99.999999999",
          "999999999999999", "0.00000000000001",
        ]
      }
    }
  }

  private static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  private static func files(_ folder: String) throws -> [String: String] {
    let source = DiskFiles(folder: root.appendingPathComponent(folder).path)
    var files: [String: String] = [:]
    for path in try source.paths() where path.hasSuffix(".yaml") || path.hasSuffix(".csv") {
      files[path] = String(decoding: try source.bytes(of: path, limit: .max), as: UTF8.self)
    }
    return files
  }

  /// The text with one of its dates, spans or numbers made extreme.
  private static func changed(_ text: String, _ random: inout SeededGenerator) throws -> String {
    let kind = Kind.allCases.randomElement(using: &random) ?? .number
    let found = try NSRegularExpression(pattern: kind.pattern).matches(
      in: text, range: NSRange(text.startIndex..., in: text))
    guard let place = found.randomElement(using: &random).flatMap({ Range($0.range, in: text) }),
      let extreme = kind.extremes.randomElement(using: &random)
    else { return text }
    return text.replacingCharacters(in: place, with: extreme)
  }

  /// Three patients are enough of a cohort, and keep the test short.
  private static func few(_ files: [String: String]) -> [String: String] {
    let kept = Set(files.keys.filter { $0.hasPrefix("patients/") }.sorted().prefix(3))
    let names = Set(kept.map { $0.dropFirst("patients/".count).dropLast(".yaml".count) }.map(String.init))
    return files.filter { !$0.key.hasPrefix("patients/") || kept.contains($0.key) }.mapValues { text in
      guard text.hasPrefix("patient,") else { return text }
      let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
      return lines.enumerated().filter { index, line in
        index == 0 || names.contains(String(line.prefix { $0 != "," })) || line.isEmpty
      }.map(\.element).joined(separator: "\n")
    }
  }

  @Test(
    "are derived, reviewed, drawn and printed",
    arguments: [
      "Examples/gemcitabine-maintenance", "Examples/full-record", "Examples/invented-cohort",
      "Tests/ExchangeTests/Fixtures/every-key",
    ])
  func extremes(folder: String) async throws {
    let runs = ProcessInfo.processInfo.environment["VERLAUF_EXTREME_RUNS"].flatMap { Int($0) } ?? 40
    var random = SeededGenerator(seed: UInt64(runs) &+ UInt64(folder.utf8.count))
    let sound = Self.few(try Self.files(folder))
    let paths = sound.keys.sorted()
    var studies = 0
    for _ in 0..<runs {
      var files = sound
      var changes: [String] = []
      for _ in 0..<Int.random(in: 1...3, using: &random) {
        guard let path = paths.randomElement(using: &random), let text = files[path] else { continue }
        let changed = try Self.changed(text, &random)
        // What does not read any more is taken back, so that changes that read can meet.
        let before = files[path]
        files[path] = changed
        if StudyFolder.read(files: files).study == nil { files[path] = before } else { changes.append(path) }
      }
      guard !changes.isEmpty, let study = StudyFolder.read(files: files).study else { continue }
      studies += 1
      let outcomes = await StudyOutcomes(study, library: RegimenLibrary())
      for file in Report(outcomes).files() { try check(file, changes) }
    }
    #expect(studies > runs / 4)
  }

  /// Words that stand for no number in the languages of the files.
  private func check(_ file: OutputFile, _ changes: [String]) throws {
    if file.path.hasSuffix(".json") {
      _ = try JSONSerialization.jsonObject(with: Data(file.bytes), options: [.fragmentsAllowed])
    }
    guard !file.path.hasSuffix(".png") else { return }
    let words = String(decoding: file.bytes, as: UTF8.self).split { !($0.isLetter || $0.isNumber) }
    let wrong = words.map(String.init).filter(["nan", "NaN", "inf", "infinity", "Infinity"].contains)
    #expect(wrong.isEmpty, "\(file.path), changed \(changes)")
  }
}

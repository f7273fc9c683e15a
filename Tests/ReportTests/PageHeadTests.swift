// SPDX-License-Identifier: Apache-2.0

import Chronology
import Course
import Foundation
import Dosing
import Plain
import Testing

@testable import Report

@Suite("What a browser may do with a page")
struct PageHeadTests {
  private func calendar() throws -> String {
    let regimen = Regimen(
      id: "test", name: "Test", cycleDays: 21,
      components: [.init(drug: "gemcitabine", dose: Dose(amount: 900, unit: .milligramsPerSquareMetre), days: [1, 8])])
    let start = try #require(Day(iso: "2021-02-22"))
    return DosingTables.calendarPage(try TreatmentPlan.make(regimen, start: start, cycles: 1), title: "")
  }

  private func report() async throws -> String {
    let files = Report(try await ReportTests().outcomes()).files()
    return String(decoding: try #require(files.first { $0.path == "index.html" }).bytes, as: UTF8.self)
  }

  /// Content Security Policy Level 3, 6.1: what has no directive falls back to `default-src`; `base-uri` and `form-action` do not, and are named.
  @Test func nothingIsLoadedRunOrSent() async throws {
    for page in [try calendar(), try await report()] {
      #expect(page.contains("content=\"default-src &#39;none&#39;; script-src &#39;none&#39;; style-src &#39;sha256-"))
      #expect(page.contains("; base-uri &#39;none&#39;; form-action &#39;none&#39;\"/>"))
      #expect(page.contains("<meta name=\"referrer\" content=\"no-referrer\"/>"))
      // The policy governs only what stands behind it.
      let policy = try #require(page.range(of: "Content-Security-Policy")?.lowerBound)
      #expect(try policy < #require(page.range(of: "<style>")?.lowerBound))
      // A style by hash allows no attribute of that name.
      #expect(!page.contains(" style=\""))
      #expect(page.components(separatedBy: "<style").count == 2)
    }
  }

  /// The hash of the style sheet as another program computes it.
  @Test(.enabled(if: Python.isInstalled))
  func theStyleIsKnownByItsHash() async throws {
    for page in [try calendar(), try await report()] {
      let style = try #require(page.components(separatedBy: "<style>").last?.components(separatedBy: "</style>").first)
      let hash = try #require(page.components(separatedBy: "&#39;sha256-").last?.components(separatedBy: "&#39;").first)
      #expect(try Python.sha256(style) == hash)
    }
  }
}

/// Another program's hash.
private enum Python {
  static let path = ["/usr/bin/python3", "/usr/local/bin/python3", "/opt/homebrew/bin/python3"].first {
    FileManager.default.isExecutableFile(atPath: $0)
  }

  static var isInstalled: Bool { path != nil }

  static func sha256(_ text: String) throws -> String {
    let process = Process()
    let (input, output) = (Pipe(), Pipe())
    process.executableURL = URL(fileURLWithPath: try #require(path))
    process.arguments = [
      "-c",
      "import sys,hashlib,base64;print(base64.b64encode(hashlib.sha256(sys.stdin.buffer.read()).digest()).decode())",
    ]
    process.standardInput = input
    process.standardOutput = output
    try process.run()
    input.fileHandleForWriting.write(Data(text.utf8))
    try input.fileHandleForWriting.close()
    let data = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return String(decoding: data, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
  }
}

// SPDX-License-Identifier: Apache-2.0

import Foundation
import Plain
@testable import Review
import Testing

/// Documentation/Rules.md, printed from the rules.
struct RulePage {
  private var lines: [String] = []

  /// The page.
  static func text() async throws -> String {
    var page = RulePage()
    page.head()
    for rule in RuleCatalogue.rules { try await page.section(rule) }
    return page.lines.joined(separator: "\n") + "\n"
  }

  private mutating func head() {
    lines += [
      "# The rules of the review", "",
      "What `verlauf check` looks for. This page is printed from the rules (`script/rules`): do not edit it. A finding names its rule in brackets at "
        + "its end. A rule knows the field and never a particular paper; what it needs and is not recorded, it does not find.",
      "",
      "| rule | severity | needs | decides by | source | fires | does not fire |", "|---|---|---|---|---|---|---|",
    ]
    for rule in RuleCatalogue.rules {
      let cells = [
        "[`\(rule.id)`](#\(rule.id))", rule.severity.rawValue, rule.needs, decides(rule), rule.source, rule.fires.words,
        rule.passes.words,
      ]
      lines.append("| " + cells.map { $0.replacing("|", with: "\\|") }.joined(separator: " | ") + " |")
    }
  }

  private func decides(_ rule: any Rule) -> String {
    rule.thresholds.isEmpty
      ? "any difference" : rule.thresholds.map { "\($0.name): \(printed($0))" }.joined(separator: "; ")
  }

  private func printed(_ threshold: Threshold) -> String {
    "\(Numbers.text(threshold.value, decimals: 2)) \(threshold.unit)".trimmingCharacters(in: .whitespaces)
  }

  private mutating func section(_ rule: any Rule) async throws {
    lines += [
      "", "## \(rule.id)", "", "**\(rule.summary.english)** (\(rule.severity.rawValue)). \(rule.explanation)", "",
    ]
    for threshold in rule.thresholds {
      lines.append("- \(threshold.name.capitalisedFirst): \(printed(threshold)) (\(threshold.why)).")
    }
    if !rule.thresholds.isEmpty { lines.append("") }
    lines += ["Source: \(rule.source).", "", "Fires: \(rule.fires.words).", ""]
    record(rule.fires)
    for finding in try await RuleBench(rule: rule).findings(rule.fires) {
      lines += ["", "> \(finding.severity.rawValue): \(finding.summary)"]
      if let arithmetic = finding.arithmetic { lines.append("> = \(arithmetic)") }
    }
    lines += ["", "Does not fire: \(rule.passes.words).", ""]
    record(rule.passes)
  }

  private mutating func record(_ example: RuleExample) {
    func block(_ language: String, _ name: String, _ text: String) {
      guard !text.isEmpty else { return }
      lines += ["```\(language)", "# \(name)", text, "```"]
    }
    block(
      "yaml", "patients/1.yaml",
      [example.facts, example.course.isEmpty ? "" : "course:\n" + indented(example.course)].filter { !$0.isEmpty }
        .joined(separator: "\n"))
    for file in example.files {
      let isTable = file.name.hasSuffix(".csv")
      block(isTable ? "" : "yaml", file.name, file.text)
    }
    if let words = example.imageWords { lines += ["", "In the folder `images`: \(words)."] }
  }

  private func indented(_ text: String) -> String {
    text.split(separator: "\n", omittingEmptySubsequences: false).map { "  \($0)" }.joined(separator: "\n")
  }
}

@Suite struct RulePageTests {
  /// `script/rules` sets the variable: the page is then written, not compared.
  @Test func thePageIsWhatTheRulesSay() async throws {
    let path = Repository.path("Documentation/Rules.md")
    let expected = try await RulePage.text()
    if ProcessInfo.processInfo.environment["VERLAUF_WRITE_RULES"] != nil {
      try expected.write(toFile: path, atomically: true, encoding: .utf8)
      return
    }
    let page = try String(contentsOfFile: path, encoding: .utf8)
    let first = zip(page.split(separator: "\n"), expected.split(separator: "\n")).first { $0 != $1 }
    let isCurrent = page == expected
    #expect(
      isCurrent,
      "Documentation/Rules.md is not what the rules say (\(first.map { "“\($0.0)”, now “\($0.1)”" } ?? "its end")); run script/rules"
    )
  }
}

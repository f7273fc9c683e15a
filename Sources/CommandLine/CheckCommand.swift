// SPDX-License-Identifier: Apache-2.0

public import ArgumentParser
import Course
import Foundation
import Outcomes
import Report
public import Review

/// `verlauf check STUDY`
struct CheckCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check", abstract: "Say what is contradictory, unsupported or missing.",
    discussion: """
      EXAMPLES
        verlauf check my-series
        verlauf check my-series --severity error
        verlauf check my-series --format json > findings.json
        verlauf check my-series --reading

      Each finding ends with its rule in brackets. Documentation/Rules.md says of every rule what it needs, what it decides by, and shows
      a record that it finds something in and one that it does not.

      A time such as `6 mo after maintenance` can be read in two ways. --reading shows, instead of the findings, where its event lies and what is
      derived under each.

      Exits with 0 where no finding is an error, 1 where one is, 2 where the folder cannot be read.
      """)

  @OptionGroup var input: StudyArguments
  @Option(help: "Least severity to show: error, warning or note.")
  var severity: Severity = .note
  @Flag(help: "Show the outcomes under each reading of the times that can be read in several ways.")
  var reading = false
  @OptionGroup var format: FormatOption

  func run() async throws {
    let outcomes = try await input.outcomes()
    if reading {
      let points = outcomes.patients.flatMap(\.timeline.readingPoints)
      if !points.isEmpty || format.chosen != .table { format.show([ReportTables.readings(outcomes)]) }
      let open = points.count { !$0.isChosen }
      Terminal.tell(
        "\(Terminal.count(points.count, "time")) with several readings, \(open) of them open, in \(Terminal.count(outcomes.patients.count, "patient"))"
      )
      if StudyReview(outcomes).count(.error) > 0 { throw ExitCode(1) }
      return
    }
    let review = StudyReview(outcomes)
    var shown = review
    shown.findings.removeAll { $0.severity > severity }
    switch format.chosen {
    case .json: Terminal.data(ReportJSON.findings(shown))
    case .csv, .markdown: format.show([ReportTables.findings(shown)])
    case .table: for finding in shown.findings { show(finding, review.places) }
    }
    Terminal.tell("\(Self.summary(review, downTo: severity)) in \(Terminal.count(outcomes.patients.count, "patient"))")
    if review.count(.error) > 0 { throw ExitCode(1) }
  }

  /// How many findings of each severity are shown, and how many are not.
  static func summary(_ review: StudyReview, downTo least: Severity) -> String {
    func counts(_ severities: [Severity]) -> String {
      severities.map { Terminal.count(review.count($0), $0.rawValue) }.joined(separator: ", ")
    }
    let hidden = Severity.allCases.filter { $0 > least }
    let shown = counts(Severity.allCases.filter { $0 <= least })
    return hidden.isEmpty ? shown : "\(shown) (not shown: \(counts(hidden)))"
  }

  private func show(_ finding: Finding, _ places: Places) {
    let colour: Terminal.Colour = finding.severity == .error ? .red : finding.severity == .warning ? .yellow : .blue
    let head = Painted(finding.severity.rawValue, colour, if: Terminal.outputIsTerminal)
    Terminal.say(
      "\(head): \(finding.patient.map { "patient \($0)" } ?? "series"): \(finding.summary) [\(finding.rule)]")
    if let arithmetic = finding.arithmetic { Terminal.say("    = \(arithmetic)") }
    for evidence in finding.evidence.prefix(6) {
      let place = places[evidence.record].map { "\($0): " } ?? ""
      let source = evidence.sources.first.map { source in
        " (\(source.section)" + (source.quote.map { ": “\($0)”" } ?? "") + ")"
      }
      Terminal.say("\(Painted("    \(place)\(evidence.text)\(source ?? "")", .dim, if: Terminal.outputIsTerminal))")
    }
    Terminal.say("    settled by: \(finding.settledBy)")
  }
}

extension Severity: ExpressibleByArgument {}

// SPDX-License-Identifier: Apache-2.0

public import ArgumentParser
import Chronology
import Console
public import Course
import Exchange
import Foundation
import Outcomes
import Plain
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
        verlauf check my-series --decide claim/series/c3 --as accepted --by "the authors" \\
          --reason "The paper is published." >> my-series/decisions.yaml

      Each finding ends with its rule in brackets. Documentation/Rules.md says of every rule what it needs, what it decides by, and shows
      a record that it finds something in and one that it does not.

      A time such as `6 mo after maintenance` can be read in two ways. --reading shows, instead of the findings, where its event lies and what is
      derived under each.

      Where a finding is known and stays, decisions.yaml of the folder says so, with the reason and by whom; --decide prints such an entry. What was accepted or rejected is shown under its own heading, until the finding reads otherwise.

      Exits with 0 where no open finding is an error, 1 where one is, 2 where the folder cannot be read.
      """)

  @OptionGroup var input: StudyArguments
  @Option(help: "Least severity to show: error, warning or note.")
  var severity: Severity = .note
  @Flag(help: "Show the outcomes under each reading of the times that can be read in several ways.")
  var reading = false
  @Option(
    help: ArgumentHelp(
      "Print an entry for decisions.yaml on this finding (repeatable); with --as, --reason and --by.", valueName: "id"))
  var decide: [String] = []
  @Option(help: "What is decided: accepted, rejected or asked.")
  var `as`: FindingDecision.Verdict?
  @Option(help: ArgumentHelp("Why it is decided so.", valueName: "words"))
  var reason: String?
  @Option(help: ArgumentHelp("Who has decided: a name, initials or a role.", valueName: "who"))
  var by: String?
  @Option(help: ArgumentHelp("When: 2026-11-20.", valueName: "date"))
  var on: String?
  @OptionGroup var format: FormatOption

  func validate() throws {
    if decide.isEmpty {
      guard `as` == nil, reason == nil, by == nil, on == nil else {
        throw ValidationError("--as, --reason, --by and --on belong to --decide: name the finding that is decided")
      }
      return
    }
    if reading { throw ValidationError("--decide and --reading show two things; one at a time") }
    let missing = [
      ("--as", `as` == nil), ("--reason", reason?.trimmed.isEmpty != false), ("--by", by?.trimmed.isEmpty != false),
    ]
    .compactMap { $0.1 ? $0.0 : nil }
    guard missing.isEmpty else {
      throw ValidationError(
        "--decide needs \(missing.joined(separator: ", ")): a decision has its reason and its author")
    }
    if let on {
      do throws(TimeSyntaxError) { _ = try StatedDate(parsing: on) } catch {
        let meant = error.suggestion.map { "; did you mean `\($0)`?" } ?? ""
        throw ValidationError("--on \(on): expected \(error.expected), such as 2026-11-20\(meant)")
      }
    }
  }

  func run() async throws {
    let outcomes = try await input.outcomes()
    if reading {
      let points = outcomes.patients.flatMap(\.timeline.readingPoints)
      let ages = outcomes.patients.count { $0.patient.age.value.map { !$0.others.isEmpty } ?? false }
      if points.count + ages > 0 || format.chosen != .table { format.show([ReportTables.readings(outcomes)]) }
      let open = points.count { !$0.isChosen }
      Terminal.tell(
        "\(Terminal.count(points.count, "time")) and \(Terminal.count(ages, "age")) with several readings, \(open) of them open, in \(Terminal.count(outcomes.patients.count, "patient"))"
      )
      if StudyReview(outcomes, images: try await StudyImages.kept(of: input.study, outcomes.study)).count(.error) > 0 {
        throw ExitCode(1)
      }
      return
    }
    let kept = try await StudyImages.kept(of: input.study, outcomes.study)
    let review = StudyReview(outcomes, images: kept)
    if !decide.isEmpty { return try printDecisions(review, outcomes.study) }
    var shown = review
    shown.findings.removeAll { $0.severity > severity }
    shown.decided.removeAll { $0.severity > severity }
    switch format.chosen {
    case .json: Terminal.data(ReportJSON.findings(shown))
    case .csv, .markdown: format.show([ReportTables.findings(shown)])
    case .table:
      for finding in shown.findings { show(finding, review.places) }
      if !shown.decided.isEmpty { Terminal.say("\nDecided") }
      for finding in shown.decided { show(finding, review.places) }
    }
    // Findings know files by their digests, since they are passed on; who sits at a terminal has the folder, and may read names.
    if Terminal.outputIsTerminal, let kept {
      for line in StudyImages.names(kept, outcomes.study) { Terminal.tell("\(line)") }
    }
    let decided = review.decided.isEmpty ? "" : "; \(Terminal.count(review.decided.count, "finding")) decided"
    Terminal.tell(
      "\(Self.summary(review, downTo: severity))\(decided) in \(Terminal.count(outcomes.patients.count, "patient"))")
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

  /// Entries for `decisions.yaml`, each with the finding as it reads.
  private func printDecisions(_ review: StudyReview, _ study: Study) throws {
    let all = review.findings + review.decided
    let known = Dictionary(all.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    let entered = Set(study.decisions.map(\.finding))
    var faults: [String] = []
    var decisions: [FindingDecision] = []
    for id in decide where !decisions.contains(where: { $0.finding == id }) {
      if entered.contains(id) {
        faults.append("decisions.yaml has an entry on `\(id)`; change that one")
      } else if let finding = known[id], let verdict = `as`, let reason, let by {
        var decision = FindingDecision(
          finding: id, reads: finding.summary.english, verdict: verdict, reason: reason.trimmed, by: by.trimmed)
        if let date = on.flatMap({ try? StatedDate(parsing: $0) }) { decision.on = .stated(date) }
        decisions.append(decision)
      } else {
        let nearest = Spelling.nearest(to: id, among: known.keys.sorted()).map { "; did you mean `\($0)`?" } ?? ""
        faults.append("no finding has the id `\(id)`\(nearest)")
      }
    }
    guard faults.isEmpty else { throw ValidationError("--decide: " + faults.joined(separator: "; ")) }
    // A file whose last line has no end would run into the first entry.
    Terminal.data((study.decisions.isEmpty ? "" : "\n") + StudyFolder.text(of: decisions))
  }

  private func show(_ finding: Finding, _ places: Places) {
    let colour: Terminal.Colour = finding.severity == .error ? .red : finding.severity == .warning ? .yellow : .blue
    let head = Painted(finding.severity.rawValue, colour, if: Terminal.outputIsTerminal)
    Terminal.say(
      "\(head): \(finding.patient.map { "patient \($0)" } ?? "series"): \(finding.summary.english) [\(finding.rule)]")
    if let arithmetic = finding.arithmetic { Terminal.say("    = \(arithmetic.english)") }
    for evidence in finding.evidence.prefix(6) {
      let place = places[evidence.record].map { "\($0): " } ?? ""
      let source = evidence.sources.first.map { source in
        " (\(source.section)" + (source.quote.map { ": “\($0)”" } ?? "") + ")"
      }
      Terminal.say(
        "\(Painted("    \(place)\(evidence.text.english)\(source ?? "")", .dim, if: Terminal.outputIsTerminal))")
    }
    if let decision = finding.decision { Terminal.say("    \(decision.words)") }
    if finding.decision?.settles != true { Terminal.say("    settled by: \(finding.settledBy.english)") }
    Terminal.say("\(Painted("    id: \(finding.id)", .dim, if: Terminal.outputIsTerminal))")
  }
}

extension Severity: ExpressibleByArgument {}
extension FindingDecision.Verdict: ExpressibleByArgument {
  /// What can be decided on a finding of the review; which of two entries holds is decided where they are compared.
  public static var allValueStrings: [String] { allCases.filter { !$0.isOfSecondEntry }.map(\.rawValue) }

  /// A verdict by its word.
  public init?(argument: String) {
    guard let verdict = Self(rawValue: argument), !verdict.isOfSecondEntry else { return nil }
    self = verdict
  }
}

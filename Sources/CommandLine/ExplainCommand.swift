// SPDX-License-Identifier: Apache-2.0

import Console
import Plain
import ArgumentParser
import Chronology
import Course
import Outcomes

/// `verlauf explain STUDY [VALUE]`
struct ExplainCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain", abstract: "Say why a derived value is what it is.",
    discussion: """
      EXAMPLES
        verlauf explain my-series                              all values and their names
        verlauf explain my-series 1/maintenance/duration       one value
        verlauf explain my-series 3/maintenance                all values of it
        verlauf explain my-series 3/maintenance/best           all values that begin so
        verlauf explain my-series 3/cohort-line-1/pfs-fda-a --anchor line-1 --visit-interval 56
        verlauf explain my-series cohort-line-1/os --anchor line-1        a median, from every patient's time

      Options are those of `verlauf cohort`; its numbers are explained under every rule of censoring.
      """)

  @OptionGroup var input: StudyArguments
  @OptionGroup var cohort: CohortArguments
  @Argument(help: "Name of a value, or how it begins.")
  var value: String?

  func run() async throws {
    let outcomes = try await input.outcomes()
    var seen = Set<String>()
    let cohorts = CohortOutcomes(outcomes, options: try cohort.options(outcomes)).underEveryRule
    let traces = (outcomes.patients.flatMap(outcomes.traces) + cohorts.flatMap(\.traces)).filter {
      seen.insert($0.id).inserted
    }
    guard let value else {
      for trace in traces { Terminal.say("\(trace.id): \(trace.value)") }
      return
    }
    let whole = traces.filter { $0.id == value || $0.id.hasPrefix(value.hasSuffix("/") ? value : value + "/") }
    let wanted = whole.isEmpty ? traces.filter { $0.id.hasPrefix(value) } : whole
    guard !wanted.isEmpty else {
      let nearest = Spelling.nearest(to: value, among: traces.map(\.id))
      throw ValidationError(
        "no value is called \(value)" + (nearest.map { "; did you mean `\($0)`?" } ?? ".")
          + " `verlauf explain \(input.study)` lists them.")
    }
    for trace in wanted { show(trace, outcomes.places) }
  }

  private func show(_ trace: Trace, _ places: Places) {
    let isTerminal = Terminal.outputIsTerminal
    Terminal.say("\(Painted("\(trace.title): \(trace.value)", .bold, if: isTerminal))")
    Terminal.say("  definition  \(trace.definition.text)")
    Terminal.say("  source      \(trace.definition.source)")
    if let arithmetic = trace.arithmetic { Terminal.say("  arithmetic  \(arithmetic)") }
    for input in trace.inputs { Terminal.say("  input       \(input.name): \(input.value)\(quotes(input.sources))") }
    for statement in trace.statements {
      let implied = if case .implied = statement.kind { " [implied]" } else { "" }
      Terminal.say(
        "  statement   \(statement.text)\(implied)\(quotes(statement.sources))\(places[statement.record].map { " \($0)" } ?? "")"
      )
    }
    for remark in trace.remarks { Terminal.say("  remark      \(remark)") }
    Terminal.say()
  }

  private func quotes(_ sources: [Source]) -> String {
    sources.first.map { " (\($0.section)" + ($0.quote.map { ": “\($0)”" } ?? "") + ")" } ?? ""
  }
}

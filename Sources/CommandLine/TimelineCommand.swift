// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Chronology
import Course
import Outcomes
import Report

/// `verlauf timeline STUDY`
struct TimelineCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "timeline", abstract: "Show when each event can have been.",
    discussion: """
      EXAMPLES
        verlauf timeline my-series
        verlauf timeline my-series --patient 3
      """)

  @OptionGroup var input: StudyArguments
  @Option(help: "Only this patient.")
  var patient: String?
  @OptionGroup var format: FormatOption

  func run() async throws {
    let outcomes = try await input.outcomes()
    var problems = ArgumentProblems()
    problems.check(patient, among: outcomes.patients.map(\.patient.id), "patient", "--patient")
    try problems.stop()
    var table = Table(
      name: "timeline", title: "When each event can have been",
      columns: ["Pat. ID", "Event", .init("Calendar", .days), .times("From diagnosis", .length), "As stated"])
    for outcome in outcomes.patients where patient == nil || outcome.patient.id == patient { add(outcome, to: &table) }
    format.show([table])
  }

  private func add(_ outcome: PatientOutcomes, to table: inout Table) {
    let timeline = outcome.timeline
    let origin = outcome.patient.diagnosis.flatMap { timeline.start(of: $0.entry.id) }
    func row(_ name: String, _ event: EventID?, _ stated: [StatedTime]) {
      let fromOrigin = origin.flatMap { origin in event.map { timeline.length(from: origin, to: $0) } }
      table.rows.append([
        .words(outcome.patient.id), .words(name),
        event.map { .init(.days(timeline.bounds(of: $0))) } ?? .missing("not in time"),
        fromOrigin.map { .init(.length($0)) } ?? .missing("not determined"),
        .words(
          stated.isEmpty ? nil : stated.map(\.text).joined(separator: "; "), or: .because("not stated")),
      ])
    }
    for entry in outcome.patient.entries {
      guard timeline.start(of: entry.id) != nil || !entry.when.isEmpty else { continue }
      row(entry.content.lasts ? "start of \(entry.id)" : entry.id, timeline.start(of: entry.id), entry.when)
      if case .therapy(let therapy) = entry.content {
        for phase in therapy.phases.dropFirst() { row("  \(phase.id)", timeline.start(of: phase.id), phase.when) }
      }
      guard entry.content.lasts else { continue }
      row(
        timeline.isOngoing(entry) ? "ongoing: \(entry.id) at the data cut-off" : "end of \(entry.id)",
        timeline.end(of: entry.id),
        entry.ends)
    }
  }
}

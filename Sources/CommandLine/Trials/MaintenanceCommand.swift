// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Console
import Figures
import Foundation
import Marrow
import Plain
import Report
import Statistics
import Trials

/// `verlauf trial maintenance`
struct MaintenanceCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "maintenance",
    abstract:
      "A maintenance trial patient by patient: induction, registration, scans, doses, looks; in several scenarios.",
    discussion: """
      EXAMPLES
        verlauf trial maintenance --median 3.5 --hazard-ratio 0.6 --patients 126 --scans "8 weeks" --window "1 week" --missed 5%
        verlauf trial maintenance --arms 1 --design 3/13,12/43 --landmark 3 --median 1.3 --hazard-ratio 0.57 --scans "6 weeks"
        verlauf trial maintenance --arms 1 --median 3.5 --hazard-ratio 0.6 --patients 40 --follow-up 6
        verlauf trial maintenance --median 3.5 --hazard-ratio 0.6 --levels 100%/15%,75%/10%,50%/5% --cycle "21 days" --dose-effect
        verlauf trial maintenance --median 3.5 --hazard-ratio 0.6 --schedule "1000 mg/m2 d1, d8, d15 q28" \\
          --rules gemcitabine-us-pancreas --surface 1.8 --dose-effect           doses by counts, and the effect by doses
        verlauf trial maintenance --median 3.5 --hazard-ratio 0.6 --replay 17            everybody of replicate 17
        verlauf trial maintenance --median 3.5 --hazard-ratio 0.6 --replay 17/5          patient 5 of it
        verlauf trial maintenance --median 3.5 --hazard-ratio 0.6 --figure schema.svg

      Two arms: maintenance against observation, log-rank test with looks. One arm: freedom from progression at --landmark by a design of two stages, or, without --design, the \
      one-sample log-rank test against the curve of --median. Every number has its Monte-Carlo standard error, and beside it what is known without simulation. Replicates run on all cores; \
      a replicate is given by seed and number, whatever the cores.
      """)

  @OptionGroup var model: MaintenanceArguments
  @Option(NumberRange(0.1...10), help: "Scenario: today's hazard over that of the history.") var drift = 0.8
  @Option(.share(0.05...1), help: "Scenario: accrual over that planned:") var slow = 0.5
  @Option(NumberRange(2...1_000_000, "replicates"), help: "Trials that are simulated of each scenario.")
  var replicates =
    1000
  @Option(NumberRange(0...1_000_000_000), help: "Seed.") var seed = 1
  @Option(help: "Print the patients of a replicate as planned instead: 17, or one of them with all doses: 17/5.")
  var replay: String?
  @OptionGroup var format: FormatOption
  @OptionGroup(title: "Figure") var drawing: DesignFigureArguments

  static let draws: [DesignFigureArguments.Kind] = [.schema]

  func validate() throws {
    try drawing.check(Self.draws)
    _ = try replayed()
    if replay != nil, drawing.figure != nil { throw ValidationError("--replay and --figure: expected one of them") }
  }

  private func replayed() throws -> (replicate: Int, patient: Int?)? {
    guard let replay else { return nil }
    let parts = replay.split(separator: "/", omittingEmptySubsequences: false)
    let range = NumberRange(0...10_000_000)
    do {
      guard parts.count < 3 else { throw NumberRefusal(found: replay, why: nil, expected: "17 or 17/5") }
      return (
        try range.whole(parts[0].trimmed), parts.count == 2 ? try range.whole(parts[1].trimmed) : nil
      )
    } catch {
      throw ValidationError("--replay \(replay.prefix(30)): expected a replicate, or one and a patient, such as 17/5")
    }
  }

  func run() async throws {
    do {
      let delivered = try await DeliveredDoses(model, seed: seed)
      let plan = try model.plan(delivered)
      if let (replicate, patient) = try replayed() {
        format.show(try [patients(plan.trial, replicate, patient)])
        return
      }
      guard replicates * plan.trial.intake.registered <= 1_000_000_000 else {
        throw DesignProblem(
          "replicates", found: "\(replicates) of \(plan.trial.intake.registered) patients",
          expected: "at most 1000000000 patients in all")
      }
      let scenarios = try plan.trial.scenarios(drift: drift, slow: slow)
      var found: [(scenario: MaintenanceTrial.Scenario, result: MaintenanceTrial.Characteristics)] = []
      for scenario in scenarios {
        let result = try await scenario.trial.characteristics(replicates: replicates, seed: UInt64(seed)) {
          Terminal.progress("\(scenario.name): \($0) of \(replicates) trials …")
        }
        found.append((scenario, result))
      }
      Terminal.endProgress()
      let planned = found.first { $0.scenario.name == "alternative" }?.result
      try drawing.write(Self.draws) { _ in model.schema(plan, planned) }
      format.show(tables(found, plan, delivered?.notes ?? []))
    } catch let problem as DesignProblem {
      Terminal.endProgress()
      Terminal.tell("error: \(problem)")
      throw ExitCode(2)
    } catch let problem as MarrowProblem {
      Terminal.tell("error: \(problem)")
      throw ExitCode(2)
    }
  }

  // MARK: Tables

  private typealias Found = (scenario: MaintenanceTrial.Scenario, result: MaintenanceTrial.Characteristics)

  private func tables(_ found: [Found], _ plan: MaintenanceArguments.Plan, _ notes: [String]) -> [Table] {
    func simulated(_ name: String) -> [Table.Column] { [.init(name, .number), .init("SE of \(name)", .number)] }
    func cells(_ value: MonteCarlo?, _ decimals: Int) -> [Table.Cell] {
      [.number(value?.mean, decimals), .number(value?.error, decimals + 1)]
    }
    let benchmarks = found.map(\.scenario.trial.benchmark)
    var columns: [Table.Column] =
      ["Scenario"] + simulated("P(reject)") + [.init("P(reject) without simulation", .number)]
    columns += simulated("P(stop as futile)") + [.init("P(stop as futile) without simulation", .number), "Kind"]
    var decisions = Table(
      name: "maintenance-decisions", title: "What the trial decides, \(replicates) replicates of each scenario",
      columns: columns,
      rows: zip(found, benchmarks).map { item, known in
        [.words(item.scenario.name)] + cells(item.result.rejection, 4) + [.number(known?.rejection, 5)]
          + cells(item.result.futility, 4)
          + [.number(known?.futility, 5), .words(known.map { $0.isExact ? "exact" : "approximation" } ?? "none")]
      }, footnotes: scenarios(found))
    decisions.footnotes += Set(benchmarks.compactMap { $0?.isExact == true ? nil : $0?.words }).sorted().map {
      "Without simulation: \($0)."
    }
    if benchmarks.contains(where: { $0?.isExact == false }) {
      decisions.footnotes.append(
        "An approximation may lie several points beside the simulation where patients or events are few: then the simulation is what happens."
      )
    }
    if benchmarks.contains(where: { $0?.isExact == true }) {
      decisions.footnotes.append(
        "Without simulation: exact; the probability of a patient to be free of a seen event at the landmark by quadrature, and the binomials of both stages."
      )
    }
    if benchmarks.contains(nil) {
      decisions.footnotes.append("Where nothing stands beside the simulation there is no result without it.")
    }
    decisions.footnotes += notes
    decisions.footnotes += [plan.words, "Seed \(seed), replicates 0 to \(replicates - 1)."]
    var courses: [Table.Column] = ["Scenario"] + simulated("Months to the end") + simulated("Began induction")
    courses += simulated("Registered") + simulated("Judged") + simulated("Events seen") + simulated("Deaths")
    let short = found.filter { $0.result.short.mean > 0 }
    if !short.isEmpty {
      decisions.footnotes.append(
        "Fewer events came than the last look waited for, so that it was made when all were there: \(short.map { "\($0.scenario.name) in \(Numbers.text($0.result.short.mean * 100, decimals: 2)) % of replicates (SE \(Numbers.text($0.result.short.error * 100, decimals: 2)))" }.joined(separator: ", ")). The approximation supposes all events."
      )
    }
    var tables = [
      decisions,
      Table(
        name: "maintenance-course", title: "How the trial runs", columns: courses,
        rows: found.map { item in
          let result = item.result
          return [.words(item.scenario.name)]
            + [result.duration, result.started, result.registered, result.judged, result.events, result.deaths].flatMap
          {
            cells($0, 2)
          }
        },
        footnotes: [
          "Means by the end of each trial, from the first induction. Judged are the patients of the stages that were counted; who is registered while a look is awaited is registered all the same. Deaths are simulated after progression where --survival-after says how."
        ]),
    ]
    if case .landmark(let time, _) = plan.trial.question {
      tables.append(
        Table(
          name: "maintenance-landmark", title: "Free of an event at \(Numbers.text(time.value, decimals: 2)) months",
          columns: ["Scenario", .init("Truly free", .number), .init("Counted as free", .number)],
          rows: found.map { item in
            let truth = item.scenario.trial.truth
            let free = pow(truth.hazard.survival(at: time), truth.hazardRatio)
            return [
              .words(item.scenario.name),
              // With an effect by dose the hazard is drawn.
              .number(item.scenario.trial.freeAtLandmark(time) == nil ? nil : free, 5),
              .number(item.scenario.trial.freeAtLandmark(time), 5),
            ]
          },
          footnotes: [
            "Counted as free is who has no event that a scan has shown or a death has by the landmark, and has not dropped out before; exactly, by quadrature. Rates of the design belong to what is counted, not to what is true."
          ]))
    }
    let looks = found.map(\.result.times.count).max() ?? 0
    tables.append(
      Table(
        name: "maintenance-looks", title: "When the looks are",
        columns: ["Scenario"] + (0..<looks).flatMap { simulated("Look \($0 + 1), mo") },
        rows: found.map { item in [.words(item.scenario.name)] + item.result.times.flatMap { cells($0, 2) } },
        footnotes: ["Of the replicates that came to a look."]))
    if found.contains(where: { $0.result.intensity != nil }) {
      tables.append(
        Table(
          name: "maintenance-doses", title: "Doses of the treated",
          columns: ["Scenario"] + simulated("Relative dose") + simulated("Share reduced or omitted")
            + simulated("Share ended for toxicity"),
          rows: found.map { item in
            [.words(item.scenario.name)]
              + [item.result.intensity, item.result.reduced, item.result.stopped].flatMap { cells($0, 4) }
          }, footnotes: ["Of cycles begun by the end; an omitted cycle counts as a dose of 0."]))
    }
    return tables
  }

  private func scenarios(_ found: [Found]) -> [String] {
    ["Scenarios: \(found.map { "\($0.scenario.name): \($0.scenario.words)" }.joined(separator: "; "))."]
  }

  private func patients(_ trial: MaintenanceTrial, _ replicate: Int, _ number: Int?) throws -> Table {
    let all = trial.patients(seed: UInt64(seed), replicate: replicate)
    if let number, !all.indices.contains(number) {
      throw DesignProblem("patient", found: "\(number)", expected: "0 to \(all.count - 1) in replicate \(replicate)")
    }
    let outcome = trial.outcome(seed: UInt64(seed), replicate: replicate)
    let shown = number.map { [all[$0]] } ?? all
    func time(_ value: Double?) -> Table.Cell { .number(value, 4) }
    return Table(
      name: "maintenance-patients", title: "Replicate \(replicate) of seed \(seed)",
      columns: [
        .init("Patient", .number), .init("Induction from, mo", .number), .init("Registered, mo", .number), "Arm",
        .init("Progression", .number), .init("Death", .number), .init("Event seen", .number), .init("Dropout", .number),
        .init("Cycles", .number), "Doses",
      ],
      rows: shown.map { patient in
        [
          .count(patient.number), time(patient.start), time(patient.registered),
          .words(patient.registered == nil ? "not registered" : patient.isTreated ? "treatment" : "control"),
          time(patient.progression), time(patient.death), time(patient.seen), time(patient.dropout),
          .count(patient.doses.count),
          .words(patient.doses.map { Numbers.text($0, decimals: 2) }.joined(separator: " ")),
        ]
      },
      footnotes: [
        "Progression, death, event seen and dropout are months from registration; what never comes is left open. Of the treated: the dose of each cycle over the full dose, 0 omitted\(trial.dosing == nil ? " (no cycles: --levels states them)" : "").",
        "The replicate \(outcome.rejects ? "rejects H0" : outcome.isFutile ? "stops as futile" : "does not reject H0") at \(Numbers.text(outcome.times.last ?? 0, decimals: 2)) months, statistic \(Numbers.text(outcome.statistic, decimals: 4)), \(outcome.events) events seen.",
      ])
  }
}

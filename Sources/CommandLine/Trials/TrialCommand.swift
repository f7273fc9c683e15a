// SPDX-License-Identifier: Apache-2.0

import ArgumentParser

/// `verlauf trial …`
struct TrialCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "trial", abstract: "Design a trial: sizes, bounds and what a design can find out.",
    discussion: """
      EXAMPLES
        verlauf trial from my-series                                      what a series and published arms show, and what has to be given
        verlauf trial simon --p0 20% --p1 40%                             two stages, optimal, minimax and between
        verlauf trial simon --p0 0.2 --p1 0.4 --landmark 3 --scans "8 weeks" --deaths 10%   what it really does when progression is seen at scans
        verlauf trial infer 3/13 12/43 --responses 14 --p0 20%            estimate, p and interval after two stages
        verlauf trial logrank --median 3.5 --hazard-ratio 0.6 --accrual 24 --follow-up 12
        verlauf trial sequential --median 3.5 --hazard-ratio 0.6 --looks 50%,100% --futility obrien-fleming
        verlauf trial boin --target 25% --rates 5%,12%,25%,40% --start 4  dose finding from the full dose down

      Levels are one-sided unless said otherwise, rates are shares (0.2) or percentages (20%), times months of 30.4375 days (or "8 weeks", "56 days"). Every number \
      comes with its definition and source; agreement with other programs stands in Documentation/Trials.md. A design is computed from \
      assumptions: three patients prove none.
      """,
    groupedSubcommands: [
      CommandGroup(name: "From a series", subcommands: [FromCommand.self, TrialSynopsisCommand.self]),
      CommandGroup(
        name: "One arm, yes or no",
        subcommands: [
          SingleCommand.self, SimonCommand.self, InferCommand.self, MonitorCommand.self, ToxicityCommand.self,
        ]),
      CommandGroup(
        name: "Time to an event",
        subcommands: [
          OneSampleCommand.self, MilestoneCommand.self, LogRankCommand.self, SequentialCommand.self,
          SimulateCommand.self, GrowthCommand.self,
        ]),
      CommandGroup(name: "Arms and doses", subcommands: [SelectionCommand.self, BOINCommand.self, CRMCommand.self]),
    ])
}

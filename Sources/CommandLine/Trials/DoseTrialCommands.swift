// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Console
import Plain
import Report
import Trials

/// `verlauf trial selection`
struct SelectionCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "selection", abstract: "Pick the winner of several arms.",
    discussion: """
      EXAMPLES
        verlauf trial selection --base 20% --lead 15% --arms 2 --chance 90%
        verlauf trial selection --base 20% --lead 15% --arms 3 --patients 30 --margin 2
      """)

  @Option(.share(0.0001...0.9999), help: "Rate of every arm but the best:") var base: Double?
  @Option(.share(0.001...0.9), help: "By how much the best is better:") var lead = 0.15
  @Option(NumberRange(2...20, "arms"), help: "Arms.") var arms = 2
  @Option(.share(0.1...0.999), help: "Wanted probability to pick the best, without it 0.9:") var chance: Double?
  @Option(NumberRange(1...50, "responses"), help: "Responses by which the winner must lead.") var margin = 1
  @Option(NumberRange(1...2000, "patients"), help: "Patients of each arm; without it the fewest with the chance.")
  var patients: Int?
  @OptionGroup var format: FormatOption

  func validate() throws {
    guard base != nil else { throw ValidationError("--base is needed") }
    if let patients, margin > patients {
      throw ValidationError("--margin \(margin): expected at most \(patients), the patients of an arm")
    }
    if chance != nil, patients != nil { throw ValidationError("--chance and --patients: expected one of them") }
  }

  func run() throws {
    try designing(format) {
      let base = try Probability(base ?? 0, "base")
      let design =
        if let patients { try SelectionDesign(size: patients, margin: margin) } else {
          try SelectionDesign.size(
            arms: arms, base: base, lead: lead, chance: try Probability(chance ?? 0.9, "chance"), margin: margin
          ).design
        }
      let best = try Probability(base.value + lead, "rate of the best arm")
      let found = design.selection(of: [best] + [Probability](repeating: base, count: arms - 1))
      return [
        .facts(
          "selection", "Pick the winner of \(arms) arms",
          [
            (
              "patients of each arm", .count(design.size),
              patients == nil ? "Fewest with the wanted chance" : "As stated"
            ),
            (
              "P(the best is picked)", .number(found[0], 6),
              "It has at least \(margin) more than every other (Simon, Wittes and Ellenberg, Cancer Treat Rep 1985;69:1375), exactly"
            ),
            ("P(another is picked)", .number(found.dropFirst().reduce(0, +), 6), "All others together"),
            ("P(none leads)", .number(max(0, 1 - found.reduce(0, +)), 6), "What is left"),
          ], footnotes: ["It ranks arms and tests nothing: one of them is picked even if all are the same."])
      ]
    }
  }
}

/// `verlauf trial boin`
struct BOINCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "boin", abstract: "Dose finding by BOIN: decisions, the dose chosen, operating characteristics.",
    discussion: """
      EXAMPLES
        verlauf trial boin --target 25%                                         the table of decisions
        verlauf trial boin --target 25% --rates 5%,12%,25%,40% --start 4        de-escalation from the full dose
        verlauf trial boin --target 25% --seen 0/3,1/6,3/6                      the dose that these patients say
        verlauf trial boin --regimen gemcitabine-1000-q28 --rates 8%,20%        its full dose first, and the level below it
      """)

  @Option(.share(0.05...0.6), help: "Target rate of dose-limiting toxicity:") var target = 0.25
  @Option(.share(0.001...0.9), help: "Highest rate that is too low; without it 0.6 × target:") var safe: Double?
  @Option(.share(0.001...0.99), help: "Lowest rate that is too high; without it 1.4 × target:") var toxic: Double?
  @Option(NumberRange(1...50, "patients"), help: "Patients of a cohort.") var cohort = 3
  @Option(NumberRange(1...100, "cohorts"), help: "Cohorts at most.") var cohorts = 10
  @Option(help: "True rates of toxicity of the doses, from the lowest, with commas between: what then happens.")
  var rates: String?
  @Option(
    NumberRange(1...20),
    help: "Dose of the first cohort, counted from the lowest, with --rates; without it 1, of a --regimen the full dose."
  )
  var start: Int?
  @Option(NumberRange(1...500, "patients"), help: "Stop where the dose stays and has so many.") var enough: Int?
  @Option(help: "Toxicities of patients at each dose, from the lowest: 0/3,1/6,3/6.") var seen: String?
  @Option(NumberRange(100...1_000_000, "trials"), help: "Trials that are simulated, with --rates; without it 10000.")
  var replicates: Int?
  @Option(NumberRange(0...1_000_000_000), help: "Seed, with --rates; without it 1.") var seed: Int?
  @OptionGroup var levels: DoseLevelNames
  @OptionGroup var format: FormatOption

  func validate() throws {
    if let rates = try trueRates() { try levels.check(rates.count, "--rates") }
    if let counts = try counts() { try levels.check(counts.count, "--seen") }
    _ = try levels.names()
    if rates == nil, start != nil || enough != nil || replicates != nil || seed != nil {
      throw ValidationError("--start, --enough, --replicates and --seed are for --rates")
    }
  }

  private func trueRates() throws -> [Double]? {
    guard let rates = try rates.map({ try TrialText.numbers($0, .share(0.001...0.999), "--rates", count: 1...20) })
    else { return nil }
    guard zip(rates, rates.dropFirst()).allSatisfy({ $0 <= $1 }) else {
      throw ValidationError("--rates: expected rates from the lowest dose to the highest, none below the one before")
    }
    return rates
  }

  private func counts() throws -> [(Int, Int)]? {
    guard let seen else { return nil }
    return try seen.split(separator: ",", omittingEmptySubsequences: false).map { part in
      let numbers = part.split(separator: "/", omittingEmptySubsequences: false)
      guard numbers.count == 2, let toxicities = try? NumberText.integer(numbers[0].trimmed),
        let patients = try? NumberText.integer(numbers[1].trimmed), patients >= 0, patients <= 10_000,
        (0...patients).contains(toxicities)
      else {
        throw ValidationError("--seen \(part.prefix(30)): expected toxicities/patients of each dose, such as 0/3,1/6")
      }
      return (toxicities, patients)
    }
  }

  /// What the design says after a cohort of a dose.
  private func decision(
    _ design: BOIN, _ counts: [(Int, Int)], _ dose: Int, _ estimates: [BOIN.Estimate]
  ) -> String {
    let (toxicities, patients) = counts[dose]
    if estimates[dose].isEliminated { return "give up" }
    guard patients > 0 else { return "not given" }
    let row = design.row(patients)
    if let bound = row.deescalate, toxicities >= bound { return dose == 0 ? "stay, none is lower" : "de-escalate" }
    guard toxicities <= row.escalate else { return "stay" }
    if dose + 1 == counts.count { return "stay, none is higher" }
    return estimates[dose + 1].isEliminated ? "stay, the next is given up" : "escalate"
  }

  func run() async throws {
    let (rates, counts) = (try trueRates(), try counts())
    let names = try levels.names()
    try await simulating(format) {
      let design = try BOIN(target: try Probability(target, "target"), safe: safe, toxic: toxic)
      let sizes = stride(from: cohort, through: cohort * cohorts, by: cohort)
      var tables = [
        Table(
          name: "boin-decisions", title: "Decisions by patients at a dose",
          columns: ["Patients", "Escalate if at most", "De-escalate if at least", "Give up if at least"].map {
            .init($0, .number)
          },
          rows: sizes.map { size in
            let row = design.row(size)
            return [.count(row.patients), .count(row.escalate), .count(row.deescalate), .count(row.eliminate)]
          },
          footnotes: [
            "λe \(Numbers.text(design.escalation, decimals: 5)), λd \(Numbers.text(design.deescalation, decimals: 5)) for rates \(Numbers.text(design.safe, decimals: 4)), \(Numbers.text(design.target, decimals: 4)), \(Numbers.text(design.toxic, decimals: 4)) (Liu and Yuan, J R Stat Soc C 2015;64:507). A dose is given up with all above it where P(rate > target) > \(Numbers.text(design.elimination, decimals: 3)), of 3 patients or more."
          ])
      ]
      if let counts {
        let (given, toxic) = (counts.map(\.1), counts.map(\.0))
        let dose = try design.selected(patients: given, toxicities: toxic)
        let estimates = try design.estimates(patients: given, toxicities: toxic)
        tables.append(
          .facts(
            "boin-dose", "The dose that these patients say",
            [
              (
                "dose",
                dose.map { own in names.map { .words("\(own + 1): \($0[own])") } ?? .count(own + 1) } ?? .words("none"),
                "Isotonic regression, nearest to the target; none where the lowest dose is given up"
              )
            ]))
        tables.append(
          Table(
            name: "boin-estimates", title: "What these patients say of each dose",
            columns: [
              .init("Dose", .number), .init("Patients", .number), .init("Toxicities", .number), .init("Share", .number),
              .init("Isotonic estimate", .number), .init("P(rate > target)", .number), "Decision",
            ] + (names == nil ? [] : ["Level"]),
            rows: counts.indices.map { index in
              let (toxicities, patients) = counts[index]
              return [
                .count(index + 1), .count(patients), .count(toxicities),
                .number(patients > 0 ? Double(toxicities) / Double(patients) : nil, 5),
                .number(estimates[index].rate, 5),
                .number(patients > 0 ? estimates[index].aboveTarget : nil, 5),
                .words(decision(design, counts, index, estimates)),
              ] + (names.map { [.words($0[index])] } ?? [])
            },
            footnotes: [
              "Estimates are the rising ones nearest to (toxicities + 0.05)/(patients + 0.1), weighted by their precision, of the doses that were given and are not given up: by them the dose is chosen. P(rate > target) is of the dose alone, from a uniform prior. The decision is the next after this dose's last cohort."
            ]))
      }
      if let rates {
        let (start, replicates, seed) = (start ?? names?.count ?? 1, replicates ?? 10_000, seed ?? 1)
        let trial = try BOINTrial(
          design, rates: rates.map { value throws(DesignProblem) in try Probability(value, "rate") }, cohort: cohort,
          cohorts: cohorts,
          start: start - 1, enough: enough)
        let found = try await trial.characteristics(trials: replicates, seed: UInt64(seed), cores: nil) {
          Terminal.progress("\($0) of \(replicates) trials …")
        }
        tables.append(
          Table(
            name: "boin-characteristics", title: "What happens with these true rates",
            columns: [
              "Dose", "True rate", "Selected", "SE", "Patients", "SE of patients", "Toxicities", "SE of toxicities",
            ]
            .map { .init($0, .number) } + (names == nil ? [] : ["Level"]),
            rows: rates.indices.map { dose in
              let level: [Table.Cell] = names.map { [.words($0[dose])] } ?? []
              return [
                .count(dose + 1), .number(rates[dose]), .number(found.selection[dose].mean, 4),
                .number(found.selection[dose].error, 4),
                .number(found.patients[dose].mean, 3), .number(found.patients[dose].error, 3),
                .number(found.toxicities[dose].mean, 3), .number(found.toxicities[dose].error, 3),
              ] + level
            },
            footnotes: [
              "\(replicates) simulated trials, seed \(seed), from dose \(start). No dose is selected in \(Numbers.text(found.none.mean, decimals: 4)) (SE \(Numbers.text(found.none.error, decimals: 4))); patients in all \(Numbers.text(found.total.mean, decimals: 2)) (SE \(Numbers.text(found.total.error, decimals: 3)))."
            ]))
      }
      return tables
    }
  }
}

/// `verlauf trial crm`
struct CRMCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "crm", abstract: "Dose finding by continual reassessment: the next dose.",
    discussion: """
      EXAMPLES
        verlauf trial crm --target 25% --doses 5 --believed 3 --seen "3- 3- 4+ 3-"
        verlauf trial crm --target 25% --skeleton 8%,16%,25%,35%,46% --seen "4+ 3-" --start 4
        verlauf trial crm --regimen gemcitabine-1000-q28 --believed 2 --seen "2- 2+"       its full dose first

      --seen has each patient's dose with + (toxicity) or - (none).
      """)

  @Option(.share(0.05...0.6), help: "Target rate of dose-limiting toxicity:") var target = 0.25
  @Option(help: "Believed rates of the doses, from the lowest, with commas between.") var skeleton: String?
  @Option(NumberRange(2...20, "doses"), help: "Doses, where the skeleton follows from --believed; without it 5.")
  var doses: Int?
  @Option(
    NumberRange(1...20), help: "Dose that is thought the right one, for the skeleton of Lee and Cheung; without it 3.")
  var believed: Int?
  @Option(.share(0.001...0.3), help: "Its indifference interval is the target and this on both sides, without it 0.05:")
  var halfwidth: Double?
  @Option(NumberRange(0.01...100), help: "Prior variance.") var variance = 1.34
  @Option(
    NumberRange(1...20),
    help: "Dose of the first patient, counted from the lowest; without it 1, of a --regimen the full dose.")
  var start: Int?
  @Option(help: "Patients: \"3- 3- 4+\".") var seen: String?
  @OptionGroup var levels: DoseLevelNames
  @OptionGroup var format: FormatOption

  func validate() throws {
    if let rates = try rates() { try levels.check(rates.count, "--skeleton") }
    if let doses { try levels.check(doses, "--doses") }
    _ = try patients()
    _ = try levels.names()
    if skeleton != nil, doses != nil || believed != nil || halfwidth != nil {
      throw ValidationError("--doses, --believed and --halfwidth make a skeleton; --skeleton states one")
    }
  }

  private func rates() throws -> [Double]? {
    try skeleton.map { try TrialText.numbers($0, .share(0.001...0.999), "--skeleton", count: 2...20) }
  }

  private func patients() throws -> [(dose: Int, toxicity: Bool)] {
    guard let seen else { return [] }
    let parts = seen.split(separator: " ")
    guard (1...500).contains(parts.count) else {
      throw ValidationError("--seen: found \(parts.count) patients; expected 1 to 500, such as \"3- 4+\"")
    }
    return try parts.map { part in
      guard let mark = part.last, mark == "+" || mark == "-" || mark == "−", let dose = Int(part.dropLast()),
        (1...20).contains(dose)
      else {
        throw ValidationError("--seen \(part.prefix(20)): expected a dose from 1 with + or -, such as 3-")
      }
      return (dose - 1, mark == "+")
    }
  }

  func run() throws {
    let (rates, patients) = (try rates(), try patients())
    let names = try levels.names()
    try designing(format) {
      let goal = try Probability(target, "target")
      let skeleton =
        try rates?.map { value throws(DesignProblem) in try Probability(value, "skeleton") }
        ?? CRM.skeleton(
          target: goal, halfwidth: halfwidth ?? 0.05, prior: (believed ?? names?.count ?? 3) - 1,
          doses: doses ?? names?.count ?? 5)
      let model = try CRM(skeleton: skeleton, target: goal, variance: variance)
      let found = try model.estimate(patients)
      let next = try model.next(patients, start: (start ?? names?.count ?? 1) - 1)
      // The model names a dose whatever was seen; that even the lowest is above the target is told, never left to be found in a table.
      let isAbove = !patients.isEmpty && found.dose == 0 && found.rates[0] > goal.value
      let warning =
        "Even the lowest dose is estimated at \(Numbers.text(found.rates[0], decimals: 3)), above the target of \(Numbers.text(goal.value, decimals: 3)). The model has no rule to stop: whether anybody may have this dose is not said by it."
      return [
        .facts(
          "crm-next", "The next dose",
          [
            (
              "next dose", names.map { .words("\(next + 1): \($0[next])") } ?? .count(next + 1),
              patients.isEmpty
                ? "The dose of the first patient, as stated"
                : isAbove
                  ? "The lowest, which is itself above the target: see the note"
                  : "Nearest to the target, never more than one above the highest given"
            )
          ], footnotes: isAbove ? [warning] : []),
        Table(
          name: "crm", title: "Doses by the model",
          columns: ["Dose", "Believed", "Patients", "Toxicities", "Estimate"].map { .init($0, .number) }
            + (names == nil ? [] : ["Level"]),
          rows: skeleton.indices.map { dose in
            let here = patients.filter { $0.dose == dose }
            return [
              .count(dose + 1), .number(skeleton[dose].value, 5), .count(here.count),
              .count(here.count { $0.toxicity }),
              .number(found.rates[dose], 5),
            ] + (names.map { [.words($0[dose])] } ?? [])
          },
          footnotes: [
            "Power model skeleton^exp(a), a normal with variance \(Numbers.text(variance, decimals: 3)); posterior mean \(Numbers.text(found.mean, decimals: 6)), variance \(Numbers.text(found.variance, decimals: 6)) (O'Quigley, Pepe and Fisher, Biometrics 1990;46:33). Of the estimates dose \(found.dose + 1) is nearest to the target; what is given next stands in the table before."
          ]),
      ]
    }
  }
}

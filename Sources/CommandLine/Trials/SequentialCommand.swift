// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Figures
import Plain
import Report
import Trials

/// `verlauf trial sequential`
struct SequentialCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sequential", abstract: "Two arms with interim looks: bounds, events, times and patients.",
    discussion: """
      EXAMPLES
        verlauf trial sequential --median 3.5 --hazard-ratio 0.6 --looks 50%,100%
        verlauf trial sequential --median 3.5 --hazard-ratio 0.6 --looks 1/3,2/3,1 --bounds pocock-spending
        verlauf trial sequential --median 3.5 --hazard-ratio 0.6 --looks 0.5,1 --futility obrien-fleming --binding
        verlauf trial sequential --median 3.5 --hazard-ratio 0.6 --looks 1/3,2/3,1 --figure bounds.svg
      """)

  enum Bounds: String, ExpressibleByArgument, CaseIterable {
    case obrienFlemingSpending = "obrien-fleming-spending"
    case pocockSpending = "pocock-spending"
    case kimDeMets = "kim-demets"
    case hwangShihDeCani = "hwang-shih-decani"
    case obrienFleming = "obrien-fleming"
    case pocock
    case haybittlePeto = "haybittle-peto"
    case wangTsiatis = "wang-tsiatis"
  }
  enum Futility: String, ExpressibleByArgument, CaseIterable {
    case none
    case obrienFleming = "obrien-fleming"
    case pocock
    case kimDeMets = "kim-demets"
    case hwangShihDeCani = "hwang-shih-decani"
  }

  @OptionGroup var arms: TwoArmArguments
  @OptionGroup var errors: ErrorArguments
  @Option(NumberRange(1...2), help: "Sides of the test.") var sides = 1
  @Option(help: "Shares of the events at the looks, the last 1: 50%,100% or 1/3,2/3,1.") var looks = "50%,100%"
  @Option(
    help:
      "obrien-fleming-spending, pocock-spending, kim-demets, hwang-shih-decani, obrien-fleming, pocock, haybittle-peto or wang-tsiatis."
  )
  var bounds: Bounds = .obrienFlemingSpending
  @Option(help: "Spending of beta: none, obrien-fleming, pocock, kim-demets or hwang-shih-decani.") var futility:
    Futility = .none
  @Flag(help: "Futility must be obeyed: the bounds of efficacy are lower for it, and hold no more if it is not.")
  var binding = false
  @Option(
    NumberRange(-40...40),
    help: "Of --bounds: ρ of kim-demets, γ of hwang-shih-decani, Δ of wang-tsiatis; without it 2, −4 and 0.25.")
  var parameter: Double?
  @Option(
    NumberRange(-40...40), help: "Of --futility: ρ of kim-demets, γ of hwang-shih-decani; without it 2 and −4.")
  var futilityParameter: Double?
  @OptionGroup var format: FormatOption
  @OptionGroup(title: "Figure") var drawing: DesignFigureArguments

  static let draws: [DesignFigureArguments.Kind] = [.bounds, .characteristics, .forecast, .schema]

  func validate() throws {
    try drawing.check(Self.draws)
    _ = try shares()
    if binding, futility == .none { throw ValidationError("--binding needs --futility") }
    if sides == 2, futility != .none { throw ValidationError("--futility is for --sides 1") }
    let takes: Set<Bounds> = [.kimDeMets, .hwangShihDeCani, .wangTsiatis]
    if parameter != nil, !takes.contains(bounds) {
      throw ValidationError("--parameter is for --bounds kim-demets, hwang-shih-decani and wang-tsiatis")
    }
    if futilityParameter != nil, futility != .kimDeMets, futility != .hwangShihDeCani {
      throw ValidationError("--futility-parameter is for --futility kim-demets and hwang-shih-decani")
    }
    if let parameter, parameter <= 0, bounds == .kimDeMets {
      throw ValidationError("--parameter \(parameter): expected a number above 0 with kim-demets")
    }
    if let futilityParameter, futilityParameter <= 0, futility == .kimDeMets {
      throw ValidationError("--futility-parameter \(futilityParameter): expected a number above 0 with kim-demets")
    }
    if let parameter, bounds == .wangTsiatis, !(-1...1).contains(parameter) {
      throw ValidationError("--parameter \(parameter): expected -1 to 1 with wang-tsiatis")
    }
  }

  private func shares() throws -> [Double] { try TrialText.shares(looks, "--looks") }

  private var family: BoundaryFamily {
    switch bounds {
    case .obrienFlemingSpending: .spending(.obrienFleming)
    case .pocockSpending: .spending(.pocock)
    case .kimDeMets: .spending(.kimDeMets(rho: parameter ?? 2))
    case .hwangShihDeCani: .spending(.hwangShihDeCani(gamma: parameter ?? -4))
    case .obrienFleming: .obrienFleming
    case .pocock: .pocock
    case .haybittlePeto: .haybittlePeto()
    case .wangTsiatis: .wangTsiatis(delta: parameter ?? 0.25)
    }
  }

  /// How beta is spent; nil without a bound of futility.
  private var betaSpending: Spending? {
    switch futility {
    case .none: nil
    case .obrienFleming: .obrienFleming
    case .pocock: .pocock
    case .kimDeMets: .kimDeMets(rho: futilityParameter ?? 2)
    case .hwangShihDeCani: .hwangShihDeCani(gamma: futilityParameter ?? -4)
    }
  }

  private var source: String {
    if case .spending(let spending) = family { return spending.words }
    return switch bounds {
    case .obrienFleming: "O'Brien and Fleming, Biometrics 1979;35:549, z ∝ 1/√information"
    case .pocock: "Pocock, Biometrika 1977;64:191"
    case .haybittlePeto: "Haybittle-Peto, z = 3 before the end (Br J Cancer 1976;34:585)"
    default: "Wang and Tsiatis, Biometrics 1987;43:193, Δ = \(parameter ?? 0.25)"
    }
  }

  func run() throws {
    let shares = try shares()
    try designing(format) {
      let design = try GroupSequentialDesign(
        shares: shares, family: family, futility: betaSpending.map { .spending($0, binding: binding) } ?? .none,
        try errors.errors, sides: sides == 2 ? .two : .one)
      let found = try GroupSequentialTrial(design, try arms.trial(), followUp: Months(arms.followUp))
      try drawing.write(Self.draws) { kind in
        switch kind {
        case .bounds: DesignPlot.bounds(of: design)
        case .characteristics: try DesignPlot.characteristics(of: found)
        case .forecast: try DesignPlot.forecast(of: found)
        case .schema, .bands, .frontier, .growth: TrialSchema.twoArms(found, steps: [.init(.init("Eligible patients"))])
        }
      }
      let (null, other) = (design.course(drift: 0), design.course(drift: design.drift))
      let spent = design.alphaSpent
      let counts = found.trial.allotted(found.patients)
      let names = [
        "Events", "Time, mo", "Patients in", "z", "p one-sided", "Critical HR", "Futile z", "Futile HR", "alpha spent",
        "P(reject | H1)", "P(futile | H0)",
      ]
      var looks = Table(
        name: "sequential-looks", title: "Looks",
        columns: [.init("Share", .number)]
          + names.map { name -> Table.Column in .init(name, name == "p one-sided" ? .pValue : .number) },
        rows: shares.indices.map { index in
          let look = found.looks[index]
          return [
            .number(design.shares[index], 4), .number(look.events, 2), .number(look.time.value, 2),
            .number(look.accrued, 1),
            .number(design.upper[index], 5), Table.Cell(.pValue(design.levels[index])),
            .small(look.criticalHazardRatio),
            .number(index + 1 < shares.count ? design.lower[index] : nil, 5), .number(look.futileHazardRatio),
            .small(spent[index], 6),
            .number(other.rejection[index], 5),
            .number(index + 1 < shares.count && futility != .none ? null.futility[index] : nil, 5),
          ]
        },
        footnotes: [
          "Bounds: \(source). Recursive integration (Armitage, McPherson and Rowe, J R Stat Soc A 1969;132:235).",
          betaSpending.map { spending in
            "Futility by spending of beta: \(spending.words), "
              + (binding
                ? "binding: the level holds only if it is obeyed."
                : "not binding: the level holds whether it is obeyed or not.")
          } ?? "No bound of futility.",
          errors.words(sides: sides), arms.words,
        ])
      looks.footnotes += arms.cautions(events: found.events)
      let information = design.expectedInformation
      return [
        looks,
        .facts(
          "sequential-trial", "The trial",
          [
            (
              "patients", .count(counts.treated + counts.control),
              "\(Numbers.text(found.patients, decimals: 4)), each arm rounded up"
            ), ("patients on treatment", .count(counts.treated), "By the allocation, rounded up"),
            ("patients on control", .count(counts.control), "The same"),
            (
              "events at the end", .number(found.events.rounded(.up), 0),
              "Schoenfeld's \(Numbers.text(found.events, decimals: 4)) with the looks, rounded up"
            ),
            ("inflation", .number(design.inflation, 6), "Information over that of a test with one look"),
            (
              "expected events, H0", .number(found.expectedEvents(drift: 0), 3),
              futility == .none ? "No bound of futility" : "Futility obeyed"
            ),
            (
              "expected events, H1", .number(found.expectedEvents(drift: design.drift), 3), "At the hazard ratio stated"
            ),
            (
              "expected patients, H1", .number(found.expectedPatients, 3),
              "Who have come in by the look at which it ends"
            ),
            (
              "expected duration, H1, months", .number(found.expectedDuration.value, 3),
              "From the first patient to the look at which it ends"
            ),
            (
              "expected information, half-way", .number(information.half, 5),
              "Over that of a test with one look, at half the effect"
            ),
          ]),
      ]
    }
  }
}

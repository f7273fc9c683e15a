// SPDX-License-Identifier: Apache-2.0

import Plain
import Report
import Trials

/// Sections 1.1.1 to 10.11 of designs of other kinds than two stages, where they say other things.
extension SynopsisWriter {
  // MARK: 1.1.1

  mutating func objectives(of found: FurtherDesign) {
    text([Run("Primary objective: ", isStrong: true)] + objectiveRuns(found))
    let treatment: Content =
      regimen.map { .filled(regimenRuns($0)) }
      ?? .open("regimen of maintenance, until progression or what else ends it")
    fields(
      "Primary estimand, by the attributes of ICH E9(R1)",
      [
        (
          "Population",
          .proposed([
            Run(
              found.kind.isRandomised
                ? "patients whose disease did not progress under the induction, counted from randomisation after it, as they were allocated"
                : "patients whose disease did not progress under the induction that maintenance follows, counted from the first dose of maintenance"
            )
          ])
        ),
        ("Disease and other criteria", .open("histologies, earlier lines, performance status, organ function")),
        (found.kind.isRandomised ? "Treatments: maintenance, beside observation" : "Treatment", treatment),
        ("Variable", .proposed([Run(variable(found.kind))])),
        ("Criteria of progression", .open("RECIST 1.1 or others; who judges, and whether centrally")),
      ] + intercurrentEvents(found.kind) + [("Summary", .proposed([Run(summary(found.kind))]))])
  }

  private mutating func objectiveRuns(_ found: FurtherDesign) -> [Run] {
    switch found.law {
    case .single(_, let rates, _): return shareObjective(rates.null.value, rates.alternative.value)
    case .milestone(let design, _):
      return shareObjective(design.setting.null.value, design.setting.alternative.value)
    case .growth:
      return [Run("whether the share of patients whose growth modulation index is at least ")]
        + (stated("cutoff") ?? [])
        + [Run(" is greater than "), share("p0"), Run(". The power is computed for "), share("p1"), Run(".")]
    case .oneSample:
      return [
        Run(
          "whether the hazard of progression or death after the first dose of maintenance is below that of a control with a median of "
        )
      ]
        + (stated("median") ?? []) + [Run(". The power is computed for a hazard ratio of ")]
        + (stated("hazard-ratio") ?? []) + [Run(".")]
    case .randomised:
      return [
        Run(
          "whether the hazard of progression or death is lower with maintenance than under observation. The power is computed for a hazard ratio of "
        )
      ]
        + (stated("hazard-ratio") ?? []) + [Run(".")]
    }
  }

  private mutating func shareObjective(_ null: Double, _ other: Double) -> [Run] {
    let landmark = plan.question.landmark == nil ? [Self.openRun("landmark")] : landmarkRuns()
    return [Run("whether the share of patients alive and free of progression ")] + landmark + [
      Run(" after the first dose of maintenance is greater than "), percent(null, "p0"),
      Run(". The power is computed for "), percent(other, "p1"), Run("."),
    ]
  }

  private func variable(_ kind: DesignKind) -> String {
    switch kind {
    case .twoStage, .singleStage: "alive and free of progression at the landmark, by the scan that belongs to it"
    case .milestone: "time to progression or death, of which the share free of both at the landmark counts"
    case .oneSample: "time from the first dose of maintenance to progression or death"
    case .randomised: "time from randomisation to progression or death"
    case .growthModulation:
      "growth modulation index: time to progression from the first dose of the line to which maintenance belongs, over the same time of the line before"
    }
  }

  private func summary(_ kind: DesignKind) -> String {
    switch kind {
    case .twoStage, .singleStage: "share of all patients who began maintenance, with its exact interval (10.9)"
    case .milestone: "Kaplan-Meier estimate at the landmark with Greenwood's variance (10.9)"
    case .oneSample: "observed over expected events with the exact interval of a Poisson number (10.9)"
    case .randomised: "hazard ratio, beside both Kaplan-Meier curves (10.9)"
    case .growthModulation: "share of all patients who began maintenance, with its exact interval (10.9)"
    }
  }

  private func intercurrentEvents(_ kind: DesignKind) -> [(String, Content)] {
    func proposed(_ what: String, _ words: String) -> (String, Content) { (what, .proposed([Run(words)])) }
    let death = "Intercurrent event: death"
    let stop = "Intercurrent event: treatment stopped, for toxicity or by wish"
    let other = "Intercurrent event: another therapy against the tumour before progression"
    let missing = "Missing: a scan missed, or lost to follow-up"
    switch kind {
    case .twoStage, .singleStage:
      return [
        proposed(death + " before the landmark", "part of the variable: not free of progression (composite)"),
        proposed(stop, "the state at the landmark counts whatever treatment was given (treatment policy)"),
        proposed(
          other,
          "counts as not free of progression (composite): what the patient would have been without it is not seen"),
        proposed(
          missing,
          "counts as not free of progression, unless a later scan shows none: every patient who began counts, as the design does"
        ),
      ]
    case .milestone, .oneSample, .randomised:
      let lost =
        kind == .oneSample
        ? "time ends at the last scan without progression; the design supposes that it happens to none"
        : "time ends at the last scan without progression, as if who is lost were like the others (10.11)"
      return [
        proposed(death, "part of the variable: an event on its day (composite)"),
        proposed(stop, "time goes on to progression or death whatever treatment is given (treatment policy)"),
        proposed(
          other,
          kind.isRandomised
            ? "time goes on to progression or death whatever treatment is given (treatment policy); how many in each arm has to be told"
            : "counts as progression on the day it begins (composite): what would have been without it is not seen"),
        proposed(missing, "progression counts on the day of the scan that shows it; \(lost)"),
      ]
    case .growthModulation:
      return [
        proposed(death + " before progression", "ends the second time as progression does (composite)"),
        proposed(stop, "the second time goes on to progression whatever treatment is given (treatment policy)"),
        proposed(other, "ends the second time as progression does (composite)"),
        proposed(
          missing,
          "an index that is not known to be reached counts as not reached: every patient who began counts, as the design does"
        ),
        (
          "The line before",
          .open("how its time to progression is known, and who has none: by which scans, at which interval")
        ),
      ]
    }
  }

  // MARK: 1.1.2

  mutating func participants(of found: FurtherDesign) -> Content {
    let runs: [Run]
    if found.kind.isRandomised {
      runs = [
        further("n"), Run(": "), further("n-treated"), Run(" with maintenance and "), further("n-control"),
        Run(" under observation"),
      ]
    } else {
      runs = [further("n"), Run(", who began maintenance")]
    }
    return found.keepsLevel
      ? .filled(runs)
      : .proposed(runs + [Run("; with the scans that are stated the level is not kept (10.11)")])
  }

  mutating func duration(of found: FurtherDesign) -> Content {
    guard has("accrual-months") else { return .open("patients who come to maintenance in a month") }
    var runs = [further("accrual-months", 1), Run(" months until all have come in")]
    if has("duration-months") { runs += [Run(", "), further("duration-months", 1), Run(" until the analysis")] }
    if has("needed-per-month") {
      runs += [Run("; for that "), further("needed-per-month", 2), Run(" have to come in a month")]
    }
    if has("accrual-at-rate") {
      runs += [Run(", and at the stated number they take "), further("accrual-at-rate", 1), Run(" months")]
    }
    return .filled(runs)
  }

  // MARK: 1.2

  mutating func schemaTable(of found: FurtherDesign) {
    let treatment = regimen.map { regimenRuns($0) } ?? [Self.openRun("regimen")]
    var rows: [[Cell]] = [
      [
        Cell("Induction"), Cell([Self.openRun("which induction, how many cycles")]),
        Cell("progression: not in the trial"),
      ],
      [Cell("Registration"), Cell("not progressive"), Cell([Self.openRun("how long after induction at most")])],
    ]
    if found.kind.isRandomised {
      rows += [
        [Cell("Randomisation"), Cell([further("n"), Run(" patients")]), Cell([Self.openRun("strata")])],
        [Cell("Maintenance"), Cell([further("n-treated"), Run(" patients")]), Cell(treatment)],
        [
          Cell("Observation"), Cell([further("n-control"), Run(" patients")]),
          Cell([Run("no treatment until progression; "), Self.openRun("what they have after it")]),
        ],
        [Cell("Analysis"), Cell([further("events"), Run(" events")]), Cell("log-rank test, once")],
      ]
    } else {
      rows += [
        [Cell("Maintenance"), Cell([further("n"), Run(" patients")]), Cell(treatment)],
        [Cell("Analysis"), Cell("all who began"), Cell(analysisRuns(found))],
      ]
    }
    table("The way through the trial", ["Step", "Who", "What then"], rows)
  }

  private mutating func analysisRuns(_ found: FurtherDesign) -> [Run] {
    switch found.law {
    case .single:
      return [Run("more than "), further("r"), Run(" free of progression at the landmark: worth a larger trial")]
    case .growth: return [Run("more than "), further("r"), Run(" who reach the index: worth a larger trial")]
    case .oneSample: return [Run("fewer events than the control's curve lets expect: worth a larger trial")]
    case .milestone:
      return [Run("Kaplan-Meier estimate at the landmark above the share of no interest: worth a larger trial")]
    case .randomised: return [Run("log-rank test")]
    }
  }

  // MARK: 4.3

  mutating func futility(of found: FurtherDesign) {
    text([
      Run("Futility. ", isStrong: true),
      Run(
        "The design has no look before the end: every patient is treated though the treatment may be of no interest."),
    ])
    fields(
      "What the rule leaves open",
      [
        ("A look that can end the trial", .open("whether one is wanted; a design with it has other numbers")),
        ("Who decides", .open("committee, and what it sees")),
        ("Other grounds to end the trial", .open("new knowledge, supply, no accrual")),
        (
          "Grounds to end a patient's treatment",
          .open("progression, toxicity, wish; whether treatment may go on beyond progression")
        ),
      ])
  }

  // MARK: 10.9 to 10.11

  mutating func statistics(of found: FurtherDesign) {
    text([Run(analysis(found.kind))])
    heading("10.10 Multiplicity", "multiplicity")
    text(
      "One primary hypothesis and one test of it at the end: the level needs no correction for several tests. Other end points are described."
    )
    open("to be confirmed, once the secondary objectives are written")
    heading("10.11 Sample size", "size")
    text(sizeRuns(found))
    for figure in figures?.ofSize ?? [] { self.figure(figure) }
    scans(of: found)
    if has("alpha-uncertain-curve") {
      text(
        [
          Run("The control's curve. ", isStrong: true), Run("It was estimated from "),
        ] + (stated("historical-events") ?? []) + [
          Run(", and its median lies between "), further("control-lower", 1), Run(" and "), further("control-upper", 1),
          Run(" months (95 % interval). The test takes it as known: if nothing but chance made it, the level is "),
          share("alpha-uncertain-curve", 2), Run("."),
        ])
    } else if case .oneSample = found.law {
      open("how many events the control's curve was estimated from: until then the level supposes that it is known")
    }
    if case .growth = found.law {
      text([Run("Selection. ", isStrong: true), Run(FurtherDesign.selection)])
      open("by how much: it follows from the time between the first dose of the line and the first dose of maintenance")
    }
  }

  private func analysis(_ kind: DesignKind) -> String {
    let none = "There is no interim analysis. "
    switch kind {
    case .twoStage, .singleStage, .growthModulation:
      return none
        + "At the end the share is told with its exact interval (Clopper and Pearson, Biometrika 1934;26:404) and the exact one-sided p of the binomial distribution."
    case .milestone:
      return none
        + "At the end the share at the landmark is estimated by Kaplan and Meier with Greenwood's variance, and compared with the share of no interest."
    case .oneSample:
      return none
        + "At the end observed events are compared with those that the control's curve lets expect of the same times, by (O − E)/√E (Breslow, Appl Stat 1975;24:1), and told as O/E with its exact interval (Garwood, Biometrika 1936;28:437)."
    case .randomised:
      return none
        + "At the end the arms are compared by the log-rank test, one-sided, as they were allocated, and the hazard ratio is told with its interval."
    }
  }

  private mutating func sizeRuns(_ found: FurtherDesign) -> [Run] {
    let errors =
      [Run(", one-sided level ")] + (stated("alpha") ?? []) + [Run(", power ")] + (stated("power") ?? []) + [Run(": ")]
    switch found.law {
    case .single, .growth:
      var rates = [nullRun(found), Run(" against "), alternativeRun(found)]
      if found.kind == .growthModulation {
        rates +=
          [Run(", the shares that reach an index of ")] + (stated("cutoff") ?? [])
          + [Run(" at hazard ratios of 1 and ")] + (stated("hazard-ratio") ?? [])
          + [Run(" with Weibull times of shape ")] + (stated("shape") ?? [])
          + [Run(" and Kendall's τ of ")] + (stated("concordance") ?? [])
      }
      return [Run("Exact test of one stage (A'Hern, Stat Med 2001;20:859) for ")] + rates + errors + [
        further("n"), Run(" patients, of whom more than "), further("r"), Run(" are a success. Its exact level is "),
        share("alpha", 2), Run(", its power "), share("power", 2),
        Run(
          ". That is the least number with the power; since patients are whole, some larger numbers do not have it, and from "
        ),
        further("n-stable"), Run(" on all have."),
      ]
    case .oneSample:
      return [Run("One-sample log-rank test (Wu, Pharm Stat 2015;14:26) for a hazard ratio of ")]
        + (stated("hazard-ratio") ?? []) + [Run(" to a control with a median of ")] + (stated("median") ?? [])
        + [Run(" and a constant hazard")] + errors + [
          further("n"), Run(" patients who come in within "), further("accrual-months", 1),
          Run(" months, followed for "),
        ] + (stated("follow-up") ?? []) + [
          Run(" after the last. The power is "), share("power", 2), Run(" and "), further("expected-events", 1),
          Run(" events are expected, by a normal approximation that supposes that nobody is lost."),
        ]
    case .milestone(let design, _):
      return [
        Run("Kaplan-Meier estimate at the landmark for "), percent(design.setting.null.value, "p0"), Run(" against "),
        percent(design.setting.alternative.value, "p1"),
      ] + errors + [
        further("n"), Run(" patients, at "),
      ] + (stated("per-month") ?? []) + [
        Run(" and with follow-up of ")
      ] + (stated("follow-up") ?? []) + [
        Run(" after the last; lost within 12 months are ")
      ] + (stated("dropout") ?? []) + [
        Run(". The power is "), share("power", 2), Run(" and "), further("expected-events", 1),
        Run(" events are expected, by a normal approximation with a constant hazard."),
      ]
    case .randomised:
      return [Run("Log-rank test (Schoenfeld, Biometrics 1983;39:499) for a hazard ratio of ")]
        + (stated("hazard-ratio") ?? []) + [Run(" to a median under observation of ")] + (stated("median") ?? [])
        + errors + [
          further("events"), Run(" events, which are expected of "), further("n-treated"), Run(" and "),
          further("n-control"), Run(" patients who come in within "), further("accrual-months", 1),
          Run(" months, followed for "),
        ] + (stated("follow-up") ?? []) + [Run(" after the last; lost within 12 months are ")]
        + (stated("dropout") ?? [])
        + [
          Run(" of each arm. Hazards are taken as constant. The test just rejects at an estimate of "),
          further("critical-hazard-ratio", 3), Run("."),
        ]
    }
  }

  private mutating func nullRun(_ found: FurtherDesign) -> Run {
    guard case .single(_, let rates, _) = found.law else { return share("p0") }
    return percent(rates.null.value, "p0")
  }

  private mutating func alternativeRun(_ found: FurtherDesign) -> Run {
    guard case .single(_, let rates, _) = found.law else { return share("p1") }
    return percent(rates.alternative.value, "p1")
  }

  private mutating func scans(of found: FurtherDesign) {
    switch found.law {
    case .growth:
      open("what scans make of the index: both of its times are late by up to an interval, perhaps not the same one")
    case .randomised:
      text([
        Run("Scans. ", isStrong: true),
        Run(
          "Progression is seen at scans alone. One schedule for both arms keeps the level of the log-rank test and costs a little power, which is not in these numbers; another schedule in one arm, or visits that treatment brings with it, make a difference that is none."
        ),
      ])
    default:
      guard has("alpha-by-scans") else {
        return open("what scans make of level and power: it follows from the schedule of scans")
      }
      text([
        Run("Scans. ", isStrong: true),
        Run("Progression is seen at scans alone. With this schedule the level really is "), share("alpha-by-scans", 2),
        Run(" and the power "), share("power-by-scans", 2),
        Run(
          " (constant hazard, every scan on its day: scans that are late or missed are not in it)\(found.keepsLevel ? "." : ": the level is not kept.")"
        ),
      ])
      if case .oneSample = found.law { text(FurtherDesign.scansOfCurve) }
      if !found.keepsLevel { open(Self.notKept(found)) }
    }
  }
}

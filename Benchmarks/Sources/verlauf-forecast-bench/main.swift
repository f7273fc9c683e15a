// SPDX-License-Identifier: Apache-2.0

import Foundation
import Marrow

// How long a forecast takes: the fit and the posterior of one patient with five alternatives, and a population. Built for release: `script/bench --forecast`.

func seconds(_ duration: Duration) -> String {
  let value = Double(duration.components.seconds) + Double(duration.components.attoseconds) * 1e-18
  return "\((value * 10_000).rounded() / 10_000) s"
}

/// Seconds that all cores together worked for this process: what others do on the machine is not in them.
func worked() -> Double {
  var time = timespec()
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
  return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
}

/// The least of five runs, by the clock and by the work of the cores.
func measure(_ name: String, _ work: () async throws -> Void) async rethrows {
  var best: Duration?
  var least = Double.infinity
  for _ in 0..<5 {
    let clock = ContinuousClock()
    let (start, before) = (clock.now, worked())
    try await work()
    let took = clock.now - start
    best = min(best ?? took, took)
    least = min(least, worked() - before)
  }
  if let best { print("\(name): \(seconds(best)), of cores \((least * 10_000).rounded() / 10_000) s") }
}

let models = try MarrowModels()
guard let model = models["gemcitabine"], let withGrowthFactor = models["gemcitabine-pegfilgrastim"] else {
  throw MarrowProblem("models", found: "none", expected: "gemcitabine")
}
let prior = try MarrowPrior(model)
let given = try MarrowSchedule(parsing: "1000 mg/m2 d1, d8, d15 repeated d29")
let past = PatientCounts(
  try given.infusions(from: .zero, cycles: 1, surface: 1.8),
  try [(0.0, 4.1), (167, 1.6), (335, 0.9), (503, 1.2), (671, 3.2)].map { try CountObservation(at: Hours($0.0), $0.1) })
let start = Hours(days: 28)
let question = try CountForecast.Question(after: past, from: start, to: Hours(days: 56))
func alternatives(_ texts: [String]) throws -> [CountForecast.Alternative] {
  try texts.map {
    CountForecast.Alternative(
      $0, try MarrowSchedule(parsing: $0).infusions(from: start, cycles: 1, surface: 1.8))
  }
}
let five = try alternatives([
  "1000 mg/m2 d1, d8, d15 repeated d29", "750 mg/m2 d1, d8, d15 repeated d29", "1000 mg/m2 d1, d15 repeated d29",
  "500 mg/m2 d1, d15 repeated d29", "900 mg/m2 d1, d8 repeated d29",
])

let fit = try IndividualFit(prior, past)
let posterior = try await MarrowPosterior(fit)
print("effective size: \(posterior.effectiveSize.rounded()) of \(posterior.draws.count)")
try await measure("fit (9 starts, exact end)") { _ = try IndividualFit(prior, past) }
try await measure("second optimiser") { _ = try fit.secondOpinion() }
try await measure("posterior of 1000 draws, all cores") { _ = try await MarrowPosterior(fit) }
try await measure("five alternatives over 1000 draws") { _ = try await CountForecast.all(posterior, question, five) }
try await measure("one patient: fit, posterior, five alternatives, all cores") {
  _ = try await PatientForecast.make(model, question, five, isChecked: false)
}
try await measure("one patient as `verlauf forecast` does it, with the second optimiser, all cores") {
  _ = try await PatientForecast.make(model, question, five)
}
let crowd = try MarrowPosterior.population(prior, draws: 1000)
let six = try given.infusions(from: .zero, cycles: 6, surface: 1.8)
try await measure("1000 patients of the population, 168 days, 18 doses, all cores") {
  _ = try await CountForecast.all(
    crowd, try CountForecast.Question(from: .zero, to: Hours(days: 168)), [.init("six cycles", six)])
}
let supported = try MarrowSchedule(parsing: "1000 mg/m2 d1, d15 q28; pegfilgrastim 6 mg d2, d16 q28")
let many = try MarrowPosterior.population(try MarrowPrior(withGrowthFactor), draws: 1000)
try await measure("1000 patients with pegfilgrastim, 28 days (stiff), all cores") {
  _ = try await CountForecast.all(
    many, try CountForecast.Question(from: .zero, to: Hours(days: 28)),
    [.init("supported", try supported.infusions(from: .zero, cycles: 1, surface: 1.8))])
}

// `--calibrate [--patients N] [--seed N] [--reference N]`
func number(_ name: String) -> Int? {
  CommandLine.arguments.firstIndex(of: name).flatMap {
    CommandLine.arguments.indices.contains($0 + 1) ? Int(CommandLine.arguments[$0 + 1]) : nil
  }
}
if CommandLine.arguments.contains("--calibrate") {
  var calibration = Calibration()
  calibration.patients = number("--patients") ?? calibration.patients
  calibration.seed = number("--seed").map { UInt64(clamping: $0) } ?? calibration.seed
  calibration.references = number("--reference") ?? calibration.references
  try await calibration.run(model, given)
}

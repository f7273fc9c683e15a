// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing
import VerlaufTesting

@testable import Trials

@Suite("Maintenance trials, patient by patient")
struct MaintenanceTests {
  private func random(_ generator: inout SeededGenerator, _ low: Double, _ high: Double) -> Double {
    low + (high - low) * Double(generator.below(1_000_000)) / 1_000_000
  }

  private func landmark(
    _ median: Double = 2.5, ratio: Double = 1, scans: MaintenanceTrial.Scans? = nil, deaths: Double = 0,
    dropout: Double = 0,
    after: Hazard = .none, at time: Double = 3, design: TwoStageDesign? = nil, dosing: DoseRules? = nil
  ) throws -> MaintenanceTrial {
    let design = try design ?? TwoStageDesign(stopAtMost: 3, of: 13, critical: 12, of: 43)
    return try MaintenanceTrial(
      MaintenanceTrial.Intake(perMonth: 6, induction: Months(4), eligible: 0.6, registered: design.size),
      MaintenanceTrial.Truth(
        hazard: PiecewiseHazard(Hazard(median: Months(median))), hazardRatio: ratio, deaths: deaths,
        afterProgression: after, dropout: Hazard(lost: dropout, within: Months(12))),
      scans: try scans ?? MaintenanceTrial.Scans(), dosing: dosing, question: .landmark(Months(time), design))
  }

  /// What is worked by hand. Watched all the time, nobody lost: e^(−λt). Scans every 2 months, landmark 3: nobody's progression after month 2 is seen, so that e^(−2λ) are free; of
  /// scans of which a tenth is missed, the first two are missed with a hundredth: e^(−2λ) + 0.1(1 − e^(−2λ)), since what came before month 2 has one scan by month 3.
  @Test func freeAtALandmarkByHand() throws {
    let rate = log(2) / 2.5
    let plain = try landmark().freeAtLandmark(Months(3))
    #expect(abs(try #require(plain) - exp(-3 * rate)) < 1e-12)
    let every = try ImagingSchedule(every: Months(2))
    let scanned = try landmark(scans: .init(every)).freeAtLandmark(Months(3))
    #expect(abs(try #require(scanned) - exp(-2 * rate)) < 1e-12)
    let missed = try landmark(scans: .init(every, missed: 0.1)).freeAtLandmark(Months(3))
    #expect(abs(try #require(missed) - (exp(-2 * rate) + 0.1 * (1 - exp(-2 * rate)))) < 1e-12)
    // Two scans by month 5: what came before month 2 is missed by both with 0.01, between 2 and 4 by one with 0.1.
    let two = try landmark(scans: .init(every, missed: 0.1), at: 5).freeAtLandmark(Months(5))
    let (a, b) = (exp(-2 * rate), exp(-4 * rate))
    #expect(abs(try #require(two) - (b + 0.1 * (a - b) + 0.01 * (1 - a))) < 1e-12)
    // A scan on the landmark sees all; a fifth are deaths, lost in 12 months a tenth: e^(−δt) of the others.
    let on = try landmark(scans: .init(try ImagingSchedule(every: Months(3))), deaths: 0.2, dropout: 0.1)
      .freeAtLandmark(Months(3))
    #expect(abs(try #require(on) - exp(-3 * rate) * pow(0.9, 0.25)) < 1e-12)
    // With scans every two months a fifth of events are deaths, seen on their day: 0.2 S(3) + 0.8 S(2).
    let deaths = try landmark(scans: .init(every), deaths: 0.2).freeAtLandmark(Months(3))
    #expect(abs(try #require(deaths) - (0.2 * exp(-3 * rate) + 0.8 * exp(-2 * rate))) < 1e-12)
    // A window of a month around month 2 lies wholly before 3; around month 3 half of it lies before.
    let window = try landmark(scans: .init(try ImagingSchedule(every: Months(3)), window: Months(1))).freeAtLandmark(
      Months(3))
    // Before month 2 a scan at 3 + U(−1, 1) comes by 3 with ½; from 2 on with (3 − u)/2.
    let exact =
      exp(-3 * rate) + 0.5 * (1 - exp(-2 * rate)) + integral(2, 3) { rate * exp(-rate * $0) * (1 - (3 - $0) / 2) }
    #expect(abs(try #require(window) - exact) < 1e-9)
    // After progression a patient dies with a median of a month, which is seen.
    let dying = try landmark(scans: .init(every), after: Hazard(median: Months(1))).freeAtLandmark(Months(3))
    let other = exp(-3 * rate) + integral(2, 3) { rate * exp(-rate * $0) * exp(-log(2) * (3 - $0)) }
    #expect(abs(try #require(dying) - other) < 1e-9)
  }

  /// Simpson's rule.
  private func integral(_ low: Double, _ high: Double, _ value: (Double) -> Double) -> Double {
    let step = (high - low) / 2000
    var sum = 0.0
    for index in 0...2000 {
      let weight = index == 0 || index == 2000 ? 1.0 : index.isMultiple(of: 2) ? 2 : 4
      sum += weight * value(low + Double(index) * step)
    }
    return sum * step / 3
  }

  /// Two hundred designs drawn at random, with windows, misses, deaths, dropout: simulated and exact within 4 standard errors, and in all as far apart as chance is.
  @Test func simulationAgainstExact() async throws {
    var generator = SeededGenerator(seed: 2020)
    var squares = 0.0
    var count = 0.0
    for number in 0..<200 {
      let n1 = 5 + Int(generator.below(15))
      let n = n1 + 5 + Int(generator.below(25))
      let r1 = Int(generator.below(n1 / 2))
      let design = try TwoStageDesign(
        stopAtMost: r1, of: n1, critical: r1 + Int(generator.below(n / 2 - r1 / 2)), of: n)
      let interval = random(&generator, 0.8, 3)
      let scans = try MaintenanceTrial.Scans(
        number % 5 == 0 ? .continuous : ImagingSchedule(every: Months(interval)),
        window: Months(number % 5 == 0 || number % 3 == 0 ? 0 : random(&generator, 0.05, interval / 2)),
        missed: number % 5 == 0 || number % 2 == 0 ? 0 : random(&generator, 0.02, 0.4))
      let trial = try landmark(
        random(&generator, 1, 8), ratio: random(&generator, 0.4, 1.2), scans: scans, deaths: random(&generator, 0, 0.4),
        dropout: random(&generator, 0, 0.3),
        after: number % 4 == 0 ? .none : Hazard(median: Months(random(&generator, 1, 20))),
        // A landmark before the first scan is refused.
        at: random(&generator, max(1, number % 5 == 0 ? 1 : interval), 7), design: design)
      let known = try #require(trial.benchmark)
      #expect(known.isExact)
      let found = try await trial.characteristics(replicates: 500, seed: UInt64(number))
      // The standard error of the exact probability: that of a share of 0 is not 0.
      func check(_ simulated: Double, _ exact: Double, _ error: Double, _ what: String) {
        let distance = abs(simulated - exact) / max(error, 1e-12)
        #expect(abs(simulated - exact) < 4 * error + 2.0 / 500, "\(number) \(what): \(simulated), exactly \(exact)")
        if error > 0.005 {
          squares += distance * distance
          count += 1
        }
      }
      func error(_ share: Double) -> Double { (share * (1 - share) / 500).squareRoot() }
      check(found.rejection.mean, known.rejection, error(known.rejection), "rejection")
      let stop = try #require(known.futility)
      check(found.futility.mean, stop, error(stop), "futility")
      let judged = try #require(known.judged)
      let near = Double(n - n1) * (4 * error(stop) + 2.0 / 500)
      #expect(abs(found.judged.mean - judged) < near, "\(number): \(found.judged.mean) judged, exactly \(judged)")
    }
    // The mean square of standardised differences of 200 designs is 1 ± 4·√(2/200); both of one design go together.
    #expect(count > 150)
    #expect(abs(squares / count - 1) < 4 * (2 / 200.0).squareRoot(), "\(squares / count) of \(count)")
  }

  /// Patients who come at even steps, none lost, watched all the time: the two arms' events by a time of the calendar are those of the closed form, and z at equal hazards has mean 0 and variance 1.
  @Test func twoArmsAgainstClosedForm() async throws {
    for (number, ratio) in [0.5, 0.8, 1, 1.4].enumerated() {
      // 120 patients registered at even steps of 1/5 month from month 4 on: a share of an event by month 30 of each.
      let trial = try MaintenanceTrial(
        MaintenanceTrial.Intake(perMonth: 5, isRandom: false, induction: Months(4), eligible: 1, registered: 120),
        MaintenanceTrial.Truth(
          hazard: PiecewiseHazard([Hazard(median: Months(4)), Hazard(median: Months(8))], breaks: [Months(3)]),
          hazardRatio: ratio),
        scans: MaintenanceTrial.Scans(),
        question: .logRank(treated: 1, controls: 1, looks: .calendar([Months(30)]), upper: [1.6448536], lower: [nil]))
      let found = try await trial.characteristics(replicates: 2000, seed: UInt64(number))
      func share(_ time: Double, _ ratio: Double) -> Double {
        1 - exp(-ratio * log(2) * (time <= 3 ? time / 4 : 3.0 / 4 + (time - 3) / 8))
      }
      let expected = (0..<120).reduce(0.0) { sum, patient in
        let time = 30 - 4 - Double(patient) / 5
        return sum + (share(time, ratio) + share(time, 1)) / 2
      }
      #expect(abs(found.events.mean - expected) < 4 * found.events.error, "\(ratio): \(found.events), \(expected)")
      #expect(found.started.mean == 120 && found.started.error == 0 && found.duration.mean == 30)
      if ratio == 1 {
        #expect(abs(found.rejection.mean - 0.05) < 4 * (0.05 * 0.95 / 2000.0).squareRoot() + 0.005)
      }
    }
  }

  /// Looks at events beside the normal approximation: of 200 events it is within a few points of a hundred.
  @Test func sequentialAgainstApproximation() async throws {
    let design = try GroupSequentialDesign(
      shares: [0.5, 1], family: .spending(.obrienFleming), futility: .spending(.obrienFleming),
      ErrorRates(alpha: 0.025, power: 0.8))
    for ratio in [0.7, 1] {
      let trial = try MaintenanceTrial(
        MaintenanceTrial.Intake(perMonth: 40, induction: Months(2), eligible: 0.5, registered: 320),
        MaintenanceTrial.Truth(hazard: PiecewiseHazard(Hazard(median: Months(4))), hazardRatio: ratio),
        scans: MaintenanceTrial.Scans(),
        question: .logRank(
          treated: 1, controls: 1, looks: .events([125, 250]), upper: design.upper, lower: design.lower))
      let known = try #require(trial.benchmark)
      let found = try await trial.characteristics(replicates: 1500, seed: 5)
      #expect(!known.isExact)
      #expect(
        abs(found.rejection.mean - known.rejection) < 4 * found.rejection.error + 0.02, "\(found.rejection) \(known)")
      #expect(abs(found.futility.mean - (try #require(known.futility))) < 4 * found.futility.error + 0.02)
    }
  }

  /// Of 60 patients of whom half are lost within a year 55 never have the event: each replicate is looked at with what there is, and says so. Of 10 events none is missing.
  @Test func eventsThatNeverCome() async throws {
    for (count, share) in [(55, 1.0), (10, 0)] {
      let trial = try MaintenanceTrial(
        MaintenanceTrial.Intake(perMonth: 10, induction: Months(0), eligible: 1, registered: 60),
        MaintenanceTrial.Truth(
          hazard: PiecewiseHazard(Hazard(median: Months(12))), hazardRatio: 1,
          dropout: Hazard(lost: 0.5, within: Months(12))), scans: MaintenanceTrial.Scans(),
        question: .logRank(treated: 1, controls: 1, looks: .events([count]), upper: [1.6448536], lower: [nil]))
      let found = try await trial.characteristics(replicates: 200, seed: 3)
      // Event and loss have one hazard: half of the patients have the event, 30 ± 3.9; 55 is more than six deviations away, 10 five.
      #expect(found.short.mean == share)
      #expect(found.events.mean <= Double(count))
    }
  }

  /// Of registered patients who come at random 6 a month and of whom 0.6 are eligible, 43 come of 43/0.6 on average, the last 43/(6·0.6) − 1/6 months after the first beginning; each is registered 4 months
  /// later. The number who began follows the negative binomial law.
  @Test func intake() async throws {
    var (started, last) = ([Double](), [Double]())
    let trial = try landmark()
    for replicate in 0..<1500 {
      let all = trial.patients(seed: 3, replicate: replicate)
      started.append(Double(all.count))
      let registered = all.compactMap(\.registered)
      #expect(registered.count == 43 && all.last?.registered != nil)
      last.append(try #require(registered.last))
      #expect(all.allSatisfy { $0.registered.map { $0 } ?? $0.start + 4 == $0.start + 4 })
    }
    func check(_ values: [Double], _ mean: Double, _ deviation: Double) {
      let found = values.reduce(0, +) / Double(values.count)
      #expect(abs(found - mean) < 4 * deviation / Double(values.count).squareRoot(), "\(found), \(mean)")
    }
    // Negative binomial: mean 43/0.6, variance 43·0.4/0.36.
    check(started, 43 / 0.6, (43 * 0.4 / 0.36).squareRoot())
    // (N − 1)/6 with N of that law: variance (Var N + E N − 1)/36.
    check(last, 4 + (43 / 0.6 - 1) / 6, ((43 * 0.4 / 0.36 + 43 / 0.6 - 1) / 36).squareRoot())
  }

  /// Levels 1, 0.75, 0.5 with a toxicity in every cycle: doses 1, 0.75, 0.5, and the end. Without toxicity the full dose to the event; a rule that omits half of the cycles gives half.
  @Test func doses() async throws {
    func rules(_ toxicity: Double, _ omission: Double = 0, linked: Bool = false) throws -> DoseRules {
      try DoseRules(
        [1, 0.75, 0.5].map { try DoseRules.Level(dose: $0, toxicity: toxicity, omission: omission) },
        cycle: Months(0.5),
        isEffectByDose: linked)
    }
    let always = try landmark(40, dosing: try rules(1))
    for patient in always.patients(seed: 1, replicate: 0) where patient.registered != nil && patient.seen > 1.5 {
      #expect(patient.doses == [1, 0.75, 0.5] && patient.isStoppedForToxicity)
    }
    let never = try landmark(3, dosing: try rules(0))
    for patient in never.patients(seed: 1, replicate: 0) where patient.registered != nil {
      #expect(patient.doses.allSatisfy { $0 == 1 } && !patient.isStoppedForToxicity)
      // A cycle begins every half month while no event is seen: 1.2 months have cycles at 0, 0.5 and 1.
      #expect(patient.doses.count == min(200, Int((patient.seen / 0.5).rounded(.up))))
    }
    let half = try await landmark(6, dosing: try rules(0, 0.5)).characteristics(replicates: 400, seed: 8)
    let intensity = try #require(half.intensity)
    #expect(abs(intensity.mean - 0.5) < 4 * intensity.error)
    #expect(half.stopped?.mean == 0)
    // With the effect by dose and half of all cycles omitted at full dose, a ratio of 0.25 acts as sometimes 0.25, sometimes 1.
    let linked = try landmark(6, ratio: 0.25, dosing: try rules(0, 0.5, linked: true))
    #expect(linked.benchmark == nil && linked.freeAtLandmark(Months(3)) == nil)
    func free(_ trial: MaintenanceTrial) -> Double {
      let seen = (0..<300).flatMap { trial.patients(seed: 2, replicate: $0) }.filter { $0.registered != nil }.map(
        \.seen)
      return Double(seen.count { $0 > 0.5 }) / Double(seen.count)
    }
    // By the end of the first cycle: half have 2^(−0.5·0.25/6), half 2^(−0.5/6).
    let expected = (pow(2, -0.5 * 0.25 / 6) + pow(2, -0.5 / 6)) / 2
    #expect(abs(free(linked) - expected) < 4 * (expected * (1 - expected) / (300.0 * 43)).squareRoot())
    // Without omission the link changes nothing.
    let full = try landmark(6, ratio: 0.25, dosing: try rules(0, linked: true)).patients(seed: 4, replicate: 4)
    let plain = try landmark(6, ratio: 0.25, dosing: try rules(0)).patients(seed: 4, replicate: 4)
    for (one, other) in zip(full, plain) where one.registered != nil && one.event < 100 {
      #expect(abs(one.event - other.event) < 1e-9)
    }
  }

  /// Courses that were worked out: each patient has one of them, as likely as the other; the last dose goes on, or treatment ends with it. A dose of 0 has no effect, a full one the whole.
  @Test func coursesOfDoses() async throws {
    func rules(_ courses: [([Double], Bool)], linked: Bool = false) throws -> DoseRules {
      try DoseRules(
        courses: try courses.map { try DoseRules.Drawn(doses: $0.0, isStopped: $0.1) }, cycle: Months(0.5),
        isEffectByDose: linked)
    }
    let both = try landmark(40, dosing: try rules([([1, 0.5], false), ([0.75, 0.25, 0], true)]))
    var goesOn = 0
    let all = (0..<50).flatMap { both.patients(seed: 1, replicate: $0) }
      .filter { $0.registered != nil && $0.seen > 2 }
    for patient in all {
      if patient.doses.first == 1 {
        goesOn += 1
        #expect(patient.doses.dropFirst().allSatisfy { $0 == 0.5 } && !patient.isStoppedForToxicity)
        #expect(patient.doses.count == min(200, Int((patient.seen / 0.5).rounded(.up))))
      } else {
        #expect(patient.doses == [0.75, 0.25, 0] && patient.isStoppedForToxicity)
      }
    }
    #expect(all.count > 1000)
    let half = (0.25 * Double(all.count)).squareRoot()
    #expect(abs(Double(goesOn) - Double(all.count) / 2) < 4 * half, "\(goesOn) of \(all.count)")
    // Half of all without a dose, half with the full one: by 3 months (2^-0.5 + 2^(-0.5·0.25))/2 are free of an event with a median of 6 months and a ratio of 0.25.
    let linked = try landmark(6, ratio: 0.25, dosing: try rules([([1], false), ([0], false)], linked: true))
    let times = (0..<300).flatMap { linked.patients(seed: 2, replicate: $0) }.filter { $0.registered != nil }.map(
      \.seen)
    let expected = (pow(2, -0.5) + pow(2, -0.5 * 0.25)) / 2
    let free = Double(times.count { $0 > 3 }) / Double(times.count)
    let error = (expected * (1 - expected) / Double(times.count)).squareRoot()
    #expect(abs(free - expected) < 4 * error, "\(free)")
    #expect(throws: DesignProblem.self) { try rules([([1], false)]) }
    #expect(throws: DesignProblem.self) { try rules([([1], false), ([], true)]) }
    #expect(throws: DesignProblem.self) { try rules([([1], false), ([-0.1], true)]) }
  }

  /// A patient is given by seed, replicate and number: the same whatever is asked else, for other scenarios the same luck, and the sums are the same however they are shared out.
  @Test func replay() async throws {
    let trial = try landmark(scans: .init(try ImagingSchedule(every: Months(2)), window: Months(0.3), missed: 0.2))
    let all = trial.patients(seed: 7, replicate: 12)
    #expect(all == trial.patients(seed: 7, replicate: 12))
    #expect(all != trial.patients(seed: 8, replicate: 12) && all != trial.patients(seed: 7, replicate: 13))
    let slower = try landmark(5, scans: .init(try ImagingSchedule(every: Months(2)), window: Months(0.3), missed: 0.2))
    for (one, other) in zip(all, slower.patients(seed: 7, replicate: 12)) where one.registered != nil {
      #expect(one.start == other.start && abs(other.event - 2 * one.event) < 1e-9)
    }
    let (first, second) = (
      try await trial.characteristics(replicates: 333, seed: 7),
      try await trial.characteristics(replicates: 333, seed: 7)
    )
    #expect(first == second)
    // The mean by hand.
    let ends = (0..<333).map { trial.outcome(seed: 7, replicate: $0).times.last ?? 0 }
    #expect(abs(first.duration.mean - ends.reduce(0, +) / 333) < 1e-9)
  }

  /// What is seen is seen at a scan of the schedule within its window, or is a death.
  @Test func whatIsSeen() throws {
    let trial = try landmark(
      scans: .init(try ImagingSchedule(every: Months(2)), window: Months(0.3), missed: 0.3), deaths: 0.2,
      after: Hazard(median: Months(6)))
    for patient in (0..<40).flatMap({ trial.patients(seed: 1, replicate: $0) }) where patient.registered != nil {
      #expect(patient.seen >= patient.event)
      let off = abs((patient.seen / 2).rounded() * 2 - patient.seen)
      #expect(patient.seen == patient.death || off <= 0.3 + 1e-9, "\(patient)")
      #expect(patient.seen <= patient.death)
    }
  }

  @Test func cancelled() async throws {
    let trial = try landmark()
    let task = Task { try await trial.characteristics(replicates: 5_000_000, seed: 1) }
    task.cancel()
    await #expect(throws: CancellationError.self) { try await task.value }
  }

  /// Blocks keep the ratio: after every block of four as many treated as controls, of 2:1 after every six.
  @Test func allocation() throws {
    for (treated, controls, block) in [(1, 1, 4), (2, 1, 6), (3, 2, 5)] {
      let trial = try MaintenanceTrial(
        MaintenanceTrial.Intake(perMonth: 5, induction: Months(4), eligible: 0.5, registered: 60),
        MaintenanceTrial.Truth(hazard: PiecewiseHazard(Hazard(median: Months(4))), hazardRatio: 1),
        scans: MaintenanceTrial.Scans(),
        question: .logRank(
          treated: treated, controls: controls, looks: .events([20]), upper: [2], lower: [nil]))
      let arms = trial.patients(seed: 1, replicate: 1).filter { $0.registered != nil }.map(\.isTreated)
      for start in stride(from: 0, to: 60, by: block) {
        let count = arms[start..<min(60, start + block)].count { $0 }
        #expect(count * (treated + controls) == block * treated, "\(treated):\(controls), \(start)")
      }
      #expect(Set(arms.prefix(block)).count == 2)
    }
  }

  @Test func scenarios() throws {
    let all = try landmark(2.5, ratio: 0.6).scenarios(drift: 0.8, slow: 0.5)
    #expect(all.map(\.name) == ["null", "alternative", "drift, null", "drift, alternative", "slow accrual"])
    let free = try all.map { try #require($0.trial.freeAtLandmark(Months(3))) }
    let s = exp(-3 * log(2) / 2.5)
    for (found, power) in zip(free, [1, 0.6, 0.8, 0.48, 0.6]) { #expect(abs(found - pow(s, power)) < 1e-12) }
    #expect(all[4].trial.intake.perMonth == 3)
  }

  @Test func refusals() throws {
    func refused(_ make: () throws -> Any) { #expect(throws: DesignProblem.self) { _ = try make() } }
    refused { try MaintenanceTrial.Intake(perMonth: 0, induction: Months(1), eligible: 0.5, registered: 10) }
    refused { try MaintenanceTrial.Intake(perMonth: 1, induction: Months(-1), eligible: 0.5, registered: 10) }
    refused { try MaintenanceTrial.Intake(perMonth: 1, induction: Months(1), eligible: 0, registered: 10) }
    refused { try MaintenanceTrial.Intake(perMonth: 1, induction: Months(1), eligible: 0.5, registered: 0) }
    refused { try MaintenanceTrial.Scans(.continuous, missed: 0.1) }
    refused { try MaintenanceTrial.Scans(ImagingSchedule(every: Months(2)), window: Months(1.1)) }
    refused { try DoseRules([], cycle: Months(1)) }
    refused {
      try DoseRules([DoseRules.Level(dose: 0.5, toxicity: 0), DoseRules.Level(dose: 1, toxicity: 0)], cycle: Months(1))
    }
    refused { try DoseRules.Level(dose: 1, toxicity: .nan) }
    refused { try landmark().scenarios(drift: 0, slow: 1) }
  }
}

// SPDX-License-Identifier: Apache-2.0

import Testing
import Trials
import VerlaufTesting

/// The numbers of a simulation are those of its seed, to the last bit: not of the cores, nor of who was done first.
@Suite struct ReplicateRunTests {
  private static let cores = [1, 2, 3, 5, 16]

  /// Random two-arm trials with scans, looks and missed scans; replicates that fill no whole number of parts.
  @Test(arguments: 0..<12) func twoArms(_ seed: Int) async throws {
    var generator = SeededGenerator(seed: UInt64(seed))
    func random(_ range: ClosedRange<Double>) -> Double { Double.random(in: range, using: &generator) }
    let trial = try TwoArmTrial(
      control: PiecewiseHazard(Hazard(median: Months(random(2...8)))), hazardRatio: random(0.4...1.1),
      dropout: Hazard(lost: random(0...0.3), within: Months(12)), allocation: random(0.5...2),
      accrual: Accrual(uniform: Months(random(6...30))))
    let watching = try TwoArmSimulation.Watching(
      ImagingSchedule(every: Months(random(1...3))), deaths: random(0...0.5), missed: random(0...0.3))
    let simulation = try TwoArmSimulation(
      trial, patients: Int.random(in: 10...80, using: &generator), looks: .calendar([Months(15), Months(36)]),
      upper: [2.5, 1.7], lower: [0, nil], control: watching, treatment: seed.isMultiple(of: 2) ? nil : watching)
    let replicates = Int.random(in: 2...320, using: &generator)
    let one = try simulation.characteristics(replicates: replicates, seed: UInt64(seed))
    for cores in Self.cores {
      var told: [Int] = []
      let found = try await simulation.characteristics(replicates: replicates, seed: UInt64(seed), cores: cores) {
        told.append($0)
      }
      #expect(found == one, "\(cores) cores")
      #expect(told.last == replicates && zip(told, told.dropFirst()).allSatisfy { $0 < $1 })
    }
    // The mean is that of the replicates one by one, whatever their order.
    let rejected = (0..<replicates).count { simulation.outcome(seed: UInt64(seed), replicate: $0).rejects }
    #expect(abs(one.rejection.mean - Double(rejected) / Double(replicates)) < 1e-12)
    let events = (0..<replicates).map { Double(simulation.outcome(seed: UInt64(seed), replicate: $0).events) }
    let mean = events.reduce(0, +) / Double(replicates)
    let squares = events.reduce(0.0) { $0 + ($1 - mean) * ($1 - mean) }
    let error = (squares / Double(replicates - 1) / Double(replicates)).squareRoot()
    #expect(abs(one.events.mean - mean) < 1e-9 && abs(one.events.error - error) < 1e-9)
  }

  @Test func doses() async throws {
    let trial = try BOINTrial(
      BOIN(target: Probability(0.3)), rates: [0.1, 0.25, 0.4, 0.5].map { try Probability($0) }, cohorts: 8)
    let one = try trial.characteristics(trials: 777, seed: 3)
    for cores in Self.cores { #expect(try await trial.characteristics(trials: 777, seed: 3, cores: cores) == one) }
  }

  @Test func maintenance() async throws {
    let trial = try MaintenanceTrial(
      MaintenanceTrial.Intake(perMonth: 5, induction: Months(4), eligible: 0.5, registered: 30),
      MaintenanceTrial.Truth(hazard: PiecewiseHazard(Hazard(median: Months(4))), hazardRatio: 0.7),
      scans: MaintenanceTrial.Scans(try ImagingSchedule(every: Months(2)), window: Months(0.3), missed: 0.1),
      question: .logRank(treated: 1, controls: 1, looks: .events([10, 20]), upper: [2.5, 1.7], lower: [0, nil]))
    let one = try await trial.characteristics(replicates: 333, seed: 9, cores: 1)
    for cores in Self.cores { #expect(try await trial.characteristics(replicates: 333, seed: 9, cores: cores) == one) }
  }

  @Test func cancelledAndRefused() async throws {
    let trial = try TwoArmTrial(
      control: PiecewiseHazard(Hazard(median: Months(4))), hazardRatio: 0.6, accrual: Accrual(uniform: Months(24)))
    let simulation = try TwoArmSimulation(trial, patients: 100, looks: .events([60]), upper: [1.6])
    let task = Task { try await simulation.characteristics(replicates: 5_000_000, seed: 1, cores: 2) }
    task.cancel()
    await #expect(throws: CancellationError.self) { try await task.value }
    await #expect(throws: DesignProblem.self) {
      try await simulation.characteristics(replicates: 1, seed: 1, cores: 2)
    }
  }

  /// Where shares lie so far apart that a hundredth of a patient has the power, one patient is enough.
  @Test func aMilestoneThatOnePatientReaches() throws {
    let setting = try MilestoneDesign.Setting(
      milestone: Months(0.1), null: Probability(0.01), alternative: Probability(0.9999), perMonth: 1000,
      followUp: Months(240))
    #expect(try MilestoneDesign(setting, ErrorRates(alpha: 0.05, power: 0.8)).size == 1)
  }
}

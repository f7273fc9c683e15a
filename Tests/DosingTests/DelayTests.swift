// SPDX-License-Identifier: Apache-2.0

import Chronology
import Course
import Dosing
import Plain
import Testing

/// A stated delay is time: the dose of a week falls, and so does the relative dose intensity.
@Suite struct DelayTests {
  private func phase(cycles: Int?, delay: String?) throws -> DosePhase {
    var phase = DosePhase(id: "full", drug: "gemcitabine")
    phase.dose = .stated(Dose(amount: 1000, unit: .milligramsPerSquareMetre))
    phase.days = [1, 8]
    phase.cycleLength = .stated(try CycleLength(parsing: "21 d"))
    if let cycles { (phase.firstCycle, phase.lastCycle) = (1, cycles) }
    if let delay { phase.delay = .stated(try StatedSpan(parsing: delay)) }
    return phase
  }

  /// Six cycles of 21 d are 126 d; 14 d late they took 140 d: 126 ÷ 140 = 90 %. 2000 mg/m² in three weeks are 666.7 a week, of these 90 % 600.
  @Test func sixCyclesTwoWeeksLate() throws {
    let late = try phase(cycles: 6, delay: "14 d")
    let ratio = DoseIntensity.timeRatio(late)
    #expect(abs((ratio.lower ?? 0) - 0.9) < 1e-12 && abs((ratio.upper ?? 0) - 0.9) < 1e-12)
    let perWeek = try #require(DoseIntensity.perWeek(late))
    #expect(abs((perWeek.lower ?? 0) - 600) < 1e-9 && abs((perWeek.upper ?? 0) - 600) < 1e-9)
    #expect(DoseIntensity.plannedPerWeek(late) == DoseIntensity.perWeek(try phase(cycles: 6, delay: nil)))
  }

  /// Of so many cycles as nobody knows, one is the fewest: 21 ÷ 35 = 60 %; of many the delay is little.
  @Test func unknownCycles() throws {
    let ratio = DoseIntensity.timeRatio(try phase(cycles: nil, delay: "14 d"))
    #expect(abs((ratio.lower ?? 0) - 0.6) < 1e-12 && ratio.upper == 1)
    #expect(DoseIntensity.timeRatio(try phase(cycles: 6, delay: nil)) == NumberBounds(1))
  }
}

// SPDX-License-Identifier: Apache-2.0

import Course
import Foundation
import Outcomes
import Planning
import Plain
import Testing
import Trials

/// What the published series (Harrer et al. 2021) shows, by hand: progression 5.5–6.5 and 20.5–21.5 months after the first dose of maintenance, and one patient free of it for 13.5–14.5.
@Suite struct SeriesReadingTests {
  /// 3 of 3. Clopper and Pearson's lower limit of n of n solves pⁿ = 0.025, so p = 0.025^(1/3) = 0.2924; the upper is 1.
  @Test func threeOfThree() async throws {
    let found = try await Support.plan(Support.series()).shown("progression-free-3")
    #expect(found.isNear(1, 1, limits: pow(0.025, 1 / 3.0), 1))
    #expect(found.effectivePatients == NumberBounds(3))
    #expect(found.standing == .notAlone("its interval is wider than the difference a design is to find"))
    #expect(found.printedValue == "100" && found.unit.printed == "%")
  }

  /// At 6 months one patient (5.5–6.5) is open: 2 to 3 of 3. The lower limit is that of 2 of 3, at which P(2 or more) = 3p² − 2p³ = 0.025; the upper that of 3 of 3.
  @Test func anOpenPatientWidens() async throws {
    let found = try await Support.plan(Support.series()).shown("progression-free-6")
    #expect(found.isNear(2 / 3.0, 1, limits: found.interval?.lower, 1))
    let p = try #require(found.interval?.lower)
    #expect(abs(3 * p * p - 2 * p * p * p - 0.025) < 1e-9)
    #expect(found.effectivePatients == NumberBounds(lower: 2, upper: 3))
  }

  /// No death among two events: the upper limit solves (1 − p)² = 0.025, so 1 − √0.025 = 0.8419.
  @Test func deaths() async throws {
    let found = try await Support.plan(Support.series()).shown("deaths-among-events")
    #expect(found.isNear(0, 0, limits: 0, 1 - (0.025).squareRoot()))
    #expect(found.effectivePatients == NumberBounds(2))
  }

  /// Two events in 5.5 + 20.5 + 13.5 = 39.5 to 42.5 months. Garwood's limits of two events are 0.2422 and 7.2247 (Biometrika 1936;28:437): the mean at which P(2 or more) = 0.025 = 1 − e⁻ᵐ(1 + m), and that
  /// at which P(2 or fewer) = 0.025 = e⁻ᵐ(1 + m + m²/2).
  @Test func rate() async throws {
    let found = try await Support.plan(Support.series()).shown("pfs-rate")
    #expect(found.isNear(200 / 42.5, 200 / 39.5, limits: found.interval?.lower, found.interval?.upper))
    let low = try #require(found.interval?.lower) * 42.5 / 100
    let high = try #require(found.interval?.upper) * 39.5 / 100
    #expect(abs(1 - exp(-low) * (1 + low) - 0.025) < 1e-9 && abs(low - 0.2422) < 1e-4)
    #expect(abs(exp(-high) * (1 + high + high * high / 2) - 0.025) < 1e-9 && abs(high - 7.2247) < 1e-4)
    #expect(found.effectivePatients == NumberBounds(2))
  }

  /// The median is the second progression; between scans it may be from 6 − ½ months on, when patient 2 was last seen without.
  @Test func median() async throws {
    let plan = try await Support.plan(Support.series())
    let median = try plan.shown("pfs-median")
    #expect(abs((median.value?.lower ?? 0) - 20.5) < 1e-9 && abs((median.value?.upper ?? 0) - 21.5) < 1e-9)
    #expect(median.interval?.upper == nil)
    let between = try plan.shown("pfs-median-between-visits")
    #expect((between.value?.lower ?? 99) < 20.5 && (between.value?.upper ?? 99) <= 21.5)
  }

  /// Scans: at 6 months in all three, at 21 months in patient 2 (20.5 − 6.5 = 14 to 21.5 − 5.5 = 16 after the one before), in May 2021 in patient 3: at most 60 days before
  /// the cut-off in June, so that it follows the one at 6 months by at least 13.5 − 60/30.4375 − 6.5 = 5.03 months.
  @Test func scans() async throws {
    let found = try await Support.plan(Support.series()).shown("scan-interval")
    #expect(abs((found.value?.lower ?? 0) - (13.5 - 60 / 30.4375 - 6.5)) < 1e-3)
    #expect(abs((found.value?.upper ?? 0) - 16) < 1e-9)
    #expect(found.remark.hasPrefix("5 intervals") && found.interval == nil)
    #expect(found.effectivePatients == NumberBounds(3))
  }

  /// Two patients began with 900 mg/m² because of neutropenia before; the dose of the third was cut under maintenance. All grades are unstated; all three had gemcitabine and docetaxel and went on.
  @Test func treatment() async throws {
    let plan = try await Support.plan(Support.series())
    let start = try plan.shown("starting-dose-1")
    #expect(start.quantity == "maintenance begun with gemcitabine 900 mg/m² d1, d8, repeated d22")
    #expect(start.isNear(2 / 3.0, 2 / 3.0, limits: start.interval?.lower, start.interval?.upper))
    #expect(try plan.shown("starting-dose-2").quantity.contains("1000 mg/m² d1, d8, d15, repeated d22 or d29"))
    #expect(try plan.shown("reduced-at-start").remark == "2 of 3")
    #expect(try plan.shown("reduced-later").remark == "1 of 3")
    let toxicity = try plan.shown("toxicity-grade-3")
    #expect(toxicity.value == nil && toxicity.remark == "recorded, patients: neutropenia (1)")
    #expect(toxicity.standing.words.hasSuffix("give --tolerable and --toxic"))
    let induction = try plan.shown("induction-control")
    #expect(induction.value == nil)
    #expect(induction.standing.words.contains("all 3 recorded patients with gemcitabine + docetaxel went on"))
  }

  /// 3 patients from 2014-01-01 to 2021-06-30 at most, 2738 days or 7.496 years: at least 0.4 a year.
  @Test func accrual() async throws {
    let found = try await Support.plan(Support.series()).shown("accrual")
    #expect(abs((found.value?.lower ?? 0) - 3 / (2738 / 365.25)) < 1e-6)
    #expect(found.value?.upper == nil && found.interval?.upper == nil)
  }

  /// The exact interval of half of n patients is no wider than 20 points from n on, and for n − 1 it is: P(X ≥ x) at the lower limit is 0.025 by summing the binomial here.
  @Test func threePatientsProposeNothingAlone() async throws {
    let plan = try await Support.plan(Support.series())
    #expect(plan.caution.hasPrefix("3 patients propose nothing alone"))
    #expect(!plan.shown.contains { $0.standing == .proposed })
    let needed = try #require(AloneRule().patientsNeeded)
    func width(_ n: Int) -> Double {
      // By bisection on the tail of the binomial.
      func limit(_ x: Int) -> Double {
        var (low, high) = (0.0, 1.0)
        for _ in 0..<60 {
          let p = (low + high) / 2
          var tail = 0.0
          for k in x...n {
            let (chosen, left) = (Double(k), Double(n - k))
            let ways = lgamma(Double(n + 1)) - lgamma(chosen + 1) - lgamma(left + 1)
            tail += exp(ways + chosen * log(p) + left * log1p(-p))
          }
          if tail < 0.025 { low = p } else { high = p }
        }
        return low
      }
      let x = n / 2
      return 1 - limit(n - x) - limit(x)
    }
    #expect(width(needed) <= 0.2 + 1e-9 && width(needed - 1) > 0.2)
    #expect((100...112).contains(needed))
    #expect(plan.caution.contains("\(needed) patients"))
  }

  /// 60 of 120 free of progression has an exact interval of 40.7 to 59.3 %, 18.5 points: enough for 20, not for 15.
  @Test func manyPatientsPropose() {
    func suffices(_ rule: AloneRule, _ lower: Double, _ upper: Double?) -> Bool {
      rule.suffices(Assumption.Interval(lower: lower, upper: upper, level: 0.95, method: "Clopper-Pearson"))
    }
    #expect(suffices(AloneRule(null: 0.2, alternative: 0.4), 0.407, 0.593))
    #expect(!suffices(AloneRule(null: 0.2, alternative: 0.35), 0.407, 0.593))
    #expect(!suffices(AloneRule(), 0.4, nil))
    #expect(AloneRule().suffices(nil) == false)
  }
}

// SPDX-License-Identifier: Apache-2.0

import Chronology
import Course
import Testing
import TumourResponse

/// Choi et al. 2007 ask for a density 15 % lower. A share of a density of 0 HU or less has no meaning.
@Suite("Densities around zero")
struct ChoiDensityTests {
  private func point(
    _ baseline: Double, _ now: Double, size: Int = 50, _ options: Choi.Options = .init()
  ) throws -> Choi.TimePoint {
    let course = TumourCourse(
      lesions: [.init(id: "T1", role: .target, site: "liver")],
      baseline: .init(date: Day(18_000), states: ["T1": .measured(.mm(50))], densities: ["T1": baseline]),
      visits: [.init(date: Day(18_056), states: ["T1": .measured(.mm(size))], densities: ["T1": now])])
    return try #require(Choi.timePoints(course, options: options).first)
  }

  /// −50 to −40 HU is denser and to −60 HU less dense; the quotients would be −20 % and +20 %.
  @Test(arguments: [(-50.0, -40.0), (-50, -60), (0, -10), (0, 0), (0, 5), (-50, 40)])
  func undefined(baseline: Double, now: Double) throws {
    let found = try point(baseline, now)
    #expect(found.response == .notEvaluable)
    #expect(found.reasons.count == 1)
    #expect(!found.reasons[0].contains("density +") && !found.reasons[0].contains("density −20 %"))
    #expect(found.reasons[0].hasSuffix("NE by density"))
  }

  @Test func whatItSays() throws {
    #expect(
      try point(-50, -40).reasons == [
        "size 0 % from baseline, density −50 HU, then −40 HU (denser; no percentage from a baseline of 0 HU or less): NE by density"
      ])
    #expect(try point(-50, -60).reasons[0].contains("−60 HU (less dense; "))
  }

  /// A size decides for itself: 45 of 50 mm is exactly 10 % smaller; 55 of 50 mm is 10 % larger, and PD where the tumour got denser. Where
  /// it got less dense by no one knows how much, a response by density cannot be excluded.
  @Test func sizeDecides() throws {
    #expect(try point(-50, -60, size: 45).response == .partial)
    #expect(try point(-50, -40, size: 55).response == .progressive)
    #expect(try point(-50, -60, size: 55).response == .notEvaluable)
    // By both criteria: without a smaller size density cannot matter.
    let both = Choi.Options(needsBoth: true)
    #expect(try point(-50, -60, size: 50, both).response == .stable)
    #expect(try point(-50, -60, size: 45, both).response == .notEvaluable)
  }

  /// From a density above that of water: 20 → 17 HU is exactly −15 %, 20 → 17.1 is −14.5 %; 20 → −5 is less dense without doubt.
  @Test(arguments: [(17.0, Response.partial), (17.1, .stable), (-5, .partial), (30, .stable)])
  func defined(now: Double, response: Response) throws {
    #expect(try point(20, now).response == response)
  }

  /// Any density above 0 HU has a percentage: 4 → 3 HU is −25 %, 4 → 3.5 HU is −12.5 %.
  @Test func justAboveZero() throws {
    #expect(try point(4, 3).response == .partial)
    #expect(try point(4, 3.5).response == .stable)
  }
}

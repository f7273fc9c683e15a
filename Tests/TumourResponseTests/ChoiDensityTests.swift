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

  private func points(
    _ densities: [[String: Double]], _ sizes: [String: LesionState] = [:], _ options: Choi.Options = .init()
  ) -> [Choi.TimePoint] {
    let start: [String: LesionState] = ["T1": .measured(.mm(50)), "T2": .measured(.mm(50))]
    let course = TumourCourse(
      lesions: [.init(id: "T1", role: .target, site: "liver"), .init(id: "T2", role: .target, site: "lung")],
      baseline: .init(date: Day(18_000), states: start, densities: densities[0]),
      visits: densities.dropFirst().enumerated().map { index, own in
        .init(date: Day(18_056 + index), states: start.merging(sizes) { $1 }, densities: own)
      })
    return Choi.timePoints(course, options: options)
  }

  /// 60 and 100 HU at baseline have a mean of 80. 60 HU of T1 alone are no change of it by −25 %: T1 has not changed, of T2 nothing is known. 50 and 84 HU
  /// (67, −16.25 %) are PR; 60 and 90 (75, −6.25 %) SD; without any density a response by it cannot be excluded.
  @Test func theSameLesionsAreCompared() {
    let all = points([
      ["T1": 60, "T2": 100], ["T1": 60], ["T1": 50, "T2": 84], ["T1": 60, "T2": 90], ["T1": 40], [:],
    ])
    #expect(all.map(\.response) == [.notEvaluable, .partial, .stable, .notEvaluable, .notEvaluable])
    #expect(all.map(\.density) == [nil, 67, 75, nil, nil])
    #expect(
      all[0].reasons == [
        "size 0 % from baseline, density of T2 not measured, as it was at baseline: NE by density"
      ])
    // T2 had no density at baseline: T1 is compared with itself, 60 → 51 HU (−15 %), whatever T2 has now.
    #expect(points([["T1": 60], ["T1": 51, "T2": 10]]).map(\.response) == [.partial])
    // No density at baseline: none shows a response.
    #expect(points([[:], ["T1": 10]]).map(\.response) == [.stable])
  }

  /// T2 is gone: its 100 HU are in neither mean. T1 alone: 60 → 60 HU. The size, 50 of 100 mm, decides; at 50 + 40 = 90 mm (−10 %) too, without the density.
  @Test func sizesDecideWithoutADensity() {
    let gone = points([["T1": 60, "T2": 100], ["T1": 60]], ["T2": .absent])[0]
    #expect(gone.response == .partial && gone.reasons[0].hasPrefix("size −50 % from baseline, density 0 %"))
    let both = Choi.Options(needsBoth: true)
    #expect(points([["T1": 60, "T2": 100], ["T1": 60]], ["T2": .absent], both)[0].response == .stable)
    #expect(points([["T1": 60, "T2": 100], ["T1": 60]], ["T2": .measured(.mm(40))])[0].response == .partial)
    #expect(
      points([["T1": 60, "T2": 100], ["T1": 60]], ["T2": .measured(.mm(40))], both)[0].response == .notEvaluable)
    // 50 + 60 = 110 mm are exactly 10 % larger.
    let larger = points([["T1": 60, "T2": 100], ["T1": 60]], ["T2": .measured(.mm(60))])[0]
    #expect(larger.response == .progressive)
    #expect(larger.reasons[0].hasSuffix("10 % larger, no response by density: PD"))
  }

  /// Of two as long targets the first by name is the largest, in whatever order they stand: T1, 60 → 48 HU (−20 %).
  @Test func theLargestOfEquals() {
    let options = Choi.Options(density: .largest)
    #expect(points([["T1": 60, "T2": 100], ["T1": 48]], [:], options).map(\.response) == [.partial])
    #expect(points([["T1": 60, "T2": 100], ["T2": 50]], [:], options).map(\.response) == [.notEvaluable])
  }

  /// Any density above 0 HU has a percentage: 4 → 3 HU is −25 %, 4 → 3.5 HU is −12.5 %.
  @Test func justAboveZero() throws {
    #expect(try point(4, 3).response == .partial)
    #expect(try point(4, 3.5).response == .stable)
  }

  /// −38 and 40 HU have a mean of 1 HU, −38 and 39.6 of 0.8: −20 % of nothing. Nor is a mean of 5 → 4 HU a response where one lesion got denser by 10 HU, nor one
  /// of 2.5 → 1.5. A baseline above 0 with a density below 0 now is no better, where only one has fallen: 5 and 60 HU, then −20 and 62.
  @Test(arguments: [
    (["T1": -38.0, "T2": 40], ["T1": -38.0, "T2": 39.6]), (["T1": -50, "T2": 60], ["T1": -40, "T2": 48]),
    (["T1": -60, "T2": 65], ["T1": -62, "T2": 65]), (["T1": 5, "T2": 60], ["T1": -20, "T2": 62]),
  ])
  func aMeanOfBothSigns(baseline: [String: Double], now: [String: Double]) {
    let found = points([baseline, now])[0]
    #expect(found.response == .notEvaluable)
    #expect(found.reasons[0].hasSuffix("NE by density") && !found.reasons[0].contains("density −"))
  }

  /// What is determined stays so: every lesion 15 % less dense from above 0 (60 → −6, 40 → 10 HU); a size that decides (50 + 40 of 100 mm); and a mean above 0
  /// of densities above 0, 1 → 0.8 HU.
  @Test func whatAMeanStillShows() {
    #expect(points([["T1": 60, "T2": 40], ["T1": -6, "T2": 10]]).map(\.response) == [.partial])
    let mixed: [[String: Double]] = [["T1": -38, "T2": 40], ["T1": -38, "T2": 39.6]]
    #expect(points(mixed, ["T2": .measured(.mm(40))]).map(\.response) == [.partial])
    #expect(
      points(mixed)[0].reasons == [
        "size 0 % from baseline, mean density 1 HU, then 0.8 HU (no percentage of a mean that holds a density below 0 HU): NE by density"
      ])
    #expect(points([["T1": 1, "T2": 1], ["T1": 0.8, "T2": 0.8]]).map(\.response) == [.partial])
    // By modified criteria, without a smaller size, density decides nothing.
    #expect(points(mixed, [:], .init(needsBoth: true)).map(\.response) == [.stable])
  }
}

// SPDX-License-Identifier: Apache-2.0

import Chronology
import Course
import Testing
import TumourResponse

/// Targets with a word in place of their length.
@Suite struct WordForLengthTests {
  private let two = [RuleTests.liver, TumourCourse.Lesion(id: "T2", role: .target, site: "liver")]

  private func points(_ visits: [[String: LesionState]]) -> [TimePoint] {
    RECIST.timePoints(
      RuleTests.course(["T1": RuleTests.mm("30"), "T2": RuleTests.mm("20")], visits, lesions: two))
  }

  /// A row that says unequivocal progression is progression, whether the other target is measured (20 mm, no growth) or not; `present` says nothing of its
  /// size.
  @Test func progressedIsProgression() {
    for other in [RuleTests.mm("20"), .absent, .notEvaluated] {
      let point = points([["T1": .progressed, "T2": other]])[0]
      #expect(point.target == .progressive && point.overall == .progressive && !point.isSumComplete)
      #expect(point.reasons[0] == "T1 not measured, but called unequivocally progressed: targets PD")
    }
    let present = points([["T1": .present, "T2": RuleTests.mm("20")]])[0]
    #expect(present.overall == .notEvaluable)
    #expect(present.reasons[0] == "T1 (there, without a length) not evaluated: targets NE")
  }

  /// T1 grew together with T2, and the mass is called progressed.
  @Test func theMassHasProgressed() {
    let point = points([["T1": .merged(into: "T2"), "T2": .progressed]])[0]
    #expect(point.overall == .progressive)
    #expect(point.reasons[0] == "T1, T2 not measured, but called unequivocally progressed: targets PD")
  }

  /// At the next visit 12 + 20 = 32 of 50 mm (−36 %) are PR of their own; the smallest sum was that of baseline.
  @Test func theNextVisitIsMeasured() {
    let all = points([
      ["T1": .progressed, "T2": RuleTests.mm("20")], ["T1": RuleTests.mm("12"), "T2": RuleTests.mm("20")],
    ])
    #expect(all.map(\.overall) == [.progressive, .partial] && all[1].nadir == .mm(50))
  }

  /// Choi has no sum then, and the word stands all the same.
  @Test func byChoiToo() throws {
    let course = RuleTests.course(
      ["T1": RuleTests.mm("30")], [["T1": .progressed], ["T1": .present]], lesions: [RuleTests.liver],
      densities: [-1: ["T1": 60]])
    #expect(Choi.timePoints(course).map(\.response) == [.progressive, .notEvaluable])
  }

  /// What rows say is the same in any order: two parts of 60 and 40 HU have 50 HU, one of which none is known has none.
  @Test func densitiesOfParts() throws {
    func course(_ densities: [Double?]) throws -> TumourCourse {
      let parts = densities.enumerated().map { index, density in
        LesionReading(
          lesion: "T1", role: .target, site: "liver", part: "\(index)", date: Day(18_000), state: .measured(.mm(10)),
          density: density)
      }
      return try #require(TumourCourse(parts))
    }
    #expect(try course([60, 40]).baseline.densities == ["T1": 50])
    #expect(try course([40, 60]).baseline.densities == ["T1": 50])
    #expect(try course([60, nil]).baseline.densities.isEmpty && course([nil, 60]).baseline.densities.isEmpty)
  }
}

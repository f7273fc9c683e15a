// SPDX-License-Identifier: Apache-2.0

import Chronology
import Course
import Testing
import TumourResponse

/// Single rules of RECIST 1.1 and Choi, each with its arithmetic; sources in the rules' comments.
@Suite("Single rules of response")
struct RuleTests {
  static let start = Day(18_000)

  /// A course of one target (and others), measured in tenths of millimetres for clarity of thresholds.
  static func course(
    _ baseline: [String: LesionState], _ visits: [[String: LesionState]], lesions: [TumourCourse.Lesion],
    equivocal: [Int: Set<String>] = [:], densities: [Int: [String: Double]] = [:]
  ) -> TumourCourse {
    TumourCourse(
      lesions: lesions, baseline: .init(date: start, states: baseline, densities: densities[-1] ?? [:]),
      visits: visits.enumerated().map {
        .init(
          date: Day(start.number + 56 * ($0.offset + 1)), states: $0.element, densities: densities[$0.offset] ?? [:],
          equivocal: equivocal[$0.offset] ?? [])
      })
  }

  static func mm(_ text: String) -> LesionState { Millimetres(text).map { .measured($0) } ?? .notEvaluated }
  static let liver = TumourCourse.Lesion(id: "T1", role: .target, site: "liver")
  static let node = TumourCourse.Lesion(id: "T2", role: .target, site: "node", isNode: true)

  private func overall(_ course: TumourCourse, _ options: RECISTOptions = RECISTOptions()) -> [String] {
    RECIST.timePoints(course, options: options).map(\.overall.rawValue)
  }

  /// 49 → 58.8 is exactly +20 %, 98 → 117.6 too (a binary float misses both); 58.7 is not. 13.9 → 18.9 is +36 % and exactly 5 mm;
  /// 18.8 is 4.9 mm: no progression.
  @Test func exactThresholds() {
    func second(_ first: String, _ next: String) -> [String] {
      overall(Self.course(["T1": Self.mm(first)], [["T1": Self.mm(next)]], lesions: [Self.liver]))
    }
    #expect(second("49", "58.8") == ["PD"])
    #expect(second("98", "117.6") == ["PD"])
    #expect(second("49", "58.7") == ["SD"])
    #expect(second("13.9", "18.9") == ["PD"])
    #expect(second("13.9", "18.8") == ["SD"])
    #expect(second("50", "35") == ["PR"])
    #expect(second("50", "35.1") == ["SD"])
  }

  /// 100 → 30 (PR) → 40: +33 % and 10 mm over the nadir, though 60 % below baseline: PD wins.
  @Test func progressionFromTheNadirWins() {
    let course = Self.course(
      ["T1": Self.mm("100")], [["T1": Self.mm("30")], ["T1": Self.mm("40")]], lesions: [Self.liver])
    #expect(overall(course) == ["PR", "PD"])
  }

  /// The EORTC's example: 100, 70, 70, 80, 80, 80 stays PR if responses are kept; judged visit by visit it is SD.
  @Test func keptResponses() {
    let course = Self.course(
      ["T1": Self.mm("100")], ["70", "70", "80", "80", "80"].map { ["T1": Self.mm($0)] }, lesions: [Self.liver])
    #expect(overall(course, RECISTOptions(keepsPartialResponse: true)) == ["PR", "PR", "PR", "PR", "PR"])
    #expect(overall(course) == ["PR", "PR", "SD", "SD", "SD"])
  }

  /// A node of 9 mm is normal: CR with a sum above 0. The liver lesion at 5 mm (too small) is not.
  @Test func nodesAndSmallLesions() {
    let course = Self.course(
      ["T1": Self.mm("20"), "T2": Self.mm("18")],
      [["T1": .tooSmall, "T2": Self.mm("9")], ["T1": .absent, "T2": Self.mm("9")]], lesions: [Self.liver, Self.node])
    let points = RECIST.timePoints(course)
    #expect(points.map(\.overall.rawValue) == ["PR", "CR"])
    #expect(points.map { $0.sum?.number } == [14, 9])
  }

  /// A part of the targets that alone proves progression: 40 + 40; the one seen measures 100 ≥ 96.
  @Test func missingTargets() {
    let second = TumourCourse.Lesion(id: "T3", role: .target, site: "lung")
    let course = Self.course(
      ["T1": Self.mm("40"), "T3": Self.mm("40")],
      [["T1": Self.mm("100")], ["T1": Self.mm("50"), "T3": .notEvaluated]], lesions: [Self.liver, second])
    #expect(overall(course) == ["PD", "NE"])
    #expect(overall(course, RECISTOptions(partialSumProvesProgression: false)) == ["NE", "NE"])
  }

  /// A lesion in doubt on day 56 and certain on day 112: progression is dated to day 56.
  @Test func equivocalLesionsAreDatedBack() throws {
    let new = TumourCourse.Lesion(id: "N1", role: .new, site: "lung")
    let course = Self.course(
      ["T1": Self.mm("50")],
      [["T1": Self.mm("50"), "N1": .present], ["T1": Self.mm("50"), "N1": .present]], lesions: [Self.liver, new],
      equivocal: [0: ["N1"]])
    let points = RECIST.timePoints(course)
    #expect(points.map(\.overall.rawValue) == ["PD", "PD"])
    #expect(points[0].newLesion == .backDated(["N1"], confirmed: Day(Self.start.number + 112)))
    #expect(overall(course, RECISTOptions(backDatesEquivocal: false)) == ["SD", "PD"])
    // Never certain: never progression.
    let doubt = Self.course(
      ["T1": Self.mm("50")], [["T1": Self.mm("50"), "N1": .present]], lesions: [Self.liver, new], equivocal: [0: ["N1"]]
    )
    #expect(overall(doubt) == ["SD"])
  }

  /// Split: the parts add (8 + 9 = 17 of 20: SD). Merged: the mass is measured once, in the lesion that it merged into.
  @Test func splitAndMerged() throws {
    func row(_ lesion: String, _ day: Int, _ state: LesionState) -> LesionReading {
      LesionReading(
        lesion: lesion, role: .target, site: "liver", date: Day(Self.start.number + day), state: state)
    }
    let split = try #require(
      TumourCourse([row("T1", 0, Self.mm("20")), row("T1", 56, Self.mm("8")), row("T1", 56, Self.mm("9"))]))
    #expect(RECIST.timePoints(split)[0].sum == .mm(17))
    let merged = try #require(
      TumourCourse([
        row("T1", 0, Self.mm("20")), row("T2", 0, Self.mm("15")), row("T1", 56, Self.mm("32")),
        row("T2", 56, .merged(into: "T1")),
      ]))
    #expect(RECIST.timePoints(merged)[0].sum == .mm(32))
  }

  /// Regrowth from 0: 4 mm is no progression by size; after a complete response it is.
  @Test func regrowthFromZero() {
    let rest = TumourCourse.Lesion(id: "NT1", role: .nonTarget, site: "bone")
    let partial = Self.course(
      ["T1": Self.mm("50"), "NT1": .present],
      [
        ["T1": .absent, "NT1": .present], ["T1": Self.mm("4"), "NT1": .present], ["T1": Self.mm("5"), "NT1": .present],
      ],
      lesions: [Self.liver, rest])
    #expect(overall(partial) == ["PR", "PR", "PD"])
    let complete = Self.course(["T1": Self.mm("50")], [["T1": .absent], ["T1": Self.mm("4")]], lesions: [Self.liver])
    #expect(overall(complete) == ["CR", "PD"])
  }

  /// Choi: 100 → 95 mm with 60 → 48 HU (−20 %) is PR though size is SD; 112 mm at the same density is PD, at −20 % HU PR;
  /// modified Choi needs both.
  @Test func choi() {
    let course = Self.course(
      ["T1": Self.mm("100")],
      [["T1": Self.mm("95")], ["T1": Self.mm("112")], ["T1": Self.mm("112")], ["T1": Self.mm("89")]],
      lesions: [Self.liver], densities: [-1: ["T1": 60], 0: ["T1": 48], 1: ["T1": 60], 2: ["T1": 48], 3: ["T1": 60]])
    #expect(Choi.timePoints(course).map(\.response.rawValue) == ["PR", "PD", "PR", "PR"])
    #expect(
      Choi.timePoints(course, options: .init(needsBoth: true)).map(\.response.rawValue) == ["SD", "PD", "SD", "SD"])
    // Held side by side with RECIST, they disagree on every visit here (SD, SD, SD and SD by size alone).
    let recist = RECIST.timePoints(course).map { JudgedVisit(date: $0.date, response: $0.overall) }
    let choi = zip(RECIST.timePoints(course), Choi.timePoints(course)).map {
      JudgedVisit(date: $0.date, response: $1.response)
    }
    let comparison = ReaderComparison(recist, choi)
    #expect(comparison.visits.filter(\.isDisagreement).count == 4)
    #expect(comparison.firstProgressionDispute?.date == Day(Self.start.number + 112))
  }

  /// Kappa by hand: 2 of 3 agree; chance = (2/3·1/3) + (1/3·2/3) = 4/9; (2/3 − 4/9)/(5/9) = 0.4.
  @Test func kappaByHand() throws {
    func visits(_ responses: [Response]) -> [JudgedVisit] {
      responses.enumerated().map { JudgedVisit(date: Day($0.offset), response: $0.element) }
    }
    let comparison = ReaderComparison(
      visits([.stable, .stable, .partial]), visits([.stable, .partial, .partial]))
    #expect(abs(try #require(comparison.kappa) - 0.4) < 1e-12)
  }

  @Test func selectionOfTargets() {
    func row(_ id: String, _ site: String, _ size: String, slice: Int? = nil) -> LesionReading {
      LesionReading(
        lesion: id, role: .target, site: site, date: Self.start, state: Self.mm(size),
        slice: slice.map { .mm($0) })
    }
    let problems = RECIST.selectionProblems(
      [
        row("T1", "liver", "30"), row("T2", "liver", "20"), row("T3", "liver", "12"), row("T4", "lung", "9"),
        row("T5", "node", "14"), row("T6", "bone", "15", slice: 8),
      ], treatmentStart: DayBounds(earliest: Day(Self.start.number + 40), latest: Day(Self.start.number + 40)))
    let texts = problems.map(\.text)
    #expect(texts.contains("6 target lesions; at most 5 are followed"))
    #expect(texts.contains { $0.hasPrefix("3 targets in liver") })
    #expect(texts.contains { $0.hasPrefix("target T4 of 9 mm") })
    #expect(texts.contains { $0.hasPrefix("node T5 of 14 mm") })
    #expect(texts.contains { $0.hasPrefix("target T6 of 15 mm; measurable from 16 mm with slices of 8 mm") })
    #expect(texts.contains { $0.hasPrefix("baseline 40 days before treatment") })
    #expect(problems.count == 6)
  }

  /// A new lesion that could be something else on day 56 and is gone on day 112 is in doubt on the first of the two days alone; not looked at, it stays so.
  @Test func anEquivocalLesionThatIsGone() {
    let new = TumourCourse.Lesion(id: "N1", role: .new, site: "liver")
    func news(_ later: [String: LesionState]) -> [TimePoint.NewLesion] {
      RECIST.timePoints(
        Self.course(
          ["T1": Self.mm("50")], [["T1": Self.mm("50"), "N1": .present], later], lesions: [Self.liver, new],
          equivocal: [0: ["N1"]])
      ).map(\.newLesion)
    }
    #expect(news(["T1": Self.mm("50"), "N1": .absent]) == [.equivocal(["N1"]), .none])
    #expect(news(["T1": Self.mm("50")]) == [.equivocal(["N1"]), .equivocal(["N1"])])
  }
}

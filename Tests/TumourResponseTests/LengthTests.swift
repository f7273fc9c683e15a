// SPDX-License-Identifier: Apache-2.0

import Chronology
import Course
import Testing
import TumourResponse

/// Which lengths make the sum: of lesions that grew together, that split, or have no size at baseline.
@Suite("Lengths of targets")
struct LengthTests {
  private func row(
    _ lesion: String, _ day: Int, _ state: LesionState, _ role: LesionRole = .target, site: String = "liver"
  ) -> LesionReading {
    LesionReading(lesion: lesion, role: role, site: site, date: Day(18_000 + day), state: state)
  }

  private func points(_ rows: [LesionReading]) throws -> [TimePoint] {
    RECIST.timePoints(try #require(TumourCourse(rows)))
  }

  private func mm(_ length: Int) -> LesionState { .measured(.mm(length)) }

  /// Two lesions of 30 mm that merged into each other have not disappeared: no length is known.
  @Test func mergedInACircle() throws {
    let pair = try points([
      row("T1", 0, mm(30)), row("T2", 0, mm(30)), row("T1", 56, .merged(into: "T2")),
      row("T2", 56, .merged(into: "T1")),
    ])
    #expect(pair.map(\.overall) == [.notEvaluable])
    #expect(pair[0].sum == nil)
    // Three, one after the other, beside a fourth of 40 mm: a part of the sum only.
    let three = try points(
      [1, 2, 3, 4].map { row("T\($0)", 0, mm(30)) } + [
        row("T1", 56, .merged(into: "T2")), row("T2", 56, .merged(into: "T3")), row("T3", 56, .merged(into: "T1")),
        row("T4", 56, mm(40)),
      ])
    #expect(three.map(\.overall) == [.notEvaluable])
    #expect(three[0].sum == .mm(40) && !three[0].isSumComplete)
    // Non-targets in a circle are not gone either.
    let rest = try points([
      row("N1", 0, .present, .nonTarget), row("N2", 0, .present, .nonTarget),
      row("N1", 56, .merged(into: "N2"), .nonTarget), row("N2", 56, .merged(into: "N1"), .nonTarget),
    ])
    #expect(rest.map(\.overall) == [.notEvaluable])
  }

  /// A mass of three lesions is measured once, in the last of the chain: 70 of 30 + 20 + 10 = 60 mm, +16.7 %.
  @Test func mergedInAChain() throws {
    let found = try points([
      row("T1", 0, mm(30)), row("T2", 0, mm(20)), row("T3", 0, mm(10)), row("T1", 56, .merged(into: "T2")),
      row("T2", 56, .merged(into: "T3")), row("T3", 56, mm(70)),
    ])
    #expect(found[0].sum == .mm(70))
    #expect(found[0].overall == .stable)
  }

  /// The disease of a target is in what it merged into: not measured, its length is unknown; gone, the rows contradict each other.
  @Test(arguments: [
    LesionState.present, .absent, .notEvaluated, .progressed,
  ])
  func mergedIntoWhatHasNoLength(state: LesionState) throws {
    let found = try points([
      row("T1", 0, mm(30)), row("NT1", 0, .present, .nonTarget), row("T1", 56, .merged(into: "NT1")),
      row("NT1", 56, state, .nonTarget),
    ])
    #expect(found[0].target == .notEvaluable)
    #expect(found[0].overall == (state == .progressed ? .progressive : .notEvaluable))
  }

  @Test func mergedIntoNothing() throws {
    let found = try points([row("T1", 0, mm(30)), row("T2", 0, mm(30)), row("T1", 56, .merged(into: "T2"))])
    #expect(found.map(\.overall) == [.notEvaluable])
    let absent = try points([
      row("T1", 0, mm(30)), row("T2", 0, mm(30)), row("T1", 56, .merged(into: "T2")), row("T2", 56, .absent),
    ])
    #expect(absent.map(\.overall) == [.notEvaluable])
  }

  /// Merged into a measured non-target, the mass of 45 mm counts, and once for both: 45 of 30 + 20 mm is SD, not CR and not 90 mm.
  @Test func mergedIntoAMeasuredNonTarget() throws {
    let found = try points([
      row("T1", 0, mm(30)), row("T2", 0, mm(20)), row("NT1", 0, mm(12), .nonTarget),
      row("T1", 56, .merged(into: "NT1")), row("T2", 56, .merged(into: "NT1")), row("NT1", 56, mm(45), .nonTarget),
    ])
    #expect(found[0].sum == .mm(45))
    #expect(found[0].target == .stable)
  }

  /// A part that is gone takes nothing from the other; a part of unknown length leaves the whole unknown.
  @Test func parts() throws {
    func visit(_ parts: [LesionState]) throws -> TimePoint {
      try points([row("T1", 0, mm(20))] + parts.map { row("T1", 56, $0) })[0]
    }
    #expect(try visit([mm(8), mm(9)]).sum == .mm(17))
    #expect(try visit([mm(8), .absent]).sum == .mm(8))
    #expect(try visit([.absent, mm(8)]).sum == .mm(8))
    #expect(try visit([mm(8), .tooSmall]).sum == .mm(13))
    #expect(try visit([.absent, .absent]).overall == .complete)
    #expect(try visit([mm(8), .notEvaluated]).overall == .notEvaluable)
    #expect(try visit([.notEvaluated, mm(8)]).overall == .notEvaluable)
  }

  /// T1 20 → 20 mm, T2 without a size at baseline and 20 mm later: the sum of what can be compared has not grown, and of T2 nothing can be
  /// told. NE, not +100 % and PD.
  @Test func withoutASizeAtBaseline() throws {
    for missing in [LesionState.notEvaluated, .present] {
      let found = try points([
        row("T1", 0, mm(20)), row("T2", 0, missing), row("T1", 56, mm(20)), row("T2", 56, mm(20)),
      ])
      #expect(found.map(\.overall) == [.notEvaluable])
      #expect(found[0].sum == .mm(20) && found[0].baselineSum == .mm(20))
      #expect(found[0].percentFromBaseline == nil)
    }
    // A target that first appears in a later row has none either.
    #expect(
      try points([row("T1", 0, mm(20)), row("T1", 56, mm(20)), row("T2", 56, mm(20))]).map(\.overall) == [.notEvaluable]
    )
  }

  /// What can be compared may prove progression: 20 → 10 → 15 mm is +50 % and 5 mm over the smallest. And all targets may be gone.
  @Test func whatTheOthersProve() throws {
    let rows = [row("T1", 0, mm(20)), row("T2", 0, .notEvaluated)]
    let grown = try points(
      rows + [row("T1", 56, mm(10)), row("T2", 56, mm(20)), row("T1", 112, mm(15)), row("T2", 112, mm(20))])
    #expect(grown.map(\.overall) == [.notEvaluable, .progressive])
    #expect(try points(rows + [row("T1", 56, .absent), row("T2", 56, .absent)]).map(\.overall) == [.complete])
    // No size of any target.
    #expect(try points([row("T1", 0, .present), row("T1", 56, mm(20))]).map(\.overall) == [.notEvaluable])
  }

  /// What is called new and was there at baseline is not new.
  @Test func newAtBaseline() throws {
    let found = try points([
      row("T1", 0, mm(20)), row("N1", 0, .present, .new), row("T1", 56, mm(20)), row("N1", 56, .present, .new),
    ])
    #expect(found.map(\.overall) == [.stable])
    #expect(found[0].newLesion == .none)
    #expect(found[0].nonTarget == .nonCompleteNonProgressive)
  }

  /// Why a target has no length.
  @Test func whyNotEvaluated() throws {
    let found = try points([
      row("T1", 0, mm(30)), row("NT1", 0, .present, .nonTarget), row("T1", 56, .merged(into: "NT1")),
      row("NT1", 56, .present, .nonTarget),
    ])
    #expect(found[0].reasons.first == "T1 (merged into NT1, which is not measured) not evaluated: targets NE")
  }

  /// T1 is absent at baseline: it is no target, and cannot be gone. T2 30 → 30 mm decides; T1 seen again is new disease.
  @Test func absentAtBaseline() throws {
    let rows = [row("T1", 0, .absent), row("T2", 0, mm(30)), row("T2", 56, mm(30)), row("T2", 112, mm(30))]
    #expect(
      try points(rows + [row("T1", 56, .absent), row("T1", 112, mm(12))]).map(\.overall) == [.stable, .progressive])
    // Nothing at baseline: nothing can respond, and what appears is progression.
    let none = try points([row("T1", 0, .absent), row("T1", 56, .absent), row("T1", 112, mm(12))])
    #expect(none.map(\.overall) == [.notEvaluable, .progressive])
    #expect(none[0].reasons == ["no disease at baseline, so that there is no response: NE"])
  }

  /// A target node of 8 mm is normal from the start: 8 → 5 mm is no PR and no CR; 8 → 15 mm is +87.5 % and 7 mm: PD.
  @Test func aNodeThatWasNormalAtBaseline() throws {
    func node(_ day: Int, _ length: Int) -> LesionReading {
      var node = row("T1", day, mm(length))
      node.site = "lymph node"
      return node
    }
    #expect(try points([node(0, 8), node(56, 5)]).map(\.overall) == [.notEvaluable])
    #expect(try points([node(0, 8), node(56, 15)]).map(\.overall) == [.progressive])
  }
}

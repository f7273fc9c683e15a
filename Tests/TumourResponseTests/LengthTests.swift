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

  /// Targets of 30 + 20 mm merged into a non-target of 12 mm: the mass of 45 mm holds all three, and how much of it is the targets' nobody knows. Not 45 of
  /// 50 mm; and of one target of 30 mm in a mass of 40 mm with a non-target of 20 mm (40 of 50 mm) it is no PD by 40 of 30 mm.
  @Test func mergedIntoAMeasuredNonTarget() throws {
    let found = try points([
      row("T1", 0, mm(30)), row("T2", 0, mm(20)), row("NT1", 0, mm(12), .nonTarget),
      row("T1", 56, .merged(into: "NT1")), row("T2", 56, .merged(into: "NT1")), row("NT1", 56, mm(45), .nonTarget),
    ])
    #expect(found[0].sum == nil)
    #expect(found[0].overall == .notEvaluable)
    let one = try points([
      row("T1", 0, mm(30)), row("NT1", 0, mm(20), .nonTarget), row("T1", 56, .merged(into: "NT1")),
      row("NT1", 56, mm(40), .nonTarget),
    ])
    #expect(one[0].overall == .notEvaluable)
    #expect(one[0].reasons.first == "T1 (merged into NT1, which is no target) not evaluated: targets NE")
    // That the non-target is called progressed decides all the same; and what the others alone measure: 40 mm of 20 + 10, +33 %.
    let rest = try points([
      row("T1", 0, mm(20)), row("T2", 0, mm(10)), row("NT1", 0, mm(5), .nonTarget), row("T2", 56, .merged(into: "NT1")),
      row("NT1", 56, mm(15), .nonTarget), row("T1", 56, mm(40)),
    ])
    #expect(rest[0].overall == .progressive)
  }

  /// The other way round the mass is the target's: 30 mm and a non-target of 20 mm are a mass of 40 mm, +33 % of the target and −20 % of both. Whether it
  /// has grown is open; at 65 mm, +30 % and 15 mm of both, it is PD, at 20 mm (−33 % with the non-target in it) PR. A non-target that was never measured
  /// leaves growth open.
  @Test func aNonTargetMergedIntoATarget() throws {
    func point(_ length: Int, non: LesionState) throws -> TimePoint {
      try points([
        row("T1", 0, mm(30)), row("NT1", 0, non, .nonTarget), row("T1", 56, mm(length)),
        row("NT1", 56, .merged(into: "T1"), .nonTarget),
      ])[0]
    }
    #expect(try point(40, non: mm(20)).overall == .notEvaluable)
    #expect(try point(65, non: mm(20)).overall == .progressive)
    #expect(try point(20, non: mm(20)).overall == .partial)
    #expect(try point(33, non: mm(20)).overall == .stable)
    #expect(try point(65, non: .present).overall == .notEvaluable)
  }

  /// A lesion of the lung cannot grow into one of the liver, nor one of the right lung into one of the left: 30 + 20 mm, then 30 mm, is no PR by −40 %.
  @Test(arguments: [("liver", "lung"), ("Leber", "Lunge"), ("bone", "brain"), ("left lung", "Lunge rechts")])
  func mergedIntoAnotherOrgan(one: String, other: String) throws {
    let found = try points([
      row("T1", 0, mm(30), site: one), row("T2", 0, mm(20), site: other), row("T1", 56, mm(30), site: one),
      row("T2", 56, .merged(into: "T1"), site: other),
    ])
    #expect(found[0].overall == .notEvaluable)
    #expect(found[0].reasons.first == "T2 (merged into T1, which lies elsewhere) not evaluated: targets NE")
  }

  /// One organ in two languages, or said more exactly, is one; so are words that nobody can tell apart, and organs that touch: 30 + 20, then 32 mm: −36 %.
  @Test(arguments: [
    ("liver", "Leber"), ("lung", "left lung"), ("liver, segment 7", "liver"), ("lung", "pleura"), ("pelvis", "thigh"),
    ("lung", "hilar mass"), ("lymph node", "lung"), ("left liver lobe", "right liver lobe"),
  ])
  func mergedWithinOneOrgan(one: String, other: String) throws {
    let found = try points([
      row("T1", 0, mm(30), site: one), row("T2", 0, mm(20), site: other), row("T1", 56, mm(32), site: one),
      row("T2", 56, .merged(into: "T1"), site: other),
    ])
    #expect(found[0].sum == .mm(32) && found[0].overall == .partial)
  }

  /// T1 has no size at baseline; T2 of 30 mm that merged into it has no length of its own, and the smallest sum stays 50 mm: T3 20 → 25 mm is no PD.
  @Test func mergedIntoATargetWithoutASize() throws {
    let found = try points([
      row("T1", 0, .notEvaluated), row("T2", 0, mm(30)), row("T3", 0, mm(20)), row("T1", 56, mm(45)),
      row("T2", 56, .merged(into: "T1")), row("T3", 56, mm(20)), row("T1", 112, mm(45)),
      row("T2", 112, .merged(into: "T1")), row("T3", 112, mm(25)),
    ])
    #expect(found.map(\.overall) == [.notEvaluable, .notEvaluable])
    #expect(found[1].nadir == .mm(50))
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

  /// T1 of 50 mm split into parts of 20 + 20 mm (40 mm, −20 %: SD); then part 1 alone has a row: 20 mm are not its length (−60 % would be PR). Part 2 absent says
  /// so, and a row of the whole counts.
  @Test func aPartWithoutARow() throws {
    func part(_ name: String?, _ day: Int, _ state: LesionState) -> LesionReading {
      var row = row("T1", day, state)
      row.part = name
      return row
    }
    func last(_ rows: LesionReading...) throws -> [Response] {
      try points([row("T1", 0, mm(50)), part("1", 56, mm(20)), part("2", 56, mm(20))] + rows).map(\.overall)
    }
    #expect(try last(part("1", 112, mm(20))) == [.stable, .notEvaluable])
    #expect(try last(part("1", 112, mm(20)), part("2", 112, .absent)) == [.stable, .partial])
    #expect(
      try last(part("1", 112, mm(20)), part("2", 112, .absent), part("1", 168, mm(20))) == [
        .stable, .partial, .partial,
      ])
    #expect(try last(part(nil, 112, mm(20))) == [.stable, .partial])
  }

  /// A node is one whatever it is called: a target of 20 mm, then 8 mm short axis, is CR.
  @Test(arguments: [
    "lymph node", "lymph nodes", "node", "Lymph Node, iliac", "Lymphknoten", "LK", "LN", "Lymphknoten iliakal",
    "axillary lymph node", "mediastinal lymph nodes", "inguinal node", "lymphnode", "nodal",
  ])
  func nodesByAnyName(site: String) throws {
    #expect(
      try points([row("T1", 0, mm(20), site: site), row("T1", 56, mm(8), site: site)]).map(\.overall) == [.complete])
  }

  @Test(arguments: ["lung", "pulmonary nodule", "liver", "soft tissue"])
  func whatIsNoNode(site: String) throws {
    #expect(
      try points([row("T1", 0, mm(20), site: site), row("T1", 56, mm(8), site: site)]).map(\.overall) == [.partial])
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

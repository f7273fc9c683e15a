// SPDX-License-Identifier: Apache-2.0

import Chronology
import Course
import Testing
import TumourResponse

/// What is seen after an overall complete response. RECIST 1.1, Table 3, footnote a: "any disease seen at a subsequent time point … makes
/// the disease PD at that point". EORTC, questions and answers, "Abnormal lymph node": a node is back from 10 mm on as a target, by
/// unequivocal progression as a non-target; a single one should ideally be imaged again.
@Suite("After a complete response")
struct CompleteResponseTests {
  static let liver = TumourCourse.Lesion(id: "T1", role: .target, site: "liver")
  static let node = TumourCourse.Lesion(id: "T2", role: .target, site: "lymph node", isNode: true)
  static let rest = TumourCourse.Lesion(id: "NT1", role: .nonTarget, site: "bone")
  static let smallNode = TumourCourse.Lesion(id: "NT2", role: .nonTarget, site: "lymph node", isNode: true)
  static let all = [liver, node, rest, smallNode]
  static let gone: [String: LesionState] = ["T1": .absent, "T2": .measured(.mm(8)), "NT1": .absent, "NT2": .absent]

  /// 50 mm and a node of 20 mm with non-targets, then a complete response, then what is given.
  static func course(_ later: [[String: LesionState]], equivocal: Set<String> = []) -> TumourCourse {
    let baseline: [String: LesionState] = [
      "T1": .measured(.mm(50)), "T2": .measured(.mm(20)), "NT1": .present, "NT2": .present,
    ]
    let visits = [gone] + later.map { gone.merging($0) { $1 } }
    return TumourCourse(
      lesions: all, baseline: .init(date: Day(18_000), states: baseline),
      visits: visits.enumerated().map {
        .init(
          date: Day(18_056 + 56 * $0.offset), states: $0.element, equivocal: $0.offset > 0 ? equivocal : [])
      })
  }

  static func overall(_ course: TumourCourse, _ options: RECISTOptions = RECISTOptions()) -> [String] {
    RECIST.timePoints(course, options: options).map(\.overall.rawValue)
  }

  @Test(arguments: [
    // Targets: any length; at baseline 70, so that 2 mm would be PR by size.
    ("T1", LesionState.measured(.mm(2)), "PD"), ("T1", .tooSmall, "PD"), ("T1", .present, "PD"), ("T1", .absent, "CR"),
    // A target node is back from 10 mm short axis on.
    ("T2", .measured(Millimetres(hundredths: 999)), "CR"), ("T2", .measured(.mm(10)), "PD"),
    // Non-targets: any, but a node only if it has unequivocally progressed; until then it keeps the patient from CR (Table 1: PR).
    ("NT1", .present, "PD"), ("NT1", .tooSmall, "PD"), ("NT1", .measured(.mm(4)), "PD"), ("NT1", .progressed, "PD"),
    ("NT2", .present, "PR"), ("NT2", .measured(.mm(12)), "PR"), ("NT2", .measured(.mm(9)), "CR"),
    ("NT2", .progressed, "PD"),
    // What was not looked at is not back.
    ("NT1", .notEvaluated, "PR"), ("T1", .notEvaluated, "NE"),
  ])
  func seenAgain(lesion: String, state: LesionState, expected: String) {
    #expect(Self.overall(Self.course([[lesion: state]])) == ["CR", expected], "\(lesion) \(state)")
  }

  /// Without a complete response of everything the same findings are no more than non-CR/non-PD: targets CR, non-target present is PR.
  @Test func notWithoutACompleteResponse() {
    var course = Self.course([["NT1": .present]])
    course.visits[0].states["NT1"] = .present
    #expect(Self.overall(course) == ["PR", "PR"])
  }

  @Test func whatItSays() throws {
    let point = try #require(RECIST.timePoints(Self.course([["NT1": .present, "T1": .measured(.mm(3))]])).last)
    #expect(point.reappeared == ["T1", "NT1"])
    #expect(point.reasons.last == "T1, NT1 are back after a complete response: PD")
    let node = try #require(RECIST.timePoints(Self.course([["NT2": .present]])).last)
    #expect(
      node.reasons.contains("node NT2 is seen again after a complete response, but has not unequivocally progressed"))
  }

  /// What may be back is not back.
  @Test func inDoubt() {
    #expect(Self.overall(Self.course([["NT1": .present]], equivocal: ["NT1"])) == ["CR", "PR"])
  }

  /// Only from 11 mm again on the next visit is the lone node progression, dated to the first; at 8 mm it was none. Beside other disease
  /// it is not alone.
  @Test func aLoneNodeImagedAgain() {
    let waits = RECISTOptions(imagesLoneNodeAgain: true)
    let large = LesionState.measured(.mm(11))
    #expect(Self.overall(Self.course([["T2": large], ["T2": .measured(.mm(8))]]), waits) == ["CR", "PR", "CR"])
    #expect(Self.overall(Self.course([["T2": large], ["T2": large]]), waits) == ["CR", "PD", "PD"])
    #expect(Self.overall(Self.course([["T2": large], ["T2": .notEvaluated], ["T2": large]]), waits)[1] == "PD")
    #expect(Self.overall(Self.course([["T2": large]]), waits) == ["CR", "PR"])
    #expect(Self.overall(Self.course([["T2": large, "NT1": .present]]), waits) == ["CR", "PD"])
    let noBackDating = RECISTOptions(backDatesEquivocal: false, imagesLoneNodeAgain: true)
    #expect(Self.overall(Self.course([["T2": large], ["T2": large]]), noBackDating) == ["CR", "PR", "PD"])
  }

  /// Progression ends what counts: CR on day 56, PD on day 112. Unconfirmed the best is CR; confirmed, the CR has no later visit that
  /// shows it, and day 56 ≥ 42 counts as SD (Table 3, footnote a: by whether the minimum duration for SD is met).
  @Test func bestResponse() {
    let visits = RECIST.timePoints(Self.course([["NT1": .present], [:]])).map(\.visit)
    #expect(BestResponseRule().best(visits, reference: Day(18_000)).response == .complete)
    #expect(BestResponseRule(confirmation: .init()).best(visits, reference: Day(18_000)).response == .stable)
  }

  /// RECIST 1.1, Table 2 has no SD for patients with non-target disease only: a CR that is not confirmed stays non-CR/non-PD.
  @Test func nonTargetsOnly() {
    let course = TumourCourse(
      lesions: [Self.rest], baseline: .init(date: Day(18_000), states: ["NT1": .present]),
      visits: [
        .init(date: Day(18_056), states: ["NT1": .absent]), .init(date: Day(18_112), states: ["NT1": .present]),
      ])
    let visits = RECIST.timePoints(course).map(\.visit)
    #expect(visits.map(\.response) == [.complete, .progressive])
    func best(_ confirmation: BestResponseRule.Confirmation?) -> Response? {
      BestResponseRule(confirmation: confirmation, hasTargets: !course.targets.isEmpty)
        .best(visits, reference: Day(18_000)).response
    }
    #expect(best(nil) == .complete)
    #expect(best(.init()) == .nonCompleteNonProgressive)
  }
}

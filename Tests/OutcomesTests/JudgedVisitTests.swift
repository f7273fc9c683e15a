// SPDX-License-Identifier: Apache-2.0

import Chronology
import Course
import Dosing
import Outcomes
import Plain
import Testing
import TumourResponse

/// One judgement a visit: criteria, readers, regions; and disease after a complete response.
@Suite struct JudgedVisitTests {
  private func member(
    _ visits: [String], metastases: String = "lung", _ judgement: JudgementChoice = JudgementChoice()
  ) async throws -> CohortMember {
    let study = try CohortTests.study([
      "A": "  - metastases: [\(metastases)]\n    when: 2019-12-01\n"
        + "  - {therapy: a, id: a, intent: first-line, when: 2020-01-15, ends: 2020-12-20}\n"
        + visits.map { "  - {assessment: CT, of: a, \($0)}\n" }.joined()
        + "  - {last contact: true, when: 2021-06-01}\n"
    ])
    let outcomes = await StudyOutcomes(study, library: RegimenLibrary())
    var options = CohortOptions(anchor: .line(1))
    options.judgement = judgement
    return try #require(CohortOutcomes(outcomes, options: options).members.first)
  }

  /// SD by RECIST and PR by Choi of the same images: the best response is SD.
  @Test func criteria() async throws {
    let visits = [
      "id: r, response: SD, criteria: RECIST 1.1, when: 2020-03-15",
      "id: c, response: PR, criteria: Choi, when: 2020-03-15",
    ]
    for visits in [visits, visits.reversed()] {
      let member = try await member(visits)
      #expect(member.best?.value.response == .stable && member.times[.responseDuration] == nil)
      #expect(
        member.best?.trace.notes.map(\.english).contains("Not counted, since another criteria counts: c (Choi: PR).")
          == true)
    }
    // Choi, where Choi is asked for: in the best response and in its duration.
    let choi = try await member(visits, JudgementChoice(criteria: .choi))
    #expect(choi.best?.value.response == .partial && choi.times[.responseDuration] != nil)
    #expect(choi.visits == [.partial])
    // Judged by Choi alone, Choi counts.
    #expect(try await member([visits[1]]).best?.value.response == .partial)
    // What states no criteria counts with either.
    #expect(
      try await member([visits[0], "id: n, response: PR, when: 2020-06-15"]).best?.value.response == .partial)
  }

  /// Visits that name no therapy judge the one in force: of a two by local readers and one by a central one, of b one and two. So the local reader counts under
  /// a, and the central one under b; of all six together it would be one of them throughout.
  @Test func readerOfTheTherapyInForce() async throws {
    let visit = { (id: String, reader: String, when: String) in
      "  - {assessment: CT, id: \(id), response: SD, judged by: \(reader), when: \(when)}\n"
    }
    let study = try CohortTests.study([
      "A": "  - {therapy: a, id: a, intent: first-line, when: 2020-01-15, ends: 2020-06-20}\n"
        + "  - {therapy: b, id: b, intent: maintenance, continues: a, when: 2020-07-01, ends: 2020-12-20}\n"
        + visit("al1", "local", "2020-02-15") + visit("al2", "local", "2020-03-15")
        + visit("ac", "central", "2020-04-15") + visit("bc1", "central", "2020-08-15")
        + visit("bc2", "central", "2020-09-15")
        + visit("bl", "local", "2020-10-15") + "  - {last contact: true, when: 2021-06-01}\n"
    ])
    let outcome = PatientOutcomes(try #require(study.patients.first), in: study)
    let judged = outcome.judgedVisits(of: ["a", "b"])
    #expect(judged.visits.map(\.entry.id) == ["al1", "al2", "bc1", "bc2"])
    #expect(
      judged.notes.map(\.english).contains(
        "Not counted, since another reader counts: ac (central: SD), bl (local: SD)."))
  }

  /// PR and PD in one month: which came first is open, and with it the best response.
  @Test func responseAndProgressionOfOneMonth() async throws {
    let visits = ["id: pr, response: PR, when: 2020-03", "id: pd, response: PD, when: 2020-03"]
    for visits in [visits, visits.reversed()] {
      let best = try #require(try await member(visits).best)
      #expect(best.value.words == "PR or PD (order open)" && best.trace.value == "PR or PD (order open)")
      #expect(
        best.value.isOne(of: [.complete, .partial]) == nil && best.value.isOne(of: [.partial, .progressive]) == true)
      #expect(
        best.trace.notes.map(\.english).contains("Whether pd came before is open: if it did, the best response is PD."))
    }
    // Stable disease of an earlier month stays; a partial response of an earlier month is certain.
    let stable = try await member(["id: sd, response: SD, when: 2020-02"] + visits)
    #expect(stable.best?.value.words == "PR or SD (order open)")
    let certain = try await member(["id: first, response: PR, when: 2020-02"] + visits)
    #expect(certain.best?.value.words == "PR")
    // Without dates the order of the record decides, and the trace says so.
    let undated = try await member(["id: pr, response: PR", "id: pd, response: PD"])
    #expect(undated.best?.value.words == "PR")
    #expect(
      undated.best?.trace.notes.map(\.english).contains(
        "Whether pd came before is open: if it did, the best response is PD. Neither has a date of its own; they are taken in the order of the record."
      ) == true)
  }

  /// Neither is RECIST: those of most visits count, here Choi.
  @Test func criteriaOfMostVisits() async throws {
    let member = try await member([
      "id: p, response: PR, criteria: PERCIST 1.0, when: 2020-03-15",
      "id: c1, response: SD, criteria: Choi, when: 2020-03-15",
      "id: c2, response: SD, criteria: Choi, when: 2020-06-15",
    ])
    #expect(member.best?.value.response == .stable)
  }

  @Test func readers() async throws {
    let member = try await member([
      "id: l, response: SD, judged by: local, when: 2020-03-15",
      "id: c, response: PR, judged by: central, when: 2020-03-15",
    ])
    // Both judged once and on one day: the first by name, in whatever order they stand.
    #expect(member.best?.value.response == .partial)
    #expect(
      member.best?.trace.notes.map(\.english).contains("Not counted, since another reader counts: l (local: SD).")
        == true)
    let visits = [
      "id: l, response: SD, judged by: local, when: 2020-03-15",
      "id: c, response: PR, judged by: central, when: 2020-03-15",
    ]
    #expect(try await self.member(visits.reversed()).best?.value.response == .partial)
    #expect(try await self.member(visits, JudgementChoice(reader: "local")).best?.value.response == .stable)
    // Who judged first counts, whoever judged more; of as early ones who judged more.
    let earlier = "id: e, response: NE, judged by: local, when: 2020-02-15"
    let later = "id: s, response: PR, judged by: central, when: 2020-05-15"
    for visits in [[earlier, later] + visits, visits.reversed() + [later, earlier]] {
      #expect(try await self.member(visits).best?.value.response == .stable)
    }
    let more = "id: m, response: SD, judged by: local, when: 2020-05-15"
    #expect(try await self.member(visits + [more]).best?.value.response == .stable)
  }

  /// CR of the liver beside SD of the lung is SD of the patient. CR of the liver alone is no CR while the lung is recorded, and one where only the liver is.
  @Test func regions() async throws {
    let liver = "id: liver, response: CR, region: liver, when: 2020-03-15"
    let lung = "id: lung, response: SD, region: lung, when: 2020-03-15"
    #expect(try await member([liver, lung], metastases: "liver, lung").best?.value.response == .stable)
    #expect(try await member([liver], metastases: "liver, lung").best?.value.response == .partial)
    #expect(try await member([liver], metastases: "liver").best?.value.response == .complete)
    let both = [liver, "id: lung, response: CR, region: lung, when: 2020-03-15"]
    #expect(try await member(both, metastases: "liver, lung").best?.value.response == .complete)
    let unseen = [liver, "id: lung, response: NE, region: lung, when: 2020-03-15"]
    #expect(try await member(unseen, metastases: "liver, lung").best?.value.response == .partial)
    let grown = [liver, "id: lung, response: PD, region: lung, when: 2020-03-15"]
    #expect(try await member(grown, metastases: "liver, lung").best?.value.response == .progressive)
  }

  /// CR on 2020-03-15, PR from 2020-05-15 on: it is told of the best response, of its duration and of progression-free survival.
  @Test func partialAfterComplete() async throws {
    let visits = [
      "id: v1, response: CR, when: 2020-03-15", "id: v2, response: PR, when: 2020-05-15",
      "id: v3, response: PR, when: 2020-07-15",
    ]
    for visits in [visits, visits.reversed()] {
      let member = try await member(visits)
      #expect(member.best?.value.response == .complete && member.best?.trace.value == "CR (in doubt)")
      let traces = [
        member.best?.trace, member.times[.responseDuration]?.trace, member.times[.progressionFree]?.trace,
      ]
      for trace in traces {
        #expect(trace?.notes.map(\.english).contains { $0.hasPrefix("PR (v2) after CR (v1): ") } == true)
      }
    }
  }

  /// After a progression nothing is in doubt any more; and PR before CR is the usual course.
  @Test func whatIsNoReappearance() async throws {
    let progressed = try await member([
      "id: v1, response: CR, when: 2020-03-15", "id: v2, response: PD, when: 2020-05-15",
      "id: v3, response: PR, when: 2020-07-15",
    ])
    #expect(progressed.best?.trace.value == "CR")
    let better = try await member(["id: v1, response: PR, when: 2020-03-15", "id: v2, response: CR, when: 2020-05-15"])
    #expect(better.best?.trace.value == "CR")
  }
}

// SPDX-License-Identifier: Apache-2.0

import Chronology
import Course
import Dosing
import Outcomes
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
      #expect(member.best?.trace.remarks.contains("Not counted, since another criteria counts: c (Choi: PR).") == true)
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
    #expect(member.best?.value.response == .stable)
    #expect(member.best?.trace.remarks.contains("Not counted, since another reader counts: c (central: PR).") == true)
    let visits = [
      "id: l, response: SD, judged by: local, when: 2020-03-15",
      "id: c, response: PR, judged by: central, when: 2020-03-15",
    ]
    #expect(try await self.member(visits, JudgementChoice(reader: "central")).best?.value.response == .partial)
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
        #expect(trace?.remarks.contains { $0.hasPrefix("PR (v2) after CR (v1): ") } == true)
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

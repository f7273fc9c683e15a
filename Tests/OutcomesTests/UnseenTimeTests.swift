// SPDX-License-Identifier: Apache-2.0

import Chronology
import Course
import Exchange
import Outcomes
import Testing

/// What has no day of its own, and what nobody stated: bounded by what the words mean, and never better known than the record knows it.
///
/// Diagnosis 2019-12-01, first dose 2020-01-15 throughout; days are worked out by hand beside each.
@Suite("What was seen without a day")
struct UnseenTimeTests {
  private func outcomes(_ course: String) throws -> PatientOutcomes {
    try CourseOrderTests.outcomes(CourseOrderTests.therapy("t1", "2020-01-15") + course)
  }

  private func untimed(_ id: String, _ response: String, of therapy: String? = "t1") -> String {
    "  - assessment: true\n    id: \(id)\n    response: \(response)\n" + (therapy.map { "    of: \($0)\n" } ?? "")
  }

  private func contact(_ day: String) -> String { "  - last contact: true\n    when: \(day)\n" }

  private func latest(_ id: String, _ outcomes: PatientOutcomes) throws -> String? {
    outcomes.timeline.bounds(of: try #require(outcomes.timeline.start(of: id))).latest?.description
  }

  // MARK: the last contact

  /// 2020-01-15 to 2020-08-20 are 218 d; the data cut-off, of 2022, says nothing of somebody who was last seen then.
  @Test("lies before the last contact with a living patient")
  func lastContact() throws {
    let course = try outcomes(untimed("pd", "PD") + contact("2020-08-20"))
    #expect(CourseOrderTests.days(course.therapy("t1")?.progressionFreeSurvival?.value) == [0, 218])
    // In whichever order the file has them.
    let other = try outcomes(contact("2020-08-20") + untimed("pd", "PD"))
    #expect(CourseOrderTests.days(other.therapy("t1")?.progressionFreeSurvival?.value) == [0, 218])
    // A year is no day either: progression of 2020 was seen by then.
    #expect(
      try latest("pd-2020", outcomes(CourseOrderTests.visit("PD", "2020") + contact("2020-08-20"))) == "2020-08-20")
  }

  /// Of two contacts the later one counts; one that is followed by a scan, a dose or a lesion was not the last.
  @Test("is bounded by no contact that was not the last")
  func notTheLast() throws {
    #expect(
      try latest("pd", outcomes(untimed("pd", "PD") + contact("2020-09-20") + contact("2020-08-20"))) == "2020-09-20")
    let scan = CourseOrderTests.visit("SD", "2020-10-01")
    #expect(try latest("pd", outcomes(untimed("pd", "PD") + contact("2020-08-20") + scan)) == "2022-12-31")
    // Who died can have progressed between the last contact and death.
    let death = "  - death: sarcoma\n    when: 2021-03-01\n"
    #expect(try latest("pd", outcomes(untimed("pd", "PD") + contact("2020-08-20") + death)) == "2021-03-01")
  }

  /// What a plan says lies ahead.
  @Test("is something that was seen, and no plan")
  func plans() throws {
    let course = try outcomes("  - plan: surgery\n    id: ahead\n    when: 2020\n" + contact("2020-08-20"))
    #expect(try latest("ahead", course) == "2020-12-31")
  }

  // MARK: a response

  /// The response of the first therapy lies before the second begins; of a maintenance that continues the first, it can lie in it.
  @Test("is judged before the next therapy begins")
  func nextTherapy() throws {
    let next = CourseOrderTests.therapy("t2", "2020-07-01")
    #expect(try latest("sd", outcomes(next + untimed("sd", "SD"))) == "2020-07-01")
    let maintenance = CourseOrderTests.therapy("t2", "2020-07-01", "    continues: t1\n    intent: maintenance\n")
    #expect(try latest("sd", outcomes(maintenance + untimed("sd", "SD"))) == "2022-12-31")
  }

  /// 2020-01-15 to 2020-06-01 are 138 d: the response, whenever it was, held no longer.
  @Test("as a response lies before the progression, whether it names the only therapy or none", arguments: ["t1", nil])
  func progression(_ of: String?) throws {
    let course = try outcomes(CourseOrderTests.visit("PD", "2020-06-01") + untimed("pr", "PR", of: of))
    #expect(try latest("pr", course) == "2020-06-01")
    let therapy = try #require(course.therapy("t1"))
    #expect(therapy.bestResponse?.value.response == .partial)
    #expect(CourseOrderTests.days(therapy.responseDuration?.value) == [0, 138])
  }

  /// A response that is said to lie after progression says so, and stays where it is.
  @Test("is left alone where times say otherwise")
  func contradicted() throws {
    let course = try outcomes(
      CourseOrderTests.visit("PD", "2020-06-01") + untimed("pr", "PR") + "    when: 1 mo after pd-2020-06-01\n")
    #expect(course.timeline.conflicts.isEmpty)
  }

  // MARK: new disease

  /// Of metastases or a relapse without a time nobody knows that they came after the first dose, wherever they stand in the file: followed to 2020-12-01 (321 d)
  /// without progression.
  @Test(
    "is progression of no therapy where disease has no time", arguments: ["metastases: [lung]", "local relapse: true"],
    [true, false])
  func undatedDisease(_ disease: String, _ isBefore: Bool) throws {
    let entry = "  - \(disease)\n    id: found\n"
    let therapy = CourseOrderTests.therapy("t1", "2020-01-15")
    let end = CourseOrderTests.visit("SD", "2020-12-01") + contact("2020-12-01")
    let course = try CourseOrderTests.outcomes((isBefore ? entry + therapy : therapy + entry) + end)
    let time = try #require(course.therapy("t1")?.progressionFreeSurvival?.value)
    #expect(time.isCensored && CourseOrderTests.days(time) == [321, 321])
    #expect(course.undatedDisease.map(\.entry.id) == ["found"])
    #expect(course.newDisease.isEmpty)
    // With a time after the first dose it is progression: 2020-01-15 to 2020-06-01 are 138 d.
    let dated = try CourseOrderTests.outcomes(therapy + entry + "    when: 2020-06-01\n" + end)
    #expect(CourseOrderTests.days(dated.therapy("t1")?.progressionFreeSurvival?.value) == [138, 138])
    #expect(dated.undatedDisease.isEmpty)
  }

  /// Metastases of January 2020, first dose on the 15th: found before it, time runs on to the last visit (321 d), or after it, at most 16 d later.
  @Test("can be of before the first dose where only the month is known")
  func diseaseOfTheMonth() throws {
    let course = try outcomes(
      "  - metastases: [lung]\n    when: 2019-12-15\n  - metastases: [liver]\n    when: 2020-01\n"
        + CourseOrderTests.visit("SD", "2020-12-01") + contact("2020-12-01"))
    let time = try #require(course.therapy("t1")?.progressionFreeSurvival?.value)
    #expect(CourseOrderTests.days(time) == [0, 321])
    guard case .open = time.end else {
      Issue.record("\(time.end)")
      return
    }
  }

  // MARK: a response that is not stated

  private func best(_ course: String) throws -> BestResponse? {
    try outcomes(course).therapy("t1")?.bestResponse?.value
  }

  /// Progression is the worst that the silent assessment can have shown, and all better ones are possible.
  @Test("leaves the best response open where only progression is shown", arguments: ["not stated", "unknown"])
  func silent(_ word: String) throws {
    let open = try #require(try best(CourseOrderTests.visit("PD", "2020-06-01") + untimed("ct", word)))
    #expect(open.response == nil && open.isOne(of: [.complete, .partial]) == nil)
    #expect(open.isOne(of: [.notEvaluable]) == false)
    #expect(open.words == "not determined (PD or better: no response is stated in ct)")
    let dated = try #require(
      try best(
        CourseOrderTests.visit("PD", "2020-06-01")
          + "  - assessment: CT\n    id: ct\n    response: \(word)\n    when: 2020-04-01\n"))
    #expect(dated.response == nil)
  }

  @Test(
    "says nothing where it lies outside the therapy, with the progression or after it, or where another shows better")
  func outside() throws {
    let progression = CourseOrderTests.visit("PD", "2020-06-01")
    func silent(_ day: String) -> String {
      "  - assessment: MRI\n    id: silent\n    of: t1\n    response: not stated\n    when: \(day)\n"
    }
    for day in ["2020-01-10", "2020-06-01", "2020-06-20", "2023-06-01"] {
      #expect(try best(progression + silent(day))?.response == .progressive, "\(day)")
    }
    #expect(try best(progression + silent("2020-03-01"))?.response == nil)
    #expect(
      try best(progression + CourseOrderTests.visit("SD", "2020-03-01") + silent("2020-04-01"))?.response == .stable)
  }

  /// The only assessment shows progression: that is told beside it.
  @Test("is told where progression is all that is recorded")
  func alone() throws {
    let best = try outcomes(CourseOrderTests.visit("PD", "2020-06-01")).therapy("t1")?.bestResponse
    #expect(best?.value.response == .progressive)
    #expect(best?.trace.remarks.contains { $0.hasPrefix("It is the only assessment") } == true)
    let two = try outcomes(CourseOrderTests.visit("PD", "2020-06-01") + CourseOrderTests.visit("NE", "2020-03-01"))
    #expect(
      two.therapy("t1")?.bestResponse?.trace.remarks.contains { $0.hasPrefix("It is the only assessment") } == false)
  }
}

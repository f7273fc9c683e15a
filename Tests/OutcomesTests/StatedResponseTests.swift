// SPDX-License-Identifier: Apache-2.0

import Chronology
import Course
import Exchange
import Testing

@testable import Outcomes

/// Durations of response that a source states, beside what the record shows at their end; times on which statements disagree.
///
/// A month has 30.4375 days.
@Suite("What the source states of a time, beside the record")
struct StatedResponseTests {
  private func outcome(_ more: String, contact: String? = "2021-06-01") async throws -> PatientOutcomes {
    try await GemcitabineCourse.outcome("ends: 2020-05-20", more, contact: contact)
  }

  private func held(_ more: String, contact: String? = "2021-06-01") async throws -> TimeToEvent {
    try #require(try await outcome(more, contact: contact).therapies.first?.responseDuration?.value)
  }

  private static let remission = "- assessment: CT\n  id: pr\n  response: PR\n  of: t1\n  when: 2020-04-01"
  private static func progression(_ day: String) -> String {
    "\n- assessment: CT\n  id: pd\n  response: PD\n  of: t1\n  when: \(day)"
  }

  /// From 2020-04-01 to 2020-09-01 are 153 d, 5.03 mo; a length of 5 mo is 4.5 to 5.5. 20 mo, and an end on 2020-12-01 (244 d, 8.0 mo) or 2020-07-01 (91 d, 3.0 mo), are another.
  @Test(arguments: [
    ("lasts: 5 mo", "5 mo"), ("ends: 2020-09-01", "5 mo"), ("lasts: 20 mo", nil), ("ends: 2020-12-01", nil),
    ("ends: 2020-07-01", nil),
  ])
  func theRecordedProgressionMustAgree(_ stated: String, _ expected: String?) async throws {
    let held = try await held("\(Self.remission)\n  \(stated)\(Self.progression("2020-09-01"))")
    guard let expected else {
      #expect(!held.isDetermined, "\(held.text())")
      #expect(held.text().contains("as stated, but progression"))
      return
    }
    #expect(held.text() == expected && held.end == .progression)
  }

  /// Nothing ends it in the record: it held until the stated day, and what ended it is not known.
  @Test func withoutAnEndInTheRecordItHeldAsStated() async throws {
    let held = try await held("\(Self.remission)\n  ends: 2020-12-01")
    #expect(held.text() == "8 mo" && held.end == .statedEnd && held.end.words == "end as stated")
  }

  /// The second line begins on 2020-06-01, 61 d (2.0 mo) after the response was seen.
  @Test func itDoesNotRunIntoTheNextTherapy() async throws {
    let next = "\n- therapy: docetaxel\n  id: t2\n  when: 2020-06-01\n  ends: 2020-09-01"
    let held = try await held("\(Self.remission)\n  lasts: 10 mo\(next)")
    #expect(held.text() == "2 mo+ (censored, start of the next therapy)")
  }

  /// Nobody follows a patient beyond the data cut-off, 2022-12-31: 1004 d, 33.0 mo, after the response was seen; 40 mo from there is 2023-08. A patient who is seen until it is censored there.
  @Test func itDoesNotRunBeyondTheCutOff() async throws {
    let held = try await held("\(Self.remission)\n  lasts: 40 mo", contact: "2022-12-31")
    #expect(held.isCensored && held.text().hasPrefix("33 mo+"), "\(held.text())")
  }

  /// By a rule of visits alone an end that no visit shows is none: the last visit is that of the response, on the day from which it counts.
  @Test func aRuleOfVisitsCountsNoStatedEnd() async throws {
    let outcome = try await GemcitabineCourse.outcome(
      "ends: 2020-05-20", "- {assessment: CT, id: pr, response: PR, of: t1, when: 2020-04-01, ends: 2020-12-01}",
      files: ["study.yaml": "study: x\ndefinitions:\n  censoring: last assessment\n"])
    let held = try #require(outcome.therapies.first?.responseDuration?.value)
    #expect(held.isCensored && held.length == LengthBounds(exactly: .zero), "\(held.text())")
  }

  /// Death on 2020-06-01 is 61 d after the response, and an end on 2020-07-01 lies after it.
  @Test func nobodyRespondsAfterDeath() async throws {
    let held = try await held(
      "\(Self.remission)\n  ends: 2020-07-01\n- death: disease\n  when: 2020-06-01", contact: nil)
    #expect(!held.isDetermined, "\(held.text())")
  }

  /// Somebody who responds until 2021-12-01 was alive then: 731 d, 24.0 mo, after the diagnosis, although the last contact is said to be earlier.
  @Test func aResponseShowsItsPatientAlive() async throws {
    let outcome = try await outcome("\(Self.remission)\n  ends: 2021-12-01", contact: nil)
    #expect(outcome.survivalFromDiagnosis?.value.text() == "24 mo+ (censored, last known alive)")
  }

  /// Going on at the data cut-off, 2022-12-31: 1004 d, 33.0 mo, after it was first seen, and 1126 d, 37.0 mo, after the diagnosis.
  @Test func whatGoesOnIsCensoredAtTheCutOff() async throws {
    let outcome = try await outcome("\(Self.remission)\n  ongoing: true", contact: nil)
    let held = try #require(outcome.therapies.first?.responseDuration?.value)
    #expect(held.isCensored && held.text().hasPrefix("33 mo+"), "\(held.text())")
    #expect(outcome.survivalFromDiagnosis?.value.text().hasPrefix("37 mo+") == true)
  }

  /// SD on 2020-03-15, 60 d (2.0 mo) after the first dose, is the last that shows the patient free of progression; what could not be evaluated in May shows nothing.
  @Test func whatCouldNotBeEvaluatedShowsNoFreedom() async throws {
    let outcome = try await GemcitabineCourse.outcome(
      "ends: 2020-05-20",
      """
      - {assessment: CT, id: sd, response: SD, of: t1, when: 2020-03-15}
      - {assessment: CT, id: ne, response: NE, of: t1, when: 2020-05-15}
      """, files: ["study.yaml": "study: x\ndefinitions:\n  censoring: last assessment\n"])
    #expect(outcome.therapies.first?.progressionFreeSurvival?.value.text() == "2 mo+ (last adequate visit)")
  }

  /// A first dose in 2002 beside a diagnosis in 2019: no time that rests on either is known. Three days between two statements are told, and change no time.
  @Test func aTimeThatRestsOnContradictedStatementsIsNotKnown() async throws {
    func survival(_ first: String) async throws -> (TimeToEvent?, TimeToEvent?) {
      let outcome = try await GemcitabineCourse.outcome("ends: 2020-05-20", start: first)
      return (outcome.survivalFromDiagnosis?.value, outcome.therapies.first?.progressionFreeSurvival?.value)
    }
    let typed = try await survival("2002-01-15")
    #expect(typed.0?.isDetermined == false && typed.1?.isDetermined == false, "\(typed)")
    #expect(typed.1?.text().contains("cannot all be true") == true)
    let right = try await survival("2020-01-15")
    // 548 d and 503 d.
    #expect(right.0?.text().hasPrefix("18 mo+") == true && right.1?.text().hasPrefix("16.5 mo+") == true)
    let near = try await survival("[2020-01-15, 48 d after diagnosis]")
    #expect(near.0?.isDetermined == true && near.1?.isDetermined == true)
  }

  /// What goes on at the data cut-off was not stopped.
  @Test func whatGoesOnWasNotStopped() {
    let text = GemcitabineCourse.record("ongoing: true\nstopped for: progression")
    let problems = StudyFolder.read(files: ["study.yaml": "study: x\n", "patients/A.yaml": text]).problems
    #expect(
      problems.map(\.description).contains {
        $0.contains("`ongoing` beside `stopped for: progression`; expected one of them")
      })
  }
}

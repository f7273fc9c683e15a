// SPDX-License-Identifier: Apache-2.0

import Chronology
import Course
import Exchange
import Plain
import Testing

@testable import Outcomes

/// What a stop for progression, a contradicted time, and cycles that were counted leave of times and doses.
///
/// A month has 30.4375 days; the data cut-off is 2022-12-31, the first dose 2020-01-15.
@Suite("Stops for progression, contradicted times and counted cycles")
struct RecordedStopTests {
  private func outcome(_ therapy: String, _ more: String = "", contact: String? = "2021-06-01") async throws
    -> PatientOutcomes
  {
    try await GemcitabineCourse.outcome(therapy, more, contact: contact)
  }

  private static func seen(_ response: String, _ when: String, id: String = "ct") -> String {
    "- assessment: CT\n  id: \(id)\n  response: \(response)\n  of: t1\n  when: \(when)\n"
  }
  private static let next = "- therapy: trabectedin\n  id: t2\n  when: 2020-06-01\n  ends: 2020-12-01\n"

  // MARK: a stop that nobody dates

  /// Stable disease was seen on 2020-03-15, 60 d (2.0 mo) after the first dose, and the next line began on 2020-06-01, after 138 d (4.5 mo): progression lies between the two. Without the next line it was known at
  /// the last contact, 2021-06-01, after 503 d (16.5 mo), and without that by the data cut-off, after 1081 d (35.5 mo).
  @Test func anUndatedStopForProgressionLiesBetweenWhatWasSeenAndTheNextLine() async throws {
    func time(_ more: String, contact: String? = "2021-06-01") async throws -> String {
      let outcome = try await outcome("stopped for: progression", more, contact: contact)
      let time = try #require(outcome.therapies.first?.progressionFreeSurvival)
      #expect(time.value.isEvent)
      return time.value.text()
    }
    #expect(try await time(Self.seen("SD", "2020-03-15") + Self.next) == "2–4.5 mo")
    #expect(try await time(Self.next) == "≤ 4.5 mo")
    #expect(try await time("") == "≤ 16.5 mo")
    #expect(try await time("", contact: nil).hasPrefix("≤ 35.5 mo"))
  }

  /// A stop with its day is not moved by a later line: 2020-05-20 is 126 d, 4.1 mo.
  @Test func aDatedStopStays() async throws {
    let outcome = try await outcome(
      "ends: 2020-05-20\nstopped for: progression", Self.seen("SD", "2020-03-15") + Self.next)
    #expect(outcome.therapies.first?.progressionFreeSurvival?.value.text() == "2–4.1 mo")
  }

  // MARK: responses after the stop

  /// A response 26 d after the stop for progression counts for nothing, so that progression is what is left; one before it does.
  @Test(arguments: [("PR", "2020-06-15", false), ("SD", "2020-06-15", false), ("PR", "2020-04-01", true)])
  func whatFollowsAStopForProgressionIsNoResponse(response: String, day: String, counts: Bool) async throws {
    let outcome = try await outcome("ends: 2020-05-20\nstopped for: progression", Self.seen(response, day))
    let best = outcome.therapies.first?.bestResponse?.value.response?.rawValue
    #expect(best == (counts ? response : "PD"))
    // A stop for another reason ends no response.
    let other = try await self.outcome("ends: 2020-05-20\nstopped for: toxicity", Self.seen(response, day))
    #expect(other.therapies.first?.bestResponse?.value.response?.rawValue == response)
  }

  /// A response of the month of the stop may lie after it, when it would count for nothing: progression is then all that the record shows, and came at any time before the stop, 126 d (4.1 mo) after the first dose.
  @Test func aResponseOfTheMonthOfTheStopIsOpen() async throws {
    let therapy = try #require(
      try await outcome("ends: 2020-05-20\nstopped for: progression", Self.seen("PR", "2020-05")).therapies.first)
    #expect(therapy.bestResponse?.value.words == "PR or PD (order open)")
    #expect(therapy.progressionFreeSurvival?.value.text() == "≤ 4.1 mo")
    let before = try #require(
      try await outcome("ends: 2020-05-20\nstopped for: progression", Self.seen("PR", "2020-04")).therapies.first)
    #expect(before.bestResponse?.value.words == "PR")
  }

  /// A relapse, new metastases or radiotherapy stopped for progression before every judged visit leave progression as the best response.
  @Test(arguments: [
    "- local relapse: thigh\n  when: 2020-02-20\n", "- metastases: [brain]\n  id: new\n  when: 2020-02-20\n",
    "- radiotherapy: spine\n  id: rt\n  when: 2020-02-10\n  ends: 2020-02-20\n  stopped for: progression\n",
  ])
  func progressionBeforeEveryVisitIsTheBestResponse(entry: String) async throws {
    let outcome = try await outcome("ends: 2020-05-20", entry + Self.seen("PR", "2020-04-01"))
    let best = try #require(outcome.therapies.first?.bestResponse)
    #expect(
      best.value.response == .progressive && best.trace.notes.contains { $0.english.contains("before every visit") })
    // A visit before it counts as it was judged.
    let seen = try await self.outcome(
      "ends: 2020-05-20", Self.seen("SD", "2020-02-05", id: "first") + entry + Self.seen("PR", "2020-04-01"))
    #expect(seen.therapies.first?.bestResponse?.value.response == .stable)
  }

  // MARK: what cannot be

  /// 9999-12-31 stands for no date: nobody died, or was seen, on it. Alive on 2020-03-15, 105 d (3.4 mo) after the diagnosis.
  @Test(arguments: ["- death: not stated\n  when: 9999-12-31\n", "- follow-up: seen\n  when: 9999-12-31\n"])
  func aDateThatStandsForNoneIsNoTime(entry: String) async throws {
    let outcome = try await outcome("ends: 2020-03-01", Self.seen("SD", "2020-03-15") + entry, contact: nil)
    let survival = try #require(outcome.survivalFromDiagnosis?.value)
    // The data cut-off of 2022-12-31 is 1126 d after the diagnosis.
    for bound in [survival.length.lower, survival.length.upper].compactMap(\.self) {
      #expect(bound <= TimeLength.days(1126), "\(survival.text())")
    }
  }

  /// Gemcitabine until 2020-05-20, 109 d after a death on 2020-02-01: one of the two is wrong. Within a month the end is when the chart was closed: 17 d of 2020-02-18.
  @Test(arguments: [("2020-05-20", false), ("2020-02-18", true)])
  func treatmentAfterDeath(ends: String, isKnown: Bool) async throws {
    let outcome = try await outcome("ends: \(ends)", "- death: not stated\n  when: 2020-02-01\n", contact: nil)
    let survival = try #require(outcome.survivalFromDiagnosis?.value)
    #expect(survival.isDetermined == isKnown, "\(survival.text())")
    let free = try #require(outcome.therapies.first?.progressionFreeSurvival?.value)
    #expect(free.isDetermined == isKnown, "\(free.text())")
    // 2019-12-01 to 2020-02-01 are 62 d, 2.04 mo; from 2020-01-15 17 d, 0.56 mo.
    if isKnown {
      #expect(survival.text() == "2 mo" && free.text() == "0.6 mo")
    } else {
      #expect(survival.text().contains("by 109 d"))
    }
  }

  /// A relapse of the month in which the next line began is of either: of the first, unless the second had begun. 2020-06-01 is 138 d (4.5 mo) after the first dose, 2020-06-20 157 d (5.2 mo).
  @Test func aRelapseOfTheMonthOfTheNextLineIsOpen() async throws {
    let next = "- therapy: trabectedin\n  id: t2\n  when: 2020-06-20\n  ends: 2020-12-01\n"
    let outcome = try await outcome("ends: 2020-05-20", "- local relapse: thigh\n  when: 2020-06\n" + next)
    for therapy in outcome.therapies {
      let text = try #require(therapy.progressionFreeSurvival?.value.text())
      #expect(text.contains("which is open"), "\(therapy.entry.id): \(text)")
    }
    let told = try await self.outcome("ends: 2020-05-20", "- local relapse: thigh\n  when: 2020-06-10\n" + next)
    #expect(told.therapies.first?.progressionFreeSurvival?.value.isEvent == true)
  }

  // MARK: contradicted times

  /// Progression five days before the first dose of the therapy that it is of, told as a date or as a span, is no time of it.
  @Test(arguments: ["2020-01-10", "5 d before start of t1"])
  func progressionBeforeTheFirstDoseIsNoTime(when: String) async throws {
    let outcome = try await outcome("ends: 2020-05-20", Self.seen("PD", when))
    let time = try #require(outcome.therapies.first?.progressionFreeSurvival?.value)
    #expect(!time.isDetermined && time.text().hasPrefix("not determined"), "\(time.text())")
  }

  /// A last contact 243 d after the death: one of the two is wrong. Within a week it is when the centre heard of it.
  @Test(arguments: [("2021-06-01", false), ("2020-10-05", true)])
  func aLastContactLongAfterDeath(contact: String, isKnown: Bool) async throws {
    let outcome = try await outcome(
      "ends: 2020-05-20", "- death: not stated\n  when: 2020-10-01\n", contact: contact)
    let survival = try #require(outcome.survivalFromDiagnosis?.value)
    #expect(survival.isDetermined == isKnown, "\(survival.text())")
    // 2019-12-01 to 2020-10-01 are 305 d, 10.0 mo.
    if isKnown { #expect(survival.text() == "10 mo") }
  }

  // MARK: doses

  private static let threeCycles = "phases: [{id: full, dose: 1000 mg/m2, days: [1, 8], every: 21 d, cycles: 1-3}]"

  /// Three cycles of two doses of 1000 mg/m² are 6000, however long the therapy is said to go on.
  @Test func statedCyclesAreNoMoreThanTheyAre() async throws {
    let outcome = try await outcome("ongoing: true\n\(Self.threeCycles)", contact: nil)
    let sum = try #require(outcome.therapies.first?.phases.first?.cumulative?.value)
    #expect(sum.lower == 6000 && sum.upper == 6000, "\(sum)")
  }

  /// Random counts and lengths: no sum has its lower bound above its upper.
  @Test func noSumIsUpsideDown() async throws {
    for cycles in [1, 2, 6, 20] {
      for length in [7, 21, 28] {
        for end in ["ongoing: true", "ends: 2020-02-20", "ends: 2022-06-01", "lasts: 3 mo"] {
          let phase = "phases: [{id: full, dose: 100 mg, days: [1], every: \(length) d, cycles: 1-\(cycles)}]"
          let outcome = try await outcome("\(end)\n\(phase)", contact: nil)
          guard let sum = outcome.therapies.first?.phases.first?.cumulative?.value else { continue }
          if let lower = sum.lower, let upper = sum.upper {
            #expect(lower <= upper && upper <= Double(cycles) * 100, "\(end), \(cycles) × \(length) d: \(sum)")
          }
        }
      }
    }
  }

  /// A phase that begins 595 d after the therapy that it is the first of: neither its time nor its sum is known. So where the patient died on day 17 of three cycles of 21 d.
  @Test func aContradictedPhaseHasNoSum() async throws {
    let late = "phases: [{id: full, dose: 1000 mg/m2, days: [1, 8], every: 21 d, when: 2021-09-01}]"
    let contradicted = try #require(try await outcome("ends: 2020-05-20\n\(late)").therapies.first?.phases.first)
    #expect(contradicted.cumulative?.value.upper == nil && contradicted.cumulative?.value.lower == nil)
    #expect(contradicted.cumulative?.trace.value.hasPrefix("not determined (contradicted") == true)
    #expect(contradicted.duration?.value == .unbounded)
    let dead = try await outcome(Self.threeCycles, "- death: not stated\n  when: 2020-02-01\n", contact: nil)
    let sum = try #require(dead.therapies.first?.phases.first?.cumulative?.value)
    #expect(sum.upper == nil || sum.upper.map { $0 <= 2000 } == true, "\(sum)")
    // The same phase without a contradiction: 126 d hold 6 whole cycles and one that has begun, 12 000 to 14 000.
    let plain = "phases: [{id: full, dose: 1000 mg/m2, days: [1, 8], every: 21 d}]"
    let known = try #require(try await outcome("ends: 2020-05-20\n\(plain)").therapies.first?.phases.first)
    #expect(known.cumulative?.value == NumberBounds(lower: 12_000, upper: 14_000))
  }

  // MARK: seen by cycles

  /// The eighth cycle of 21 d begins 147 d (4.8 mo) after the first dose at the earliest: the patient was alive then, whatever contact is called the last.
  @Test func countedCyclesShowThePatientAlive() async throws {
    let phase = "phases: [{id: full, dose: 1000 mg/m2, days: [1, 8], every: 21 d, cycles: 1-8}]"
    let outcome = try await outcome(phase, contact: "2020-02-20")
    let time = try #require(outcome.therapies.first?.progressionFreeSurvival?.value)
    #expect(time.isCensored && time.length.lower.map { $0 >= .days(147) } == true, "\(time.text())")
    #expect(!outcome.seenAfterLastContact.isEmpty)
  }

  // MARK: what is open by months

  /// A relapse of February 2020 may lie before the first dose of 2020-02-08 or after it: the order of the file says nothing. If it came after, progression is at 0 to 21 d (0.7 mo); if before, the time ends with the next therapy on
  /// 2020-06-20, 133 d (4.4 mo), at the last visit before it, of which there is none.
  @Test func theOrderOfTheFileDecidesNothing() async throws {
    let first = "- therapy: gemcitabine\n  id: t1\n  when: 2020-02-08\n  ends: 2020-05-20"
    let second = "- therapy: trabectedin\n  id: t2\n  when: 2020-06-20\n  ends: 2020-12-01"
    let relapse = "- local relapse: thigh\n  id: relapse\n  when: 2020-02"
    var found: Set<String> = []
    for order in [[first, relapse, second], [first, second, relapse], [relapse, first, second]] {
      var text = "patient: A\ncourse:\n"
      for line
        in (["- diagnosis: leiomyosarcoma\n  when: 2019-12-01"] + order + ["- last contact: alive\n  when: 2021-06-01"])
        .joined(separator: "\n").split(separator: "\n")
      {
        text += "  \(line)\n"
      }
      let study = try #require(
        StudyFolder.read(files: ["study.yaml": "study: x\ndata cut-off: 2022-12-31\n", "patients/A.yaml": text]).study)
      let outcome = try #require(await StudyOutcomes(study, library: BuiltInLibrary.read().library).patients.first)
      let time = try #require(outcome.therapy("t1")?.progressionFreeSurvival?.value)
      found.insert(time.text())
      if case .open = time.end {} else { Issue.record("\(time.text())") }
      #expect(time.length.lower == .zero && time.length.upper.map { $0.days <= 133 } == true, "\(time.text())")
    }
    #expect(found.count == 1, "\(found)")
  }

  /// A relapse of June 2020 beside a next therapy from 2020-06-20 on is of the first therapy up to that day (133 d), and no later; the first dose is 2020-02-08.
  @Test func anEventEndsNoLaterThanWhatElseEndsTheTime() async throws {
    let text = """
      patient: A
      course:
        - diagnosis: leiomyosarcoma
          when: 2019-12-01
        - therapy: gemcitabine
          id: t1
          when: 2020-02-08
          ends: 2020-05-20
        - local relapse: thigh
          when: 2020-06
        - therapy: trabectedin
          id: t2
          when: 2020-06-20
          ends: 2020-12-01

      """
    let study = try #require(StudyFolder.read(files: ["study.yaml": "study: x\n", "patients/A.yaml": text]).study)
    let outcome = try #require(await StudyOutcomes(study, library: BuiltInLibrary.read().library).patients.first)
    let time = try #require(outcome.therapy("t1")?.progressionFreeSurvival?.value)
    #expect(time.length.upper == .days(133), "\(time.text())")
  }

  // MARK: dates that stand for none

  /// The last day of a calendar stands for an unknown date. A death without a date lies between the last dose known, 2020-05-20 (126 d, 4.1 mo), and the data cut-off, 2022-12-31 (1081 d, 35.5 mo); a last contact likewise.
  @Test(arguments: [
    ("- death: disease\n  when: 9999-12-31\n", true), ("- last contact: alive\n  when: 9999-12-31\n", false),
  ])
  func aDateThatStandsForNone(entry: String, isEvent: Bool) async throws {
    let outcome = try await outcome("ends: 2020-05-20", entry, contact: nil)
    let time = try #require(outcome.therapies.first?.progressionFreeSurvival?.value)
    #expect(time.isEvent == isEvent, "\(time.text())")
    #expect(time.length == LengthBounds(lower: .days(126), upper: .days(1081)), "\(time.text())")
    let real = try await self.outcome("ends: 2020-05-20", "- death: disease\n  when: 2023-03-01\n", contact: nil)
    #expect(real.therapies.first?.progressionFreeSurvival?.value.text().hasPrefix("35.5 mo+") == true)
  }

  // MARK: disease that was gone

  /// No metastases on 2020-06-01, and in the lung again on 2021-02-01, 383 d (12.6 mo) after the first dose: progression. Without the look in between they may never have been gone.
  @Test func diseaseThatIsSeenAgain() async throws {
    let again = "- metastases: [lung]\n  id: again\n  when: 2021-02-01\n"
    func time(_ more: String) async throws -> String {
      try #require(try await outcome("ends: 2020-05-20", more + again).therapies.first?.progressionFreeSurvival?.value)
        .text()
    }
    #expect(try await time("- metastases: none\n  when: 2020-06-01\n") == "12.6 mo")
    #expect(try await time("").hasPrefix("16.5 mo+"))
  }

  // MARK: measured responses after progression

  /// A local relapse on 2020-02-20 is the progression; that the target shrank from 50 to 20 mm by 2020-03-20 is no response, and the best is PD. Without the relapse it is a PR.
  @Test(arguments: [("- local relapse: thigh\n  when: 2020-02-20\n", false), ("", true)])
  func aMeasuredResponseAfterARelapse(more: String, responds: Bool) async throws {
    let outcome = try await GemcitabineCourse.outcome(
      "ends: 2020-05-20", more,
      files: [
        "lesions.csv":
          "patient,date,lesion,role,site,finding\nA,2020-01-10,T1,target,liver,50 mm\nA,2020-03-20,T1,target,liver,20 mm\n"
      ])
    #expect(outcome.therapies.first?.bestResponse?.value.response?.rawValue == (responds ? "PR" : "PD"))
  }

  // MARK: follow-up of a cohort

  /// Three die 152, 335 and 700 d after the first dose; of A nobody knows a day after 2020-05-20 (126 d, 4.1 mo), and it may have been seen until the data cut-off (1081 d, 35.5 mo). Reversed, A alone ends follow-up: at 4.1 mo where it
  /// is taken early, with all four at risk (S falls to 0.75, never to 0.5), at 35.5 mo where it is taken late, with nobody else left (S falls to 0).
  @Test func followUpSpansWhatIsNotKnown() async throws {
    func patient(_ end: String) -> String {
      "course:\n  - diagnosis: leiomyosarcoma\n    when: 2019-12-01\n  - therapy: gemcitabine\n    id: t1\n    when: 2020-01-15\n    ends: 2020-05-20\n\(end)"
    }
    var files = ["study.yaml": "study: x\ndata cut-off: 2022-12-31\n"]
    files["patients/A.yaml"] = "patient: A\n" + patient("  - last contact: alive\n")
    for (id, day) in [("B", "2020-06-15"), ("C", "2020-12-15"), ("D", "2021-12-15")] {
      files["patients/\(id).yaml"] = "patient: \(id)\n" + patient("  - death: not stated\n    when: \(day)\n")
    }
    let study = try #require(StudyFolder.read(files: files).study)
    let outcomes = await StudyOutcomes(study, library: BuiltInLibrary.read().library)
    let cohort = CohortOutcomes(outcomes, options: CohortOptions(anchor: .line(1)))
    let found = try #require(cohort.followUp?.range)
    #expect(found.upper == nil && found.lower.map { abs($0 - 35.5) < 0.05 } == true, "\(found)")
  }
}

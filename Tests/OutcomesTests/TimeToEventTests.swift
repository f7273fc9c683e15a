// SPDX-License-Identifier: Apache-2.0

import Chronology
import Course
import Dosing
import Outcomes
import Plain
import Statistics
import Testing

/// One interpreter of censoring over the bounds of a record. Every expectation is worked out by hand in the comment above it.
@Suite struct TimeToEventTests {
  /// A patient whose first therapy starts on 2021-01-01, with entries after it.
  static func cohort(
    _ entries: String, start: String = "2021-01-01", ends: String = "", definitions: String = "",
    by rule: CensoringRule? = nil, visitInterval: Int? = nil
  ) async throws -> CohortOutcomes {
    let course = "  - therapy: a\n    id: first\n    when: \(start)\n\(ends)" + entries
    var study = try CohortTests.study(["A": course])
    if definitions == "inclusive" { study.definitions.inclusiveDays = true }
    var options = CohortOptions(anchor: .line(1))
    options.rule = rule
    options.visitIntervalDays = visitInterval
    return CohortOutcomes(await StudyOutcomes(study, library: RegimenLibrary()), options: options)
  }

  static func time(
    _ entries: String, by rule: CensoringRule? = nil, to endPoint: EndPoint = .progressionFree,
    visitInterval: Int? = nil
  ) async throws -> Derived<TimeToEvent> {
    let cohort = try await cohort(entries, by: rule, visitInterval: visitInterval)
    return try #require(cohort.members.first?.times[endPoint])
  }

  static func visit(_ id: String, _ response: String, _ when: String, of: String = "first") -> String {
    "  - assessment: CT\n    id: \(id)\n    response: \(response)\n    of: \(of)\n    when: \(when)\n"
  }

  static func therapy(_ when: String) -> String { "  - therapy: b\n    id: second\n    when: \(when)\n" }

  /// Days of both bounds and whether it is an event.
  static func days(_ time: TimeToEvent) -> [Double?] { [time.length.lower?.days, time.length.upper?.days] }

  // MARK: another therapy before progression

  /// SD on day 56 (2021-02-26), another therapy on day 84 (03-26), PD of the first therapy on day 112 (04-23). FDA 2018, Appendix 3:
  /// Table A censors at the last adequate assessment before another therapy, Table C counts it as the event; EMA follows on.
  @Test(arguments: [
    (CensoringRule.fdaA, 56.0, TimeToEvent.End.censored(.beforeNextTherapy)), (.investigator, 84, .nextTherapy),
    (.everyEvent, 112, .progression), (.lastVisit, 112, .progression),
  ])
  func anotherTherapyBeforeProgression(_ rule: CensoringRule, _ expected: Double, _ end: TimeToEvent.End) async throws {
    let entries =
      Self.visit("ct-1", "SD", "2021-02-26") + Self.therapy("2021-03-26") + Self.visit("ct-2", "PD", "2021-04-23")
    // The order of the file says nothing: the same backwards.
    let backwards =
      Self.visit("ct-2", "PD", "2021-04-23") + Self.therapy("2021-03-26") + Self.visit("ct-1", "SD", "2021-02-26")
    for entries in [entries, backwards] {
      let time = try await Self.time(entries, by: rule).value
      #expect(Self.days(time) == [expected, expected] && time.end == end)
    }
  }

  /// The same stated as 8, 12 and 16 weeks: half a week either way, so 52.5–59.5, 80.5–87.5 and 108.5–115.5 days.
  @Test(arguments: [
    (CensoringRule.fdaA, 52.5, 59.5, TimeToEvent.End.censored(.beforeNextTherapy)),
    (.investigator, 80.5, 87.5, .nextTherapy),
    (.everyEvent, 108.5, 115.5, .progression), (.lastVisit, 108.5, 115.5, .progression),
  ])
  func anotherTherapyInVagueTimes(_ rule: CensoringRule, _ low: Double, _ high: Double, _ end: TimeToEvent.End)
    async throws
  {
    let derived = try await Self.time(
      Self.visit("ct-1", "SD", "8 wk after start of first") + Self.therapy("12 wk after start of first")
        + Self.visit("ct-2", "PD", "16 wk after start of first"), by: rule)
    #expect(Self.days(derived.value) == [low, high] && derived.value.end == end)
    #expect(derived.trace.id == "A/cohort-line-1/pfs-\(rule.id)")
    if rule == .fdaA {
      // Whole days within 52.5 and 59.5 after 2021-01-01: the 53rd, 2021-02-23, to the 59th, 2021-03-01.
      #expect(derived.trace.inputs.map(\.name) == ["first dose", "last adequate visit", "start of the next therapy"])
      #expect(derived.trace.inputs[1].value == "2021-02-23 to 2021-03-01")
      #expect(derived.trace.statements.contains { $0.text.contains("8 wk after start of first") })
    }
  }

  /// Another therapy at 3 mo (2.5–3.5 × 30.4375 d = 76.09–106.53 d), PD at 13 wk (87.5–94.5 d): either can be first. Table A: an event
  /// on 87.5–94.5, or censored at the visit on 52.5–59.5. Table C: the earlier of the two lies within 76.09–94.5.
  @Test func openOrderGivesTheHull() async throws {
    let entries =
      Self.visit("ct-1", "SD", "8 wk after start of first") + Self.therapy("3 mo after start of first")
      + Self.visit("ct-2", "PD", "13 wk after start of first")
    let censored = try await Self.time(entries, by: .fdaA)
    #expect(Self.days(censored.value) == [52.5, 94.5])
    #expect(censored.value.end == .open([.progression, .censored(.beforeNextTherapy)]) && !censored.value.isEvent)
    #expect(censored.trace.remarks.contains { $0.contains("What came first is open") })
    let event = try await Self.time(entries, by: .investigator)
    #expect(event.value.end == .open([.progression, .nextTherapy]) && event.value.isEvent)
    #expect(event.value.length.lower == .months(2.5) && event.value.length.upper?.days == 94.5)
    // Until day 52.5 free for sure: that is what an estimate takes.
    let taken = [censored.value].observations(.interval)[0]
    #expect(abs(taken.left - 52.5 / 30.4375) < 1e-12 && taken.right == .infinity)
  }

  /// Progression on the day after another therapy is one day late for Table A; on its day it is not.
  @Test func theDayOfAnotherTherapy() async throws {
    let before = Self.visit("ct-1", "SD", "2021-02-26") + Self.therapy("2021-03-26")
    let same = try await Self.time(before + Self.visit("ct-2", "PD", "2021-03-26"), by: .fdaA).value
    #expect(same.end == .progression && Self.days(same) == [84, 84])
    let next = try await Self.time(before + Self.visit("ct-2", "PD", "2021-03-27"), by: .fdaA).value
    #expect(next.end == .censored(.beforeNextTherapy) && Self.days(next) == [56, 56])
  }

  // MARK: order

  /// PD on days 335 and 244, SD on day 74, listed in this order: the first progression by time is day 244 (2021-09-02), after SD on day 74
  /// (2021-03-16).
  @Test func theFirstProgressionIsTheEarliest() async throws {
    let entries =
      Self.visit("late", "PD", "2021-12-02") + Self.visit("early", "PD", "2021-09-02")
      + Self.visit("stable", "SD", "2021-03-16")
    for rule in [nil, CensoringRule.everyEvent] {
      let time = try await Self.time(entries, by: rule).value
      #expect(Self.days(time) == [244, 244] && time.end == .progression)
      #expect(time.lastFree == LengthBounds(exactly: .days(74)))
    }
  }

  /// PD, then PR, then PD: nothing after the first progression is a response, and no response has a duration.
  @Test func nothingAfterProgressionIsAResponse() async throws {
    let cohort = try await Self.cohort(
      Self.visit("a", "PD", "2021-03-15") + Self.visit("b", "PR", "2021-05-15") + Self.visit("c", "PD", "2021-12-01"))
    let member = try #require(cohort.members.first)
    #expect(member.best?.value.response == .progressive)
    #expect(member.times[.responseDuration] == nil)
    #expect(
      member.best?.trace.remarks.contains(
        "Not counted, outside the therapy, after the first progression or the stop for it, or after death or the data cut-off: b, c."
      )
        == true)
  }

  /// PR on day 56, CR on day 112, PD on day 168: the response began with the first of CR and PR (RECIST 1.1, 4.7), so 112 days.
  @Test func responseBeginsWithTheFirstOfBoth() async throws {
    let time = try await Self.time(
      Self.visit("a", "PR", "2021-02-26") + Self.visit("b", "CR", "2021-04-23") + Self.visit("c", "PD", "2021-06-18"),
      to: .responseDuration)
    #expect(Self.days(time.value) == [112, 112] && time.value.end == .progression)
  }

  // MARK: missed visits

  /// FDA 2018, Appendix 3, Table A: death or progression after more than one missed visit is censored at the last adequate assessment.
  /// Visits every 56 days, SD on day 56. PD on day 196 (2021-07-16): 140 d are 2.5 intervals, rounded 3, two visits missed. PD on day 195:
  /// 139 d are 2.48, one missed.
  @Test(arguments: [
    ("2021-07-15", 195.0, TimeToEvent.End.progression),
    ("2021-07-16", 56, .censored(.missedVisits(2, before: .progression))),
    ("2021-09-10", 56, .censored(.missedVisits(3, before: .progression))),
  ])
  func missedVisits(_ day: String, _ expected: Double, _ end: TimeToEvent.End) async throws {
    let entries = Self.visit("ct-1", "SD", "2021-02-26") + Self.visit("ct-2", "PD", day)
    let time = try await Self.time(entries, by: .fdaA, visitInterval: 56).value
    #expect(Self.days(time) == [expected, expected] && time.end == end)
    // Without a schedule nobody is known to have missed a visit; EMA does not ask.
    #expect(try await Self.time(entries, by: .fdaA).value.isEvent)
    #expect(try await Self.time(entries, by: .everyEvent, visitInterval: 56).value.isEvent)
  }

  /// PD at 28 wk (192.5–199.5 d), SD on day 56: a gap of 136.5–143.5 d is 2.44–2.56 intervals, one or two missed visits. So PD on
  /// 192.5–199.5, or censored on day 56.
  @Test func openNumberOfMissedVisits() async throws {
    let time = try await Self.time(
      Self.visit("ct-1", "SD", "2021-02-26") + Self.visit("ct-2", "PD", "28 wk after start of first"), by: .fdaA,
      visitInterval: 56
    ).value
    #expect(Self.days(time) == [56, 199.5] && !time.isEvent)
    #expect(time.end == .open([.progression, .censored(.missedVisits(2, before: .progression))]))
  }

  // MARK: baseline

  /// A CT that could not be evaluated 12 days before the first dose is no baseline: FDA's rules end at the start. One that could, or
  /// one six weeks before, which says nothing, change nothing; EMA does not ask.
  @Test func needsBaseline() async throws {
    func baseline(_ response: String, _ day: String) -> String {
      "  - assessment: CT\n    id: ct-0\n    response: \(response)\n    when: \(day)\n"
    }
    let after = Self.visit("ct-1", "SD", "2021-02-26") + Self.visit("ct-2", "PD", "2021-04-23")
    for rule in [CensoringRule.fdaA, .investigator] {
      let none = try await Self.time(baseline("NE", "2020-12-20") + after, by: rule).value
      #expect(none.end == .censored(.noBaseline) && Self.days(none) == [0, 0])
      for entries in [baseline("SD", "2020-12-20") + after, baseline("NE", "2020-11-20") + after, after] {
        #expect(Self.days(try await Self.time(entries, by: rule).value) == [112, 112])
      }
    }
    #expect(Self.days(try await Self.time(baseline("NE", "2020-12-20") + after, by: .everyEvent).value) == [112, 112])
    let told = try await Self.cohort(after, by: .fdaA)
    #expect(told.members.map(\.hasBaseline) == [nil])
  }

  // MARK: no time is negative

  /// PD of the therapy five days before its first dose: no time, a reason that names both, no estimate.
  @Test func progressionBeforeTheFirstDose() async throws {
    let cohort = try await Self.cohort(Self.visit("ct-1", "PD", "2020-12-27"))
    let derived = try #require(cohort.members.first?.times[.progressionFree])
    #expect(!derived.value.isDetermined && !derived.value.isEvent && derived.value.length == .unbounded)
    #expect(
      derived.value.text()
        == "not determined (contradicted: progression (CT), 2020-12-27, lies before first dose, 2021-01-01)")
    #expect(cohort.times(.progressionFree).isEmpty && cohort.estimate(.progressionFree) == nil)
    #expect(cohort.leftOut(.progressionFree).map(\.patient) == ["A"])
    #expect(cohort.progressionFree(at: 3).undecided == 1)
    let forced = SurvivalEstimate(
      .progressionFree, times: [derived.value], uncertainty: .interval, scale: .logLog, level: 0.95)
    #expect(forced == nil)
  }

  /// A stop and a death before the first dose are contradictions too; a contact before it says nothing of what came after.
  @Test func nothingElseIsNegative() async throws {
    let stopped = try await Self.cohort("", ends: "    ends: 2020-12-30\n").members.first?.times[.treatmentFailure]
    #expect(stopped?.value.isDetermined == false)
    let dead = try await Self.time("  - death: disease\n    when: 2020-12-30\n", to: .survival).value
    #expect(!dead.isDetermined && dead.end.words.contains("death, 2020-12-30"))
    let seen = try await Self.time("  - last contact: alive\n    when: 2020-12-30\n", to: .survival).value
    #expect(seen.end == .censored(.notSeenAgain) && Self.days(seen) == [0, 0])
  }

  /// Events at 10 and 12 months, and a patient who was last seen at some time from 7 to 22 months. By hand: at 7, one of two at risk has the event at 10 (S 1/2) and the last at 12 (S 0), so that the median lies
  /// midway, at 11; at 22, S is 2/3 and 1/3, and the median 12.
  @Test func censoredBetweenBoundsSpansTheMedian() throws {
    func months(_ count: Double) -> TimeLength { TimeLength(days: count * 30.4375) }
    func event(_ month: Double) -> TimeToEvent {
      TimeToEvent(length: LengthBounds(lower: months(month), upper: months(month)), end: .death)
    }
    func estimate(_ last: LengthBounds) throws -> SurvivalEstimate {
      try #require(
        SurvivalEstimate(
          .survival, times: [event(10), event(12), TimeToEvent(length: last, end: .censored(.notSeenAgain))],
          uncertainty: .interval, scale: .logLog, level: 0.95))
    }
    let open = try estimate(LengthBounds(lower: months(7), upper: months(22)))
    let median = try #require(open.quantile(0.5).range)
    #expect(abs((median.lower ?? 0) - 11) < 0.01 && abs((median.upper ?? 0) - 12) < 0.01)
    let landmark = try open.landmark(11)
    #expect(abs(landmark.survival.lowerBound - 0.5) < 1e-9 && abs(landmark.survival.upperBound - 2.0 / 3) < 1e-9)
    let exact = try estimate(LengthBounds(lower: months(22), upper: months(22)))
    #expect(exact.quantile(0.5).range?.lower == exact.quantile(0.5).range?.upper)
  }

  // MARK: what ends a time without an event

  /// Death censors time to progression under the study's own rule, and is called so: 212 days to 2021-08-01.
  @Test func deathCensorsTimeToProgression() async throws {
    let time = try await Self.time("  - death: disease\n    when: 2021-08-01\n", to: .progression).value
    #expect(Self.days(time) == [212, 212] && time.text() == "7 mo+ (censored, death)")
    let open = try await Self.time("", to: .progression).value
    // Nothing shows the patient alive after the first dose: not the data cut-off on 2021-12-31.
    #expect(Self.days(open) == [0, 0] && open.end == .censored(.notSeenAgain))
  }

  /// First dose 2021-01-01, stop and progression 2021-12-30: 363 days apart, 364 with the last day counted. So are all other
  /// times, which say so: stop and progression of one day lie at one time.
  @Test func inclusiveDays() async throws {
    let ends = "    ends: 2021-12-30\n"
    let progression = Self.visit("ct", "PD", "2021-12-30")
    let plain = try await Self.cohort(progression, ends: ends).members.first
    #expect(plain?.therapy.map { Self.days($0.duration.value) } == [363, 363])
    let counted = try #require(try await Self.cohort(progression, ends: ends, definitions: "inclusive").members.first)
    #expect(counted.therapy.map { Self.days($0.duration.value) } == [364, 364])
    for endPoint in [EndPoint.treatmentFailure, .progressionFree, .progression] {
      let time = try #require(counted.times[endPoint])
      #expect(Self.days(time.value) == [364, 364], "\(endPoint)")
      #expect(time.trace.definition.text.contains("The last day is counted"), "\(endPoint)")
    }
    #expect(counted.therapy?.duration.trace.definition.text.contains("The last day is counted") == true)
  }

  // MARK: why

  /// Every time of every patient under every rule has a trace of its own name, and so has every median.
  @Test func everyNumberIsExplained() async throws {
    let outcomes = await StudyOutcomes(try CohortTests.study(CohortTests.exact), library: RegimenLibrary())
    let cohorts = CohortOutcomes(outcomes, options: CohortOptions(anchor: .line(1))).underEveryRule
    #expect(cohorts.map { $0.options.rule?.id } == [nil, "every-event", "fda-a", "investigator", "last-visit"])
    var ids = Set<String>()
    for cohort in cohorts {
      for member in cohort.members {
        for endPoint in EndPoint.allCases {
          guard let derived = member.times[endPoint] else { continue }
          #expect(derived.trace.value == derived.value.text())
          #expect(derived.trace.id.hasPrefix("\(member.patient.id)/cohort-line-1/\(endPoint.rawValue.lowercased())"))
          #expect(!derived.trace.inputs.isEmpty && !derived.trace.definition.source.isEmpty)
          ids.insert(derived.trace.id)
        }
      }
    }
    // Two patients: OS, TTF, TTNT once each; PFS and TTP under five rules; nobody responded.
    #expect(ids.count == 2 * (3 + 2 * 5))
    let medians = cohorts[0].traces.filter { $0.id.hasPrefix("cohort-") }
    #expect(medians.map(\.id) == ["os", "pfs", "ttp", "ttf", "ttnt"].map { "cohort-line-1/\($0)" })
    #expect(medians[1].inputs.map(\.name) == ["patient A", "patient B"])
  }
}

/// Doses whose number of cycles is not stated.
@Suite struct CumulativeDoseTests {
  /// 100 mg/m² on day 1 of 21, from 2021-01-01 to 2021-02-10: 40 days hold one whole cycle and one that was begun. 100 to 200 mg/m².
  @Test func aCycleBegunCounts() async throws {
    let study = try CohortTests.study([
      "A": """
        - therapy: docetaxel
          id: first
          when: 2021-01-01
          ends: 2021-02-10
          phases:
            - id: full
              dose: 100 mg/m2
              days: [1]
              every: 21 d

      """
    ])
    let outcomes = await StudyOutcomes(study, library: RegimenLibrary())
    let cumulative = try #require(outcomes.patients.first?.therapies.first?.phases.first?.cumulative)
    #expect(cumulative.value.lower == 100 && cumulative.value.upper == 200)
    #expect(cumulative.trace.value == "100–200 mg/m²")
  }

  /// 900 mg/m² on days 1 and 8: cycles 1 to 12 are 12 × 1800 = 21 600, and the last phase, from cycle 13 on, has the rest of the 20 cycles that are stated: 8 × 2 × 375 = 6000.
  /// Of a therapy that goes on cycles 5 to 12 may not all have been given, but not more of them: at most 8 × 1.2 = 9.6.
  @Test func theLastPhaseEndsWithTheCyclesOfTheTherapy() async throws {
    func sums(_ head: String, _ phases: [String]) async throws -> [[Double?]] {
      let study = try CohortTests.study([
        "A": "- therapy: gemcitabine\n  id: first\n  when: 2021-01-01\n\(head)  phases:\n"
          + phases.map { "    - \($0)\n" }.joined() + "\n"
      ])
      let outcomes = await StudyOutcomes(study, library: RegimenLibrary())
      return outcomes.patients.first?.therapies.first?.phases.map {
        [$0.cumulative?.value.lower, $0.cumulative?.value.upper]
      } ?? []
    }
    let two = [
      "{id: a, dose: 900 mg/m2, days: [1, 8], every: 21 d, cycles: 1-12}",
      "{id: b, dose: 375 mg/m2, days: [1, 8], every: 21 d, cycles: 13-}",
    ]
    #expect(try await sums("  cycles: 20\n  ends: 2022-03-10\n", two) == [[21_600, 21_600], [6000, 6000]])
    // Without a number of cycles it follows from the time, as before.
    #expect(try await sums("  ends: 2022-03-10\n", two).last != [6000, 6000])
    let open = [
      "{id: a, dose: 1.5 mg/m2, days: [1], every: 21 d, cycles: 1-4}",
      "{id: b, dose: 1.2 mg/m2, days: [1], every: 21 d, cycles: 5-12}",
    ]
    let ongoing = try await sums("  ongoing: true\n", open)
    #expect(ongoing.first == [6, 6])
    #expect(ongoing.last?.last.flatMap(\.self).map { abs($0 - 9.6) < 1e-9 } == true, "\(ongoing)")
  }

  /// A therapy that ends a month before it begins has no time, and neither has its phase: never less than none.
  @Test func noTimeIsNegative() async throws {
    let study = try CohortTests.study([
      "A":
        "- therapy: doxorubicin\n  id: first\n  when: 2018-03-01\n  ends: 2018-02-01\n  cycles: 6\n  every: 21 d\n  phases:\n    - {id: full, dose: 75 mg/m2, days: [1]}\n\n"
    ])
    let outcomes = await StudyOutcomes(study, library: RegimenLibrary())
    let patient = try #require(outcomes.patients.first)
    let inForce = try #require(patient.therapies.first?.phases.first?.duration)
    #expect(inForce.value == .unbounded)
    #expect(
      inForce.trace.value
        == "not determined (contradicted: the end, 2018-02-01, lies before the beginning, 2018-03-01)")
    #expect(patient.timeline.length(of: "full") == nil && patient.timeline.length(of: "first") == nil)
    for trace in patient.traces { #expect(!trace.value.contains("−") && !trace.value.hasPrefix("-"), "\(trace.value)") }
  }

  /// What is taken day after day is counted by days: 11 days and perhaps a twelfth of 800 mg, not a block of 28. A phase that another follows ends before it:
  /// 2024-01-01 to 2024-01-15 are 14 days of 800 mg twice daily, 22,400 mg. With 4 weeks on and 2 off 50 days are 28 and 8 more after the pause of 14,
  /// 36 days, or 37 with the last. Cycles that are stated count as before.
  @Test func dailyDosesCountByDays() async throws {
    func sums(_ ends: String, _ phases: String) async throws -> [[Double?]] {
      let study = try CohortTests.study([
        "A": """
          - therapy: pazopanib
            id: first
            when: 2024-01-01
            ends: \(ends)
            phases:
        \(phases.split(separator: "\n").map { "      \($0)" }.joined(separator: "\n"))

        """
      ])
      let outcomes = await StudyOutcomes(study, library: RegimenLibrary())
      return outcomes.patients.first?.therapies.first?.phases.map {
        [$0.cumulative?.value.lower, $0.cumulative?.value.upper]
      } ?? []
    }
    #expect(try await sums("2024-01-12", "- {id: a, dose: 800 mg, days: daily}") == [[8800, 9600]])
    #expect(
      try await sums(
        "2024-01-20",
        "- {id: a, dose: 800 mg, days: twice daily}\n- {id: b, dose: 400 mg, days: daily, when: 2024-01-15}")
        == [[22_400, 22_400], [2000, 2400]])
    #expect(try await sums("2024-02-20", "- {id: a, dose: 100 mg, days: \"4 weeks on, 2 off\"}") == [[3600, 3700]])
    #expect(
      try await sums("2024-03-01", "- {id: a, dose: 100 mg, days: 1-21, every: 28 d, cycles: 1-2}") == [[4200, 4200]])
  }

  /// The names that rules had before are still read.
  @Test func formerNamesOfRules() {
    #expect(CensoringRule.named("ema") == .everyEvent && CensoringRule.named("fda-c") == .investigator)
    for rule in CensoringRule.all { #expect(CensoringRule.named(rule.id) == rule) }
    #expect(CensoringRule.named("fda") == nil)
  }
}

// SPDX-License-Identifier: Apache-2.0

import Chronology
import Course
import Dosing
import Exchange
import Outcomes
import Plain
import Statistics
import Notation
import Testing

/// Cohorts of the published series, by hand from the bounds that SeriesTests derives, and of patients written here.
@Suite struct CohortTests {
  static func study(_ patients: [String: String], lesions: String? = nil) throws -> Study {
    var files = ["study.yaml": "study: Cohort\ndata cut-off: 2021-12-31\n"]
    for (id, text) in patients { files["patients/\(id).yaml"] = "patient: \(id)\ncourse:\n" + text }
    files["lesions.csv"] = lesions
    let reading = StudyFolder.read(files: files)
    #expect(reading.problems.isEmpty, "\(reading.problems)")
    return try #require(reading.study)
  }

  /// Maintenance: P1 progressed at 5.5–6.5 mo, P2 at 20.5–21.5, P3 censored from 13.5. Cells: [5.5, 6.5] and [20.5, 21.5]. P1
  /// alone holds the first: 1/3. P3 and P2 share the second: 2/3. So S is 1 before 5.5, 2/3 from 6.5 to 20.5, 0 after 21.5.
  @Test func progressionOfTheSeries() async throws {
    let cohort = CohortOutcomes(try await Folder.series())
    #expect(cohort.members.count == 3 && cohort.excluded.isEmpty)
    let estimate = try #require(cohort.estimate(.progressionFree))
    #expect(estimate.eventCount == 2)
    guard case .turnbull(let curve) = estimate.curve else {
      Issue.record("times between bounds are intervals")
      return
    }
    #expect(curve.cells.map { ($0.mass * 3).rounded() } == [1, 2])
    #expect(abs(curve.cells[0].mass - 1.0 / 3) < 1e-9)
    let median = try #require(estimate.quantile(0.5).range)
    #expect(abs((median.lower ?? 0) - 20.5) < 1e-9 && abs((median.upper ?? 0) - 21.5) < 1e-9)
    let half = try estimate.landmark(6)
    #expect(abs(half.survival.lowerBound - 2.0 / 3) < 1e-9 && half.survival.upperBound == 1)
    // At the middle of the bounds: 6, 21, 14+. By Kaplan-Meier S(6) = 2/3.
    let middle = try #require(cohort.estimate(.progressionFree, uncertainty: .midpoint))
    guard case .kaplanMeier(let exact) = middle.curve else {
      Issue.record("middles are points")
      return
    }
    #expect(exact.steps.map(\.events) == [1, 0, 1])
    #expect(abs((middle.quantile(0.5).range?.lower ?? 0) - 21) < 1e-9)
  }

  /// P1 died 8 to 25 months after the start. Turnbull's estimate sets that death after 13.5 months, where P3 was still followed; but
  /// at 12 months P1 may have died: S is 2/3 to 1.
  @Test func landmarksKeepTheBoundsOfSingleTimes() async throws {
    let estimate = try #require(CohortOutcomes(try await Folder.series()).estimate(.survival))
    let year = try estimate.landmark(12).survival
    #expect(abs(year.lowerBound - 2.0 / 3) < 1e-9 && year.upperBound == 1)
  }

  /// At 6 months P1 (5.5–6.5) is open, the others are free: 2 to 3 of 3. At 12 months P1 has progressed: 2 of 3.
  @Test func openPatientsAreCounted() async throws {
    let cohort = CohortOutcomes(try await Folder.series())
    let six = cohort.progressionFree(at: 6)
    #expect(six.yes == 2 && six.undecided == 1 && six.total == 3)
    let twelve = cohort.progressionFree(at: 12)
    #expect(twelve.yes == 2 && twelve.undecided == 0)
    // Clopper-Pearson by definition: Beta quantiles; 2 of 3 is 9.4 % to 99.2 % (R binom.test).
    let interval = try #require(twelve.interval(undecidedAsYes: false))
    #expect(abs((interval.lower ?? 0) - 0.09429932) < 1e-7 && abs((interval.upper ?? 0) - 0.99159624) < 1e-7)
    #expect(cohort.objectiveResponse.yes == 0 && cohort.diseaseControl.yes == 3)
  }

  /// Three patients get no p-value; asked for, they get one.
  @Test func smallGroupsAreNotTested() async throws {
    var options = CohortOptions()
    options.group = .sex
    let outcomes = try await Folder.series()
    guard case .withheld? = CohortOutcomes(outcomes, options: options).comparison(.progressionFree) else {
      Issue.record("a test of three patients")
      return
    }
    options.testsSmallGroups = true
    guard case .tested(let test, _)? = CohortOutcomes(outcomes, options: options).comparison(.progressionFree) else {
      Issue.record("asked for by hand")
      return
    }
    #expect(test.counts.reduce(0, +) == 3)
  }

  static let exact = [
    // SD on day 56, another therapy on day 84 for toxicity, PD under it on day 168.
    "A": """
      - therapy: a
        id: first
        when: 2021-01-01
        ends: 2021-03-20
        stopped for: toxicity
      - assessment: CT
        id: ct-1
        response: SD
        of: first
        when: 2021-02-26
      - therapy: b
        id: second
        when: 2021-03-26
        ends: 2021-06-18
        stopped for: progression
      - assessment: CT
        id: ct-2
        response: PD
        of: second
        when: 2021-06-18
      - last contact: alive
        when: 2021-07-01
    """,
    // PD on day 112 after a visit on day 56; died on day 200.
    "B": """
      - therapy: a
        id: first
        when: 2021-01-01
        ends: 2021-04-23
        stopped for: progression
      - assessment: CT
        id: ct-1
        response: SD
        of: first
        when: 2021-02-26
      - assessment: CT
        id: ct-2
        response: PD
        of: first
        when: 2021-04-23
      - death: disease
        when: 2021-07-20
    """,
  ]

  /// A by rule: FDA A ends at its last visit (day 56) before the other therapy; FDA C has an event on day 84; EMA follows it to
  /// day 168. B is an event on day 112 by all, between day 56 and 112.
  @Test func rulesMoveTheAnswer() async throws {
    let outcomes = await StudyOutcomes(try Self.study(Self.exact), library: RegimenLibrary())
    func time(_ patient: String, _ rule: CensoringRule) throws -> (days: Double, isEvent: Bool) {
      var options = CohortOptions(anchor: .line(1))
      options.rule = rule
      let member = try #require(
        CohortOutcomes(outcomes, options: options).members.first { $0.patient.id == patient })
      let found = try #require(member.time(.progressionFree))
      return (found.length.lower?.days ?? -1, found.isEvent)
    }
    #expect(try time("A", .fdaA) == (56, false))
    #expect(try time("A", .investigator) == (84, true))
    #expect(try time("A", .everyEvent) == (168, true))
    for rule in CensoringRule.all { #expect(try time("B", rule) == (112, true)) }
    var options = CohortOptions(anchor: .line(1))
    options.rule = .everyEvent
    options.uncertainty = .betweenVisits
    let cohort = CohortOutcomes(outcomes, options: options)
    let between = cohort.times(.progressionFree).observations(.betweenVisits)
    #expect(between.map { ($0.left * 30.4375).rounded() } == [56, 56])
    #expect(between.map { ($0.right * 30.4375).rounded() } == [168, 112])
    #expect(between.allSatisfy { !$0.includesLeft })
  }

  /// An anchor that nobody has leaves everybody out, each with why.
  @Test func excludedWithReason() async throws {
    let outcomes = await StudyOutcomes(try Self.study(Self.exact), library: RegimenLibrary())
    let cohort = CohortOutcomes(outcomes, options: CohortOptions(anchor: .line(2)))
    #expect(cohort.members.map(\.patient.id) == ["A"])
    #expect(cohort.excluded.map(\.patient) == ["B"])
    #expect(cohort.excluded.map(\.reason.english) == ["no line 2"])
    #expect(CohortOptions.Anchor("line-2") == .line(2) && CohortOptions.Anchor("line-0") == nil)
  }

  /// 18.4 % of 133: 24/133 = 18.05, 25/133 = 18.80: unattainable. 15.6 % of 281: 43/281 = 15.30, 44/281 = 15.66, which prints as
  /// 15.7: unattainable. 18.8 % of 133 is 25.
  @Test func attainableRates() {
    let stated = Comparator.StatedRate(percent: 18.4, decimals: 1)
    #expect(stated.attainable(of: 133) == nil)
    #expect(Comparator.StatedRate(percent: 15.6, decimals: 1).attainable(of: 281) == nil)
    #expect(Comparator.StatedRate(percent: 18.8, decimals: 1).attainable(of: 133) == 25...25)
    #expect(Comparator.StatedRate(percent: 50, decimals: 0).attainable(of: 400) == 198...202)
  }
}

/// Cohorts whose responses are measured.
@Suite struct MeasuredCohortTests {
  /// By hand: first dose 2021-01-08. 40 mm at baseline; 26 mm (−35 %: PR) on day 56 (2021-03-05); 36 mm (+38 %, +10 mm: PD) on day
  /// 112 (2021-04-30). The source says SD twice and progression on day 168. Measured: best PR, PFS 112 d, DoR 56 d.
  @Test func lesionsAgainstTheSource() async throws {
    let study = try CohortTests.study(
      [
        "A": """
          - therapy: gemcitabine
            id: first
            when: 2021-01-08
            ends: 2021-06-25
            stopped for: progression
          - assessment: CT
            id: ct-1
            response: SD
            of: first
            when: 2021-03-05
          - assessment: CT
            id: ct-2
            response: PD
            of: first
            when: 2021-06-25
        """
      ],
      lesions: """
        patient,date,lesion,role,site,finding
        A,2021-01-04,T1,target,liver,40
        A,2021-03-05,T1,target,liver,26
        A,2021-04-30,T1,target,liver,36
        """)
    let outcomes = await StudyOutcomes(study, library: RegimenLibrary())
    #expect(CohortOptions.suiting(outcomes).anchor == .advancedLine(1))
    var options = CohortOptions(anchor: .line(1))
    #expect(options.responses == .measured)
    options.responses = .judged
    let judged = try #require(CohortOutcomes(outcomes, options: options).members.first)
    #expect(judged.best?.value.response == .stable)
    #expect(judged.times[.progressionFree]?.value.length.lower?.days == 168)
    options.responses = .measured
    let measured = try #require(CohortOutcomes(outcomes, options: options).members.first)
    #expect(measured.best?.value.response == .partial && measured.best?.value.basis == .measured)
    #expect(measured.times[.progressionFree]?.value.length.lower?.days == 112)
    #expect(measured.times[.progressionFree]?.value.lastFree?.lower?.days == 56)
    #expect(measured.times[.responseDuration]?.value.length.lower?.days == 56)
    #expect(measured.best?.trace.inputs.first?.value.contains("sum 26 mm, baseline 40 mm (−35 %)") == true)
  }
}

/// Other ends of time, by hand from `CohortTests.exact`.
@Suite struct EndPointTests {
  /// A: another therapy on day 84; stop on day 78. B: death on day 200 (2021-07-20) without another therapy; PD on day 112 ends treatment.
  @Test func nextTreatmentAndFailure() async throws {
    let outcomes = await StudyOutcomes(try CohortTests.study(CohortTests.exact), library: RegimenLibrary())
    let cohort = CohortOutcomes(outcomes, options: CohortOptions(anchor: .line(1)))
    func days(_ patient: String, _ endPoint: EndPoint) throws -> Double {
      let member = try #require(cohort.members.first { $0.patient.id == patient })
      let time = try #require(member.time(endPoint))
      #expect(time.isEvent)
      return try #require(time.length.lower?.days)
    }
    #expect(try days("A", .nextTreatment) == 84 && days("B", .nextTreatment) == 200)
    #expect(try days("A", .treatmentFailure) == 78 && days("B", .treatmentFailure) == 112)
  }

  /// Two progressions (days 112 and 168 by EMA) and no death before them: nothing competes. With B's PD taken away, death on day
  /// 200 is the event of B: at 6 months (182.6 d) progression has happened in 1 of 2 and death in none; on day 200 in 1 of 2 each.
  @Test func competingDeath() async throws {
    var options = CohortOptions(anchor: .line(1))
    options.rule = .everyEvent
    options.landmarkMonths = [6, 6.5]
    let all = await StudyOutcomes(try CohortTests.study(CohortTests.exact), library: RegimenLibrary())
    #expect(CohortOutcomes(all, options: options).incidences.isEmpty)
    var patients = CohortTests.exact
    patients["B"] = patients["B"]?.replacing("response: PD", with: "response: SD")
    let rows = CohortOutcomes(
      await StudyOutcomes(try CohortTests.study(patients), library: RegimenLibrary()), options: options
    ).incidences
    #expect(rows.map(\.progression.estimate) == [0.5, 0.5])
    #expect(rows.map(\.death.estimate) == [0, 0])
    options.landmarkMonths = [200 / 30.4375]
    let later = CohortOutcomes(
      await StudyOutcomes(try CohortTests.study(patients), library: RegimenLibrary()), options: options
    ).incidences
    #expect(later.map(\.progression.estimate) == [0.5] && later.map(\.death.estimate) == [0.5])
  }

  /// Line 1 of each lasts 100 days to PD. Line 2: P progresses on day 150 (1.5), Q is censored on day 90 (0.9 or more), R progresses
  /// on day 50 (0.5). At or above 1.33: P yes, R no, Q open: 1 to 2 of 3; 1 of 2 decided. By Kaplan-Meier on the ratio: 2/3 after
  /// 0.5, censored at 0.9, so 2/3 just before 1.33; the median is 1.5.
  @Test func growthModulationByEveryMethod() async throws {
    func patient(_ second: String) -> String {
      """
        - therapy: a
          id: first
          when: 2021-01-01
          ends: 2021-04-11
          stopped for: progression
        - assessment: CT
          id: pd-1
          response: PD
          of: first
          when: 2021-04-11
        - therapy: b
          id: second
          when: 2021-04-15
      \(second)
      """
    }
    let study = try CohortTests.study([
      "P": patient(
        "    ends: 2021-09-12\n  - assessment: CT\n    id: pd-2\n    response: PD\n    of: second\n    when: 2021-09-12\n"
      ),
      "Q": patient("  - last contact: alive\n    when: 2021-07-14\n"),
      "R": patient(
        "    ends: 2021-06-04\n  - assessment: CT\n    id: pd-2\n    response: PD\n    of: second\n    when: 2021-06-04\n"
      ),
    ])
    let cohort = CohortOutcomes(
      await StudyOutcomes(study, library: RegimenLibrary()), options: CohortOptions(anchor: .line(2)))
    let share = try #require(cohort.growthModulation)
    #expect(share.yes == 1 && share.undecided == 1 && share.total == 3)
    let decided = try #require(cohort.growthModulationDecided)
    #expect(decided.yes == 1 && decided.total == 2)
    let estimate = try #require(cohort.growthModulationEstimate)
    #expect(estimate.method == "Kaplan-Meier")
    #expect(abs(estimate.share.lowerBound - 2.0 / 3) < 1e-12 && estimate.share.lowerBound == estimate.share.upperBound)
    #expect(abs((estimate.median?.lower ?? 0) - 1.5) < 1e-12)
  }

  /// A, C and D died after 100, 200 and 300 days; B died, last known to be alive after 50 (the end of its therapy), nobody knows when. At its earliest the
  /// third of four deaths falls into two halves, 100 and 200 d (S is one half between them, and the middle is 150 d); at its latest B outlives
  /// all: 3/4, 1/2, 1/4 after 100, 200 and 300 d, so that the middle is 250 d. Without B's death being one, the median would be 200 d.
  @Test func aDeathWithoutADayIsNoCensoring() async throws {
    func patient(_ death: String) -> String {
      """
        - diagnosis: leiomyosarcoma
          when: 2019-12-01
        - therapy: doxorubicin
          id: dox
          when: 2020-01-01
          ends: 2020-02-20
        - death: not stated
          when: \(death)

      """
    }
    let days = ["A": "2020-04-10", "B": "unknown", "C": "2020-07-19", "D": "2020-10-27"]
    var files = ["study.yaml": "study: Cohort\n"]
    for (id, day) in days { files["patients/\(id).yaml"] = "patient: \(id)\ncourse:\n" + patient(day) }
    let study = try #require(StudyFolder.read(files: files).study)
    let cohort = CohortOutcomes(
      await StudyOutcomes(study, library: RegimenLibrary()), options: CohortOptions(anchor: .line(1)))
    #expect(cohort.withoutLatest(.survival) == ["B"])
    let month = 30.4375
    func median(_ uncertainty: CohortOptions.Uncertainty) throws -> (Double?, Double?) {
      let estimate = try #require(cohort.estimate(.survival, uncertainty: uncertainty))
      #expect(estimate.eventCount == 4)
      let range = try #require(estimate.quantile(0.5).range)
      return (
        range.lower.map { ($0 * month * 100).rounded() / 100 }, range.upper.map { ($0 * month * 100).rounded() / 100 }
      )
    }
    #expect(try median(.earliest) == (150, 150))
    #expect(try median(.latest) == (250, 250))
    #expect(try median(.interval) == (150, 250))
    // Follow-up is reversed: all four died, so that nobody's follow-up ended.
    #expect(cohort.followUp?.range == nil)
  }

  /// A single response a patient, and progression found 100 to 400 days later: between visits progression may lie anywhere after the response. Turnbull's
  /// estimate alone sets the median where the intervals overlap, just after the last response; each time at its own end says 8 months.
  @Test func betweenVisitsKeepsWhatTheVisitsAllow() async throws {
    let found = ["A": "2020-06-01", "B": "2020-09-01", "C": "2020-12-01"]
    let study = try CohortTests.study(
      found.mapValues { day in
        """
          - therapy: doxorubicin
            id: dox
            when: 2020-01-01
            ends: \(day)
          - assessment: CT
            id: first
            response: SD
            of: dox
            when: 2020-03-01
          - assessment: CT
            id: second
            response: PD
            of: dox
            when: \(day)

        """
      })
    let cohort = CohortOutcomes(
      await StudyOutcomes(study, library: RegimenLibrary()), options: CohortOptions(anchor: .line(1)))
    let range = try #require(cohort.estimate(.progressionFree, uncertainty: .betweenVisits)?.quantile(0.5).range)
    // 60 days to March 1, 244 to September 1.
    #expect(abs((range.lower ?? 0) * 30.4375 - 60) < 1e-9 && abs((range.upper ?? 0) * 30.4375 - 244) < 1e-9)
  }
}

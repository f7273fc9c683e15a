// SPDX-License-Identifier: Apache-2.0

import Course
import Foundation
import Planning
import Plain
import Report
import Testing
import Trials

/// What a series says of itself: one drug or several, one maintenance or more, scans or none, one patient or many.
@Suite struct SeriesWordsTests {
  /// Maintenance with a drug whose dose may be stated, from the start of 2020 until a progression at the end of March.
  private func maintained(_ drug: String, dose: String? = nil) -> String {
    let text = Support.maintained(until: "2020-03-31").replacing("therapy: gemcitabine\n", with: "therapy: \(drug)\n")
    guard let dose else { return text }
    return text.replacing(
      "    ends: 2020-03-31",
      with: "    ends: 2020-03-31\n    phases: [{id: p1, dose: \(dose), days: [1, 8], every: 21 d}]")
  }

  /// Three with gemcitabine 1000 mg/m² and three with trabectedin, whose dose nobody states: 3 of 6 began with gemcitabine, exactly (Clopper and Pearson: 11.8 to 88.2 %), and it is said that two drugs are together.
  @Test func twoDrugsAreTold() async throws {
    var patients: [String: String] = [:]
    for number in 1...3 {
      patients["E\(number)"] = maintained("gemcitabine", dose: "1000 mg/m2")
      patients["F\(number)"] = maintained("trabectedin")
    }
    let plan = try await Support.plan(Support.study(patients))
    let start = try plan.shown("starting-dose-1")
    #expect(start.quantity.contains("gemcitabine 1000 mg/m²"))
    #expect(start.value == NumberBounds(0.5) && start.remark.hasPrefix("3 of 6"), "\(start)")
    // P(X ≥ 3 of 6) = 0.025 at 0.1181, and by symmetry 0.8819.
    let low = try #require(start.interval?.lower)
    func choose(_ k: Int) -> Double { [1, 6, 15, 20, 15, 6, 1][k] }
    let tail = (3...6).reduce(0.0) { $0 + choose($1) * pow(low, Double($1)) * pow(1 - low, Double(6 - $1)) }
    #expect(abs(tail - 0.025) < 1e-9 && abs((start.interval?.upper ?? 0) - (1 - low)) < 1e-9)
    #expect(plan.caution.contains("Maintenance was not of one kind"))
    for drug in ["gemcitabine", "trabectedin"] {
      #expect(plan.caution.contains("maintenance with \(drug), 3 of 6"), "\(plan.caution)")
    }
    // Read from the file it is said again.
    #expect(try DesignFile.read(Array(DesignFile.text(of: plan).utf8)).caution == plan.caution)
    let one = try await Support.plan(Support.series())
    #expect(!one.caution.contains("not of one kind") && !one.shown.contains { $0.id.hasPrefix("maintenance-drugs") })
  }

  /// The same drug with a dose that nobody states stays open: 1 to 2 of 2.
  @Test func anUnstatedDoseOfTheSameDrugIsOpen() async throws {
    let plan = try await Support.plan(
      Support.study(["A": maintained("gemcitabine", dose: "1000 mg/m2"), "B": maintained("gemcitabine")]))
    #expect(try plan.shown("starting-dose-1").value == NumberBounds(lower: 0.5, upper: 1))
  }

  @Test func aSecondMaintenanceIsTold() async throws {
    let again = """
        - therapy: trabectedin
          id: main-2
          intent: maintenance
          when: 2020-06-01
          ends: 2020-09-01

      """
    let plan = try await Support.plan(
      Support.study(["A": maintained("gemcitabine") + again, "B": maintained("gemcitabine")]))
    let found = try plan.shown("another-maintenance")
    #expect(found.value == NumberBounds(0.5) && found.remark.hasPrefix("1 of 2"))
    #expect(!(try await Support.plan(Support.series())).shown.contains { $0.id == "another-maintenance" })
  }

  /// Nobody was scanned: who is "free" only lived, and no progression is recorded.
  @Test func whoWasNeverScannedIsTold() async throws {
    let bare = """
        - therapy: gemcitabine
          id: maintenance
          intent: maintenance
          when: 2020-01-01
          ends: 2020-03-31
        - death: disease
          when: 2020-12-01

      """
    let plan = try await Support.plan(Support.study(["A": bare, "B": maintained("gemcitabine")]))
    let found = try plan.shown("progression-free-3")
    #expect(found.remark.contains("of 1 free no assessment of the tumour is recorded"), "\(found.remark)")
    #expect(
      !(try await Support.plan(Support.series())).shown.contains { $0.remark.contains("no assessment of the tumour") })
  }

  /// Words agree with their numbers, and what is not determined has no unit.
  @Test func wordsOfOne() async throws {
    let one = try await Support.plan(Support.study(["A": Support.maintained(until: "2020-12-31")]))
    #expect(one.caution.hasPrefix("1 patient proposes nothing alone"), "\(one.caution)")
    #expect(
      try one.shown("induction-control").standing.words.contains(
        "the one recorded patient with gemcitabine + docetaxel went on"))
    #expect(try one.shown("scan-interval").remark.hasPrefix("1 interval, months: "))
    var question = TrialQuestion()
    question.scans = Months(weeks: 6)
    let none = try await Support.plan(Support.study(), question)
    #expect(try none.assumption("scans").remark == "in the series: not determined")
    #expect(try none.assumption("deaths").remark == "in the series: not determined")
    for table in PlanTables.all(none) { #expect(!table.footnotes.contains { $0.contains("of 0") }, "\(table.name)") }
  }

  /// Equal intervals are counted: 31 days are 1.02 months three times.
  @Test func equalIntervalsAreCounted() async throws {
    let visits = ["02-01", "03-03", "04-03"].enumerated().map { index, day in
      "  - assessment: CT\n    id: v\(index)\n    response: SD\n    of: maintenance\n    when: 2020-\(day)\n"
    }.joined()
    let plan = try await Support.plan(Support.study(["A": Support.maintained(until: nil) + visits]))
    let found = try plan.shown("scan-interval")
    #expect(found.remark == "3 intervals, months: 1 (3 times)", "\(found.remark)")
  }

  /// A median and a rate of a large series propose nothing either, and say why: the design asks for a share.
  @Test func timesSayWhyTheyProposeNothing() async throws {
    let plan = try await Support.plan(Support.series())
    for id in ["pfs-median", "pfs-rate"] {
      #expect(try plan.shown(id).standing.words.contains("a design for a share at a landmark takes nothing"), "\(id)")
    }
  }

  /// 45 events beside a median of 60 patients are deaths or progressions in all: the median is worth 45, and no rate is made of them. A printed 25 % at 3 months makes them 15 free, which is what `free` says too.
  @Test func eventsOfAMedian() async throws {
    let plan = try await Support.plan(
      Support.study(
        ["A": Support.maintained(until: nil)],
        comparators: [
          "Gamma 2012,progression-free,60,45,,,,4.5,,G", "Beta,progression-free,60,45,,25,3,,,B",
          "Alpha,progression-free,60,,15,,3,,,A", "Odd,response,50,20,,30,,,,O",
        ]))
    let median = try #require(plan.comparators.first { $0.id == "gamma-2012-progression-free-median" })
    #expect(median.effectivePatients == NumberBounds(45) && median.standing.words.contains("worth its 45 events"))
    #expect(!plan.comparators.contains { $0.id == "gamma-2012-progression-free" })
    for id in ["beta-progression-free-3", "alpha-progression-free-3"] {
      #expect(plan.comparators.first { $0.id == id }?.value == NumberBounds(0.25), "\(id)")
    }
    let odd = try #require(plan.comparators.first { $0.id == "odd-response" })
    #expect(
      odd.interval == nil && odd.standing.words.contains("20 of 50 patients are 40 %; the printed rate is 30 %"))
    // A program may make an arm that no folder would state; of it nothing is counted.
    var study = try await Support.series()
    study.comparators = [Comparator(name: "U", endpoint: .survival, count: 60, events: 45, atMonths: 6, source: "U")]
    let unclear = try await Support.plan(study)
    #expect(unclear.comparators[0].value == nil && unclear.conflicts[0].pValue == nil)
    #expect(unclear.comparators[0].standing.words.contains("whether 45 are patients with the event or without"))
  }

  /// 45 of 50 with a median of 4.5 months beside 40 % at 6: 30 had progressed by then, so that 45 are those of the whole follow-up, and the rate is 20 of 50. Without a rate 45 are not those free after
  /// the median, of whom there are at most half; by six months or in all is not said. 20 of 50 are 40 % or leave 60 %: 30 % is neither.
  @Test func eventsBesideMedianAndRate() async throws {
    let plan = try await Support.plan(
      Support.study(
        ["A": Support.maintained(until: nil)],
        comparators: [
          "Free,progression-free,50,45,20,,6,4.5,,F", "Printed,progression-free,50,45,,40,6,4.5,,P",
          "Timed,progression-free,50,45,,,6,4.5,,T", "Both,progression-free,50,30,,40,6,4.5,,B",
          "Neither,progression-free,50,20,,30,6,,,N", "Few,progression-free,50,,20,41,6,,,Q",
          "Lost,progression-free,50,10,20,,6,,,L",
        ]))
    func arm(_ id: String) throws -> Assumption { try #require(plan.comparators.first { $0.id == id }, "\(id)") }
    for id in ["free", "printed"] {
      let (rate, median) = (try arm("\(id)-progression-free-6"), try arm("\(id)-progression-free-6-median"))
      #expect(rate.value == NumberBounds(0.4) && rate.effectivePatients == NumberBounds(50))
      #expect(median.effectivePatients == NumberBounds(45) && median.standing.words.contains("worth its 45 events"))
    }
    #expect(!plan.comparators.contains { $0.id == "timed-progression-free-6" })
    for (id, least) in [("timed", 45.0), ("both", 30)] {
      let median = try arm("\(id)-progression-free-6-median")
      #expect(median.effectivePatients == NumberBounds(lower: least, upper: 50))
      #expect(median.standing.words.contains("at least its \(Int(least)) events"), "\(median.standing.words)")
    }
    let neither = try arm("neither-progression-free-6").standing.words
    #expect(
      neither.contains("40 %") && neither.contains("60 %") && neither.contains("30 %") && !neither.contains("30 of 50"))
    #expect(try arm("few-progression-free-6").standing.words.contains("20 of 50 patients are 40 %"))
    #expect(try arm("lost-progression-free-6").remark.contains("leave 20 of 50"))
  }

  /// The best response was SD, and the scan of the last day shows progression: nobody is then not progressive after induction, as who stopped for progression is not; who progresses
  /// ten weeks after the end was not progressive at it.
  @Test func progressionAtTheEndOfInduction() async throws {
    func induced(_ end: String, stopped: String = "planned end") -> String {
      """
        - therapy: gemcitabine + docetaxel
          id: gem-doc
          when: 2019-07-01
          ends: 2019-12-01
          stopped for: \(stopped)
        - assessment: CT
          id: ct
          response: SD
          of: gem-doc
          when: 2019-10-10
      \(end.isEmpty ? "" : "  - assessment: CT\n    id: ct-2\n    response: PD\n    of: gem-doc\n    when: \(end)\n")
      """
    }
    func shown(_ other: String) async throws -> Assumption {
      try await Support.plan(Support.study(["A": Support.maintained(until: nil), "B": other])).shown(
        "induction-control")
    }
    #expect(try await shown(induced("2019-12-01")).value == NumberBounds(0.5))
    #expect(try await shown(induced("", stopped: "progression")).value == NumberBounds(0.5))
    #expect(try await shown(induced("2020-02-10")).value == NumberBounds(1))
    #expect(try await shown(induced("2019-12")).value == NumberBounds(lower: 0.5, upper: 1))
  }
}

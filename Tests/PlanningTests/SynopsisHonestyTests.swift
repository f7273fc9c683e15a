// SPDX-License-Identifier: Apache-2.0

import Course
import Foundation
import Planning
import Plain
import Report
import Testing
import Trials

/// What a synopsis tells those who do not compute: the truth of the trial as it would be done, and no more than its test shows.
@Suite struct SynopsisHonestyTests {
  /// The words under a heading.
  private func words(_ synopsis: Synopsis, under anchor: String) -> String {
    var isThere = false
    var text = ""
    for block in synopsis.manuscript.blocks {
      switch block {
      case .heading(_, _, let own): isThere = own == anchor
      case .paragraph(let runs, _) where isThere: text += runs.map(\.text).joined() + "\n"
      case .table(let grid) where isThere:
        for row in grid.rows { text += row.map { $0.runs.map(\.text).joined() }.joined(separator: " | ") + "\n" }
      default: break
      }
    }
    return text
  }

  private func synopsis(_ change: (inout TrialQuestion) -> Void) async throws -> Synopsis {
    var question = Support.question()
    change(&question)
    return try Synopsis(await Support.plan(Support.series(), question).withoutRecords, library: Support.library)
  }

  private func choose(_ n: Int, _ k: Int) -> Double { (0..<k).reduce(1.0) { $0 * Double(n - $1) / Double($1 + 1) } }
  private func mass(_ n: Int, _ x: Int, _ p: Double) -> Double {
    choose(n, x) * pow(p, Double(x)) * pow(1 - p, Double(n - x))
  }
  /// P(reject) and P(stop) of 3/13, 12/43, by the binomials.
  private func simon(_ p: Double) -> (rejection: Double, stopping: Double) {
    var rejection = 0.0
    for first in 4...13 {
      for second in 0...30 where first + second > 12 { rejection += mass(13, first, p) * mass(30, second, p) }
    }
    return (rejection, (0...3).reduce(0.0) { $0 + mass(13, $1, p) })
  }

  /// Landmark 3 months, scans every 8 weeks: the last is at 56/30.4375 = 1.8398 months. With one death of ten events a true 20 % is seen as 0.1·0.2 + 0.9·0.2^(1.8398/3) = 0.3554, and 40 % as 0.5531: by the
  /// binomials of 3/13, 12/43 the trial then rejects with 0.655 and 0.981, not with 0.05 and 0.80, and stops early with P(X ≤ 3 of 13 at 0.3554).
  @Test func plainWordsAreThoseOfTheScans() async throws {
    let found = try await synopsis { question in
      question.landmark = Months(3)
      question.scans = Months(weeks: 8)
      question.deaths = 0.1
    }
    func seen(_ share: Double) -> Double { 0.1 * share + 0.9 * pow(share, 56 / 30.4375 / 3) }
    let (null, other) = (simon(seen(0.2)), simon(seen(0.4)))
    #expect(abs(null.rejection - 0.6553) < 1e-4 && abs(seen(0.2) - 0.3554) < 1e-4)
    func percent(_ share: Double) -> String { Numbers.text(share * 100, decimals: 1) }
    let plain = words(found, under: "plain")
    #expect(plain.contains("call it worth going on with in \(percent(null.rejection)) %"), "\(plain)")
    #expect(plain.contains("end early in \(percent(null.stopping)) %"))
    #expect(plain.contains("it would say so in \(percent(other.rejection)) %"))
    #expect(plain.contains("must not be begun"))
    // What the trial would do if progression were seen at once stands there as what it is.
    #expect(plain.contains("If progression were seen at once, these numbers would be 74.7, 5 and 80"), "\(plain)")
    #expect(found.spirit.first { $0.number == "14" }?.state == .partly)
    #expect(words(found, under: "overall").contains("the level is not kept (10.11)"))
  }

  /// A scan on the landmark: level and power are those of the design, and nothing is called not kept.
  @Test func aScanOnTheLandmarkKeepsTheLevel() async throws {
    let found = try await synopsis { _ in }
    let plain = words(found, under: "plain")
    #expect(plain.contains("call it worth going on with in 5 %") && plain.contains("end early in 74.7 %"), "\(plain)")
    #expect(!plain.contains("must not be begun") && !plain.contains("No scan falls"))
    #expect(found.spirit.first { $0.number == "14" }?.state == .filled)
    let without = words(try await synopsis { $0.scans = nil }, under: "plain")
    #expect(without.contains("if progression is seen at once"), "\(without)")
  }

  /// The test is of H0: at most 20 %. 13 of 43 (30 %) are a success, and say nothing of 40 %.
  @Test func theQuestionIsTheOneThatIsTested() async throws {
    let found = try await synopsis { _ in }
    #expect(words(found, under: "plain").contains("whether more than 20 % are alive"))
    #expect(words(found, under: "plain").contains("the share is above 20 %, not that it is 40 %"))
    #expect(words(found, under: "objectives").contains("is greater than 20 %. The power is computed for 40 %."))
    #expect(!found.markdown.contains("40 % or more"))
  }

  /// A protocol has no options of a program in it but in the table that says what to give.
  @Test func noOptionsInAProtocol() async throws {
    let found = try await synopsis { $0.ratesSource = "a committee" }
    for block in found.manuscript.blocks {
      switch block {
      case .paragraph(let runs, _): #expect(!runs.contains { $0.text.contains("--") }, "\(runs.map(\.text))")
      case .table(let grid) where !grid.title.contains("option of the program") && grid.title != "Command lines":
        for row in grid.rows { #expect(!row.contains { $0.runs.contains { $0.text.contains("--") } }, "\(grid.title)") }
      default: break
      }
    }
    #expect(!found.markdown.contains("an interval that keeps its level (verlauf trial infer"))
    #expect(found.markdown.contains("the interval of Koyama and Chen covers less than its level"))
  }

  /// Of 43/0.6 = 71.7, so 72, who begin induction 43 or more come through with P(Bin(72, 0.6) ≥ 43) = 0.5699; 0.9 is reached with 81 (0.9159; of 80 0.8947), by summing the binomials in Python's whole numbers.
  @Test func inductionIsSaidWithItsChance() async throws {
    let found = try await synopsis {
      $0.eligible = 0.6
      $0.perMonth = 2
    }
    let induction = try #require(found.plan.design?.induction)
    var chance = 0.0
    for x in 43...72 { chance += mass(72, x, 0.6) }
    #expect(induction.patients == 72 && abs(induction.chance - chance) < 1e-9 && abs(chance - 0.5699) < 1e-4)
    #expect(induction.forWanted == 81)
    func reached(_ n: Int) -> Double { (43...n).reduce(0.0) { $0 + mass(n, $1, 0.6) } }
    #expect(reached(induction.forWanted) >= 0.9 && reached(induction.forWanted - 1) < 0.9)
    let overall = words(found, under: "overall")
    #expect(overall.contains("of 72 who begin induction enough come through it on average"), "\(overall)")
    #expect(overall.contains("21.5 months until all have come to maintenance"), "\(overall)")
  }

  /// Looks at 13 and 43 with 20 % accepted and 0.1 wanted: the bounds that are cautious stop more often than was wanted, those one step higher less often; both are said, and that futility may come before.
  @Test func toxicityIsSaidWithWhatWasWanted() async throws {
    let found = try await synopsis {
      $0.tolerable = 0.2
      $0.toxic = 0.4
    }
    let toxicity = try #require(found.plan.design?.toxicity)
    #expect(toxicity.stopAtTolerable >= 0.1 && toxicity.strictStopAtTolerable < 0.1)
    let stopping = words(found, under: "stopping")
    #expect(stopping.contains("If every look is reached") && stopping.contains("At the accepted rate 0.1 was wanted"))
    #expect(stopping.contains("with probability 0.747"), "\(stopping)")
  }

  /// Neutrophils of 0.7 with platelets of 40 meet two rows of the rule set: which holds is said.
  @Test func whichRowHoldsIsSaid() async throws {
    #expect(
      try await synopsis { _ in }.markdown.contains("Where more than one row holds on a day, the strictest decides"))
  }

  /// Beta(20.5, 80.5) of 1000 patients all without: a p below 0.0001 is told as that and never as 0, here and in the table.
  @Test func pIsNeverZero() async throws {
    var study = try await Support.series()
    study.comparators = try Support.study(comparators: ["Low,disease control,10000,20,,,,,,L"]).comparators
    let plan = try await Support.plan(study, Support.question())
    // 20.5·21.5·22.5/(10001·10002·10003) = 9.9e-9.
    #expect((plan.conflicts.first?.pValue?.upperBound ?? 1) < 1e-7)
    let found = try Synopsis(plan.withoutRecords, library: Support.library)
    #expect(words(found, under: "evidence").contains("Low: disease control | < 0.0001 | conflict"))
    let table = try #require(PlanTables.all(plan).first { $0.name == "trial-from-conflicts" })
    #expect(table.rows.first?[2].text == "< 0.0001")
  }

  /// Nothing open: no table of nothing.
  @Test func noEmptyTable() async throws {
    let found = try await synopsis {
      $0.perMonth = 2
      $0.eligible = 0.6
      $0.tolerable = 0.2
      $0.toxic = 0.4
    }
    #expect(found.plan.open.isEmpty)
    for block in found.manuscript.blocks {
      if case .table(let grid) = block { #expect(!grid.rows.isEmpty, "\(grid.title)") }
    }
  }
}

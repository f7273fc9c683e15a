// SPDX-License-Identifier: Apache-2.0

import Course
import Dosing
import Foundation
import Planning
import Plain
import Report
import Testing
import Trials
import VerlaufTesting

/// Plans of other designs than one arm in two stages.
@Suite struct FurtherPlanTests {
  /// A question of each kind from which its design follows.
  static func question(_ kind: DesignKind) -> TrialQuestion {
    var question = TrialQuestion()
    question.design = kind
    question.scans = Months(weeks: 6)
    question.regimen = "gemcitabine-900-q21"
    switch kind {
    case .twoStage, .singleStage:
      (question.landmark, question.null, question.alternative) = (Months(weeks: 12), 0.2, 0.4)
    case .milestone:
      (question.landmark, question.null, question.alternative) = (Months(weeks: 12), 0.2, 0.4)
      (question.perMonth, question.followUp) = (3, Months(3))
    case .oneSample, .randomised:
      (question.median, question.hazardRatio, question.perMonth, question.followUp) = (Months(3.5), 0.6, 3, Months(6))
    case .growthModulation: question.hazardRatio = 0.5
    }
    return question
  }

  private func number(_ plan: TrialPlan, _ key: String) throws -> Double {
    try #require(plan.further?.numbers.first { $0.key == key }?.value, "\(key)")
  }

  private func choose(_ n: Int, _ k: Int) -> Double { (0..<k).reduce(1.0) { $0 * Double(n - $1) / Double($1 + 1) } }
  private func above(_ r: Int, of n: Int, _ p: Double) -> Double {
    ((r + 1)...n).reduce(0.0) { $0 + choose(n, $1) * pow(p, Double($1)) * pow(1 - p, Double(n - $1)) }
  }

  // MARK: numbers

  /// 20 against 40 %, 0.05, 0.8: by the binomials 35 patients, more than 11; no smaller number has both.
  @Test func singleStage() async throws {
    let plan = try await Support.plan(Support.series(), Self.question(.singleStage))
    #expect(plan.design == nil && plan.size == 35)
    #expect(try number(plan, "n") == 35 && number(plan, "r") == 11)
    #expect(abs(try number(plan, "alpha") - above(11, of: 35, 0.2)) < 1e-9)
    #expect(abs(try number(plan, "power") - above(11, of: 35, 0.4)) < 1e-9)
    for n in 2..<35 {
      let r = (0..<n).first { above($0, of: n, 0.2) <= 0.05 }
      #expect(r.map { above($0, of: n, 0.4) < 0.8 } ?? true, "\(n)")
    }
    // A scan falls on the landmark: what is seen is what is true.
    #expect(abs(try number(plan, "alpha-by-scans") - above(11, of: 35, 0.2)) < 1e-9)
  }

  /// P(index ≥ 1.33) is 1/2.33 where nothing changes and 1/1.665 at a hazard ratio of a half; of 56 patients more than 30, by the binomials.
  @Test func growthModulation() async throws {
    let plan = try await Support.plan(Support.series(), Self.question(.growthModulation))
    let (p0, p1) = (try number(plan, "p0"), try number(plan, "p1"))
    #expect(abs(p0 - 1 / 2.33) < 5e-7 && abs(p1 - 1 / 1.665) < 5e-7)
    #expect(try number(plan, "n") == 56 && number(plan, "r") == 30)
    #expect(abs(try number(plan, "alpha") - above(30, of: 56, p0)) < 1e-9)
    #expect(above(30, of: 56, p0) <= 0.05 && above(30, of: 56, p1) >= 0.8)
    var other = Self.question(.growthModulation)
    other.concordance = 0.5
    other.shape = 2
    // θ = 2: 1/(1 + (1.33²)²).
    let related = try await Support.plan(Support.series(), other)
    #expect(abs(try number(related, "p0") - 1 / (1 + pow(1.33, 4))) < 5e-7)
  }

  /// Events 4(1.6449 + 0.8416)²/ln(0.6)² = 94.77; of an arm with hazard h followed between F and F + A a share of 1 − (e^(−hF) − e^(−h(F + A)))/(hA) has one. Patients come in for the shortest of half
  /// months in which three a month are enough.
  @Test func randomised() async throws {
    let plan = try await Support.plan(Support.series(), Self.question(.randomised))
    let events = 4 * pow(1.6448536 + 0.8416212, 2) / pow(log(0.6), 2)
    #expect(try number(plan, "events") == events.rounded(.up) && events.rounded(.up) == 95)
    func patients(_ accrual: Double) -> Double {
      func share(_ hazard: Double) -> Double {
        1 - (exp(-hazard * 6) - exp(-hazard * (6 + accrual))) / (hazard * accrual)
      }
      let hazard = log(2) / 3.5
      return 2 * (events / (share(hazard) + share(0.6 * hazard))).rounded(.up)
    }
    let accrual = try #require((1...200).map { Double($0) / 2 }.first { patients($0) <= 3 * $0 })
    #expect(try number(plan, "accrual-months") == accrual && number(plan, "n") == patients(accrual))
    #expect(try number(plan, "n-treated") + number(plan, "n-control") == number(plan, "n"))
    #expect(try number(plan, "duration-months") == accrual + 6)
    // Toxicity is looked at in the arm that is treated.
    var question = Self.question(.randomised)
    (question.tolerable, question.toxic, question.allocation) = (0.2, 0.4, 2)
    let other = try await Support.plan(Support.series(), question)
    let treated = Int(try number(other, "n-treated"))
    #expect(other.further?.toxicity?.looks == [(treated + 1) / 2, treated])
    #expect(try number(other, "n-treated") >= 2 * number(other, "n-control") - 2)
  }

  /// Level and power by scans every 6 weeks as in `OneSampleUnderScheduleTests`, by scipy; with 40 events behind the curve the level is Φ̄(1.6449/√(1 + E/40)), E the events expected where nothing changes.
  @Test func oneSample() async throws {
    var question = Self.question(.oneSample)
    (question.perMonth, question.accrual, question.historicalEvents) = (nil, Months(24), 40)
    let plan = try await Support.plan(Support.series(), question)
    #expect(try number(plan, "n") == 31)
    #expect(abs(try number(plan, "alpha-by-scans") - 0.172789742) < 2e-9)
    #expect(abs(try number(plan, "power-by-scans") - 0.913492661) < 2e-9)
    #expect(plan.further?.keepsLevel == false)
    let hazard = log(2) / 3.5
    let expected = 31 * (1 - (exp(-hazard * 6) - exp(-hazard * 30)) / (hazard * 24))
    let level = erfc(1.6448536269514722 / (1 + expected / 40).squareRoot() / 2.0.squareRoot()) / 2
    #expect(abs(try number(plan, "alpha-uncertain-curve") - level) < 1e-9)
  }

  @Test func milestone() async throws {
    let plan = try await Support.plan(Support.series(), Self.question(.milestone))
    let design = try MilestoneDesign(
      .init(
        milestone: Months(weeks: 12), null: Probability(0.2), alternative: Probability(0.4), perMonth: 3,
        followUp: Months(3)), ErrorRates(alpha: 0.05, power: 0.8))
    #expect(plan.size == design.size && plan.further?.accrual == design.accrual)
    // A scan falls on the landmark.
    #expect(abs(try number(plan, "alpha-by-scans") - 0.05) < 1e-9 && plan.further?.keepsLevel == true)
  }

  // MARK: where numbers come from

  /// The control is the median of a published arm, with its source and its events; a median of survival is none of progression.
  @Test func aPublishedArmAsControl() async throws {
    let study = try Support.study(
      ["A": Support.maintained(until: nil)],
      comparators: [
        "Gamma 2012,progression-free,60,45,,,,4.5,pretreated,G 2012", "Delta,survival,60,45,,,,12,,D",
        "Eps,progression-free,30,,,,,5,,E",
      ])
    var question = Self.question(.oneSample)
    (question.median, question.control) = (nil, "gamma-2012-progression-free-median")
    let plan = try await Support.plan(study, question)
    #expect(plan.question.median == Months(4.5) && plan.question.historicalEvents == 45)
    let median = try plan.assumption("median")
    #expect(median.source == "G 2012" && median.effectivePatients == NumberBounds(45) && median.standing == .given)
    #expect(median.remark.contains("Gamma 2012") && median.remark.contains("from when its time counts is not stated"))
    #expect(try plan.assumption("historical-events").source == "G 2012")
    #expect(plan.commands[0].line.contains("--control gamma-2012-progression-free-median"))
    #expect(plan.commands[1].line.contains("--median 4.5 --historical-events 45"))
    #expect(try DesignFile.read(Array(DesignFile.text(of: plan).utf8)) == plan.withoutRecords)
    for key in ["delta-survival-median", "gamma-2012-progression-free", "none"] {
      question.control = key
      await #expect(throws: DesignProblem.self) { try await Support.plan(study, question) }
    }
    // An arm that states no events leaves them open.
    question.control = "eps-progression-free-median"
    let other = try await Support.plan(study, question)
    #expect(other.question.historicalEvents == nil && other.open.contains { $0.option == "--historical-events" })
    // Where none is named, two are not pooled.
    (question.control, question.median) = (nil, nil)
    let open = try await Support.plan(study, question)
    #expect(open.further == nil && open.size == nil)
    #expect(try open.assumption("median").standing.words.contains("2 published arms state one, and are not pooled"))
  }

  /// A file of each kind comes back as it was, and a number that is changed is found.
  @Test(arguments: DesignKind.allCases) func roundTrip(_ kind: DesignKind) async throws {
    var generator = SeededGenerator(seed: 11)
    for index in 0..<8 {
      var question = Self.question(kind)
      func share(_ range: ClosedRange<Double>) -> Double { Double.random(in: range, using: &generator) }
      question.alpha = Bool.random(using: &generator) ? share(0.03...0.1) : nil
      if question.hazardRatio != nil { question.hazardRatio = share(0.4...0.65) }
      if index % 2 == 0 { (question.tolerable, question.toxic, question.eligible) = (0.2, share(0.3...0.6), 0.5) }
      if kind == .randomised { (question.dropout, question.allocation) = (share(0...0.2), share(0.5...3)) }
      if kind == .growthModulation {
        (question.cutoff, question.shape, question.concordance) = (1.2, share(0.8...1.5), 0.2)
      }
      let plan = try await Support.plan(Support.series(), question)
      #expect(plan.size != nil)
      let text = DesignFile.text(of: plan)
      let read = try DesignFile.read(Array(text.utf8))
      #expect(read == plan.withoutRecords && DesignFile.text(of: read) == text)
    }
    guard kind != .twoStage else { return }
    let plan = try await Support.plan(Support.series(), Self.question(kind))
    let text = DesignFile.text(of: plan)
    let size = try #require(plan.size)
    #expect(throws: DesignFile.Problem.self) {
      try DesignFile.read(Array(text.replacing("\"patients\": \(size)", with: "\"patients\": \(size + 1)").utf8))
    }
    #expect(throws: DesignFile.Problem.self) {
      try DesignFile.read(
        Array(text.replacing("\"design\": \"\(kind.rawValue)\"", with: "\"design\": \"two-stage\"").utf8))
    }
  }

  // MARK: the synopsis

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

  private func synopsis(_ question: TrialQuestion) async throws -> Synopsis {
    try Synopsis(await Support.plan(Support.series(), question).withoutRecords, library: Support.library)
  }

  /// Every number of the part in plain words leads to its calculation, every link somewhere; no option of the program stands in the protocol; no design is called another.
  @Test(arguments: DesignKind.allCases) func theSynopsis(_ kind: DesignKind) async throws {
    var question = Self.question(kind)
    (question.tolerable, question.toxic, question.eligible) = (0.2, 0.4, 0.6)
    let found = try await synopsis(question)
    #expect(found.manuscript.targets.isSubset(of: Set(found.manuscript.anchors)))
    #expect(found.numbers.count > 40 && found.figures.count >= 3)
    var anchor: String?
    for block in found.manuscript.blocks {
      if case .heading(_, _, let own) = block { anchor = own ?? anchor }
      switch block {
      case .paragraph(let runs, _):
        #expect(!runs.contains { $0.text.contains("--") }, "\(runs.map(\.text))")
        guard anchor == "plain" else { continue }
        for run in runs where run.target == nil && !run.isOpen {
          #expect(!run.text.contains { $0.isNumber } || run.text == " (12 weeks)", "\(run.text)")
        }
      default: break
      }
    }
    let text = found.markdown
    #expect(
      text.contains("3 patients propose nothing alone") && text.contains("No number of the design is taken from them"))
    #expect(text.contains("it must not decide a treatment"))
    if kind != .twoStage {
      for words in ["Simon's optimal", "first stage", "First stage", "two stages"] {
        #expect(!text.contains(words), "\(kind): \(words)")
      }
    }
    let plain = words(found, under: "plain")
    #expect(plain.contains("needs a randomised trial") == !kind.isRandomised, "\(plain)")
    #expect(found.spirit.first { $0.number == "16a" }?.state == (kind.isRandomised ? .open : .filled))
  }

  /// What each design cannot find out is said.
  @Test func whatItCannotFindOut() async throws {
    let random = words(try await synopsis(Self.question(.randomised)), under: "plain")
    #expect(random.contains("does not show that patients live longer") && random.contains("ethics committee"))
    let growth = words(try await synopsis(Self.question(.growthModulation)), under: "plain")
    #expect(growth.contains("was chosen for a disease that did not progress under induction"))
    #expect(growth.contains("more of them reach the index than these shares say"))
    var question = Self.question(.oneSample)
    question.historicalEvents = nil
    let one = try await synopsis(question)
    #expect(words(one, under: "plain").contains("if the control's curve is of progression as it happens"))
    #expect(words(one, under: "size").contains("until then the level supposes that it is known"))
    #expect(one.spirit.first { $0.number == "14" }?.state == .partly)
    var single = Self.question(.singleStage)
    (single.landmark, single.scans, single.deaths) = (Months(3), Months(weeks: 8), 0.1)
    // A true 20 % is seen as 35.54 %: more than 11 of 35 then have a probability of 0.6238.
    let seen = 0.1 * 0.2 + 0.9 * pow(0.2, 56 / 30.4375 / 3)
    let plain = words(try await synopsis(single), under: "plain")
    #expect(plain.contains("in \(Numbers.text(above(11, of: 35, seen) * 100, decimals: 1)) % of cases"), "\(plain)")
    #expect(plain.contains("must not be begun"))
  }

  /// Nothing stated: no number of a design, and what has to be given is named.
  @Test(arguments: DesignKind.allCases) func nothingStated(_ kind: DesignKind) async throws {
    var question = TrialQuestion()
    question.design = kind
    let plan = try await Support.plan(Support.study(), question)
    #expect(plan.size == nil && plan.commands.count == 1)
    for field in kind.needed where field != .perMonth {
      #expect(plan.open.contains { $0.option == "--\(field.rawValue)" }, "\(field)")
    }
    let found = try Synopsis(plan.withoutRecords, library: Support.library)
    #expect(found.figures.isEmpty)
    let conventions = Set(plan.assumptions.filter { $0.standing == .convention }.map(\.printedValue))
    #expect(Set(found.numbers.map(\.text)) == conventions)
    #expect(try DesignFile.read(Array(DesignFile.text(of: plan).utf8)) == plan.withoutRecords)
  }

  /// What cannot be is refused in words.
  @Test func refusals() async throws {
    func refused(_ kind: DesignKind, _ change: (inout TrialQuestion) -> Void) async throws -> Bool {
      var question = Self.question(kind)
      change(&question)
      do {
        _ = try await Support.plan(Support.series(), question)
        return false
      } catch is DesignProblem { return true }
    }
    #expect(try await refused(.singleStage) { $0.alternative = 0.1 })
    #expect(try await refused(.randomised) { $0.perMonth = 0.01 })
    #expect(try await refused(.randomised) { $0.hazardRatio = 1 })
    #expect(try await refused(.oneSample) { $0.perMonth = 0.01 })
    #expect(try await refused(.oneSample) { $0.median = Months(0) })
    #expect(try await refused(.milestone) { $0.followUp = Months(-1) })
    #expect(try await refused(.growthModulation) { $0.hazardRatio = 0.9999 })
    // 1/(1 + (10³)^5): nobody reaches it whom nothing has changed.
    #expect(try await refused(.growthModulation) { ($0.cutoff, $0.shape, $0.concordance) = (10, 3, 0.8) })
    #expect(try await refused(.randomised) { ($0.tolerable, $0.toxic, $0.looks) = (0.2, 0.4, [1000]) })
  }
}

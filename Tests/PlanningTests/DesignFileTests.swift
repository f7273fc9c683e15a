// SPDX-License-Identifier: Apache-2.0

import Course
import Foundation
import Planning
import Plain
import Testing
import Trials
import VerlaufTesting

/// The design file comes back as it was, and what it says is computed again.
@Suite struct DesignFileTests {
  /// Simon's published optimal design for 20 % against 40 % (Control Clin Trials 1989;10:1): 3/13, 12/43. Scans every 6 weeks have one on week 12, so that its level stays 0.05.
  @Test func theDesign() async throws {
    let plan = try await Support.plan(Support.series(), Support.question())
    let design = try #require(plan.design)
    #expect(design.design == (try TwoStageDesign(stopAtMost: 3, of: 13, critical: 12, of: 43)))
    #expect(design.underNull.rejection < 0.05 && design.underAlternative.rejection > 0.8)
    #expect(design.seen.map { abs($0.alpha - design.underNull.rejection) < 1e-9 } == true)
    var question = Support.question()
    question.choice = .minimax
    question.perMonth = 2
    question.eligible = 0.5
    let other = try #require(try PlannedDesign.make(question))
    #expect(other.design == (try TwoStageDesign(stopAtMost: 4, of: 18, critical: 10, of: 33)))
    // 33 patients at two a month take 16.5 months; of 66 who begin induction half are left.
    #expect(other.accrual == Months(16.5) && other.induction?.patients == 66)
  }

  /// With 10, 20 and 30 patients, 20 % accepted: more than 4, 6 and 9 (clinfun's toxbdry, the table of the reference tests).
  @Test func toxicity() throws {
    var question = Support.question()
    question.tolerable = 0.2
    question.toxic = 0.4
    question.looks = [10, 20, 30]
    let found = try #require(try PlannedDesign.make(question)?.toxicity)
    #expect(found.stopAbove == [4, 6, 9] && found.stopAtTolerable >= 0.1)
    question.toxic = 0.2
    #expect(throws: DesignProblem.self) { try PlannedDesign.make(question) }
  }

  @Test(arguments: 0..<40) func roundTrip(_ seed: Int) async throws {
    var generator = SeededGenerator(seed: UInt64(seed))
    func maybe<Value>(_ value: Value) -> Value? { Bool.random(using: &generator) ? value : nil }
    func share(_ range: ClosedRange<Double>) -> Double { Double.random(in: range, using: &generator) }
    var question = TrialQuestion()
    question.title = maybe("A “trial” \\ \u{2028} of\nlines\t\u{1F9EA}")
    question.landmark = maybe(Months(share(2...12)))
    if Bool.random(using: &generator) {
      question.null = share(0.05...0.3)
      question.alternative = (question.null ?? 0) + share(0.2...0.4)
      question.ratesSource = maybe("Nobody, J 2001;1:1")
      question.alpha = maybe(share(0.05...0.1))
      question.power = maybe(share(0.7...0.85))
      question.choice = TrialQuestion.Choice.allCases.randomElement(using: &generator) ?? .optimal
    }
    question.scans = maybe(Months(weeks: 8))
    question.deaths = maybe(share(0...0.5))
    question.perMonth = maybe(share(0.1...5))
    question.eligible = maybe(share(0.2...1))
    if Bool.random(using: &generator) {
      question.tolerable = 0.2
      question.toxic = share(0.25...0.6)
      question.chance = maybe(share(0.05...0.2))
    }
    question.regimen = maybe("gemcitabine-900-q21")
    let study =
      seed % 3 == 0
      ? try Support.study(comparators: ["Old,progression-free,200,,80,,3,,,\"O, \"\"J\"\"\""])
      : try await Support.series()
    let plan = try await Support.plan(study, question)
    let text = DesignFile.text(of: plan)
    let read = try DesignFile.read(Array(text.utf8))
    #expect(read == plan.withoutRecords)
    #expect(DesignFile.text(of: read) == text)
    // Other programs read it, and no place of a patient's file is in it.
    #expect((try? JSONSerialization.jsonObject(with: Data(text.utf8))) is [String: Any])
    #expect(!text.contains("patients/"))
  }

  private static func refusal(_ text: String) -> DesignFile.Problem? {
    do throws(DesignFile.Problem) {
      _ = try DesignFile.read(Array(text.utf8))
      return nil
    } catch { return error }
  }

  /// What somebody changed is found at its place.
  @Test func whatWasChangedIsTold() async throws {
    var question = Support.question()
    question.alpha = 0.05
    let text = DesignFile.text(of: try await Support.plan(Support.series(), question))
    #expect(Self.refusal(text) == nil)
    for (old, new, place) in [
      ("\"patients\": 43", "\"patients\": 34", "/design/patients"),
      ("\"p0_share\": 0.2", "\"p0_share\": 0.25", "/design"),
      ("\"p0_share\": 0.2", "\"p0_share\": 20", "/question/p0_share"),
      ("\"p0_share\": 0.2", "\"p0_shar\": 0.2", "/question"),
      ("\"choice\": \"optimal\"", "\"choice\": \"best\"", "/question/choice"),
      ("verlauf-trial-design/1", "verlauf-trial-design/2", "/schema"),
      ("\"unit\": \"share\"", "\"unit\": \"shares\"", "/series_shows/0/unit"),
      ("\"regimen\": \"gemcitabine-900-q21\"", "\"regimen\": 3", "/question/regimen"),
      ("\"alpha_share\": 0.05", "\"alpha_share\": null", "/assumptions (alpha)"),
    ] {
      guard
        let range = old == "\"unit\": \"share\""
          ? text.range(of: "\"series_shows\"").flatMap({ text.range(of: old, range: $0.upperBound..<text.endIndex) })
          : text.range(of: old)
      else {
        Issue.record("\(old) does not stand in the file")
        continue
      }
      let changed = text.replacingCharacters(in: range, with: new)
      let problem = Self.refusal(changed)
      #expect(problem?.place.hasPrefix(place) == true, "\(new): \(problem.map { "\($0)" } ?? "read")")
    }
    for text in [
      "", "[]", "{}", "{\"schema\": \"verlauf-trial-design/1\"}", "nonsense",
      "{\"schema\": \"verlauf-trial-design/1\", \"schema\": 1}", String(repeating: "[", count: 1000),
    ] {
      #expect(Self.refusal(text) != nil, "\(text.prefix(40))")
    }
  }

  /// Whatever bytes stand in a file, it is read or refused in words.
  @Test func mutatedFilesAreReadOrRefused() async throws {
    let bytes = Array(DesignFile.text(of: try await Support.plan(Support.series())).utf8)
    var generator = SeededGenerator(seed: 5)
    var read = 0
    for _ in 0..<400 {
      var own = bytes
      for _ in 0..<Int.random(in: 1...3, using: &generator) {
        let place = Int.random(in: 0..<own.count, using: &generator)
        switch Int.random(in: 0..<4, using: &generator) {
        case 0: own[place] = UInt8.random(in: 0...255, using: &generator)
        case 1: own.remove(at: place)
        case 2: own.insert(contentsOf: own[place..<min(place + 40, own.count)], at: place)
        default: own[place] = Array("0123456789-+.eE{}[],:\"n".utf8).randomElement(using: &generator) ?? 0
        }
      }
      do throws(DesignFile.Problem) {
        let plan = try DesignFile.read(own)
        read += 1
        // What is read is written and read again as the same.
        #expect(try DesignFile.read(Array(DesignFile.text(of: plan).utf8)) == plan)
      } catch { #expect(!error.description.isEmpty) }
    }
    #expect(read > 0 && read < 400)
  }
}

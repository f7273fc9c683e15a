// SPDX-License-Identifier: Apache-2.0

import Course
import Exchange
import Dosing
import Testing

@Suite("Conditions and actions")
struct ConditionTests {
  /// What is printed of a condition reads back as the same condition, for every rule of the library.
  @Test func everyConditionReadsBack() throws {
    for set in BuiltInLibrary.read().library.rules.values {
      for condition in set.rows.map(\.condition) + set.events.map(\.condition) + set.rows.compactMap(\.until) {
        #expect(try Condition(parsing: condition.description) == condition, "\(set.id): \(condition)")
      }
    }
  }

  @Test(
    arguments: [
      ("neutrophils < 0.5", 17, "0.5 10^9/L"), ("neutrophil < 0.5 10^9/L", 0, "neutrophils"),
      ("platelets < 50 10^9/L or", 24, nil), ("(platelets < 50 10^9/L", 22, nil),
      ("febrile neutropaenia", 0, "febrile neutropenia"),
      ("grade of diarrhea >= 3", 9, "diarrhoea"), ("neutrophils < 500 mg/dL", 18, nil), ("", 0, nil), ("and", 0, nil),
      ("platelets < fifty 10^9/L", 12, nil), ("grade of nausea >= 7", 19, nil),
    ] as [(String, Int, String?)])
  func mistakesHaveAPlace(text: String, offset: Int, suggestion: String?) {
    do {
      _ = try Condition(parsing: text)
      Issue.record("accepted: \(text)")
    } catch {
      #expect(error.offset == offset, "\(error)")
      if let suggestion { #expect(error.suggestion == suggestion) }
    }
  }

  @Test func anyTextIsReadOrRefused() {
    let words = [
      "neutrophils", "<", "0.5", "10^9/L", "(", ")", "and", "or", "not", "for", ">", "5", "d", "fever", "ULN", "é",
    ]
    var state: UInt64 = 42
    for _ in 0..<5000 {
      var text = ""
      state = state &* 6_364_136_223_846_793_005 &+ 1
      for step in 0..<Int(state >> 60) + 1 { text += words[Int((state >> (step * 3)) & 15)] + " " }
      _ = try? Condition(parsing: text)
      _ = try? RuleAction(parsing: text)
      _ = try? CyclePattern(parsing: text)
    }
    #expect((try? Condition(parsing: String(repeating: "(", count: 100_000))) == nil)
    #expect((try? Condition(parsing: String(repeating: "not ", count: 100_000))) == nil)
  }

  /// Nadir below 0.5 on days 8, 10 and 13, above on 6 and 15: it lasted at least 5 and less than 9 days.
  @Test(arguments: [(4.0, Truth.yes), (5, .unknown), (8, .unknown), (9, .no)])
  func aDurationHasBounds(days: Double, truth: Truth) throws {
    var observations = Observations()
    observations.values[.neutrophils] = .init(
      series: [(6, 1.2), (8, 0.4), (10, 0.3), (13, 0.4), (15, 0.8)].map { .init(day: $0.0, value: $0.1) })
    let condition = try Condition(parsing: "nadir neutrophils < 0.5 10^9/L for > \(Int(days)) d")
    #expect(condition.truth(observations) == truth)
  }

  @Test func unitsOfThresholdsAreConverted() throws {
    #expect(
      try Condition(parsing: "neutrophils < 500 /uL and platelets >= 100000 /uL")
        == Condition(parsing: "neutrophils < 0.5 10^9/L and platelets >= 100 10^9/L"))
  }

  @Test(arguments: [
    "dose 75 %", "dose 1.2 mg/m2", "dose 800 mg/m2 on days 1, 8", "level down", "hold", "delay", "delay up to 21 d",
    "stop",
  ])
  func actionsAreRead(text: String) { #expect(throws: Never.self) { try RuleAction(parsing: text) } }

  @Test(arguments: [
    "dose", "dose 0 %", "dose 75", "dose -5 %", "dose 300 %", "omit", "delay up to soon", "dose 800 mg/m2 on days 8, 1",
    "level up",
  ])
  func otherActionsAreRefused(text: String) { #expect(throws: RuleSyntaxError.self) { try RuleAction(parsing: text) } }
}

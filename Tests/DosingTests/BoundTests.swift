// SPDX-License-Identifier: Apache-2.0

import Course
import Dosing
import Testing

/// Values of which a laboratory gives a bound only: three-valued, as what is not known is.
@Suite struct BoundTests {
  /// By hand: `<1.0` is some number below 1.0, so it is surely below 1.0 and at most 1.0, and may or may not be below 0.5.
  @Test(arguments: [
    ("<", ValueRelation.less, 1.0, Truth.yes), ("<=", .less, 1.0, .yes), (">", .less, 1.0, .no),
    (">=", .less, 1.0, .no),
    ("=", .less, 1.0, .no), ("<", .less, 0.5, .unknown), (">=", .less, 0.5, .unknown), ("<", .less, 1.5, .yes),
    ("<", .atMost, 1.0, .unknown), ("<=", .atMost, 1.0, .yes), (">", .atMost, 1.0, .no), (">=", .atMost, 1.0, .unknown),
    ("<", .more, 1.0, .no), ("<=", .more, 1.0, .no), (">", .more, 1.0, .yes), (">=", .more, 1.0, .yes),
    (">", .more, 1.5, .unknown), (">", .more, 0.5, .yes), ("<", .atLeast, 1.0, .no), ("<=", .atLeast, 1.0, .unknown),
    (">", .atLeast, 1.0, .unknown), (">=", .atLeast, 1.0, .yes), ("=", .atLeast, 1.0, .unknown),
  ]) func aBoundAgainstAThreshold(relation: String, bound: ValueRelation, threshold: Double, expected: Truth) throws {
    let relation = try #require(Comparison.Relation(rawValue: relation))
    #expect(relation.truth(ValueSpan(bound, 1.0), threshold) == expected)
  }

  /// Whatever number a bound stands for, a certain answer is the answer of that number.
  @Test func certainAnswersHoldForEveryNumber() {
    for relation in Comparison.Relation.allCases {
      for bound in ValueRelation.allCases {
        for threshold in [0.0, 0.5, 1, 1.5, 3] {
          let truth = relation.truth(ValueSpan(bound, 1), threshold)
          let numbers = stride(from: 0.0, through: 4, by: 0.125).filter { number in
            switch bound {
            case .less: number < 1
            case .atMost: number <= 1
            case .more: number > 1
            case .atLeast: number >= 1
            }
          }
          let answers = Set(numbers.map { relation.holds($0, threshold) })
          if truth != .unknown { #expect(answers == [truth == .yes], "\(relation) \(bound) \(threshold)") }
          // And where all numbers agree it is certain; only equality with one number of many cannot be seen on this grid.
          if truth == .unknown, relation != .equal { #expect(answers.count == 2, "\(relation) \(bound) \(threshold)") }
        }
      }
    }
  }

  /// Case 91: the US label gives the full dose from 1.0 on; a count below 1.0 is not it, and one below 0.5 is held.
  @Test func countsBelowALimit() throws {
    let set = try AdaptationTests.set("gemcitabine-us-pancreas")
    func decision(_ neutrophils: ValueSpan, _ platelets: ValueSpan = ValueSpan(120)) -> RuleDecision {
      var observations = Observations()
      observations.day = 8
      observations.values[.neutrophils] = .init()
      observations.values[.neutrophils]?.today = neutrophils
      observations.values[.platelets] = .init()
      observations.values[.platelets]?.today = platelets
      return set.decide("gemcitabine", planned: AdaptationTests.dose(1000, .milligramsPerSquareMetre), observations)
    }
    let below = decision(ValueSpan(.less, 1.0))
    #expect(below.outcome == .undecided && below.atMost == .give(percent: 75) && below.open == ["reduce", "hold"])
    #expect(decision(ValueSpan(.less, 0.5)).outcome == .hold)
    #expect(decision(ValueSpan(.atLeast, 1.0)).outcome == .give(percent: 100))
    #expect(decision(ValueSpan(2), ValueSpan(.less, 100)).atMost == .give(percent: 75))
    #expect(decision(ValueSpan(.more, 0.5), ValueSpan(.less, 50)).outcome == .hold)
  }

  /// `<0.5` on days 8 to 15 lasted seven days; `<1.0` may or may not have been below 0.5.
  @Test func durationsFromBounds() throws {
    let condition = try Condition(parsing: "nadir neutrophils < 0.5 10^9/L for > 5 d")
    func truth(_ bound: Double) -> Truth {
      var observations = Observations()
      observations.values[.neutrophils] = .init(series: [
        .init(day: 7, value: 2), .init(day: 8, value: ValueSpan(.less, bound)),
        .init(day: 15, value: ValueSpan(.less, bound)), .init(day: 16, value: 2),
      ])
      return condition.truth(observations)
    }
    #expect(truth(0.5) == .yes && truth(1.0) == .unknown)
  }

  @Test func theLeastOfBounds() {
    let least = ValueSpan.least(ValueSpan(.less, 1), ValueSpan(0.8))
    #expect(least.upper == 0.8 && least.includesUpper && least.lower == 0)
    #expect(ValueSpan.greatest(ValueSpan(.more, 3), ValueSpan(5)).lower == 5)
    #expect(
      ValueSpan(.less, 0.5).text == "< 0.5" && ValueSpan(.atLeast, 30).text == "≥ 30" && ValueSpan(0.9).text == "0.9")
  }
}

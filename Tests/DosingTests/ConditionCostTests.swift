// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Dosing

/// Words that count how often they are looked at.
private struct CountedTokens: RandomAccessCollection {
  final class Counter {
    var looks = 0
  }

  let base: [ConditionToken]
  let counter: Counter
  var startIndex: Int { 0 }
  var endIndex: Int { base.count }

  subscript(index: Int) -> ConditionToken {
    counter.looks += 1
    return base[index]
  }
}

/// What reading a condition costs in words looked at, the same on every machine.
@Suite struct ConditionCostTests {
  private func looks(_ text: String) -> Int {
    let counter = CountedTokens.Counter()
    let tokens = CountedTokens(base: ConditionToken.tokens(of: text), counter: counter)
    var parser = ConditionParser(tokens, length: text.utf8.count)
    _ = try? parser.any()
    return counter.looks
  }

  /// Twice the words may cost twice the looks and a little more for the ends; a parser that goes back to a word it has read costs more.
  @Test(
    arguments: [
      "neutrophils < 0.5 10^9/L for > 5 d and ", "not fever or ", "(platelets < 50 10^9/L or infection) and ",
      "not not not ((grade of diarrhoea >= 3)) or ", "febrile neutropenia and ", "what ", "< ", ") ",
    ])
  func twiceTheTextCostsTwice(part: String) {
    let costs = [50, 100, 200, 400].map { looks(String(repeating: part, count: $0) + "fever") }
    for (one, next) in zip(costs, costs.dropFirst()) {
      #expect(next <= 2 * one + 100, "\(part): \(costs)")
    }
  }

  /// Depth is bounded, so that nesting costs no more than the words down to the bound.
  @Test(arguments: ["(", "not "]) func nestingIsBounded(part: String) {
    let costs = [41, 400, 4_000].map { looks(String(repeating: part, count: $0) + "fever") }
    #expect(costs[1] == costs[0] && costs[2] == costs[0])
  }
}

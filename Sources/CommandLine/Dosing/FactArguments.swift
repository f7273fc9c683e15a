// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Dosing

/// What is so of a patient and what is not, in the words of rules: `prior pelvic radiotherapy`, `Child-Pugh B`.
struct FactArguments: ParsableArguments {
  @Option(help: "Something that is so: \"febrile neutropenia\", \"Child-Pugh B\".") var yes: [String] = []
  @Option(help: "Something that is not.") var no: [String] = []

  /// Puts them into observations.
  func read(into observations: inout Observations, _ problems: inout ArgumentProblems) {
    let known = Dictionary(uniqueKeysWithValues: Condition.factWords.map { ($0.lowercased(), $0) })
    for (words, truth) in [(yes, true), (no, false)] {
      for word in words {
        if let word = problems.find(word.lowercased(), in: known, "yes/no word", truth ? "--yes" : "--no") {
          // Two answers to one question leave none.
          if yes.contains(where: { $0.lowercased() == word.lowercased() }), !truth {
            problems.note("--no \(word): there is --yes \(word) too")
          }
          observations.facts[word] = truth
        }
      }
    }
  }
}

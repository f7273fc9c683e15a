// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Dosing
import Plain

/// What is so of a patient and what is not, in the words of rules: `prior pelvic radiotherapy`, `Child-Pugh B`.
struct FactArguments: ParsableArguments {
  @Option(help: "Something that is so: \"febrile neutropenia\", \"Child-Pugh B\".") var yes: [String] = []
  @Option(help: "Something that is not.") var no: [String] = []

  /// Puts them into observations.
  func read(into observations: inout Observations, _ problems: inout ArgumentProblems) {
    for (texts, truth) in [(yes, true), (no, false)] {
      for text in texts {
        for word in words(text, isSo: truth, &problems) {
          // Two answers to one question leave none.
          if !truth, observations.facts[word] == true { problems.note("--no \(text): there is --yes \(word) too") }
          observations.facts[word] = truth
        }
      }
    }
  }

  /// The words of rules that a text means: `Fieber bei Neutropenie` is febrile neutropenia, and fever. That it was not does not say that there was no fever.
  private func words(_ text: String, isSo: Bool, _ problems: inout ArgumentProblems) -> [String] {
    if let word = Condition.factWords.first(where: { $0.lowercased() == text.lowercased() }) { return [word] }
    let meant = ToxicityTerms.facts(text)
    if !meant.isEmpty { return isSo ? meant : [meant[0]] }
    let option = isSo ? "--yes" : "--no"
    let nearest = Spelling.nearest(to: text.lowercased(), among: Condition.factWords)
    problems.note(
      "\(option): there is no yes/no word `\(text)`"
        + (nearest.map { "; did you mean `\($0)`?" } ?? "; there are \(Condition.factWords.joined(separator: ", "))"))
    return []
  }

  /// Whether a text answers one of the words.
  static func text(_ text: String, means words: Set<String>) -> Bool {
    words.contains { $0.lowercased() == text.lowercased() } || !words.isDisjoint(with: ToxicityTerms.facts(text))
  }
}

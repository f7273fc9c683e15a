// SPDX-License-Identifier: Apache-2.0

import Notation
import Plain

extension PatientGathering {
  /// Tells what cannot be of one entry: two stages of one kind, an operation that by its code was broken off or is none.
  mutating func tellImpossible(_ part: PatientDraft.Part) {
    for (key, value) in part.values where key == "stage" {
      let text = value.texts.joined(separator: " ")
      if let kind = Self.stageTwice(text) {
        outcome.warnings.append(
          Misfit(
            value.place,
            "\(ProblemLog.quoted(text)) for the stage: \(kind) twice, and differently; they stand side by side",
            expected: "one of them at one time"))
      }
    }
    guard part.kind == "surgery" else { return }
    let codes = Set(
      part.values.flatMap { $0.value.texts + [$0.value.raw] }.flatMap { text in
        text.matches(of: #/\b([1-9]-[0-9a-z]{3})(?:\.[0-9a-z]{1,2})?\b/#).map { String($0.1) }
      })
    guard let first = codes.sorted().first, let place = part.values.first?.value.place else { return }
    if codes.contains("5-995") {
      outcome.warnings.append(
        Misfit(place, "OPS 5-995 for a surgery, which was broken off: it stands as one that was done"))
    } else if codes.allSatisfy({ !$0.hasPrefix("5-") }) {
      outcome.warnings.append(
        Misfit(
          place, "OPS \(first) for a surgery, which is no operation by its chapter: it stands as one",
          expected: "a code of chapter 5"))
    }
  }

  /// The part of a stage that a text has twice, with two values: `cT` of `cT3 cT1`.
  static func stageTwice(_ text: String) -> String? {
    var found: [String: Set<String>] = [:]
    for match in text.matches(of: #/(?:^|[ ,;])([acpruy]{0,3}[TNM])([0-4X])/#) {
      found[String(match.1), default: []].insert(String(match.2))
    }
    for match in text.matches(of: #/(?:UICC|[Ss]tage|[Ss]tadium) ([IV]{1,3})/#) {
      found["the stage group", default: []].insert(String(match.1))
    }
    return found.filter { $0.value.count > 1 }.keys.sorted().first
  }
}

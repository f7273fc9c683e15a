// SPDX-License-Identifier: Apache-2.0

import Course

extension CensoringRule {
  /// The definition of an end point under this rule.
  func definition(_ endPoint: EndPoint, origin: String, in definitions: Definitions) -> Definition {
    let events =
      switch endPoint {
      case .survival: "death of any cause"
      case .progressionFree, .responseDuration: "documented progression or death, whichever is first"
      case .progression: "documented progression"
      case .treatmentFailure: "the stop of treatment for any reason, progression or death, whichever is first"
      case .nextTreatment: "the start of another therapy, or death"
      }
    let text = "From \(origin) to \(events)."
    guard endPoint.countsProgression else {
      return Definition(
        name: endPoint.name,
        text: text + " Censored at the last day that anything recorded shows the patient alive."
          + Definition.countedDays(definitions),
        source: source)
    }
    return Definition(
      name: endPoint.name, text: ([text] + sentences).joined(separator: " ") + Definition.countedDays(definitions),
      source: source)
  }

  /// What the rule says, a sentence a choice.
  private var sentences: [String] {
    var sentences = [
      countsClinicalProgression
        ? "Progression by symptoms is an event too." : "Progression by symptoms is none."
    ]
    switch newTherapy {
    case .ignore: sentences.append("Another therapy changes nothing.")
    case .censor: sentences.append("Another therapy before an event ends time at the last adequate visit before it.")
    case .event: sentences.append("The start of another therapy is an event.")
    case .yield:
      sentences.append(
        "Without documented progression time ends at the latest when another therapy starts.")
    }
    if let missedVisits {
      sentences.append(
        "An event after \(missedVisits) or more missed visits does not count: time ends at the last adequate visit before them."
      )
    }
    if needsBaseline { sentences.append("Without a baseline assessment time ends where it starts.") }
    sentences.append("Without an event time is censored: \(end.rawValue).")
    return sentences
  }
}

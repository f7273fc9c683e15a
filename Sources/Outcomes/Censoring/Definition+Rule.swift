// SPDX-License-Identifier: Apache-2.0

import Course
import Plain

extension CensoringRule {
  /// The definition of an end point under this rule.
  func definition(_ endPoint: EndPoint, origin: Phrase, in definitions: Definitions) -> Definition {
    let events =
      switch endPoint {
      case .survival: Phrase("death of any cause", "zum Tod jeder Ursache")
      case .progressionFree, .responseDuration:
        Phrase(
          "documented progression or death, whichever is first",
          "zum dokumentierten Progress oder Tod, je nachdem, was zuerst eintritt")
      case .progression: Phrase("documented progression", "zum dokumentierten Progress")
      case .treatmentFailure:
        Phrase(
          "the stop of treatment for any reason, progression or death, whichever is first",
          "zum Therapieende aus jedem Grund, Progress oder Tod, je nachdem, was zuerst eintritt")
      case .nextTreatment:
        Phrase("the start of another therapy, or death", "zum Beginn einer anderen Therapie oder Tod")
      }
    let text = Phrase("From \(origin) to \(events).", "Ab \(origin) bis \(events).")
    guard endPoint.countsProgression else {
      return Definition(
        name: endPoint.phrase,
        text: text
          + Phrase(
            " Censored at the last day that anything recorded shows the patient alive.",
            " Zensiert am letzten Tag, an dem etwas Dokumentiertes den Patienten lebend zeigt.")
          + Definition.countedDays(definitions), source: sourcePhrase)
    }
    return Definition(
      name: endPoint.phrase, text: ([text] + sentences).joined(separator: " ") + Definition.countedDays(definitions),
      source: sourcePhrase)
  }

  /// What the rule says, a sentence a choice.
  private var sentences: [Phrase] {
    var sentences = [
      countsClinicalProgression
        ? Phrase("Progression by symptoms is an event too.", "Progress nach Symptomen ist auch ein Ereignis.")
        : Phrase("Progression by symptoms is none.", "Progress nach Symptomen ist keines.")
    ]
    switch newTherapy {
    case .ignore:
      sentences.append(Phrase("Another therapy changes nothing.", "Eine andere Therapie ändert nichts."))
    case .censor:
      sentences.append(
        Phrase(
          "Another therapy before an event ends time at the last adequate visit before it.",
          "Eine andere Therapie vor einem Ereignis beendet die Zeit bei der letzten verwertbaren Kontrolle davor."))
    case .event:
      sentences.append(
        Phrase("The start of another therapy is an event.", "Der Beginn einer anderen Therapie ist ein Ereignis."))
    case .yield:
      sentences.append(
        Phrase(
          "Without documented progression time ends at the latest when another therapy starts.",
          "Ohne dokumentierten Progress endet die Zeit spätestens bei Beginn einer anderen Therapie."))
    }
    if let missedVisits {
      sentences.append(
        Phrase(
          "An event after \(missedVisits) or more missed visits does not count: time ends at the last adequate visit before them.",
          "Ein Ereignis nach \(missedVisits) oder mehr versäumten Kontrollen zählt nicht: die Zeit endet bei der letzten verwertbaren Kontrolle davor."
        )
      )
    }
    if needsBaseline {
      sentences.append(
        Phrase(
          "Without a baseline assessment time ends where it starts.",
          "Ohne Ausgangsuntersuchung endet die Zeit, wo sie beginnt."))
    }
    let last: Phrase =
      switch end {
      case .lastAdequateVisit: Phrase("\(end.rawValue)", "letzte verwertbare Kontrolle")
      case .lastVisit: Phrase("\(end.rawValue)", "letzte Kontrolle")
      case .lastAlive: Phrase("\(end.rawValue)", "zuletzt lebend bekannt")
      }
    sentences.append(
      Phrase("Without an event time is censored: \(last).", "Ohne Ereignis wird die Zeit zensiert: \(last)."))
    return sentences
  }
}

// SPDX-License-Identifier: Apache-2.0

package import Marrow
package import Plain

extension ForecastRefusal {
  /// In words of every language. What names drugs, therapies or numbers of the record is English in each, as the record's own words are what they are.
  package var phrase: Phrase {
    switch self {
    case .noCounts:
      Phrase(
        "\(description)",
        "es sind keine Zellzahlen dieses Patienten erfasst: über seine Zellzahlen wird nichts gesagt")
    case .noSchedule(let why) where !why.isEmpty:
      Phrase(
        "\(description)",
        "kein Schema der Akte ist eines, für das es hier ein Modell gibt (\(why.joined(separator: "; ")))")
    case .noSchedule:
      Phrase(
        "\(description)",
        "die Akte hat keine Dosisphase von Gemcitabin allein, mit Dosis, Tagen und Zyklus, für die es hier ein Modell gibt"
      )
    case .noModel(let drugs):
      Phrase("\(description)", "für \(drugs.joined(separator: " mit ")) gibt es hier kein Modell")
    case .growthFactorNotModelled:
      Phrase(
        "\(description)",
        "ein Wachstumsfaktor wurde gegeben, den das Modell nicht hat: seine Zellzahlen würden für Erholung des Marks gehalten"
      )
    case .growthFactorDaysNotKnown:
      Phrase(
        "\(description)",
        "Pegfilgrastim hat hier ein Modell, aber an welchen Tagen es gegeben wurde, ist nicht bekannt: eine Zeile je Gabe neben denen von Gemcitabin klärt es"
      )
    case .stopped(let words):
      Phrase(
        "\(description)",
        "die Akte sagt, dass die Behandlung beendet, unterbrochen oder gewechselt wurde (\(words)): über ein Schema, das weitergeht, wird nichts gesagt; ein Ende der Therapie in der Akte oder eine Gabe danach klärt es"
      )
    case .anotherTherapy(let name):
      Phrase(
        "\(description)",
        "seit der letzten Gabe von Gemcitabin hat \(name) begonnen: über ein Schema, das weitergeht, wird nichts gesagt"
      )
    case .outside: Phrase("\(description)", "das Modell wurde nicht an solchen Patienten angepasst (\(description))")
    case .atBounds: Phrase("\(description)", "die Anpassung endet an ihren Grenzen (\(description))")
    case .surprising:
      Phrase("\(description)", "solche Zellzahlen hat kein Patient dieser Population (\(description))")
    case .pastNotKnown:
      Phrase("\(description)", "was vor den Zellzahlen gegeben wurde, ist nicht bekannt (\(description))")
    case .pastMissed(let outside, let count):
      Phrase(
        "\(description)",
        "von \(count) Zellzahlen des Patienten liegen \(outside) außerhalb dessen, was mit 90 % vorhergesagt worden wäre"
      )
    case .notDetermined: Phrase("\(description)", "die Parameter sind nicht bestimmt (\(description))")
    case .uneven: Phrase("\(description)", "die Ziehungen sind für eine Wahrscheinlichkeit zu ungleich")
    case .disagreement: Phrase("\(description)", "zwei Optimierer enden an verschiedenen Orten")
    }
  }
}

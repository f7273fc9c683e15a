// SPDX-License-Identifier: Apache-2.0

public import Plain
public import Statistics

extension SampleProblem {
  /// The problem as a sentence in every language; `Statistics` knows no language.
  public var phrase: Phrase { Phrase("\(description)", "\(german)") }

  private var german: String {
    switch self {
    case .empty: "die Stichprobe ist leer"
    case .lengths(let what, let found, let expected):
      "\(what) hat \(found) Zeilen, erwartet werden \(expected)"
    case .time(let row, let value):
      "Zeile \(row + 1) hat die Zeit \(value); erwartet wird eine endliche Zeit ab 0"
    case .entry(let row, let entry, let time):
      "Zeile \(row + 1) tritt bei \(entry) ein und verlässt bei \(time); erwartet wird ein Eintritt ab 0 und vor dem Ende"
    case .value(let sample, let row, let value):
      "Stichprobe \(sample + 1), Zeile \(row + 1) hat den Wert \(value); erwartet wird eine endliche Zahl"
    case .covariate(let row, let column):
      "Zeile \(row + 1), Kovariate \(column + 1) fehlt oder ist unendlich"
    case .group(let row, let group, let count):
      "Zeile \(row + 1) hat die Gruppe \(group); erwartet wird eine von 0 bis \(count - 1)"
    case .emptyGroup(let group): "niemand ist in Gruppe \(group + 1)"
    case .cause(let cause): "\(cause) ist keine Art von Ereignis; gezählt wird ab 1, und 0 ist zensiert"
    case .landmark(let time):
      "\(time) ist kein Zeitpunkt; erwartet wird eine endliche Zeit ab 0"
    case .weight(let value):
      "\(value) ist kein Gewicht eines Tests; erwartet wird eine endliche Zahl ab 0"
    case .counts:
      "erwartet wird eine Tafel von Häufigkeiten ab 0 mit mindestens zwei Zeilen und zwei Spalten, die nicht leer sind"
    case .tooManyTables:
      "es gibt zu viele Tafeln mit diesen Rändern für den exakten Test; Chi-Quadrat ist möglich"
    case .noEvents: "kein Ereignis wurde beobachtet"
    case .singular: "weniger als zwei Gruppen sind vergleichbar"
    case .collinear(let name):
      "\(name) ist konstant oder eine Kombination der Kovariaten davor, unter denen, die gemeinsam unter Risiko sind"
    case .separated(let names):
      "die Likelihood hat kein Maximum (Separation): sie wächst unbegrenzt entlang \(names.joined(separator: " und "))"
    case .divergent(let iterations):
      "die Schätzung kam in \(iterations) Schritten nicht zur Ruhe"
    case .tooManyTies(let time, let deaths):
      "\(deaths) gleichzeitige Ereignisse bei \(time) sind zu viele für die exakte Methode; die von Efron ist möglich"
    }
  }
}

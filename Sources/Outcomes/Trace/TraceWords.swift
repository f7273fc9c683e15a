// SPDX-License-Identifier: Apache-2.0

import Course
public import Plain

extension Phrase {
  /// What the name of a derived value, `Time to progression`, or of what it is of, `line 2`, is in every language.
  public static func derived(_ name: String) -> Phrase {
    let lowered = name.prefix(1).lowercased() + name.dropFirst()
    let known = names[name] ?? names.first { lowered == $0.key.prefix(1).lowercased() + $0.key.dropFirst() }?.value
    if let known { return Phrase("\(name)", "\(known)") }
    for (head, german) in heads where lowered.hasPrefix(head) {
      return Phrase("\(name)", "\(german)\(event(String(name.dropFirst(head.count))))")
    }
    let parts = name.split(separator: ", ", maxSplits: 1).map(String.init)
    guard parts.count == 2, parts[1].hasPrefix("measured") || parts[1].hasPrefix("as judged") else {
      return Phrase(same: name)
    }
    let measured = parts[1].hasPrefix("measured")
    return Phrase(
      "\(name)",
      "\(derived(parts[0])), \(measured ? "gemessen" + parts[1].dropFirst("measured".count) : "wie von der Quelle beurteilt")"
    )
  }

  private static let names = [
    "Line of therapy": "Therapielinie", "Duration of treatment": "Therapiedauer", "Best response": "bestes Ansprechen",
    "Duration of response": "Dauer des Ansprechens", "Time to progression": "Zeit bis zum Progress",
    "Progression-free survival": "progressionsfreies Überleben", "Growth modulation index": "Growth Modulation Index",
    "Dose intensity": "Dosisintensität", "Relative dose intensity": "relative Dosisintensität",
    "Cumulative dose": "kumulative Dosis", "Time in force": "Dauer in Kraft", "Overall survival": "Gesamtüberleben",
    "Time to treatment failure": "Zeit bis zum Therapieversagen",
    "Time to next treatment": "Zeit bis zur nächsten Therapie",
    "Survival from diagnosis": "Überleben ab Diagnose", "Survival from the diagnosis": "Überleben ab Diagnose",
    "Survival from first distant metastasis": "Überleben ab der ersten Fernmetastase",
    "Survival from the first distant metastasis": "Überleben ab der ersten Fernmetastase",
  ]
  private static let heads = [
    ("survival from ", "Überleben ab "), ("duration of ", "Dauer: "), ("line ", "Linie "),
  ]
}

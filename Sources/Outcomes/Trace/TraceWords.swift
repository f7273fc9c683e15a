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

extension Phrase {
  /// The name of a dated fact or of an input of a derivation, `progression (CT)`, `last known alive (dose of gem)`, in every language: `Progress (CT)`.
  /// The name of an entry is the same in all.
  static func fact(_ name: String) -> Phrase {
    if let known = facts[name] { return Phrase("\(name)", "\(known)") }
    if name.hasSuffix(" for progression"), name.hasPrefix("stop of ") {
      let entry = name.dropFirst("stop of ".count).dropLast(" for progression".count)
      return Phrase("\(name)", "Ende von \(entry) wegen Progress")
    }
    if name.hasSuffix(" is ongoing") {
      return Phrase("\(name)", "\(name.dropLast(" is ongoing".count)) dauert an")
    }
    if name.hasSuffix(", measured") {
      return Phrase("\(name)", "\(fact(String(name.dropLast(", measured".count)))), gemessen")
    }
    if name.hasSuffix(")"), let open = name.firstIndex(of: "("), open > name.startIndex {
      let head = name[..<open].trimmingSuffixSpace
      let inner = name[name.index(after: open)...].dropLast()
      return Phrase("\(name)", "\(fact(head)) (\(fact(String(inner))))")
    }
    return .event(name)
  }

  private static let facts = [
    "first dose": "erste Gabe", "operation": "Operation",
    "last dose, by the administrations": "letzte Gabe, nach den einzelnen Gaben",
    "first shown": "zuerst gezeigt", "first shown, measured": "zuerst gezeigt, gemessen", "stop": "Ende",
    "begins": "Beginn", "ends": "Ende", "end as stated": "Ende wie angegeben", "start": "Beginn",
    "progression": "Progress", "clinical progression": "klinischer Progress", "death": "Tod",
    "another therapy": "andere Therapie", "last known alive": "zuletzt lebend bekannt",
    "last visit": "letzte Kontrolle",
    "last adequate visit": "letzte verwertbare Kontrolle",
    "last assessment without progression": "letzte Untersuchung ohne Progress",
    "treatment certainly until": "Behandlung sicher bis", "start of the next therapy": "Beginn der nächsten Therapie",
    "modality not stated": "Verfahren nicht angegeben", "local relapse": "Lokalrezidiv",
    "new metastases": "neue Metastasen",
    "a contact after it shows the patient alive": "ein Kontakt danach zeigt den Patienten lebend",
    "the patient died after it": "der Patient starb danach", "diagnosis": "Diagnose", "the diagnosis": "Diagnose",
    "the first distant metastasis": "erste Fernmetastase",
  ]
}

extension StringProtocol {
  /// Without spaces at its end.
  fileprivate var trimmingSuffixSpace: String {
    var text = String(self)
    while text.last == " " { text.removeLast() }
    return text
  }
}

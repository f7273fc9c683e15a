// SPDX-License-Identifier: Apache-2.0

import Course
import Dosing
import Outcomes
import Plain

/// A drug whose name neither the library nor the list of names knows.
struct UnknownDrug: Rule {
  let id = "unknown-drug"
  let severity = Severity.note
  let summary = Phrase(
    "A drug whose name is not known",
    "Ein Wirkstoff, dessen Name nicht bekannt ist")
  let explanation =
    "Limits, usual doses, rule sets and the windows of growth factors go by the drug. Names are known in any case, in English and German, with doses and salts, and by common brands, each of one "
    + "formulation: `Caelyx` is not doxorubicin. What is known under no name is held against nothing, and always taken for a treatment."
  let needs = "`therapy`, or `support` of a dose phase"
  let source = "the names of the library (`verlauf regimen show`) and the INN lists of the WHO"

  let fires = RuleExample("a slip of the pen", course: "- therapy: doxorubcin\n  id: dox\n  when: 2020-01-15")
  let passes = RuleExample("a brand name", course: "- therapy: Adriamycin\n  id: dox\n  when: 2020-01-15")

  func find(in context: ReviewContext) -> [Found] {
    let library = context.outcomes.library
    return context.eachTherapy { patient, entry, therapy in
      let names = therapy.drugs + therapy.phases.flatMap { $0.support.map(\.drug) }
      var told: Set<String> = []
      return names.filter { library.generic($0) == nil && told.insert($0).inserted }.map { name in
        let joined = Self.joined(name, library)
        let nearest = joined == nil ? library.nearest(to: name) : []
        return Found(
          patient: patient.id, about: "\(entry.id)-\(name)",
          Phrase(
            "“\(name)” in \(entry.id) is no name of a drug that is known, so that its doses are held against nothing",
            "„\(name)“ in \(entry.id) ist kein bekannter Wirkstoffname, seine Dosen werden darum mit nichts verglichen")
            + (joined.map {
              Phrase(
                "; several drugs are joined by ` + `: `\($0)`.",
                "; mehrere Wirkstoffe werden mit ` + ` verbunden: `\($0)`.")
            }
              ?? (nearest.isEmpty
                ? Phrase(same: ".")
                : Phrase(
                  "; nearest: \(nearest.joined(separator: ", ")).", "; am nächsten: \(nearest.joined(separator: ", "))."
                ))),
          evidence: [Evidence(entry, same: name)],
          settledBy: Phrase(
            "The generic name, or a drug file with this name in a library of your own.",
            "Der generische Name, oder eine Wirkstoffdatei mit diesem Namen in einer eigenen Bibliothek."))
      }
    }
  }

  /// Drugs in one name, each of them known, as they are written together: `gemcitabine + docetaxel` of `Gemcitabine/Docetaxel`.
  private static func joined(_ name: String, _ library: RegimenLibrary) -> String? {
    var parts = [name.lowercased()]
    for joint in [" and ", " und ", " plus ", "/", "&", ",", ";"] {
      parts = parts.flatMap { $0.split(separator: joint).map(String.init) }
    }
    let drugs = parts.compactMap { library.generic($0.trimmed) }
    return drugs.count > 1 && drugs.count == parts.count ? drugs.joined(separator: " + ") : nil
  }
}

// SPDX-License-Identifier: Apache-2.0

import Course
public import Dosing

extension DosingTables {
  /// What the library knows of each drug, so that nobody takes silence for safety.
  ///
  /// `present` was read in a text, `present (copy)` in a copy or a page that quotes it, `not confirmed` is remembered only, `absent` says that the library has nothing.
  public static func coverage(_ library: RegimenLibrary) -> Table {
    var table = Table(
      name: "coverage", title: "What the library knows of each drug",
      columns: ["drug", "levels", "count rules", "hepatic", "renal", "cumulative", "support"])
    let spoken = Set(library.drugs.keys).union(library.regimens.values.flatMap(\.drugs))
    for drug in spoken.sorted() {
      let sets = library.rules(for: drug)
      let regimens = library.regimens.values.filter { $0.drugs.contains(drug) }
      func known(_ sources: [[LibrarySource]]) -> Table.Cell { .words(word(sources.map(certainty))) }
      let limits = library.drugs[drug].map {
        $0.cumulativeLimits.map(\.sources) + $0.doxorubicinEquivalents.map(\.sources)
      }
      table.rows.append([
        .words(drug),
        known(
          sets.filter { $0.levels.count > 1 && $0.levels[0][drug] != nil }.map(\.allSources)
            + regimens.filter { $0.levels.count > 1 && $0.levels[0][drug] != nil }.map(\.sources)),
        known(sets.filter { $0.readsCounts(of: drug) }.map(\.allSources)),
        known(sets.filter { $0.reads([.bilirubin, .alt, .ast, .alp], Self.hepaticFacts, of: drug) }.map(\.allSources)),
        known(
          sets.filter { $0.reads([.creatinine, .creatinineClearance], ["severe renal failure"], of: drug) }
            .map(\.allSources)),
        known(limits ?? []),
        known(
          regimens.filter { !$0.premedication.isEmpty || !$0.support.isEmpty || !$0.care.isEmpty }.map(\.sources)),
      ])
    }
    table.footnotes = [
      "absent: the library has nothing of it. That is no sign that nothing needs to be done.", disclaimer,
    ]
    return table
  }

  private static let hepaticFacts: Set = [
    "Child-Pugh A", "Child-Pugh B", "Child-Pugh C", "moderate hepatic impairment", "severe hepatic toxicity",
  ]

  /// The least certain of the sources of one thing; memory where none is named.
  private static func certainty(_ sources: [LibrarySource]) -> LibrarySource.Certainty {
    let order = LibrarySource.Certainty.allCases
    return sources.map(\.certainty).max { (order.firstIndex(of: $0) ?? 0) < (order.firstIndex(of: $1) ?? 0) } ?? .memory
  }

  /// By the most certain of several things of a kind.
  private static func word(_ all: [LibrarySource.Certainty]) -> String {
    if all.contains(.confirmed) { return "present" }
    if all.contains(.secondary) { return "present (copy)" }
    return all.isEmpty ? "absent" : "not confirmed"
  }
}

// SPDX-License-Identifier: Apache-2.0

@testable import Course
import Testing

@Suite struct DrugNamesTests {
  /// Every name means one drug, and is written as names are looked up.
  @Test func namesAreUnique() {
    let all = DrugNames.groups.flatMap { $0.drugs.flatMap { names in names.map { ($0, names[0]) } } }
    let twice = Dictionary(grouping: all, by: \.0).filter { Set($1.map(\.1)).count > 1 || $1.count > 1 }
    #expect(twice.isEmpty, "\(twice.keys.sorted())")
    for (name, generic) in all {
      #expect(name == name.lowercased() && DrugNames.generic(name) == generic, "\(name)")
      #expect(DrugNames.generic(name.uppercased()) == generic, "\(name)")
    }
  }

  @Test(arguments: [
    ("Zoledronsäure", "zoledronic acid"), ("Zoledronat", "zoledronic acid"), ("zometa 4 mg", "zoledronic acid"),
    ("Denosumab (Xgeva)", "denosumab"), ("Xgeva®", "denosumab"), ("Granisetron hydrochloride", "granisetron"),
    ("morphine sulfate 10 mg", "morphine"), ("Morphin", "morphine"), ("Etoposid", "etoposide"),
    ("Vincristin sulfat", "vincristine"), ("Adriamycin", nil), ("xyz", nil), ("", nil), ("()", nil), ("(", nil),
    (" ", nil),
    ("4 mg", nil), ("denosumab (zoledronic acid)", nil), ("zoledronic  ACID", "zoledronic acid"),
    ("denosumab (weekly)", "denosumab"), ("paclitaxel (Abraxane)", "nab-paclitaxel"),
    ("irinotecan (liposomal)", "liposomal irinotecan"),
  ])
  func generic(text: String, generic: String?) { #expect(DrugNames.generic(text) == generic) }

  /// Formulations are drugs of their own.
  @Test func formulations() {
    #expect(DrugNames.generic("Caelyx") == "pegylated liposomal doxorubicin")
    #expect(DrugNames.generic("Myocet") == "non-pegylated liposomal doxorubicin")
    #expect(DrugNames.generic("Abraxane") != DrugNames.generic("Taxol"))
    #expect(DrugNames.generic("Onivyde") != DrugNames.generic("irinotecan"))
    // No list has it: better none than the other formulation.
    #expect(DrugNames.generic("topotecan (liposomal)") == nil)
  }
}

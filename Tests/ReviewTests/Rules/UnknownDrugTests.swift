// SPDX-License-Identifier: Apache-2.0

@testable import Review
import Testing

@Suite struct UnknownDrugTests {
  let bench = RuleBench(rule: UnknownDrug())

  func findings(_ drugs: String) async throws -> [PlacedFinding] {
    try await bench.findings("- therapy: \(drugs)\n  id: a\n  when: 2020-01-15")
  }

  @Test func whatItSays() async throws {
    let found = try #require(try await findings("doxorubcin").first)
    #expect(
      found.summary.hasPrefix(
        "“doxorubcin” in a is no name of a drug that is known, so that its doses are held against nothing; nearest: doxorubicin"
      ), "\(found.summary)")
    #expect(found.places == ["patients/1.yaml:4"])
    // Each name once; what is known beside it is not told.
    #expect(try await findings("gemcitabine + xyzabcinib + Docetaxel").map(\.id) == ["unknown-drug/1/a-xyzabcinib"])
  }

  /// Drugs in one name are answered with how they are written.
  @Test(arguments: [
    "Gemcitabine/Docetaxel", "gemcitabine and docetaxel", "Gemcitabin und Docetaxel", "gemcitabine & docetaxel",
  ])
  func joined(drugs: String) async throws {
    let found = try #require(try await findings(drugs).first)
    #expect(
      found.summary.hasSuffix("; several drugs are joined by ` + `: `gemcitabine + docetaxel`."), "\(found.summary)")
  }

  @Test(arguments: [
    "mitotane", "megestrol acetate", "Megestrolacetat", "Doxorubicinhydrochlorid", "Placebo",
    "Doxorubicin", "adriamycin", "doxorubicin hydrochloride", "Doxorubicin 75 mg/m2", "Caelyx", "gemcitabin", "Gemzar",
    "Zoledronsäure", "xgeva", "Ifosfamid", "TRABECTEDIN", "Yondelis", "Eribulin mesylate", "nab-paclitaxel",
    "imatinib", "Vincristin", "actinomycin D", "doxorubicin (Adriamycin)", "doxorubicin (liposomal)",
  ])
  func known(drug: String) async throws { #expect(try await findings(drug).isEmpty) }

  @Test(arguments: ["gemcitabinee x", "doxorubicin (gemcitabine)", "study drug", "ABC-123"])
  func unknown(drug: String) async throws { #expect(try await findings(drug).count == 1) }
}

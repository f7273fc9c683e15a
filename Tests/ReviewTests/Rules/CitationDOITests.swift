// SPDX-License-Identifier: Apache-2.0

@testable import Review
import Testing

@Suite struct CitationDOITests {
  /// Each resolves at doi.org.
  @Test(arguments: [
    ("10.3892/mco.2020.1994", 2020), ("10.1097/COC.0000000000000243", 2018), ("10.1097/COC.0b013e318248dbf4", 2013),
    ("10.1097/00001813-199512006-00005", 1995), ("10.1016/S1470-2045(11)70230-3", 2011),
    ("10.1016/S1470-2045(19)30856-3", 2020), ("10.1200/JCO.2006.10.4117", 2007), ("10.1007/s002800050027", 2000),
    ("10.1371/journal.pone.0046891", 2012), ("10.4143/crt.2016.535", 2018), ("10.1136/esmoopen-2015-000023", 2016),
  ])
  func aSoundOne(doi: String, year: Int) { #expect(CitationDOI.fault(doi, year: year) == nil) }

  @Test(arguments: [
    ("10.1097/MD.00000000000020719", 2020, "17 digits"), ("10.1097/MD.000000000020719", 2020, "15 digits"),
    ("11.1016/x", 2020, "form"), ("10.1016", 2020, "form"), ("10.1016/", 2020, "form"), ("10.10 16/x", 2020, "form"),
    // 8·1 + 7·4 + 6·7 + 5·0 + 4·2 + 3·0 + 2·4 + 5 = 99 = 9 · 11; with a 6 at the end 100.
    ("10.1016/S1470-2046(19)30856-3", 2020, "check digit"), ("10.4143/crt.2019.535", 2018, "the year 2019"),
  ])
  func aWrongOne(doi: String, year: Int, words: String) {
    #expect(CitationDOI.fault(doi, year: year)?.contains(words) == true)
  }

  @Test func oneOfTwoReferences() async throws {
    let found = try await RuleBench(rule: CitationDOI()).findings(
      "",
      [
        "references.yaml":
          "- {number: 1, title: A, doi: 10.1002/ijc.21867}\n- {number: 2, title: B, doi: \"https://doi.org/10.1002/IJC.21867\"}\n- {number: 3, title: C, doi: not stated}"
      ])
    #expect(found.map(\.summary) == ["Reference (2): the DOI https://doi.org/10.1002/IJC.21867 is also that of (1)."])
    #expect(found.first?.places == ["references.yaml:2", "references.yaml:1"])
  }
}

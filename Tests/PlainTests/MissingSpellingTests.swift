// SPDX-License-Identifier: Apache-2.0

import Plain
import Testing

/// What says that there is no value, and what is one although it looks like it.
@Suite struct MissingSpellingTests {
  @Test(arguments: [
    "", " ", "unknown", "Unknown", "UNK", "not stated", "Not Stated", "NA", "N/A", "NaN", "k.A.", "k. A.", "-", "–",
    "?", ".", "…", "missing",
    "keine Angabe", "unbekannt", "99/99/9999", "00.00.0000", "88888888",
  ])
  func isMissing(text: String) { #expect(Silence.isMissing(text)) }

  @Test(arguments: [
    "0", "0.00000", "9.99999", "-1", "none", "no", "a", "KA", "aa", "control", "not stated by whom", "2020-01-01",
    "999",
  ])
  func isAValue(text: String) { #expect(!Silence.isMissing(text)) }

  /// As most are spelled, and of as many the first by letters; by another key in other groups.
  @Test func commonSpellings() {
    #expect(["Arm A", "arm  a", "arm a", "arm a", "B", "b"].commonSpellings() == ["arm a": "arm a", "b": "B"])
    #expect(["1", "1.0", "1.0"].commonSpellings { String($0.prefix(1)) } == ["1": "1.0"])
  }
}

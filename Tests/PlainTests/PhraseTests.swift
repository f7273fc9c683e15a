// SPDX-License-Identifier: Apache-2.0

import Plain
import Testing

@Suite("Phrases in every language")
struct PhraseTests {
  @Test("A phrase within a phrase speaks the language of the whole")
  func nested() {
    let end = Phrase("ends on \("2020-05-01")", "endet am \("2020-05-01")")
    let whole = Phrase("Therapy \(2) \(end).", "Therapie \(2) \(end).")
    #expect(whole[.english] == "Therapy 2 ends on 2020-05-01.")
    #expect(whole[.german] == "Therapie 2 endet am 2020-05-01.")
  }

  @Test("A number has the decimal mark of its language, and the same digits", arguments: [0.5, 12_500.25, -3, 1e16])
  func numbers(_ value: Double) {
    let phrase = Phrase.number(value, decimals: 2)
    #expect(phrase.english == Numbers.text(value, decimals: 2))
    #expect(!phrase.german.contains("."))
    #expect(phrase.german.replacing(",", with: ".") == phrase.english)
  }

  @Test("Phrases are listed as a sentence lists them")
  func lists() {
    let words = [Phrase("liver", "Leber"), Phrase("lung", "Lunge"), Phrase("bone", "Knochen")]
    #expect(words.listed.english == "liver, lung and bone" && words.listed.german == "Leber, Lunge und Knochen")
    #expect(words.prefix(1).listed.german == "Leber" && [Phrase]().listed.isEmpty)
    #expect(words.joined(separator: "; ").german == "Leber; Lunge; Knochen")
    #expect((words[0] + Phrase(same: "!")).german == "Leber!")
  }
}

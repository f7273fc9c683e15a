// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Course

/// See ``AssertedWords`` for the words.
@Suite("What words say of what they name") struct ChartAssertionTests {
  @Test(arguments: AssertedWords.lines) func lines(line: AssertedWords.Line) {
    let read = ChartAssertion(line.description, line.question)
    #expect((read == .affirmed) == line.isAffirmed, "\(line.question): \(read)")
  }

  @Test func allLines() { #expect(AssertedWords.lines.count == 565) }

  /// How it is not: a denial, a doubt, a relative, a plan.
  @Test(
    arguments: [
      ("Lebermetastasen ausgeschlossen", .denied), ("Leiomyosarkom nicht auszuschließen", .doubted),
      ("V. a. Leiomyosarkom", .doubted), ("Brustkrebs der Mutter", .ofRelative), ("keine Lebermetastasen", .denied),
      ("metastases: nein", .denied), ("Leiomyosarkom?", .doubted),
    ] as [(String, ChartAssertion)])
  func kinds(text: String, expected: ChartAssertion) { #expect(ChartAssertion(text, .finding) == expected) }

  @Test(
    arguments: [
      ("Resektion geplant", .notDone), ("keine Operation", .denied), ("Doxorubicin, falls Progress", .doubted),
      ("Vorgesehene Zweitoperation erfolgt", .affirmed), ("Doxorubicin, 6 Zyklen geplant", .affirmed),
    ] as [(String, ChartAssertion)])
  func kindsOfTreatments(text: String, expected: ChartAssertion) {
    #expect(ChartAssertion(text, .treatment) == expected)
  }

  /// The first letters, by which most terms are told, hide no denial.
  @Test func quickAnswer() {
    for text in AssertedWords.lines.map(\.description) {
      #expect(ChartAssertion.denies(text) == (ChartAssertion(text, .finding) == .denied), "\(text)")
    }
  }

  /// A note takes back what it names, or where it names nothing.
  @Test(arguments: [
    ("Keine Lebermetastasen", true), ("Kein Anhalt.", true), ("sonografisch nicht bestätigt", true),
    ("Lebermetastasen sonografisch nicht bestätigt.", true), ("Keine Beschwerden", false), ("Biopsie geplant", false),
    ("V. a. Lokalrezidiv", false), ("C78.0", false), ("Leber C78.7", false),
    ("Lebermetastasen seit 2019. Keine Hirnmetastasen.", false),
  ])
  func notes(text: String, isTakenBack: Bool) {
    #expect((ChartAssertion(note: text, .metastases) != .affirmed) == isTakenBack, "\(text)")
  }

  /// Beside a treatment stands why it ended; that it never began is another thing.
  @Test(arguments: [
    ("planned course completed", false), ("patient refused further cycles", false), ("no further cycles given", false),
    ("not tolerated", false), ("Patient lehnt weitere Zyklen ab", false), ("wie geplant abgeschlossen", false),
    ("never started", true), ("nicht begonnen", true), ("refused before start", true), ("not given", true),
    ("wurde nie verabreicht", true), ("planned only", true), ("vor Beginn verstorben", true),
  ])
  func neverBegun(text: String, isNever: Bool) { #expect(ChartAssertion.sayNeverBegun(text) == isNever, "\(text)") }

  @Test(arguments: [
    ("none", true), ("keine Neutropenie", true), ("Neutropenie: keine", true), ("bisher keine Neutropenie", true),
    ("neutropenia not observed", true), ("no reflow", false), ("Absence seizure", false), ("neutropenia", false),
    ("non-cardiac chest pain", false), ("nausea, no vomiting", false), ("rash unlikely related", false),
    ("neuropathy not present at baseline", false), ("neuropathy unlikely", true),
  ])
  func absentToxicities(term: String, isAbsence: Bool) {
    #expect(Toxicity(term: term).isAbsence == isAbsence, "\(term)")
  }
}

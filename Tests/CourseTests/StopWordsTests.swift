// SPDX-License-Identifier: Apache-2.0

import Course
import Testing

/// Words of charts, read by a person before by the program.
@Suite struct StopWordsTests {
  @Test(arguments: [
    "progression", "PD", "pd", "P.D.", "Progress", "Progression der Erkrankung", "Progredienz", "progressive",
    "progressive disease", "disease progression", "progressed", "clinical progression", "klinischer Progress",
    "radiologischer Progress", "Tumorprogress", "tumour progression", "tumor growth", "Tumorwachstum", "PD lung",
    "PD (new bone lesion)", "PD, toxicity", "toxicity and PD", "new lesions", "neue Lungenmetastasen",
    "progressive lung metastases", "PD by RECIST 1.1", "PD after 6 cycles", "Progress unter Therapie",
    "no response, progression",
  ])
  func progression(words: String) { #expect(StopWords(words) == .progression) }

  @Test(arguments: [
    "no progression", "no PD", "kein PD", "kein Progress", "keine Progression", "kein Anhalt für Progress",
    "progression excluded", "progression excluded, toxicity", "PD ruled out", "Progress ausgeschlossen",
    "completed, no sign of progression", "progression-free after 6 cycles", "progressionsfrei", "not for progression",
    "lack of progression", "without progression", "no progression, planned end", "kein Progress, Patientenwunsch",
    "fear of progression", "before progression", "pseudoprogression", "pseudo-progression", "no new lesions",
    "ohne Progress", "no evidence of recurrence", "toxicity, no PD",
  ])
  func noProgression(words: String) { #expect(StopWords(words) == .noProgression) }

  @Test(arguments: [
    "suspected progression", "possible progression", "V.a. Progress", "PD?",
    "patient choice (progression not confirmed)",
    "toxicity (later progression)", "PD, not confirmed", "no toxicity and progression", "not only progression",
    "progressive neuropathy", "no PD, then PD", "relapse", "Rezidiv", "iUPD", "progression of neuropathy",
    "completed, progression 3 months later", "Progress fraglich", "no longer PD", "tumor growth inhibited",
  ])
  func open(words: String) { #expect(StopWords(words) == .open) }

  @Test(arguments: [
    "toxicity", "completed as planned", "death", "Patientenwunsch", "clinical deterioration", "lacking efficacy",
    "treatment failure", "no significant inhibition of growth", "PD-L1 negative", "anti-PD-1 started", "new therapy",
    "not stated otherwise", "", "??",
  ])
  func other(words: String) { #expect(StopWords(words) == .other) }

  /// Letters in another case or more space change nothing.
  @Test(arguments: ["PD (new bone lesion)", "kein Anhalt für Progress", "suspected progression", "toxicity"])
  func spelling(words: String) {
    #expect(StopWords(words.uppercased()) == StopWords(words))
    #expect(StopWords("  " + words.replacing(" ", with: "   ")) == StopWords(words))
  }
}

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
    "progressive neuropathy", "no PD, then PD", "iUPD", "progression of neuropathy",
    "completed, progression 3 months later", "Progress fraglich", "no longer PD", "tumor growth inhibited",
  ])
  func open(words: String) { #expect(StopWords(words) == .open) }

  @Test(arguments: [
    "toxicity", "completed as planned", "death", "Patientenwunsch", "no significant inhibition of growth",
    "PD-L1 negative", "anti-PD-1 started", "new therapy",
    "not stated otherwise", "", "??",
  ])
  func other(words: String) { #expect(StopWords(words) == .other) }

  /// A point or a colon behind an abbreviation cuts no doubt off, and `PD` can be short for something else.
  @Test(arguments: [
    "V. a. Progress", "V. a. PD", "Vd. a. Progress", "Verd. Progress", "susp. PD", "fragl. Progress", "z. A. Progress",
    "DD: Progress", "mgl. Progress", "mögl. Progress", "r/o progression", "s/o progression",
    "after 6 cycles, then progression", "Parkinson (PD)", "Patient decision (PD)", "PD (patient decision)",
    "PD = patient decision", "kein sicherer Progress", "bis Progress", "leukaemia relapse in brother",
    "progression of breast cancer", "progression of second tumour",
  ])
  func doubtsBehindPoints(words: String) { #expect(StopWords(words) == .open) }

  @Test(arguments: ["o. Progress", "w/o progression", "o. Anhalt für PD", "kein Rezidiv", "no increase in size"])
  func denialsInShort(words: String) { #expect(StopWords(words) == .noProgression) }

  /// Progression in plain words, misspelt by a letter, or with the place, pace and time of it.
  @Test(arguments: [
    "Fortschreiten der Erkrankung", "fortschreitende Erkrankung", "worsening disease", "Progreß", "progr.",
    "progession", "progresion", "Progresss", "Zunahme der Metastasen", "increasing lung metastases",
    "growing metastases", "neu aufgetretene Hirnmetastasen", "irPD", "Progredienz der Lungenherde",
    "neue Leberläsion", "neu aufgetretene Metastase", "Zunahme an Zahl und Größe", "increase in number and size",
    "metastases have grown", "size increase of all lesions by 30 %", "Größenzunahme der Lungenmetastasen um 40 %",
    "relapse", "Rezidiv", "Lokalrezidiv", "recurrence", "local relapse", "Progression am 28.05.2020",
    "Progress lt. CT", "PD lt. CT vom 15.5.2020", "ossärer Progress", "pulmonaler Progress",
    "intrakranieller Progress", "schneller Progress", "massiver Progress", "langsamer Progress",
    "beginnender Progress", "CNS progression", "progression + toxicity", "PD with new lung mets",
    "progression of sarcoma", "Progress des Sarkoms", "Progression des Leiomyosarkoms", "first progression",
    "1. Progress", "Tu-Progress", "Erkrankungsprogress", "progrediert", "hat progrediert",
    "Tumorprogression trotz Therapie", "CT: PD", "PD. Tod", "clinical deterioration due to progression",
    "PD, no brain metastases",
  ])
  func plainWords(words: String) { #expect(StopWords(words) == .progression) }

  /// What may be progression and is not said to be: asked about, and counted as none.
  @Test(arguments: [
    "prog", "Größenzunahme", "increase in size", "brain metastases", "Hirnmetastasen", "Metastasierung",
    "symptomatic deterioration", "clinical deterioration", "AZ-Verschlechterung", "lack of efficacy",
    "lacking efficacy", "fehlende Wirksamkeit", "treatment failure", "Therapieversagen", "no response",
    "kein Ansprechen", "refractory",
  ])
  func askedAbout(words: String) { #expect(StopWords(words) == .open) }

  /// Growth, failure and metastases of another kind, or of which something was done.
  @Test(arguments: [
    "increase in creatinine", "weight increase", "increased number of cycles", "dose increase", "growth factor",
    "worsening of renal function", "worsening lung disease", "renal failure", "deterioration of liver function",
    "Verschlechterung der Nierenfunktion", "resection of metastases", "surgery of lung metastases", "no metastases",
  ])
  func otherKinds(words: String) { #expect(StopWords(words) == .other) }

  /// A doubt before the words, or behind them, is never lost.
  @Test(arguments: [
    "progression", "PD", "Progress", "Progredienz", "Lokalrezidiv", "new lesions", "growing metastases",
  ])
  func noDoubtIsLost(words: String) {
    #expect(StopWords(words) == .progression)
    for doubt in [
      "V. a.", "V.a.", "Vd. a.", "z. A.", "DD:", "mgl.", "mögl.", "suspected", "fragl.", "susp.", "r/o", "?",
    ] {
      #expect(StopWords("\(doubt) \(words)") == .open, "\(doubt) \(words)")
    }
    for doubt in ["?", "(?)", ", unconfirmed", " (fraglich)", "; suspected"] {
      #expect(StopWords(words + doubt) == .open, "\(words)\(doubt)")
    }
  }

  /// Letters in another case or more space change nothing.
  @Test(arguments: ["PD (new bone lesion)", "kein Anhalt für Progress", "suspected progression", "toxicity"])
  func spelling(words: String) {
    #expect(StopWords(words.uppercased()) == StopWords(words))
    #expect(StopWords("  " + words.replacing(" ", with: "   ")) == StopWords(words))
  }

  /// What words say does not depend on what was read before, however much that was.
  @Test func oftenRead() {
    for number in 0..<5000 {
      #expect(StopWords("no progression \(number)") == .noProgression)
      if number.isMultiple(of: 500) {
        #expect(
          StopWords("progression") == .progression && StopWords("PD?") == .open && StopWords("toxicity") == .other)
      }
    }
  }
}

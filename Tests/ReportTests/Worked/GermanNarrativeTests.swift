// SPDX-License-Identifier: Apache-2.0

import Chronology
import Course
import Dosing
import Exchange
import Foundation
import Outcomes
import Plain
import Testing

@testable import Report

@Suite("The course in German")
struct GermanNarrativeTests {
  private func told(_ patient: String, study: String = "study: Worked\n") async throws -> String {
    let outcomes = try await WorkedStudy.outcomes(["study.yaml": study, "patients/P.yaml": patient])
    let outcome = try #require(outcomes.patients.first)
    return Narrative.sentences(outcome, in: outcomes.study, language: .german).map(\.text).joined(separator: " ")
  }

  @Test("Doses, cycles, reasons and times stand as a discharge letter has them")
  func doses() async throws {
    let text = try await told(
      """
      patient: P
      sex: female
      age: 50 at diagnosis
      comorbidity: [hypertension]
      course:
        - {diagnosis: leiomyosarcoma, grade: G2, site: peri-aortic, when: 2020-01-15}
        - {performance status: ECOG 1, when: 2020-01}
        - therapy: trabectedin
          id: trab
          when: 2020-02
          stopped for: progression
          phases:
            - {id: full, dose: 1.5 mg/m2, cycles: 1-2, every: 21 d}
            - {id: less, dose: 1.1250 mg/m2, days: [1], cycles: 3-, every: 21 d or 28 d, reason: {code: toxicity, words: raised transaminases}}
        - {assessment: CT, id: ct, region: right ilium, response: PD, criteria: RECIST 1.1, of: trab, when: 3 mo after start of trab}
        - {metastases: [bone], id: bone, number: one, when: at ct}
        - {therapy: pazopanib, id: paz, intent: salvage, when: 2 wk after ct, ongoing: true}
      """)
    #expect(
      text.hasPrefix(
        "Patient P (weiblich, 50 Jahre bei Diagnose). Diagnose: leiomyosarcoma (G2), Ort: peri-aortic, 15.1.2020. Begleiterkrankungen: hypertension. Januar 2020: Leistungszustand ECOG 1. Februar 2020: Beginn der Therapie mit trabectedin (Linie 1)"
      ), "\(text)")
    #expect(
      text.contains(
        "; beendet wegen Progress. Dosen: 1,5 mg/m², alle 21 Tage (Zyklus 1 bis 2); 1,1250 mg/m² Tag 1, alle 21 oder 28 Tage (ab Zyklus 3), Grund: Toxizität: „raised transaminases“."
      ), "\(text)")
    #expect(
      text.contains(
        "3 Monate nach Beginn trabectedin: CT (right ilium): Progress. Bei CT (right ilium): Metastasen (bone, Anzahl: 1). 2 Wochen nach CT (right ilium): Beginn der Therapie mit pazopanib (Salvage-Therapie, Linie 2)"
      ), "\(text)")
  }

  @Test("What is not stated is gathered once, and bounds are carried")
  func missing() async throws {
    let text = try await told(
      """
      patient: P
      course:
        - {diagnosis: sarcoma, when: not stated}
        - {metastases: none, when: at diagnosis}
        - {surgery: resection, when: 2 mo after diagnosis}
        - {radiotherapy: thigh, when: 3-4 mo after diagnosis}
        - {therapy: pazopanib, id: paz, when: 5 mo after diagnosis}
        - {toxicity: neutropenia, grade: 4, qualifier: prolonged, when: after diagnosis}
        - {assessment: not stated, id: pd, response: PD, of: paz, when: nearly 2½ y after diagnosis}
        - {death: not stated, when: ">3 y after diagnosis"}
      """)
    #expect(
      text.hasPrefix(
        "Patient P (Geschlecht nicht angegeben, Alter nicht angegeben). Diagnose: sarcoma. Bei Diagnose: keine Metastasen. 2 Monate nach Diagnose: Operation: resection."
      ), "\(text)")
    #expect(text.contains("3–4 Monate nach Diagnose: Strahlentherapie (thigh)."), "\(text)")
    #expect(text.contains("Knapp 2½ Jahre nach Diagnose: Beurteilung: Progress."), "\(text)")
    #expect(text.contains("Mehr als 3 Jahre nach Diagnose: verstorben."), "\(text)")
    #expect(
      text.contains(
        "Nicht angegeben: Grad des Tumors, Resektionsrand, Dosis der Strahlentherapie (thigh), Todesursache, Untersuchungsart von 1 Beurteilung."
      ), "\(text)")
  }

  @Test("A dose of a stated time is told with it; one among several without any says so, in both languages")
  func phaseTimes() async throws {
    let patient = """
      patient: P
      sex: male
      course:
        - {diagnosis: GIST, grade: low, when: 2020-01-15}
        - therapy: imatinib
          id: ima
          when: 2020-02-03
          phases:
            - {id: a, dose: 800 mg, days: [1-28], every: 28 d, when: at start of ima}
            - {id: b, dose: 600 mg, days: [1-28], every: 28 d, when: 4 mo after start of ima}
            - {id: c, dose: 400 mg, days: [1-28], every: 28 d}
      """
    let german = try await told(patient)
    #expect(german.contains("600 mg täglich (ab 4 Monate nach Beginn imatinib)"), "\(german)")
    #expect(german.contains("400 mg täglich (Zeitraum nicht angegeben)"), "\(german)")
    let outcomes = try await WorkedStudy.outcomes(["study.yaml": "study: Worked\n", "patients/P.yaml": patient])
    let english = Narrative.text(try #require(outcomes.patients.first), in: outcomes.study)
    #expect(
      english.contains("The dose from four months after the start of imatinib on was 600 mg daily."), "\(english)")
    #expect(english.contains("The dose at a time not stated was 400 mg daily."), "\(english)")
  }

  @Test(
    "Spans keep their numbers and their bounds",
    arguments: [
      ("6 mo", "6 Monate"), ("nearly 5 y", "knapp 5 Jahre"), ("~6 mo", "etwa 6 Monate"), ("1 wk", "1 Woche"),
      ("2.5 mo", "2,5 Monate"), (">=3 d", "mindestens 3 Tage"), ("½ y", "½ Jahr"), ("up to 10 d", "bis zu 10 Tage"),
      ("2 cycles q21d", "„2 cycles q21d“"), ("21 d or 28 d", "„21 d or 28 d“"),
    ])
  func spans(_ written: String, _ german: String) { #expect(GermanWording.span(written) == german) }

  /// Words that a person wrote are in quotes or parentheses, or names; the words of the program are German.
  @Test(
    "No English word of the program, no empty value and no name of an entry stands in the courses of the examples",
    arguments: [
      "Examples/gemcitabine-maintenance", "Examples/invented-cohort", "Examples/full-record",
      "Tests/Series/clean-sarcoma", "Tests/Series/clean-record",
    ])
  func examples(path: String) async throws {
    let root = String(#filePath.prefix(upTo: try #require(#filePath.range(of: "Tests/")).lowerBound))
    let study = try #require(await StudyFolder.read(root + path).study)
    for outcome in await StudyOutcomes(study, library: RegimenLibrary()).patients {
      let text = Narrative.sentences(outcome, in: study, language: .german).map(\.text).joined(separator: " ")
      let own = text.replacing(/„[^“]*“/, with: "„“")
      for words in ["  ", "..", " ,", "()", "::", "nil", "Optional", " was ", " on ", "not stated", "months", "after "]
      {
        #expect(!own.contains(words), "“\(words)”: \(text)")
      }
      #expect(text.hasSuffix("."))
    }
  }
}

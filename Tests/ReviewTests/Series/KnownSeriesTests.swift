// SPDX-License-Identifier: Apache-2.0

import Course
import Exchange
import Outcomes
@testable import Review
import Plain
import Testing

/// The invented series below `Tests/Series`.
enum InventedSeries {
  static func review(_ name: String) async throws -> StudyReview {
    let reading = await StudyFolder.read(Repository.path("Tests/Series/\(name)"))
    #expect(reading.errors.isEmpty, "\(reading.errors.map(\.description))")
    return StudyReview(
      await StudyOutcomes(
        try #require(reading.study), library: BuiltInLibrary.read().library, places: reading.places))
  }
}

/// Two long series in which nothing is wrong, and what is planted in a third.
@Suite struct KnownSeriesTests {
  @Test(arguments: ["clean-sarcoma", "clean-record"])
  func nothingTrueIsCalledWrong(name: String) async throws {
    let review = try await InventedSeries.review(name)
    #expect(review.findings.map { "\($0.rule): \($0.summary.english)" } == [])
    let doubted = review.claims.filter { ![.supported, .notJudged].contains($0.verdict) }
    #expect(doubted.map(\.claim.id) == [])
  }

  /// That the clean series are worth being clean: all kinds of entries, most kinds of claims, rows of every table.
  @Test func theCleanSeriesAreRich() async throws {
    var kinds: Set<String> = []
    var claims: Set<String> = []
    var (lesions, administrations, laboratory) = (0, 0, 0)
    for name in ["clean-sarcoma", "clean-record"] {
      let study = try #require(await StudyFolder.read(Repository.path("Tests/Series/\(name)")).study)
      for patient in study.patients {
        lesions += patient.lesions.count
        for entry in patient.entries {
          kinds.insert(caseName(entry.content))
          if case .therapy(let therapy) = entry.content { administrations += therapy.administrations.count }
          if case .laboratory = entry.content { laboratory += 1 }
        }
      }
      claims.formUnion(study.claims.map { caseName($0.assertion) })
    }
    #expect(kinds.count >= 20, "\(kinds.sorted())")
    #expect(claims.count >= 18, "\(claims.sorted())")
    #expect(lesions >= 80)
    #expect(administrations >= 15)
    #expect(laboratory >= 200)
  }

  private func caseName(_ value: some Any) -> String { "\(value)".prefix { $0 != "(" }.description }

  @Test func everyPlantedFaultIsFound() async throws {
    let found = try await InventedSeries.review("planted-faults").findings
    for fault in PlantedFault.all {
      #expect(
        found.contains { $0.patient == fault.patient && $0.rule == fault.rule && $0.summary.contains(fault.says) },
        "\(fault.patient ?? "series"): \(fault.what) is not found by \(fault.rule)")
    }
    #expect(PlantedFault.all.count >= 40)
    #expect(Set(PlantedFault.all.map(\.what)).count == PlantedFault.all.count, "each is of its own kind")
  }
}

/// A fault of `Tests/Series/planted-faults`, with the rule that must find it.
struct PlantedFault {
  var patient: String?
  var what: String
  var rule: String
  /// A part of what the finding says.
  var says: String

  init(_ patient: String?, _ what: String, _ rule: String, _ says: String) {
    (self.patient, self.what, self.rule, self.says) = (patient, what, rule, says)
  }

  static let all: [PlantedFault] = [
    // the course
    PlantedFault(
      "F01", "two times of one event that exclude each other", "contradiction-in-time", "3 mo after metastases"),
    PlantedFault("F02", "ongoing, and dead", "ongoing-and-dead", "trabectedin"),
    PlantedFault("F03", "last contact before the end of treatment", "seen-after-last-contact", "2021-05-17"),
    PlantedFault("F04", "no last contact and no death", "end-of-follow-up", "2021-05-17"),
    PlantedFault("F05", "grade 5 without a death", "death-not-recorded", "grade 5"),
    PlantedFault("F06", "a relapse dropped", "progression-without-assessment", "dox"),
    PlantedFault("F07", "a stop in words that leave progression open", "stop-reason-words", "lack of efficacy"),
    PlantedFault("F08", "new lesions judged SD", "unjudged-progression", "two in the liver"),
    PlantedFault("F09", "a therapy in the wrong year", "overlapping-therapies", "two lines at a time"),
    PlantedFault("F10", "a line number too high", "stated-line", "line 3"),
    PlantedFault("F11", "a drug resumed, counted as another line", "resumed-therapy", "doxorubicin"),
    PlantedFault("F12", "a supportive drug counted as a therapy", "taken-as-supportive", "zoledronic acid"),
    PlantedFault("F13", "a response days after the first dose", "unnamed-assessment", "3 d after"),
    PlantedFault("F14", "maintenance after progression", "maintenance-line", "ct-pd"),
    PlantedFault("F15", "a date that stands for unknown", "doubtful-date", "1900-01-01"),
    PlantedFault("F15", "an age that nobody has", "impossible-age", "177 years"),
    PlantedFault("F16", "months after something that lasted", "several-readings", "3 mo after gem-doc"),
    PlantedFault("F19", "known metastases that nobody found", "first-detection", "lung"),
    PlantedFault("F18", "metastases where none are said to be", "denied-site", "lung"),
    PlantedFault("F25", "M0 with metastases at diagnosis", "stage-against-metastases", "M0"),
    PlantedFault("F21", "a grade in words that is another in numbers", "grade-words", "poorly differentiated"),
    PlantedFault("F34", "two sexes by two sources", "statements-that-differ", "male (Letter)"),
    PlantedFault("F35", "stable disease after a complete response", "disease-after-complete-response", "CR (ct-early)"),
    PlantedFault("F36", "stable disease after progression", "response-after-progression", "PD (ct-early"),
    PlantedFault("F37", "two responses on one day", "judged-twice", "mri-gem (PR)"),
    PlantedFault("F37", "an age that the year of birth excludes", "impossible-age", "born in 1926"),
    PlantedFault("F38", "a site that the sex excludes", "sex-against-site", "uterus"),
    PlantedFault("F39", "adjuvant radiotherapy before the operation", "intent-against-surgery", "surgery"),
    // doses, rows, counts
    PlantedFault("F21", "cycles that do not fill the time", "cycles-against-time", "5 cycles of doxorubicin"),
    PlantedFault("F22", "weekly doses without a rest week", "dose-days", "d1, d8, d15"),
    PlantedFault("F23", "pegfilgrastim too near to the next dose", "support-spacing", "13 d"),
    PlantedFault("F24", "doxorubicin above its cumulative limit", "cumulative-limit", "above 550"),
    PlantedFault("F25", "a dose of ten times", "unusual-dose", "9000"),
    PlantedFault("F26", "mg for mg/m²", "dose-unit-in-question", "900 mg"),
    PlantedFault("F27", "a drug misspelt", "unknown-drug", "doxorubcin"),
    PlantedFault("F28", "a dose too early", "short-interval", "4 d"),
    PlantedFault("F29", "a full dose with 0.3 neutrophils", "given-while-held", "0.3"),
    PlantedFault("F30", "milligrams of another body", "absolute-dose", "2800 mg"),
    PlantedFault("F31", "a dose of no level", "dose-levels", "1060"),
    PlantedFault("F32", "phases that the single doses do not make", "phases-against-administrations", "6000"),
    PlantedFault("F30", "haemoglobin in the other unit", "laboratory-unit-in-question", "11.9 mmol/L"),
    PlantedFault("F31", "neutrophils that cannot be", "laboratory-not-usable", "3200"),
    PlantedFault("F28", "grade 2 with a count of grade 4", "grade-against-count", "0.4"),
    PlantedFault("F34", "no serious complications, and grade 4", "toxicity-words", "no serious complications"),
    PlantedFault("F33", "a lesion measured after death", "row-out-of-time", "T1 measured on 2021-09-16"),
    PlantedFault("F25", "SD where the lesions give PR", "judged-against-measured", "PR"),
    PlantedFault("F26", "a target too small to measure", "lesion-selection", "7 mm"),
    // what tables and abstract claim
    PlantedFault("F10", "the sex in a table", "claim", "sex: male"),
    PlantedFault("F12", "digits of an age swapped in a table", "claim", "75 years"),
    PlantedFault("F27", "the other side in a table", "claim", "right thigh"),
    PlantedFault("F17", "a site omitted in a table", "claim", "liver"),
    PlantedFault("F23", "a response changed in a table", "claim", "PR on gem-doc"),
    PlantedFault("F39", "an operation omitted in a table", "claim", "treatments before gem-doc"),
    PlantedFault("F18", "digits of a dose swapped in a table", "claim", "57 mg/m²"),
    PlantedFault("F22", "a duration in a table", "claim", "lasted 6 mo"),
    PlantedFault("F33", "survival in a table", "claim", "21 mo from start of gem-doc to death"),
    PlantedFault("F19", "a reduction by another part", "claim", "25 %"),
    PlantedFault("F20", "refractory to what no progression shows", "claim", "refractory to doxorubicin"),
    PlantedFault(nil, "n off in the counts of responses", "claim", "40 SD"),
    PlantedFault(nil, "a percentage that no count gives", "claim", "12.4 %"),
    PlantedFault(nil, "a site of nobody in the abstract", "claim", "brain"),
    PlantedFault(nil, "a published rate that its n does not give", "comparator-rates", "18.4 %"),
  ]
}

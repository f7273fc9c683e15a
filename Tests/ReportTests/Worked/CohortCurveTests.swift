// SPDX-License-Identifier: Apache-2.0

import Drawing
import Figures
import Outcomes
import Plain
import Report
import Testing

/// Which curves are drawn of patients who are compared.
@Suite struct CohortCurveTests {
  private func cohort(histologies: Int) async throws -> CohortOutcomes {
    var files: [String: String] = [:]
    for number in 0..<(2 * histologies) {
      files["patients/P\(number).yaml"] =
        "patient: P\(number)\ncourse:\n  - {diagnosis: sarcoma \(number % histologies), when: 2019-12-01}\n"
        + "  - {therapy: gemcitabine, id: gem, intent: palliative, when: 2020-01-01}\n"
        + "  - {death: sarcoma, when: 2021-0\(number % 9 + 1)-01}\n"
    }
    var options = CohortOptions(anchor: .line(1))
    options.group = .histology
    return CohortOutcomes(try await WorkedStudy.outcomes(files), options: options)
  }

  /// One curve a group, eight on a page at most and every page on one axis; of more groups than anybody compares by curves none, with what to do.
  /// No curve of all stands for them.
  @Test(arguments: [1, 2, 8, 9, 17, 48, 49]) func eachGroupOrNone(_ count: Int) async throws {
    let cohort = try await cohort(histologies: count)
    let plot = CohortFigures(cohort).survival(.survival)
    let curves = plot?.curves.map(\.name)
    let pages = CohortFigures(cohort).figures(.survival)
    #expect(pages.count == (count <= 48 ? (count + 7) / 8 : 0))
    var shown: [String] = []
    for page in plot?.pages ?? [] {
      #expect(page.curves.count <= 8)
      // The last death is on 2021-09-01, 609 d after the first dose.
      #expect(count > 8 ? abs((page.timeEnd ?? 0) - 609 / 30.4375) < 1e-9 : page.timeEnd == nil)
      shown += page.curves.map(\.name)
    }
    #expect(shown == curves ?? [])
    if count == 17 {
      let words = pages.map { SceneAudit($0.scene).texts.map(\.string).joined(separator: " ") }
      #expect(words[0].contains("Page 1 of 3: 5 of 17 groups.") && words[2].contains("Page 3 of 3: 6 of 17 groups."))
      #expect(words[1].contains("sarcoma 10") && !words[1].contains("sarcoma 11"))
    }
    let isTold = CohortTables.survival(cohort).footnotes.contains {
      $0.english.hasPrefix(
        "Curves are not drawn: there are \(count) groups, and no more than 48 are drawn, 8 on a page. Compare by a")
    }
    #expect(curves == (count <= 48 ? (0..<count).map { "sarcoma \($0)" } : nil))
    #expect(isTold == (count > 48))
  }
}

/// What a report of many patients leaves out, it says, with how to get it; what sums patients up it draws.
@Suite struct ManyPatientsTests {
  @Test(arguments: [12, 13, 300, 301]) func figuresOfManyPatients(_ count: Int) async throws {
    var files: [String: String] = [:]
    for number in 0..<count {
      files["patients/P\(number).yaml"] =
        "patient: P\(number)\ncourse:\n  - {diagnosis: leiomyosarcoma, when: 2019-12-01}\n"
        + "  - {therapy: gemcitabine, id: t, intent: palliative, when: 2020-01-01, ends: 2020-06-01}\n"
        + "  - {assessment: CT, of: t, response: PR, when: 2020-03-01}\n  - {death: sarcoma, when: 2021-02-01}\n"
    }
    let report = Report(try await WorkedStudy.outcomes(files), cohort: CohortOptions(anchor: .line(1)))
    let names = report.figures.map(\.name)
    #expect(names.contains("figure-os") && names.contains("figure-lines"))
    #expect(
      names.contains("figure-2-swimmer") == (count <= 300) && names.contains("figure-responses") == (count <= 300))
    let page = try #require(report.files().first { $0.path == "index.html" })
    let html = String(decoding: page.bytes, as: UTF8.self)
    #expect(
      html.contains(
        "are left out of more than 300 patients (here 301). `verlauf figure STUDY --kind swimmer --out swimmer.svg`")
        == (count > 300))
    // Nobody's lesions were measured, and no arm is beside the study.
    #expect(html.contains("No figure of kind waterfall: no lesions were measured") == (count <= 300))
    #expect(html.contains("No figure of kind comparators: no published arm"))
  }
}

/// Who is not in a waterfall, and why.
@Suite struct WaterfallNoteTests {
  private func patient(_ id: String) -> String {
    "patient: \(id)\ncourse:\n  - {therapy: gemcitabine, id: gem, intent: palliative, when: 2020-01-02, ends: 2020-05-01}\n"
  }

  /// D can be drawn; of E the target is absent at baseline, so that there is no sum to compare with; of F nothing was measured after baseline.
  @Test func eachIsNamedWithTheTrueReason() async throws {
    let files = [
      "patients/D.yaml": patient("D"), "patients/E.yaml": patient("E"), "patients/F.yaml": patient("F"),
      "lesions.csv": """
      patient,date,lesion,role,site,finding
      D,2020-01-01,T1,target,liver,40
      D,2020-03-02,T1,target,liver,30
      E,2020-01-01,T1,target,liver,absent
      E,2020-03-02,T1,target,liver,12
      F,2020-01-01,T1,target,liver,40

      """,
    ]
    let cohort = CohortOutcomes(try await WorkedStudy.outcomes(files), options: CohortOptions(anchor: .line(1)))
    let plot = try #require(CohortFigures(cohort).waterfall)
    let reasons = plot.bars.filter { $0.change == nil }.map { "\($0.patient) \($0.unavailable)" }
    #expect(reasons.sorted() == ["E has no baseline sum to compare with", "F has no measurement after baseline"])
    #expect(plot.bars.first { $0.patient == "D" }?.change == -25)
  }
}

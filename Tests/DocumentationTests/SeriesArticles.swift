// SPDX-License-Identifier: Apache-2.0

import Foundation
import Plain
import Planning
import Testing
import Trials
import Verlauf

/// From a folder to figures and findings, as README and articles show it. Expected: the published series (Harrer et al. 2021).
@Suite struct SeriesArticles {
  let folder = ArticleTests.root.appendingPathComponent("Examples/gemcitabine-maintenance").path

  @Test func theWayFromAFolder() async throws {
    let reading = await StudyFolder.read(folder)
    for problem in reading.problems { print(problem) }
    _ = try #require(reading.study)
    guard let study = reading.study else { return }
    let library = BuiltInLibrary.read().library

    let outcomes = await StudyOutcomes(study, library: library)
    for patient in outcomes.patients {
      for therapy in patient.maintenance { print(patient.patient.id, therapy.duration.value.text()) }
    }
    let review = StudyReview(outcomes)
    let errors = review.findings.filter { $0.severity == .error }

    let cohort = CohortOutcomes(outcomes, options: CohortOptions(anchor: .maintenance))
    let survival = cohort.estimate(.progressionFree)

    let scene = SwimmerPlot(outcomes).scene(CourseFigureOptions(widthMillimetres: 180))
    let svg = SVGRenderer().render(scene)

    let files = Report(outcomes).files()
    #expect(files.contains { $0.path == "index.html" })

    // "Patient 1 … 21 months", 6 months, 14 months plus 12 cycles before: three patients on maintenance.
    #expect(study.patients.count == 3 && outcomes.patients.flatMap(\.maintenance).count == 3)
    #expect(cohort.members.count == 3 && survival != nil)
    #expect(errors.contains { $0.summary.english.contains("half-dose") })
    #expect(svg.contains("Swimmer plot"))
  }

  /// 20 % against 40 %: Simon's published design 3/13, 12/43; of three patients nothing is proposed.
  @Test func planning() async throws {
    let study = try #require(await StudyFolder.read(folder).study)
    let outcomes = await StudyOutcomes(study, library: BuiltInLibrary.read().library)

    var question = TrialQuestion()
    question.null = 0.2
    question.alternative = 0.4
    question.landmark = Months(weeks: 12)
    question.scans = Months(weeks: 6)
    let plan = try TrialPlan(outcomes, question, folder: "Examples/gemcitabine-maintenance")
    print(plan.caution)
    for (assumption, option) in plan.open { print(assumption.quantity, assumption.standing.words, option) }

    let text = DesignFile.text(of: plan)
    let again = try DesignFile.read(Array(text.utf8))

    #expect(plan.design?.design.size == 43 && plan.caution.hasPrefix("3 patients propose nothing alone"))
    #expect(again == plan.withoutRecords && plan.open.contains { $0.option == "--per-month" })
  }

  @Test func aRecordInMemory() throws {
    let files = [
      "study.yaml": "study: One course\n",
      "patients/1.yaml":
        "patient: 1\ncourse:\n  - diagnosis: leiomyosarcoma\n    when: 2017-03\n\n  - death: disease\n    when: 6 mo after diagnosis\n",
    ]
    let reading = StudyFolder.read(files: files)
    let study = try #require(reading.study, "\(reading.problems)")
    let timeline = PatientTimeline(study.patients[0], in: study)
    #expect(timeline.conflicts.isEmpty)
    #expect(study.patients.map(\.id) == ["1"])
    let written = try StudyFolder.write(study)
    #expect(written == files)
    let json = StudyJSON.text(of: study)
    #expect(json.contains("\"cause\"") == false && json.contains("\"death\": \"disease\""))
  }
}

// SPDX-License-Identifier: Apache-2.0

import Foundation
import Plain
import Testing
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

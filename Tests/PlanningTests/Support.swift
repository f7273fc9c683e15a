// SPDX-License-Identifier: Apache-2.0

import Course
import Dosing
import Exchange
import Foundation
import Outcomes
import Plain
import Planning
import Testing
import Trials

/// Studies to plan from.
enum Support {
  static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()
  static let library = BuiltInLibrary.read().library

  /// The published series.
  static func series() async throws -> Study {
    let reading = await StudyFolder.read(root.appendingPathComponent("Examples/gemcitabine-maintenance").path)
    return try #require(reading.study, "\(reading.problems)")
  }

  /// A study of patients and published arms.
  static func study(_ patients: [String: String] = [:], comparators: [String] = []) throws -> Study {
    var files = ["study.yaml": "study: Planned\ndata cut-off: 2021-12-31\n"]
    // A folder without patients is refused; a study without them can be made by a program.
    let all = patients.isEmpty ? ["none": "  - diagnosis: leiomyosarcoma\n    when: 2020-01-01\n"] : patients
    for (id, text) in all { files["patients/\(id).yaml"] = "patient: \(id)\ncourse:\n" + text }
    if !comparators.isEmpty {
      files["comparators.csv"] =
        "name,endpoint,n,events,free,rate %,at months,median months,population,source\n"
        + comparators.joined(separator: "\n")
        + "\n"
    }
    let reading = StudyFolder.read(files: files)
    var study = try #require(reading.study, "\(reading.problems)")
    if patients.isEmpty { study.patients = [] }
    return study
  }

  /// Maintenance from the start of 2020 that ended in progression after some months, or goes on.
  static func maintained(until end: String?) -> String {
    """
      - therapy: gemcitabine + docetaxel
        id: gem-doc
        when: 2019-07-01
        ends: 2019-12-01
      - assessment: CT
        id: ct
        response: SD
        of: gem-doc
        when: 2019-12-10
      - therapy: gemcitabine
        id: maintenance
        intent: maintenance
        continues: gem-doc
        when: 2020-01-01
        \(end.map { "ends: \($0)" } ?? "ongoing: true")
    \(end.map { "  - assessment: CT\n    id: ct-2\n    response: PD\n    of: maintenance\n    when: \($0)\n" } ?? "")
    """
  }

  static func outcomes(_ study: Study) async -> StudyOutcomes { await StudyOutcomes(study, library: library) }

  static func plan(_ study: Study, _ question: TrialQuestion = TrialQuestion()) async throws -> TrialPlan {
    try TrialPlan(await outcomes(study), question, folder: "my-series")
  }

  /// The question of the example.
  static func question() -> TrialQuestion {
    var question = TrialQuestion()
    question.landmark = Months(weeks: 12)
    question.null = 0.2
    question.alternative = 0.4
    question.scans = Months(weeks: 6)
    question.regimen = "gemcitabine-900-q21"
    return question
  }
}

extension TrialPlan {
  func shown(_ id: Assumption.ID) throws -> Assumption { try #require(shown.first { $0.id == id }, "\(id)") }
  func assumption(_ id: Assumption.ID) throws -> Assumption { try #require(assumptions.first { $0.id == id }, "\(id)") }
}

extension Assumption {
  /// Whether value and interval are these, to a relative 1e-6.
  func isNear(_ from: Double?, _ to: Double?, limits lower: Double?, _ upper: Double?) -> Bool {
    func near(_ one: Double?, _ other: Double?) -> Bool {
      guard let one, let other else { return one == nil && other == nil }
      return abs(one - other) <= 1e-6 * max(1, abs(other))
    }
    return near(value?.lower, from) && near(value?.upper, to) && near(interval?.lower, lower)
      && near(interval?.upper, upper)
  }
}

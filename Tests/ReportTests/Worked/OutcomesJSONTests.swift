// SPDX-License-Identifier: Apache-2.0

import Foundation
import Outcomes
import Review
import Testing

@testable import Report

/// What a program finds in the data files, by a reader that is not ours.
@Suite("Data files of a report") struct OutcomesJSONTests {
  private struct File: Decodable {
    struct Time: Decodable, Equatable {
      var lowerDays: Double?
      var upperDays: Double?
      var end: String
    }
    struct Number: Decodable {
      var lower: Double?
      var upper: Double?
    }
    struct Phase: Decodable {
      var dosePerAdministration, dosePerCycle: Double?
      var days, cycleDays: [Int]
      var dosePerWeek, relativeDoseIntensity, cumulativeDose: Number?
    }
    struct Therapy: Decodable {
      var id: String
      var line: Int
      var duration, timeToProgression, progressionFreeSurvival: Time
      var responseDuration: Time?
      var phases: [Phase]
    }
    struct Line: Decodable {
      var growthModulationIndex: Number?
    }
    struct Patient: Decodable {
      var id: String
      var therapies: [Therapy]
      var lines: [Line]
      var survivalFromDiagnosis, survivalFromMetastasis: Time?
    }
    var study, dataCutOff: String
    var patients: [Patient]
  }

  private func file(_ files: [String: String]) async throws -> File {
    let text = ReportJSON.outcomes(try await WorkedStudy.outcomes(files))
    return try JSONDecoder().decode(File.self, from: Data(text.utf8))
  }

  @Test func timesAreInDays() async throws {
    let file = try await file(WorkedStudy.three)
    #expect(file.study == "Worked by hand" && file.dataCutOff == "2024-01-01")
    #expect(file.patients.map(\.id) == ["A", "B", "C"])
    let therapies = file.patients.flatMap(\.therapies)
    func exactly(_ days: Double, _ end: String) -> File.Time { .init(lowerDays: days, upperDays: days, end: end) }
    #expect(therapies.map(\.duration) == [exactly(487, "stop"), exactly(487, "stop"), exactly(974, "stop")])
    #expect(
      therapies.map(\.progressionFreeSurvival) == [
        exactly(1461, "censored"), exactly(487, "progression"), exactly(974, "progression"),
      ])
    #expect(therapies.map(\.responseDuration) == [exactly(1461, "censored"), nil, exactly(487, "progression")])
    #expect(
      file.patients.map(\.survivalFromDiagnosis) == [
        exactly(1948, "censored"), exactly(1461, "death"), exactly(1948, "censored"),
      ])
    #expect(file.patients.map(\.survivalFromMetastasis) == [exactly(1492, "censored"), exactly(1005, "death"), nil])
  }

  @Test func numbersAreBounds() async throws {
    let lines = try await file(WorkedStudy.twoLines).patients.flatMap(\.lines)
    #expect(lines.map(\.growthModulationIndex?.lower) == [nil, 2, nil, 0.5])
    #expect(lines.map(\.growthModulationIndex?.upper) == [nil, 2, nil, nil])
    let phase = try #require(try await file(WorkedStudy.doses).patients.first?.therapies.first?.phases.first)
    #expect(phase.dosePerAdministration == 1000 && phase.dosePerCycle == 2000)
    #expect(phase.days == [1, 8] && phase.cycleDays == [21])
    #expect(phase.relativeDoseIntensity?.lower == 1 && phase.relativeDoseIntensity?.upper == 1)
    #expect(phase.cumulativeDose?.lower == 4000 && phase.cumulativeDose?.upper == 6000)
  }

  @Test func findingsSayWhatTheyRestOn() async throws {
    struct Findings: Decodable {
      struct Finding: Decodable {
        var severity: String
        var patient: String?
      }
      var errors, warnings, notes: Int
      var findings: [Finding]
    }
    var files = WorkedStudy.three
    files["claims.yaml"] = "- {claim: sex, patient: A, is: female, source: {section: Table 2, quote: \"Female\"}}\n"
    let text = ReportJSON.findings(StudyReview(try await WorkedStudy.outcomes(files)))
    let read = try JSONDecoder().decode(Findings.self, from: Data(text.utf8))
    #expect(read.errors == 1 && read.findings.filter { $0.severity == "error" }.map(\.patient) == ["A"])
    #expect(read.errors + read.warnings + read.notes == read.findings.count)
  }
}

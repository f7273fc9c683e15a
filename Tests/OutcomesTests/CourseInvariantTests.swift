// SPDX-License-Identifier: Apache-2.0

import Chronology
import Course
import Dosing
import Exchange
import Outcomes
import Testing
import VerlaufTesting

/// What must hold of every dated course, tried on 300 that chance made.
@Suite struct CourseInvariantTests {
  static let seeds = UInt64(1)...300

  static func outcomes(_ entries: [String], cutOff: String? = "2024-12-31") throws -> PatientOutcomes {
    let reading = StudyFolder.read(files: [
      "study.yaml": "study: Chance\n" + (cutOff.map { "data cut-off: \($0)\n" } ?? ""),
      "patients/1.yaml": "patient: 1\ncourse:\n" + entries.joined(),
    ])
    let study = try #require(reading.study, "\(reading.problems)")
    return PatientOutcomes(try #require(study.patients.first), in: study)
  }

  /// All that is printed of a course, by its name.
  static func printed(_ outcomes: PatientOutcomes) -> [String: String] {
    Dictionary(outcomes.traces.map { ($0.id, $0.value) }, uniquingKeysWith: { first, _ in first })
  }

  static func times(_ outcomes: PatientOutcomes) -> [TimeToEvent] {
    outcomes.therapies.flatMap {
      [$0.duration.value, $0.timeToProgression?.value, $0.progressionFreeSurvival?.value, $0.responseDuration?.value]
        .compactMap(\.self)
    } + outcomes.lines.flatMap { [$0.timeToProgression.value, $0.progressionFreeSurvival.value] }
      + [outcomes.survivalFromDiagnosis?.value, outcomes.survivalFromMetastasis?.value].compactMap(\.self)
  }

  /// The order of the file says nothing where all is dated.
  @Test func shufflingTheFileChangesNothing() throws {
    for seed in Self.seeds {
      let course = RandomCourse(seed: seed)
      var chance = SeededGenerator(seed: seed &* 977)
      let sorted = Self.printed(try Self.outcomes(course.entries))
      let shuffled = Self.printed(try Self.outcomes(course.entries.shuffled(using: &chance)))
      #expect(sorted == shuffled, "seed \(seed)")
      let backwards = Self.printed(try Self.outcomes(course.entries.reversed()))
      #expect(sorted == backwards, "seed \(seed)")
    }
  }

  @Test func noTimeIsNegative() throws {
    for seed in Self.seeds {
      for time in Self.times(try Self.outcomes(RandomCourse(seed: seed).entries)) where time.isDetermined {
        #expect(time.length.lower.map { $0 >= .zero } ?? true, "seed \(seed): \(time.text())")
        if let lower = time.length.lower, let upper = time.length.upper { #expect(lower <= upper, "seed \(seed)") }
      }
    }
  }

  /// Progression-free survival and time to progression are no longer than survival, on the same course from a later start.
  @Test func progressionComesNoLaterThanTheEndOfFollowUp() throws {
    for seed in Self.seeds {
      let course = RandomCourse(seed: seed)
      let outcomes = try Self.outcomes(course.entries)
      let diagnosis = try #require(outcomes.patient.diagnosis?.entry.id)
      guard let survival = outcomes.survivalFromDiagnosis?.value.length.upper,
        let origin = outcomes.timeline.start(of: diagnosis)
      else { continue }
      for therapy in outcomes.therapies {
        let start = try #require(outcomes.timeline.start(of: therapy.entry.id))
        let before = try #require(outcomes.timeline.length(from: origin, to: start).lower)
        let free = try #require(therapy.progressionFreeSurvival?.value.length.upper)
        #expect(before + free <= survival, "seed \(seed), \(therapy.entry.id)")
      }
    }
  }

  /// An assessment of a therapy after its first progression changes no time to progression and no best response.
  @Test func nothingAfterProgressionChangesIt() throws {
    var tried = 0
    for seed in Self.seeds {
      let course = RandomCourse(seed: seed)
      let outcomes = try Self.outcomes(course.entries)
      for therapy in outcomes.therapies where therapy.timeToProgression?.value.end == .progression {
        for response in ["CR", "PR", "SD", "PD", "NE"] {
          let more =
            "  - assessment: CT\n    id: more\n    response: \(response)\n    of: \(therapy.entry.id)\n    when: 2024-12-30\n"
          let later = try #require(try Self.outcomes(course.entries + [more]).therapy(therapy.entry.id))
          #expect(later.timeToProgression?.value == therapy.timeToProgression?.value, "seed \(seed), \(response)")
          #expect(
            later.progressionFreeSurvival?.value == therapy.progressionFreeSurvival?.value, "seed \(seed), \(response)")
          #expect(later.bestResponse?.value == therapy.bestResponse?.value, "seed \(seed), \(response)")
          tried += 1
        }
      }
    }
    #expect(tried > 300)
  }

  /// Less evidence never makes follow-up longer: whatever entry is left out, and the data cut-off too.
  @Test func removingALineNeverLengthensFollowUp() throws {
    for seed in Self.seeds {
      let course = RandomCourse(seed: seed)
      let whole = try #require(try Self.outcomes(course.entries).survivalFromDiagnosis?.value.length.upper)
      for index in course.entries.indices.dropFirst() {
        var fewer = course.entries
        let removed = fewer.remove(at: index)
        // What names a therapy that is gone names none.
        for therapy in course.therapies where removed.contains("    id: \(therapy.id)\n") {
          fewer = fewer.map { $0.replacing("    of: \(therapy.id)\n", with: "") }
        }
        let reading = try Self.outcomes(fewer)
        let less = try #require(reading.survivalFromDiagnosis?.value.length.upper, "seed \(seed), entry \(index)")
        #expect(less <= whole, "seed \(seed), entry \(index)")
      }
      let open = try Self.outcomes(course.entries, cutOff: nil).survivalFromDiagnosis?.value.length.upper
      #expect(open.map { $0 <= whole } ?? false, "seed \(seed)")
    }
  }
}

// SPDX-License-Identifier: Apache-2.0

import Chronology
import Course
import Dosing
import Outcomes
import Testing

@testable import Figures

@Suite struct CourseLayoutTests {
  @Test(arguments: CourseFigureOptions.Anchor.allCases)
  func placesLieWithinWhatIsStated(_ anchor: CourseFigureOptions.Anchor) async throws {
    let outcomes = await StudyOutcomes(try .told(), library: RegimenLibrary())
    let dated = await StudyOutcomes(try .dated(40), library: RegimenLibrary())
    for patient in outcomes.patients + dated.patients {
      let layout = CourseLayout(patient, anchor: anchor)
      for place in layout.bars.flatMap({ [$0.start, $0.end] })
        + layout.moments.filter({ $0.kind != .radiation }).map(\.place)
      {
        #expect(place.day.isFinite && place.earliest.isFinite && place.latest.isFinite)
        #expect(place.earliest <= place.day && place.day <= place.latest)
        #expect(place.day >= (place.stated.lower?.days ?? -.infinity) - 1e-6, "patient \(patient.patient.id)")
        #expect(place.day <= (place.stated.upper?.days ?? .infinity) + 1e-6, "patient \(patient.patient.id)")
      }
      for bar in layout.bars {
        #expect(bar.end.day >= bar.start.day)
        let days = TimeLength(days: bar.end.day - bar.start.day)
        #expect(bar.length.contains(days) || bar.length == .unbounded, "\(bar.entry.id): \(days.days)")
      }
    }
  }

  @Test func treatmentsFollowEachOtherAsTold() async throws {
    for patient in await StudyOutcomes(try .told(), library: RegimenLibrary()).patients {
      let layout = CourseLayout(patient)
      for (one, next) in zip(layout.bars, layout.bars.dropFirst()) {
        #expect(one.end.day <= next.start.day, "\(one.entry.id) before \(next.entry.id)")
      }
    }
  }

  @Test func knownLengthsAreDrawnAsStated() async throws {
    let outcomes = await StudyOutcomes(try .told(), library: RegimenLibrary())
    let layout = CourseLayout(outcomes.patients[0])
    let death = try #require(layout.moments.first { $0.kind == .death })
    #expect(abs(death.place.day / 365.25 - 2.5) < 0.01)
    let maintenance = try #require(layout.bars.first { $0.isMaintenance })
    #expect(abs((maintenance.end.day - maintenance.start.day) / 30.4375 - 6) < 0.51)
    #expect(maintenance.hasKnownLength)
    #expect(maintenance.end.isUncertain)
    let pazopanib = try #require(layout.bars.first { $0.entry.id == "pazopanib" })
    #expect(!pazopanib.hasKnownLength)
    #expect(layout.gaps.contains { !$0.isKnown })
    #expect(layout.cutOff == nil)
  }

  @Test func exactDatesLeaveNothingToFade() async throws {
    for patient in await StudyOutcomes(try .dated(20), library: RegimenLibrary()).patients {
      let layout = CourseLayout(patient)
      #expect(layout.bars.allSatisfy { !$0.start.isUncertain && !$0.end.isUncertain && $0.hasKnownLength })
      #expect(!layout.gaps.contains { !$0.isKnown })
    }
  }

  @Test func anchorThatIsMissingIsSaid() async throws {
    let patient = try PatientBuilder("1", .female, 50, "liposarcoma", site: "thigh").patient
    var study = Study(title: "One")
    study.patients = [patient]
    let outcomes = await StudyOutcomes(study, library: RegimenLibrary())
    let layout = CourseLayout(outcomes.patients[0], anchor: .maintenance)
    #expect(!layout.hasChosenAnchor)
    #expect(layout.anchor == "diagnosis")
    #expect(layout.bars.isEmpty)
  }

  @Test func nothingRecordedIsNoCourse() async {
    var study = Study(title: "None")
    study.patients = [Patient(id: "x", location: study.location)]
    let outcomes = await StudyOutcomes(study, library: RegimenLibrary())
    let layout = CourseLayout(outcomes.patients[0])
    #expect(layout.bars.isEmpty && layout.moments.isEmpty && layout.extent == 0...0)
  }
}

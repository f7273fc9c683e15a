import Course
import Foundation
import Outcomes
import Testing

@testable import Figures

@Suite struct PlotFileTests {
  @Test(.enabled(if: ProcessInfo.processInfo.environment["VERLAUF_DUMP"] != nil))
  func dump() async throws {
    for patient in await StudyOutcomes(try .told()).patients {
      let layout = CourseLayout(patient, minimalBarDays: 70)
      print("patient", patient.patient.id, layout.extent)
      for bar in layout.bars {
        print(
          bar.entry.id, [bar.start.earliest, bar.start.day, bar.start.latest].map { Int($0) },
          [bar.end.earliest, bar.end.day, bar.end.latest].map { Int($0) }, bar.hasKnownLength)
      }
      for mark in layout.moments {
        print(" ", mark.entry.id, [mark.place.earliest, mark.place.day, mark.place.latest].map { Int($0) })
      }
      print(layout.gaps, layout.cutOff ?? -1)
    }
  }
}

// SPDX-License-Identifier: Apache-2.0

import Chronology
import Course
import Dosing
import Outcomes
import Testing

@testable import Drawing
@testable import Figures

@Suite struct CourseLayoutTests {
  @Test(arguments: [CourseFigureOptions.Anchor.diagnosis, .firstTherapy, .maintenance])
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
    study.patients = [Patient(id: "x")]
    let outcomes = await StudyOutcomes(study, library: RegimenLibrary())
    let layout = CourseLayout(outcomes.patients[0])
    #expect(layout.bars.isEmpty && layout.moments.isEmpty && layout.extent == 0...0)
  }

  // MARK: ends, and what runs at once

  /// Diagnosis on 2019-12-01, data cut-off on 2023-12-31 (1491 d later).
  static func outcomes(_ build: (inout PatientBuilder) throws -> Void) async throws -> StudyOutcomes {
    var course = try PatientBuilder("A", .female, 60, "leiomyosarcoma", site: "thigh", at: "2019-12-01")
    try build(&course)
    var study = Study(title: "One")
    study.dataCutOff = .stated(try StatedDate(parsing: "2023-12-31"))
    study.patients = [course.patient]
    return await StudyOutcomes(study, library: RegimenLibrary())
  }

  static func layout(
    _ anchor: CourseFigureOptions.Anchor = .diagnosis, _ build: (inout PatientBuilder) throws -> Void
  ) async throws -> CourseLayout {
    CourseLayout(try #require(try await outcomes(build).patients.first), anchor: anchor)
  }

  /// From 2019-12-01 to 2020-12-15 are 380 d: a contact ends the lane there, and the cut-off is not drawn.
  @Test func aLaneEndsWithTheLastContact() async throws {
    let layout = try await Self.layout {
      try $0.therapy("t1", ["gemcitabine"], ["2020-01-15"], ends: ["2020-07-15"])
      try $0.add("contact", .lastContact(), ["2020-12-15"])
    }
    #expect(layout.lastSeen == 380 && layout.cutOff == nil)
    #expect(layout.gaps.map(\.end).max() == 380 && layout.extent.upperBound == 380)
  }

  /// Without a contact the last scan, 2021-03-01 (456 d), shows the patient alive; what goes on at the cut-off does so then; death ends the lane itself.
  @Test func whatEndsALane() async throws {
    let scan = try await Self.layout {
      try $0.therapy("t1", ["gemcitabine"], ["2020-01-15"], ends: ["2020-07-15"])
      try $0.assessment("ct", "CT", nil, .stable, ["2021-03-01"])
    }
    #expect(scan.lastSeen == 456 && scan.cutOff == nil)
    let ongoing = try await Self.layout { try $0.therapy("t1", ["gemcitabine"], ["2020-01-15"], ongoing: true) }
    #expect(ongoing.lastSeen == nil && ongoing.cutOff == 1491)
    let dead = try await Self.layout {
      try $0.therapy("t1", ["gemcitabine"], ["2020-01-15"], ends: ["2020-07-15"])
      try $0.add("death", .death(Death()), ["2021-02-01"])
    }
    #expect(dead.lastSeen == nil && dead.cutOff == nil && dead.moments.last?.kind == .death)
  }

  /// 2020-01-15 to 2020-07-15, and 2020-04-15 to 2020-10-15: two tracks. Zoledronate over both goes below them.
  @Test func whatRunsAtOnceLiesSideBySide() async throws {
    let layout = try await Self.layout {
      try $0.therapy("zol", ["zoledronic acid"], ["2020-01-01"], ends: ["2021-01-01"])
      try $0.therapy("t2", ["docetaxel"], ["2020-04-15"], ends: ["2020-10-15"])
      try $0.therapy("t1", ["gemcitabine"], ["2020-01-15"], ends: ["2020-07-15"])
      try $0.therapy("t3", ["trabectedin"], ["2020-11-01"], ends: ["2020-12-15"])
    }
    let tracks = Dictionary(uniqueKeysWithValues: layout.bars.map { ($0.entry.id, $0.track) })
    #expect(tracks == ["t1": 0, "t2": 1, "t3": 0, "zol": 2])
    #expect(layout.bars.filter(\.isSupportive).map(\.entry.id) == ["zol"])
  }

  /// Bars of two tracks do not touch in any detail.
  @Test(arguments: [1, 20, 60, 300], [85.0, 180]) func tracksDoNotTouch(_ count: Int, _ width: Double) async throws {
    var study = Study(title: "Many")
    study.patients = try (1...count).map { number in
      var course = try PatientBuilder("\(number)", .female, 60, "leiomyosarcoma", site: "thigh", at: "2019-12-01")
      try course.therapy("t1", ["gemcitabine"], ["2020-01-15"], ends: ["2020-07-15"], intent: .maintenance)
      try course.therapy("t2", ["docetaxel"], ["2020-04-15"], ends: ["2020-10-15"])
      try course.therapy("zol", ["zoledronic acid"], ["2020-01-01"], ends: ["2021-01-01"])
      try course.add("contact", .lastContact(), ["2021-02-01"])
      return course.patient
    }
    let outcomes = await StudyOutcomes(study, library: RegimenLibrary())
    let scene = SwimmerPlot(outcomes).scene(CourseFigureOptions(widthMillimetres: width))
    #expect(SceneAudit(scene).isClean)
    for lane in SceneContents(scene.nodes).groups("lane") {
      let bars = SceneContents(lane.nodes).rectangles.filter { $0.cssClass == "bar" }.map(\.box).sorted { $0.y < $1.y }
      try #require(bars.count == 3)
      #expect(bars[0].bottom < bars[1].y && bars[1].bottom < bars[2].y)
      #expect(bars.allSatisfy { $0.height > 0.25 })
    }
  }

  /// The first dose is the anchor itself: day 0, without a fading edge, though the end is not known.
  @Test func theAnchorIsWhereItIs() async throws {
    let layout = try await Self.layout(.firstTherapy) {
      try $0.therapy("t1", ["gemcitabine"], ["2020-01-15"])
      try $0.add("contact", .lastContact(), ["2020-12-15"])
    }
    let bar = try #require(layout.bars.first)
    #expect(bar.start.day == 0 && !bar.start.isUncertain)
    // 2020-01-15 to 2020-12-15 are 335 d: nobody saw what may have gone on after them.
    #expect(bar.end.latest <= 335 && layout.lastSeen == 335)
  }

  /// Died on 2021-02-01 (428 d): a scan and a therapy after it are not drawn but named, a therapy that runs past it ends there.
  @Test func whatLiesAfterDeathIsNotDrawn() async throws {
    let outcomes = try await Self.outcomes {
      try $0.therapy("t1", ["gemcitabine"], ["2020-01-15"], ends: ["2021-05-01"])
      try $0.add("death", .death(Death()), ["2021-02-01"])
      try $0.assessment("late", "CT", nil, .progressive, ["2021-03-01"])
      try $0.therapy("t2", ["trabectedin"], ["2021-04-01"])
    }
    let layout = CourseLayout(try #require(outcomes.patients.first))
    #expect(layout.bars.map(\.entry.id) == ["t1"] && layout.bars.first?.end.day == 428)
    #expect(layout.moments.map(\.kind) == [.death] && layout.leftOut == ["late", "t2"])
    for figure in [SwimmerPlot(outcomes).scene(), ClinicalCourse(outcomes).scene()] {
      #expect(
        SceneContents(figure.nodes).strings.contains(
          "Not drawn, since recorded after death or the data cut-off: late of patient A, t2 of patient A."))
    }
  }

  /// A local relapse and metastases at a new site have marks; the first staging has none.
  @Test func newDiseaseHasAMark() async throws {
    let layout = try await Self.layout {
      try $0.add("m1", .metastases(Metastases(sites: ["lung"])), ["2019-12-10"])
      try $0.therapy("t1", ["gemcitabine"], ["2020-01-15"], ends: ["2020-07-15"])
      try $0.add("m2", .metastases(Metastases(sites: ["liver"])), ["2020-05-15"])
      try $0.add("relapse", .localRelapse(LocalRelapse()), ["2020-06-15"])
    }
    #expect(layout.moments.map(\.kind) == [.newDisease(.metastases), .newDisease(.localRelapse)])
    #expect(layout.moments[0].mark?.letters == "M" && layout.moments[1].mark?.letters == "L")
  }
}

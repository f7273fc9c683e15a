// SPDX-License-Identifier: Apache-2.0

import Dosing
import Plain
import Course
import Foundation
import Outcomes
import Testing

@testable import Drawing
@testable import Figures

@Suite struct CourseFigureTests {
  static let options: [CourseFigureOptions] = [
    CourseFigureOptions(), CourseFigureOptions(widthMillimetres: 85),
    CourseFigureOptions(anchor: .maintenance, unit: .years, order: .duration),
    CourseFigureOptions(anchor: .firstTherapy, order: .patient, widthMillimetres: 85), responses,
  ]

  static let responses: CourseFigureOptions = {
    var options = CourseFigureOptions()
    options.showsResponses = true
    return options
  }()

  /// Patient 1: PR under maintenance until PD; patient 2: PR under regorafenib until death; patient 3: none. A strip as long as
  /// its days.
  @Test func responsesHoldUntilProgressionOrDeath() async throws {
    let outcomes = await StudyOutcomes(try .told(), library: RegimenLibrary())
    let scene = SwimmerPlot(outcomes).scene(Self.responses)
    let lanes = SceneContents(scene.nodes).groups("lane").map { SceneContents($0.nodes) }
    #expect(lanes.map { lane in lane.rectangles.filter { $0.cssClass == "response" }.count } == [1, 1, 0])
    let layouts = outcomes.patients.map { CourseLayout($0) }
    let first = try #require(ResponseSegment.segments(of: layouts[0]).first)
    func day(_ response: Response, after start: Double = 0) throws -> Double {
      let days = layouts[0].moments.filter { $0.assessment?.response.value == response }.map { $0.place.day }
      return try #require(days.filter { $0 >= start }.min())
    }
    let start = try day(.partial)
    #expect(first.response == .partial && first.days.lowerBound == start)
    #expect(first.days.upperBound == (try day(.progressive, after: start)))
    let death = try #require(layouts[1].moments.first { $0.kind == .death }?.place.day)
    #expect(ResponseSegment.segments(of: layouts[1]).first?.days.upperBound == death)
    #expect(SceneContents(SwimmerPlot(outcomes).scene().nodes).rectangles.allSatisfy { $0.cssClass != "response" })
  }

  @Test(arguments: options)
  func nothingOverlapsOrIsCut(_ options: CourseFigureOptions) async throws {
    var one = try Study.told()
    one.patients = Array(one.patients.prefix(1))
    for study in [try .told(), one, try .dated(12), try .dated(40), try .dated(300), Study(title: "Empty")] {
      let outcomes = await StudyOutcomes(study, library: RegimenLibrary())
      for scene in [SwimmerPlot(outcomes).scene(options), ClinicalCourse(outcomes).scene(options)] {
        let audit = SceneAudit(scene)
        #expect(audit.isClean, "\(study.title), \(options): \(audit)")
        #expect(scene.height.isFinite && scene.height > 0)
        #expect(abs(scene.width - Length.millimetres(options.widthMillimetres)) < 0.01)
        let contents = SceneContents(scene.nodes)
        #expect(!contents.texts.contains { $0.style.size < 5 })
        for rectangle in contents.rectangles where rectangle.cssClass?.contains("bar") == true {
          #expect(scene.canvas.contains(rectangle.box, tolerance: 1), "\(rectangle)")
        }
        let places = contents.lines.flatMap { [$0.start, $0.end] } + contents.texts.map(\.place)
        #expect(!places.contains { !$0.x.isFinite || !$0.y.isFinite })
      }
    }
  }

  @Test func swimmerPlotShowsWhatIsTold() async throws {
    let outcomes = await StudyOutcomes(try .told(), library: RegimenLibrary())
    let scene = SwimmerPlot(outcomes).scene()
    let contents = SceneContents(scene.nodes)
    let lanes = contents.groups("lane").map { SceneContents($0.nodes) }
    try #require(lanes.count == 3)
    #expect(lanes.map { $0.groups("therapy").count } == [6, 7, 3])
    #expect(lanes.map { $0.groups("maintenance").count } == [1, 1, 1])
    #expect(lanes.map { $0.groups("mark-death").count } == [1, 1, 0])
    #expect(lanes.map { $0.groups("mark-ongoing").count } == [0, 0, 1])
    #expect(lanes.map { $0.groups("mark-s").count } == [0, 1, 1])
    #expect(lanes.map { $0.groups("mark-r").count } == [0, 1, 2])
    #expect(lanes.map { $0.groups("mark-a").count } == [0, 0, 1])
    #expect(lanes.map { $0.groups("mark-pd").count } == [3, 1, 1])
    #expect(lanes.map { $0.groups("mark-pr").count } == [1, 1, 0])
    #expect(lanes.map { $0.groups("mark-sd").count } == [0, 2, 3])
    #expect(lanes.map { lane in lane.lines.filter { $0.cssClass == "cut-off" }.count } == [0, 0, 1])
    for text in ["Dox/Ola", "Gem/Doc", "Gem", "Dac", "Paz", "Bsc"] { #expect(lanes[0].strings.contains(text)) }
    #expect(lanes[0].strings.contains("1 · M 73 y"))
    #expect(lanes[0].strings.contains("Leiomyosarcoma, pancreas"))
    #expect(contents.strings.contains("Months since diagnosis"))
    // The maintenance of patient 2 has an exact length and a stop within its bounds; pazopanib has no known length.
    let pazopanib = try #require(lanes[1].groups("therapy").first { $0.title?.hasPrefix("Pazopanib") == true })
    #expect(SceneContents(pazopanib.nodes).rectangles.contains { $0.cssClass == "length-not-known" })
    let maintenance = try #require(lanes[0].groups("maintenance").first)
    let bar = try #require(SceneContents(maintenance.nodes).rectangles.first)
    #expect(bar.fade.left > 0 && bar.fade.right > 0)
    #expect(maintenance.title?.hasPrefix("Gemcitabine, maintenance: 5.5–6.5 mo") == true)
    #expect(maintenance.link == "#1/maintenance/duration")
  }

  @Test func clinicalCourseShowsWhatIsTold() async throws {
    let outcomes = await StudyOutcomes(try .told(), library: RegimenLibrary())
    let contents = SceneContents(ClinicalCourse(outcomes).scene().nodes)
    let lanes = contents.groups("lane").map { SceneContents($0.nodes) }
    try #require(lanes.count == 3)
    #expect(lanes.map { $0.groups("assessment").count } == [4, 7, 5])
    #expect(lanes.map { lane in lane.rectangles.filter { $0.cssClass == "maintenance-bar" }.count } == [1, 1, 1])
    #expect(lanes.map { $0.groups("mark-ongoing").count } == [0, 0, 1])
    #expect(lanes[0].strings.filter { $0 == "MRI" }.count == 3)
    #expect(lanes[0].strings.filter { $0 == "–" }.count == 1)
    #expect(lanes[2].strings.contains("PET-CT"))
    #expect(lanes[0].strings.contains("M + 5.5–6.5 mo"))
    #expect(lanes[0].strings.contains("liver"))
    let bar = try #require(lanes[2].rectangles.first { $0.cssClass == "maintenance-bar" })
    #expect(bar.fill == .solid(BarLook.maintenance))
    #expect(bar.fade.right == 0)
  }

  @Test(arguments: [3, 40, 300])
  func legendExplainsExactlyTheMarksThatOccur(_ count: Int) async throws {
    let outcomes = await StudyOutcomes(count == 3 ? try .told() : try .dated(count), library: RegimenLibrary())
    for scene in [SwimmerPlot(outcomes).scene(), ClinicalCourse(outcomes).scene()] {
      let contents = SceneContents(scene.nodes)
      let lanes = SceneContents(contents.groups("lane").flatMap(\.nodes))
      let legend = SceneContents(contents.groups("legend").flatMap(\.nodes))
      let explained = Set(legend.groups("mark").compactMap(\.title))
      let drawn = Set(
        lanes.groups("mark").compactMap { group in
          Mark.all.first { mark in group.cssClass?.contains(Self.name(mark)) == true }?.name
            ?? Mark.all.first { group.title?.hasPrefix($0.name) == true }?.name
        })
      #expect(explained == drawn)
      #expect(legend.strings.contains("Maintenance"))
      #expect(legend.strings.contains("Data cut-off"))
      #expect(legend.strings.contains("Length not known") == (count == 3))
    }
  }

  /// The class that a mark of this kind carries.
  private static func name(_ mark: Mark) -> String {
    guard case .group(let group) = mark.node(at: .zero) else { return "" }
    return group.cssClass ?? ""
  }

  @Test func lanesGoInTheOrderChosen() async throws {
    let outcomes = await StudyOutcomes(try .dated(20), library: RegimenLibrary())
    func ids(_ order: CourseFigureOptions.Order) -> [String] {
      CourseLayouts.make(outcomes, CourseFigureOptions(order: order)).map(\.patient.id)
    }
    #expect(ids(.recorded) == (1...20).map(String.init))
    #expect(ids(.patient) == (1...20).map(String.init))
    let lengths = CourseLayouts.make(outcomes, CourseFigureOptions(order: .duration)).map(\.duration)
    #expect(lengths == lengths.sorted(by: >))
    #expect(NaturalOrder.precedes("P2", "P10"))
    #expect(!NaturalOrder.precedes("P10", "P2"))
    #expect(NaturalOrder.precedes("a", "b1"))
  }

  @Test func aPatientWithoutTheAnchorIsMarked() async throws {
    var study = try Study.told()
    study.patients.append(
      try PatientBuilder("4", .female, 40, "liposarcoma", site: "thigh").patient)
    let scene = SwimmerPlot(await StudyOutcomes(study, library: RegimenLibrary())).scene(
      CourseFigureOptions(anchor: .maintenance))
    let strings = SceneContents(scene.nodes).strings
    #expect(strings.contains { $0.hasPrefix("4 †") })
    #expect(strings.contains("† No maintenance recorded; time since diagnosis."))
  }

  @Test func captionsSayWhatIsCertain() async throws {
    let told = await StudyOutcomes(try .told(), library: RegimenLibrary())
    let caption = SwimmerPlot(told).caption()
    #expect(caption.contains("all 3 patients"))
    #expect(caption.contains("show order only"))
    #expect(caption.contains("Ifo, ifosfamide"))
    #expect(ClinicalCourse(told).caption().contains("Red bars below those of treatments denote"))
    let dated = await StudyOutcomes(try .dated(10), library: RegimenLibrary())
    #expect(!SwimmerPlot(dated).caption().contains("show order only"))
  }

  @Test func summaryTellsTheCourseInWords() async throws {
    let scene = SwimmerPlot(await StudyOutcomes(try .told(), library: RegimenLibrary())).scene()
    #expect(scene.summary.contains("Patient 1, male, 73 years, leiomyosarcoma, pancreas"))
    #expect(scene.summary.contains("Death; 27–33 mo after diagnosis"))
    #expect(scene.summary.contains("show order only"))
    #expect(
      SwimmerPlot(await StudyOutcomes(try .dated(40), library: RegimenLibrary())).scene().summary.contains(
        "40 patients with"))
  }

  @Test func coloursOfTherapiesCarryDarkLetters() async throws {
    let outcomes = await StudyOutcomes(try .told(), library: RegimenLibrary())
    let looks = TreatmentLooks(outcomes)
    let all = outcomes.patients.flatMap { $0.therapies.compactMap { looks.look(of: $0.therapy.drugs) } }
    #expect(Set(all).count == 9)
    for look in all { #expect(look.ground(.colour).contrast(with: .text) >= 4.5) }
    #expect(looks.look(of: ["docetaxel", "gemcitabine"]) == looks.look(of: ["gemcitabine", "docetaxel"]))
    #expect(looks.look(of: ["nothing"]) == nil)
  }

  /// New kinds of entries have marks; what has none is named with its count.
  @Test func whatIsNotDrawnIsNamed() async throws {
    var study = Study(title: "Kinds")
    var course = try PatientBuilder("A", .female, 60, "leiomyosarcoma", site: "thigh", at: "2020-01-01")
    try course.add("bx", .biopsy(Biopsy()), ["2020-01-10"])
    try course.add("tx", .transplant(Transplant(what: "liver")), ["2020-01-20"])
    try course.add("comp", .complication(Complication(term: "fistula")), ["2020-01-30"])
    try course.add("no-comp", .complication(Complication(term: "none")), ["2020-01-31"])
    try course.add("ps", .performanceStatus(PerformanceStatus(try .init(parsing: "ECOG 1"))), ["2020-02-01"])
    try course.therapy("t1", ["gemcitabine"], ["2020-02-10"], ends: ["2020-08-10"])
    for (id, grade) in [("x1", 1), ("x3", 3)] {
      var toxicity = Toxicity(term: "nausea")
      toxicity.grade = .stated(ToxicityGrade(integerLiteral: grade))
      try course.add(id, .toxicity(toxicity), ["2020-03-01"])
    }
    try course.add("x0", .toxicity(Toxicity(term: "none")), ["2020-04-01"])
    try course.add("contact", .lastContact(), ["2020-12-01"])
    study.patients = [course.patient]
    let outcomes = await StudyOutcomes(study, library: RegimenLibrary())
    var options = CourseFigureOptions()
    func letters(_ scene: Scene) -> [String] {
      SceneContents(SceneContents(scene.nodes).groups("lane").flatMap(\.nodes)).groups("mark").flatMap {
        SceneContents($0.nodes).strings
      }
    }
    var swimmer = SwimmerPlot(outcomes).scene(options)
    #expect(letters(swimmer).sorted() == ["B", "C", "T"])
    #expect(
      SceneContents(swimmer.nodes).strings.contains(
        "Recorded and not drawn: adverse events (2), performance status (1)."))
    options.adverseEventsFrom = 3
    swimmer = SwimmerPlot(outcomes).scene(options)
    #expect(letters(swimmer).sorted() == ["B", "C", "G3", "T"])
    #expect(
      SceneContents(swimmer.nodes).strings.contains(
        "Recorded and not drawn: adverse events (1), performance status (1)."))
    options.adverseEventsFrom = 1
    #expect(letters(SwimmerPlot(outcomes).scene(options)).sorted() == ["B", "C", "G1", "G3", "T"])
    let drawn = ClinicalCourse(outcomes).scene(options)
    #expect(letters(drawn).sorted() == ["G1", "G3"])
    #expect(
      SceneContents(drawn.nodes).strings.contains(
        "Recorded and not drawn: biopsies (1), complications (1), performance status (1), transplants (1)."))
  }

  /// In a column with many lanes letters would be too small, which the figure says; with few they are there. A clinical course names those of whom
  /// no assessment is recorded.
  @Test func whatLowLanesLeaveOutIsSaid() async throws {
    var study = Study(title: "Lanes")
    for number in 1...60 {
      var course = try PatientBuilder("P\(number)", .female, 60, "leiomyosarcoma", site: "thigh", at: "2020-01-01")
      try course.add("bx", .biopsy(Biopsy()), ["2020-01-10"])
      try course.therapy("t1", ["gemcitabine"], ["2020-02-10"], ends: ["2020-08-10"])
      if number != 7, number != 9 { try course.assessment("ct", "CT", nil, .partial, of: "t1", ["2020-04-01"]) }
      try course.add("contact", .lastContact(), ["2020-12-01"])
      study.patients.append(course.patient)
    }
    let outcomes = await StudyOutcomes(study, library: RegimenLibrary())
    var options = CourseFigureOptions(widthMillimetres: 85)
    func words(_ scene: Scene) -> String { SceneContents(scene.nodes).strings.joined(separator: " ") }
    for (most, isTold) in [(100, true), (20, false)] {
      options.laneHeightLimitMillimetres = most == 100 ? 150 : 205
      options.patientsPerPage = most
      let swimmer = SwimmerPlot(outcomes).pages(options)
      #expect(words(swimmer[0]).contains("Marks that have no room for their letters") == isTold)
      let lanes = SceneContents(SceneContents(swimmer[0].nodes).groups("lane").flatMap(\.nodes))
      let letters = lanes.groups("mark").flatMap { SceneContents($0.nodes).strings }
      #expect(letters.contains("B") == !isTold)
    }
    let course = words(ClinicalCourse(outcomes).pages(options)[0])
    #expect(course.contains("No assessment is recorded of P7, P9."))
    #expect(ClinicalCourse(outcomes).caption().contains("of the 58 of 60 whose assessments are recorded"))
  }

  /// A name too long for a low lane is cut in its middle and told in full; no lane is without a name.
  @Test func noLaneIsWithoutAName() async throws {
    var study = Study(title: "Names")
    for number in 1...20 {
      let id = number == 5 ? "A-very-long-patient-id-of-a-hospital-000005" : "P\(number)"
      var course = try PatientBuilder(id, .female, 60, "leiomyosarcoma", site: "thigh", at: "2020-01-01")
      try course.therapy("t1", ["gemcitabine"], ["2020-02-10"], ends: ["2020-08-10"])
      try course.add("contact", .lastContact(), ["2020-12-01"])
      study.patients.append(course.patient)
    }
    let outcomes = await StudyOutcomes(study, library: RegimenLibrary())
    for scene in [
      SwimmerPlot(outcomes).scene(CourseFigureOptions(widthMillimetres: 85)),
      ClinicalCourse(outcomes).scene(CourseFigureOptions(widthMillimetres: 85)),
    ] {
      let contents = SceneContents(scene.nodes)
      let labels = contents.groups("label").flatMap { SceneContents($0.nodes).strings }
      #expect(labels.count == 20)
      let cut = try #require(labels.first { $0.contains("…") })
      #expect(cut.hasPrefix("A-very") && cut.hasSuffix("00005"))
      // The note runs over lines.
      let words = contents.strings.joined().filter { $0 != " " }
      #expect(words.contains("Patients:\(cut),A-very-long-patient-id-of-a-hospital-000005."))
    }
  }

  /// A diagnosis that nothing ties to the course is no origin: the first therapy is, and the figure says so.
  @Test func noAxisFromAnUnknownDiagnosis() async throws {
    var study = Study(title: "Unknown")
    var course = try PatientBuilder("A", .female, 60, "leiomyosarcoma", site: "thigh")
    try course.therapy("t1", ["gemcitabine"], ["2020-01-15"], ends: ["2020-07-15"])
    try course.add("contact", .lastContact(), ["2020-12-15"])
    study.patients = [course.patient]
    func strings() async -> [String] {
      SceneContents(SwimmerPlot(await StudyOutcomes(study, library: RegimenLibrary())).scene().nodes).strings
    }
    let alone = await strings()
    #expect(alone.contains("Months since start of the first therapy"))
    #expect(alone.contains("The time of diagnosis is not known of any patient: time starts at the first therapy."))
    // Beside a patient whose diagnosis is dated the axis stays, and the lane is marked.
    var dated = try PatientBuilder("B", .male, 50, "leiomyosarcoma", site: "thigh", at: "2019-12-01")
    try dated.therapy("t1", ["gemcitabine"], ["2020-01-15"], ends: ["2020-07-15"])
    study.patients.append(dated.patient)
    let both = await strings()
    #expect(both.contains("Months since diagnosis"))
    #expect(both.contains { $0.hasPrefix("A †") } && !both.contains { $0.hasPrefix("B †") })
    #expect(both.contains("† Time of diagnosis not known; time since start of the first therapy."))
  }

  /// Both figures show the same whiskers: of 2020-03 in a swimmer plot and in a clinical course.
  @Test func whiskersSayTheSame() async throws {
    var study = Study(title: "Whiskers")
    var course = try PatientBuilder("A", .female, 60, "leiomyosarcoma", site: "thigh", at: "2020-01-01")
    try course.therapy("t1", ["gemcitabine"], ["2020-01-15"], ends: ["2020-07-15"])
    try course.assessment("ct", "CT", nil, .stable, of: "t1", ["2020-03"])
    try course.add("death", .death(Death()), ["2020-12"])
    study.patients = [course.patient]
    let outcomes = await StudyOutcomes(study, library: RegimenLibrary())
    func whiskers(_ scene: Scene) -> Set<[Double]> {
      let contents = SceneContents(SceneContents(scene.nodes).groups("lane").flatMap(\.nodes))
      return Set(
        contents.groups("whisker").compactMap { group in
          SceneContents(group.nodes).lines.first.map { [$0.start.x.rounded(), $0.end.x.rounded()] }
        })
    }
    var options = CourseFigureOptions()
    options.widthMillimetres = 180
    let (swimmer, drawn) = (SwimmerPlot(outcomes).scene(options), ClinicalCourse(outcomes).scene(options))
    #expect(whiskers(swimmer).count == 2)
    #expect(whiskers(drawn).count == 2)
    for scene in [swimmer, drawn] {
      #expect(SceneContents(scene.nodes).strings.contains { $0.hasPrefix("Whisker: bounds of the time of a mark") })
    }
  }
}

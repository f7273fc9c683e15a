// SPDX-License-Identifier: Apache-2.0

import Course
import Drawing
import Exchange
@testable import Figures
import Outcomes
import Plain
import Testing

/// What panels and the marks below them say, and where they stand.
@Suite struct CoursePanelsTests {
  /// A course of one patient with pictures of 512 x 384 pixels, each in a width of its own where one is told.
  private func course(
    _ entries: String, pixels: (width: Int, height: Int) = (512, 384), tones: [Double] = []
  ) async throws -> ClinicalCourse {
    let text = "patient: 1\nsection: Chart\ncourse:\n" + entries
    let reading = StudyFolder.read(files: [
      "study.yaml": "study: Example\nguideline: none\n", "patients/1.yaml": text,
    ])
    #expect(reading.errors.isEmpty, "\(reading.errors)")
    let study = try #require(reading.study)
    var pictures = CoursePictures()
    for image in study.patients.flatMap({ $0.assessments.flatMap(\.assessment.images) }) {
      pictures[image] = CoursePicture(png: [1, 2, 3], width: pixels.width, height: pixels.height, tones: tones)
    }
    return ClinicalCourse(await StudyOutcomes(study, library: BuiltInLibrary.read().library), pictures: pictures)
  }

  private func assessment(
    _ name: String, _ when: String, modality: String = "CT", response: String = "PR", _ keys: String = ""
  ) -> String {
    "  - assessment: \(modality)\n    id: \(name)\n    response: \(response)\n    when: \(when)\n"
      + "    images:\n      - {file: \(name).png, spacing: 0.7 mm\(keys)}\n"
  }

  private let diagnosis = "  - {diagnosis: leiomyosarcoma, when: 2020-01-01}\n"

  private func column(_ language: Language = .english) -> CourseFigureOptions {
    var options = CourseFigureOptions(widthMillimetres: 85)
    options.language = language
    return options
  }

  private func contents(_ course: ClinicalCourse, _ options: CourseFigureOptions) -> SceneContents {
    SceneContents(course.scene(options).nodes)
  }

  /// The middle of every mark of a response on the lane: outside of panels.
  private func marks(_ nodes: [Scene.Node]) -> [Point] {
    nodes.flatMap { node -> [Point] in
      guard case .group(let group) = node, group.cssClass != "image-panel", group.cssClass != "legend" else {
        return []
      }
      guard group.cssClass?.hasPrefix("mark ") == true, group.title?.contains("after") == true else {
        return marks(group.nodes)
      }
      return group.nodes.compactMap { node in
        guard case .path(let path) = node else { return nil }
        let points = path.segments.compactMap { segment -> Point? in
          switch segment {
          case .move(let point), .line(let point), .curve(_, _, let point): point
          case .close: nil
          }
        }
        guard let left = points.map(\.x).min(), let right = points.map(\.x).max() else { return nil }
        return Point((left + right) / 2, points.map(\.y).max() ?? 0)
      }
    }
  }

  /// Three scans within ten days in a column: the marks and the lines that lead to them stand at their times and nowhere else.
  @Test(arguments: [85.0, 180])
  func marksStandAtTheirTimes(width: Double) async throws {
    let days = ["2020-05-01", "2020-05-05", "2020-05-10", "2022-01-01"]
    let course = try await course(
      diagnosis + days.enumerated().map { assessment("ct-\($0.offset)", $0.element) }.joined())
    let options = CourseFigureOptions(widthMillimetres: width)
    let scene = course.scene(options)
    let marks = marks(scene.nodes).sorted { $0.x < $1.x }
    #expect(marks.count == 4)
    // Between the first and the last are 610 days; 4 and 9 of them lie before the second and the third.
    let day = (marks[3].x - marks[0].x) / 610
    #expect(abs(marks[1].x - marks[0].x - 4 * day) < 0.01 && abs(marks[2].x - marks[0].x - 9 * day) < 0.01)
    // What would cover another stands over it.
    #expect(Set(marks.prefix(3).map { ($0.y * 10).rounded() }).count == (9 * day < 9 ? 3 : 2))
    // Of the two parts of a line the second leads down to the time.
    let feet = contents(course, options).lines.filter { $0.cssClass == "pole" }.enumerated().filter {
      $0.offset % 2 == 1
    }
    .map(\.element.end.x).sorted()
    #expect(zip(feet, marks).allSatisfy { abs($0 - $1.x) < 0.01 } && feet.count == 4)
    #expect(!course.caption(options).contains("beside their times"))
    #expect(SceneAudit(scene).isClean, "\(SceneAudit(scene))")
  }

  /// Where marks of a full lane stand on one line without their letters, the caption says so: adverse events of more than two rows.
  @Test func marksWithoutLettersAreTold() async throws {
    let events = (0..<90).map {
      "  - {toxicity: neutropenia \($0), id: tox-\($0), grade: 3, when: 2020-05-\(10 + $0 % 3)}\n"
    }
    let course = try await course(diagnosis + assessment("ct", "2022-01-01") + events.joined())
    var options = column()
    options.adverseEventsFrom = 3
    #expect(course.caption(options).contains("Marks that have no room for their letters go without them"))
  }

  @Test(arguments: [85.0, 180], Language.allCases)
  func longModalitiesStayInTheirPanels(width: Double, language: Language) async throws {
    let long = "contrast-enhanced computed tomography of chest, abdomen and pelvis"
    let months = ["2020-02-01", "2020-04-01", "2020-06-01", "2020-08-01"]
    let course = try await course(
      diagnosis
        + months.enumerated().map { assessment("ct-\($0.offset)", $0.element, modality: long, ", plane: axial") }
        .joined())
    var options = CourseFigureOptions(widthMillimetres: width)
    options.language = language
    let scene = course.scene(options)
    #expect(SceneAudit(scene).isClean, "\(SceneAudit(scene))")
    let heads = SceneContents(scene.nodes).texts.filter { $0.string.hasPrefix("contrast") && $0.string.hasSuffix("…") }
    let panels = SceneContents(scene.nodes).rectangles.filter { $0.cssClass == "panel-ground" }.map(\.box)
    #expect(heads.count == 4 && panels.count == 4)
    for (head, panel) in zip(heads.sorted { $0.box.x < $1.box.x }, panels.sorted { $0.x < $1.x }) {
      #expect(head.box.right <= panel.right + 0.01, "\(head.string)")
    }
    // The whole of it is in the caption.
    #expect(course.caption(options).contains(long))
  }

  @Test func aPanelIsTitledByItsOwnModality() async throws {
    let course = try await course(diagnosis + assessment("pet", "2020-05-01", modality: "PET-CT", ", modality: US"))
    #expect(contents(course, CourseFigureOptions()).strings.contains("ultrasound"))
    #expect(course.caption().contains("A, ultrasound of patient 1") && !course.caption().contains("PET"))
    #expect(course.caption(column(.german)).contains("A, Sonographie von Patient 1"))
  }

  /// A mixed response is no category, and is told where a category is: in the panel, on the lane, in legend and caption; on a card too.
  @Test(arguments: Language.allCases)
  func wordsThatAreNoCategoryAreShown(language: Language) async throws {
    var options = CourseFigureOptions()
    options.language = language
    let with = try await course(diagnosis + assessment("ct", "2020-05-01", response: "mixed"))
    let scene = with.scene(options)
    let contents = SceneContents(scene.nodes)
    // One in the panel, one in the chip on the lane, one in the legend.
    #expect(contents.strings.count { $0 == "mixed" } >= 2)
    #expect(contents.groups("mark-other-mixed").count == 2)
    #expect(
      contents.strings.contains { $0.contains(language == .english ? "Mixed response" : "Gemischtes Ansprechen") })
    #expect(with.caption(options).contains(", mixed"))
    #expect(SceneAudit(scene).isClean, "\(SceneAudit(scene))")
    let card = ClinicalCourse(with.outcomes).scene(options)
    #expect(SceneContents(card.nodes).strings.contains("mixed") && SceneAudit(card).isClean)
  }

  /// Maintenance began 2.5 months after the diagnosis, and the scan lies 2.5 to 6.1 months behind that: as well known from either, so told from maintenance, which
  /// the figure is about.
  @Test func aTimeIsToldFromMaintenance() async throws {
    let entries =
      diagnosis
      + "  - {therapy: gemcitabine, id: gem, when: 2020-01-02, ends: 2020-03-17}\n"
      + "  - {therapy: gemcitabine, id: keep, intent: maintenance, continues: gem, when: 2020-03-17, ends: 2021-03-17}\n"
      + assessment("ct", "2020-06-01/2020-09-18")
    for anchor in [CourseFigureOptions.Anchor.diagnosis, .maintenance] {
      var options = CourseFigureOptions()
      options.anchor = anchor
      let strings = contents(try await course(entries), options).strings
      #expect(strings.contains("M + 2.5–6.1 mo"), "\(strings.filter { $0.contains("mo") })")
    }
    // Before maintenance the axis of maintenance counts backwards; 2020-02-17 is 29 days before, 0.95 months.
    var options = CourseFigureOptions()
    options.anchor = .maintenance
    let before = try await course(entries.replacing("2020-06-01/2020-09-18", with: "2020-02-17"))
    #expect(contents(before, options).strings.contains("M − 1 mo"))
  }

  // MARK: scale bars

  private func ground(_ course: ClinicalCourse) throws -> (bar: Box, picture: Box, room: Box) {
    let found = contents(course, CourseFigureOptions()).rectangles
    var pictures: [Box] = []
    func collect(_ nodes: [Scene.Node]) {
      for node in nodes {
        if case .picture(let picture) = node { pictures.append(picture.box) }
        if case .group(let group) = node { collect(group.nodes) }
      }
    }
    collect(course.scene().nodes)
    return (
      try #require(found.first { $0.cssClass == "scale-ground" }?.box), try #require(pictures.first),
      try #require(found.first { $0.cssClass == "panel-ground" }?.box)
    )
  }

  /// The lesion lies where the bar stands by custom, below at the left.
  @Test(arguments: ["arrow 150,250 to 60,340", "circle 60,330 radius 30", "line 20,350 to 90,350"])
  func theScaleBarKeepsOffWhatIsShown(mark: String) async throws {
    let found = try ground(
      try await course(diagnosis + assessment("ct", "2020-05-01", ", marks: [\"\(mark)\"]")))
    #expect(found.picture.contains(found.bar))
    #expect(found.bar.x > found.picture.centre.x || found.bar.bottom < found.picture.centre.y, "\(found)")
  }

  /// Without marks it stands where the picture is darkest; where nobody has looked, below at the left.
  @Test func theScaleBarStandsInTheDark() async throws {
    var tones = [Double](repeating: 200, count: 64)
    let plain = try ground(try await course(diagnosis + assessment("ct", "2020-05-01")))
    #expect(plain.bar.x < plain.picture.centre.x && plain.bar.y > plain.picture.centre.y)
    for row in 0..<3 { for column in 4..<8 { tones[row * 8 + column] = 5 } }
    let found = try ground(try await course(diagnosis + assessment("ct", "2020-05-01"), tones: tones))
    #expect(found.bar.right > found.picture.centre.x && found.bar.bottom < found.picture.centre.y)
  }

  /// A picture that is wide and low leaves a margin of its panel free.
  @Test func theScaleBarStandsInTheMarginWhereThereIsOne() async throws {
    let found = try ground(
      try await course(diagnosis + assessment("ct", "2020-05-01"), pixels: (512, 100)))
    #expect(found.room.contains(found.bar) && !found.bar.overlaps(found.picture))
  }

  /// 512 pixels of 0.7 mm are 358 mm; 500 mm are longer.
  @Test func aScaleBarThatFindsNoRoomIsTold() async throws {
    let course = try await course(diagnosis + assessment("ct", "2020-05-01", ", scale: 500 mm"))
    #expect(!course.caption().contains("Scale bars"))
    #expect(
      course.imageWarnings().map(\.english) == [
        "image A (ct of patient 1): a scale bar of 500 mm finds no room, and is not drawn"
      ])
  }
}

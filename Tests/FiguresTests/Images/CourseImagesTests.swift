// SPDX-License-Identifier: Apache-2.0

import Course
import Drawing
import Exchange
@testable import Figures
import Notation
import Outcomes
import Plain
import Testing

/// The clinical course with pictures above its time axis.
@Suite struct CourseImagesTests {
  /// A patient with so many assessments, two months apart from 2020-03-01 on, each with a picture of 512 x 384 pixels.
  private func course(
    _ count: Int, patients: Int = 1, more: (Int) -> String = { _ in "" },
    pixels: (width: Int, height: Int) = (512, 384),
    corner: ImagePoint = ImagePoint(x: 0, y: 0)
  ) async throws -> ClinicalCourse {
    var files = ["study.yaml": "study: Example\nguideline: none\n"]
    for patient in 1...patients {
      var text =
        "patient: \(patient)\nsection: Chart\ncourse:\n  - {diagnosis: undifferentiated pleomorphic sarcoma, site: right femur, when: 2020-01-01}\n"
        + "  - {therapy: doxorubicin, id: dox, when: 2020-02-01, ends: 2022-12-01}\n"
      for index in 0..<count {
        let month = 2 + 2 * index
        text +=
          "  - assessment: CT\n    id: ct-\(index + 1)\n    response: \(["PR", "SD", "PD"][index % 3])\n"
          + "    when: \(2020 + month / 12)-\(month % 12 + 1 < 10 ? "0" : "")\(month % 12 + 1)-01\n    images:\n"
          + "      - {file: p\(patient)-\(index + 1).png, plane: axial, spacing: 0.7 mm, shows: a lesion\(more(index))}\n"
      }
      files["patients/\(patient).yaml"] = text
    }
    let reading = StudyFolder.read(files: files)
    #expect(reading.errors.isEmpty, "\(reading.errors)")
    let study = try #require(reading.study)
    var pictures = CoursePictures()
    for image in study.patients.flatMap({ $0.assessments.flatMap(\.assessment.images) }) {
      // What stands in a file is of no matter to the layout.
      pictures[image] = CoursePicture(png: [1, 2, 3], width: pixels.width, height: pixels.height, corner: corner)
    }
    return ClinicalCourse(await StudyOutcomes(study, library: BuiltInLibrary.read().library), pictures: pictures)
  }

  private struct Found {
    var pictures: [(box: Box, group: Int)] = []
    var grounds: [Box] = []
    var panels = 0
    var poles: [Scene.Line] = []
    var marks = 0

    mutating func collect(_ nodes: [Scene.Node]) {
      for node in nodes {
        switch node {
        case .group(let group):
          if group.cssClass == "image-panel" { panels += 1 }
          collect(group.nodes)
        case .picture(let picture): pictures.append((picture.box, panels))
        case .rect(let rectangle) where rectangle.cssClass == "panel-ground": grounds.append(rectangle.box)
        case .line(let line) where line.cssClass == "pole": poles.append(line)
        case .line(let line) where line.cssClass == "image-mark": marks += 1
        case .path(let path) where path.cssClass == "image-mark": marks += 1
        default: break
        }
      }
    }
  }

  private func found(_ scene: Scene) -> Found {
    var found = Found()
    found.collect(scene.nodes)
    return found
  }

  private func check(_ scene: Scene, _ words: Comment) {
    #expect(SceneAudit(scene).isClean, "\(words): \(SceneAudit(scene).description)")
    let grounds = found(scene).grounds
    for (index, box) in grounds.enumerated() {
      #expect(scene.canvas.contains(box, tolerance: 0.01), words)
      for other in grounds[(index + 1)...] { #expect(!box.overlaps(other, tolerance: 0.01), words) }
    }
    for picture in found(scene).pictures {
      #expect(grounds.contains { $0.contains(picture.box, tolerance: 0.01) }, words)
    }
  }

  @Test(arguments: [180.0, 85], [1, 3, 7, 12])
  func panelsNeverOverlap(width: Double, count: Int) async throws {
    for language in Language.allCases {
      for print in [Palette.Print.colour, .greyscale] {
        let course = try await course(count, patients: 2)
        var options = CourseFigureOptions(widthMillimetres: width)
        (options.language, options.print) = (language, print)
        for scene in course.pages(options) + course.supplement(options) {
          check(scene, "\(width) mm, \(count) images, \(language), \(print)")
          #expect(abs(scene.width - Length.millimetres(width)) < 0.01)
        }
        let shown = course.pages(options).reduce(0) { $0 + found($1).panels }
        let rest = course.supplement(options).reduce(0) { $0 + found($1).panels }
        #expect(shown + rest == 2 * count)
      }
    }
  }

  /// Each panel is joined to the place of its time on the axis, and poles do not cross.
  @Test func panelsAreJoinedToTheirTimes() async throws {
    let course = try await course(4)
    let scene = course.scene()
    let found = found(scene)
    #expect(found.panels == 4 && found.poles.count == 8)
    let slanted = stride(from: 0, to: 8, by: 2).map { found.poles[$0] }
    let upright = stride(from: 1, to: 8, by: 2).map { found.poles[$0] }
    for (first, second) in zip(slanted, upright) {
      #expect(first.end == second.start && second.start.x == second.end.x)
    }
    #expect(zip(slanted, slanted.dropFirst()).allSatisfy { $0.start.x < $1.start.x && $0.end.x <= $1.end.x })
    // Two months of 2020 are 61, 61 and 62 days: the feet lie as far apart.
    let feet = upright.map(\.end.x)
    let day = (feet[1] - feet[0]) / 61
    #expect(abs(feet[2] - feet[1] - 61 * day) < 0.02 && abs(feet[3] - feet[2] - 62 * day) < 0.02)
    // From the lower edge of its picture.
    for (line, box) in zip(slanted, found.grounds) {
      #expect(abs(line.start.y - box.bottom) < 0.01 && abs(line.start.x - box.centre.x) < 0.01)
    }
  }

  /// 512 pixels in 40 mm are 325 dots per inch, 150 are 95.
  @Test func dotsPerInch() async throws {
    #expect(try await course(1).imageWarnings().isEmpty)
    let warnings = try await course(1, pixels: (150, 112)).imageWarnings()
    #expect(warnings.count == 1)
    // 113 pt are 39.9 mm: 150 / (113 / 72) = 95.6.
    #expect(warnings.first?.english.contains("has 96 dots per inch in print; journals ask for 300") == true)
  }

  @Test func theRestGoesToASheet() async throws {
    let course = try await course(9) { $0 == 4 || $0 == 7 ? ", show: true" : "" }
    #expect(found(course.scene()).panels == 2)
    #expect(course.supplement().reduce(0) { $0 + found($1).panels } == 7)
    #expect(course.caption().contains("Further images (C–I) are on the supplementary sheet."))
    #expect(course.caption().contains("A, axial CT of patient 1, D + "))
    #expect(course.supplementCaption().hasPrefix("C, axial CT of patient 1"))
    // More than find room in 85 mm: four of 48 pt.
    let many = try await self.course(9) { _ in ", show: true" }
    #expect(
      many.imageWarnings(CourseFigureOptions(widthMillimetres: 85)).contains {
        $0.english.hasPrefix("more images have `show: true` than find room")
      })
  }

  /// 70 pixels of 0.7 mm are 49 mm.
  @Test func captionSaysWhatIsMeasured() async throws {
    let course = try await course(1) { _ in ", marks: [\"line 100,100 to 170,100\", \"arrow 10,10 to 90,90\"]" }
    #expect(course.caption().contains("PR: a lesion (line, 49 mm). Arrows point at lesions. Scale bars, 10 cm;"))
    let svg = SVGRenderer().render(course.scene())
    #expect(svg.contains("href=\"data:image/png;base64,AQID\"") && svg.contains("10 cm</text>"))
  }

  /// What of a mark lies outside of the crop is cut off; of what nothing is left neither figure nor caption says a word, and the printer is told.
  @Test func marksAreCutAtTheEdge() async throws {
    let marks = "arrow 0,100 to 300,100", lost = "arrow 300,100 to 0,100"
    func drawn(_ mark: String) async throws -> (count: Int, caption: String, warnings: [String]) {
      let course = try await course(
        1, more: { _ in ", crop: \"200x200 at 150,50\", marks: [\"\(mark)\"]" }, pixels: (200, 200),
        corner: ImagePoint(x: 150, y: 50))
      return (
        found(course.scene()).marks, course.caption(),
        course.imageWarnings().map(\.english).filter { !$0.contains("dots per inch") }
      )
    }
    let cut = try await drawn(marks)
    #expect(cut.count == 3 && cut.caption.contains("Arrows point at lesions.") && cut.warnings.isEmpty)
    let none = try await drawn(lost)
    #expect(none.count == 0 && !none.caption.contains("Arrows"))
    #expect(
      none.warnings == [
        "image A (ct-1 of patient 1): \(lost) cannot be seen in what is printed, and is not drawn"
      ])
    #expect(try await drawn("circle 250,150 radius 500").count == 0)
    #expect(try await drawn("circle 150,150 radius 30").count == 2)
    // 0.7 mm times 49 pixels; of a line that is not drawn no length is told.
    #expect(try await drawn("line 200,100 to 249,100").caption.contains("(line, 34 mm)"))
    #expect(try await !drawn("line 10,100 to 59,100").caption.contains("(line"))
  }

  /// Without pictures the figure is what it was.
  @Test func withoutPicturesCardsStand() async throws {
    let course = try await course(3)
    let bare = ClinicalCourse(course.outcomes)
    #expect(found(bare.scene()).panels == 0 && bare.supplement().isEmpty && bare.imageWarnings().isEmpty)
    #expect(!bare.caption().contains("Scale bars"))
  }
}

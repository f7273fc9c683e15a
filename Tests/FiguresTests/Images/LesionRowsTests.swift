// SPDX-License-Identifier: Apache-2.0

import Course
import Drawing
import Exchange
@testable import Figures
import Notation
import Outcomes
import Plain
import Testing

/// Pictures of one lesion in one row of the clinical course.
@Suite struct LesionRowsTests {
  /// Three CTs two months apart: T1 at all, T2 at the last two, and an overview without a lesion at the first.
  private func course() async throws -> ClinicalCourse {
    var text = "patient: 1\nsection: Chart\ncourse:\n  - {diagnosis: sarcoma, when: 2020-01-01}\n"
    let images = [["", "T1"], ["T2", "T1"], ["T1", "T2"]]
    for (index, lesions) in images.enumerated() {
      text += "  - assessment: CT\n    id: ct-\(index)\n    when: 2020-0\(3 + 2 * index)-01\n    images:\n"
      for lesion in lesions {
        text += "      - {file: p\(index)\(lesion).png, plane: axial, spacing: 0.7 mm"
        text += (lesion.isEmpty ? "" : ", lesion: \(lesion)") + "}\n"
      }
    }
    let table = """
      patient,date,lesion,role,site,finding
      1,2020-03-01,T1,target,liver,23
      1,2020-05-01,T1,target,liver,13.9
      1,2020-05-01,T2,target,lung,14
      1,2020-07-01,T1,target,liver,absent

      """
    let reading = StudyFolder.read(files: [
      "study.yaml": "study: Example\nguideline: none\n", "patients/1.yaml": text, "lesions.csv": table,
    ])
    #expect(reading.errors.isEmpty, "\(reading.errors)")
    let study = try #require(reading.study)
    var pictures = CoursePictures()
    for image in study.patients.flatMap({ $0.assessments.flatMap(\.assessment.images) }) {
      pictures[image] = CoursePicture(png: [1, 2, 3], width: 512, height: 384)
    }
    return ClinicalCourse(await StudyOutcomes(study, library: BuiltInLibrary.read().library), pictures: pictures)
  }

  private struct Found {
    var grounds: [Box] = []
    var labels: [String] = []
    var letters: [String] = []
    var poles: [Scene.Line] = []

    mutating func collect(_ nodes: [Scene.Node]) {
      for node in nodes {
        switch node {
        case .group(let group):
          if group.cssClass == "image-panel", case .text(let text)? = group.nodes.first { letters.append(text.string) }
          collect(group.nodes)
        case .rect(let rectangle) where rectangle.cssClass == "panel-ground": grounds.append(rectangle.box)
        case .text(let text) where text.cssClass == "lesion": labels.append(text.string)
        case .line(let line) where line.cssClass == "pole": poles.append(line)
        default: break
        }
      }
    }
  }

  @Test(arguments: [180.0, 85], Language.allCases) func rows(width: Double, language: Language) async throws {
    let course = try await course()
    for print in [Palette.Print.colour, .greyscale] {
      var options = CourseFigureOptions(widthMillimetres: width)
      (options.language, options.print) = (language, print)
      let scene = course.scene(options)
      #expect(SceneAudit(scene).isClean, "\(SceneAudit(scene).description)")
      var found = Found()
      found.collect(scene.nodes)
      #expect(found.labels == (language == .english ? ["T1, liver", "T2, lung"] : ["T1, Leber", "T2, Lunge"]))
      #expect(Set(found.letters) == ["A", "B", "C", "D", "E", "F"])
      #expect(found.grounds.count == 6)
      for (index, box) in found.grounds.enumerated() {
        for other in found.grounds[(index + 1)...] { #expect(!box.overlaps(other, tolerance: 0.01)) }
      }
      // One above, three of T1, two of T2: three heights, columns of the same places, one width.
      let rows = Dictionary(grouping: found.grounds) { ($0.y * 10).rounded() }.sorted { $0.key < $1.key }.map(\.value)
      #expect(rows.map(\.count) == [1, 3, 2])
      let places = rows.map { row in row.map { ($0.x * 10).rounded() }.sorted() }
      #expect(places[0] == [places[1][0]] && places[2] == Array(places[1][1...]))
      #expect(Set(found.grounds.map { ($0.width * 10).rounded() }).count == 1)
      // No line lies behind a picture: what ends at its edge does not meet its middle.
      for pole in found.poles where pole.start.x == pole.end.x {
        for box in found.grounds where box.x < pole.start.x && pole.start.x < box.right {
          let (top, bottom) = (min(pole.start.y, pole.end.y), max(pole.start.y, pole.end.y))
          #expect(bottom <= box.y + 0.01 || top >= box.bottom - 0.01)
        }
      }
    }
  }

  /// A diameter that is recorded for the day of the assessment stands in the caption; what is absent or not recorded has none.
  @Test func captionsNameLesions() async throws {
    let course = try await course()
    let caption = course.caption()
    #expect(caption.contains("A, axial CT of patient 1"))
    #expect(caption.contains("lesion T1 (liver), 23 mm recorded."), "\(caption)")
    #expect(caption.contains("lesion T1 (liver), 13.9 mm recorded."))
    #expect(caption.contains("lesion T2 (lung), 14 mm recorded."))
    #expect(caption.contains("lesion T1 (liver).") && caption.contains("lesion T2 (lung)."))
    var options = CourseFigureOptions()
    options.language = .german
    #expect(course.caption(options).contains("Läsion T1 (Leber), 13,9 mm dokumentiert."))
  }
}

// SPDX-License-Identifier: Apache-2.0

import Course
import Exchange
import Notation
import Testing

/// A picture put into the file of a patient: what comes of it is written out, every other byte stays.
@Suite struct ImageInsertionTests {
  private func files(_ course: String, more: [String: String] = [:]) -> MemoryFiles {
    MemoryFiles(
      texts: [
        "study.yaml": "study: Example\nguideline: none\n",
        "patients/1.yaml": "# of the chart\npatient: 1\nsection: Chart\ncourse:\n" + course,
      ].merging(more) { own, _ in own })
  }

  private var image: AssessmentImage {
    var image = AssessmentImage(file: "b.png")
    image.shows = "liver: 23 mm # growing"
    return image
  }

  /// The text of the patient's file behind its head.
  private func added(
    _ course: String, to id: String = "ct", more: [String: String] = [:]
  ) throws(ImageInsertion.Refusal) -> String {
    let insertion = try ImageInsertion(image, to: id, of: "1", in: files(course, more: more))
    let text = String(decoding: insertion.after, as: UTF8.self)
    return String(text.dropFirst("# of the chart\npatient: 1\nsection: Chart\ncourse:\n".count))
  }

  /// The lines as `images add` prints them, so far in.
  private func lines(_ indent: Int) -> String {
    StudyFolder.text(of: [image]).split(separator: "\n").map { String(repeating: " ", count: indent) + $0 + "\n" }
      .joined()
  }

  /// Behind the comments of the entry, before what stands between it and the next.
  @Test func aKeyComesAtTheEndOfTheEntry() throws {
    let before =
      "  - {diagnosis: sarcoma, when: 2020-01-01}\n  # first scan\n  - assessment: CT  # with contrast\n    id: ct\n    when: \"2020-03-02\"\n    # read twice\n"
    let after = "\n  # second scan\n  - assessment: CT\n    when: 2020-05-01\n"
    #expect(try added(before + after) == before + "    images:\n" + lines(6) + after)
    #expect(lines(6).contains("b.png") && lines(6).contains("liver: 23 mm # growing"))
  }

  /// As far in as the others, also where a comment at the margin stands among them and keys follow.
  @Test(arguments: [4, 6, 10]) func aListGetsAnotherItemAsFarIn(_ indent: Int) throws {
    let space = String(repeating: " ", count: indent)
    let before =
      "  - assessment: CT\n    id: ct\n    images:\n\(space)- file: a.png\n\(space)  shows: one\n# old\n\(space)  rights: mine\n"
    let after = "    when: 2020-03-02\n    response: PR\n"
    #expect(try added(before + after) == before + lines(indent) + after)
  }

  /// Windows' line ends, a mark of byte order, a last line without its end.
  @Test func bytesAroundStay() throws {
    let plain = "patient: 1\nsection: Chart\ncourse:\n  - assessment: CT\n    id: ct\n    when: 2020-03-02"
    for (before, ending) in [(plain, "\n"), (plain.replacing("\n", with: "\r\n"), "\r\n")] {
      for mark in [[UInt8](), [0xEF, 0xBB, 0xBF]] {
        var source = files("")
        source.files["patients/1.yaml"] = mark + Array(before.utf8)
        let insertion = try ImageInsertion(image, to: "ct", of: "1", in: source)
        let new = insertion.after.dropFirst(mark.count + before.utf8.count)
        #expect(insertion.after.starts(with: mark + Array(before.utf8)))
        let text = String(decoding: new, as: UTF8.self)
        #expect(text.hasPrefix("\(ending)    images:\(ending)      - ") && !text.hasSuffix(ending))
        #expect(insertion.line == 7)
      }
    }
  }

  /// A text of several lines at the end of an entry, in which `#` is no comment.
  @Test func behindATextOfSeveralLines() throws {
    let before = "  - assessment: CT\n    id: ct\n    when: 2020-03-02\n    note: |\n      one\n      # two\n"
    #expect(try added(before) == before + "    images:\n" + lines(6))
    // A quoted text whose second line stands further out than its key: a form in which lines cannot be put blindly.
    let quoted = "  - assessment: CT\n    id: ct\n    when: 2020-03-02\n    note: \"one\n two\"\n"
    let text = try? added(quoted)
    #expect(text == nil || text == quoted + "    images:\n" + lines(6))
  }

  @Test(arguments: [
    "  - {assessment: CT, id: ct, when: 2020-03-02}\n",
    "  - assessment: CT\n    id: ct\n    when: 2020-03-02\n    images: [{file: a.png}]\n",
    "  [{assessment: CT, id: ct, when: 2020-03-02}]\n",
  ])
  func bracketsAreRefused(_ course: String) {
    let refusal = #expect(throws: ImageInsertion.Refusal.self) { try added(course) }
    guard case .form(let place, _, _)? = refusal else {
      Issue.record("another refusal: \(String(describing: refusal))")
      return
    }
    #expect(place.file == "patients/1.yaml")
  }

  @Test func aPictureIsThereOnce() {
    let course = "  - assessment: CT\n    id: ct\n    when: 2020-03-02\n    images:\n      - {file: b.png}\n"
    let refusal = #expect(throws: ImageInsertion.Refusal.self) { try added(course) }
    guard case .isThere? = refusal else {
      Issue.record("another refusal: \(String(describing: refusal))")
      return
    }
    #expect(throws: ImageInsertion.Refusal.noAssessment("mri")) { try added(course, to: "mri") }
  }

  // MARK: lesions

  private static let table =
    "patient,date,lesion,role,site,finding\n1,2020-03-02,T1,target,liver,23\n1,2020-03-02,T2,target,lung,14\n"

  @Test func aLesionIsOneOfThePatient() throws {
    func problems(_ lesion: String, table: String? = Self.table) -> [Problem] {
      let course =
        "  - assessment: CT\n    when: 2020-03-02\n    images:\n      - file: a.png\n        lesion: \(lesion)\n"
      var files = files(course).files
      if let table { files["lesions.csv"] = Array(table.utf8) }
      return StudyFolder.readInOrder(from: MemoryFiles(files)).errors
    }
    #expect(problems("T1").isEmpty && problems("T2").isEmpty)
    let one = try #require(problems("T3").first)
    #expect(one.message == "there is no lesion `T3` of patient `1`" && one.location.line == 9, "\(one)")
    #expect(problems("t1").first?.suggestion == "T1")
    #expect(problems("T1", table: nil).first?.expected?.hasSuffix("which has none") == true)
    // Where the table has errors, what it says is not known: one error, and not two.
    #expect(problems("T3", table: Self.table + "1,2020-03-02,T3,target,lung,big\n").count == 1)
  }
}

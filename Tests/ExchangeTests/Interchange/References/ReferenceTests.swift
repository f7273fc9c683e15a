// SPDX-License-Identifier: Apache-2.0

import Chronology
import Course
import Exchange
import Foundation
import StudyTesting
import Testing

@testable import Interchange

@Suite("A list of references", .timeLimit(.minutes(60)))
struct ReferenceTests {
  private func bibtex(_ text: String, keepsGoing: Bool = false) -> StudyReading {
    BibTeX.read(StudyFormat.Request(files: [InputFile(name: "x.bib", text: text)], keepsGoing: keepsGoing))
  }

  private func ris(_ text: String, keepsGoing: Bool = false) -> StudyReading {
    RIS.read(StudyFormat.Request(files: [InputFile(name: "x.ris", text: text)], keepsGoing: keepsGoing))
  }

  private func words(_ reference: Reference) -> [String] {
    func text<Value>(_ value: Recorded<Value>) -> String { if case .stated(let own) = value { "\(own)" } else { "" } }
    return [
      "\(reference.number)", text(reference.authors), reference.title, text(reference.journal), text(reference.year),
      text(reference.doi),
    ]
  }

  /// Names, accents, abbreviations, joined values and groups, after the manual of BibTeX (O. Patashnik, BibTeXing).
  @Test("of BibTeX has authors, titles, journals, years and numbers as people read them")
  func bibTeX() throws {
    let reading = bibtex(
      #"""
      A comment of somebody <a@b.org>.
      @string{ jco = "J Clin " # {Oncol} }
      @comment{ @article{x, title = {no}} }
      @Article{gruenwald,
        author = {Gr{\"u}nwald, TG and M{\'\i}guez, A and others},
        title  = "{Sarcoma} Treatment: 5\% of {\ss}",
        journal = jco, year = 2020, month = mar, doi = {10.1002/x\_y},
        abstract = {Words {in} braces}
      }
      @book(second, author = {Bay, J. O.}, title = {A Book}, publisher = {Springer}, year = "1999")
      """#)
    #expect(reading.misfits.map(\.description) == [])
    let references = try #require(reading.study).references
    #expect(
      references.map(words) == [
        ["1", "Grünwald TG, Míguez A, et al.", "Sarcoma Treatment: 5% of ß", "J Clin Oncol", "2020", "10.1002/x_y"],
        ["2", "Bay, J. O.", "A Book", "Springer", "1999", ""],
      ])
    // Two kinds, two keys and eleven fields, of which the month and the abstract have no place.
    #expect(reading.losses.counts.reduce(0, +) == 15 && reading.losses.count(.leftOut) == 2)
  }

  @Test("of RIS has the same, with values that go on in the next line")
  func risFile() throws {
    let reading = ris(
      "TY  - JOUR\r\nAU  - Casanova, M\r\nAU  - Ferrari, A\r\nTI  - Vinorelbine and Low-Dose\r\n      Cyclophosphamide\r\nT2  - Cancer\r\nPY  - 2004/05/01\r\nDO  - 10.1002/cncr.20544\r\nSP  - 1\r\nER  - \r\n\r\nTY  - GEN\r\nTI  - Words\r\nER  - \r\n"
    )
    #expect(reading.misfits.map(\.description) == [])
    #expect(
      try #require(reading.study).references.map(words) == [
        [
          "1", "Casanova M, Ferrari A", "Vinorelbine and Low-Dose Cyclophosphamide", "Cancer", "2004",
          "10.1002/cncr.20544",
        ],
        ["2", "", "Words", "", "", ""],
      ])
    #expect(reading.losses.counts.reduce(0, +) == 10 && reading.losses.count(.leftOut) == 1)
  }

  @Test(
    "that is cut off or means two things makes no study",
    arguments: [
      "@article{a, title = {x}", "@article{a, title = {x", "@article{a, title = {x}, title = {y}}",
      "@article{a, title = nobody}",
      "@article{a title = {x}}", "@article{a, title}", "@article{a, year = 2004}", "", "words alone",
    ])
  func broken(_ text: String) {
    let reading = bibtex(text)
    #expect(reading.study == nil && !reading.misfits.isEmpty)
  }

  @Test(
    "of RIS that is cut off makes no study",
    arguments: ["TY  - JOUR\nTI  - x\n", "TI  - x\nER  - \n", "words\n", "", "TY  - JOUR\nPY  - 2004\nER  - \n"])
  func brokenRIS(_ text: String) {
    let reading = ris(text)
    #expect(reading.study == nil && !reading.misfits.isEmpty)
  }

  /// The 30 references of the published series, and random ones.
  @Test("comes back equal or is told", arguments: ["bibtex", "ris"])
  func roundTrip(_ name: String) async throws {
    let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
      .appendingPathComponent("Examples/gemcitabine-maintenance")
    var studies = [try #require(await StudyFolder.read(folder.path).study)]
    for seed in 0..<60 as Range<UInt64> {
      var random = RandomStudy(seed: seed)
      studies.append(random.study(patients: 1))
    }
    let format = try #require(StudyFormat.named(name))
    let (write, read) = (try #require(format.write), try #require(format.read))
    var held = 0
    for (number, study) in studies.enumerated() where !study.references.isEmpty {
      let writing = write(study)
      guard let (file, text) = writing.files.first else { continue }
      let back = try #require(
        read(StudyFormat.Request(files: [InputFile(name: file, text: text)], keepsGoing: true)).study, "\(number)")
      for reference in study.references {
        let other = back.references.first { $0.number == reference.number }
        if other == reference { held += 1 } else { #expect(!writing.losses.isWhole, "\(number)") }
      }
      let told = writing.losses.lines.filter { $0.outcome == .unplaced && $0.file == "references" }
      if number == 0 { #expect(back.references == study.references && told.isEmpty, "\(told)") }
    }
    #expect(held > 30)
  }

  @Test("damaged at random ends in references or a refusal")
  func mutants() throws {
    let rounds = ProcessInfo.processInfo.environment["VERLAUF_MUTANTS"].flatMap(Int.init) ?? 400
    let texts = [
      "@string{j = {J Clin}}\n@article{ref-1, author = {Gr{\\\"u}nwald, TG and others}, title = {{A \\& b}}, journal = j # \" Oncol\", year = 2020, doi = {10.1/x}}\n@misc{ref-2, title = \"x\"}\n",
      "TY  - JOUR\nID  - 1\nAU  - Casanova, M\nTI  - Vinorelbine\nJO  - Cancer\nPY  - 2004\nER  - \nTY  - GEN\nTI  - x\nER  - \n",
    ]
    var studies = 0
    for number in 0..<rounds {
      var mutation = Mutation(seed: UInt64(number))
      let bytes = mutation.damaged(Array(texts[number % 2].utf8))
      let request = StudyFormat.Request(files: [InputFile(name: "x", bytes: bytes)], keepsGoing: number % 4 < 2)
      let reading = number % 2 == 0 ? BibTeX.read(request) : RIS.read(request)
      #expect(reading.study != nil || !reading.misfits.isEmpty, "\(number)")
      guard let study = reading.study else { continue }
      studies += 1
      #expect(StudyFolder.referenceFile(of: study) != nil, "\(number)")
    }
    #expect(studies > rounds / 10)
  }

  // MARK: calendars

  /// RFC 5545, 3.6.1: an event of days ends on the day behind its last.
  @Test("of plans is a calendar of days, which says where a day is not known")
  func plans() throws {
    var patient = Patient(id: "P1")
    var (first, second, third) = (
      Entry(id: "ct", content: .plan("restaging, CT; MRI")), Entry(id: "later", content: .plan("next cycle")),
      Entry(id: "open", content: .plan("follow-up"))
    )
    first.when = [try StatedTime(parsing: "2026-12-31")]
    second.when = [try StatedTime(parsing: "2028-02")]
    third.when = [try StatedTime(parsing: "3 mo after ct")]
    patient.entries = [first, second, third]
    var study = Study(title: "A study")
    study.patients = [patient]
    let writing = PlanCalendar.write(study, day: "2026-01-02")
    let text = try #require(writing.files["plans.ics"])
    #expect(
      text.contains(
        "DTSTART;VALUE=DATE:20261231\r\nDTEND;VALUE=DATE:20270101\r\nSUMMARY:Patient P1: restaging\\, CT\\; MRI\r\n"))
    #expect(
      text.contains(
        "DTSTART;VALUE=DATE:20280201\r\nDTEND;VALUE=DATE:20280301\r\nSUMMARY:Patient P1: next cycle (2028-02\\, the day is not known)"
      ))
    #expect(!text.contains("follow-up") && text.components(separatedBy: "BEGIN:VEVENT").count == 3)
    #expect(
      writing.losses.lines.contains { $0.outcome == .unplaced && $0.file == "plan" && $0.examples == ["P1/open"] })
  }
}

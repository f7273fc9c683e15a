// SPDX-License-Identifier: Apache-2.0

import Chronology
import Course
import Exchange
import Testing

@testable import Interchange

/// A plan has one name, and makes many entries: which of them a name of the mapping means.
@Suite("The name of an entry in a mapping")
struct EntryNameTests {
  private static let lines = """
    mapping: A row a line
    tables:
      - file: a.csv
        dates: [yyyy-mm-dd]
        times: {from: start of line, is number: 1}
        entries:
          - {name: line, kind: therapy}
          - {name: best, kind: assessment, always: {assessment: CT, of: line}}
          - {name: toxicity, kind: toxicity, always: {when: during line}}
        columns:
          - {column: id, is: patient}
          - {column: drug, is: therapy, of: line}
          - {column: start, is: starts, of: line, read as: date}
          - {column: end, is: ends, of: line, read as: time}
          - {column: best, is: response, of: best}
          - {column: best day, is: when, of: best, read as: time}
          - {column: event, is: toxicity, of: toxicity}

    """

  /// Day 22 of the second line is three weeks after its own start, and not after that of the first.
  @Test("is that of its own row")
  func ownRow() throws {
    let csv = """
      id,drug,start,end,best,best day,event
      1,doxorubicin,2020-01-06,64,SD,43,
      1,trabectedin,2020-06-01,85,PR,22,nausea
      1,eribulin,2020-12-01,,,,fatigue

      """
    let reading = readTable(["a.csv": csv], Self.lines)
    #expect(reading.misfits == [])
    let patient = try #require(reading.study?.patients.first)
    #expect(
      patient.entries.map(\.id) == ["line", "best", "line-2", "best-2", "toxicity", "line-3", "toxicity-2"])
    let timeline = PatientTimeline(patient, in: try #require(reading.study))
    // 2020-01-06 is day 1: day 64 is 9 weeks later, day 43 is 6 weeks later. 2020-06-01: day 85 is 12 weeks, day 22 is 3 weeks later.
    for (id, isEnd, day) in [
      ("line", true, "2020-03-09"), ("best", false, "2020-02-17"), ("line-2", true, "2020-08-24"),
      ("best-2", false, "2020-06-22"),
    ] {
      let event = try #require(isEnd ? timeline.end(of: id) : timeline.start(of: id))
      let bounds = timeline.bounds(of: event)
      #expect(bounds.isExact && bounds.earliest?.description == day, "\(id): \(bounds)")
    }
    #expect(patient.entry("toxicity")?.when.map(\.text) == ["during line-2"])
    let of = patient.entries.compactMap { entry -> String? in
      if case .assessment(let own) = entry.content { own.of } else { nil }
    }
    #expect(of == ["line", "line-2"])
  }

  @Test("is that of the only one, and of several in other rows nobody's: it is told where")
  func otherRows() throws {
    let mapping = """
      mapping: Two files
      tables:
        - file: lines.csv
          entries: [{name: line, kind: therapy}]
          columns: [{column: id, is: patient}, {column: drug, is: therapy, of: line}]
        - file: scans.csv
          times: {from: start of line, is number: 0}
          entries: [{name: scan, kind: assessment, always: {assessment: CT}}]
          columns: [{column: id, is: patient}, {column: day, is: when, of: scan, read as: time}, {column: response, is: response, of: scan}]
        - file: given.csv
          dates: [yyyy-mm-dd]
          entries: [{name: dose, kind: administration, always: {therapy: line}}]
          columns: [{column: id, is: patient}, {column: cycle, is: cycle, of: dose}, {column: day, is: day, of: dose}, {column: date, is: date, of: dose, read as: date}, {column: mg, is: dose, of: dose, unit: mg}]

      """
    let files = [
      "lines.csv": "id,drug\n1,doxorubicin\n2,doxorubicin\n2,eribulin\n",
      "scans.csv": "id,day,response\n1,42,SD\n2,42,PD\n",
      "given.csv": "id,cycle,day,date,mg\n1,1,1,2020-02-03,140\n2,1,1,2020-02-03,140\n",
    ]
    let reading = readTable(files, mapping)
    let expected =
      "; expected one `line` a patient, or of the same row; or ids of their own: `{column: …, is: id, of: line}`"
    #expect(
      reading.misfits.map(\.description) == [
        "given.csv, row 3: `line` in `line`: the row makes none, and the patient has 2" + expected,
        "scans.csv, row 3, column day: `line` in `42 d after start of line`: the row makes none, and the patient has 2"
          + expected,
      ])
    let one = files.merging(["lines.csv": "id,drug\n1,doxorubicin\n2,eribulin\n"]) { $1 }
    let study = try #require(readTable(one, mapping).study)
    #expect(
      study.patients.map { $0.entry("scan")?.when.map(\.text) } == [
        ["42 d after start of line"], ["42 d after start of line"],
      ])
    #expect(study.patients.allSatisfy { $0.therapies[0].therapy.administrations.count == 1 })
  }

  /// The file names its lines: the mapping has their ids, and means the only one by its own name.
  @Test("stands for the id that the file gives")
  func givenIDs() throws {
    let mapping = """
      mapping: Ids
      tables:
        - file: a.csv
          times: {from: start of line, is number: 0}
          entries: [{name: line, kind: therapy}, {name: response, kind: assessment, always: {assessment: CT, of: line}}]
          columns:
            - {column: id, is: patient}
            - {column: name, is: id, of: line}
            - {column: drug, is: therapy, of: line}
            - {column: after, is: continues, of: line}
            - {column: day, is: when, of: response, read as: time}

      """
    let csv = "id,name,drug,after,day\n1,gem,gemcitabine,,42\n1,gem-mono,gemcitabine,gem,\n"
    let reading = readTable(["a.csv": csv], mapping)
    #expect(reading.misfits == [])
    let patient = try #require(reading.study?.patients.first)
    #expect(patient.entry("response")?.when.map(\.text) == ["42 d after start of gem"])
    #expect(patient.therapies.map { $0.therapy.continues } == [nil, "gem"])
  }

  // MARK: times that are counted from the start of what a row makes

  @Test("in tables of swimmer plots is the treatment that starts on the day that the numbers are counted from")
  func swimmerEvents() throws {
    func read(_ rows: String) throws -> StudyReading {
      let mapping = try #require(ReadyMapping.named("swimmer-events"))
      let file = InputFile(name: "s.csv", text: "patient,event,what,start,end\n" + rows)
      return TableReading.read(StudyFormat.Request(files: [file], mapping: mapping))
    }
    let reading = try read(
      "1,treatment,drug B,220,300\n1,treatment,drug A,0,200\n1,progression,,210,\n1,death,,373,\n")
    #expect(reading.misfits == [])
    let study = try #require(reading.study)
    let timeline = PatientTimeline(study.patients[0], in: study)
    let origin = try #require(timeline.start(of: "treatment-2"))
    func days(_ id: String, isEnd: Bool = false) throws -> Double? {
      let event = try #require(isEnd ? timeline.end(of: id) : timeline.start(of: id))
      let length = timeline.length(from: origin, to: event)
      return length.lower == length.upper ? length.lower?.days : nil
    }
    #expect(try days("treatment") == 220 && days("treatment", isEnd: true) == 300)
    #expect(try days("treatment-2", isEnd: true) == 200 && days("progression") == 210 && days("death") == 373)
    // None, or two, of that day: from what the others are counted nobody knows.
    let none = try read("1,treatment,drug A,5,200\n1,death,,373,\n")
    #expect(
      none.misfits.map(\.description)
        == [
          "s.csv, row 2, column end: `200` counted from `start of treatment`: no `treatment` of the patient starts at day 0",
          "s.csv, row 2, column start: `5` counted from `start of treatment`: no `treatment` of the patient starts at day 0",
          "s.csv, row 3, column start: `373` counted from `start of treatment`: no `treatment` of the patient starts at day 0",
        ].map { $0 + "; expected one `treatment` of the patient that starts at day 0; or another event under `times`" })
    let two = try read("1,treatment,drug A,0,200\n1,treatment,drug B,0,300\n1,death,,373,\n")
    #expect(two.misfits.map(\.place.description) == ["s.csv, row 4, column start"])
    #expect(two.misfits.allSatisfy { $0.message.hasSuffix(": 2 of the patient start at day 0") })
  }

  @Test("in tables of swimmer plots with several rows a patient is that of the row, where no row has a start")
  func swimmerPatients() throws {
    func read(_ text: String) throws -> StudyReading {
      let mapping = try #require(ReadyMapping.named("swimmer-patients"))
      return TableReading.read(
        StudyFormat.Request(files: [InputFile(name: "s.csv", text: text)], mapping: mapping))
    }
    let rows = try read("patient,treatment,end,response,response time\n1,drug A,7.5,PR,2.0\n1,drug B,4.0,SD,1.5\n")
    #expect(rows.misfits == [])
    let patient = try #require(rows.study?.patients.first)
    #expect(patient.entry("treatment-2")?.ends.map(\.text) == ["4.0 mo after start of treatment-2"])
    #expect(patient.entry("response-2")?.when.map(\.text) == ["1.5 mo after start of treatment-2"])
    let starts = try read("patient,treatment,start,end\n1,drug A,0,7.5\n1,drug B,8.5,12.0\n1,drug C,NA,20.0\n")
    // Of the third nobody says from what its end is counted.
    #expect(starts.misfits.map(\.place.description) == ["s.csv, row 4, column end"])
    #expect(starts.misfits[0].message.hasSuffix("the `treatment` of this row has no start"))
    let two = try #require(try read("patient,treatment,start,end\n1,drug A,0,7.5\n1,drug B,8.5,12.0\n").study)
    #expect(two.patients[0].entry("treatment-2")?.when.map(\.text) == ["8.5 mo after start of treatment"])
    #expect(two.patients[0].entry("treatment-2")?.ends.map(\.text) == ["12.0 mo after start of treatment"])
  }

  @Test("is put into what refers to it, and into nothing else")
  func renaming() {
    for (text, expected) in [
      ("line", "line-2"), ("14 d after start of line", "14 d after start of line-2"), ("at line", "at line-2"),
      ("during cycle 3 of line", "during cycle 3 of line-2"), ("61 at start of line", "61 at start of line-2"),
      ("2 y after line or 3 y after end of line", "2 y after line-2 or 3 y after end of line-2"),
      ("at start of line-1", "at start of line-1"), ("first line of all", "first line of all"),
    ] { #expect(PatientAssembly.renamed(text, "line", "line-2") == expected) }
    #expect(PatientAssembly.renamed("1 d after start of start", "start", "start-2") == "1 d after start of start-2")
  }
}

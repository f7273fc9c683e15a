// SPDX-License-Identifier: Apache-2.0

import Course
import Exchange
import Foundation
import Testing

@testable import Interchange

@Suite("A row of a table")
struct RowReadingTests {
  // MARK: merged cells

  /// The second patient has no diagnosis in the file: that of the first is not theirs.
  @Test("is filled from rows of its own patient only where the patient's cells are merged too")
  func mergedCells() throws {
    let mapping = """
      mapping: Merged
      tables:
        - file: a.csv
          fill down: [id, dx]
          entries:
            - {name: diagnosis, kind: diagnosis, once: true}
            - {name: chemo, kind: therapy}
          columns:
            - {column: id, is: patient}
            - {column: dx, is: diagnosis, of: diagnosis}
            - {column: drug, is: therapy, of: chemo}

      """
    let csv = """
      id,dx,drug
      1,leiomyosarcoma,doxorubicin
      ,,trabectedin
      2,,gemcitabine
      ,,eribulin
      3,liposarcoma,eribulin
      3,,trabectedin

      """
    let reading = readTable(["a.csv": csv], mapping)
    #expect(reading.misfits == [])
    let study = try #require(reading.study)
    #expect(
      study.patients.map { $0.entries.map(\.id) } == [
        ["diagnosis", "chemo", "chemo-2"], ["chemo", "chemo-2"], ["diagnosis", "chemo", "chemo-2"],
      ])
    #expect(study.patients.map { $0.diagnosis?.diagnosis.histology } == ["leiomyosarcoma", nil, "liposarcoma"])
    // An empty cell may be a group of patients that goes on: it is told where a person finds it.
    #expect(
      reading.warnings.map(\.description) == [
        "a.csv, row 4, column dx: an empty cell where the patient `2` begins: `leiomyosarcoma` above it is of the patient `1`; expected its value again in the first row of the patient, where it is of both"
      ])
  }

  @Test("has the value of a group of patients where only that is merged")
  func groups() throws {
    let mapping = """
      mapping: Groups
      tables:
        - file: a.csv
          fill down: arm
          columns: [{column: arm, is: arm}, {column: id, is: patient}]

      """
    let reading = readTable(["a.csv": "arm,id\nA,1\n,2\nB,3\n,4\n"], mapping)
    #expect(reading.study?.patients.map(\.arm) == ["A", "A", "B", "B"].map { .stated($0) })
    #expect(reading.misfits == [] && reading.warnings == [])
  }

  /// Below a sum or a heading nothing goes on that stood above it, and what it says itself is of nobody.
  @Test("has nothing of a row that is skipped")
  func sums() throws {
    let mapping = """
      mapping: Sums
      tables:
        - file: a.csv
          fill down: [id, arm]
          skip: [Summe, gesamt]
          entries: [{name: chemo, kind: therapy}]
          columns: [{column: id, is: patient}, {column: arm, is: arm}, {column: drug, is: therapy, of: chemo}]

      """
    let csv = "id,arm,drug\n1,A,doxorubicin\n,,trabectedin\nSumme,,2\n,,eribulin\n2,B,eribulin\ngesamt,alle,3\n"
    let reading = readTable(["a.csv": csv], mapping)
    #expect(reading.misfits.map(\.place.description) == ["a.csv, row 5, column id"])
    let kept = try #require(readTable(["a.csv": csv], mapping, keepsGoing: true).study)
    #expect(kept.patients.map(\.id) == ["1", "2"])
    #expect(kept.patients[0].entries.count == 2)
    #expect(kept.remarks.map(\.text) == ["drug: eribulin"])
    #expect(reading.losses.lines.first { $0.meaning == "a row that is to be skipped" }?.count == 2)
    // A group that is merged alone goes on below a sum, unless the sum says another.
    let groups = """
      mapping: Groups
      tables:
        - file: a.csv
          fill down: arm
          skip: Summe
          columns: [{column: arm, is: arm}, {column: id, is: patient}]

      """
    let arms = try #require(readTable(["a.csv": "arm,id\nA,1\n,Summe\n,2\nA gesamt,Summe\n,3\n"], groups).study)
    #expect(arms.patients.map(\.arm) == [.stated("A"), .stated("A"), .notRecorded])
  }

  @Test("that is short is told, once a file")
  func short() throws {
    let mapping = """
      mapping: Short
      tables:
        - file: a.csv
          columns: [{column: id, is: patient}, {column: sex, is: sex}, {column: arm, is: arm}]

      """
    let reading = readTable(["a.csv": "id,sex,arm,,\n1,male\n2,female,A\n3,male\n"], mapping)
    #expect(reading.study?.patients.count == 3)
    #expect(
      reading.warnings.map(\.description) == [
        "a.csv, row 2: the first of 2 rows with fewer cells than columns; expected 3 cells, as in the header; those that are not there are read as empty"
      ])
  }

  // MARK: what makes an entry

  /// `k.A.` in a date is no death, and no progression; a death that the file tells, on a day that it does not, is one.
  @Test("makes no entry where its only value is that there is none")
  func silence() throws {
    let mapping = """
      mapping: Silence
      tables:
        - file: a.csv
          dates: [yyyy-mm-dd]
          missing: {k.A.: not stated, unbekannt: unknown}
          entries:
            - {name: diagnosis, kind: diagnosis}
            - {name: progression, kind: assessment, always: {assessment: true, response: PD}}
            - {name: death, kind: death}
            - {name: lost, kind: last contact, where: {dead: nein}, always: {last contact: true}}
          columns:
            - {column: id, is: patient}
            - {column: dx, is: diagnosis, of: diagnosis}
            - {column: PD, is: when, of: progression, read as: date}
            - {column: dead, is: death, of: death, words: {ja: not stated, nein: leave out}}
            - {column: Tod, is: when, of: death, read as: date}
            - {column: seen, is: when, of: lost, read as: date}

      """
    let csv = """
      id,dx,PD,dead,Tod,seen
      1,leiomyosarcoma,k.A.,k.A.,unbekannt,
      2,k.A.,2020-03-01,ja,k.A.,
      3,,unbekannt,nein,k.A.,k.A.
      4,,unknown,unknown,,

      """
    let reading = readTable(["a.csv": csv], mapping)
    // `unknown` is no word of this mapping: a date it is not.
    #expect(reading.misfits.map(\.place.description) == ["a.csv, row 5, column PD", "a.csv, row 5, column dead"])
    let study = try #require(readTable(["a.csv": csv], mapping, keepsGoing: true).study)
    #expect(
      study.patients.map { $0.entries.map(\.id) } == [["diagnosis"], ["progression", "death"], ["lost"], []])
    #expect(study.patients[1].death?.when.map(\.text) == ["not stated"])
    #expect(study.patients[2].entry("lost")?.when.map(\.text) == ["not stated"])
    #expect(study.patients[3].fields["PD (as it stands)"] == .stated(.text("in the file: unknown")))
    // Every cell went one way: none is lost without a word.
    let cells = csv.split(separator: "\n").dropFirst().joined(separator: ",").split(separator: ",").count
    let told = readTable(["a.csv": csv], mapping, keepsGoing: true).losses
    #expect(LossReport.Outcome.allCases.reduce(0) { $0 + told.count($1) } == cells)
  }

  @Test("makes no death of a text that nobody understands, however it is read")
  func noDeath() throws {
    for form in ["", ", read as: date", ", read as: time"] {
      let mapping = """
        mapping: Dead?
        tables:
          - file: a.csv
            dates: [yyyy-mm-dd]
            times: {from: chemo, is number: 0}
            entries:
              - {name: chemo, kind: therapy, every row: true, always: {therapy: eribulin}}
              - {name: death, kind: death, always: {death: not stated}}
            columns: [{column: id, is: patient}, {column: Tod, is: when, of: death\(form)}]

        """
      let study = try #require(readTable(["a.csv": "id,Tod\n1,lebt\n"], mapping, keepsGoing: true).study)
      #expect(study.patients[0].death == nil, "\(form)")
      let written = try StudyFolder.write(study)
      #expect(written.values.contains { $0.contains("lebt") }, "\(form)")
    }
  }

  // MARK: conditions

  @Test("is read as what it makes, and not as what other rows make of the same column")
  func ownCodeList() throws {
    let mapping = """
      mapping: Events
      tables:
        - file: a.csv
          missing: {NA: leave out}
          entries:
            - {name: response, kind: assessment, where: {event: response}, always: {assessment: true}}
            - {name: surgery, kind: surgery, where: {event: surgery}}
          columns:
            - {column: id, is: patient}
            - {column: what, is: response, of: response, words: {partial: PR}}
            - {column: what, is: surgery, of: surgery, words: {R0: resection}}

      """
    let reading = readTable(["a.csv": "id,event,what\n1,response,partial\n1,surgery,R0\n1,,NA\n"], mapping)
    #expect(reading.misfits == [])
    let study = try #require(reading.study)
    #expect(study.patients.map { $0.entries.map(\.id) } == [["response", "surgery"]])
    let what = reading.losses.lines.filter { $0.column == "what" }
    #expect(
      what.map { "\($0.outcome.rawValue) \($0.meaning) \($0.count)" }.sorted() == [
        "left out as stated no value, as the mapping says 1", "understood response of response 1",
        "understood surgery of surgery 1",
      ])
    // A text that its own list does not have is told, and one of a row that makes neither.
    let wrong = readTable(["a.csv": "id,event,what\n1,response,R0\n1,,partial\n"], mapping)
    #expect(
      wrong.misfits.map(\.description) == [
        "a.csv, row 2, column what: `R0`; expected `partial`",
        "a.csv, row 3, column what: `partial` in a row that makes no `response` or `surgery`; expected an empty cell; or an entry whose `where` the row fits",
      ])
    let kept = try #require(
      readTable(["a.csv": "id,event,what\n1,response,R0\n1,,partial\n"], mapping, keepsGoing: true).study)
    #expect(kept.patients[0].fields["what (as it stands)"] == .stated(.text("in the file: partial")))
    #expect(kept.patients[0].entry("response")?.note == "as it stands in the file: what: R0")
  }

  // MARK: one of a patient

  @Test("makes no second of what a patient has once, whatever its kind and whether the file gives ids")
  func once() throws {
    func mapping(_ kind: String, _ columns: String) -> String {
      """
      mapping: Once
      tables:
        - file: a.csv
          dates: [yyyy-mm-dd]
          entries: [{name: own, kind: \(kind), once: true}]
          columns:
            - {column: id, is: patient}
      \(columns)

      """
    }
    let told = "a second `own` of a patient that has one; expected one row a patient, or the plan without `once`"
    let therapy = mapping(
      "therapy", "      - {column: name, is: id, of: own}\n      - {column: drug, is: therapy, of: own}")
    let therapies = readTable(["a.csv": "id,name,drug\n1,first,doxorubicin\n1,second,eribulin\n"], therapy)
    #expect(
      therapies.misfits.map(\.description) == [
        "a.csv, row 3, column drug: \(told)", "a.csv, row 3, column name: \(told)",
      ])
    // What is said twice alike is said once.
    let alike = readTable(["a.csv": "id,name,drug\n1,first,doxorubicin\n1,first,doxorubicin\n"], therapy)
    #expect(alike.misfits == [])
    #expect(alike.study?.patients.map { $0.entries.map(\.id) } == [["first"]])
    #expect(alike.losses.lines.first { $0.column == "drug" }?.count == 2)
    let lesion = mapping(
      "lesion",
      "      - {column: lesion, is: lesion, of: own}\n      - {column: day, is: date, of: own, read as: date}\n"
        + "      - {column: mm, is: finding, of: own, read as: number}\n      - {column: role, is: role, of: own}")
    let lesions = readTable(
      ["a.csv": "id,lesion,day,mm,role\n1,T1,2020-02-01,23,target\n1,T1,2020-04-01,12,target\n"], lesion)
    #expect(
      lesions.misfits.map(\.description) == [
        "a.csv, row 3, column day: \(told)", "a.csv, row 3, column mm: \(told)",
      ])
  }

  // MARK: what is kept

  @Test("keeps an id that is none, and what is broken in a row of a lesion")
  func keptAsItStands() throws {
    let mapping = """
      mapping: Kept
      tables:
        - file: chemo.csv
          entries: [{name: chemo, kind: therapy}]
          columns:
            - {column: id, is: patient}
            - {column: name, is: id, of: chemo}
            - {column: drug, is: therapy, of: chemo}
        - file: lesions.csv
          dates: [yyyy-mm-dd]
          entries: [{name: lesion, kind: lesion, always: {role: target}}]
          columns:
            - {column: id, is: patient}
            - {column: lesion, is: lesion, of: lesion}
            - {column: day, is: date, of: lesion, read as: date}
            - {column: mm, is: finding, of: lesion, read as: number}
            - {column: site, is: site, of: lesion, words: {liver: liver}}

      """
    let files = [
      "chemo.csv": "id,name,drug\n1,First Line!,doxorubicin\n1,second,eribulin\n1,second,trabectedin\n",
      "lesions.csv": "id,lesion,day,mm,site\n1,T1,2020-02-01,23,hepar\n",
    ]
    let reading = readTable(files, mapping, keepsGoing: true)
    #expect(reading.misfits.count == 3)
    let patient = try #require(reading.study?.patients.first)
    #expect(
      patient.entries.map { $0.note ?? "" } == [
        "as it stands in the file: name: First Line!", "", "as it stands in the file: name: second",
      ])
    #expect(patient.lesions.count == 1)
    #expect(patient.fields["site (as it stands)"] == .stated(.text("in the file: hepar")))
    #expect(reading.losses.count(.kept) == 3)
  }

  // MARK: rows that are left out

  @Test("that stands among the header, above it, or as a comment is counted as left out")
  func leftOut() throws {
    let mapping = """
      mapping: Left out
      tables:
        - file: a.csv
          header: [2, 4]
          comment: "#"
          entries: [{name: chemo, kind: therapy}]
          columns: [{column: id, is: patient}, {column: First line Drug, is: therapy, of: chemo}]

      """
    let csv = "Series of 2020,\nid,First line\n,(name)\n,Drug\n#checked,by hand\n1,doxorubicin\n"
    let reading = readTable(["a.csv": csv], mapping)
    #expect(reading.misfits == [])
    #expect(reading.study?.patients.map(\.id) == ["1"])
    #expect(
      reading.losses.lines.filter { $0.outcome == .leftOut }.map { "\($0.meaning) \($0.count) \($0.examples)" } == [
        "a row above or among those of the header 2 [\"row 1: Series of 2020\", \"row 3: (name)\"]",
        "a comment 1 [\"row 5: #checked; by hand\"]",
      ])
  }

  // MARK: what is not stated

  /// `k.A.` of a best response is an assessment whose response nobody stated; of a progression it is no progression.
  @Test("makes an assessment of a response that is not stated, and no progression of a time that is not")
  func silentResponse() throws {
    let mapping = """
      mapping: Silent
      tables:
        - file: a.csv
          missing: {k.A.: not stated}
          entries:
            - {name: response, kind: assessment, always: {assessment: true}}
            - {name: progression, kind: assessment, always: {assessment: true, response: PD}}
          columns:
            - {column: id, is: patient}
            - {column: best, is: response, of: response}
            - {column: pd, is: when, of: progression, read as: date}

      """
    let reading = readTable(["a.csv": "id,best,pd\n1,k.A.,2020-05-01\n2,PR,k.A.\n3,,\n"], mapping)
    #expect(reading.misfits == [])
    let study = try #require(reading.study)
    #expect(study.patients.map { $0.entries.map(\.id) } == [["response", "progression"], ["response"], []])
    #expect(
      study.patients.map { $0.assessments.map(\.assessment.response) } == [
        [.notStated, .stated(.progressive)], [.stated(.partial)], [],
      ])
  }

  /// Read with `guarded`, text has the apostrophe taken off that a writer set before what a spreadsheet would run; without it nothing is taken off.
  @Test("has its apostrophe taken off only where the mapping says that there is one", arguments: [true, false])
  func guarded(_ isGuarded: Bool) throws {
    let mapping = """
      mapping: Guarded
      tables:
        - file: a.csv\(isGuarded ? "\n    guarded: true" : "")
          columns: [{column: id, is: patient}, {column: arm, is: arm}]

      """
    let reading = readTable(["a.csv": "id,arm\n1,'=A\n2,'B'\n"], mapping)
    #expect(reading.misfits == [])
    #expect(reading.study?.patients.map(\.arm) == [.stated(isGuarded ? "=A" : "'=A"), .stated("'B'")])
  }

  /// What rows say together that cannot be is told where it stands in the file: a length that is there twice, a lesion with two roles.
  @Test("of lesions or doses is told where it does not go with another")
  func rowsTogether() throws {
    let lesions = """
      mapping: Lesions
      tables:
        - file: a.csv
          entries: [{name: reading, kind: lesion}]
          columns:
            - {column: id, is: patient}
            - {column: date, is: date, of: reading, read as: date}
            - {column: lesion, is: lesion, of: reading}
            - {column: role, is: role, of: reading}
            - {column: mm, is: finding, of: reading}

      """
    let csv =
      "id,date,lesion,role,mm\n1,2020-01-10,T1,target,50\n1,2020-03-20,T1,target,40\n2,2020-03-20,T1,target,12\n1,2020-03-20,T1,target,41\n1,2020-05-20,T1,new,41\n"
    let reading = readTable(["a.csv": csv], lesions)
    #expect(reading.study == nil)
    #expect(
      reading.misfits.map(\.description) == [
        "a.csv, row 5: T1 on 2020-03-20 is there twice (number 2 of them); expected one row a lesion, day and reader; parts of a lesion that split are told apart by `part`",
        "a.csv, row 6: T1 is new here and target before (number 1 of them); expected one role and one site a lesion",
      ])
  }

  /// Without a stated sign `1.234` may be a thousand; ids that a spreadsheet has taken the zeros from may be one patient's.
  @Test("asks for thousands where no sign of decimals is stated, and tells ids that differ in zeros alone")
  func thousandsAndZeros() throws {
    func mapping(_ sign: String) -> String {
      """
      mapping: Thousands
      fields: [{name: LDH, type: number}]
      tables:
        - file: a.csv\(sign)
          columns: [{column: id, is: patient}, {column: ldh, is: field, field: LDH, read as: number}]

      """
    }
    let csv = "id,ldh\nP-01,1.234\nP1,0.234\nP2,1.23\n"
    let asked = readTable(["a.csv": csv], mapping(""))
    #expect(asked.study == nil)
    #expect(
      asked.misfits.map(\.description) == [
        "a.csv, row 2, column ldh: `1.234` for a number: 1234 or 1.234?; expected the sign of decimals in the mapping (`decimal: comma`, or `decimal: point` of the column)"
      ])
    let stated = readTable(["a.csv": csv], mapping("\n    decimal: point"))
    #expect(stated.study?.patients.count == 3)
    #expect(
      stated.warnings.map(\.description) == [
        "a.csv, row 2: the patients `P-01` or `P1` differ in zeros and signs alone; expected one id, where they are one patient: they are read as 2"
      ])
  }
}

// SPDX-License-Identifier: Apache-2.0

import Chronology
import Course
import Notation
import Testing

@testable import Exchange

@Suite("lesions.csv and comparators.csv")
struct EvidenceTableTests {
  private func read(lesions: String? = nil, comparators: String? = nil) -> Reading {
    var files = ["study.yaml": "study: Test\n", "patients/1.yaml": "patient: 1\n"]
    files["lesions.csv"] = lesions
    files["comparators.csv"] = comparators
    return StudyFolder.read(files: files)
  }

  @Test("reads every kind of finding, in any order of columns")
  func findings() throws {
    let reading = read(
      lesions: """
        lesion,role,patient,date,finding,site,part,density HU,slice mm,reader,certainty,treated
        T1,target,1,2021-01-04,23.5,liver,,61.5,5,A,,yes
        T1,target,1,2021-03-01,10 mm,liver,1,,,A,,
        T1,target,1,2021-03-01,8.25,liver,2,,,A,,
        T2,target,1,2021-01-04,18,"lymph node, iliac",,,,A,,
        T2,target,1,2021-03-01,too small,"lymph node, iliac",,,,A,,
        T3,target,1,2021-03-01,merged into T1,liver,,,,A,,
        NT1,non-target,1,2021-03-01,progressed,bone,,,,A,,
        NT2,non-target,1,2021-03-01,not evaluated,bone,,,,A,,
        NT3,non-target,1,2021-03-01,absent,bone,,,,A,,
        N1,new,1,2021-03-01,present,lung,,,,A,equivocal,
        """)
    #expect(reading.problems.isEmpty, "\(reading.problems)")
    let rows = try #require(reading.study?.patients.first?.lesions)
    #expect(
      rows.map(\.state) == [
        .measured(Millimetres(hundredths: 2350)), .measured(.mm(10)), .measured(Millimetres(hundredths: 825)),
        .measured(.mm(18)), .tooSmall, .merged(into: "T1"), .progressed, .notEvaluated, .absent, .present,
      ])
    #expect(rows.map(\.isNode) == [false, false, false, true, true, false, false, false, false, false])
    #expect(rows[0].density == 61.5 && rows[0].slice == .mm(5) && rows[0].isTreatedLocally)
    #expect(rows[9].isEquivocal && rows[9].role == .new && rows[0].reader == "A")
  }

  @Test("tells all mistakes at once, each at its place")
  func mistakes() {
    let reading = read(
      lesions: """
        patient,date,lesion,role,finding,site
        1,02.03.2021,T1,target,20,liver
        1,2021-02-22,T1,tagret,20,liver
        2,2021-02-22,T1,target,20,liver
        1,2021-02-22,T2,target,"13,9",liver
        1,2021-02-22,T3,target,abssent,liver
        1,2021-02-22,T4,target,20,liver
        1,2021-02-22,T4,target,21,liver
        1,2021-04-22,T4,target,21,lung
        1,2021-04-22,T5,target,merged into T9,lung
        1,2021-04-22,T6,target,,lung
        1,2021-04-22,T7,target,10
        """)
    #expect(reading.study == nil)
    #expect(
      reading.problems.map(\.description) == [
        "lesions.csv:2:3: error: `02.03.2021` for a date; expected `2021-03-02` where the day comes first, `2021-02-03` where the month does",
        "lesions.csv:3:17: error: `tagret` for a role; expected `target`, `non-target` or `new`; did you mean `target`?",
        "lesions.csv:4:1: error: there is no patient `2`; expected the name of a file in patients/",
        "lesions.csv:5:24: error: `13,9` for what was found; expected a length in mm such as `13.9`, or `absent`, `present`, `too small`, `progressed`, `not evaluated` or `merged into LESION`; did you mean `13.9`?",
        "lesions.csv:6:24: error: `abssent` for what was found; expected a length in mm such as `13.9`, or `absent`, `present`, `too small`, `progressed`, `not evaluated` or `merged into LESION`; did you mean `absent`?",
        "lesions.csv:8:1: error: T4 on 2021-02-22 is there twice (line 7); expected one row a lesion, day and reader; parts of a lesion that split are told apart by `part`",
        "lesions.csv:9:17: error: T4 is target in lung here and target in liver before (line 7); expected one role and one site a lesion",
        "lesions.csv:10:1: error: T5 merged into `T9`; expected the name of another lesion of this patient; did you mean `T4`?",
        "lesions.csv:11:24: error: `finding` is empty; expected a value; or leave the row out",
        "lesions.csv:12:1: error: 5 fields in this row; expected 6, as in the header; text with a comma stands in quotes, a number has a point",
      ])
  }

  @Test("reads arms with the decimals of their rates")
  func arms() throws {
    let reading = read(
      comparators: """
        name;endpoint;source;n;events;rate %;at months;median months
        Bay 2006;response;Int J Cancer;133;;18.4;;
        Other;progression-free;J;40;12;30.0 %;6;4.5
        """)
    #expect(reading.problems.isEmpty, "\(reading.problems)")
    let arms = try #require(reading.study?.comparators)
    #expect(arms[0].rate == .init(percent: 18.4, decimals: 1) && arms[0].isUnattainable)
    #expect(
      arms[1].rate == .init(percent: 30, decimals: 1) && arms[1].possibleEvents == 12...12 && !arms[1].isUnattainable)
    #expect(arms[1].atMonths == 6 && arms[1].medianMonths == 4.5)
  }

  @Test("tells what an arm lacks")
  func armMistakes() {
    let reading = read(
      comparators: """
        name,endpoint,source,n,events,rate %,median months
        A,respons,J,40,,20,
        B,response,J,40,41,,
        C,response,J,40,,,
        D,response,,40,,20,
        E,response,J,0,,120,
        """)
    #expect(
      reading.problems.map(\.description) == [
        "comparators.csv:2:3: error: `respons` for an endpoint; expected `response`, `disease control`, `progression-free` or `survival`; did you mean `response`?",
        "comparators.csv:3:17: error: 41 of 40 patients; expected at most 40",
        "comparators.csv:4:1: error: an arm without a result; expected `events`, `free`, `rate %` or `median months`",
        "comparators.csv:5:12: error: `source` is empty; expected a value; or leave the row out",
        "comparators.csv:6:14: error: `0` for a number of patients; expected a whole number from 1",
        "comparators.csv:6:17: error: `120` for a rate; expected percent such as `18.4`, 0 to 100",
      ])
  }

  /// Of 60 patients 45 progressed or died, as everybody writes it, and 15 were free; the same number may be meant of those who were free. A median in the row says that it is deaths or progressions
  /// in all; a rate that 45 or 15 of 60 print as (75 %, 25 %) says which they are; `free` says it outright.
  @Test("asks what `events` are of freedom from progression and survival")
  func unclearEvents() throws {
    let head = "name,endpoint,n,events,free,rate %,at months,median months,source\n"
    for row in [
      "A,progression-free,60,45,,,,,J", "A,progression-free,60,45,,,3,,J", "A,survival,60,45,,,12,,J",
      "A,progression-free,60,45,,,3,4.5,J",
    ] {
      let problems = read(comparators: head + row).problems.map(\.description)
      #expect(problems.count == 1 && problems[0].contains("comparators.csv:2:"), "\(row): \(problems)")
      #expect(problems[0].contains("is not said; expected `free` for patients"), "\(row): \(problems)")
    }
    for (row, place) in [
      ("A,response,60,,15,,,,J", "`free` of response; expected `events`"),
      ("A,survival,60,,61,,6,,J", "61 of 60 patients; expected at most 60"),
    ] {
      #expect(read(comparators: head + row).problems.map(\.description).joined().contains(place), "\(row)")
    }
    let clear = read(
      comparators: head + """
        A,progression-free,60,45,,,,4.5,J
        B,progression-free,60,45,,25,3,,J
        C,progression-free,60,45,,75,3,,J
        D,progression-free,60,,15,,3,,J
        E,survival,60,45,15,,12,,J
        F,response,60,15,,,,,J
        G,progression-free,50,20,,30,3,,J
        H,progression-free,7,2,,30,3,,J
        """)
    #expect(clear.problems.isEmpty, "\(clear.problems)")
    let arms = try #require(clear.study?.comparators)
    #expect(arms.map(\.counted) == [nil, 15, 45, 15, 15, 15, nil, nil])
    #expect(arms.map(\.eventsOfMedian) == [45...45, nil, nil, nil, nil, nil, nil, nil])
    // 20 of 50 are 40 %, 30 are 60 %: neither is 30 %, which 15 would be.
    // No number of 7 is 30 %: 2 are 28.6 %, 3 are 42.9 %.
    #expect(arms[7].rateFault == .notAttainable)
    #expect(arms[6].rateFault == .otherCount([20, 30]) && arms[..<6].allSatisfy { $0.rateFault == nil })
  }

  @Test("takes PERCIST's categories as what they correspond to")
  func metabolic() throws {
    let reading = StudyFolder.read(files: [
      "study.yaml": "study: Test\n",
      "patients/1.yaml": """
      patient: 1
      course:
        - assessment: PET-CT
          response: PMR
          when: 2021-01-04
        - assessment: PET-CT
          response: PMX
          when: 2021-02-04
      """,
    ])
    #expect(
      reading.problems.map(\.description) == [
        "patients/1.yaml:7:15: error: `PMX`; expected `CR`, `PR`, `SD`, `non-CR/non-PD`, `PD`, `NE`, `CMR`, `PMR`, `SMD`, `PMD`, `pCR`, `mixed`, `MR` or `NED`; did you mean `PMR`?"
      ])
    let good = StudyFolder.read(files: [
      "study.yaml": "study: Test\n",
      "patients/1.yaml": "patient: 1\ncourse:\n  - assessment: PET-CT\n    response: PMR\n    when: 2021-01-04\n",
    ])
    let assessment = try #require(good.study?.patients.first?.assessments.first?.assessment)
    #expect(assessment.response.value == .partial && assessment.criteria.value == "PERCIST 1.0")
  }
}

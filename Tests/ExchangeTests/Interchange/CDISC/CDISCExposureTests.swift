// SPDX-License-Identifier: Apache-2.0

import Course
import Testing

@testable import Interchange

/// Exposures and other records whose values are easily read wrong, each worked by hand.
@Suite("A record of SDTM that misleads")
struct CDISCExposureTests {
  private static let person = CDISCTesting.csv("DM", "SUBJID,RFSTDTC,SEX", "1,2021-03-08,F")
  private static let head = "EXSEQ,EXTRT,EXDOSE,EXDOSU,EXGRPID,EXSTDTC,EXENDTC"

  private func therapies(_ files: InputFile...) throws -> [String] {
    let reading = CDISCTesting.read([Self.person] + files)
    return OBDSTesting.lines(try #require(reading.study, "\(reading.misfits)").patients[0]).filter {
      $0.hasPrefix("therapy")
    }
  }

  @Test("with a dose of 0 ends no therapy; of a placebo it is the dose")
  func omission() throws {
    #expect(
      try therapies(
        CDISCTesting.csv(
          "EX", Self.head, "1,DOXORUBICIN,75,mg/m2,,2021-03-08,2021-03-08",
          "2,DOXORUBICIN,0,mg/m2,,2021-07-19,2021-07-19"))
        == ["therapy: doxorubicin; id: therapy; when: 2021-03-08; ends: 2021-03-08"])
    #expect(
      try therapies(CDISCTesting.csv("EX", Self.head, "1,DOXORUBICIN,0,mg/m2,,2021-03-08,2021-03-08")) == [])
    #expect(
      try therapies(CDISCTesting.csv("EX", Self.head, "1,PLACEBO,0,mg,,2021-03-08,2021-03-09")).map { $0.lowercased() }
        == ["therapy: placebo; id: therapy; when: 2021-03-08; ends: 2021-03-09"])
  }

  @Test("of a drug in other letters is of the same therapy")
  func letters() throws {
    #expect(
      try therapies(
        CDISCTesting.csv(
          "EX", Self.head, "1,DOXORUBICIN,75,mg/m2,,2021-03-08,2021-03-08",
          "2,Doxorubicin,75,mg/m2,,2021-03-29,2021-03-29"))
        == ["therapy: doxorubicin; id: therapy; when: 2021-03-08; ends: 2021-03-29"])
  }

  /// 2021-03-08 to 2021-05-04 are 57 days, one more than two cycles of four weeks; to 2021-05-03 they are 56.
  @Test("after a long gap is told: one therapy or two, nobody says", arguments: [("2021-05-04", 1), ("2021-05-03", 0)])
  func gap(_ again: String, _ count: Int) {
    let reading = CDISCTesting.read([
      Self.person,
      CDISCTesting.csv(
        "EX", Self.head, "1,DOXORUBICIN,75,mg/m2,,\(again),\(again)", "2,DOXORUBICIN,75,mg/m2,,2021-03-08,2021-03-08"),
    ])
    #expect(reading.study != nil)
    #expect(reading.warnings.count { $0.message.contains("was not given for 57 d") } == count)
  }

  /// The second record has no end, but the third began behind it.
  @Test("without an end in the middle of others leaves the last end")
  func middle() throws {
    #expect(
      try therapies(
        CDISCTesting.csv(
          "EX", Self.head, "1,DOXORUBICIN,75,mg/m2,,2021-03-08,2021-03-08", "2,DOXORUBICIN,75,mg/m2,,2021-03-29,",
          "3,DOXORUBICIN,75,mg/m2,,2021-04-19,2021-04-19"))
        == ["therapy: doxorubicin; id: therapy; when: 2021-03-08; ends: 2021-04-19"])
  }

  @Test("of a group with another drug is of one combination; without a group it is told")
  func combinations() throws {
    let both = ["1,GEMCITABINE,900,mg/m2,A,2021-03-08,2021-03-08", "2,DOCETAXEL,75,mg/m2,A,2021-03-15,2021-03-15"]
    #expect(
      try therapies(CDISCTesting.csv("EX", Self.head, both[0], both[1]))
        == ["therapy: gemcitabine + docetaxel; id: therapy; when: 2021-03-08; ends: 2021-03-15"])
    let apart = CDISCTesting.read([
      Self.person,
      CDISCTesting.csv(
        "EX", Self.head, both[0].replacing(",A,", with: ",,"), both[1].replacing(",A,", with: ",,")),
    ])
    #expect(try #require(apart.study).patients[0].entries.count == 2)
    #expect(apart.warnings.contains { $0.message.contains("they may be one combination") })
    // The same name of a group, half a year later, is another course.
    #expect(
      try therapies(
        CDISCTesting.csv("EX", Self.head, both[0], both[1].replacing("2021-03-15", with: "2021-09-15"))
      ).count == 2)
  }

  /// From 2021-03-08, which is day 1, day 22 is 2021-03-29.
  @Test("with study days alone is dated from the reference start, and measurements too")
  func studyDays() throws {
    #expect(
      try therapies(
        CDISCTesting.csv("EX", "EXSEQ,EXTRT,EXSTDY,EXENDY", "1,DOXORUBICIN,1,1", "2,DOXORUBICIN,22,22"))
        == ["therapy: doxorubicin; id: therapy; when: 2021-03-08; ends: 2021-03-29"])
    let reading = CDISCTesting.read([
      Self.person, CDISCTesting.csv("TU", "TUSEQ,TULNKID,TUSTRESC,TULOC", "1,T01,TARGET,LUNG"),
      CDISCTesting.csv("TR", "TRSEQ,TRLNKID,TRTESTCD,TRORRES,TRORRESU,TRDY", "1,T01,LDIAM,30,mm,22"),
    ])
    #expect(try #require(reading.study).patients[0].lesions.map(\.date.description) == ["2021-03-29"])
  }

  @Test(
    "that ends before it begins is refused",
    arguments: [
      ("EX", "EXSEQ,EXTRT,EXSTDTC,EXENDTC", "1,DOXORUBICIN,2021-03-29,2021-03-08"),
      ("AE", "AESEQ,AETERM,AESTDTC,AEENDTC", "1,Nausea,2021-03-29,2021-02"),
      ("CM", "CMSEQ,CMTRT,CMSTDTC,CMENDTC", "1,DOXORUBICIN,2021,2020"),
    ])
  func order(domain: String, header: String, row: String) {
    let reading = CDISCTesting.read([Self.person, CDISCTesting.csv(domain, header, row)])
    #expect(reading.study == nil && reading.misfits.contains { $0.message.contains("before it begins") })
  }

  @Test("that says one thing as collected and another as standard is told")
  func contradictions() {
    let tumour = CDISCTesting.csv("TU", "TUSEQ,TULNKID,TUSTRESC,TULOC", "1,T01,TARGET,LUNG")
    func lesion(_ values: String) -> StudyReading {
      CDISCTesting.read([
        Self.person, tumour,
        CDISCTesting.csv(
          "TR", "TRSEQ,TRLNKID,TRTESTCD,TRORRES,TRORRESU,TRSTRESC,TRSTRESN,TRSTRESU,TRDTC",
          "1,T01,LDIAM,\(values),2021-03-29"),
      ])
    }
    #expect(lesion("290,mm,29,29,mm").misfits.contains { $0.message.contains("290 mm in TRORRES beside 29 mm") })
    #expect(lesion("2.9,cm,29,29,mm").misfits.isEmpty && lesion("29.4,mm,29,29,mm").misfits.isEmpty)
    let bare = lesion("29,,29,29,")
    #expect(bare.misfits.isEmpty && bare.warnings.contains { $0.message.contains("in no judgement") })
    func value(_ values: String) -> StudyReading {
      CDISCTesting.read([
        Self.person,
        CDISCTesting.csv(
          "LB", "LBSEQ,LBTESTCD,LBORRES,LBORRESU,LBSTRESC,LBSTRESN,LBSTRESU,LBDTC", "1,HGB,\(values),2021-03-29"),
      ])
    }
    #expect(value("10.4,g/dL,10.4,10.4,g/L").misfits.contains { $0.message.contains("10.4 g/dL in LBORRES beside") })
    #expect(value("10.4,g/dL,104,104,g/L").misfits.isEmpty)
  }

  @Test(
    "of a year before birth, of no score, of no year, and of the spread of the tumour is told, or read as what it is")
  func told() throws {
    let reading = CDISCTesting.read([
      CDISCTesting.csv("DM", "SUBJID,BRTHDTC,RFSTDTC,SEX", "1,1999,2021-03-08,F"),
      CDISCTesting.csv(
        "MH", "MHSEQ,MHTERM,MHCAT,MHLOC,MHSTDTC", "1,Leiomyosarcoma,PRIMARY DIAGNOSIS,UTERUS,1990",
        "2,Lung metastases,METASTATIC DISEASE,LUNG,1991", "3,Metastases,METASTATIC DISEASE,,1992"),
      CDISCTesting.csv("QS", "QSSEQ,QSTESTCD,QSORRES,QSSTRESC,QSDTC", "1,ECOG101,7,7,2021-03-01"),
      CDISCTesting.csv("AE", "AESEQ,AETERM,AESTDTC", "1,Nausea,--05-04"),
    ])
    let lines = OBDSTesting.lines(try #require(reading.study, "\(reading.misfits)").patients[0])
    #expect(lines.contains { $0.hasPrefix("metastases:") && $0.contains("lung") && $0.contains("when: 1991") })
    #expect(!lines.contains { $0.hasPrefix("comorbidity") || $0.hasPrefix("performance") })
    for words in ["born in 1999 and diagnosed in 1990", "no other disease", "`7` for ECOG101", "has no year"] {
      #expect(reading.warnings.contains { $0.message.contains(words) }, "\(words)")
    }
  }
}

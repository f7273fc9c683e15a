// SPDX-License-Identifier: Apache-2.0

import Chronology
import Course
import Testing

@testable import Interchange

/// What the rules of SDTM make of single records, each worked by hand.
@Suite("A record of SDTM")
struct CDISCReadingTests {
  private func lines(_ files: InputFile..., keepsGoing: Bool = false) throws -> [String] {
    let reading = CDISCTesting.read(files, keepsGoing: keepsGoing)
    let study = try #require(reading.study, "\(reading.misfits.map(\.description))")
    return OBDSTesting.lines(study.patients[0])
  }

  private static let person = CDISCTesting.csv("DM", "SUBJID,RFSTDTC,SEX", "1,2014-01-02,F")

  /// ISO 8601 cut off behind what is known; `-` for a part that is not (SDTMIG 3.3, 4.4.2).
  @Test(
    "has dates as exact as they are",
    arguments: [
      ("2014", "2014"), ("2014-02", "2014-02"), ("2014-02-03", "2014-02-03"), ("2014-02-03T08:30", "2014-02-03"),
      ("2014-02-03T08:30:15.25+02:00", "2014-02-03"), ("2014---03", "2014"), ("2014-02--T08", "2014-02"),
      ("2014-02-03T-:15", "2014-02-03"),
      ("2014-02-03/2014-02-05", "2014-02-03/2014-02-05"), ("2014-02/2014-03", "2014-02/2014-03"), ("--02-03", nil),
      ("-----T08:30", nil),
    ] as [(String, String?)])
  func dates(raw: String, text: String?) throws { #expect(try CDISCDate.parse(raw)?.text == text) }

  @Test(
    "has no other dates",
    arguments: [
      "", "2014-13", "2014-02-30", "2014-2-3", "14-02-03", "03FEB2014", "2014-02-03 08:30", "20140203",
      "2014-02-05/2014-02-03", "UNK", "2014-00-00",
    ])
  func noDates(raw: String) { #expect(throws: CDISCDate.Fault.self) { try CDISCDate.parse(raw) } }

  /// SDTMIG 3.3, 4.4.4: from RFSTDTC 2014-01-02 the same day is 1, the day before -1.
  @Test(
    "has study days without a day 0",
    arguments: [("2014-01-02", 1), ("2014-01-01", -1), ("2014-01-03", 2), ("2013-12-25", -8)])
  func studyDays(date: String, number: Int) throws {
    let (reference, day) = (try #require(Day(iso: "2014-01-02")), try #require(Day(iso: date)))
    #expect(CDISCDate.number(of: day, from: reference) == number && CDISCDate.day(number, from: reference) == day)
    #expect(CDISCDate.day(0, from: reference) == nil)
  }

  @Test("with a study day alone is dated from the reference start, and not determined without it")
  func studyDayAlone() throws {
    let event = CDISCTesting.csv("AE", "AESEQ,AETERM,AESTDY", "1,Nausea,5", "2,Rash,-1")
    #expect(
      try lines(Self.person, event).suffix(2) == [
        "toxicity: Rash; id: toxicity-2; when: 2014-01-01", "toxicity: Nausea; id: toxicity; when: 2014-01-06",
      ])
    let alone = CDISCTesting.read([event])
    #expect(try #require(alone.study).patients[0].entries.allSatisfy { $0.when.isEmpty })
    #expect(alone.warnings.count { $0.message.contains("the date is not determined") } == 2)
    let zero = CDISCTesting.read([Self.person, CDISCTesting.csv("AE", "AESEQ,AETERM,AESTDY", "1,Nausea,0")])
    #expect(zero.study == nil && zero.misfits.map(\.message).first?.contains("study day") == true)
    // A day that is another than that of the date is told, and the date counts.
    let other = CDISCTesting.read([
      Self.person, CDISCTesting.csv("AE", "AESEQ,AETERM,AESTDTC,AESTDY", "1,Nausea,2014-01-06,4"),
    ])
    #expect(other.warnings.map(\.message).contains { $0.contains("which is day 5") })
  }

  @Test("of what was not done or did not occur is no fact")
  func notDone() throws {
    let reading = CDISCTesting.read([
      Self.person,
      CDISCTesting.csv(
        "LB", "LBSEQ,LBTESTCD,LBORRES,LBORRESU,LBSTAT,LBDTC", "1,NEUT,,,NOT DONE,2014-01-05",
        "2,NEUT,1.2,10^9/L,,2014-01-06"),
      CDISCTesting.csv("AE", "AESEQ,AETERM,AEPRESP,AEOCCUR", "1,Nausea,Y,N", "2,Rash,Y,Y"),
      CDISCTesting.csv("EC", "ECSEQ,ECTRT,ECMOOD,ECSTDTC", "1,gemcitabine,SCHEDULED,2014-01-05"),
    ])
    let study = try #require(reading.study)
    #expect(
      OBDSTesting.lines(study.patients[0]).dropFirst(2) == [
        "toxicity: Rash; id: toxicity", "lab: neutrophils; id: lab; value: 1.2 10^9/L; when: 2014-01-06",
      ])
    // LB 1: LBSEQ and USUBJID are understood; LBTESTCD, LBSTAT and LBDTC are left out with STUDYID and DOMAIN.
    #expect(reading.losses.lines.filter { $0.meaning.contains("LBSTAT") }.reduce(0) { $0 + $1.count } == 3)
    #expect(reading.losses.lines.filter { $0.meaning.contains("AEOCCUR") }.reduce(0) { $0 + $1.count } == 3)
    #expect(reading.losses.lines.filter { $0.meaning.contains("scheduled") }.reduce(0) { $0 + $1.count } == 3)
  }

  /// Three exposures of one drug: from the first begin to the last end; a record without an end leaves the end open.
  @Test("of exposure is a therapy from its first day to its last")
  func exposure() throws {
    let head = "EXSEQ,EXTRT,EXDOSE,EXDOSU,EXSTDTC,EXENDTC"
    #expect(
      try lines(
        Self.person,
        CDISCTesting.csv(
          "EX", head, "1,GEMCITABINE,1000,mg/m2,2014-01-02,2014-01-16", "2,GEMCITABINE,750,mg/m2,2014-01-30,2014-02-13",
          "3,DOCETAXEL,75,mg/m2,2014-01-09,2014-01-09")
      ).suffix(2) == [
        "therapy: gemcitabine; id: therapy; when: 2014-01-02; ends: 2014-02-13",
        "therapy: docetaxel; id: therapy-2; when: 2014-01-09; ends: 2014-01-09",
      ])
    #expect(
      try lines(
        Self.person,
        CDISCTesting.csv("EX", head, "1,GEMCITABINE,,,2014-01-02,2014-01-16", "2,GEMCITABINE,,,2014-01-30,")
      ).last
        == "therapy: gemcitabine; id: therapy; when: 2014-01-02")
    // Of a month and a day in it nothing says which is first.
    let open = CDISCTesting.read([
      Self.person, CDISCTesting.csv("EX", head, "1,GEMCITABINE,,,2014-01,", "2,GEMCITABINE,,,2014-01-30,"),
    ])
    #expect(open.warnings.map(\.message).contains { $0.contains("nothing says which is the first") })
    #expect(try #require(open.study).patients[0].entries[0].when.isEmpty)
  }

  @Test("of a drug against cancer is a therapy, of another one a note")
  func medication() throws {
    #expect(
      try lines(
        Self.person,
        CDISCTesting.csv(
          "CM", "CMSEQ,CMTRT,CMDECOD,CMCAT,CMSTDTC,CMENDTC", "1,Gemzar,GEMCITABINE,,2012,2013-02",
          "2,Aspirin,ACETYLSALICYLIC ACID,,2010,", "3,study drug,X-123,PRIOR ANTI-CANCER THERAPY,2013-03,")
      ).dropFirst(2) == [
        "therapy: gemcitabine; id: therapy; when: 2012; ends: 2013-02", "therapy: X-123; id: therapy-2; when: 2013-03",
        "event: records of CM, in the note; id: records-of-cm",
      ])
  }

  @Test("of the tumour is the diagnosis, of another disease a comorbidity")
  func history() throws {
    let reading = CDISCTesting.read([
      CDISCTesting.csv("DM", "SUBJID,BRTHDTC,SEX", "1,1950-06-01,M"),
      CDISCTesting.csv(
        "MH", "MHSEQ,MHTERM,MHCAT,MHLOC,MHSTDTC,MHEVDTYP",
        "1,Leiomyosarcoma,PRIMARY DIAGNOSIS,UTERUS,2013-05-31,DIAGNOSIS",
        "2,Hypertension,GENERAL,,2001,DIAGNOSIS"),
    ])
    // Born on 1950-06-01, on 2013-05-31 the last day of 62.
    #expect(
      OBDSTesting.lines(try #require(reading.study).patients[0]) == [
        "sex: male", "age: 62 at diagnosis", "year of birth: 1950",
        "comorbidity: [Hypertension, MHCAT: GENERAL; MHSTDTC: 2001; MHEVDTYP: DIAGNOSIS]",
        "diagnosis: Leiomyosarcoma; id: diagnosis; site: uterus; when: 2013-05-31",
      ])
  }

  @Test("of a side effect is of the therapy that it is related to")
  func relations() throws {
    let relations = InputFile(
      name: "relrec.csv",
      text:
        "STUDYID,RDOMAIN,USUBJID,IDVAR,IDVARVAL,RELTYPE,RELID\nS,AE,7,AESEQ,1,,R1\nS,EX,7,EXSEQ,1,,R1\nS,TU,,TULNKID,,ONE,R2\nS,TR,,TRLNKID,,MANY,R2\n"
    )
    let reading = CDISCTesting.read([
      Self.person, CDISCTesting.csv("EX", "EXSEQ,EXTRT,EXSTDTC", "1,GEMCITABINE,2014-01-02"),
      CDISCTesting.csv(
        "AE", "AESEQ,AETERM,AEDECOD,AETOXGR,AESEV,AESTDTC,AEENDTC",
        "1,low neutrophils,Neutrophil count decreased,4,SEVERE,2014-01-10,2014-01-12"), relations,
    ])
    #expect(
      OBDSTesting.lines(try #require(reading.study).patients[0]).last
        == "toxicity: Neutrophil count decreased; id: toxicity; grade: 4; qualifier: severe; of: therapy; when: 2014-01-10"
    )
    #expect(reading.losses.lines.filter { $0.meaning == "how datasets are related" }.reduce(0) { $0 + $1.count } == 10)
  }

  @Test("of survival is a last contact, or a death whose day it is not")
  func status() throws {
    let head = "SSSEQ,SSTESTCD,SSTEST,SSORRES,SSSTRESC,SSDTC"
    #expect(
      try lines(Self.person, CDISCTesting.csv("SS", head, "1,SURVSTAT,Survival Status,ALIVE,ALIVE,2014-05-01")).last
        == "last contact: alive; id: last-contact; when: 2014-05-01")
    #expect(
      try lines(Self.person, CDISCTesting.csv("SS", head, "1,SURVSTAT,Survival Status,DEAD,DEAD,2014-05-01")).last
        == "death: not stated; id: death")
  }

  @Test("of a laboratory value is one in blood, in a unit that is known")
  func laboratory() throws {
    let reading = CDISCTesting.read([
      Self.person,
      CDISCTesting.csv(
        "LB", "LBSEQ,LBTESTCD,LBORRES,LBORRESU,LBSTRESN,LBSTRESU,LBSPEC,LBDTC",
        "1,HGB,10.2,g/dL,102,g/L,BLOOD,2014-01-05",
        "2,PLAT,<10,10^9/L,,,BLOOD,2014-01-05", "3,CREAT,1.1,mg/dL,,,URINE,2014-01-05",
        "4,GLUC,5.5,mmol/L,,,,2014-01-05",
        "5,WBC,3,parsec,,,,2014-01-05", "6,NEUT,1.234,10^9/L,,,,2014-01-05"),
    ])
    #expect(
      OBDSTesting.lines(try #require(reading.study).patients[0]).dropFirst(2) == [
        "lab: haemoglobin; id: lab; value: 10.2 g/dL; when: 2014-01-05",
        "lab: platelets; id: lab-2; value: <10 10^9/L; when: 2014-01-05",
        "lab: neutrophils; id: lab-3; value: 1.2340 10^9/L; when: 2014-01-05",
        "event: records of LB, in the note; id: records-of-lb",
      ])
  }

  @Test(
    "of a score of ECOG or Karnofsky is a performance status; weight and height that were measured once are the patient's"
  )
  func scores() throws {
    #expect(
      try lines(
        Self.person,
        CDISCTesting.csv(
          "QS", "QSSEQ,QSTESTCD,QSTEST,QSCAT,QSORRES,QSSTRESC,QSDTC",
          "1,ECOG101,ECOG1-Performance Status,ECOG,1,1,2014-01-01",
          "2,ECOG101,ECOG1-Performance Status,ECOG,7,7,2014-02-01", "3,KPSS101,Karnofsky,KPS,80,80,2014-03-01"),
        CDISCTesting.csv(
          "VS", "VSSEQ,VSTESTCD,VSTEST,VSORRES,VSORRESU,VSDTC", "1,WEIGHT,Weight,80.5,kg,2014-01-01",
          "2,HEIGHT,Height,178,cm,2014-01-01", "3,PULSE,Pulse,70,/min,2014-01-01")
      ).dropFirst() == [
        "height: 178 cm", "weight: 80.5 kg", "fields: {RFSTDTC: 2014-01-02}",
        "performance status: ECOG 1; id: performance-status; when: 2014-01-01",
        "performance status: Karnofsky 80 %; id: performance-status-2; when: 2014-03-01",
        "event: records of VS, in the note; id: records-of-vs",
        "event: records of QS, in the note; id: records-of-qs",
      ])
  }

  /// 3.25 cm is 32.5 mm: the point moves and no digit changes.
  @Test("of a lesion in cm is the same digits in mm; one that two records measure differently is told")
  func centimetres() throws {
    let identification = CDISCTesting.csv("TU", "TUSEQ,TULNKID,TUORRES,TUSTRESC,TULOC", "1,T01,TARGET,TARGET,LIVER")
    let head = "TRSEQ,TRLNKID,TRTESTCD,TRORRES,TRORRESU,TRDTC"
    let reading = CDISCTesting.read([
      Self.person, identification,
      CDISCTesting.csv(
        "TR", head, "1,T01,LDIAM,3.25,cm,2014-01-05", "2,T01,LDIAM,0.5,cm,2014-02-05", "3,T01,LDIAM,3,in,2014-03-05",
        "4,T01,LDIAM,13.257,mm,2014-04-05"),
    ])
    #expect(
      try #require(reading.study).patients[0].lesions.map(\.state) == [
        .measured(Millimetres(hundredths: 3250)), .measured(.mm(5)),
      ])
    // Gone, said twice; there, beside its length.
    let states = CDISCTesting.read([
      Self.person, identification,
      CDISCTesting.csv(
        "TR", head, "1,T01,LDIAM,0,mm,2014-01-05", "2,T01,TUMSTATE,ABSENT,,2014-01-05", "3,T01,LDIAM,12,mm,2014-02-05",
        "4,T01,TUMSTATE,PRESENT,,2014-02-05"),
    ])
    #expect(try #require(states.study).patients[0].lesions.map(\.state) == [.absent, .measured(.mm(12))])
    let twice = CDISCTesting.read([
      Self.person, identification,
      CDISCTesting.csv("TR", head, "1,T01,LDIAM,30,mm,2014-01-05", "2,T01,LDIAM,31,mm,2014-01-05"),
    ])
    #expect(twice.study == nil && twice.misfits.map(\.message).contains { $0.contains("31 for the lesion T01") })
  }

  @Test("that is not understood is told with its place, and kept where that is asked for")
  func told() throws {
    let event = CDISCTesting.csv("AE", "AESEQ,AETERM,AETOXGR,AESTDTC", "1,Nausea,9,soon")
    let reading = CDISCTesting.read([Self.person, event])
    #expect(
      reading.misfits.map(\.description) == [
        "ae.csv, AE record 1, AESTDTC: `soon` for a date; expected a year, a month or a day of ISO 8601, with a time or without: `2014-02`, `2014-02-03T08:30`",
        "ae.csv, AE record 1, AETOXGR: `9` for a grade; expected 1 to 5",
      ] || reading.misfits.count == 2)
    #expect(reading.study == nil)
    let kept = CDISCTesting.read([Self.person, event], keepsGoing: true)
    #expect(OBDSTesting.lines(try #require(kept.study).patients[0]).last == "toxicity: Nausea; id: toxicity")
    #expect(kept.losses.count(.unplaced) == 0)
  }

  @Test("of no subject, of another content than before, or of a subject that no name can be is told")
  func subjects() {
    func message(_ files: InputFile...) -> String {
      CDISCTesting.read(files).misfits.map(\.message).joined(separator: "; ")
    }
    #expect(
      message(InputFile(name: "ae.csv", text: "STUDYID,DOMAIN,USUBJID,AETERM\nS,AE,,Nausea\n")).contains(
        "of no subject"))
    #expect(message(Self.person, CDISCTesting.csv("DM", "SUBJID,SEX", "1,M")).contains("again, with another content"))
    #expect(CDISCTesting.read([Self.person, Self.person]).misfits.isEmpty)
    // `S/1` and `S-1` would be one name of a file.
    #expect(
      message(InputFile(name: "dm.csv", text: "STUDYID,DOMAIN,USUBJID,SEX\nS,DM,S/1,M\nS,DM,S-1,M\n")).contains(
        "beside"))
  }
}

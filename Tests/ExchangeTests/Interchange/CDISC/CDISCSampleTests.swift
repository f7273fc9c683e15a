// SPDX-License-Identifier: Apache-2.0

import Chronology
import Course
import Testing

@testable import Interchange

/// The published samples (Fixtures/README.md), each with what it holds: counted in the files by hand and with another program (pandas 2.3), before the reader was run on them.
@Suite("A published dataset of CDISC")
struct CDISCSampleTests {
  /// Understood, kept, left out, not placed, of one file.
  private func counts(_ reading: StudyReading, _ file: String) -> [Int] {
    LossReport.Outcome.allCases.map { outcome in
      reading.losses.lines.reduce(0) { $0 + ($1.file == file && $1.outcome == outcome ? $1.count : 0) }
    }
  }

  /// DM has 395 values. Of 18 subjects: USUBJID 18, SEX 18, BRTHDTC 18, AGE and AGEU 36, ARM and ACTARM 34, six dates of reference 104, DTHDTC and DTHFL 6, ARMNRS 1: 235 understood. STUDYID and DOMAIN 36; SUBJID, SITEID and COUNTRY 54; RACE and ETHNIC 36; ARMCD and ACTARMCD 34: 160 left out.
  ///
  /// DS has 581. USUBJID and DSSEQ 106; of 48 records that are no death DSTERM and DSDECOD 96 and DSSCAT 30; DSDECOD of 5 deaths; DSSTDTC 53; DSLNKID 18: 308. STUDYID and DOMAIN 106, EPOCH 53, DSSTDY 51: 210. Kept: DSCAT 53, DSTERM and DSSCAT of deaths 10.
  ///
  /// DD has 36: USUBJID, DDSEQ, DDORRES, DDSTRESC, DDTEST, DDTESTCD and DDLNKID 21; STUDYID, DOMAIN and EPOCH 9; DDDTC and DDDY 6, when the cause was collected.
  ///
  /// RS has 6249, of the Hamilton scale: USUBJID and RSSEQ 750; STUDYID and DOMAIN 750; everything else 4749.
  @Test("of a trial becomes its subjects, with deaths, dispositions and dates of reference")
  func pilot() throws {
    let names = ["sdtm-dm.json", "sdtm-ds.json", "sdtm-dd.json", "sdtm-rs.json"]
    let reading = CDISCTesting.read(try names.map { try CDISCTesting.sample($0) })
    #expect(reading.misfits.map(\.description) == [] && reading.warnings.map(\.description) == [])
    #expect(counts(reading, "sdtm-dm.json") == [235, 0, 160, 0])
    #expect(counts(reading, "sdtm-ds.json") == [308, 63, 210, 0])
    #expect(counts(reading, "sdtm-dd.json") == [21, 6, 9, 0])
    #expect(counts(reading, "sdtm-rs.json") == [750, 4749, 750, 0])
    let study = try #require(reading.study)
    #expect(study.title == "CDISCPILOT01")
    #expect(study.patients.map(\.id) == (1...18).map { "CDISC0" + ($0 < 10 ? "0\($0)" : "\($0)") })
    #expect(
      OBDSTesting.lines(study.patients[1]) == [
        "sex: female", "year of birth: 1936", "arm: Zanomaline Low Dose (54 mg)",
        "fields: {AGE: 76 YEARS, RFENDTC: 2013-01-14, RFICDTC: 2012-10-30, RFPENDTC: 2013-01-14, RFSTDTC: 2012-11-15, RFXENDTC: 2013-01-12, RFXSTDTC: 2012-11-15}",
        "event: INFORMED CONSENT OBTAINED; id: disposition; when: 2012-10-30",
        "event: STUDY TREATMENT: ADVERSE EVENT: DYSPNOEA; id: disposition-2; when: 2013-01-12",
        "death: SUDDEN DEATH; id: death; when: 2013-01-14",
        "event: records of RS, in the note; id: records-of-rs",
      ])
    #expect(study.patients.filter { $0.death != nil }.map(\.id) == ["CDISC002", "CDISC008", "CDISC013"])
    #expect(study.patients[14].fields["ARMNRS"].map { "\($0)".contains("SCREEN FAILURE") } == true)
  }

  /// RECIST 1.1 of 8 subjects and 3 evaluators. Of 546 records of TR 306 are the measure by which a lesion is judged (LDIAM, of nodes LPERP; states of non-targets) and have a day; 39 of them are there twice: 267 readings. Of 66 responses 3 have a month.
  ///
  /// TR: USUBJID and TRSEQ 1092; of the 306 TRDTC, TRLNKID, TRGRPID, TRTESTCD, TRTEST, TREVAL, TRORRES and TRSTRESC 2448, TREVALID 204, and of 228 lengths TRORRESU, TRSTRESN and TRSTRESU 684: 4428. STUDYID and DOMAIN 1092, VISIT and VISITNUM 612: 1704. TRACPTFL of 102, and of 240 other records 13 variables, TREVALID of 160 and TRACPTFL of 80: 3462.
  ///
  /// TU: 8 variables of 75 lesions, USUBJID, TUSEQ and TUEVALID of 50: 800; 300; TUACPTFL 25. RS: 572; 264; RSACPTFL 22.
  @Test("of lesions becomes readings of each evaluator, and responses of each")
  func lesions() throws {
    let names = ["tu_onco_recist.csv", "tr_onco_recist.csv", "rs_onco_recist.csv"]
    let reading = CDISCTesting.read(try names.map { try CDISCTesting.sample($0) })
    #expect(reading.misfits.map(\.description) == [])
    #expect(counts(reading, "tr_onco_recist.csv") == [4428, 3462, 1704, 0])
    #expect(counts(reading, "tu_onco_recist.csv") == [800, 25, 300, 0])
    #expect(counts(reading, "rs_onco_recist.csv") == [572, 22, 264, 0])
    let study = try #require(reading.study)
    let readings = study.patients.map { ($0.id, $0.lesions.count) }
    #expect(
      readings.map(\.0) == ["1015", "1028", "1034", "1097", "1115", "1118", "1130", "1133"].map { "01-701-" + $0 })
    #expect(readings.map(\.1) == [36, 57, 27, 12, 36, 27, 36, 36])
    let lesions = study.patients.flatMap(\.lesions)
    #expect(
      Set(lesions.map(\.reader)) == [
        "INVESTIGATOR", "INDEPENDENT ASSESSOR, RADIOLOGIST 1", "INDEPENDENT ASSESSOR, RADIOLOGIST 2",
      ])
    #expect(lesions.count { $0.state == .absent } == 27 + 12)
    let first = try #require(study.patients[0].lesions.first)
    #expect(
      first.lesion == "T01" && first.role == .target && first.site == "adrenal gland" && first.method == "CT"
        && first.date.description == "2014-01-02" && first.state == .measured(.mm(21)))
    // The node by its short axis: 32.32, and not 33.6128.
    let node = try #require(study.patients[0].lesions.first { $0.lesion == "T02" })
    #expect(node.site == "lymph node" && node.state == .measured(Millimetres(hundredths: 3232)))
    // Six measurements of a month alone are in no judgement.
    #expect(reading.warnings.count { $0.message.contains("a lesion without a day (2014-02)") } == 6)
    let assessments = study.patients.flatMap(\.assessments)
    #expect(assessments.count == 66)
    #expect(Set(assessments.compactMap { $0.assessment.judgedBy.value }).count == 3)
    let responses = assessments.compactMap { $0.assessment.statedResponse.value?.word }
    #expect(
      Dictionary(grouping: responses, by: { $0 }).mapValues(\.count) == [
        "SD": 22, "PR": 12, "non-CR/non-PD": 9, "CR": 9, "NE": 7, "PD": 7,
      ])
    #expect(
      study.patients.flatMap { OBDSTesting.lines($0) }.count {
        $0.hasPrefix("assessment") && $0.hasSuffix("when: 2014-02")
      } == 3)
  }

  /// 254 records of 26 variables, of which 6502 have a value; none is a record.
  @Test(
    "of analysis is derived: beside others it is left out, alone it is refused",
    arguments: ["adam-adtte.json", "adam-adtte.ndjson", "adtte.xpt"])
  func derived(_ name: String) throws {
    for keepsGoing in [false, true] {
      let reading = CDISCTesting.read([try CDISCTesting.sample(name)], keepsGoing: keepsGoing)
      #expect(reading.study == nil && reading.losses.counts == [0, 0, 6502, 0])
      #expect(reading.misfits.map(\.message).first?.contains("they are derived") == true)
    }
    let both = CDISCTesting.read([try CDISCTesting.sample(name), try CDISCTesting.sample("sdtm-dm.json")])
    #expect(both.study?.patients.count == 18 && both.losses.counts == [235, 0, 160 + 6502, 0])
  }
}

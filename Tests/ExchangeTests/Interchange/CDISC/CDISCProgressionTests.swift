// SPDX-License-Identifier: Apache-2.0

import Chronology
import Course
import Testing

@testable import Interchange

/// One target of 30, 29 and 29 mm, which alone is stable disease: progression stands in another record, and must be counted or told.
@Suite("Progression in SDTM")
struct CDISCProgressionTests {
  private static let person = CDISCTesting.csv("DM", "SUBJID,RFSTDTC,SEX", "1,2021-03-08,F")
  private static let exposure = CDISCTesting.csv(
    "EX", "EXSEQ,EXTRT,EXDOSE,EXDOSU,EXSTDTC,EXENDTC", "1,DOXORUBICIN,75,mg/m2,2021-03-08,2021-03-08")
  private static let target = "1,T01,TARGET,TARGET,LUNG,2021-03-01"
  private static let lengths = [
    "1,T01,LDIAM,30,mm,2021-03-01", "2,T01,LDIAM,29,mm,2021-04-06", "3,T01,LDIAM,29,mm,2021-05-04",
  ]
  private static let overall = "1,OVRLRESP,PD,PD,2021-05-04"

  private static func file(_ domain: String, _ header: String, _ records: [String]) -> InputFile {
    InputFile(
      name: "\(domain.lowercased()).csv",
      text: (["STUDYID,DOMAIN,USUBJID," + header] + records.map { "S,\(domain),7,\($0)" }).joined(separator: "\n")
        + "\n")
  }

  private static func read(
    tumours: [String] = [target], measurements: [String] = lengths, responses: [String] = [overall],
    keepsGoing: Bool = false
  ) -> StudyReading {
    CDISCTesting.read(
      [
        person, exposure, file("TU", "TUSEQ,TULNKID,TUORRES,TUSTRESC,TULOC,TUDTC", tumours),
        file("TR", "TRSEQ,TRLNKID,TRTESTCD,TRORRES,TRORRESU,TRDTC", measurements),
        file("RS", "RSSEQ,RSTESTCD,RSORRES,RSSTRESC,RSDTC", responses),
      ], keepsGoing: keepsGoing)
  }

  /// `T01 target 29`, for the last day.
  private static func rows(_ study: Study) -> [String] {
    study.patients[0].lesions.filter { $0.date == Day(iso: "2021-05-04") }.map {
      "\($0.lesion) \($0.role.rawValue) \($0.state)"
    }
  }

  /// Whether time to progression ends with an event: of ADTTE, `CNSR` 0.
  private static func isProgression(_ study: Study) -> Bool {
    let text = CDISCWritingTests.write(study).files["adtte.json"] ?? ""
    var outcome = TableOutcome()
    guard let dataset = try? DatasetJSONReading.read("adtte.json", Array(text.utf8), &outcome),
      let code = dataset.index(of: "PARAMCD"), let censored = dataset.index(of: "CNSR")
    else { return false }
    return dataset.rows.contains { $0[code].words == "TTP" && $0[censored].words == "0" }
  }

  @Test("by a new lesion that TU alone has is a row of lesions, and is counted")
  func identified() throws {
    for name in ["N01", ""] {
      let reading = Self.read(tumours: [Self.target, "2,\(name),NEW,NEW,LIVER,2021-05-04"])
      #expect(reading.misfits.map(\.description) == [])
      let study = try #require(reading.study)
      #expect(Self.rows(study).count == 2 && study.patients[0].lesions.last?.role == .new)
      #expect(study.patients[0].lesions.last?.site == "liver" && study.patients[0].lesions.last?.state == .present)
      #expect(Self.isProgression(study))
      #expect(!reading.warnings.contains { $0.message.contains("do not show") })
    }
  }

  @Test("by a state of a new lesion is counted; one in doubt is not")
  func states() throws {
    let tumours = [Self.target, "2,N01,NEW,NEW,LIVER,2021-05-04"]
    let certain = Self.read(tumours: tumours, measurements: Self.lengths + ["4,N01,TUMSTATE,UNEQUIVOCAL,,2021-05-04"])
    #expect(Self.isProgression(try #require(certain.study)))
    #expect(try #require(certain.study).patients[0].lesions.count == 4)
    let doubtful = Self.read(tumours: tumours, measurements: Self.lengths + ["4,N01,TUMSTATE,EQUIVOCAL,,2021-05-04"])
    #expect(try #require(doubtful.study).patients[0].lesions.last?.certainty == .equivocal)
    #expect(doubtful.warnings.contains { $0.message.contains("which the lesions do not show") })
  }

  @Test(
    "by the response of a part of the tumour is a row of lesions beside overall progression",
    arguments: [
      ("NEWLPROG,Y,Y", "new lesion new present"), ("NTRGRESP,PD,PD", "non-targets non-target progressed"),
      ("NTRGRESP,Progressive Disease,", "non-targets non-target progressed"),
    ])
  func parts(record: String, row: String) throws {
    let reading = Self.read(responses: [Self.overall, "2,\(record),2021-05-04"])
    #expect(reading.misfits.map(\.description) == [])
    let study = try #require(reading.study)
    #expect(Self.rows(study).last == row)
    #expect(Self.isProgression(study))
  }

  @Test("that contradicts other responses, or that no lesion shows, is told")
  func told() throws {
    let beside = Self.read(responses: ["1,OVRLRESP,SD,SD,2021-05-04", "2,NEWLPROG,Y,Y,2021-05-04"])
    #expect(beside.warnings.contains { $0.message.contains("the overall response of the day is SD") })
    #expect(try #require(beside.study).patients[0].lesions.count == 3)
    let alone = Self.read(responses: ["2,NTRGRESP,PD,PD,2021-05-04"])
    #expect(alone.warnings.contains { $0.message.contains("no overall response of the day") })
    #expect(Self.read().warnings.contains { $0.message.contains("which the lesions do not show") })
    let two = Self.read(responses: [Self.overall, "2,OVRLRESP,SD,SD,2021-05-04"])
    #expect(two.warnings.contains { $0.message.contains("which is PD in") })
    // 29 to 36 mm are 24 % and 7 mm.
    let grown = Self.read(measurements: Array(Self.lengths.prefix(2)) + ["3,T01,LDIAM,36,mm,2021-05-04"])
    #expect(!grown.warnings.contains { $0.message.contains("which the lesions do not show") })
  }

  @Test("in words is read where no term stands beside it; what is no response, or two, is told")
  func words() throws {
    func response(_ record: String) -> (String?, StudyReading) {
      let reading = Self.read(responses: ["1,OVRLRESP,\(record),2021-05-04"])
      let first = reading.study?.patients[0].assessments.first
      return (first?.assessment.statedResponse.value?.word, reading)
    }
    #expect(response("Progressive Disease,").0 == "PD" && response("Progressive Disease,PD").0 == "PD")
    let immune = response("iUPD,")
    #expect(immune.0 == nil && immune.1.warnings.contains { $0.message.contains("`iUPD`") })
    let two = response("PD,SD")
    #expect(two.1.study == nil && two.1.misfits.contains { $0.message.contains("`PD` in RSORRES beside `SD`") })
  }
}

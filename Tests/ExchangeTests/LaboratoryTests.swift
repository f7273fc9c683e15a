// SPDX-License-Identifier: Apache-2.0

import Course
import Notation
import Testing

@testable import Exchange

@Suite("labs.csv")
struct LaboratoryTests {
  private func read(_ labs: String) -> Reading { StudyFolder.read(files: folder(patient: "patient: 1\n", labs: labs)) }

  private func values(_ reading: Reading) -> [Laboratory] {
    (reading.study?.patients.first?.entries ?? []).compactMap {
      if case .laboratory(let value) = $0.content { value } else { nil }
    }
  }

  @Test("reads columns in any order, blank lines and a missing last line end")
  func order() {
    let reading = read("unit,value,when,analyte,patient\n\ng/dL,10.4,2020-01-02,haemoglobin,1")
    #expect(values(reading) == [Laboratory(analyte: "haemoglobin", value: 10.4, unit: "g/dL")])
  }

  @Test("reads what German spreadsheets write")
  func semicolons() {
    let good = read("\u{FEFF}patient;analyte;when;value;unit\r\n1;Leukozyten, gesamt;2020-01-02;4.1;10^9/L\r\n")
    #expect(values(good).map(\.analyte) == ["Leukozyten, gesamt"])
    let comma = read("patient;analyte;when;value;unit\n1;Hb;2020;10,4;g/dL\n1;Hb;2021;<10,45;g/dL\n")
    #expect(values(comma).map(\.value) == [10.4, 10.45])
    #expect(
      read("patient;analyte;when;value;unit\n1;Hb;2020;10,4,1;g/dL\n").problems.map(\.description) == [
        "labs.csv:2:11: error: `10,4,1` for a value; expected a number such as `0.8`, or a bound: `<0.5`"
      ])
  }

  @Test("reads quotes with separators, line ends and quotes in them")
  func quotes() {
    let reading = read("patient,analyte,when,value,unit\n1,\"a, \"\"b\"\"\nc\",2020,1,\n2,x,2020,1,x\n")
    #expect(
      reading.problems.map(\.description).first?.hasPrefix("labs.csv:4:1: error: there is no patient `2`") == true)
    #expect(
      read("patient,analyte,when,value,unit\n1,\"a,2020,1,x\n").problems.map(\.description).first?
        .hasPrefix("labs.csv:2:3: error: a quote that is never closed") == true)
    #expect(
      read("patient,analyte,when,value,unit\n1,\"a\"b,2020,1,x\n").problems.map(\.description).first?
        .hasPrefix("labs.csv:2:6: error: text after a closing quote") == true)
  }

  /// 145/µL would be platelets of 0.145 G/L; 145,000/µL are 145 G/L. Of creatinine in mg/dL only the decimal can be.
  @Test(
    "a mark before three digits is not guessed",
    arguments: [
      ("PLT,2020-01-02,145.000,/µl", "`145000` or `145`"), ("Leukozyten,2020-01-02,3.500,/µl", "`3500` or `3.5`"),
      ("GPT,2020-01-02,1.200,U/L", "`1200` or `1.2`"), ("ALT,2020-01-02,1.125,U/L", "`1125` or `1.1250`"),
      ("Kreatinin,2020-01-02,1.125,mg/dl", nil), ("PLT,2020-01-02,145.000,G/L", nil),
      ("Hb,2020-01-02,12.500,g/dL", nil),
      ("CRP,2020-01-02,1.125,mg/L", "`1125` or `1.1250`"), ("LDH,2020-01-02,>1.000,U/L", "`>1000` or `>1`"),
      ("PLT,2020-01-02,145000,/µl", nil), ("ALT,2020-01-02,1.1250,U/L", nil),
    ] as [(String, String?)])
  func thousands(row: String, readings: String?) {
    let words = row.split(separator: ",").map(String.init)
    let told = read("patient,analyte,when,value,unit\n1,\(row)\n").problems.map(\.words)
    let expected = readings.map {
      [
        "`\(words[2])` for a value; expected \($0): before three digits a point or comma can mean thousands or a decimal"
      ]
    }
    #expect(told == expected ?? [])
    // In a course too, where number and unit stand together.
    let entry = StudyFolder.read(
      files: folder(patient: "patient: 1\ncourse:\n  - {lab: \(words[0]), value: \(words[2]) \(words[3])}\n"))
    #expect(entry.problems.count == (readings == nil ? 0 : 1), "\(entry.problems)")
  }

  @Test("a comma before three digits is answered with both readings")
  func commaOfThousands() {
    #expect(
      read("patient;analyte;when;value;unit\n1;PLT;2020-01-02;145,000;/µl\n").problems.map(\.words) == [
        "`145,000` for a value; expected `145000` or `145`: before three digits a point or comma can mean thousands or a decimal"
      ])
  }

  /// What was sound once is sound again; what was not is told in each of its rows.
  @Test("each spelling is judged once, and told wherever it is wrong")
  func spellings() {
    func rows(_ row: String) -> Reading {
      read(
        "patient,analyte,when,value,unit\n"
          + (1...3).map { "1,\(row.replacing("DAY", with: "2020-01-0\($0)"))\n" }.joined())
    }
    #expect(rows("PLT <,DAY,145,G/L").problems.count == 3)
    #expect(rows("PLT,DAY,145,G/L or so").problems.count == 3)
    #expect(values(rows("PLT,DAY,145,G/L")).count == 3)
  }

  @Test("tells wrong headers")
  func headers() {
    #expect(
      read("patient,analyt,when,value,unit\n").problems.map(\.description) == [
        "labs.csv:1:9: error: unknown column `analyt`; expected the header `patient,analyte,when,value,unit`; did you "
          + "mean `analyte`?"
      ])
    #expect(read("patient,analyte,when,value\n").problems.map(\.message) == ["no column `unit`"])
    #expect(read("patient\tanalyte\n").problems.map(\.message) == ["columns separated by tabs"])
    #expect(read("").problems.map(\.message) == ["the file is empty"])
  }

  @Test("ids are free of those in the patient file")
  func ids() {
    let files = folder(
      patient: "patient: 1\ncourse: [{lab: Hb, id: lab-1, value: 10 g/dL}]\n",
      labs: "patient,analyte,when,value,unit\n1,Hb,2020,10,g/dL\n")
    #expect(StudyFolder.read(files: files).study?.patients.first?.entries.map(\.id) == ["lab-1", "lab-2"])
  }
}

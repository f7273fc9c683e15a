// SPDX-License-Identifier: Apache-2.0

import Chronology
import Exchange
import Notation
import Testing

/// Ranges the wrong way round, and text beside a number that is not understood, are told and never read as something else.
@Suite struct RefusalTests {
  static let study = "study: Test\n"
  static func patient(_ entry: String, _ head: String = "") -> String {
    "patient: S1\nsection: R\n\(head)course:\n  - diagnosis: leiomyosarcoma\n    when: 2020-01-05\n\(entry)"
  }

  /// A study without problems, so that what is told below is told of what is changed.
  @Test func theFrameIsSound() {
    let reading = StudyFolder.read(files: ["study.yaml": Self.study, "patients/S1.yaml": Self.patient("")])
    #expect(reading.problems.isEmpty, "\(reading.problems)")
  }

  static func problems(_ files: [String: String]) -> [String] {
    StudyFolder.read(
      files: ["study.yaml": study, "patients/S1.yaml": patient("")].merging(files) { $1 }
    ).errors.map(\.description)
  }

  @Test(arguments: ["6-3 mo", "6 to 3 mo", "2–1 y", "within 4-2 wk", "more than 6-3 mo"])
  func aSpanThatFallsIsNone(text: String) throws {
    let error = #expect(throws: TimeSyntaxError.self) { try StatedSpan(parsing: text) }
    #expect(error?.suggestion != nil)
    #expect(throws: Never.self) { try StatedSpan(parsing: "3-6 mo") }
    #expect(throws: Never.self) { try StatedSpan(parsing: "3-3 mo") }
    // Alternatives are no range.
    #expect(throws: Never.self) { try StatedSpan(parsing: "28 d or 21 d") }
  }

  @Test func aFallingSpanIsTold() {
    let entry = "  - event: x\n    when: 6-3 mo after diagnosis\n"
    let told = Self.problems(["patients/S1.yaml": Self.patient(entry)])
    #expect(told.contains { $0.contains("did you mean `3-6 mo`") }, "\(told)")
    let labs = "patient,analyte,when,value,unit\nS1,ANC,6-3 mo after diagnosis,1.0,G/L\n"
    #expect(Self.problems(["labs.csv": labs]).contains { $0.contains("did you mean `3-6 mo`") })
  }

  @Test(arguments: [
    "100-200 G/L", "<< 100 G/L", "< G/L", "100 < G/L", "-1 G/L", "<-1 G/L", "120.000 /µL", "1 000 G/L", "1e3 G/L",
    "0.8 ± 0.1 G/L", "~5 G/L", "5, G/L", "1.0 G/L or so",
    "0.8 10^9/L (today)",
  ]) func aLaboratoryValueIsANumberAndAUnit(value: String) {
    let entry = "  - lab: ANC\n    when: 2020-02-01\n    value: \"\(value)\"\n"
    #expect(!Self.problems(["patients/S1.yaml": Self.patient(entry)]).isEmpty)
  }

  @Test(arguments: ["0.8 10^9/L", "800 /µL", "0.8 x10^9/L", "0.8 10⁹/L", "0.8 10*9/L", "0.8G/L", "0.8 G / L", "0 G/L"])
  func unitsOfCountsAreUnderstood(value: String) {
    let entry = "  - lab: ANC\n    when: 2020-02-01\n    value: \"\(value)\"\n"
    #expect(Self.problems(["patients/S1.yaml": Self.patient(entry)]) == [])
  }

  @Test(arguments: [
    ("PLT <", "2020-02-01", "100", "G/L"), ("PLT", "2020-02-01", "<>100", "G/L"),
    ("PLT", "2020-02-01", "120.000", "/µL"), ("PLT", "2020-02-01", "-100", "G/L"),
    ("PLT", "2020-02-01", "100-50", "G/L"), ("PLT", "2020-02-01", "inf", "G/L"), ("PLT", "2020-02-01", "0x10", "G/L"),
    ("PLT", "2020-02-01", "100", "G/L haemolytic"), ("PLT", "2021/2020", "100", "G/L"),
  ]) func aRowOfLaboratoryValuesIsAsStrict(analyte: String, when: String, value: String, unit: String) {
    let labs = "patient,analyte,when,value,unit\nS1,\(analyte),\(when),\(value),\(unit)\n"
    #expect(!Self.problems(["labs.csv": labs]).isEmpty)
  }

  @Test(arguments: [
    "height: 1750 cm", "height: 999999999999999 cm", "height: 170-175 cm", "weight: 0 kg", "weight: 70000 kg",
    "weight: 70 kg dry", "height: -170 cm", "age: -73 at diagnosis", "age: 73-75 at diagnosis",
  ]) func noPersonHasSuchASize(line: String) {
    #expect(!Self.problems(["patients/S1.yaml": Self.patient("", line + "\n")]).isEmpty)
  }

  @Test(arguments: [
    "1000000 mg/m2", "0 mg/m2", "-5 mg/m2", "900-1000 mg/m2", "1e3 mg/m2", "999999999999999 mg", "31 AUC",
  ]) func noDoseIsSo(dose: String) {
    let entry = "  - therapy: gemcitabine\n    phases:\n      - {id: a, dose: \(dose), days: [1], every: 21 d}\n"
    #expect(!Self.problems(["patients/S1.yaml": Self.patient(entry)]).isEmpty)
  }

  @Test(arguments: [
    "cycles: 3-1", "cycles: 3-1-5", "days: [8, 1]", "every: 21-14 d", "every: 0 d", "every: 21 d or so",
    "dose: 900 mg/m2 x",
  ]) func aPhaseIsAsStrict(key: String) {
    var keys = ["dose": "dose: 900 mg/m2", "days": "days: [1]", "every": "every: 21 d", "cycles": "cycles: 1-3"]
    keys[String(key.prefix { $0 != ":" })] = key
    let entry =
      "  - therapy: gemcitabine\n    phases:\n      - id: a\n"
      + keys.values.sorted().map { "        \($0)\n" }.joined()
    #expect(!Self.problems(["patients/S1.yaml": Self.patient(entry)]).isEmpty, "\(entry)")
  }

  @Test(arguments: [
    "inf,CT,5", "nan,CT,5", "0x3e,CT,5", "1e3,CT,5", "62-70,CT,5", "99999,CT,5", "62,CT,-5", "62,CT,0", "62,CT,1000",
  ]) func aLesionIsMeasuredInNumbers(rest: String) {
    let table = "patient,date,lesion,role,site,finding,density HU,method,slice mm\n"
    let told = Self.problems(["lesions.csv": table + "S1,2020-01-05,T1,target,liver,32,\(rest)\n"])
    #expect(told.count == 1, "\(told)")
    #expect(Self.problems(["lesions.csv": table + "S1,2020-01-05,T1,target,liver,32,-62.5,CT,5\n"]) == [])
    #expect(Self.problems(["lesions.csv": table + "S1,2020-01-05,T1,target,liver,32-30,62,CT,5\n"]).count == 1)
    #expect(Self.problems(["lesions.csv": table + "S1,2020-01-05,T1,target,liver,9999,62,CT,5\n"]).count == 1)
  }

  @Test(arguments: [
    "133,,1 8.4,,", "133,,18.4%%,,", "133,,inf,,", "133,,-1,,", "133,,101,,", "133,,18-20,,", "133,,,,inf",
    "133,,,,0x10",
    "133,,,,1e3", "133,,,,-5", "133,,,,12-10", "133,134,,,", "-133,,18.4,,",
  ]) func aPublishedArmIsAsStrict(cells: String) {
    let table = "name,endpoint,n,events,rate %,at months,median months,source\n"
    #expect(Self.problems(["comparators.csv": table + "Bay,progression-free,\(cells),Bay 2006\n"]).count == 1)
    #expect(Self.problems(["comparators.csv": table + "Bay,progression-free,133,,18.4 %,,12.1,Bay 2006\n"]) == [])
  }

  /// Fifteen digits of percent overflowed the whole numbers in which a share is counted.
  @Test func aPercentageIsAPercentage() {
    let claim =
      "- claim: percentage\n  series: true\n  is: 999999999999999 %\n  of: 3\n  what: x\n  source: {section: R}\n"
    #expect(Self.problems(["claims.yaml": claim]).contains { $0.contains("for a percentage") })
  }

  @Test(arguments: [
    "vials: [0 mg]", "vials: [-200 mg]", "vials: [200-1000 mg]",
    "doxorubicin equivalents: [{scheme: x, factor: 0, source: {text: t, certainty: memory}}]",
  ]) func aDrugOfTheLibraryIsAsStrict(line: String) {
    let text = "drug: newdrug\nclass: cytotoxic\n\(line)\nsource: {text: t, certainty: memory}\n"
    #expect(!RegimenFolder.read(files: ["a.yaml": Array(text.utf8)]).errors.isEmpty)
  }
}

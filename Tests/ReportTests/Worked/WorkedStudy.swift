// SPDX-License-Identifier: Apache-2.0

import Course
import Dosing
import Exchange
import Notation
import Outcomes
import Testing

@testable import Report

/// Small studies whose every number can be worked by hand.
///
/// Days are chosen so that months of 30.4375 days come out whole: 487 d are 16 months, 974 d are 32, 1461 d (four years with one leap day) are 48.
/// 2018-09-01 + 487 d = 2020-01-01; 2020-01-01 + 487 d = 2021-05-02; + 974 d = 2022-09-01; + 1461 d = 2024-01-01.
enum WorkedStudy {
  /// A study of these files, with a data cut-off of 2024-01-01.
  static func outcomes(
    _ files: [String: String], study: String = "", library: Bool = false, _ location: SourceLocation = #_sourceLocation
  ) async throws -> StudyOutcomes {
    let head = "study: Worked by hand\ndata cut-off: 2024-01-01\n" + study
    let reading = StudyFolder.read(files: files.merging(["study.yaml": head]) { $1 })
    #expect(reading.problems.map(\.description) == [], sourceLocation: location)
    let study = try #require(reading.study, sourceLocation: location)
    return await StudyOutcomes(study, library: library ? BuiltInLibrary.read().library : RegimenLibrary())
  }

  typealias SourceLocation = Testing.SourceLocation

  private static func patient(
    _ id: String, _ sex: String, _ age: Int, _ histology: String, _ grade: String, _ course: String
  ) -> String {
    """
    patient: \(id)
    sex: \(sex)
    age: \(age) at diagnosis
    course:
      - diagnosis: \(histology)
        site: thigh
        grade: \(grade)
        when: 2018-09-01
    \(course)
    """
  }

  /// A: SD, free of progression and alive at 48 months. B: progression at 16, death at 32. C: PR at 16, progression at 32, alive at 48.
  static let three = [
    "patients/A.yaml": patient(
      "A", "male", 60, "leiomyosarcoma", "G2",
      """
        - metastases: [lung]
          when: 2019-12-01
        - therapy: gemcitabine
          id: gem
          intent: palliative
          when: 2020-01-01
          ends: 2021-05-02
        - {assessment: CT, id: ct, response: SD, of: gem, when: 2021-05-02}
        - {last contact: true, when: 2024-01-01}
      """),
    "patients/B.yaml": patient(
      "B", "female", 50, "liposarcoma", "G3",
      """
        - metastases: [liver, lung]
          when: 2019-12-01
        - {therapy: gemcitabine, id: gem, intent: palliative, when: 2020-01-01, ends: 2021-05-02}
        - {assessment: CT, id: ct, response: PD, of: gem, when: 2021-05-02}
        - {death: sarcoma, when: 2022-09-01}
      """),
    "patients/C.yaml": patient(
      "C", "male", 71, "leiomyosarcoma", "G2",
      """
        - {therapy: gemcitabine, id: gem, intent: palliative, when: 2020-01-01, ends: 2022-09-01}
        - {assessment: CT, id: ct-1, response: PR, of: gem, when: 2021-05-02}
        - {assessment: CT, id: ct-2, response: PD, of: gem, when: 2022-09-01}
        - {last contact: true, when: 2024-01-01}
      """),
  ]

  /// D: progression after 16 months of the first line, then after 32 of the second: index 32/16 = 2. E: after 32 of the first; on the second for 16
  /// without it: index at least 16/32 = 0.5.
  static let twoLines = [
    "patients/D.yaml": patient(
      "D", "male", 60, "leiomyosarcoma", "G2",
      """
        - {therapy: doxorubicin, id: dox, intent: palliative, when: 2020-01-01, ends: 2021-05-02}
        - {assessment: CT, id: ct-1, response: PD, of: dox, when: 2021-05-02}
        - {therapy: trabectedin, id: trab, intent: palliative, when: 2021-05-02, ends: 2024-01-01}
        - {assessment: CT, id: ct-2, response: PD, of: trab, when: 2024-01-01}
      """),
    "patients/E.yaml": patient(
      "E", "female", 50, "leiomyosarcoma", "G2",
      """
        - {therapy: doxorubicin, id: dox, intent: palliative, when: 2020-01-01, ends: 2022-09-01}
        - {assessment: CT, id: ct-1, response: PD, of: dox, when: 2022-09-01}
        - {therapy: trabectedin, id: trab, intent: palliative, when: 2022-09-01, ongoing: true}
        - {assessment: CT, id: ct-2, response: SD, of: trab, when: 2023-12-01}
      """),
  ]

  /// P: 50 mm of the liver and a node of 20 mm (sum 70); the first gone and the node 9 mm, which is normal: CR; then a new lesion. Q: 40 mm, 48 (+20 %),
  /// 24 after that progression.
  static let measured = [
    "patients/P.yaml": patient(
      "P", "male", 60, "leiomyosarcoma", "G2",
      "  - {therapy: gemcitabine, id: gem, intent: palliative, when: 2020-01-02, ends: 2021-05-02}"),
    "patients/Q.yaml": patient(
      "Q", "female", 50, "leiomyosarcoma", "G2",
      "  - {therapy: gemcitabine, id: gem, intent: palliative, when: 2020-01-02, ends: 2020-05-01}"),
    "lesions.csv": """
    patient,date,lesion,role,site,finding
    P,2020-01-01,T1,target,liver,50
    P,2020-01-01,T2,target,lymph node,20
    P,2020-03-02,T1,target,liver,absent
    P,2020-03-02,T2,target,lymph node,9
    P,2021-05-02,T1,target,liver,absent
    P,2021-05-02,T2,target,lymph node,9
    P,2021-05-02,N1,new,lung,present
    Q,2020-01-01,T1,target,liver,40
    Q,2020-03-02,T1,target,liver,48
    Q,2020-05-01,T1,target,liver,24

    """,
  ]

  /// Gemcitabine 1000 mg/m² on d1, d8 of 21 d. Cycle 1: 1000 and 750; cycle 2 a week late: 750, day 8 omitted.
  static let doses = [
    "patients/F.yaml": patient(
      "F", "female", 61, "leiomyosarcoma", "G3",
      """
        - therapy: gemcitabine
          id: gem
          intent: maintenance
          when: 2023-01-02
          ends: 2023-02-13
          planned:
            - {id: plan, dose: 1000 mg/m2, days: [1, 8], every: 21 d}
          phases:
            - {id: full, dose: 1000 mg/m2, days: [1, 8], every: 21 d, when: 2023-01-02}
        - {assessment: CT, id: ct, response: SD, of: gem, when: 2023-02-13}
        - {last contact: true, when: 2024-01-01}
      """),
    "administrations.csv": """
    patient,therapy,cycle,day,date,dose,mg,reason
    F,gem,1,1,2023-01-02,1000 mg/m2,1800,
    F,gem,1,8,2023-01-09,750 mg/m2,1350,haematotoxicity
    F,gem,2,1,2023-01-30,750 mg/m2,1350,
    F,gem,2,8,2023-02-06,omitted,,haematotoxicity

    """,
  ]
}

extension TableOf {
  /// The cells as a reader sees them.
  var texts: [[String]] { rows.map { $0.map(\.text) } }
}

// SPDX-License-Identifier: Apache-2.0

import Plain
import Testing

@testable import Workbench

@Suite("A dose phase in one line")
struct DoseLineTests {
  @Test(
    "A line of a chart is read into the fields of a phase",
    arguments: [
      ("900 mg/m² d1, 8 q21d c1-3", ["dose": "900 mg/m2", "days": "1\n8", "every": "21 d", "cycles": "1-3"]),
      ("1000mg/m2 d1,8,15 q28d", ["dose": "1000 mg/m2", "days": "1\n8\n15", "every": "28 d"]),
      (
        "Gemcitabin 900 mg/m² Tag 1 und 8, alle 3 Wochen, ab Zyklus 4, wegen Neutropenie Grad 4",
        [
          "drug": "Gemcitabin", "dose": "900 mg/m2", "days": "1\n8", "every": "21 d", "cycles": "4-",
          "reason.words": "Neutropenie Grad 4", "reason.code": "haematotoxicity",
        ]
      ),
      ("800 mg daily", ["dose": "800 mg", "days": "daily"]),
      (
        "imatinib 400 mg 2x täglich ab 4 Monate nach Beginn Imatinib",
        ["drug": "imatinib", "dose": "400 mg", "days": "twice daily", "when": "4 Monate nach Beginn Imatinib"]
      ),
      ("carboplatin AUC 5 d1 q3w", ["drug": "carboplatin", "dose": "AUC 5", "days": "1", "every": "21 d"]),
      ("1,5 mg/m2 day 1 every 21 or 28 days", ["dose": "1,5 mg/m2", "days": "1", "every": "21 d or 28 d"]),
      (
        "500 mg/m² on days 1 and 15, every 4 weeks, from cycle 16 on, because of fatigue",
        [
          "dose": "500 mg/m2", "days": "1\n15", "every": "28 d", "cycles": "16-", "reason.words": "fatigue",
        ]
      ),
      (
        "doxorubicin liposomal 40 mg/m2 d1-3, cycle 2",
        ["drug": "doxorubicin liposomal", "dose": "40 mg/m2", "days": "1-3", "cycles": "2"]
      ),
    ] as [(String, [String: String])])
  func read(_ line: String, _ fields: [String: String]) throws {
    do {
      #expect(try DoseLine(line).fields == fields)
    } catch { Issue.record("\(line): \(error.phrase.english)") }
  }

  @Test(
    "What has no meaning, or two, is asked for, and nothing is taken",
    arguments: [
      "1.000 mg/m2 d1", "1,000 mg d1", "900 d1", "gemcitabine", "900 mg/m2 d1 maybe", "900 mg/m2 d", "900 mg/m2 q21",
      "900 mg/m2 d1 d8 d15 q21d q28d", "900 mg/m2 c", "", "d1 900 mg/m2 twice", "900 mg/m2 d1 from",
      "99999999 mg/m2 d1", "-5 mg d1", "900 mg/m2 d1 because of", "900 mg/m2 d1 for 3 cycles",
      "900 mg/m2 d1 in 3 cycles",
    ])
  func refused(_ line: String) {
    #expect(throws: DoseLine.Problem.self) { try DoseLine(line) }
    let read = DoseLine.phases("900 mg/m2 d1\n\(line)", after: 0)
    #expect(line.isEmpty || read.fields.isEmpty && read.problems.count == 1)
  }

  @Test("Lines stand behind the phases that are there")
  func numbers() {
    let read = DoseLine.phases("900 mg/m2 d1\n\n750 mg/m2 d1\n", after: 2)
    #expect(read.problems.isEmpty)
    #expect(read.fields["phases.3.dose"] == "900 mg/m2" && read.fields["phases.4.dose"] == "750 mg/m2")
  }
}

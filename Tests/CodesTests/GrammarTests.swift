// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Codes

@Suite("Grammar of codes")
struct GrammarTests {
  @Test(
    "takes what is a code",
    arguments: [
      (CodeSystem.icd10GM, ["C49.2", "C55", "C79.86", "D48.1"]),
      (.morphology, ["8890/3", "8000/1", "9581/3", "8815/0"]),
      (.topography, ["C49.2", "C00.0", "C80.9"]),
      (.ops, ["5-501", "8-54", "8-522.d1", "5-547.0", "1-853.2", "9-40a.x"]),
      (.atc, ["L", "L01", "L01B", "L01BC", "L01BC05", "V03AF01"]),
      (
        .ucum,
        [
          "10*9/L", "mg/m2", "[IU]/L", "%", "/mm3", "mg.min/mL", "[hnsf'U]", "mL/min/{1.73_m2}", "g/(100.mL)", "1",
          "m-2", "10^3/uL",
        ]
      ),
    ])
  func wellFormed(system: CodeSystem, texts: [String]) {
    for text in texts { #expect(system.isWellFormed(text), "\(system.rawValue) \(text)") }
  }

  @Test(
    "refuses what is none",
    arguments: [
      (
        CodeSystem.icd10GM, ["", "C4", "C492", "c49.2", "C49.", "C49.234", "49.2", "C49.2 ", "C49,2", "Ç49.2", "C49.٢"]
      ),
      (.morphology, ["8890", "88903", "8890/4", "7999/3", "8890/33", "M8890/3", "8890-3", "٨٨٩٠/3"]),
      (.topography, ["C49", "C81.0", "D49.2", "C49.21", "C492"]),
      (.ops, ["5501", "5-5", "2-501", "5-501.", "5-501.abc", "5-5O1"]),
      (.atc, ["L1", "L01BC5", "X01BC05", "L01BC055", "l01bc05", "L01B0C5"]),
      (.ucum, ["mg//L", "mg/", "x 10", "10*9 /L", "µg/L", "(mg", "mg)", "m--2", "{", "[IU", "/", "mg.", "²"]),
    ])
  func malformed(system: CodeSystem, texts: [String]) {
    for text in texts { #expect(!system.isWellFormed(text), "\(system.rawValue) \(text)") }
  }

  /// By hand, digits from the right doubled in turn, two digits of a product added:
  /// - 718: 8·2=16→7, 1, 7·2=14→5; 7+1+5=13; 20−13=7. So 718-7.
  /// - 2160: 0·2=0, 6, 1·2=2, 2; 0+6+2+2=10; 0. So 2160-0.
  /// - 26499: 9·2=18→9, 9, 4·2=8, 6, 2·2=4; 9+9+8+6+4=36; 40−36=4. So 26499-4.
  /// - 12345 (the example of the LOINC Users' Guide): 5·2=10→1, 4, 3·2=6, 2, 1·2=2; 1+4+6+2+2=15; 5. So 12345-5.
  @Test("has check digits of LOINC as they are computed by hand")
  func loinc() throws {
    for code in ["718-7", "2160-0", "26499-4", "12345-5"] { #expect(CodeSystem.loinc.isWellFormed(code), "\(code)") }
    for number in ["718", "2160", "26499", "12345"] {
      // Of ten digits one is right.
      #expect((0...9).count { CodeSystem.loinc.isWellFormed("\(number)-\($0)") } == 1)
    }
    for text in ["718", "718-", "-7", "0718-7", "7187", "718-77", "12345678-4", "718–7", "a-1"] {
      #expect(!CodeSystem.loinc.isWellFormed(text), "\(text)")
    }
    do {
      _ = try Code("718-1", of: .loinc)
      Issue.record("718-1 is no code")
    } catch {
      #expect(error.fault == "check digit 1, where 7 belongs to 718")
      // A digit that is wrong may be any of them.
      #expect(error.suggestion == nil)
    }
  }

  /// Verhoeff's scheme finds every wrong digit and every exchange of two neighbours that differ; two identifiers of published maps are none by it.
  @Test("finds slips in identifiers of SNOMED CT")
  func snomed() {
    // Concepts of the concept maps of the MII and of mCODE, one with an extension in it.
    for id in ["419835002", "7771000", "550991000124107", "1287742003"] {
      #expect(CodeSystem.snomed.isWellFormed(id), "\(id)")
      let digits = Array(id)
      for place in digits.indices {
        for other in "0123456789" where other != digits[place] {
          var wrong = digits
          wrong[place] = other
          #expect(!CodeSystem.snomed.isWellFormed(String(wrong)), "\(String(wrong))")
        }
        if place > 0, digits[place] != digits[place - 1] {
          var wrong = digits
          wrong.swapAt(place, place - 1)
          #expect(!CodeSystem.snomed.isWellFormed(String(wrong)), "\(String(wrong))")
        }
      }
    }
    // A description (01) of the same number is no concept.
    let description = (0...9).map { "41983501\($0)" }.filter(CheckDigit.isVerhoeff)
    #expect(description.count == 1 && !CodeSystem.snomed.isWellFormed(description[0]))
    for id in ["70709491003", "12345", "0419835002", "4198350020000000001"] {
      #expect(!CodeSystem.snomed.isWellFormed(id))
    }
  }

  @Test(
    "says what was probably meant",
    arguments: [
      (CodeSystem.morphology, "88903", "8890/3"), (.morphology, "M-8890/3", "8890/3"),
      (.morphology, "8890-3", "8890/3"),
      (.topography, "C492", "C49.2"), (.topography, "c49.2", "C49.2"), (.icd10GM, "C79.5!", "C79.5"),
      (.icd10GM, " C55", "C55"),
      (.atc, "l01bc05", "L01BC05"), (.ops, "8522", "8-522"), (.ops, "8-522.D1", "8-522.d1"),
    ])
  func suggestions(system: CodeSystem, text: String, meant: String) {
    do {
      _ = try Code(text, of: system)
      Issue.record("\(text) is no code")
    } catch { #expect(error.suggestion == meant) }
  }

  @Test("knows systems by other names")
  func names() {
    #expect(CodeSystem(named: "icd-o-3-m") == .morphology && CodeSystem(named: "Snomed") == .snomed)
    #expect(CodeSystem(named: "ICD10") == .icd10GM && CodeSystem(named: "x") == nil && CodeSystem(named: "") == nil)
    for system in CodeSystem.allCases { #expect(CodeSystem(named: system.rawValue) == system) }
  }
}

// SPDX-License-Identifier: Apache-2.0

import Notation
import Testing

@testable import Exchange

@Suite("Spellings of what is missing")
struct MissingSpellingTests {
  private static let unknown = [
    "NA", "n/a", "N/A", "N.A.", "n. a.", "UNK", "unk.", "ND", "n.d.", "NK", "99/99/9999", "99.99.9999", "9999-99-99",
    "00/00/0000", "-", "--", "?", "#N/A", "Unknown", "UNKNOWN", "unbekannt", "not known", "null", "NaN",
  ]
  private static let notStated = [
    "k.A.", "k. A.", "keine Angabe", "not reported", "Not stated", "not-stated", "missing",
  ]

  private func told(_ file: String) -> [String] { problems(folder(patient: "patient: 1\n" + file)) }

  @Test("offer the right word in a fact with three states, whatever its form", arguments: unknown + notStated)
  func recorded(spelling: String) {
    let meant = Self.unknown.contains(spelling) ? "unknown" : "not stated"
    let quoted = "'\(spelling)'"
    for field in ["sex", "age", "height", "weight"] {
      #expect(
        told("\(field): \(quoted)\n") == [
          "patients/1.yaml:2:\(field.count + 3): error: `\(spelling)` for a missing value; expected a value, `not stated` "
            + "or `unknown`; did you mean `\(meant)`?"
        ])
    }
    #expect(
      told("course:\n  - diagnosis: x\n    when: \(quoted)\n") == [
        "patients/1.yaml:4:11: error: `\(spelling)` for a missing value; expected a value, `not stated` or `unknown`; "
          + "did you mean `\(meant)`?"
      ])
    #expect(told("course:\n  - diagnosis: x\n    grade: \(quoted)\n").count == 1)
    #expect(told("course:\n  - death: \(quoted)\n").count == 1)
  }

  @Test("are told in every other field, and never taken for words, a number or a name", arguments: unknown + notStated)
  func everywhere(spelling: String) {
    let quoted = "'\(spelling)'"
    let entries = [
      "diagnosis: \(quoted)", "metastases: \(quoted)", "metastases: [liver, \(quoted)]", "surgery: \(quoted)",
      "therapy: \(quoted)", "{therapy: x, intent: \(quoted)}", "{therapy: x, line: \(quoted)}",
      "{therapy: x, effect: \(quoted)}", "{therapy: x, lasts: \(quoted)}", "{therapy: x, ends: \(quoted)}",
      "{therapy: x, ongoing: \(quoted)}", "{therapy: x, phases: [{dose: \(quoted)}]}",
      "{therapy: x, phases: [{days: \(quoted)}]}", "{therapy: x, phases: [{cycles: \(quoted)}]}",
      "{assessment: CT, response: \(quoted)}", "{assessment: CT, sites: [\(quoted)]}", "toxicity: \(quoted)",
      "{lab: Hb, value: \(quoted)}", "follow-up: \(quoted)", "last contact: \(quoted)", "event: \(quoted)",
      "decision: \(quoted)",
    ]
    for entry in entries {
      let all = told("course:\n  - \(entry)\n")
      #expect(
        all.count == 1 && all.first?.contains("`\(spelling)` for a missing value; expected ") == true,
        "\(entry): \(all)")
    }
  }

  @Test(
    "are told in tables, with an empty field for what need not be there", arguments: ["NA", "k.A.", "99/99/9999", "-"])
  func tables(spelling: String) {
    let patient = "patient: 1\ncourse:\n  - {therapy: x, id: x}\n"
    func table(_ name: String, _ head: String, _ row: String) -> [String] {
      var files = folder(patient: patient)
      files[name] = "\(head)\n\(row)\n"
      return problems(files)
    }
    let labs = "patient,analyte,when,value,unit"
    let meant = spelling == "k.A." ? "not stated" : "unknown"
    #expect(
      table("labs.csv", labs, "1,Hb,\(spelling),10,g/dL") == [
        "labs.csv:2:6: error: `\(spelling)` for a missing value; expected a value, `not stated` or `unknown`; "
          + "did you mean `\(meant)`?"
      ])
    #expect(
      table("labs.csv", labs, "1,Hb,2020,\(spelling),g/dL") == [
        "labs.csv:2:11: error: `\(spelling)` for a missing value; expected a value; or leave the row out"
      ])
    #expect(
      table("labs.csv", labs, "1,Hb,2020,10,\(spelling)") == [
        "labs.csv:2:14: error: `\(spelling)` for a missing value; expected a unit, or an empty field where the source "
          + "states none"
      ])
    let given = "patient,therapy,cycle,day,date,dose,mg,reason"
    #expect(
      table("administrations.csv", given, "1,x,1,1,2020-01-01,1000 mg/m2,\(spelling),") == [
        "administrations.csv:2:31: error: `\(spelling)` for a missing value; expected a value, or an empty field"
      ])
    #expect(
      table("administrations.csv", given, "1,x,1,1,\(spelling),1000 mg/m2,,") == [
        "administrations.csv:2:9: error: `\(spelling)` for a missing value; expected a value; or leave the row out"
      ])
    #expect(table("administrations.csv", given, "1,x,1,1,2020-01-01,\(spelling),,").count == 1)
    #expect(
      table("lesions.csv", "patient,date,lesion,role,finding", "1,2020-01-01,T1,target,\(spelling)") == [
        "lesions.csv:2:24: error: `\(spelling)` for a missing value; expected a value, or `not evaluated`; "
          + "did you mean `not evaluated`?"
      ])
    #expect(
      table("lesions.csv", "patient,date,lesion,role,finding,site", "1,2020-01-01,T1,target,5,\(spelling)").count == 1)
  }

  @Test("names that look like them are names: initials of patients and readers, sodium and natural killer cells")
  func names() {
    var files = folder(patient: "")
    files["patients/1.yaml"] = nil
    files["patients/ND.yaml"] = "patient: ND\nsource: {section: NA, quote: n/a}\ncourse: [{diagnosis: x, note: '-'}]\n"
    files["labs.csv"] = "patient,analyte,when,value,unit\nND,Na,2020-01-01,140,mmol/L\nND,NK,2020-01-01,0.2,10^9/L\n"
    files["lesions.csv"] = "patient,date,lesion,role,finding,reader\nND,2020-01-01,T1,target,12,NA\n"
    #expect(problems(files) == [])
  }
}

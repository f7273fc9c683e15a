// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

/// What weighs and is not read never stands beside a dose; what labels say of it is said. Expected answers are read off the texts named in the rule sets.
@Suite struct UnreadWeightTests {
  let command = CommandLineTests()

  /// The decision of one rule set, as the table of values has it.
  private func decision(_ drug: String, _ set: String, _ arguments: [String]) throws -> String {
    let result = try command.run(
      ["adapt", drug, "--rules", set, "--others-absent", "--format", "csv"] + arguments)
    // The third cell of the row, which is quoted where it has a comma.
    guard let row = result.output.components(separatedBy: "\r\n").first(where: { $0.hasPrefix("\(set),\(drug),") })
    else { return "no row: \(result.output)\(result.errors)" }
    let rest = row.dropFirst(set.count + drug.count + 2)
    return rest.hasPrefix("\"")
      ? String(rest.dropFirst().prefix { $0 != "\"" }) : String(rest.prefix { $0 != "," })
  }

  /// Counts and liver values with which trabectedin may be given.
  private static let normal = [
    "--day", "1", "--value", "ANC 3 G/L", "--value", "PLT 200 G/L", "--value", "bilirubin 0.5 mg/dL", "--limits",
    "bilirubin 0.1-1 mg/dL", "--value", "ALP 80 U/L", "--limits", "ALP 40-120 U/L", "--value", "AST 20 U/L", "--limits",
    "AST 5-40 U/L", "--value", "ALT 20 U/L", "--limits", "ALT 5-40 U/L", "--value", "CK 100 U/L", "--limits",
    "CK 30-200 U/L",
  ]

  @Test("trabectedin, US label: capillary leak ends it, a strong inhibitor and a severe liver have no dose")
  func trabectedin() throws {
    func us(_ more: String...) throws -> String { try decision("trabectedin", "trabectedin-us", Self.normal + more) }
    #expect(try us() == "full dose = 1.5 mg/m²")
    #expect(try us("--yes", "capillary leak syndrome") == "stop")
    #expect(
      try us("--yes", "strong CYP3A4 inhibitor").hasPrefix("not determined: strong CYP3A inhibitor: to be avoided"))
    #expect(try us("--yes", "severe hepatic toxicity").hasPrefix("not determined: severe hepatic toxicity"))
    #expect(try us("--yes", "severe hepatic impairment") == "hold this dose")
    #expect(try us("--yes", "Child-Pugh C").hasPrefix("not determined: no row for Child-Pugh C"))
    // Three weeks are the label's limit.
    #expect(try us("--delay", "21 d", "--yes", "delay for toxicity") == "full dose = 1.5 mg/m²")
    #expect(try us("--delay", "28 d", "--yes", "delay for toxicity") == "stop")
    #expect(
      try us("--yes", "moderate hepatic impairment")
        == "not for this patient (not with moderate hepatic impairment)")
  }

  /// 0.9 mg/m² for bilirubin from 1.5 to 3 ULN with AST and ALT below 8 ULN before treatment; the level below it is 0.6.
  @Test("trabectedin with a moderate hepatic impairment")
  func trabectedinHepatic() throws {
    func hepatic(_ more: [String], alt: String = "20", bilirubin: String = "2") throws -> String {
      let known = Self.normal.map {
        $0 == "ALT 20 U/L" ? "ALT \(alt) U/L" : $0 == "bilirubin 0.5 mg/dL" ? "bilirubin \(bilirubin) mg/dL" : $0
      }
      return try decision("trabectedin", "trabectedin-us-hepatic", known + more)
    }
    let moderate = ["--yes", "moderate hepatic impairment"]
    #expect(try hepatic(moderate) == "full dose = 0.9 mg/m², without regard to ALP")
    #expect(try hepatic(moderate + ["--nadir", "PLT 10 G/L"]) == "0.6 mg/m², without regard to ALP")
    #expect(try hepatic(moderate, alt: "400").hasPrefix("not determined: AST or ALT of 8 ULN or more"))
    #expect(try hepatic(moderate, bilirubin: "3.1") == "hold this dose")
    #expect(try hepatic(moderate + ["--yes", "capillary leak syndrome"]) == "stop")
    // Whether a bilirubin of today was so before treatment is not known; a normal one was not.
    #expect(
      try hepatic([]) == "not decided: whether it applies is not known (only moderate hepatic impairment)")
    #expect(try hepatic([], bilirubin: "0.5") == "not for this patient (only moderate hepatic impairment)")
  }

  /// SmPC: other reactions of grade 3 or 4 take a level off; AST and ALT where they have not recovered by day 21. 110 of 40 are 2.75 ULN.
  @Test("trabectedin, EU: other reactions, and transaminases that have recovered")
  func trabectedinEU() throws {
    let known =
      Self.normal + [
        "--value", "Hb 11 g/dL", "--value", "albumin 40 g/L", "--value", "CrCl 90 mL/min",
      ]
    func eu(_ more: String...) throws -> String { try decision("trabectedin", "trabectedin-eu", known + more) }
    #expect(try eu() == "full dose = 1.5 mg/m²")
    #expect(try eu("--grade", "nausea 3") == "1.2 mg/m²")
    #expect(try eu("--grade", "vomiting 4") == "1.2 mg/m²")
    #expect(try eu("--grade", "fatigue 3") == "1.2 mg/m²")
    #expect(try eu("--grade", "fatigue 2") == "full dose = 1.5 mg/m²")
    #expect(try eu("--peak", "ALT 110 U/L") == "full dose = 1.5 mg/m²")
    #expect(try eu("--peak", "ALT 110 U/L", "--delay", "7 d").hasPrefix("not determined: AST or ALT above 2.5 ULN"))
  }

  @Test(
    "pazopanib: what ends or interrupts treatment is no full dose",
    arguments: ["pazopanib-sts", "pazopanib-rcc", "pazopanib-eu"])
  func pazopanib(set: String) throws {
    func paz(_ more: String...) throws -> String {
      try decision(
        "pazopanib", set,
        [
          "--value", "ALT 20 U/L", "--limits", "ALT 5-40 U/L", "--value", "AST 20 U/L", "--limits", "AST 5-40 U/L",
          "--value", "bilirubin 0.5 mg/dL", "--limits", "bilirubin 0.1-1 mg/dL", "--dose", "800 mg once daily",
        ] + more)
    }
    #expect(try paz().hasPrefix("full dose = 800 mg"))
    #expect(try paz("--yes", "posterior reversible encephalopathy") == "stop")
    for grade in ["hypertension 4", "haemorrhage 4", "proteinuria 3", "diarrhoea 3"] {
      #expect(try paz("--grade", grade).hasPrefix("not determined: "), "\(grade)")
    }
    #expect(try paz("--grade", "hypertension 2").hasPrefix("full dose = 800 mg"))
    let inhibitor = try paz("--yes", "strong CYP3A4 inhibitor")
    #expect(inhibitor.hasPrefix(set == "pazopanib-eu" ? "not determined: strong" : "400 mg once daily"))
    guard set == "pazopanib-eu" else { return }
    #expect(
      try paz("--event", "hepatotoxicity 1").hasPrefix("not determined: after hepatotoxicity the text names no dose"))
  }

  @Test(
    "no dose of liposomal doxorubicin by the bilirubin alone",
    arguments: ["liposomal-doxorubicin-us", "liposomal-doxorubicin-eu"])
  func liposomal(set: String) throws {
    func dose(_ more: String...) throws -> String {
      try decision("pegylated liposomal doxorubicin", set, ["--value", "bilirubin 2 mg/dL"] + more)
    }
    #expect(try dose().hasPrefix(set.hasSuffix("us") ? "50 %" : "75 %"))
    for more in [["--grade", "hand-foot reaction 3"], ["--value", "ANC 0.4 G/L"], ["--value", "PLT 20 G/L"]] {
      #expect(try dose(more[0], more[1]).hasPrefix("not determined: "), "\(more)")
    }
  }

  @Test("a set by one organ says nothing of another that is severely impaired")
  func organs() throws {
    let kidney = ["--value", "CrCl 10 mL/min", "--limits", "bilirubin 0.1-1 mg/dL"]
    #expect(try decision("dacarbazine", "dacarbazine-kintzel", ["--value", "CrCl 10 mL/min"]) == "70 %")
    let both = try decision("dacarbazine", "dacarbazine-kintzel", kidney + ["--yes", "severe hepatic impairment"])
    #expect(both == "not determined: no rule reads severe hepatic impairment; if released, at most 70 %")
    let southampton = ["--day", "1", "--value", "ANC 2 G/L", "--value", "PLT 200 G/L", "--value", "CrCl 10 mL/min"]
    #expect(
      try decision("dacarbazine", "dacarbazine-southampton", southampton)
        == "not determined: no rule reads creatinine clearance 10 mL/min")
    #expect(
      try decision("ifosfamide", "ifosfamide-at", ["--value", "WBC 4 G/L", "--value", "CrCl 10 mL/min"])
        .hasPrefix("not determined: creatinine clearance below 60 mL/min: the leaflet contraindicates"))
    let carboplatin = ["--day", "1", "--value", "ANC 3 G/L", "--value", "PLT 200 G/L", "--value"]
    #expect(
      try decision("carboplatin", "carboplatin-us", carboplatin + ["CrCl 15 mL/min"])
        .hasPrefix("not determined: creatinine clearance below 16 mL/min"))
    #expect(try decision("carboplatin", "carboplatin-us", carboplatin + ["CrCl 16 mL/min"]) == "full dose")
  }

  /// Bilirubin above 1.5 ULN is a moderate impairment; a class that the set reads takes its place. The SmPC of eribulin speaks of less from 40 or 50 mL/min.
  @Test("eribulin by bilirubin, class and clearance")
  func eribulin() throws {
    func dose(_ set: String, _ more: [String]) throws -> String {
      try decision("eribulin", set, ["--day", "1", "--value", "ANC 2 G/L", "--value", "PLT 150 G/L"] + more)
    }
    let liver = [
      "--value", "bilirubin 2.25 mg/dL", "--limits", "bilirubin 0.1-1 mg/dL", "--value", "ALT 200 U/L", "--limits",
      "ALT 5-40 U/L",
    ]
    #expect(try dose("eribulin-us", liver) == "not determined: no rule reads bilirubin 2.25 mg/dL")
    #expect(try dose("eribulin-us", liver + ["--yes", "Child-Pugh A"]).hasPrefix("1.1 mg/m² of mesylate"))
    #expect(
      try dose("eribulin-eu", ["--value", "CrCl 45 mL/min"]).hasPrefix("not determined: creatinine clearance below 50"))
    #expect(try dose("eribulin-eu", ["--value", "CrCl 50 mL/min"]) == "full dose = 1.23 mg/m² of base")
  }

  /// CTCAE 5: platelets below 25 are grade 4, 80 grade 1 (75 to the lower limit).
  @Test("counts that no rule reads", arguments: [("docetaxel", "docetaxel-us"), ("vinorelbine", "vinorelbine-us")])
  func platelets(drug: String, set: String) throws {
    let known = [
      "--day", "1", "--value", "ANC 3 G/L", "--value", "bilirubin 0.5 mg/dL", "--limits", "bilirubin 0.1-1 mg/dL",
      "--value", "ALT 20 U/L", "--limits", "ALT 5-40 U/L", "--value", "AST 20 U/L", "--limits", "AST 5-40 U/L",
      "--value", "ALP 80 U/L", "--limits", "ALP 40-120 U/L", "--value",
    ]
    #expect(try decision(drug, set, known + ["PLT 20 G/L"]) == "not determined: no rule reads platelets 20 10⁹/L")
    let light = try decision(drug, set, known + ["PLT 80 G/L"])
    #expect(light.hasPrefix("full dose") && light.contains(", without regard to platelets"))
  }

  @Test("a regimen is refused where its text is for others")
  func regimens() throws {
    for fact in ["Child-Pugh C", "severe hepatic impairment"] {
      let result = try command.run("dose", "regorafenib-160-q28", "--yes", fact)
      #expect(result.status == 2 && result.output.isEmpty, "\(fact)")
      #expect(result.errors.contains("not recommended in severe hepatic impairment"), "\(fact)")
    }
  }

  /// Texts have 1.23 mg/m² of the base where they have 1.4 of the mesylate.
  @Test("a dose of the other form is asked")
  func forms() throws {
    let size = ["--height", "170", "--weight", "75"]
    for arguments in [
      ["dose", "eribulin base", "1.4 mg/m2"],
      ["calendar", "eribulin base 1.4 mg/m2 d1, d8 repeated d22", "--start", "2026-05-04"],
    ] {
      let result = try command.run(arguments + size)
      #expect(result.status == 2, "\(arguments)")
      #expect(
        result.errors.contains(
          "1.4 mg/m² of eribulin base is outside the 0.62 to 1.23 mg/m² that texts name of base; they have it of mesylate."
        ),
        "\(arguments): \(result.errors)")
    }
    #expect(try command.run(["dose", "eribulin mesylate", "1.4 mg/m2"] + size).status == 0)
    let plan = try command.run("calendar", "eribulin-base-q21", "--start", "2026-05-04", "--cycles", "1")
    #expect(plan.output.contains("dose of the base"))
  }

  @Test("what a text warns of stands with the drug")
  func cautions() throws {
    let trabectedin = try command.run("dose", "trabectedin", "1.5 mg/m2", "--height", "170", "--weight", "75").output
    #expect(trabectedin.contains("through a central venous line") && trabectedin.contains("necrosis"))
  }
}

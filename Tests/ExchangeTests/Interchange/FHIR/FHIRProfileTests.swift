// SPDX-License-Identifier: Apache-2.0

import Chronology
import Course
import Foundation
import Notation
import Plain
import StudyTesting
import Testing

@testable import Interchange

@Suite("Profiles of FHIR")
struct FHIRProfileTests {
  private func element(_ text: String) throws -> FHIRElement {
    let bytes = Array(text.utf8)
    var tape = JSONTape()
    try tape.read(bytes, 0..<bytes.count, limits: JSONTape.Limits(depth: 40, values: 10_000, text: 10_000))
    return FHIRElement.resource(tape, 0, in: bytes, line: 1)
  }

  private func unmet(_ text: String, _ profile: String) throws -> [String] {
    FHIRProfiles.all.unmet(by: try element(text), of: profile).map { "\($0.element) \($0.rule) \($0.value)" }
  }

  @Test("are a file that says where it is from and has no row that is none")
  func file() {
    let own = FHIRProfiles.all
    #expect(own.problems == [])
    #expect(own.head["version"]?.contains("4.0.0") == true && own.head["source"]?.contains("543477b5585f") == true)
    #expect(own.constraints.count == 27 && own.constraints.values.allSatisfy { Set($0.map(\.type)).count == 1 })
    #expect(FHIRProfiles("profile\n").problems.count == 5)
    let bad = FHIRProfiles("profile,type,element,rule,value,severity,from\nx,Patient,name,most,1,error,y\n")
    #expect(bad.problems.contains("the row x,Patient,name,most,1,error,y"))
  }

  /// Read by hand in the profiles of mCODE 4.0.0 (SD_Radiotherapy.fsh) and of US Core 6.1.0.
  @Test("of radiotherapy demand a period, a code, a volume of each dose in cGy")
  func radiotherapy() throws {
    let profile = "mcode-radiotherapy-course-summary"
    let dose = { (volume: String, unit: String) in
      #"{"url":"http://hl7.org/fhir/us/mcode/StructureDefinition/mcode-radiotherapy-dose-delivered-to-volume","extension":[\#(volume){"url":"totalDoseDelivered","valueQuantity":{"value":5040,"system":"http://unitsofmeasure.org","code":"\#(unit)"}}]}"#
    }
    func text(_ rest: String, code: String = "1217123003", extensions: [String] = []) -> String {
      #"{"resourceType":"Procedure","subject":{"reference":"Patient/1"},"reasonCode":[{"text":"x"}],"code":{"coding":[{"system":"http://snomed.info/sct","code":"\#(code)"}]},"extension":[\#(extensions.joined(separator: ","))],\#(rest)}"#
    }
    let volume = #"{"url":"volume","valueReference":{"reference":"BodyStructure/v"}},"#
    #expect(try unmet(text(#""status":"unknown""#), profile) == [])
    #expect(
      try unmet(
        text(#""status":"completed","performedPeriod":{"start":"2020"}"#, extensions: [dose(volume, "cGy")]), profile)
        == [])
    // A period of which only an extension is there is one.
    #expect(try unmet(text(#""status":"completed","_performedPeriod":{"extension":[]}"#), profile) == [])
    #expect(
      try unmet(text(#""status":"completed""#, code: "33195004"), profile) == [
        "performed[x] with status: completed; in-progress", "code codes http://snomed.info/sct|1217123003",
      ])
    #expect(try unmet(text(#""status":"stopped","performedDateTime":"2020""#), profile) == ["performed[x] type Period"])
    #expect(
      try unmet(text(#""status":"unknown""#, extensions: [dose(volume, "cGy"), dose("", "Gy")]), profile) == [
        "extension(mcode-radiotherapy-dose-delivered-to-volume).extension(volume) min 1",
        "extension(mcode-radiotherapy-dose-delivered-to-volume).extension(totalDoseDelivered).value[x] codes http://unitsofmeasure.org|cGy",
      ])
    #expect(
      try unmet(#"{"resourceType":"Procedure"}"#, profile) == [
        "status min 1", "code min 1", "subject min 1", "reasonCode either reasonReference",
      ])
    #expect(try unmet(#"{"resourceType":"Patient","id":"1"}"#, profile).count > 10)
    #expect(try unmet(#"{"resourceType":"Procedure"}"#, "no-profile") == [])
  }

  @Test("of the MII demand codes of their lists, and each element once")
  func module() throws {
    let list = "https://www.medizininformatik-initiative.de/fhir/ext/modul-onko/CodeSystem/"
    func board(_ category: String, _ rest: String) -> String {
      #"{"resourceType":"CarePlan","intent":"plan","category":[\#(category)],"created":"2021-06-25"\#(rest)}"#
    }
    func concept(_ system: String, _ code: String) -> String {
      #"{"coding":[{"system":"\#(list)\#(system)","code":"\#(code)"}]}"#
    }
    let category = concept("mii-cs-onko-therapieplanung-typ", "praeth")
    let profile = "mii-pr-onko-tumorkonferenz"
    #expect(try unmet(board(category, ""), profile) == [])
    #expect(try unmet(board("\(category),\(category)", ""), profile) == ["category max 1"])
    #expect(
      try unmet(
        board(
          concept("other", "x"),
          #","activity":[{"detail":{"code":\#(concept("mii-cs-onko-therapie-typ", "CH"))}},{"detail":{"status":"unknown"}},{}]"#
        ), profile)
        == [
          "category codes \(list)mii-cs-onko-therapieplanung-typ|*", "activity.detail min 1",
          "activity.detail.code min 1",
        ])
    #expect(
      try unmet(board(category, "").replacing("\"plan\"", with: "\"order\""), profile) == ["intent codes |plan"])
  }

  /// The published examples of the module, looked up by hand: the diagnosis has a coding of `condition-ver-status` that has no code, which its profile demands; everything else that is in the table is met.
  @Test("that published examples claim are held, and what they do not meet is told")
  func samples() throws {
    let files = try FHIRSampleTests.mii.map { try FHIRTesting.sample($0) }
    let told = FHIRTesting.read(files).warnings.map(\.message).filter { $0.contains("of the profile") }
    #expect(
      told == [
        "a resource of the profile `mii-pr-onko-diagnose-primaertumor` with no code of its list in `verificationStatus`, which is not valid by MII Onkologie 2025.0.0, and read"
      ])
  }

  /// A study whose record has what the profiles demand, and one whose record has not.
  @Test("are claimed where the record has what they demand; else the report names what is missing")
  func claimed() throws {
    var scan = Assessment(modality: .stated("CT"))
    scan.response = .stated(.stable)
    var patient = Patient(id: "7")
    patient.entries = [
      Entry(id: "tumour", content: .diagnosis(Diagnosis(histology: "leiomyosarcoma"))),
      Entry(id: "op", content: .surgery(Surgery(procedure: "resection"))),
      Entry(id: "undated", content: .surgery(Surgery(procedure: "resection"))),
      Entry(id: "scan", content: .assessment(scan)),
    ]
    patient.entries[1].when = [try StatedTime(parsing: "2020-04")]
    var study = Study(title: "A study")
    study.patients = [patient]
    let writing = FHIRWriting.write(study, shape: "ndjson")
    func claims(_ file: String) -> [Bool] {
      (writing.files[file] ?? "").split(separator: "\n").map { $0.contains("\"profile\":") }
    }
    #expect(claims("Condition.ndjson") == [true] && claims("Procedure.ndjson") == [true, false])
    #expect(claims("Observation.ndjson") == [false])
    let told = writing.losses.lines.filter { $0.column == "meta.profile" }.map {
      "\($0.file): \($0.meaning), \($0.examples)"
    }
    #expect(
      told == [
        "Procedure: written without the profile `mcode-cancer-related-surgical-procedure`: no `performed[x]` beside `status: completed; in-progress`, [\"7/undated\"]",
        "Observation: written without the profile `mcode-cancer-disease-status`: no code of its list in `value[x]`, [\"7/scan\"]",
      ])
  }

  // MARK: a second checker

  private static let python = PythonReader("readers-fhir", importing: "json")

  /// The same table read by a program of its own, over what was written of random studies: every profile that is claimed is met.
  private static let program = #"""
    import csv, json, pathlib, re, sys
    lines = [line for line in pathlib.Path(sys.argv[1]).read_text(encoding="utf-8").split("\n") if not line.startswith("#")]
    table = {}
    for row in csv.DictReader(lines):
        table.setdefault(row["profile"], []).append(row)
    def steps(path):
        return re.findall(r"extension\([^)]*\)|[^.]+", path)
    def found(value, step):
        if not isinstance(value, dict): return []
        if step.startswith("extension("):
            return [("extension", own) for own in value.get("extension", []) if own["url"].split("/")[-1] == step[10:-1]]
        names = [key for key in value if re.fullmatch("_?" + step[:-3] + "[A-Z].*", key)] if step.endswith("[x]") else [key for key in (step, "_" + step) if key in value]
        names = [name for name in names if not (name.startswith("_") and name[1:] in value)]
        return [(name, item) for name in names for item in (value[name] if isinstance(value[name], list) else [value[name]])]
    def listed(name, value, codes):
        if isinstance(value, str): return "|" + value in codes
        own = [value] if name.endswith(("Quantity", "Coding")) else value.get("coding", [])
        return any(f"{item.get('system')}|{item.get('code')}" in codes or f"{item.get('system')}|*" in codes for item in own)
    def meets(resource, row):
        *before, last = steps(row["element"])
        around = [resource]
        for step in before: around = [value for one in around for _, value in found(one, step)]
        own = [pair for one in around for pair in found(one, last)]
        codes = [code.strip() for code in row["value"].split(";")]
        rule = row["rule"]
        if resource["resourceType"] != row["type"]: return False
        if rule == "min": return all(len(found(one, last)) >= int(row["value"]) for one in around)
        if rule == "max": return all(len(found(one, last)) <= int(row["value"]) for one in around)
        if rule == "type": return all(name.endswith(row["value"]) for name, _ in own)
        if rule == "codes": return all(listed(name, value, codes) for name, value in own)
        if rule == "some": return any(listed(name, value, codes) for name, value in own)
        if rule == "either": return bool(own) or bool(found(resource, row["value"]))
        if rule == "with":
            name, states = row["value"].split(":")
            return bool(own) or resource.get(name) not in [state.strip() for state in states.split(";")]
        raise ValueError(rule)
    count = 0
    for path in sorted(pathlib.Path(sys.argv[2]).glob("*.ndjson")):
        for line in path.read_text(encoding="utf-8").split("\n")[:-1]:
            resource = json.loads(line)
            for profile in resource["meta"].get("profile", []):
                name = profile.split("/")[-1]
                count += 1
                for row in table[name]:
                    if row["severity"] == "error" and not meets(resource, row): print(path.name, name, row["element"], row["rule"])
    print(count)
    """#

  @Test(
    "that are claimed are met, by a checker of its own in Python",
    .enabled(if: python != nil, "no Python environment (script/bootstrap --readers)"), .timeLimit(.minutes(60)))
  func independent() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("verlauf-profiles-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    var count = 0
    for seed in 0..<UInt64(40) {
      var random = RandomStudy(seed: seed)
      var study = random.study(patients: 2)
      if seed % 2 == 1 {
        for index in study.patients.indices { FHIRWritingTests.plain(&study.patients[index], &random) }
      }
      for (name, text) in FHIRWriting.write(study, shape: "ndjson").files {
        count += text.split(separator: "\n").count { $0.contains("\"profile\":") }
        try text.write(to: folder.appendingPathComponent("\(seed)-\(name)"), atomically: true, encoding: .utf8)
      }
    }
    let table = PythonReader.root.appendingPathComponent("Sources/Interchange/Profiles/fhir-profiles.csv").path
    let said = try #require(Self.python).run(Self.program, [table, folder.path])
    #expect(said == "\(count)\n" && count > 100, "\(said.prefix(2000))")
  }
}

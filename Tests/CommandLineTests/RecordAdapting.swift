// SPDX-License-Identifier: Apache-2.0

import Foundation

/// Runs `verlauf adapt` on a record of one patient.
protocol RecordAdapting {}

extension RecordAdapting {
  var command: CommandLineTests { CommandLineTests() }

  /// A study with one patient, run with `adapt … P`.
  func adapt(
    _ course: String, administrations: [String] = [], labs: [String] = [], facts: String = "",
    study: String = "study: Invented\ndata cut-off: 2025-12-31\n",
    _ options: [String] = []
  ) throws -> (status: Int32, output: String, errors: String) {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("verlauf-adapt-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    let patients = folder.appendingPathComponent("patients")
    try FileManager.default.createDirectory(at: patients, withIntermediateDirectories: true)
    func write(_ name: String, _ text: String) throws {
      try text.write(to: folder.appendingPathComponent(name), atomically: true, encoding: .utf8)
    }
    try write("study.yaml", study)
    try write("patients/P.yaml", "patient: P\n\(facts)course:\n\(course)")
    if !administrations.isEmpty {
      try write(
        "administrations.csv",
        "patient,therapy,drug,cycle,day,date,dose,reason\n" + administrations.map { "P,\($0)\n" }.joined())
    }
    if !labs.isEmpty {
      try write("labs.csv", "patient,analyte,when,value,unit\n" + labs.map { "P,\($0)\n" }.joined())
    }
    return try command.run(["adapt", folder.path, "P"] + options)
  }

  /// The decisions as `rule set: drug: decision`.
  func decisions(_ output: String) -> [String] {
    output.components(separatedBy: "\r\n\n")[0].components(separatedBy: "\r\n").dropFirst().map { line in
      // What stands between quotes is one cell, with its commas.
      var cells = [""]
      var isQuoted = false
      for character in line {
        switch character {
        case "\"": isQuoted.toggle()
        case "," where !isQuoted: cells.append("")
        default: cells[cells.count - 1].append(character)
        }
      }
      return cells.prefix(3).joined(separator: ": ")
    }
  }

  func trabectedin(
    _ facts: String, labs: [String] = [], set: String = "trabectedin-us", on day: String = "2025-02-17",
    _ more: [String] = []
  ) throws -> (status: Int32, output: String, errors: String) {
    let known = AdaptRecordTests.known.map { $0 == "trabectedin-us" ? set : $0 }
    return try adapt(
      AdaptRecordTests.trabectedin + facts, administrations: AdaptRecordTests.two,
      labs: ["2025-01-27", "2025-02-17"].flatMap { ["PLT,\($0),150,G/L", "ANC,\($0),2,G/L"] } + labs,
      known + ["--on", day] + more)
  }

  static var eribulin: String {
    """
    - diagnosis: leiomyosarcoma
      when: 2024-12-01
    - therapy: eribulin
      id: eri
      regimen: eribulin-mesylate-q21
      when: 2025-01-06

    """
  }

  func eribulin(_ labs: [String], _ course: String = Self.eribulin, on day: String = "2025-01-27") throws -> String {
    let result = try adapt(
      course, administrations: ["eri,eribulin,1,1,2025-01-06,1.4 mg/m2,", "eri,eribulin,1,8,2025-01-13,1.4 mg/m2,"],
      labs: labs, ["--others-absent", "--value", "creatinine clearance 90 mL/min", "--on", day])
    return result.output.components(separatedBy: "\r\n").first { $0.hasPrefix("eribulin-us") } ?? result.errors
  }
}

// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

/// PET in `verlauf images`, with invented slices (Tests/ImagingTests/Phantoms/pet.py): an SUV of 2e-4 for 1 Bq/ml.
@Suite(.serialized) struct PETCommandTests {
  let command = CommandLineTests()

  private static let python = [
    CommandLineTests.root.appendingPathComponent(".build/readers/bin/python3").path, "/usr/bin/python3",
  ].first { runs($0, ["-c", "import pydicom, numpy, PIL"]) }
  private static let isComplete =
    python != nil
    && ["pngtopnm", "pnmtopng", "dcmdump", "dcmj2pnm", "tesseract"].allSatisfy { name in
      (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":").contains {
        FileManager.default.isExecutableFile(atPath: "\($0)/\(name)")
      }
    }
  private static let missing: Comment = "Netpbm, dcmtk, tesseract or pydicom is not installed"

  private static func runs(_ program: String, _ arguments: [String]) -> Bool {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: program)
    process.arguments = arguments
    process.standardError = FileHandle.nullDevice
    guard (try? process.run()) != nil else { return false }
    process.waitUntilExit()
    return process.terminationStatus == 0
  }

  /// A study of patients 1 and 2 beside the phantoms, removed afterwards.
  private func inFolder(_ body: (URL, String) throws -> Void) throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("verlauf-pet-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    let script = CommandLineTests.root.appendingPathComponent("Tests/ImagingTests/Phantoms/pet.py").path
    #expect(Self.runs(try #require(Self.python), [script, folder.path]))
    let study = folder.appendingPathComponent("study")
    try FileManager.default.createDirectory(
      at: study.appendingPathComponent("patients"), withIntermediateDirectories: true)
    try Data("study: Example\nguideline: none\n".utf8).write(to: study.appendingPathComponent("study.yaml"))
    for patient in ["1", "2"] {
      let text =
        "patient: \(patient)\nsection: Chart\ncourse:\n  - {diagnosis: leiomyosarcoma, when: 2020-01-01}\n  - assessment: PET-CT\n    id: pet\n    response: PR\n    when: 2020-03-02\n"
      try Data(text.utf8).write(to: study.appendingPathComponent("patients/\(patient).yaml"))
    }
    try body(folder, study.path)
  }

  /// Lines that are put under `images:` are read back, drawn, and told in the caption in both languages.
  @Test(.enabled(if: Self.isComplete, Self.missing)) func fromTheFolderToTheFigure() throws {
    try inFolder { folder, study in
      let list = try command.run(
        "images", folder.appendingPathComponent("series").path, "--study", study, "--patient", "1")
      #expect(
        list.status == 0 && list.output.contains("SUV by body weight can be computed: values as of the injection"))
      func add(_ more: String...) throws -> (status: Int32, output: String, errors: String) {
        let run = try command.run(
          ["images", "add", folder.appendingPathComponent("ramp.dcm").path, "--study", study, "--patient", "1"]
            + ["--assessment", "pet", "--confirm", "a test", "--rights", "none needed"] + more)
        return (run.status, run.output, run.errors)
      }
      let ct = folder.appendingPathComponent("ct.dcm").path
      let fused = try add("--suv", "0/7", "--over", ct, "--window", "40/400")
      #expect(fused.status == 0, "\(fused.errors)")
      for line in [
        "modality: PT", "spacing: 2 mm", "window: 40/400", "uptake: SUVbw 0-7", "over: CT", "over original: ",
      ] {
        #expect(fused.output.contains(line), "\(fused.output)")
      }
      #expect(fused.errors.contains("it must not decide a treatment"))
      let dark = try add("--suv", "0/5", "--inverted")
      #expect(dark.output.contains("uptake: SUVbw 0-5 dark on white") && !dark.output.contains("window:"))

      let file = "\(study)/patients/1.yaml"
      let text = try String(contentsOfFile: file, encoding: .utf8)
      let lines = (fused.output + dark.output).split(separator: "\n").map { "      \($0)\n" }.joined()
      try Data((text + "    images:\n" + lines).utf8).write(to: URL(fileURLWithPath: file))
      let check = try command.run("check", study)
      #expect(!check.output.contains("image-") && check.status != 2, "\(check.output) \(check.errors)")
      let figure = folder.appendingPathComponent("figure.svg").path
      for (language, words) in [
        (
          "en",
          [
            "PET over CT of patient 1", "SUV (body weight) 0–7", "SUV (body weight) 0–5, dark on white",
            "must not decide a treatment",
          ]
        ),
        ("de", ["PET über CT von Patient 1", "SUV (Körpergewicht) 0–7", "ohne Konformitätsbewertung"]),
      ] {
        let drawn = try command.run("figure", study, "--kind", "course", "--language", language, "--out", figure)
        #expect(drawn.status == 0, "\(drawn.errors)")
        for word in words { #expect(drawn.errors.contains(word), "\(word): \(drawn.errors)") }
      }
    }
  }

  /// What cannot be had is refused with code 2 and all reasons, and nothing is kept.
  @Test(.enabled(if: Self.isComplete, Self.missing)) func refusals() throws {
    try inFolder { folder, study in
      let cases: [(String, [String], String)] = [
        ("nothing.dcm", ["--suv", "0/7"], "PatientWeight (0010,1030) is 0; expected 2 to 400 kg"),
        ("nothing.dcm", ["--suv", "0/7"], "DECY"),
        ("ct.dcm", ["--suv", "0/7"], "Modality (0008,0060) is CT; expected PT"),
        ("ramp.dcm", ["--suv", "0/7", "--over", folder.appendingPathComponent("ct-other.dcm").path], "side by side"),
        ("ramp.dcm", ["--suv", "0/7", "--over", folder.appendingPathComponent("ct-of-2.dcm").path], "names patient 2"),
        ("ramp.dcm", ["--suv", "7/0"], "the lower first"), ("ramp.dcm", ["--suv", "0-7"], "`0/7`"),
        ("ramp.dcm", ["--inverted"], "expected --suv"), ("ramp.dcm", ["--over", "a"], "expected --suv"),
        ("ramp.dcm", ["--suv", "0/7", "--window", "40/400"], "--window beside --suv"),
      ]
      for (name, options, words) in cases {
        let run = try command.run(
          ["images", "add", folder.appendingPathComponent(name).path, "--study", study, "--patient", "1"]
            + ["--assessment", "pet", "--confirm", "a test"] + options)
        #expect(run.status == 2 && run.output.isEmpty && run.errors.contains(words), "\(options): \(run.errors)")
        #expect(!run.errors.contains("LEAK"))
      }
      #expect(!FileManager.default.fileExists(atPath: "\(study)/images"))
      let list = try command.run("images", folder.path, "--study", study, "--patient", "1")
      #expect(list.output.contains("SUV not determined:") && list.output.contains("PatientWeight (0010,1030) is 0"))
    }
  }

  /// The sphere has 20 000 Bq/ml: SUVmax 4.00 and SUVpeak 4.00; by lean body mass 4 * 55.8571 / 70 = 3.19.
  @Test(.enabled(if: Self.isComplete, Self.missing)) func uptakeOfTheSphere() throws {
    try inFolder { folder, _ in
      func uptake(_ file: String, _ more: String...) throws -> (status: Int32, output: String, errors: String) {
        let run = try command.run(
          ["images", "uptake", folder.appendingPathComponent(file).path, "--centre", "32,30", "--format", "csv"] + more)
        return (run.status, run.output, run.errors)
      }
      let whole = try uptake("series/10.dcm", "--radius", "14")
      #expect(whole.status == 0, "\(whole.errors)")
      #expect(whole.output.contains("SUVmax,4.00,") && whole.output.contains("SUVpeak,4.00,"), "\(whole.output)")
      #expect(whole.output.contains("SULpeak,3.19,") && whole.errors.contains("must not decide a treatment"))
      // At the edge of the series: slice 18 of 0 to 19 lies 3 mm from the last.
      let edge = try uptake("series/17.dcm", "--radius", "5")
      #expect(edge.status == 0 && edge.output.contains("not determined: the sphere of 1 cm³ reaches beyond"), "\(edge)")
      let gap = try uptake("gap/10.dcm")
      #expect(gap.status == 2 && gap.errors.contains("one is missing") && gap.output.isEmpty, "\(gap)")
      let nothing = try uptake("nothing.dcm")
      #expect(nothing.status == 2 && nothing.errors.contains("PatientWeight (0010,1030) is 0"), "\(nothing)")
    }
  }
}

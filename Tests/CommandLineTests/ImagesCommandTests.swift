// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

/// `verlauf images` from the folder of a hospital to the figure of a paper, with invented scans (Tests/ImagingTests/Phantoms).
@Suite(.serialized) struct ImagesCommandTests {
  let command = CommandLineTests()

  private enum Tools {
    static let python = [
      CommandLineTests.root.appendingPathComponent(".build/readers/bin/python3").path, "/usr/bin/python3",
    ]
    .first { path in
      FileManager.default.isExecutableFile(atPath: path) && status(path, ["-c", "import pydicom, numpy, PIL"]) == 0
    }
    static let isComplete =
      python != nil
      && ["pngtopnm", "pnmtopng", "jpegtopnm", "tifftopnm", "dcmdump", "tesseract", "rsvg-convert"].allSatisfy { name in
        (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":").contains {
          FileManager.default.isExecutableFile(atPath: "\($0)/\(name)")
        }
      }
    static let missing: Comment = "Netpbm, dcmtk, tesseract, rsvg-convert or pydicom is not installed"

    @discardableResult
    static func status(_ program: String, _ arguments: [String]) -> Int32 {
      let process = Process()
      process.executableURL = URL(fileURLWithPath: program)
      process.arguments = arguments
      process.standardError = FileHandle.nullDevice
      guard (try? process.run()) != nil else { return -1 }
      process.waitUntilExit()
      return process.terminationStatus
    }
  }

  /// A folder with the phantoms of some kinds, removed afterwards.
  private func inFolder(_ kinds: String..., body: (URL) throws -> Void) throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("verlauf-images-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let script = CommandLineTests.root.appendingPathComponent("Tests/ImagingTests/Phantoms/phantoms.py").path
    for kind in kinds {
      #expect(Tools.status(try #require(Tools.python), [script, kind, folder.appendingPathComponent(kind).path]) == 0)
    }
    try body(folder)
  }

  /// A study of one patient with a CT of 2 March 2020 and an MRI of May.
  ///
  /// - Parameter isNamed: whether another of its patients has the planted name.
  private func makeStudy(_ folder: URL, isNamed: Bool = false) throws -> String {
    let study = folder.appendingPathComponent("study")
    try FileManager.default.createDirectory(
      at: study.appendingPathComponent("patients"), withIntermediateDirectories: true)
    try Data("study: Example\nguideline: none\n".utf8).write(to: study.appendingPathComponent("study.yaml"))
    let text = """
      patient: 1
      section: Chart
      course:
        - {diagnosis: leiomyosarcoma, when: 2020-01-01}
        - assessment: MRI
          id: mri
          response: PR
          when: 2020-03-02
        - assessment: CT
          id: ct
          response: PD
          when: 2020-05

      """
    try Data(text.utf8).write(to: study.appendingPathComponent("patients/1.yaml"))
    if isNamed {
      try Data(text.replacing("patient: 1", with: "patient: LEAK-NAME").utf8)
        .write(to: study.appendingPathComponent("patients/LEAK-NAME.yaml"))
    }
    return study.path
  }

  /// Every byte of every file below a folder, by its path.
  private func files(_ folder: String) throws -> [String: Data] {
    let root = URL(fileURLWithPath: folder)
    guard let all = FileManager.default.enumerator(at: root, includingPropertiesForKeys: [.isRegularFileKey]) else {
      return [:]
    }
    var found: [String: Data] = [:]
    for case let file as URL in all where (try file.resourceValues(forKeys: [.isRegularFileKey])).isRegularFile == true
    {
      found[file.path.replacing(root.path, with: "")] = try Data(contentsOf: file)
    }
    return found
  }

  private func holdsName(_ data: Data) -> Bool { data.range(of: Data("LEAK-NAME".utf8)) != nil }

  /// Planted names: in the kept files, in what is printed, in the figure as SVG, PDF and PNG, and in the report. None gets out.
  @Test(.enabled(if: Tools.isComplete, Tools.missing)) func noPlantedNameGetsOut() throws {
    try inFolder("leaks") { folder in
      let study = try makeStudy(folder)
      var lines = ""
      for name in ["exif.jpg", "text.png", "tags.tif", "LEAK-NAME.png", "clear.png", "header.dcm", "head.dcm"] {
        let run = try command.run(
          "images", "add", folder.appendingPathComponent("leaks/\(name)").path, "--study", study, "--patient", "1",
          "--assessment", "mri")
        #expect(run.status == 0, "\(name): \(run.errors)")
        #expect(!run.output.contains("LEAK") && !run.errors.contains("LEAK"), "\(name): \(run.errors)")
        #expect(run.errors.contains("removed: "))
        lines += run.output
      }
      for name in ["burned.png", "written.dcm", "flagged.dcm", "screen.dcm", "ultrasound.dcm", "dose.dcm"] {
        let before = try files(study).count
        let run = try command.run(
          "images", "add", folder.appendingPathComponent("leaks/\(name)").path, "--study", study, "--patient", "1",
          "--assessment", "mri")
        #expect(run.status == 1 && run.output.isEmpty, "\(name): \(run.output)")
        #expect(run.errors.contains("error: a name may stand in the picture; nothing was kept."))
        #expect(!run.errors.contains("LEAK"), "\(name)")
        #expect(try files(study).count == before)
      }
      let path = URL(fileURLWithPath: study + "/patients/1.yaml")
      let record = try String(contentsOf: path, encoding: .utf8)
      let block = "    images:\n" + lines.split(whereSeparator: \.isNewline).map { "      \($0)\n" }.joined()
      let written = record.replacing("    when: 2020-03-02\n", with: "    when: 2020-03-02\n\(block)")
      try Data(written.utf8).write(to: path)
      let check = try command.run("check", study, "--format", "json")
      #expect(check.status == 0, "\(check.errors)")
      let out = folder.appendingPathComponent("out").path
      for ending in ["svg", "pdf", "png"] {
        let run = try command.run("figure", study, "--kind", "course", "--out", "\(out)/figure.\(ending)")
        #expect(run.status == 0, "\(run.errors)")
        #expect(!run.errors.contains("LEAK"))
      }
      #expect(try command.run("report", study, "--out", "\(out)/report").status == 0)
      let outputs = try files(out).merging(files(study)) { own, _ in own }
      #expect(outputs.keys.contains { $0.hasSuffix("figure-1-clinical-course.pdf") })
      for (name, data) in outputs {
        #expect(!holdsName(data) && !name.contains("LEAK"), "\(name)")
        // Pixels within SVG stand in base 64.
        if name.hasSuffix(".svg") || name.hasSuffix(".html") {
          for part in String(decoding: data, as: UTF8.self).split(separator: "base64,").dropFirst() {
            let bytes = try #require(Data(base64Encoded: String(part.prefix { $0 != "\"" })))
            #expect(!holdsName(bytes), "\(name)")
            #expect(bytes.range(of: Data("tEXt".utf8)) == nil && bytes.range(of: Data("eXIf".utf8)) == nil)
          }
        }
      }
      // A study in one file draws and checks the same, and gives the pictures back; what no assessment names stays outside.
      let checked = try command.run("check", study, "--format", "csv").output
      let count = try FileManager.default.contentsOfDirectory(atPath: study + "/images").count
      try Data("stray".utf8).write(to: URL(fileURLWithPath: study + "/images/LEAK-NAME.png"))
      let store = out + "/one.verlauf"
      let imported = try command.run("import", study, store, "--by", "A")
      #expect(
        imported.status == 0 && imported.output.contains("\(count) pictures of assessments"), "\(imported.output)")
      #expect(imported.errors.contains("no assessment names 1 file of images, which was not taken in"))
      #expect(!imported.errors.contains("LEAK"))
      #expect(try command.run("figure", store, "--kind", "course", "--out", "\(out)/stored.svg").status == 0)
      #expect(try files(out)["/stored.svg"] == outputs["/figure.svg"])
      #expect(try command.run("check", store, "--format", "csv").output == checked)
      #expect(try command.run("export", store, "\(out)/back").status == 0)
      let back = try files(out + "/back").filter { $0.key.hasPrefix("/images/") }
      #expect(back == (try files(study)).filter { $0.key.hasPrefix("/images/") && !$0.key.contains("LEAK") })
      // The scans are there at all.
      let svg = String(decoding: try #require(outputs["/figure.svg"]), as: UTF8.self)
      #expect(svg.contains("data:image/png;base64,"))
    }
  }

  /// What a recogniser reads of the course figure of a study.
  private func readFigure(_ study: String, _ folder: URL, _ name: String) throws -> String {
    let figure = folder.appendingPathComponent("\(name).png").path
    let run = try command.run("figure", study, "--kind", "course", "--out", figure)
    #expect(run.status == 0, "\(run.errors)")
    let read = folder.appendingPathComponent(name).path
    #expect(Tools.status("/usr/bin/env", ["tesseract", figure, read]) == 0)
    return try String(contentsOfFile: read + ".txt", encoding: .utf8)
  }

  /// The printed figure is read as a person reads it. A picture in which the name stands, and that somebody has confirmed, is the control: there it is read.
  @Test(.enabled(if: Tools.isComplete, Tools.missing)) func noPlantedNameIsReadInTheFigure() throws {
    try inFolder("leaks") { folder in
      let study = try makeStudy(folder)
      func add(_ name: String, _ more: String...) throws {
        let path = folder.appendingPathComponent("leaks/\(name)").path
        let run = try command.run(
          ["images", "add", path, "--study", study, "--patient", "1", "--write"] + more)
        #expect(run.status == 0 && run.output.isEmpty, "\(name): \(run.errors)")
      }
      for name in ["exif.jpg", "text.png", "tags.tif", "LEAK-NAME.png", "clear.png", "header.dcm", "head.dcm"] {
        try add(name, "--assessment", "mri")
      }
      let clean = try readFigure(study, folder, "clean")
      #expect(!clean.uppercased().contains("LEAK"), "\(clean)")
      // It reads the letters of the figure.
      #expect(clean.contains("diagnosis") && clean.contains("magnetic resonance imaging"), "\(clean)")
      try add("burned.png", "--assessment", "ct", "--confirm", "nobody")
      #expect(try readFigure(study, folder, "control").uppercased().contains("LEAK"))
    }
  }

  /// `--write` puts the lines into the record, once; where the record cannot be written the picture is not kept either.
  @Test(.enabled(if: Tools.isComplete, Tools.missing)) func writesPictureAndRecordOrNeither() throws {
    try inFolder("leaks") { folder in
      let study = try makeStudy(folder)
      let record = study + "/patients/1.yaml"
      let before = try String(contentsOfFile: record, encoding: .utf8)
      func add(_ name: String) throws -> (status: Int32, output: String, errors: String) {
        try command.run(
          "images", "add", folder.appendingPathComponent("leaks/\(name)").path, "--study", study, "--patient", "1",
          "--assessment", "mri", "--write")
      }
      func pictures() throws -> Int { try files(study).keys.filter { $0.hasPrefix("/images/") }.count }
      // Write-protected.
      try FileManager.default.setAttributes([.posixPermissions: 0o400], ofItemAtPath: record)
      let refused = try add("clear.png")
      #expect(refused.status == 2 && refused.errors.contains("write-protected"), "\(refused.errors)")
      #expect(try pictures() == 0)
      try FileManager.default.setAttributes([.posixPermissions: 0o640], ofItemAtPath: record)
      let run = try add("clear.png")
      #expect(run.status == 0 && run.output.isEmpty && run.errors.contains("lines 9 to 13"), "\(run.errors)")
      let after = try String(contentsOfFile: record, encoding: .utf8)
      let lines = after.split(separator: "\n", omittingEmptySubsequences: false)
      #expect(lines[8] == "    images:" && lines[9].hasPrefix("      - file: "), "\(after)")
      #expect((lines[..<8] + lines[13...]).joined(separator: "\n") == before)
      let rights = try FileManager.default.attributesOfItem(atPath: record)[.posixPermissions] as? Int
      #expect(rights == 0o640)
      let again = try add("clear.png")
      #expect(again.status == 0 && again.errors.contains("has this picture already; nothing was written"))
      #expect(try String(contentsOfFile: record, encoding: .utf8) == after)
      #expect(try pictures() == 1)
      #expect(try command.run("check", study).status == 0)
      // An entry in brackets: nothing is written, and the lines are printed.
      let flow = before.replacing(
        "- assessment: MRI\n    id: mri\n    response: PR\n    when: 2020-03-02",
        with: "- {assessment: MRI, id: mri, response: PR, when: 2020-03-02}")
      #expect(flow != before)
      try Data(flow.utf8).write(to: URL(fileURLWithPath: record))
      let brackets = try add("text.png")
      #expect(brackets.status == 2 && brackets.output.hasPrefix("- file: "), "\(brackets.errors)")
      #expect(brackets.errors.contains("an entry in brackets"))
      #expect(try String(contentsOfFile: record, encoding: .utf8) == flow)
      #expect(try pictures() == 1)
    }
  }

  @Test(.enabled(if: Tools.isComplete, Tools.missing)) func proposesAssessmentsByDateAndModality() throws {
    try inFolder("leaks") { folder in
      let study = try makeStudy(folder, isNamed: true)
      let run = try command.run(
        "images", folder.appendingPathComponent("leaks").path, "--study", study, "--patient", "1", "--format", "csv")
      #expect(run.status == 0, "\(run.errors)")
      let rows = run.output.split(whereSeparator: \.isNewline).map { $0.split(separator: ",").map(String.init) }
      let header = try #require(rows.first { $0[0] == "header.dcm" })
      // MR of 2 March 2020; its header names the other patient of the study.
      #expect(header[2...4] == ["MR", "2020-03-02", "384 x 384"])
      #expect(header.contains("mri"))
      #expect(header.last == "its header names patient LEAK-NAME")
      // CT of the same day: the CT is of May.
      #expect(rows.first { $0[0] == "head.dcm" }?.contains("none by this date and modality") == true)
      let add = try command.run(
        "images", "add", folder.appendingPathComponent("leaks/header.dcm").path, "--study", study, "--patient", "1",
        "--assessment", "mri")
      #expect(
        add.status == 2
          && add.errors.contains("its header names patient LEAK-NAME (PatientID), not 1; nothing was kept"))
    }
  }

  @Test(.enabled(if: Tools.isComplete, Tools.missing)) func fileStatesAreFindings() throws {
    try inFolder("series") { folder in
      let study = try makeStudy(folder)
      let scan = folder.appendingPathComponent("series/1/mri-after-gem-doc.dcm").path
      let run = try command.run(
        "images", "add", scan, "--study", study, "--patient", "1", "--assessment", "mri", "--shows", "a lesion")
      #expect(run.status == 0 && run.errors.contains("warning: it was made on 2017-10-16"), "\(run.errors)")
      let name = try #require(
        FileManager.default.contentsOfDirectory(atPath: study + "/images").first { $0.hasSuffix(".png") })
      let path = URL(fileURLWithPath: study + "/patients/1.yaml")
      let record = try String(contentsOf: path, encoding: .utf8)
      let block = "    images:\n" + run.output.split(whereSeparator: \.isNewline).map { "      \($0)\n" }.joined()
      try Data(record.replacing("    when: 2020-03-02\n", with: "    when: 2020-03-02\n\(block)").utf8).write(to: path)
      func rules() throws -> Set<String> {
        let lines = try command.run("check", study, "--format", "csv").output
        return Set(
          ["image-missing", "image-changed", "image-unreadable", "image-unused", "image-date", "image-not-clean"].filter
          {
            lines.contains(",\($0),")
          })
      }
      #expect(try rules() == ["image-date"])
      let kept = URL(fileURLWithPath: study + "/images/" + name)
      let bytes = try Data(contentsOf: kept)
      try FileManager.default.moveItem(at: kept, to: URL(fileURLWithPath: study + "/images/other.png"))
      #expect(try rules() == ["image-date", "image-missing", "image-unused"])
      try FileManager.default.removeItem(atPath: study + "/images/other.png")
      try bytes.prefix(bytes.count / 2).write(to: kept)
      #expect(try rules() == ["image-date", "image-unreadable"])
      // Bytes behind the end: another file, and not a clean one.
      try (bytes + Data("more".utf8)).write(to: kept)
      #expect(try rules() == ["image-changed", "image-date", "image-not-clean"])
      let figure = try command.run("figure", study, "--kind", "course", "--out", folder.path + "/figure.svg")
      #expect(figure.errors.contains("is not the file of its `sha256`; the figure goes without"))
    }
  }

  /// What is of another patient of the study is refused, by whatever field names them; what names nobody of it cannot be told.
  @Test(.enabled(if: Tools.isComplete, Tools.missing)) func whoseAScanIs() throws {
    try inFolder("names") { folder in
      let study = try makeStudy(folder)
      let text = try String(contentsOfFile: study + "/patients/1.yaml", encoding: .utf8)
      try Data(text.replacing("patient: 1", with: "patient: 2").utf8)
        .write(to: URL(fileURLWithPath: study + "/patients/2.yaml"))
      func add(_ name: String) throws -> (status: Int32, output: String, errors: String) {
        try command.run(
          "images", "add", folder.appendingPathComponent("names/\(name).dcm").path, "--study", study, "--patient", "1",
          "--assessment", "mri")
      }
      for (name, field) in [("name-2", "PatientName"), ("id-02", "PatientID"), ("other-2", "OtherPatientIDs")] {
        let run = try add(name)
        #expect(run.status == 2, "\(name)")
        #expect(run.errors.contains("its header names patient 2 (\(field)), not 1; nothing was kept"), "\(run.errors)")
        #expect(!FileManager.default.fileExists(atPath: study + "/images"))
      }
      let own = try add("id-01")
      #expect(own.status == 0 && !own.errors.contains("cannot be told"), "\(own.errors)")
      let unknown = try add("hospital")
      #expect(unknown.status == 0 && unknown.errors.contains("whose it is cannot be told"), "\(unknown.errors)")
      #expect(!unknown.errors.contains("4711") && !unknown.output.contains("4711"))
      // Of any modality that is none nothing goes into the record.
      let modality = try add("modality")
      #expect(modality.status == 0 && !modality.output.contains("modality"), "\(modality.output)")
      #expect(modality.errors.contains("a modality that is none of DICOM"))
      // A name of a file that turns the direction of text shows another name.
      try FileManager.default.moveItem(
        atPath: folder.path + "/names/hospital.dcm", toPath: folder.path + "/names/\u{202E}gnp.dcm")
      let list = try command.run(
        "images", folder.path + "/names", "--study", study, "--patient", "1", "--format", "csv")
      #expect(list.status == 0 && !list.output.unicodeScalars.contains("\u{202E}"))
      let rows = list.output.split(whereSeparator: \.isNewline).map(String.init)
      #expect(
        rows.first { $0.contains("\u{FFFD}gnp.dcm") }?
          .hasSuffix("whose it is cannot be told: what its header names is no patient of the study") == true, "\(rows)")
      #expect(rows.first { $0.hasPrefix("id-02.dcm") }?.hasSuffix("its header names patient 2") == true)
    }
  }

  @Test(.enabled(if: Tools.isComplete, Tools.missing)) func nothingIsWrittenBehindALink() throws {
    try inFolder("series") { folder in
      let study = try makeStudy(folder)
      let outside = folder.appendingPathComponent("outside")
      try FileManager.default.createDirectory(at: outside, withIntermediateDirectories: true)
      try FileManager.default.createSymbolicLink(atPath: study + "/images", withDestinationPath: outside.path)
      let scan = folder.appendingPathComponent("series/1/mri-after-gem-doc.dcm").path
      let run = try command.run("images", "add", scan, "--study", study, "--patient", "1", "--assessment", "mri")
      #expect(run.status == 2 && run.output.isEmpty && run.errors.contains("link"), "\(run.errors)")
      #expect(try FileManager.default.contentsOfDirectory(atPath: outside.path).isEmpty)
      // Within the study a link is none the less.
      try FileManager.default.removeItem(atPath: study + "/images")
      try FileManager.default.createDirectory(atPath: study + "/scans", withIntermediateDirectories: true)
      try FileManager.default.createSymbolicLink(atPath: study + "/images", withDestinationPath: "scans")
      let inner = try command.run("images", "add", scan, "--study", study, "--patient", "1", "--assessment", "mri")
      #expect(inner.status == 2 && inner.errors.contains("link"), "\(inner.errors)")
      #expect(try FileManager.default.contentsOfDirectory(atPath: study + "/scans").isEmpty)
    }
  }

  /// A name that has a digest's place and other bytes is no picture of ours; the message names what helps, and no option that there is not.
  @Test(.enabled(if: Tools.isComplete, Tools.missing)) func anotherFileOfItsNameStays() throws {
    try inFolder("series") { folder in
      let study = try makeStudy(folder)
      let scan = folder.appendingPathComponent("series/1/mri-after-gem-doc.dcm").path
      func add(_ more: String...) throws -> (status: Int32, output: String, errors: String) {
        try command.run(["images", "add", scan, "--study", study, "--patient", "1", "--assessment", "mri"] + more)
      }
      #expect(try add().status == 0)
      let name = try #require(FileManager.default.contentsOfDirectory(atPath: study + "/images").first)
      try Data("other".utf8).write(to: URL(fileURLWithPath: study + "/images/" + name))
      let run = try add()
      #expect(
        run.status == 2 && run.errors.contains("Move it away") && !run.errors.contains("--replace"), "\(run.errors)")
      #expect(try String(contentsOfFile: study + "/images/" + name, encoding: .utf8) == "other")
      let window = try command.run(
        "images", "add", folder.path + "/series/1/mri-after-gem-doc.dcm", "--study", study, "--patient", "1",
        "--assessment", "mri", "--shows", "not stated")
      #expect(window.status == 2 && window.errors.contains("--shows not stated: expected words"), "\(window.errors)")
    }
  }

  /// A report is passed on: the name of a file that somebody has left in the folder is in none of its files.
  @Test(.enabled(if: Tools.isComplete, Tools.missing)) func noNameOfAFileLeavesWithAReport() throws {
    try inFolder("leaks") { folder in
      let study = try makeStudy(folder)
      try FileManager.default.createDirectory(atPath: study + "/images", withIntermediateDirectories: true)
      for (from, to) in [("text.png", "LEAK-NAME.png"), ("exif.jpg", "LEAK-NAME at home.jpg")] {
        try FileManager.default.copyItem(
          atPath: folder.path + "/leaks/" + from, toPath: study + "/images/" + to)
      }
      let out = folder.path + "/report"
      #expect(try command.run("report", study, "--out", out).status == 0)
      let written = try files(out)
      #expect(written.contains { String(decoding: $0.value, as: UTF8.self).contains("image-unused") })
      for (name, data) in written { #expect(!holdsName(data) && !name.contains("LEAK"), "\(name)") }
      let check = try command.run("check", study, "--format", "csv")
      #expect(
        check.output.contains("image-not-clean") && !check.output.contains("LEAK") && !check.errors.contains("LEAK"))
    }
  }

  @Test func saysWhatIsMissing() throws {
    try inFolder { folder in
      let study = try makeStudy(folder)
      try Data([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]).write(to: folder.appendingPathComponent("a.png"))
      let path = folder.appendingPathComponent("a.png").path
      let cut = try command.run("images", "add", path, "--study", study, "--patient", "1", "--assessment", "mri")
      #expect(cut.status == 2 && cut.errors.contains("a PNG file whose header has no size"), "\(cut.errors)")
      let other = try command.run("images", "add", path, "--study", study, "--patient", "1", "--assessment", "mr")
      #expect(other.status != 0 && other.errors.contains("mri"), "\(other.errors)")
      let window = try command.run(
        "images", "add", path, "--study", study, "--patient", "1", "--assessment", "mri", "--window", "soft")
      #expect(window.status == 2 && window.errors.contains("40/400"), "\(window.errors)")
      let greys = try command.run(
        "images", "add", path, "--study", study, "--patient", "1", "--assessment", "mri", "--window", "40/400")
      #expect(greys.status == 2 && greys.errors.contains("a window was asked for of a PNG file"), "\(greys.errors)")
      let none = try command.run("images", folder.path + "/nowhere", "--study", study, "--patient", "1")
      #expect(none.status == 2 && none.errors.contains("error:"), "\(none.errors)")
    }
  }
}

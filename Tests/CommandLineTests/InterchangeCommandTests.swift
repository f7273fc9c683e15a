// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

/// `read` and `write` as a user runs them.
@Suite struct InterchangeCommandTests {
  let command = CommandLineTests()
  static let spreadsheet = CommandLineTests.root.appendingPathComponent("Examples/spreadsheet").path

  private func inFolder(_ body: (String) throws -> Void) throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("verlauf-read-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try body(folder.path)
  }

  /// The walk of the README: a study, checked, drawn, written as tables, and read again as the same files.
  @Test func aSpreadsheetBecomesAStudyAndTablesAgain() throws {
    try inFolder { folder in
      let (table, mapping) = (Self.spreadsheet + "/patienten.csv", Self.spreadsheet + "/mapping.yaml")
      let read = try command.run("read", "table", table, "--mapping", mapping, "--into", folder + "/study")
      #expect(read.status == 0, "\(read.errors)")
      #expect(read.errors.contains("40 patients"))
      #expect(read.output.contains("understood,patienten.csv,Gewicht (kg),weight,40,"))
      #expect(read.errors.contains("not placed 0.") && !read.errors.contains("guessed"))
      let check = try command.run("check", folder + "/study", "--severity", "error")
      #expect(check.status == 0, "\(check.output)")
      let figure = try command.run("figure", folder + "/study", "--kind", "swimmer", "--out", folder + "/swimmer.svg")
      #expect(figure.status == 0)
      #expect(try String(contentsOfFile: folder + "/swimmer.svg", encoding: .utf8).contains("P40"))
      // What is there is not written over.
      let again = try command.run("read", "table", table, "--mapping", mapping, "--into", folder + "/study")
      #expect(again.status == 2)
      let write = try command.run("write", "table", folder + "/study", "--out", folder + "/tables")
      #expect(write.status == 0 && write.errors.contains("0 values that they cannot hold"))
      let names = try FileManager.default.contentsOfDirectory(atPath: folder + "/tables").filter { !$0.hasPrefix(".") }
      let back = try command.run(
        ["read", "table"] + names.map { folder + "/tables/" + $0 } + ["--into", folder + "/back"])
      #expect(back.status == 0, "\(back.errors)")
      for path in ["study.yaml", "patients/P01.yaml", "patients/P40.yaml"] {
        let (one, other) = (folder + "/study/" + path, folder + "/back/" + path)
        #expect(
          try String(contentsOfFile: one, encoding: .utf8) == String(contentsOfFile: other, encoding: .utf8), "\(path)")
      }
    }
  }

  /// A study that is given away: a key that is its owner's, the same files of the same key, tables that read, and nothing where the options are wrong.
  @Test func whatIsGivenAwayIsDeidentified() throws {
    try inFolder { folder in
      let series = CommandLineTests.root.appendingPathComponent("Examples/gemcitabine-maintenance").path
      let key = folder + "/keys/series.key"
      func write(_ out: String, _ more: [String]) throws -> (status: Int32, output: String, errors: String) {
        let result = try command.run(["write", "table", series, "--out", folder + "/" + out, "--deidentify"] + more)
        return (result.status, result.output, result.errors)
      }
      let first = try write("one", ["--key", key, "--new-key", "--review", folder + "/review.csv"])
      #expect(first.status == 0, "\(first.errors)")
      #expect(first.errors.contains("not anonymous") && first.output.contains("patient: patient"))
      for path in [key, folder + "/review.csv"] {
        let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
        #expect(mode == 0o600, "\(path)")
      }
      #expect(try write("two", ["--key", key]).status == 0)
      let names = try FileManager.default.contentsOfDirectory(atPath: folder + "/one").filter { !$0.hasPrefix(".") }
      for name in names {
        let (one, two) = (folder + "/one/" + name, folder + "/two/" + name)
        #expect(FileManager.default.contentsEqual(atPath: one, andPath: two), "\(name)")
        let text = try String(contentsOfFile: one, encoding: .utf8)
        #expect(!text.contains("Regensburg") && !text.contains("Harrer"), "\(name)")
      }
      let back = try command.run(
        ["read", "table"] + names.map { folder + "/one/" + $0 } + ["--into", folder + "/back"])
      #expect(back.status == 0, "\(back.errors)")
      // The list says what may stay.
      let list = try String(contentsOfFile: folder + "/review.csv", encoding: .utf8)
      #expect(list.contains("disease progression could not be hampered"))
      try list.replacingOccurrences(
        of: ",assessment: finding,1,disease progression could",
        with: "yes,assessment: finding,1,disease progression could"
      ).write(toFile: folder + "/review.csv", atomically: false, encoding: .utf8)
      #expect(try write("three", ["--key", key, "--review", folder + "/review.csv"]).status == 0)
      #expect(
        try String(contentsOfFile: folder + "/three/assessment.csv", encoding: .utf8).contains("could not be hampered"))
      for (more, answer) in [
        ([], "--key FILE names it"), (["--key", folder + "/x/key", "--new-key"], "lies in what is given away"),
        (["--key", key, "--new-key"], "is there already"), (["--key", folder + "/none"], "--new-key makes a key"),
        (["--key", folder + "/review.csv"], "above the limit"),
        (["--key", series + "/key", "--new-key"], "which is read"),
        (["--key", key, "--smallest-cell", "0"], "--smallest-cell"),
      ] {
        let result = try write("x", more)
        #expect(result.status == 2 && result.errors.contains(answer), "\(more): \(result.errors)")
        #expect(!FileManager.default.fileExists(atPath: folder + "/x"))
      }
      let undone = try command.run(["write", "table", series, "--out", folder + "/x", "--key", key])
      #expect(undone.status == 2 && undone.errors.contains("only of a study that is de-identified"))
    }
  }

  /// Data to share have a licence and no names, unless somebody says otherwise; the archive is the folder.
  @Test func dataToShareHaveALicenceAndNoNames() throws {
    try inFolder { folder in
      let series = CommandLineTests.root.appendingPathComponent("Examples/gemcitabine-maintenance").path
      func write(_ out: String, _ more: [String]) throws -> (status: Int32, errors: String) {
        let result = try command.run(["write", "share", series, "--out", folder + "/" + out] + more)
        return (result.status, result.errors)
      }
      let key = ["--key", folder + "/key"]
      let first = try write("data", ["--licence", "CC BY 4.0", "--new-key"] + key)
      #expect(first.status == 0, "\(first.errors)")
      for name in ["README.md", "datapackage.json", "record.json", "codebook.csv", "record/study.yaml"] {
        let text = try String(contentsOfFile: folder + "/data/" + name, encoding: .utf8)
        #expect(!text.isEmpty && !text.contains("Regensburg"), "\(name)")
      }
      let zip = try write("data.zip", ["--licence", "CC-BY-4.0"] + key)
      #expect(zip.status == 0, "\(zip.errors)")
      let bytes = try Data(contentsOf: URL(fileURLWithPath: folder + "/data.zip"))
      #expect(bytes.starts(with: [0x50, 0x4B, 0x03, 0x04]))
      #expect(try write("same.zip", ["--licence", "CC-BY-4.0"] + key).status == 0)
      #expect(try Data(contentsOf: URL(fileURLWithPath: folder + "/same.zip")) == bytes)
      let open = try write("open", ["--licence", "CC0-1.0", "--identified"])
      #expect(open.status == 0 && !open.errors.contains("Pseudonymised"))
      #expect(
        try String(contentsOfFile: folder + "/open/README.md", encoding: .utf8).contains("It is not de-identified"))
      // What was written as data to share is replaced by such data alone.
      let other = try command.run("write", "table", series, "--out", folder + "/open")
      #expect(other.status == 2 && other.errors.contains("verlauf share"))
      for (more, answer) in [
        (key, "have a licence"), (["--licence", "CC-BY-4"] + key, "did you mean `CC-BY-4.0`?"),
        (["--licence", "CC-BY-4.0"], "needs a secret"),
        (["--licence", "CC-BY-4.0", "--identified", "--deidentify"], "one of them"),
        (["--licence", "CC-BY-4.0", "--identified"] + key, "only of a study that is de-identified"),
      ] {
        let result = try write("x", more)
        #expect(result.status == 2 && result.errors.contains(answer), "\(more): \(result.errors)")
        #expect(!FileManager.default.fileExists(atPath: folder + "/x"))
      }
      for option in [["--licence", "CC-BY-4.0"], ["--identified"]] {
        let result = try command.run(["write", "table", series, "--out", folder + "/x"] + option)
        #expect(result.status == 2 && result.errors.contains("only of `share`"))
      }
    }
  }

  /// A code by its text, a word by its codes; what no table has and what is no code are told.
  @Test func codesAreLookedUp() throws {
    let all = try command.run("codes", "--format", "csv")
    #expect(all.status == 0 && all.output.contains("LOINC") && all.output.contains("Regenstrief"))
    let code = try command.run("codes", "icd-o-3-m", "8890/3", "--format", "csv")
    #expect(code.status == 0 && code.output.contains("8890/3,leiomyosarcoma,histology"))
    // A part of a word in all tables, and a system whose name has two words.
    #expect(try command.run("codes", "Yondelis").output.contains("L01CX01"))
    #expect(try command.run("codes", "SNOMED", "CT", "--format", "csv").output.contains("419835002,PD,response"))
    for (arguments, answer, status) in [
      (["LOINC", "718-1"], "check digit 1, where 7 belongs to 718", 1),
      (["ICD-O-3-M", "8140/3"], "ICD-O-3-M 8140/3 is a code, and the table does not have it", 1),
      (["ICD-O-3-M", "88903"], "did you mean `8890/3`?", 1), (["no such word"], "nothing with `no such word`", 1),
      (["ICD-11", "x"], "no system `ICD-11`", 2), ([""], "an empty text", 2), (["ATC", ""], "an empty text", 2),
    ] as [([String], String, Int32)] {
      let result = try command.run(["codes"] + arguments)
      #expect(result.status == status && result.errors.contains(answer), "\(arguments): \(result.errors)")
    }
  }

  /// What is not understood makes no study, unless it is to be kept.
  @Test func whatIsNotUnderstoodIsTold() throws {
    try inFolder { folder in
      let text = try String(contentsOfFile: Self.spreadsheet + "/patienten.csv", encoding: .utf8)
      let table = folder + "/patienten.csv"
      try text.replacingOccurrences(of: ";m;65;", with: ";x;65;").write(
        toFile: table, atomically: false, encoding: .utf8)
      let arguments = [
        "read", "table", table, "--mapping", Self.spreadsheet + "/mapping.yaml", "--into", folder + "/study",
      ]
      let refused = try command.run(arguments)
      #expect(refused.status == 2)
      #expect(refused.errors.contains("patienten.csv, row 3, column Geschlecht: error: `x`; expected `m` or `w`"))
      #expect(!FileManager.default.fileExists(atPath: folder + "/study"))
      let kept = try command.run(arguments + ["--keep-going"])
      #expect(kept.status == 1)
      let patient = try String(contentsOfFile: folder + "/study/patients/P01.yaml", encoding: .utf8)
      #expect(patient.contains("Geschlecht (as it stands): \"in the file: x\"") && !patient.contains("sex:"))
    }
  }

  @Test func aProposalIsAMappingWithQuestions() throws {
    let result = try command.run("read", "table", "--suggest", Self.spreadsheet + "/patienten.csv")
    #expect(result.status == 0)
    #expect(
      result.output.contains("dates: [dd.mm.yyyy, mm.yyyy, yyyy]")
        && result.output.contains("times: {from: start of line-1, is number: 1}"))
    #expect(result.errors.contains("patient: P01") && result.errors.contains("questions to be decided"))
  }

  @Test func formatsAndArgumentsAreAnswered() throws {
    let shown = try command.run("read", "table", "--show", "cbioportal")
    #expect(shown.status == 0 && shown.output.contains("data_timeline_treatment*.txt"))
    let unknown = try command.run("read", "xlsx", "a.xlsx", "--into", "s")
    #expect(
      unknown.status == 2
        && unknown.errors.contains("there is no format `xlsx`; expected table or cbioportal or redcap"))
    let other = try command.run("write", "cbioportal", "study", "--out", "x")
    #expect(other.status == 2 && other.errors.contains("expected table"))
    let nowhere = try command.run("read", "table", "a.csv")
    #expect(nowhere.status == 2 && nowhere.errors.contains("--into"))
    let missing = try command.run("read", "table", "/no/such.csv", "--mapping", "swimmer-patients", "--into", "s")
    #expect(missing.status == 2 && missing.errors.contains("such.csv"))
  }

  /// A project of REDCap and back: the study is the same, but for what the report names.
  @Test func aStudyBecomesAProjectOfREDCapAndAStudyAgain() throws {
    try inFolder { folder in
      let write = try command.run(
        "write", "redcap", CommandLineTests.root.appendingPathComponent("Examples/invented-cohort").path, "--out",
        folder + "/project")
      #expect(write.status == 0, "\(write.errors)")
      let files = ["dictionary.csv", "records.csv", "mapping.yaml"].map { folder + "/project/" + $0 }
      let read = try command.run(["read", "redcap"] + files + ["--into", folder + "/study"])
      #expect(read.status == 0, "\(read.errors)")
      let again = try command.run("write", "redcap", folder + "/study", "--out", folder + "/again")
      #expect(again.status == 0)
      let texts = try ["project", "again"].map {
        try String(contentsOfFile: folder + "/\($0)/dictionary.csv", encoding: .utf8)
      }
      #expect(texts[0] == texts[1])
      let alone = try command.run("read", "redcap", files[0], files[2], "--into", folder + "/none")
      #expect(alone.status == 2 && alone.errors.contains("no records; expected the data dictionary and the records"))
    }
  }

  /// Tables to fill in are a study as they stand.
  @Test func tablesToFillInAreRead() throws {
    try inFolder { folder in
      #expect(try command.run("new", folder + "/tables", "--spreadsheet").status == 0)
      let names = try FileManager.default.contentsOfDirectory(atPath: folder + "/tables").filter { !$0.hasPrefix(".") }
      #expect(names.contains("therapy.csv") && names.contains("patients.csv") && names.contains("mapping.yaml"))
      let read = try command.run(
        ["read", "table"] + names.map { folder + "/tables/" + $0 } + ["--into", folder + "/study"])
      #expect(read.status == 0, "\(read.errors)")
      #expect(try command.run("check", folder + "/study", "--severity", "error").status == 0)
    }
  }

  /// A table in a study folder that nobody reads is named.
  @Test func aTableThatIsNotReadIsNamed() throws {
    try inFolder { folder in
      #expect(try command.run("new", folder + "/study").status == 0)
      try "a,b\n".write(toFile: folder + "/study/ecog-export.csv", atomically: false, encoding: .utf8)
      let check = try command.run("check", folder + "/study")
      #expect(check.errors.contains("ecog-export.csv:1:1: warning: this table is not read"))
    }
  }

  private static let hasBsdtar = ["/usr/bin/bsdtar", "/usr/local/bin/bsdtar", "/opt/homebrew/bin/bsdtar"].contains {
    FileManager.default.isExecutableFile(atPath: $0)
  }

  /// A workbook to fill in is a study as it stands, and nothing is written over it.
  @Test(.enabled(if: hasBsdtar, "bsdtar is not installed")) func aWorkbookToFillInIsRead() throws {
    try inFolder { folder in
      let file = folder + "/mine.xlsx"
      let new = try command.run("new", "--spreadsheet", file)
      #expect(new.status == 0 && new.output.contains("verlauf read table"), "\(new.errors)")
      let read = try command.run("read", "table", file, "--into", folder + "/study")
      #expect(read.status == 0, "\(read.errors)")
      #expect(read.errors.contains("not placed 0."))
      #expect(try command.run("check", folder + "/study", "--severity", "error").status == 0)
      let study = try String(contentsOfFile: folder + "/study/study.yaml", encoding: .utf8)
      #expect(study.contains("study: mine") && study.contains("data cut-off: 2021-06-30"))
      #expect(try command.run("new", "--spreadsheet", file).status == 2)
      // Out as a workbook, and the same study again.
      let write = try command.run("write", "workbook", folder + "/study", "--out", folder + "/again.xlsx")
      #expect(write.status == 0, "\(write.errors)")
      let back = try command.run("read", "table", folder + "/again.xlsx", "--into", folder + "/back")
      #expect(back.status == 0, "\(back.errors)")
      for path in ["study.yaml", "patients/1.yaml"] {
        let texts = try ["study", "back"].map { try String(contentsOfFile: folder + "/\($0)/\(path)", encoding: .utf8) }
        #expect(texts[0] == texts[1], "\(path)")
      }
      let empty = try command.run("new", "--spreadsheet", "--empty", folder + "/empty.xlsx")
      #expect(empty.status == 0)
      let nobody = try command.run("read", "table", folder + "/empty.xlsx", "--into", folder + "/none")
      #expect(nobody.status == 2 && nobody.errors.contains("empty.xlsx: error: no patients"))
    }
  }

  @Test func workbooksAreAskedForRightly() throws {
    try inFolder { folder in
      let alone = try command.run("new", folder + "/a.xlsx")
      #expect(alone.status == 2 && alone.errors.contains("--spreadsheet"))
      let empty = try command.run("new", folder + "/tables", "--spreadsheet", "--empty")
      #expect(empty.status == 2 && empty.errors.contains("--empty is for a workbook"))
      let study = CommandLineTests.root.appendingPathComponent("Examples/gemcitabine-maintenance").path
      let word = try command.run(
        ["write", "docx", study, "--out", folder + "/a.docx"], environment: ["PATH": "/nowhere"])
      #expect(word.status == 2 && word.errors.contains("apt install pandoc"), "\(word.errors)")
      #expect(!FileManager.default.fileExists(atPath: folder + "/a.docx"))
      for name in ["xlsx", "workbook"] {
        let ending = try command.run("write", name, study, "--out", folder + "/tables")
        #expect(ending.status == 2 && ending.errors.contains("its name must end in .xlsx"))
        let without = try command.run(
          ["write", name, study, "--out", folder + "/a.xlsx"], environment: ["PATH": "/nowhere"])
        #expect(without.status == 2 && without.errors.contains("apt install libarchive-tools"), "\(without.errors)")
        #expect(!FileManager.default.fileExists(atPath: folder + "/a.xlsx"))
      }
      let anchor = try command.run("write", "table", study, "--out", folder + "/t", "--anchor", "line-1")
      #expect(anchor.status == 2 && anchor.errors.contains("--anchor"), "\(anchor.errors)")
    }
  }

  /// A sheet of lesions becomes the judgement of RECIST 1.1 (Eisenhauer et al. 2009). By hand: 50 mm; 35 mm is −30 %, a partial response; 43 mm is +8 mm and +22.9 % over the least sum of 35, a progression.
  @Test func aSheetOfLesionsIsJudged() throws {
    try inFolder { folder in
      let sheet = """
        patient,lesion,role,site,date 1,mm 1,date 2,mm 2,date 3,mm 3
        1,T1,T,lung,2024-01-08,30,2024-03-04,20,2024-05-06,24
        1,T2,T,liver,2024-01-08,20,2024-03-04,15,2024-05-06,19

        """
      try sheet.write(toFile: folder + "/lesions.csv", atomically: false, encoding: .utf8)
      let read = try command.run(
        "read", "table", folder + "/lesions.csv", "--mapping", "recist-visits", "--into", folder + "/study")
      #expect(read.status == 0, "\(read.errors)")
      let response = try command.run("response", folder + "/study", "--format", "csv")
      #expect(response.status == 0, "\(response.errors)")
      let lines = response.output.split(separator: "\r\n").map(String.init)
      #expect(lines.contains { $0.hasPrefix("1,–,–,2024-03-04,35,-30,-30,PR,") })
      #expect(lines.contains { $0.hasPrefix("1,–,–,2024-05-06,43,-14,22.9,PD,") })
    }
  }

  @Test("goes out as datasets of CDISC and comes back", arguments: ["json", "ndjson", "xpt"])
  func cdisc(_ container: String) throws {
    try inFolder { folder in
      let series = CommandLineTests.root.appendingPathComponent("Examples/gemcitabine-maintenance").path
      let write = try command.run("write", "cdisc", series, "--out", folder + "/sdtm", "--container", container)
      #expect(write.status == 0, "\(write.errors)")
      let names = try FileManager.default.contentsOfDirectory(atPath: folder + "/sdtm").filter {
        $0.hasSuffix(container)
      }
      #expect(names.contains("dm.\(container)") && names.contains("adsl.\(container)"))
      let read = try command.run(
        ["read", "cdisc"] + names.map { folder + "/sdtm/" + $0 } + ["--into", folder + "/back"])
      #expect(read.status == 0, "\(read.errors)")
      #expect(read.errors.contains("3 patients"))
      #expect(try command.run("check", folder + "/back").status != 2)
    }
    let other = try command.run("write", "cdisc", "study", "--out", "x", "--container", "xtp")
    #expect(other.status == 2 && other.errors.contains("did you mean `xpt`?"))
    let table = try command.run("write", "table", "study", "--out", "x", "--container", "xpt")
    #expect(table.status == 2 && table.errors.contains("only of `cdisc`"))
  }
}

// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing
import VerlaufTesting

/// Every option of every command that takes a value, given nonsense. The options come from the program itself, so that none is forgotten.
///
/// All values are tried on options of numbers, which are refused before anything is read; of the others each gets some, drawn with a
/// fixed seed, and all with `VERLAUF_MATRIX=full` in the environment.
@Suite struct OptionMatrixTests {
  /// The code of refused input.
  static let refused: Set<Int32> = [2]

  static let nonsense = [
    "", " ", "inf", "-inf", "nan", "1e308", "1e999", "-1", "0x10", "99999999999999999999", "\u{1B}]0;x\u{07}",
    String(repeating: "x", count: 10_000),
  ]

  static let examples = CommandLineTests.root.appendingPathComponent("Examples").path
  static let faultless = CommandLineTests.root.appendingPathComponent("Tests/ExchangeTests/Fixtures/faultless").path

  /// Lines of outcomes of that study.
  static let outcomes: String = {
    let path = FileManager.default.temporaryDirectory.appendingPathComponent("verlauf-matrix-\(UUID().uuidString)").path
    _ = try? CommandLineTests().run("derive", "--from", faultless, "--to", path)
    return path
  }()

  /// A valid command line of each command; it runs in a fresh folder, into which it writes.
  static let lines: [String: [String]] = [
    "report": [faultless, "--no-prints", "--out", "report"],
    "check": [faultless], "outcomes": [faultless], "timeline": [faultless], "explain": [faultless],
    "figure": [examples + "/full-record", "--kind", "doses", "--out", "figure.svg"],
    "images list": [examples, "--study", faultless, "--patient", "1"],
    // No picture: it would be kept in the study of the fixtures.
    "images add": [
      CommandLineTests.root.appendingPathComponent("Documentation/swimmer.svg").path, "--study", faultless,
      "--patient", "1", "--assessment", "ct-after-dox",
    ],
    "cohort": [examples + "/gemcitabine-maintenance"],
    "images uptake": [
      CommandLineTests.root.appendingPathComponent("Documentation/swimmer.svg").path, "--centre", "1,1",
    ],
    "derive": ["--from", faultless, "--to", "-"], "merge": [outcomes, "--study", faultless],
    "response": [examples + "/invented-cohort", "--patient", "C10"],
    "growth": [examples + "/invented-cohort", "--patient", "C10"],
    "survival": [
      CommandLineTests.root.appendingPathComponent("Tests/StatisticsTests/Fixtures/survival/aml/input.csv").path,
      "--time", "time", "--event", "event",
    ],
    "doses": [examples + "/full-record"],
    "dose": ["gemcitabine", "900 mg/m2", "--height", "170", "--weight", "70", "--sex", "male"],
    "codes": ["ICD-O-3-M", "8890/3"], "regimen list": ["gemcitabine"], "regimen show": ["gem-doc-900-100-q21"],
    "regimen check": [faultless],
    "regimen export": ["library"],
    "calendar": ["gem-doc-900-100-q21", "--start", "2027-01-11"],
    "adapt": ["gemcitabine", "--day", "8", "--value", "ANC 1.0 G/L"],
    "forecast": ["1000 mg/m2 d1, d8, d15 repeated d29", "--surface", "1.8", "--draws", "200"],
    "read": [
      "table", examples + "/spreadsheet/patienten.csv", "--mapping", examples + "/spreadsheet/mapping.yaml", "--into",
      "made",
    ],
    "write": ["table", faultless, "--out", "tables"],
    "new": ["study"], "second-entry": [faultless, "--out", "second"], "agreement": [faultless, faultless], "schema": [],
    "format": [faultless, "--check"],
    "trial from": [
      examples + "/gemcitabine-maintenance", "--p0", "0.2", "--p1", "0.4", "--landmark", "12 weeks", "--scans",
      "6 weeks", "--tolerable", "0.2", "--toxic", "0.4",
    ],
    "trial synopsis": [examples + "/gemcitabine-maintenance-trial/design.json", "--no-word", "--out", "synopsis"],
    "trial single": ["--p0", "0.2", "--p1", "0.4"], "trial simon": ["--p0", "20%", "--p1", "40%", "--most", "60"],
    "trial infer": ["3/13", "12/43", "--p0", "0.2", "--p1", "0.4", "--responses", "14", "--actual", "13,45"],
    "trial monitor": ["--p0", "0.2", "--p1", "0.4", "--looks", "10,20"],
    "trial toxicity": ["--tolerable", "0.2", "--toxic", "0.4"],
    "trial one-sample": ["--median", "3.5"],
    "trial milestone": ["--at", "3", "--null", "0.2", "--alternative", "0.4"],
    "trial logrank": ["--median", "3.5", "--hazard-ratio", "0.6"],
    "trial sequential": ["--median", "3.5", "--hazard-ratio", "0.6"],
    "trial simulate": ["--median", "3.5", "--hazard-ratio", "0.6", "--replicates", "20"],
    "trial maintenance": ["--median", "3.5", "--hazard-ratio", "0.6", "--replicates", "4"],
    "trial gmi": ["--hazard-ratio", "0.75"], "trial selection": ["--base", "0.2"],
    "trial boin": ["--rates", "0.1,0.3", "--replicates", "100"],
    "trial crm": [],
    "trial discontinuation": ["--sensitive", "0.4", "--median", "3.5", "--hazard-ratio", "0.4"],
    "trial n-of-1": ["--effect", "5", "--within", "8"],
  ]

  /// Options of free text, for which nothing is nonsense.
  static let freeText: Set<String> = [
    "calendar --title", "calendar --patient", "new --title", "trial from --title", "trial from --rates-source",
    "images add --confirm", "images add --shows", "images add --rights", "images add --series",
  ]
  /// Options that name what is written: tested with the writer. Here they must only not trap.
  static let written: Set<String> = ["--out", "--into", "--figure", "--to"]

  struct Trial: Sendable {
    var command: String
    /// `--width`, or `<study>` for an argument.
    var option: String
    var value: String
    var isNumber: Bool

    var line: String { "verlauf \(command) \(option) \(value.prefix(30).debugDescription)" }
  }

  struct Outcome: Sendable {
    var trial: Trial
    var status: Int32
    var isSignal: Bool
    var output: String
    var errors: String
  }

  /// What `--experimental-dump-help` says of a command.
  struct Command: Decodable {
    struct Argument: Decodable {
      struct Name: Decodable { var name: String }
      var kind: String
      var names: [Name]?
      var valueName: String?
      var abstract: String?
      var discussion: String?
    }
    var commandName: String
    var discussion: String?
    var arguments: [Argument]?
    var subcommands: [Command]?
  }
  struct Dump: Decodable { var command: Command }

  static func dump() throws -> Command {
    let text = try CommandLineTests().run("--experimental-dump-help").output
    return try JSONDecoder().decode(Dump.self, from: Data(text.utf8)).command
  }

  /// Every command with its options, without `help`.
  static func walk(_ command: Command, _ path: [String] = []) -> [(path: String, command: Command)] {
    let own = command.subcommands?.filter { $0.commandName != "help" } ?? []
    return own.flatMap { sub in
      (sub.subcommands?.isEmpty ?? true)
        ? [((path + [sub.commandName]).joined(separator: " "), sub)] : walk(sub, path + [sub.commandName])
    }
  }

  static func trials() throws -> [Trial] {
    var generator = SeededGenerator(seed: 9)
    var trials: [Trial] = []
    let isFull = ProcessInfo.processInfo.environment["VERLAUF_MATRIX"] == "full"
    for (path, command) in walk(try dump()) where !passedOn.contains(path) {
      for argument in command.arguments ?? [] where argument.kind != "flag" {
        let name =
          argument.kind == "positional" ? "<\(argument.valueName ?? "")>" : "--\(argument.names?.first?.name ?? "")"
        // A range in the help is the mark of a number: options of numbers cannot be declared without.
        let isNumber =
          argument.kind == "option"
          && (argument.abstract ?? "").contains(/[0-9] to [0-9,.]+( [^ ]+)?\.( \(default: [0-9.,]+\))?$/)
        let count = isNumber || isFull ? nonsense.count : argument.kind == "positional" ? 2 : path == "cohort" ? 2 : 4
        for value in nonsense.shuffled(using: &generator).prefix(count) {
          trials.append(Trial(command: path, option: name, value: value, isNumber: isNumber))
        }
      }
    }
    return trials
  }

  static func run(_ trial: Trial, _ executable: URL) throws -> Outcome {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("verlauf-matrix-\(UUID().uuidString)")
    let inside = folder.appendingPathComponent("inside")
    try FileManager.default.createDirectory(at: inside, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    var arguments = lines[trial.command] ?? []
    if trial.option.hasPrefix("<") {
      if arguments.first?.hasPrefix("-") ?? true {
        arguments.append(trial.value)
      } else {
        arguments[0] = trial.value
      }
    } else if !trial.option.isEmpty {
      arguments += [trial.option, trial.value]
    }
    let process = Process()
    process.executableURL = executable
    process.arguments = trial.command.split(separator: " ").map(String.init) + arguments
    process.currentDirectoryURL = inside
    process.standardInput = FileHandle.nullDevice
    let files = ["output", "errors"].map { folder.appendingPathComponent($0) }
    for file in files { _ = FileManager.default.createFile(atPath: file.path, contents: nil) }
    process.standardOutput = try FileHandle(forWritingTo: files[0])
    process.standardError = try FileHandle(forWritingTo: files[1])
    try process.run()
    process.waitUntilExit()
    let texts = try files.map { String(decoding: try Data(contentsOf: $0), as: UTF8.self) }
    return Outcome(
      trial: trial, status: process.terminationStatus, isSignal: process.terminationReason == .uncaughtSignal,
      output: texts[0], errors: texts[1])
  }

  /// Two processes at a time.
  static func outcomes(_ trials: [Trial]) async throws -> [Outcome] {
    let executable = try CommandLineTests.executable()
    return try await withThrowingTaskGroup(of: [Outcome].self) { group in
      for lane in 0..<2 {
        group.addTask {
          try stride(from: lane, to: trials.count, by: 2).map { try run(trials[$0], executable) }
        }
      }
      return try await group.reduce(into: []) { $0 += $1 }
    }
  }

  /// Commands of `verlauf-store` and of `verlauf-workbench`, which get their arguments as they are.
  static let passedOn: Set = [
    "import", "export", "history", "compare", "audit", "verify", "backup", "restore", "erase", "attach", "attachments",
    "detach", "serve",
  ]

  @Test func everyCommandHasALine() throws {
    let commands = Set(Self.walk(try Self.dump()).map(\.path))
    #expect(commands == Set(Self.lines.keys).union(Self.passedOn))
  }

  @Test func everyLineIsValid() throws {
    let executable = try CommandLineTests.executable()
    for command in Self.lines.keys.sorted()
    where command != "regimen check" && !command.hasPrefix("images") {
      let outcome = try Self.run(Trial(command: command, option: "", value: "", isNumber: false), executable)
      #expect([0, 1].contains(outcome.status), "\(command): \(outcome.errors)")
    }
  }

  @Test func nonsenseIsRefusedByName() async throws {
    let trials = try Self.trials()
    #expect(trials.count > 300)
    #expect(trials.contains { $0.isNumber })
    for outcome in try await Self.outcomes(trials) {
      let trial = outcome.trial
      let isKnown = [0, 1, 2].contains(outcome.status)
      #expect(!outcome.isSignal && isKnown, "\(trial.line): \(outcome.status) \(outcome.errors.prefix(300))")
      guard !trial.option.hasPrefix("<"), !Self.written.contains(trial.option),
        !Self.freeText.contains("\(trial.command) \(trial.option)")
      else { continue }
      #expect(
        Self.refused.contains(outcome.status) && outcome.errors.contains(trial.option) && outcome.output.isEmpty,
        "\(trial.line): \(outcome.status) \(outcome.output.prefix(200)) \(outcome.errors.prefix(300))")
    }
  }

  /// What an exit code of 0 prints is no leak of a number that is none.
  @Test(arguments: [
    ["dose", "gemcitabine", "inf mg"], ["dose", "gemcitabine", "nan mg/m2", "--height", "170", "--weight", "70"],
    ["dose", "gemcitabine", "0x10 mg"], ["dose", "gemcitabine", "1e308 mg"], ["dose", "carboplatin", "5e1 AUC"],
    ["dose", "gemcitabine", "900,500 mg"], ["dose", "gemcitabine", "1.000,0,0 mg"],
    ["dose", "gemcitabine", "1,000 mg"],
    ["dose", "gemcitabine", "900 mg on day 1"], ["dose", "gemcitabine", "900 mg", "--vial", "inf"],
    ["dose", "gemcitabine", "900 mg", "--vial", "1,500"], ["dose", "gemcitabine", "900 mg", "--limit", "1.000,0"],
    ["dose", "gemcitabine", "900 mg/m2", "--height", "1750", "--weight", "70", "--confirm-size"],
    ["dose", "doxorubicin", "75 mg", "--given", "doxorubicin inf x 60"],
    ["dose", "doxorubicin", "75 mg", "--given", "doxorubicin 4 x 1e308"],
    ["dose", "doxorubicin", "75 mg", "--given", "doxorubicin 99999999999999999999 x 60"],
    ["dose", "doxorubicin", "75 mg", "--given", "doxorubicim 4 x 60"],
    ["dose", "carboplatin", "5 AUC", "--creatinine", "nan mg/dL"],
    ["calendar", "gem-doc-900-100-q21", "--start", "2027-01-11", "--delay", "2 d1 9223372036854775807"],
    ["calendar", "gem-doc-900-100-q21", "--start", "2027-01-11", "--delay", "2 d1 -7"],
    ["calendar", "gemcitabine 900 mg/m2 d1 q9223372036854775807w", "--start", "2027-01-11"],
  ]) func noLineOfNonsenseGivesADose(arguments: [String]) throws {
    let result = try CommandLineTests().run(arguments)
    #expect(Self.refused.contains(result.status) && result.output.isEmpty, "\(result.output) \(result.errors)")
    let words = ["expected", "Which is meant?", "did you mean", "needs", "1 to 366 days"]
    #expect(words.contains { result.errors.contains($0) }, "\(result.errors)")
  }

  /// Texts of `adapt` that mean another thing than the number in them.
  @Test(arguments: [
    ("--value", "PLT << 100 G/L"), ("--value", "ANC -1 G/L"), ("--value", "ANC ~1 G/L"), ("--value", "ANC 0.5-1.0 G/L"),
    ("--value", "ANC 1.0 G/L or so"), ("--value", "ANC inf G/L"), ("--value", "ANC 1e0 G/L"),
    ("--value", "ANC 1,0,0 G/L"),
    ("--value", "ANC"), ("--value", "1.0 G/L"), ("--nadir", "ANC >> 0.5 G/L"), ("--peak", "ALT -5 U/L"),
    ("--limits", "ALT 40-5 U/L"), ("--limits", "ALT 5-x-40 U/L"), ("--limits", "ALT 5--40 U/L"),
    ("--limits", "ALT 5-inf U/L"), ("--limits", "ALT 5-40"), ("--limits", "ALT > 40 U/L"),
    ("--series", "neutrophils 10^9/L 8:nan"), ("--series", "neutrophils 10^9/L inf:0.4"),
    ("--series", "neutrophils 10^9/L -8:0.4"), ("--series", "neutrophils 10^9/L 8::0.4"),
    ("--series", "neutrophils 10^9/L 8:0.4 8:0.5"), ("--grade", "diarrhoea 6"), ("--grade", "diarrhoea 0x3"),
    ("--grade", "diarrhea 3.0"), ("--event", "severe-myelosuppression inf"), ("--yes", "Child-Pugh D"),
    ("--dose", "1000 mg/m2 on day 1"), ("--dose", "inf mg/m2"), ("--delay", "inf"), ("--delay", "-1"), ("--day", "0"),
    ("--level", "99999999999999999999"), ("--rules", ""), ("--rules", "gemcitabine-us-pancreas,"),
  ]) func adaptRefusesWhatItDoesNotUnderstand(option: String, value: String) throws {
    let result = try CommandLineTests().run(["adapt", "gemcitabine", option, value])
    #expect(Self.refused.contains(result.status) && result.output.isEmpty, "\(result.output) \(result.errors)")
    #expect(result.errors.contains(option), "\(result.errors)")
  }

  /// What a refusal of a number says: the option, what was found, what is expected. A sign is no other option.
  @Test(arguments: [
    ("--day", "-1", "found -1"), ("--day", "1.5", "is no whole number"),
    ("--delay", "1,500,2", "neither thousands nor decimals"),
  ])
  func aRefusedNumberIsExplained(option: String, value: String, words: String) throws {
    let result = try CommandLineTests().run(["adapt", "gemcitabine", option, value])
    #expect(Self.refused.contains(result.status))
    for part in [option, words, "expected", "366"] { #expect(result.errors.contains(part), "\(result.errors)") }
  }

  @Test func helpSaysRangeAndDefault() throws {
    let help = try CommandLineTests().run(["dose", "--help"]).output
    let words = help.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    #expect(words.contains("0 to 1. (default: 0.4)") && words.contains("1 to 5000 mg/m²."), "\(words)")
  }

  /// What cannot be read is told in plain words with its name, and never as an error object of the system.
  @Test(arguments: [
    (["check", "no/such/folder"], "no/such/folder", "there is no such folder"),
    (["check", "README.md"], "README.md", "this is a file; a study is a folder"),
    (["check", "/dev/null"], "/dev/null", "this is a file; a study is a folder"),
    (["outcomes", "Sources"], "study.yaml", "there is no study.yaml"),
    (["check", ""], "<study>", "an empty path names no folder"),
    (["regimen", "check", ""], "<path>", "an empty path names no folder"),
    (["regimen", "list", "--library", ""], "--library", "an empty path names no folder"),
    (["regimen", "check", "no/such/folder"], "no/such/folder", "there is no such file or folder"),
    (["regimen", "check", "/dev/zero"], "/dev/zero", "this is a device, not a file"),
    (["regimen", "check", "/"], "/: 1 error", "in this folder"),
    (["regimen", "check", "Examples/full-record"], "Examples/full-record:1:1", "full-record/study.yaml"),
    (["regimen", "check", "Examples/full-record/patients"], "patients:1:1", "hold"),
    (["cohort", "Examples/invented-cohort", "--replace"], "--replace", "--out"),
    (["regimen", "check", "script"], "script", "there are no files of a library"),
    (["dose", "gemcitabine", "900 mg", "--library", "/dev/zero"], "--library /dev/zero", "this is a device"),
  ]) func whatCannotBeReadIsToldInPlainWords(arguments: [String], name: String, words: String) throws {
    let result = try CommandLineTests().run(arguments)
    #expect(result.status == 2 && result.output.isEmpty, "\(result.output)")
    #expect(result.errors.contains(name) && result.errors.contains(words), "\(result.errors)")
    for raw in ["Domain", "NSError", "NSCocoa", "POSIX", "Code=", "UserInfo"] { #expect(!result.errors.contains(raw)) }
  }

  /// An id that is not there is told with the nearest, or with those there are.
  @Test(arguments: [
    (["timeline", "Examples/invented-cohort", "--patient", "C1O"], "did you mean `C1"),
    (["response", "Examples/invented-cohort", "--patient", "nobody"], "--patient nobody"),
    (["response", "Examples/invented-cohort", "--reader", "nobody"], "there are: local"),
    (["response", "Examples/invented-cohort", "--reader", "locl"], "did you mean `local`"),
    (
      ["figure", "Examples/full-record", "--kind", "doses", "--patient", "nobody", "--out", "x.svg"], "--patient nobody"
    ),
    (["figure", "Examples/full-record", "--kind", "doses", "--therapy", "gemm", "--out", "x.svg"], "--therapy gemm"),
    (["figure", "Examples/full-record", "--kind", "doses", "--drug", "gemcitabin", "--out", "x.svg"], "`gemcitabine`"),
    (["figure", "Examples/full-record", "--patient", "S1", "--out", "x.svg"], "--kind doses"),
    (["cohort", "Examples/invented-cohort", "--by", "nothing"], "--by"),
    (["cohort", "Examples/invented-cohort", "--anchor", "line-99"], "line-99"),
    (["dose", "gemcitabine", "900 mg", "--bands", "nhs-1-mg-m"], "did you mean `nhs-1-mg-ml`"),
    (["dose", "gemcitabine", "900 mg", "--on-step", "sideways"], "--on-step sideways"),
    (["adapt", "gemcitabine", "--rules", "gemcitabine-us-pancraes"], "did you mean `gemcitabine-us-pancreas`"),
    (["check", "Examples/invented-cohort", "--library", "no-such-folder"], "--library no-such-folder"),
  ]) func whatIsNotThereIsNamed(arguments: [String], words: String) throws {
    let result = try CommandLineTests().run(arguments)
    #expect(Self.refused.contains(result.status) && result.output.isEmpty, "\(result.output)")
    #expect(result.errors.contains(words), "\(result.errors)")
  }
}

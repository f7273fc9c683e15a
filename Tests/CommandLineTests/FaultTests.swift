// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing
import VerlaufTesting

/// Whole commands of which one system call fails, or is the last: afterwards the old state is there or the new one, nothing between, and nothing that is not the command's was touched.
///
/// `Tests/Shims/fault.c` is compiled and preloaded. A run with all faults takes hours; so each command gets some, drawn with a fixed seed: `VERLAUF_FAULTS` in the environment
/// says how many of each (`all` for all), `VERLAUF_FAULTS_SEED` where the drawing starts.
@Suite struct FaultTests {
  /// What a command line does, and over what.
  struct Trial: Sendable, CustomTestStringConvertible {
    /// Arguments, in a folder with two studies, `study` and `other`.
    var line: String
    /// What it writes.
    var target: String
    /// Shell that makes the old state.
    var before = ""
    /// Whether the next command of the same line is refused, since the target is its user's then.
    var isUsers = false

    var testDescription: String { "\(line), over \(before.isEmpty ? "nothing" : before)" }
  }

  static let trials = [
    Trial(line: "report study --no-prints --out out", target: "out"),
    Trial(
      line: "report study --no-prints --out out", target: "out",
      before: "$V report other --no-prints --out out && echo desktop > out/Thumbs.db"),
    Trial(
      line: "report study --no-prints --out out --replace", target: "out",
      before: "$V report other --no-prints --out out && echo edited > out/index.html && echo > out/tables/.DS_Store"),
    Trial(line: "cohort study --out new/out", target: "new/out"),
    Trial(line: "cohort study --out out", target: "out", before: "$V cohort other --out out"),
    Trial(line: "figure study --out out.svg", target: "out.svg", before: "$V figure other --out out.svg"),
    Trial(line: "figure study --out out.svg --replace", target: "out.svg", before: "echo mine > out.svg"),
    Trial(
      line: "calendar gemcitabine-1000-q28 --start 2027-01-11 --as ics --patient P1 --out out.ics", target: "out.ics",
      before: "$V calendar gemcitabine-1000-q28 --start 2026-01-12 --as ics --patient P1 --out out.ics"),
    Trial(line: "new out --title Series", target: "out", isUsers: true),
    Trial(line: "regimen export out", target: "out", isUsers: true),
  ]

  /// A fault at a call.
  struct Fault: Hashable, CustomStringConvertible {
    static let kinds = ["full", "io", "signal", "kill", "after"]
    var number: Int
    var kind: String
    /// What the call was when nothing failed.
    var call: String
    var description: String { "\(kind) at call \(number) (\(call))" }
  }

  /// The shim, compiled; nil where there is no compiler for it, or a sanitiser has calls of its own in the same place.
  static let shim: String? = {
    #if os(Linux)
      let environment = ProcessInfo.processInfo.environment
      guard environment["TSAN_OPTIONS"] == nil, environment["ASAN_OPTIONS"] == nil else { return nil }
      let source = CommandLineTests.root.appendingPathComponent("Tests/Shims/fault.c").path
      let object = FileManager.default.temporaryDirectory.appendingPathComponent(
        "verlauf-fault-\(UUID().uuidString).so"
      )
      .path
      let script =
        "for C in clang cc gcc; do $C -shared -fPIC -O1 -o \"$1\" \"$2\" -ldl 2>/dev/null && exit 0; done; exit 1"
      guard (try? Self.run(["/bin/sh", "-c", script, "sh", object, source], in: "/"))?.status == 0 else { return nil }
      return object
    #else
      return nil
    #endif
  }()

  private static func run(
    _ arguments: [String], in folder: String, _ extra: [String: String] = [:]
  ) throws -> (status: Int32, isSignal: Bool, errors: String) {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: arguments[0])
    process.arguments = Array(arguments.dropFirst())
    process.currentDirectoryURL = URL(fileURLWithPath: folder)
    process.environment = ProcessInfo.processInfo.environment.merging(["SWIFT_BACKTRACE": "enable=no"]) { $1 }
      .merging(extra) { $1 }
    let errors = FileManager.default.temporaryDirectory.appendingPathComponent("verlauf-fault-\(UUID().uuidString).txt")
    _ = FileManager.default.createFile(atPath: errors.path, contents: nil)
    defer { try? FileManager.default.removeItem(at: errors) }
    let handle = try FileHandle(forWritingTo: errors)
    defer { try? handle.close() }
    process.standardOutput = FileHandle.nullDevice
    process.standardError = handle
    process.standardInput = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    return (
      process.terminationStatus, process.terminationReason == .uncaughtSignal,
      String(decoding: try Data(contentsOf: errors), as: UTF8.self)
    )
  }

  /// Every file below by its path, with its bytes; folders with none. What the writer keeps for itself is left out.
  private static func contents(_ folder: String) throws -> [String: Data] {
    var found: [String: Data] = [:]
    for name in try FileManager.default.subpathsOfDirectory(atPath: folder)
    where !name.split(separator: "/").contains(where: { $0.hasPrefix(".verlauf-") }) {
      found[name] = FileManager.default.contents(atPath: "\(folder)/\(name)") ?? Data()
      // An iCalendar tells when it was made.
      if name.hasSuffix(".ics"), let text = found[name].map({ String(decoding: $0, as: UTF8.self) }) {
        found[name] = Data(text.replacing(/DTSTAMP:[0-9TZ]+/, with: "DTSTAMP").utf8)
      }
    }
    return found
  }

  /// The faults to try: of each kind at each call, or a draw of them, half of it from where the writer begins.
  private static func faults(_ calls: [String]) -> [Fault] {
    let environment = ProcessInfo.processInfo.environment
    let all = calls.indices.flatMap { index in
      Fault.kinds.map { Fault(number: index + 1, kind: $0, call: calls[index]) }
    }
    if environment["VERLAUF_FAULTS"] == "all" { return all }
    let count = environment["VERLAUF_FAULTS"].flatMap { Int($0) } ?? 8
    var random = SeededGenerator(seed: environment["VERLAUF_FAULTS_SEED"].flatMap { UInt64($0) } ?? 9)
    let writer = calls.firstIndex { $0.hasPrefix("flock") } ?? 0
    // Of many calls alike, such as the writes of a hundred files, one is as good as another.
    let rare = Set(
      Dictionary(grouping: calls.indices) { calls[$0].prefix { $0 != " " } }.values.flatMap {
        $0.prefix(2) + $0.suffix(2)
      })
    let chosen = all.filter { $0.number > writer && rare.contains($0.number - 1) }
    let drawn =
      chosen.shuffled(using: &random).prefix(count - count / 3) + all.shuffled(using: &random).prefix(count / 3)
    // The one step by which the new state comes is tried in any case, failed and last.
    let step = (calls.firstIndex { $0.hasPrefix("renameat2") } ?? 0) + 1
    let always = all.filter { $0.number == step && ["io", "after"].contains($0.kind) }
    return Set(drawn + always).sorted { ($0.number, $0.kind) < ($1.number, $1.kind) }
  }

  @Test(.enabled(if: shim != nil, "needs Linux, a C compiler, and no sanitiser"), arguments: trials)
  func anyCallOfACommandMayFail(trial: Trial) throws {
    let shim = try #require(Self.shim)
    let program = try CommandLineTests.executable().path
    let ground = FileManager.default.temporaryDirectory.appendingPathComponent("verlauf-faults-\(UUID().uuidString)")
      .path
    defer { try? FileManager.default.removeItem(atPath: ground) }
    let template = "\(ground)/template"
    try FileManager.default.createDirectory(atPath: template, withIntermediateDirectories: true)
    for (name, path) in [("study", "Tests/ExchangeTests/Fixtures/faultless"), ("other", "Examples/full-record")] {
      try FileManager.default.copyItem(
        atPath: CommandLineTests.root.appendingPathComponent(path).path, toPath: "\(template)/\(name)")
    }
    try Data("mine".utf8).write(to: URL(fileURLWithPath: "\(template)/thesis.txt"))
    // Without rsvg-convert, which takes long.
    let plain = ["V": program, "PATH": "/nowhere"]
    #expect(try Self.run(["/bin/sh", "-c", trial.before + "\n:"], in: template, plain).status == 0)
    let old = try Self.contents(template)
    let isOurs = { (path: String) in path == trial.target || path.hasPrefix(trial.target + "/") || path == "new" }
    let isDesktops = { (path: String) in path.hasSuffix("/Thumbs.db") || path.hasSuffix("/.DS_Store") }
    func inFolder(_ name: String, _ body: (String) throws -> Void) throws {
      let folder = "\(ground)/\(name)"
      // Not FileManager: a file's seal is an extended attribute.
      #expect(try Self.run(["/bin/cp", "-a", template, folder], in: ground).status == 0)
      defer { try? FileManager.default.removeItem(atPath: folder) }
      try body(folder)
    }
    let words = trial.line.split(separator: " ").map(String.init)
    let log = "\(ground)/log"
    /// The calls that the log tells, in their order.
    func logged() throws -> [String] {
      defer { try? FileManager.default.removeItem(atPath: log) }
      return try String(contentsOfFile: log, encoding: .utf8).split(separator: "\n")
        .map { $0.drop { $0 != " " }.dropFirst() }.map(String.init)
    }
    func command(_ folder: String, _ extra: [String: String] = [:]) throws -> (
      status: Int32, isSignal: Bool, errors: String
    ) { try Self.run([program] + words, in: folder, plain.merging(extra) { $1 }) }

    var calls: [String] = []
    var new: [String: Data] = [:]
    try inFolder("trace") { folder in
      let result = try command(
        folder, ["LD_PRELOAD": shim, "VERLAUF_FAULT_ROOT": folder, "VERLAUF_FAULT_LOG": log])
      #expect(result.status == 0, "\(result.errors)")
      calls = try logged()
      new = try Self.contents(folder)
    }
    #expect(calls.contains { $0.hasPrefix("renameat2") } && calls.count > 40, "the shim sees the writer")
    #expect(new != old)
    for (path, bytes) in old where !isOurs(path) || isDesktops(path) { #expect(new[path] == bytes, "\(path)") }

    let faults = Self.faults(calls)
    var met = 0
    for fault in faults {
      try inFolder("run") { folder in
        let result = try command(
          folder,
          [
            "LD_PRELOAD": shim, "VERLAUF_FAULT_ROOT": folder, "VERLAUF_FAULT_AT": "\(fault.number)",
            "VERLAUF_FAULT_KIND": fault.kind, "VERLAUF_FAULT_LOG": log,
          ])
        let isKilled = fault.kind == "kill" || fault.kind == "after"
        let told = "\(fault): \(result.status) \(result.errors)"
        // A fault that was met is told by the exit code; one that did not matter, or was not met, leaves the new state.
        #expect(result.isSignal ? isKilled && result.status == 9 : [0, 2, 74].contains(result.status), "\(told)")
        if fault.kind == "signal" { #expect(result.status == 0, "\(told)") }
        var now = try Self.contents(folder)
        let left = try FileManager.default.subpathsOfDirectory(atPath: folder).filter { $0.hasPrefix(".verlauf-") }
        for (path, bytes) in old where isDesktops(path) && now[path] == nil {
          // What could not be moved on is where the next command finds it, and that is told.
          #expect(result.status != 0, "\(told)")
          let name = path.dropFirst(trial.target.count)
          #expect(
            left.contains { $0.hasSuffix(name) && FileManager.default.contents(atPath: "\(folder)/\($0)") == bytes })
          now[path] = bytes
        }
        // A folder on the way to the target may stay empty.
        if isKilled, now["new"] != nil, now["new/out"] == nil { now["new"] = nil }
        #expect(now == old || now == new, "\(told)\n\(Self.difference(now, old))\n\(Self.difference(now, new))")
        if result.status == 0, !result.isSignal { #expect(now == new, "\(told)") }
        // Where standard error itself fails, nothing can be told on it.
        if result.status != 0, !result.isSignal, fault.kind != "full", fault.call != "write #2" {
          #expect(!result.errors.isEmpty, "\(told)")
        }
        if try logged().count >= fault.number { met += 1 }

        let next = try command(folder)
        #expect(next.status == (trial.isUsers && now == new ? 2 : 0), "\(told)\nthen \(next.status) \(next.errors)")
        #expect(try Self.contents(folder) == new, "\(told)")
        let swept = try FileManager.default.subpathsOfDirectory(atPath: folder).filter {
          $0.contains(".verlauf-") && !($0 == "\(trial.target)/.verlauf-manifest")
        }
        #expect(swept == [], "\(told)")
      }
    }
    // The order of reading differs from run to run, and an early fault may end the command: most are met all the same.
    #expect(met * 10 >= faults.count * 9)
    if ProcessInfo.processInfo.environment["VERLAUF_FAULTS"] != nil {
      print(
        "\(trial): \(met) faults met of \(faults.count), at \(Set(faults.map(\.number)).count) of \(calls.count) calls")
    }
  }

  private static func difference(_ some: [String: Data], _ other: [String: Data]) -> String {
    Set(some.keys).union(other.keys).filter { some[$0] != other[$0] }.sorted().prefix(8).joined(separator: ", ")
  }
}

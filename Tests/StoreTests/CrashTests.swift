// SPDX-License-Identifier: Apache-2.0

import Exchange
import Foundation
import Testing
import VerlaufTesting

@testable import Store

/// Two writers are killed at any moment, again and again: what they were told is saved is there, and the file is sound.
///
/// `VERLAUF_CRASHES` in the environment says how often (`script/crashes` asks for 1,000); `VERLAUF_CRASHES_SEED` where the drawing starts.
@Suite(.serialized) struct CrashTests {
  private static let environment = ProcessInfo.processInfo.environment
  private static let rounds = environment["VERLAUF_CRASHES"].flatMap { Int($0) } ?? 8
  private static let seed = environment["VERLAUF_CRASHES_SEED"].flatMap { UInt64($0) } ?? 1

  /// A program that was built with the tests.
  static func program(_ name: String) throws -> URL {
    let beside = Bundle.main.executableURL?.deletingLastPathComponent().appendingPathComponent(name)
    let built = Samples.root.appendingPathComponent(".build/debug/\(name)")
    return try #require(
      [beside, built].compactMap(\.self).first { FileManager.default.isExecutableFile(atPath: $0.path) })
  }

  private static func writer() throws -> URL { try program("StoreLoad") }

  static let files = [
    "study.yaml": "study: x\n", "patients/1.yaml": "patient: 1\ncourse:\n  - event: changed\n",
    "patients/2.yaml": "patient: 2\ncourse:\n  - event: changed\n",
  ]

  /// Writers on a file, killed after some saves; the last number that each was told is saved.
  private func crash(
    _ path: String, _ names: [String], _ random: inout SeededGenerator, _ extra: [String: String] = [:]
  ) throws -> [String: Int] {
    var running: [(name: String, process: Process, pipe: Pipe)] = []
    for (index, name) in names.enumerated() {
      let process = Process()
      process.executableURL = try Self.writer()
      process.arguments = [path, name, "\(index + 1)"]
      process.environment = Self.environment.merging(["SWIFT_BACKTRACE": "enable=no"]) { $1 }.merging(extra) { $1 }
      let pipe = Pipe()
      process.standardOutput = pipe
      process.standardError = FileHandle.nullDevice
      try process.run()
      running.append((name, process, pipe))
    }
    var said = Data()
    if extra.isEmpty {
      // Not before one has begun to write; then at any moment.
      said = try #require(try running[0].pipe.fileHandleForReading.read(upToCount: 1))
      usleep(UInt32(random.below(60_000)))
      for writer in running { kill(writer.process.processIdentifier, SIGKILL) }
    }
    var acknowledged: [String: Int] = [:]
    for (index, writer) in running.enumerated() {
      if index > 0 { said = Data() }
      said += try writer.pipe.fileHandleForReading.readToEnd() ?? Data()
      writer.process.waitUntilExit()
      let lines = String(decoding: said, as: UTF8.self).split(separator: "\n")
      #expect(!lines.contains { $0.hasPrefix("error") }, "\(lines.last ?? "")")
      acknowledged[writer.name] = lines.compactMap { Int($0) }.last ?? 0
    }
    return acknowledged
  }

  private func check(_ path: String, _ acknowledged: [String: Int], _ round: Int) async throws {
    let store = try Store.open(path)
    let audit = try await store.verify()
    #expect(audit.findings == [], "round \(round)")
    let reasons = Set(try await store.history(most: 100_000).compactMap(\.why))
    for (name, last) in acknowledged where last > 0 {
      for number in 1...last where !reasons.contains("\(name) \(number)") {
        Issue.record("round \(round): save \(number) of \(name) was acknowledged and is lost")
      }
    }
    try store.close()
  }

  @Test("kill -9 loses no acknowledged change")
  func kills() async throws {
    var random = SeededGenerator(seed: Self.seed)
    let scratch = try Scratch()
    var path = scratch.path()
    for round in 0..<Self.rounds {
      // A log that grows is slower to hold against its chain; a new file now and then.
      if round % 20 == 0 {
        path = scratch.path("study-\(round).verlauf")
        try scratch.store(Self.files, "study-\(round).verlauf").close()
      }
      let acknowledged = try crash(path, ["a\(round)", "b\(round)"], &random)
      try await check(path, acknowledged, round)
    }
  }

  #if os(Linux)
    /// The shim, compiled; nil where there is no compiler for it.
    private static func shim(_ folder: String) -> String? {
      let source = Samples.root.appendingPathComponent("Tests/Shims/powerloss.c").path
      let object = folder + "/powerloss.so"
      for compiler in ["/usr/bin/clang", "/usr/bin/cc", "/usr/bin/gcc"]
      where FileManager.default.isExecutableFile(atPath: compiler) {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: compiler)
        process.arguments = ["-shared", "-fPIC", "-O1", "-o", object, source, "-ldl"]
        process.standardError = FileHandle.nullDevice
        guard (try? process.run()) != nil else { continue }
        process.waitUntilExit()
        if process.terminationStatus == 0 { return object }
      }
      return nil
    }

    @Test("a loss of power, which drops what was not synced, loses no acknowledged change")
    func powerLosses() async throws {
      guard Self.environment["TSAN_OPTIONS"] == nil, Self.environment["ASAN_OPTIONS"] == nil else { return }
      var random = SeededGenerator(seed: Self.seed &+ 77)
      let scratch = try Scratch()
      guard let shim = Self.shim(scratch.folder) else { return }
      var dropped = 0
      for round in 0..<Self.rounds {
        let path = scratch.path("study-\(round / 20).verlauf")
        if round % 20 == 0 { try scratch.store(Self.files, "study-\(round / 20).verlauf").close() }
        let image = scratch.path("image-\(round)")
        try FileManager.default.createDirectory(atPath: image, withIntermediateDirectories: true)
        let name = URL(fileURLWithPath: path).lastPathComponent
        for end in ["", "-wal"] where FileManager.default.fileExists(atPath: path + end) {
          try FileManager.default.copyItem(atPath: path + end, toPath: "\(image)/\(name)\(end)")
        }
        let acknowledged = try crash(
          path, ["p\(round)"], &random,
          [
            "LD_PRELOAD": shim, "VERLAUF_POWER_ROOT": path, "VERLAUF_POWER_IMAGE": image,
            "VERLAUF_POWER_AT": "\(1 + random.below(40))",
          ])
        // In every other round some blocks of what was not synced have reached the disk all the same, in any order.
        for end in ["", "-wal", "-shm"] {
          dropped += try Self.lose(path + end, "\(image)/\(name)\(end)", someStay: round % 2 == 1, &random)
        }
        try FileManager.default.removeItem(atPath: image)
        try await check(path, acknowledged, round)
      }
      #expect(dropped > 0)
    }

    /// Puts in place of a file what is on the disk for sure, and perhaps some blocks more. How many blocks were lost.
    private static func lose(
      _ path: String, _ image: String, someStay: Bool, _ random: inout SeededGenerator
    ) throws -> Int {
      guard let sure = FileManager.default.contents(atPath: image) else {
        try? FileManager.default.removeItem(atPath: path)
        return 0
      }
      let now = FileManager.default.contents(atPath: path) ?? Data()
      var left = sure
      var lost = 0
      let block = 512
      for start in stride(from: 0, to: max(now.count, sure.count), by: block) {
        let one = now.dropFirst(start).prefix(block)
        guard Data(one) != Data(sure.dropFirst(start).prefix(block)) else { continue }
        guard someStay, !one.isEmpty, random.below(2) == 0 else {
          lost += 1
          continue
        }
        if left.count < start { left += Data(count: start - left.count) }
        left.replaceSubrange(start..<min(left.count, start + one.count), with: one)
      }
      try left.write(to: URL(fileURLWithPath: path))
      return lost
    }
  #endif

  @Test("a file that cannot grow: a clear error, and nothing that was acknowledged is lost")
  func limit() async throws {
    let scratch = try Scratch()
    try scratch.store(Self.files).close()
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/sh")
    // Blocks of 512 or 1,024 bytes, by the shell.
    process.arguments = ["-c", "ulimit -f 400; exec \"$0\" \"$1\" w 1", try Self.writer().path, scratch.path()]
    let pipe = Pipe()
    process.standardOutput = pipe
    try process.run()
    let said = String(decoding: try pipe.fileHandleForReading.readToEnd() ?? Data(), as: UTF8.self)
    process.waitUntilExit()
    let lines = said.split(separator: "\n")
    #expect(process.terminationStatus == 1)
    #expect(lines.last?.hasPrefix("error: \(scratch.path()): ") == true, "\(lines.last ?? "")")
    let last = lines.compactMap { Int($0) }.last ?? 0
    #expect(last > 0)
    try await check(scratch.path(), ["w": last], 0)
  }
}

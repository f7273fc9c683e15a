// SPDX-License-Identifier: Apache-2.0

import Course
import Dosing
import Exchange
import Foundation
import GRDB
import Outcomes
import Store

/// Speed of the store beside plain SQLite in the same run, on the same disk, with the same durability (WAL, `synchronous = FULL`).

func seconds<Result>(_ work: () async throws -> Result) async rethrows -> (Double, Result) {
  let clock = ContinuousClock()
  let start = clock.now
  let result = try await work()
  let elapsed = clock.now - start
  return (Double(elapsed.components.seconds) + Double(elapsed.components.attoseconds) / 1e18, result)
}

func line(_ what: String, _ value: Double, _ unit: String) {
  let text = "\(what.padding(toLength: 66, withPad: " ", startingAt: 0)) \(String(format: "%10.2f", value)) \(unit)\n"
  // At once: what was measured stays where the rest is interrupted.
  FileHandle.standardOutput.write(Data(text.utf8))
}

/// An invented patient of 30 entries.
func patient(_ number: Int) -> String {
  var text = "patient: P\(number)\nsex: female\nage: \(30 + number % 50)\ncourse:\n"
  text += "  - diagnosis: leiomyosarcoma\n    when: 2015-03-\(10 + number % 18)\n    site: thigh\n"
  for course in 0..<9 {
    let year = 2015 + course / 2
    let month = course % 2 == 0 ? "04" : "10"
    text += """
        - therapy: gemcitabine
          id: gem-\(course)
          when: \(year)-\(month)-01
          ends: \(year)-\(month)-28
          phases:
            - {dose: 1000 mg/m2, days: [1, 8], every: 21 d}
        - assessment: CT
          when: \(year)-\(month)-20
          response: SD
        - event: seen in the clinic
          when: \(year)-\(month)-25
          note: well, works, no complaint

      """
  }
  return text + "  - last contact: alive\n    when: 2020-06-01\n"
}

func study(_ count: Int) -> [String: String] {
  var files = ["study.yaml": "study: Synthetic cohort\n"]
  for number in 1...count { files["patients/P\(number).yaml"] = patient(number) }
  return files
}

let folder = FileManager.default.temporaryDirectory.appendingPathComponent("verlauf-store-bench-\(UUID().uuidString)")
  .path
try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
defer { try? FileManager.default.removeItem(atPath: folder) }

/// Saves a second, each a changed note of one entry of 30.
func saves(_ store: Store, _ count: Int, _ label: String) async throws -> Double {
  let entries = try await store.parts(of: "P1").filter { $0.part.text.contains("seen in the clinic") }
  var base = Dictionary(uniqueKeysWithValues: entries.map { ($0.id, $0.revision) })
  let (time, _) = try await seconds {
    for number in 0..<count {
      let entry = entries[number % entries.count]
      let text = "- event: seen in the clinic\n  when: 2016-04-25\n  note: visit \(label) \(number), no complaint\n"
      let saved = try await store.save(
        [.replace(entry.id, base: base[entry.id] ?? 1, text: text)], by: "bench", why: "measured")
      base[entry.id] = saved.revision
    }
  }
  return Double(count) / time
}

/// Rows a second in plain SQLite: the text of one save, each in a transaction of its own.
func plain(_ path: String, _ count: Int) async throws -> Double {
  var configuration = Configuration()
  configuration.journalMode = .wal
  let queue = try DatabaseQueue(path: path, configuration: configuration)
  try await queue.write { try $0.execute(sql: "CREATE TABLE log (number INTEGER PRIMARY KEY, at TEXT, text TEXT)") }
  try await queue.writeWithoutTransaction { try $0.execute(sql: "PRAGMA synchronous = FULL") }
  let (time, _) = try await seconds {
    for number in 0..<count {
      try await queue.write {
        try $0.execute(
          literal:
            "INSERT INTO log (at, text) VALUES (\("2026-11-28T21:30:00.123Z"), \("  - event: seen in the clinic\n    when: 2016-04-25\n    note: visit \(number), no complaint\n"))"
        )
      }
    }
  }
  try queue.close()
  return Double(count) / time
}

/// Writes a million revisions past the store, of one part. Seconds.
func fill(_ path: String) async throws -> Double {
  let queue = try DatabaseQueue(path: path)
  let (time, _) = try await seconds {
    try await queue.write { db in
      let part = try Int.fetchOne(db, sql: "SELECT key FROM part WHERE kind = 'entry' ORDER BY key DESC LIMIT 1") ?? 0
      let first = (try Int.fetchOne(db, sql: "SELECT max(number) FROM revision") ?? 0) + 1
      let change = (try Int.fetchOne(db, sql: "SELECT max(number) FROM change") ?? 0) + 1
      let text =
        try String.fetchOne(
          db, sql: "SELECT c.text FROM change c JOIN part p ON p.change = c.number WHERE p.key = ?", arguments: [part])
        ?? ""
      let digest = Data(count: 32)
      let one = try db.makeStatement(
        sql:
          "INSERT INTO revision (number, at, by, kind, why_digest, hash, why, why_salt) VALUES (?, '2026-11-28T21:30:00.123Z', 'x', 'save', ?, ?, 'x', zeroblob(16))"
      )
      let two = try db.makeStatement(
        sql:
          "INSERT INTO change (number, revision, part, position, removed, text, salt, digest) SELECT ?, ?, key, position, 0, ?, zeroblob(16), ? FROM part WHERE key = ?"
      )
      for number in 0..<1_000_000 {
        try one.execute(arguments: [first + number, digest, digest])
        try two.execute(arguments: [change + number, first + number, text, digest, part])
      }
      try db.execute(sql: "UPDATE part SET change = ? WHERE key = ?", arguments: [change + 999_999, part])
    }
  }
  try queue.close()
  return time
}

// 1. Saves, in turn with plain SQLite, since disks have moods.
let small = folder + "/small.verlauf"
try Store.create(small, from: MemoryFiles(texts: study(20)), by: "bench", program: "bench")
let store = try Store.open(small)
var (own, other) = ([Double](), [Double]())
for round in 0..<5 {
  own.append(try await saves(store, 200, "a\(round)"))
  other.append(try await plain("\(folder)/plain-\(round)", 200))
}
let (ownMedian, otherMedian) = (own.sorted()[2], other.sorted()[2])
line("saves of one of 30 entries, acknowledged and durable (median of 5)", ownMedian, "a second")
line("rows in plain SQLite, each durable", otherMedian, "a second")
line("  share", ownMedian / otherMedian, "(at least 0.50)")

// 2. A history of a million revisions, written past the store; then saves again.
line("  (a million revisions written past the store)", try await fill(small), "s")
var late: [Double] = []
for round in 0..<5 { late.append(try await saves(store, 200, "b\(round)")) }
line("saves with 1,000,000 revisions in the history", late.sorted()[2], "a second")
line("  share of those before", late.sorted()[2] / ownMedian, "")
let (historyTime, _) = try await seconds { try await store.history(most: 100) }
line("the last 100 revisions of them", historyTime * 1000, "ms")
try store.close()

// 3. Many patients: 10,000, or as many as the first argument says.
let patients = CommandLine.arguments.dropFirst().first.flatMap { Int($0) } ?? 10_000
let large = folder + "/large.verlauf"
let (importTime, _) = try await seconds {
  try Store.create(large, from: MemoryFiles(texts: study(patients)), by: "bench", program: "bench")
}
line("import of \(patients) patients of 30 entries", importTime, "s")
var opens: [Double] = []
for _ in 0..<5 {
  let (time, count) = try await seconds {
    let store = try Store.open(large)
    let count = try await store.patients().count
    try store.close()
    return count
  }
  precondition(count == patients)
  opens.append(time)
}
line("open it, list and counts of its patients (of 10,000 at most 200)", opens.sorted()[2] * 1000, "ms")
let cohort = try Store.open(large)
let library = RegimenLibrary()
func derive(_ id: String) async throws -> Int {
  try await cohort.derived(id, as: "outcomes") { reading in
    guard let study = reading.study else { return 0 }
    return await StudyOutcomes(study, library: library).patients.count
  }
}
var firsts: [Double] = []
for number in stride(from: 100, to: 2100, by: 100) {
  firsts.append(try await seconds { try await derive("P\(1 + number % patients)") }.0)
}
line("one patient with all derivations, first (median of 20; at most 20)", firsts.sorted()[10] * 1000, "ms")
line("the same patient again", try await seconds { try await derive("P101") }.0 * 1000, "ms")
let attributes = try FileManager.default.attributesOfItem(atPath: large)
line("size of the file", Double(attributes[.size] as? Int ?? 0) / 1e6, "MB")
try cohort.close()

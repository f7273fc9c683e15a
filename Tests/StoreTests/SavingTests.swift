// SPDX-License-Identifier: Apache-2.0

import Chronology
import Course
import Exchange
import Foundation
import StudyTesting
import Testing

@testable import Store

@Suite("A save is one revision, merged field by field")
struct SavingTests {
  private func part(_ store: Store, _ patient: String?, _ word: String) async throws -> StoredPart {
    try #require(try await store.parts(of: patient).first { $0.part.text.contains(word) })
  }

  @Test("changes what it says and nothing else, and every state before stays readable")
  func change() async throws {
    let store = try Scratch().store(Samples.small)
    let before = try await store.files()
    let surgery = try await part(store, "1", "surgery")
    let text = surgery.part.text.replacing("margin: R0", with: "margin: R1")
    let saved = try await store.save([.replace(surgery.id, base: 1, text: text)], by: "A", why: "chart read again")
    #expect(saved == Saved(revision: 2, isChanged: true, added: [], taken: [:]))
    var after = before
    after["patients/1.yaml"] = before["patients/1.yaml"]?.replacing("margin: R0", with: "margin: R1")
    #expect(try await store.files() == after)
    #expect(try await store.files(at: 1) == before)
    #expect(try await store.study(at: 1).study != store.study().study)
    let changes = try await store.changes(in: 2)
    #expect(changes.map(\.title) == ["`surgery: resection` of patient 1"])
    #expect(changes[0].fields == [PartChange.Field(name: "margin", old: "margin: R0\n", new: "margin: R1\n")])
    let history = try await store.history(.patient("1"))
    #expect(history.map(\.id) == [2, 1])
    #expect(history[0].why == "chart read again" && history[0].by == "A" && history[0].kind == .save)
    #expect(try await store.history(.patient("2")).map(\.id) == [1])
    #expect(try await store.history(.part(surgery.id)).map(\.id) == [2, 1])
    #expect(try await store.compare(1, 2) == changes)
    #expect(try await store.verify().findings == [])
  }

  @Test("asks why where a recorded fact changes or goes, and not for what is entered first or for a comment")
  func why() async throws {
    let store = try Scratch().store(Samples.small)
    let surgery = try await part(store, "1", "surgery")
    func save(_ edit: Edit) async throws -> Saved { try await store.save([edit], by: "A") }
    let changed = surgery.part.text.replacing("R0", with: "R1")
    #expect(
      await #expect(throws: StoreError.self) { try await save(.replace(surgery.id, base: 1, text: changed)) }
        == .reasonMissing(["`margin` of `surgery: resection` of patient 1"]))
    let gone = surgery.part.text.replacing("      margin: R0\n", with: "").replacing("    margin: R0\n", with: "")
    #expect(gone != surgery.part.text)
    await #expect(throws: StoreError.self) { try await save(.replace(surgery.id, base: 1, text: gone)) }
    await #expect(throws: StoreError.self) { try await save(.remove(surgery.id, base: 1)) }
    #expect(try await store.lastRevision() == 1)
    let more = surgery.part.text + "    site: thigh\n"
    #expect(try await save(.replace(surgery.id, base: 1, text: more)).revision == 2)
    let commented = try await part(store, "1", "surgery").part.text.replacing(
      "margin: R0", with: "margin: R0  # see letter")
    #expect(try await save(.replace(surgery.id, base: 2, text: commented)).revision == 3)
    // What changes nothing is no revision.
    let same = try await save(.replace(surgery.id, base: 3, text: commented))
    #expect(same == Saved(revision: 3, isChanged: false, added: [], taken: [:]))
  }

  @Test("takes fields that only one side has changed, and says so")
  func merge() async throws {
    let store = try Scratch().store(Samples.small)
    let surgery = try await part(store, "1", "surgery")
    let one = surgery.part.text.replacing("R0", with: "R1")
    let two = surgery.part.text.replacing("2019-04-02", with: "2019-04-03")
    _ = try await store.save([.replace(surgery.id, base: 1, text: one)], by: "A", why: "x")
    let saved = try await store.save([.replace(surgery.id, base: 1, text: two)], by: "B", why: "y")
    #expect(saved.taken == [surgery.id: ["margin"]])
    let text = try await part(store, "1", "surgery").part.text
    #expect(text.contains("R1") && text.contains("2019-04-03"))
    // The comment above it is still there, once.
    #expect(text.ranges(of: "# The first operation.").count == 1)
    #expect(try await store.verify().findings == [])
  }

  @Test("keeps every comment above an entry whose field changes, and the file in canonical form")
  func comments() async throws {
    let course = """
      patient: 1
      course:
        - diagnosis: leiomyosarcoma
          when: 2019

        # One.

        # Two.
        - surgery: resection  # behind
          # Of the margin.
          margin: R0
          note: one & two
        # At the end of the course.
      # At the end.
      """
    let store = try Scratch().store(["study.yaml": "study: x\n", "patients/1.yaml": course + "\n"])
    for (round, word) in ["diagnosis", "surgery"].enumerated() {
      let entry = try await part(store, "1", word)
      let text = entry.part.text.replacing("2019", with: "2018").replacing("R0", with: "R1")
      _ = try await store.save([.replace(entry.id, base: 1 + round, text: text)], by: "A", why: "x")
      let files = try await store.files()
      let now = try #require(files["patients/1.yaml"])
      for comment in [
        "# One.", "# Two.", "# behind", "# Of the margin.", "# At the end of the course.", "# At the end.",
      ] {
        #expect(now.split(separator: "\n").count { $0.hasSuffix(comment) } == 1, "\(comment) in \(now)")
      }
      #expect(try FolderFormat.format(MemoryFiles(texts: files)).changes.map(\.path) == [])
    }
  }

  @Test("gives a conflict where both have changed one field, and saves nothing then")
  func conflict() async throws {
    let store = try Scratch().store(Samples.small)
    let surgery = try await part(store, "1", "surgery")
    let one = surgery.part.text.replacing("R0", with: "R1")
    let two = surgery.part.text.replacing("R0", with: "R2").replacing("2019-04-02", with: "2019-04-03")
    _ = try await store.save([.replace(surgery.id, base: 1, text: one)], by: "A", why: "x")
    let error = await #expect(throws: StoreError.self) {
      try await store.save([.replace(surgery.id, base: 1, text: two)], by: "B", why: "y")
    }
    #expect(
      error
        == .conflict([
          Conflict(
            part: surgery.id, title: "`surgery: resection` of patient 1", patient: "1", field: "margin",
            base: "margin: R0\n",
            mine: "margin: R2\n", theirs: "margin: R1\n", revision: 2, by: "A")
        ]))
    #expect(try await store.lastRevision() == 2)
    // The same change of both is none.
    let same = try await store.save([.replace(surgery.id, base: 1, text: one)], by: "B", why: "y")
    #expect(!same.isChanged)
    // One removes what the other has changed.
    await #expect(throws: StoreError.self) { try await store.save([.remove(surgery.id, base: 1)], by: "B", why: "y") }
    _ = try await store.save([.remove(surgery.id, base: 2)], by: "A", why: "wrong patient")
    await #expect(throws: StoreError.self) {
      try await store.save([.replace(surgery.id, base: 2, text: two)], by: "B", why: "y")
    }
  }

  /// Whatever two people do to the fields of one entry: a field that one has changed is as that one has it, and a field that both have changed differently is a conflict.
  @Test("loses no field of two editors", arguments: 0..<30)
  func editors(seed: Int) async throws {
    var random = RandomStudy(seed: UInt64(seed) + 500)
    let names = ["when", "site", "margin", "note"]
    let values = [
      "when": ["2019-04-02", "2019-05", "2020"], "site": ["thigh", "lung", "liver"], "margin": ["R0", "R1", "R2"],
      "note": ["a", "b", "c"],
    ]
    func choose(_ random: inout RandomStudy) -> [String: String] {
      Dictionary(uniqueKeysWithValues: names.map { ($0, random.pick(values[$0] ?? [])) })
    }
    func text(_ fields: [String: String]) -> String {
      "- surgery: resection\n" + names.map { "  \($0): \(fields[$0] ?? "")\n" }.joined()
    }
    let base = choose(&random)
    func edit(_ random: inout RandomStudy) -> [String: String] {
      var own = base
      for name in names where random.chance(0.4) { own[name] = random.pick(values[name] ?? []) }
      return own
    }
    let (mine, theirs) = (edit(&random), edit(&random))
    let store = try Scratch().store([
      "study.yaml": "study: x\n", "patients/1.yaml": "patient: 1\ncourse:\n" + text(base),
    ])
    let entry = try await part(store, "1", "surgery")
    _ = try await store.save([.replace(entry.id, base: 1, text: text(theirs))], by: "T", why: "x")
    let both = names.filter { mine[$0] != base[$0] && theirs[$0] != base[$0] && mine[$0] != theirs[$0] }
    do {
      _ = try await store.save([.replace(entry.id, base: 1, text: text(mine))], by: "M", why: "x")
      #expect(both == [])
      let after = try await part(store, "1", "surgery").part.text
      for name in names {
        let expected = mine[name] != base[name] ? mine[name] : theirs[name]
        #expect(after.contains("\(name): \(expected ?? "")\n"), "\(name) in \(after)")
      }
      let files = try await store.files()
      #expect(try FolderFormat.format(MemoryFiles(texts: files)).changes.map(\.path) == [])
    } catch StoreError.conflict(let conflicts) {
      #expect(Set(conflicts.compactMap(\.field)) == Set(both) && !both.isEmpty)
    }
  }

  /// A therapy of two phases that two people edit at once.
  @Test("phases that two have changed are taken from both; the same value of one phase is a conflict")
  func phases() async throws {
    let therapy = """
      - therapy: gemcitabine
        when: 2019-06-01
        phases:
          - {dose: 1000 mg/m2, days: [1, 8], every: 21 d, cycles: 1-4}
          - {dose: 800 mg/m2, days: [1, 8], every: 21 d, cycles: 5-6}
      """ + "\n"
    let cases: [(mine: [(String, String)], theirs: [(String, String)], isConflict: Bool)] = [
      ([("1000 mg", "900 mg")], [("800 mg", "700 mg")], false),
      ([("1000 mg", "900 mg")], [("{dose: 1000 mg/m2, days: [1, 8]", "{dose: 1000 mg/m2, days: [1]")], false),
      ([("1000 mg", "900 mg")], [("cycles: 5-6}\n", "cycles: 5-6}\n    - {dose: 600 mg/m2, cycles: 7-8}\n")], false),
      ([("cycles: 5-6}\n", "cycles: 5-6}\n    - {dose: 600 mg/m2, cycles: 7-8}\n")], [("800 mg", "700 mg")], false),
      ([("1000 mg", "900 mg")], [("1000 mg", "950 mg")], true),
      (
        [("cycles: 5-6}\n", "cycles: 5-6}\n    - {dose: 600 mg/m2, cycles: 7-8}\n")],
        [("cycles: 5-6}\n", "cycles: 5-6}\n    - {dose: 500 mg/m2, cycles: 7-8}\n")], true
      ),
    ]
    func edited(_ text: String, _ edits: [(String, String)]) -> String {
      edits.reduce(text) { $0.replacing($1.0, with: $1.1) }
    }
    for (number, each) in cases.enumerated() {
      let store = try Scratch().store([
        "study.yaml": "study: x\n", "patients/1.yaml": "patient: 1\ncourse:\n" + therapy,
      ])
      let entry = try await part(store, "1", "therapy")
      #expect(edited(therapy, each.mine) != therapy && edited(therapy, each.theirs) != therapy, "\(number)")
      _ = try await store.save(
        [.replace(entry.id, base: 1, text: edited(therapy, each.theirs))], by: "T", why: "x")
      do throws(StoreError) {
        let saved = try await store.save(
          [.replace(entry.id, base: 1, text: edited(therapy, each.mine))], by: "M", why: "y")
        #expect(!each.isConflict && saved.taken == [entry.id: ["phases"]], "\(number)")
        let both = [
          "study.yaml": "study: x\n",
          "patients/1.yaml": "patient: 1\ncourse:\n" + edited(edited(therapy, each.theirs), each.mine),
        ]
        let now = try await store.study().study
        #expect(now == StudyFolder.read(files: both).study, "\(number)")
      } catch {
        guard case .conflict(let conflicts) = error else {
          Issue.record("\(number): \(error)")
          continue
        }
        #expect(each.isConflict && conflicts.map(\.field) == ["phases"], "\(number)")
      }
      #expect(try await store.verify().findings == [])
    }
  }

  @Test("is refused where the study could not be read any more, with the place")
  func unreadable() async throws {
    let store = try Scratch().store(Samples.small)
    let therapy = try await part(store, "1", "gemcitabine")
    func problems(_ edits: [Edit]) async -> [String] {
      do throws(StoreError) {
        _ = try await store.save(edits, by: "A", why: "x")
        return ["saved"]
      } catch {
        guard case .unreadable(let problems) = error else { return ["\(error)"] }
        return problems.map(\.description)
      }
    }
    // A claim speaks of it.
    let renamed = therapy.part.text.replacing("id: gem", with: "id: gemcitabine-1")
    #expect(
      await problems([.replace(therapy.id, base: 1, text: renamed)]).contains {
        $0.contains("claims.yaml") && $0.contains("gem")
      })
    #expect(await problems([.remove(therapy.id, base: 1)]).contains { $0.hasPrefix("claims.yaml") })
    let wrong = therapy.part.text.replacing("2019-06-01", with: "2019-13-01")
    #expect(await problems([.replace(therapy.id, base: 1, text: wrong)]).contains { $0.hasPrefix("patients/1.yaml:") })
    let typo = therapy.part.text.replacing("lasts", with: "last")
    #expect(
      await problems([.replace(therapy.id, base: 1, text: typo)]).contains { $0.contains("did you mean `lasts`?") })
    #expect(
      await problems([.replace(therapy.id, base: 1, text: therapy.part.text + therapy.part.text)]).contains {
        $0.contains("one item")
      })
    #expect(
      await problems([.add(StudyPart(kind: .entry, patient: "9", text: "- death: true"))])[0].contains(
        "there is no patient `9`"))
    let patient = try await part(store, "2", "patient: 2")
    #expect(
      await problems([
        .addRow(.laboratory, ["patient": "1", "analyte": "platelets", "when": "2020", "valu": "1", "unit": "G/L"])
      ])[0].contains("did you mean `value`?"))
    #expect(
      await problems([
        .addRow(.laboratory, ["patient": "1", "analyte": "platelets", "when": "2020", "value": "many", "unit": "G/L"])
      ])[0].hasPrefix("labs.csv:"))
    #expect(try await store.lastRevision() == 1)
    // A patient goes with course and rows, if no claim is left behind.
    #expect(await problems([.remove(patient.id, base: 1)]) == ["saved"])
    #expect(try await store.patients().map(\.id) == ["1"])
    #expect(try await store.files()["labs.csv"]?.contains("\n2,") == false)
    #expect(try await store.verify().findings == [])
  }

  @Test("adds patients, entries in their place, claims and rows; and a column that a table had not")
  func additions() async throws {
    let store = try Scratch().store(Samples.small)
    let diagnosis = try await part(store, "1", "diagnosis")
    let saved = try await store.save(
      [
        .add(StudyPart(kind: .patient, patient: "3", text: "patient: 3\nsex: female\n")),
        .add(StudyPart(kind: .entry, patient: "3", text: "- death: true\n  when: 2022")),
        .add(
          StudyPart(kind: .entry, patient: "1", text: "- biopsy: core needle\n  when: 2019-03-20\n"),
          at: .behind(diagnosis.id)),
        .add(StudyPart(kind: .claim, text: "- claim: duration\n  id: c9\n  patient: 1\n  is: 6 mo\n  of: gem\n")),
        .addRow(
          .laboratory, ["patient": "3", "analyte": "platelets", "when": "2022-01-01", "value": "20", "unit": "G/L"]),
      ], by: "A")
    #expect(saved.added.count == 5)
    let files = try await store.files()
    #expect(files["patients/3.yaml"] == "patient: 3\nsex: female\ncourse:\n  - death: true\n    when: 2022\n")
    let entries = try #require(try await store.patient("1").study).patients[0].entries.prefix(4).map(\.id)
    #expect(entries == ["diagnosis", "biopsy", "surgery", "gem"])
    #expect(files["labs.csv"]?.hasSuffix("3,platelets,2022-01-01,20,G/L\n") == true)
    // The store is what the folder would be: each file is in canonical form.
    #expect(try FolderFormat.format(MemoryFiles(texts: files)).changes.map(\.path) == [])
    // A lesion: the table is new, and later gets a column.
    let row = ["patient": "1", "lesion": "L1", "date": "2019-06-01", "role": "target", "site": "lung", "finding": "20"]
    let columns = FolderFormat.columns("lesions.csv")
    let known = row.filter { columns.contains($0.key) }
    _ = try await store.save([.addRow(.lesion, known)], by: "A")
    let optional = try #require(columns.first { $0 == "reader" })
    _ = try await store.save([.addRow(.lesion, known.merging(["date": "2019-08-01", optional: "B"]) { $1 })], by: "A")
    let table = try #require(try await store.files()["lesions.csv"])
    #expect(table.split(separator: "\n").count == 3)
    #expect(try FolderFormat.format(MemoryFiles(texts: try await store.files())).changes.map(\.path) == [])
    #expect(try await store.study().errors.isEmpty)
    #expect(try await store.verify().findings == [])
  }

  /// Entries without an id are named by their kind and number: what is put before one must not take its name.
  @Test("leaves every entry its name when another of its kind comes before it or goes")
  func names() async throws {
    let files = [
      "study.yaml": "study: x\n",
      "patients/1.yaml": """
      patient: 1
      course:
        - event: seen
          when: 2020
        - event: seen
          when: 2021
        - death: true
          when: 3 mo after event-2
      """ + "\n",
    ]
    let store = try Scratch().store(files)
    let first = try await part(store, "1", "2020")
    _ = try await store.save([.remove(first.id, base: 1)], by: "A", why: "another patient's")
    var entries = try #require(try await store.patient("1").study).patients[0].entries
    #expect(entries.map(\.id) == ["event-2", "death"])
    let head = try await part(store, "1", "2021")
    _ = try await store.save(
      [.add(StudyPart(kind: .entry, patient: "1", text: "- event: seen\n  when: 2019"))], by: "A")
    entries = try #require(try await store.patient("1").study).patients[0].entries
    #expect(entries.first { $0.when.first?.text == "2021" }?.id == "event-2")
    #expect(head.id != first.id)
  }

  @Test("keeps room between neighbours, and makes room where there is none")
  func positions() async throws {
    #expect(Saving.positions([nil, nil]) == [Store.gap, 2 * Store.gap])
    #expect(Saving.positions([10, nil, 20]) == [10, 15, 20])
    #expect(Saving.positions([10, nil, 11]) == [Store.gap, 2 * Store.gap, 3 * Store.gap])
    let store = try Scratch().store(Samples.small)
    let diagnosis = try await part(store, "2", "diagnosis")
    for number in 0..<40 {
      _ = try await store.save(
        [.add(StudyPart(kind: .entry, patient: "2", text: "- event: e\(number)\n"), at: .behind(diagnosis.id))], by: "A"
      )
    }
    let events = try await store.parts(of: "2").map(\.part.text).filter { $0.contains("event: e") }
    #expect(events.map { $0.split(separator: "\n").first } == (0..<40).reversed().map { "  - event: e\($0)" })
    #expect(try await store.verify().findings == [])
  }

  @Test("a draft is kept for its author, and goes with the save that settles it")
  func drafts() async throws {
    let store = try Scratch().store(Samples.small)
    let surgery = try await part(store, "1", "surgery")
    try await store.keep(Draft(author: "A", place: "part", part: surgery.id, patient: "1", base: 1, text: "half"))
    try await store.keep(Draft(author: "A", place: "part", part: surgery.id, patient: "1", base: 1, text: "more"))
    try await store.keep(Draft(author: "B", place: "part", part: surgery.id, patient: "1", base: 1, text: "other"))
    #expect(try await store.drafts(of: "A").map(\.text) == ["more"])
    // A save that fails settles nothing.
    await #expect(throws: StoreError.self) {
      try await store.save([.replace(surgery.id, base: 1, text: "- nothing: x")], by: "A", why: "x", settling: ["part"])
    }
    #expect(try await store.drafts().count == 2)
    _ = try await store.save(
      [.replace(surgery.id, base: 1, text: surgery.part.text.replacing("R0", with: "R1"))], by: "A", why: "x",
      settling: ["part"])
    #expect(try await store.drafts().map(\.author) == ["B"])
    try await store.discard("part", of: "B")
    #expect(try await store.drafts().isEmpty)
  }

  @Test("a revision is taken back by another, unless somebody has gone on from it")
  func takeBack() async throws {
    let store = try Scratch().store(Samples.small)
    let before = try await store.files()
    let surgery = try await part(store, "1", "surgery")
    _ = try await store.save(
      [.replace(surgery.id, base: 1, text: surgery.part.text.replacing("R0", with: "R1"))], by: "A", why: "x")
    _ = try await store.takeBack(2, by: "A", why: "slip")
    #expect(try await store.files() == before)
    _ = try await store.takeBack(3, by: "A", why: "no slip")
    #expect(try await store.files() == store.files(at: 2))
    let now = try await part(store, "1", "surgery")
    _ = try await store.save(
      [.replace(now.id, base: 4, text: now.part.text.replacing("R1", with: "R2"))], by: "B", why: "x")
    let error = await #expect(throws: StoreError.self) { try await store.takeBack(4, by: "A", why: "y") }
    guard case .conflict = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    _ = try await store.save([.add(StudyPart(kind: .entry, patient: "2", text: "- event: x"))], by: "A")
    _ = try await store.takeBack(6, by: "A", why: "y")
    #expect(try await store.files()["patients/2.yaml"] == before["patients/2.yaml"])
  }

  @Test("what was derived of a patient is kept until the patient or the study changes")
  func derived() async throws {
    let store = try Scratch().store(Samples.small)
    let counter = Counter()
    func title() async throws -> String {
      try await store.derived("1", as: "title") { reading in
        await counter.add()
        return reading.study?.title ?? ""
      }
    }
    #expect(try await title() == "Two patients")
    #expect(try await title() == "Two patients")
    #expect(await counter.count == 1)
    _ = try await store.save([.add(StudyPart(kind: .entry, patient: "2", text: "- event: x"))], by: "A")
    _ = try await title()
    #expect(await counter.count == 1)
    _ = try await store.save([.add(StudyPart(kind: .entry, patient: "1", text: "- event: x"))], by: "A")
    _ = try await title()
    #expect(await counter.count == 2)
    let study = try await part(store, nil, "Two patients")
    _ = try await store.save([.replace(study.id, base: 1, text: "study: Three\n")], by: "A", why: "x")
    #expect(try await title() == "Three")
  }

  @Test("two derivations of one patient do not give each other's value")
  func derivations() async throws {
    let store = try Scratch().store(Samples.small)
    for _ in 0..<2 {
      #expect(try await store.derived("1", as: "title") { $0.study?.title ?? "" } == "Two patients")
      #expect(try await store.derived("1", as: "centre") { $0.study?.centre.value ?? "" } == "Munich")
    }
  }

  private actor Counter {
    var count = 0
    func add() { count += 1 }
  }
}

@Suite("A save of an entry is taken exactly where the folder would read")
struct EntryCheckTests {
  /// Entries of random studies get times that refer to anything, right or wrong; what the save says must be what the reader of the whole folder says.
  @Test("whatever an entry refers to", arguments: 0..<Samples.seeds * 2)
  func references(seed: Int) async throws {
    var random = RandomStudy(seed: UInt64(seed) + 52_000)
    let study = random.study(patients: 2)
    let store = try Scratch().store(try StudyFolder.write(study))
    var outcomes: Set<Bool> = []
    for _ in 0..<12 {
      let patient = random.pick(study.patients.map(\.id))
      let entries = try await store.parts(of: patient).filter { $0.part.kind == .entry }
      guard !entries.isEmpty else { continue }
      let part = random.pick(entries)
      let ids = study.patients.flatMap(\.entries).map(\.id) + ["nothing", "event-9", "gem-phase-1"]
      let times = ["when: 3 mo after \(random.pick(ids))", "when: 2019-13-01", "when: 2019-03", "nte: x", "note: y"]
      var lines = part.part.text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
      let line = random.pick(times)
      let key = line.prefix { $0 != ":" }
      lines.removeAll { $0.drop { $0 == " " }.hasPrefix("\(key):") }
      while lines.last?.isEmpty == true { lines.removeLast() }
      let text = (lines + ["    \(line)", ""]).joined(separator: "\n")
      let files = try await store.files()
      let path = "patients/\(patient).yaml"
      let expected = try #require(files[path]).replacing(part.part.text, with: text)
      let reads = StudyFolder.read(files: files.merging([path: expected]) { $1 }).errors.isEmpty
      let base = try await store.lastRevision()
      do throws(StoreError) {
        _ = try await store.save([.replace(part.id, base: base, text: text)], by: "A", why: "x")
        #expect(reads, "\(text)")
      } catch {
        guard case .unreadable(let problems) = error else {
          Issue.record("\(error)")
          continue
        }
        #expect(!reads, "\(text): \(problems)")
      }
      outcomes.insert(reads)
    }
    #expect(outcomes == [true, false])
    #expect(try await store.study().errors.isEmpty)
  }
}

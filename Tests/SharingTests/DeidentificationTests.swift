// SPDX-License-Identifier: Apache-2.0

import Chronology
import Course
import Exchange
import Foundation
import Notation
import Outcomes
import Plain
import StudyTesting
import Testing

@testable import Interchange

@Suite("De-identification")
struct DeidentificationTests {
  static let key = PseudonymKey(text: "verlauf pseudonym key 1: " + String(repeating: "0123456789abcdef", count: 4))
  private static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("../..")

  /// The files of a study folder of the repository.
  static func files(_ path: String) throws -> [String: String] {
    let folder = root.appendingPathComponent(path)
    var files: [String: String] = [:]
    for name in try FileManager.default.subpathsOfDirectory(atPath: folder.path)
    where name.hasSuffix(".yaml") || name.hasSuffix(".csv") {
      files[name] = try String(contentsOf: folder.appendingPathComponent(name), encoding: .utf8)
    }
    return files
  }

  static func study(_ path: String) throws -> Study { try #require(StudyFolder.read(files: try files(path)).study) }

  static func deidentified(_ study: Study, _ options: Deidentification.Options = .init()) throws -> Deidentification {
    try Deidentification(of: study, key: try #require(key), options: options)
  }

  /// The patients of a study beside what became of them.
  static func pairs(_ study: Study, _ own: Study) throws -> [(before: Patient, after: Patient)] {
    let key = try #require(Self.key)
    return try study.patients.map { patient in
      let name = key.pseudonym(of: patient.id, letters: 10)
      return (patient, try #require(own.patients.first { $0.id == name }))
    }
  }

  // MARK: what survives

  /// Every calendar bound is moved by the same days, every length between any two events, every order and every contradiction is as it was, whatever the record says.
  @Test("keeps every length, order and contradiction", arguments: 0..<30)
  func lengths(seed: Int) throws {
    var random = RandomStudy(seed: UInt64(seed))
    let study = random.study(patients: 2)
    for dates in Deidentification.Dates.allCases {
      var options = Deidentification.Options()
      options.dates = dates
      let own = try Self.deidentified(study, options).study
      for (before, after) in try Self.pairs(study, own) {
        #expect(before.entries.count == after.entries.count)
        try Self.expectSameTimes(PatientTimeline(before, in: study), PatientTimeline(after, in: own), seed)
      }
    }
  }

  private static func expectSameTimes(_ one: PatientTimeline, _ other: PatientTimeline, _ seed: Int) throws {
    #expect(
      one.conflicts.count == other.conflicts.count && one.furtherConflicts == other.furtherConflicts, "seed \(seed)")
    func events(_ timeline: PatientTimeline) -> [EventID?] {
      timeline.patient.entries.flatMap { entry -> [EventID?] in
        var ids = [entry.id]
        if case .therapy(let therapy) = entry.content { ids += therapy.phases.map(\.id) }
        return ids.flatMap { [timeline.start(of: $0), timeline.end(of: $0)] }
      } + [timeline.cutOff]
    }
    let (first, second) = (events(one), events(other))
    #expect(first.map { $0 == nil } == second.map { $0 == nil })
    let shift = zip(first, second).lazy.compactMap { pair -> Int? in
      guard let a = pair.0, let b = pair.1, let day = one.bounds(of: a).earliest,
        let moved = other.bounds(of: b).earliest
      else { return nil }
      return moved.number - day.number
    }.first
    let pairs = Array(zip(first, second))
    for (index, (a, b)) in pairs.enumerated() {
      guard let a, let b else { continue }
      let (bounds, moved) = (one.bounds(of: a), other.bounds(of: b))
      #expect(moved.earliest?.number == bounds.earliest.map { $0.number + (shift ?? 0) }, "seed \(seed)")
      #expect(moved.latest?.number == bounds.latest.map { $0.number + (shift ?? 0) }, "seed \(seed)")
      for (c, d) in pairs[index...].prefix(12) {
        guard let c, let d else { continue }
        #expect(one.length(from: a, to: c) == other.length(from: b, to: d), "seed \(seed)")
      }
    }
    for (entry, renamed) in zip(one.patient.entries, other.patient.entries) {
      for (later, last) in zip(one.patient.entries, other.patient.entries).prefix(6) {
        #expect(one.order(of: entry.id, to: later.id) == other.order(of: renamed.id, to: last.id), "seed \(seed)")
      }
    }
  }

  /// Durations, responses, times to progression and survival of whole series: exact ones, one with measured lesions, one with faults, and the paper's.
  @Test(
    "keeps every duration, response and time to an event",
    arguments: [
      "Examples/gemcitabine-maintenance", "Examples/invented-cohort", "Examples/full-record",
      "Tests/Series/clean-sarcoma",
      "Tests/Series/clean-record", "Tests/Series/planted-faults",
    ])
  func outcomes(path: String) async throws {
    let study = try Self.study(path)
    let own = try Self.deidentified(study).study
    try Self.expectSameOutcomes(study, own, path)
  }

  @Test("keeps them in studies at random", arguments: Array(100..<130) + [202, 256])
  func randomOutcomes(seed: Int) throws {
    var random = RandomStudy(seed: UInt64(seed))
    let study = random.study(patients: 2)
    try Self.expectSameOutcomes(study, try Self.deidentified(study).study, "seed \(seed)")
  }

  private static func expectSameOutcomes(_ study: Study, _ own: Study, _ what: String) throws {
    for (before, after) in try pairs(study, own) {
      let (one, other) = (PatientOutcomes(before, in: study), PatientOutcomes(after, in: own))
      #expect(
        one.survivalFromDiagnosis?.value.plain == other.survivalFromDiagnosis?.value.plain, "\(what) \(before.id)")
      #expect(
        one.survivalFromMetastasis?.value.plain == other.survivalFromMetastasis?.value.plain, "\(what) \(before.id)")
      #expect(
        one.therapies.count == other.therapies.count && one.lines.count == other.lines.count, "\(what) \(before.id)")
      for (therapy, same) in zip(one.therapies, other.therapies) {
        let words = "\(what) \(before.id) \(therapy.entry.id)"
        // What a line is called, and what it consists of, have other ids.
        #expect(therapy.line?.value.number == same.line?.value.number, "\(words)")
        #expect(therapy.line?.value.therapies.count == same.line?.value.therapies.count, "\(words)")
        #expect(therapy.duration.value.plain == same.duration.value.plain, "\(words)")
        #expect(therapy.bestResponse?.value.response == same.bestResponse?.value.response, "\(words)")
        #expect(therapy.responseDuration?.value.plain == same.responseDuration?.value.plain, "\(words)")
        #expect(therapy.timeToProgression?.value.plain == same.timeToProgression?.value.plain, "\(words)")
        #expect(therapy.progressionFreeSurvival?.value.plain == same.progressionFreeSurvival?.value.plain, "\(words)")
      }
      for (line, same) in zip(one.lines, other.lines) {
        #expect(line.bestResponse?.value.response == same.bestResponse?.value.response, "\(what) \(before.id)")
        #expect(line.timeToProgression.value.plain == same.timeToProgression.value.plain, "\(what) \(before.id)")
      }
    }
  }

  // MARK: what does not

  /// A name and a date in every text of the paper's example, in ids and in places where nobody would look: none comes out, in no format.
  @Test("lets no name out that somebody wrote into a text")
  func enemy() throws {
    let study = try Self.study("Examples/gemcitabine-maintenance")
    for (index, poison) in ["Zaunkönig", "Dr. Zaunkönig, 17.03.1961", "née Zaunkönig (AB 123456 C)"].enumerated() {
      let log = ProblemLog(text: SourceText(file: "", text: ""))
      var poisoned = try #require(
        StudyJSON.read(Poison(text: poison, replaces: index == 1).document(of: study), log),
        "\(log.problems.first?.words ?? "")")
      #expect(Poison.count(poisoned, poison) > 150)
      poisoned = Self.renamed(poisoned)
      let own = try Self.deidentified(poisoned)
      var out = [StudyJSON.text(of: own.study), own.report.markdown]
      out += try StudyFolder.write(own.study).flatMap { [$0.key, $0.value] }
      for format in StudyFormat.all {
        if let write = format.writeInDays { out += write(own.study, .earliest).files.flatMap { [$0.key, $0.value] } }
        guard let write = format.write else { continue }
        out += write(own.study).files.flatMap { [$0.key, $0.value] }
      }
      for text in out {
        for word in ["zaunk", "1961", "17.03", "123456", "hexenwald", "regensburg", "harrer"] {
          #expect(!text.lowercased().contains(word), "\(poison): \(word)")
        }
      }
      // What was withheld is there for a person to look at, and the study is one that can be read.
      #expect(own.withheld.contains { $0.text.contains(poison) })
      #expect(try StudyFolder.read(files: StudyFolder.write(own.study)).errors.isEmpty)
    }
  }

  /// The same study with a patient and an entry of telling ids.
  private static func renamed(_ study: Study) -> Study {
    guard var files = try? StudyFolder.write(study) else { return study }
    files["patients/Hexenwald-77.yaml"] = files.removeValue(forKey: "patients/1.yaml")
    for (path, text) in files {
      files[path] = text.replacing("patient: 1\n", with: "patient: Hexenwald-77\n").replacing(
        "gem-doc", with: "hexenwald-doc")
    }
    return StudyFolder.read(files: files).study ?? study
  }

  @Test("drops all times of the calendar as they were", arguments: 0..<10)
  func days(seed: Int) throws {
    let study = try Self.study("Examples/invented-cohort")
    let own = try Self.deidentified(study)
    for (before, after) in try Self.pairs(study, own.study) {
      let days = Set(before.entries.flatMap(\.when).compactMap { $0.date?.text })
      let moved = Set(after.entries.flatMap(\.when).compactMap { $0.date?.text })
      let first = try #require(before.firstDay), last = try #require(after.firstDay)
      #expect((1...365).contains(first.number - last.number))
      #expect(!days.isEmpty && days.count == moved.count)
    }
    #expect(
      Set(
        try Self.pairs(study, own.study).compactMap { pair in
          pair.before.firstDay.map { $0.number - (pair.after.firstDay?.number ?? 0) }
        }
      ).count > 10)
  }

  @Test("counts days from the first that is known")
  func counted() throws {
    var options = Deidentification.Options()
    options.dates = .counted
    let own = try Self.deidentified(try Self.study("Examples/invented-cohort"), options).study
    #expect(own.patients.allSatisfy { $0.firstDay?.description == Deidentification.dayZero })
  }

  @Test("gives the same for one key, and nothing the same for another")
  func keys() throws {
    let study = try Self.study("Examples/invented-cohort")
    let one = StudyJSON.text(of: try Self.deidentified(study).study)
    #expect(one == StudyJSON.text(of: try Self.deidentified(study).study))
    let (first, second) = (PseudonymKey(), PseudonymKey())
    let names = try [first, second].map { key in
      Set(try Deidentification(of: study, key: key).study.patients.map(\.id))
    }
    #expect(names[0].isDisjoint(with: names[1]) && names[0].count == study.patients.count)
    #expect(PseudonymKey(text: first.text) == first && first != second)
    #expect(PseudonymKey(text: "verlauf pseudonym key 1: 00") == nil && PseudonymKey(text: "") == nil)
  }

  /// The words go, and that something was not understood stays: what is computed of shared data misses the same.
  @Test("keeps that cells were not understood")
  func unreadCells() throws {
    let files = [
      "study.yaml":
        "study: Kept\nfields:\n  - {name: died (as it stands), type: text}\nremarks:\n  - {topic: a row without a patient, text: 'Müller; Tod'}\n",
      "patients/A.yaml":
        "patient: A\nfields:\n  died (as it stands): 'in the file: Frau Müller, spring?'\ncourse:\n  - diagnosis: leiomyosarcoma\n    when: 2020-04-01\n    note: 'as it stands in the file: day: bei Müller'\n",
    ]
    let study = try #require(StudyFolder.read(files: files).study)
    let own = try Self.deidentified(study)
    #expect(own.study.patients[0].unreadCells.count == 2 && own.study.unreadRows.count == 1)
    #expect(!StudyJSON.text(of: own.study).contains("Müller"))
  }

  // MARK: ages

  @Test(
    "tells no age above 89",
    arguments: [
      ("93 at diagnosis", "2020-05-01", "≥ 90 at diagnosis"), ("89 at diagnosis", "2020-05-01", "89 at diagnosis"),
      // 88 at diagnosis and seen two years and a half later is 90.
      ("88 at diagnosis", "2022-11-01", nil), ("88 at diagnosis", "2021-04-01", "88 at diagnosis"),
      ("91", "2020-05-01", "≥ 90"),
    ] as [(String, String, String?)])
  func ages(age: String, seen: String, kept: String?) throws {
    let files = [
      "study.yaml": "study: Ages\ndata cut-off: 2023-01-01\n",
      "patients/A.yaml":
        "patient: A\nsex: female\nage: \(age)\nyear of birth: 1927\ncourse:\n  - diagnosis: leiomyosarcoma\n    when: 2020-04-01\n  - last contact: true\n    when: \(seen)\n",
      "claims.yaml": "- {claim: age, patient: A, is: \(age), source: {section: Text}}\n",
    ]
    let study = try #require(StudyFolder.read(files: files).study)
    let own = try Self.deidentified(study)
    let patient = try #require(own.study.patients.first)
    #expect(patient.age.value?.text == kept)
    #expect(patient.yearOfBirth == .notRecorded)
    #expect(own.study.claims.isEmpty == (kept.map { $0.hasPrefix("≥ 90") } ?? true))
    #expect(!StudyJSON.text(of: own.study).contains("93"))
  }

  // MARK: texts

  /// A birth with its date is the age, whatever stands in its place; a name can be a clinical word.
  @Test("shares no birth, and numbers readers also where their names are clinical words")
  func birthsAndReaders() throws {
    for words in ["Geburt", "geboren in der Klinik", "Geburtsdatum", "born", "date of birth"] {
      let files = [
        "study.yaml": "study: S\ndata cut-off: 2020-12-31\n",
        "patients/1.yaml":
          "patient: 1\ncourse:\n  - event: \(words)\n    id: birth\n    when: 1924-05-05\n  - diagnosis: leiomyosarcoma\n    when: 2019-01-01\n"
          + "  - assessment: CT\n    judged by: Hodgkin\n    response: SD\n    when: 2019-03-01\n",
        "lesions.csv": "patient,date,lesion,role,site,finding,reader\n1,2019-03-01,T1,target,lung,20,Ewing\n",
      ]
      let study = try #require(StudyFolder.read(files: files).study)
      let own = try Self.deidentified(study).study
      let text = StudyJSON.text(of: own)
      for left in ["1924", "1923", "1925", "clinical examination", "Hodgkin", "Ewing"] {
        #expect(!text.contains(left), "\(words): \(left)")
      }
      #expect(own.patients.first?.entries.count == 3, "\(words)")
    }
  }

  /// 1,082 months are 90 years: a time that is counted from a birth is an age. One of 61 years may be shared, as an age of 61 may.
  @Test(
    "shares no time from a birth that is an age above 89",
    arguments: [("1081-1082 mo", false), ("736-737 mo", true), ("91 y", false)])
  func timesFromBirth(_ span: String, _ isKept: Bool) throws {
    let files = [
      "study.yaml": "study: S\n",
      "patients/1.yaml":
        "patient: 1\ncourse:\n  - event: birth\n    id: birth\n  - diagnosis: leiomyosarcoma\n    when: \(span) after birth\n",
    ]
    let study = try #require(StudyFolder.read(files: files).study)
    let own = try Self.deidentified(study).study
    #expect(own.patients.first?.entries.count == 2)
    #expect(own.patients.first?.diagnosis?.entry.when.isEmpty == !isKept)
  }

  @Test("keeps a text that a person has looked at, unless it names a patient of the study")
  func reviewed() throws {
    let files = [
      "study.yaml": "study: Texts\n",
      "patients/Uhu-1.yaml":
        "patient: Uhu-1\ncourse:\n  - diagnosis: sarcoma of the left flank\n  - event: played chess\n    id: e1\n    note: saw Uhu-2 in the ward\n",
      "patients/Uhu-2.yaml": "patient: Uhu-2\ncourse:\n  - diagnosis: sarcoma\n",
    ]
    let study = try #require(StudyFolder.read(files: files).study)
    let strict = try Self.deidentified(study)
    #expect(!StudyJSON.text(of: strict.study).contains("flank") && !StudyJSON.text(of: strict.study).contains("chess"))
    #expect(
      Set(strict.withheld.map(\.text)).isSuperset(of: [
        "sarcoma of the left flank", "played chess", "saw Uhu-2 in the ward",
      ]))
    var options = Deidentification.Options()
    options.reviewed = ["sarcoma of the left flank", "played chess", "saw Uhu-2 in the ward"]
    let text = StudyJSON.text(of: try Self.deidentified(study, options).study)
    #expect(text.contains("sarcoma of the left flank") && text.contains("played chess") && !text.contains("Uhu"))
  }

  /// Numbers by which people are numbered are no measurements, whatever their field is called; and no order or number tells of the order before.
  @Test("lets no number of a file out, and no order")
  func numbers() throws {
    let patients = (1...9).map { number in
      (
        "patients/\(number).yaml",
        "patient: \(number)\nfields: {Aktenzeichen: \(470 + number), patient number: \(47110 + number), ECOG score: 1}\ncourse:\n  - diagnosis: sarcoma of Uhu \(number)\n"
      )
    }
    var files = Dictionary(uniqueKeysWithValues: patients)
    files["study.yaml"] =
      "study: Numbers\nfields: [{name: Aktenzeichen, type: number}, {name: patient number, type: number}, {name: ECOG score, type: number}]\n"
    files["claims.yaml"] = (1...9).map { "- {claim: sex, id: sex-\($0), patient: \($0), is: male}\n" }.joined()
    let own = try Self.deidentified(try #require(StudyFolder.read(files: files).study)).study
    #expect(own.patients.allSatisfy { $0.fields.count == 1 && $0.fields.values.first == .stated(.number(1)) })
    #expect(own.patients.map { $0.diagnosis?.diagnosis.histology } == (1...9).map { "withheld histology \($0)" })
    #expect(own.claims.map(\.id) == (1...9).map { "claim-\($0)" })
    #expect(own.claims.map(\.subject) == own.patients.map { .patient($0.id) })
  }

  /// A date of birth in a field of the study's own tells an age, whatever it is moved by; an age above 89 is none that stays. A date of the course is moved with it.
  @Test("lets no birth out of the fields of a study's own")
  func births() throws {
    let files = [
      "study.yaml":
        "study: Births\ndata cut-off: 2021-06-01\nfields: [{name: age, type: number}, {name: date of birth, type: date}, {name: date of surgery, type: date}]\n",
      "patients/p.yaml":
        "patient: p\nfields: {age: 96, date of birth: 1925-01-05, date of surgery: 2021-02-03}\ncourse:\n  - diagnosis: leiomyosarcoma\n    when: 2021-01-04\n",
    ]
    let own = try Self.deidentified(try #require(StudyFolder.read(files: files).study)).study
    let text = StudyJSON.text(of: own)
    #expect(!text.contains("96") || !text.contains("\"age\""), "\(text)")
    #expect(!text.contains("192"), "\(text)")
    #expect(own.patients[0].fields.count == 1, "\(own.patients[0].fields)")
  }

  @Test("reads its own list of texts")
  func list() throws {
    let path = NSTemporaryDirectory() + "/verlauf-review-\(UInt64.random(in: 0 ... .max)).csv"
    defer { try? FileManager.default.removeItem(atPath: path) }
    let withheld = [
      Deidentification.WithheldText(field: "event: event", text: "chess, with \"Uhu\"", count: 2),
      Deidentification.WithheldText(field: "event: note", text: "nothing", count: 1),
    ]
    let text = ReviewList.text(of: withheld)
    try text.replacing(",event: event", with: "yes,event: event").write(
      toFile: path, atomically: false, encoding: .utf8)
    #expect(ReviewList.kept(path).texts == ["chess, with \"Uhu\""] && ReviewList.kept(path).problems.isEmpty)
    try text.replacing(",event: event", with: "maybe,event: event").write(
      toFile: path, atomically: false, encoding: .utf8)
    #expect(ReviewList.kept(path).problems.first?.words.contains("`maybe` for `keep`") == true)
  }

  @Test(
    "knows clinical words, and no names, dates or addresses",
    arguments: [
      ("leiomyosarcoma of the left thigh", true), ("dedifferenziertes Liposarkom", true), ("pT2b pN0 cM1", true),
      ("febrile neutropenia", true), ("RECIST 1.1", true), ("R0", true), ("gemcitabine", true), ("UICC 8", true),
      ("lymph node, iliac", true), ("Lungenmetastasen", true), ("PET-CT", true), ("several new hepatic lesions", true),
      ("Max Mustermann", false), ("liver, Mustermann", false), ("12.03.2017", false), ("12.3.17", false),
      ("12/3/17", false),
      ("12 March", false), ("aged 93", false), ("93", false), ("seen 2017-03", false), ("0171 234567", false),
      ("M.M.", false), ("MM 1961", false), ("a@b.de", false), ("liver\u{200B}", false), ("Hauptstrasse 12", false),
      ("Klinikum Regensburg", false), ("liver\nlung", false), ("", false), ("03", false), ("2 of 3", false),
    ])
  func words(text: String, isKnown: Bool) {
    let words = ClinicalWords(names: BuiltInLibrary.drugNames.all, generic: BuiltInLibrary.drugNames.generic)
    #expect(words.isKnown(text) == isKnown)
  }

  @Test(
    "withholds a unit that is none",
    arguments: [
      ("10^9/L", true), ("mg/dL", true), ("×10⁹/l", true), ("mL/min/1.73 m²", true), ("Müller", false),
      ("mg Müller", false), ("1961-03-17", false),
    ])
  func units(text: String, isOne: Bool) { #expect(TextPolicy.isUnit(text) == isOne) }

  /// A text that takes another's place is read as the other one was.
  @Test(
    "puts words that are read alike in the place of others",
    arguments: [
      ("progression, as told by Herr Uhu", TextMeaning.Aspects.stop), ("no progression by Dr. Uhu", .stop),
      ("suspected progression, Dr. Uhu", .stop), ("toxicity, says Uhu", .stop),
      ("telephone call with Uhu", [.stop, .seen, .lost, .death]),
      ("could not be reached at Uhu's", [.stop, .seen, .lost, .death]), ("no rash, Uhu", .absence),
      ("keine Übelkeit laut Uhu", .absence),
      ("Uhu was examined, clinical", .clinical), ("no new lesion says Uhu", .doubt), ("lymph node, Uhu's", .node),
    ] as [(String, TextMeaning.Aspects)])
  func standIns(text: String, aspects: TextMeaning.Aspects) throws {
    let own = try #require(TextMeaning.standIn(for: text, aspects), "\(text)")
    #expect(!own.contains("Uhu") && TextMeaning(own, aspects) == TextMeaning(text, aspects))
  }

  // MARK: the report

  @Test("flags cells of few patients, and says what it is not")
  func report() throws {
    let own = try Self.deidentified(try Self.study("Examples/gemcitabine-maintenance"))
    // Three patients of three ages, two histologies and three sites: none has another beside it.
    #expect(own.report.smallCells.map(\.count) == [1, 1, 1])
    #expect(own.report.patientsWithPartialDates.count == 3)
    let words = own.report.remaining.joined(separator: "\n")
    for part in ["not anonymous", "Art. 4(5)", "164.514(b)(2)", "data cut-off"] { #expect(words.contains(part)) }
    #expect(own.report.count(.changed, field: "patient: patient") == 3)
    #expect(own.study.decisions.isEmpty && own.study.references.isEmpty && own.study.sources.isEmpty)
    #expect(own.study.remarks.map(\.topic) == ["de-identification"])
  }
}

extension TimeToEvent {
  /// What it is beside the words of its end, which may name a record.
  fileprivate var plain: [String] { ["\(length)", "\(isEvent)", "\(isDetermined)", "\(String(describing: lastFree))"] }
}

/// A study with a name in every text that somebody may write.
struct Poison {
  var text: String
  /// Whether it takes the place of the text; else it stands behind it.
  var replaces: Bool

  func document(of study: Study) -> Item {
    guard case .fields(let fields) = StudyJSON.document(of: study).content else { return Item(content: .empty) }
    let tables = Dictionary(StudyTables.whole.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
    func record(_ item: Item, _ table: KeyTable) -> Item {
      guard case .fields(let fields) = item.content else { return item }
      return Item(
        content: .fields(
          fields.map { field in
            guard let kind = FieldKind.of(field.key, in: table.name), let index = table.order[field.key] else {
              return field
            }
            return Item.Field(field.key, value(field.value, kind, table.keys[index].schema, field.key))
          }))
    }
    func value(_ item: Item, _ kind: FieldKind, _ schema: Schema, _ key: String) -> Item {
      switch item.content {
      case .empty: return item
      case .text(let own):
        guard isWritten(kind, key), own != "not stated", own != "unknown", own != "true" else { return item }
        // Of a drug, a site and a finding enough must stay for the record to be read.
        return Item(text: replaces && kind == .freeText ? text : "\(own) \(text)")
      case .list(let items): return Item(content: .list(items.map { value($0, kind, schema, key) }))
      case .fields(let own):
        let names = schema.tables.filter { $0 != "statement" }
        let name = names.count == 1 ? names[0] : "entry-" + Identifier.slug(own.first?.key ?? "")
        return tables[name].map { record(item, $0) } ?? item
      }
    }
    func isWritten(_ kind: FieldKind, _ key: String) -> Bool {
      switch kind {
      case .freeText, .words, .person, .title, .source:
        !["number", "year", "cites", "study"].contains(key) || kind == .title
      case .term(let stem): stem != "regimen" && stem != "drug"
      default: false
      }
    }
    let parts = ["patients": "patient", "references": "reference"]
    return Item(
      content: .fields(
        fields.map { field in
          if case .list(let items) = field.value.content, field.key == "claims" {
            let own = items.map { item -> Item in
              guard case .fields(let fields) = item.content, case .text(let word)? = fields.first?.value.content,
                let table = tables["claim-" + Identifier.slug(word)]
              else { return item }
              return record(item, table)
            }
            return Item.Field(field.key, Item(content: .list(own)))
          }
          if let name = parts[field.key], let table = tables[name], case .list(let items) = field.value.content {
            return Item.Field(field.key, Item(content: .list(items.map { record($0, table) })))
          }
          guard let table = tables["study"], let index = table.order[field.key],
            let kind = FieldKind.of(field.key, in: "study")
          else { return field }
          return Item.Field(field.key, value(field.value, kind, table.keys[index].schema, field.key))
        }))
  }

  static func count(_ study: Study, _ poison: String) -> Int { StudyJSON.text(of: study).ranges(of: poison).count }
}

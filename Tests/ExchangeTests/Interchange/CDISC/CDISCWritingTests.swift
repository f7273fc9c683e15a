// SPDX-License-Identifier: Apache-2.0

import Chronology
import Course
import Exchange
import Foundation
import Notation
import StudyTesting
import Testing

@testable import Interchange

@Suite("A study as datasets of SDTM", .timeLimit(.minutes(60)))
struct CDISCWritingTests {
  /// So many studies; a longer run: VERLAUF_CDISC_STUDIES=1000.
  private static let rounds = ProcessInfo.processInfo.environment["VERLAUF_CDISC_STUDIES"].flatMap(Int.init) ?? 45

  static func write(_ study: Study, _ container: String = "json") -> StudyWriting {
    CDISCWriting.write(study, container: container, day: "2026-11-29")
  }

  /// The files of a writing, but the listing.
  static func files(_ writing: StudyWriting) -> [InputFile] {
    (writing.files.filter { $0.key != "define.json" && !$0.key.hasPrefix("ad") }.map {
      InputFile(name: $0.key, text: $0.value)
    }
      + writing.binaries.filter { !$0.key.hasPrefix("ad") }.map { InputFile(name: $0.key, bytes: $0.value) }).sorted {
        $0.name < $1.name
      }
  }

  /// The datasets of a study at random, as files.
  static func example(_ container: String) throws -> [InputFile] {
    var random = RandomStudy(seed: 5)
    return files(write(random.study(patients: 2), container))
  }

  @Test("comes back equal or is told, for studies at random, in every container")
  func roundTrip() throws {
    var trip = RoundTrip()
    trip.uncounted = ["lesion", "phase", "administration"]
    trip.mayRename = false
    for seed in 0..<UInt64(Self.rounds) {
      var random = RandomStudy(seed: seed)
      var study = random.study(patients: 2)
      if seed % 2 == 1 {
        for index in study.patients.indices { FHIRWritingTests.plain(&study.patients[index], &random) }
      }
      let writing = Self.write(study, CDISCWriting.containers[Int(seed % 3)])
      #expect(writing.refusal == nil, "\(seed): \(writing.refusal ?? "")")
      let written = Self.files(writing)
      guard !written.isEmpty else { continue }
      let back = try trip.hold(study, writing, CDISCTesting.read(written), seed)
      let lost = Set(writing.losses.lines.filter { $0.outcome == .unplaced }.map { [$0.file, $0.column] })
      #expect(back.title == study.title || lost.contains(["study", "study"]), "\(seed)")
      for (own, other) in zip(study.patients, back.patients) where !lost.contains(where: { $0[0] == "lesion" }) {
        #expect(own.lesions == other.lesions, "\(seed)")
      }
    }
    #expect(trip.files > Self.rounds / 2 && trip.held > 60 * Self.rounds && trip.told > 0, "\(trip)")
  }

  /// A month is a month; what is no date of ISO 8601 stands as it was stated.
  @Test("has dates as exact as they were, and times as they were stated")
  func times() throws {
    var patient = Patient(id: "1")
    var diagnosis = Entry(id: "diagnosis", content: .diagnosis(Diagnosis(histology: "leiomyosarcoma")))
    diagnosis.when = [try StatedTime(parsing: "2020-03")]
    var therapy = Entry(id: "gem", content: .therapy(Therapy(drugs: ["gemcitabine", "docetaxel"])))
    therapy.when = [try StatedTime(parsing: "2020-04-06")]
    therapy.ends = [try StatedTime(parsing: "6 mo after start of gem")]
    var visit = Entry(id: "ct", content: .assessment(Assessment(modality: .stated("CT"))))
    if case .assessment(var own) = visit.content {
      own.statedResponse = .stated(StatedResponse(.partial))
      visit.content = .assessment(own)
    }
    visit.when = [try StatedTime(parsing: "2020-06-05")]
    patient.entries = [diagnosis, therapy, visit]
    var study = Study(title: "A study")
    study.patients = [patient]
    let writing = Self.write(study)
    // 2020-06-05 is 60 days after 2020-04-06: study day 61.
    let responses = try #require(writing.files["rs.json"])
    #expect(responses.contains("\"PR\"") && responses.contains("\"2020-06-05\"") && responses.contains(", 61]"))
    let exposure = try #require(writing.files["ex.json"])
    #expect(exposure.contains("\"gemcitabine\"") && exposure.contains("\"docetaxel\"") && !exposure.contains("2020-10"))
    #expect(try #require(writing.files["mh.json"]).contains("\"2020-03\""))
    #expect(try #require(writing.files["suppex.json"]).contains("\"6 mo after start of gem\""))
    #expect(try #require(writing.files["dm.json"]).contains("\"2020-04-06\""))
    let back = try #require(CDISCTesting.read(Self.files(writing)).study)
    #expect(OBDSTesting.lines(back.patients[0]) == OBDSTesting.lines(patient))
    #expect(writing.losses.lines.filter { $0.outcome != .understood && !$0.file.hasPrefix("AD") }.isEmpty)
  }

  /// A text of 450 bytes stands in three qualifiers of at most 200, none of which ends in a blank.
  @Test("holds long texts in parts, and every script", arguments: CDISCWriting.containers)
  func longTexts(_ container: String) throws {
    var patient = Patient(id: "1")
    let text = String(repeating: "wörter und Wörter, ", count: 22) + "💉 ende"
    var event = Entry(id: "event", content: .event(text))
    event.note = "first line\nsecond \"line\" \\ <b>"
    patient.entries = [event]
    var study = Study(title: text)
    study.patients = [patient]
    let writing = Self.write(study, container)
    #expect(writing.refusal == nil)
    let back = try #require(CDISCTesting.read(Self.files(writing)).study)
    #expect(
      OBDSTesting.lines(back.patients[0]) == OBDSTesting.lines(patient)
        && back.patients[0].entries[0].note == event.note)
    #expect(CDISCDatasets.pieces(text).allSatisfy { $0.utf8.count <= 200 && $0.last != " " && $0.first != " " })
    #expect(CDISCDatasets.pieces(text).joined() == text)
  }

  /// What says that there was none is in no dataset of what there was.
  @Test("says in no dataset of events what did not happen")
  func denials() throws {
    var patient = Patient(id: "1")
    patient.entries = [
      Entry(id: "toxicity", content: .toxicity(Toxicity(term: "no toxicity"))),
      Entry(id: "plan", content: .plan("chemotherapy")),
    ]
    var study = Study(title: "A study")
    study.patients = [patient]
    let writing = Self.write(study)
    #expect(writing.files["ae.json"] == nil && writing.files["mh.json"] == nil && writing.files["ex.json"] == nil)
  }

  /// The published series as datasets, kept as an example; the study folder is read anew each time. VERLAUF_EXAMPLES=1 writes it.
  @Test("of the published series is the example")
  func publishedSeries() async throws {
    let study = try #require(
      await StudyFolder.read(PythonReader.root.appendingPathComponent("Examples/gemcitabine-maintenance").path).study)
    let writing = Self.write(study)
    let folder = PythonReader.root.appendingPathComponent("Examples/exchange/gemcitabine-maintenance.cdisc")
    if ProcessInfo.processInfo.environment["VERLAUF_EXAMPLES"] != nil {
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      for (name, text) in writing.files {
        try text.write(to: folder.appendingPathComponent(name), atomically: true, encoding: .utf8)
      }
    }
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
    #expect(Set(names) == Set(writing.files.keys))
    for (name, text) in writing.files {
      #expect(try String(contentsOf: folder.appendingPathComponent(name), encoding: .utf8) == text, "\(name)")
    }
    let back = try #require(CDISCTesting.read(Self.files(writing)).study)
    for (own, other) in zip(study.patients, back.patients) {
      #expect(own.id == other.id && own.entries.map(\.id) == other.entries.map(\.id))
    }
  }

  // MARK: independent readers

  /// A Python that has pandas and pyreadstat.
  private static let reader = PythonReader("readers", importing: "jsonschema, pandas, pyreadstat")

  /// Every cell of the XPT files as two readers have it, and as the Dataset-JSON of the same study has it.
  private static let program = """
    import datetime, json, pathlib, sys
    import jsonschema, pandas, pyreadstat
    schema = json.loads(pathlib.Path(sys.argv[2]).read_text(encoding="utf-8"))
    def text(value, isDay=False):
        if value is None or pandas.isna(value): return ""
        # pandas reads a zero as the least number, also of SAS's own files.
        if isinstance(value, float) and abs(value) < 1e-70: value = 0.0
        if isDay and isinstance(value, float): return str(datetime.date(1960, 1, 1) + datetime.timedelta(days=value))
        if isinstance(value, bytes): value = value.decode("utf-8")
        if isinstance(value, (int, float)): return repr(float(value))
        return str(value).rstrip(" ")
    folder = pathlib.Path(sys.argv[1])
    cells = 0
    for path in sorted(folder.glob("*.json")):
        if path.name == "define.json": continue
        own = json.loads(path.read_text(encoding="utf-8"))
        try: jsonschema.validate(own, schema)
        except Exception as error: print(path.name, str(error)[:300])
        names = [column["name"] for column in own["columns"]]
        days = ["targetDataType" in column for column in own["columns"]]
        rows = [[text(value) for value in row] for row in own["rows"]]
        first = pandas.read_sas(path.with_suffix(".xpt"), format="xport", encoding="utf-8")
        second, meta = pyreadstat.read_xport(str(path.with_suffix(".xpt")))
        for frame in (first, second):
            if list(frame.columns) != names: print(path.name, "columns", list(frame.columns))
            other = [[text(*pair) for pair in zip(row, days)] for row in frame.itertuples(index=False, name=None)]
            # pandas takes blanks of the last 80 bytes for no row, also where they are of one; pyreadstat has all.
            if frame is first and len(other) == len(rows) - 1: other.append(rows[-1])
            if other != rows: print(path.name, [pair for pair in zip(rows, other) if pair[0] != pair[1]][:2], len(rows), len(other))
        if meta.column_labels != [column["label"] for column in own["columns"]]: print(path.name, meta.column_labels)
        if own["records"] != len(rows): print(path.name, "records")
        cells += sum(len(row) for row in rows)
    print("cells", cells)
    """

  @Test(
    "is read by pandas and pyreadstat as it was written, and valid by the schema of Dataset-JSON",
    .enabled(if: reader != nil, "pandas, pyreadstat and jsonschema are not installed (script/bootstrap --readers)"))
  func readers() async throws {
    var random = RandomStudy(seed: 5)
    var study = random.study(patients: 3)
    for index in study.patients.indices { FHIRWritingTests.plain(&study.patients[index], &random) }
    // And the published series, under other names.
    let series = try #require(
      await StudyFolder.read(PythonReader.root.appendingPathComponent("Examples/gemcitabine-maintenance").path).study)
    study.patients += series.patients.map { patient in
      var own = patient
      own.id = "series-" + patient.id
      return own
    }
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("verlauf-cdisc-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    for container in ["json", "xpt"] {
      let writing = Self.write(study, container)
      for (name, text) in writing.files {
        try text.write(to: folder.appendingPathComponent(name), atomically: true, encoding: .utf8)
      }
      for (name, bytes) in writing.binaries { try Data(bytes).write(to: folder.appendingPathComponent(name)) }
    }
    let schema = PythonReader.root.appendingPathComponent("Tests/ExchangeTests/Fixtures/CDISC/dataset.schema.json")
    let verdict = try #require(Self.reader).run(Self.program, [folder.path, schema.path])
    #expect(verdict.wholeMatch(of: #/cells [0-9]{3,}\n/#) != nil, "\(verdict.prefix(2000))")
  }
}

// SPDX-License-Identifier: Apache-2.0

import Notation
import Plain

/// Reads datasets of CDISC's Study Data Tabulation Model (SDTM) as XPT, Dataset-JSON, NDJSON or CSV.
///
/// Records of one subject come together by `USUBJID`, from all files and in any order. Analysis datasets (ADaM) are derived: they are left out, and alone they are refused. In memory are where each row stands in its file, and the records of one subject.
package enum CDISCReading {
  /// Reads a study from files of datasets.
  package static func read(_ request: StudyFormat.Request) -> StudyReading {
    var outcome = TableOutcome()
    let datasets = DatasetFiles.open(request.files, &outcome)
    let subjects = CDISCSubjects(datasets, &outcome)
    var study = GatheredStudy("Datasets of CDISC", request, about: "As the datasets state it.")
    for group in subjects.all.sorted(by: { NaturalOrder.precedes($0.id, $1.id) }) {
      var subject = CDISCSubject(id: group.id, place: group.place)
      let rows = group.records.compactMap { subjects.row($0, of: group, in: datasets, &outcome) }
      swap(&subject.outcome, &outcome)
      subject.read(rows)
      let draft = subject.finished()
      swap(&subject.outcome, &outcome)
      study.add(draft, &outcome)
    }
    if subjects.all.isEmpty, let first = subjects.derived.first {
      outcome.isBroken = true
      outcome.misfits.append(
        Misfit(
          CellPlace(file: first, record: ""), "analysis datasets (ADaM) alone: they are derived, and hold no record",
          expected: "the datasets of SDTM that they were derived from"))
    }
    return study.reading(
      title: subjects.title, &outcome, expected: "datasets of SDTM with `USUBJID`")
  }
}

/// The subjects of all datasets, each with its records.
struct CDISCSubjects {
  struct Record {
    var dataset: Int
    var row: Int
    var domain: String
  }

  struct Group {
    var id: String
    var place: CellPlace
    var records: [Record]
  }

  private(set) var all: [Group] = []
  /// The files that hold analysis datasets.
  private(set) var derived: [String] = []
  /// The title of the study; else its identifier, where there is one alone.
  private(set) var title: String?
  /// The subjects by their names in the files, and those names by ids.
  private var byName: [String: Int] = [:]
  private var names: [String: String] = [:]
  private var studies: Set<String> = []

  init(_ datasets: [StoredDataset], _ outcome: inout TableOutcome) {
    var titles: Set<String> = []
    for (number, dataset) in datasets.enumerated() {
      let head = dataset.head
      if Self.isDerived(head) {
        derived.append(head.file)
        Self.leaveOut(dataset, "an analysis dataset (ADaM): it is derived", &outcome)
        continue
      }
      if CDISCTerms.designs.contains(head.name) {
        titles.formUnion(Self.title(dataset, &outcome))
        Self.leaveOut(dataset, "the design of the trial, and not of a patient", &outcome)
        continue
      }
      let subject = head.index(of: "USUBJID")
      let domain = head.index(of: "DOMAIN")
      let study = head.index(of: "STUDYID")
      Self.forEach(dataset, &outcome) { row, cells, outcome in
        if let name = study.flatMap({ cells[$0].words }) { studies.insert(name) }
        guard let raw = subject.flatMap({ cells[$0].words }) else {
          return Self.tell(head, row, cells, &outcome)
        }
        let own =
          domain.flatMap { cells[$0].words }.map { $0.uppercased() }
          .flatMap { Self.isDomain($0) ? $0 : nil } ?? head.name
        add(Record(dataset: number, row: row, domain: own), raw, head.place(row), &outcome)
      }
    }
    if titles.count == 1 { title = titles.first } else if studies.count == 1 { title = studies.first }
    if studies.count > 1 {
      outcome.warnings.append(
        Misfit(
          CellPlace(file: datasets.first?.head.file ?? "", record: ""),
          "\(studies.count) studies: \(Wording.list(studies.sorted().prefix(10)))",
          expected: "one, or subjects that differ"))
    }
  }

  private mutating func add(_ record: Record, _ raw: String, _ place: CellPlace, _ outcome: inout TableOutcome) {
    if let index = byName[raw] { return all[index].records.append(record) }
    // What no name of a file may hold is a hyphen.
    let id = String(raw.map { Identifier.isPatient("a\($0)") ? $0 : "-" })
    guard Identifier.isPatient(id), names[id] == nil else {
      outcome.isBroken = true
      outcome.misfits.append(
        Misfit(
          place,
          names[id].map { "the subject \(ProblemLog.quoted(raw)) beside \(ProblemLog.quoted($0))" }
            ?? "the subject \(ProblemLog.quoted(raw))",
          expected: "letters, digits, `-`, `_` and `.`, at most 64, that differ in more than other signs"))
      return
    }
    names[id] = raw
    byName[raw] = all.count
    all.append(Group(id: id, place: CellPlace(file: place.file, record: "subject \(raw)"), records: [record]))
  }

  /// A record of a subject; nil where its file is another one now, which is told.
  func row(
    _ record: Record, of group: Group, in datasets: [StoredDataset], _ outcome: inout TableOutcome
  ) -> CDISCRow? {
    let dataset = datasets[record.dataset]
    guard let values = dataset.row(record.row),
      dataset.head.index(of: "USUBJID").flatMap({ values[$0].words }) == names[group.id]
    else {
      Self.refuse(dataset, &outcome)
      return nil
    }
    return CDISCRow(dataset.head, record.row, values, domain: record.domain)
  }

  private static func refuse(_ dataset: StoredDataset, _ outcome: inout TableOutcome) {
    outcome.isBroken = true
    outcome.misfits.append(dataset.changed)
  }

  /// All rows of a dataset.
  private static func forEach(
    _ dataset: StoredDataset, _ outcome: inout TableOutcome,
    _ body: (Int, [Dataset.Value], inout TableOutcome) -> Void
  ) {
    for row in 0..<dataset.count {
      guard let cells = dataset.row(row) else { return refuse(dataset, &outcome) }
      body(row, cells, &outcome)
    }
  }

  /// Two letters, the second of which may be a digit.
  private static func isDomain(_ text: String) -> Bool {
    let bytes = Array(text.utf8)
    func isLetter(_ byte: UInt8) -> Bool { byte >= 0x41 && byte <= 0x5A }
    return bytes.count == 2 && isLetter(bytes[0]) && (isLetter(bytes[1]) || bytes[1] >= 0x30 && bytes[1] <= 0x39)
  }

  /// Whether a dataset is one of analysis: its name begins with `AD`, and it has variables of ADaM.
  static func isDerived(_ dataset: Dataset) -> Bool {
    dataset.name.hasPrefix("AD")
      && (dataset.name == "ADSL"
        || ["PARAMCD", "AVAL", "AVALC", "TRTSDT", "TRTP", "TRTA"].contains { dataset.index(of: $0) != nil })
  }

  private static func title(_ dataset: StoredDataset, _ outcome: inout TableOutcome) -> [String] {
    let head = dataset.head
    guard head.name == "TS", let code = head.index(of: "TSPARMCD"), let value = head.index(of: "TSVAL") else {
      return []
    }
    var titles: [String] = []
    forEach(dataset, &outcome) { _, cells, _ in
      if cells[code].words == "TITLE", let title = cells[value].words { titles.append(title) }
    }
    return titles
  }

  private static func leaveOut(_ dataset: StoredDataset, _ reason: String, _ outcome: inout TableOutcome) {
    var counts = [Int](repeating: 0, count: dataset.head.columns.count)
    forEach(dataset, &outcome) { _, cells, _ in
      for (index, value) in cells.enumerated() where value.words != nil { counts[index] += 1 }
    }
    for (column, count) in zip(dataset.head.columns, counts) where count > 0 {
      outcome.losses.add(.leftOut, file: dataset.head.file, column: column.name, meaning: reason, count: count)
    }
  }

  /// A record of no subject: a relation between datasets is left out, any other one is told.
  private static func tell(
    _ head: Dataset, _ row: Int, _ cells: [Dataset.Value], _ outcome: inout TableOutcome
  ) {
    let isRelation = head.name == "RELREC"
    var count = 0
    for (index, value) in cells.enumerated() where value.words != nil {
      count += 1
      outcome.losses.add(
        isRelation ? .leftOut : .unplaced, file: head.file, column: head.columns[index].name,
        meaning: isRelation ? "how datasets are related" : "it is of no subject",
        example: head.place(row).description)
    }
    if !isRelation, count > 0 {
      outcome.misfits.append(
        Misfit(head.place(row), "a record of no subject", expected: "`USUBJID`, as every record of a subject has it"))
    }
  }
}

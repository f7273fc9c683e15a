// SPDX-License-Identifier: Apache-2.0

import Notation
import Plain

/// Reads datasets of CDISC's Study Data Tabulation Model (SDTM) as XPT, Dataset-JSON, NDJSON or CSV.
///
/// Records of one subject come together by `USUBJID`, from all files and in any order. Analysis datasets (ADaM) are derived: they are left out, and alone they are refused. In memory are the values of all datasets, and the records of one subject at a time.
package enum CDISCReading {
  /// Reads a study from files of datasets.
  package static func read(_ request: StudyFormat.Request) -> StudyReading {
    var outcome = TableOutcome()
    let datasets = DatasetFiles.read(request.files, &outcome)
    let subjects = CDISCSubjects(datasets, &outcome)
    var study = GatheredStudy("Datasets of CDISC", request, about: "As the datasets state it.")
    for group in subjects.all.sorted(by: { NaturalOrder.precedes($0.id, $1.id) }) {
      var subject = CDISCSubject(id: group.id, place: group.place)
      swap(&subject.outcome, &outcome)
      subject.read(
        group.records.map { CDISCRow(datasets[$0.dataset], $0.row, domain: $0.domain) })
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
  private var byID: [String: Int] = [:]
  private var stated: [String: String] = [:]
  private var studies: Set<String> = []

  init(_ datasets: [Dataset], _ outcome: inout TableOutcome) {
    var titles: Set<String> = []
    for (number, dataset) in datasets.enumerated() {
      if Self.isDerived(dataset) {
        derived.append(dataset.file)
        Self.leaveOut(dataset, "an analysis dataset (ADaM): it is derived", &outcome)
        continue
      }
      if CDISCTerms.designs.contains(dataset.name) {
        titles.formUnion(Self.title(dataset))
        Self.leaveOut(dataset, "the design of the trial, and not of a patient", &outcome)
        continue
      }
      let subject = dataset.index(of: "USUBJID")
      let domain = dataset.index(of: "DOMAIN")
      let study = dataset.index(of: "STUDYID")
      for row in dataset.rows.indices {
        let cells = dataset.rows[row]
        if let name = study.flatMap({ cells[$0].words }) { studies.insert(name) }
        guard let raw = subject.flatMap({ cells[$0].words }) else {
          Self.tell(dataset, row, &outcome)
          continue
        }
        let own = domain.flatMap { cells[$0].words }.flatMap { Self.isDomain($0) ? $0 : nil } ?? dataset.name
        add(Record(dataset: number, row: row, domain: own), raw, dataset.place(row), &outcome)
      }
    }
    if titles.count == 1 { title = titles.first } else if studies.count == 1 { title = studies.first }
    if studies.count > 1 {
      outcome.warnings.append(
        Misfit(
          CellPlace(file: datasets.first?.file ?? "", record: ""),
          "\(studies.count) studies: \(Wording.list(studies.sorted().prefix(10)))",
          expected: "one, or subjects that differ"))
    }
  }

  private mutating func add(_ record: Record, _ raw: String, _ place: CellPlace, _ outcome: inout TableOutcome) {
    // What no name of a file may hold is a hyphen.
    let id = String(raw.map { Identifier.isPatient("a\($0)") ? $0 : "-" })
    guard Identifier.isPatient(id), stated[id] ?? raw == raw else {
      outcome.isBroken = true
      outcome.misfits.append(
        Misfit(
          place,
          stated[id].map { "the subject \(ProblemLog.quoted(raw)) beside \(ProblemLog.quoted($0))" }
            ?? "the subject \(ProblemLog.quoted(raw))",
          expected: "letters, digits, `-`, `_` and `.`, at most 64, that differ in more than other signs"))
      return
    }
    stated[id] = raw
    if let index = byID[id] {
      all[index].records.append(record)
    } else {
      byID[id] = all.count
      all.append(Group(id: id, place: CellPlace(file: place.file, record: "subject \(raw)"), records: [record]))
    }
  }

  private static func isDomain(_ text: String) -> Bool { text.wholeMatch(of: #/[A-Z][A-Z0-9]/#) != nil }

  /// Whether a dataset is one of analysis: its name begins with `AD`, and it has variables of ADaM.
  static func isDerived(_ dataset: Dataset) -> Bool {
    dataset.name.hasPrefix("AD")
      && (dataset.name == "ADSL"
        || ["PARAMCD", "AVAL", "AVALC", "TRTSDT", "TRTP", "TRTA"].contains { dataset.index(of: $0) != nil })
  }

  private static func title(_ dataset: Dataset) -> [String] {
    guard dataset.name == "TS", let code = dataset.index(of: "TSPARMCD"), let value = dataset.index(of: "TSVAL") else {
      return []
    }
    return dataset.rows.filter { $0[code].words == "TITLE" }.compactMap { $0[value].words }
  }

  private static func leaveOut(_ dataset: Dataset, _ reason: String, _ outcome: inout TableOutcome) {
    for (index, column) in dataset.columns.enumerated() {
      let count = dataset.rows.count { $0[index].words != nil }
      if count > 0 {
        outcome.losses.add(.leftOut, file: dataset.file, column: column.name, meaning: reason, count: count)
      }
    }
  }

  /// A record of no subject: a relation between datasets is left out, any other one is told.
  private static func tell(_ dataset: Dataset, _ row: Int, _ outcome: inout TableOutcome) {
    let isRelation = dataset.name == "RELREC"
    var count = 0
    for (index, value) in dataset.rows[row].enumerated() where value.words != nil {
      count += 1
      outcome.losses.add(
        isRelation ? .leftOut : .unplaced, file: dataset.file, column: dataset.columns[index].name,
        meaning: isRelation ? "how datasets are related" : "it is of no subject",
        example: dataset.place(row).description)
    }
    if !isRelation, count > 0 {
      outcome.misfits.append(
        Misfit(dataset.place(row), "a record of no subject", expected: "`USUBJID`, as every record of a subject has it")
      )
    }
  }
}

// SPDX-License-Identifier: Apache-2.0

import Codes
import Course
import Exchange
import Notation
import Plain

/// What tables of OMOP say of one person, gathered as a draft.
struct OMOPPatient: PatientGathering {
  typealias Leaf = SourceValue

  var draft: PatientDraft
  var outcome = TableOutcome()
  var record: CellPlace
  var index = EntryIndex()
  var histologies: [Int: [(rank: Int, value: PatientDraft.Value)]] = [:]
  var births: [(date: PartialDate, leaf: Leaf)] = []
  var diagnosed: [Int: [PartialDate]] = [:]

  let files: OMOPFiles
  let links: OMOPLinks
  /// The rows of the patient by their tables and keys.
  var byKey: [String: FHIRElement] = [:]
  /// The entries that rows became, by tables and keys.
  var entryOf: [String: Int] = [:]
  /// Conditions that an episode says are the first occurrence of a disease.
  var first: Set<String> = []
  /// Sex and year of birth, as the first row of the person has them.
  var said: [String: String] = [:]
  /// Drugs that are of no episode, with how often.
  var loose: [String: (count: Int, place: CellPlace)] = [:]

  init(id: String, place: CellPlace, files: OMOPFiles, links: OMOPLinks) {
    draft = PatientDraft(id: id, place: place)
    record = place
    self.files = files
    self.links = links
  }

  // MARK: all rows

  /// The order in which tables are read: what others refer to comes first.
  private static let order = [
    "PERSON", "CONDITION_OCCURRENCE", "EPISODE", "DRUG_EXPOSURE", "PROCEDURE_OCCURRENCE", "MEASUREMENT", "DEATH",
    "OBSERVATION_PERIOD",
  ]

  mutating func read(_ rows: [FHIRElement]) {
    var seen: Set<String> = []
    for row in rows where row.name != "DEATH" && row.name != "PERSON" {
      guard let key = key(row) else { continue }
      if !seen.insert(key).inserted {
        at(row)
        outcome.misfits.append(Misfit(row.place(record), "the key \(key) twice", expected: "each key once"))
      }
      byKey[key] = row
    }
    for row in rows where row.name == "EPISODE" && isFirstOccurrence(row) {
      for event in links.events[row.peek("episode_id") ?? ""] ?? [] where event.field == OMOPConcepts.conditionID {
        first.insert("CONDITION_OCCURRENCE \(event.id)")
      }
    }
    for table in Self.order { for row in rows where row.name == table { readOne(row) } }
    for (drug, found) in loose.sorted(by: { $0.key < $1.key }) {
      outcome.warnings.append(
        Misfit(
          found.place,
          "\(found.count) \(found.count == 1 ? "exposure" : "exposures") to \(drug) that \(found.count == 1 ? "is" : "are") of no episode: which of them belong together, nobody says; they stand in a note",
          expected: "an EPISODE with its events, or a `therapy`, once it is known"))
    }
    loose = [:]
  }

  /// Whether an episode is the first occurrence of a disease.
  func isFirstOccurrence(_ row: FHIRElement) -> Bool {
    row.peek("episode_concept_id") == OMOPConcepts.firstOccurrence
      || name(row, "episode_concept_id") == "Disease First Occurrence"
  }

  /// The table and the key of a row.
  func key(_ row: FHIRElement) -> String? {
    let name = row.name == "PERSON" || row.name == "DEATH" ? "person_id" : "\(row.name.lowercased())_id"
    return row.peek(name).map { "\(row.name) \($0)" }
  }

  /// The place of what is read: the file, the patient and the row.
  private mutating func at(_ row: FHIRElement) {
    record = CellPlace(
      file: files.names[row.name] ?? "", row: row.line, record: "patient \(draft.id), \(key(row) ?? row.name)")
  }

  /// A row is read with the place of another afterwards.
  mutating func with(_ row: FHIRElement, _ body: (inout OMOPPatient) -> Void) {
    let before = record
    at(row)
    body(&self)
    record = before
  }

  private mutating func readOne(_ row: FHIRElement) {
    guard row.isOpen else { return }
    at(row)
    tellReversedDates(row)
    leaveOutSystem(row)
    switch row.name {
    case "PERSON": readPerson(row)
    case "CONDITION_OCCURRENCE": readCondition(row)
    case "EPISODE": readEpisode(row)
    case "DRUG_EXPOSURE": readDrug(row)
    case "PROCEDURE_OCCURRENCE": readProcedure(row)
    case "MEASUREMENT": readMeasurement(row)
    case "DEATH": readDeath(row)
    default: readPeriod(row)
    }
  }

  /// Tells of a row that ends before it begins, whatever is read of its dates.
  private mutating func tellReversedDates(_ row: FHIRElement) {
    for child in row.children where child.name.hasSuffix("_end_date") {
      let stem = child.name.dropLast("_end_date".count)
      // A procedure has a date and an end.
      guard
        let begin = (row.peek("\(stem)_start_date") ?? row.peek("\(stem)_date")).flatMap({
          FHIRDate.read(Array($0.utf8))
        }),
        let end = FHIRDate.read(Array(child.text.utf8))
      else { continue }
      tellReversed(begin.text, end.text, at: child.place(record))
    }
  }

  private static let system: Set = [
    "person_id", "provider_id", "visit_occurrence_id", "visit_detail_id", "location_id", "care_site_id",
    "condition_type_concept_id", "episode_type_concept_id", "drug_type_concept_id", "measurement_type_concept_id",
    "procedure_type_concept_id", "death_type_concept_id", "period_type_concept_id", "condition_occurrence_id",
    "episode_id", "drug_exposure_id", "measurement_id", "procedure_occurrence_id", "observation_period_id",
  ]

  /// Leaves out keys, who treated and where, concepts that say that there is none, and times of a day beside it.
  private mutating func leaveOutSystem(_ row: FHIRElement) {
    for child in row.children {
      if child.name.hasSuffix("_datetime") {
        let day = child.text.prefix(10)
        let name = String(child.name.dropLast("time".count))
        if let date = row.peek(name), !date.hasPrefix(day), name != "birth_date" {
          tell(
            child.own(in: record) ?? Leaf(raw: child.text, place: record),
            "\(ProblemLog.quoted(child.text)) beside the day \(ProblemLog.quoted(date))", expected: "one day", on: nil)
        } else if row.peek(name) != nil {
          leaveOut(child.own(in: record), "a time of the day, which stands beside it")
        }
      } else if child.name.hasSuffix("concept_id"), child.text == OMOPConcepts.none {
        leaveOut(child.own(in: record), "0 is no concept")
      } else if Self.system.contains(child.name) {
        leaveOut(child.own(in: record), "it is of the database, and not of the patient")
      }
    }
  }

  /// Tells a row that is not read; everything in it is kept.
  mutating func refuse(_ row: FHIRElement, _ message: String, expected: String? = nil) {
    outcome.misfits.append(Misfit(row.place(record), message, expected: expected))
    for leaf in row.rest(in: record) {
      draft.kept.append(
        PatientDraft.Value(texts: [leaf.raw], place: leaf.place, raw: leaf.raw, meaning: "not understood"))
    }
  }

  // MARK: entries

  /// What this program wrote a row of; nil for rows of others.
  func mark(_ row: FHIRElement) -> OMOPLinks.Mark? {
    key(row).flatMap { links.marks[$0]?.first { $0.key.isEmpty } }
  }

  /// A new entry of a row, under the name that it had in a record; several rows can be one entry.
  mutating func made(_ kind: String, _ row: FHIRElement, stem: String? = nil) -> Int {
    let mark = mark(row)
    let entry = entry(
      kind, key: mark?.entry, number: mark?.entry, stem: stem ?? kind.replacing(" ", with: "-"), order: "",
      at: row.place(record))
    if let key = key(row) { entryOf[key] = entry }
    draft.entries[entry].isOwn = mark != nil
    return entry
  }

  /// The names of a concept, where CONCEPT says it.
  func name(_ row: FHIRElement, _ column: String) -> String? {
    row.peek(column).flatMap { files.concepts[$0]?.name }.flatMap { $0.isEmpty ? nil : $0 }
  }

  /// The codes of concepts in a row with their vocabularies.
  func codes(_ row: FHIRElement, _ columns: String...) -> [(vocabulary: String, code: String)] {
    columns.compactMap { row.peek($0).flatMap { files.concepts[$0] } }.map { ($0.vocabulary, $0.code) }
  }

  /// States a time of a row: the day, or what was stated where a day had to stand.
  mutating func stateTime(_ key: String, _ row: FHIRElement, _ column: String, _ entry: Int) {
    guard let leaf = row.leaf(column, in: record) else { return }
    if let stated = self.key(row).flatMap({ links.marks[$0]?.first { $0.key == key } })?.stated {
      var value = PatientDraft.Value(
        texts: [stated.raw], place: leaf.place, raw: stated.raw, meaning: "\(key) of \(draft.entries[entry].kind)")
      value.isSecond = false
      state(key, value, of: entry)
      return setOrder(leaf.raw, entry)
    }
    do throws(FHIRDate.Fault) {
      let date = try FHIRDate.parse(leaf.raw)
      guard date.day != nil else {
        throw FHIRDate.Fault(message: "\(ProblemLog.quoted(leaf.raw)) for a date", expected: "a day: `2024-06-10`")
      }
      state(key, [date.text], of: entry, leaf)
      setOrder(date.text, entry)
    } catch {
      tell(leaf, error.message, expected: "a day: `2024-06-10`", on: entry)
    }
  }

  /// Everything of a row that nobody has read stands in the note of its entry.
  mutating func finish(_ row: FHIRElement, _ entry: Int) {
    for child in row.children where child.isOpen { noteCell(child, row, entry) }
  }

  private mutating func noteCell(_ child: FHIRElement, _ row: FHIRElement, _ entry: Int) {
    guard let leaf = child.own(in: record) else { return }
    let words = files.concepts[leaf.raw].map { "\($0.name) (\(leaf.raw))" }
    note(leaf, on: entry, label: child.name, as: child.name.hasSuffix("concept_id") ? words : nil)
  }

  /// So many rows of a table stand in the note of a patient.
  private static let mostOthers = 2000

  /// Keeps a row as it stands: one line in the note of an event that has all of its table.
  mutating func keepOther(_ row: FHIRElement, _ kind: String, meaning: String? = nil) {
    let entry = entry(
      "event", key: "others \(kind)", stem: Identifier.slug(kind), order: Self.atTheEnd, at: row.place(record))
    if draft.entries[entry].values.isEmpty { state("event", ["\(kind), in the note"], of: entry, nil) }
    let words = row.children.filter(\.isOpen).map { child in
      let isConcept = child.name.hasSuffix("concept_id")
      let name = isConcept ? files.concepts[child.text].map { "\($0.name) (\(child.text))" } : nil
      return "\(child.name) \(name ?? child.text)"
    }
    let leaves = row.rest(in: record)
    guard let first = leaves.first else { return }
    guard draft.entries[entry].noted.count < Self.mostOthers else {
      for leaf in leaves { leaveOut(leaf, "more than \(Self.mostOthers) rows of this table") }
      return
    }
    let head = key(row) ?? row.name
    note(
      first, on: entry, others: Array(leaves.dropFirst()), label: head, as: words.joined(separator: ", "),
      meaning: meaning)
  }
}

// SPDX-License-Identifier: Apache-2.0

import Notation
import Plain

extension OMOPPatient {
  /// Sex and year of birth; all else of a person is left out.
  mutating func readPerson(_ row: FHIRElement) {
    readSex(row)
    if let leaf = row.leaf("year_of_birth", in: record) {
      if let age = key(row).flatMap({ links.marks[$0]?.first { $0.key == "age" } })?.stated {
        // The year was made of the age, as the model demands one.
        factOnce("age", age.raw, Leaf(raw: age.raw, place: leaf.place))
      } else if let year = Int(leaf.raw), (1880...2100).contains(year) {
        factOnce("year of birth", "\(year)", leaf)
        births.append((PartialDate(year: year, month: nil, day: nil), leaf))
      } else {
        tell(leaf, "\(ProblemLog.quoted(leaf.raw)) for a year of birth", expected: "1880 to 2100", on: nil)
      }
    }
    for child in row.children where child.isOpen {
      let isBirth = ["month_of_birth", "day_of_birth", "birth_datetime", "person_source_value"].contains(child.name)
      leaveOut(
        child.own(in: record),
        isBirth ? "it identifies the patient" : "it describes the person, and the record has no key for it")
    }
  }

  private mutating func readSex(_ row: FHIRElement) {
    let words = ["male": "male", "female": "female", "m": "male", "f": "female", "other": "other"]
    let concept = row.peek("gender_concept_id")
    let byConcept =
      concept == OMOPConcepts.male
      ? "male"
      : concept == OMOPConcepts.female
        ? "female" : name(row, "gender_concept_id").flatMap { words[$0.lowercased()] }
    let bySource = row.peek("gender_source_value").flatMap { words[$0.lowercased()] }
    if let byConcept, let bySource, byConcept != bySource {
      let leaf = row.leaf("gender_concept_id", in: record)
      if let leaf {
        tell(
          leaf, "the concept of \(byConcept) beside the source value of \(bySource)", expected: "one sex", on: nil,
          others: [row.leaf("gender_source_value", in: record)].compactMap { $0 })
      }
      return
    }
    guard let word = byConcept ?? bySource else { return }
    // What is no sex that is known is left out with the rest of the person.
    let columns = [byConcept == nil ? nil : "gender_concept_id", bySource == nil ? nil : "gender_source_value"]
    let leaves = columns.compactMap { $0 }.compactMap { row.leaf($0, in: record) }
    guard let first = leaves.first else { return }
    factOnce("sex", word, first, others: Array(leaves.dropFirst()))
  }

  /// A fact of which a person has one: what another row of the person says otherwise makes neither of them a fact.
  private mutating func factOnce(_ key: String, _ text: String, _ leaf: Leaf, others: [Leaf] = []) {
    guard let before = said[key] else {
      said[key] = text
      return fact(key, text, leaf, others: others)
    }
    if before == text {
      for leaf in [leaf] + others { used(leaf, key) }
      return
    }
    tell(
      leaf, "\(ProblemLog.quoted(text)) beside \(ProblemLog.quoted(before)) for the \(key) of one person",
      expected: "one of them", on: nil, others: others)
    for index in draft.facts.indices.reversed() where draft.facts[index].key == key {
      var value = draft.facts.remove(at: index).value
      value.meaning = "not understood"
      draft.kept.append(value)
    }
  }

  mutating func readDeath(_ row: FHIRElement) {
    let mark = mark(row)
    let entry = entry("death", key: "", number: mark?.entry, stem: "death", order: "", at: row.place(record))
    let name = name(row, "cause_concept_id")
    if mark != nil, let leaf = row.leaf("cause_source_value", in: record) {
      state("death", [leaf.raw], of: entry, leaf)
    } else if let name, let leaf = row.leaf("cause_concept_id", in: record) {
      state("death", [name], of: entry, leaf)
    } else if !draft.entries[entry].values.contains(where: { $0.key == "death" }) {
      state("death", [mark == nil ? Silence.notStated : "true"], of: entry, nil)
    }
    stateTime("when", row, "death_date", entry)
    finish(row, entry)
  }

  /// How long a database has looked: nobody says that the patient was seen at its end.
  mutating func readPeriod(_ row: FHIRElement) {
    if links.isOwn {
      for leaf in row.rest(in: record) { leaveOut(leaf, "made of the other dates") }
      return
    }
    keepOther(row, "observation periods")
  }
}

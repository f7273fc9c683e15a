// SPDX-License-Identifier: Apache-2.0

import Chronology
import Notation
import Plain

extension CDISCSubject {
  /// So many records of one domain stand in the note of a subject.
  private static let mostOthers = 2000

  /// Variables of the plan of visits, which say nothing where a record has a date.
  private static let plan = ["VISIT", "VISITNUM", "VISITDY", "EPOCH", "TAETORD"]

  // MARK: dates

  /// States a key by `--DTC`, or by the study day where there is no date and the reference start is a day.
  @discardableResult
  mutating func stateDate(_ key: String, _ row: CDISCRow, _ suffix: String, day: String?, _ entry: Int) -> CDISCDate? {
    let number = day.flatMap { row.leaf(of: $0) }
    guard let leaf = row.leaf(of: suffix) else {
      guard let number else { return nil }
      return stateDay(key, number, entry)
    }
    let stated: CDISCDate?
    do throws(CDISCDate.Fault) { stated = try CDISCDate.parse(leaf.raw) } catch {
      tell(leaf, error.message, expected: error.expected, on: entry)
      note(number, on: entry)
      return nil
    }
    guard let stated else {
      outcome.warnings.append(
        Misfit(
          leaf.place, "\(ProblemLog.quoted(leaf.raw)) has no year: the date is not determined, and stands in the note"))
      note(leaf, on: entry)
      note(number, on: entry)
      return nil
    }
    if let number { check(number, stated) }
    state(key, [stated.text], of: entry, leaf)
    if !stated.isWhole { remark("\(leaf.place.column ?? ""): \(leaf.raw)", on: entry) }
    if key == "when" { setOrder(stated.text, entry) }
    return stated
  }

  /// A study day without its date: from the reference start it is a day, and without one it is not determined.
  private mutating func stateDay(_ key: String, _ leaf: Leaf, _ entry: Int) -> CDISCDate? {
    guard let number = Int(leaf.raw), number != 0 else {
      tell(
        leaf, "\(ProblemLog.quoted(leaf.raw)) for a study day",
        expected: "a whole number that is not 0: there is no day 0",
        on: entry)
      return nil
    }
    guard let reference, let day = CDISCDate.day(number, from: reference) else {
      outcome.warnings.append(
        Misfit(
          leaf.place,
          "the study day \(number) and no `RFSTDTC` to the day: the date is not determined, and stands in the note"))
      note(leaf, on: entry)
      return nil
    }
    state(key, [day.description], of: entry, leaf)
    remark("\(leaf.place.column ?? ""): \(number), counted from RFSTDTC \(reference)", on: entry)
    if key == "when" { setOrder(day.description, entry) }
    return CDISCDate(text: day.description, date: nil, isWhole: true)
  }

  /// A study day beside its date is counted from it; one that is another is told.
  private mutating func check(_ leaf: Leaf, _ stated: CDISCDate) {
    if let reference, let day = stated.day, let number = Int(leaf.raw),
      number != CDISCDate.number(of: day, from: reference)
    {
      outcome.warnings.append(
        Misfit(
          leaf.place,
          "the study day \(number) beside \(stated.text), which is day \(CDISCDate.number(of: day, from: reference)) from \(reference): the date counts"
        ))
    }
    leaveOut(leaf, "it is counted from the date")
  }

  /// When something was: `--STDTC` and `--ENDTC` of what lasts, `--DTC` of what was found.
  mutating func stateTimes(_ row: CDISCRow, _ entry: Int, lasts: Bool) {
    let begin = stateDate("when", row, "STDTC", day: "STDY", entry)
    if lasts {
      stateDate("ends", row, "ENDTC", day: "ENDY", entry)
    } else if let leaf = row.leaf(of: "ENDTC") {
      let end = try? CDISCDate.parse(leaf.raw)
      if let begin, let end, end.text == begin.text {
        used(leaf, "that it ended on the day on which it began")
        leaveOut(row.leaf(of: "ENDY"), "it is counted from the date")
      } else {
        note(leaf, on: entry)
      }
    }
    if begin == nil { stateDate("when", row, "DTC", day: "DY", entry) }
  }

  // MARK: what is left of a record

  /// Keeps what is left of a record in the note of its entry, and counts what says nothing of the course.
  mutating func finish(_ row: CDISCRow, _ entry: Int) {
    for name in Self.names(of: row) where entryOf[name] == nil { entryOf[name] = entry }
    if draft.entries[entry].values.contains(where: { $0.key == "when" }) {
      for name in Self.plan { leaveOut(row.leaf(name), "it is of the plan of visits: the date is read") }
    }
    for leaf in row.leaves(of: "LNKID", "LNKGRP", "GRPID", "SPID", "REFID", "TESTCD") {
      used(leaf, "by which records are told apart")
    }
    let rest = row.rest()
    note(rest, on: entry, label: row.place.record ?? row.domain, as: Self.words(rest))
    for own in Self.names(of: row).flatMap({ qualifiers[$0] ?? [] }) {
      let leaves = own.rest() + own.unread(isReason: true) + own.unread(isReason: false)
      let words = own.peek("QLABEL") ?? own.peek("QNAM") ?? own.domain
      note(leaves, on: entry, label: words, as: own.peek("QVAL") ?? Self.words(leaves))
    }
  }

  static func words(_ leaves: [Leaf]) -> String {
    leaves.map { "\($0.place.column ?? ""): \($0.raw)" }.joined(separator: "; ")
  }

  /// Keeps a record that the record of a patient has no key for: one line in the note of an event that has all of its domain.
  mutating func keepOther(_ row: CDISCRow, _ why: String? = nil, meaning: String? = nil) {
    let qualifiers = Self.names(of: row).flatMap { self.qualifiers[$0] ?? [] }.flatMap { $0.rest() }
    let leaves = row.rest() + qualifiers
    guard !leaves.isEmpty else { return }
    let entry = entry(
      "event", key: "others \(row.domain)", stem: "records-of-\(Identifier.slug(row.domain))", order: Self.atTheEnd,
      at: row.place)
    if draft.entries[entry].values.isEmpty {
      state("event", ["records of \(row.domain)\(why.map { " (\($0))" } ?? ""), in the note"], of: entry, nil)
    }
    guard draft.entries[entry].noted.count < Self.mostOthers else {
      for leaf in leaves { leaveOut(leaf, "more than \(Self.mostOthers) records of this domain") }
      return
    }
    note(leaves, on: entry, label: row.place.record ?? row.domain, as: Self.words(leaves), meaning: meaning)
  }

  // MARK: relations

  /// Relations between records: a side effect of the one therapy that its record is related to; others are counted.
  mutating func readRelations(_ rows: [CDISCRow]) {
    var groups: [(id: String, rows: [CDISCRow])] = []
    for row in rows {
      record = row.place
      for leaf in [row.leaf("USUBJID")] { used(leaf, "the subject and the record that facts are of") }
      leaveOut(row.leaf("STUDYID"), "it is of the study")
      let id = row.peek("RELID") ?? ""
      if let index = groups.firstIndex(where: { $0.id == id }) {
        groups[index].rows.append(row)
      } else {
        groups.append((id, [row]))
      }
    }
    for (_, rows) in groups {
      let found = rows.map { row -> Int? in
        let name = Self.normal(row.peek("IDVARVAL") ?? "")
        return entryOf["\(row.peek("RDOMAIN") ?? "") \(row.peek("IDVAR") ?? "") \(name)"]
      }
      let entries = found.compactMap { $0 }
      let therapies = Set(entries.filter { draft.entries[$0].kind == "therapy" })
      let effects = entries.filter { draft.entries[$0].kind == "toxicity" }
      if therapies.count == 1, let therapy = therapies.first, !effects.isEmpty {
        for effect in effects where !draft.entries[effect].values.contains(where: { $0.key == "of" }) {
          // A record may be related to the exposure that did not cause it.
          if let cause = causes[effect], CauseWords.deny(cause.raw) {
            outcome.warnings.append(
              Misfit(
                cause.place,
                "\(ProblemLog.quoted(cause.raw)) beside the exposure that a side effect is related to: it counts as none of `\(id(therapy))`",
                expected: "a relation to what caused it"))
            continue
          }
          state("of", [id(therapy)], of: effect, nil)
        }
        for leaf in rows.flatMap({ $0.rest() }) { used(leaf, "of which therapy a side effect is") }
      } else {
        for leaf in rows.flatMap({ $0.rest() + $0.unread(isReason: false) + $0.unread(isReason: true) }) {
          leaveOut(leaf, "how records are related")
        }
      }
    }
  }

  // MARK: the person

  private static let identifying = ["SUBJID", "SITEID", "INVID", "INVNAM", "COUNTRY", "BRTHDTC"]
  private static let person = ["RACE", "ETHNIC", "ARMCD", "ACTARMCD"]
  private static let references = [
    "RFSTDTC", "RFENDTC", "RFXSTDTC", "RFXENDTC", "RFCSTDTC", "RFCENDTC", "RFICDTC", "RFPENDTC",
  ]

  /// Sex, year of birth, arm, death and the dates of reference.
  mutating func readPerson(_ row: CDISCRow) {
    if let leaf = row.leaf("SEX"), let word = CDISCTerms.sex(leaf.raw) ?? word(leaf, CDISCTerms.sex, on: nil) {
      fact("sex", word, leaf)
    }
    if let leaf = row.leaf("BRTHDTC") {
      if let birth = (try? CDISCDate.parse(leaf.raw))?.date {
        fact("year of birth", "\(birth.year)", leaf)
        births.append((birth, leaf))
      } else {
        tell(leaf, "\(ProblemLog.quoted(leaf.raw)) for a date of birth", expected: "a date of ISO 8601", on: nil)
      }
    }
    if let leaf = row.leaf("AGE") {
      // The age is that at the reference start, at consent or at another day: the standard leaves it open.
      let unit = row.leaf("AGEU")
      field("AGE", "\(leaf.raw)\(unit.map { " \($0.raw)" } ?? "")", leaf, others: unit.map { [$0] } ?? [])
    }
    let (planned, actual) = (row.leaf("ARM"), row.leaf("ACTARM"))
    if let planned { fact("arm", planned.raw, planned) }
    if let actual {
      if planned?.raw == actual.raw { used(actual, "arm") } else { field("ACTARM", actual.raw, actual) }
    }
    if let text = row.peek("RFSTDTC"), let day = (try? CDISCDate.parse(text))?.day { reference = day }
    for name in Self.references {
      guard let leaf = row.leaf(name) else { continue }
      if (try? CDISCDate.parse(leaf.raw)) == nil {
        tell(leaf, "\(ProblemLog.quoted(leaf.raw)) for a date", expected: "a date of ISO 8601", on: nil)
      } else {
        field(name, leaf.raw, leaf)
      }
    }
    readDeath(of: row)
    for name in Self.identifying { leaveOut(row.leaf(name), "it identifies the patient") }
    for name in Self.person { leaveOut(row.leaf(name), "it describes the person, and the record has no key for it") }
    for leaf in [row.leaf("DMDTC"), row.leaf("DMDY")] { leaveOut(leaf, "when the record was collected") }
    for leaf in row.rest() { field(leaf.place.column ?? "", leaf.raw, leaf) }
    for own in qualifiers["DM"] ?? [] {
      let value = own.leaf("QVAL")
      let name = own.peek("QLABEL") ?? own.peek("QNAM") ?? ""
      guard let value, !name.isEmpty else { continue }
      field(name, value.raw, value, others: own.rest())
    }
  }

  private mutating func readDeath(of row: CDISCRow) {
    let flag = row.leaf("DTHFL")
    let date = row.peek("DTHDTC")
    guard flag?.raw == "Y" || date != nil else {
      guard let flag else { return }
      if flag.raw == "N" { return leaveOut(flag, "alive, and nothing says on which day") }
      return tell(flag, "\(ProblemLog.quoted(flag.raw)) for DTHFL", expected: "Y", on: nil)
    }
    let entry = death(row)
    if flag?.raw == "Y" {
      state("death", [Silence.notStated], of: entry, flag)
    } else {
      if let flag {
        tell(flag, "\(ProblemLog.quoted(flag.raw)) for DTHFL beside a date of death", expected: "Y", on: entry)
      }
      state("death", [Silence.notStated], of: entry, nil)
    }
    guard let leaf = row.leaf("DTHDTC") else {
      outcome.warnings.append(Misfit(row.place, "the patient has died, and DTHDTC does not say when"))
      return
    }
    do throws(CDISCDate.Fault) {
      guard let stated = try CDISCDate.parse(leaf.raw) else { return note(leaf, on: entry) }
      state("when", [stated.text], of: entry, leaf)
      setOrder(stated.text, entry)
    } catch {
      tell(leaf, error.message, expected: error.expected, on: entry)
    }
  }

  /// A patient dies once, whatever number of records say so.
  mutating func death(_ row: CDISCRow) -> Int {
    entry("death", key: "", stem: "death", order: "", at: row.place)
  }
}

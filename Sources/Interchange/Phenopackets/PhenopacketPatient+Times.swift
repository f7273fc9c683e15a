// SPDX-License-Identifier: Apache-2.0

import Course
import Notation
import Plain

extension PhenopacketPatient {
  /// States a time of an element. A timestamp is its day, an interval a time within it, an age so long after the birth; a class and a time of pregnancy stand in the note.
  mutating func stateTime(_ key: String, _ element: FHIRElement?, _ entry: Int, isOwn: Bool) {
    guard let element, let child = element.children.first else { return }
    switch child.name {
    case "timestamp":
      guard let (date, leaf) = day(child, on: entry, isOwn: isOwn) else { return }
      state(key, [date.text], of: entry, leaf)
      setOrder(date.text, entry)
    case "interval": stateInterval(key, child, entry, isOwn: isOwn)
    case "age": stateAge(key, child, child, child, entry)
    case "ageRange": stateAge(key, child, child.child("start"), child.child("end"), entry)
    case "ontologyClass":
      let term = child.peekTerm
      guard isOwn, term.prefix == PhenopacketTerm.own.lowercased() else { return noteElement(element, entry) }
      stateTerm(key, child, entry, withCode: false)
    default: noteElement(element, entry)
    }
  }

  /// The day of a timestamp; what is none is told.
  mutating func day(_ element: FHIRElement?, on entry: Int?, isOwn: Bool) -> (date: PartialDate, leaf: Leaf)? {
    guard let leaf = element?.own(in: record) else { return nil }
    do throws(FHIRDate.Fault) {
      let (date, doubt) = try PhenopacketTime.date(leaf.raw, isOwn: isOwn)
      if let doubt { outcome.warnings.append(Misfit(leaf.place, doubt)) }
      return (date, leaf)
    } catch {
      tell(leaf, error.message, expected: error.expected, on: entry)
      return nil
    }
  }

  private mutating func stateInterval(_ key: String, _ element: FHIRElement, _ entry: Int, isOwn: Bool) {
    // The ends of an interval are what they are: a year is not meant by its first day.
    let start = day(element.child("start"), on: entry, isOwn: true)
    let end = day(element.child("end"), on: entry, isOwn: true)
    guard let first = start ?? end else { return }
    if let start, let end, PartialDate.isBefore(end.date.text, start.date.text) {
      tell(
        start.leaf, "an interval that ends before it begins", expected: "the earlier time as `start`", on: entry,
        others: [end.leaf])
      return
    }
    let text =
      switch (start, end) {
      case (let start?, let end?): PhenopacketTime.interval(start.date.text, end.date.text)
      case (let start?, nil): "\(start.date.text)/.."
      default: "../\(first.date.text)"
      }
    state(key, [text], of: entry, first.leaf, others: start == nil ? [] : [end?.leaf].compactMap { $0 })
    setOrder(first.date.text, entry)
  }

  /// The age in an element, which stays unread; nil for none.
  static func age(_ element: FHIRElement?) -> PhenopacketAge? {
    element?.peek("iso8601duration").flatMap { try? PhenopacketAge($0) }
  }

  private mutating func stateAge(
    _ key: String, _ whole: FHIRElement, _ first: FHIRElement?, _ last: FHIRElement?, _ entry: Int
  ) {
    let leaves = whole.rest(in: record)
    guard let leaf = leaves.first else { return }
    guard let start = Self.age(first), let end = Self.age(last), start.bounds.low <= end.bounds.low else {
      tell(
        leaf, "\(ProblemLog.quoted(leaves.map(\.raw).joined(separator: " to "))) for an age",
        expected: "a duration of ISO 8601 in whole units: `P52Y2M`", on: entry, others: Array(leaves.dropFirst()))
      return
    }
    let text = "\(PhenopacketAge.span(start, end)) after \(birth(whole))"
    state(key, [text], of: entry, leaf, others: Array(leaves.dropFirst()))
    let days = String(Int(start.bounds.low))
    setOrder("0" + String(repeating: "0", count: max(0, 6 - days.count)) + days, entry)
  }

  /// The name of the birth, from which ages count.
  private mutating func birth(_ element: FHIRElement) -> String {
    let entry = entry("event", key: "birth", stem: "birth", order: "0", at: element.place(record))
    if draft.entries[entry].values.isEmpty { state("event", ["birth"], of: entry, nil) }
    return id(entry)
  }

  /// The year of birth is that of the birth from which ages count.
  mutating func settleBirth() {
    guard has("event", key: "birth"), let birth = births.first, births.allSatisfy({ $0.date.year == birth.date.year })
    else { return }
    let entry = entry("event", key: "birth", stem: "birth", order: "0", at: record)
    state("when", ["\(birth.date.year)"], of: entry, birth.leaf, isSecond: true)
  }
}

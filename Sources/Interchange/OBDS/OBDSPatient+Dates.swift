// SPDX-License-Identifier: Apache-2.0

import Notation

extension OBDSPatient {
  /// A date of a report with the values that say it.
  struct Dated {
    /// The date, as far as it is exact; nil where it is estimated whole.
    var date: PartialDate?
    var leaf: Leaf
    var others: [Leaf]

    /// For the place in the course.
    var order: String { date?.text ?? "" }
  }

  /// Words that are no date, and why: they are told of the entry that they would have been the date of.
  struct NoDate {
    var leaf: Leaf
    var message: String
    var expected: String?
    var others: [Leaf] = []
  }

  /// A date of an element in it, as far as it is exact, before there is the entry that it is of.
  ///
  /// - Parameter isExact: whether the data set has no precision beside it.
  func date(_ names: [String], of element: ReportElement, isExact: Bool = false) -> (dated: Dated?, none: NoDate?) {
    guard let own = element.children.first(where: { names.contains($0.name) }) else { return (nil, nil) }
    let accuracy = own.attribute("Datumsgenauigkeit", in: record)
    let others = accuracy.map { [$0] } ?? []
    guard let leaf = own.own(in: record) else {
      return (
        nil,
        accuracy.map { NoDate(leaf: $0, message: "the precision of a date that is not there") }
      )
    }
    do throws(PartialDate.Fault) {
      switch dialect {
      case .adt: return (Dated(date: try .german(leaf.raw), leaf: leaf, others: others), nil)
      case .oBDS:
        if accuracy == nil, !isExact {
          throw PartialDate.Fault(
            message: "\(ProblemLog.quoted(leaf.raw)) without its `Datumsgenauigkeit`: the day may be estimated",
            expected: "`Datumsgenauigkeit` E, T, M or V")
        }
        return (Dated(date: try .iso(leaf.raw, accuracy: accuracy?.raw), leaf: leaf, others: others), nil)
      }
    } catch {
      return (nil, NoDate(leaf: leaf, message: error.message, expected: error.expected, others: others))
    }
  }

  /// Tells that a date is none.
  mutating func tell(_ none: NoDate?, on entry: Int?) {
    guard let none else { return }
    tell(none.leaf, none.message, expected: none.expected, on: entry, others: none.others)
  }

  /// A date of an element in it, as far as it is exact. What is none is told.
  mutating func date(_ names: [String], of element: ReportElement, isExact: Bool = false, on entry: Int?) -> Dated? {
    let read = date(names, of: element, isExact: isExact)
    tell(read.none, on: entry)
    return read.dated
  }

  /// States a date of an entry; one that is estimated whole is kept in the note.
  mutating func state(_ key: String, _ dated: Dated?, of entry: Int) {
    guard let dated else { return }
    if let date = dated.date {
      state(key, [date.text], of: entry, dated.leaf, others: dated.others)
    } else {
      note(dated.leaf, on: entry, others: dated.others, as: "\(dated.leaf.raw), estimated whole")
    }
  }

  /// Keeps a date in the note of an entry.
  mutating func note(_ dated: Dated?, on entry: Int) {
    guard let dated else { return }
    note(
      dated.leaf, on: entry, others: dated.others,
      as: dated.date.map(\.text) ?? "\(dated.leaf.raw), estimated whole")
  }

  /// Counts a date that says when something else was.
  mutating func used(_ dated: Dated?) {
    guard let dated else { return }
    for leaf in [dated.leaf] + dated.others { used(leaf, "when something was found") }
  }
}

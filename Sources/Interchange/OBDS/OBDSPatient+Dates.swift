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

  /// A date of an element in it, as far as it is exact. What is none is told.
  ///
  /// - Parameter isExact: whether the data set has no precision beside it.
  mutating func date(_ names: [String], of element: ReportElement, isExact: Bool = false, on entry: Int?) -> Dated? {
    guard let own = element.children.first(where: { names.contains($0.name) }) else { return nil }
    let accuracy = own.attribute("Datumsgenauigkeit", in: record)
    let others = accuracy.map { [$0] } ?? []
    guard let leaf = own.own(in: record) else {
      if let accuracy { tell(accuracy, "the precision of a date that is not there", on: entry) }
      return nil
    }
    do throws(PartialDate.Fault) {
      switch dialect {
      case .adt: return Dated(date: try .german(leaf.raw), leaf: leaf, others: others)
      case .oBDS:
        if accuracy == nil, !isExact {
          throw PartialDate.Fault(
            message: "\(ProblemLog.quoted(leaf.raw)) without its `Datumsgenauigkeit`: the day may be estimated",
            expected: "`Datumsgenauigkeit` E, T, M or V")
        }
        return Dated(date: try .iso(leaf.raw, accuracy: accuracy?.raw), leaf: leaf, others: others)
      }
    } catch {
      tell(leaf, error.message, expected: error.expected, on: entry, others: others)
      return nil
    }
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

// SPDX-License-Identifier: Apache-2.0

package import Course
import Plain

/// What rows of one patient say together that cannot be, whatever file they stand in: a measurement or an administration that is there twice, a lesion with
/// two roles or sites, one that merges into none.
package struct RowFault: Sendable, Hashable {
  /// The row, by its place among those that were judged.
  package var index: Int
  /// The field that it is about; nil for the row.
  package var field: String?
  /// The row before it that it does not go with.
  package var other: Int?
  /// What was found, up to where the other row stands.
  package var found: String
  /// What was expected.
  package var expected: String
  /// What was probably meant.
  package var suggestion: String?

  /// What was found, with where the other row stands in words.
  package func message(_ place: (Int) -> String) -> String { found + (other.map { " (\(place($0)))" } ?? "") }

  /// Of lesions.
  package static func all(in readings: [LesionReading], _ log: ProblemLog) -> [RowFault] {
    var faults: [RowFault] = []
    var seen: [String: Int] = [:]
    var known: [String: (role: LesionRole, site: String?, index: Int)] = [:]
    for (index, reading) in readings.enumerated() {
      let key = "\(reading.reader ?? "")\u{1F}\(reading.lesion)"
      if let first = seen["\(key)\u{1F}\(reading.date)\u{1F}\(reading.part ?? "")"] {
        faults.append(
          RowFault(
            index: index, other: first, found: "\(reading.lesion) on \(reading.date) is there twice",
            expected: "one row a lesion, day and reader; parts of a lesion that split are told apart by `part`"))
        continue
      }
      seen["\(key)\u{1F}\(reading.date)\u{1F}\(reading.part ?? "")"] = index
      guard let first = known[key] else {
        known[key] = (reading.role, reading.site, index)
        continue
      }
      if first.role != reading.role || (reading.site != nil && first.site != reading.site) {
        func words(_ role: LesionRole, _ site: String?) -> String { role.rawValue + (site.map { " in \($0)" } ?? "") }
        faults.append(
          RowFault(
            index: index, field: "role", other: first.index,
            found:
              "\(reading.lesion) is \(words(reading.role, reading.site)) here and \(words(first.role, first.site)) before",
            expected: "one role and one site a lesion"))
      }
    }
    let names = Set(readings.map(\.lesion))
    for (index, reading) in readings.enumerated() {
      guard case .merged(let into) = reading.state, !names.contains(into) || into == reading.lesion else { continue }
      faults.append(
        RowFault(
          index: index, found: "\(reading.lesion) merged into \(ProblemLog.quoted(into))",
          expected: "the name of another lesion of this patient",
          suggestion: log.nearest(to: into, in: names.subtracting([reading.lesion]).sorted())))
    }
    return faults
  }

  /// Of administrations of one therapy.
  package static func all(in administrations: [Administration]) -> [RowFault] {
    var seen: [String: Int] = [:]
    return administrations.enumerated().compactMap { index, given in
      let key = "\(given.drug)\u{1F}\(given.cycle)\u{1F}\(given.day)"
      guard let first = seen[key] else {
        seen[key] = index
        return nil
      }
      return RowFault(
        index: index, other: first, found: "\(given.drug), cycle \(given.cycle), day \(given.day) is there twice",
        expected: "one row an administration")
    }
  }
}

extension Form {
  /// A list whose rows are held against each other once all are read; what they say together that cannot be is told at the row.
  func rows(of what: String, _ faults: @escaping @Sendable ([Value], ProblemLog) -> [RowFault]) -> Form<[Value]> {
    let list = list(of: what)
    return Form<[Value]>(
      list.schema,
      read: { item, reader in
        let read = reader.items(item, of: what).compactMap { item in self.read(item, reader).map { (item.mark, $0) } }
        for fault in faults(read.map(\.1), reader.log) {
          reader.log.error(
            read[fault.index].0,
            fault.message { "number \($0 + 1) of them" }, expected: fault.expected, suggestion: fault.suggestion)
        }
        return read.map(\.1)
      }, write: list.write)
  }
}

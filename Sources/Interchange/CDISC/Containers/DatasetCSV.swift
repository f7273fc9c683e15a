// SPDX-License-Identifier: Apache-2.0

import Course
import Exchange
import Notation
import Plain

/// Reads a dataset of separated values: a row of names, and all values as texts. `NA` without quotes is no value, as R writes it.
enum DatasetCSV {
  static func open(_ file: InputFile, _ outcome: inout TableOutcome) throws(DatasetFault) -> StoredDataset {
    var rows: SeparatedBlocks
    do throws(SeparatedBlocks.Refusal) { rows = try SeparatedBlocks(file, tabs: true) } catch {
      throw DatasetFault(error.misfit.message, expected: error.misfit.expected)
    }
    guard let header = try next(&rows) else {
      throw DatasetFault("no header", expected: "names of variables in the first row")
    }
    let names = header.cells.map { $0.text.uppercased() }
    guard names.count <= Dataset.Limits.columns else {
      throw DatasetFault("more than \(Dataset.Limits.columns) columns", expected: "no more")
    }
    guard Set(names).count == names.count, !names.contains("") else {
      throw DatasetFault("a header with a name twice, or without one", expected: "names of variables that differ")
    }
    let stem = String(file.name.prefix { $0 != "." }).uppercased()
    var head = Dataset(
      name: stem, label: "", columns: names.map { Dataset.Column(name: $0, label: "", type: .string) }, rows: [],
      file: file.name)
    var places: [FilePart] = []
    let domain = head.index(of: "DOMAIN")
    var domains: Set<String> = []
    while let row = try next(&rows) {
      let place = CellPlace(file: file.name, record: "record \(places.count + 1)")
      guard row.cells.count == names.count else {
        outcome.misfits.append(
          Misfit(place, "\(row.cells.count) values in this row", expected: "\(names.count), as there are names"))
        outcome.losses.add(
          .unplaced, file: file.name, column: "", meaning: "a row of another number of values",
          count: row.cells.count { value($0) != .none })
        places.append(.nowhere)
        continue
      }
      if let own = domain.flatMap({ value(row.cells[$0]).words }), domains.count < 2 { domains.insert(own) }
      places.append(FilePart(row.range))
      guard places.count * names.count <= Dataset.Limits.values else {
        throw DatasetFault("more than \(Dataset.Limits.values) values", expected: "no more")
      }
    }
    if let problem = rows.problems.first(where: { $0.severity == .error }) {
      throw DatasetFault(problem.message, expected: problem.expected, place: "line \(problem.location.line)")
    }
    // The records say which domain they are of.
    if domains.count == 1, let domain = domains.first { head.name = domain }
    let separator = rows.separator
    return StoredDataset(head, .each(places), in: InputWindow(rows.parts)) { bytes in
      SeparatedBlocks.cells(of: bytes, separator: separator)?.map { Self.value($0) }
    }
  }

  private static func next(_ rows: inout SeparatedBlocks) throws(DatasetFault) -> SeparatedBlocks.Row? {
    do throws(FileRefusal) { return try rows.next() } catch {
      throw DatasetFault("the file cannot be read: \(error)")
    }
  }

  private static func value(_ cell: DelimitedCell) -> Dataset.Value {
    cell.text.isEmpty || (cell.text == "NA" && !cell.isQuoted) ? .none : .text(cell.text)
  }
}

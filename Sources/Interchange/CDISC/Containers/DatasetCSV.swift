// SPDX-License-Identifier: Apache-2.0

import Course
import Exchange
import Notation
import Plain

/// Reads a dataset of separated values: a row of names, and all values as texts. `NA` without quotes is no value, as R writes it.
enum DatasetCSV {
  static func read(_ file: InputFile, _ outcome: inout TableOutcome) throws(DatasetFault) -> Dataset {
    let text: SourceText
    switch SheetText.read(file, .utf8) {
    case .failure(let refusal): throw DatasetFault(refusal.misfit.message, expected: refusal.misfit.expected)
    case .success(let own): text = own
    }
    let log = ProblemLog(text: text)
    var rows = SeparatedRows(log)
    guard let header = rows.next() else {
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
    var dataset = Dataset(
      name: stem, label: "", columns: names.map { Dataset.Column(name: $0, label: "", type: .string) }, rows: [],
      file: file.name)
    while let row = rows.next() {
      let place = CellPlace(file: file.name, record: "record \(dataset.rows.count + 1)")
      guard row.cells.count == names.count else {
        outcome.misfits.append(
          Misfit(place, "\(row.cells.count) values in this row", expected: "\(names.count), as there are names"))
        outcome.losses.add(
          .unplaced, file: file.name, column: "", meaning: "a row of another number of values",
          count: row.cells.count { value($0) != .none })
        dataset.rows.append([Dataset.Value](repeating: .none, count: names.count))
        continue
      }
      dataset.rows.append(row.cells.map(value))
      guard dataset.rows.count * names.count <= Dataset.Limits.values else {
        throw DatasetFault("more than \(Dataset.Limits.values) values", expected: "no more")
      }
    }
    if let problem = log.problems.first(where: { $0.severity == .error }) {
      throw DatasetFault(problem.message, expected: problem.expected, place: "line \(problem.location.line)")
    }
    // The records say which domain they are of.
    if let index = dataset.index(of: "DOMAIN") {
      let domains = Set(dataset.rows.compactMap { $0[index].words })
      if domains.count == 1, let domain = domains.first { dataset.name = domain }
    }
    return dataset
  }

  private static func value(_ cell: DelimitedCell) -> Dataset.Value {
    cell.text.isEmpty || (cell.text == "NA" && !cell.isQuoted) ? .none : .text(cell.text)
  }
}

// SPDX-License-Identifier: Apache-2.0

import Course
import Plain

/// Reads `comparators.csv`: one published arm and endpoint a row.
struct ComparatorTable {
  /// The columns, in the order of the documentation.
  static let columns = TableColumns(
    required: ["name", "endpoint", "source"],
    optional: ["n", "events", "rate %", "at months", "median months", "population"])

  let log: ProblemLog

  /// The arms of all rows; what is wrong in a row is told, and the row left out.
  func rows() -> [Comparator] {
    var text = DelimitedText(log)
    guard let header = text.next() else {
      if log.problems.isEmpty { log.error(.start, "the file is empty", expected: "a header and rows") }
      return []
    }
    guard let places = Self.columns.places(header, log) else { return [] }
    var rows: [Comparator] = []
    while let row = text.next() {
      guard row.cells.count == header.cells.count else {
        log.error(
          Mark(line: row.line, column: 1), "\(row.cells.count) fields in this row",
          expected: "\(header.cells.count), as in the header; text with a comma stands in quotes, a number has a point")
        continue
      }
      if let read = self.row(places.mapValues { row.cells[$0] }, row.line) { rows.append(read) }
    }
    return rows
  }

  private func row(_ cells: [String: DelimitedCell], _ line: Int) -> Comparator? {
    var isSound = true
    for name in Self.columns.required {
      guard let cell = cells[name], cell.text.isEmpty else { continue }
      log.error(cell.mark, "`\(name)` is empty", expected: "a value; or leave the row out")
      isSound = false
    }
    guard let endpointCell = cells["endpoint"], isSound else { return nil }
    let endpoints = Comparator.Endpoint.allCases.map(\.rawValue)
    let endpoint = Comparator.Endpoint(rawValue: endpointCell.text)
    if endpoint == nil {
      log.error(
        endpointCell.mark, "\(ProblemLog.quoted(endpointCell.text)) for an endpoint", expected: Wording.list(endpoints),
        suggestion: log.nearest(to: endpointCell.text, in: endpoints))
    }
    let count = whole(cells["n"], 1...10_000_000, "a number of patients")
    let events = whole(cells["events"], 0...10_000_000, "a number of patients")
    if let count, let events, events > count {
      log.error(cells["events"]?.mark ?? .start, "\(events) of \(count) patients", expected: "at most \(count)")
      isSound = false
    }
    let rate = rate(cells["rate %"])
    let at = positive(cells["at months"], "months")
    let median = positive(cells["median months"], "months")
    if events == nil, rate == nil, median == nil,
      [cells["events"], cells["rate %"], cells["median months"]].allSatisfy({ $0?.text.isEmpty ?? true })
    {
      log.error(
        Mark(line: line, column: 1), "an arm without a result", expected: "`events`, `rate %` or `median months`")
      isSound = false
    }
    guard isSound, let endpoint, let name = cells["name"]?.text, let source = cells["source"]?.text else { return nil }
    return Comparator(
      name: name, endpoint: endpoint, count: count, events: events, rate: rate, atMonths: at, medianMonths: median,
      population: cells["population"].flatMap { $0.text.isEmpty ? nil : $0.text }, source: source,
      location: log.text.location(Mark(line: line, column: 1)))
  }

  private func whole(_ cell: DelimitedCell?, _ range: ClosedRange<Int>, _ what: String) -> Int? {
    guard let cell, !cell.text.isEmpty else { return nil }
    if let number = Fields.integer(cell.text), range.contains(number) { return number }
    log.error(
      cell.mark, "\(ProblemLog.quoted(cell.text)) for \(what)", expected: "a whole number from \(range.lowerBound)")
    return nil
  }

  /// `18.4` or `18.4 %`, with its decimals kept: they decide which counts fit.
  private func rate(_ cell: DelimitedCell?) -> Comparator.StatedRate? {
    guard let cell, !cell.text.isEmpty else { return nil }
    let text = cell.text.hasSuffix("%") ? String(cell.text.dropLast()).trimmed : cell.text
    if let percent = try? NumberText.double(text), (0...100).contains(percent), text.first?.isASCIIDigit == true {
      let decimals = text.firstIndex(of: ".").map { text.distance(from: $0, to: text.endIndex) - 1 } ?? 0
      return Comparator.StatedRate(percent: percent, decimals: decimals)
    }
    log.error(
      cell.mark, "\(ProblemLog.quoted(cell.text)) for a rate", expected: "percent such as `18.4`, 0 to 100",
      suggestion: text.contains(",") ? text.replacingOccurrences(of: ",", with: ".") : nil)
    return nil
  }

  private func positive(_ cell: DelimitedCell?, _ what: String) -> Double? {
    guard let cell, !cell.text.isEmpty else { return nil }
    if let number = try? NumberText.double(cell.text), number > 0, number <= 1200 { return number }
    log.error(
      cell.mark, "\(ProblemLog.quoted(cell.text)) for \(what)",
      expected: "a number above 0 such as `12.1`, at most 1,200")
    return nil
  }
}

extension String {
  fileprivate func replacingOccurrences(of character: Character, with other: Character) -> String {
    String(map { $0 == character ? other : $0 })
  }
}

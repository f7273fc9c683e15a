// SPDX-License-Identifier: Apache-2.0

import Plain

/// Datasets of files of any container, which is known by the ending of the name and what the file begins with.
enum DatasetFiles {
  /// The datasets of all files; what cannot be read is told.
  static func open(_ files: [InputFile], _ outcome: inout TableOutcome) -> [StoredDataset] {
    var datasets: [StoredDataset] = []
    var values = 0
    for file in files {
      do throws(DatasetFault) {
        let own = try open(file, &outcome)
        values += own.reduce(0) { $0 + $1.count * $1.head.columns.count }
        if values > Dataset.Limits.values {
          throw DatasetFault("more than \(Dataset.Limits.values) values in all files together", expected: "no more")
        }
        datasets += own
      } catch {
        outcome.isBroken = true
        outcome.misfits.append(
          Misfit(
            CellPlace(file: file.name, record: ""), error.message + (error.place.map { " (\($0))" } ?? ""),
            expected: error.expected))
        outcome.losses.add(.unplaced, file: file.name, column: "", meaning: "the file cannot be read whole")
      }
    }
    return datasets
  }

  private static func open(_ file: InputFile, _ outcome: inout TableOutcome) throws(DatasetFault) -> [StoredDataset] {
    let name = file.name.lowercased()
    if name.hasSuffix(".csv") || name.hasSuffix(".tsv") { return [try DatasetCSV.open(file, &outcome)] }
    if name.hasPrefix("define.") {
      outcome.losses.add(.leftOut, file: file.name, column: "", meaning: "it describes the datasets")
      return []
    }
    let parts = try DatasetFault.reading { () throws(FileRefusal) in try file.parts(limit: Dataset.Limits.file) }
    let mark = Array("HEADER RECORD".utf8)
    let beginning = try DatasetFault.reading { () throws(FileRefusal) in
      try parts.bytes(0..<min(mark.count, parts.count))
    }
    if name.hasSuffix(".xpt") || beginning == mark { return try TransportReading.open(parts, file: file.name) }
    guard [".json", ".ndjson", ".jsonl"].contains(where: { name.hasSuffix($0) }) else {
      throw DatasetFault("a file whose name says nothing that is known", expected: ".xpt, .json, .ndjson, .csv or .tsv")
    }
    return [try DatasetJSONReading.open(file.name, parts, &outcome)]
  }
}

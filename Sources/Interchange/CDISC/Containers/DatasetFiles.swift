// SPDX-License-Identifier: Apache-2.0

import Plain

/// Datasets of files of any container, which is known by the ending of the name and what the file begins with.
enum DatasetFiles {
  /// The datasets of all files; what cannot be read is told.
  static func read(_ files: [InputFile], _ outcome: inout TableOutcome) -> [Dataset] {
    var datasets: [Dataset] = []
    var values = 0
    for file in files {
      do throws(DatasetFault) {
        let own = try read(file, &outcome)
        values += own.reduce(0) { $0 + $1.rows.count * $1.columns.count }
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

  private static func read(_ file: InputFile, _ outcome: inout TableOutcome) throws(DatasetFault) -> [Dataset] {
    let name = file.name.lowercased()
    if name.hasSuffix(".csv") { return [try DatasetCSV.read(file, &outcome)] }
    if name.hasPrefix("define.") {
      outcome.losses.add(.leftOut, file: file.name, column: "", meaning: "it describes the datasets")
      return []
    }
    let bytes: [UInt8]
    do throws(FileRefusal) { bytes = try file.bytes(limit: Dataset.Limits.file) } catch {
      throw DatasetFault("the file cannot be read: \(error)")
    }
    if name.hasSuffix(".xpt") || bytes.starts(with: "HEADER RECORD".utf8) {
      return try TransportReading.read(bytes).map { dataset in
        var own = dataset
        own.file = file.name
        return own
      }
    }
    guard [".json", ".ndjson", ".jsonl"].contains(where: { name.hasSuffix($0) }) else {
      throw DatasetFault("a file whose name says nothing that is known", expected: ".xpt, .json, .ndjson or .csv")
    }
    return [try DatasetJSONReading.read(file.name, bytes, &outcome)]
  }
}

// SPDX-License-Identifier: Apache-2.0

package import Course
import Notation
import Plain

/// Writes a study as datasets of SDTM, with a listing of their variables, and says what they cannot hold.
///
/// The datasets are read back before they are given out: what comes back as it was is held, and everything else is told. A time that is no date of ISO 8601 stands as it was stated in a qualifier; no date is made up.
package enum CDISCWriting {
  /// The containers by their names; the first is that which is taken without one.
  package static let containers = ["json", "ndjson", "xpt"]

  /// The files, and what they cannot hold.
  ///
  /// - Parameters:
  ///   - container: one of ``containers``.
  ///   - day: the day on which they are made, as a date of ISO.
  package static func write(_ study: Study, container name: String, day: String) -> StudyWriting {
    guard let container = CDISCContainer(rawValue: name) else {
      return StudyWriting(files: [:], refusal: "no container \(ProblemLog.quoted(name))", losses: LossReport())
    }
    let flat = FlatRows(study)
    do throws(DatasetFault) {
      let made = try Self.made(study, flat, container, day)
      let files = made.files
      var writing = StudyWriting.readBack(
        study, flat, files: files.texts, binaries: files.binaries, made.reading, of: "datasets",
        held: made.reading.study?.title == study.title ? ["study"] : [])
      guard !writing.files.isEmpty || !writing.binaries.isEmpty else { return writing }
      if Identifier.slug(study.title).utf8.count > made.study.utf8.count {
        writing.losses.add(
          .kept, file: "TS", column: "STUDYID",
          meaning: "the title cut to 20 characters (\(made.study)); the whole title stands in TSVAL")
      }
      // What follows from the study goes beside it.
      let analysis = CDISCAnalysis(study, identifier: made.study)
      let derived = try Self.files(analysis.all, container, study: made.study, day: day)
      writing.files.merge(derived.texts) { own, _ in own }
      writing.binaries.merge(derived.binaries) { own, _ in own }
      for open in analysis.open {
        writing.losses.add(
          .unplaced, file: open.dataset, column: open.parameter,
          meaning: "derived and not known to the day: no date is made up", example: open.patient)
      }
      writing.files["define.json"] = CDISCDefine.text(
        made.datasets + analysis.all, study: made.study, derived: CDISCAnalysis.domains)
      return writing
    } catch {
      return StudyWriting(
        files: [:],
        refusal:
          "\(error.message)\(error.place.map { " (\($0))" } ?? "")\(error.expected.map { "; expected \($0)" } ?? "")",
        losses: LossReport())
    }
  }

  private struct Made {
    var study: String
    var datasets: [Dataset]
    var files: Files
    var reading: StudyReading
  }

  struct Files {
    var texts: [String: String] = [:]
    var binaries: [String: [UInt8]] = [:]

    var inputs: [InputFile] {
      texts.sorted { $0.key < $1.key }.map { InputFile(name: $0.key, text: $0.value) }
        + binaries.sorted { $0.key < $1.key }.map { InputFile(name: $0.key, bytes: $0.value) }
    }
  }

  /// So often are datasets made anew without what would not be read.
  private static let rounds = 30

  /// The datasets with what is read of them. What would not come back, as a time that counts from what is not there, is taken out again.
  private static func made(_ study: Study, _ flat: FlatRows, _ container: CDISCContainer, _ day: String)
    throws(DatasetFault) -> Made
  {
    var own = flat
    // A field of another kind than text would come back as text.
    for index in own.rows.indices where own.rows[index].kind == "patient" {
      for field in study.fields where field.kind != .text { _ = own.clear(index, FlatRows.fieldKey(field.name)) }
    }
    var round = 0
    while true {
      let tables = CDISCDatasets(study, own)
      let datasets = tables.all
      let files = try Self.files(datasets, container, study: tables.study, day: day)
      let reading = CDISCReading.read(StudyFormat.Request(files: files.inputs, keepsGoing: true))
      round += 1
      var bad: [(row: Int, key: String?)] = []
      for misfit in reading.misfits {
        guard let record = misfit.place.record, let origin = tables.origins[record] else { continue }
        let key = origin.key ?? misfit.place.column.flatMap { Self.key(of: $0, own.rows[origin.row], record) }
        bad.append((origin.row, key))
      }
      guard !bad.isEmpty, round < rounds else {
        return Made(study: tables.study, datasets: datasets, files: files, reading: reading)
      }
      var gone: Set<Int> = []
      for (row, key) in bad {
        let kind = own.rows[row].kind
        guard let key, key != kind, key != "id", key != CDISCOwn.place else {
          gone.insert(row)
          continue
        }
        _ = own.clear(row, key)
      }
      own.drop(gone)
    }
  }

  /// The key that a variable of a record, or a qualifier of it, holds.
  private static func key(of column: String, _ row: FlatRows.Row, _ record: String) -> String? {
    let domain = String(record.prefix { $0 != " " })
    if let own = CDISCOwn.variables(row.kind, in: domain).first(where: { $0.variable == column }) { return own.key }
    // Parts of a long text have a number behind the name.
    var stem = column
    while let last = stem.last, last.isNumber { stem.removeLast() }
    return row.cells.keys.sorted().first { CDISCDatasets.name(of: $0) == column || CDISCDatasets.name(of: $0) == stem }
  }

  static func files(_ datasets: [Dataset], _ container: CDISCContainer, study: String, day: String) throws(DatasetFault)
    -> Files
  {
    var files = Files()
    for dataset in datasets {
      let name = "\(dataset.name.lowercased()).\(container.rawValue)"
      switch container {
      case .xpt: files.binaries[name] = try TransportWriting.bytes(dataset, stamp: stamp(day))
      case .json, .ndjson:
        files.texts[name] = DatasetJSONWriting.text(
          dataset, time: "\(day)T00:00:00", study: study, isLines: container == .ndjson)
      }
    }
    return files
  }

  /// A day as SAS writes it: `29NOV26:00:00:00`.
  private static func stamp(_ day: String) -> String {
    let parts = day.split(separator: "-").map(String.init)
    let months = ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"]
    guard parts.count == 3, let month = Int(parts[1]), (1...12).contains(month) else { return "01JAN60:00:00:00" }
    return "\(parts[2])\(months[month - 1])\(parts[0].suffix(2)):00:00:00"
  }
}

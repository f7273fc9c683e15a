// SPDX-License-Identifier: Apache-2.0

import Plain
import Course
import Notation

/// A study held against what comes back of the files that it was written to.
struct FlatComparison {
  /// A cell: of a patient or an entry, by its key.
  struct Cell: Hashable {
    var kind: String
    var key: String
    var row: String
  }

  private(set) var same: [Cell] = []
  private(set) var lost: [Cell] = []
  /// What comes back and was not there.
  private(set) var added: [Cell] = []

  /// How many values come back as they were.
  var held: Int { same.count }

  init(_ flat: FlatRows, _ back: FlatRows?) {
    // By patient, so that a series of thousands is not walked once for each of its rows.
    var rest = Dictionary(grouping: back?.rows ?? [], by: \.patient)
    func take(_ row: FlatRows.Row, where isIt: (FlatRows.Row) -> Bool) -> FlatRows.Row? {
      guard
        let index = rest[row.patient]?.firstIndex(where: { $0.kind == row.kind && isIt($0) && Self.isLike($0, row) })
      else { return nil }
      return rest[row.patient]?.remove(at: index)
    }
    func label(_ row: FlatRows.Row) -> String { row.kind == "patient" ? row.patient : "\(row.patient)/\(row.name)" }
    var pairs: [(row: FlatRows.Row, other: FlatRows.Row)] = []
    var open: [FlatRows.Row] = []
    for row in flat.rows {
      if let other = take(row, where: { $0.name == row.name }) { pairs.append((row, other)) } else { open.append(row) }
    }
    // Entries that have no name in a file come back under the names of their kind.
    for row in open {
      if let other = take(row, where: { _ in true }) {
        pairs.append((row, other))
      } else {
        for key in row.cells.keys.sorted() where key != "source" {
          lost.append(Cell(kind: row.kind, key: key, row: label(row)))
        }
        if row.cells.isEmpty, row.kind == "patient" { lost.append(Cell(kind: "patient", key: "", row: row.patient)) }
      }
    }
    for (row, other) in pairs {
      for key in Set(row.cells.keys).union(other.cells.keys).sorted() where key != "source" {
        let cell = Cell(kind: row.kind, key: key, row: label(row))
        switch (row.cells[key], other.cells[key]) {
        case (let value?, let back?) where value == back || Self.isSaid(key, row, other): same.append(cell)
        case (_?, _): lost.append(cell)
        case (nil, _): added.append(cell)
        }
      }
    }
    for row in rest.sorted(by: { $0.key < $1.key }).flatMap(\.value) {
      for key in row.cells.keys.sorted() where key != "source" {
        added.append(Cell(kind: row.kind, key: key, row: label(row)))
      }
    }
  }

  /// Whether a row that comes back is the one that was written: its times and what it is are the same, or files cannot say them.
  private static func isLike(_ back: FlatRows.Row, _ row: FlatRows.Row) -> Bool {
    if row.kind == "patient" { return true }
    return (["when", "ends"] + (["diagnosis", "death"].contains(row.kind) ? [] : [row.kind])).allSatisfy { key in
      guard let value = row.cells[key], let other = back.cells[key] else { return true }
      return value == other || key == row.kind && (other == [Silence.notStated] || isSaid(key, row, back))
    }
  }

  /// Whether analyte and value come back under another name and in another spelling of the same unit: `ANC 4.2 G/L` as `neutrophils 4.2 10^9/L`.
  private static func isSaid(_ key: String, _ row: FlatRows.Row, _ back: FlatRows.Row) -> Bool {
    guard row.kind == "lab", key == "lab" || key == "value",
      let written = row.one("lab").flatMap({ lab in row.one("value").flatMap { CodedLaboratory(lab, $0) } }),
      let read = back.one("lab").flatMap({ lab in back.one("value").flatMap { CodedLaboratory(lab, $0) } })
    else { return false }
    return written.isSame(as: read)
  }

  /// Counts what is held and tells everything else.
  ///
  /// - Parameter form: what the files hold, in words: `reports`.
  func tell(_ losses: inout LossReport, _ form: String) {
    for cell in same { losses.add(.understood, file: cell.kind, column: cell.key, meaning: cell.key) }
    for cell in lost {
      losses.add(
        .unplaced, file: cell.kind, column: cell.key, meaning: "\(form) cannot hold it as it is", example: cell.row)
    }
    for cell in added {
      losses.add(
        .kept, file: cell.kind, column: cell.key, meaning: "what comes back beside it: of a code, or of another entry",
        example: cell.row)
    }
  }
}

extension StudyWriting {
  /// A file that was read back before it is given out: what comes back as it was is held, all else is told. Without a value that comes back there is no file.
  ///
  /// - Parameters:
  ///   - reading: what is read of the text.
  ///   - what: what the file is made of: `reports`.
  static func readBack(
    _ study: Study, _ flat: FlatRows, name: String, text: String, _ reading: StudyReading, of what: String
  ) -> StudyWriting {
    readBack(study, flat, files: [name: text], reading, of: what)
  }

  /// Several files that were read back together.
  ///
  /// - Parameter held: what of the head of the study comes back.
  static func readBack(
    _ study: Study, _ flat: FlatRows, files: [String: String], binaries: [String: [UInt8]] = [:],
    _ reading: StudyReading,
    of what: String, held: [String] = []
  ) -> StudyWriting {
    let noPlace = "\(what) have no place for it"
    var losses = LossReport()
    for (part, key, count) in TableWriting.wholeLosses(study, but: ["fields", "section"] + held) {
      losses.add(.unplaced, file: part, column: key, meaning: noPlace, count: count)
    }
    for loss in flat.losses where loss.key != "source" {
      losses.add(.unplaced, file: loss.kind, column: loss.key, meaning: noPlace, example: loss.row)
    }
    let back = Set(reading.study?.fields.map(\.name) ?? [])
    for field in study.fields where !back.contains(field.name) {
      losses.add(.unplaced, file: "study", column: "fields", meaning: noPlace, example: field.name)
    }
    let comparison = FlatComparison(flat, reading.study.map { FlatRows($0) })
    for misfit in reading.misfits {
      losses.add(.unplaced, file: what, column: "", meaning: "it would not be read: \(misfit.message)")
    }
    comparison.tell(&losses, what)
    var writing =
      comparison.held > 0
      ? StudyWriting(files: files, binaries: binaries, losses: losses) : StudyWriting(files: [:], losses: losses)
    let there = Set(reading.study?.patients.map(\.id) ?? [])
    let missing = study.patients.map(\.id).filter { !there.contains($0) }
    if !missing.isEmpty {
      writing.remarks.append(
        "\(missing.count) of \(study.patients.count) patients \(missing.count == 1 ? "is" : "are") not in the \(what): \(missing.prefix(shownPatients).joined(separator: ", "))\(missing.count > shownPatients ? " …" : "")"
      )
    }
    return writing
  }

  /// So many patients are named in a sentence.
  private static let shownPatients = 5
}

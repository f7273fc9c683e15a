// SPDX-License-Identifier: Apache-2.0

import Chronology
package import Course
import Foundation
import Notation
import Plain

/// Writes a study as reports to a registry (oBDS 3.0.4), and says what they cannot hold.
///
/// The reports are read back before they are given out: what comes back as it was is held, and everything else is told. What the data set demands and the record does not have is written with the code that says nothing, and marked (`Zusatzitem` of the kind `Verlauf`), so that nobody takes it for a statement.
package enum OBDSWriting {
  /// The file, and what it cannot hold.
  ///
  /// - Parameter day: the day of the reports (`Meldedatum`), as a date of ISO.
  package static func write(_ study: Study, day: String) -> StudyWriting {
    let flat = FlatRows(study)
    var losses = LossReport()
    for (part, key, count) in TableWriting.wholeLosses(study, but: ["fields", "section"]) {
      losses.add(.unplaced, file: part, column: key, meaning: "reports have no place for it", count: count)
    }
    for loss in flat.losses where loss.key != "source" {
      losses.add(
        .unplaced, file: loss.kind, column: loss.key, meaning: "reports have no place for it", example: loss.row)
    }
    let name = "reports.xml"
    let text = document(study, flat, day)
    let reading = OBDSReading.read(StudyFormat.Request(files: [InputFile(name: name, text: text)], keepsGoing: true))
    let back = Set(reading.study?.fields.map(\.name) ?? [])
    for field in study.fields where !back.contains(field.name) {
      losses.add(
        .unplaced, file: "study", column: "fields", meaning: "reports have no place for it", example: field.name)
    }
    let comparison = OBDSComparison(flat, reading.study.map { FlatRows($0) })
    for misfit in reading.misfits {
      losses.add(.unplaced, file: "reports", column: "", meaning: "it would not be read: \(misfit.message)")
    }
    comparison.tell(&losses)
    // A file without a patient is none.
    guard comparison.held > 0 else { return StudyWriting(files: [:], losses: losses) }
    return StudyWriting(files: [name: text], losses: losses)
  }

  /// The day on which it is written.
  static var today: String {
    let day = Calendar(identifier: .gregorian).dateComponents(in: .gmt, from: Date())
    func padded(_ number: Int?) -> String { (number ?? 1) < 10 ? "0\(number ?? 1)" : "\(number ?? 1)" }
    return "\(day.year ?? 2000)-\(padded(day.month))-\(padded(day.day))"
  }

  /// The whole document.
  static func document(_ study: Study, _ flat: FlatRows, _ day: String) -> String {
    var patients: [ReportNode] = []
    for patient in study.patients {
      let rows = flat.rows.filter { $0.patient == patient.id }
      guard let node = OBDSReports(patient.id, rows).patient() else { continue }
      patients.append(node)
    }
    let root = ReportNode(
      "oBDS", [("xmlns", "http://www.basisdatensatz.de/oBDS/XML"), ("Schema_Version", "3.0.4")],
      [
        ReportNode("Absender", [("Absender_ID", "Verlauf"), ("Software_ID", "Verlauf"), ("Software_Version", "1")]),
        ReportNode("Meldedatum", day), ReportNode("Menge_Patient", [], patients),
        ReportNode("Menge_Melder", [], [ReportNode("Melder", [("ID", "Verlauf")])]),
      ])
    return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" + root.printed()
  }
}

/// A study held against what comes back of its reports.
struct OBDSComparison {
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
    var rest = back?.rows ?? []
    func label(_ row: FlatRows.Row) -> String { row.kind == "patient" ? row.patient : "\(row.patient)/\(row.name)" }
    var pairs: [(row: FlatRows.Row, other: FlatRows.Row)] = []
    var open: [FlatRows.Row] = []
    for row in flat.rows {
      let index = rest.firstIndex {
        $0.patient == row.patient && $0.kind == row.kind && $0.name == row.name && Self.isLike($0, row)
      }
      if let index { pairs.append((row, rest.remove(at: index))) } else { open.append(row) }
    }
    // Entries that have no number in a report come back under the names of their kind.
    for row in open {
      let index = rest.firstIndex { $0.patient == row.patient && $0.kind == row.kind && Self.isLike($0, row) }
      if let index {
        pairs.append((row, rest.remove(at: index)))
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
        case (let value?, let back?) where value == back: same.append(cell)
        case (_?, _): lost.append(cell)
        case (nil, _): added.append(cell)
        }
      }
    }
    for row in rest {
      for key in row.cells.keys.sorted() where key != "source" {
        added.append(Cell(kind: row.kind, key: key, row: label(row)))
      }
    }
  }

  /// Whether a row that comes back is the one that was written: its times and what it is are the same, or reports cannot say them.
  private static func isLike(_ back: FlatRows.Row, _ row: FlatRows.Row) -> Bool {
    if row.kind == "patient" { return true }
    return (["when", "ends"] + (["diagnosis", "death"].contains(row.kind) ? [] : [row.kind])).allSatisfy { key in
      guard let value = row.cells[key], let other = back.cells[key] else { return true }
      return value == other || key == row.kind && other == [Silence.notStated]
    }
  }

  /// Counts what is held and tells everything else.
  func tell(_ losses: inout LossReport) {
    for cell in same { losses.add(.understood, file: cell.kind, column: cell.key, meaning: cell.key) }
    for cell in lost {
      losses.add(
        .unplaced, file: cell.kind, column: cell.key, meaning: "reports cannot hold it as it is", example: cell.row)
    }
    for cell in added {
      losses.add(
        .kept, file: cell.kind, column: cell.key, meaning: "what comes back beside it: of a code, or of another entry",
        example: cell.row)
    }
  }
}

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
    let name = "reports.xml"
    let text = document(study, flat, day)
    let reading = OBDSReading.read(StudyFormat.Request(files: [InputFile(name: name, text: text)], keepsGoing: true))
    var writing = StudyWriting.readBack(study, flat, name: name, text: text, reading, of: "reports")
    let several = study.patients.map(\.id).filter { id in
      OBDSReports(id, flat.rows.filter { $0.patient == id }).leavesOutTreatments
    }
    if !several.isEmpty {
      writing.remarks.append(
        "\(several.count) \(several.count == 1 ? "patient has" : "patients have") several tumours (\(several.prefix(5).joined(separator: ", "))\(several.count > 5 ? " …" : "")), and a record does not say of which each treatment and visit is: a report must, so that none of them is written"
      )
    }
    return writing
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

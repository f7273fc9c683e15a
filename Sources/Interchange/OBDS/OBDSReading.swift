// SPDX-License-Identifier: Apache-2.0

import Course
import Exchange
import Notation
import Plain

/// Reads reports to German cancer registries: oBDS 3.0, and ADT/GEKID 2 before it.
///
/// Reports of one patient come together by `Patient_ID`, also from several files. A file that is not valid against its schema is read and its faults are told.
package enum OBDSReading {
  /// Reads a study from files of reports.
  package static func read(_ request: StudyFormat.Request) -> StudyReading {
    var outcome = TableOutcome()
    var patients = Patients()
    for file in request.files { read(file, &patients, &outcome) }
    let all = patients.all.sorted { NaturalOrder.precedes($0.draft.id, $1.draft.id) }
    let drafts = all.map { patient in
      var patient = patient
      swap(&patient.outcome, &outcome)
      defer { swap(&patient.outcome, &outcome) }
      return patient.finished()
    }
    return GatheredStudy.reading(
      "Reports to a cancer registry", drafts, &outcome, request, about: "As the reports state it.",
      expected: "a `Patient` with a `Patient_ID` for each")
  }

  /// The patients in the order in which the files name them.
  private struct Patients {
    private(set) var all: [OBDSPatient] = []
    private var places: [String: Int] = [:]

    mutating func index(_ id: String, _ place: CellPlace) -> Int {
      if let index = places[id] { return index }
      places[id] = all.count
      all.append(OBDSPatient(id: id, place: place))
      return all.count - 1
    }

    /// Changes a patient in its place, without a copy.
    mutating func change(_ index: Int, _ body: (inout OBDSPatient) -> Void) { body(&all[index]) }
  }

  private static func read(_ file: InputFile, _ patients: inout Patients, _ outcome: inout TableOutcome) {
    let whole = CellPlace(file: file.name, record: "")
    var dialect = ReportDocument.Dialect.oBDS
    // What closures change is held here while they run.
    var (held, found) = (outcome, patients)
    (outcome, patients) = (TableOutcome(), Patients())
    defer { (outcome, patients) = (held, found) }
    func leaveOut(_ element: ReportElement, _ reason: String) {
      for leaf in element.rest(in: whole) {
        held.losses.add(.leftOut, file: file.name, column: leaf.place.column ?? "", meaning: reason)
      }
    }
    let refusal = ReportDocument.read(
      file,
      ReportDocument.Events(
        root: { own, element in
          dialect = own
          if let version = element.attribute("Schema_Version", in: whole) {
            held.losses.add(
              .leftOut, file: file.name, column: "Schema_Version",
              meaning: "it is of the document, and not of a patient")
            let known = own == .oBDS ? "3.0." : "2."
            if !version.raw.hasPrefix(known) {
              held.warnings.append(
                Misfit(
                  version.place, "version \(ProblemLog.quoted(version.raw)) of the data set",
                  expected: own == .oBDS ? "3.0.0 to 3.0.4; it is read as these" : "2.0.0 to 2.2.3; it is read as these"
                ))
            }
          }
          for leaf in element.rest(in: whole) {
            held.misfits.append(Misfit(leaf.place, "\(ProblemLog.quoted(leaf.raw)) at the root of the document"))
            held.losses.add(
              .unplaced, file: file.name, column: leaf.place.column ?? "", meaning: "it is not known here",
              example: leaf.raw)
          }
        },
        patient: { element in
          let master = element.child("Patienten_Stammdaten")
          let id =
            element.attribute("Patient_ID", in: whole) ?? master?.attribute("Patient_ID", in: whole)
          guard let id, Identifier.isPatient(id.raw) else {
            held.isBroken = true
            held.misfits.append(
              Misfit(
                element.place(whole),
                id.map { "\(ProblemLog.quoted($0.raw)) for the id of a patient" } ?? "a patient without `Patient_ID`",
                expected: "up to 64 letters, digits, `-`, `_` and `.`"))
            let rest = element.rest(in: whole).count + (id == nil ? 0 : 1)
            held.losses.add(
              .unplaced, file: file.name, column: "Patient_ID", meaning: "of a patient without an id that can be one",
              count: rest)
            return
          }
          held.losses.add(.understood, file: file.name, column: "Patient_ID", meaning: "the patient")
          var place = element.place(CellPlace(file: file.name, record: "patient \(id.raw)"))
          place.column = nil
          let index = found.index(id.raw, place)
          found.change(index) { patient in
            patient.record = place
            patient.dialect = dialect
            swap(&patient.outcome, &held)
            patient.read(element)
            swap(&patient.outcome, &held)
          }
        },
        other: { element in
          switch element.name {
          case "Absender", "Menge_Melder": leaveOut(element, "who sends or reports")
          case "Meldedatum": leaveOut(element, "it is of the document, and not of a patient")
          default:
            for leaf in element.rest(in: whole) {
              held.misfits.append(
                Misfit(leaf.place, "\(ProblemLog.quoted(leaf.raw)), which is not known here"))
              held.losses.add(
                .unplaced, file: file.name, column: leaf.place.column ?? "", meaning: "it is not known here",
                example: leaf.raw)
            }
          }
        }))
    if let refusal {
      held.isBroken = true
      held.misfits.append(refusal)
      held.losses.add(.unplaced, file: file.name, column: "", meaning: "the file cannot be read whole")
    }
  }
}

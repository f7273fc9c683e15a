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
    var sources = Sources()
    for file in request.files { sources.add(file, &outcome) }
    var study = GatheredStudy("Reports to a cancer registry", request, about: "As the reports state it.")
    for id in sources.patients.keys.sorted(by: NaturalOrder.precedes) {
      var patient: OBDSPatient?
      for place in sources.patients[id] ?? [] { sources.read(place, id, &patient, &outcome) }
      guard var patient else { continue }
      swap(&patient.outcome, &outcome)
      let draft = patient.finished()
      swap(&patient.outcome, &outcome)
      study.add(draft, &outcome)
    }
    return study.reading(&outcome, expected: "a `Patient` with a `Patient_ID` for each")
  }
}

/// The files of reports, and where the reports of each patient stand in them.
private struct Sources {
  /// A patient's element in a file.
  struct Place {
    var file: Int
    var chunk: Int
  }

  /// By the ids of patients, in the order of the files.
  private(set) var patients: [String: [Place]] = [:]
  private var files: [(file: ReportFile, dialect: ReportDocument.Dialect)] = []

  // MARK: files

  mutating func add(_ file: InputFile, _ outcome: inout TableOutcome) {
    var dialect = ReportDocument.Dialect.oBDS
    // What closures change is held here while they run.
    var held = outcome
    outcome = TableOutcome()
    defer { outcome = held }
    let events = ReportDocument.Events(
      root: { own, element in
        dialect = own
        Self.readRoot(own, element, file.name, &held)
      },
      other: { Self.readOther($0, file.name, &held) })
    guard let own = ReportFile(file, events, refuse: { Self.refuse($0, &held) }) else { return }
    let number = files.count
    files.append((own, dialect))
    let whole = CellPlace(file: file.name, record: "")
    for (index, chunk) in own.chunks.enumerated() {
      var id = chunk.id
      if id.map(Identifier.isPatient) != true {
        // The parser may see one, where it is written in a way that nobody writes it.
        id = nil
        let fault = own.read(chunk) { element in
          let leaf = Self.id(of: element, whole)
          if let leaf, Identifier.isPatient(leaf.raw) {
            id = leaf.raw
          } else {
            Self.tellNone(element, leaf, whole, &held)
          }
        }
        if let fault { Self.refuse(fault, &held) }
      }
      if let id { patients[id, default: []].append(Place(file: number, chunk: index)) }
    }
  }

  /// Reads a patient's element.
  func read(_ place: Place, _ id: String, _ patient: inout OBDSPatient?, _ outcome: inout TableOutcome) {
    let (file, dialect) = files[place.file]
    let chunk = file.chunks[place.chunk]
    let whole = CellPlace(file: file.name, record: "")
    var (held, own) = (outcome, patient)
    (outcome, patient) = (TableOutcome(), nil)
    defer { (outcome, patient) = (held, own) }
    let fault = file.read(chunk) { element in
      guard Self.id(of: element, whole)?.raw == id else {
        return Self.refuse(Misfit(element.place(whole), "the file has changed while it was read"), &held)
      }
      held.losses.add(.understood, file: file.name, column: "Patient_ID", meaning: "the patient")
      var place = element.place(CellPlace(file: file.name, record: "patient \(id)"))
      place.column = nil
      var reading = own ?? OBDSPatient(id: id, place: place)
      own = nil
      reading.record = place
      reading.dialect = dialect
      swap(&reading.outcome, &held)
      reading.read(element)
      swap(&reading.outcome, &held)
      own = reading
    }
    if let fault { Self.refuse(fault, &held) }
  }

  // MARK: parts of a document

  private static func id(of element: ReportElement, _ whole: CellPlace) -> SourceValue? {
    element.attribute("Patient_ID", in: whole)
      ?? element.child("Patienten_Stammdaten")?.attribute("Patient_ID", in: whole)
  }

  /// Tells a patient without an id that can be one.
  private static func tellNone(
    _ element: ReportElement, _ id: SourceValue?, _ whole: CellPlace, _ outcome: inout TableOutcome
  ) {
    outcome.isBroken = true
    outcome.misfits.append(
      Misfit(
        element.place(whole),
        id.map { "\(ProblemLog.quoted($0.raw)) for the id of a patient" } ?? "a patient without `Patient_ID`",
        expected: "up to 64 letters, digits, `-`, `_` and `.`"))
    let rest = element.rest(in: whole).count + (id == nil ? 0 : 1)
    outcome.losses.add(
      .unplaced, file: whole.file, column: "Patient_ID", meaning: "of a patient without an id that can be one",
      count: rest)
  }

  private static func refuse(_ misfit: Misfit, _ outcome: inout TableOutcome) {
    outcome.isBroken = true
    outcome.misfits.append(misfit)
    outcome.losses.add(.unplaced, file: misfit.place.file, column: "", meaning: "the file cannot be read whole")
  }

  private static func readRoot(
    _ dialect: ReportDocument.Dialect, _ element: ReportElement, _ file: String, _ outcome: inout TableOutcome
  ) {
    let whole = CellPlace(file: file, record: "")
    if let version = element.attribute("Schema_Version", in: whole) {
      outcome.losses.add(
        .leftOut, file: file, column: "Schema_Version", meaning: "it is of the document, and not of a patient")
      let known = dialect == .oBDS ? "3.0." : "2."
      if !version.raw.hasPrefix(known) {
        outcome.warnings.append(
          Misfit(
            version.place, "version \(ProblemLog.quoted(version.raw)) of the data set",
            expected: dialect == .oBDS ? "3.0.0 to 3.0.4; it is read as these" : "2.0.0 to 2.2.3; it is read as these"))
      }
    }
    for leaf in element.rest(in: whole) {
      outcome.misfits.append(Misfit(leaf.place, "\(ProblemLog.quoted(leaf.raw)) at the root of the document"))
      outcome.losses.add(
        .unplaced, file: file, column: leaf.place.column ?? "", meaning: "it is not known here", example: leaf.raw)
    }
  }

  /// What stands beside the patients.
  private static func readOther(_ element: ReportElement, _ file: String, _ outcome: inout TableOutcome) {
    let whole = CellPlace(file: file, record: "")
    let known = [
      "Absender": "who sends or reports", "Menge_Melder": "who sends or reports",
      "Meldedatum": "it is of the document, and not of a patient",
    ]
    for leaf in element.rest(in: whole) {
      if let reason = known[element.name] {
        outcome.losses.add(.leftOut, file: file, column: leaf.place.column ?? "", meaning: reason)
        continue
      }
      outcome.misfits.append(Misfit(leaf.place, "\(ProblemLog.quoted(leaf.raw)), which is not known here"))
      outcome.losses.add(
        .unplaced, file: file, column: leaf.place.column ?? "", meaning: "it is not known here", example: leaf.raw)
    }
  }
}

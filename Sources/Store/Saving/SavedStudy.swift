// SPDX-License-Identifier: Apache-2.0

import Course
import Exchange
import GRDB
import Plain

/// What a save makes of the study, held against the reader before it is written for good.
///
/// Only what the save touches is read: its patients with their rows, and the claims on them. All of it is read where a change can touch what is said elsewhere: the
/// study's own fields, a claim on the series, a name that goes and that such a claim may use.
struct SavedStudy {
  private let db: Database
  private let touched: Set<String>
  private let patients: Set<Patient.ID>
  private let needsAll: Bool
  private static let claims = StudyPart.Kind.claim.path(nil)

  /// - Parameters:
  ///   - touched: the files that the save touches.
  ///   - rows: the patients whose rows it touches.
  ///   - hidden: names of entries that are there no more.
  init(_ db: Database, touched: Set<String>, rows: [Patient.ID], hidden: Set<String>, fieldsChange: Bool) throws {
    self.db = db
    self.touched = touched
    patients = Set(touched.compactMap(StudyPart.Kind.patient(ofPath:)) + rows)
    var needsAll = fieldsChange
    if !needsAll, !hidden.isEmpty || touched.contains(Self.claims) {
      let claims = try PartQuery.fetch(db, "p.kind = 'claim'").filter(Self.isOnSeries)
      needsAll =
        touched.contains(Self.claims) && !claims.isEmpty
        || claims.contains { claim in hidden.contains { claim.part.text.contains($0) } }
    }
    self.needsAll = needsAll
  }

  private static func isOnSeries(_ claim: StoredPart) -> Bool { claim.part.text.contains("series:") }

  /// Refuses what could not be read.
  func check() throws {
    let names = Set(
      try String.fetchAll(
        db,
        sql: "SELECT n.name FROM part p JOIN person n ON n.key = p.person WHERE p.kind = 'patient' AND p.present = 1"))
    guard !names.isEmpty else { throw StoreError.refused("a study has at least one patient") }
    let reading: Reading
    if needsAll {
      reading = StudyFolder.readInOrder(from: MemoryFiles(texts: PartQuery.files(try PartQuery.fetch(db))))
    } else {
      reading = StudyFolder.read(files: try files(), others: names.subtracting(patients))
    }
    guard reading.errors.isEmpty else { throw StoreError.unreadable(reading.errors) }
  }

  private func files() throws -> [String: String] {
    var parts = try PartQuery.fetch(
      db, "p.person IS NULL AND p.kind IN (\(PartQuery.list(StudyPart.Kind.aroundPatient)))")
    for patient in patients {
      parts += try PartQuery.fetch(db, "p.person = (SELECT key FROM person WHERE name = :name)", ["name": patient])
    }
    let claims = try PartQuery.fetch(
      db, "p.person IS NULL AND p.kind IN (\(PartQuery.list(StudyPart.Kind.kinds(at: Self.claims))))")
    if touched.contains(Self.claims) {
      parts += claims
    } else {
      parts += claims.filter { claim in patients.contains { claim.part.text.contains($0) } }
    }
    // Those that are neither of patients nor above.
    for (path, file) in StudyPart.Kind.files
    where touched.contains(path) && path != Self.claims && !StudyPart.Kind.aroundPatient.contains(file.head) {
      parts += try PartQuery.fetch(
        db, "p.person IS NULL AND p.kind IN (\(PartQuery.list(StudyPart.Kind.kinds(at: path))))")
    }
    return PartQuery.files(parts).filter { !Store.isEmptyTable($0.key, $0.value) }
  }
}

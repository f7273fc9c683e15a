// SPDX-License-Identifier: Apache-2.0

import Course
import Exchange
import Notation
import Plain
import Store

/// What the reader of folders says of rows of a patient's table, with the patient and the rows beside them.
struct RowReading: Sendable {
  /// What is told of a row.
  struct Told: Sendable {
    var problems: [Phrase] = []
    var warnings: [Phrase] = []
  }

  /// For each row, what is told of it.
  let told: [Told]

  /// - Parameters:
  ///   - rows: cells by column.
  ///   - isBeside: whether a recorded row stays beside them.
  init(
    _ rows: [[String: String]], _ kind: StudyPart.Kind, of patient: Patient.ID, _ store: Store, at revision: Int,
    beside isBeside: (StoredPart, [String: String]) -> Bool
  ) async throws {
    let path = kind.path(nil)
    let own = try await store.parts(of: patient, at: revision)
    let shared = try await store.parts(of: nil, at: revision)
    let names = FolderFormat.columns(path)
    let columns = Self.columns(kind, shared)
    let others = own.filter { $0.part.kind == kind }.compactMap { part -> [String]? in
      let cells = Self.cells(part, columns)
      return isBeside(part, cells) ? Self.line(cells, names) : nil
    }
    let file = StudyPart.Kind.patient.path(patient)
    var files = [
      file: StudyParts.join(own.map(\.part).filter(\.kind.isOfPatientFile), file),
      path: SeparatedRows.text([names] + others + rows.map { Self.line($0, names) }),
    ]
    if let study = shared.first(where: { $0.part.kind == .study }) {
      files[StudyPart.Kind.study.path(nil)] = study.part.text
    }
    var told = [Told](repeating: Told(), count: rows.count)
    for problem in StudyFolder.read(files: files).problems where problem.location.file == path {
      let place = problem.location.line - 2 - others.count
      guard told.indices.contains(place) else { continue }
      if problem.severity == .error {
        told[place].problems.append(ReaderWords.phrase(problem))
      } else {
        told[place].warnings.append(ReaderWords.phrase(problem))
      }
    }
    self.told = told
  }

  /// The cells of a recorded row by column.
  static func cells(_ part: StoredPart, _ columns: [String]) -> [String: String] {
    Dictionary(zip(columns, StudyParts.cells(part.part.text)), uniquingKeysWith: { first, _ in first })
  }

  /// The columns of the table of a kind of rows, of the parts of the study.
  static func columns(_ kind: StudyPart.Kind, _ shared: [StoredPart]) -> [String] {
    let head = StudyPart.Kind.file(at: kind.path(nil))?.head
    return shared.first { $0.part.kind == head }.map { StudyParts.cells($0.part.text) } ?? []
  }

  /// A row on one line, whatever its cells have, so that a line is a row.
  private static func line(_ cells: [String: String], _ names: [String]) -> [String] {
    names.map { (cells[$0] ?? "").split(whereSeparator: \.isNewline).joined(separator: " ") }
  }
}

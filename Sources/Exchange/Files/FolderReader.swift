// SPDX-License-Identifier: Apache-2.0

import Course

/// Puts a study together from the files of its folder.
struct FolderReader<Source: FileSource> {
  let source: Source
  let layout: FolderLayout

  /// The reading, from the patient files that were read already, in the order of the layout.
  func read(_ results: [PatientDecoder.Result]) -> Reading {
    var problems = layout.problems
    var study: Study?
    if !layout.problems.contains(where: { $0.location.file == FolderLayout.study && $0.severity == .error }) {
      study = withLog(FolderLayout.study, &problems) { log in StudyDecoder.decode(log) } ?? nil
    }
    var patients: [Patient] = []
    var names: [Patient.ID: [String: Names.Kind]] = [:]
    var unread: Set<Patient.ID> = []
    for (result, file) in zip(results, layout.patients) {
      problems += result.problems
      if let patient = result.patient {
        patients.append(patient)
        names[patient.id] = result.names
      } else {
        unread.insert(file.id)
      }
    }
    if layout.hasLaboratory { addLaboratory(to: &patients, names, unread, &problems) }
    problems += patients.compactMap(EventLimit.check)
    if layout.hasAdministrations { addAdministrations(to: &patients, unread, &problems) }
    if layout.hasLesions {
      withLog(FolderLayout.lesions, limit: FolderLayout.tableLimit, &problems) { log in
        let rows = LesionTable(log: log, patients: Set(patients.map(\.id)), unread: unread).rows()
        for index in patients.indices { patients[index].lesions = rows[patients[index].id] ?? [] }
      }
    }
    if layout.hasComparators {
      study?.comparators = withLog(FolderLayout.comparators, &problems) { ComparatorTable(log: $0).rows() } ?? []
    }
    if layout.hasClaims {
      let claims = withLog(FolderLayout.claims, &problems) { log in
        var decoder = ClaimDecoder(log: log, names: names, unread: unread)
        return decoder.decode()
      }
      study?.claims = claims ?? []
    }
    study?.patients = patients
    return Reading(study: study, problems: problems)
  }

  /// Appends the rows of `labs.csv` to the entries of their patients.
  private func addLaboratory(
    to patients: inout [Patient], _ names: [Patient.ID: [String: Names.Kind]], _ unread: Set<Patient.ID>,
    _ problems: inout [Problem]
  ) {
    var rows: [Patient.ID: [Entry]] = [:]
    withLog(FolderLayout.laboratory, limit: FolderLayout.tableLimit, &problems) { log in
      let table = LaboratoryTable(log: log, patients: Set(names.keys).union(unread))
      for value in table.values() {
        let known = names[value.patient] ?? [:]
        if !unread.contains(value.patient) {
          for use in value.uses { Names.check(use, in: known, of: "in patient `\(value.patient)`", log: log) }
        }
        rows[value.patient, default: []].append(value.entry)
      }
    }
    for index in patients.indices {
      let known = names[patients[index].id] ?? [:]
      var number = 0
      for var entry in rows[patients[index].id] ?? [] {
        repeat { number += 1 } while known["lab-\(number)"] != nil
        entry.id = "lab-\(number)"
        patients[index].entries.append(entry)
      }
    }
  }

  /// Puts the rows of `administrations.csv` into the therapies of their patients.
  private func addAdministrations(
    to patients: inout [Patient], _ unread: Set<Patient.ID>, _ problems: inout [Problem]
  ) {
    withLog(FolderLayout.administrations, limit: FolderLayout.tableLimit, &problems) { log in
      let therapies = Dictionary(
        patients.map { patient in (patient.id, patient.therapies.map { ($0.entry.id, $0.therapy.drugs) }) },
        uniquingKeysWith: { first, _ in first })
      let rows = AdministrationTable(log: log, therapies: therapies, unread: unread).rows()
      let byPatient = Dictionary(grouping: rows, by: \.patient)
      for index in patients.indices {
        guard let rows = byPatient[patients[index].id] else { continue }
        let own = Dictionary(grouping: rows, by: \.therapy)
        for place in patients[index].entries.indices {
          guard case .therapy(var therapy) = patients[index].entries[place].content else { continue }
          therapy.administrations = (own[patients[index].entries[place].id] ?? []).map(\.administration)
            .sorted { ($0.date, $0.drug) < ($1.date, $1.drug) }
          patients[index].entries[place].content = .therapy(therapy)
        }
      }
    }
  }

  /// Runs a reader over a file, and takes over its problems.
  @discardableResult
  private func withLog<Value>(
    _ path: String, limit: Int = FolderLayout.textLimit, _ problems: inout [Problem], _ read: (ProblemLog) -> Value
  ) -> Value? {
    switch Self.text(path, source, limit: limit) {
    case .success(let text):
      let log = ProblemLog(text: text)
      let value = read(log)
      problems += log.problems
      return value
    case .failure(let problem):
      problems.append(problem.problem)
      return nil
    }
  }

  /// The text of a file.
  static func text(_ path: String, _ source: Source, limit: Int) -> Result<SourceText, TextProblem> {
    do {
      return SourceText.decode(try source.bytes(of: path, limit: limit), file: path)
    } catch {
      let location = SourceLocation(file: path, line: 1, column: 1)
      return .failure(TextProblem(Problem(.error, at: location, error.words, expected: error.expected(limit))))
    }
  }
}

extension FileProblem {
  /// In words, for a message.
  var words: String {
    switch self {
    case .missing(let words), .unreadable(let words): words
    case .tooLarge(let size): "a file of \(size) bytes"
    }
  }

  /// What would be right.
  func expected(_ limit: Int) -> String? {
    if case .tooLarge = self { "at most \(limit)" } else { nil }
  }
}

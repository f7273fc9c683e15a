// SPDX-License-Identifier: Apache-2.0

import Course
import Notation
import Plain

/// Puts a study together from the files of its folder.
struct FolderReader<Source: FileSource> {
  let source: Source
  let layout: FolderLayout
  /// Patients that are known by name and not read: rows and claims about them are not judged.
  var others: Set<Patient.ID> = []

  /// The reading, from the patient files that were read already, in the order of the layout.
  func read(_ results: [PatientReading]) -> Reading {
    var problems = layout.problems
    var places = Places()
    var study: Study?
    if !layout.problems.contains(where: { $0.location.file == FolderLayout.study && $0.severity == .error }) {
      study = withLog(FolderLayout.study, &problems) { log in self.study(log, &places) } ?? nil
    }
    var patients: [Patient] = []
    var names: [Patient.ID: [String: Names.Kind]] = [:]
    var unread = others
    for (result, file) in zip(results, layout.patients) {
      problems += result.problems
      if var patient = result.patient {
        if let study {
          problems += StudyFields.settle(&patient, study.fields).compactMap { fault in
            result.fieldPlaces[fault.name].map {
              Problem(.error, at: $0, fault.message, expected: fault.expected, suggestion: fault.suggestion)
            }
          }
        }
        patients.append(patient)
        names[patient.id] = result.names
        places.add(result.places)
      } else {
        unread.insert(file.id)
      }
    }
    if layout.hasLaboratory { addLaboratory(to: &patients, names, unread, &places, &problems) }
    problems += patients.compactMap { EventLimit.check($0, places) }
    if layout.hasAdministrations { addAdministrations(to: &patients, unread, &places, &problems) }
    if layout.hasLesions { addLesions(to: &patients, unread, &places, &problems) }
    tellLesions(results, patients, &problems)
    if layout.hasComparators {
      withLog(FolderLayout.comparators, &problems) { log in
        let rows = ComparatorTable(log: log).rows()
        for (index, row) in rows.enumerated() { places[.comparator(index)] = place(row.line, log) }
        study?.comparators = rows.map(\.arm)
      }
    }
    if layout.hasClaims {
      let claims = withLog(FolderLayout.claims, &problems) { log -> [Claim] in
        // The last claim may have gone, and what was said above it stays.
        guard !log.text.holdsCommentsAlone, let root = Document.parse(log) else { return [] }
        var list = ClaimList(Reader(log), names: names, unread: unread)
        let claims = list.read(root)
        places.add(list.reader.places)
        return claims
      }
      study?.claims = claims ?? []
    }
    if layout.hasReferences {
      let references = withLog(FolderLayout.references, &problems) { log -> [Reference] in
        guard !log.text.holdsCommentsAlone, let root = Document.parse(log) else { return [] }
        let reader = Reader(log)
        let references = ReferenceList.read(root, reader)
        places.add(reader.places)
        return references
      }
      study?.references = references ?? []
    }
    if layout.hasDecisions {
      let decisions = withLog(FolderLayout.decisions, &problems) { log -> [FindingDecision] in
        // A shell that appends what `check --decide` prints makes the file before it is read.
        guard log.text.holdsValues, let root = Document.parse(log) else { return [] }
        let reader = Reader(log)
        let decisions = DecisionList.read(root, reader)
        places.add(reader.places)
        return decisions
      }
      study?.decisions = decisions ?? []
    }
    study?.patients = patients
    return Reading(study: study, places: places, problems: problems)
  }

  private func study(_ log: ProblemLog, _ places: inout Places) -> Study? {
    guard let root = Document.parse(log) else { return nil }
    let reader = Reader(log, section: Section.of(root))
    let study = Study.notation.read(root, reader)
    places.add(reader.places)
    return study
  }

  /// The place of a row.
  private func place(_ line: Int, _ log: ProblemLog) -> SourceLocation {
    log.text.location(Mark(line: line, column: 1))
  }

  /// Appends the rows of `labs.csv` to the entries of their patients.
  private func addLaboratory(
    to patients: inout [Patient], _ names: [Patient.ID: [String: Names.Kind]], _ unread: Set<Patient.ID>,
    _ places: inout Places, _ problems: inout [Problem]
  ) {
    withLog(FolderLayout.laboratory, limit: FolderLayout.tableLimit, &problems) { log in
      var rows: [Patient.ID: [(entry: Entry, mark: Mark)]] = [:]
      let table = LaboratoryTable(log: log, patients: Set(names.keys).union(unread))
      for value in table.values() {
        let known = names[value.patient] ?? [:]
        if !unread.contains(value.patient) {
          for use in value.uses { Names.check(use, in: known, of: "in patient `\(value.patient)`", log: log) }
        }
        rows[value.patient, default: []].append((value.entry, value.mark))
      }
      for index in patients.indices {
        let id = patients[index].id
        let known = names[id] ?? [:]
        var number = 0
        for (row, mark) in rows[id] ?? [] {
          var entry = row
          repeat { number += 1 } while known["lab-\(number)"] != nil
          entry.id = "lab-\(number)"
          patients[index].entries.append(entry)
          places[.entry(entry.id, of: id)] = log.text.location(mark)
        }
      }
    }
  }

  /// Puts the rows of `lesions.csv` into their patients.
  private func addLesions(
    to patients: inout [Patient], _ unread: Set<Patient.ID>, _ places: inout Places, _ problems: inout [Problem]
  ) {
    withLog(FolderLayout.lesions, limit: FolderLayout.tableLimit, &problems) { log in
      let rows = LesionTable(log: log, patients: Set(patients.map(\.id)), unread: unread).rows()
      for index in patients.indices {
        let own = rows[patients[index].id] ?? []
        patients[index].lesions = own.map(\.reading)
        for (number, row) in own.enumerated() {
          places[.lesion(number, of: patients[index].id)] = place(row.line, log)
        }
      }
    }
  }

  /// Tells of pictures that name a lesion which the patient has not. Where rows of the table are wrong, what they say is not known.
  private func tellLesions(_ results: [PatientReading], _ patients: [Patient], _ problems: inout [Problem]) {
    let named = Dictionary(
      results.compactMap { result in
        result.lesionPlaces.isEmpty ? nil : result.patient.map { ($0.id, result.lesionPlaces) }
      }, uniquingKeysWith: { first, _ in first })
    guard !named.isEmpty,
      !problems.contains(where: { $0.location.file == FolderLayout.lesions && $0.severity == .error })
    else { return }
    for patient in patients {
      for use in named[patient.id] ?? [] {
        guard let fault = LesionUse.fault(use.lesion, in: patient) else { continue }
        problems.append(
          Problem(
            .error, at: use.place, fault.message, expected: fault.expected, suggestion: fault.suggestion))
      }
    }
  }

  /// Puts the rows of `administrations.csv` into the therapies of their patients.
  private func addAdministrations(
    to patients: inout [Patient], _ unread: Set<Patient.ID>, _ places: inout Places, _ problems: inout [Problem]
  ) {
    withLog(FolderLayout.administrations, limit: FolderLayout.tableLimit, &problems) { log in
      let therapies = Dictionary(
        patients.map { patient in (patient.id, patient.therapies.map { ($0.entry.id, $0.therapy.drugs) }) },
        uniquingKeysWith: { first, _ in first })
      let rows = AdministrationTable(log: log, therapies: therapies, unread: unread).rows()
      let byPatient = Dictionary(grouping: rows, by: \.patient)
      for index in patients.indices {
        let id = patients[index].id
        guard let rows = byPatient[id] else { continue }
        let own = Dictionary(grouping: rows, by: \.therapy)
        for entry in patients[index].entries.indices {
          guard case .therapy(var therapy) = patients[index].entries[entry].content else { continue }
          let entryID = patients[index].entries[entry].id
          let rows = (own[entryID] ?? []).sorted {
            ($0.administration.date, $0.administration.drug) < ($1.administration.date, $1.administration.drug)
          }
          therapy.administrations = rows.map(\.administration)
          for (number, row) in rows.enumerated() {
            places[.administration(number, of: entryID, in: id)] = place(row.line, log)
          }
          patients[index].entries[entry].content = .therapy(therapy)
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
  package var words: String {
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

// SPDX-License-Identifier: Apache-2.0

package import Course
package import Notation

/// A study as a folder of plain text: `study.yaml`, `patients/ID.yaml`, `claims.yaml` and `labs.csv`.
///
/// ```swift
/// let reading = await StudyFolder.read("my-series")
/// for problem in reading.problems { print(problem) }
/// if let study = reading.study { … }
/// ```
///
/// All problems of the folder are found at once. There is a study only if none of them is an error.
public enum StudyFolder {
  /// Reads a folder on disk, its patient files in parallel.
  public static func read(_ path: String) async -> Reading { await read(from: DiskFiles(folder: path)) }

  /// Reads files in memory, by their paths in the folder.
  public static func read(files: [String: String]) -> Reading { readInOrder(from: MemoryFiles(texts: files)) }

  /// Reads files from anywhere, the patient files in parallel.
  public static func read(from source: some FileSource) async -> Reading {
    guard let layout = layout(source) else { return unlisted(source) }
    let patients = layout.patients
    let size = max(1, patients.count / 64)
    let parts = stride(from: 0, to: patients.count, by: size).map { $0..<min($0 + size, patients.count) }
    let results = await withTaskGroup(of: (Int, [PatientReading]).self) { group in
      for (index, part) in parts.enumerated() {
        group.addTask { (index, part.map { patient(patients[$0].id, patients[$0].path, source) }) }
      }
      var results = [[PatientReading]](repeating: [], count: parts.count)
      for await (index, part) in group { results[index] = part }
      return results.flatMap(\.self)
    }
    return FolderReader(source: source, layout: layout).read(results)
  }

  /// Reads files from anywhere, one after the other.
  public static func readInOrder(from source: some FileSource) -> Reading {
    guard let layout = layout(source) else { return unlisted(source) }
    let results = layout.patients.map { patient($0.id, $0.path, source) }
    return FolderReader(source: source, layout: layout).read(results)
  }

  /// Reads a folder on disk that may have no patients: what it says of the study is enough.
  static func readWithOrWithoutPatients(_ path: String) async -> Reading {
    let source = DiskFiles(folder: path)
    guard let paths = try? source.paths(), !paths.contains(where: { $0.hasPrefix("patients/") }) else {
      return await read(from: source)
    }
    return FolderReader(source: source, layout: FolderLayout(paths, isWhole: false)).read([])
  }

  /// Reads the files of some patients of a study; of `others` no more is known than their names, so that rows and claims about them are not judged.
  package static func read(files: [String: String], others: Set<Patient.ID>) -> Reading {
    let source = MemoryFiles(texts: files)
    let layout = FolderLayout(Array(files.keys), isWhole: others.isEmpty)
    let results = layout.patients.map { patient($0.id, $0.path, source) }
    return FolderReader(source: source, layout: layout, others: others).read(results)
  }

  /// The ids of the entries in the text of a patient file, in their order, and all that has a name in it; nil where it is no patient. What refers to a name that is not there does not matter here.
  package static func names(
    in text: String, of patient: Patient.ID
  ) -> (entries: [Entry.ID], kinds: [String: Names.Kind])? {
    let log = ProblemLog(text: SourceText(file: "", text: text))
    let reading = PatientReading.read(log, name: patient)
    guard let record = reading.patient else { return nil }
    return (record.entries.map(\.id), reading.names)
  }

  /// Whether the text of a patient file reads without errors that has only some of the course, where `known` are all names of the patient.
  package static func reads(_ text: String, of patient: Patient.ID, known: [String: Names.Kind]) -> Bool {
    let log = ProblemLog(text: SourceText(file: "", text: text))
    let reading = PatientReading.read(log, name: patient, known: known)
    return reading.patient != nil && !reading.problems.contains { $0.severity == .error }
  }

  private static func layout(_ source: some FileSource) -> FolderLayout? {
    (try? source.paths()).map { FolderLayout($0) }
  }

  /// The reading of a folder that cannot be listed.
  private static func unlisted(_ source: some FileSource) -> Reading {
    let location = SourceLocation(file: (source as? DiskFiles)?.folder ?? ".", line: 1, column: 1)
    do {
      _ = try source.paths()
      return Reading(study: nil, problems: [])
    } catch {
      return Reading(study: nil, problems: [Problem(.error, at: location, error.words)])
    }
  }

  private static func patient(_ id: Patient.ID, _ path: String, _ source: some FileSource) -> PatientReading {
    switch FolderReader.text(path, source, limit: FolderLayout.textLimit) {
    case .success(let text): PatientReading.read(ProblemLog(text: text), name: id)
    case .failure(let problem): PatientReading(problems: [problem.problem])
    }
  }
}

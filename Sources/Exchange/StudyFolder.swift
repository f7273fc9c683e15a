// SPDX-License-Identifier: Apache-2.0

import Course

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
    let results = await withTaskGroup(of: (Int, [PatientDecoder.Result]).self) { group in
      for (index, part) in parts.enumerated() {
        group.addTask { (index, part.map { patient(patients[$0].id, patients[$0].path, source) }) }
      }
      var results = [[PatientDecoder.Result]](repeating: [], count: parts.count)
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

  private static func patient(_ id: Patient.ID, _ path: String, _ source: some FileSource) -> PatientDecoder.Result {
    switch FolderReader.text(path, source, limit: FolderLayout.textLimit) {
    case .success(let text): PatientDecoder.decode(ProblemLog(text: text), name: id)
    case .failure(let problem): PatientDecoder.Result(patient: nil, problems: [problem.problem])
    }
  }
}

// SPDX-License-Identifier: Apache-2.0

import Chronology
import Course
import Exchange

/// What the reader of a folder promises for any files.
enum FolderPromises {
  /// A sound study with a therapy, for the tables.
  static let study: [String: [UInt8]] = [
    "study.yaml": Array("study: Tables\n".utf8),
    "patients/1.yaml": Array(
      """
      patient: 1
      section: Chart
      sex: female
      course:
        - diagnosis: leiomyosarcoma
          when: 2019-03-14
        - therapy: gemcitabine
          id: gem
          starts: 2020-03-02
          ends: 2020-08-30
          phases:
            - {id: full, drug: gemcitabine, dose: 1000 mg/m2, days: [1, 8, 15], every: 28 d, cycles: 1-4}

      """.utf8),
  ]

  static func check(_ files: [String: [UInt8]]) throws {
    let source = MemoryFiles(files)
    let reading = StudyFolder.readInOrder(from: source)
    try promise(reading == StudyFolder.readInOrder(from: source), "reading twice gives two results")
    try promise((reading.study == nil) == !reading.errors.isEmpty, "a study beside errors, or neither")
    try promise(reading.problems == reading.problems.sorted(), "the problems are not in order")
    for problem in reading.problems { try check(problem, files) }
    if let study = reading.study { try check(study) }
  }

  private static func check(_ problem: Problem, _ files: [String: [UInt8]]) throws {
    let place = problem.location
    try promise(place.line >= 1 && place.column >= 1, "a place before the file: \(problem)")
    try promise(!problem.description.utf8.contains(0x0A), "a problem of several lines: \(problem)")
    // A file ends in a line of its own, which may be empty.
    guard let bytes = files[place.file] else { return }
    let lines = bytes.count { $0 == 0x0A || $0 == 0x0D } + 1
    try promise(place.line <= lines, "line \(place.line) of \(lines): \(problem)")
    try promise(place.column <= bytes.count + 1, "column \(place.column) of \(bytes.count) bytes: \(problem)")
  }

  private static func check(_ study: Study) throws {
    for patient in study.patients {
      let timeline = PatientTimeline(patient, in: study)
      for entry in patient.entries {
        guard let event = timeline.start(of: entry.id) else { continue }
        let bounds = timeline.bounds(of: event)
        if let earliest = bounds.earliest, let latest = bounds.latest {
          try promise(earliest <= latest, "\(entry.id) is from \(earliest) to \(latest)")
        }
        guard let length = timeline.length(of: entry.id), let lower = length.lower, let upper = length.upper else {
          continue
        }
        try promise(lower <= upper, "\(entry.id) lasts from \(lower.days) to \(upper.days) days")
      }
    }
  }
}

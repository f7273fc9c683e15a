// SPDX-License-Identifier: Apache-2.0

import Exchange
import Foundation
import StudyTesting

@testable import Store

/// A folder that goes when the test ends.
final class Scratch: Sendable {
  let folder: String

  init() throws {
    folder = FileManager.default.temporaryDirectory.appendingPathComponent("verlauf-store-\(UUID().uuidString)").path
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: folder) }

  /// The path of a file in it.
  func path(_ name: String = "study.verlauf") -> String { "\(folder)/\(name)" }

  /// A store of files, open.
  func store(_ files: [String: String], _ name: String = "study.verlauf") throws -> Store {
    try Store.create(path(name), from: MemoryFiles(texts: files), by: "importer", program: "test")
    return try Store.open(path(name))
  }
}

enum Samples {
  /// The folder of the repository.
  static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  /// How many studies at random a property is held against; `VERLAUF_STORE_SEEDS` in the environment asks for more.
  static let seeds = ProcessInfo.processInfo.environment["VERLAUF_STORE_SEEDS"].flatMap { Int($0) } ?? 6

  /// The examples of the repository that are study folders.
  static let examples: [String] = {
    let folder = root.appendingPathComponent("Examples").path
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    return names.filter { FileManager.default.fileExists(atPath: "\(folder)/\($0)/study.yaml") }.sorted()
  }()

  /// A small study: two patients, one with laboratory values, a claim on each and one on the series, a reference, comments.
  static let small: [String: String] = [
    "study.yaml": """
    # What the study is.

    study: Two patients
    centre: Munich  # of the first
    """ + "\n",
    "patients/1.yaml": """
    patient: 1
    sex: female
    age: 61
    course:
      - diagnosis: leiomyosarcoma
        when: 2019-03
        site: thigh  # left

      # The first operation.
      - surgery: resection
        when: 2019-04-02
        margin: R0

      - therapy: gemcitabine
        id: gem
        when: 2019-06-01
        lasts: 6 mo
      # At the end of the course.
    # At the end.
    """ + "\n",
    "patients/2.yaml": """
    patient: 2
    sex: male
    course:
      - diagnosis: liposarcoma
        when: 2020-01
      - death: true
        when: 2021-02-03
    """ + "\n",
    "claims.yaml": """
    # Of the abstract.

    - claim: number of patients
      series: true
      is: 2
      what: included

    - claim: duration
      patient: 1
      is: 6 mo
      of: gem
    """ + "\n",
    "labs.csv": """
    patient,analyte,when,value,unit
    1,platelets,2019-06-01,180,G/L
    2,platelets,2020-02-01,210,G/L
    1,platelets,2019-06-08,95,G/L
    """ + "\n",
  ]

  /// The files of a folder on disk.
  static func folder(_ path: String) throws -> [String: String] {
    let source = DiskFiles(folder: path)
    var files: [String: String] = [:]
    for path in try source.paths() {
      files[path] = String(decoding: try source.bytes(of: path, limit: 10_000_000), as: UTF8.self)
    }
    return files
  }
}

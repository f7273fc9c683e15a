// SPDX-License-Identifier: Apache-2.0

import Course
import Dosing
import Exchange
import Foundation
import Outcomes
import Testing

/// The folders that ship with the project.
enum Folder {
  static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  static func study(_ path: String) async throws -> Study {
    let reading = await StudyFolder.read(root.appendingPathComponent(path).path)
    #expect(reading.problems.isEmpty)
    return try #require(reading.study)
  }

  static func series() async throws -> StudyOutcomes {
    await StudyOutcomes(try await study("Examples/gemcitabine-maintenance"), library: RegimenLibrary())
  }
}

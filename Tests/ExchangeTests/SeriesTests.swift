// SPDX-License-Identifier: Apache-2.0

import Course
import Foundation
import Testing

@testable import Exchange

@Suite("The series of this package")
struct SeriesTests {
  @Test(
    "read without a problem, in parallel as in order",
    arguments: [("faultless", 2), ("faulty", 3), ("../../../Examples/gemcitabine-maintenance", 3)])
  func reads(name: String, patients: Int) async throws {
    let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("Fixtures").appendingPathComponent(name).standardizedFileURL.path
    let reading = await StudyFolder.read(folder)
    #expect(reading.problems.map(\.description) == [])
    #expect(reading.study?.patients.count == patients)
    #expect(reading == StudyFolder.readInOrder(from: DiskFiles(folder: folder)))
  }
}

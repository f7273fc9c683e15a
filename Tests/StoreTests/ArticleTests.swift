// SPDX-License-Identifier: Apache-2.0

import Course
import Exchange
import Foundation
import Testing

@testable import Store

/// The code of the article runs, and does what it says.
@Suite struct StoreArticleTests {
  @Test func article() async throws {
    let scratch = try Scratch()
    let files = Samples.small
    try FileManager.default.createDirectory(atPath: scratch.path("series/patients"), withIntermediateDirectories: true)
    for (path, text) in files { try Data(text.utf8).write(to: URL(fileURLWithPath: scratch.path("series/\(path)"))) }
    let (series, folder) = (scratch.path("series.verlauf"), scratch.path("series"))
    try Store.create(series, from: DiskFiles(folder: folder), by: "the authors", program: "0.1.0")
    let store = try Store.open(series)
    let reading = try await store.patient("1")
    #expect(reading.study?.patients.count == 1)
    let part = try #require(try await store.parts(of: "1").first { $0.part.text.contains("margin") })
    let text = part.part.text.replacing("R0", with: "R1")
    let edit = Edit.replace(part.id, base: part.revision, text: text)
    let saved = try await store.save([edit], by: "A", why: "chart read again")
    #expect(saved.revision == 2)
  }
}

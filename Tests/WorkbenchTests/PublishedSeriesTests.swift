// SPDX-License-Identifier: Apache-2.0

import Exchange
import Foundation
import Testing

@testable import Workbench

@Suite struct PublishedSeriesTests {
  @Test("what is embedded is the example, byte for byte (script/library writes it)")
  func isTheExample() throws {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appendingPathComponent("Examples/gemcitabine-maintenance")
    #expect(PublishedSeries.files.files.count == 7)
    for (path, bytes) in PublishedSeries.files.files {
      #expect(try Data(contentsOf: root.appendingPathComponent(path)) == Data(bytes), "\(path)")
    }
  }
}

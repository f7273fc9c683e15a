// SPDX-License-Identifier: Apache-2.0

import Foundation
import Plain
import Testing

/// Counts calls, not seconds.
@Suite struct WriterComplexityTests {
  private func calls(_ count: Int, over old: Bool) throws -> Int {
    let ground = try Playground()
    defer { ground.remove() }
    let files = (0..<count).map { OutputFile(path: "tables/\($0).csv", text: "x") }
    if old { try SafeWriter(calls: FaultyCalls()).writeFolder(files, to: "\(ground.path)/report") }
    let counting = FaultyCalls()
    try SafeWriter(calls: counting).writeFolder(files, to: "\(ground.path)/report")
    return counting.calls
  }

  /// Each further file costs the same number of calls: making, writing, synchronising and closing it; over an older folder also looking through and removing.
  @Test(arguments: [false, true])
  func callsAreLinearInFiles(old: Bool) throws {
    let (ten, twenty, forty) = (try calls(10, over: old), try calls(20, over: old), try calls(40, over: old))
    // The manifest, twice as long, is taken in one part more by calls that take half at a time.
    #expect(abs(forty - twenty - 2 * (twenty - ten)) <= 2)
    #expect(twenty - ten <= 10 * 12)
    #expect(twenty - ten >= 10 * 4)
  }
}

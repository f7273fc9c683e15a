// SPDX-License-Identifier: Apache-2.0

import Plain
import Testing

@Suite struct FilterTests {
  private func run(_ script: String, _ input: [UInt8] = [], seconds: Int = 20, limit: Int = 10_000_000) throws(Filter
    .Failure)
    -> [UInt8]
  {
    try Filter.run("/bin/sh", ["-c", script], input: input, seconds: seconds, limit: limit)
  }

  @Test func bytesGoInAndComeOut() throws {
    // More than any pipe holds, both ways at once.
    let bytes = (0..<3_000_000).map { UInt8(truncatingIfNeeded: $0 &* 31) }
    #expect(try run("cat", bytes) == bytes)
    #expect(try run("true", bytes) == [])
  }

  @Test func statusAndWordsAreTold() {
    #expect(throws: Filter.Failure.status(3, message: "no\n")) { try run("echo no >&2; exit 3") }
    #expect(throws: Filter.Failure.status(128 + 9, message: "")) { try run("kill -9 $$") }
  }

  @Test func limitsHold() {
    #expect(throws: Filter.Failure.timeLimit(seconds: 1)) { try run("sleep 100", seconds: 1) }
    #expect(throws: Filter.Failure.timeLimit(seconds: 1)) { try run("exec >&- 2>&-; sleep 100", seconds: 1) }
    #expect(throws: Filter.Failure.sizeLimit(bytes: 1000)) { try run("cat /dev/zero", limit: 1000) }
  }

  @Test func whatIsNotThereIsAnError() {
    #expect(throws: Filter.Failure.self) {
      try Filter.run("/no/such/program", [], input: [], seconds: 5, limit: 10)
    }
  }
}

// SPDX-License-Identifier: Apache-2.0

import Outcomes
import Plain

extension OutcomeLine {
  /// The bounds of a line: no line of ours comes near them.
  private static let limits = JSONTape.Limits(depth: 64, values: 1_000_000, text: 4_000_000)
  /// A line of outcomes may have so many bytes.
  static let longest = 64_000_000

  /// What a line holds; throws where it is none of outcomes.
  static func read(_ bytes: [UInt8]) throws(LineFault) -> OutcomeLine {
    if bytes.allSatisfy({ $0 == 0x20 || $0 == 0x09 || $0 == 0x0D }) { return .blank }
    var tape = JSONTape()
    do throws(JSONTape.Fault) {
      try tape.read(bytes, 0..<bytes.count, limits: limits)
    } catch {
      throw LineFault(column: error.offset + 1, found: error.found, expected: error.expected)
    }
    let line = TapeValue(tape: tape, bytes: bytes, index: 0)
    if let unread = try line.optional("unread") {
      let first = try unread.list().first
      return .unreadable(
        try first?.needed("found").text() ?? "no reason", patient: try line.optional("patient")?.text())
    }
    let id = try line.needed("patient").text()
    return .derived(
      try SeriesLine.read(try line.needed("series"), of: id), by: try DerivedBy(try line.needed("derived")))
  }
}

// SPDX-License-Identifier: Apache-2.0

import Foundation
import Plain
import Testing

@Suite struct JSONTests {
  /// What a JSON reader that is not ours finds.
  private func read(_ value: JSON, _ layout: JSON.Layout = .long) throws -> Any {
    try JSONSerialization.jsonObject(with: Data(value.text(layout).utf8), options: .fragmentsAllowed)
  }

  @Test func everyScalarComesBackAndNoneActs() throws {
    for start in stride(from: UInt32(0), through: 0x10FFFF, by: 0x400) {
      let text = String(String.UnicodeScalarView((start..<start + 0x400).compactMap(Unicode.Scalar.init)))
      guard !text.isEmpty else { continue }
      let back = try #require(try read(.string(text)) as? String)
      #expect(Array(back.utf16) == Array(text.utf16), "U+\(String(start, radix: 16))")
    }
    let hidden = "\u{1B}\u{7F}\u{9B}\u{85}\u{2028}\u{2029}\u{202E}\u{2066}\u{0}"
    #expect(JSON.string(hidden).text() == "\"\\u001b\\u007f\\u009b\\u0085\\u2028\\u2029\\u202e\\u2066\\u0000\"")
    #expect(JSON.string("1 < 2 & ü").text() == "\"1 < 2 & ü\"")
  }

  @Test func keysAreStringsToo() throws {
    let object = try #require(try read(.object([("a\"\u{2028}", .number(1))])) as? [String: Int])
    #expect(object == ["a\"\u{2028}": 1])
  }

  @Test func valuesAreThoseOfJSON() throws {
    let value = JSON.object([
      ("n", .number(0.5)), ("i", .integer(-3)), ("no", .number(.nan)), ("b", .bool(true)), ("z", .null),
      ("a", .array(["x", .array([]), .object([])])),
    ])
    for layout in [JSON.Layout.long, .compact] {
      let object = try #require(try read(value, layout) as? [String: Any])
      #expect(object["n"] as? Double == 0.5)
      #expect(object["i"] as? Int == -3)
      #expect(object["no"] is NSNull && object["z"] is NSNull)
      #expect(object["b"] as? Bool == true)
      #expect((object["a"] as? [Any])?.count == 3)
    }
    #expect(JSON.array(["a", "b"]).text(.compact) == "[\"a\", \"b\"]")
    #expect(JSON.array(["a", "b"]).text() == "[\n  \"a\",\n  \"b\"\n]")
  }
}

// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing
import VerlaufTesting

@testable import Plain

@Suite("A text of JSON taken apart")
struct JSONTapeTests {
  private static let limits = JSONTape.Limits(depth: 16, values: 1000, text: 1000)

  private func fault(_ text: [UInt8]) -> JSONTape.Fault? {
    var tape = JSONTape()
    do throws(JSONTape.Fault) { try tape.read(text, 0..<text.count, limits: Self.limits) } catch { return error }
    return nil
  }

  @Test("has its values in order, with what is behind each")
  func values() throws {
    let bytes = Array(#" {"a": [1, "x\u00e4\ud83d\ude00\n", {"b": null}], "c": true, "d": "  ", "e": -1.50e+2} "#.utf8)
    var tape = JSONTape()
    try tape.read(bytes, 0..<bytes.count, limits: Self.limits)
    let list = try #require(tape.member("a", of: 0, in: bytes))
    #expect(tape.children(of: list).map { tape.text($0, in: bytes) } == ["1", "xä😀\n", nil])
    #expect(tape.member("c", of: 0, in: bytes).flatMap { tape.text($0, in: bytes) } == "true")
    #expect(tape.member("e", of: 0, in: bytes).flatMap { tape.text($0, in: bytes) } == "-1.50e+2")
    #expect(tape.member("b", of: 0, in: bytes) == nil)
    // 1, the text, true, -1.50e+2: `null` and a text of blanks are none.
    #expect(tape.count(of: 0, in: bytes) == 4)
  }

  /// RFC 8259: what no JSON is, and the byte at which it shows, counted here.
  @Test(
    "that is none is refused where it is none",
    arguments: [
      ("", 0), ("{", 0), ("[1,]", 3), (#"{"a":1,}"#, 7), ("[1 2]", 3), ("01", 0), ("1.", 0), ("-", 0), (".5", 0),
      ("1e", 0),
      ("tru", 0), ("nul", 0), ("'a'", 0), (#""a"#, 0), (#""\x""#, 1), (#""\u12"#, 3), (#""\ud800""#, 1), ("[1]x", 3),
      (#"{"a":1,"a":2}"#, 8), (#"{"a":1,"\u0061":2}"#, 8), ("{a:1}", 1), (#"{"a" 1}"#, 5), ("[1,,2]", 3),
      ("\"a\tb\"", 2),
      ("NaN", 0), ("+1", 0), ("[}", 1), ("{]", 1),
    ])
  func broken(_ text: String, _ offset: Int) {
    let own = fault(Array(text.utf8))
    #expect(own != nil)
    #expect(own?.offset == offset, "\(text): \(String(describing: own))")
  }

  /// Keys are told apart by their length and three of their bytes, and compared where those are the same.
  @Test("has each key once, however many there are and however alike they look")
  func keys() {
    for count in [2, 5, 16, 17, 60, 200] {
      let names = (0..<count).map { "key-\($0 * 7 % 1000)-end" }
      let members = names.map { "\"\($0)\":1" }
      #expect(fault(Array("{\(members.joined(separator: ","))}".utf8)) == nil, "\(count)")
      for place in [0, count / 2, count - 1] {
        let text = "{\(members.joined(separator: ",")),\"\(names[place])\":2}"
        let own = fault(Array(text.utf8))
        #expect(own?.found == "the key `\(names[place])` is there twice", "\(count)")
        // The second of them is told.
        #expect(own?.offset == text.utf8.count - 4 - names[place].utf8.count)
      }
    }
    #expect(fault(Array(#"{"aXb":1,"aXb ":2,"a b":3,"":4}"#.utf8)) == nil)
    #expect(fault(Array(#"{"":1,"":2}"#.utf8))?.offset == 7)
    #expect(fault(Array(#"{"a":{"a":1},"b":{"a":[{"a":2}]}}"#.utf8)) == nil)
    #expect(fault(Array(#"{"a":{"b":1},"b":2,"a":3}"#.utf8))?.offset == 20)
  }

  @Test("is refused for bytes that are no UTF-8, for depth, number of values and length of texts")
  func limits() {
    #expect(fault([0x22, 0xFF, 0x22])?.found == "bytes that are no UTF-8")
    // A surrogate, and an overlong form.
    #expect(fault([0x22, 0xED, 0xA0, 0x80, 0x22]) != nil && fault([0x22, 0xC0, 0x80, 0x22]) != nil)
    #expect(fault(Array((String(repeating: "[", count: 17)).utf8))?.found == "values more than 16 deep")
    #expect(fault(Array(("[" + String(repeating: "1,", count: 1001) + "1]").utf8))?.found == "more than 1000 values")
    #expect(
      fault(Array(("\"" + String(repeating: "x", count: 1001) + "\"").utf8))?.found == "a text of more than 1000 bytes")
    #expect(fault(Array((String(repeating: "[", count: 1_000_000)).utf8)) != nil)
  }

  /// Foundation's parser is the other witness: what it reads and we refuse is a key that stands twice, or a comma with nothing behind it, which RFC 8259 does not allow.
  @Test("is what Foundation reads, for texts damaged at random")
  func foundation() throws {
    let whole = Array(
      #"{"resourceType":"Patient","id":"ä7","x":[1,-2.5e3,true,false,null,{"y":"\"\\\/\b\u00e4"}],"name":[{"given":["A","B"]}]}"#
        .utf8)
    var random = SeededGenerator(seed: 7)
    var (same, refused) = (0, 0)
    for _ in 0..<4000 {
      var bytes = whole
      for _ in 0..<Int.random(in: 1...2, using: &random) {
        let place = Int.random(in: 0..<bytes.count, using: &random)
        switch Int.random(in: 0..<3, using: &random) {
        case 0: bytes[place] = UInt8.random(in: 0x20...0x7E, using: &random)
        case 1: bytes.remove(at: place)
        default: bytes.insert(whole[Int.random(in: 0..<whole.count, using: &random)], at: place)
        }
      }
      let isRead = (try? JSONSerialization.jsonObject(with: Data(bytes), options: .fragmentsAllowed)) != nil
      let own = fault(bytes)
      if own == nil {
        #expect(isRead, "\(String(decoding: bytes, as: UTF8.self))")
        same += 1
      } else {
        if isRead {
          #expect(
            own?.expected == "each key once" || own?.found == "`}`" || own?.found == "`]`",
            "\(String(decoding: bytes, as: UTF8.self)): \(String(describing: own))")
        }
        refused += 1
      }
    }
    #expect(same > 200 && refused > 1000)
  }
}

// SPDX-License-Identifier: Apache-2.0

/// A text of JSON (RFC 8259) taken apart into its values, in the order of the text and without a copy of it: for files of hundreds of megabytes of which most is passed over.
///
/// It is strict: no comments, no text behind the end, no control characters, no bytes that are no UTF-8, no key twice in an object; depth and number of values are bounded.
package struct JSONTape: Sendable {
  /// What a value is; a key stands before the value that it names.
  package enum Kind: UInt8, Sendable {
    case object, array, key, string, number, yes, no, null
  }

  /// A value: where it stands, and the first node behind it and everything in it.
  package struct Node: Sendable {
    /// The offset of its first byte; of a text and a key the byte behind the quote.
    package var start: UInt32
    /// The offset behind its last byte; of a text and a key that of the closing quote.
    package var end: UInt32
    /// The index of the node behind it.
    package var next: UInt32
    package var kind: Kind
    /// Whether there are escapes in it.
    package var hasEscapes = false
  }

  /// What a text may hold.
  package struct Limits: Sendable {
    package var depth: Int
    package var values: Int
    package var text: Int

    package init(depth: Int, values: Int, text: Int) {
      self.depth = depth
      self.values = values
      self.text = text
    }
  }

  /// Why a text is none of JSON.
  package struct Fault: Error, Equatable {
    /// The offset of the byte.
    package var offset: Int
    package var found: String
    package var expected: String

    package init(offset: Int, found: String, expected: String) {
      self.offset = offset
      self.found = found
      self.expected = expected
    }
  }

  /// The values; the first one is the whole.
  package private(set) var nodes: [Node] = []

  package init() {}

  /// One node alone, whose text is asked for.
  init(only node: Node) { nodes = [node] }

  /// Takes a part of a text apart, which holds one value; what was taken apart before is gone.
  ///
  /// - Returns: the offset behind the value. Behind it only blanks may stand, unless `isOpen`.
  @discardableResult
  package mutating func read(
    _ bytes: [UInt8], _ range: Range<Int>, limits: Limits, isOpen: Bool = false
  ) throws(Fault) -> Int {
    // Offsets are 32 bits: callers refuse larger files before.
    guard range.upperBound <= Int(UInt32.max), range.upperBound <= bytes.count else {
      throw Fault(offset: 0, found: "more than 4 GB", expected: "less")
    }
    var own = nodes
    nodes = []
    own.removeAll(keepingCapacity: true)
    let result = bytes.withUnsafeBufferPointer { buffer -> Result<Int, Fault> in
      var scanner = JSONScanner(
        bytes: buffer, offset: range.lowerBound, end: range.upperBound, limits: limits, nodes: own)
      own = []
      do throws(Fault) {
        try scanner.value()
        let behind = scanner.offset
        scanner.skipBlanks()
        if !isOpen, scanner.offset < scanner.end { throw scanner.fault("something behind the end", "one value") }
        own = scanner.nodes
        return .success(behind)
      } catch {
        return .failure(error)
      }
    }
    nodes = own
    return try result.get()
  }

  /// The nodes of the values of an array, or of the keys of an object.
  package func children(of index: Int) -> [Int] {
    var all: [Int] = []
    let end = Int(nodes[index].next)
    var place = index + 1
    while place < end {
      all.append(place)
      place = Int(nodes[place].kind == .key ? nodes[place + 1].next : nodes[place].next)
    }
    return all
  }

  /// The value of a key of an object; nil where there is none.
  package func member(_ name: StaticString, of index: Int, in bytes: [UInt8]) -> Int? {
    guard nodes[index].kind == .object else { return nil }
    let end = Int(nodes[index].next)
    var place = index + 1
    while place < end {
      if isKey(place, name, in: bytes) { return place + 1 }
      place = Int(nodes[place + 1].next)
    }
    return nil
  }

  /// Whether a key is a name.
  package func isKey(_ index: Int, _ name: StaticString, in bytes: [UInt8]) -> Bool {
    let node = nodes[index]
    guard !node.hasEscapes, Int(node.end - node.start) == name.utf8CodeUnitCount else { return false }
    return name.withUTF8Buffer { bytes[Int(node.start)..<Int(node.end)].elementsEqual($0) }
  }

  /// The text of a text or a key, or a number, `true` and `false` as they stand; nil for what has others in it and for `null`.
  package func text(_ index: Int, in bytes: [UInt8]) -> String? {
    let node = nodes[index]
    switch node.kind {
    case .object, .array, .null: return nil
    case .number, .yes, .no: return String(decoding: bytes[Int(node.start)..<Int(node.end)], as: UTF8.self)
    case .string, .key:
      let own = bytes[Int(node.start)..<Int(node.end)]
      return node.hasEscapes ? Self.unescaped(own) : String(decoding: own, as: UTF8.self)
    }
  }

  /// How many texts, numbers and flags stand in a value; a text of nothing but blanks is none.
  package func count(of index: Int, in bytes: [UInt8]) -> Int {
    var count = 0
    for place in index..<Int(nodes[index].next) {
      switch nodes[place].kind {
      case .number, .yes, .no: count += 1
      case .string: if !isBlank(place, in: bytes) { count += 1 }
      case .object, .array, .key, .null: break
      }
    }
    return count
  }

  /// Whether a text is empty, or nothing but blanks.
  package func isBlank(_ index: Int, in bytes: [UInt8]) -> Bool {
    var place = Int(nodes[index].start)
    while place < Int(nodes[index].end), bytes[place] == 0x20 { place += 1 }
    return place == Int(nodes[index].end)
  }

  /// A text without escapes; they were checked when it was taken apart.
  private static func unescaped(_ bytes: ArraySlice<UInt8>) -> String {
    var units: [UInt8] = []
    units.reserveCapacity(bytes.count)
    var rest = bytes
    while let byte = rest.popFirst() {
      guard byte == UInt8(ascii: "\\"), let escape = rest.popFirst() else {
        units.append(byte)
        continue
      }
      switch escape {
      case UInt8(ascii: "b"): units.append(8)
      case UInt8(ascii: "f"): units.append(12)
      case UInt8(ascii: "n"): units.append(10)
      case UInt8(ascii: "r"): units.append(13)
      case UInt8(ascii: "t"): units.append(9)
      case UInt8(ascii: "u"):
        var code = unit(&rest)
        if (0xD800..<0xDC00).contains(code) {
          rest = rest.dropFirst(2)
          code = 0x10000 + ((code - 0xD800) << 10) + (unit(&rest) - 0xDC00)
        }
        if let scalar = Unicode.Scalar(code) { units += Array(String(Character(scalar)).utf8) }
      default: units.append(escape)
      }
    }
    return String(decoding: units, as: UTF8.self)
  }

  private static func unit(_ rest: inout ArraySlice<UInt8>) -> UInt32 {
    var value: UInt32 = 0
    for _ in 0..<4 { value = value << 4 | UInt32(JSONScanner.hex(rest.popFirst() ?? 0) ?? 0) }
    return value
  }
}

// SPDX-License-Identifier: Apache-2.0

/// Walks through the bytes of a JSON text once and notes its values.
struct JSONScanner {
  let bytes: UnsafeBufferPointer<UInt8>
  var offset: Int
  let end: Int
  let limits: JSONTape.Limits
  var nodes: [JSONTape.Node]
  /// The objects and arrays that are open.
  private var open: [Open] = []

  /// An object or an array whose end was not seen yet.
  private struct Open {
    var node: Int
    var isObject: Bool
    /// A bit for each key so far; two keys with one bit may be the same.
    var keys: UInt64 = 0
    var mayRepeat = false
  }

  init(bytes: UnsafeBufferPointer<UInt8>, offset: Int, end: Int, limits: JSONTape.Limits, nodes: [JSONTape.Node]) {
    self.bytes = bytes
    self.offset = offset
    self.end = end
    self.limits = limits
    self.nodes = nodes
  }

  func fault(_ found: String, _ expected: String, at place: Int? = nil) -> JSONTape.Fault {
    JSONTape.Fault(offset: min(place ?? offset, max(0, end - 1)), found: found, expected: expected)
  }

  private var next: UInt8? { offset < end ? bytes[offset] : nil }

  mutating func skipBlanks() {
    while offset < end {
      let byte = bytes[offset]
      guard byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 else { return }
      offset += 1
    }
  }

  /// One value with everything in it; without recursion, so that depth costs no stack.
  mutating func value() throws(JSONTape.Fault) {
    let first = nodes.count
    repeat {
      skipBlanks()
      if nodes.count - first >= limits.values {
        throw fault("more than \(limits.values) values", "a smaller part of the file")
      }
      guard let byte = next else { throw fault("the end of the text", "a value") }
      switch byte {
      case UInt8(ascii: "{"), UInt8(ascii: "["):
        if open.count >= limits.depth {
          throw fault("values more than \(limits.depth) deep", "no more than \(limits.depth)")
        }
        let isObject = byte == UInt8(ascii: "{")
        open.append(Open(node: nodes.count, isObject: isObject))
        nodes.append(JSONTape.Node(start: UInt32(offset), end: 0, next: 0, kind: isObject ? .object : .array))
        offset += 1
        skipBlanks()
        if next == (isObject ? UInt8(ascii: "}") : UInt8(ascii: "]")) {
          try close()
        } else {
          if isObject { try key() }
          continue
        }
      case UInt8(ascii: "\""): try string(.string)
      default: try word(byte)
      }
      // What stands behind a value closes what is around it, or begins the next one.
      while let isObject = open.last?.isObject {
        skipBlanks()
        guard let byte = next else { throw fault("the end of the text", isObject ? "`,` or `}`" : "`,` or `]`") }
        if byte == UInt8(ascii: ",") {
          offset += 1
          if isObject { try key() }
          break
        }
        guard byte == (isObject ? UInt8(ascii: "}") : UInt8(ascii: "]")) else {
          throw fault(shown(byte), isObject ? "`,` or `}`" : "`,` or `]`")
        }
        try close()
      }
    } while !open.isEmpty
  }

  private mutating func close() throws(JSONTape.Fault) {
    offset += 1
    guard let top = open.popLast() else { return }
    nodes[top.node].end = UInt32(offset)
    nodes[top.node].next = UInt32(nodes.count)
    // Of many keys one may be another by letters that Unicode writes in two ways.
    if top.mayRepeat || top.keys.nonzeroBitCount > 16 { try checkKeys(top.node) }
  }

  private mutating func key() throws(JSONTape.Fault) {
    skipBlanks()
    guard next == UInt8(ascii: "\"") else {
      throw fault(next.map(shown) ?? "the end of the text", "a key in double quotes")
    }
    try string(.key)
    noteKey()
    skipBlanks()
    guard next == UInt8(ascii: ":") else { throw fault(next.map(shown) ?? "the end of the text", "`:`") }
    offset += 1
  }

  private func shown(_ byte: UInt8) -> String {
    // The first byte of every file of gzip (RFC 1952, 2.3.1).
    if byte == 0x1F, offset == 0 { return "a file packed by gzip" }
    return byte > 0x20 && byte < 0x7F ? "`\(Character(Unicode.Scalar(byte)))`" : "a byte that is none of JSON"
  }

  // MARK: keys

  /// Notes the key that was read last: whether it is surely none of those before it is seen by its length and its outermost bytes; where it is not, all are compared at the end of the object.
  private mutating func noteKey() {
    guard let own = nodes.last, let top = open.indices.last else { return }
    guard !own.hasEscapes else { return open[top].mayRepeat = true }
    let count = Int(own.end - own.start)
    var sign = UInt64(truncatingIfNeeded: count)
    if count > 0 {
      let start = Int(own.start)
      sign |=
        UInt64(bytes[start]) << 16 | UInt64(bytes[start + count / 2]) << 24 | UInt64(bytes[start + count - 1]) << 32
    }
    let bit: UInt64 = 1 &<< ((sign &* 0x9E37_79B9_7F4A_7C15) &>> 58)
    if open[top].keys & bit != 0 { open[top].mayRepeat = true }
    open[top].keys |= bit
  }

  /// Each key once: a second one would hide the first from who reads the file.
  private func checkKeys(_ object: Int) throws(JSONTape.Fault) {
    var (count, hasEscapes, place) = (0, false, object + 1)
    while place < nodes.count {
      count += 1
      hasEscapes = hasEscapes || nodes[place].hasEscapes
      place = Int(nodes[place + 1].next)
    }
    if count > 16 || hasEscapes { return try checkManyKeys(object) }
    var key = object + 1
    for _ in 0..<count {
      var other = object + 1
      while other < key {
        if isSame(nodes[key], nodes[other]) { throw twice(key) }
        other = Int(nodes[other + 1].next)
      }
      key = Int(nodes[key + 1].next)
    }
  }

  private func checkManyKeys(_ object: Int) throws(JSONTape.Fault) {
    var seen: Set<String> = []
    let copy = Array(bytes[Int(nodes[object].start)..<Int(nodes[object].end)])
    var key = object + 1
    while key < nodes.count {
      var node = nodes[key]
      node.start -= nodes[object].start
      node.end -= nodes[object].start
      if !seen.insert(JSONTape(only: node).text(0, in: copy) ?? "").inserted { throw twice(key) }
      key = Int(nodes[key + 1].next)
    }
  }

  private func isSame(_ one: JSONTape.Node, _ other: JSONTape.Node) -> Bool {
    guard one.end - one.start == other.end - other.start else { return false }
    for step in 0..<Int(one.end - one.start) where bytes[Int(one.start) + step] != bytes[Int(other.start) + step] {
      return false
    }
    return true
  }

  private func twice(_ key: Int) -> JSONTape.Fault {
    let own = bytes[Int(nodes[key].start)..<Int(nodes[key].end)]
    let name = String(decoding: own.prefix(60), as: UTF8.self).filter {
      $0.isLetter || $0.isNumber || "_-. ".contains($0)
    }
    return fault("the key `\(name)` is there twice", "each key once", at: Int(nodes[key].start))
  }

  // MARK: texts

  private mutating func string(_ kind: JSONTape.Kind) throws(JSONTape.Fault) {
    let start = offset + 1
    var place = start
    var (hasEscapes, isPlain) = (false, true)
    scan: while true {
      // Eight bytes at once, up to the first that is a quote, an escape, a control or beyond ASCII.
      while place + 8 <= end, let base = bytes.baseAddress {
        let marks = Self.marks(UnsafeRawPointer(base + place).loadUnaligned(as: UInt64.self).littleEndian)
        if marks == 0 {
          place += 8
        } else {
          place += marks.trailingZeroBitCount >> 3
          break
        }
      }
      guard place < end else { throw fault("a text that is not closed", "`\"`", at: start - 1) }
      let byte = bytes[place]
      switch byte {
      case UInt8(ascii: "\""): break scan
      case UInt8(ascii: "\\"):
        hasEscapes = true
        place = try escape(place)
      case 0..<0x20: throw fault("a control character in a text", "an escape", at: place)
      case 0x80...:
        isPlain = false
        place += 1
      default: place += 1
      }
      if place - start > limits.text {
        throw fault("a text of more than \(limits.text) bytes", "a shorter one", at: start)
      }
    }
    if place - start > limits.text {
      throw fault("a text of more than \(limits.text) bytes", "a shorter one", at: start)
    }
    if !isPlain { try checkUTF8(start, place) }
    offset = place + 1
    nodes.append(
      JSONTape.Node(
        start: UInt32(start), end: UInt32(place), next: UInt32(nodes.count + 1), kind: kind, hasEscapes: hasEscapes))
  }

  /// The top bits of those of eight bytes that are below 0x20, `"`, `\` or beyond ASCII: the well-known test of bytes of a word for zero, by a subtraction that borrows. A borrow reaches only bytes behind one that is marked, so that the first mark is right.
  private static func marks(_ word: UInt64) -> UInt64 {
    let ones: UInt64 = 0x0101_0101_0101_0101
    let tops: UInt64 = 0x8080_8080_8080_8080
    let quotes = word ^ (ones &* 0x22)
    let slashes = word ^ (ones &* 0x5C)
    let controls = (word &- ones &* 0x20) & ~word
    return (word | ((quotes &- ones) & ~quotes) | ((slashes &- ones) & ~slashes) | controls) & tops
  }

  private func escape(_ place: Int) throws(JSONTape.Fault) -> Int {
    guard place + 1 < end else { throw fault("a text that is not closed", "`\"`", at: place) }
    switch bytes[place + 1] {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"), UInt8(ascii: "b"), UInt8(ascii: "f"),
      UInt8(ascii: "n"), UInt8(ascii: "r"), UInt8(ascii: "t"):
      return place + 2
    case UInt8(ascii: "u"):
      let first = try unit(place + 2)
      guard (0xD800..<0xE000).contains(first) else { return place + 6 }
      guard first < 0xDC00, place + 8 <= end, bytes[place + 6] == UInt8(ascii: "\\"),
        bytes[place + 7] == UInt8(ascii: "u"), case let second = try unit(place + 8),
        (0xDC00..<0xE000).contains(second)
      else { throw fault("half of a pair of `\\u` escapes", "both", at: place) }
      return place + 12
    default: throw fault("an escape that JSON does not know", "`\\n`, `\\\"`, `\\\\`, `\\u0000` …", at: place)
    }
  }

  private func unit(_ place: Int) throws(JSONTape.Fault) -> UInt32 {
    var value: UInt32 = 0
    for index in place..<(place + 4) {
      guard index < end, let digit = Self.hex(bytes[index]) else {
        throw fault("an escape that JSON does not know", "`\\u` and four digits", at: place)
      }
      value = value << 4 | UInt32(digit)
    }
    return value
  }

  static func hex(_ byte: UInt8) -> UInt8? {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
    case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
    case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
    default: nil
    }
  }

  private func checkUTF8(_ start: Int, _ stop: Int) throws(JSONTape.Fault) {
    var decoder = UTF8()
    var iterator = UnsafeBufferPointer(rebasing: bytes[start..<stop]).makeIterator()
    while true {
      switch decoder.decode(&iterator) {
      case .scalarValue: continue
      case .emptyInput: return
      case .error: throw fault("bytes that are no UTF-8", "UTF-8", at: start)
      }
    }
  }

  // MARK: words and numbers

  private mutating func word(_ first: UInt8) throws(JSONTape.Fault) {
    let start = offset
    let kind: JSONTape.Kind
    switch first {
    case UInt8(ascii: "t"): (kind, offset) = (.yes, try take("true"))
    case UInt8(ascii: "f"): (kind, offset) = (.no, try take("false"))
    case UInt8(ascii: "n"): (kind, offset) = (.null, try take("null"))
    default:
      kind = .number
      try number()
    }
    nodes.append(
      JSONTape.Node(start: UInt32(start), end: UInt32(offset), next: UInt32(nodes.count + 1), kind: kind))
  }

  private func take(_ word: StaticString) throws(JSONTape.Fault) -> Int {
    let count = word.utf8CodeUnitCount
    let isThere =
      offset + count <= end
      && word.withUTF8Buffer { wanted in (0..<count).allSatisfy { bytes[offset + $0] == wanted[$0] } }
    guard isThere else {
      throw fault("a word that is none of JSON", "a text in double quotes, a number, `true`, `false` or `null`")
    }
    return offset + count
  }

  /// RFC 8259, section 6.
  private mutating func number() throws(JSONTape.Fault) {
    let start = offset
    func digits() -> Int {
      var place = offset
      while place < end, bytes[place] >= 0x30, bytes[place] <= 0x39 { place += 1 }
      return place - offset
    }
    func none() -> JSONTape.Fault {
      // A word is told as a whole: `NaN` is a number elsewhere, not in JSON.
      let word = bytes[start..<min(end, start + 20)].prefix {
        ($0 | 0x20 >= UInt8(ascii: "a") && $0 | 0x20 <= UInt8(ascii: "z")) || $0 == UInt8(ascii: "-")
      }
      guard word.count > 1 else { return fault(shown(bytes[start]), "a value of JSON", at: start) }
      return fault(
        "`\(String(decoding: word, as: UTF8.self))`",
        "a value of JSON, which knows no such word and no number that is none",
        at: start)
    }
    if next == UInt8(ascii: "-") { offset += 1 }
    let whole = digits()
    guard whole > 0, whole == 1 || bytes[offset] != UInt8(ascii: "0") else { throw none() }
    offset += whole
    if next == UInt8(ascii: ".") {
      offset += 1
      let fraction = digits()
      guard fraction > 0 else { throw none() }
      offset += fraction
    }
    if next == UInt8(ascii: "e") || next == UInt8(ascii: "E") {
      offset += 1
      if next == UInt8(ascii: "+") || next == UInt8(ascii: "-") { offset += 1 }
      let exponent = digits()
      guard exponent > 0 else { throw none() }
      offset += exponent
    }
    if offset - start > 400 { throw fault("a number of more than 400 digits", "a shorter one", at: start) }
  }
}

// SPDX-License-Identifier: Apache-2.0

import Course
import Notation
import Plain

/// Reads JSON (RFC 8259) into an ``Item``, with places: a text, a number and a flag are the text that stands there, `null` is nothing.
enum JSONDocument {
  /// The document of a text, or nil after telling why there is none.
  static func parse(_ log: ProblemLog) -> Item? {
    var parser = JSONParser(log: log)
    do {
      return try parser.document()
    } catch {
      log.error(log.text.mark(ofByte: error.offset), error.found, expected: error.expected)
      return nil
    }
  }
}

private struct JSONProblem: Error {
  var offset: Int
  var found: String
  var expected: String
}

private struct JSONParser {
  private let bytes: [UInt8]
  private var offset = 0
  /// The last place that was asked for: places come in order, and a text may have one line.
  private var place = (offset: 0, mark: Mark.start)
  private var count = 0

  init(log: ProblemLog) {
    bytes = log.text.bytes
  }

  mutating func document() throws(JSONProblem) -> Item {
    let item = try value(depth: 0)
    skipBlanks()
    guard offset == bytes.count else { throw problem("something behind the end", "one value") }
    return item
  }

  private func problem(_ found: String, _ expected: String) -> JSONProblem {
    JSONProblem(offset: min(offset, max(0, bytes.count - 1)), found: found, expected: expected)
  }

  /// The place of the byte that is next.
  private mutating func mark() -> Mark {
    while place.offset < offset {
      let byte = bytes[place.offset]
      place.offset += 1
      let endsLine = byte == 0x0A || byte == 0x0D && !bytes[place.offset...].starts(with: [0x0A])
      if endsLine {
        place.mark = Mark(line: place.mark.line + 1, column: 1)
      } else if byte & 0xC0 != 0x80 {
        place.mark.column += 1
      }
    }
    return place.mark
  }

  private var next: UInt8? { offset < bytes.count ? bytes[offset] : nil }

  private mutating func skipBlanks() {
    while let byte = next, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 { offset += 1 }
  }

  /// Takes a byte if it stands there.
  private mutating func take(_ character: Character) -> Bool {
    skipBlanks()
    guard let byte = next, byte == character.asciiValue else { return false }
    offset += 1
    return true
  }

  private mutating func value(depth: Int) throws(JSONProblem) -> Item {
    skipBlanks()
    count += 1
    guard depth <= Document.deepest, count <= Document.mostItems else {
      throw problem("too many values, or too deep", "at most \(Document.mostItems) values, \(Document.deepest) levels")
    }
    let mark = mark()
    switch next {
    case UInt8(ascii: "{"): return Item(content: .fields(try members(depth: depth)), mark: mark)
    case UInt8(ascii: "["): return Item(content: .list(try items(depth: depth)), mark: mark)
    case UInt8(ascii: "\""):
      var item = Item(content: .text(try string()), mark: mark)
      item.style = .quoted
      return item
    default: return try word(mark)
    }
  }

  private mutating func members(depth: Int) throws(JSONProblem) -> [Item.Field] {
    offset += 1
    var fields: [Item.Field] = []
    var keys: Set<String> = []
    if take("}") { return [] }
    repeat {
      skipBlanks()
      let mark = mark()
      guard next == UInt8(ascii: "\"") else { throw problem("no key", "a key in double quotes") }
      let start = offset
      let key = try string()
      guard keys.insert(key).inserted else {
        offset = start
        throw problem("the key \(ProblemLog.quoted(key)) is there twice", "each key once")
      }
      guard take(":") else { throw problem("no value behind a key", "`:`") }
      fields.append(Item.Field(key: key, mark: mark, value: try value(depth: depth + 1)))
    } while take(",")
    guard take("}") else { throw problem("an object that is not closed", "`,` or `}`") }
    return fields
  }

  private mutating func items(depth: Int) throws(JSONProblem) -> [Item] {
    offset += 1
    var items: [Item] = []
    if take("]") { return [] }
    repeat { items.append(try value(depth: depth + 1)) } while take(",")
    guard take("]") else { throw problem("an array that is not closed", "`,` or `]`") }
    return items
  }

  /// `null`, `true`, `false` or a number.
  private mutating func word(_ mark: Mark) throws(JSONProblem) -> Item {
    let start = offset
    while let byte = next, !",]}".utf8.contains(byte), byte > 0x20 { offset += 1 }
    let word = String(decoding: bytes[start..<offset], as: UTF8.self)
    switch word {
    case "null": return Item(content: .empty, mark: mark)
    case "true", "false": return Item(content: .text(word), mark: mark, .flag)
    default:
      let isNumber =
        word.utf8.allSatisfy { "0123456789+-.eE".utf8.contains($0) } && Double(word)?.isFinite == true
      if isNumber { return Item(content: .text(word), mark: mark, .number) }
      offset = start
      throw problem(word.isEmpty ? "no value" : ProblemLog.quoted(word), "a value of JSON")
    }
  }

  private mutating func string() throws(JSONProblem) -> String {
    let start = offset
    offset += 1
    var found = String.UnicodeScalarView()
    var run = offset
    while let byte = next {
      switch byte {
      case UInt8(ascii: "\""):
        found.append(contentsOf: String(decoding: bytes[run..<offset], as: UTF8.self).unicodeScalars)
        offset += 1
        return String(found)
      case UInt8(ascii: "\\"):
        found.append(contentsOf: String(decoding: bytes[run..<offset], as: UTF8.self).unicodeScalars)
        offset += 1
        found.append(try escaped())
        run = offset
      case 0..<0x20: throw problem("a control character in a string", "an escape")
      default: offset += 1
      }
    }
    offset = start
    throw problem("a string that is not closed", "`\"`")
  }

  private mutating func escaped() throws(JSONProblem) -> Unicode.Scalar {
    guard let byte = next else { throw problem("a string that is not closed", "`\"`") }
    offset += 1
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return Unicode.Scalar(byte)
    case UInt8(ascii: "b"): return "\u{8}"
    case UInt8(ascii: "f"): return "\u{C}"
    case UInt8(ascii: "n"): return "\n"
    case UInt8(ascii: "r"): return "\r"
    case UInt8(ascii: "t"): return "\t"
    case UInt8(ascii: "u"):
      let high = try unit()
      if let scalar = Unicode.Scalar(high) { return scalar }
      // A pair stands for a character beyond the basic plane.
      if (0xD800..<0xDC00).contains(high), bytes[offset...].starts(with: "\\u".utf8) {
        offset += 2
        let low = try unit()
        if (0xDC00..<0xE000).contains(low),
          let scalar = Unicode.Scalar(0x10000 + (high - 0xD800) << 10 + (low - 0xDC00))
        {
          return scalar
        }
      }
      throw problem("half of a pair of `\\u` escapes", "both")
    default:
      offset -= 1
      throw problem("an escape that JSON does not know", "`\\n`, `\\\"`, `\\\\`, `\\u0000` …")
    }
  }

  private mutating func unit() throws(JSONProblem) -> UInt32 {
    let digits = bytes[offset..<min(offset + 4, bytes.count)]
    guard digits.count == 4, digits.allSatisfy({ Character(Unicode.Scalar($0)).isHexDigit }),
      let unit = UInt32(String(decoding: digits, as: UTF8.self), radix: 16)
    else { throw problem("an escape that JSON does not know", "`\\u` and four digits") }
    offset += 4
    return unit
  }
}

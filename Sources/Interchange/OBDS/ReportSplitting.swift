// SPDX-License-Identifier: Apache-2.0

import Foundation
import Plain

/// Finds the patients of a file of reports without the file in memory: where each stands, and what stands around them.
///
/// It sees tags and nothing else, and judges nothing: that the document is well-formed is judged by the parser, which reads what stands around the patients as one document and each patient as another.
struct ReportSplitting {
  /// A patient of the file.
  struct Chunk {
    /// Where it stands in the file.
    var range: Range<Int>
    /// The line on which it begins.
    var line: Int
    /// The number of the tags that are open around it, in ``openings``.
    var opening: Int
    /// Its `Patient_ID` as it stands; nil where none is seen.
    var id: String?
    /// Whether its end is there.
    var isWhole = false
  }

  private(set) var chunks: [Chunk] = []
  /// What stands around the patients; in their places are the ends of their lines.
  private(set) var frame: [UInt8] = []
  /// The declaration of the document and the tags that are open around patients, without line ends, and the tags that close them.
  private(set) var openings: [(before: [UInt8], behind: [UInt8])] = []

  /// What is too large to be read.
  enum Fault: Error {
    case file(FileRefusal)
    case tooLarge(line: Int, what: String)
  }

  /// A tag, or what stands in its place, may have so many bytes; what stands around the patients too.
  static let tag = 4_000_000
  static let around = 64_000_000

  private let parts: InputParts
  private let block: Int
  private var bytes: [UInt8] = []
  private var shift = 0
  private var place = 0
  private var line = 1
  private var declaration: [UInt8] = []
  /// The tags that are open outside of patients, with their names.
  private var open: [(tag: [UInt8], name: [UInt8])] = []
  /// How many elements are open in the patient that is gone through; nil outside of one.
  private var depth: Int?

  /// Goes through a file.
  init(_ parts: InputParts, block: Int? = nil) throws(Fault) {
    self.parts = parts
    self.block = block ?? parts.block
    while try step() {}
    bytes = []
  }

  // MARK: going through

  /// One text and the tag behind it; false at the end.
  private mutating func step() throws(Fault) -> Bool {
    guard let start = try find(UInt8(ascii: "<"), from: place, limit: nil) else { return endOfFile() }
    pass(start)
    guard let end = try endOfTag() else { return endOfFile() }
    take(place..<end)
    return true
  }

  private mutating func endOfFile() -> Bool {
    pass(bytes.count)
    if let last = chunks.indices.last, depth != nil {
      chunks[last].range = chunks[last].range.lowerBound..<parts.count
    }
    return false
  }

  /// Goes on to an offset of ``bytes``; what is passed stays where it is of no patient.
  private mutating func pass(_ end: Int) {
    let own = bytes[place..<end]
    let lines = own.count { $0 == 0x0A }
    line += lines
    if depth == nil { frame += own } else { frame += repeatElement(0x0A, count: lines) }
    place = end
  }

  /// A byte from an offset on; more of the file is loaded until it is there. Offsets move when that happens.
  ///
  /// - Parameter limit: how many bytes may be looked through; nil for any, of which those before the end are passed.
  private mutating func find(
    _ byte: UInt8, from start: Int, limit: Int?
  ) throws(Fault) -> Int? {
    var start = start
    while true {
      if let found = Self.find(byte, bytes, from: start) { return found }
      start = bytes.count
      if let limit, start - place > limit { throw .tooLarge(line: line, what: "a tag of more than \(limit) bytes") }
      if limit == nil {
        pass(bytes.count)
        if frame.count > Self.around {
          throw .tooLarge(line: line, what: "more than \(Self.around) bytes around patients")
        }
      }
      let behind = shift + bytes.count
      guard behind < parts.count else { return nil }
      let part: [UInt8]
      do throws(FileRefusal) { part = try parts.bytes(behind..<min(parts.count, behind + block)) } catch {
        throw .file(error)
      }
      shift += place
      start -= place
      bytes = place == bytes.count ? part : Array(bytes[place...]) + part
      place = 0
    }
  }

  private static func find(_ byte: UInt8, _ bytes: [UInt8], from start: Int) -> Int? {
    bytes.withUnsafeBytes { buffer in
      guard start < buffer.count, let base = buffer.baseAddress,
        let found = memchr(base + start, Int32(byte), buffer.count - start)
      else { return nil }
      return UnsafeRawPointer(found) - base
    }
  }

  /// The offset behind the tag, comment, section or instruction that begins at ``place``; nil where the file ends before.
  private mutating func endOfTag() throws(Fault) -> Int? {
    var (close, quote, looked) = (try find(UInt8(ascii: ">"), from: place, limit: Self.tag), UInt8?.none, 0)
    // What begins so has ended only behind these bytes, the first of which may not be those of its beginning.
    let ending: (bytes: [UInt8], least: Int)? =
      starts("<!--")
      ? (Array("-->".utf8), 7)
      : starts("<![CDATA[") ? (Array("]]>".utf8), 12) : starts("<?") ? (Array("?>".utf8), 4) : nil
    while let found = close {
      let token = bytes[place...found]
      if let ending {
        if token.count >= ending.least, token.suffix(ending.bytes.count).elementsEqual(ending.bytes) {
          return found + 1
        }
      } else {
        // A bracket in a value ends no tag.
        for byte in token.dropFirst(looked) where byte == 0x22 || byte == 0x27 {
          if quote == nil { quote = byte } else if quote == byte { quote = nil }
        }
        looked = token.count
        if quote == nil { return found + 1 }
      }
      close = try find(UInt8(ascii: ">"), from: found + 1, limit: Self.tag)
    }
    return nil
  }

  private func starts(_ text: StaticString) -> Bool {
    text.withUTF8Buffer { bytes[place...].starts(with: $0) }
  }

  // MARK: tags

  private mutating func take(_ range: Range<Int>) {
    let tag = Array(bytes[range])
    let begin = shift + range.lowerBound
    guard tag.count > 2, tag[1] != UInt8(ascii: "!"), tag[1] != UInt8(ascii: "?") else {
      if tag.starts(with: "<?xml ".utf8), begin < 4 { declaration = tag }
      return pass(range.upperBound)
    }
    if tag[1] == UInt8(ascii: "/") {
      if let own = depth {
        depth = own - 1
        pass(range.upperBound)
        if own == 1 { endPatient() }
      } else {
        _ = open.popLast()
        pass(range.upperBound)
      }
      return
    }
    let isEmpty = tag[tag.count - 2] == UInt8(ascii: "/")
    let name = tag.dropFirst().prefix {
      !Self.blanks.contains($0) && $0 != UInt8(ascii: "/") && $0 != UInt8(ascii: ">")
    }
    let local = name.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false).last ?? name
    if let own = depth {
      if own == 1, local.elementsEqual("Patienten_Stammdaten".utf8) { note(tag) }
      if !isEmpty { depth = own + 1 }
      return pass(range.upperBound)
    }
    if open.count == 2, local.elementsEqual("Patient".utf8) {
      chunks.append(Chunk(range: begin..<begin, line: line, opening: opening()))
      note(tag)
      depth = isEmpty ? 0 : 1
      pass(range.upperBound)
      if isEmpty { endPatient() }
      return
    }
    if !isEmpty { open.append((tag, Array(name))) }
    pass(range.upperBound)
  }

  private mutating func endPatient() {
    depth = nil
    guard let last = chunks.indices.last else { return }
    chunks[last].range = chunks[last].range.lowerBound..<(shift + place)
    chunks[last].isWhole = true
  }

  /// The tags that are open now.
  private mutating func opening() -> Int {
    let before = (declaration + open.flatMap { $0.tag }).map { $0 == 0x0A || $0 == 0x0D ? 0x20 : $0 }
    if openings.last?.before != before {
      let behind = open.reversed().flatMap { Array("</".utf8) + $0.name + [UInt8(ascii: ">")] }
      openings.append((before, behind))
    }
    return openings.count - 1
  }

  /// Takes the id of a patient, where a tag has it and none is known.
  private mutating func note(_ tag: [UInt8]) {
    guard let last = chunks.indices.last, chunks[last].id == nil else { return }
    let text = String(decoding: tag, as: UTF8.self)
    guard let match = text.firstMatch(of: #/\sPatient_ID\s*=\s*(?:"([^"]*)"|'([^']*)')/#) else { return }
    let id = String(match.1 ?? match.2 ?? "").trimmed
    if !id.isEmpty { chunks[last].id = id }
  }

  private static let blanks: Set<UInt8> = [0x20, 0x09, 0x0A, 0x0D]
}

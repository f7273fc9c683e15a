// SPDX-License-Identifier: Apache-2.0

import Notation
import Plain

/// Files of resources: bundles, single resources, and one resource a line (NDJSON). Only where each resource stands is kept; its bytes are read again, and its elements made, when its patient is read.
struct FHIRFiles {
  /// What files may hold; what is more is refused before anything is made of it.
  enum Limits {
    /// Bytes of a file, and of all.
    static let file = 512_000_000
    static let all = 2_000_000_000
    /// Bytes of a line of NDJSON.
    static let line = 32_000_000
    /// Bytes of one text: pictures stand in resources as text.
    static let text = 24_000_000
    /// Values one within the other; resources have some twelve.
    static let depth = 48
    /// Values of one resource, of a bundle, and resources of a patient.
    static let values = 1_000_000
    static let bundle = 40_000_000
    static let resources = 100_000
    /// Bundles one within the other.
    static let bundles = 4
  }

  /// A resource that is read of a patient.
  struct Resource {
    var file: Int
    var range: Range<Int>
    var line: Int
    /// By which others refer to it, in the bundle that it is of: without the server, and with it.
    var names: FHIRNames
    /// Of whom it is, as it stands there; nil where nothing says it.
    var subject: String?

    var type: String { names.type }
    var id: String? { names.id }
  }

  /// The files by their numbers.
  private(set) var contents: [(name: String, parts: InputParts)] = []
  private(set) var resources: [Resource] = []
  /// Bytes of all files so far.
  private var size = 0
  /// Texts that many resources have, kept once.
  private var texts: Set<String> = []
  /// The names of elements so far.
  private let paths = ElementPaths()

  /// Why a resource cannot be read again: its file is another one now.
  struct Changed: Error {
    var misfit: Misfit
  }

  /// A part of a file that is in memory.
  private struct Piece {
    var file: Int
    var name: String
    var bytes: [UInt8]
    /// The offset in the file of the first of the bytes.
    var shift = 0
  }

  // MARK: reading

  /// Reads a file; what cannot be read is told.
  mutating func read(_ file: InputFile, _ outcome: inout TableOutcome) {
    let whole = CellPlace(file: file.name, record: "")
    do throws(FileRefusal) {
      let parts = try file.parts(limit: Limits.file)
      size += parts.count
      if size > Limits.all {
        return refuse(Misfit(whole, "more than \(Limits.all) bytes in all files together"), &outcome)
      }
      let mark = try parts.bytes(0..<min(3, parts.count))
      if mark.starts(with: [0xFE, 0xFF]) || mark.starts(with: [0xFF, 0xFE]) {
        return refuse(Misfit(whole, "the file is UTF-16", expected: "UTF-8, as FHIR demands it"), &outcome)
      }
      let start = mark == [0xEF, 0xBB, 0xBF] ? 3 : 0
      let index = contents.count
      contents.append((file.name, parts))
      let isLines = [".ndjson", ".jsonl"].contains { file.name.lowercased().hasSuffix($0) }
      if !isLines, try readWhole(index, from: start, &outcome) { return }
      try readLines(index, from: start, &outcome)
    } catch {
      refuse(Misfit(whole, "the file cannot be read: \(error)"), &outcome)
    }
  }

  /// Reads a file of one value; false where there are several, one a line.
  private mutating func readWhole(
    _ index: Int, from start: Int, _ outcome: inout TableOutcome
  ) throws(FileRefusal) -> Bool {
    let (name, parts) = contents[index]
    let piece = Piece(file: index, name: name, bytes: try parts.bytes(start..<parts.count), shift: start)
    let bytes = piece.bytes
    var tape = JSONTape()
    let limits = JSONTape.Limits(depth: Limits.depth, values: Limits.bundle, text: Limits.text)
    do throws(JSONTape.Fault) {
      let end = try tape.read(bytes, 0..<bytes.count, limits: limits, isOpen: true)
      if let next = bytes[end...].first(where: { $0 > 0x20 }) {
        if next == UInt8(ascii: "{") { return false }
        throw JSONTape.Fault(offset: end, found: "something behind the end", expected: "one resource, or one a line")
      }
      take(tape, 0, piece, FHIRNames.Base(), line: (0, 1), depth: 0, &outcome)
    } catch {
      let (line, column) = error.place(in: bytes)
      let place = CellPlace(file: name, row: line, record: "")
      refuse(Misfit(place, error.found(atColumn: column), expected: error.expected), &outcome)
    }
    return true
  }

  private mutating func readLines(
    _ index: Int, from start: Int, _ outcome: inout TableOutcome
  ) throws(FileRefusal) {
    let (name, parts) = contents[index]
    var tape = JSONTape()
    let limits = JSONTape.Limits(depth: Limits.depth, values: Limits.values, text: Limits.text)
    var lines = InputLines(parts, from: start, limit: Limits.line)
    var isEmpty = true
    while let line = try lines.line() {
      let place = CellPlace(file: name, row: lines.number, record: "")
      guard case .whole(let range) = line else {
        if case .tooLong(let count) = line {
          refuse(Misfit(place, "a line of \(count) bytes", expected: "no more than \(Limits.line)"), &outcome)
        }
        isEmpty = false
        continue
      }
      guard lines.bytes[range].contains(where: { $0 != 0x20 && $0 != 0x0D && $0 != 0x09 }) else { continue }
      isEmpty = false
      do throws(JSONTape.Fault) {
        try tape.read(lines.bytes, range, limits: limits)
        let piece = Piece(file: index, name: name, bytes: lines.bytes, shift: lines.shift)
        take(tape, 0, piece, FHIRNames.Base(), line: (range.lowerBound, lines.number), depth: 0, &outcome)
      } catch {
        let column = error.offset - range.lowerBound + 1
        refuse(Misfit(place, error.found(atColumn: column), expected: error.expected), &outcome)
      }
    }
    if isEmpty {
      outcome.warnings.append(
        Misfit(
          CellPlace(file: name, record: ""), "an empty file", expected: "a resource a line; was the export cut off?"))
    }
  }

  private func refuse(_ misfit: Misfit, _ outcome: inout TableOutcome) {
    outcome.isBroken = true
    outcome.misfits.append(misfit)
    outcome.losses.add(.unplaced, file: misfit.place.file, column: "", meaning: "the file cannot be read whole")
  }

  /// A text that is kept once, however many resources have it.
  private mutating func shared(_ text: String) -> String { texts.insert(text).memberAfterInsert }

  // MARK: resources

  /// Takes a value of a file as a resource: a bundle with all that is in it, others as they are.
  ///
  /// - Parameter line: an offset whose line is known, and that line.
  private mutating func take(
    _ tape: JSONTape, _ node: Int, _ piece: Piece, _ base: FHIRNames.Base, line: (offset: Int, line: Int),
    depth: Int,
    _ outcome: inout TableOutcome
  ) {
    let (name, bytes) = (piece.name, piece.bytes)
    let own = tape.nodes[node]
    let start = Int(own.start)
    let number = line.line + bytes[line.offset..<start].count { $0 == 0x0A }
    func text(_ key: StaticString, of node: Int) -> String? {
      tape.member(key, of: node, in: bytes).flatMap { tape.nodes[$0].kind == .string ? tape.text($0, in: bytes) : nil }
    }
    let place = CellPlace(file: name, row: number, record: "")
    func tell(_ message: String, expected: String? = nil, column: String) {
      outcome.misfits.append(Misfit(place, message, expected: expected))
      outcome.losses.add(
        .unplaced, file: name, column: column, meaning: "no resource that is known",
        count: max(1, tape.count(of: node, in: bytes)))
    }
    guard own.kind == .object, let type = text("resourceType", of: node) else {
      return tell(
        "a value without `resourceType`", expected: "resources of FHIR R4: a bundle, one, or one a line", column: "")
    }
    if type == "Bundle" {
      return takeBundle(tape, node, piece, line: (start, number), depth: depth, &outcome)
    }
    let count = tape.count(of: node, in: bytes)
    if let reason = FHIRTypes.reason(leavingOut: type) {
      outcome.losses.add(.leftOut, file: name, column: type, meaning: reason, count: count)
      return
    }
    let subject = FHIRTypes.subject(of: type)
    guard type == "Patient" || type == "Medication" || subject != nil else {
      return tell(
        "\(ProblemLog.quoted(type)), which is no type of resource that is known",
        expected: "a type of FHIR R4", column: String(type.prefix(60)))
    }
    if count > Limits.values {
      return tell("a resource of \(count) values", expected: "no more than \(Limits.values)", column: type)
    }
    var reference: String?
    if let subject {
      let wanted: StaticString = subject == "patient" ? "patient" : subject == "individual" ? "individual" : "subject"
      reference = tape.member(wanted, of: node, in: bytes).flatMap { text("reference", of: $0) }
    }
    resources.append(
      Resource(
        file: piece.file, range: (piece.shift + start)..<(piece.shift + Int(own.end)), line: number,
        names: FHIRNames(type: shared(type), id: text("id", of: node), base: base),
        subject: reference.map { shared($0) }))
  }

  private mutating func takeBundle(
    _ tape: JSONTape, _ node: Int, _ piece: Piece, line: (offset: Int, line: Int), depth: Int,
    _ outcome: inout TableOutcome
  ) {
    let (name, bytes) = (piece.name, piece.bytes)
    let place = CellPlace(file: name, row: line.line, record: "")
    let reason = "it is of the document, and not of a patient"
    func text(_ key: StaticString, of node: Int) -> String? {
      tape.member(key, of: node, in: bytes).flatMap { tape.nodes[$0].kind == .string ? tape.text($0, in: bytes) : nil }
    }
    func refuse(_ message: String, expected: String? = nil) {
      self.refuse(Misfit(place, message, expected: expected), &outcome)
    }
    if depth >= Limits.bundles { return refuse("bundles \(depth) deep") }
    if text("type", of: node) == "history" {
      return refuse("a bundle of earlier versions (`history`)", expected: "resources as they are now")
    }
    for key in tape.children(of: node) where !tape.isKey(key, "entry", in: bytes) {
      if tape.isKey(key, "link", in: bytes), tape.nodes[key + 1].kind == .array,
        tape.children(of: key + 1).contains(where: { text("relation", of: $0) == "next" })
      {
        outcome.warnings.append(
          Misfit(place, "a page of a search that has another one behind it", expected: "all pages, as files"))
      }
      outcome.losses.add(
        .leftOut, file: name, column: "Bundle", meaning: reason, count: tape.count(of: key + 1, in: bytes))
    }
    guard let entries = tape.member("entry", of: node, in: bytes) else { return }
    guard tape.nodes[entries].kind == .array else { return refuse("`entry` of a bundle that is no list") }
    // Lines are counted on from entry to entry.
    var last = line
    for entry in tape.children(of: entries) {
      let start = Int(tape.nodes[entry].start)
      last = (start, last.line + bytes[last.offset..<start].count { $0 == 0x0A })
      guard tape.nodes[entry].kind == .object else {
        refuse("an entry of a bundle that is no object")
        continue
      }
      var isDeletion = false
      for key in tape.children(of: entry) where !tape.isKey(key, "resource", in: bytes) {
        if tape.isKey(key, "request", in: bytes), text("method", of: key + 1) == "DELETE" {
          isDeletion = true
          outcome.warnings.append(
            Misfit(
              CellPlace(file: name, row: last.line, record: ""),
              "an entry that asks to delete a resource: it is not read"
            ))
        }
        outcome.losses.add(
          .leftOut, file: name, column: "Bundle.entry", meaning: reason, count: tape.count(of: key + 1, in: bytes))
      }
      guard let resource = tape.member("resource", of: entry, in: bytes) else { continue }
      if isDeletion {
        outcome.losses.add(
          .leftOut, file: name, column: "Bundle.entry.resource", meaning: "its entry asks to delete it",
          count: tape.count(of: resource, in: bytes))
        continue
      }
      let base = FHIRNames.Base(fullURL: text("fullUrl", of: entry))
      take(tape, resource, piece, base, line: last, depth: depth + 1, &outcome)
    }
  }

  /// The elements of a resource.
  func element(_ resource: Resource, _ tape: inout JSONTape) throws(Changed) -> FHIRElement {
    let (name, parts) = contents[resource.file]
    let limits = JSONTape.Limits(depth: Limits.depth, values: 4 * Limits.values, text: Limits.text)
    func changed(_ why: String) -> Changed {
      Changed(
        misfit: Misfit(
          CellPlace(file: name, row: resource.line, record: ""), why, expected: "a file that stays as it is"))
    }
    let bytes: [UInt8]
    do throws(FileRefusal) { bytes = try parts.bytes(resource.range) } catch {
      throw changed("the file cannot be read: \(error)")
    }
    // It was taken apart before.
    do throws(JSONTape.Fault) { try tape.read(bytes, 0..<bytes.count, limits: limits) } catch {
      throw changed("the file has changed while it was read")
    }
    let element = FHIRElement.resource(tape, 0, in: bytes, line: resource.line, paths: paths)
    let id = resource.id?.trimmed ?? ""
    if element.name != resource.type || !id.isEmpty && element.peek("id") != id {
      throw changed("the file has changed while it was read")
    }
    return element
  }
}

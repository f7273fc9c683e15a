// SPDX-License-Identifier: Apache-2.0

import Foundation
import Notation
import Plain

/// Files of resources: bundles, single resources, and one resource a line (NDJSON). Only where each resource stands is kept; its elements are made when its patient is read.
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
    var type: String
    var id: String?
    /// By which others refer to it, in the bundle that it is of: without the server, and with it.
    var names: FHIRNames
    /// Of whom it is, as it stands there; nil where nothing says it.
    var subject: String?
  }

  private(set) var contents: [(name: String, bytes: [UInt8])] = []
  private(set) var resources: [Resource] = []
  /// Bytes of all files so far.
  private var size = 0

  // MARK: reading

  /// Reads a file; what cannot be read is told.
  mutating func read(_ file: InputFile, _ outcome: inout TableOutcome) {
    let whole = CellPlace(file: file.name, record: "")
    func refuse(_ misfit: Misfit) {
      outcome.isBroken = true
      outcome.misfits.append(misfit)
      outcome.losses.add(.unplaced, file: file.name, column: "", meaning: "the file cannot be read whole")
    }
    var bytes: [UInt8]
    do throws(FileRefusal) { bytes = try file.bytes(limit: Limits.file) } catch {
      return refuse(Misfit(whole, "the file cannot be read: \(error)"))
    }
    size += bytes.count
    if size > Limits.all { return refuse(Misfit(whole, "more than \(Limits.all) bytes in all files together")) }
    if bytes.starts(with: [0xFE, 0xFF]) || bytes.starts(with: [0xFF, 0xFE]) {
      return refuse(Misfit(whole, "the file is UTF-16", expected: "UTF-8, as FHIR demands it"))
    }
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { bytes.removeFirst(3) }
    let index = contents.count
    contents.append((file.name, bytes))
    let isLines = [".ndjson", ".jsonl"].contains { file.name.lowercased().hasSuffix($0) }
    if isLines || !readWhole(index, &outcome) { readLines(index, &outcome) }
  }

  /// Reads a file of one value; false where there are several, one a line.
  private mutating func readWhole(_ index: Int, _ outcome: inout TableOutcome) -> Bool {
    let (name, bytes) = contents[index]
    var tape = JSONTape()
    let limits = JSONTape.Limits(depth: Limits.depth, values: Limits.bundle, text: Limits.text)
    do throws(JSONTape.Fault) {
      let end = try tape.read(bytes, 0..<bytes.count, limits: limits, isOpen: true)
      if let next = bytes[end...].first(where: { $0 > 0x20 }) {
        if next == UInt8(ascii: "{") { return false }
        throw JSONTape.Fault(offset: end, found: "something behind the end", expected: "one resource, or one a line")
      }
      take(tape, 0, index, FHIRNames.Base(), line: (0, 1), depth: 0, &outcome)
    } catch {
      let place = CellPlace(file: name, row: Self.line(of: error.offset, in: bytes), record: "")
      refuse(Misfit(place, error.found, expected: error.expected), &outcome)
    }
    return true
  }

  private mutating func readLines(_ index: Int, _ outcome: inout TableOutcome) {
    let (name, bytes) = contents[index]
    var tape = JSONTape()
    let limits = JSONTape.Limits(depth: Limits.depth, values: Limits.values, text: Limits.text)
    var (start, line) = (0, 0)
    if !bytes.contains(where: { $0 > 0x20 }) {
      outcome.warnings.append(
        Misfit(
          CellPlace(file: name, record: ""), "an empty file", expected: "a resource a line; was the export cut off?"))
    }
    while start < bytes.count {
      line += 1
      let end = Self.endOfLine(bytes, start)
      defer { start = end + 1 }
      guard bytes[start..<end].contains(where: { $0 != 0x20 && $0 != 0x0D && $0 != 0x09 }) else { continue }
      let place = CellPlace(file: name, row: line, record: "")
      if end - start > Limits.line {
        refuse(Misfit(place, "a line of \(end - start) bytes", expected: "no more than \(Limits.line)"), &outcome)
        continue
      }
      do throws(JSONTape.Fault) {
        try tape.read(bytes, start..<end, limits: limits)
        take(tape, 0, index, FHIRNames.Base(), line: (start, line), depth: 0, &outcome)
      } catch {
        let column = error.offset - start + 1
        refuse(Misfit(place, "\(error.found), at byte \(column) of the line", expected: error.expected), &outcome)
      }
    }
  }

  private static func endOfLine(_ bytes: [UInt8], _ start: Int) -> Int {
    bytes.withUnsafeBytes { buffer in
      guard let base = buffer.baseAddress, let found = memchr(base + start, 0x0A, buffer.count - start) else {
        return buffer.count
      }
      return UnsafeRawPointer(found) - base
    }
  }

  private func refuse(_ misfit: Misfit, _ outcome: inout TableOutcome) {
    outcome.isBroken = true
    outcome.misfits.append(misfit)
    outcome.losses.add(.unplaced, file: misfit.place.file, column: "", meaning: "the file cannot be read whole")
  }

  private static func line(of offset: Int, in bytes: [UInt8]) -> Int {
    1 + bytes[..<min(offset, bytes.count)].count { $0 == 0x0A }
  }

  // MARK: resources

  /// Takes a value of a file as a resource: a bundle with all that is in it, others as they are.
  ///
  /// - Parameter line: an offset whose line is known, and that line.
  private mutating func take(
    _ tape: JSONTape, _ node: Int, _ file: Int, _ base: FHIRNames.Base, line: (offset: Int, line: Int), depth: Int,
    _ outcome: inout TableOutcome
  ) {
    let (name, bytes) = contents[file]
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
      return takeBundle(tape, node, file, line: (start, number), depth: depth, &outcome)
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
    let id = text("id", of: node)
    resources.append(
      Resource(
        file: file, range: start..<Int(own.end), line: number, type: type, id: id,
        names: FHIRNames(type: type, id: id, base: base), subject: reference))
  }

  private mutating func takeBundle(
    _ tape: JSONTape, _ node: Int, _ file: Int, line: (offset: Int, line: Int), depth: Int,
    _ outcome: inout TableOutcome
  ) {
    let (name, bytes) = contents[file]
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
      for key in tape.children(of: entry) where !tape.isKey(key, "resource", in: bytes) {
        if tape.isKey(key, "request", in: bytes), text("method", of: key + 1) == "DELETE" {
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
      let base = FHIRNames.Base(fullURL: text("fullUrl", of: entry))
      take(tape, resource, file, base, line: last, depth: depth + 1, &outcome)
    }
  }

  /// The elements of a resource.
  func element(_ resource: Resource, _ tape: inout JSONTape) -> FHIRElement? {
    let bytes = contents[resource.file].bytes
    let limits = JSONTape.Limits(depth: Limits.depth, values: 4 * Limits.values, text: Limits.text)
    // It was taken apart before.
    guard (try? tape.read(bytes, resource.range, limits: limits)) != nil else { return nil }
    return FHIRElement.resource(tape, 0, in: bytes, line: resource.line)
  }
}

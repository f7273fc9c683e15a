// SPDX-License-Identifier: Apache-2.0

import Notation
import Plain

/// Files of packets: where each packet of a patient stands. Its bytes are read again, and its elements made, when its patient is read.
struct PhenopacketFiles {
  typealias Limits = PhenopacketReading.Limits

  /// A packet of which a patient is made.
  struct Packet {
    var id: String
    /// The file, line and patient, as they are told.
    var place: CellPlace
    var file: Int
    var range: Range<Int>
    /// What its bytes were, to tell a file that is another one by then.
    var hash: Int
  }

  private(set) var outcome = TableOutcome()
  private(set) var packets: [Packet] = []
  /// The packets by the ids of patients.
  private var byID: [String: Int] = [:]
  private var files: [InputFile] = []
  private var size = 0
  /// The offset in the file of the first of the bytes that are walked through.
  private var shift = 0
  private let paths = ElementPaths()

  private mutating func refuse(_ misfit: Misfit) {
    outcome.isBroken = true
    outcome.misfits.append(misfit)
    outcome.losses.add(.unplaced, file: misfit.place.file, column: "", meaning: "the file cannot be read whole")
  }

  // MARK: files

  mutating func read(_ file: InputFile) {
    let whole = CellPlace(file: file.name, record: "")
    var bytes: [UInt8]
    do throws(FileRefusal) { bytes = try file.bytes(limit: Limits.file) } catch {
      return refuse(Misfit(whole, "the file cannot be read: \(error)"))
    }
    size += bytes.count
    if size > Limits.all { return refuse(Misfit(whole, "more than \(Limits.all) bytes in all files together")) }
    if bytes.starts(with: [0xFE, 0xFF]) || bytes.starts(with: [0xFF, 0xFE]) {
      return refuse(Misfit(whole, "the file is UTF-16", expected: "UTF-8"))
    }
    shift = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    bytes.removeFirst(shift)
    files.append(file)
    var (start, line) = (0, 1)
    var tape = JSONTape()
    let limits = JSONTape.Limits(depth: Limits.depth, values: Limits.values, text: Limits.text)
    repeat {
      do throws(JSONTape.Fault) {
        let end = try tape.read(bytes, start..<bytes.count, limits: limits, isOpen: true)
        take(tape, 0, bytes, file.name, line: (start, line))
        line += bytes[start..<end].count { $0 == 0x0A }
        start = end
      } catch {
        let (own, column) = error.place(in: bytes, from: start, line: line)
        return refuse(
          Misfit(
            CellPlace(file: file.name, row: own, record: ""), error.found(atColumn: column), expected: error.expected))
      }
      // One behind the other: a packet a line.
      while start < bytes.count, [0x20, 0x0A, 0x0D, 0x09].contains(bytes[start]) {
        if bytes[start] == 0x0A { line += 1 }
        start += 1
      }
    } while start < bytes.count
  }

  private mutating func take(
    _ tape: JSONTape, _ node: Int, _ bytes: [UInt8], _ file: String, line: (offset: Int, line: Int)
  ) {
    let own = tape.nodes[node]
    let number = line.line + bytes[line.offset..<max(line.offset, Int(own.start))].count { $0 == 0x0A }
    let place = CellPlace(file: file, row: number, record: "")
    if own.kind == .array {
      for item in tape.children(of: node) { take(tape, item, bytes, file, line: line) }
      return
    }
    func member(_ names: StaticString...) -> Int? {
      for name in names { if let found = tape.member(name, of: node, in: bytes) { return found } }
      return nil
    }
    guard own.kind == .object else {
      return tell(tape, node, bytes, Misfit(place, "a value that is no phenopacket", expected: "an object"))
    }
    if let members = member("members") {
      leaveOut(tape, node, bytes, file, but: ["members"], "Cohort")
      return takeAll(tape, members, bytes, file, line: line)
    }
    if let proband = member("proband") {
      leaveOut(tape, node, bytes, file, but: ["proband", "relatives"], "Family")
      take(tape, proband, bytes, file, line: line)
      if let relatives = member("relatives") { takeAll(tape, relatives, bytes, file, line: line, areRelatives: true) }
      return
    }
    guard member("subject", "id", "metaData", "meta_data") != nil else {
      return tell(
        tape, node, bytes,
        Misfit(
          place, "an object that is no phenopacket",
          expected: "a packet with its `subject`, a cohort with `members`, or a family with its `proband`"))
    }
    takePacket(tape, node, bytes, place, isRelative: false)
  }

  private mutating func takeAll(
    _ tape: JSONTape, _ list: Int, _ bytes: [UInt8], _ file: String, line: (offset: Int, line: Int),
    areRelatives: Bool = false
  ) {
    guard tape.nodes[list].kind == .array else {
      if tape.nodes[list].kind == .null { return }
      let place = CellPlace(file: file, row: line.line, record: "")
      return tell(tape, list, bytes, Misfit(place, "members that are no list", expected: "a list of phenopackets"))
    }
    var last = line
    for item in tape.children(of: list) {
      let start = Int(tape.nodes[item].start)
      last = (start, last.line + bytes[last.offset..<max(last.offset, start)].count { $0 == 0x0A })
      let place = CellPlace(file: file, row: last.line, record: "")
      guard tape.nodes[item].kind == .object else {
        tell(tape, item, bytes, Misfit(place, "a value that is no phenopacket", expected: "an object"))
        continue
      }
      takePacket(tape, item, bytes, place, isRelative: areRelatives)
    }
  }

  private mutating func tell(_ tape: JSONTape, _ node: Int, _ bytes: [UInt8], _ misfit: Misfit) {
    outcome.misfits.append(misfit)
    let count = tape.count(of: node, in: bytes)
    if count > 0 {
      outcome.losses.add(
        .unplaced, file: misfit.place.file, column: "", meaning: "no phenopacket that is known", count: count)
    }
  }

  /// What is of a cohort or a family, and not of a patient.
  private mutating func leaveOut(
    _ tape: JSONTape, _ node: Int, _ bytes: [UInt8], _ file: String, but kept: Set<String>, _ name: String
  ) {
    for key in tape.children(of: node) {
      let field = tape.text(key, in: bytes) ?? ""
      let count = tape.count(of: key + 1, in: bytes)
      if kept.contains(field) || count == 0 { continue }
      let meaning = field == "pedigree" ? "it is of relatives" : "it is of the document, and not of a patient"
      outcome.losses.add(.leftOut, file: file, column: "\(name).\(field.prefix(60))", meaning: meaning, count: count)
    }
  }

  // MARK: packets

  private mutating func takePacket(
    _ tape: JSONTape, _ node: Int, _ bytes: [UInt8], _ place: CellPlace, isRelative: Bool
  ) {
    if tape.count(of: node, in: bytes) > Limits.packet {
      return tell(tape, node, bytes, Misfit(place, "a packet of more than \(Limits.packet) values"))
    }
    let packet = element(tape, node, bytes, line: place.row ?? 1)
    let version = packet.child("metaData")?.peek("phenopacketSchemaVersion") ?? ""
    guard !version.hasPrefix("1") else {
      return tell(
        tape, node, bytes,
        Misfit(place, "a phenopacket of version \(version), whose fields mean something else", expected: "version 2"))
    }
    if isRelative, !packet.all("diseases").contains(where: { $0.peek("excluded") != "true" }) {
      outcome.losses.add(
        .leftOut, file: place.file, column: "Family.relatives", meaning: "a relative without a disease",
        count: packet.count)
      return
    }
    // A sample without its individual is that of the packet.
    let named = packet.child("subject")?.peek("id") ?? packet.peek("id") ?? ""
    let id = Identifier.isPatient(named) ? named : Self.slug(named)
    guard Identifier.isPatient(id) else {
      outcome.isBroken = true
      return tell(
        tape, node, bytes,
        Misfit(place, "a subject without an id that can be one", expected: "letters, digits, `-`, `_`, `.`"))
    }
    var record = place
    record.record = "patient \(id), Phenopacket"
    if packet.child("subject")?.peek("id") == nil {
      outcome.warnings.append(
        Misfit(
          record, "no `subject.id`: the patient is called by the id of the packet, \(ProblemLog.quoted(named))",
          expected: "the id of the individual, by which packets of one person are known"))
    }
    if id != named {
      outcome.warnings.append(
        Misfit(record, "\(ProblemLog.quoted(named)) as the id of a patient: it is called `\(id)`"))
    }
    let own = tape.nodes[node]
    let range = Int(own.start)..<Int(own.end)
    guard let known = byID[id] else {
      byID[id] = packets.count
      return packets.append(
        Packet(
          id: id, place: record, file: files.count - 1, range: (shift + range.lowerBound)..<(shift + range.upperBound),
          hash: Self.hash(bytes[range])))
    }
    let first = packets[known]
    if element(first)?.content == packet.content {
      for leaf in packet.rest(in: record) {
        outcome.losses.add(
          .leftOut, file: leaf.place.file, column: leaf.place.column ?? "",
          meaning: "it is there twice, with the same content")
      }
    } else {
      outcome.isBroken = true
      var before = first.place
      before.record = ""
      tell(
        tape, node, bytes,
        Misfit(
          record, "another phenopacket of the patient `\(id)`, beside that of \(before)",
          expected: "one packet of each individual"))
    }
  }

  /// An id that can name a patient: `III:2` is `III-2`.
  private static func slug(_ text: String) -> String {
    var slug = ""
    for character in text {
      let isKept = character.isASCII && (character.isLetter || character.isNumber || "-_.".contains(character))
      if isKept { slug.append(character) } else if !slug.isEmpty, !slug.hasSuffix("-") { slug.append("-") }
    }
    while slug.hasSuffix("-") { slug.removeLast() }
    return slug
  }

  // MARK: elements

  /// The elements of a packet, of which nothing has been read; nil where its file is another one now.
  func element(_ packet: Packet) -> FHIRElement? {
    guard let parts = try? files[packet.file].parts(limit: Limits.file), packet.range.upperBound <= parts.count,
      let bytes = try? parts.bytes(packet.range), Self.hash(bytes[...]) == packet.hash
    else { return nil }
    var tape = JSONTape()
    let limits = JSONTape.Limits(depth: Limits.depth, values: Limits.values, text: Limits.text)
    // It was taken apart before.
    guard (try? tape.read(bytes, 0..<bytes.count, limits: limits)) != nil else { return nil }
    return element(tape, 0, bytes, line: packet.place.row ?? 1)
  }

  private func element(_ tape: JSONTape, _ node: Int, _ bytes: [UInt8], line: Int) -> FHIRElement {
    FHIRElement.message(
      "Phenopacket", tape, node, in: bytes, line: line, paths: paths, rename: PhenopacketSchema.name)
  }

  private static func hash(_ bytes: ArraySlice<UInt8>) -> Int {
    var hasher = Hasher()
    bytes.withUnsafeBytes { hasher.combine(bytes: $0) }
    return hasher.finalize()
  }
}

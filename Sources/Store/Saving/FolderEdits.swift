// SPDX-License-Identifier: Apache-2.0

import Exchange
import GRDB
import Plain

/// The edits that make of a revision what a folder says.
struct FolderEdits {
  private let base: Int
  /// The parts that are there now: what is new can stand behind them.
  private let present: Set<Int>
  private var edits: [Edit] = []

  /// - Parameters:
  ///   - base: the revision of which the folder was made.
  ///   - files: the folder in canonical form.
  static func of(_ files: [String: String], from base: Int, _ db: Database) throws -> [Edit] {
    var old: [String: [StoredPart]] = [:]
    for part in PartQuery.ordered(try PartQuery.fetch(db, at: base)) where part.part.kind.isOfFolder {
      old[part.part.kind.path(part.part.kind.isOfPatientFile ? part.part.patient : nil), default: []].append(part)
    }
    var edits = FolderEdits(
      base: base, present: try Set(Int.fetchAll(db, sql: "SELECT key FROM part WHERE present = 1")))
    for path in Set(old.keys).union(files.keys).sorted(by: NaturalOrder.precedes) {
      guard let file = StudyPart.Kind.file(at: path) else { continue }
      let new = try files[path].map { text in
        guard let parts = StudyParts.split(path, text) else {
          throw StoreError.refused("\(path): the file cannot be cut into parts, which is a fault of Verlauf")
        }
        return parts
      }
      if file.isTable {
        edits.table(file, old[path] ?? [], new ?? [])
      } else {
        edits.file(file, old[path] ?? [], new ?? [])
      }
    }
    return edits.edits
  }

  private init(base: Int, present: Set<Int>) {
    self.base = base
    self.present = present
  }

  private mutating func file(_ file: StudyPart.Kind.File, _ old: [StoredPart], _ new: [StudyPart]) {
    if new.isEmpty, file.head == .patient, let head = old.first(where: { $0.part.kind == .patient }) {
      // With the head goes all of the patient.
      edits.append(.remove(head.id, base: base))
      return
    }
    for kind in [file.head, file.end].compactMap(\.self) {
      switch (old.first { $0.part.kind == kind }, new.first { $0.kind == kind }) {
      case (let one?, let other?):
        if one.part.text != other.text { edits.append(.replace(one.id, base: base, text: other.text)) }
      case (let one?, nil): edits.append(.remove(one.id, base: base))
      case (nil, let other?): edits.append(.add(other))
      case (nil, nil): break
      }
    }
    guard let kind = file.item else { return }
    let base = base
    let (items, others) = (old.filter { $0.part.kind == kind }, new.filter { $0.kind == kind })
    align(
      items, others, isSame: { Self.withoutBlank($0.text) == Self.withoutBlank($1.text) },
      fields: { part in
        let fields = (try? PartFields(part))?.fields.filter { !$0.name.hasPrefix("#") } ?? []
        // An entry of another kind is another entry.
        return (fields.first.map { part.kind == .entry ? $0.name : "" } ?? "", fields.map { [$0.name, $0.text] })
      },
      replace: { .replace($0.id, base: base, text: $1.text) }, add: { .add($0, at: $1) })
  }

  private static func withoutBlank(_ text: String) -> Substring { text.drop { $0 == "\n" } }

  private mutating func table(_ file: StudyPart.Kind.File, _ old: [StoredPart], _ new: [StudyPart]) {
    guard let kind = file.item else { return }
    let base = base
    func columns(_ parts: [StudyPart]) -> [String] {
      parts.first { $0.kind == file.head }.map { StudyParts.cells($0.text) } ?? []
    }
    let (before, after) = (columns(old.map(\.part)), columns(new))
    if Set(before) != Set(after) { edits.append(.columns(kind, after)) }
    func cells(_ part: StudyPart, _ names: [String]) -> [String: String] {
      Dictionary(zip(names, StudyParts.cells(part.text)), uniquingKeysWith: { first, _ in first }).filter {
        !$0.value.isEmpty
      }
    }
    // Cells by column: which column stands where says nothing.
    let known = old.filter { $0.part.kind == kind }
    let rows = new.filter { $0.kind == kind }
    let same = known.map { Self.line(cells($0.part, before)) }
    let other = rows.map { Self.line(cells($0, after)) }
    let items = zip(known, same).map { stored, text in
      var stored = stored
      stored.part.text = text
      return stored
    }
    let others = zip(rows, other).map { StudyPart(kind: kind, patient: $0.patient, text: $1) }
    align(
      items, others, isSame: { $0.text == $1.text && $0.patient == $1.patient },
      fields: { part in (part.patient ?? "", part.text.split(separator: Self.unit).map { [String($0)] }) },
      replace: { .replaceRow($0.id, base: base, Self.cells($1.text)) },
      add: { .addRow(kind, Self.cells($0.text), at: $1) })
  }

  // A row with the names of its columns, as one text.
  private static let unit: Character = "\u{1F}"
  private static let between: Character = "\u{1E}"

  private static func line(_ cells: [String: String]) -> String {
    cells.sorted { $0.key < $1.key }.map { "\($0.key)\(between)\($0.value)" }.joined(separator: String(unit))
  }

  private static func cells(_ line: String) -> [String: String] {
    Dictionary(
      line.split(separator: unit).compactMap { cell in
        cell.firstIndex(of: between).map { (String(cell[..<$0]), String(cell[cell.index(after: $0)...])) }
      }, uniquingKeysWith: { first, _ in first })
  }

  // MARK: lists

  /// Finds out which item of a list became which: what is the same stays, between those the most alike; the rest goes and comes.
  private mutating func align(
    _ old: [StoredPart], _ new: [StudyPart], isSame: (StudyPart, StudyPart) -> Bool,
    fields: (StudyPart) -> (owner: String, fields: [[String]]), replace: (StoredPart, StudyPart) -> Edit,
    add: (StudyPart, Edit.Place) -> Edit
  ) {
    var removed: Set<Int> = []
    var inserted: Set<Int> = []
    for change in new.difference(from: old.map(\.part), by: { isSame($1, $0) }) {
      switch change {
      case .remove(let offset, _, _): removed.insert(offset)
      case .insert(let offset, _, _): inserted.insert(offset)
      }
    }
    var pairs: [(old: Int?, new: Int?)] = []
    var (one, other) = (0, 0)
    while one < old.count || other < new.count {
      var gap: (old: [Int], new: [Int]) = ([], [])
      while one < old.count, removed.contains(one) {
        gap.old.append(one)
        one += 1
      }
      while other < new.count, inserted.contains(other) {
        gap.new.append(other)
        other += 1
      }
      pairs += Self.alike(gap.old.map { ($0, fields(old[$0].part)) }, gap.new.map { ($0, fields(new[$0])) })
      if one < old.count, other < new.count, !removed.contains(one), !inserted.contains(other) {
        pairs.append((one, other))
        one += 1
        other += 1
      }
    }
    var place = Edit.Place.first
    var additions: [Edit] = []
    for pair in pairs {
      switch (pair.old.map { old[$0] }, pair.new.map { new[$0] }) {
      case (let stored?, let part?):
        if !isSame(stored.part, part) { edits.append(replace(stored, part)) }
        if present.contains(stored.id) { place = .behind(stored.id) }
      case (let stored?, nil): edits.append(.remove(stored.id, base: base))
      case (nil, let part?): additions.append(add(part, old.isEmpty ? .last : place))
      case (nil, nil): break
      }
    }
    // Of several at one place the last stands first.
    edits += old.isEmpty ? additions : additions.reversed()
  }

  /// So many comparisons are made to find what is most alike.
  private static let most = 250_000

  /// Pairs of what is most alike, in the order of both; what is like nothing stays alone.
  private static func alike(
    _ old: [(index: Int, fields: (owner: String, fields: [[String]]))],
    _ new: [(index: Int, fields: (owner: String, fields: [[String]]))]
  ) -> [(old: Int?, new: Int?)] {
    let alone: [(old: Int?, new: Int?)] = old.map { ($0.index, nil) } + new.map { (nil, $0.index) }
    guard !old.isEmpty, !new.isEmpty, old.count * new.count <= most else { return alone }
    let sets = new.map { Set($0.fields.fields) }
    /// How many fields are the same; 0 where nothing says that it is the same item.
    func likeness(_ one: Int, _ other: Int) -> Int {
      guard old[one].fields.owner == new[other].fields.owner else { return 0 }
      return old[one].fields.fields.count { sets[other].contains($0) }
    }
    var best = [[Int]](repeating: [Int](repeating: 0, count: new.count + 1), count: old.count + 1)
    for one in old.indices.reversed() {
      for other in new.indices.reversed() {
        let like = likeness(one, other)
        best[one][other] = max(
          best[one + 1][other], best[one][other + 1], like > 0 ? like + best[one + 1][other + 1] : 0)
      }
    }
    var pairs: [(old: Int?, new: Int?)] = []
    var (one, other) = (0, 0)
    while one < old.count, other < new.count {
      let like = likeness(one, other)
      if like > 0, best[one][other] == like + best[one + 1][other + 1] {
        pairs.append((old[one].index, new[other].index))
        one += 1
        other += 1
      } else if best[one][other] == best[one + 1][other] {
        pairs.append((old[one].index, nil))
        one += 1
      } else {
        pairs.append((nil, new[other].index))
        other += 1
      }
    }
    return pairs + old[one...].map { ($0.index, nil) } + new[other...].map { (nil, $0.index) }
  }
}

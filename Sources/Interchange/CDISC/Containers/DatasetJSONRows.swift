// SPDX-License-Identifier: Apache-2.0

import Notation
import Plain

/// The rows of a dataset of Dataset-JSON while its file is gone through.
struct DatasetJSONRows {
  let head: Dataset
  /// Where each row stands in the file.
  private(set) var places: [FilePart] = []
  /// How many the head says that there are.
  private let stated: Int?

  /// - Parameters:
  ///   - tape: the head of the file.
  init(_ head: Dataset, _ tape: JSONTape, _ bytes: [UInt8]) {
    self.head = head
    stated = tape.member("records", of: 0, in: bytes).flatMap { tape.text($0, in: bytes) }.flatMap { Int($0) }
  }

  /// Adds a row; one of another number of values is told and not read: nobody knows which value is of which column.
  ///
  /// - Parameter shift: the offset in the file of the first of the bytes.
  mutating func add(_ tape: JSONTape, _ node: Int, _ bytes: [UInt8], shift: Int, _ outcome: inout TableOutcome) {
    if Self.values(tape, node, bytes, head, &outcome) != nil {
      let own = tape.nodes[node]
      return places.append(FilePart((shift + Int(own.start))..<(shift + Int(own.end))))
    }
    let isList = tape.nodes[node].kind == .array
    outcome.misfits.append(
      Misfit(
        head.place(places.count),
        isList ? "\(tape.children(of: node).count) values in this row" : "a row that is no list",
        expected: "\(head.columns.count), as there are columns"))
    outcome.losses.add(
      .unplaced, file: head.file, column: "", meaning: "a row of another number of values",
      count: tape.count(of: node, in: bytes))
    places.append(.nowhere)
  }

  /// The dataset, of which another number of rows than the head says is told.
  func stored(in parts: InputParts, _ outcome: inout TableOutcome) -> StoredDataset {
    if let stated, stated != places.count {
      outcome.misfits.append(
        Misfit(
          CellPlace(file: head.file, record: head.name), "\(places.count) records, and `records` says \(stated)",
          expected: "as many; was the file cut off?"))
    }
    let head = head
    return StoredDataset(head, .each(places), in: InputWindow(parts)) { slice in
      // What stands in a row was told when it was looked for.
      var told = TableOutcome()
      var tape = JSONTape()
      let bytes = Array(slice)
      guard (try? tape.read(bytes, 0..<bytes.count, limits: DatasetJSONReading.limits)) != nil else { return nil }
      return Self.values(tape, 0, bytes, head, &told)
    }
  }

  // MARK: values

  /// The values of a row; nil for what is no list of as many as there are columns.
  private static func values(
    _ tape: JSONTape, _ node: Int, _ bytes: [UInt8], _ head: Dataset, _ outcome: inout TableOutcome
  ) -> [Dataset.Value]? {
    guard tape.nodes[node].kind == .array else { return nil }
    let cells = tape.children(of: node)
    guard cells.count == head.columns.count else { return nil }
    return zip(cells, head.columns).map { cell, column in
      value(tape, cell, bytes, column, file: head.file, &outcome)
    }
  }

  private static func value(
    _ tape: JSONTape, _ node: Int, _ bytes: [UInt8], _ column: Dataset.Column, file: String,
    _ outcome: inout TableOutcome
  ) -> Dataset.Value {
    switch tape.nodes[node].kind {
    case .null: return .none
    case .object, .array, .key:
      // What stands in it is counted with the one that is told.
      let more = tape.count(of: node, in: bytes) - 1
      if more > 0 {
        outcome.losses.add(.unplaced, file: file, column: column.name, meaning: "values in a value", count: more)
      }
      return more < 0 ? .none : .unread("a list or an object")
    case .yes, .no:
      let text = tape.text(node, in: bytes) ?? ""
      return column.type == .boolean ? .text(text) : .unread(text)
    case .number:
      let text = tape.text(node, in: bytes) ?? ""
      // A number as text is its digits; of a flag or a time it is nothing.
      guard column.type.isNumber else { return column.type == .string ? .text(text) : .unread(text) }
      return number(text)
    case .string:
      guard !tape.isBlank(node, in: bytes), let whole = tape.text(node, in: bytes) else { return .none }
      let text = whole.trimmed
      // The standard has decimals as texts, so that no digit is lost.
      if column.type == .decimal, text.wholeMatch(of: #/-?[0-9]+(\.[0-9]+)?/#) != nil { return number(text) }
      return column.type.isNumber || column.type == .boolean
        ? .unread(text) : text.isEmpty ? .unread(whole) : .text(text)
    }
  }

  /// A number; a whole one of more digits than a Double holds stays as it stands, and is told.
  private static func number(_ text: String) -> Dataset.Value {
    guard let number = Double(text), number.isFinite else { return .unread(text) }
    let isWhole = text.allSatisfy { $0.isNumber || $0 == "-" }
    return !isWhole || number.magnitude <= 9_007_199_254_740_992 ? .number(number) : .unread(text)
  }
}

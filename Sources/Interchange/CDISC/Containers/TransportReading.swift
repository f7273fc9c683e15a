// SPDX-License-Identifier: Apache-2.0

import Notation
import Plain

/// Reads SAS transport files of version 5 (SAS Institute, TS-140, *The Record Layout of a Data Set in SAS Transport Format*): records of 80 bytes, numbers of the IBM System/360, texts padded with blanks.
///
/// Every length that a header states is held against the bytes that are there before anything is made of it.
enum TransportReading {
  static let record = 80
  static let library = "HEADER RECORD*******LIBRARY HEADER RECORD!!!!!!!"
  static let member = "HEADER RECORD*******MEMBER  HEADER RECORD!!!!!!!"
  static let descriptor = "HEADER RECORD*******DSCRPTR HEADER RECORD!!!!!!!"
  static let names = "HEADER RECORD*******NAMESTR HEADER RECORD!!!!!!!"
  static let observations = "HEADER RECORD*******OBS     HEADER RECORD!!!!!!!"

  /// A variable as its name record states it.
  private struct Variable {
    var column: Dataset.Column
    var isNumber: Bool
    var place: Int
    var width: Int
  }

  /// The datasets of a file, of which parts are read.
  static func open(_ parts: InputParts, file: String) throws(DatasetFault) -> [StoredDataset] {
    let expected = "a SAS transport file of version 5 (XPORT)"
    let window = InputWindow(parts)
    let begin = try bytes(0..<min(record, window.count), window)
    if begin.starts(with: "**COMPRESSED**".utf8) {
      throw DatasetFault("a file of PROC CPORT", expected: expected)
    }
    if begin.starts(with: "HEADER RECORD*******LIBV8".utf8) {
      throw DatasetFault("a SAS transport file of version 8", expected: "version 5, which CDISC demands")
    }
    guard try has(library, window, 0), window.count >= 3 * record else {
      throw DatasetFault("no header of a library", expected: expected)
    }
    var datasets: [StoredDataset] = []
    var offset = 3 * record
    var values = 0
    // Blank records may stand behind the last member.
    while offset < window.count, try !isBlank(from: offset, window) {
      datasets.append(try member(window, &offset, &values, file: file))
    }
    return datasets
  }

  private static func bytes(_ range: Range<Int>, _ window: InputWindow) throws(DatasetFault) -> ArraySlice<UInt8> {
    try DatasetFault.reading { () throws(FileRefusal) in try window.bytes(range) }
  }

  private static func has(_ header: String, _ window: InputWindow, _ offset: Int) throws(DatasetFault) -> Bool {
    guard offset >= 0, offset + record <= window.count else { return false }
    return try bytes(offset..<(offset + record), window).starts(with: header.utf8)
  }

  private static func isBlank(from start: Int, _ window: InputWindow) throws(DatasetFault) -> Bool {
    var offset = start
    while offset < window.count {
      let end = min(offset + record, window.count)
      guard try bytes(offset..<end, window).allSatisfy({ $0 == 0x20 }) else { return false }
      offset = end
    }
    return true
  }

  private static func member(
    _ window: InputWindow, _ offset: inout Int, _ values: inout Int, file: String
  ) throws(DatasetFault) -> StoredDataset {
    let start = offset
    func place(_ at: Int) -> String { "byte \(at + 1)" }
    guard try has(member, window, start) else {
      throw DatasetFault("no header of a member", expected: "`\(member.prefix(30))…`", place: place(start))
    }
    guard try has(descriptor, window, start + record), try has(names, window, start + 4 * record) else {
      throw DatasetFault(
        "a member without its descriptor or its names", expected: "the headers of TS-140", place: place(start))
    }
    let size = digits(try bytes((start + 74)..<(start + 78), window))
    guard size == 140 || size == 136 else {
      throw DatasetFault(
        "name records of \(size.map(String.init) ?? "no") bytes", expected: "140, or 136 of VAX",
        place: place(start + 74))
    }
    let nameRecords = start + 4 * record
    guard let count = digits(try bytes((nameRecords + 54)..<(nameRecords + 58), window)), count > 0 else {
      throw DatasetFault("no number of variables", expected: "1 to 9999", place: place(nameRecords + 54))
    }
    let own = size ?? 140
    let first = nameRecords + record
    guard first + count * own <= window.count else {
      throw DatasetFault(
        "\(count) variables, and the file ends before their names", expected: "\(first + count * own) bytes at least",
        place: place(window.count))
    }
    let variables = try variables(count, size: own, at: first, window)
    let width = variables.reduce(0) { $0 + $1.width }
    let body = padded(first + count * own)
    guard try has(observations, window, body) else {
      throw DatasetFault("no header of observations", expected: "`\(observations.prefix(30))…`", place: place(body))
    }
    let begin = body + record
    offset = try nextMember(window, begin)
    let rows = try rows(begin..<offset, width: width, window)
    values += rows * count
    guard values <= Dataset.Limits.values else {
      throw DatasetFault("\(values) values", expected: "at most \(Dataset.Limits.values)")
    }
    let descriptor = start + 2 * record
    let head = Dataset(
      name: text(try bytes((descriptor + 8)..<(descriptor + 16), window)) ?? "",
      label: text(try bytes((descriptor + record + 32)..<(descriptor + record + 72), window)) ?? "",
      columns: variables.map(\.column), rows: [], file: file)
    return StoredDataset(head, .equal(start: begin, width: width, count: rows), in: window) { bytes in
      let start = bytes.startIndex
      return variables.map { Self.value(bytes[(start + $0.place)..<(start + $0.place + $0.width)], $0) }
    }
  }

  /// The variables of a member, which lie one behind the other in its rows.
  private static func variables(
    _ count: Int, size: Int, at first: Int, _ window: InputWindow
  ) throws(DatasetFault) -> [Variable] {
    var variables: [Variable] = []
    for number in 0..<count {
      let start = first + number * size
      variables.append(try variable(try bytes(start..<(start + size), window), "byte \(start + 1)"))
    }
    var next = 0
    for variable in variables.sorted(by: { $0.place < $1.place }) {
      guard variable.place == next else {
        throw DatasetFault(
          "the variable \(variable.column.name) at byte \(variable.place) of a row",
          expected: "\(next), behind the one before it", place: "byte \(first + 1)")
      }
      next += variable.width
    }
    var names: Set<String> = []
    for variable in variables where !names.insert(variable.column.name).inserted {
      throw DatasetFault(
        "the variable \(variable.column.name) twice", expected: "names that differ", place: "byte \(first + 1)")
    }
    return variables
  }

  /// How many rows stand in a part of a file.
  private static func rows(_ range: Range<Int>, width: Int, _ window: InputWindow) throws(DatasetFault) -> Int {
    var rows = range.count / width
    func start(_ row: Int) -> Int { range.lowerBound + row * width }
    let rest = start(rows)..<range.upperBound
    guard rest.count < record, try bytes(rest, window).allSatisfy({ $0 == 0x20 }) else {
      throw DatasetFault(
        "the file ends within record \(rows + 1)", expected: "rows of \(width) bytes",
        place: "byte \(rest.lowerBound + 1)")
    }
    // What fills the last record of 80 bytes is no row.
    while rows > 0, range.upperBound - start(rows - 1) < record,
      try bytes(start(rows - 1)..<start(rows), window).allSatisfy({ $0 == 0x20 })
    {
      rows -= 1
    }
    return rows
  }

  private static func variable(_ bytes: ArraySlice<UInt8>, _ place: String) throws(DatasetFault) -> Variable {
    let start = bytes.startIndex
    func number(_ at: Int) -> Int { Int(bytes[start + at]) << 8 | Int(bytes[start + at + 1]) }
    func field(_ at: Int, _ count: Int) -> String? { text(bytes[(start + at)..<(start + at + count)]) }
    guard let name = field(8, 8), !name.isEmpty, let label = field(16, 40), let format = field(56, 8) else {
      throw DatasetFault(
        "a variable without a name that can be read", expected: "a name of 8 letters and digits", place: place)
    }
    let isNumber = number(0) == 1
    let width = number(4)
    guard number(0) == 1 || number(0) == 2, isNumber ? (2...8).contains(width) : (1...32_767).contains(width) else {
      throw DatasetFault(
        "the variable \(ProblemLog.quoted(name)) of type \(number(0)) with \(width) bytes",
        expected: "numbers (1) of 2 to 8 bytes, or texts (2)", place: place)
    }
    let position = (0..<4).reduce(0) { $0 << 8 | Int(bytes[start + 84 + $1]) }
    var column = Dataset.Column(name: name, label: label, type: isNumber ? .double : .string)
    let (digits, decimals) = (number(64), number(66))
    if !format.isEmpty, format != "$" {
      column.format = format + (digits > 0 ? "\(digits)" : "") + "." + (decimals > 0 ? "\(decimals)" : "")
    }
    if isNumber, let type = TransportTime.type(of: format) {
      column.type = type
      column.isStoredAsNumber = true
    }
    if !isNumber { column.length = width }
    return Variable(column: column, isNumber: isNumber, place: position, width: width)
  }

  private static func value(_ bytes: ArraySlice<UInt8>, _ variable: Variable) -> Dataset.Value {
    guard variable.isNumber else {
      guard let text = text(bytes) else {
        // Bytes that are no UTF-8 are told as they stand.
        return .unread(
          bytes.map { $0 >= 0x20 && $0 < 0x7F ? String(Unicode.Scalar($0)) : "\\x\(Hexadecimal.text([$0]))" }.joined()
            .trimmed)
      }
      return text.isEmpty ? .none : .text(text)
    }
    let value = TransportNumber.value(bytes)
    guard case .number(let number) = value, variable.column.type.isTime else { return value }
    if let text = TransportTime.text(number, variable.column.type) { return .text(text) }
    return .unread(Quantity.digits(number))
  }

  /// A text without what pads it; nil for bytes that are no UTF-8.
  private static func text(_ bytes: ArraySlice<UInt8>) -> String? {
    var own = bytes
    while let last = own.last, last == 0x20 || last == 0 { own.removeLast() }
    if own.allSatisfy({ $0 < 0x80 }) { return String(decoding: own, as: UTF8.self) }
    let text = String(decoding: own, as: UTF8.self)
    return text.utf8.elementsEqual(own) ? text : nil
  }

  private static func digits(_ bytes: ArraySlice<UInt8>) -> Int? {
    bytes.allSatisfy { $0 >= 0x30 && $0 <= 0x39 } ? Int(String(decoding: bytes, as: UTF8.self)) : nil
  }

  static func padded(_ offset: Int) -> Int { (offset + record - 1) / record * record }

  /// Where the next member begins, or the file ends.
  private static func nextMember(_ window: InputWindow, _ begin: Int) throws(DatasetFault) -> Int {
    var offset = begin
    while offset + record <= window.count {
      let own = try bytes(offset..<(offset + record), window)
      if own.first == UInt8(ascii: "H"), own.starts(with: member.utf8) { return offset }
      offset += record
    }
    return window.count
  }
}

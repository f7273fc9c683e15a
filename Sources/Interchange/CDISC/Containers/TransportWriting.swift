// SPDX-License-Identifier: Apache-2.0

import Notation
import Plain

/// Writes a dataset as a SAS transport file of version 5. What the format cannot hold is refused in words: nothing is cut off.
enum TransportWriting {
  /// Bytes of a name, a label and a text that the format allows.
  static let (name, label, text) = (8, 40, 200)

  /// - Parameter stamp: when it was made, as SAS writes it: `29NOV26:00:00:00`.
  static func bytes(_ dataset: Dataset, stamp: String) throws(DatasetFault) -> [UInt8] {
    try check(dataset)
    let widths = try dataset.columns.indices.map { index throws(DatasetFault) in try width(index, dataset) }
    var out: [UInt8] = []
    func line(_ text: String) { out += padded(text, TransportReading.record) }
    func zeros(_ count: Int) -> String { String(repeating: "0", count: count) }
    line(TransportReading.library + zeros(30))
    line("SAS     SAS     SASLIB  9.4     " + pad("VERLAUF", 8) + pad("", 24) + stamp)
    line(stamp)
    line(TransportReading.member + zeros(17) + "1600000000140")
    line(TransportReading.descriptor + zeros(30))
    line("SAS     " + pad(dataset.name, 8) + "SASDATA 9.4     " + pad("VERLAUF", 8) + pad("", 24) + stamp)
    line(pad(stamp, 32) + pad(dataset.label, 40) + pad("", 8))
    let count = String(dataset.columns.count)
    line(TransportReading.names + zeros(6) + zeros(4 - count.count) + count + zeros(20))
    var place = 0
    for (index, column) in dataset.columns.enumerated() {
      let isNumber = Self.isNumber(column)
      out += short(isNumber ? 1 : 2) + short(0) + short(widths[index]) + short(index + 1)
      out += padded(column.name, 8) + padded(column.label, 40)
      let format = parts(of: column.format)
      out += padded(format.name, 8) + short(format.digits) + short(format.decimals) + short(0) + short(0)
      out += padded("", 8) + short(0) + short(0)
      out += short(place >> 16) + short(place & 0xFFFF) + [UInt8](repeating: 0, count: 52)
      place += widths[index]
    }
    fill(&out)
    line(TransportReading.observations + zeros(30))
    for (number, row) in dataset.rows.enumerated() {
      for (index, value) in row.enumerated() {
        out += try cell(value, dataset.columns[index], widths[index], "record \(number + 1)")
      }
    }
    fill(&out)
    return out
  }

  private static func check(_ dataset: Dataset) throws(DatasetFault) {
    guard (1...Dataset.Limits.columns).contains(dataset.columns.count) else {
      throw DatasetFault("\(dataset.columns.count) variables", expected: "1 to \(Dataset.Limits.columns)")
    }
    try checkName(dataset.name)
    try checkLabel(dataset.label, of: dataset.name)
    var names: Set<String> = []
    for column in dataset.columns {
      try checkName(column.name)
      try checkLabel(column.label, of: column.name)
      guard names.insert(column.name.uppercased()).inserted else {
        throw DatasetFault("the variable \(column.name) twice", expected: "names that differ")
      }
    }
    // Blank rows at the end are told from what fills the last record by nobody.
    if let last = dataset.rows.last, last.allSatisfy({ $0.words == nil }), dataset.columns.allSatisfy({ !isNumber($0) })
    {
      throw DatasetFault("a last row without a value", expected: "a value in it")
    }
  }

  private static func checkName(_ text: String) throws(DatasetFault) {
    guard text.wholeMatch(of: #/[A-Za-z_][A-Za-z0-9_]{0,7}/#) != nil else {
      throw DatasetFault(
        "the name \(ProblemLog.quoted(text))",
        expected: "a letter, and up to 7 letters, digits and underscores behind it")
    }
  }

  private static func checkLabel(_ text: String, of name: String) throws(DatasetFault) {
    guard text.utf8.count <= label, text.trimmed == text else {
      throw DatasetFault("the label \(ProblemLog.quoted(text)) of \(name)", expected: "at most \(label) bytes")
    }
  }

  /// Whether the values of a column are numbers in SAS.
  static func isNumber(_ column: Dataset.Column) -> Bool {
    column.type.isNumber || (column.type.isTime && column.isStoredAsNumber)
  }

  private static func width(_ index: Int, _ dataset: Dataset) throws(DatasetFault) -> Int {
    let column = dataset.columns[index]
    if isNumber(column) { return 8 }
    let longest = dataset.rows.reduce(1) { max($0, $1[index].words?.utf8.count ?? 0) }
    let width = max(longest, min(column.length ?? 1, text))
    guard width <= text else {
      throw DatasetFault("a text of \(width) bytes in \(column.name)", expected: "at most \(text) bytes")
    }
    return width
  }

  private static func cell(_ value: Dataset.Value, _ column: Dataset.Column, _ width: Int, _ place: String)
    throws(DatasetFault) -> [UInt8]
  {
    func fault(_ what: String, _ expected: String) -> DatasetFault {
      DatasetFault("\(what) in \(column.name)", expected: expected, place: place)
    }
    switch value {
    case .missing(let reason): return isNumber(column) ? TransportNumber.missing(reason) : padded("", width)
    case .number(let number):
      guard isNumber(column), let bytes = TransportNumber.bytes(number) else {
        throw fault("the number \(Quantity.digits(number))", "a number between 1e-78 and 7e75, in a column of numbers")
      }
      return bytes
    case .text(let text):
      if isNumber(column) {
        guard let number = TransportTime.number(text, column.type), let bytes = TransportNumber.bytes(number) else {
          throw fault(ProblemLog.quoted(text), "a time that is exact")
        }
        return bytes
      }
      guard let last = text.unicodeScalars.last, last != " ", last.value != 0 else {
        throw fault(ProblemLog.quoted(text), "a text that does not end in a blank, which SAS fills up with")
      }
      return padded(text, width)
    case .unread(let text): throw fault(ProblemLog.quoted(text), "a value of its type")
    }
  }

  private static func parts(of format: String?) -> (name: String, digits: Int, decimals: Int) {
    guard let format,
      let match = format.wholeMatch(of: #/(\$?[A-Za-z_][A-Za-z0-9_]*?|\$?)([0-9]{0,4})(?:\.([0-9]{0,2}))?/#)
    else {
      return ("", 0, 0)
    }
    return (String(match.1.prefix(8)), Int(match.2) ?? 0, match.3.flatMap { Int($0) } ?? 0)
  }

  private static func short(_ number: Int) -> [UInt8] { [UInt8(number >> 8 & 0xFF), UInt8(number & 0xFF)] }

  private static func pad(_ text: String, _ width: Int) -> String {
    text + String(repeating: " ", count: max(0, width - text.utf8.count))
  }

  private static func padded(_ text: String, _ width: Int) -> [UInt8] {
    Array(text.utf8) + [UInt8](repeating: 0x20, count: max(0, width - text.utf8.count))
  }

  private static func fill(_ out: inout [UInt8]) {
    out += [UInt8](repeating: 0x20, count: TransportReading.padded(out.count) - out.count)
  }
}

// SPDX-License-Identifier: Apache-2.0

import Plain
import Course

extension Fields {
  /// A dose: `1000 mg/m2`.
  func dose(_ text: String, _ item: Item) -> Dose? {
    read(text, item, "a dose") { text throws(ValueSyntaxError) in try Dose(parsing: text) }
  }

  /// A dose that is a plain value of a key.
  func dose(_ key: String) -> Dose? {
    guard let item = item(key), let text = text(of: item) else { return nil }
    return dose(text, item)
  }

  /// A cycle length: `21 d`, or `21 d or 28 d`.
  func cycleLength(_ key: String, basis: String?) -> Recorded<CycleLength> {
    recorded(key) { text, item in
      read(text, item, "a cycle length", isNamed: true) { text throws(ValueSyntaxError) in
        try CycleLength(parsing: text, basis: basis)
      }
    }
  }

  /// A value by its grammar; what is wrong is told. An impossible one is told with what it is for, another only where that `isNamed`.
  func read<Value>(
    _ text: String, _ item: Item, _ what: String, isNamed: Bool = false,
    _ parse: (String) throws(ValueSyntaxError) -> Value
  ) -> Value? {
    do {
      return try parse(text)
    } catch {
      log.tell(error, item.mark, isNamed || error.kind == .impossible ? what : nil)
      return nil
    }
  }

  /// Days of a cycle, from 1, ascending.
  func days(_ key: String) -> [Int] {
    var days: [Int] = []
    for item in oneOrMore(key) {
      guard let text = text(of: item), let day = integer(text, item, 1...366, "a day of the cycle") else { continue }
      if let last = days.last, day <= last {
        log.error(item.mark, "day \(day) after day \(last)", expected: "days in ascending order, each once")
      }
      days.append(day)
    }
    return days
  }

  /// First and last cycle: `1-3`, `4`, `16-`.
  func cycles(_ key: String) -> (first: Int, last: Int?)? {
    guard let item = item(key), let text = text(of: item) else { return nil }
    let parts = text.map { $0 == "–" ? "-" : $0 }.split(separator: "-", omittingEmptySubsequences: false)
      .map { Self.integer(String($0).trimmed) }
    let isOpen = text.hasSuffix("-")
    if parts.count <= 2, let first = parts.first.flatMap({ $0 }), (1...500).contains(first) {
      if parts.count == 1 { return (first, first) }
      if isOpen { return (first, nil) }
      if let last = parts[1], last >= first, last <= 500 { return (first, last) }
    }
    log.error(
      item.mark, "\(ProblemLog.quoted(text)) for cycles", expected: "first and last: `1-3`, `4`, `16-` (from 1, rising)"
    )
    return nil
  }

  /// The drugs of a text joined by ` + `.
  func drugs(_ text: String, _ item: Item) -> [String] {
    var drugs: [String] = []
    for part in text.parts(by: "+") {
      if part.isEmpty {
        log.error(item.mark, "\(ProblemLog.quoted(text)) has a drug without a name", expected: "`drug + drug`")
      } else if drugs.contains(part) {
        log.error(item.mark, "the drug \(ProblemLog.quoted(part)) is there twice")
      } else {
        if part != part.lowercased() {
          log.warning(
            item.mark, "the drug \(ProblemLog.quoted(part)) has capitals", expected: "generic names in lower case",
            suggestion: part.lowercased())
        }
        drugs.append(part)
      }
    }
    return drugs
  }
}

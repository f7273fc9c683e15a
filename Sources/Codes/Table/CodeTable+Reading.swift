// SPDX-License-Identifier: Apache-2.0

import Plain

extension CodeTable {
  /// The columns of a file.
  private static let columns = ["code", "is", "word", "names", "property", "display", "verified"]

  /// Reads a file: lines `# key: value` with what the table is, then rows. What is wrong with it is told; an embedded file has no problems, and a test holds it to that.
  static func read(_ text: String) -> (table: CodeTable?, problems: [String]) {
    var head: [String: String] = [:]
    var rest: [Substring] = []
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      if line.hasPrefix("# "), rest.isEmpty, let colon = line.firstIndex(of: ":") {
        head[String(line[line.index(line.startIndex, offsetBy: 2)..<colon])] =
          String(line[line.index(after: colon)...])
          .trimmed
      } else {
        rest.append(line)
      }
    }
    guard let system = head["system"].flatMap(CodeSystem.init(rawValue:)) else {
      return (nil, ["no system \(head["system"] ?? "")"])
    }
    var problems: [String] = []
    for key in ["title", "version", "identifier", "url", "source", "licence"] where (head[key] ?? "").isEmpty {
      problems.append("\(system.rawValue): no \(key)")
    }
    let rows = CSV.rows(rest.joined(separator: "\n"))
    if rows.first != columns { problems.append("\(system.rawValue): other columns") }
    var entries: [Entry] = []
    var seen: Set<String> = []
    for row in rows.dropFirst() {
      guard row.count == columns.count else {
        problems.append("\(system.rawValue): a row of \(row.count) fields, \(row.first ?? "")")
        continue
      }
      guard let code = try? Code(row[0], of: system), let kind = Kind(rawValue: row[1]), !row[2].isEmpty,
        !row[6].isEmpty, seen.insert(row[0]).inserted
      else {
        problems.append("\(system.rawValue): the row of \(row[0])")
        continue
      }
      entries.append(
        Entry(
          code: code, kind: kind, word: row[2],
          names: row[3].split(separator: ";").map { String($0).trimmed }.filter { !$0.isEmpty },
          property: row[4].isEmpty ? nil : row[4], title: row[5].isEmpty ? nil : row[5], verified: row[6]))
    }
    return (CodeTable(system: system, head: head, entries: entries), problems)
  }
}

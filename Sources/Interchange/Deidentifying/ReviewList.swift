// SPDX-License-Identifier: Apache-2.0

import Exchange
public import Notation
import Plain

/// The list of texts that were withheld, for a person who says which may stay: a CSV file with `yes` in the column `keep`. It may identify, and stays where the study is.
public enum ReviewList {
  private static let columns = ["keep", "field", "count", "text"]

  /// The list, with an empty `keep` in each row. Texts that were kept before stand at its end, so that they stay.
  public static func text(of withheld: [Deidentification.WithheldText], keeping kept: Set<String> = []) -> String {
    var rows = [columns]
    for own in withheld { rows.append(["", own.field, "\(own.count)", CSVField.guarded(own.text)]) }
    for text in kept.sorted() where !withheld.contains(where: { $0.text == text }) {
      rows.append(["yes", "", "", CSVField.guarded(text)])
    }
    return SeparatedRows.text(rows)
  }

  /// The texts of a list that may stay, and what is wrong with it.
  public static func kept(_ path: String) -> (texts: Set<String>, problems: [Problem]) {
    let (file, problems) = SeparatedFile.read(path)
    guard let file else { return ([], problems) }
    let names = file.head.map(\.text)
    guard let keep = names.firstIndex(of: "keep"), let text = names.firstIndex(of: "text") else {
      let place = file.head[0].location
      return ([], problems + [Problem(.error, at: place, "no list of texts", expected: columns.joined(separator: ","))])
    }
    var texts: Set<String> = []
    var wrong: [Problem] = []
    for row in file.rows {
      switch row[keep].text.lowercased() {
      case "yes": texts.insert(CSVField.unguarded(row[text].text))
      case "", "no": break
      default:
        wrong.append(
          Problem(
            .error, at: row[keep].location, "`\(row[keep].text.prefix(40))` for `keep`",
            expected: "`yes`, `no` or nothing"))
      }
    }
    return (texts, problems + wrong)
  }
}

// SPDX-License-Identifier: Apache-2.0

import Codes

/// Units in words beside a code of UCUM, in the spellings of laboratories: `g/l` for `g/L`, `µmol/l` for `umol/L`, `Tsd./µl` for thousands.
enum UnitWords {
  /// Whether words name another unit than a code; words that no list knows contradict nothing but a count that they have in thousands.
  static func contradict(_ words: String, code: String) -> Bool {
    let table = CodeTables.table(.ucum)
    let plain = spelled(words)
    if words == code || plain == spelled(code) { return false }
    // A key of the table is read before its names: `g/l` is no other unit than `g/L`.
    let known = table[code]
    for text in [words, plain] {
      let meant = table[text].map { [$0] } ?? table.entries(for: text)
      if meant.isEmpty { continue }
      return !meant.contains { $0.code.text == code || $0.word == known?.word }
    }
    return isMultiple(plain) != isMultiple(spelled(code)) && isCount(plain) && isCount(spelled(code))
  }

  /// The unit of the table that a text names, in any of its spellings; nil where it names none, or several.
  static func unit(_ text: String) -> CodeTable.Entry? {
    let table = CodeTables.table(.ucum)
    for text in [text, spelled(text)] {
      let meant = table[text].map { [$0] } ?? table.entries(for: text)
      if meant.count == 1 { return meant[0] }
    }
    return nil
  }

  /// One spelling of micro and of litre.
  private static func spelled(_ unit: String) -> String {
    var text = unit.replacing("µ", with: "u").replacing("μ", with: "u").replacing(" ", with: "")
    for (small, large) in [("/l", "/L"), ("/dl", "/dL"), ("/ml", "/mL"), ("/ul", "/uL"), ("/nl", "/nL")]
    where text.hasSuffix(small) {
      text = String(text.dropLast(small.count)) + large
    }
    return text
  }

  /// Whether a unit counts something in a volume.
  private static func isCount(_ unit: String) -> Bool {
    ["/L", "/mL", "/uL", "/nL"].contains(where: unit.hasSuffix)
      && !["mol", "mg", "ug", "ng", "pg", "U"].contains { unit.hasPrefix($0) }
  }

  /// Whether a count is in thousands or more.
  private static func isMultiple(_ unit: String) -> Bool {
    let text = unit.lowercased()
    return ["10", "tsd", "tausend", "thou", "k/", "g/", "t/", "gpt", "tpt", "mio", "mill", "e9", "e3", "e6"]
      .contains { text.contains($0) }
  }
}

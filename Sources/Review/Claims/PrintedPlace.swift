// SPDX-License-Identifier: Apache-2.0

import Plain

/// A table or figure as texts call it: `Table 2`, `Tab. 2`, `Supplementary Table S1`, `Abbildung 3`. The same place is equal, however it is written.
struct PrintedPlace: Hashable {
  /// What it is.
  enum Kind: String {
    case table, figure
  }
  let kind: Kind
  /// What stands behind it: `2`, `s1`, `1a`; empty where it is the only one.
  let number: String

  /// Reads the section of a source; nil where it is no table or figure.
  init?(_ section: String) {
    var words = Words.plain(section).split(separator: " ").map(String.init)
    let isSupplement = words.first.map { $0.hasPrefix("supplement") || $0 == "suppl" || $0 == "online" } ?? false
    if isSupplement { words.removeFirst() }
    guard let first = words.first else { return nil }
    switch first {
    case "table", "tables", "tab", "tabelle": kind = .table
    case "figure", "figures", "fig", "abbildung", "abb": kind = .figure
    default: return nil
    }
    let number = words.dropFirst().joined()
    self.number = isSupplement && !number.hasPrefix("s") ? "s" + number : number
  }
}

// SPDX-License-Identifier: Apache-2.0

/// The side that words name, to see whether the side of a paired organ stands beside words of the other one.
enum SideWords {
  enum Side { case left, right }

  /// The sides that a text names.
  static func named(in text: String) -> Set<Side> {
    var found: Set<Side> = []
    let lower = text.lowercased()
    for word in lower.split(whereSeparator: { !$0.isLetter }) {
      if word.hasPrefix("links") || ["left", "linke", "linker", "linken", "linkes", "linkem"].contains(word) {
        found.insert(.left)
      } else if word.hasPrefix("rechts")
        || ["right", "rechte", "rechter", "rechten", "rechtes", "rechtem"].contains(word)
      {
        found.insert(.right)
      } else if ["beidseits", "bds", "bilateral", "beide", "beidseitig", "both"].contains(word) {
        found.formUnion([.left, .right])
      }
    }
    // With a point they are abbreviations, without one other words.
    if lower.firstMatch(of: #/(?:^|[ ,(])li\./#) != nil { found.insert(.left) }
    if lower.firstMatch(of: #/(?:^|[ ,(])re\./#) != nil { found.insert(.right) }
    return found
  }

  /// Whether words name a side, and not the one that is stated: `left` beside `Oberschenkel rechts`. Words for both sides contradict neither.
  static func contradict(_ words: String, side: String) -> Bool {
    let own = named(in: side)
    let found = named(in: words)
    guard own.count == 1, !found.isEmpty else { return false }
    return own.isDisjoint(with: found)
  }
}

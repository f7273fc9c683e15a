// SPDX-License-Identifier: Apache-2.0

/// Finds the word that was probably meant.
enum Wording {
  /// The candidate nearest to a word by Damerau–Levenshtein distance, if it is near: a third of the letters may be
  /// wrong. Case and `_` for ` ` or `-` do not count.
  static func nearest(to word: String, in candidates: some Sequence<String>) -> String? {
    let wanted = fold(word)
    guard !wanted.isEmpty, wanted.count <= 48 else { return nil }
    var best: (candidate: String, distance: Int)?
    for candidate in candidates {
      let other = fold(candidate)
      let limit = min((max(wanted.count, other.count) + 1) / 3, best.map { $0.distance - 1 } ?? .max)
      guard abs(other.count - wanted.count) <= limit else { continue }
      let distance = distance(wanted, other)
      if distance <= limit { best = (candidate, distance) }
      if distance == 0 { break }
    }
    return best?.candidate
  }

  private static func fold(_ word: String) -> [Character] {
    word.lowercased().map { $0 == "_" || $0 == " " ? "-" : $0 }
  }

  /// Insertions, deletions, substitutions and swaps of neighbours (optimal string alignment).
  static func distance(_ first: [Character], _ second: [Character]) -> Int {
    if first.isEmpty || second.isEmpty { return max(first.count, second.count) }
    var beforeLast: [Int] = []
    var last = Array(0...second.count)
    for row in 1...first.count {
      var current = [row]
      for column in 1...second.count {
        let cost = first[row - 1] == second[column - 1] ? 0 : 1
        var value = min(last[column] + 1, current[column - 1] + 1, last[column - 1] + cost)
        if row > 1, column > 1, first[row - 1] == second[column - 2], first[row - 2] == second[column - 1] {
          value = min(value, beforeLast[column - 2] + 1)
        }
        current.append(value)
      }
      (beforeLast, last) = (last, current)
    }
    return last[second.count]
  }

  /// `` `a`, `b` or `c` ``
  static func list(_ words: some Sequence<String>) -> String {
    let quoted = words.map { "`\($0)`" }
    guard let last = quoted.last, quoted.count > 1 else { return quoted.first ?? "nothing" }
    return quoted.dropLast().joined(separator: ", ") + " or " + last
  }
}

// SPDX-License-Identifier: Apache-2.0

/// The nearest right spelling.
public enum Spelling {
  /// The candidate with the fewest edits (insert, delete, replace, swap neighbours), if there are at most a third of the letters plus one.
  public static func nearest(to word: String, among candidates: [String]) -> String? {
    let letters = Array(word.unicodeScalars.prefix(64))
    var best: (distance: Int, candidate: String)?
    for candidate in candidates {
      let distance = edits(letters, Array(candidate.unicodeScalars.prefix(64)))
      if distance <= letters.count / 3 + 1, distance < max(letters.count, candidate.unicodeScalars.count),
        distance < (best?.distance ?? .max)
      {
        best = (distance, candidate)
      }
    }
    return best?.candidate
  }

  private static func edits(_ one: [Unicode.Scalar], _ other: [Unicode.Scalar]) -> Int {
    if one.isEmpty || other.isEmpty { return max(one.count, other.count) }
    var before = [Int](repeating: 0, count: other.count + 1)
    var previous = Array(0...other.count)
    for row in 1...one.count {
      var current = [row] + [Int](repeating: 0, count: other.count)
      for column in 1...other.count {
        let replaced = previous[column - 1] + (one[row - 1] == other[column - 1] ? 0 : 1)
        current[column] = min(previous[column] + 1, current[column - 1] + 1, replaced)
        if row > 1, column > 1, one[row - 1] == other[column - 2], one[row - 2] == other[column - 1] {
          current[column] = min(current[column], before[column - 2] + 1)
        }
      }
      before = previous
      previous = current
    }
    return previous[other.count]
  }
}

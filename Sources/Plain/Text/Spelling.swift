// SPDX-License-Identifier: Apache-2.0

/// The nearest right spelling.
public enum Spelling {
  /// The candidate with the fewest edits (insert, delete, replace, swap neighbours), if there are at most a third of the letters plus one.
  public static func nearest(to word: String, among candidates: [String]) -> String? {
    nearest(to: word, among: candidates, most: 1).first
  }

  /// So many of these candidates at most, the nearest first; of equally near ones the first of the list.
  public static func nearest(to word: String, among candidates: [String], most: Int) -> [String] {
    let letters = Array(word.unicodeScalars.prefix(64))
    var best: [(distance: Int, candidate: String)] = []
    for candidate in candidates {
      let distance = edits(letters, Array(candidate.unicodeScalars.prefix(64)))
      guard distance <= letters.count / 3 + 1, distance < max(letters.count, candidate.unicodeScalars.count) else {
        continue
      }
      let place = best.firstIndex { distance < $0.distance } ?? best.endIndex
      guard place < most else { continue }
      best.insert((distance, candidate), at: place)
      if best.count > most { best.removeLast() }
    }
    return best.map(\.candidate)
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

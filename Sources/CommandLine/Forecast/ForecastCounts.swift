// SPDX-License-Identifier: Apache-2.0

import Marrow
import Plain

/// Counts on the command line: `d1 4.1, d8 1.6, d15 <0.5`. With decimal commas they stand between semicolons.
enum ForecastCounts {
  static func read(_ text: String, _ problems: inout ArgumentProblems) -> [CountObservation] {
    let mark: Character = text.contains(";") ? ";" : ","
    let pieces = text.split(separator: mark).map { String($0).trimmed }.filter { !$0.isEmpty }
    if pieces.isEmpty || pieces.count > 200 {
      problems.note("--counts: found \(pieces.count) counts; expected 1 to 200, \"d1 4.1, d8 1.6, d15 <0.5\"")
      return []
    }
    var counts: [CountObservation] = []
    for piece in pieces {
      let words = piece.split(separator: " ").map(String.init)
      guard words.count == 2, words[0].lowercased().hasPrefix("d") else {
        problems.note(
          "--counts: found “\(piece.prefix(40))”; expected a day and a count, \"d8 1.6\"" + hint(piece, words))
        continue
      }
      let isBelow = words[1].hasPrefix("<")
      let day = problems.whole(String(words[0].dropFirst()), NumberRange(1...2000, "for the day"), "--counts")
      let count = problems.number(
        String(words[1].drop { $0 == "<" }), NumberRange(0.001...100, "10⁹/L"), "--counts")
      guard let day, let count else { continue }
      do {
        counts.append(try CountObservation(at: Hours(day: day), count, isBelow: isBelow))
      } catch { problems.note("--counts: \(error)") }
    }
    let doubled = Dictionary(grouping: counts, by: \.time).filter { $0.value.count > 1 }.keys.sorted()
    for time in doubled {
      problems.note("--counts: two counts of d\(Int(time.day)); expected one a day: which of them is right?")
    }
    return counts
  }

  /// What a piece that is no count may be: the rest of a decimal comma, or a count with its unit.
  private static func hint(_ piece: String, _ words: [String]) -> String {
    if piece.allSatisfy(\.isNumber) {
      return "; with decimal commas semicolons stand between the counts, \"d1 4,1; d8 1,6\""
    }
    return words.count > 2 ? "; counts are in 10⁹/L and have no unit here" : ""
  }
}

// SPDX-License-Identifier: Apache-2.0

import Chronology
import Course
import Notation

/// Which entry of one person is which of the other: by kind, by what is said first (drugs, organ, analyte), by time, by what else is alike and by the order among
/// those of the kind. The pair with most in common comes first, then the next of what is left; no entry is in two.
enum EntryPairing {
  /// Pairs of indices, in the order of the first.
  static func pairs(_ first: EnteredPatient, _ second: EnteredPatient) -> [(first: Int, second: Int)] {
    var candidates: [(score: Double, first: Int, second: Int)] = []
    // Of values of a laboratory there may be thousands: those of one analyte at one stated time go together at once.
    var (taken, pairs) = sameValues(first, second)
    let others = Dictionary(
      grouping: second.entries.indices.filter { !taken.1.contains($0) }, by: { second.entries[$0].kind })
    let ranks = (ranks(first), ranks(second))
    for (index, one) in first.entries.enumerated() where !taken.0.contains(index) {
      for other in others[one.kind] ?? [] {
        guard let score = score(one, second.entries[other]) else { continue }
        let isAsFar = ranks.0[index] == ranks.1[other]
        candidates.append((score + (isAsFar ? 0.5 : 0), index, other))
      }
    }
    candidates.sort { ($1.score, $0.first, $0.second) < ($0.score, $1.first, $1.second) }
    for candidate in candidates where !taken.0.contains(candidate.first) && !taken.1.contains(candidate.second) {
      taken.0.insert(candidate.first)
      taken.1.insert(candidate.second)
      pairs.append((candidate.first, candidate.second))
    }
    return pairs.sorted { $0.first < $1.first }
  }

  /// Laboratory values of one analyte at one stated time: first those that are the same in every field, then the rest in their order.
  private static func sameValues(
    _ first: EnteredPatient, _ second: EnteredPatient
  ) -> (taken: (Set<Int>, Set<Int>), pairs: [(first: Int, second: Int)]) {
    var taken: (Set<Int>, Set<Int>) = ([], [])
    var pairs: [(first: Int, second: Int)] = []
    func keyed(_ patient: EnteredPatient, _ taken: Set<Int>, whole: Bool) -> [[String]: [Int]] {
      Dictionary(
        grouping: patient.entries.indices.filter {
          patient.entries[$0].kind == "lab" && patient.entries[$0].texts["when"] != nil && !taken.contains($0)
        },
        by: { index in
          let entry = patient.entries[index]
          let all = whole ? entry.fields.flatMap { [$0.key] + $0.texts } : entry.texts["when"] ?? []
          return [StatedField.folded(entry.value, .words)] + all
        })
    }
    for whole in [true, false] {
      let (own, others) = (keyed(first, taken.0, whole: whole), keyed(second, taken.1, whole: whole))
      for (key, indices) in own {
        for (one, other) in zip(indices, others[key] ?? []) {
          taken.0.insert(one)
          taken.1.insert(other)
          pairs.append((one, other))
        }
      }
    }
    return (taken, pairs)
  }

  /// The place of each entry among those of its kind, by when it can have been at the earliest; those of which no time is known come last, in the order of the record.
  private static func ranks(_ patient: EnteredPatient) -> [Int] {
    var ranks = [Int](repeating: 0, count: patient.entries.count)
    for (_, indices) in Dictionary(grouping: patient.entries.indices, by: { patient.entries[$0].kind }) {
      let sorted = indices.sorted { one, other in
        let (first, second) = (patient.entries[one].start, patient.entries[other].start)
        if let one = first.days.earliest, let other = second.days.earliest, one != other { return one < other }
        if let one = first.fromDiagnosis.lower, let other = second.fromDiagnosis.lower, one != other {
          return one < other
        }
        return one < other
      }
      for (rank, index) in sorted.enumerated() { ranks[index] = rank }
    }
    return ranks
  }

  /// How much two entries of a kind have in common; nil where they are not taken for the same.
  private static func score(_ one: EnteredPatient.Entered, _ other: EnteredPatient.Entered) -> Double? {
    var score = 1.0
    let isSameValue = StatedField.folded(one.value, .words) == StatedField.folded(other.value, .words)
    if case .therapy(let first) = one.entry.content, case .therapy(let second) = other.entry.content {
      let drugs = (Set(first.drugs.map { $0.lowercased() }), Set(second.drugs.map { $0.lowercased() }))
      let all = drugs.0.union(drugs.1).count
      score += all == 0 ? 0 : 4 * Double(drugs.0.intersection(drugs.1).count) / Double(all)
    } else {
      // A value of another analyte is another value, whenever it was.
      if one.kind == "lab", !isSameValue { return nil }
      score += isSameValue ? 3 : 0
    }
    switch Closeness(one.start, other.start) {
    case .same: score += 3
    case .compatible: score += 2
    case .apart(let bounds):
      // A slip of some days is the same visit; a year apart it is hardly the same line.
      let days = bounds.gapDays
      score += days <= 7 ? 1 : one.kind == "lab" ? -5 : days <= 60 ? -1 : days <= 365 ? -2.5 : -4
    case .unknown: break
    }
    let alike = one.fields.count { $0.key != one.kind && other.texts[$0.key] == $0.texts }
    score += min(2, Double(alike) / 2)
    // An explicit name that both gave.
    if one.entry.id == other.entry.id, !one.entry.id.hasPrefix(Identifier.slug(one.kind)) { score += 2 }
    return score > 0 ? score : nil
  }
}

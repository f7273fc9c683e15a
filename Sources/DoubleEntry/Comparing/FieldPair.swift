// SPDX-License-Identifier: Apache-2.0

import Chronology
import Course
import Plain

/// One field as two persons entered it: what counts of agreement are made of.
package struct FieldPair: Sendable {
  /// The kind of entry, and the field in general: `therapy`, `phases dose`.
  package var kind: String
  package var field: String
  /// Whether it is a category.
  package var isCoded: Bool
  package var first: String?
  package var second: String?
  package var verdict: Verdict

  /// How they stand to each other, for counting.
  package enum Verdict: Sendable, Hashable {
    case same, compatible, different, onlyFirst, onlySecond, unknown
  }
}

/// Compares the fields of two entries that are taken for the same.
struct FieldComparing {
  /// The names of the second's entries as the first calls them.
  let names: EntryNames
  let first: EnteredPatient.Entered?
  let second: EnteredPatient.Entered?

  /// Pairs of fields with how they stand to each other, in the order of the first; what only the second has comes last.
  func pairs(
    _ mine: [StatedField], _ theirs: [StatedField], kind: String
  ) -> [(pair: FieldPair, key: String, relation: EntryDifference.Relation?)] {
    let others = Dictionary(theirs.map { ($0.key, $0) }, uniquingKeysWith: { first, _ in first })
    let keys = Set(mine.map(\.key))
    let all =
      mine.map { ($0, others[$0.key]) }.map { (own: Optional($0.0), other: $0.1) }
      + theirs.filter { !keys.contains($0.key) }.map { (own: nil, other: Optional($0)) }
    return all.compactMap { own, other in
      guard let any = own ?? other else { return nil }
      let (verdict, relation) = stand(own, other, any.nature)
      return (
        FieldPair(
          kind: kind, field: any.general, isCoded: any.nature == .coded, first: own?.text, second: other?.text,
          verdict: verdict), any.key, relation
      )
    }
  }

  private func stand(
    _ own: StatedField?, _ other: StatedField?, _ nature: StatedField.Nature
  ) -> (FieldPair.Verdict, EntryDifference.Relation?) {
    guard let own else { return (.onlySecond, .onlyOne) }
    guard let other else { return (.onlyFirst, .onlyOne) }
    let theirs = own.refers ? other.texts.map { names.inFirst($0).text } : other.texts
    if set(own.texts, nature) == set(theirs, nature) { return (.same, nil) }
    guard case .time(let edge) = nature else { return (.different, .different) }
    switch closeness(edge) {
    case .same: return (.same, nil)
    case .compatible(let bounds): return (.compatible, .compatible(bounds))
    case .apart(let bounds): return (.different, .apart(bounds))
    case .unknown: return (.unknown, .unknown)
    }
  }

  private func closeness(_ edge: StatedField.Edge) -> Closeness {
    guard let first, let second else { return .unknown }
    switch edge {
    case .start: return Closeness(first.start, second.start)
    case .end: return Closeness(first.end, second.end)
    case .length:
      guard let one = first.length, let other = second.length else { return .unknown }
      return Closeness(one, other)
    case .part: return .unknown
    }
  }

  /// Lists are compared without their order: it is that of two persons' reading.
  private func set(_ texts: [String], _ nature: StatedField.Nature) -> [String] {
    texts.map { StatedField.folded($0, nature) }.sorted()
  }
}

// SPDX-License-Identifier: Apache-2.0

package import Statistics

/// How far two persons agree on a field, over all entries that both have.
package struct FieldAgreement: Sendable, Hashable {
  /// The kind of entry and the field: `assessment`, `response`.
  package var kind: String
  package var field: String
  /// In how many entries that both have at least one of them says something of it.
  package var count = 0
  package var same = 0
  /// Times in other words that can both be true.
  package var compatible = 0
  package var different = 0
  package var onlyFirst = 0
  package var onlySecond = 0
  /// Times of which nobody can say.
  package var unknown = 0
  /// Cohen's κ over the entries in which both say something; of categories alone, and nil where both always say the same one.
  package var kappa: Kappa?
  /// Whether the field is a category, so that κ would say something.
  package var isCoded = false

  /// The share on which they agree: the same, or times that can both be true, of all of which one says something. An omission is no agreement.
  package var agreement: Double? { count == 0 ? nil : Double(same + compatible) / Double(count) }

  /// Whether κ says little, since one category has more than nine of ten judgements.
  package var isLopsided: Bool { kappa.map { $0.prevalence > 0.9 } ?? false }

  /// Agreement by field, in the order in which fields first come.
  package static func all(_ pairs: [FieldPair]) -> [FieldAgreement] {
    var order: [Key] = []
    var groups: [Key: [FieldPair]] = [:]
    for pair in pairs {
      let key = Key(kind: pair.kind, field: pair.field)
      if groups[key] == nil { order.append(key) }
      groups[key, default: []].append(pair)
    }
    return order.map { key in
      var own = FieldAgreement(kind: key.kind, field: key.field)
      let pairs = groups[key] ?? []
      own.count = pairs.count
      for pair in pairs {
        switch pair.verdict {
        case .same: own.same += 1
        case .compatible: own.compatible += 1
        case .different: own.different += 1
        case .onlyFirst: own.onlyFirst += 1
        case .onlySecond: own.onlySecond += 1
        case .unknown: own.unknown += 1
        }
      }
      own.isCoded = pairs.contains { $0.isCoded }
      if own.isCoded {
        let judged: [(first: String, second: String)] = pairs.compactMap { pair in
          guard let first = pair.first, let second = pair.second else { return nil }
          return (first, second)
        }
        own.kappa = Kappa(judged)
      }
      return own
    }
  }

  private struct Key: Hashable {
    var kind: String
    var field: String
  }
}

// SPDX-License-Identifier: Apache-2.0

/// A weight or a height as it was measured once.
struct GatheredSize {
  /// `weight`, `height`
  var key: String
  /// With its unit: `71 kg`.
  var text: String
  /// The values that say it, the number first.
  var leaves: [SourceValue]
  /// What a note calls it: `2020-03-01, weight`.
  var words: String
  /// What stands with it in a note, and is no part of the fact: its date.
  var noted: [SourceValue] = []
  /// Where it stands.
  var place: CellPlace
}

extension PatientGathering {
  /// A weight that was measured once is that of the patient; of several none is, and they stand in a note, which is told.
  mutating func settle(_ sizes: [GatheredSize]) {
    for key in ["weight", "height"] {
      let own = sizes.filter { $0.key == key }
      if own.count == 1, let leaf = own[0].leaves.first {
        fact(key, own[0].text, leaf, others: Array(own[0].leaves.dropFirst()))
        continue
      }
      guard let first = own.first else { continue }
      // Behind all that has a date.
      let entry = entry("event", key: "sizes", stem: "sizes", order: "~", at: first.place)
      if draft.entries[entry].values.isEmpty { state("event", ["weights and heights, in the note"], of: entry, nil) }
      for size in own { note(size.leaves + size.noted, on: entry, label: size.words, as: size.text) }
      outcome.warnings.append(
        Misfit(
          first.leaves.first?.place ?? first.place,
          "\(own.count) values of the \(key): which of them counts, nobody says; they stand in a note"))
    }
  }
}

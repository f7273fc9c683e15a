// SPDX-License-Identifier: Apache-2.0

import Notation
import Plain

/// A name for a new entry that nobody has named, by which other times can refer to it and a person knows it again: `gem-doc`, `mri-2`, not `therapy-3`.
enum EntryName {
  /// The name; nil where the kind says enough (`diagnosis`, `death`).
  ///
  /// - Parameters:
  ///   - item: the entry as it is entered.
  ///   - taken: names that the patient has.
  static func proposed(_ item: Item, kind: String, taken: Set<String>) -> String? {
    guard case .fields(let fields) = item.content, !fields.contains(where: { $0.key == "id" }) else { return nil }
    func text(_ key: String) -> String? {
      if case .text(let text)? = fields.first(where: { $0.key == key })?.value.content { text } else { nil }
    }
    guard let value = text(kind) else { return nil }
    let stem: String
    switch kind {
    case "therapy":
      let drugs = value.split(separator: "+").map { Identifier.slug(String($0)) }.filter { !$0.isEmpty }
      if text("intent") == "maintenance" {
        stem = "maintenance"
      } else if drugs.count > 1 {
        stem = drugs.map { String($0.prefix(3)) }.joined(separator: "-")
      } else {
        stem = drugs.first ?? ""
      }
    case "assessment", "event", "surgery", "toxicity":
      guard value != Silence.notStated, value != Silence.unknown, value != "true" else { return nil }
      stem = Identifier.slug(value.split(separator: " ").prefix(3).joined(separator: " "))
    default: return nil
    }
    let plain = String(stem.prefix(30))
    guard Identifier.isWellFormed(plain), plain != Identifier.cutOff else { return nil }
    guard taken.contains(plain) else { return plain }
    return (2...).lazy.map { "\(plain)-\($0)" }.first { !taken.contains($0) }
  }
}

// SPDX-License-Identifier: Apache-2.0

import Course
import Dosing
public import Outcomes
import Plain

/// Short names of the drugs of a study, the same in all of its figures.
///
/// The study's own come first, then those of the library of drugs. A drug that has none is called by its first letters: three, or as many
/// more as keep it apart from all others.
public struct DrugAbbreviations: Sendable {
  private let known: [String: String]
  private let library: RegimenLibrary

  /// The abbreviations of a study.
  public init(_ outcomes: StudyOutcomes) {
    self.library = outcomes.library
    let library = outcomes.library
    var known = outcomes.study.abbreviations
    // What the study means by letters no drug of the library is called.
    let meant = Dictionary(known.map { ($1.lowercased(), library.generic($0) ?? $0) }) { first, _ in first }
    for (drug, short) in library.drugs.compactMapValues(\.abbreviation) where known[drug] == nil {
      if (meant[short.lowercased()] ?? drug) == drug { known[drug] = short }
    }
    var drugs: Set<String> = []
    for entry in outcomes.patients.lazy.flatMap({ $0.patient.entries }) {
      if case .therapy(let therapy) = entry.content { drugs.formUnion(therapy.drugs) }
    }
    var taken = Set(known.values.map { $0.lowercased() })
    for drug in drugs.sorted(by: NaturalOrder.precedes) where known[drug] == nil {
      let generic = outcomes.library.generic(drug) ?? drug
      if let short = known[generic] {
        known[drug] = short
        continue
      }
      let short = Self.made(of: generic, keepingFrom: taken)
      taken.insert(short.lowercased())
      known[generic] = short
      known[drug] = short
    }
    self.known = known
  }

  /// The first letters of a name that no other has; the whole name where it is as short.
  private static func made(of name: String, keepingFrom taken: Set<String>) -> String {
    let plain = name.trimmed
    guard plain.count > 5 else { return plain.capitalisedFirst }
    for length in 3..<plain.count {
      let short = String(plain.prefix(length)).capitalisedFirst
      guard short.last?.isLetter == true, !taken.contains(short.lowercased()) else { continue }
      return short
    }
    return plain.capitalisedFirst
  }

  /// Every name with what is short for it.
  var all: [String: String] { known }

  /// The abbreviation of a name; nil without one.
  public subscript(name: String) -> String? { known[name] }

  /// The abbreviation of a name, else the name.
  public func short(_ name: String) -> String { known[name] ?? name.capitalisedFirst }

  /// `Gem/Doc → Gem` for `gemcitabine + docetaxel → gemcitabine`: every name of a line of therapy cut.
  public func short(line name: String) -> String {
    name.split(separator: " → ").map { part in
      part.split(separator: " + ").map { short(String($0)) }.joined(separator: "/")
    }.joined(separator: " → ")
  }

  /// Names and what is short for them; `names` may name drugs and procedures.
  public func footnote(of names: Set<String>) -> String {
    let entries = names.compactMap { name in
      known[name].map { ($0, library.generic(name) ?? name) }
    }
    .filter { $0.0.lowercased() != $0.1.lowercased() }
    .sorted { ($0.0.lowercased(), $0.1) < ($1.0.lowercased(), $1.1) }
    var seen: Set<String> = []
    let parts = entries.filter { seen.insert("\($0.0), \($0.1)").inserted }.map { "\($0.0), \($0.1)" }
    return parts.isEmpty ? "" : parts.joined(separator: "; ") + "."
  }
}

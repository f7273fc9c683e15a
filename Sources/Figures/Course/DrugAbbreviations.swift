// SPDX-License-Identifier: Apache-2.0

import Course
import Dosing
public import Outcomes
import Plain

/// Short names of the drugs of a study, the same in all of its figures. No two drugs share one.
///
/// The study's own come first, whichever name of the drug they are given for; then short names of drugs that have no other, and the
/// abbreviations of the library of drugs. What is left, or would share its letters with another, is called by letters of its name of which none
/// begins as another abbreviation does.
public struct DrugAbbreviations: Sendable {
  private let known: [String: String]
  private let library: RegimenLibrary

  /// The abbreviations of a study.
  public init(_ outcomes: StudyOutcomes) {
    let library = outcomes.library
    self.library = library
    own = outcomes.study.abbreviations
    var maker = AbbreviationMaker()
    // Letters that a study gives to two drugs tell neither.
    var given: [String: String] = [:]
    for (name, short) in outcomes.study.abbreviations.sorted(by: { NaturalOrder.precedes($0.key, $1.key) }) {
      let key = Self.key(name, library)
      if given[key] == nil { given[key] = short }
    }
    let uses = Dictionary(grouping: given.keys) { given[$0]?.lowercased() ?? "" }
    var known = given.filter { uses[$0.value.lowercased()]?.count == 1 }
    for short in known.values { maker.take(short) }

    var written: [String: String] = [:]
    for entry in outcomes.patients.lazy.flatMap({ $0.patient.entries }) {
      guard case .therapy(let therapy) = entry.content else { continue }
      for drug in therapy.drugs {
        let key = Self.key(drug, library)
        // What has no generic name is called as the record has it.
        written[key] = library.generic(drug) ?? min(written[key] ?? drug, drug)
      }
    }
    for (name, _) in outcomes.study.abbreviations where known[Self.key(name, library)] == nil {
      written[Self.key(name, library)] = library.generic(name) ?? name
    }
    let drugs = written.sorted { NaturalOrder.precedes($0.value, $1.value) }.filter { known[$0.key] == nil }
    func ofLibrary(_ key: String) -> String? { library.drugs[key]?.abbreviation }
    for (key, name) in drugs where ofLibrary(key) == nil && AbbreviationMaker.isShort(name) {
      if let short = maker.take(whole: name) { known[key] = short }
    }
    for (key, drug) in library.drugs.sorted(by: { $0.key < $1.key }) where known[key] == nil {
      guard let short = drug.abbreviation, maker.isFree(short) else { continue }
      maker.take(short)
      known[key] = short
    }
    let unnamed = drugs.filter { known[$0.key] == nil }
    maker.avoidSharedBeginnings(of: unnamed.map(\.value))
    for (key, name) in unnamed { known[key] = maker.made(of: name) }
    self.known = known
  }

  private static func key(_ name: String, _ library: RegimenLibrary) -> String {
    library.generic(name) ?? name.lowercased()
  }

  /// Every name that the study itself shortens, as it is written, with what is short for it.
  let own: [String: String]

  /// The abbreviation of a name; nil without one.
  public subscript(name: String) -> String? { known[Self.key(name, library)] }

  /// The abbreviation of a name, else the name.
  public func short(_ name: String) -> String { self[name] ?? name.capitalisedFirst }

  /// `Gem/Doc → Gem` for `gemcitabine + docetaxel → gemcitabine`: every name of a line of therapy cut.
  public func short(line name: String) -> String {
    name.split(separator: " → ").map { part in
      part.split(separator: " + ").map { short(String($0)) }.joined(separator: "/")
    }.joined(separator: " → ")
  }

  /// Names and what is short for them; `names` may name drugs and procedures.
  public func footnote(of names: Set<String>) -> String {
    var seen: Set<String> = []
    let entries = names.sorted().compactMap { name -> (short: String, name: String)? in
      guard let short = self[name], seen.insert(Self.key(name, library)).inserted else { return nil }
      return (short, library.generic(name) ?? name)
    }
    .filter { $0.short.lowercased() != $0.name.lowercased() }
    .sorted { ($0.short.lowercased(), $0.name) < ($1.short.lowercased(), $1.name) }
    return entries.isEmpty ? "" : entries.map { "\($0.short), \($0.name)" }.joined(separator: "; ") + "."
  }
}

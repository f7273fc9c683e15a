// SPDX-License-Identifier: Apache-2.0

import Course
import Exchange
import Notation
import Plain

/// What becomes of texts: those of clinical words alone stay, and those that a person has looked at; the others are withheld. One that names a patient of the study never stays.
struct TextPolicy {
  private let allowed: Set<String>
  private let patients: [Patient.ID]
  /// Texts with their numbers, by what they are of.
  private var numbers: [String: [String: Int]] = [:]
  private var counts: [Withheld: Int] = [:]
  private var order: [Withheld] = []
  private var known: [String: Bool] = [:]
  private var keptIDs: [String: Bool] = [:]

  private struct Withheld: Hashable {
    var field: String
    var text: String
  }

  private let clinical: ClinicalWords

  init(reviewed: Set<String>, patients: [Patient.ID]) {
    allowed = reviewed
    self.patients = patients
    clinical = ClinicalWords(names: BuiltInLibrary.drugNames.all, generic: BuiltInLibrary.drugNames.generic)
  }

  /// The texts that were withheld, in the order in which they came up.
  var withheld: [Deidentification.WithheldText] {
    order.map { Deidentification.WithheldText(field: $0.field, text: $0.text, count: counts[$0] ?? 0) }
  }

  /// Whether an id may stay.
  mutating func keeps(id: String) -> Bool {
    if let kept = keptIDs[id] { return kept }
    let keeps = clinical.isKnown(id: id) && !patients.contains { $0.lowercased() == id } && !namesPatient(id)
    keptIDs[id] = keeps
    return keeps
  }

  /// Whether a text is short for the name of a drug or a procedure.
  func isShort(_ short: String, for name: String) -> Bool { clinical.isShort(short, for: name) }

  /// The name of something, or its number.
  mutating func term(_ text: String, _ stem: String, _ field: String) -> String {
    // A name can be a clinical word: Hodgkin, Leber.
    if stem == "reader"
      ? allowed.contains(text)
      : mayStay(text) || stem == "analyte" && Analyte.isName(text)
        || stem == "regimen" && BuiltInLibrary.regimenIDs.contains(text)
    {
      return text
    }
    withhold(text, field)
    // A name that is known by more than its words stands as what it is known as.
    if stem == "drug", let generic = BuiltInLibrary.generic(text) { return generic }
    if stem.hasSuffix("site") {
      let site = BodySite(text)
      let sides = ["left", "right"].filter(site.details.contains).joined(separator: " ")
      let name = sides.isEmpty ? site.organ : "\(sides) \(site.organ)"
      if clinical.isKnown(site.organ), stem != "lesion site" || site.organ != "lymph node" { return name }
    }
    let aspects: TextMeaning.Aspects =
      stem == "lesion site" ? [.node] : ["toxicity", "complication"].contains(stem) ? [.absence] : []
    let number = number(of: text, stem)
    return TextMeaning.standIn(for: text, aspects, name: "\(stem) \(number)") ?? "withheld \(stem) \(number)"
  }

  /// Words that are read, or others that are read as they are.
  mutating func words(_ text: String, _ aspects: TextMeaning.Aspects, _ field: String) -> String {
    if mayStay(text) { return text }
    withhold(text, field)
    return TextMeaning.standIn(for: text, aspects) ?? "withheld"
  }

  /// A free text that a person lets stay; nil for all others.
  mutating func reviewed(_ text: String, _ field: String) -> String? {
    if allowed.contains(text), !namesPatient(text) { return text }
    withhold(text, field)
    return nil
  }

  /// A text by its number.
  mutating func number(_ text: String, _ stem: String) -> String { "\(stem)\(number(of: text, "number " + stem))" }

  private mutating func number(of text: String, _ stem: String) -> Int {
    let folded = text.trimmed.lowercased()
    if let number = numbers[stem]?[folded] { return number }
    let number = (numbers[stem]?.count ?? 0) + 1
    numbers[stem, default: [:]][folded] = number
    return number
  }

  private mutating func mayStay(_ text: String) -> Bool {
    if let known = known[text] { return known }
    let stays = (allowed.contains(text) || clinical.isKnown(text)) && !namesPatient(text)
    known[text] = stays
    return stays
  }

  private func namesPatient(_ text: String) -> Bool { patients.contains { Patient.isNamed($0, in: text) } }

  private mutating func withhold(_ text: String, _ field: String) {
    let own = Withheld(field: field, text: text)
    if counts[own] == nil { order.append(own) }
    counts[own, default: 0] += 1
  }

  // MARK: units

  /// Whether a text is a unit: symbols of units with powers and a stroke between them.
  static func isUnit(_ text: String) -> Bool {
    guard text.count <= 24 else { return false }
    let parts = text.split { "/·*^. ×".contains($0) }.map(String.init)
    return parts.allSatisfy { part in
      symbols.contains(part.lowercased())
        || ["10", "100", "10⁹", "10⁶", "10³", "10e9", "10e6", "10e3", "x10", "1.73"].contains(part.lowercased())
        || (part.count <= 2 && part.allSatisfy(\.isASCIIDigit))
    } && parts.count(where: { $0.allSatisfy(\.isASCIIDigit) }) <= 3
  }

  private static let symbols: Set = [
    "g", "mg", "ug", "µg", "μg", "ng", "pg", "kg", "l", "dl", "ml", "ul", "µl", "μl", "nl", "fl", "mcl", "liter",
    "mol", "mmol", "umol", "µmol", "μmol", "nmol", "pmol", "u", "iu", "ku", "mu", "miu", "kat", "ukat", "µkat", "nkat",
    "t", "m", "k", "gpt", "tpt", "tsd", "mio", "thou", "cells", "cell", "%", "‰", "mm", "cm", "nm", "m2", "m²", "mm3",
    "mm³", "cm3", "cm²", "cm2", "d", "h", "min", "s", "wk", "mo", "y", "day", "days", "week", "weeks", "month",
    "months", "year",
    "years", "mmhg", "kpa", "gy", "mbq", "gbq", "hu", "bpm", "copies", "points", "pack", "°c", "c", "f",
  ]
}

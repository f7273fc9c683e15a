// SPDX-License-Identifier: Apache-2.0

import Codes
import Course
import Exchange
import Plain

/// What the words of a file say of a drug: what stands beside a name may say that nobody got it, and is never passed over.
enum DrugWords: Equatable {
  /// A name and nothing else: the generic name.
  case name(String)
  /// A name with a dose, a salt, a form or a route beside it, which no name holds.
  case described(String)
  /// Words that deny, a dose of nothing, or a name with words beside it that are no dose.
  case doubtful
  /// Words in which no list knows a drug.
  case other

  init(_ text: String) {
    let words = Self.words(text)
    if Self.deny(text) {
      self = .doubtful
      return
    }
    if Self.isName(text), let name = BuiltInLibrary.generic(text) {
      self = .name(name)
      return
    }
    for count in stride(from: words.count - 1, through: 1, by: -1) {
      let head = words[..<count].joined(separator: " ")
      guard Self.isName(head), let name = BuiltInLibrary.generic(head) else { continue }
      let rest = words[count...]
      guard rest.allSatisfy({ Self.isDescription($0, of: head, name) }) else {
        self = .doubtful
        return
      }
      // `doxorubicin (liposomal)` is not doxorubicin; what it is, the list says or nobody.
      let whole = BuiltInLibrary.generic(text)
      if rest.contains(where: Self.isFormulation) {
        self = whole.map { $0 == name ? .other : .described($0) } ?? .other
      } else {
        self = .described(name)
      }
      return
    }
    guard let place = words.firstIndex(where: { Self.isName($0) }) else {
      self = .other
      return
    }
    let rest = words[..<place] + words[(place + 1)...]
    self = rest.allSatisfy { Self.isDescription($0, of: words[place], "") } ? .other : .doubtful
  }

  private static func words(_ text: String) -> [String] {
    text.lowercased().split { $0.isWhitespace || "()[],;".contains($0) }.map(String.init)
  }

  /// Whether words say, or may say, that nobody got it: a denial, a plan, a dose of nothing.
  static func deny(_ text: String) -> Bool {
    text.lowercased().split { !$0.isLetter }.contains { denials.contains(String($0)) }
      || words(text).contains(where: isNothing)
  }

  /// The drugs of words that name one or, with a plus between them, several.
  struct Named: Equatable {
    /// Generic names where the list has them, else the words as they stand.
    var drugs: [String] = []
    /// Whether more stands beside a name, as a dose, which no name holds.
    var holdsMore = false
  }

  /// The drugs that words name; nil where they say, or may say, that one was not given.
  static func named(_ text: String) -> Named? {
    guard !deny(text) else { return nil }
    var named = Named()
    for piece in text.split(separator: "+").map({ $0.trimmed }) where !piece.isEmpty {
      switch DrugWords(piece) {
      case .name(let name): named.drugs.append(name)
      case .described(let name):
        named.drugs.append(name)
        named.holdsMore = true
      case .doubtful, .other: named.drugs.append(BuiltInLibrary.generic(piece) ?? piece)
      }
    }
    return named
  }

  /// The drug, where the words say it surely.
  var drug: String? {
    switch self {
    case .name(let name), .described(let name): name
    case .doubtful, .other: nil
    }
  }

  /// Whether two generic names can be of one drug: a salt or a formulation of it is the drug.
  static func agree(_ one: String, _ other: String) -> Bool {
    let (one, other) = (one.lowercased(), other.lowercased())
    return one == other
      || [(one, other), (other, one)].contains { $0.hasSuffix(" \($1)") || $0.hasSuffix("-\($1)") }
  }

  /// Whether a drug against cancer is named anywhere in a text.
  static func nameDrugOfCancer(_ text: String) -> Bool {
    text.lowercased().split { $0.isWhitespace || "()[],;+/".contains($0) }.contains { word in
      CodeTables.table(.atc).entries(for: BuiltInLibrary.generic(String(word)) ?? String(word)).contains {
        $0.code.text.hasPrefix("L01") || $0.code.text.hasPrefix("L02")
      }
    }
  }

  // MARK: words

  /// Whether a text is a name of a list as it stands, so that nothing of it is passed over.
  private static func isName(_ text: String) -> Bool {
    let own = text.lowercased().trimmed
    guard BuiltInLibrary.generic(own) != nil else { return false }
    return DrugNames.exact(own) != nil || BuiltInLibrary.drugNames.all.contains(own)
      || !own.contains { $0.isWhitespace || "()[],;".contains($0) }
  }

  private static func isDescription(_ word: String, of head: String, _ name: String) -> Bool {
    if word.first?.isNumber == true {
      return word.wholeMatch(of: #/[0-9]+(?:[.,\-/][0-9]+)*(?:%|[a-zµ²0-9/.*]{0,12})/#) != nil
        && (word.wholeMatch(of: #/[0-9.,\-/]+%?/#) != nil || units.contains { word.hasSuffix($0) })
    }
    if units.contains(word) || forms.contains(word) || isFormulation(word) { return true }
    if word.wholeMatch(of: #/[dqc][0-9]{1,3}[dwh]?(?:[\-/][0-9]{1,3})?/#) != nil { return true }
    return !name.isEmpty && BuiltInLibrary.generic("\(head) \(word)") == name
  }

  /// A dose of nothing: `0 mg`, `0.0`.
  private static func isNothing(_ word: String) -> Bool {
    word.wholeMatch(of: #/0+(?:[.,]0+)?(?:[a-zµ%][a-zµ²0-9/]*)?/#) != nil
  }

  private static func isFormulation(_ word: String) -> Bool {
    ["liposom", "pegyl", "albumin", "nanopart"].contains { word.contains($0) } || word == "nab"
  }

  private static let units: Set = [
    "mg", "g", "ug", "µg", "mcg", "kg", "ml", "l", "m2", "m²", "iu", "ie", "u", "mmol", "%", "mg/m2", "mg/m²", "g/m2",
    "g/m²", "mg/ml", "mg/kg", "ug/kg", "µg/kg", "mcg/kg", "ug/m2", "µg/m2", "iu/m2", "mg/d", "mg/day", "auc", "/m2",
    "/m²", "/kg", "/ml",
  ]
  private static let forms: Set = [
    "tablet", "tablets", "tab", "tabs", "tablette", "tabletten", "capsule", "capsules", "caps", "kapsel", "kapseln",
    "injection", "injectable", "inj", "infusion", "inf", "solution", "lösung", "concentrate", "konzentrat", "powder",
    "pulver", "vial", "oral", "intravenous", "intravenös", "subcutaneous", "iv", "i.v.", "po", "p.o.", "sc", "s.c.",
    "daily", "weekly", "täglich", "wöchentlich", "day", "days", "tag", "tage", "per", "every", "once", "twice",
  ]
  private static let denials: Set = [
    "not", "no", "never", "none", "without", "nicht", "nie", "kein", "keine", "ohne", "declined", "refused", "denied",
    "cancelled", "canceled", "held", "hold", "withheld", "omitted", "skipped", "missed", "stopped", "discontinued",
    "planned", "proposed", "considered", "intended", "scheduled", "abgelehnt", "abgesetzt", "pausiert", "geplant",
    "entfallen", "allergy", "allergic", "allergie", "intolerance", "contraindicated", "placebo", "nil",
  ]
}

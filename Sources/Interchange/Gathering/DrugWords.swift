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
  /// Words that deny, plan, leave open, or state a dose of nothing.
  case doubtful
  /// Words in which no list knows a drug, or a name with words beside it that may make it another: they stand as they are.
  case other

  init(_ text: String) {
    if Self.deny(text) {
      self = .doubtful
      return
    }
    if Self.isName(text), let name = BuiltInLibrary.generic(text) {
      self = .name(name)
      return
    }
    guard let (name, rest) = Self.opening(text) else {
      self = .other
      return
    }
    // `not liposomal` is no formulation.
    let told = rest.indices.filter { place in
      !(place > 0 && Self.nots.contains(rest[place - 1])) && !Self.nots.contains { rest[place].hasPrefix("\($0)-") }
    }.map { rest[$0] }
    // `doxorubicin (liposomal)` is not doxorubicin; what it is, the list says or nobody.
    if told.contains(where: Self.isFormulation) {
      let whole = BuiltInLibrary.generic(text)
      self = whole.map { $0 == name ? .other : .described($0) } ?? .other
      return
    }
    // `trastuzumab (deruxtecan)` is another drug than trastuzumab.
    if let other = told.lazy.compactMap({ BuiltInLibrary.generic("\(name) \($0)") }).first(where: { $0 != name }) {
      self = .described(other)
      return
    }
    self = Self.describes(text, name) ? .described(name) : .other
  }

  /// The name with which words begin, or which stands behind a word that describes it, and the words beside it.
  private static func opening(_ text: String) -> (name: String, rest: [String])? {
    let words = words(text)
    for first in words.indices.prefix(3) {
      guard words[..<first].allSatisfy({ isDescription($0, of: "", "") && !isFormulation($0) }) else { return nil }
      for count in stride(from: words.count - first, through: 1, by: -1) {
        let own = words[first..<(first + count)].joined(separator: " ")
        guard isName(own), let name = BuiltInLibrary.generic(own) else { continue }
        return (name, Array(words[..<first] + words[(first + count)...]))
      }
    }
    return nil
  }

  /// Whether all that stands beside a name describes how it was given: a dose, a form, a maker, a setting; behind a mark or in brackets anything that names no other drug.
  private static func describes(_ text: String, _ name: String) -> Bool {
    let pieces = text.lowercased().split { ",;()[]".contains($0) }.map { words(String($0)) }
    return pieces.enumerated().allSatisfy { place, words in
      let drugs = mentioned(in: words)
      guard drugs.allSatisfy({ agree($0, name) || name.split(separator: " ").contains(Substring($0)) }) else {
        return false
      }
      // What is left out of a treatment, or depends on nothing, says nothing of the drug: `ohne Dosisreduktion`.
      let told = words.prefix { !beside.contains($0) }
      return place > 0
        || told.allSatisfy { word in
          isDescription(word, of: name, name) || BuiltInLibrary.generic(word) != nil || isPart(word, ofNamesIn: words)
        }
    }
  }

  /// Whether a word is one of a name of several: `pegylated` of `pegylated liposomal doxorubicin`.
  private static func isPart(_ word: String, ofNamesIn words: [String]) -> Bool {
    words.indices.contains { first in
      (first..<words.count).contains { last in
        let own = words[first...last]
        return own.contains(word) && own.count > 1 && isName(own.joined(separator: " "))
      }
    }
  }

  /// The generic names of the drugs that words name, the longest names first.
  private static func mentioned(in words: [String]) -> [String] {
    var found: [String] = []
    var first = 0
    while first < words.count {
      let count = stride(from: min(4, words.count - first), through: 1, by: -1).first { count in
        isName(words[first..<(first + count)].joined(separator: " "))
      }
      if let count, let name = BuiltInLibrary.generic(words[first..<(first + count)].joined(separator: " ")) {
        found.append(name)
      }
      first += count ?? 1
    }
    return found
  }

  /// The generic names of all drugs that a text names, whatever else it says.
  static func mentioned(in text: String) -> [String] {
    mentioned(in: words(text.replacing("/", with: " ").replacing("+", with: " ")))
  }

  private static func words(_ text: String) -> [String] {
    text.lowercased().split { $0.isWhitespace || "()[],;".contains($0) }.map(String.init)
  }

  /// Whether words say, or may say, that nobody got it: a denial, a plan, a dose of nothing, one of several.
  static func deny(_ text: String) -> Bool {
    if Silence.isMissing(text) { return false }
    if ChartAssertion(text, .treatment) != .affirmed { return true }
    let words = words(text)
    if words.contains(where: isNothing) { return true }
    // A placebo is one; a placebo of a drug is not the drug.
    if words.count > 1, words.contains("placebo"), !mentioned(in: words).allSatisfy({ $0 == "placebo" }) { return true }
    // `Doxorubicin oder Trabectedin`, `doxorubicin vs. observation`.
    return words.indices.contains { place in
      ["oder", "or", "vs", "vs.", "versus"].contains(words[place]) && place > 0 && place + 1 < words.count
        && !mentioned(in: Array(words[..<place])).isEmpty
        && (words[place].hasPrefix("v") || !mentioned(in: Array(words[(place + 1)...])).isEmpty)
    }
  }

  /// The drugs of words that name one or several.
  struct Named: Equatable {
    /// Generic names where the list has them, else the words as they stand.
    var drugs: [String] = []
    /// Whether more stands beside a name, as a dose, which no name holds.
    var holdsMore = false
  }

  /// The drugs that words name, with a plus between them, or with another mark where each part is a name; nil where they say, or may say, that one was not given.
  static func named(_ text: String) -> Named? {
    guard !deny(text) else { return nil }
    var pieces = text.split(separator: "+").map { $0.trimmed }.filter { !$0.isEmpty }
    if pieces.count == 1, DrugWords(text).drug == nil { pieces = parts(text) ?? pieces }
    var named = Named()
    for piece in pieces {
      switch DrugWords(piece) {
      case .name(let name): named.drugs.append(name)
      case .described(let name):
        named.drugs.append(name)
        named.holdsMore = true
      case .doubtful: return nil
      case .other: named.drugs.append(piece)
      }
    }
    return named
  }

  /// `Gemcitabin/Docetaxel`, `Doxorubicin und Ifosfamid`, `Doxorubicin, Ifosfamid`: the parts, where each names a drug.
  private static func parts(_ text: String) -> [String]? {
    for mark in ["/", ",", " und ", " and ", " & ", ";"] {
      let parts = text.parts(by: mark)
      if parts.count > 1, parts.allSatisfy({ DrugWords($0).drug != nil }) { return parts }
    }
    return nil
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

  /// Whether a drug or a combination against cancer is named anywhere in a text.
  static func nameDrugOfCancer(_ text: String) -> Bool {
    let words = text.lowercased().split { $0.isWhitespace || "()[],;+/".contains($0) }.map(String.init)
    let table = CodeTables.table(.atc)
    return words.first.map(combinations.contains) ?? false
      || (words + words.flatMap { $0.split(separator: "-").map(String.init) }).contains { word in
        table.entries(for: BuiltInLibrary.generic(word) ?? word).contains {
          $0.code.text.hasPrefix("L01") || $0.code.text.hasPrefix("L02")
        }
      }
      // Formulations and conjugates that the table of codes does not have.
      || mentioned(in: text).contains { DrugNames.againstTumours.contains($0) && table.entries(for: $0).isEmpty }
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
    if units.contains(word) || forms.contains(word) || circumstances.contains(word) || nots.contains(word) {
      return true
    }
    if isFormulation(word) { return true }
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
  /// Makers, settings and schedules, which change no drug.
  private static let circumstances: Set = [
    "ratiopharm", "hexal", "accord", "kabi", "fresenius", "medac", "actavis", "teva", "sandoz", "pfizer", "hospira",
    "mylan", "stada", "cell", "pharm", "ribosepharm", "bendalis", "onkovis", "aurobindo", "zentiva", "heumann", "axios",
    "eberth", "ebewe", "lilly", "roche", "novartis", "hikma", "biosimilar", "generikum", "generic", "mono",
    "monotherapie", "monotherapy", "neoadjuvant", "adjuvant", "palliativ", "palliative", "erhaltung",
    "erhaltungstherapie", "maintenance", "rescue", "re-challenge", "rechallenge", "erstlinie", "zweitlinie",
    "drittlinie", "first-line", "second-line", "third-line", "chemotherapie", "chemotherapy", "therapie", "therapy",
    "hcl", "auc", "infusionslösung", "injektionslösung", "fertigspritze", "konz.", "inj.", "amp.", "ampulle", "bolus",
    "konventionell", "conventional",
  ]
  /// Words with which something else begins that a treatment was without, or with.
  private static let beside: Set = [
    "ohne", "without", "no", "nach", "after", "wegen", "for", "bei", "seit", "since", "ab", "from", "bis", "until",
    "over",
    "über", "zyklen", "cycles", "zyklus", "cycle", "geplant", "planned", "dann", "then", "abgesetzt", "stopped",
  ]
  private static let nots: Set = ["not", "nicht", "non", "un"]
  /// Combinations by names that are of nothing else: `VAC` may be a vaccine.
  private static let combinations: Set = [
    "folfox", "folfiri", "folfirinox", "folfoxiri", "xelox", "capox", "flot", "chop", "r-chop", "abvd", "beacopp",
    "vaia", "evaia", "vide", "vdc", "maid", "gemdoc", "gem-doc", "bep", "cmf", "dhap",
  ]
}

// SPDX-License-Identifier: Apache-2.0

import Plain

/// Which kinds of procedures a text or a code of OPS names, to see whether a code stands beside words of another kind: `8-522` beside `Hysterektomie`.
enum ProcedureWords {
  enum Kind: String { case surgery, radiotherapy, systemic, biopsy }

  /// The first two of several texts and codes of one procedure that name kinds of which none is the same.
  static func disagreement(_ texts: [String]) -> (one: String, other: String)? {
    let named = texts.map { (text: $0, kinds: kinds(in: $0)) }.filter { !$0.kinds.isEmpty }
    for (place, one) in named.enumerated() {
      if let other = named[(place + 1)...].first(where: { $0.kinds.isDisjoint(with: one.kinds) }) {
        return (one.text, other.text)
      }
    }
    return nil
  }

  /// The kinds that a text names, of itself and not as what it followed or is for.
  static func kinds(in text: String) -> Set<Kind> {
    if text.wholeMatch(of: #/[1-9]-[0-9a-z]{2,3}(?:\.[0-9a-z]{1,2})?[RLB]?/#) != nil { return kinds(ofCode: text) }
    var found: Set<Kind> = []
    for piece in text.lowercased().replacing(#/z\. ?n\./#, with: "nach").split(whereSeparator: {
      ",;()/+:".contains($0)
    }) {
      let words = piece.split { !$0.isLetter && $0 != "-" }.map(String.init).prefix { !relations.contains($0) }
      for word in words { found.formUnion(kinds(ofWord: word, beside: words)) }
      if DrugWords.nameDrugOfCancer(words.joined(separator: " ")) { found.insert(.systemic) }
    }
    return found
  }

  /// The kinds of a code of OPS by its chapter and group; none for groups that hold several.
  private static func kinds(ofCode code: String) -> Set<Kind> {
    // A perfusion of a limb or of the abdomen is an operation with a drug.
    if code.hasPrefix("8-549") { return [.systemic, .surgery] }
    if code.hasPrefix("5-") { return [.surgery] }
    if code.hasPrefix("8-52") || code.hasPrefix("8-53") { return [.radiotherapy] }
    if code.hasPrefix("8-54") { return [.systemic] }
    if code.hasPrefix("1-4") { return [.biopsy] }
    return code.hasPrefix("1-5") ? [.biopsy, .surgery] : []
  }

  private static func kinds(ofWord word: String, beside words: some Sequence<String>) -> Set<Kind> {
    if ["hipec", "perfusion", "extremitätenperfusion"].contains(word) { return [.systemic, .surgery] }
    if word == "iort" { return [.radiotherapy, .surgery] }
    if ["radiochemo", "chemoradi", "radioimmun"].contains(where: word.hasPrefix) { return [.radiotherapy, .systemic] }
    if radiotherapies.contains(where: word.hasSuffix) || ["imrt", "sbrt", "radiatio", "radiation"].contains(word) {
      return [.radiotherapy]
    }
    // What a port is for is no part of it.
    if word == "port" || ["port-", "portk", "porti", "porta-"].contains(where: word.hasPrefix) {
      return [.surgery, .systemic]
    }
    if therapies.contains(where: word.hasSuffix) { return [.systemic] }
    if biopsies.contains(where: word.hasSuffix) {
      // A node or a lump that is taken out whole is both.
      let isOpen = words.contains { word in
        [
          "sentinel", "schildwächter", "wächter", "lymphknoten", "exzision", "excision", "inzision", "incision",
          "offen",
          "open", "chirurg", "surgical", "lymph", "operativ", "probe", "laparo",
        ].contains { word.contains($0) }
      }
      return isOpen ? [.biopsy, .surgery] : [.biopsy]
    }
    if operations.contains(where: word.hasSuffix) || ["op", "surgery", "surgical", "debulking"].contains(word) {
      return [.surgery]
    }
    return []
  }

  private static let operations = [
    "resektion", "resection", "exzision", "excision", "exstirpation", "amputation", "ektomie", "ectomy", "operation",
    "laparotomie", "laparotomy", "implantation", "osteosynthese", "endoprothese",
  ]
  private static let radiotherapies = [
    "bestrahlung", "strahlentherapie", "radiotherapie", "radiotherapy", "irradiation", "brachytherapie",
    "brachytherapy", "radiojodtherapie",
  ]
  private static let therapies = [
    "chemotherapie", "chemotherapy", "immuntherapie", "immunotherapy", "antikörpertherapie", "hormontherapie",
  ]
  private static let biopsies = ["biopsie", "biopsy", "biopsien", "biopsies"]
  /// Behind these stands what was before, or what it is for: `adjuvant nach Hysterektomie`, `zur Chemotherapie`.
  private static let relations: Set = [
    "nach", "after", "vor", "before", "bei", "für", "for", "zur", "zum", "wegen", "post", "following", "prior", "statt",
    "instead", "ohne", "without", "no", "keine", "trotz", "zwischen", "between", "of", "der",
  ]
}

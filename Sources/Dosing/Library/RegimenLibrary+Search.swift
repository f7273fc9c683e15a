// SPDX-License-Identifier: Apache-2.0

import Plain

extension RegimenLibrary {
  /// Regimens and rule sets that words find: each word in the identifier, the name, the disease, or a drug by any of its names or its abbreviation. Abbreviations of diseases
  /// are spelled out, and a histology finds what is for its disease as well: `leiomyosarcoma` regimens for soft tissue sarcoma.
  ///
  /// - Returns: what is found, by identifier, and for which wider disease a histology was taken.
  public func search(_ text: String) -> (regimens: [Regimen], rules: [RuleSet], wider: [String]) {
    var wider: [String] = []
    let words = Self.words(text, &wider)
    func matches(_ texts: [String], _ drugs: [String]) -> Bool {
      let own = texts.map { $0.lowercased() } + drugs.flatMap(names)
      return words.allSatisfy { readings in readings.contains { word in own.contains { $0.contains(word) } } }
    }
    let regimens = regimens.values.filter { matches([$0.id, $0.name, $0.disease ?? ""], $0.drugs) }
    let rules = rules.values.filter { matches([$0.id, $0.name, $0.scope ?? ""], $0.drugs) }
    return (regimens.sorted { $0.id < $1.id }, rules.sorted { $0.id < $1.id }, wider)
  }

  /// A drug by its generic name, its other names and its abbreviation, in lower case.
  private func names(of drug: String) -> [String] {
    guard let known = drugs[drug] else { return [drug.lowercased()] }
    return ([known.id] + known.names + [known.abbreviation].compactMap(\.self)).map { $0.lowercased() }
  }

  /// The words of a text, each with what it may stand for.
  private static func words(_ text: String, _ wider: inout [String]) -> [[String]] {
    var rest = text.lowercased().replacing("sarkom", with: "sarcom").replacing("karzinom", with: "carcinom")
    var words: [[String]] = []
    for histology in histologies where rest.contains(histology) || rest.contains(String(histology.dropLast())) {
      words.append([histology, "soft tissue sarcoma"])
      wider.append(histology)
      rest = rest.replacing(histology, with: " ").replacing(String(histology.dropLast()), with: " ")
    }
    return words
      + rest.split { $0.isWhitespace || $0 == "+" || $0 == "," }.map { word in
        let word = String(word)
        if let histology = abbreviatedHistologies[word] {
          wider.append(histology)
          return [word, histology, "soft tissue sarcoma"]
        }
        return [word] + (diseases[word].map { [$0] } ?? [])
      }
  }

  /// Soft tissue sarcomas by the WHO classification of tumours of soft tissue and bone (5th edition, 2020), the longer name first.
  private static let histologies = [
    "undifferentiated pleomorphic sarcoma", "malignant peripheral nerve sheath tumour", "alveolar soft part sarcoma",
    "clear cell sarcoma", "leiomyosarcoma", "rhabdomyosarcoma", "synovial sarcoma", "myxofibrosarcoma",
    "epithelioid sarcoma", "angiosarcoma", "liposarcoma",
  ]
  private static let abbreviatedHistologies = [
    "lms": "leiomyosarcoma", "rms": "rhabdomyosarcoma", "lps": "liposarcoma", "mpnst": "peripheral nerve sheath",
    "ups": "undifferentiated pleomorphic sarcoma",
  ]
  private static let diseases = [
    "sts": "soft tissue sarcoma", "rcc": "renal cell carcinoma", "nsclc": "nsclc", "ovary": "ovarian",
    "weichteilsarcom": "soft tissue sarcoma", "weichteil": "soft tissue", "weichteile": "soft tissue",
  ]
}

// SPDX-License-Identifier: Apache-2.0

/// Comparing words as the field means them, not as they are spelled.
enum Words {
  /// An organ as a table and a text may call it: `Hepatic`, `livers` → `liver`.
  static func organ(_ text: String) -> String {
    var word = text.lowercased()
    let synonyms = [
      "hepatic": "liver", "pulmonary": "lung", "osseous": "bone", "skeletal": "bone", "nodal": "lymph node",
      "cerebral": "brain", "peritoneum": "peritoneal",
    ]
    if let synonym = synonyms[word] { return synonym }
    if word.hasSuffix("s"), !word.hasSuffix("ss"), word.count > 3 { word.removeLast() }
    return word
  }

  /// Lower case, without punctuation, single spaces.
  static func plain(_ text: String) -> String {
    let kept = text.lowercased().map { $0.isLetter || $0.isNumber ? $0 : " " }
    return String(kept).split(separator: " ").joined(separator: " ")
  }

  /// Whether every word of one text is in the other: it says the same, less exactly.
  static func isLessExact(_ text: String, than other: String) -> Bool {
    let words = Set(plain(text).split(separator: " "))
    return !words.isEmpty && words.isSubset(of: Set(plain(other).split(separator: " ")))
  }

  /// A treatment as a table lists it: the set of its drugs, or the procedure.
  static func treatment(_ text: String) -> Set<String> {
    let word = plain(text)
    switch word {
    case "surgery", "resection", "excision", "operation": return ["surgery"]
    case "radiation", "radiotherapy", "irradiation", "rt": return ["radiation"]
    case "ablation", "local ablation": return ["ablation"]
    default:
      return Set(
        text.lowercased().split { $0 == "+" || $0 == "/" || $0 == "," }
          .map { plain(String($0)) }.filter { !$0.isEmpty })
    }
  }
}

// SPDX-License-Identifier: Apache-2.0

import Course
import Dosing
import Outcomes
import Plain

/// Comparing words as the field means them, not as they are spelled.
enum Words {
  /// Lower case, without punctuation, single spaces.
  static func plain(_ text: String) -> String {
    let kept = text.lowercased().map { $0.isLetter || $0.isNumber ? $0 : " " }
    return String(kept).split(separator: " ").joined(separator: " ")
  }

  /// `Patient 3`, `Patients 1, 2 and 3`
  static func patients(_ ids: [String]) -> Phrase {
    guard let last = ids.last, ids.count > 1 else { return Phrase(same: "Patient \(ids.first ?? "")") }
    let first = ids.dropLast().joined(separator: ", ")
    return Phrase("Patients \(first) and \(last)", "Patienten \(first) und \(last)")
  }

  /// Whether every word of one text is in the other: it says the same, less exactly.
  private static func isLessExact(_ text: String, than other: String) -> Bool {
    let words = Set(plain(text).split(separator: " "))
    return !words.isEmpty && words.isSubset(of: Set(plain(other).split(separator: " ")))
  }

  /// Whether one text says the same as the other, as exactly or less exactly.
  static func areOfOneKind(_ one: String, _ other: String) -> Bool {
    isLessExact(one, than: other) || isLessExact(other, than: one)
  }

  /// A treatment as a table lists it: the set of its drugs, or the procedure.
  ///
  /// - Parameter abbreviations: those of the study, by what they stand for: `gemcitabine` → `Gem`.
  static func treatment(_ text: String, _ library: RegimenLibrary, abbreviations: [String: String] = [:]) -> Set<String>
  {
    let meanings = Dictionary(
      abbreviations.map { ($0.value.lowercased(), $0.key.lowercased()) }, uniquingKeysWith: { first, _ in first })
    let word = meanings[text.lowercased().trimmed] ?? plain(text)
    if let drugs = schemes[word] { return drugs }
    switch word {
    case "surgery", "resection", "excision", "operation", "re excision", "reexcision": return ["surgery"]
    case "radiation", "radiotherapy", "irradiation", "rt": return ["radiation"]
    case "ablation", "local ablation": return ["ablation"]
    case "transplant", "transplantation", "stem cell transplantation": return ["transplant"]
    default:
      return Set(
        text.lowercased().split { $0 == "+" || $0 == "/" || $0 == "," }
          .map { part in
            let name = withoutQualifiers(String(part).trimmed)
            return drug(meanings[name] ?? name, library)
          }
          .filter { !$0.isEmpty })
    }
  }

  /// Acronyms of schemes for sarcoma that stand for one set of drugs alone (VAC is two).
  private static let schemes: [String: Set<String>] = [
    "ai": ["doxorubicin", "ifosfamide"], "aim": ["doxorubicin", "ifosfamide"],
    "maid": ["doxorubicin", "ifosfamide", "dacarbazine"],
    "vide": ["vincristine", "ifosfamide", "doxorubicin", "etoposide"],
    "gemtax": ["gemcitabine", "docetaxel"], "gem doc": ["gemcitabine", "docetaxel"],
    "gemdoc": ["gemcitabine", "docetaxel"],
  ]

  /// `paclitaxel` of `weekly paclitaxel`, `ifosfamide` of `HD-ifosfamide`.
  private static func withoutQualifiers(_ name: String) -> String {
    var name = name
    for qualifier in ["weekly ", "high-dose ", "high dose ", "hd-", "hd ", "dose-dense ", "oral ", "metronomic "]
    where name.hasPrefix(qualifier) {
      name = String(name.dropFirst(qualifier.count))
    }
    return name
  }

  /// A drug by its generic name, or in plain words where no list has it.
  static func drug(_ text: String, _ library: RegimenLibrary) -> String { library.generic(text) ?? plain(text) }

  /// `first; second` as a sentence.
  static func sentence(_ parts: [Phrase]) -> Phrase {
    parts.joined(separator: "; ").capitalisedFirst + Phrase(same: ".")
  }

  /// `66.7 %`
  static func percent(_ fraction: Double) -> Phrase { Phrase.number(fraction * 100) + Phrase(same: " %") }

  /// `1 PR, 2 SD`
  static func counts(_ counts: [Response: Int]) -> String {
    Response.allCases.compactMap { response in counts[response].map { "\($0) \(response.rawValue)" } }
      .joined(separator: ", ")
  }

  /// `d1, d8`
  static func days(_ days: [Int]) -> String { days.map { "d\($0)" }.joined(separator: ", ") }
}

extension TherapySelector {
  /// As a reader would say it.
  var words: String {
    switch self {
    case .entry(let id): id
    case .intent(let intent): intent.rawValue
    case .drugs(let drugs): drugs.joined(separator: " + ")
    }
  }
}

extension Dose {
  /// `900 mg/m²`
  var words: String { "\(Numbers.unmistakable(amount)) \(unit.printed)" }
}

// SPDX-License-Identifier: Apache-2.0

import Codes
import Plain

/// Histologies that words name, by the names of the table of ICD-O-3, to see whether a code stands beside words of another tumour: `8890/3` beside `Liposarkom`.
///
/// Names are compared by families of codes, since words are often less exact than a code (`Leiomyosarkom` of an epithelioid one), and tumours that were called otherwise before are one family. Names of no closer kind (`Sarkom`, `Spindelzellsarkom`) contradict nothing, and what no list knows does not either.
enum HistologyWords {
  /// The name in a text that is of another family than a code; nil where the text names the family anywhere, or nothing that is known.
  static func other(than code: String, in text: String) -> String? {
    guard let own = family(of: code), !own.isEmpty else { return nil }
    let found = names(in: text)
    guard !found.contains(where: { $0.family == own }) else { return nil }
    // What stands behind is a part, a cause or another tumour: `Karzinosarkom mit Rhabdomyosarkom`.
    let head = tokens(text, untilBeside: true).count
    return found.first { $0.place < head && !$0.family.isEmpty }?.name
  }

  // MARK: families

  /// Families that are more, or less, than the first three digits of a code. An empty one is of no closer kind.
  private static let families: [(prefix: String, family: String)] = [
    ("8804", "epithelioid sarcoma"), ("8806", "desmoplastic small round cell tumour"), ("880", ""),
    ("8815", "solitary fibrous"), ("881", "fibrous"), ("883", "fibrous"), ("884", "fibrous"), ("8860", "PEComa"),
    ("8714", "PEComa"), ("8895", ""), ("8898", "smooth muscle"), ("889", "smooth muscle"), ("890", "rhabdomyosarcoma"),
    ("891", "rhabdomyosarcoma"), ("892", "rhabdomyosarcoma"), ("8935", ""), ("899", ""),
    // Clear cell sarcoma of the kidney has the name of that of soft tissue.
    ("8964", "clear cell sarcoma"), ("9044", "clear cell sarcoma"), ("9045", "sinonasal sarcoma"),
    ("912", "vascular"), ("913", "vascular"), ("917", "vascular"), ("918", "osteosarcoma"), ("919", "osteosarcoma"),
    ("922", "chondrosarcoma"), ("923", "chondrosarcoma"), ("924", "chondrosarcoma"), ("9261", "adamantinoma"),
    ("926", "Ewing sarcoma"), ("936", "Ewing sarcoma"), ("954", "nerve sheath"), ("956", "nerve sheath"),
    ("957", "nerve sheath"), ("9581", "alveolar soft part sarcoma"),
  ]

  /// The family of a code; nil for what is none.
  private static func family(of code: String) -> String? {
    guard CodeSystem.morphology.isWellFormed(code) else { return nil }
    return families.first { code.hasPrefix($0.prefix) }?.family ?? String(code.prefix(3))
  }

  // MARK: names

  private struct Name {
    var tokens: [String]
    var family: String
  }

  /// Short names that the table does not have.
  private static let short = [
    ("MPNST", "9540/3"), ("DFSP", "8832/3"), ("SFT", "8815/3"), ("MFH", "8830/3"), ("DSRCT", "8806/3"),
    ("LMS", "8890/3"), ("Fibromyxoidsarkom", "8840/3"), ("Fibromyxoid sarcoma", "8840/3"),
    ("Myxoid sarcoma", "8800/3"), ("Weichteilsarkom", "8800/3"),
  ]

  /// Names by their first words.
  private static let names: [String: [Name]] = {
    var all: [Name] = []
    func add(_ text: String, _ code: String) {
      // `or` and commas stand between names of which one alone means nothing; PNET is a tumour of the pancreas too.
      guard let family = family(of: code), text != "PNET", !text.contains(" or "), !text.contains(",") else { return }
      let own = tokens(text.replacing(#/ o\.n\.A\.| ?[(\[].*[)\]]/#, with: ""))
      guard !own.isEmpty else { return }
      all.append(Name(tokens: own, family: family))
      // `Ewing-Sarkom` is written in one word too.
      if own.count == 2 { all.append(Name(tokens: [own.joined()], family: family)) }
    }
    for entry in CodeTables.table(.morphology).entries {
      for text in [entry.word, entry.title ?? ""] + entry.names { add(text, entry.code.text) }
    }
    for (text, code) in short { add(text, code) }
    return Dictionary(grouping: all) { String($0.tokens[0].prefix(4)) }
  }()

  /// The names in a text, the longest first at each place.
  private static func names(in text: String) -> [(place: Int, name: String, family: String)] {
    let words = tokens(text)
    var found: [(place: Int, name: String, family: String)] = []
    var place = 0
    while place < words.count {
      let fitting = (names[String(words[place].prefix(4))] ?? []).filter { name in
        place + name.tokens.count <= words.count
          && zip(name.tokens, words[place...]).allSatisfy { isForm($1, of: $0) }
      }
      guard let length = fitting.map(\.tokens.count).max() else {
        place += 1
        continue
      }
      let name = words[place..<(place + length)].joined(separator: " ")
      found += Set(fitting.filter { $0.tokens.count == length }.map(\.family)).sorted().map { (place, name, $0) }
      place += length
    }
    return found
  }

  /// Whether a word is another with an ending: `Liposarkoms`, `alveoläre` of `alveoläres`.
  private static func isForm(_ word: String, of name: String) -> Bool {
    if word == name { return true }
    let endings = ["", "s", "e", "es", "en", "er", "em", "n", "ta"]
    let stem = ["es", "er"].first(where: name.hasSuffix).map { String(name.dropLast($0.count)) }
    return endings.contains { word == name + $0 }
      || stem.map { stem in endings.contains { word == stem + $0 } } ?? false
  }

  /// Words behind which a part, a cause or another thing is named.
  private static let beside: Set = [
    "mit", "with", "bei", "in", "aus", "from", "dd", "vs", "versus", "oder", "or", "nach", "after", "statt", "ohne",
    "without", "ähnlich", "like",
  ]

  /// Words in one spelling of both languages: `leiomyosarcoma` as `leiomyosarkom`, `haem` as `hem`.
  private static func tokens(_ text: String, untilBeside: Bool = false) -> [String] {
    var plain = text.lowercased()
    for (own, other) in [
      ("sarcoma", "sarkom"), ("tumour", "tumor"), ("haem", "hem"), ("häm", "hem"), ("epithelioid", "epitheloid"),
      ("'s ", " "), ("’s ", " "),
    ] { plain = plain.replacing(own, with: other) }
    let all = plain.split { !$0.isLetter && !$0.isNumber }.map(String.init)
    return untilBeside ? Array(all.prefix { !beside.contains($0) }) : all
  }
}

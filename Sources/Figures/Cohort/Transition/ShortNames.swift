// SPDX-License-Identifier: Apache-2.0

import Plain

/// Names cut to their first letters where columns are too narrow for them: `Gem+Doc`. Different names stay different.
struct ShortNames: Sendable {
  private let words: [String: String]

  init(_ names: [String]) {
    var words: [String: String] = [:]
    var taken: Set<String> = []
    let long = names.flatMap { Self.words(of: $0) }.filter { $0.count > 5 }
    for word in long where words[word] == nil {
      var length = 3
      var short = Self.capitalised(word.prefix(length))
      while taken.contains(short), length < word.count {
        length += 1
        short = Self.capitalised(word.prefix(length))
      }
      taken.insert(short)
      words[word] = short
    }
    self.words = words
  }

  /// The name with its long words cut.
  func short(_ name: String) -> String {
    var result = ""
    var word = ""
    for character in name + " " {
      if character.isLetter {
        word.append(character)
        continue
      }
      result += words[word] ?? word
      word = ""
      result.append(character)
    }
    return String(result.dropLast()).replacing(" + ", with: "+").replacing(" and ", with: "+")
      .replacing(" / ", with: "/")
  }

  /// What the cut words mean: `Doc, docetaxel; Gem, gemcitabine.`
  var footnote: String {
    let entries = words.map { ($0.value, $0.key.lowercased()) }.sorted { $0 < $1 }
    var seen: Set<String> = []
    let parts = entries.filter { seen.insert($0.1).inserted }.map { "\($0.0), \($0.1)" }
    return parts.isEmpty ? "" : parts.joined(separator: "; ") + "."
  }

  private static func capitalised(_ letters: Substring) -> String {
    letters.lowercased().capitalisedFirst
  }

  private static func words(of name: String) -> [String] {
    name.split { !$0.isLetter }.map(String.init)
  }
}

// SPDX-License-Identifier: Apache-2.0

import Plain

/// A language of the pages.
enum Language: String, Sendable, CaseIterable {
  case english = "en"
  case german = "de"

  /// How the language calls itself.
  var name: String {
    switch self {
    case .english: "English"
    case .german: "Deutsch"
    }
  }

  /// The language that a browser asks for first, of those there are (RFC 9110, 12.5.4, without weights: browsers send the list in order).
  init(accepting header: String?) {
    let asked = (header ?? "").split(separator: ",").compactMap { part -> Language? in
      Language(
        rawValue: String(part.split(separator: ";").first?.split(separator: "-").first ?? "").trimmed.lowercased())
    }
    self = asked.first ?? .english
  }
}

/// Words of a page in every language, declared at one place.
struct Phrase: Sendable {
  let english: String
  let german: String

  init(_ english: String, _ german: String) {
    self.english = english
    self.german = german
  }

  subscript(language: Language) -> String {
    switch language {
    case .english: english
    case .german: german
    }
  }
}

// SPDX-License-Identifier: Apache-2.0

import Plain

extension Language {
  /// The language that a browser asks for first, of those there are (RFC 9110, 12.5.4, without weights: browsers send the list in order).
  init(accepting header: String?) {
    let asked = (header ?? "").split(separator: ",").compactMap { part -> Language? in
      Language(
        rawValue: String(part.split(separator: ";").first?.split(separator: "-").first ?? "").trimmed.lowercased())
    }
    self = asked.first ?? .english
  }
}

// SPDX-License-Identifier: Apache-2.0

import Course

extension Fields {
  /// Quotes are shorter than this.
  static let quoteLimit = 200

  /// The sources of a mapping.
  func sources(_ key: String = "source") -> [Source] {
    oneOrMore(key).compactMap { item in
      Fields(item, KeyTables.source, section: section, log: log)?.source()
    }
  }

  /// This mapping as one source.
  private func source() -> Source? {
    let section = text("section") ?? section
    if section == nil {
      log.error(mark, "a source without `section`", expected: "`section: …` here or at the top of the file")
    }
    let quote = text("quote")
    if let quote, quote.count >= Self.quoteLimit {
      log.error(
        mark("quote"), "a quote of \(quote.count) characters",
        expected: "under \(Self.quoteLimit): cut it to the words that matter")
    }
    return section.map { Source(section: $0, quote: quote, facts: texts("fact")) }
  }
}

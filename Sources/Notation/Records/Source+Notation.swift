// SPDX-License-Identifier: Apache-2.0

package import Course
import Plain

extension Source: Described {
  /// Quotes are shorter than this.
  package static let quoteLimit = 200

  package static let notation = Record<Source>(
    "source", title: "a source", "Where something is stated.", inlineWidth: 400, blank: { Source(section: "") },
    [
      Field(
        KeyTable.Key("section", .text, "Section, table or chart page; without it, the file's `section`."),
        read: { source, mapping in
          source.section = mapping.value("section", .verbatim) ?? mapping.reader.section ?? ""
          return true
        },
        write: { source, writer in
          let saysMore = source.quote != nil || !source.facts.isEmpty
          return source.section == writer.section && saysMore ? nil : Item(text: source.section)
        }),
      .optional("quote", \.quote, .verbatim, "Words of the source, verbatim, under 200 characters."),
      .many("fact", \.facts, Form<String>.verbatim.oneOrMore, "Number in an inventory of the source."),
    ],
    finish: { source, mapping in
      if source.section.isEmpty {
        mapping.log.error(
          mapping.mark, "a source without `section`", expected: "`section: …` here or at the top of the file")
      }
      if let quote = source.quote, quote.count >= quoteLimit {
        mapping.log.error(
          mapping.mark("quote"), "a quote of \(quote.count) characters",
          expected: "under \(quoteLimit): cut it to the words that matter")
      }
    })
}

extension Field {
  /// Where a record is stated.
  static func sources(
    _ path: any WritableKeyPath<Root, [Source]> & Sendable, _ key: String = "source",
    _ summary: String = "Where it is stated."
  ) -> Field {
    many(key, path, Form<Source>.record.oneOrMore, summary)
  }
}

/// The section that a file opens with.
package enum Section {
  /// The text of the key `section` of a document; what is wrong with it is told by the reader of the file.
  package static func of(_ root: Item) -> String? {
    guard case .fields(let fields) = root.content else { return nil }
    for field in fields where field.key == "section" {
      if case .text(let text) = field.value.content, !text.trimmed.isEmpty { return text.trimmed }
    }
    return nil
  }

  /// The field for a record that is a file.
  static func field<Root>() -> Field<Root> {
    Field(
      KeyTable.Key("section", .text, "Section for every source in this file that names none."),
      read: { _, mapping in
        _ = mapping.value("section", .verbatim)
        return true
      },
      write: { _, writer in writer.section.map { Item(text: $0) } })
  }

  /// The section that most sources share, if two do: what a written file opens with. Of several, the one that comes first.
  static func common(_ sources: [Source]) -> String? {
    var counts: [String: Int] = [:]
    for source in sources { counts[source.section, default: 0] += 1 }
    guard let most = counts.values.max(), most > 1 else { return nil }
    return sources.first { counts[$0.section] == most }?.section
  }
}

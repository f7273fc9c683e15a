// SPDX-License-Identifier: Apache-2.0

package import Course

extension Reference: Described {
  /// An item of `references.yaml`
  package static let notation = Record<Reference>(
    "reference", title: "a reference", "A work that the source cites.", blank: { Reference(number: 0, title: "") },
    [
      .required("number", \.number, .integer(1...99_999), "Number under which it is cited."),
      .recorded("authors", \.authors, .verbatim, "Authors as printed."),
      .required("title", \.title, .verbatim, "Title."),
      .recorded("journal", \.journal, .verbatim, "Journal."),
      .recorded("year", \.year, .integer(1600...2200), "Year of publication."),
      .recorded("doi", \.doi, .verbatim, "DOI as printed: `10.1002/cncr.20544`."),
    ])
}

/// Reads and writes a list of references.
package enum ReferenceList {
  /// All references of a document, each number once.
  package static func read(_ root: Item, _ reader: Reader) -> [Reference] {
    var lines: [Int: Int] = [:]
    return reader.items(root, of: Reference.notation.table.title).compactMap { item in
      guard let reference = Reference.notation.read(item, reader) else { return nil }
      if let line = lines[reference.number] {
        reader.log.error(item.mark, "the reference \(reference.number) is there twice; first in line \(line)")
        return nil
      }
      lines[reference.number] = item.mark.line
      reader.place(.reference(reference.number), item.mark)
      return reference
    }
  }

  /// References as a document.
  package static func written(_ references: [Reference]) -> Item {
    let writer = Writer()
    return Item(content: .list(references.map { Reference.notation.write($0, writer) }))
  }
}

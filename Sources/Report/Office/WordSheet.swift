// SPDX-License-Identifier: Apache-2.0

package import Drawing
import Plain

/// A short document of one patient, such as the page for a tumour board: a title, and parts of sentences, tables and a figure. Word is one format of it.
package struct WordSheet: Sendable {
  /// A part under a heading.
  package struct Part: Sendable {
    /// The heading.
    package var heading: String
    /// Paragraphs.
    package var paragraphs: [String]
    /// The heads and the rows of a table; empty where it has none.
    package var head: [String]
    /// The rows, as wide as the head.
    package var rows: [[String]]
    /// A figure with its caption.
    package var figure: (scene: Scene, caption: String)?

    /// A part.
    package init(
      _ heading: String, paragraphs: [String] = [], head: [String] = [], rows: [[String]] = [],
      figure: (scene: Scene, caption: String)? = nil
    ) {
      self.heading = heading
      self.paragraphs = paragraphs
      self.head = head
      self.rows = rows
      self.figure = figure
    }
  }

  /// The title.
  package var title: String
  /// What stands below it.
  package var subtitle: String
  /// The parts, in their order.
  package var parts: [Part]
  /// The word before a table's number in its caption: `Table`.
  package var table: String
  /// The word before a figure's number in its caption: `Figure`.
  package var figure: String

  /// A document.
  package init(
    title: String, subtitle: String, table: String = "Table", figure: String = "Figure", parts: [Part]
  ) {
    self.title = title
    self.subtitle = subtitle
    self.table = table
    self.figure = figure
    self.parts = parts
  }

  /// As a Word document (`.docx`), by pandoc; throws what to install where it is missing.
  package func docx() throws(ReportFormat.Refusal) -> [UInt8] {
    var manuscript = Manuscript(title: title, subtitle: subtitle)
    manuscript.figureLabel = figure
    var scenes: [Scene] = []
    var tables = 0
    for part in parts {
      manuscript.blocks.append(.heading(part.heading, level: 1))
      manuscript.blocks += part.paragraphs.map { .paragraph([.init($0)]) }
      if let figure = part.figure {
        scenes.append(figure.scene)
        manuscript.blocks.append(
          .figure(
            ReportFigure(name: "figure-\(scenes.count)", caption: figure.caption, scene: figure.scene),
            number: scenes.count))
      }
      if !part.rows.isEmpty {
        tables += 1
        manuscript.blocks.append(
          .table(
            .init(
              label: "\(table) \(tables)", title: part.heading, anchor: "table_\(tables)", head: part.head,
              rows: part.rows.map { $0.map { .init($0) } })))
      }
    }
    return try WordDocument.bytes(of: manuscript, scenes: scenes)
  }
}

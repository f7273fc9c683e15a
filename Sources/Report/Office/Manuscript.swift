// SPDX-License-Identifier: Apache-2.0

import Plain

/// The draft of a document as a value: blocks in their order. A Word document is one format of it, a page and Markdown are others.
package struct Manuscript {
  /// The title.
  package var title: String
  /// What stands below it.
  package var subtitle: String
  /// The word before a figure's number in its caption: `Figure`.
  package var figureLabel = "Figure"
  /// The blocks.
  package var blocks: [Block]

  /// A document.
  package init(title: String, subtitle: String, blocks: [Block] = []) {
    self.title = title
    self.subtitle = subtitle
    self.blocks = blocks
  }

  /// A block.
  package enum Block {
    case heading(String, level: Int, anchor: String? = nil)
    case paragraph([Run], anchor: String? = nil)
    /// What the record does not hold, and the authors have to write.
    case open(String)
    case table(Grid)
    case figure(ReportFigure, number: Int)
    /// From here on pages are wide, or tall again.
    case turn(isWide: Bool)
  }

  /// A piece of text, perhaps one that leads to a place of the document.
  package struct Run: Hashable {
    package var text: String
    /// The anchor that it leads to.
    package var target: String?
    package var isStrong: Bool
    /// Whether it is what somebody has to write: it is marked.
    package var isOpen: Bool

    package init(_ text: String, to target: String? = nil, isStrong: Bool = false, isOpen: Bool = false) {
      self.text = text
      self.target = target
      self.isStrong = isStrong
      self.isOpen = isOpen
    }
  }

  /// A table with its caption and notes.
  package struct Grid {
    /// `Table 1`, `Table S1`
    package var label: String
    package var title: String
    package var anchor: String
    package var head: [String]
    package var rows: [[Cell]]
    package var notes: [String]

    package init(
      label: String, title: String, anchor: String, head: [String], rows: [[Cell]], notes: [String] = []
    ) {
      self.label = label
      self.title = title
      self.anchor = anchor
      self.head = head
      self.rows = rows
      self.notes = notes
    }

    /// A cell: pieces of text, and the anchor that leads here.
    package struct Cell {
      package var runs: [Run]
      package var anchor: String?

      package init(_ runs: [Run], anchor: String? = nil) {
        self.runs = runs
        self.anchor = anchor
      }

      package init(_ text: String, to target: String? = nil, anchor: String? = nil) {
        self.init(text.isEmpty ? [] : [Run(text, to: target)], anchor: anchor)
      }

      package var text: String { runs.map(\.text).joined() }
    }
  }

  /// The tables.
  var grids: [Grid] { blocks.compactMap { if case .table(let grid) = $0 { grid } else { nil } } }

  /// The places that something leads to.
  package var targets: Set<String> {
    Set(
      blocks.flatMap { block -> [String?] in
        switch block {
        case .paragraph(let runs, _): runs.map(\.target)
        case .table(let grid): grid.rows.flatMap { $0.flatMap { $0.runs.map(\.target) } }
        default: []
        }
      }.compactMap(\.self))
  }

  /// The places that there are.
  package var anchors: [String] {
    blocks.flatMap { block -> [String?] in
      switch block {
      case .heading(_, _, let anchor), .paragraph(_, let anchor): [anchor]
      case .table(let grid): [grid.anchor] + grid.rows.flatMap { $0.map(\.anchor) }
      case .figure(_, let number): ["figure_\(number)"]
      case .open, .turn: []
      }
    }.compactMap(\.self)
  }
}

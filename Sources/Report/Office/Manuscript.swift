// SPDX-License-Identifier: Apache-2.0

import Plain

/// The draft of a manuscript as a value: blocks in their order. A Word document is one format of it.
struct Manuscript {
  /// The title.
  var title: String
  /// What stands below it.
  var subtitle: String
  /// The word before a figure's number in its caption: `Figure`.
  var figureLabel = "Figure"
  /// The blocks.
  var blocks: [Block] = []

  /// A block.
  enum Block {
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
  struct Run: Hashable {
    var text: String
    /// The anchor that it leads to.
    var target: String?
    var isStrong = false

    init(_ text: String, to target: String? = nil, isStrong: Bool = false) {
      self.text = text
      self.target = target
      self.isStrong = isStrong
    }
  }

  /// A table with its caption and notes.
  struct Grid {
    /// `Table 1`, `Table S1`
    var label: String
    var title: String
    var anchor: String
    var head: [String]
    var rows: [[Cell]]
    var notes: [String] = []

    /// A cell: pieces of text, and the anchor that leads here.
    struct Cell {
      var runs: [Run]
      var anchor: String?

      init(_ runs: [Run], anchor: String? = nil) {
        self.runs = runs
        self.anchor = anchor
      }

      init(_ text: String, to target: String? = nil, anchor: String? = nil) {
        self.init(text.isEmpty ? [] : [Run(text, to: target)], anchor: anchor)
      }

      var text: String { runs.map(\.text).joined() }
    }
  }

  /// The tables.
  var grids: [Grid] { blocks.compactMap { if case .table(let grid) = $0 { grid } else { nil } } }

  /// The places that something leads to.
  var targets: Set<String> {
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
  var anchors: [String] {
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

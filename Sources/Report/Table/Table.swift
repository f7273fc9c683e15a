// SPDX-License-Identifier: Apache-2.0

/// A table before it has a format: typed cells under columns that say what they hold.
///
/// Print, CSV and JSON are formats of it; none reads another.
public struct Table: Sendable, Hashable {
  /// Name of its files, in kebab-case.
  public var name: String
  /// Title.
  public var title: String
  /// Columns.
  public var columns: [Column]
  /// Rows; each has as many cells as there are columns.
  public var rows: [[Cell]]
  /// Footnotes, each with its mark.
  public var footnotes: [String]

  /// A table, without rows if none are given.
  public init(name: String, title: String, columns: [Column], rows: [[Cell]] = [], footnotes: [String] = []) {
    self.name = name
    self.title = title
    self.columns = columns
    self.rows = rows
    self.footnotes = footnotes
  }

  /// A column: its name, the unit of its numbers, and what its cells are.
  public struct Column: Sendable, Hashable, ExpressibleByStringInterpolation {
    /// What it holds: `Median`.
    public var name: String
    /// What its cells are; a cell of another kind stands for itself.
    public var kind: Kind
    /// The unit of its numbers, where all have the same.
    public var unit: String?
    /// What follows in its head: ` (95 % interval)`.
    public var remark: String
    /// Whether print has the unit in each cell instead of the head.
    public var cellsHaveUnit: Bool

    /// A column.
    public init(
      _ name: String, _ kind: Kind = .words, unit: String? = nil, remark: String = "", cellsHaveUnit: Bool = false
    ) {
      self.name = name
      self.kind = kind
      self.unit = unit
      self.remark = remark
      self.cellsHaveUnit = cellsHaveUnit
    }

    /// A column of words.
    public init(stringLiteral value: String) { self.init(value) }

    /// A column of times in months, each of which prints its unit.
    public static func times(_ name: String, _ kind: Kind = .time) -> Column {
      Column(name, kind, unit: "mo", cellsHaveUnit: true)
    }

    /// The head as print shows it: `Median, mo (95 % interval)`.
    public var head: String { (cellsHaveUnit ? name : withUnit(name)) + remark }
    /// The head with its unit, by which a program finds the column.
    var key: String { withUnit(name) + remark }

    private func withUnit(_ text: String) -> String { unit.map { text.isEmpty ? $0 : "\(text), \($0)" } ?? text }

    /// Heads of the parts of its values: `Duration: from, mo`.
    var partHeads: [String] {
      kind.parts.map { part in "\(name): \(part.name)" + (part.hasUnit ? unit.map { ", \($0)" } ?? "" : "") }
    }
  }

  /// What the cells of a column are, and the parts of one for a program.
  public enum Kind: String, Sendable, Hashable, CaseIterable {
    /// Text.
    case words
    /// A number.
    case number
    /// A day.
    case day
    /// A number between bounds.
    case range
    /// A number between bounds with a unit of its own.
    case amount
    /// A length of time between bounds.
    case length
    /// A time to an event or to censoring.
    case time
    /// So many of so many.
    case share
    /// An estimate with limits.
    case estimate
    /// Limits alone.
    case interval
    /// A day between bounds.
    case days
    /// A p-value.
    case pValue = "p"

    /// The parts that a program finds beside the print; none where the print is the value.
    var parts: [(name: String, hasUnit: Bool)] {
      switch self {
      case .words, .number, .day: []
      case .range, .length: [("from", true), ("to", true)]
      case .amount: [("from", false), ("to", false), ("unit", false)]
      case .time: [("from", true), ("to", true), ("event", false), ("end", false)]
      case .share: [("n", false), ("n with open", false), ("N", false)]
      case .estimate: [("from", true), ("to", true), ("lower limit", true), ("upper limit", true)]
      case .interval: [("lower limit", true), ("upper limit", true)]
      case .days: [("from", false), ("to", false)]
      case .pValue: [("value", false)]
      }
    }
  }
}

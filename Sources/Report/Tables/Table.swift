// SPDX-License-Identifier: Apache-2.0

/// A table before it has a format.
public struct Table: Sendable, Hashable {
  /// Name of its files, in kebab-case.
  public var name: String
  /// Title.
  public var title: String
  /// Column heads, with units where the cells are numbers.
  public var columns: [String]
  /// Rows; each has as many cells as there are columns.
  public var rows: [[Cell]]
  /// Footnotes, each with its mark.
  public var footnotes: [String]

  /// One cell.
  public struct Cell: Sendable, Hashable, ExpressibleByStringInterpolation {
    /// Text.
    public var text: String
    /// Identifier of the trace that says why.
    public var trace: String?

    /// A cell.
    public init(_ text: String, trace: String? = nil) {
      self.text = text
      self.trace = trace
    }

    /// A cell of text.
    public init(stringLiteral value: String) { self.init(value) }
  }

  /// A table without rows.
  public init(name: String, title: String, columns: [String], rows: [[Cell]] = [], footnotes: [String] = []) {
    self.name = name
    self.title = title
    self.columns = columns
    self.rows = rows
    self.footnotes = footnotes
  }
}

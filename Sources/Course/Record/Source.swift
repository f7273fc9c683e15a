// SPDX-License-Identifier: Apache-2.0

/// Where a fact or a claim is stated: a section of a paper or chart and the words used there.
public struct Source: Sendable, Hashable {
  /// The section, document or chart page, as a reader would look it up: `Results/Patient 1`, `Table 2`.
  public var section: String
  /// The words of the source, verbatim, under 200 characters.
  public var quote: String?
  /// Identifiers of the fact in an inventory of the source, if one was made: `P1.03`.
  public var facts: [String]

  /// A source with its section, and where known its words and inventory numbers.
  public init(section: String, quote: String? = nil, facts: [String] = []) {
    self.section = section
    self.quote = quote
    self.facts = facts
  }
}

/// A place in a file of the study folder. Lines and columns count from 1; columns count characters.
public struct SourceLocation: Sendable, Hashable, CustomStringConvertible {
  /// The path relative to the study folder.
  public var file: String
  /// The line, from 1.
  public var line: Int
  /// The column, from 1, in characters.
  public var column: Int

  /// A place in a file.
  public init(file: String, line: Int, column: Int) {
    self.file = file
    self.line = line
    self.column = column
  }

  /// `file:line:column`, as editors and compilers write it.
  public var description: String { "\(file):\(line):\(column)" }
}

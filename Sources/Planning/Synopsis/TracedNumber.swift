// SPDX-License-Identifier: Apache-2.0

/// A number of a synopsis and where the program prints it again: a command line, and the place in what it prints.
public struct TracedNumber: Sendable, Hashable {
  /// As it stands in the synopsis: `4.7`.
  public var text: String
  /// What computes it.
  public var command: PlanCommand.Kind
  /// Where it stands in what the command prints.
  public var place: Place

  /// A place in what a command prints.
  public enum Place: Sendable, Hashable {
    /// A cell of a table in JSON: the table by its name, the row by what its first cell says or begins with, the column by its key, and of a value of several parts which.
    case cell(table: String, row: String, column: String, part: String? = nil, factor: Double = 1, decimals: Int)
    /// Words that are printed.
    case words(String)
  }
}

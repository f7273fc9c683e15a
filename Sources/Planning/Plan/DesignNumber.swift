// SPDX-License-Identifier: Apache-2.0

/// A number of a design: how tables and the design file call it, and where the command of the design prints it.
public struct DesignNumber: Sendable, Hashable {
  /// The key of its row: `power`.
  public let key: String
  /// Its key in the design file, with its unit: `power_share`.
  public let fileKey: String
  /// What it is.
  public let words: String
  /// The number.
  public let value: Double
  /// Decimals of its row.
  public let decimals: Int
  /// Where the command of the design prints it; nil where `trial from` alone does.
  public let place: Place?

  /// A cell of what a command prints.
  public struct Place: Sendable, Hashable {
    /// What computes it.
    public let command: PlanCommand.Kind
    /// The table by its name.
    public let table: String
    /// The row by its first cell.
    public let row: String
    /// The column by its key.
    public let column: String
  }

  init(_ key: String, _ fileKey: String, _ words: String, _ value: Double, _ decimals: Int = 0, at place: Place? = nil)
  {
    self.key = key
    self.fileKey = fileKey
    self.words = words
    self.value = value
    self.decimals = decimals
    self.place = place
  }
}

extension DesignNumber.Place {
  /// A value of a table of facts that the command of the design prints.
  static func fact(_ table: String, _ row: String, by command: PlanCommand.Kind = .design) -> DesignNumber.Place {
    DesignNumber.Place(command: command, table: table, row: row, column: "Value")
  }

  /// A column of the first n of an exact design of one stage.
  static func single(_ column: String, row: String = "first n") -> DesignNumber.Place {
    DesignNumber.Place(command: .design, table: "single-stage", row: row, column: column)
  }
}

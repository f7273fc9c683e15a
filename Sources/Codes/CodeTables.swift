// SPDX-License-Identifier: Apache-2.0

/// The tables that come with the program, embedded in it.
public enum CodeTables {
  /// The table of a system.
  public static func table(_ system: CodeSystem) -> CodeTable {
    tables[system] ?? CodeTable(system: system, head: [:], entries: [])
  }

  /// All tables, in the order of the systems.
  public static var all: [CodeTable] { CodeSystem.allCases.map(table) }

  /// What is wrong with the embedded files: nothing.
  static var problems: [String] { readings.flatMap(\.problems) }

  private static let readings = files.sorted { $0.key < $1.key }.map {
    CodeTable.read(String(decoding: $0.value, as: UTF8.self))
  }
  private static let tables = Dictionary(
    readings.compactMap { reading in reading.table.map { ($0.system, $0) } }, uniquingKeysWith: { first, _ in first })
}

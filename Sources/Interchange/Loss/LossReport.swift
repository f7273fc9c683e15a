// SPDX-License-Identifier: Apache-2.0

/// What became of every value when a study went from one form into another: understood, kept as it stood, left out as stated, or not placed. Nothing is guessed, so that there is no count of it.
public struct LossReport: Sendable, Hashable {
  /// What became of values.
  public enum Outcome: String, Sendable, Hashable, CaseIterable {
    /// They are facts of the study.
    case understood
    /// Their words are in the study, as notes or fields of its own.
    case kept = "kept as it stood"
    /// They are in the file and not in the study, because the mapping says so.
    case leftOut = "left out as stated"
    /// They have no place in the other form.
    case unplaced = "not placed"
  }

  /// Values of one column, or of one field, that went the same way.
  public struct Line: Sendable, Hashable {
    /// What became of them.
    public var outcome: Outcome
    /// The file that they stand in, or the part of the study.
    public var file: String
    /// The column, or the field.
    public var column: String
    /// What they became, or why they could not.
    public var meaning: String
    /// How many.
    public var count: Int
    /// The first few, in words with their rows.
    public var examples: [String]
  }

  /// So many examples are kept of each line.
  static let exampleLimit = 3

  /// The lines, in the order in which they came up.
  public private(set) var lines: [Line] = []
  private var places: [Key: Int] = [:]
  /// Which line followed each the last time: values of one record come in the same order as those of another, so that most are found without a search.
  private var followers: [Int] = []
  private var last = 0

  private struct Key: Sendable, Hashable {
    var outcome: Outcome
    var file: String
    var column: String
    var meaning: String
  }

  /// A report of nothing.
  public init() {}

  /// Adds values.
  public mutating func add(
    _ outcome: Outcome, file: String, column: String, meaning: String, count: Int = 1,
    example: @autoclosure () -> String? = nil
  ) {
    let index = index(outcome, file, column, meaning)
    lines[index].count += count
    if lines[index].examples.count < Self.exampleLimit, let example = example() {
      lines[index].examples.append(example)
    }
  }

  /// The line of values, which is made where there is none.
  private mutating func index(_ outcome: Outcome, _ file: String, _ column: String, _ meaning: String) -> Int {
    if followers.indices.contains(last) {
      let next = followers[last]
      let line = lines[next]
      if line.outcome == outcome, line.column == column, line.meaning == meaning, line.file == file {
        last = next
        return next
      }
    }
    let key = Key(outcome: outcome, file: file, column: column, meaning: meaning)
    let index = places[key] ?? lines.count
    if index == lines.count {
      places[key] = index
      lines.append(Line(outcome: outcome, file: file, column: column, meaning: meaning, count: 0, examples: []))
      followers.append(index)
    }
    if followers.indices.contains(last) { followers[last] = index }
    last = index
    return index
  }

  /// How many values went a way.
  public func count(_ outcome: Outcome) -> Int { lines.reduce(0) { $0 + ($1.outcome == outcome ? $1.count : 0) } }

  /// Whether every value is in the other form.
  public var isWhole: Bool { count(.unplaced) == 0 }

  /// Whether two reports say the same in the same order.
  public static func == (one: LossReport, other: LossReport) -> Bool { one.lines == other.lines }

  /// Hashes what it says.
  public func hash(into hasher: inout Hasher) { hasher.combine(lines) }
}

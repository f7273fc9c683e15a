// SPDX-License-Identifier: Apache-2.0

public import Course

/// A value that a record has for a day of treatment: with its time and place, and what rules make of it.
public struct RecordedFact: Sendable, Hashable {
  /// What it is: `neutrophils`.
  public var name: String
  /// The value in words: `0.9 10⁹/L`.
  public var value: String
  /// When: `2024-06-24`, `between 2024-06-01 and 2024-06-30`, `no day stated`.
  public var when: String
  /// Where it stands.
  public var record: RecordPath?
  /// What the source is called.
  public var sources: [Source]
  /// What rules make of it.
  public var use: Use

  /// What rules make of a value.
  public enum Use: Sendable, Hashable {
    /// It is used as it stands.
    case used
    /// It is used, and a person should look at it: `a bound`.
    case questioned(String)
    /// It is not used, and what it stands for is not known: `12 d old`.
    case notUsed(String)

    /// In words, for print.
    public var words: String {
      switch self {
      case .used: "used"
      case .questioned(let why): "used, \(why)"
      case .notUsed(let why): "not used: \(why)"
      }
    }
  }

  /// A value of a record.
  public init(
    _ name: String, _ value: String, when: String, record: RecordPath? = nil, sources: [Source] = [], use: Use = .used
  ) {
    self.name = name
    self.value = value
    self.when = when
    self.record = record
    self.sources = sources
    self.use = use
  }
}

// SPDX-License-Identifier: Apache-2.0

/// What several sources state of one fact, side by side: `sex: [male, {value: female, source: …}]`.
///
/// Nothing is given up: the field itself holds the one that is used, which is the first unless a statement says why another was decided on.
public struct FactStatements: Sendable, Hashable {
  /// The field, by its key: `sex`.
  public var field: String
  /// The statements, in the order of the record.
  public var all: [One]

  /// One statement of the fact.
  public struct One: Sendable, Hashable {
    /// The value as it is written: `female`.
    public var value: String
    /// Where it is stated.
    public var sources: [Source]
    /// Why it was decided on, where it was.
    public var decision: String?

    /// A statement.
    public init(value: String, sources: [Source] = [], decision: String? = nil) {
      self.value = value
      self.sources = sources
      self.decision = decision
    }
  }

  /// Statements of a field.
  public init(field: String, all: [One]) {
    self.field = field
    self.all = all
  }

  /// The index of the one that is used: the first that was decided on, else the first.
  public var used: Int { all.firstIndex { $0.decision != nil } ?? 0 }

  /// Whether they differ.
  public var disagree: Bool { Set(all.map(\.value)).count > 1 }
}

/// A record that can hold several statements of a fact beside the one that is used.
public protocol HoldsStatements: Sendable {
  /// The facts of which there are several statements.
  var statements: [FactStatements] { get set }
}

extension Entry.Content {
  /// The facts of which several sources make a statement.
  public var statements: [FactStatements] {
    switch self {
    case .diagnosis(let own): own.statements
    case .surgery(let own): own.statements
    case .radiotherapy(let own): own.statements
    case .therapy(let own): own.statements
    case .toxicity(let own): own.statements
    case .assessment(let own): own.statements
    default: []
    }
  }
}

// SPDX-License-Identifier: Apache-2.0

public import Plain
public import Course

/// A derived value together with why it is what it is.
public struct Derived<Value> {
  /// The value, in the units of its type.
  public var value: Value
  /// Why.
  public var trace: Trace

  /// A value with its trace.
  public init(_ value: Value, _ trace: Trace) {
    self.value = value
    self.trace = trace
  }
}

extension Derived: Sendable where Value: Sendable {}

/// Why a derived value is what it is: the definition, the inputs, the arithmetic and the statements behind them.
public struct Trace: Sendable, Hashable, Identifiable {
  /// Stable and unique in the study, fit for a link: `1/maintenance/duration`.
  public var id: String
  /// What was derived: `Duration of treatment, maintenance`.
  public var title: String
  /// The value as text with its unit.
  public var value: String
  /// The same in every language, where it has words or decimals.
  var said: Phrase?
  /// The value in every language.
  public var phrase: Phrase { said ?? Phrase(same: value) }
  /// The definition.
  public var definition: Definition
  /// What went in.
  public var inputs: [Input]
  /// The arithmetic, written out, where there is any.
  public var arithmetic: String?
  /// The statements on time that give the bounds.
  public var statements: [Statement]
  /// What a reader must know: an assumption, a choice between statements that disagree.
  public var remarks: [String]

  /// One input of a derivation.
  public struct Input: Sendable, Hashable {
    /// Name: `first dose`.
    public var name: String
    /// Value as text.
    public var value: String
    /// The same in every language, where it has words.
    var said: Phrase?
    /// The value in every language.
    public var phrase: Phrase { said ?? Phrase(same: value) }
    /// Where it is stated.
    public var sources: [Source]
    /// The record that says it.
    public var record: RecordPath?

    /// An input.
    public init(_ name: String, _ value: String, sources: [Source] = [], record: RecordPath? = nil) {
      self.name = name
      self.value = value
      self.sources = sources
      self.record = record
    }

    /// An input in every language.
    init(_ name: String, _ value: Phrase, sources: [Source] = [], record: RecordPath? = nil) {
      self.init(name, value.english, sources: sources, record: record)
      said = value
    }
  }

  /// A trace of a value in every language.
  init(
    id: String, title: String, value: Phrase, definition: Definition, inputs: [Input] = [], arithmetic: String? = nil,
    statements: [Statement] = [], remarks: [String] = []
  ) {
    self.init(
      id: id, title: title, value: value.english, definition: definition, inputs: inputs, arithmetic: arithmetic,
      statements: statements, remarks: remarks)
    said = value
  }

  /// A trace.
  public init(
    id: String, title: String, value: String, definition: Definition, inputs: [Input] = [], arithmetic: String? = nil,
    statements: [Statement] = [], remarks: [String] = []
  ) {
    self.id = id
    self.title = title
    self.value = value
    self.definition = definition
    self.inputs = inputs
    self.arithmetic = arithmetic
    self.statements = statements
    self.remarks = remarks
  }
}

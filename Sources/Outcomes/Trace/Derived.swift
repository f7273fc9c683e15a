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
  /// What was derived, in every language.
  public var titlePhrase: Phrase
  /// The value with its unit, in every language.
  public var phrase: Phrase
  /// The definition.
  public var definition: Definition
  /// What went in.
  public var inputs: [Input]
  /// The arithmetic, written out, where there is any, in every language.
  public var arithmeticPhrase: Phrase?
  /// The statements on time that give the bounds.
  public var statements: [Statement]
  /// What a reader must know, in every language: an assumption, a choice between statements that disagree.
  public var notes: [Phrase]

  /// What was derived: `Duration of treatment, maintenance`.
  public var title: String { titlePhrase.english }
  /// The value as text with its unit.
  public var value: String { phrase.english }
  /// The arithmetic, written out, where there is any.
  public var arithmetic: String? { arithmeticPhrase?.english }
  /// What a reader must know: an assumption, a choice between statements that disagree.
  public var remarks: [String] { notes.map(\.english) }

  /// One input of a derivation.
  public struct Input: Sendable, Hashable {
    /// Name in every language.
    public var namePhrase: Phrase
    /// Value in every language.
    public var phrase: Phrase
    /// Where it is stated.
    public var sources: [Source]
    /// The record that says it.
    public var record: RecordPath?

    /// Name: `first dose`.
    public var name: String { namePhrase.english }
    /// Value as text.
    public var value: String { phrase.english }

    /// An input.
    public init(_ name: Phrase, _ value: Phrase, sources: [Source] = [], record: RecordPath? = nil) {
      namePhrase = name
      phrase = value
      self.sources = sources
      self.record = record
    }
  }

  /// Whether values that are derived in this task say why they are what they are. Who needs the values of a million patients alone asks for none of it: a trace then
  /// has its identifier and nothing else, and no value is another.
  @TaskLocal package static var isTold = true

  /// A trace. What it says is put together only where it is told (`isTold`).
  public init(
    id: String, title: @autoclosure () -> Phrase, value: @autoclosure () -> Phrase,
    definition: @autoclosure () -> Definition, inputs: @autoclosure () -> [Input] = [],
    arithmetic: @autoclosure () -> Phrase? = nil, statements: @autoclosure () -> [Statement] = [],
    notes: @autoclosure () -> [Phrase] = []
  ) {
    self.id = id
    guard Self.isTold else {
      (titlePhrase, phrase, self.definition) = (.none, .none, .untold)
      (self.inputs, arithmeticPhrase, self.statements, self.notes) = ([], nil, [], [])
      return
    }
    titlePhrase = title()
    phrase = value()
    self.definition = definition()
    self.inputs = inputs()
    arithmeticPhrase = arithmetic()
    self.statements = statements()
    self.notes = notes()
  }
}

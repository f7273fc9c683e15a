// SPDX-License-Identifier: Apache-2.0

import Notation

/// How a value is entered, made of its schema: a form of the browser declares nothing that the notation does not say.
struct Control: Sendable {
  /// What a person sees.
  indirect enum Shape: Sendable {
    /// A text on one line.
    case line
    /// Several values, one on each line; `alone`: one of them may stand without a list.
    case lines(alone: Bool)
    /// One of these words.
    case words([String])
    /// Yes or nothing.
    case flag
    /// The keys of a table, each with a control of its own.
    case group(KeyTable)
    /// Several of them.
    case groups(KeyTable, alone: Bool)
    /// Keys of one's own with values, one on each line: `gemcitabine: Gem`.
    case pairs
  }

  var shape: Shape
  /// Whether the source may be silent on it, or say that it does not know.
  var isRecorded = false
  /// Whether it is a list by its nature; a fact of which several sources may make a statement is none.
  var isList = false
  /// Whether it is a time as stated.
  var isTime = false
  /// What may stand there, as an example.
  var example: String?

  init(shape: Shape) { self.shape = shape }

  /// The control of a schema.
  init(_ schema: Schema) {
    switch schema {
    case .text, .trueOrWords: self.init(shape: .line)
    case .words(let words): self.init(shape: .words(words))
    case .flag: self.init(shape: .flag)
    case .integer(let least, let most):
      self.init(shape: .line)
      example = most.map { "\(least)–\($0)" }
    case .quantity(let text), .pattern(_, let text):
      self.init(shape: .line)
      example = text
    case .time:
      self.init(shape: .line)
      isTime = true
    case .span:
      self.init(shape: .line)
      example = "6 mo"
    case .recorded(let schema):
      self.init(schema)
      isRecorded = true
    case .list(let item): self.init(many: item, alone: false)
    case .oneOrMore(let item): self.init(many: item, alone: true)
    case .table(let name):
      self.init(shape: StudyTables.byName[name].map { .group($0) } ?? .line)
    case .map: self.init(shape: .pairs)
    case .either(let options): self.init(either: options)
    }
  }

  private init(many item: Schema, alone: Bool) {
    let own = Control(item)
    switch own.shape {
    case .group(let table): self.init(shape: .groups(table, alone: alone))
    case .line, .words, .flag, .lines, .groups, .pairs: self.init(shape: .lines(alone: alone))
    }
    isList = true
    isTime = own.isTime
    example = own.example
  }

  /// A value, or its readings, or several statements of it: what is usual has the control; the rest is written on a line as the notation has it.
  private init(either options: [Schema]) {
    guard let first = options.first else {
      self.init(shape: .line)
      return
    }
    self.init(first)
    guard case .line = shape else { return }
    for case .list in options.dropFirst() { shape = .lines(alone: true) }
    for case .oneOrMore in options.dropFirst() { shape = .lines(alone: true) }
  }

  /// Whether texts of it are words of a language, of which a long one wants room.
  var isProse: Bool {
    if case .line = shape { return !isTime && example == nil }
    return false
  }
}

// SPDX-License-Identifier: Apache-2.0

public import Plain

/// A table in one language, such as a command prints.
public typealias Table = TableOf<String>

/// A table in every language, such as a report has: of each text that a reader sees, a language that is missing does not compile.
public typealias PhraseTable = TableOf<Phrase>

/// A table before it has a format: typed cells under columns that say what they hold.
///
/// Its texts are of one language (``Table``) or of every one (``PhraseTable``). Print, CSV and JSON are formats of it; none reads another. Print speaks the reader's language;
/// CSV and JSON are read by programs, and speak English.
public struct TableOf<Text: TableText>: Sendable, Hashable {
  /// Name of its files, in kebab-case.
  public var name: String
  /// Title.
  public var title: Text
  /// Columns.
  public var columns: [Column]
  /// Rows; each has as many cells as there are columns.
  public var rows: [[Cell]]
  /// Footnotes, each with its mark.
  public var footnotes: [Text]

  /// What the cells of a column are.
  public typealias Kind = TableKind
  /// An estimate with its limits.
  public typealias Estimate = TableEstimate

  /// A table, without rows if none are given.
  public init(name: String, title: Text, columns: [Column], rows: [[Cell]] = [], footnotes: [Text] = []) {
    self.name = name
    self.title = title
    self.columns = columns
    self.rows = rows
    self.footnotes = footnotes
  }

  /// A column: its name, the unit of its numbers, and what its cells are.
  public struct Column: Sendable, Hashable {
    /// What it holds: `Median`.
    public var name: Text
    /// What its cells are; a cell of another kind stands for itself.
    public var kind: Kind
    /// The unit of its numbers, where all have the same.
    public var unit: Text?
    /// What follows in its head: ` (95 % interval)`.
    public var remark: Text
    /// Whether print has the unit in each cell instead of the head.
    public var cellsHaveUnit: Bool

    /// A column.
    public init(
      _ name: Text, _ kind: Kind = .words, unit: Text? = nil, remark: Text = Text(same: ""), cellsHaveUnit: Bool = false
    ) {
      self.name = name
      self.kind = kind
      self.unit = unit
      self.remark = remark
      self.cellsHaveUnit = cellsHaveUnit
    }

    /// The head as print shows it: `Median, mo (95 % interval)`.
    public func head(in language: Language) -> String {
      (cellsHaveUnit ? name.text(in: language) : withUnit(name.text(in: language), language))
        + remark.text(in: language)
    }
    /// The same in English, as files for programs have it.
    public var head: String { head(in: .english) }
    /// The head with its unit, by which a program finds the column.
    var key: String { withUnit(name.text(in: .english), .english) + remark.text(in: .english) }

    private func withUnit(_ text: String, _ language: Language) -> String {
      unit.map { unit in text.isEmpty ? unit.text(in: language) : "\(text), \(unit.text(in: language))" } ?? text
    }

    /// Heads of the parts of its values in English: `Duration: from, mo`.
    var partHeads: [String] { partHeads(in: .english) }

    /// Heads of the parts of its values.
    func partHeads(in language: Language) -> [String] {
      kind.parts.map { part in
        "\(name.text(in: language)): \(part.name[language])"
          + (part.hasUnit ? unit.map { ", \($0.text(in: language))" } ?? "" : "")
      }
    }
  }

  /// The same with its texts made others.
  func mapped<Other: TableText>(_ change: (Text) -> Other) -> TableOf<Other> {
    TableOf<Other>(
      name: name, title: change(title),
      columns: columns.map {
        .init(
          change($0.name), $0.kind, unit: $0.unit.map(change), remark: change($0.remark),
          cellsHaveUnit: $0.cellsHaveUnit)
      }, rows: rows.map { $0.map { $0.mapped(change) } }, footnotes: footnotes.map(change))
  }
}

extension TableOf where Text == Phrase {
  /// The table as readers of one language have it.
  public subscript(language: Language) -> Table { mapped { $0[language] } }
}

extension TableOf.Column: ExpressibleByUnicodeScalarLiteral, ExpressibleByExtendedGraphemeClusterLiteral,
  ExpressibleByStringLiteral, ExpressibleByStringInterpolation
where Text == String {
  /// A column of words.
  public init(stringLiteral value: String) { self.init(value) }

  /// A column of times in months, each of which prints its unit.
  public static func times(_ name: String, _ kind: TableKind = .time) -> Self {
    Self(name, kind, unit: "mo", cellsHaveUnit: true)
  }
}

extension TableOf.Column where Text == Phrase {
  /// A column with its name in each language.
  public init(
    _ english: Phrase.Sentence, _ german: Phrase.Sentence, _ kind: TableKind = .words, unit: Phrase? = nil,
    remark: Phrase = .none, cellsHaveUnit: Bool = false
  ) {
    self.init(Phrase(english, german), kind, unit: unit, remark: remark, cellsHaveUnit: cellsHaveUnit)
  }

  /// A column whose name is the same in every language: `n`, `PFS`.
  static func same(
    _ name: String, _ kind: TableKind = .words, unit: Phrase? = nil, remark: Phrase = .none, cellsHaveUnit: Bool = false
  ) -> Self {
    Self(Phrase(same: name), kind, unit: unit, remark: remark, cellsHaveUnit: cellsHaveUnit)
  }

  /// A column of times in months, each of which prints its unit.
  public static func times(
    _ english: Phrase.Sentence, _ german: Phrase.Sentence, _ kind: TableKind = .time
  ) -> Self { Self(Phrase(english, german), kind, unit: .monthSign, cellsHaveUnit: true) }
}

extension Phrase {
  /// `mo`, in German `Mon.`
  static let monthSign = Phrase("mo", "Mon.")
  /// `%`
  static let percentSign = Phrase(same: "%")
}

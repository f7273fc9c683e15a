// SPDX-License-Identifier: Apache-2.0

public import Plain

/// A section that a report has only where somebody asks for it, made by what stands above the report: a forecast.
public struct ReportAddition: Sendable {
  /// The name of the section in an address: `forecast`.
  public var id: String
  /// Its head.
  public var title: Phrase
  /// Its tables, which are files of the report too.
  public var tables: [PhraseTable]
  /// Its figures, behind those of the report.
  public var figures: [ReportFigure]

  /// A section.
  public init(id: String, title: Phrase, tables: [PhraseTable], figures: [ReportFigure]) {
    self.id = id
    self.title = title
    self.tables = tables
    self.figures = figures
  }
}

// SPDX-License-Identifier: Apache-2.0

/// A file of a program for offices that a whole report is written as.
public struct ReportFormat: Sendable {
  /// Its name on the command line.
  public let name: String
  /// What it is, in words.
  public let summary: String
  /// The ending of the file.
  public let ending: String
  /// Writes a report.
  public let write: @Sendable (Report) throws(Refusal) -> Written

  /// All of them. One that comes is one line here.
  public static let all: [ReportFormat] = [xlsx, docx]

  /// The format of a name; nil where there is none.
  public static func named(_ name: String) -> ReportFormat? { all.first { $0.name == name } }

  /// Why there is no file, in words with what helps.
  public struct Refusal: Error, Hashable, Sendable, CustomStringConvertible {
    /// In words.
    public let description: String

    init(_ description: String) { self.description = description }
  }

  /// A report as a file.
  public struct Written: Sendable {
    /// The bytes of the file.
    public var bytes: [UInt8]
    /// What it holds: parts with how many values of each.
    public var held: [(part: String, count: Int)]
    /// What of the report it does not hold: parts with how many values of each, and why.
    public var leftOut: [(part: String, count: Int, why: String)]
  }

  /// The draft of a manuscript for Word.
  public static let docx = ReportFormat(
    name: "docx",
    summary:
      "the draft of a manuscript for Word in the order of CARE: courses in words, tables, figures, methods, and where each of them is from",
    ending: "docx", write: { report throws(Refusal) in try WordDocument.written(report) })

  /// All tables as a workbook.
  public static let xlsx = ReportFormat(
    name: "xlsx",
    summary: "all tables of the report as one workbook, numbers and days as such, with why each value is what it is",
    ending: "xlsx", write: { report throws(Refusal) in try ReportWorkbook(report).written() })
}

// SPDX-License-Identifier: Apache-2.0

public import Dosing
import Drawing
public import Plain
public import Report

/// The synopsis of a protocol in the order of ICH M11, section 1, with what of its later sections a design decides, and a table of the items of SPIRIT 2013.
///
/// What nobody stated is open, and marked; what follows from how the design was computed is proposed, and has to be confirmed. Every number leads to the command line that computes it.
public struct Synopsis: Sendable {
  /// The plan.
  public let plan: TrialPlan
  /// Its figures, in the order of their numbers.
  public let figures: [ReportFigure]
  /// Its numbers, each with what prints it again.
  public let numbers: [TracedNumber]
  /// The items of SPIRIT 2013.
  public let spirit: [SpiritItem]
  package let manuscript: Manuscript

  /// Why there is no synopsis: the plan names what the library does not have.
  public struct Refusal: Error, Sendable, Hashable, CustomStringConvertible {
    /// In words.
    public let description: String
  }

  /// The synopsis of a plan.
  ///
  /// - Parameters:
  ///   - plan: the plan.
  ///   - library: the regimens and rule sets that the plan names by their identifiers.
  public init(_ plan: TrialPlan, library: RegimenLibrary) throws(Refusal) {
    var regimen: Regimen?
    if let id = plan.question.regimen {
      guard let found = library.regimens[id] else {
        throw Refusal(description: "the library has no regimen `\(id.prefix(80))`, which the design names")
      }
      regimen = found
    }
    let rules = (regimen?.rules ?? []).compactMap { library.rules[$0] }
    self.plan = plan
    let drawn = PlanFigures(plan, regimen)
    figures = drawn?.inOrder ?? []
    var writer = SynopsisWriter(plan, regimen: regimen, rules: rules, figures: drawn)
    writer.write()
    numbers = writer.numbers
    spirit = SpiritItem.all(plan, hasRegimen: regimen != nil)
    manuscript = Manuscript(
      title: plan.question.title ?? "[open: title of the trial]",
      subtitle:
        "Draft of a protocol synopsis from the design file of Verlauf \(plan.version). Marked fields are open: a person who answers for the trial has to fill them.",
      blocks: writer.blocks)
  }

  /// What stands at the end of each form.
  static let footer = "Verlauf \(ReportInfo.version). \(ReportInfo.notice)"

  /// How many fields are open.
  public var openCount: Int {
    manuscript.blocks.reduce(0) { count, block in
      switch block {
      case .paragraph(let runs, _): count + runs.count { $0.isOpen }
      case .table(let grid):
        count
          + grid.rows.reduce(0) { $0 + $1.count { cell in cell.runs.contains { $0.isOpen && $0.text.hasPrefix("[") } } }
      default: count
      }
    }
  }

  /// As one page, without scripts and without a network.
  public var html: String { manuscript.html(figures: figures, footer: Self.footer) }
  /// As Markdown.
  public var markdown: String { manuscript.markdown(footer: Self.footer) }
  /// As a Word document, through pandoc.
  public func word() throws(ReportFormat.Refusal) -> [UInt8] {
    try WordDocument.bytes(of: manuscript, scenes: figures.map(\.scene))
  }

  /// The page, Markdown, the table of SPIRIT as CSV, the design, and each figure with its data, as files of a folder.
  public var files: [OutputFile] {
    [
      OutputFile(path: "synopsis.html", text: html), OutputFile(path: "synopsis.md", text: markdown),
      OutputFile(path: "spirit-2013.csv", text: SpiritItem.table(spirit).csv),
      OutputFile(path: "design.json", text: DesignFile.text(of: plan)),
    ]
      + figures.flatMap { figure in
        [OutputFile(path: "figures/\(figure.name).svg", text: figure.svg)]
          + (figure.csv.map { [OutputFile(path: "figures/\(figure.name).csv", text: $0)] } ?? [])
      }
  }
}

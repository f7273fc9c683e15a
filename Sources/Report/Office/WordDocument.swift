// SPDX-License-Identifier: Apache-2.0

import Drawing
import Foundation
import Plain

/// Writes a manuscript as a Word document: as pandoc's document tree in JSON, through pandoc, so that nothing of it is read as markup.
///
/// The document goes through pipes. Pictures stand for that long in a folder that nobody else can read: in the tree pandoc would write each of them a second time, as the name
/// of its own file.
enum WordDocument {
  /// The draft of a report as a document.
  static func written(
    _ report: Report, searchPath: String = ProcessInfo.processInfo.environment["PATH"] ?? ""
  ) throws(ReportFormat.Refusal) -> ReportFormat.Written {
    let draft = ManuscriptDraft(report)
    let bytes = try bytes(of: draft.manuscript, scenes: report.figures.map(\.scene), searchPath: searchPath)
    return ReportFormat.Written(bytes: bytes, held: held(draft, report), leftOut: draft.leftOut)
  }

  /// A manuscript as a document.
  ///
  /// - Parameter scenes: its figures, in the order of their numbers.
  static func bytes(
    of manuscript: Manuscript, scenes: [Scene],
    searchPath: String = ProcessInfo.processInfo.environment["PATH"] ?? ""
  ) throws(ReportFormat.Refusal) -> [UInt8] {
    guard let pandoc = Filter.path(of: "pandoc", in: searchPath) else {
      throw ReportFormat.Refusal(
        "a Word document is written by pandoc, which is not installed. Debian and Ubuntu: apt install pandoc. macOS: brew install pandoc."
      )
    }
    var pictures: [Int: [UInt8]] = [:]
    do throws(RasterRenderer.Failure) {
      let renderer = scenes.isEmpty ? nil : try RasterRenderer(searchPath: searchPath)
      for (index, scene) in scenes.enumerated() {
        pictures[index + 1] = try renderer?.bytes(scene, format: .png(dotsPerInch: 300))
      }
    } catch { throw ReportFormat.Refusal("\(error)") }
    let version = try run(pandoc, ["--from", "html", "--to", "json"], [])
    guard let numbers = apiVersion(String(decoding: version, as: UTF8.self)) else {
      throw ReportFormat.Refusal("pandoc does not say the version of its document tree; expected pandoc 2.10 or later")
    }
    let tree = tree(manuscript, pictures: pictures, version: numbers)
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("verlauf-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    do {
      try FileManager.default.createDirectory(
        at: folder, withIntermediateDirectories: false, attributes: [.posixPermissions: 0o700])
      for (number, picture) in pictures { try Data(picture).write(to: folder.appendingPathComponent(name(number))) }
    } catch {
      throw ReportFormat.Refusal("pictures cannot be kept for pandoc: \(error.localizedDescription)")
    }
    let arguments = ["--from", "json", "--to", "docx", "--resource-path", folder.path, "--output", "-"]
    return try run(pandoc, arguments, Array(tree.text(.compact).utf8))
  }

  private static func held(_ draft: ManuscriptDraft, _ report: Report) -> [(part: String, count: Int)] {
    let sentences = draft.manuscript.blocks.reduce(0) { count, block in
      if case .paragraph(let runs, _) = block {
        count + runs.count { $0.target?.hasPrefix("sentence_") == true }
      } else {
        count
      }
    }
    return draft.manuscript.grids.map { ("\($0.label) \($0.title)", $0.rows.reduce(0) { $0 + $1.count }) }
      + [("sentences of courses", sentences), ("figures", report.figures.count)]
  }

  private static func run(_ pandoc: String, _ arguments: [String], _ input: [UInt8]) throws(ReportFormat.Refusal)
    -> [UInt8]
  {
    do throws(Filter.Failure) {
      return try Filter.run(pandoc, arguments, input: input, seconds: 180, limit: 500_000_000)
    } catch {
      switch error {
      case .system(let error): throw ReportFormat.Refusal("pandoc: \(error)")
      case .timeLimit(let seconds): throw ReportFormat.Refusal("pandoc took longer than \(seconds) s and was ended")
      case .sizeLimit(let bytes): throw ReportFormat.Refusal("pandoc printed more than \(bytes) bytes and was ended")
      case .status(let status, let message):
        throw ReportFormat.Refusal(
          "pandoc failed with status \(status): \(message.trimmingCharacters(in: .whitespacesAndNewlines))")
      }
    }
  }

  /// The name of a picture.
  fileprivate static func name(_ number: Int) -> String { "figure-\(number).png" }

  /// The version of the tree, `[1,22,2,1]`: pandoc reads trees of its own version only, and those that we write are the same from 2.10 on (1.21).
  static func apiVersion(_ json: String) -> [Int]? {
    guard let start = json.firstRange(of: "\"pandoc-api-version\":[") else { return nil }
    let numbers = json[start.upperBound...].prefix { $0 != "]" }.split(separator: ",").map { Int($0) }
    let version = numbers.compactMap(\.self)
    guard version.count == numbers.count, version.count >= 2, version[0] == 1, version[1] >= 21 else { return nil }
    return version
  }

  // MARK: the tree

  /// The tree of a manuscript.
  static func tree(_ manuscript: Manuscript, pictures: [Int: [UInt8]], version: [Int]) -> JSON {
    let places = Dictionary(manuscript.anchors.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
    var writer = Writer(places: places, pictures: pictures, figureLabel: manuscript.figureLabel)
    for block in manuscript.blocks { writer.write(block) }
    return .object([
      ("pandoc-api-version", .array(version.map { .integer($0) })),
      (
        "meta",
        .object([
          ("title", node("MetaInlines", .array([string(manuscript.title)]))),
          ("subtitle", node("MetaInlines", .array([string(manuscript.subtitle)]))),
        ])
      ), ("blocks", .array(writer.blocks)),
    ])
  }

  private static func node(_ kind: String, _ content: JSON) -> JSON { .object([("t", .string(kind)), ("c", content)]) }
  private static func string(_ text: String) -> JSON { node("Str", .string(DocumentText.plain(text))) }
  private static func attributes(_ pairs: [(String, String)] = []) -> JSON {
    .array([.string(""), .array([]), .array(pairs.map { .array([.string($0), .string($1)]) })])
  }

  private struct Writer {
    /// The number of each anchor.
    let places: [String: Int]
    let pictures: [Int: [UInt8]]
    let figureLabel: String
    private(set) var blocks: [JSON] = []
    private var isWide = false

    init(places: [String: Int], pictures: [Int: [UInt8]], figureLabel: String) {
      self.figureLabel = figureLabel
      self.places = places
      self.pictures = pictures
    }

    mutating func write(_ block: Manuscript.Block) {
      switch block {
      case .heading(let text, let level, let anchor):
        blocks.append(node("Header", .array([.integer(level), attributes(), .array(mark(anchor) + [string(text)])])))
      case .paragraph(let runs, let anchor): blocks.append(paragraph(mark(anchor) + runs.map(inline)))
      case .open(let text): blocks.append(paragraph([node("Emph", .array([string(text)]))]))
      case .turn(let isWide):
        // A section is described where it ends.
        blocks.append(raw(WordMarkup.end(isWide: self.isWide)))
        self.isWide = isWide
      case .table(let grid):
        caption(grid.label, grid.title, style: "TableCaption", anchor: grid.anchor)
        let width = isWide ? WordMarkup.wideWidth : WordMarkup.tallWidth
        blocks.append(raw(WordMarkup.table(grid, width: width) { places[$0] ?? 0 }))
        for note in grid.notes { blocks.append(raw(Self.note(note))) }
        blocks.append(raw(Self.note("")))
      case .figure(let figure, let number): self.figure(figure, number)
      }
    }

    private mutating func figure(_ figure: ReportFigure, _ number: Int) {
      if pictures[number] != nil {
        // In the size of the scene, as far as a page has room.
        let scale = min(1, 468 / figure.scene.width, 560 / figure.scene.height)
        let inches = figure.scene.width * scale / 72
        let alternative = [figure.scene.title, figure.scene.summary].filter { !$0.isEmpty }.joined(separator: ". ")
        styled(
          "Captioned Figure",
          [
            node(
              "Image",
              .array([
                attributes([("width", Numbers.machine(inches, decimals: 3) + "in")]), .array([string(alternative)]),
                .array([.string(WordDocument.name(number)), .string("")]),
              ]))
          ])
      }
      caption("\(figureLabel) \(number)", figure.caption, style: "ImageCaption", anchor: "figure_\(number)")
    }

    /// A caption in a style of pandoc's documents, by its id.
    private mutating func caption(_ label: String, _ text: String, style: String, anchor: String) {
      let place = WordMarkup.anchor(anchor, number: places[anchor] ?? 0)
      blocks.append(raw(WordMarkup.caption(label, text, style: style, place: place)))
    }

    private mutating func styled(_ style: String, _ inlines: [JSON]) {
      blocks.append(node("Div", .array([attributes([("custom-style", style)]), .array([paragraph(inlines)])])))
    }

    private func paragraph(_ inlines: [JSON]) -> JSON { node("Para", .array(inlines)) }

    /// A small paragraph below a table.
    private static func note(_ text: String) -> Markup {
      .element(
        "w:p",
        .element(
          "w:pPr", .element("w:spacing", ["w:before": "20", "w:after": "40", "w:line": "240", "w:lineRule": "auto"])),
        text.isEmpty ? .nothing : WordMarkup.run(.init(text), size: 16))
    }

    private func mark(_ anchor: String?) -> [JSON] {
      anchor.map { [rawInline(WordMarkup.anchor($0, number: places[$0] ?? 0))] } ?? []
    }

    private func inline(_ run: Manuscript.Run) -> JSON {
      if run.target != nil { return rawInline(WordMarkup.run(run)) }
      return run.isStrong ? node("Strong", .array([string(run.text)])) : string(run.text)
    }

    private func raw(_ markup: Markup) -> JSON { node("RawBlock", .array([.string("openxml"), .string(markup.text)])) }
    private func rawInline(_ markup: Markup) -> JSON {
      node("RawInline", .array([.string("openxml"), .string(markup.text)]))
    }
  }
}

// SPDX-License-Identifier: Apache-2.0

public import Drawing
public import Plain

/// A figure of a report.
public struct ReportFigure: Sendable {
  /// Name of its files.
  public var name: String
  /// Caption.
  public var caption: String
  /// What is drawn.
  public var scene: Scene
  /// Its data as CSV; nil where a table of the report holds them.
  public var csv: String?

  /// A figure.
  public init(name: String, caption: String, scene: Scene, csv: String? = nil) {
    self.name = name
    self.caption = caption
    self.scene = scene
    self.csv = csv
  }

  /// The pages of a figure: the first has its name and data, each that follows a number.
  static func pages(
    _ name: String, _ caption: String, _ scenes: [Scene], csv: String? = nil, in language: Language
  ) -> [ReportFigure] {
    scenes.enumerated().map { index, scene in
      ReportFigure(
        name: index == 0 ? name : "\(name)-page-\(index + 1)",
        caption: scenes.count == 1
          ? caption
          : index == 0
            ? Phrase("\(caption) Page 1 of \(scenes.count).", "\(caption) Seite 1 von \(scenes.count).")[language]
            : Phrase(
              "Continued, page \(index + 1) of \(scenes.count).", "Fortsetzung, Seite \(index + 1) von \(scenes.count)."
            )[
              language],
        scene: scene, csv: index == 0 ? csv : nil)
    }
  }

  /// For the page, with identifiers that no other figure has.
  var inlineSVG: String { SVGRenderer(idPrefix: name, sizing: .responsive).render(scene) }
  /// For a file.
  public var svg: String { SVGRenderer(idPrefix: name).render(scene) }

  /// PDF and PNG (300 dpi) of figures, which need a converter; named by the figures alone.
  ///
  /// - Parameters:
  ///   - figures: what is drawn.
  ///   - progress: told the number of each figure before it is drawn.
  /// - Throws: where the converter is missing or fails; its message says how to install it.
  public static func prints(
    _ figures: [ReportFigure], progress: (Int) -> Void = { _ in }
  ) throws(RasterRenderer.Failure) -> [OutputFile] {
    let renderer = try RasterRenderer()
    var files: [OutputFile] = []
    for (index, figure) in figures.enumerated() {
      progress(index + 1)
      for (ending, format) in [("pdf", RasterRenderer.Format.pdf), ("png", .png(dotsPerInch: 300))] {
        files.append(
          OutputFile(path: "\(figure.name).\(ending)", bytes: try renderer.bytes(figure.scene, format: format)))
      }
    }
    return files
  }
}

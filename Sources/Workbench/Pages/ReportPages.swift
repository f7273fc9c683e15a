// SPDX-License-Identifier: Apache-2.0

import Drawing
import Figures
import Foundation
import Outcomes
import Plain
import Report
import Review

/// The report as it will print, with the settings beside it and everything to download.
struct ReportPages {
  let pages: StudyPages
  let state: StudyState

  private var visit: Visit { pages.visit }

  func answer(_ address: Address) async throws -> Answer {
    let settings = ReportSettings(visit.query)
    let report = await pages.open.report(state, settings, in: visit.language)
    switch address {
    case .reportPart(let name): return try part(name, report)
    case .reportArchive: return try archive(report)
    default: return page(report, settings)
    }
  }

  /// How a file is called in an address: its path, without what an address cannot have.
  static func name(_ path: String) -> String { path.replacing("/", with: "_") }

  private func part(_ name: String, _ report: Report) throws -> Answer {
    guard let file = report.files().first(where: { Self.name($0.path) == name }) else { throw PageError.notFound }
    let type = Self.type(file.path)
    let own = String(file.path.split(separator: "/").last ?? "part")
    return Answer.download(file.bytes, type: type, name: own)
  }

  /// The files that `verlauf report` writes; with PDF and PNG of its figures where they are asked for.
  private func archive(_ report: Report) throws -> Answer {
    let wantsPrints = visit.query["prints"] == "1"
    var prints: [OutputFile] = []
    if wantsPrints {
      do throws(RasterRenderer.Failure) {
        prints = try ReportFigure.prints(report.figures).map { OutputFile(path: "figures/" + $0.path, bytes: $0.bytes) }
      } catch { throw PageError(Phrase("\(error)", "\(error)")) }
    }
    let files = (report.files(hasPrints: !prints.isEmpty) + prints).map {
      OutputFile(path: "report/" + $0.path, bytes: $0.bytes)
    }
    do throws(ZipArchive.Failure) {
      let bytes = try ZipArchive.pack(files, searchPath: ProcessInfo.processInfo.environment["PATH"] ?? "")
      return Answer.download(bytes, type: "application/zip", name: "report.zip")
    } catch { throw PageError(Phrase("\(error)", "\(error)")) }
  }

  private static func type(_ path: String) -> String {
    switch path.split(separator: ".").last.map(String.init) {
    case "html": "text/html; charset=utf-8"
    case "csv": "text/csv; charset=utf-8"
    case "json": "application/json"
    case "svg": "image/svg+xml"
    case "md": "text/markdown; charset=utf-8"
    default: "application/octet-stream"
    }
  }

  // MARK: the page

  private func page(_ report: Report, _ settings: ReportSettings) -> Answer {
    let layout = pages.layout(state, .report)
    let query = settings.query
    let errors = state.review.count(.error)
    let all = query.isEmpty ? "" : "&" + query
    return layout.page(
      visit(Words.report),
      [
        layout.head(
          visit(Words.report), .nothing,
          visit.link(.reportArchive, query: query, class: "button primary", visit.text(Words.downloadAll)),
          visit.link(
            .reportArchive, query: "prints=1" + all, class: "button",
            .text("\(visit(Words.downloadAll)) \(visit(Words.withPrints))"))),
        errors == 0
          ? .nothing : .element("p", ["class": "callout warning"], .text("\(errors): \(visit(Words.reportErrors))")),
        .element(
          "div", ["class": "grid2 side"], self.settings(settings),
          .element("div", ["class": "stack"], [files(report, query)] + figures(report, query) + tables(report, query))),
      ])
  }

  private func settings(_ settings: ReportSettings) -> Markup {
    func select(_ name: String, _ label: Phrase, _ options: [(String, String)], _ chosen: String) -> Markup {
      .element(
        "div", .element("label", ["for": "s-\(name)"], visit.text(label)),
        .element(
          "select", ["name": name, "id": "s-\(name)"],
          options.map { value, label in
            value == chosen
              ? .element("option", ["value": value, "selected": "selected"], .text(label))
              : .element("option", ["value": value], .text(label))
          }))
    }
    func anchors(_ all: [String], _ words: (String) -> String?) -> [(String, String)] {
      [("", visit(Words.suited))] + all.map { ($0, words($0) ?? $0) }
    }
    return .element(
      "form", ["method": "get", "action": Address.report.path, "class": "panel settings noprint"],
      .element("header", .element("h2", visit.text(Words.settings))),
      .element(
        "div", ["class": "in stack"],
        select(
          "anchor", Words.anchor,
          anchors(ReportSettings.anchors) { (CourseFigureOptions.Anchor($0)?.phrase).map { visit($0) } },
          settings.anchor),
        select(
          "cohort", Words.cohortAnchor,
          anchors(ReportSettings.cohorts) { (CohortOptions.Anchor($0)?.phrase).map { visit($0) } },
          settings.cohort),
        select(
          "unit", Words.unit, CourseFigureOptions.Unit.allCases.map { ($0.rawValue, visit($0.phrase)) },
          settings.unit.rawValue),
        select(
          "order", Words.order, CourseFigureOptions.Order.allCases.map { ($0.rawValue, $0.rawValue) },
          settings.order.rawValue),
        select("width", Words.width, ReportSettings.widths.map { ("\($0)", "\($0) mm") }, "\(settings.width)"),
        select(
          "print", Words.colours,
          [
            ("colour", visit(Phrase("colour", "farbig"))), ("greyscale", visit(Phrase("greyscale", "Graustufen"))),
          ], settings.print == .colour ? "colour" : "greyscale"),
        select(
          "responses", Words.responses, CohortOptions.Responses.allCases.map { ($0.rawValue, $0.rawValue) },
          settings.responses.rawValue),
        .element("button", ["class": "primary"], visit.text(Words.show))))
  }

  private func files(_ report: Report, _ query: String) -> Markup {
    let files = [
      ("index.html", visit(Words.reportPage)), ("patients.csv", visit(Words.data)),
      ("patients-codebook.csv", visit(Words.data)),
      ("outcomes.json", visit(Words.data)), ("findings.json", visit(Words.findings)),
    ]
    return Layout.panel(
      "files", visit(Words.downloads), .nothing,
      .element(
        "ul", ["class": "files in"], files.map { path, label in .element("li", .text(label), file(path, query)) }))
  }

  private func file(_ path: String, _ query: String) -> Markup {
    .element(
      "a",
      [
        "href": Address.reportPart(Self.name(path)).path + (query.isEmpty ? "" : "?" + query), "download": "",
      ], .text(path))
  }

  private func figures(_ report: Report, _ query: String) -> [Markup] {
    report.figures.enumerated().map { index, figure in
      .element(
        "figure", ["class": "panel"],
        .element(
          "div",
          ["class": "sheet", "tabindex": "0", "role": "group", "aria-label": "\(visit(Words.figures)) \(index + 1)"],
          .picture(
            svg: SVGRenderer(idPrefix: "r\(index)", sizing: .responsive).render(
              FigureLinks.entries(figure.scene) { _ in nil }))),
        .element(
          "figcaption", ["class": "in small"],
          .element("b", .text("\(visit(Words.figure)) \(index + 1). ")), .text(figure.caption), " ",
          file("figures/\(figure.name).svg", query)))
    }
  }

  private func tables(_ report: Report, _ query: String) -> [Markup] {
    report.tables.all.map { table in
      TablePanel(
        table: table, language: visit.language,
        beside: [file("tables/\(table.name).csv", query), file("tables/\(table.name).md", query)]
      ).markup
    }
  }
}

// SPDX-License-Identifier: Apache-2.0

import Chronology
import Course
import Figures
import Outcomes
import Plain
import Review

/// The report as one page that works from disk, without a network and without scripts.
struct ReportPage {
  let report: Report
  /// Whether PDF and PNG of the figures lie beside the page.
  let hasPrints: Bool
  /// More patients than this are only in the tables' files.
  let patientLimit = 300
  /// The traces that stand on the page.
  let anchors: Set<Trace.ID>

  init(report: Report, hasPrints: Bool) {
    self.report = report
    self.hasPrints = hasPrints
    anchors = Set(report.traces.prefix(patientLimit).flatMap { $0.traces.map(\.id) })
  }

  var html: String {
    Page(
      title: report.study.title, style: Self.style, styleHash: Self.styleHash,
      body: [
        Markup.element("a", ["class": "skip", "href": "#main"], "Skip to the report"), header, navigation,
        Markup.element(
          "main", ["id": "main"], figures, tables, cohort, narratives, findings,
          section("claims", "Claims and verdicts", [report.tables.claims.html(rows: 2000, linking: anchors)]),
          .group(
            report.tables.secondEntry.map {
              section("second-entry", "Second entry", [$0.html(rows: 1000, linking: anchors)])
            }),
          section("care", "Reporting guideline", [report.tables.care.html(rows: 20, linking: anchors)]),
          section("methods", "Methods", report.methods.map { Markup.element("p", .text($0)) }), traces),
        Markup.element("footer", .element("p", "Verlauf \(ReportInfo.version). \(ReportInfo.notice)")),
      ]
    ).html
  }

  private func section(_ id: String, _ title: String, _ content: [Markup]) -> Markup {
    Markup.element("section", ["id": id], [.element("h2", .text(title))] + content)
  }

  private var header: Markup {
    let study = report.study
    let facts = [
      ("Centre", study.centre.value), ("Design", study.design.value),
      ("Treated", study.period.value.map { Wording.period($0.text) }),
      ("Data cut-off", study.dataCutOff.value?.text), ("Ethics", study.ethics.value), ("Consent", study.consent.value),
      ("Source", study.citation.value), ("Licence", study.licence.value),
    ].map { Markup.element("div", .element("dt", .text($0)), .element("dd", .text($1 ?? "not stated"))) }
    let counts = Severity.allCases.map { severity in
      let count = report.review.count(severity)
      return Markup.element(
        "li", ["class": severity.rawValue],
        Markup.element(
          "a", ["href": "#findings"], .element("b", "\(count)"), " \(severity.rawValue)\(count == 1 ? "" : "s")"))
    }
    let decided = report.review.decided.count
    let settled: [Markup] =
      decided == 0
      ? [] : [.element("li", .element("a", ["href": "#findings"], .element("b", "\(decided)"), " decided"))]
    let patients = Markup.element("li", .element("b", "\(report.outcomes.patients.count)"), " patients")
    return Markup.element(
      "header", .element("h1", .text(study.title)), .element("dl", ["class": "facts"], facts),
      Markup.element("ul", ["class": "strip"], [patients] + counts + settled))
  }

  private var navigation: Markup {
    let sections = [
      ("figures", "Figures"), ("tables", "Tables"), ("cohort", "Cohort"), ("courses", "Courses"),
      ("findings", "Findings"), ("claims", "Claims"), ("care", "CARE"), ("methods", "Methods"), ("traces", "Why"),
    ]
    return Markup.element(
      "nav", ["aria-label": "Sections"],
      Markup.element("ul", sections.map { Markup.element("li", .element("a", ["href": "#" + $0], .text($1))) }))
  }

  private var figures: Markup {
    let leftOut = report.leftOutFigures.map { Markup.element("p", ["class": "hint"], .text($0)) }
    guard !report.figures.isEmpty || !leftOut.isEmpty else { return .nothing }
    let figures = report.figures.enumerated().map { index, figure in
      Markup.element(
        "figure", ["class": "plot"], .element("div", ["class": "paper"], .picture(svg: figure.inlineSVG)),
        Markup.element(
          "figcaption", .element("b", "Figure \(index + 1)."), .text(" \(figure.caption) "),
          Markup.element("span", ["class": "files"], "figures/\(figure.name).svg\(hasPrints ? ", .pdf, .png" : "")")))
    }
    return section("figures", "Figures", figures + leftOut)
  }

  private var tables: Markup {
    section(
      "tables", "Tables",
      [.element("p", ["class": "hint"], "Every underlined value links to why it is what it is.")]
        + report.tables.patients.map { $0.html(rows: patientLimit, linking: anchors) })
  }

  private var cohort: Markup {
    let (cohort, measured) = (report.tables.cohort, report.tables.measured)
    var content = cohort.map { $0.html(rows: patientLimit, linking: anchors) }
    if cohort.isEmpty { content.append(.element("p", "No patient has a therapy to start time from.")) }
    if !measured.isEmpty {
      content += [.element("h3", "Measured response")] + measured.map { $0.html(rows: 3000, linking: anchors) }
    }
    return section("cohort", "Cohort", content)
  }

  private var narratives: Markup {
    let all = report.narratives
    var content = all.prefix(patientLimit).map {
      Markup.element("article", .element("h3", "Patient \($0.patient)"), .element("p", .text($0.text)))
    }
    if all.count > patientLimit { content.append(.element("p", "The first \(patientLimit) of \(all.count) patients.")) }
    return section("courses", "Courses", content)
  }

  private var findings: Markup {
    let all = report.review.findings
    var content: [Markup] = all.isEmpty ? [.element("p", "None.")] : []
    for severity in Severity.allCases {
      let found = all.filter { $0.severity == severity }
      guard !found.isEmpty else { continue }
      let summary = Markup.element("summary", .element("h3", "\(severity.rawValue.capitalisedFirst)s (\(found.count))"))
      var inside = [summary] + found.prefix(1000).map(card)
      if found.count > 1000 {
        inside.append(.element("p", "The first 1000 of \(found.count); tables/findings.csv holds all."))
      }
      content.append(.element("details", severity == .note ? [:] : ["open": "open"], inside))
    }
    let decided = report.review.decided
    if !decided.isEmpty {
      content.append(
        .element(
          "details", [:],
          [.element("summary", .element("h3", "Decided (\(decided.count))"))] + decided.prefix(1000).map(card)))
    }
    return section("findings", "Findings", content)
  }

  private func card(_ finding: Finding) -> Markup {
    let about = finding.patient.map { "Patient \($0)" } ?? "Series"
    return Markup.element(
      "article", ["class": "card \(finding.severity.rawValue)"],
      Markup.element("p", ["class": "label"], "\(finding.severity.rawValue) · \(about) · \(finding.rule)"),
      Markup.element("p", .element("b", .text(finding.summary.english))), sum(finding.arithmetic?.english),
      list(finding.evidence.map(evidence)),
      finding.decision.map { .element("p", .element("b", .text($0.words.capitalisedFirst))) } ?? .nothing,
      Markup.element("p", ["class": "settle"], "Settled by: \(finding.settledBy.english)"))
  }

  private func evidence(_ evidence: Evidence) -> Markup {
    Markup.element(
      "li", .text(evidence.text.english), sources(evidence.sources),
      place(of: evidence.record))
  }

  /// Where a record stands, after a space; nothing for a record that no file holds.
  private func place(of record: RecordPath?) -> Markup {
    report.outcomes.places[record].map { .group([" ", .element("code", .text($0.description))]) } ?? .nothing
  }

  private func sources(_ sources: [Source]) -> Markup {
    .group(
      sources.prefix(3).flatMap { source -> [Markup] in
        let quote = source.quote.map { ": “\($0)”" } ?? ""
        return [" ", .element("span", ["class": "source"], .text(source.section + quote))]
      })
  }

  private func sum(_ arithmetic: String?) -> Markup {
    arithmetic.map { Markup.element("p", ["class": "sum"], .text($0)) } ?? .nothing
  }

  private func list(_ items: [Markup]) -> Markup { items.isEmpty ? .nothing : .element("ul", items) }

  private var traces: Markup {
    section(
      "traces", "Why: every derived value",
      report.traces.prefix(patientLimit).flatMap { own in
        [.element("h3", "Patient \(own.patient)")] + own.traces.map(trace)
      })
  }

  private func trace(_ trace: Trace) -> Markup {
    let inputs = trace.inputs.map { Markup.element("li", "\($0.name): \($0.value)", sources($0.sources)) }
    let statements = trace.statements.map { statement in
      Markup.element(
        "li", .text(statement.text),
        statement.kind == .stated ? .nothing : .group([" ", .element("span", ["class": "source"], "implied")]),
        sources(statement.sources), place(of: statement.record))
    }
    return Markup.element(
      "article", ["class": "trace", "id": Trace.anchor(trace.id), "tabindex": "-1"],
      [
        Markup.element("h4", "\(trace.title): \(trace.value)"),
        Markup.element(
          "p", .text(trace.definition.text), " ", .element("span", ["class": "source"], .text(trace.definition.source))),
        sum(trace.arithmetic), list(inputs + statements),
      ] + trace.remarks.map { Markup.element("p", ["class": "hint"], .text($0)) })
  }
}

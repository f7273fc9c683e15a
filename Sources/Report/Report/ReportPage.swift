// SPDX-License-Identifier: Apache-2.0

import Chronology
import Course
import Drawing
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

  /// A phrase as the reader reads it.
  private func say(_ phrase: Phrase) -> String { phrase[report.language] }
  private func text(_ phrase: Phrase) -> Markup { .text(say(phrase)) }

  private func html(_ table: PhraseTable, rows: Int) -> Markup {
    table.html(rows: rows, linking: anchors, in: report.language)
  }

  var html: String {
    Page(
      title: report.study.title, style: Self.style, styleHash: Self.styleHash, language: report.language,
      hasPictures: report.figures.contains { $0.scene.hasPicture },
      body: [
        Markup.element(
          "a", ["class": "skip", "href": "#main"], text(Phrase("Skip to the report", "Zum Bericht springen"))), header,
        navigation,
        Markup.element(
          "main", ["id": "main"], figures, tables, cohort, addition, narratives, findings,
          section(
            "claims", Phrase("Claims and verdicts", "Geprüfte Aussagen"), [html(report.tables.claims, rows: 2000)]),
          .group(
            report.tables.secondEntry.map {
              section("second-entry", Phrase("Second entry", "Zweiteingabe"), [html($0, rows: 1000)])
            }),
          section(
            "care", Phrase("Reporting guideline", "Berichtsleitlinie"), [html(report.tables.care, rows: 20)]),
          section("methods", Self.methods, report.methods.map { Markup.element("p", text($0)) }), traces),
        Markup.element("footer", .element("p", "Verlauf \(ReportInfo.version). \(say(ReportInfo.noticePhrase))")),
      ]
    ).html
  }

  private func section(_ id: String, _ title: Phrase, _ content: [Markup]) -> Markup {
    Markup.element("section", ["id": id], [.element("h2", text(title))] + content)
  }

  private var header: Markup {
    let study = report.study
    let facts = [
      (Phrase("Centre", "Zentrum"), study.centre.value), (Phrase(same: "Design"), study.design.value),
      (Phrase("Treated", "Behandelt"), study.period.value.map { say(Wording.periodPhrase($0.text)) }),
      (Phrase("Data cut-off", "Datenschnitt"), study.dataCutOff.value?.text),
      (Phrase("Ethics", "Ethik"), study.ethics.value), (Phrase("Consent", "Einwilligung"), study.consent.value),
      (Phrase("Source", "Quelle"), study.citation.value), (Phrase("Licence", "Lizenz"), study.licence.value),
    ].map { Markup.element("div", .element("dt", text($0)), .element("dd", .text($1 ?? say(.notStated)))) }
    let counts = Severity.allCases.map { severity in
      let count = report.review.count(severity)
      return Markup.element(
        "li", ["class": severity.rawValue],
        Markup.element(
          "a", ["href": "#findings"], .element("b", "\(count)"),
          " \(say(count == 1 ? severity.phrase : severity.plural))"))
    }
    let decided = report.review.decided.count
    let settled: [Markup] =
      decided == 0
      ? []
      : [
        .element(
          "li",
          .element(
            "a", ["href": "#findings"], .element("b", "\(decided)"),
            " \(say(Phrase("decided", "entschieden")))"))
      ]
    let patients = Markup.element(
      "li", .element("b", "\(report.outcomes.patients.count)"), " \(say(Phrase("patients", "Patienten")))")
    return Markup.element(
      "header", .element("h1", .text(study.title)), .element("dl", ["class": "facts"], facts),
      Markup.element("ul", ["class": "strip"], [patients] + counts + settled))
  }

  private var navigation: Markup {
    let sections =
      [
        ("figures", Self.figures), ("tables", Self.tables), ("cohort", Self.cohort),
      ] + (report.addition.map { [($0.id, $0.title)] } ?? []) + [
        ("courses", Self.courses), ("findings", Self.findings), ("claims", Phrase("Claims", "Aussagen")),
        ("care", Phrase(same: "CARE")),
        ("methods", Self.methods), ("traces", Phrase("Why", "Warum")),
      ]
    return Markup.element(
      "nav", ["aria-label": say(Phrase("Sections", "Abschnitte"))],
      Markup.element("ul", sections.map { Markup.element("li", .element("a", ["href": "#" + $0], text($1))) }))
  }

  private static let (figures, tables) = (Phrase("Figures", "Abbildungen"), Phrase("Tables", "Tabellen"))
  private static let (cohort, courses) = (Phrase("Cohort", "Kohorte"), Phrase("Courses", "Verläufe"))
  private static let (findings, methods) = (Phrase("Findings", "Prüfung"), Phrase("Methods", "Methoden"))
  private static func first(_ limit: Int, of count: Int) -> Phrase {
    Phrase("The first \(limit) of \(count) patients.", "Die ersten \(limit) von \(count) Patienten.")
  }

  private var figures: Markup {
    let leftOut = report.leftOutFigures.map { Markup.element("p", ["class": "hint"], text($0)) }
    guard !report.figures.isEmpty || !leftOut.isEmpty else { return .nothing }
    let figures = report.figures.enumerated().map { index, figure in
      Markup.element(
        "figure", ["class": "plot"], .element("div", ["class": "paper"], .picture(svg: figure.inlineSVG)),
        Markup.element(
          "figcaption", .element("b", "\(say(Phrase("Figure", "Abbildung"))) \(index + 1)."),
          .text(" \(figure.caption) "),
          Markup.element("span", ["class": "files"], "figures/\(figure.name).svg\(hasPrints ? ", .pdf, .png" : "")")))
    }
    return section("figures", Self.figures, figures + leftOut)
  }

  private var tables: Markup {
    section(
      "tables", Self.tables,
      [
        .element(
          "p", ["class": "hint"],
          text(
            Phrase(
              "Every underlined value links to why it is what it is.",
              "Jeder unterstrichene Wert führt zu seiner Begründung.")))
      ] + report.tables.patients.map { html($0, rows: patientLimit) })
  }

  private var cohort: Markup {
    let (cohort, measured) = (report.tables.cohort, report.tables.measured)
    var content = cohort.map { html($0, rows: patientLimit) }
    if cohort.isEmpty {
      content.append(
        .element(
          "p",
          text(
            Phrase(
              "No patient has a therapy to start time from.",
              "Kein Patient hat eine Therapie, ab der die Zeit zählt."))))
    }
    if !measured.isEmpty {
      content +=
        [.element("h3", text(Phrase("Measured response", "Gemessenes Ansprechen")))]
        + measured.map { html($0, rows: 3000) }
    }
    return section("cohort", Self.cohort, content)
  }

  /// A section that was asked for.
  private var addition: Markup {
    guard let addition = report.addition else { return .nothing }
    return section(addition.id, addition.title, addition.tables.map { html($0, rows: patientLimit) })
  }

  private var narratives: Markup {
    let all = report.narratives
    var content = all.prefix(patientLimit).map {
      Markup.element("article", .element("h3", "Patient \($0.patient)"), .element("p", .text($0.text)))
    }
    if all.count > patientLimit {
      content.append(.element("p", text(Self.first(patientLimit, of: all.count))))
    }
    return section("courses", Self.courses, content)
  }

  private var findings: Markup {
    let all = report.review.findings
    var content: [Markup] = all.isEmpty ? [.element("p", text(Phrase("None.", "Keine.")))] : []
    for severity in Severity.allCases {
      let found = all.filter { $0.severity == severity }
      guard !found.isEmpty else { continue }
      let summary = Markup.element(
        "summary", .element("h3", "\(say(severity.plural.capitalisedFirst)) (\(found.count))"))
      var inside = [summary] + found.prefix(1000).map(card)
      if found.count > 1000 {
        inside.append(
          .element(
            "p",
            text(
              Phrase(
                "The first 1000 of \(found.count); tables/findings.csv holds all.",
                "Die ersten 1000 von \(found.count); tables/findings.csv enthält alle."))))
      }
      content.append(.element("details", severity == .note ? [:] : ["open": "open"], inside))
    }
    let decided = report.review.decided
    if !decided.isEmpty {
      content.append(
        .element(
          "details", [:],
          [.element("summary", .element("h3", "\(say(Phrase("Decided", "Entschieden"))) (\(decided.count))"))]
            + decided.prefix(1000).map(card)))
    }
    return section("findings", Self.findings, content)
  }

  private func card(_ finding: Finding) -> Markup {
    let about = finding.patient.map { "Patient \($0)" } ?? say(Phrase("Series", "Serie"))
    return Markup.element(
      "article", ["class": "card \(finding.severity.rawValue)"],
      Markup.element("p", ["class": "label"], "\(say(finding.severity.phrase)) · \(about) · \(finding.rule)"),
      Markup.element("p", .element("b", text(finding.summary))), sum(finding.arithmetic),
      list(finding.evidence.map(evidence)),
      finding.decision.map { .element("p", .element("b", text($0.phrase.capitalisedFirst))) } ?? .nothing,
      Markup.element(
        "p", ["class": "settle"], "\(say(Phrase("Settled by", "Zu klären durch"))): \(say(finding.settledBy))"))
  }

  private func evidence(_ evidence: Evidence) -> Markup {
    Markup.element(
      "li", text(evidence.text), sources(evidence.sources),
      place(of: evidence.record))
  }

  /// Where a record stands, after a space; nothing for a record that no file holds.
  private func place(of record: RecordPath?) -> Markup {
    report.outcomes.places[record].map { .group([" ", .element("code", .text($0.description))]) } ?? .nothing
  }

  private func sources(_ sources: [Source]) -> Markup {
    .group(
      sources.prefix(3).flatMap { source -> [Markup] in
        let quote = source.quote.map { say(Phrase(": “\($0)”", ": „\($0)“")) } ?? ""
        return [" ", .element("span", ["class": "source"], .text(source.section + quote))]
      })
  }

  private func sum(_ arithmetic: Phrase?) -> Markup {
    arithmetic.map { Markup.element("p", ["class": "sum"], text($0)) } ?? .nothing
  }

  private func list(_ items: [Markup]) -> Markup { items.isEmpty ? .nothing : .element("ul", items) }

  private var traces: Markup {
    section(
      "traces", Phrase("Why: every derived value", "Warum: jeder abgeleitete Wert"),
      report.traces.prefix(patientLimit).flatMap { own in
        [.element("h3", "Patient \(own.patient)")] + own.traces.map(trace)
      })
  }

  private func trace(_ trace: Trace) -> Markup {
    let inputs = trace.inputs.map {
      Markup.element("li", "\(say($0.namePhrase)): \(say($0.phrase))", sources($0.sources))
    }
    let statements = trace.statements.map { statement in
      Markup.element(
        "li", text(statement.phrase),
        statement.kind == .stated
          ? .nothing : .group([" ", .element("span", ["class": "source"], text(Phrase("implied", "erschlossen")))]),
        sources(statement.sources), place(of: statement.record))
    }
    return Markup.element(
      "article", ["class": "trace", "id": Trace.anchor(trace.id), "tabindex": "-1"],
      [
        Markup.element("h4", "\(say(trace.titlePhrase)): \(say(trace.phrase))"),
        Markup.element(
          "p", text(trace.definition.textPhrase), " ",
          .element("span", ["class": "source"], text(trace.definition.sourcePhrase))),
        sum(trace.arithmeticPhrase), list(inputs + statements),
      ] + trace.notes.map { Markup.element("p", ["class": "hint"], text($0)) })
  }
}

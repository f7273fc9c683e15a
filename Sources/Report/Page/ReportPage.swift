// SPDX-License-Identifier: Apache-2.0

import Plain
import Chronology
import Course
import Outcomes
import Review

/// The report as one page that works from disk, without a network and without scripts.
struct ReportPage {
  let outcomes: StudyOutcomes
  let review: StudyReview
  let figures: [ReportFigure]
  /// Whether PDF and PNG of the figures lie beside the page.
  let hasPrints: Bool
  /// More patients than this are only in the tables' files.
  let patientLimit = 300

  var study: Study { outcomes.study }

  var html: String {
    var page = PageHead(title: study.title, style: Self.style, styleHash: Self.styleHash).html + "<body>"
    page += "<a class=\"skip\" href=\"#main\">Skip to the report</a>"
    page += header + navigation + "<main id=\"main\">"
    page +=
      figureSection + tableSection + cohortSection + narrativeSection + findingSection + claimSection + careSection
      + methodSection
    page += traceSection
    page += "</main><footer><p>Verlauf \(ReportInfo.version). \(ReportInfo.notADevice)</p></footer></body></html>\n"
    return page
  }

  private var header: String {
    let facts = [
      ("Centre", study.centre.value), ("Design", study.design.value), ("Treated", study.period.value?.text),
      ("Data cut-off", study.dataCutOff.value?.text), ("Ethics", study.ethics.value), ("Consent", study.consent.value),
      ("Source", study.citation.value), ("Licence", study.licence.value),
    ]
    var html = "<header><h1>\(HTML.escape(study.title))</h1><dl class=\"facts\">"
    for (name, value) in facts { html += "<div><dt>\(name)</dt><dd>\(HTML.escape(value ?? "not stated"))</dd></div>" }
    html += "</dl><ul class=\"strip\"><li><b>\(outcomes.patients.count)</b> patients</li>"
    for severity in Severity.allCases {
      let count = review.count(severity)
      html +=
        "<li class=\"\(severity.rawValue)\"><a href=\"#findings\"><b>\(count)</b> \(severity.rawValue)\(count == 1 ? "" : "s")</a></li>"
    }
    return html + "</ul></header>"
  }

  private var navigation: String {
    let sections = [
      ("figures", "Figures"), ("tables", "Tables"), ("cohort", "Cohort"), ("courses", "Courses"),
      ("findings", "Findings"),
      ("claims", "Claims"),
      ("care", "CARE"), ("methods", "Methods"), ("traces", "Why"),
    ]
    return "<nav aria-label=\"Sections\"><ul>"
      + sections.map { "<li><a href=\"#\($0)\">\($1)</a></li>" }.joined() + "</ul></nav>"
  }

  private var figureSection: String {
    guard !figures.isEmpty else { return "" }
    var html = "<section id=\"figures\"><h2>Figures</h2>"
    for (index, figure) in figures.enumerated() {
      html +=
        "<figure class=\"plot\"><div class=\"paper\">\(figure.inlineSVG)</div><figcaption><b>Figure \(index + 1).</b> "
      html +=
        "\(HTML.escape(figure.caption)) <span class=\"files\">figures/\(HTML.escape(figure.name)).svg\(hasPrints ? ", .pdf, .png" : "")</span></figcaption></figure>"
    }
    return html + "</section>"
  }

  private var tableSection: String {
    let tables = [
      ReportTables.regimens(outcomes), ReportTables.characteristics(outcomes, review), ReportTables.therapies(outcomes),
      ReportTables.lines(outcomes), ReportTables.survival(outcomes), ReportTables.doseIntensity(outcomes),
    ]
    return
      "<section id=\"tables\"><h2>Tables</h2><p class=\"hint\">Every underlined value links to why it is what it is.</p>"
      + tables.map { HTML.table($0, rows: patientLimit) }.joined() + "</section>"
  }

  private var cohortSection: String {
    let cohort = ReportTables.cohort(outcomes)
    let responses = ReportTables.responses(outcomes)
    var html = "<section id=\"cohort\"><h2>Cohort</h2>"
    if cohort.isEmpty { html += "<p>No patient has a therapy to start time from.</p>" }
    html += cohort.map { HTML.table($0, rows: patientLimit) }.joined()
    if !responses.isEmpty {
      html += "<h3>Measured response</h3>" + responses.map { HTML.table($0, rows: 3000) }.joined()
    }
    return html + "</section>"
  }

  private var narrativeSection: String {
    var html = "<section id=\"courses\"><h2>Courses</h2>"
    for outcome in outcomes.patients.prefix(patientLimit) {
      html +=
        "<article><h3>Patient \(HTML.escape(outcome.patient.id))</h3><p>\(HTML.escape(Narrative.text(outcome)))</p></article>"
    }
    if outcomes.patients.count > patientLimit {
      html += "<p>The first \(patientLimit) of \(outcomes.patients.count) patients.</p>"
    }
    return html + "</section>"
  }

  private var findingSection: String {
    var html = "<section id=\"findings\"><h2>Findings</h2>"
    if review.findings.isEmpty { html += "<p>None.</p>" }
    for severity in Severity.allCases {
      let findings = review.findings.filter { $0.severity == severity }
      guard !findings.isEmpty else { continue }
      html +=
        "<details\(severity == .note ? "" : " open=\"open\"")><summary><h3>\(severity.rawValue.capitalisedFirst)s (\(findings.count))</h3></summary>"
      for finding in findings.prefix(1000) { html += card(finding) }
      if findings.count > 1000 { html += "<p>The first 1000 of \(findings.count); tables/findings.csv holds all.</p>" }
      html += "</details>"
    }
    return html + "</section>"
  }

  private func card(_ finding: Finding) -> String {
    let about = finding.patient.map { "Patient \($0)" } ?? "Series"
    var html =
      "<article class=\"card \(finding.severity.rawValue)\"><p class=\"label\">\(finding.severity.rawValue) · \(HTML.escape(about)) · \(finding.rule)</p>"
    html += "<p><b>\(HTML.escape(finding.summary))</b></p>"
    if let arithmetic = finding.arithmetic { html += "<p class=\"sum\">\(HTML.escape(arithmetic))</p>" }
    if !finding.evidence.isEmpty { html += "<ul>" + finding.evidence.map(evidence).joined() + "</ul>" }
    return html + "<p class=\"settle\">Settled by: \(HTML.escape(finding.settledBy))</p></article>"
  }

  private func evidence(_ evidence: Evidence) -> String {
    "<li>\(HTML.escape(evidence.text))\(sources(evidence.sources))"
      + (evidence.location.map { " <code>\(HTML.escape($0.description))</code>" } ?? "") + "</li>"
  }

  private func sources(_ sources: [Source]) -> String {
    sources.prefix(3).map { source in
      " <span class=\"source\">\(HTML.escape(source.section))" + (source.quote.map { ": “\(HTML.escape($0))”" } ?? "")
        + "</span>"
    }.joined()
  }

  private var claimSection: String {
    "<section id=\"claims\"><h2>Claims and verdicts</h2>" + HTML.table(ReportTables.claims(review), rows: 2000)
      + "</section>"
  }

  private var careSection: String {
    "<section id=\"care\"><h2>Reporting guideline</h2>" + HTML.table(ReportTables.care(study, review), rows: 20)
      + "</section>"
  }

  private var methodSection: String {
    "<section id=\"methods\"><h2>Methods</h2>"
      + Methods.paragraphs(outcomes).map { "<p>\(HTML.escape($0))</p>" }.joined()
      + "</section>"
  }

  private var traceSection: String {
    var html = "<section id=\"traces\"><h2>Why: every derived value</h2>"
    for outcome in outcomes.patients.prefix(patientLimit) {
      html += "<h3>Patient \(HTML.escape(outcome.patient.id))</h3>"
      var seen = Set<String>()
      for trace in outcome.traces where seen.insert(trace.id).inserted { html += self.trace(trace) }
    }
    return html + "</section>"
  }

  private func trace(_ trace: Trace) -> String {
    var html =
      "<article class=\"trace\" id=\"\(HTML.anchor(trace.id))\" tabindex=\"-1\"><h4>\(HTML.escape(trace.title)): \(HTML.escape(trace.value))</h4>"
    html +=
      "<p>\(HTML.escape(trace.definition.text)) <span class=\"source\">\(HTML.escape(trace.definition.source))</span></p>"
    if let arithmetic = trace.arithmetic { html += "<p class=\"sum\">\(HTML.escape(arithmetic))</p>" }
    var items = trace.inputs.map { "<li>\(HTML.escape($0.name)): \(HTML.escape($0.value))\(sources($0.sources))</li>" }
    items += trace.statements.map { statement in
      "<li>\(HTML.escape(statement.text))" + (statement.kind == .stated ? "" : " <span class=\"source\">implied</span>")
        + "\(sources(statement.sources)) <code>\(HTML.escape(statement.location.description))</code></li>"
    }
    if !items.isEmpty { html += "<ul>" + items.joined() + "</ul>" }
    for remark in trace.remarks { html += "<p class=\"hint\">\(HTML.escape(remark))</p>" }
    return html + "</article>"
  }
}

// SPDX-License-Identifier: Apache-2.0

import Course
import Outcomes
import Plain
import Review

/// All findings, gravest first; what is missing stands folded at the end.
struct FindingsPage {
  let pages: StudyPages
  let state: StudyState

  private var visit: Visit { pages.visit }
  /// So many stand on a page.
  private static let onPage = 100

  func answer() -> Answer {
    let layout = pages.layout(state, .findings)
    let isDecided = visit.query["state"] == "decided"
    let severity = visit.query["severity"].flatMap { Severity(rawValue: $0) }
    let all = (isDecided ? state.review.decided : state.review.findings).filter {
      severity == nil || $0.severity == severity
    }
    let page = max(1, visit.query["page"].flatMap { Int($0) } ?? 1)
    let shown = all.dropFirst((page - 1) * Self.onPage).prefix(Self.onPage)
    let present = shown.filter { $0.gap == nil }
    let missing = shown.filter { $0.gap != nil }
    let more = all.count > page * Self.onPage
    return layout.page(
      visit(Words.findings),
      [
        layout.head(
          visit(Words.findings),
          .text("\(all.count) \(visit(isDecided ? Words.decided : Words.open))")),
        filters(severity, isDecided),
        .element(
          "div", ["class": "stack"],
          .element(
            "section", ["class": "panel", "aria-label": visit(Words.findings)],
            all.isEmpty ? .element("p", ["class": "in"], visit.text(Words.noFindings)) : list(present),
            missing.isEmpty
              ? .nothing
              : .element(
                "details",
                .element("summary", .text("\(visit(Words.missingFacts)) (\(missing.count))")), list(missing))),
          more
            ? .element(
              "p",
              visit.link(
                .findings,
                query: (["page=\(page + 1)"] + (severity.map { ["severity=\($0.rawValue)"] } ?? [])
                  + (isDecided ? ["state=decided"] : []))
                  .joined(separator: "&"), visit.text(Words.moreFindings))) : .nothing),
      ])
  }

  private func filters(_ severity: Severity?, _ isDecided: Bool) -> Markup {
    func item(_ query: String, _ label: Markup, _ isOn: Bool) -> Markup {
      let address = Address.findings.path + (query.isEmpty ? "" : "?" + query)
      return isOn
        ? .element("a", ["href": address, "aria-current": "true"], label) : .element("a", ["href": address], label)
    }
    let review = state.review
    return .element(
      "nav", ["class": "seg", "aria-label": visit(Words.severity)],
      [item("", .text("\(visit(Words.all)) \(review.findings.count)"), severity == nil && !isDecided)]
        + Severity.allCases.map { own in
          item(
            "severity=\(own.rawValue)",
            .group([Pieces.severity(own, visit), .text(" \(review.count(own))")]), severity == own && !isDecided)
        } + [item("state=decided", .text("\(visit(Words.decided)) \(review.decided.count)"), isDecided)])
  }

  /// Findings as links, in the order in which they come.
  func list(_ findings: some Sequence<Finding>, showsPatient: Bool = true) -> Markup {
    .element(
      "ul", ["class": "list"],
      findings.map { finding in
        let who =
          state.patient(id: finding.patient).map { "\(visit(Words.patient)) \($0.outcome.patient.id)" }
          ?? visit(Words.series)
        return .element(
          "li",
          .element(
            "a", ["href": Address.finding(state.address(of: finding)).path, "class": "row-link"],
            Pieces.severity(finding.severity, visit, saysWord: false),
            .element("span", ["class": "who"], .text(showsPatient ? who : "")),
            .element("span", visit.text(finding.summary))))
      })
  }

  /// The first findings, for the page of the study.
  func first(_ count: Int) -> Markup {
    let own = state.review.findings.prefix(count)
    return Layout.panel(
      "first", visit(Words.findings), visit.link(.findings, visit.text(Words.all)),
      own.isEmpty ? .element("p", ["class": "in"], visit.text(Words.noFindings)) : list(own))
  }
}

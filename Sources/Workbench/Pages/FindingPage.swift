// SPDX-License-Identifier: Apache-2.0

import Course
import Chronology
import Exchange
import Foundation
import Notation
import Outcomes
import Plain
import Review
import Store

/// One finding: what it says, its arithmetic, what it rests on with a way to correct it, and what may be decided on it.
struct FindingPage {
  let pages: StudyPages
  let state: StudyState
  let name: String

  private var visit: Visit { pages.visit }

  func answer() async throws -> Answer {
    guard let finding = state.finding(name) else { throw PageError(Words.notThere, status: 404) }
    if pages.isForm { return try await decide(finding) }
    return try await page(finding, problem: nil)
  }

  private func page(_ finding: Finding, problem: Phrase?) async throws -> Answer {
    let layout = pages.layout(state, .findings)
    let all = state.review.findings
    let index = all.firstIndex { $0.id == finding.id }
    let title = visit(
      index.map { Phrase("Finding \($0 + 1) of \(all.count)", "Prüfung \($0 + 1) von \(all.count)") } ?? Words.decided)
    var evidence: [Markup] = []
    for own in finding.evidence { evidence.append(try await statement(own, finding)) }
    let who = state.patient(id: finding.patient).map { place in
      visit.link(.patient(place.part), .text("\(visit(Words.patient)) \(place.outcome.patient.id)"))
    }
    return layout.page(
      title, status: problem == nil ? 200 : 422,
      [
        .element(
          "div", ["class": "head"],
          .element(
            "div", .element("h1", ["class": "finding"], visit.text(finding.summary)),
            .element(
              "p", Pieces.severity(finding.severity, visit), " · ", who ?? visit.text(Words.series),
              .text(" · \(finding.rule)"),
              RuleCatalogue.title(of: finding.rule).map {
                .element("span", ["class": "dim"], .text(": \(visit($0))"))
              } ?? .nothing))
        ),
        .element(
          "div", ["class": "stack"],
          finding.arithmetic.map { .element("p", ["class": "sum"], visit.text($0)) } ?? .nothing,
          Layout.panel(
            "rests", visit(Words.restsOn), .nothing, .element("div", ["class": "in versus"], evidence)),
          Layout.panel(
            "settled", visit(Words.settledBy), .nothing,
            .element("p", ["class": "in"], visit.text(finding.settledBy))),
          decision(finding, problem)),
      ])
  }

  private func statement(_ evidence: Evidence, _ finding: Finding) async throws -> Markup {
    .element(
      "div", ["class": "stmt"], .element("p", visit.text(evidence.text)),
      .group(
        evidence.sources.prefix(3).map { source in
          .group([
            source.quote.map { .element("q", ["lang": ""], .text($0)) } ?? .nothing,
            .element("p", ["class": "from"], .text(([source.section] + source.facts).joined(separator: " · "))),
          ])
        }),
      try await address(evidence.record).map { address in
        .element("p", visit.link(address, visit.text(Words.openEntry)))
      } ?? .nothing)
  }

  /// Where a record can be corrected.
  private func address(_ record: RecordPath?) async throws -> Address? {
    switch record {
    case .study, .remark: return .studyFacts
    case .patient(let id): return state.patient(id: id).map { .patientFacts($0.part) }
    case .entry(let id, let patient):
      guard let place = state.patient(id: patient) else { return nil }
      let sheet = try await PatientSheet(place, pages.store, at: state.revision)
      return sheet.part(of: id).map { .entry(place.part, $0) } ?? .patient(place.part)
    case .phase(let id, let patient):
      guard let place = state.patient(id: patient) else { return nil }
      let sheet = try await PatientSheet(place, pages.store, at: state.revision)
      let own = sheet.entries.first { _, entry in
        guard case .therapy(let therapy) = entry.content else { return false }
        return (therapy.phases + therapy.planned).contains { $0.id == id }
      }
      return own.map { .entry(place.part, $0.part.id) } ?? .patient(place.part)
    case .administration(_, of: let id, in: let patient):
      return try await address(.entry(id, of: patient))
    case .lesion(_, of: let patient): return state.patient(id: patient).map { .patient($0.part) }
    case .claim, .reference, .decision, .comparator, nil: return nil
    }
  }

  // MARK: decisions

  private func decision(_ finding: Finding, _ problem: Phrase?) -> Markup {
    let now = finding.decision
    let verdicts: [(FindingDecision.Verdict, Phrase)] = [
      (.accepted, Words.accept), (.rejected, Words.reject), (.asked, Words.deferVerb),
    ]
    let chosen = visit.form["verdict"] ?? now?.verdict.rawValue
    return Layout.panel(
      "decide", visit(Words.decide), now.map { visit.text($0.phrase) } ?? .nothing,
      visit.form(
        to: .finding(name), class: "in stack",
        [
          problem.map { .element("p", ["class": "callout error", "role": "alert", "id": "problem"], visit.text($0)) }
            ?? .nothing,
          .element(
            "fieldset", .element("legend", ["class": "vh"], visit.text(Words.decide)),
            .group(
              verdicts.map { verdict, phrase in
                .element(
                  "label", ["class": "choice"],
                  Pieces.input("radio", "verdict", verdict.rawValue, isOn: chosen == verdict.rawValue),
                  visit.text(phrase))
              })),
          .element(
            "div", .element("label", ["for": "reason"], visit.text(Words.reason)),
            .element("p", ["class": "hint", "id": "h-reason"], visit.text(Words.reasonHelp)),
            .element(
              "input",
              [
                "type": "text", "name": "reason", "id": "reason", "aria-describedby": "h-reason",
                "value": visit.form["reason"] ?? now?.reason ?? "",
              ])),
          .element(
            "div", ["class": "row"],
            .element("button", ["class": "primary", "name": "action", "value": "decide"], visit.text(Words.decide)),
            now == nil
              ? .nothing
              : .element("button", ["name": "action", "value": "undo"], visit.text(Words.takeDecisionBack))),
        ]))
  }

  private func decide(_ finding: Finding) async throws -> Answer {
    let author = visit.session.author
    let parts = try await pages.store.parts(of: nil)
    let old = DecisionPart.of(finding.id, among: parts)
    let reason = (visit.form["reason"] ?? "").trimmed
    if visit.form["action"] == "undo" {
      if let old {
        _ = try await pages.store.save(
          [.remove(old.id, base: state.revision)], by: author, why: reason.isEmpty ? "taken back" : reason)
      }
      return Answer.see(.finding(name), "told=saved")
    }
    guard let verdict = visit.form["verdict"].flatMap({ FindingDecision.Verdict(rawValue: $0) }),
      !verdict.isOfSecondEntry
    else {
      return try await page(
        finding, problem: Phrase("Choose what is decided.", "Wählen Sie, was entschieden wird."))
    }
    guard !reason.isEmpty else {
      return try await page(
        finding, problem: Phrase("A decision needs its reason.", "Eine Entscheidung braucht ihren Grund."))
    }
    let decision = try DecisionPart.today(
      finding: finding.id, reads: finding.summary.english, verdict: verdict, reason: reason, by: author)
    _ = try await pages.store.save(
      [DecisionPart.edit(decision, among: parts, base: state.revision)], by: author, why: reason)
    return Answer.see(.finding(name), "told=saved")
  }
}

// SPDX-License-Identifier: Apache-2.0

import Course
import Outcomes
import Plain
import Report
import Statistics

/// Published arms of the study as a dossier shows them: each with what it says and how uncertain that is, none pooled with another.
struct EvidenceRows {
  let head: [String]
  let rows: [[String]]

  init(_ study: Study, _ visit: Visit) {
    head = [
      Words.arm, Words.armPopulation, Words.endPoint, Phrase("n", "n"), Words.rate, Words.interval95,
      Words.medianMonths, Words.armSource,
    ].map { visit($0) }
    rows = study.comparators.map { arm in
      let published = PublishedArm(arm)
      let at = arm.atMonths.map { visit.number(" \(Numbers.text($0)) mo") } ?? ""
      return [
        arm.name, arm.population ?? "–", FieldWords.value(arm.endpoint.rawValue, visit.language) + at,
        arm.count.map(String.init) ?? visit(Phrase("not stated", "nicht angegeben")),
        arm.rate.map { visit.number(Numbers.text($0.percent, decimals: $0.decimals)) + " %" } ?? "–",
        Self.interval(published, visit), arm.medianMonths.map { visit.number("\(Numbers.text($0)) mo") } ?? "–",
        arm.source,
      ]
    }
  }

  private static func interval(_ published: PublishedArm, _ visit: Visit) -> String {
    if published.events == .notAttainable { return visit(Words.notAttainable) }
    guard let limits = published.interval, let lower = limits.lower, let upper = limits.upper else { return "–" }
    func percent(_ share: Double) -> String { visit.number(Numbers.text(share * 100, decimals: 1)) }
    return "\(percent(lower))–\(percent(upper)) %"
  }
}

// SPDX-License-Identifier: Apache-2.0

import Course
@testable import Review
import Plain
import Testing

/// What bears a claim, and what only says it again.
@Suite struct ClaimEvidenceTests {
  func judge(_ claim: String, course: String, subject: String = "patient: 1", source: String = "{section: Results}")
    async throws -> JudgedClaim
  {
    let review = try await RuleBench.review(
      RuleExample(
        "", course: course, files: [.init("claims.yaml", "- {\(claim), \(subject), source: \(source)}")]))
    return try #require(review.claims.first)
  }

  // MARK: a response at a dose

  /// Full dose from 2021-01-04, the lower one from 2021-03-01 to the end on 2021-06-01.
  private func therapy(_ visits: (id: String, response: String, when: String)...) -> String {
    """
    - therapy: gemcitabine
      id: gem
      when: 2021-01-04
      ends: 2021-06-01
      phases:
        - {id: full, dose: 1000 mg/m2, when: 2021-01-04}
        - {id: less, dose: 500 mg/m2, when: 2021-03-01}

    """
      + visits.map { "- assessment: CT\n  id: \($0.id)\n  of: gem\n  response: \($0.response)\n  when: \($0.when)\n" }
      .joined()
  }

  private let atLess = "claim: response, is: SD, on: gem, while: less"

  @Test func onlyAssessmentsOfThatTimeShowIt() async throws {
    let inside = try await judge(atLess, course: therapy(("a", "SD", "2021-02-10"), ("b", "SD", "2021-04-10")))
    #expect(inside.verdict == .supported && inside.explanation.english == "b (SD) lies in the time of less.")
    let before = try await judge(atLess, course: therapy(("a", "SD", "2021-02-10")))
    #expect(before.verdict == .notDecidable)
    #expect(before.explanation.english == "No assessment certainly lies in the time of less.")
    let perhaps = try await judge(atLess, course: therapy(("a", "SD", "2021")))
    #expect(
      perhaps.verdict == .notDecidable && perhaps.explanation.english.contains("whether these do is open: a (SD)"))
    let other = try await judge(atLess, course: therapy(("a", "SD", "2021-02-10"), ("b", "PD", "2021-04-10")))
    #expect(other.verdict == .contradicted && other.explanation.english.contains("b (PD)"))
  }

  // MARK: its own sentence

  private func dated(_ quote: String, section: String = "Results") -> String {
    """
    - diagnosis: leiomyosarcoma
      id: dx
      when: 2018-01-01
    - death: disease
      id: end
      when: 30 mo after dx
      source: {section: \(section), quote: "\(quote)"}
    """
  }

  private let interval = "claim: interval, is: 30 mo, from: dx, to: end"

  /// A fact that was read from the sentence of the claim does not bear it; the same fact from elsewhere, or from the chart, does.
  @Test func aClaimIsNoEvidenceForItself() async throws {
    let own = "{section: Results, quote: \"died two and a half years after diagnosis\"}"
    let once = try await judge(
      interval, course: dated("He died two and a half years after diagnosis."), source: own)
    #expect(once.verdict == .statedOnce && once.explanation.english.hasSuffix("the record has it from this sentence."))
    for (quote, section) in [
      ("survival was 30 months", "Results"), ("died two and a half years after diagnosis", "Table 1"),
    ] {
      #expect(
        try await judge(interval, course: dated(quote, section: section), source: own).verdict == .supported, "\(quote)"
      )
    }
    // Without a quotation nothing says that they are one sentence.
    #expect(try await judge(interval, course: dated("died")).verdict == .supported)
  }

  // MARK: lists

  private let treated = """
    - surgery: excision
      id: op
      when: 2018-01-01
    - radiotherapy: thigh
      id: rt-1
      when: 2018-03-01
    - radiotherapy: ilium
      id: rt-2
      when: 2019-03-01
    - therapy: gemcitabine
      id: gem
      when: 2020-01-01
    """

  /// Two radiotherapies are not one, and what is listed first came first.
  @Test(arguments: [
    ("[surgery, radiation, radiation]", Verdict.supported, ""),
    ("[surgery, radiation]", .contradicted, "Recorded but not listed: rt-2."),
    ("[surgery, radiation, radiation, radiation]", .notFound, "No event is recorded for radiation."),
    ("[radiation, surgery, radiation]", .contradicted, "Radiation is listed before surgery, which came first."),
  ])
  func treatments(_ given: String, _ verdict: Verdict, _ why: String) async throws {
    let judged = try await judge("claim: treatments, given: \(given), before: gem", course: treated)
    #expect(judged.verdict == verdict, "\(judged.explanation.english)")
    if verdict != .supported { #expect(judged.explanation.english == why) }
  }

  // MARK: a share of the series

  /// One patient with PR under gemcitabine: 1 of 1, in one reading, since there is no maintenance.
  @Test(arguments: [
    ("100 %", "1", "partial responses", Verdict.supported), ("100 %", "1", "stable disease", .contradicted),
    ("50 %", "2", "partial responses", .contradicted), ("100 %", "1", "responses to gemcitabine", .supported),
    ("100 %", "1", "patients with pain", .notDecidable),
  ])
  func shares(_ percent: String, _ denominator: String, _ what: String, _ verdict: Verdict) async throws {
    let course =
      "- therapy: gemcitabine\n  id: gem\n  when: 2021-01-04\n"
      + "- assessment: CT\n  of: gem\n  response: PR\n  when: 2021-03-01\n"
    let judged = try await judge(
      "claim: percentage, is: \(percent), of: \(denominator), what: \(what)", course: course, subject: "series: true")
    #expect(judged.verdict == verdict, "\(judged.explanation.english)")
  }

  /// Line 2 of all, line 1 for advanced disease: true in one way of counting, which is named, and a note.
  @Test func aWayOfCountingIsAReading() async throws {
    let course =
      "- therapy: doxorubicin\n  id: dox\n  intent: neoadjuvant\n  when: 2018-01-01\n"
      + "- therapy: gemcitabine\n  id: gem\n  when: 2020-01-01\n"
    for number in [1, 2] {
      let judged = try await judge("claim: line, is: \(number), of: gem", course: course)
      #expect(judged.verdict == .dependsOnReading && judged.explanation.english.hasPrefix("True "), "\(number)")
    }
    #expect(try await judge("claim: line, is: 3, of: gem", course: course).verdict == .contradicted)
  }

  /// Maintenance from 2021-01-04 to 2021-07-05, death on 2022-01-05: 12.0 mo from its start, 6.0 mo from its end. The claim names neither.
  @Test(arguments: [
    ("6 mo, from: m", Verdict.dependsOnReading), ("12 mo, from: m", .dependsOnReading),
    ("9 mo, from: m", .contradicted),
    ("6 mo, from: end of m", .supported), ("6 mo, from: start of m", .contradicted),
  ])
  func anIntervalFromWhatLasts(span: String, verdict: Verdict) async throws {
    let course =
      "- therapy: gemcitabine\n  id: m\n  when: 2021-01-04\n  ends: 2021-07-05\n- death: sarcoma\n  when: 2022-01-05"
    #expect(try await judge("claim: interval, is: \(span), to: death", course: course).verdict == verdict)
  }

  /// From 1000 to 750 mg/m² the dose fell by a quarter.
  @Test(arguments: [
    ("halved", Verdict.contradicted), ("reduced by a quarter", .supported), ("reduced to 75 %", .supported),
    ("reduced by two-thirds", .contradicted), ("reduced", .supported), ("peculiar", .notDecidable),
  ])
  func aDoseInWords(words: String, verdict: Verdict) async throws {
    let course = """
      - therapy: gemcitabine
        id: gem
        when: 2021-01-04
        phases:
          - {id: full, dose: 1000 mg/m2, days: [1, 8], every: 21 d, cycles: 1-2}
          - {id: less, dose: 750 mg/m2, days: [1, 8], every: 21 d, cycles: 3-4}
      """
    #expect(
      try await judge("claim: dose in words, is: \(words), from: full, to: less", course: course).verdict == verdict)
  }
}

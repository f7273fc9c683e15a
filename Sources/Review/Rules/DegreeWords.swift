// SPDX-License-Identifier: Apache-2.0

import Course
import Outcomes
import Plain

/// Words of degree for one thing that do not say the same.
struct DegreeWords: Rule {
  let id = "degree-words"
  let severity = Severity.warning
  let summary = Phrase(
    "Words of degree for one thing that do not say the same, or that the record does not bear",
    "Gradworte für dieselbe Sache, die nicht dasselbe sagen, oder die die Akte nicht trägt")
  let explanation =
    "“Slightly reduced”, “significantly reduced” and “by two-thirds” of one dose, or “not impaired” where the chart has “not severely impaired”, are one question and one finding. "
    + "Who says more also says less: “not impaired” bears “not significantly compromised”, and nothing is found. A dose is held against its change per administration and per cycle."
  let needs = "claims `dose in words`, `dose change` of one phase, or `quality of life`"
  let source = "the usual steps of dose reduction, to 75 % and 50 %: prescribing information of gemcitabine, section 2"

  let thresholds = [DoseInWordsClaim.level]

  let fires = RuleExample(
    "“not impaired” in the discussion, “not severely impaired” in the chart",
    course: Self.course("not severely impaired"), files: [Self.claim])
  let passes = RuleExample("“no reduction” in the chart", course: Self.course("no reduction"), files: [Self.claim])
  private static let claim = RuleExample.File(
    "claims.yaml",
    "- {claim: quality of life, patient: 1, is: not impaired, on: gem, source: {section: Discussion}}")
  private static func course(_ words: String) -> String {
    "- therapy: gemcitabine\n  id: gem\n- quality of life: \(words)\n  of: gem"
  }

  func find(in context: ReviewContext) -> [Found] {
    qualityOfLife(context) + context.study.patients.flatMap { doses(of: $0, context) }
  }

  /// One finding for the series: what is said of all and what of each.
  private func qualityOfLife(_ context: ReviewContext) -> [Found] {
    let open = context.claims.filter {
      $0.claim.assertion.kind is QualityOfLifeClaim && Self.isTold($0.verdict)
    }
    guard let first = open.first else { return [] }
    let isOfOne = Set(open.map(\.claim.subject)).count == 1
    let patient: Patient.ID? = if isOfOne, case .patient(let id) = first.claim.subject { id } else { nil }
    let statements = open.map { Phrase(same: "\(Self.place($0.claim)): ") + Phrase.quote($0.claim.assertion.words) }
    var reasons: [Phrase] = []
    for judged in open where !reasons.contains(judged.explanation) { reasons.append(judged.explanation) }
    return [
      Found(
        patient: patient, about: "quality-of-life", severity: Self.severity(open),
        statements.joined(separator: "; ") + Phrase(same: ". ") + reasons.joined(separator: " "),
        evidence: Self.evidence(open),
        settledBy: first.settledBy, claim: first.claim.id)
    ]
  }

  /// One finding for each dose phase that several words, or a wrong one, are said of.
  private func doses(of patient: Patient, _ context: ReviewContext) -> [Found] {
    var phases: [DosePhase.ID] = []
    for (_, therapy) in patient.therapies { phases += therapy.phases.map(\.id) }
    return phases.compactMap { phase in
      let said = context.claims.filter { judged in
        guard judged.claim.subject == .patient(patient.id) else { return false }
        switch judged.claim.assertion {
        case .doseInWords(_, _, let to), .doseChange(_, _, let to): return to == phase
        default: return false
        }
      }
      let inWords = said.filter { $0.claim.assertion.kind is DoseInWordsClaim }
      let wrong = inWords.filter { Self.isTold($0.verdict) }
      guard let first = wrong.first ?? (Self.differ(inWords) ? inWords.first : nil) else { return nil }
      let statements = said.map { Phrase.quote(Self.words($0.claim)) + Phrase(same: " (\(Self.place($0.claim)))") }
      let reason = (wrong.first ?? first).explanation
      return Found(
        patient: patient.id, about: "dose-\(phase)", severity: wrong.isEmpty ? .note : Self.severity(wrong),
        Phrase(
          "The dose of \(phase) is called \(statements.joined(separator: ", ")). \(reason)",
          "Die Dosis von \(phase) heißt \(statements.joined(separator: ", ")). \(reason)"),
        evidence: Self.evidence(said),
        settledBy: first.settledBy, claim: first.claim.id)
    }
  }

  /// Whether one of the words is slight and another is not.
  private static func differ(_ claims: [JudgedClaim]) -> Bool {
    let steps = claims.compactMap { judged -> Int? in
      if case .doseInWords(let words, _, _) = judged.claim.assertion { Degree.step(in: words) } else { nil }
    }
    return steps.contains(1) && steps.contains { $0 > 2 }
  }

  private static func isTold(_ verdict: Verdict) -> Bool {
    [.contradicted, .dependsOnReading, .notDecidable].contains(verdict)
  }

  private static func severity(_ claims: [JudgedClaim]) -> Severity? {
    claims.contains { $0.verdict == .contradicted } ? .error : nil
  }

  private static func place(_ claim: Claim) -> String { claim.sources.first?.section ?? claim.id }

  private static func words(_ claim: Claim) -> String {
    switch claim.assertion {
    case .doseInWords(let words, _, _): words
    case .doseChange(let by, _, _): "reduced by \(by.text)"
    default: claim.assertion.words
    }
  }

  private static func evidence(_ claims: [JudgedClaim]) -> [Evidence] {
    var all: [Evidence] = []
    for one in claims.flatMap({ [Evidence($0.claim)] + $0.evidence }) where !all.contains(one) { all.append(one) }
    return all
  }
}

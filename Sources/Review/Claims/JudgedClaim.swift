// SPDX-License-Identifier: Apache-2.0

public import Plain
public import Course

/// A claim with its verdict.
public struct JudgedClaim: Sendable {
  /// The claim.
  public var claim: Claim
  /// The verdict.
  public var verdict: Verdict
  /// Why, in a sentence.
  public var explanation: Phrase
  /// The arithmetic, where there is any.
  public var arithmetic: Phrase?
  /// The facts that it was judged by.
  public var evidence: [Evidence]
  /// What would settle it, where the verdict is not "supported".
  public var settledBy: Phrase

  init(_ claim: Claim, _ judgement: Judgement) {
    self.claim = claim
    verdict = judgement.verdict
    explanation = judgement.explanation
    arithmetic = judgement.arithmetic
    evidence = judgement.evidence
    settledBy = judgement.settledBy
  }
}

/// A verdict with its reason, before it is written on a claim.
struct Judgement {
  var verdict: Verdict
  var explanation: Phrase
  var arithmetic: Phrase?
  var evidence: [Evidence]
  var settledBy: Phrase

  init(
    _ verdict: Verdict, _ explanation: Phrase, arithmetic: Phrase? = nil, evidence: [Evidence] = [],
    settledBy: Phrase = Phrase("The chart.", "Die Akte.")
  ) {
    self.verdict = verdict
    self.explanation = explanation
    self.arithmetic = arithmetic
    self.evidence = evidence
    self.settledBy = settledBy
  }
}

/// How a claim stands against the facts.
public enum Verdict: String, Sendable, Hashable, CaseIterable {
  /// The facts show it.
  case supported
  /// The facts exclude it.
  case contradicted
  /// What it names is in no fact, and no fact excludes it.
  case notFound = "not found in the record"
  /// The facts show it, but every one of them was transcribed from the sentence of the claim itself: nothing else bears it.
  case statedOnce = "stated once"
  /// True in one reading and not in another.
  case dependsOnReading = "depends on the reading"
  /// The facts neither show nor exclude it.
  case notDecidable = "not decidable"
  /// Recorded only.
  case notJudged = "not judged"

  static let worstFirst: [Verdict] = [
    .contradicted, .notFound, .dependsOnReading, .notDecidable, .statedOnce, .supported, .notJudged,
  ]

  /// With its verb: `is contradicted`, `depends on the reading`.
  var told: Phrase {
    switch self {
    case .supported: Phrase("is supported", "ist belegt")
    case .contradicted: Phrase("is contradicted", "ist widerlegt")
    case .notFound: Phrase("is not found in the record", "ist in der Akte nicht zu finden")
    case .statedOnce: Phrase("is stated once", "ist nur einmal angegeben")
    case .dependsOnReading: Phrase("depends on the reading", "hängt von der Lesart ab")
    case .notDecidable: Phrase("is not decidable", "ist nicht zu entscheiden")
    case .notJudged: Phrase("is not judged", "wird nicht beurteilt")
    }
  }

  /// In words of every language.
  public var phrase: Phrase {
    switch self {
    case .supported: Phrase("\(rawValue)", "belegt")
    case .contradicted: Phrase("\(rawValue)", "widerlegt")
    case .notFound: Phrase("\(rawValue)", "in der Akte nicht zu finden")
    case .statedOnce: Phrase("\(rawValue)", "nur einmal angegeben")
    case .dependsOnReading: Phrase("\(rawValue)", "von der Lesart abhängig")
    case .notDecidable: Phrase("\(rawValue)", "nicht zu entscheiden")
    case .notJudged: Phrase("\(rawValue)", "nicht beurteilt")
    }
  }
}

// SPDX-License-Identifier: Apache-2.0

import Plain
import Course
import Outcomes

// What is printed: percentages and cross-references.
extension ClaimJudge {
  /// Whether a count of the denominator gives the percentage as printed, rounded half up or half to even.
  func percentage(_ claim: Claim, _ printed: String, _ denominator: Int?) -> JudgedClaim {
    // Bounded, since it is counted in whole numbers below; no share is above 1,000 %.
    guard let value = Double(printed), (0...1000).contains(value), (denominator ?? 1) <= 1_000_000_000 else {
      return JudgedClaim(claim, .notDecidable, "“\(printed)” is no number.")
    }
    let decimals = printed.split(separator: ".").dropFirst().first?.count ?? 0
    guard let denominator, denominator > 0 else {
      let smallest = (1...1000).first { Self.count(value, decimals, of: $0) != nil }
      let words = smallest.map { n in
        "the smallest denominator that gives it is \(n) (\(Self.count(value, decimals, of: n) ?? 0) of \(n))"
      }
      return JudgedClaim(
        claim, .notDecidable, "The denominator is not stated" + (words.map { "; \($0)" } ?? "") + ".",
        settledBy: "The number of patients.")
    }
    if let count = Self.count(value, decimals, of: denominator) {
      return JudgedClaim(
        claim, .supported, "\(count) of \(denominator).", arithmetic: Self.share(count, denominator, decimals))
    }
    let below = Int((value * Double(denominator) / 100).rounded(.down))
    let near = [below, below + 1].filter { (0...denominator).contains($0) }
    return JudgedClaim(
      claim, .contradicted, "No count of \(denominator) gives \(printed) %.",
      arithmetic: near.map { Self.share($0, denominator, decimals) }.joined(separator: "; "),
      evidence: [Evidence(claim)], settledBy: "The counts, and whether all \(denominator) could be evaluated.")
  }

  private static func share(_ count: Int, _ denominator: Int, _ decimals: Int) -> String {
    let share = Double(count) * 100 / Double(denominator)
    return "\(count)/\(denominator) = \(Numbers.text(share, decimals: decimals + 2)) %"
  }

  /// The count whose share rounds to the printed value, in whole numbers so that no floating point decides.
  static func count(_ value: Double, _ decimals: Int, of denominator: Int) -> Int? {
    var scale = 1
    for _ in 0..<min(decimals, 6) { scale *= 10 }
    let target = Int((value * Double(scale)).rounded())
    // round(100·scale·k / n) == target  ⇔  (2·target − 1)·n ≤ 200·scale·k ≤ (2·target + 1)·n, ends included for either way of rounding halves.
    let low = (2 * target - 1) * denominator
    let high = (2 * target + 1) * denominator
    let step = 200 * scale
    let first = low <= 0 ? 0 : (low + step - 1) / step
    return first <= denominator && first * step <= high ? first : nil
  }

  /// Whether the place that a reader is sent to holds something on the topic.
  func refersTo(_ claim: Claim, _ place: String, _ topic: String) -> JudgedClaim {
    let holding = study.claims.filter { other in
      other.id != claim.id && other.assertion.topics.contains(Words.plain(topic))
    }
    let places = Set(holding.flatMap { $0.sources.map(\.section) }).filter {
      $0.hasPrefix("Table") || $0.hasPrefix("Figure")
    }
    if places.contains(place) { return JudgedClaim(claim, .supported, "\(place) holds it.") }
    if places.isEmpty { return JudgedClaim(claim, .notDecidable, "No table or figure is recorded with it.") }
    return JudgedClaim(
      claim, .contradicted,
      "\(topic.capitalisedFirst) is in \(places.sorted().joined(separator: ", ")), not in \(place).",
      evidence: [Evidence(claim)], settledBy: "Correcting the reference.")
  }
}

extension Assertion {
  /// What a claim is about, as a cross-reference may call it.
  var topics: [String] {
    switch self {
    case .dose, .initialDoseRange, .doseChange, .doseChangeFromCycle: ["dose", "regimen"]
    case .response, .responseCounts: ["response"]
    case .metastaticSites: ["metastases"]
    case .treatments: ["pretreatment", "treatments"]
    case .duration: ["duration"]
    case .diagnosis: ["diagnosis"]
    case .sex, .age: ["patient characteristics", "demographics"]
    default: []
    }
  }
}

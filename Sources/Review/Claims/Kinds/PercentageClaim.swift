// SPDX-License-Identifier: Apache-2.0

import Course
import Plain

/// `percentage`: as printed, of a denominator if it is stated.
struct PercentageClaim: ClaimKind {
  let printed: String
  let denominator: Int?
  let what: String

  var words: String { "\(what): \(printed) %" + (denominator.map { " of \($0)" } ?? "") }
  var isAboutOthers: Bool { true }

  /// Whether a count of the denominator gives the percentage as printed, rounded half up or half to even.
  func judge(_ claim: Claim, _ record: ClaimRecord) -> Judgement {
    // Bounded, since it is counted in whole numbers below; no share is above 1,000 %.
    guard let value = Double(printed), (0...1000).contains(value), (denominator ?? 1) <= 1_000_000_000 else {
      return Judgement(.notDecidable, "“\(printed)” is no number.")
    }
    let decimals = printed.split(separator: ".").dropFirst().first?.count ?? 0
    guard let denominator, denominator > 0 else {
      let smallest = (1...1000).first { Self.count(value, decimals, of: $0) != nil }
      let words = smallest.map { n in
        "the smallest denominator that gives it is \(n) (\(Self.count(value, decimals, of: n) ?? 0) of \(n))"
      }
      return Judgement(
        .notDecidable, "The denominator is not stated" + (words.map { "; \($0)" } ?? "") + ".",
        settledBy: "The number of patients.")
    }
    if let count = Self.count(value, decimals, of: denominator) {
      return Judgement(
        .supported, "\(count) of \(denominator).", arithmetic: Self.share(count, denominator, decimals))
    }
    let below = Int((value * Double(denominator) / 100).rounded(.down))
    let near = [below, below + 1].filter { (0...denominator).contains($0) }
    return Judgement(
      .contradicted, "No count of \(denominator) gives \(printed) %.",
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
}

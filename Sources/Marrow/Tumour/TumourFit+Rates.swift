// SPDX-License-Identifier: Apache-2.0

extension TumourFit {
  /// Fewest sums on different days: one more than the three parameters, so that something is left to tell how sums scatter.
  public static let leastSums = 4

  /// Growth and shrinkage of the sums: both where they determine both, else the one that they determine, as of sums that only grow or only shrink; nil where they determine neither.
  ///
  /// Of the two forms with one rate that is taken which leaves less of the sums unexplained.
  public static func rates(_ sums: [LesionSum]) throws(MarrowProblem) -> TumourFit? {
    guard Set(sums.map(\.day)).count >= leastSums else {
      throw MarrowProblem(
        "sums of lesions", found: "\(Set(sums.map(\.day)).count) days", expected: "at least \(leastSums)")
    }
    if let both = try? TumourFit(.stein, sums), both.isDetermined { return both }
    return [Form.growthAlone, .shrinkageAlone].compactMap { try? TumourFit($0, sums) }
      .min { $0.squares < $1.squares }.flatMap { $0.isDetermined ? $0 : nil }
  }
}
